"""From URL parameters to a `SearchState`. What cannot be meant is named and left out; it never empties a page."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from search.errors import QueryError
from search.fields import FACETS, SCOPES, SORTS, TEXT_BY_NAME
from search.links import NOT, PAGE_SIZE, PAGE_SIZES
from search.question import no_day
from web.parameters import (
    LAST_PAGE,
    LONGEST_VALUE,
    MOST_PARAMETERS,
    PARAMETER_BY_NAME,
    PARAMETERS,
)
from web.state import SearchState, first_day
from web.text import visible

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
"""What parts words in a question, as in a terminal, rather than joining them."""

_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}", re.ASCII)

TRACKING = ("utm_", "fbclid", "gclid")
"""Beginnings of parameters that mail programs and networks append to any link: not worth a notice."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The state that parameters say, and what in them was left out, in words."""

    state: SearchState
    notices: tuple[str, ...] = ()


def read_state(parameters: Iterable[tuple[str, str]]) -> Reading:
    """The search that URL parameters state.

    `QueryError` for what is too long to answer: a value, or too many parameters. A question may have any length: how
    much of it is read is said by its reading.
    """
    given: dict[str, list[str]] = {}
    for count, (name, value) in enumerate(parameters):
        if count >= MOST_PARAMETERS:
            raise QueryError(f"more than {MOST_PARAMETERS} parameters in one address: choose fewer filters")
        if value.strip():
            given.setdefault(name, []).append(_checked(name, value))
    reader = _Reader(given)
    return Reading(reader.state(), tuple(reader.notices))


def _checked(name: str, value: str) -> str:
    if name != "q" and len(value) > LONGEST_VALUE:
        raise QueryError(
            f"a value of a parameter may have {LONGEST_VALUE:,} characters, this one has {len(value):,}: shorten it"
        )
    return visible(_CONTROL.sub(" ", value)).strip()


def page_number(text: str) -> int | None:
    """The page that a parameter says; None where it says none."""
    if re.fullmatch(r"[0-9]{1,7}", text, re.ASCII) and 1 <= int(text) <= LAST_PAGE:
        return int(text)
    return None


class _Reader:
    """Reads the parameters one kind after the other and collects notices."""

    def __init__(self, given: Mapping[str, Sequence[str]]) -> None:
        self.given = given
        self.notices: list[str] = []

    def state(self) -> SearchState:
        for name in self.given:
            self._name(name)
        state = SearchState(
            q=self._first("q"),
            scope=self._one_of("in", SCOPES, "body"),
            exact=bool(self._one_of("exact", ("1",), "")),
            field=self._one_of("field", TEXT_BY_NAME, ""),
            any_word=bool(self._one_of("any-word", ("1",), "")),
            similar=self._first("similar"),
            without=tuple(sorted(set(self.given.get("without", ())))),
            since=self._date("since"),
            until=self._date("until"),
            sort=self._one_of("sort", SORTS, ""),
            per=int(self._one_of("per", tuple(map(str, PAGE_SIZES)), str(PAGE_SIZE))),
        )
        for facet in FACETS:
            state = state.choose(facet.name, self.given.get(facet.name, ()), self.given.get(NOT + facet.name, ()))
        if state.since and state.until and self._reversed(state):
            state = state.with_dates()
        return replace(state, page=self._page())

    def _first(self, name: str) -> str:
        return (self.given.get(name) or [""])[0]

    def _name(self, name: str) -> None:
        if name in PARAMETER_BY_NAME or name.startswith(TRACKING):
            return
        near = difflib.get_close_matches(name[:40], [parameter.name for parameter in PARAMETERS], 1)
        advice = f": did you mean “{near[0]}”?" if near else ""
        self.notices.append(f"“{name[:40]}” is not a parameter of a search, so it was left out{advice}")

    def _one_of(self, name: str, known: Iterable[str], default: str) -> str:
        value = self._first(name)
        if not value or value in known:
            return value or default
        self.notices.append(f"“{name}={value}” was left out: it can be {' or '.join(known)}")
        return default

    def _date(self, name: str) -> str:
        value = self._first(name)
        try:
            if value and not _DATE.fullmatch(value):
                raise ValueError
            first_day(value)
        except ValueError:
            self.notices.append(
                f"“{name}={value}” is not a date, so it was left out: write 2017, 2017-11 or 2017-11-18"
            )
            return ""
        return value

    def _reversed(self, state: SearchState) -> bool:
        question = state.question()
        if question.since is None or question.until is None or question.since <= question.until:
            return False
        self.notices.append(f"{no_day(state.since, state.until)}, so the dates were left out")
        return True

    def _page(self) -> int:
        value = self._first("page")
        if not value:
            return 1
        if (number := page_number(value)) is not None:
            return number
        self.notices.append(f"“page={value}” was left out: pages are numbered from 1")
        return 1
