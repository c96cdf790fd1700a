"""The articles over time, as bars that are links."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from search.fields import FACET_BY_NAME
from search.results import FacetCount, Results
from web.labels import date_label
from web.state import SearchState

HEIGHT = 48
WIDTH = 240
MOST_BARS = 60
FEWEST_BARS = 2

_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Bar:
    """One year, month or day: where it stands in the chart, and the search narrowed to it."""

    label: str
    count: int
    chosen: bool
    follow: SearchState
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars over a stretch of time, in order, with those that hold no article left blank. `wider` goes a level up."""

    bars: tuple[Bar, ...]
    first: str
    last: str
    unit: str
    wider: SearchState | None


def date_chart(state: SearchState, results: Results) -> Chart | None:
    """The chart for the dates that were counted: years, or the months of the only or chosen year, or the days of
    such a month. None where there is nothing to compare."""
    result = results.facets.get("date")
    if result is None or not results.total:
        return None
    counts = {count.value: count for count in result.counts if _DATE.fullmatch(count.value)}
    choice = state.choice("date")
    span = _span(counts, _top(counts, choice.include))
    if len(span) < FEWEST_BARS:
        return None
    return Chart(
        bars=tuple(_bars(state, span, counts)),
        first=date_label(span[0]),
        last=date_label(span[-1]),
        unit=("year", "month", "day")[span[0].count("-")],
        wider=state.choose("date", [], choice.exclude) if choice.include else None,
    )


def _top(counts: Iterable[str], chosen: tuple[str, ...]) -> str:
    """The date whose parts are shown: "" for the years, otherwise the chosen one or the only one."""
    top = chosen[0] if len(chosen) == 1 and chosen[0] in counts else ""
    if top.count("-") == 2:
        top = top.rpartition("-")[0]
    while True:
        below = _below(counts, top)
        if len(below) != 1 or below[0].count("-") == 2:
            return top
        top = below[0]


def _below(counts: Iterable[str], top: str) -> list[str]:
    facet = FACET_BY_NAME["date"]
    return sorted(value for value in counts if (facet.parent(value) or "") == top)


def _span(counts: Iterable[str], top: str) -> list[str]:
    """All years, months or days from the first counted to the last."""
    below = _below(counts, top)
    if not below:
        return []
    head, _, first = below[0].rpartition("-")
    last = below[-1].rpartition("-")[2]
    width = 2 if head else 4
    numbers = range(int(first), int(last) + 1)[-MOST_BARS:]
    return [f"{head}-{n:0{width}}" if head else f"{n:0{width}}" for n in numbers]


def _bars(state: SearchState, span: list[str], counts: dict[str, FacetCount]) -> Iterable[Bar]:
    step = WIDTH / len(span)
    most = max(1, *(counts[value].count for value in span if value in counts))
    for n, held in enumerate(map(counts.get, span)):
        if held is None:
            continue
        height = max(2.0, HEIGHT * held.count / most)
        yield Bar(
            label=date_label(held.value),
            count=held.count,
            chosen=held.chosen,
            follow=state.remove("date", held.value) if held.chosen else state.only("date", held.value),
            x=round(n * step, 2),
            y=round(HEIGHT - height, 2),
            width=round(max(1.0, step - 1), 2),
            height=round(height, 2),
        )
