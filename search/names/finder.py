"""Where the keys of names stand in a text, without an automaton to build: by the words that keys begin with.

For each first part that texts bring up, the keys that begin with it are read from the compiled names once and kept. A
text then costs one look into a dictionary for each of its parts, and more only where two follow each other as in a key.
"""

from __future__ import annotations

import sqlite3
import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from itertools import compress
from typing import Final, NamedTuple

from search.names.kept import Kept
from search.names.store import checksum
from search.names.written import Part, Written

MOST_HEADS: Final = 32_768
"""First parts that are remembered at a time, whether keys begin with them or not."""

_AFTER_SPACE: Final = "!"
"""The character behind the space: keys from "deir" up to "deir!" are *deir* and those that go on behind a space."""


class Head(NamedTuple):
    """The keys that begin with one part: whether it is one `alone`, and the rest of the longer ones by their second
    part, the longest first."""

    alone: bool
    longer: dict[str, tuple[tuple[str, ...], ...]]


def _head(keys: list[str]) -> Head | None:
    """Of keys that begin alike; None when there are none."""
    longer: dict[str, list[tuple[str, ...]]] = {}
    for second, *rest in sorted((key.split(" ")[1:] for key in keys if " " in key), key=len, reverse=True):
        longer.setdefault(second, []).append(tuple(rest))
    return (
        Head(any(" " not in key for key in keys), {second: tuple(rests) for second, rests in longer.items()})
        if keys
        else None
    )


class Finder:
    """Finds keys in texts. Safe to share between threads."""

    def __init__(self, store: sqlite3.Connection) -> None:
        self._heads = _Heads(store)
        self._parts = _PartHeads(self._heads)
        self._capital_parts = _PartHeads(self._heads, capitals=True)

    def spans(self, written: Written, *, capitals: bool = False) -> Iterator[tuple[int, int, str]]:
        """Stretches of parts (first, last + 1) whose key is known, with the key, in text order, the longer first. With
        `capitals` those of a single part in small letters are left out."""
        parts = written.parts
        heads = list(map((self._capital_parts if capitals else self._parts).__getitem__, parts))
        last = len(parts) - 1
        begun: Iterator[tuple[int, Head]] = compress(enumerate(heads), heads)  # type: ignore[arg-type]
        for first, (alone, longer) in begun:
            if longer and first < last:
                following = longer.get(parts[first + 1].key)
                if following is not None:
                    for rest in following:
                        end = first + 2 + len(rest)
                        if not rest or tuple([part.key for part in parts[first + 2 : end]]) == rest:
                            yield first, end, " ".join([part.key for part in parts[first:end]])
            if alone:
                yield first, first + 1, parts[first].key


class _Heads(Kept[str, Head | None]):
    """First part -> the keys that begin with it, read when it is first asked for."""

    def __init__(self, store: sqlite3.Connection) -> None:
        super().__init__()
        self._store = store
        self._checksums = array("I", store.execute("SELECT checksums FROM first_parts").fetchone()[0])
        if sys.byteorder == "big":
            self._checksums.byteswap()

    def __missing__(self, key: str) -> Head | None:
        head = self._read(key) if key and self._may_begin(key) else None
        return self.keep(key, head, MOST_HEADS)

    def _may_begin(self, key: str) -> bool:
        """Whether keys begin with this: right when it says no, and nearly always when it says yes."""
        own = checksum(key)
        at = bisect_left(self._checksums, own)
        return at < len(self._checksums) and self._checksums[at] == own

    def _read(self, key: str) -> Head | None:
        rows = self._store.execute(
            "SELECT DISTINCT key FROM spellings WHERE key >= ? AND key < ?", (key, key + _AFTER_SPACE)
        )
        return _head([known for (known,) in rows])


class _PartHeads(Kept[Part, Head | None]):
    """The same by part as it is written."""

    def __init__(self, heads: _Heads, *, capitals: bool = False) -> None:
        super().__init__()
        self._heads = heads
        self._capitals = capitals

    def __missing__(self, part: Part) -> Head | None:
        head = self._heads[part.key]
        if head is not None and self._capitals and part.small:
            head = Head(False, head.longer) if head.longer else None
        return self.keep(part, head, MOST_HEADS)
