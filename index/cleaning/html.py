"""HTML pages: trafilatura says what the main content is; the markup and the model of text cleaning have a say in it.

The page text holds every visible line, so that what trafilatura drops is a removed block like any other.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from index.articles import CleanArticle, PageMeta, RawArticle
from index.cleaning import markup
from index.cleaning.assemble import assemble
from index.cleaning.blocks import MOST_PIECES, Piece
from index.cleaning.decide import Verdict, article_chances, name_reasons, owners_word
from index.cleaning.lines import Line, look
from index.cleaning.meta import declared_title, read_meta
from index.cleaning.model import load_model
from index.cleaning.page import Mark, parse, read_lines
from index.cleaning.repeated import NOTHING, Repeated, remove_repeated
from index.cleaning.rules import Rules
from index.cleaning.title import find_given, find_title

LARGEST: Final = 3_000_000
"""Characters of a page that are read as markup; no article is longer."""
NEIGHBOURS: Final = 6
"""Lines so near to the main content are looked at by the models; the rest is removed on the markup's word."""
SURE_ARTICLE: Final = 0.6
"""From here on the model overrules a rule."""
SENTENCE: Final = 15
"""Words of a sentence that is looked at wherever it stands."""

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)


class Page(NamedTuple):
    """An HTML page taken to lines, with how much of each line trafilatura keeps."""

    text: str
    pieces: list[Piece]
    lines: list[Line]
    marks: list[Mark]
    shares: list[float]


def clean_html(raw: RawArticle, rules: Rules, repeated: Repeated = NOTHING) -> CleanArticle:
    """The article of an HTML page. Never fails on odd markup."""
    tree = parse(raw.text[:LARGEST])
    if tree is None:
        return assemble(raw, "", (), (), markdown=False, meta=PageMeta())
    meta = read_meta(tree)
    page = read_page(tree, rules)
    verdicts = _verdicts(page)
    shared = remove_repeated(page.lines, verdicts, repeated)
    headline = raw.facts.title or declared_title(meta)
    if headline is None:
        first = next((n for n, verdict in enumerate(verdicts) if verdict.reason is None), 0)
        title = find_title(page.lines, first, page.text, never=shared)
    else:
        title = find_given(page.lines, headline)
    if title is not None:
        verdicts[title] = Verdict(None, "headline", 0.9, title=True)
    name_reasons(page.lines, verdicts)
    owners_word(page.lines, verdicts, raw.facts)
    return assemble(raw, page.text, page.pieces, verdicts, markdown=False, meta=meta, title=headline)


def read_page(tree: Any, rules: Rules) -> Page:
    """The lines of a page and what trafilatura thinks of them."""
    text, marks = read_lines(tree)
    pieces: list[Piece] = []
    start = 0
    for number, line in enumerate(text.split("\n") if text else ()):
        if number == MOST_PIECES:
            pieces.append(Piece(start, len(text), 0, 0, False))
            break
        pieces.append(Piece(start, start + len(line), 0, 0, False))
        start += len(line) + 1
    lines = look(text, pieces, rules, markdown=False)
    return Page(text, pieces, lines, marks[: len(lines)], _shares(lines, main_text(tree)))


def main_text(tree: Any) -> str:
    """What trafilatura takes for the main content; empty where it fails. It may change the tree: ask it last."""
    from trafilatura import extract

    try:
        return extract(tree, include_comments=False, include_tables=True) or ""
    except Exception:  # a library's failure on hostile markup must not cost the article
        return ""


def _shares(lines: Sequence[Line], main: str) -> list[float]:
    known: set[tuple[str, ...]] = set()
    for row in main.split("\n"):
        known |= shingles(row)
    shares = []
    for line in lines:
        own = shingles(line.text)
        shares.append(len(own & known) / len(own) if own else 0.0)
    return shares


def shingles(text: str) -> set[tuple[str, ...]]:
    """Runs of four words; the whole of a shorter text."""
    words = text.lower().strip("- |").split()
    if len(words) < 4:
        return {tuple(words)} if words else set()
    return set(zip(words, words[1:], words[2:], words[3:], strict=False))


def candidates(page: Page) -> list[int]:
    """The numbers of the lines that could belong to the article."""
    total = len(page.lines)
    near = bytearray(total)
    for n, share in enumerate(page.shares):
        if share >= 0.5:
            first, last = max(0, n - NEIGHBOURS), min(total, n + NEIGHBOURS + 1)
            near[first:last] = b"\1" * (last - first)
    return [
        n
        for n, (line, mark) in enumerate(zip(page.lines, page.marks, strict=True))
        if near[n] or (line.sentence and line.count >= SENTENCE and mark.area != "navigation" and mark.links < 0.5)
    ]


def candidate_rows(page: Page, chosen: Sequence[int]) -> list[list[float]]:
    """What the model of HTML pages sees of the chosen lines."""
    lines = [page.lines[n] for n in chosen]
    shares = [page.shares[n] for n in chosen]
    words = sum(line.count for line in page.lines)
    kept = sum(line.count for line, share in zip(page.lines, page.shares, strict=True) if share >= 0.5)
    marks = [page.marks[n] for n in chosen]
    return markup.rows(lines, marks, article_chances(lines), shares, kept / max(1, words))


def _verdicts(page: Page) -> list[Verdict]:
    chosen = candidates(page)
    model = load_model("markup")
    chances = dict(zip(chosen, map(model.probability, candidate_rows(page, chosen)), strict=True))
    verdicts = [
        _verdict(line, mark, chances.get(n, 0.0))
        for n, (line, mark) in enumerate(zip(page.lines, page.marks, strict=True))
    ]
    if all(verdict.reason is not None for verdict in verdicts):  # an empty article is hardly ever the truth
        for n, share in enumerate(page.shares):
            if share >= 0.5 and verdicts[n].rule == "model":
                verdicts[n] = Verdict(None, "main content", 0.5)
    return verdicts


def _verdict(line: Line, mark: Mark, chance: float) -> Verdict:
    cue = line.cue
    if not line.count:
        return Verdict("other", "no words", 1.0)
    if cue is not None and cue.strength == "sure" and chance < SURE_ARTICLE:
        return Verdict(cue.reason, cue.name, max(0.8, 1 - chance))
    if chance >= 0.5:
        return Verdict(None, "model", chance)
    if mark.area is not None:
        return Verdict(mark.area, "markup", 1 - chance)
    if cue is not None:
        return Verdict(cue.reason, cue.name, 1 - chance)
    return Verdict("navigation" if mark.links > 0.5 else "other", "model", 1 - chance)
