"""All values of one facet, to look through: by count or from A to Z, with a filter, a page at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from search.analysis import fold
from search.facet_values import find_values
from search.fields import FACET_BY_NAME
from search.names import Names
from search.results import FacetCount, Results
from web.panels import Value, missing_value, value_of
from web.state import SearchState
from web.text import visible

FACET_PARAMETERS = ("find", "order", "at")
"""Parameters of the page itself, beside those of the search."""

PAGE = 100
ORDERS = {"count": "most articles first", "az": "A to Z"}
LONGEST_FIND = 100


@dataclass(frozen=True, slots=True)
class FacetPage:
    """One page of a facet's values. `find` narrows them to those that hold these letters or are
    written so."""

    name: str
    label: str
    values: tuple[Value, ...]
    missing: Value | None
    find: str
    order: str
    at: int
    last: int
    total: int

    def query(self, state: SearchState, *, order: str | None = None, at: int = 1) -> str:
        """The query string of this page in another order or at another place."""
        own = {"find": self.find, "order": order or self.order, "at": str(at)}
        kept = {name: value for name, value in own.items() if value not in ("", "count", "1")}
        return urlencode([*state.parameters(), *kept.items()], errors="replace")


def facet_page(
    state: SearchState, name: str, results: Results, names: Names, parameters: Mapping[str, str]
) -> FacetPage:
    """The page that these parameters ask for; odd ones count as absent."""
    result = results.facets[name]
    find = read_letters(parameters)
    order = parameters.get("order", "") if parameters.get("order") in ORDERS else "count"
    counts = _ordered(find_values(result, find, names), order)
    last = max(1, -(-len(counts) // PAGE))
    at = min(last, _number(parameters.get("at", "")))
    return FacetPage(
        name=name,
        label=FACET_BY_NAME[name].label,
        values=tuple(value_of(state, name, count) for count in counts[(at - 1) * PAGE : at * PAGE]),
        missing=missing_value(state, name, result) if not find else None,
        find=find,
        order=order,
        at=at,
        last=last,
        total=len(counts),
    )


def read_letters(parameters: Mapping[str, str]) -> str:
    """The letters that values are to have."""
    return visible(parameters.get("find", ""))[:LONGEST_FIND].strip()


def _ordered(counts: list[FacetCount], order: str) -> list[FacetCount]:
    if order == "az":
        return sorted(counts, key=lambda count: (fold(count.value).text, count.value))
    return sorted(counts, key=lambda count: not (count.chosen or count.excluded))


def _number(text: str) -> int:
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 6 else 1
