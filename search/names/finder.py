"""Where the keys of names stand in a text, without an automaton to build: by the words that keys begin with.

For each first part that texts bring up, the keys that begin with it are read from the compiled names once and kept. A
text then costs one look into a dictionary for each of its parts, and more only where two follow each other as in a key.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Final

from search.names.written import Written

MOST_HEADS: Final = 32_768
"""First parts that are remembered at a time, whether keys begin with them or not."""

_AFTER_SPACE: Final = "!"
"""The character behind the space: keys from "deir" up to "deir!" are *deir* and those that go on behind a space."""


class Head:
    """The keys that begin with one part: whether it is one `alone`, and the rest of the longer ones by their second
    part, the longest first."""

    __slots__ = ("alone", "longer")

    def __init__(self, keys: list[list[str]]) -> None:
        self.alone = False
        self.longer: dict[str, list[list[str]]] = {}
        for _, *rest in sorted(keys, key=len, reverse=True):
            if rest:
                self.longer.setdefault(rest[0], []).append(rest[1:])
            else:
                self.alone = True


class Finder:
    """Finds keys in texts. Safe to share between threads."""

    def __init__(self, store: sqlite3.Connection) -> None:
        self._heads = _Heads(store)

    def spans(self, written: Written, *, capitals: bool = False) -> Iterator[tuple[int, int]]:
        """Stretches of parts (first, last + 1) whose key is known, in text order, the longer first. With `capitals`
        those of a single part in small letters are left out."""
        keys = written.keys
        for first, head in enumerate(map(self._heads.__getitem__, keys)):
            if head is None:
                continue
            for rest in head.longer.get(keys[first + 1], ()):
                end = first + 2 + len(rest)
                if keys[first + 2 : end] == rest:
                    yield first, end
            if head.alone and not (capitals and written.parts[first].small):
                yield first, first + 1


class _Heads(dict[str, Head | None]):
    """First part -> the keys that begin with it, read when it is first asked for."""

    def __init__(self, store: sqlite3.Connection) -> None:
        super().__init__({"": None})
        self._store = store

    def __missing__(self, part: str) -> Head | None:
        rows = self._store.execute(
            "SELECT DISTINCT key FROM spellings WHERE key >= ? AND key < ?", (part, part + _AFTER_SPACE)
        )
        keys = [key.split(" ") for (key,) in rows]
        head = Head(keys) if keys else None
        if len(self) >= MOST_HEADS:
            self.clear()
            self[""] = None
        self[part] = head
        return head
