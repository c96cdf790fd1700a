"""What every engine asks of a request before it looks at its index, so that all refuse the same ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from search.errors import QueryError
from search.fields import FACET_BY_NAME, SORTS, TEXT_BY_NAME
from search.query import And, AnyOf, FacetIs, Not, Or, Query, SearchRequest, Text, Wildcard

SCORE_DIGITS = 6
"""Scores are rounded to this many decimals before they are compared: sums of floats that should be equal differ in
their last bits with the order of the addends, and equal scores are ordered by id."""

DEEPEST = 100
"""How many levels a query tree may have: engines walk it by recursion. The parser allows fewer."""


def check_request(request: SearchRequest) -> None:
    """`QueryError` when the request names a field or an order that does not exist, or a page before the first, or when
    its query holds leaves as typed or has more levels than `DEEPEST`."""
    nodes = list(_nodes(request.query))
    names = [*request.facets, *(chosen.field for chosen in request.filters)]
    _check_names("facet", [*names, *(node.field for node in nodes if isinstance(node, FacetIs))], FACET_BY_NAME)
    _check_names("text field", [name for node in nodes for name in getattr(node, "fields", None) or ()], TEXT_BY_NAME)
    for node in nodes:
        if isinstance(node, Text | Wildcard):
            raise QueryError(f"{type(node).__name__} is a query as typed: expand it before searching")
    if len({chosen.field for chosen in request.filters}) < len(request.filters):
        raise QueryError("a facet has two filters: write one with all its values")
    if request.sort not in SORTS:
        raise QueryError(f"no order is called '{request.sort}': use one of {', '.join(SORTS)}")
    if request.offset < 0 or (request.limit or 0) < 0 or (request.facet_limit or 0) < 0:
        raise QueryError("offset, limit and facet limit count from 0: leave out the minus sign")


def _check_names(kind: str, names: Iterable[str], known: Mapping[str, object]) -> None:
    for name in names:
        if name not in known:
            raise QueryError(f"no {kind} is called '{name}': use one of {', '.join(known)}")


def _nodes(query: Query) -> Iterator[Query]:
    """Every node of the tree, level by level."""
    level = [query]
    for _ in range(DEEPEST):
        yield from level
        level = [child for node in level for child in _children(node)]
        if not level:
            return
    raise QueryError("this question has too many parentheses in each other: take some out")


def _children(query: Query) -> tuple[Query, ...]:
    match query:
        case And(children) | Or(children) | AnyOf(children):
            return children
        case Not(child):
            return (child,)
        case _:
            return ()
