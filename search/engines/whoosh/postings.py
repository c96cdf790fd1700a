"""The articles and places of a token, read from Whoosh's posting lists."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from whoosh.reading import TermNotFound

from search.engines.whoosh.schema import decode


@dataclass(frozen=True, slots=True)
class Postings:
    """The live articles that hold a token in a field, ascending, and how often each does."""

    docs: Sequence[int] = ()
    frequencies: Sequence[float] = ()


@dataclass(slots=True)
class PostingReader:
    """Reads posting lists of one index for one search, each once: spellings of a name share their words."""

    reader: Any
    _read: dict[tuple[str, str], Postings] = field(default_factory=dict)

    def knows(self, name: str, token: str) -> bool:
        """Whether some article, maybe a deleted one, holds this token in this field; quickly told."""
        return any((name, token) in leaf for leaf, _ in self.reader.leaf_readers())

    def postings(self, name: str, token: str) -> Postings:
        """The articles that hold this token in this field."""
        key = name, token
        if key not in self._read:
            docs, frequencies = array("I"), array("f")
            for matcher, base in self._matchers(name, token):
                while matcher.is_active():
                    docs.append(base + matcher.id())
                    frequencies.append(matcher.weight())
                    matcher.next()
            self._read[key] = Postings(docs, frequencies)
        return self._read[key]

    def positions(self, name: str, token: str, wanted: Sequence[int]) -> Iterator[array[int]]:
        """The token's positions in each of these articles, which are ascending and all hold it."""
        n = 0
        for leaf, base in self.reader.leaf_readers():
            end = base + leaf.doc_count_all()
            matcher = None
            while n < len(wanted) and wanted[n] < end:
                if matcher is None:
                    matcher = leaf.postings(name, token)
                matcher.skip_to(wanted[n] - base)
                yield decode(matcher.value())
                n += 1

    def beginning(self, name: str, prefix: str, flags: bytearray) -> None:
        """Set the flag of each article that holds a token with this beginning. The memory it takes does not grow
        with the number of these tokens."""
        for leaf, base in self.reader.leaf_readers():
            if name not in set(leaf.indexed_field_names()):
                continue
            for token in leaf.expand_prefix(name, prefix):
                matcher = leaf.postings(name, token)
                while matcher.is_active():
                    flags[base + matcher.id()] = 1
                    matcher.next()

    def _matchers(self, name: str, token: str) -> Iterator[tuple[Any, int]]:
        for leaf, base in self.reader.leaf_readers():
            try:
                yield leaf.postings(name, token), base
            except TermNotFound:
                continue
