"""Filters and counts: a facet's count is the number of articles that choosing the value alone would give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from operator import itemgetter

from search.engines.whoosh import bits
from search.engines.whoosh.columns import Columns
from search.query import FacetFilter, SearchRequest
from search.results import FacetCount, FacetResult


@dataclass(frozen=True, slots=True)
class Narrowing:
    """The filters of a request as sets: per filtered facet, what its exclusions leave and what its choices give
    (None: nothing is chosen)."""

    left: Mapping[str, int]
    chosen: Mapping[str, int | None]

    @classmethod
    def of(cls, request: SearchRequest, columns: Columns) -> Narrowing:
        """The sets of a request's filters."""
        left, chosen = {}, {}
        for one in request.filters:
            left[one.field] = columns.live
            for value in one.none_of:
                left[one.field] &= ~columns.holding(one.field, value)
            chosen[one.field] = _chosen(one, columns)
        return cls(left, chosen)

    def narrow(self, found: int, but: str | None = None) -> int:
        """What the filters leave of a set. With `but`, the choices of that facet (not its exclusions) are ignored."""
        for name, left in self.left.items():
            found &= left
            choice = self.chosen[name]
            if name != but and choice is not None:
                found &= choice
        return found


def _chosen(one: FacetFilter, columns: Columns) -> int | None:
    if not one.chooses:
        return None
    found = columns.missing(one.field) if one.missing else 0
    for value in one.any_of:
        found |= columns.holding(one.field, value)
    return found


def count_facets(
    request: SearchRequest, matched: int, narrowing: Narrowing, columns: Columns
) -> dict[str, FacetResult]:
    """The counts of the facets that a request asks for; `matched` is what its query matches."""
    filters = {one.field: one for one in request.filters}
    flags: dict[int, bytes] = {}
    results = {}
    for name in request.facets:
        found = narrowing.narrow(matched, but=name)
        if found not in flags:
            flags[found] = bits.to_flags(found, columns.size)
        numbers = _numbers(name, flags[found], columns) if found else {}
        missing = (found & columns.missing(name)).bit_count()
        results[name] = _result(filters.get(name, FacetFilter(name)), numbers, missing, request.facet_limit)
    return results


def _numbers(name: str, flags: bytes, columns: Columns) -> dict[str, int]:
    counted = flags.__getitem__
    return {value: number for value, docs in columns.docs(name) if (number := sum(map(counted, docs)))}


def _result(own: FacetFilter, numbers: dict[str, int], missing: int, limit: int | None) -> FacetResult:
    marked = {*own.any_of, *own.none_of}
    numbers |= dict.fromkeys(sorted(marked - numbers.keys()), 0)
    # values come in order, those without articles last: a stable sort keeps it so among equal counts
    ordered = sorted(numbers.items(), key=itemgetter(1), reverse=True)
    shown = ordered[:limit]
    if limit is not None:
        shown += [(value, number) for value, number in ordered[limit:] if value in marked]
    counts = tuple(FacetCount(value, n, value in own.any_of, value in own.none_of) for value, n in shown)
    return FacetResult(own.field, counts, missing, own.missing, len(ordered) - len(shown))
