"""A query tree becomes the set of matching articles and their scores, a set at a time.

Whoosh's own query classes are not used: its `Or` loses matches that score nothing (filters, negations), its matchers
build differently shaped trees per segment, so that equal articles get unequal sums, and its statistics count deleted
articles. Its postings and its BM25 are used. Scores are those that `search.engines.memory` describes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from math import log

from whoosh.scoring import bm25

from search.engines.requests import PREFIX_SCORE
from search.engines.whoosh import bits
from search.engines.whoosh.columns import Columns
from search.engines.whoosh.postings import PostingReader, Postings
from search.errors import QueryError
from search.fields import TEXT_BY_NAME
from search.query import And, AnyOf, DateRange, Everything, FacetIs, Not, Nothing, Or, Phrase, Prefix, Query, Term

_K1 = 1.2
_B = 0.75

Scores = dict[int, float]


@dataclass(frozen=True, slots=True)
class Matches:
    """The set of articles that match, and the scores of those among them that have one (the others score 0)."""

    found: int
    scores: Scores = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One search in one generation."""

    columns: Columns
    reader: PostingReader

    def evaluate(self, query: Query) -> Matches:
        """What the query matches."""
        match query:
            case Everything():
                return Matches(self.columns.live)
            case Nothing():
                return Matches(0)
            case Not(child):
                return Matches(self.columns.live & ~self.evaluate(child).found)
            case And(children):
                return self._all(children)
            case Or(children):
                return self._any(children, float.__add__)
            case AnyOf(children):
                return self._any(children, max)
            case FacetIs(name, None):
                return Matches(self.columns.missing(name))
            case FacetIs(name, str(value)):
                return Matches(self.columns.holding(name, value))
            case DateRange(since, until):
                first, last = since or dt.date.min, until or dt.date.max
                return Matches(self.columns.between(first.toordinal(), last.toordinal()))
            case _:
                return self._leaf(query)

    def _leaf(self, query: Query) -> Matches:
        scores: Scores = {}
        match query:
            case Term(token, names):
                for name in _known(names):
                    self._score(name, (token,), self.reader.postings(name, token), scores)
            case Phrase(tokens, names):
                for name in _known(names):
                    self._score(name, tokens, self._phrase(name, tokens), scores)
            case Prefix(token, names):
                for name in _known(names):
                    flags = bytearray(self.columns.size)
                    self.reader.beginning(name, token, flags)
                    self._constant(bits.from_flags(flags), PREFIX_SCORE * TEXT_BY_NAME[name].boost, scores)
            case _:
                raise QueryError(f"{type(query).__name__} is a query as typed: expand it before searching")
        return Matches(bits.from_numbers(scores, self.columns.size), scores)

    def _all(self, children: Iterable[Query]) -> Matches:
        found, scored = self.columns.live, []
        for child in children:
            matches = self.evaluate(child)
            found &= matches.found
            if not found:
                return Matches(0)
            scored.append(matches.scores)
        scored = [scores for scores in scored if scores]
        if not scored:
            return Matches(found)
        return Matches(found, {n: sum(scores.get(n, 0.0) for scores in scored) for n in self._numbers(found)})

    def _any(self, children: Iterable[Query], joined: Callable[[float, float], float]) -> Matches:
        found, together = 0, Scores()
        for child in children:
            matches = self.evaluate(child)
            found |= matches.found
            for number, score in matches.scores.items():
                together[number] = joined(together.get(number, 0.0), score)
        return Matches(found, together)

    def _phrase(self, name: str, tokens: tuple[str, ...]) -> Postings:
        """The articles where the tokens stand at consecutive positions of a field, and how often they do."""
        # most spellings of a name occur nowhere: their other words, which may be common, need not be read
        if not tokens or not all(self.reader.knows(name, token) for token in tokens):
            return Postings()
        held = [self.reader.postings(name, token).docs for token in tokens]
        shortest, *others = sorted(held, key=len)
        both = sorted(set(shortest).intersection(*others))
        docs, frequencies = [], []
        for number, places in zip(
            both, zip(*(self.reader.positions(name, t, both) for t in tokens), strict=True), strict=True
        ):
            starts = set(places[0])
            for n, positions in enumerate(places[1:], 1):
                starts &= {position - n for position in positions}
            if starts:
                docs.append(number)
                frequencies.append(float(len(starts)))
        return Postings(docs, frequencies)

    def _score(self, name: str, tokens: tuple[str, ...], held: Postings, scores: Scores) -> None:
        if not held.docs:
            return
        idf = sum(self._idf(name, token) for token in tokens) * TEXT_BY_NAME[name].boost
        lengths, mean = self.columns.lengths[name], self.columns.means[name]
        for number, frequency in zip(held.docs, held.frequencies, strict=True):
            score = bm25(idf, frequency, lengths[number], mean, _B, _K1)
            scores[number] = scores.get(number, 0.0) + score

    def _idf(self, name: str, token: str) -> float:
        # Whoosh's formula, over live articles only: an updated index must score as a rebuilt one
        return log(self.columns.live.bit_count() / (len(self.reader.postings(name, token).docs) + 1)) + 1

    def _constant(self, found: int, score: float, scores: Scores) -> None:
        for number in self._numbers(found):
            scores[number] = scores.get(number, 0.0) + score

    def _numbers(self, found: int) -> Iterator[int]:
        return bits.numbers(found, self.columns.size)


def _known(names: Iterable[str]) -> Iterator[str]:
    for name in dict.fromkeys(names):
        if name not in TEXT_BY_NAME:
            raise QueryError(f"no text field is called '{name}': use one of {', '.join(TEXT_BY_NAME)}")
        yield name
