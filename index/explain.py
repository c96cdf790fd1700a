"""One article, laid open: what was kept, what was removed and why, and where each facet value comes from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from index.articles import Block, CleanArticle, RawArticle
from index.build import document_of
from index.changes import article_id
from search.documents import Document, FacetValue
from search.fields import DETAILS, FACETS
from search.terminal import printable

if TYPE_CHECKING:
    from index.cleaning.rules import Rules

_BOLD: Final = "\x1b[1m"
_DIM: Final = "\x1b[2m"
_STRUCK: Final = "\x1b[9;2m"
_RED: Final = "\x1b[31m"
_OFF: Final = "\x1b[0m"

_MOST_EVIDENCE: Final = 5


def explain(raw: RawArticle, *, rules: Rules | None = None, color: bool = False) -> Iterator[str]:
    """The lines to print, fit for a terminal whatever the article holds. `rules` are those of cleaning."""
    from index.cleaning import clean
    from search.names import load_names

    article = clean(raw, rules=rules)
    document = document_of(article, load_names())
    paint = _Paint(color)
    yield from _head(article, document, paint)
    yield ""
    yield from _values(document, paint)
    yield ""
    for block in article.blocks:
        yield from _block(article, block, paint)


class _Paint:
    """Makes text harmless, and colours it where that is wanted."""

    def __init__(self, colored: bool) -> None:
        self.colored = colored

    def __call__(self, style: str, text: str) -> str:
        safe = printable(text)
        return f"{style}{safe}{_OFF}" if self.colored else safe


def _head(article: CleanArticle, document: Document, paint: _Paint) -> Iterator[str]:
    raw = article.raw
    yield paint(_BOLD, document.title or "(no title)")
    kept = len(document.body)
    lost = sum(len(block.text) for block in document.removed)
    facts = (
        ("path", raw.path),
        ("id", document.id or article_id(document.url, raw.path)),
        ("url", document.url),
        ("kind", f"{raw.kind}, {raw.encoding}"),
        ("language", document.language),
        ("kept", f"{kept:,} characters; {lost:,} removed in {len(document.removed)} blocks"),
    )
    for name, value in facts:
        if value:
            yield f"{name + ':':22}{printable(value)}"


def _values(document: Document, paint: _Paint) -> Iterator[str]:
    for name in (*(facet.name for facet in FACETS), *DETAILS):
        held = document.values.get(name, ())
        if not held and name in DETAILS:
            continue
        yield paint(_BOLD, name) + ("" if held else ": none")
        for value in held:
            yield from _value(value, paint)


def _value(value: FacetValue, paint: _Paint) -> Iterator[str]:
    extra = ", ".join(part for part in (value.type, value.domain, f"{value.confidence:.0%} sure") if part)
    yield f"  {printable(value.value)} ({printable(extra)})"
    for one in value.evidence[:_MOST_EVIDENCE]:
        where = f"{one.place} {one.start}-{one.end}" if one.start is not None else one.place
        kind = f", {one.kind}" if one.kind else ""
        yield paint(_DIM, f"    {one.rule}: '{one.text}' ({where}{kind})")
    if len(value.evidence) > _MOST_EVIDENCE:
        yield paint(_DIM, f"    and {len(value.evidence) - _MOST_EVIDENCE} more")


def _block(article: CleanArticle, block: Block, paint: _Paint) -> Iterator[str]:
    lines = article.page_text[block.start : block.end].splitlines() or [""]
    if block.role == "title":
        yield from (paint(_BOLD, line) for line in lines)
    elif block.role == "kept":
        yield from (printable(line) for line in lines)
    else:
        yield paint(_RED, f"[removed: {block.reason}, by {block.rule}]")
        # without colour a margin says what the line through the text says with it
        yield from (paint(_STRUCK, line) if paint.colored else f"  - {printable(line)}" for line in lines)
    yield ""
