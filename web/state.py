"""The search that a URL states, as an immutable value. Every link on a page is made from one of these.

Parameters are named as the command line's flags are. URLs are canonical (fixed order of parameters, sorted values,
defaults left out), so that equal searches have equal addresses, which can be cited and cached.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from urllib.parse import urlencode

from search.documents import date_span
from search.fields import FACET_BY_NAME, FACETS, MISSING
from search.links import PAGE_SIZE, parameters, usual_order
from search.question import Choice, Question

NOTHING = Choice()


@dataclass(frozen=True, slots=True)
class Filter:
    """One chosen or excluded facet value."""

    field: str
    value: str
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class SearchState:
    """A search and the page of its answer. `since` and `until` keep the precision they were typed in
    ("2017-11"); `sort` "" means what suits the question. Methods return new states; all but `with_page` go back
    to the first page."""

    q: str = ""
    scope: str = "body"
    exact: bool = False
    choices: Mapping[str, Choice] = dataclasses.field(default_factory=lambda: MappingProxyType({}))
    since: str = ""
    until: str = ""
    sort: str = ""
    per: int = PAGE_SIZE
    page: int = 1
    without: tuple[str, ...] = ()
    any_word: bool = False
    field: str = ""
    similar: str = ""

    def choice(self, name: str) -> Choice:
        """What is chosen and excluded in a facet."""
        return self.choices.get(name, NOTHING)

    def filters(self) -> Iterator[Filter]:
        """All chosen and excluded values, in the order of facets."""
        for facet in FACETS:
            choice = self.choice(facet.name)
            yield from (Filter(facet.name, value) for value in choice.include)
            yield from (Filter(facet.name, value, excluded=True) for value in choice.exclude)

    @property
    def filtered(self) -> bool:
        """Whether anything but words narrows the search."""
        return bool(self.choices or self.since or self.until or self.field or self.similar)

    @property
    def order(self) -> str:
        """The order that hits come in."""
        return self.sort or usual_order(self.q, self.similar)

    def add(self, name: str, value: str) -> SearchState:
        """Choose a value. In a facet with levels it takes the place of chosen values above and below it: whoever
        clicks a town under a chosen country wants the town."""
        facet, choice = FACET_BY_NAME[name], self.choice(name)
        kept = [v for v in choice.include if v not in facet.ancestors(value) and value not in facet.ancestors(v)]
        excluded = [v for v in choice.exclude if v != value]
        return self.choose(name, [*kept, value], excluded)

    def exclude(self, name: str, value: str) -> SearchState:
        """Ask for articles without this value."""
        choice = self.choice(name)
        return self.choose(name, [v for v in choice.include if v != value], [*choice.exclude, value])

    def remove(self, name: str, value: str) -> SearchState:
        """Neither choose nor exclude this value."""
        choice = self.choice(name)
        return self.choose(name, [v for v in choice.include if v != value], [v for v in choice.exclude if v != value])

    def only(self, name: str, value: str) -> SearchState:
        """Choose this as the only value of its facet; exclusions stay."""
        return self.choose(name, [value], [v for v in self.choice(name).exclude if v != value])

    def choose(self, name: str, include: Iterable[str], exclude: Iterable[str] = ()) -> SearchState:
        """Put these in place of all that is chosen and excluded in a facet."""
        choice = Choice(_canonical(include), _canonical(exclude))
        chosen = {**self.choices, name: choice}
        ordered = {facet.name: chosen[facet.name] for facet in FACETS if chosen.get(facet.name, NOTHING) != NOTHING}
        return replace(self, choices=MappingProxyType(ordered), page=1)

    def clear(self) -> SearchState:
        """Drop all filters; words, scope and order stay."""
        return replace(self, choices=MappingProxyType({}), since="", until="", field="", similar="", page=1)

    def with_exact(self, exact: bool) -> SearchState:
        """Take the words as typed, or not."""
        return replace(self, exact=exact, page=1)

    def with_any_word(self, any_word: bool) -> SearchState:
        """Let any of the words be enough, or not."""
        return replace(self, any_word=any_word, page=1)

    def with_field(self, field: str) -> SearchState:
        """Look for the words in this text field only; "" for those of the scope."""
        return replace(self, field=field, page=1)

    def like(self, id: str) -> SearchState:
        """Ask for articles like this one; "" for any."""
        return replace(self, similar=id, page=1)

    def leave_out(self, spelling: str) -> SearchState:
        """Do not ask for names in this spelling."""
        return replace(self, without=tuple(sorted({*self.without, spelling})), page=1)

    def put_back(self, spelling: str) -> SearchState:
        """Ask for names in this spelling again."""
        return replace(self, without=tuple(text for text in self.without if text != spelling), page=1)

    def with_dates(self, since: str = "", until: str = "") -> SearchState:
        """Narrow to these dates (ISO prefixes), both included; "" leaves a side open."""
        return replace(self, since=since, until=until, page=1)

    def with_sort(self, sort: str) -> SearchState:
        """Order the hits in another way."""
        return replace(self, sort=sort, page=1)

    def with_per(self, per: int) -> SearchState:
        """Show this many hits on a page."""
        return replace(self, per=per, page=1)

    def with_page(self, page: int) -> SearchState:
        """Another page of the same answer."""
        return replace(self, page=page)

    def parameters(self) -> list[tuple[str, str]]:
        """The URL parameters, in canonical order, without defaults."""
        return parameters(self.question(), self.since, self.until)

    def query_string(self) -> str:
        """The state as the part of a URL after the question mark; "" for the empty search."""
        return urlencode(self.parameters(), errors="replace")

    def question(self) -> Question:
        """What to ask for it."""
        return Question(
            text=self.q,
            choices=dict(self.choices),
            since=first_day(self.since),
            until=last_day(self.until),
            scope=self.scope,
            exact=self.exact,
            without=self.without,
            any_word=self.any_word,
            field=self.field,
            similar=self.similar or None,
            sort=self.order,
            limit=self.per,
            offset=(self.page - 1) * self.per,
        )


def _canonical(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({MISSING if value.casefold() == MISSING else value for value in values}))


def first_day(value: str) -> dt.date | None:
    """The first day of an ISO date prefix; None for ""."""
    return date_span(value)[0] if value else None


def last_day(value: str) -> dt.date | None:
    """The last day of an ISO date prefix; None for ""."""
    return date_span(value)[1] if value else None
