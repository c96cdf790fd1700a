"""What articles score: `And` and `Or` add up what their matching children score, filters, ranges and negations score
nothing. The formulas are those of `search.scoring`."""

from __future__ import annotations

from collections.abc import Sequence
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


def score(query: Query, article: Article, state: State) -> float | None:
    """The article's score but for proximity, or None when the query does not match it."""
    match query:
        case Everything():
            return 0.0
        case Nothing():
            return None
        case Not(child):
            return 0.0 if score(child, article, state) is None else None
        case And(children):
            parts = [score(child, article, state) for child in children]
            return None if None in parts else sum(part or 0.0 for part in parts)
        case Or(children):
            matched = [part for child in children if (part := score(child, article, state)) is not None]
            return sum(matched) if matched else None
        case AnyOf(children):
            number = _score_leaf(query, article, state)
            if number is None and any(_matches_unscored(child, article, state) for child in children):
                return 0.0
            return number
        case Term() | Phrase() | Near() | Prefix() | Pattern() | FuzzyTerm():
            return _score_leaf(query, article, state)
        case FacetIs(name, None):
            return None if article.terms[name] else 0.0
        case FacetIs(name, value):
            return 0.0 if value in article.terms[name] else None
        case IdIs(id):
            return 0.0 if id == article.document.id else None
        case DateRange(since, until, surely):
            span = article.document.dates()
            first, last = (span if not surely else span[::-1]) if span else (None, None)
            inside = last and (since is None or last >= since) and first and (until is None or first <= until)
            return 0.0 if inside else None
    raise QueryError(f"{type(query).__name__} is a query as typed: expand it before searching")


def _matches_unscored(query: Query, article: Article, state: State) -> bool:
    """Whether the query matches, unless it is one whose places say so."""
    return not isinstance(query, Written) and score(query, article, state) is not None


def _score_leaf(leaf: Scored, article: Article, state: State) -> float | None:
    held = state.held(leaf).get(article.document.id)
    if held is None:
        return None
    frequencies = {name: sum(place.weight for place in found) for name, found in held.items()}
    return state.weight(leaf) * saturated(state.counted(article, frequencies))


def bonus(query: Query, article: Article, state: State) -> float:
    """What the article scores for the nearness of neighbours in the parts of the query that match it."""
    if not isinstance(query, And | Or) or score(query, article, state) is None:
        return 0.0
    near = sum(_bonus(one, other, article, state) for one, other in neighbours(query))
    return near + sum(bonus(child, article, state) for child in query.children)


def _bonus(one: Scored, other: Scored, article: Article, state: State) -> float:
    ones, others = (state.held(leaf).get(article.document.id, {}) for leaf in (one, other))
    near = {name: closeness(ones[name], others[name]) for name in ones if name in others}
    return PROXIMITY * min(state.weight(one), state.weight(other)) * saturated(state.counted(article, near))


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
        return score(query, self.article, self.state) is not None

    def places(self, leaf: Scored, field: str) -> Sequence[Place]:
        """See `Seen`."""
        return self.article.places(leaf).get(field, ())

    def length(self, field: str) -> int:
        """See `Seen`."""
        return self.article.lengths[field]

    def mean_length(self, field: str) -> float:
        """See `Seen`."""
        return self.state.mean_lengths[field]
