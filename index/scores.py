"""How near a text is to the one that was wanted, and how near a set of values.

Two texts are compared by their words (runs of letters and digits, as written). A word counts as found when it stands
in a line that both texts hold, or, in what is left, in a run of four words that both hold (a shorter rest counts
whole); a line or a run that stands n times in one text counts n times at most. So neither the breaking of lines nor
the order of paragraphs matters, text and pages are measured alike, and the work is linear in the length. The price is
that one to three words alone between wrong neighbours can be missed.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterator, Sequence, Set
from dataclasses import dataclass
from typing import Final

RUN: Final = 4
"""Words of a run: the length that the published comparisons of content extraction use."""

_WORD: Final = re.compile(r"\w+")

Stretch = tuple[int, int]
"""Numbers of a first word and of the one behind the last."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many were found of the right ones: `right` in both, `found` in the answer, `wanted` in the labels.

    Adding two gives the counts of both together."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.right + other.right, self.found + other.found, self.wanted + other.wanted)

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 1 where nothing was found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """The share of what was wanted that was found; 1 where nothing was wanted."""
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 1 where nothing was wanted and nothing found."""
        return 2 * self.right / (self.found + self.wanted) if self.found + self.wanted else 1.0


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two texts side by side. `lost` are the stretches of the wanted text that are not in the given one, `extra`
    those of the given one that are not in the wanted, both in order, without white space at their ends."""

    counts: Counts
    lost: tuple[str, ...]
    extra: tuple[str, ...]


def compare_texts(wanted: str, given: str) -> Comparison:
    """Which words of two texts are in both; see the head of this module."""
    left, right = _Words(wanted), _Words(given)
    _mark_common(left.lines(), right.lines(), left, right)
    _mark_common(left.runs(), right.runs(), left, right)
    counts = Counts(sum(right.seen), len(right.seen), len(left.seen))
    # a word can be covered more often on one side: by runs that overlap there and stand apart here
    counts = Counts(min(sum(left.seen), counts.right), counts.found, counts.wanted)
    return Comparison(counts, left.unseen(), right.unseen())


class _Words:
    """The words of a text, and which of them were seen in the other."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._spans = [match.span() for match in _WORD.finditer(text)]
        self.words = [text[start:end] for start, end in self._spans]
        self.seen = bytearray(len(self.words))

    def lines(self) -> Iterator[Stretch]:
        """The lines that hold words."""
        first = 0
        for n in range(1, len(self._spans) + 1):
            if n == len(self._spans) or "\n" in self._text[self._spans[n - 1][1] : self._spans[n][0]]:
                yield first, n
                first = n

    def runs(self) -> Iterator[Stretch]:
        """All runs of `RUN` words in the stretches that were not seen yet; shorter stretches whole."""
        for start, end in self._unseen():
            for n in range(start, max(start, end - RUN) + 1):
                yield n, min(n + RUN, end)

    def unseen(self) -> tuple[str, ...]:
        """The text of each stretch that was not seen."""
        return tuple(self._text[self._spans[start][0] : self._spans[end - 1][1]] for start, end in self._unseen())

    def _unseen(self) -> list[Stretch]:
        found = []
        n = self.seen.find(0)
        while n >= 0:
            end = self.seen.find(1, n)
            end = len(self.seen) if end < 0 else end
            found.append((n, end))
            n = self.seen.find(0, end) if end < len(self.seen) else -1
        return found


def _mark_common(wanted: Iterator[Stretch], given: Iterator[Stretch], left: _Words, right: _Words) -> None:
    places: dict[Hashable, deque[Stretch]] = defaultdict(deque)
    for stretch in list(wanted):
        places[tuple(left.words[slice(*stretch)])].append(stretch)
    for stretch in list(given):
        held = places.get(tuple(right.words[slice(*stretch)]))
        if held:
            start, end = held.popleft()
            left.seen[start:end] = b"\1" * (end - start)
            right.seen[slice(*stretch)] = b"\1" * (end - start)


def compare_values(wanted: Set[str], found: Set[str]) -> Counts:
    """Counts of values that are right when they are equal."""
    return Counts(len(wanted & found), len(found), len(wanted))


def compare_paths(wanted: Set[str], found: Set[str], ancestors: Callable[[str], Sequence[str]]) -> Counts:
    """Counts of values that have levels above them. An exact path counts; one that is only above another of the
    labels or of the answer says nothing that the lower one does not say, and counts neither way."""
    above = {path for value in wanted | found for path in ancestors(value)[:-1]}
    return compare_values(wanted - (above - found), found - (above - wanted))
