"""One article of a generation, for explaining its score."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from search.engines.whoosh.evaluate import Evaluation
from search.query import Query, Scored
from search.scoring import Place


@dataclass(frozen=True, slots=True)
class SeenArticle:
    """See `search.weighing.Seen`."""

    evaluation: Evaluation
    number: int

    def articles(self) -> int:
        """See `Seen`."""
        return self.evaluation.columns.live.bit_count()

    def holding(self, leaf: Scored) -> int:
        """See `Seen`."""
        return self.evaluation.holding(leaf)

    def matches(self, query: Query) -> bool:
        """See `Seen`."""
        return bool(self.evaluation.evaluate(query).found >> self.number & 1)

    def places(self, leaf: Scored, field: str) -> Sequence[Place]:
        """See `Seen`."""
        return self.evaluation.occurrences.places(leaf, field, [self.number]).get(self.number, ())

    def length(self, field: str) -> int:
        """See `Seen`."""
        return self.evaluation.columns.lengths[field][self.number]

    def mean_length(self, field: str) -> float:
        """See `Seen`."""
        return self.evaluation.columns.means[field]
