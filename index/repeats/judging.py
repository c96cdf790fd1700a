"""What a source repeats: decided from its articles alone, so that the same articles always give the same answer.

A paragraph is repeated when enough *stories* hold it, and they are a share of the source. Two articles that have most
of their text in common are one story: an article that was saved twice or updated says nothing about its paragraphs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from math import ceil
from typing import Final, NamedTuple, Protocol

from index.cleaning.repeated import Spread, words_of

LEAST_STORIES: Final = 5
"""That hold a paragraph, however small the source."""
SHARES: Final = {Spread.MANY: 0.3, Spread.MOST: 0.6}
"""Of the articles of a source that hold a paragraph, at least; docs/decisions/0008 says how they were found."""
SAMPLE: Final = 24
"""Articles that are compared to tell how many stories they are."""
FURNITURE: Final = 0.5
FURNITURE_LEAST: Final = 20
"""What such a share of the articles holds, and so many, tells nothing of whether two of them are one story: reports of
three lines under a page of notices are different ones. In a smaller source, all may be states of one story."""
SAME_STORY: Final = 0.5
"""Of the words of the shorter of two articles of one story, at least, stand in the other."""


class Judged(NamedTuple):
    """How wide a paragraph is spread, and how many articles hold it."""

    spread: Spread
    articles: int


class Holdings(Protocol):
    """What is known of one source."""

    def count(self) -> int:
        """How many articles it has."""
        ...

    def common(self, least: int) -> Iterable[tuple[int, int]]:
        """The paragraphs that at least so many articles hold, with how many do."""
        ...

    def holders(self, key: int, most: int) -> Iterable[Sequence[int]]:
        """The paragraphs of up to so many of the articles that hold this one: in page order, and always the same
        articles while the source has the same."""
        ...


def judge(source: Holdings) -> dict[int, Judged]:
    """The repeated paragraphs of a source."""
    total = source.count()
    least = max(LEAST_STORIES, ceil(SHARES[Spread.MANY] * total))
    common = dict(source.common(least)) if total >= LEAST_STORIES else {}
    furniture = {key for key, count in common.items() if count >= max(FURNITURE_LEAST, FURNITURE * total)}
    judged = {}
    for key, count in common.items():
        sample = list(source.holders(key, SAMPLE))
        stories = _stories(sample, {key, *furniture} if key not in furniture else furniture)
        spread = _spread(count * stories / len(sample) / total) if stories >= LEAST_STORIES else None
        if spread is not None:
            judged[key] = Judged(spread, count)
    return judged


def _spread(share: float) -> Spread | None:
    return max((spread for spread, least in SHARES.items() if share >= least), default=None)


def _stories(sample: Iterable[Sequence[int]], ignored: Collection[int]) -> int:
    """How many stories these articles are, by what they hold beside the ignored paragraphs."""
    known: list[tuple[frozenset[int], int]] = []
    for keys in sample:
        own = frozenset(keys).difference(ignored)
        words = sum(map(words_of, own))
        # an article without any text of its own tells no story
        if own and all(
            sum(map(words_of, own & other)) < SAME_STORY * min(words, others_words) for other, others_words in known
        ):
            known.append((own, words))
    return len(known)
