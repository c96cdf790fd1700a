"""Random requests over the words and values of an archive."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

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
"""Values of each facet, some of which no article of `tests.documents` holds."""

TOKENS = sorted({token.text for token in analyze([" ".join(WORDS)])} | {"absent", "=absent"})

fields = st.lists(st.sampled_from(("title", "body", "removed", "comments")), min_size=1, max_size=4, unique=True).map(
    tuple
)
weights = st.sampled_from((1.0, 1.0, 0.5, 0.1))


class Drawn:
    """What can be asked of an archive that holds these facet values, tokens and ids: `shapes`, `scored`, `queries`,
    `filters` and `requests` are strategies."""

    def __init__(self, values: Mapping[str, Sequence[str]], tokens: Collection[str], ids: st.SearchStrategy[str]):
        self._values = values
        token = st.sampled_from(sorted(tokens))
        exact = st.sampled_from(sorted(token for token in tokens if token[0] == "="))
        self.shapes = st.one_of(
            st.builds(Prefix, token.flatmap(_beginnings), fields, weights),
            st.builds(Pattern, token.flatmap(_patterns), fields, weights),
            st.builds(FuzzyTerm, exact, st.integers(1, 2), fields, weights),
        )
        written = st.one_of(
            st.builds(Term, token, fields, weights),
            st.builds(Phrase, st.lists(token, max_size=4).map(tuple), fields, weights),
            st.builds(Near, _parts(token), st.none() | st.integers(0, 6), fields, weights),
            self.shapes,
        )
        self.scored = written | st.builds(AnyOf, st.lists(written, max_size=3).map(tuple), st.just(""), weights)
        self.queries = st.recursive(written | self._unscored(ids), _joined, max_leaves=8)
        self.filters = st.lists(st.sampled_from(sorted(values)), max_size=3, unique=True).flatmap(
            lambda names: st.tuples(*map(self.filter_of, names))
        )
        self.requests = st.builds(
            SearchRequest,
            query=self.queries,
            filters=self.filters,
            facet_limit=st.none() | st.integers(0, 4),
            sort=st.sampled_from(("relevance", "newest", "oldest")),
            limit=st.none() | st.integers(0, 5),
            offset=st.integers(0, 3),
        )

    def _unscored(self, ids: st.SearchStrategy[str]) -> st.SearchStrategy[Query]:
        days = st.none() | st.dates(dt.date(1998, 12, 1), dt.date(2018, 3, 1))
        return st.one_of(
            st.sampled_from(sorted(self._values)).flatmap(
                lambda name: st.builds(FacetIs, st.just(name), st.none() | st.sampled_from(self._values[name]))
            ),
            st.builds(DateRange, days, days, st.booleans()),
            st.builds(IdIs, ids),
            st.just(Everything()),
            st.just(Nothing()),
        )

    def filter_of(self, name: str) -> st.SearchStrategy[FacetFilter]:
        """A filter of one facet."""
        chosen = st.lists(st.sampled_from(self._values[name]), max_size=2, unique=True).map(tuple)
        return st.builds(FacetFilter, st.just(name), chosen, chosen, st.booleans())


def _beginnings(token: str) -> st.SearchStrategy[str]:
    return st.integers(1, len(token)).map(lambda n: token[:n])


def _patterns(token: str) -> st.SearchStrategy[str]:
    signs = st.sampled_from(("?", "*", "*?", "[a-s]", "[!a-k]*"))
    return st.tuples(st.integers(1, len(token)), signs).map(lambda cut: token[: cut[0]] + cut[1] + token[cut[0] + 1 :])


def _parts(token: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[tuple[tuple[str, ...], ...], ...]]:
    way = st.lists(token, min_size=1, max_size=2).map(tuple)
    return st.lists(st.lists(way, min_size=1, max_size=3).map(tuple), min_size=1, max_size=3).map(tuple)


def _joined(children: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
    several = st.lists(children, max_size=3).map(tuple)
    return st.one_of(
        st.builds(And, several),
        st.builds(Or, several),
        st.builds(AnyOf, several, st.just(""), weights),
        st.builds(Not, children),
    )


DRAWN = Drawn(VALUES, TOKENS, st.integers(0, 45).map(lambda n: f"d{n}"))
"""Over `tests.documents`."""
