"""Which tokens a leaf stands for that names no single one: one answer for every engine and for the marks in a text."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from search import patterns
from search.analysis import EXACT
from search.query import FuzzyTerm, Pattern, Prefix, Shaped


class Shape(NamedTuple):
    """Which tokens a leaf stands for: those that begin with `head` and for which `fits` gives something true."""

    head: str
    fits: Callable[[str], object]

    @classmethod
    def of(cls, leaf: Shaped) -> Shape:
        """The shape of a leaf."""
        match leaf:
            case Prefix(token):
                return cls(token, lambda held: held.startswith(token))
            case Pattern(pattern):
                return cls(patterns.head(pattern), patterns.matcher(pattern))
            case FuzzyTerm(token, edits):
                return cls(token[: len(EXACT) + 1], _misspelt(token, edits))


def _misspelt(token: str, edits: int) -> Callable[[str], bool]:
    from rapidfuzz.distance import OSA  # slow to import, and seldom needed

    begin = token[: len(EXACT) + 1]
    return lambda held: held.startswith(begin) and OSA.distance(token, held, score_cutoff=edits) <= edits
