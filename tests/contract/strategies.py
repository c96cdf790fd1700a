"""Random requests over the words and values of `tests.documents`."""

from __future__ import annotations

import datetime as dt

from hypothesis import strategies as st

from search.analysis import analyze
from search.query import (
    And,
    AnyOf,
    DateRange,
    Everything,
    FacetFilter,
    FacetIs,
    FuzzyTerm,
    IdIs,
    Near,
    Not,
    Nothing,
    Or,
    Pattern,
    Phrase,
    Prefix,
    Query,
    SearchRequest,
    Term,
)
from tests.documents import ACTORS, DATES, PUBLISHERS, REGIONS, WORDS

VALUES = {
    "date": (*DATES, "2018", "3000"),
    "region": (*REGIONS, "Asia/Sy", "Nowhere"),
    "actor": (*ACTORS, "ISI"),
    "publisher": (*PUBLISHERS, "nobody"),
    "original_publisher": (*PUBLISHERS, "nobody"),
    "agency": ("AFP", "Reuters"),
    "source": ("AFP", "SOHR", "a, b"),
    "language": ("en", "ar", "xx"),
}
TOKENS = sorted({token.text for token in analyze([" ".join(WORDS)])} | {"absent", "=absent"})

fields = st.lists(st.sampled_from(("title", "body", "removed", "comments")), min_size=1, max_size=4, unique=True).map(
    tuple
)
tokens = st.sampled_from(TOKENS)
days = st.none() | st.dates(dt.date(1998, 12, 1), dt.date(2018, 3, 1))


ways = st.lists(tokens, min_size=1, max_size=2).map(tuple)
parts = st.lists(st.lists(ways, min_size=1, max_size=3).map(tuple), min_size=1, max_size=3).map(tuple)
patterns = tokens.flatmap(
    lambda token: st.tuples(st.integers(1, len(token)), st.sampled_from(("?", "*", "*?", "[a-s]", "[!a-k]*"))).map(
        lambda cut: token[: cut[0]] + cut[1] + token[cut[0] + 1 :]
    )
)


def facet_is() -> st.SearchStrategy[Query]:
    return st.sampled_from(sorted(VALUES)).flatmap(
        lambda name: st.builds(FacetIs, st.just(name), st.none() | st.sampled_from(VALUES[name]))
    )


weights = st.sampled_from((1.0, 1.0, 0.5, 0.1))

shapes = st.one_of(
    st.builds(Prefix, tokens.flatmap(lambda t: st.integers(1, len(t)).map(lambda n: t[:n])), fields, weights),
    st.builds(Pattern, patterns, fields, weights),
    st.builds(FuzzyTerm, tokens.filter(lambda token: token[0] == "="), st.integers(1, 2), fields, weights),
)

written = st.one_of(
    st.builds(Term, tokens, fields, weights),
    st.builds(Phrase, st.lists(tokens, max_size=4).map(tuple), fields, weights),
    st.builds(Near, parts, st.none() | st.integers(0, 6), fields, weights),
    shapes,
)
scored = written | st.builds(AnyOf, st.lists(written, max_size=3).map(tuple), st.just(""), weights)

leaves = st.one_of(
    written,
    facet_is(),
    st.builds(DateRange, days, days, st.booleans()),
    st.builds(IdIs, st.integers(0, 45).map(lambda n: f"d{n}")),
    st.just(Everything()),
    st.just(Nothing()),
)

queries = st.recursive(
    leaves,
    lambda children: st.one_of(
        st.builds(And, st.lists(children, max_size=3).map(tuple)),
        st.builds(Or, st.lists(children, max_size=3).map(tuple)),
        st.builds(AnyOf, st.lists(children, max_size=3).map(tuple), st.just(""), weights),
        st.builds(Not, children),
    ),
    max_leaves=8,
)


def facet_filter(name: str) -> st.SearchStrategy[FacetFilter]:
    chosen = st.lists(st.sampled_from(VALUES[name]), max_size=2, unique=True).map(tuple)
    return st.builds(FacetFilter, st.just(name), chosen, chosen, st.booleans())


filters = st.lists(st.sampled_from(sorted(VALUES)), max_size=3, unique=True).flatmap(
    lambda names: st.tuples(*(facet_filter(name) for name in names))
)

requests = st.builds(
    SearchRequest,
    query=queries,
    filters=filters,
    facet_limit=st.none() | st.integers(0, 4),
    sort=st.sampled_from(("relevance", "newest", "oldest")),
    limit=st.none() | st.integers(0, 5),
    offset=st.integers(0, 3),
)
