"""From `Results` to what the search page shows: plain data, without HTTP and without markup but painted marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from search.documents import Document
from search.fields import FACET_BY_NAME, MISSING
from search.results import FacetResult, Hit, Results, Snippet
from web.labels import FIELD_LABELS, articles, date_label, path_label, precision_note, title_of, value_label
from web.state import SearchState
from web.text import paint

CHIPS = 4
"""Regions, and actors, that a hit shows."""


@dataclass(frozen=True, slots=True)
class Pill:
    """An applied filter and the search without it."""

    label: str
    text: str
    excluded: bool
    without: SearchState

    @property
    def name(self) -> str:
        """The filter in words."""
        return f"{self.label}: {'not ' if self.excluded else ''}{self.text}"


@dataclass(frozen=True, slots=True)
class Chip:
    """A value that a hit holds, and the search narrowed to it."""

    field: str
    text: str
    follow: SearchState


@dataclass(frozen=True, slots=True)
class Passage:
    """A painted passage; `reason` where it was removed from the article."""

    text: Markup
    reason: str | None


@dataclass(frozen=True, slots=True)
class HitView:
    """One article of the answer."""

    id: str
    title: Markup
    publisher: str
    original: str
    date: str
    date_note: str
    passages: tuple[Passage, ...]
    chips: tuple[Chip, ...]


@dataclass(frozen=True, slots=True)
class Pager:
    """Where among the pages we are: `links` holds (number, state), with None for a gap."""

    page: int
    last: int
    previous: SearchState | None
    next: SearchState | None
    links: tuple[tuple[int, SearchState] | None, ...]


def resolve(state: SearchState, results: Results) -> SearchState:
    """The state with facet values as they are counted, in place of the spellings that a URL may hold."""
    for name, result in results.facets.items():
        if name in state.choices:
            state = _resolved(state, name, result)
    return state


def _resolved(state: SearchState, name: str, result: FacetResult) -> SearchState:
    page, typed = state.page, state.choice(name)
    include = [count.value for count in result.counts if count.chosen]
    exclude = [count.value for count in result.counts if count.excluded]
    include += [MISSING] if MISSING in typed.include else []
    exclude += [MISSING] if MISSING in typed.exclude else []
    return state.choose(name, include, exclude).with_page(page)


def pills(state: SearchState, liked: str = "") -> list[Pill]:
    """The applied filters, dates last; `liked` is the title of the article that those found are like."""
    made = [
        Pill(FACET_BY_NAME[f.field].label, value_label(f.field, f.value), f.excluded, state.remove(f.field, f.value))
        for f in state.filters()
    ]
    if state.field:
        made.append(Pill("Words in", FIELD_LABELS[state.field], False, state.with_field("")))
    if state.similar:
        made.append(Pill("Like", liked or state.similar, False, state.like("")))
    if state.since:
        made.append(Pill("Since", date_label(state.since), False, state.with_dates("", state.until)))
    if state.until:
        made.append(Pill("Until", date_label(state.until), False, state.with_dates(state.since, "")))
    return made


def subject(state: SearchState) -> str:
    """The words that the page is about."""
    return state.q or ("Similar articles" if state.similar else "All articles")


def heading(state: SearchState, applied: Sequence[Pill]) -> str:
    """What the page is about: the words, then the filters."""
    return ", ".join([subject(state), *(pill.name for pill in applied)])


def sentence(state: SearchState, total: int, perhaps: int) -> str:
    """How many articles there are, which of them are shown, and how many are perhaps not of the dates asked for."""
    first = (state.page - 1) * state.per + 1
    last = min(total, first + state.per - 1)
    shown = f", {first:,} to {last:,} shown" if total > state.per else ""
    unsure = f", {perhaps:,} of them only perhaps of these dates" if perhaps else ""
    return f"{articles(total)}{unsure}{shown}" if total else "No article"


def hit_view(state: SearchState, hit: Hit) -> HitView:
    """A hit as the page shows it."""
    document, date = hit.document, hit.document.first("date")
    publisher, original = document.first("publisher"), document.first("original_publisher")
    named = publisher.value if publisher else ""
    return HitView(
        id=document.id,
        title=paint(title_of(document), hit.title_marks if document.title.strip() else ()),
        publisher=named,
        original=original.value if original and original.value != named else "",
        date=date_label(date.value) if date else "no date",
        date_note=precision_note(date.value) + (": perhaps not of these dates" if hit.perhaps else "") if date else "",
        passages=tuple(Passage(_passage(snippet), snippet.reason) for snippet in hit.snippets),
        chips=tuple(_chips(state, document)),
    )


def _passage(snippet: Snippet) -> Markup:
    """The painted words, with an ellipsis where the sentence goes on."""
    before = "\u2026 " if snippet.cut_before else ""
    after = " \u2026" if snippet.cut_after else ""
    return before + paint(snippet.text, snippet.marks) + after


def _chips(state: SearchState, document: Document) -> Iterator[Chip]:
    for name in ("region", "actor"):
        held = [value.value for value in document.values.get(name, ())[:CHIPS]]
        labels = [value_label(name, value) for value in held]
        for value, label in zip(held, labels, strict=True):
            alike = labels.count(label) > 1  # a town and its province
            text = " › ".join(path_label(name, value).split(" › ")[-2:]) if alike else label
            yield Chip(name, text, state.add(name, value))


def last_page(total: int, per: int) -> int:
    """The number of the last page; 1 for an empty answer."""
    return max(1, -(-total // per))


def pager(state: SearchState, total: int) -> Pager:
    """Links to the first, the last and the neighbouring pages."""
    last, page = last_page(total, state.per), state.page
    near = sorted({1, last, *range(max(1, page - 2), min(last, page + 2) + 1)})
    links: list[tuple[int, SearchState] | None] = []
    for before, number in zip([0, *near], near, strict=False):
        links += [None] if number - before > 1 else []
        links.append((number, state.with_page(number)))
    return Pager(
        page=page,
        last=last,
        previous=state.with_page(page - 1) if page > 1 else None,
        next=state.with_page(page + 1) if page < last else None,
        links=tuple(links),
    )
