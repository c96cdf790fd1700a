"""More training documents from the ones there are: other spacing, and bodies, blurbs and threads of different sites."""

from __future__ import annotations

import random
import re
import textwrap
from typing import NamedTuple

BLURBS = {
    "donation": 0.5,
    "disclaimer": 0.3,
    "copyright": 0.3,
    "social-prompt": 0.4,
    "ad": 0.2,
    "byline": 0.2,
    "caption": 0.3,
}
"""How often a composed document has a block of this kind."""
NEWS = ("zyte", "fundus")
"""The sets of news."""
HEADINGS = ("Related", "Related Posts", "Read also", "More on this story", "You may also like")

INSETS = {"related": 5, "caption": 2, "social-prompt": 2, "ad": 1, "other": 2}
"""How often what stands between paragraphs is of a kind, against the other kinds."""
INSET_HEADINGS = (*HEADINGS, "Read more", "Read More", "See also", "Also read", "Recommended")

NAME = re.compile(r"\b[A-Z]\w{2,}(?: [A-Z]\w{2,}){0,2}")
"""Words that could stand as a heading."""
STOP = re.compile(r"(?<=[.!?])\s+(?=[\"“‘]?[^\W\d_a-z])")
"""Between two sentences."""
BULLETS = ("• ", "- ", "* ", "– ", "· ", "•\t")
ZONES = ("", "", " GMT", " Uhr", "h", " - ")
SINGLE = 0.3
"""How often a document is told in a single line, half of them the article alone."""

Row = tuple[str, int, str]


class Frame(NamedTuple):
    """What stands above an article and below it."""

    head: list[Row]
    tail: list[Row]


def rows_of(document: dict) -> list[Row]:
    return list(zip(document["lines"], document["label"], document["reason"], strict=True))


def with_rows(document: dict, rows: list[Row]) -> dict:
    lines, label, reason = ([row[n] for row in rows] for n in range(3))
    return {**document, "lines": lines, "label": label, "reason": reason}


def dense(document: dict) -> dict:
    """Without blank lines."""
    return with_rows(document, [row for row in rows_of(document) if row[0].strip()])


def spaced(document: dict) -> dict:
    """A blank line between all lines."""
    rows: list[Row] = []
    for row in rows_of(dense(document)):
        rows += [row, ("", -1, "")]
    return with_rows(document, rows)


def respaced(documents: list[dict], rng: random.Random) -> list[dict]:
    """Some documents again with more or fewer blank lines, so that spacing alone decides nothing."""
    share = {"leaky": 0.5, "full": 0.15, "threads": 0.3}
    found = []
    for document in documents:
        if rng.random() < share[document["variant"]]:
            to_dense = document["variant"] == "threads" and rng.random() < 0.5
            found.append(dense(document) if to_dense else spaced(document))
    return found


def reshaped(documents: list[dict], rng: random.Random) -> list[dict]:
    """Some documents again as dumps without line breaks, and wrapped at a column."""
    found = []
    for document in documents:
        if document["variant"] == "full" or rng.random() > 0.16:
            continue
        if rng.random() < 0.5:
            found.append({**dense(document), "joiner": " "})
        else:
            width = rng.randrange(60, 90)
            rows = [(part, label, reason) for line, label, reason in rows_of(document)
                    for part in (textwrap.wrap(line, width) or [line])]  # fmt: skip
            found.append(with_rows(document, rows))
    return found


def joined(documents: list[dict], rng: random.Random) -> list[dict]:
    """Some documents again in a single line, and some of their articles alone: of an article in one line every sentence
    is judged, and most of them have no thread behind."""
    found = []
    for document in documents:
        chance = rng.random()
        if document["variant"] == "full" or chance > SINGLE:
            continue
        rows = [row for row in rows_of(dense(document)) if row[1] == 1 or chance > 0.5 * SINGLE]
        found.append({**with_rows(document, rows), "joiner": " "})
    return found


def sectioned(documents: list[dict], rng: random.Random) -> list[dict]:
    """Some articles again with a time or a name above their paragraphs, as live reports and digests have them: not
    every line of that kind is the head of a comment."""
    share = {"leaky": 0.25, "full": 0.05, "threads": 0.12, "composites": 0.12}
    return [_with_heads(document, rng) for document in documents if rng.random() < share[document["variant"]]]


