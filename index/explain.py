"""One article, laid open: what was kept, what was removed and why, how sure, and where each facet value comes from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from index.articles import CleanArticle, RawArticle
from index.build import document_of
from index.changes import article_id
from index.paper import BOLD, DIM, RED, Paper
from index.struck import page_lines
from index.suspicion import suspect
from search.documents import FACET_NAMES, Document, FacetValue
from search.fields import DETAILS, FACETS

if TYPE_CHECKING:
    from index.cleaning.repeated import Repeated
    from index.cleaning.rules import Rules
    from search.names import Names

_LABEL: Final = 14
"""Columns of the labels above."""
_MOST_EVIDENCE: Final = 3
"""Lines of evidence of each value, unless all of it is asked for."""


def explain(
    raw: RawArticle,
    *,
    names: Names | None = None,
    rules: Rules | None = None,
    repeated: Repeated | None = None,
    color: bool = False,
    width: int | None = None,
    everything: bool = False,
) -> Iterator[str]:
    """The lines to print, fit for a terminal whatever the article holds. `names` are those to find (None: as shipped),
    `rules` those of cleaning, `repeated` is what the article's source repeats. Lines are broken at `width` columns
    (None: not at all). Long removed stretches and long evidence are folded to a few lines with a count, unless
    `everything`."""
    from index.cleaning import clean
    from search.names import load_names

    article = clean(raw, rules=rules, repeated=repeated or {})
    names = names or load_names()
    document = document_of(article, names)
    paper = Paper(color, width)
    yield from _head(article, document, paper)
    yield ""
    yield from _values(document, names, paper, everything)
    yield ""
    yield from page_lines(article, paper, everything=everything)


def _head(article: CleanArticle, document: Document, paper: Paper) -> Iterator[str]:
    raw = article.raw
    yield from paper.lines(document.title or "(no title)", BOLD)
    yield ""
    lost = sum(len(block.text) for block in document.removed)
    declared = "the sources file's" if raw.facts.title else "declared by the page, stands nowhere in its text"
    facts = (
        ("path", raw.path),
        ("id", document.id or article_id(document.url, raw.path)),
        ("url", document.url),
        ("title", declared if document.title and not article.title_spans else None),
        ("kind", f"{raw.kind}, {raw.encoding}"),
        ("language", document.language),
        ("kept", f"{len(document.body):,} characters; {lost:,} removed in {len(document.removed)} blocks"),
        ("confidence", f"{article.confidence:.0%} that the article is whole and clean"),
    )
    for name, value in facts:
        if value:
            yield from paper.labelled(f"{name}:", value, _LABEL)
    doubt = suspect(article)
    if doubt is not None:
        yield from paper.labelled("suspicious:", doubt.why, _LABEL, RED)


def _values(document: Document, names: Names, paper: Paper, everything: bool) -> Iterator[str]:
    for name in (*(facet.name for facet in FACETS), *DETAILS):
        held = document.values.get(name, ())
        if not held and name not in FACET_NAMES:
            continue
        yield paper.paint(BOLD, name) + ("" if held else ": none")
        for value in held:
            standing = _standing(value, names) if name == "actor" else _main(value, held) if name == "region" else ""
            yield from _value(value, paper, everything, standing)


def _main(value: FacetValue, held: tuple[FacetValue, ...]) -> str:
    return "main region: what the article is about" if value is held[0] and len(held) > 1 else ""


def _standing(value: FacetValue, names: Names) -> str:
    """What an actor is a part of, level by level, and the years of its name; "" where neither is known."""
    known = next((name for name in names.lookup("actor", value.value) if name.value == value.value), None)
    if known is None:
        return ""
    above = [name.canonical for id in reversed(known.lineage[:-1]) if (name := names.get(id))]
    years = [f"{word} {year}" for word, year in (("since", known.since), ("until", known.until)) if year]
    return ", ".join([*([f"part of {' < '.join(above)}"] if above else []), *years])


def _value(value: FacetValue, paper: Paper, everything: bool, standing: str) -> Iterator[str]:
    extra = ", ".join(part for part in (value.type, value.domain, f"{value.confidence:.0%} sure") if part)
    yield from paper.lines(f"{value.value} ({extra})", margin="  ")
    if standing:
        yield from paper.lines(standing, margin="    ")
    shown = value.evidence if everything else value.evidence[:_MOST_EVIDENCE]
    for one in shown:
        where = f"{one.place} {one.start}-{one.end}" if one.start is not None else one.place
        kind = f", {one.kind}" if one.kind else ""
        yield from paper.lines(f"{one.rule}: '{one.text}' ({where}{kind})", DIM, margin="    ")
    if len(value.evidence) > len(shown):
        yield paper.paint(DIM, f"    and {len(value.evidence) - len(shown)} more")
