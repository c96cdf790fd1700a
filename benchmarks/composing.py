"""More training documents from the ones there are: other spacing, and bodies, blurbs and threads of different sites."""

from __future__ import annotations

import random
import re
import textwrap

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
HEADINGS = ("Related", "Related Posts", "Read also", "More on this story", "You may also like")

NAME = re.compile(r"\b[A-Z]\w{2,}(?: [A-Z]\w{2,}){0,2}")
"""Words that could stand as a heading."""

Row = tuple[str, int, str]


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


def sectioned(documents: list[dict], rng: random.Random) -> list[dict]:
    """Some articles again with a time or a name above their paragraphs, as live reports and digests have them: not
    every line of that kind is the head of a comment."""
    share = {"leaky": 0.25, "full": 0.05, "threads": 0.12, "composites": 0.12}
    return [_with_heads(document, rng) for document in documents if rng.random() < share[document["variant"]]]


def _with_heads(document: dict, rng: random.Random) -> dict:
    said = " ".join(line for line, label, _ in rows_of(document) if label == 1)
    names = NAME.findall(said) or ["Background"]
    clock, shout, often = rng.random() < 0.5, rng.random() < 0.3, rng.uniform(0.3, 1.0)
    zone = rng.choice(["", "", " GMT", " Uhr", "h", " - "])
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
    news = [document for document in bodies if document["set"] in ("zyte", "fundus")]
    threads = [document for document in documents if document["variant"] == "threads"]
    blurbs = _blurbs(documents)
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
            rows += _thread(rng.choice(threads), rng)
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


def _blurbs(documents: list[dict]) -> dict[str, list[str]]:
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


def _thread(document: dict, rng: random.Random) -> list[Row]:
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
