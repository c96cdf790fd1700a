"""A page with what was removed from it struck through, under labels that say why, by what and how sure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from index.articles import Block, CleanArticle
from index.paper import BOLD, DIM, RED, STRUCK, Paper

FOLD: Final = 6
"""Lines of a removed stretch; a longer one is folded to its first and last ones."""
_FIRST: Final = 3
_LAST: Final = 1
_LONG: Final = 400
"""Characters of a line of a removed stretch that are shown."""
_DOUBTFUL: Final = 0.7
"""What is kept with less confidence is labelled too."""


def page_lines(article: CleanArticle, paper: Paper, *, everything: bool = False) -> Iterator[str]:
    """The blocks of a page in order, parted by empty lines. Neighbours that were removed for one reason stand under one
    label, folded when they are long; with `everything`, each block has its own label and all of its text."""
    if not article.blocks:
        yield "(the page has no text)"
    for _, blocks in groupby(article.blocks, key=lambda block: (block.role, everything or block.reason)):
        run = list(blocks)
        if run[0].role != "removed":
            for block in run:
                yield from _shown(article, block, paper)
        elif everything:
            for block in run:
                yield from _removed(article, [block], paper, fold=False)
        else:
            yield from _removed(article, run, paper, fold=True)


def _shown(article: CleanArticle, block: Block, paper: Paper) -> Iterator[str]:
    if block.role == "kept" and block.confidence < _DOUBTFUL:
        yield from paper.lines(f"[kept, by {block.rule}, {block.confidence:.0%} sure]", DIM)
    style = BOLD if block.role == "title" else ""
    for line in _lines(article, block):
        yield from paper.lines(line, style)
    yield ""


def _removed(article: CleanArticle, run: Sequence[Block], paper: Paper, *, fold: bool) -> Iterator[str]:
    yield from paper.lines(_label(run), RED)
    lines = [line for block in run for line in _lines(article, block)]
    first, last = (_FIRST, len(lines) - _LAST) if fold and len(lines) > FOLD else (len(lines), len(lines))
    for line in lines[:first]:
        yield from _struck(line, paper, fold)
    if first < last:
        hidden = sum(map(len, lines[first:last]))
        yield paper.paint(DIM, f"    ... {last - first} more lines, {hidden:,} characters: --all shows them")
    for line in lines[last:]:
        yield from _struck(line, paper, fold)
    yield ""


def _label(run: Sequence[Block]) -> str:
    rules = list(dict.fromkeys(block.rule for block in run))
    named = ", ".join(rules[:_FIRST]) + (f" and {len(rules) - _FIRST} more" if len(rules) > _FIRST else "")
    low, high = min(block.confidence for block in run), max(block.confidence for block in run)
    sure = f"{low:.0%}" if f"{low:.0%}" == f"{high:.0%}" else f"{low:.0%} to {high:.0%}"
    many = f"; {len(run)} blocks" if len(run) > 1 else ""
    return f"[removed: {run[0].reason}, by {named}, {sure} sure{many}]"


def _struck(line: str, paper: Paper, fold: bool) -> Iterator[str]:
    if fold and len(line) > _LONG:
        shown = line[:_LONG].rsplit(None, 1)[0]
        line = f"{shown} ... ({len(line) - len(shown):,} more characters)"
    # without colour a margin says what the line through the text says with it
    yield from paper.lines(line.strip(), STRUCK, margin="" if paper.colored else "  - ")


def _lines(article: CleanArticle, block: Block) -> list[str]:
    return article.page_text[block.start : block.end].splitlines() or [""]
