"""What articles score: `And` and `Or` add up what their matching children score, filters, ranges and negations score
nothing. What a node of a question matches is made of what its children match. The formulas are those of
`search.scoring`."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from search.engines.memory.articles import Article, State
from search.errors import QueryError
from search.query import (
    And,
    AnyOf,
    DateRange,
    Everything,
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
    Scored,
    Term,
    Written,
)
from search.scoring import (
    PROXIMITY,
    Place,
    closeness,
    neighbours,
    saturated,
)


def scores(query: Query, state: State) -> dict[str, float]:
    """id -> score but for proximity, of the articles that the query matches."""
    articles = state.articles
    match query:
        case Everything():
            return dict.fromkeys(articles, 0.0)
        case Nothing():
            return {}
        case Not(child):
            found = scores(child, state)
            return {id: 0.0 for id in articles if id not in found}
        case And(children):
            parts = [scores(child, state) for child in children]
            return {id: sum(part[id] for part in parts) for id in articles if all(id in part for part in parts)}
        case Or(children):
            parts = [scores(child, state) for child in children]
            found = {id: 0.0 for id in articles if any(id in part for part in parts)}
            return {id: sum(part[id] for part in parts if id in part) for id in found}
        case AnyOf(children):
            others = (scores(child, state) for child in children if not isinstance(child, Written))
            return {id: 0.0 for found in others for id in found} | _leaf_scores(query, state)
        case Term() | Phrase() | Near() | Prefix() | Pattern() | FuzzyTerm():
            return _leaf_scores(query, state)
    return {id: 0.0 for id, article in articles.items() if _is_so(query, article)}


def _is_so(query: Query, article: Article) -> bool:
    """Whether a fact that a query asks for is one of the article's."""
    match query:
        case FacetIs(name, None):
            return not article.terms[name]
        case FacetIs(name, str(value)):
            return value in article.terms[name]
        case IdIs(id):
            return id == article.document.id
        case DateRange(since, until, surely):
            span = article.document.dates()
            first, last = (span if not surely else span[::-1]) if span else (None, None)
            return bool(last and (since is None or last >= since) and first and (until is None or first <= until))
    raise QueryError(f"{type(query).__name__} is a query as typed: expand it before searching")


def _leaf_scores(leaf: Scored, state: State) -> dict[str, float]:
    weight = state.weight(leaf)
    counts = {
        id: {name: sum(place.weight for place in held) for name, held in fields.items()}
        for id, fields in state.held(leaf).items()
    }
    return {id: weight * saturated(state.counted(state.articles[id], numbers)) for id, numbers in counts.items()}


def nearness(query: Query, among: Collection[str], state: State) -> dict[str, float]:
    """id -> what it scores for neighbours that stand near each other in it, in the parts of the query that match it, of
    the articles among these that score for it."""
    together: dict[str, float] = {}
    if isinstance(query, And | Or):
        found = scores(query, state).keys() & among
        own = (_nearness(one, other, found, state) for one, other in neighbours(query))
        for scored in (*own, *(nearness(child, found, state) for child in query.children)):
            for id, number in scored.items():
                together[id] = together.get(id, 0.0) + number
    return together


def _nearness(one: Scored, other: Scored, among: Collection[str], state: State) -> dict[str, float]:
    ones, others = state.held(one), state.held(other)
    weight = PROXIMITY * min(state.weight(one), state.weight(other))
    near = {
        id: {name: closeness(ones[id][name], others[id][name]) for name in ones[id] if name in others[id]}
        for id in among
        if id in ones and id in others
    }
    return {id: weight * saturated(state.counted(state.articles[id], numbers)) for id, numbers in near.items()}


@dataclass(frozen=True, slots=True)
class SeenArticle:
    """An article of a state, for explaining its score. See `search.weighing.Seen`."""

    article: Article
    state: State

    def articles(self) -> int:
        """See `Seen`."""
        return len(self.state.articles)

    def holding(self, leaf: Scored) -> int:
        """See `Seen`."""
        return len(self.state.held(leaf))

    def matches(self, query: Query) -> bool:
        """See `Seen`."""
        return self.article.document.id in scores(query, self.state)

    def places(self, leaf: Scored, field: str) -> Sequence[Place]:
        """See `Seen`."""
        return self.state.held(leaf).get(self.article.document.id, {}).get(field, ())

    def length(self, field: str) -> int:
        """See `Seen`."""
        return self.article.lengths[field]

    def mean_length(self, field: str) -> float:
        """See `Seen`."""
        return self.state.mean_lengths[field]
