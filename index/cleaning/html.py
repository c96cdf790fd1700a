"""HTML pages: a model weighs what trafilatura takes for the main content against the markup and the wording.

The page text holds every visible line, so that what trafilatura drops is a removed block like any other. A declared
article (JSON-LD) of which the page shows hardly anything comes behind them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final, NamedTuple

import numpy as np

from index.articles import CleanArticle, Facts, PageMeta, RawArticle
from index.cleaning import markup
from index.cleaning.assemble import assemble
from index.cleaning.blocks import MOST_PIECES, Piece
from index.cleaning.copies import shingles
from index.cleaning.decide import (
    Verdict,
    decide,
    drop_copies,
    drop_notices,
    line_chances,
    name_reasons,
    owners_word,
)
from index.cleaning.exchange import find_exchanges
from index.cleaning.lines import Line, look
from index.cleaning.linked import article_bodies, linked_data
from index.cleaning.meta import declared_title, headlines, read_meta, without_site
from index.cleaning.network import load_network
from index.cleaning.opinion import main_text, runs_of, shares_in
from index.cleaning.page import Mark, parse, read_blocks
from index.cleaning.repeated import NOTHING, OF_HTML, Repeated, remove_repeated
from index.cleaning.rules import Rules
from index.cleaning.title import find_given, find_title
from index.cleaning.unmarked import first_mark

LARGEST: Final = 3_000_000
"""Characters of a page that are read as markup; no article is longer."""
NEIGHBOURS: Final = 6
"""Lines so near to the main content are looked at by the model; the rest is removed on the markup's word."""
SURE_ARTICLE: Final = 0.6
"""From here on the model overrules a rule."""
SENTENCE: Final = 15
"""Words of a sentence that is looked at wherever it stands."""
BEYOND_DOUBT: Final = 0.85
"""From here on the network of text is not asked."""
NO_ARTICLE: Final = 0.1
"""Below this the network of text is believed."""
SAID: Final = 8
"""Words of a sentence that trafilatura should not leave out, at least."""
MOST_LEFT: Final = 0.3
"""Of the words of such sentences that it should keep, at least."""
LEAST_MAIN: Final = 30
"""Words that it should keep in any case."""
EXCHANGE: Final = 0.6
"""Of the elements around a line: so many with a name, a time and a text are a thread."""
BEFORE: Final = 0.4
"""Of the words kept, that stand before a thread."""
SURE_EXCHANGE: Final = 0.95
"""The model's mean confidence in what is kept of a thread, from which on it stays."""
MANY: Final = 3_000
"""Lines of a page, five times as many as nine in ten pages have; with more, trafilatura is not asked thoroughly, since
one of its extractors takes the square of their number."""
DECLARED: Final = 200
"""Characters of a declared body, at least."""
SHOWN: Final = 0.2
"""Of a declared body, in words: a page that shows less hides it."""


class Page(NamedTuple):
    """An HTML page taken to lines, and how the model looks at them."""

    text: str
    pieces: list[Piece]
    view: markup.View
    meta: PageMeta
    headline: str | None
    hidden: str
    """A declared body that the page does not show, a paragraph a line; else empty."""


def clean_html(raw: RawArticle, rules: Rules, repeated: Repeated = NOTHING) -> CleanArticle:
    """The article of an HTML page. Never fails on odd markup."""
    page = read_page(raw.text[:LARGEST], rules)
    if page is None:
        return assemble(raw, "", (), (), markdown=False, meta=PageMeta())
    lines = page.view.lines
    chances = markup_chances(page.view)
    verdicts = decide_lines(page.view, chances)
    _ask_text_model(lines, sorted(chances), verdicts)
    _judge_as_text(page, verdicts)
    drop_notices(lines, verdicts, cache(lambda: line_chances(lines)))
    shared = remove_repeated(lines, verdicts, repeated, OF_HTML)
    headline, title = raw.facts.title, page.view.title
    if headline is not None:
        title = find_given(lines, headline)
    elif page.headline is None:
        first = next((n for n, verdict in enumerate(verdicts) if verdict.reason is None), 0)
        title = find_title(lines, first, page.text, never=shared)
    else:
        headline = page.headline
    if title is not None:
        verdicts[title] = Verdict(None, "headline", 0.9, title=True)
    name_reasons(lines, verdicts)
    text, pieces, lines = _add_hidden(page, rules, verdicts)
    owners_word(lines, verdicts, raw.facts)
    return assemble(raw, text, pieces, verdicts, markdown=False, meta=page.meta, title=headline)