def _with_heads(document: dict, rng: random.Random) -> dict:
    said = " ".join(line for line, label, _ in rows_of(document) if label == 1)
    names = NAME.findall(said) or ["Background"]
    clock, shout, often = rng.random() < 0.5, rng.random() < 0.3, rng.uniform(0.3, 1.0)
    zone = rng.choice(ZONES)
    rows: list[Row] = []
    for row in rows_of(document):
        if row[1] == 1 and len(row[0].split()) >= 12 and rng.random() < often:
            name = rng.choice(names).strip()
            head = (
                f"{rng.randrange(24):02d}:{rng.randrange(60):02d}{zone}" if clock else name.upper() if shout else name
            )
            rows.append((head, 1, ""))
        rows.append(row)
    return with_rows(document, rows)


def composites(documents: list[dict], count: int, rng: random.Random) -> list[dict]:
    """News bodies with other sites' blurbs, related lists and real comment threads, half of them without any cue."""
    bodies = [document for document in documents if document["variant"] in ("leaky", "threads")]
    news = [document for document in bodies if document["set"] in NEWS]
    threads = [document for document in documents if document["variant"] == "threads"]
    blurbs = blurbs_of(documents)
    heads = _heads(documents)
    found = []
    for n in range(count):
        body = rng.choice(news if rng.random() < 0.6 else bodies)
        rows: list[Row] = [(line.strip(), 1, "") for line, label, _ in rows_of(body) if label == 1 and line.strip()]
        if len(rows) < 2:
            continue
        _add_blurbs(rows, blurbs, rng)
        if rng.random() < 0.35:
            rows[:0] = rng.choice(heads)
        if body.get("title") and rng.random() < 0.6:
            rows.insert(0, (body["title"], -1, ""))
        if rng.random() < 0.3 and blurbs.get("related"):
            rows.append((rng.choice(HEADINGS), 0, "related"))
            rows += [(rng.choice(blurbs["related"]), 0, "related") for _ in range(rng.randrange(1, 6))]
        if rng.random() < 0.75:
            rows += thread_of(rng.choice(threads), rng)
        document = with_rows({"id": f"composed/{n}", "site": body["site"], "variant": "composites"}, rows)
        spacing = rng.random()
        found.append(dense(document) if spacing < 0.4 else spaced(document) if spacing < 0.8 else document)
    return found


def _heads(documents: list[dict]) -> list[list[Row]]:
    """What stands right above the articles of whole pages: bread crumbs, dates, names of sections and authors."""
    found = []
    for document in documents:
        if document["variant"] == "full":
            rows = [row for row in rows_of(document) if row[0].strip()]
            first = next((n for n, row in enumerate(rows) if row[1] == 1), 0)
            above = [(line.strip(), label, reason) for line, label, reason in rows[max(0, first - 4) : first]]
            if above:
                found.append(above)
    return found


