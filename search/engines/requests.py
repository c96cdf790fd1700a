"""What every engine asks of a request before it looks at its index, so that all refuse the same ones."""

from __future__ import annotations

from search.errors import QueryError
from search.fields import FACET_BY_NAME, SORTS
from search.query import And, AnyOf, FacetIs, Not, Or, Query, SearchRequest

SCORE_DIGITS = 6
"""Scores are rounded to this many decimals before they are compared: sums of floats that should be equal differ in
their last bits with the order of the addends, and equal scores are ordered by id."""

PREFIX_SCORE = 1.0
"""What a word's beginning scores in each field, times the field's boost, however many words it stands for."""

DEEPEST = 100
"""How many levels a query tree may have: engines walk it by recursion. The parser allows fewer."""


def check_request(request: SearchRequest) -> None:
    """`QueryError` when the request names a facet or an order that does not exist, or a page before the first, or when
    its query has more levels than `DEEPEST`."""
    names = [*request.facets, *(chosen.field for chosen in request.filters), *_facets_of(request.query)]
    unknown = [name for name in names if name not in FACET_BY_NAME]
    if unknown:
        raise QueryError(f"no facet is called '{unknown[0]}': use one of {', '.join(FACET_BY_NAME)}")
    if len({chosen.field for chosen in request.filters}) < len(request.filters):
        raise QueryError("a facet has two filters: write one with all its values")
    if request.sort not in SORTS:
        raise QueryError(f"no order is called '{request.sort}': use one of {', '.join(SORTS)}")
    if request.offset < 0 or (request.limit or 0) < 0 or (request.facet_limit or 0) < 0:
        raise QueryError("offset, limit and facet limit count from 0: leave out the minus sign")


def _facets_of(query: Query) -> set[str]:
    names, level, depth = set(), [query], 0
    while level:
        depth += 1
        if depth > DEEPEST:
            raise QueryError("this question has too many parentheses in each other: take some out")
        below: list[Query] = []
        for node in level:
            if isinstance(node, (And, Or, AnyOf)):
                below.extend(node.children)
            elif isinstance(node, Not):
                below.append(node.child)
            elif isinstance(node, FacetIs):
                names.add(node.field)
        level = below
    return names