def read_page(source: str, rules: Rules) -> Page | None:
    """The lines of a page and what the markup and trafilatura say of them; None without any element."""
    tree = parse(source)
    if tree is None:
        return None
    meta = read_meta(tree)
    bodies = [body for data in linked_data(tree) for body in article_bodies(data)]
    text, marks, nodes = read_blocks(tree)
    pieces = _pieces(text)
    lines = look(text, pieces, rules, markdown=False)
    runs = runs_of(lines)
    marks = marks[: len(lines)]
    main = shares_in(runs, [main_text(tree, thorough=False)])
    if len(lines) <= MANY and _is_doubtful(lines, marks, main):
        main = shares_in(runs, [main_text(tree, thorough=True)])
    headline, title = _headline(lines, meta)
    declared = shares_in(runs, bodies) if sum(map(len, bodies)) > DECLARED else None
    view = markup.View(
        lines=lines,
        runs=runs,
        marks=marks,
        nodes=nodes,
        main=main,
        declared=declared,
        described=shares_in(runs, [value for key, value in meta.declared if "description" in key]),
        title=title,
        exchange=find_exchanges(lines, marks, nodes),
    )
    return Page(text, pieces, view, meta, headline, _hidden_body(bodies, lines, declared))


def _hidden_body(bodies: Sequence[str], lines: Sequence[Line], declared: Sequence[float] | None) -> str:
    """The longest declared body, if the page shows hardly anything of any; else nothing."""
    body = max(bodies, key=len, default="")
    if declared is None or len(body) <= DECLARED:
        return ""
    shown = sum(line.count * share for line, share in zip(lines, declared, strict=True))
    if shown >= SHOWN * len(body.split()):
        return ""
    body = body.encode("utf-8", "replace").decode()  # JSON may hold halves of surrogate pairs, which no file can
    return "\n".join(filter(None, (" ".join(row.split()) for row in body.splitlines())))


def _add_hidden(page: Page, rules: Rules, verdicts: list[Verdict]) -> tuple[str, list[Piece], Sequence[Line]]:
    """The page's text, pieces and lines with the hidden body behind them, if it is more than what is kept of the page;
    `verdicts` are extended, too."""
    lines = page.view.lines
    kept = sum(line.count for line, verdict in zip(lines, verdicts, strict=True) if verdict.reason is None)
    if kept >= len(page.hidden.split()):
        return page.text, page.pieces, lines
    text = f"{page.text}\n{page.hidden}" if page.text else page.hidden
    pieces = _pieces(text)
    added = look(text, pieces[len(lines) :], rules, markdown=False)
    verdicts.extend(Verdict(None, "declared body", 0.6) for _ in added)
    whole = [*lines, *added]
    drop_copies(whole, verdicts, lambda n: shingles(whole[n].text))
    return text, pieces, whole


def _is_doubtful(lines: Sequence[Line], marks: Sequence[Mark], main: Sequence[float]) -> bool:
    """Does trafilatura leave out much of what stands as sentences in no area of its own, or keep next to nothing?"""
    said = kept = 0
    for line, mark, share in zip(lines, marks, main, strict=True):
        if line.sentence and line.count >= SAID and mark.links < 0.5 and not mark.hidden and mark.area is None:
            said += line.count
            kept += line.count if share >= 0.5 else 0
    return kept < max(LEAST_MAIN, MOST_LEFT * said)


def _headline(lines: Sequence[Line], meta: PageMeta) -> tuple[str | None, int | None]:
    """The declared headline, and the number of its line if one of the page is it."""
    for headline in headlines(meta):
        title = find_given(lines, headline)
        if title is not None:
            return headline, title
    declared = declared_title(meta)
    return (None if declared is None else without_site(declared, meta)), None


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


