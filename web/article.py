"""The article page as plain data: paragraphs with marks, removed blocks in their places, facts with evidence."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from search.documents import FACET_NAMES, PRINTED, Document, Evidence, FacetValue, RemovedBlock
from search.fields import DATES, DETAILS, FACET_BY_NAME, FACETS
from web.labels import date_label, path_label, precision_note, title_of
from web.state import SearchState
from web.text import Marks, Stretch, paint, painted_paragraphs, sentence, web_address, within

FIRST_EVIDENCE = 5
"""Pieces of evidence shown for a value; the rest is counted."""

DOUBTFUL = 0.75
"""Values that are less sure than this are marked so where they stand; for all, the evidence says how sure they are."""

LABELS: Mapping[str, str] = {
    **{facet.name: facet.label for facet in FACETS},
    "original_date": "Original date",
    "original_publisher": "Originally published by",
    "updated": "Last changed",
    "agency": "Written by the agency",
    "source": "Sources quoted",
}

Marker = Callable[[str, str], Marks]
"""(text, name of its text field) -> the stretches that the search found."""


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph of the body, or (with a reason) removed blocks that stand together and share reason and rule."""

    texts: tuple[Markup, ...]
    reason: str | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """Why a value is held: the rule, the words, where they stand, and the sentence around them."""

    rule: str
    words: str
    place: str
    kind: str
    quote: Markup | None


@dataclass(frozen=True, slots=True)
class Fact:
    """A value of the article. `follow` is the search for all articles that hold it; None where it is not a facet."""

    text: str
    note: str
    proofs: tuple[Proof, ...]
    sure: str
    more: int
    follow: SearchState | None


@dataclass(frozen=True, slots=True)
class ArticleView:
    """All that the article page shows of a document."""

    document: Document
    title: Markup
    name: str
    byline: str
    parts: tuple[Part, ...]
    facts: tuple[tuple[str, tuple[Fact, ...]], ...]
    address: str | None
    removed: int


def article_view(document: Document, marker: Marker, *, show_removed: bool) -> ArticleView:
    """The article with what `marker` finds marked, and its removed blocks in their places if they are wanted."""
    return ArticleView(
        document=document,
        title=paint(title_of(document), marker(document.title, "title") if document.title.strip() else ()),
        name=title_of(document),
        byline=_byline(document),
        parts=tuple(_parts(document, marker, show_removed)),
        facts=tuple(_facts(document)),
        address=web_address(document.url),
        removed=len(document.removed),
    )


def _byline(document: Document) -> str:
    """Publisher and date, and where and when it was first published if that is said."""
    publisher, date = document.first("publisher"), document.first("date")
    note = f" ({precision_note(date.value)})" if date and precision_note(date.value) else ""
    words = [
        publisher.value if publisher else "publisher not known",
        date_label(date.value) + note if date else "no date",
    ]
    original, first_date = document.first("original_publisher"), document.first("original_date")
    first = [f"by {original.value}" if original else "", date_label(first_date.value) if first_date else ""]
    words += [f"first published {' on '.join(filter(None, first))}"] if any(first) else []
    return " · ".join(words)


def _parts(document: Document, marker: Marker, show_removed: bool) -> Iterator[Part]:
    waiting = deque(sorted(document.removed, key=lambda block: block.after) if show_removed else ())
    for stretch, painted in painted_paragraphs(document.body, marker(document.body, "body")):
        here = []
        while waiting and waiting[0].after <= stretch.start:
            here.append(waiting.popleft())
        yield from _removed(here, marker)
        yield Part((painted,))
    yield from _removed(waiting, marker)


def _removed(blocks: Iterable[RemovedBlock], marker: Marker) -> Iterator[Part]:
    for (reason, rule), alike in groupby(blocks, key=lambda block: (block.reason, block.rule)):
        field = "comments" if reason == "comment" else "removed"
        yield Part(tuple(paint(block.text, marker(block.text, field)) for block in alike), reason, rule)


def _facts(document: Document) -> Iterator[tuple[str, tuple[Fact, ...]]]:
    for name in (*(facet.name for facet in FACETS), *DETAILS):
        held = document.values.get(name, ())
        if held or name in FACET_NAMES:
            yield LABELS[name], tuple(_fact(document, name, value) for value in held)


def _fact(document: Document, name: str, value: FacetValue) -> Fact:
    dated = name in DATES
    kind = "" if value.type == PRINTED else (value.type or "").replace("_", " ")
    notes = [precision_note(value.value) if dated else "", kind, value.domain or ""]
    notes += [_sureness(value)] if value.confidence < DOUBTFUL else []
    return Fact(
        text=date_label(value.value)
        if dated
        else path_label(name, value.value)
        if name in FACET_BY_NAME
        else value.value,
        note=", ".join(note for note in notes if note),
        proofs=tuple(_proof(document, evidence) for evidence in value.evidence[:FIRST_EVIDENCE]),
        sure=_sureness(value),
        more=max(0, len(value.evidence) - FIRST_EVIDENCE),
        follow=SearchState().add(name, value.value) if name in FACET_BY_NAME else None,
    )


def _sureness(value: FacetValue) -> str:
    return f"{value.confidence:.0%} sure"


def _proof(document: Document, evidence: Evidence) -> Proof:
    return Proof(evidence.rule, evidence.text, evidence.place, evidence.kind or "", _quote(document, evidence))


def _quote(document: Document, evidence: Evidence) -> Markup | None:
    """The sentence that the words stand in, with the words marked."""
    text = {"title": document.title, "body": document.body}.get(evidence.place, "")
    start, end = evidence.start, evidence.end
    if start is None or end is None or not 0 <= start < end <= len(text):
        return None
    quoted: Stretch = sentence(text, start, end)
    return paint(quoted.text, within([(start, end)], quoted))
