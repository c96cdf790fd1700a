"""The articles and places of a token, read from Whoosh's posting lists."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from whoosh.reading import TermNotFound

from search.engines.whoosh.codec import PostingList
from search.engines.whoosh.schema import decode
from search.shapes import Shape


@dataclass(slots=True)
class PostingReader:
    """Reads posting lists of one index, those of words each once: spellings of a name share words."""

    reader: Any
    _read: dict[tuple[str, str], Mapping[int, float]] = field(default_factory=dict)

    def size(self) -> int:
        """How many pairs of token and article are remembered."""
        return len(self._read) + sum(map(len, self._read.values()))

    def knows(self, name: str, token: str) -> bool:
        """Whether some article, maybe a deleted one, holds this token in this field; quickly told."""
        return any((name, token) in leaf for leaf, _ in self.reader.leaf_readers())

    def postings(self, name: str, token: str) -> Mapping[int, float]:
        """The live articles that hold this token in this field, ascending, and how often each does."""
        key = name, token
        if key not in self._read:
            self._read[key] = self.read(name, token)
        return self._read[key]

    def read(self, name: str, token: str) -> Mapping[int, float]:
        """As `postings`, but not kept: a beginning may have thousands of tokens."""
        found: dict[int, float] = {}
        for leaf, base in self.reader.leaf_readers():
            matcher = _matcher(leaf, name, token)
            if isinstance(matcher, PostingList):
                for numbers, frequencies in matcher.blocks():
                    found.update(zip(map(base.__add__, numbers), frequencies, strict=True))
            while matcher is not None and matcher.is_active():  # a single article, or some are deleted
                found[base + matcher.id()] = matcher.weight()
                matcher.next()
        return found

    def positions(self, name: str, token: str, wanted: Sequence[int]) -> Iterator[tuple[int, array[int]]]:
        """The token's positions in those of the wanted articles that hold it. They are ascending."""
        at = 0
        for leaf, base in self.reader.leaf_readers():
            end = bisect_left(wanted, base + leaf.doc_count_all(), at)
            here = [number - base for number in wanted[at:end]]
            matcher = _matcher(leaf, name, token) if here else None
            if isinstance(matcher, PostingList):
                yield from ((base + number, decode(value)) for number, value in matcher.values(here))
            elif matcher is not None:  # a single article, or some are deleted
                yield from ((base + number, decode(value)) for number, value in _values(matcher, here))
            at = end

    def bounds(self, name: str, shape: Shape) -> Counter[str]:
        """The tokens of this shape in a field, and how many articles, deleted ones included, hold each."""
        found = Counter[str]()
        for leaf, _ in self.reader.leaf_readers():
            if name in set(leaf.indexed_field_names()):
                for token in leaf.expand_prefix(name, shape.head):
                    text = token.decode("utf-8", "surrogatepass")
                    if shape.fits(text):  # most do not: what is told of each takes longer to read
                        found[text] += leaf.doc_frequency(name, token)
        return found

    def shaped(self, name: str, shape: Shape) -> list[str]:
        """The tokens of this shape that articles, maybe deleted ones, hold in this field."""
        found: set[str] = set()
        for leaf, _ in self.reader.leaf_readers():
            if name in set(leaf.indexed_field_names()):
                found |= {token.decode("utf-8", "surrogatepass") for token in leaf.expand_prefix(name, shape.head)}
        return sorted(token for token in found if shape.fits(token))


def _values(matcher: Any, wanted: Sequence[int]) -> Iterator[tuple[int, bytes]]:
    """As `PostingList.values`, of any posting list."""
    for number in wanted:
        if not matcher.is_active():
            return
        matcher.skip_to(number)
        if matcher.is_active() and matcher.id() == number:
            yield number, matcher.value()


def _matcher(leaf: Any, name: str, token: str) -> Any:
    """Whoosh's posting list of a token in one segment, without deleted articles; None where it holds no such token."""
    try:
        return leaf.postings(name, token)
    except TermNotFound:
        return None