def markup_chances(view: markup.View) -> dict[int, float]:
    """How likely each candidate belongs to the article, 0 to 1, by its number."""
    chosen = candidates(view)
    counts = np.array([view.lines[n].count for n in chosen])
    found = load_network("markup").chances(markup.rows(view, chosen), counts)
    return dict(zip(chosen, found[:, 0].tolist(), strict=True))


def decide_lines(view: markup.View, chances: Mapping[int, float]) -> list[Verdict]:
    """One verdict for each line, from the chances of the candidates."""
    verdicts = [
        _verdict(line, mark, chances.get(n, 0.0))
        for n, (line, mark) in enumerate(zip(view.lines, view.marks, strict=True))
    ]
    if all(verdict.reason is not None for verdict in verdicts):  # an empty article is hardly ever the truth
        for n, share in enumerate(view.main):
            if share >= 0.5 and verdicts[n].rule == "model":
                verdicts[n] = Verdict(None, "main content", 0.5)
    drop_copies(view.lines, verdicts, view.runs.__getitem__)
    _cut_exchange(view, verdicts)
    return verdicts


def _ask_text_model(lines: Sequence[Line], chosen: Sequence[int], verdicts: list[Verdict]) -> None:
    """Removes what the network of text is as good as sure of, where the markup's model is in doubt. Markup that gives
    nothing away, as that of old and of home-made pages, leaves threads and appeals to the wording."""
    kept = [n for n in chosen if verdicts[n].reason is None]
    if all(verdicts[n].confidence >= BEYOND_DOUBT for n in kept):
        return
    chances = dict(zip(chosen, line_chances([lines[n] for n in chosen]), strict=True))
    gone = [n for n in kept if chances[n].article < NO_ARTICLE and verdicts[n].confidence < BEYOND_DOUBT]
    for n in gone if len(gone) < len(kept) else ():
        says_comment = chances[n].comment > chances[n].page
        verdicts[n] = Verdict("comment" if says_comment else "other", "model", 1 - chances[n].article)


def _judge_as_text(page: Page, verdicts: list[Verdict]) -> None:
    """Removes what the cleaning of text would remove by a cue, or from the mark of a thread to the end, where no
    element around what is kept has a class: such a page, of paragraphs or line breaks alone, is text between two
    tags."""
    view = page.view
    kept = [n for n, verdict in enumerate(verdicts) if verdict.reason is None]
    seen: set[int] = {-1}
    for n in kept:
        node = view.marks[n].node
        while node not in seen:
            if view.nodes[node].key.partition(".")[2]:
                return
            seen.add(node)
            node = view.nodes[node].parent
    told = decide(view.lines, Facts(), page.text) if kept else []
    stay = [n for n in kept if told[n].reason is None]
    if sum(view.lines[n].count for n in stay) < LEAST_MAIN:
        return
    thread = max(stay[-1], first_mark(view.lines, [verdict.reason is None for verdict in verdicts]))
    for n in kept:
        if told[n].reason is not None and (n >= thread or view.lines[n].cue is not None):
            verdicts[n] = told[n]


def _cut_exchange(view: markup.View, verdicts: list[Verdict]) -> None:
    """Removes a thread that the markup does not call one: what is kept at the end of the article, behind much of it, in
    elements that each have a name, a time and a text."""
    kept = [n for n, verdict in enumerate(verdicts) if verdict.reason is None]
    tail = sure = 0.0
    found: list[int] = []
    for n in reversed(kept):
        count = view.lines[n].count
        if view.exchange[n] >= EXCHANGE:
            found.append(n)
            tail, sure = tail + count, sure + count * verdicts[n].confidence
        elif view.lines[n].sentence and count >= SAID:
            break
    words = sum(view.lines[n].count for n in kept)
    if tail <= (1 - BEFORE) * words and sure < SURE_EXCHANGE * tail:
        for n in found:
            verdicts[n] = Verdict("comment", "comment thread", 0.7)


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
