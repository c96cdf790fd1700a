"""More training documents: articles among the teasers of others, titles, openings and pictures' captions in lists, as
pages of news have them by the dozen."""

from __future__ import annotations

import random
from typing import NamedTuple

from composing import (
    INSET_HEADINGS,
    NEWS,
    STOP,
    Row,
    blurbs_of,
    cut,
    dense,
    frames_of,
    rows_of,
    spaced,
    thread_of,
    with_insets,
    with_rows,
)

from index.cleaning.language import detect_language

STYLES = {
    ("title",): 4,
    ("title", "opening"): 4,
    ("title and opening",): 2,
    ("opening",): 2,
    ("opening", "title"): 1,
    ("caption", "title"): 4,
}
"""How often the lines of a teaser are these, against the other styles."""
PLACES = {"above": 6, "below": 2, "both": 3}
"""How often a list stands there, against the other places."""
ENDS = ("...", "…", "…", " …", "", " [...]")
"""Of openings that are cut off."""
SENTENCE = 10
"""Words of a line that can open an article, at least."""
CAPTION = 6
"""Words of a caption, at least."""
SECTION = 3
"""Words of a section's name, at most."""
FEWEST = 4
"""Articles of a language that lists are made of."""


class Told(NamedTuple):
    """An article as another page tells of it: its title, if known, and the sentences of its opening."""

    title: str | None
    opening: list[str]


class Others(NamedTuple):
    """What lists are made of: articles by their language, captions, names of sections."""

    told: dict[str | None, list[Told]]
    captions: list[str]
    sections: list[str]


def teased(documents: list[dict], count: int, rng: random.Random) -> list[dict]:
    """Articles in frames of other sites, with lists of other articles in their language above, below or between."""
    frames, news_frames = frames_of(documents)
    bodies = [document for document in documents if document["variant"] in ("full", "leaky")]
    news = [document for document in bodies if document["set"] in NEWS]
    threads = [document for document in documents if document["variant"] == "threads"]
    blurbs = blurbs_of(documents)
    languages = {id(body): _language(body) for body in bodies}
    others = _others(bodies, blurbs, languages)
    found = []
    for n in range(count):
        body = rng.choice(news if rng.random() < 0.7 else bodies)
        rows, told = cut(body)[1], others.told.get(languages[id(body)], [])
        if not rows or len(told) < FEWEST:
            continue
        if rng.random() < 0.3:
            rows = with_insets(rows, blurbs, rng)
        if rng.random() < 0.25 and len(rows) > 4:
            at = rng.randrange(1, len(rows))
            rows = rows[:at] + _teasers(told, others, 5, rng) + rows[at:]
        if body.get("title") and rng.random() < 0.5:
            rows = [(body["title"], -1, ""), *rows]
        head = rng.choice(news_frames if rng.random() < 0.6 else frames).head
        tail = rng.choice(news_frames if rng.random() < 0.6 else frames).tail
        head = [] if rng.random() < 0.1 else head[-rng.randrange(1, 70) :]
        place = rng.choices(list(PLACES), list(PLACES.values()))[0]
        if place != "below":
            at = len(head) - (rng.randrange(min(12, len(head) + 1)) if rng.random() < 0.7 else 0)
            head = head[:at] + _teasers(told, others, 22, rng) + head[at:]
        if rng.random() < 0.2:
            tail = thread_of(rng.choice(threads), rng) + tail
        if place != "above":
            at = rng.randrange(min(8, len(tail) + 1))
            tail = tail[:at] + _teasers(told, others, 22, rng) + tail[at:]
        rows = head + rows + tail[: rng.randrange(1, 90)]
        document = with_rows({"id": f"teased/{n}", "site": body["site"], "set": body["set"], "variant": "teased"}, rows)
        spacing = rng.random()
        found.append(dense(document) if spacing < 0.35 else spaced(document) if spacing < 0.5 else document)
    return found


def _language(body: dict) -> str | None:
    said = (line for line, label, _ in rows_of(body) if label == 1 and len(line.split()) >= SENTENCE + 2)
    return detect_language(next(said, ""))


def _others(bodies: list[dict], blurbs: dict[str, list[str]], languages: dict[int, str | None]) -> Others:
    told: dict[str | None, list[Told]] = {}
    sections = []
    for body in bodies:
        rows = rows_of(body)
        if body["variant"] == "full":
            sections += [line.strip() for line, _, reason in rows if reason == "navigation"]
            continue
        said = [line.strip() for line, label, _ in rows if label == 1 and len(line.split()) >= SENTENCE]
        if said:
            told.setdefault(languages[id(body)], []).append(Told(body.get("title"), STOP.split(said[0])))
    captions = [line for line in blurbs.get("caption", []) if len(line.split()) >= CAPTION]
    return Others(told, captions, [name for name in sections if 1 <= len(name.split()) <= SECTION])


def _teasers(told: list[Told], others: Others, most: int, rng: random.Random) -> list[Row]:
    """A list of at least two and fewer than `most` teasers, most of one style, perhaps indented, in bullets, with
    times and the names of sections."""
    usual = rng.choices(list(STYLES), list(STYLES.values()))[0]
    size = min(rng.randrange(2, most), len(told))
    indent, bullet = " " * rng.choice((0, 0, 2, 4, 6, 8)), rng.choice(("", "", "• "))
    timed, sorted_in = rng.random() < 0.25, rng.random() < 0.4
    rows: list[Row] = []
    for one in rng.sample(told, size):
        if sorted_in and rng.random() < 0.25 and others.sections:
            rows.append((indent + rng.choice(others.sections), 0, "navigation"))
        lines = _teaser(one, usual if rng.random() < 0.9 else rng.choice(list(STYLES)), others, rng)
        if timed:
            lines.append(_time(rng))
        signs = (bullet, *[" " * len(bullet)] * len(lines))
        rows += [(indent + sign + line, 0, "related") for sign, line in zip(signs, lines, strict=False)]
        if rng.random() < 0.1:
            rows.append(("", -1, ""))
    if rng.random() < 0.5:
        rows.insert(0, (indent + rng.choice(INSET_HEADINGS), 0, "related"))
    return rows


def _teaser(told: Told, style: tuple[str, ...], others: Others, rng: random.Random) -> list[str]:
    opening = told.opening[0] if rng.random() < 0.8 else " ".join(told.opening[:2])
    words = opening.split()
    title = told.title or " ".join(told.opening[0].split()[: rng.randrange(6, 13)]).rstrip(".,;:")
    if rng.random() < 0.4 and len(words) > 14:
        opening = " ".join(words[: rng.randrange(12, min(40, len(words)))]).rstrip(".,") + rng.choice(ENDS)
    lines = {"title": title, "opening": opening, "title and opening": title + opening}
    return [rng.choice(others.captions or [title]) if part == "caption" else lines[part] for part in style]


def _time(rng: random.Random) -> str:
    hours = rng.randrange(2, 23)
    clock = f"{rng.randrange(24):02d}:{rng.randrange(60):02d}"
    return rng.choice((f"{hours} hours ago", f"{hours}h ago", "1 hour ago", clock, f"{hours} November 2019"))
