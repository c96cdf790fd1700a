"""A score taken apart: what each part of a question adds to an article's score, by the formulas of `search.scoring`.

Engines score all articles at once, each in the way that suits what it keeps; this walks the question once more for a
single article, and the parts must add up to the score that the engine gave (a contract test says so).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from search.explain import described
from search.fields import TEXT_BY_NAME
from search.query import And, AnyOf, Or, Query, Scored
from search.results import ScorePart
from search.scoring import PROXIMITY, Place, closeness, idf, length_factors, neighbours, saturated


class Seen(Protocol):
    """One article as its engine sees it, and what the formulas need of the whole index."""

    def articles(self) -> int:
        """How many articles there are."""
        ...

    def holding(self, leaf: Scored, /) -> int:
        """How many of them hold this."""
        ...

    def matches(self, query: Query, /) -> bool:
        """Whether this article matches."""
        ...

    def places(self, leaf: Scored, field: str, /) -> Sequence[Place]:
        """Where the leaf stands in a text field of this article, as `scoring.places` gives it."""
        ...

    def length(self, field: str, /) -> int:
        """The length of a text field of this article, in positions."""
        ...

    def mean_length(self, field: str, /) -> float:
        """The mean of that over all articles."""
        ...


def weighed(query: Query, seen: Seen, *, near: bool) -> tuple[ScorePart, ...]:
    """The parts that an article's score is the sum of, for a query that it matches. `near` says whether it is one of
    the articles in which nearness was looked for (`scoring.RERANKED`)."""
    return tuple(_parts(query, seen, near))


def _parts(query: Query, seen: Seen, near: bool) -> Iterator[ScorePart]:
    if isinstance(query, Scored):
        if held := _held(query, seen):
            counts = {name: sum(place.weight for place in places) for name, places in held.items()}
            yield _part(query, None, counts, _weight(query, seen), seen)
    elif isinstance(query, And | Or):
        matching = [child for child in query.children if seen.matches(child)]
        for child in matching:
            yield from _parts(child, seen, near)
        for one, other in neighbours(query) if near else ():
            ones, others = _held(one, seen), _held(other, seen)
            counts = {name: closeness(ones[name], others[name]) for name in ones if name in others}
            if any(counts.values()):
                weight = PROXIMITY * min(_weight(one, seen), _weight(other, seen))
                yield _part(one, other, counts, weight, seen)


def _part(leaf: Scored, beside: Scored | None, counts: Mapping[str, float], weight: float, seen: Seen) -> ScorePart:
    normalised = {name: count / _factor(name, seen) for name, count in counts.items() if count}
    return ScorePart(
        leaf=leaf,
        beside=beside,
        counts={name: counts[name] for name in normalised},
        normalised=normalised,
        articles=seen.holding(leaf) if beside is None else None,
        weight=weight,
        score=weight * saturated(sum(normalised.values())),
        ways=_ways(leaf, seen) if beside is None else {},
    )


def _held(leaf: Scored, seen: Seen) -> dict[str, Sequence[Place]]:
    return {name: places for name in TEXT_BY_NAME if (places := seen.places(leaf, name))}


def _weight(leaf: Scored, seen: Seen) -> float:
    """What the leaf scores where it counts 1."""
    return leaf.weight * idf(seen.articles(), seen.holding(leaf))


def _factor(name: str, seen: Seen) -> float:
    a, b = length_factors(seen.mean_length(name), TEXT_BY_NAME[name].boost)
    return a + b * seen.length(name)


def _ways(leaf: Scored, seen: Seen) -> dict[str, int]:
    """How often each way to write one thing stands in the article, those that do."""
    if not isinstance(leaf, AnyOf):
        return {}
    written = (child for child in leaf.children if isinstance(child, Scored))
    numbers = ((described(child), sum(map(len, _held(child, seen).values()))) for child in written)
    return {way: number for way, number in numbers if number}