def blurbs_of(documents: list[dict]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for document in documents:
        if document["variant"] in ("full", "leaky"):
            for line, label, reason in rows_of(document):
                if label == 0 and 2 <= len(line.split()) <= 80:
                    found.setdefault(reason, []).append(line.strip())
    return found


def _add_blurbs(rows: list[Row], blurbs: dict[str, list[str]], rng: random.Random) -> None:
    for reason, chance in BLURBS.items():
        if rng.random() < chance and blurbs.get(reason):
            on_top = reason in ("byline", "caption") and rng.random() < 0.7
            at = 0 if on_top else rng.choice([0, len(rows), len(rows), rng.randrange(len(rows) + 1)])
            rows.insert(at, (rng.choice(blurbs[reason]), 0, reason))


def thread_of(document: dict, rng: random.Random) -> list[Row]:
    rows = rows_of(document)
    told = [n for n, (_, label, reason) in enumerate(rows) if label == 0 and reason in ("comment", "comment-form")]
    if not told:
        return []
    thread = [(line, 0 if line.strip() else -1, reason) for line, _, reason in rows[told[0] : told[-1] + 1]]
    if rng.random() < 0.5:
        start = rng.randrange(len(thread))
        thread = thread[start : start + rng.randrange(4, 60)]
    if rng.random() < 0.5:
        thread = [row for row in thread if row[2] != "comment-form"]
    return thread


def frames_of(documents: list[dict]) -> tuple[list[Frame], list[Frame]]:
    """What stands around the articles of whole pages; and the same of the news sets alone."""
    found = [(document["set"] in NEWS, *cut(document)) for document in documents if document["variant"] == "full"]
    frames = [(news, Frame(head, tail)) for news, head, core, tail in found if core]
    return [frame for _, frame in frames], [frame for news, frame in frames if news]


def framed(documents: list[dict], count: int, rng: random.Random) -> list[dict]:
    """Articles between what stands above and below articles of other sites, so that many more layouts are seen than
    there are sites."""
    frames, news = frames_of(documents)
    bodies = [document for document in documents if document["variant"] in ("full", "leaky")]
    news_bodies = [document for document in bodies if document["set"] in NEWS]
    threads = [document for document in documents if document["variant"] == "threads"]
    blurbs = blurbs_of(documents)
    found = []
    for n in range(count):
        body = rng.choice(news_bodies if rng.random() < 0.6 else bodies)
        rows = cut(body)[1]
        if not rows:
            continue
        if rng.random() < 0.4:
            rows = with_insets(rows, blurbs, rng)
        if body.get("title") and rng.random() < 0.5:
            rows.insert(0, (body["title"], -1, ""))
        head = rng.choice(news if rng.random() < 0.6 else frames).head
        tail = rng.choice(news if rng.random() < 0.6 else frames).tail
        head = [] if rng.random() < 0.15 else head[-rng.randrange(1, 70) :]
        if rng.random() < 0.3:
            tail = thread_of(rng.choice(threads), rng) + tail
        rows = head + rows + tail[: rng.randrange(1, 110)]
        document = with_rows({"id": f"framed/{n}", "site": body["site"], "set": body["set"], "variant": "framed"}, rows)
        spacing = rng.random()
        found.append(dense(document) if spacing < 0.35 else spaced(document) if spacing < 0.5 else document)
    return found


def bare(documents: list[dict], count: int, rng: random.Random) -> list[dict]:
    """Articles with threads of other sites that have lost the names and times of their writers: only texts. Each site
    with threads is taken as often as another."""
    bodies = [document for document in documents if document["variant"] in ("leaky", "threads")]
    blurbs = blurbs_of(documents)
    sites: dict[str, list[dict]] = {}
    for document in documents:
        if document["variant"] == "threads":
            sites.setdefault(document["site"], []).append(document)
    told = list(sites.values())
    found = []
    for n in range(count):
        body = rng.choice(rng.choice(told) if rng.random() < 0.5 else bodies)
        rows: list[Row] = [(line.strip(), 1, "") for line, label, _ in rows_of(body) if label == 1 and line.strip()]
        if len(rows) < 2:
            continue
        if rng.random() < 0.3:
            rows = with_insets(rows, blurbs, rng)
        least = 5 if rng.random() < 0.9 else 1
        thread = [row for row in thread_of(rng.choice(rng.choice(told)), rng) if len(row[0].split()) >= least]
        rows += thread[: rng.randrange(1, 6)] if rng.random() < 0.2 else thread
        document = with_rows({"id": f"bare/{n}", "site": body["site"], "set": body["set"], "variant": "bare"}, rows)
        found.append(dense(document) if rng.random() < 0.4 else spaced(document))
    return found


def digests(documents: list[dict], count: int, rng: random.Random) -> list[dict]:
    """Articles told in short pieces, most with other sites' blurbs and threads: live reports with a time before each
    entry, sections with lists in bullets, and one sentence a paragraph."""
    bodies = [document for document in documents if document["variant"] in ("leaky", "threads")]
    news = [document for document in bodies if document["set"] in NEWS]
    threads = [document for document in documents if document["variant"] == "threads"]
    blurbs = blurbs_of(documents)
    found = []
    for n in range(count):
        body = rng.choice(news if rng.random() < 0.6 else bodies)
        said = [
            part for line, label, _ in rows_of(body) if label == 1 and line.strip() for part in STOP.split(line.strip())
        ]
        if len(said) < 4:
            continue
        said = said[: rng.randrange(8, 60)] if rng.random() < 0.7 else said
        told = rng.choices((_live, _listed, None), (4, 4, 2))[0]
        rows: list[Row] = [(line, 1, "") for line in (told(said, rng) if told else said)]
        _add_blurbs(rows, blurbs, rng)
        if body.get("title") and rng.random() < 0.6:
            rows.insert(0, (body["title"], -1, ""))
        if rng.random() < 0.3 and blurbs.get("related"):
            sign = rng.choice(("", *BULLETS))
            rows.append((rng.choice(HEADINGS), 0, "related"))
            rows += [(sign + rng.choice(blurbs["related"]), 0, "related") for _ in range(rng.randrange(2, 7))]
        if rng.random() < 0.55:
            rows += thread_of(rng.choice(threads), rng)
        document = with_rows({"id": f"digest/{n}", "site": body["site"], "set": body["set"], "variant": "digest"}, rows)
        found.append(spaced(document) if rng.random() < 0.3 else dense(document))
    return found


def _entries(said: list[str], rng: random.Random, most: int) -> list[list[str]]:
    """Sentences in runs of one to `most`."""
    runs, at = [], 0
    while at < len(said):
        size = rng.randrange(1, most + 1)
        runs.append(said[at : at + size])
        at += size
    return runs


def _live(said: list[str], rng: random.Random) -> list[str]:
    """Entries of a few sentences with the time before them, the latest most often first."""
    entries = [" ".join(run) for run in _entries(said, rng, 4)]
    clocks = sorted(rng.sample(range(24 * 60), min(len(entries), 24 * 60)))
    if rng.random() < 0.7:
        entries.reverse()
        clocks.reverse()
    mark, zone, own_line = rng.choice(":.:"), rng.choice(ZONES), rng.random() < 0.7
    lines = []
    for minute, entry in zip(clocks, entries, strict=False):
        time = f"{minute // 60:02d}{mark}{minute % 60:02d}{zone}"
        lines += [time, entry] if own_line else [f"{time} {entry}"]
    return lines


def _listed(said: list[str], rng: random.Random) -> list[str]:
    """Short sections under headings, of paragraphs and of lists in bullets; items may be no whole sentences."""
    names = NAME.findall(" ".join(said)) or ["Background"]
    lines = []
    for run in _entries(said, rng, 6):
        if rng.random() < 0.5:
            words = rng.choice(said).split()[: rng.randrange(2, 5)]
            heading = rng.choice(names) if rng.random() < 0.5 else " ".join(words).rstrip(".,;:")
            lines.append(heading + rng.choice(("", "", ":")))
        if rng.random() < 0.6:
            sign, cut = rng.choice(BULLETS), rng.random() < 0.5
            lines += [sign + (_item(sentence, rng) if cut else sentence) for sentence in run]
        else:
            lines.append(" ".join(run))
    return lines


def _item(sentence: str, rng: random.Random) -> str:
    """What of a sentence may stand in a list: a part of it, most often without stop and capital."""
    words = sentence.split()
    words = words[rng.randrange(max(1, len(words) - 5)) :][: rng.randrange(4, 20)]
    part = " ".join(words).rstrip(".,;:") + rng.choice(("", "", ";", "."))
    return part[:1].lower() + part[1:] if rng.random() < 0.7 else part


def cut(document: dict) -> tuple[list[Row], list[Row], list[Row]]:
    """What stands above the article, from its first line to its last, and below."""
    rows = rows_of(document)
    body = [n for n, row in enumerate(rows) if row[1] == 1]
    return (rows[: body[0]], rows[body[0] : body[-1] + 1], rows[body[-1] + 1 :]) if body else (rows, [], [])


def with_insets(rows: list[Row], blurbs: dict[str, list[str]], rng: random.Random) -> list[Row]:
    """With lists of related texts, captions and appeals between paragraphs: the article goes on behind them."""
    rows = list(rows)
    for _ in range(rng.choice((1, 1, 2, 3))):
        kind = rng.choices(list(INSETS), list(INSETS.values()))[0]
        if not blurbs.get(kind):
            continue
        inset: list[Row] = [
            (rng.choice(blurbs[kind]), 0, kind) for _ in range(rng.randrange(1, 5) if kind == "related" else 1)
        ]
        if kind == "related" and rng.random() < 0.6:
            inset.insert(0, (rng.choice(INSET_HEADINGS), 0, kind))
        if kind == "caption" and rng.random() < 0.4:
            inset *= 2
        at = rng.randrange(1, len(rows)) if len(rows) > 1 else 1
        rows[at:at] = inset
    return rows
