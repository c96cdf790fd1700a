"""HTML pages: a model weighs what trafilatura takes for the main content against the markup and the wording.

The page text holds every visible line, so that what trafilatura drops is a removed block like any other.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from index.articles import CleanArticle, PageMeta, RawArticle
from index.cleaning import markup
from index.cleaning.assemble import assemble
from index.cleaning.blocks import MOST_PIECES, Piece
from index.cleaning.decide import Verdict, name_reasons, owners_word
from index.cleaning.lines import Line, look
from index.cleaning.linked import article_bodies, linked_data
from index.cleaning.meta import declared_title, read_meta
from index.cleaning.model import load_model
from index.cleaning.opinion import main_text, runs_of, shares_in
from index.cleaning.page import Mark, parse, read_blocks
from index.cleaning.repeated import NOTHING, OF_HTML, Repeated, remove_repeated
from index.cleaning.rules import Rules
from index.cleaning.title import find_given, find_title

LARGEST: Final = 3_000_000
"""Characters of a page that are read as markup; no article is longer."""
NEIGHBOURS: Final = 6
"""Lines so near to the main content are looked at by the model; the rest is removed on the markup's word."""
SURE_ARTICLE: Final = 0.6
"""From here on the model overrules a rule."""
SENTENCE: Final = 15
"""Words of a sentence that is looked at wherever it stands."""
DECLARED: Final = 200
"""Characters of a declared body, at least."""
TWICE: Final = 8
"""Words of a line that is kept once only, at least."""


class Page(NamedTuple):
    """An HTML page taken to lines, and how the model looks at them."""

    text: str
    pieces: list[Piece]
    view: markup.View
    meta: PageMeta


def clean_html(raw: RawArticle, rules: Rules, repeated: Repeated = NOTHING) -> CleanArticle:
    """The article of an HTML page. Never fails on odd markup."""
    tree = parse(raw.text[:LARGEST])
    if tree is None:
        return assemble(raw, "", (), (), markdown=False, meta=PageMeta())
    page = read_page(tree, rules)
    lines = page.view.lines
    verdicts = _verdicts(page.view)
    shared = remove_repeated(lines, verdicts, repeated, OF_HTML)
    headline = raw.facts.title or declared_title(page.meta)
    if headline is None:
        first = next((n for n, verdict in enumerate(verdicts) if verdict.reason is None), 0)
        title = find_title(lines, first, page.text, never=shared)
    else:
        title = find_given(lines, headline)
    if title is not None:
        verdicts[title] = Verdict(None, "headline", 0.9, title=True)
    name_reasons(lines, verdicts)
    owners_word(lines, verdicts, raw.facts)
    return assemble(raw, page.text, page.pieces, verdicts, markdown=False, meta=page.meta, title=headline)


def read_page(tree: Any, rules: Rules) -> Page:
    """The lines of a page and what the markup and trafilatura say of them. The tree is not to be used afterwards."""
    meta = read_meta(tree)
    bodies = [body for data in linked_data(tree) for body in article_bodies(data)]
    text, marks, nodes = read_blocks(tree)
    pieces = _pieces(text)
    lines = look(text, pieces, rules, markdown=False)
    runs = runs_of(lines)
    headline = declared_title(meta)
    view = markup.View(
        lines=lines,
        marks=marks[: len(lines)],
        nodes=nodes,
        main=shares_in(runs, [main_text(tree)]),
        declared=shares_in(runs, bodies) if sum(map(len, bodies)) > DECLARED else None,
        described=shares_in(runs, [value for key, value in meta.declared if "description" in key]),
        title=None if headline is None else find_given(lines, headline),
    )
    return Page(text, pieces, view, meta)


def _pieces(text: str) -> list[Piece]:
    pieces: list[Piece] = []
    start = 0
    for number, line in enumerate(text.split("\n") if text else ()):
        if number == MOST_PIECES:
            pieces.append(Piece(start, len(text), 0, 0, False))
            break
        pieces.append(Piece(start, start + len(line), 0, 0, False))
        start += len(line) + 1
    return pieces


def candidates(view: markup.View) -> list[int]:
    """The numbers of the lines that could belong to the article."""
    total = len(view.lines)
    near = bytearray(total)
    for n, share in enumerate(view.main):
        if share >= 0.5:
            first, last = max(0, n - NEIGHBOURS), min(total, n + NEIGHBOURS + 1)
            near[first:last] = b"\1" * (last - first)
    return [
        n
        for n, (line, mark) in enumerate(zip(view.lines, view.marks, strict=True))
        if near[n] or (line.sentence and line.count >= SENTENCE and mark.area != "navigation" and mark.links < 0.5)
    ]


def _verdicts(view: markup.View) -> list[Verdict]:
    chosen = candidates(view)
    model = load_model("markup")
    chances = dict(zip(chosen, map(model.probability, markup.rows(view, chosen)), strict=True))
    verdicts = [
        _verdict(line, mark, chances.get(n, 0.0))
        for n, (line, mark) in enumerate(zip(view.lines, view.marks, strict=True))
    ]
    if all(verdict.reason is not None for verdict in verdicts):  # an empty article is hardly ever the truth
        for n, share in enumerate(view.main):
            if share >= 0.5 and verdicts[n].rule == "model":
                verdicts[n] = Verdict(None, "main content", 0.5)
    _drop_copies(view.lines, verdicts)
    return verdicts


def _drop_copies(lines: Sequence[Line], verdicts: list[Verdict]) -> None:
    """Of a paragraph that a page holds twice, once for each kind of screen, the first stays."""
    seen: set[str] = set()
    for n, (line, verdict) in enumerate(zip(lines, verdicts, strict=True)):
        if verdict.reason is None and line.count >= TWICE:
            if line.norm in seen:
                verdicts[n] = Verdict("other", "said twice", 0.9)
            seen.add(line.norm)


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
