"""The words and pairs of words of a generation that may be names, by the keys of their spellings, in a file beside
Whoosh's own.

A line is a key and its words, with blanks between; lines are sorted, so that a key is found by halving. The first line
names the rules that the keys were made by: while they are the same, the next generation takes over the keys of the
words that it shares with this one, since making them is what takes time.
"""

from __future__ import annotations

import mmap
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final
from zlib import crc32

from search.analysis import EXACT, PAIR
from search.fields import TEXTS
from search.unlisted import word_keys

FILE: Final = "lexicon"

_SAMPLE: Final = "scheich charkiw prigojine zelenskyy daech qadhafi suleymani ezzor albukamal kostiantynivka reading"
_PAIRS: Final = "+abd-al-rahman +kafr-batna +united-states"


@lru_cache(maxsize=1)
def _rules() -> str:
    """Names the rules of keys by what they make of a sample."""
    made = repr([word_keys(word) for word in f"{_SAMPLE} {_PAIRS}".split()])
    return f"keys {crc32(made.encode('ascii')):08x}"


class Lexicon:
    """Looks words up by key."""

    def __init__(self, generation: Path) -> None:
        with (generation / FILE).open("rb") as file:
            self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._first = self._data.find(b"\n") + 1

    def close(self) -> None:
        """Release the file."""
        self._data.close()

    def words(self, keys: Iterable[str]) -> set[str]:
        """The words that have one of these keys; some may stand in deleted articles only."""
        return {word for key in keys for word in self._held(key.encode("ascii"))}

    def _held(self, key: bytes) -> list[str]:
        """The words of a key."""
        low, high = self._first, len(self._data)
        while low < high:  # `low` and `high` are always beginnings of lines
            start = self._data.rfind(b"\n", low, (low + high) // 2) + 1 or low
            end = self._data.find(b"\n", start)
            found, _, words = self._data[start:end].partition(b" ")
            if found == key:
                return words.decode("ascii").split()
            low, high = (end + 1, high) if found < key else (low, start)
        return []


def save(reader: Any, generation: Path, base: Path | None) -> None:
    """Make the lexicon of an index and write it into its generation's folder."""
    known = {} if base is None else _read(base)
    by_key: dict[str, list[str]] = defaultdict(list)
    for word in sorted(_exact_words(reader)):
        for key in known.get(word) or word_keys(word):
            by_key[key].append(word)
    with (generation / FILE).open("w", encoding="ascii", newline="\n") as file:
        file.write(_rules() + "\n")
        file.writelines(f"{key} {' '.join(words)}\n" for key, words in sorted(by_key.items()))


def _exact_words(reader: Any) -> set[str]:
    """The words of all text fields as they stand, and the pairs of words, those that are ASCII."""
    held = {token for text in TEXTS for token in _tokens(reader, text.name)}
    return {token.decode("ascii").removeprefix(EXACT) for token in held if token.isascii()}


def _tokens(reader: Any, name: str) -> Iterator[bytes]:
    for leaf, _ in reader.leaf_readers():
        if name in set(leaf.indexed_field_names()):
            yield from leaf.expand_prefix(name, EXACT)
            yield from leaf.expand_prefix(name, PAIR)


def _read(generation: Path) -> Mapping[str, list[str]]:
    """word -> keys, as `save` wrote them by the same rules; empty where there are none."""
    path = generation / FILE
    if not path.is_file():
        return {}
    rules, *lines = path.read_text("ascii").splitlines()
    found: dict[str, list[str]] = defaultdict(list)
    for key, *words in map(str.split, lines if rules == _rules() else ()):
        for word in words:
            found[word].append(key)
    return found
