"""A query tree becomes the set of matching articles and their scores, a set at a time.

Whoosh's own query classes are not used: its `Or` loses matches that score nothing (filters, negations), its matchers
build differently shaped trees per segment, so that equal articles get unequal sums, and its statistics count deleted
articles. Its postings are used. Scores are those of `search.scoring`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from search.engines.whoosh import bits
from search.engines.whoosh.columns import Columns
from search.engines.whoosh.occurrences import Occurrences
from search.errors import QueryError
from search.fields import TEXT_BY_NAME
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
from search.scoring import PROXIMITY, closeness, idf, length_factors, neighbours, saturated

Scores = dict[int, float]


class Pair(NamedTuple):
    """Two neighbours, and the set of articles in which their nearness counts."""

    first: Scored
    second: Scored
    within: int


@dataclass(frozen=True, slots=True)
class Matches:
    """The set of articles that match, the scores of those among them that have one (the others score 0), and the
    neighbours whose nearness adds to that."""

    found: int
    scores: Scores = field(default_factory=dict)
    pairs: tuple[Pair, ...] = ()


_BITS_OF_A_PAIR = 800


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Searches in one generation, which share what they ask for: near questions have most words in common. `number_of`
    gives the number of the live article with an id, or None."""

    columns: Columns
    occurrences: Occurrences
    number_of: Callable[[str], int | None]
    _scored: dict[Scored, Matches] = field(default_factory=dict)

    def evaluate(self, query: Query) -> Matches:
        """What the query matches, scored but for proximity."""
        match query:
            case Everything():
                return Matches(self.columns.live)
            case Nothing():
                return Matches(0)
            case Not(child):
                return Matches(self.columns.live & ~self.evaluate(child).found)
            case And():
                return self._all(query)
            case Or():
                return self._any(query)
            case FacetIs(name, None):
                return Matches(self.columns.missing(name))
            case FacetIs(name, str(value)):
                return Matches(self.columns.holding(name, value))
            case IdIs(id):
                number = self.number_of(id)
                return Matches(0 if number is None else bits.from_numbers([number], self.columns.size))
            case DateRange(since, until, surely):
                first, last = since or dt.date.min, until or dt.date.max
                return Matches(self.columns.between(first.toordinal(), last.toordinal(), surely=surely))
            case Term() | Phrase() | Near() | Prefix() | Pattern() | FuzzyTerm() | AnyOf():
                if query not in self._scored:
                    self._scored[query] = self._leaf(query)
                return self._scored[query]
        raise QueryError(f"{type(query).__name__} is a query as typed: expand it before searching")

    def size(self) -> int:
        """How many pairs of leaf and article are remembered; a bit set counts as the pairs that weigh as much."""
        each = 1 + self.columns.size // _BITS_OF_A_PAIR
        return self.occurrences.size() + sum(each + len(matches.scores) for matches in self._scored.values())

    def holding(self, leaf: Scored) -> int:
        """How many live articles hold the leaf."""
        return len({number for name in TEXT_BY_NAME for number in self.occurrences.counts(leaf, name)})

    def _leaf(self, leaf: Scored) -> Matches:
        counts = self._together({name: self.occurrences.counts(leaf, name) for name in TEXT_BY_NAME})
        weight = leaf.weight * idf(self.columns.live.bit_count(), len(counts))
        found = bits.from_numbers(counts, self.columns.size)
        for child in leaf.children if isinstance(leaf, AnyOf) else ():
            if not isinstance(child, Written):  # the matches of these are all in `counts`
                found |= self.evaluate(child).found
        return Matches(found, {number: weight * saturated(count) for number, count in counts.items()})

    def _together(self, fields: Mapping[str, Mapping[int, float]]) -> Scores:
        """What stands in the text fields of each article, normalised by their lengths and boosted, added up."""
        together: Scores = {}
        for name, counts in fields.items():
            lengths = self.columns.lengths[name]
            a, b = length_factors(self.columns.means[name], TEXT_BY_NAME[name].boost)
            for number, count in counts.items():
                together[number] = together.get(number, 0.0) + count / (a + b * lengths[number])
        return together

    def _all(self, query: And) -> Matches:
        found, matched = self.columns.live, list[Matches]()
        for child in query.children:
            matched.append(self.evaluate(child))
            found &= matched[-1].found
            if not found:
                return Matches(0)
        scored = [matches.scores for matches in matched if matches.scores]
        numbers = bits.numbers(found, self.columns.size) if scored else ()
        scores = {number: sum(scores.get(number, 0.0) for scores in scored) for number in numbers}
        return Matches(found, scores, self._pairs(query, found, matched))

    def _any(self, query: Or) -> Matches:
        found, together, matched = 0, Scores(), list[Matches]()
        for child in query.children:
            matched.append(self.evaluate(child))
            found |= matched[-1].found
            for number, score in matched[-1].scores.items():
                together[number] = together.get(number, 0.0) + score
        return Matches(found, together, self._pairs(query, found, matched))

    def _pairs(self, query: And | Or, found: int, matched: Iterable[Matches]) -> tuple[Pair, ...]:
        own = (Pair(first, second, found) for first, second in neighbours(query))
        return (*own, *(pair._replace(within=pair.within & found) for matches in matched for pair in matches.pairs))

    def nearness(self, pairs: Iterable[Pair], wanted: Sequence[int]) -> Scores:
        """What the wanted articles, which are ascending, score for neighbours that stand near each other."""
        together: Scores = {}
        among = bits.from_numbers(wanted, self.columns.size)
        for first, second, within in pairs:
            one, other = self.evaluate(first), self.evaluate(second)
            both = list(bits.numbers(one.found & other.found & within & among, self.columns.size))
            near = self._together({name: self._near(first, second, name, both) for name in TEXT_BY_NAME})
            weight = PROXIMITY * min(self._weight(first), self._weight(second))
            for number, count in near.items():
                together[number] = together.get(number, 0.0) + weight * saturated(count)
        return together

    def _near(self, first: Scored, second: Scored, name: str, wanted: Sequence[int]) -> dict[int, float]:
        ones = self.occurrences.places(first, name, wanted)
        others = self.occurrences.places(second, name, [number for number in wanted if number in ones])
        return {number: closeness(ones[number], held) for number, held in others.items()}

    def _weight(self, leaf: Scored) -> float:
        return leaf.weight * idf(self.columns.live.bit_count(), len(self.evaluate(leaf).scores))
