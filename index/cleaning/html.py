"""HTML pages: trafilatura says what the main content is; the markup and the rules of text cleaning have a say in it.

The page text holds every visible line, so that what trafilatura drops is a removed block like any other.
"""

from __future__ import annotations

import copy
import logging
from collections.abc import Sequence
from typing import Any, Final

from index.articles import CleanArticle, PageMeta, RawArticle
from index.cleaning.assemble import assemble
from index.cleaning.blocks import Piece
from index.cleaning.decide import Verdict, owners_word
from index.cleaning.lines import Line, look
from index.cleaning.meta import declared_title, read_meta
from index.cleaning.page import Mark, parse, read_lines
from index.cleaning.rules import Rules, normalize
from index.cleaning.title import find_title

KEPT: Final = Verdict(None, "main content", 0.9)
LARGEST: Final = 3_000_000
"""Characters of a page that are read as markup; no article is longer."""

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)


def clean_html(raw: RawArticle, rules: Rules) -> CleanArticle:
    """The article of an HTML page. Never fails on odd markup."""
    tree = parse(raw.text[:LARGEST])
    if tree is None:
        return assemble(raw, "", (), (), markdown=False, meta=PageMeta())
    meta = read_meta(tree)
    page, marks = read_lines(tree)
    pieces = _pieces(page)
    lines = look(page, pieces, rules, markdown=False)
    main = main_shingles(tree)
    verdicts = [_verdict(line, mark, main) for line, mark in zip(lines, marks, strict=True)]
    headline = raw.facts.title or declared_title(meta)
    first = next((n for n, verdict in enumerate(verdicts) if verdict.reason is None), 0)
    title = find_title(lines, first, page, given=headline)
    if title is not None:
        verdicts[title] = Verdict(None, "headline", 0.9, title=True)
    owners_word(lines, verdicts, raw.facts)
    return assemble(raw, page, pieces, verdicts, markdown=False, meta=meta, title=headline)


def _pieces(page: str) -> list[Piece]:
    pieces = []
    start = 0
    for line in page.split("\n") if page else ():
        pieces.append(Piece(start, start + len(line), 0, 0, False))
        start += len(line) + 1
    return pieces


def main_shingles(tree: Any) -> frozenset[tuple[str, ...]]:
    """What trafilatura keeps, as runs of four words, and its whole short lines."""
    from trafilatura import extract

    try:
        text = extract(copy.deepcopy(tree), include_comments=False, include_tables=True, favor_recall=False) or ""
    except Exception:  # a library's failure on hostile markup must not cost the article
        return frozenset()
    found: set[tuple[str, ...]] = set()
    for line in text.split("\n"):
        found.update(shingles(normalize(line.lstrip("- ")).split()))
    return frozenset(found)


def shingles(words: Sequence[str]) -> set[tuple[str, ...]]:
    """Runs of four words; the whole for fewer."""
    if len(words) < 4:
        return {tuple(words)} if words else set()
    return set(zip(words, words[1:], words[2:], words[3:], strict=False))


def _verdict(line: Line, mark: Mark, main: frozenset[tuple[str, ...]]) -> Verdict:
    cue = line.cue
    if not line.count:
        return Verdict("other", "no words", 1.0)
    if cue is not None and cue.strength == "sure":
        return Verdict(cue.reason, cue.name, 0.95)
    own = shingles(line.norm.split())
    share = len(own & main) / len(own)
    if share >= 0.5 and not mark.hidden:
        return KEPT
    if mark.area is not None:
        return Verdict(mark.area, "markup", 0.8)
    return Verdict(
        cue.reason if cue else "navigation" if mark.links > 0.5 else "other", "outside the main content", 0.7
    )
