"""What is asked of all articles at once, one generation's, as arrays in a file beside Whoosh's own.

Articles are numbered as Whoosh numbers them, deleted ones included. Made once at the commit: reading 20,000 articles'
facts out of Whoosh takes longer than a whole search may.
"""

from __future__ import annotations

import json
import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from operator import eq
from pathlib import Path
from typing import Any, Final

from search.engines.whoosh import bits
from search.engines.whoosh.schema import Facts, read_facts
from search.fields import FACETS, TEXTS

NEVER: Final = 10_000_000
"""Stands for the first day of undated articles: later than every day. Their last day is 0, before every day."""

_FILE: Final = "columns"
_DIGESTS: Final = "digests.jsonl"
_CACHED_SETS: Final = 256


class Columns:
    """The arrays of a generation: `size` articles, of which those in the set `live` are not deleted.

    `first` and `last` are days as ordinals, `rank` an article's place in the order of ids, `lengths` the number of
    positions per text field, `means` the mean of these over live articles, `values` the values of a facet in order.
    """

    def __init__(self, data: bytes) -> None:
        end = 8 + int.from_bytes(data[:8], "little")
        header = json.loads(data[8:end])
        if header["order"] != sys.byteorder:
            raise ValueError("written on another kind of machine")
        self._data = memoryview(data)
        self._parts: dict[str, tuple[str, int, int]] = header["parts"]
        self._start = end
        self.size: int = header["size"]
        self.means: Mapping[str, float] = header["means"]
        self.values: Mapping[str, list[str]] = header["values"]
        self.live = int.from_bytes(self._part("live"), "little")
        self.rank = self._part("rank")
        self.first = self._part("first")
        self.last = self._part("last")
        self.lengths = {text.name: self._part(f"length {text.name}") for text in TEXTS}
        self._starts = {facet.name: self._part(f"starts {facet.name}") for facet in FACETS}
        self._docs = {facet.name: self._part(f"docs {facet.name}") for facet in FACETS}
        self._missing = {facet.name: int.from_bytes(self._part(f"missing {facet.name}"), "little") for facet in FACETS}
        self.holding = lru_cache(_CACHED_SETS)(self._holding)

    @classmethod
    def load(cls, generation: Path) -> Columns:
        """The columns that `save` wrote into a generation's folder."""
        return cls((generation / _FILE).read_bytes())

    def _part(self, name: str) -> memoryview:
        code, offset, length = self._parts[name]
        return self._data[self._start + offset :][:length].cast(code)  # type: ignore[call-overload,no-any-return]

    def docs(self, facet: str) -> Iterator[tuple[str, Sequence[int]]]:
        """Each value of a facet with the articles that hold it."""
        starts, docs = self._starts[facet], self._docs[facet]
        for n, value in enumerate(self.values[facet]):
            yield value, docs[starts[n] : starts[n + 1]]

    def _holding(self, facet: str, value: str) -> int:
        """The set of live articles that hold this value of a facet."""
        values, starts = self.values[facet], self._starts[facet]
        n = bisect_left(values, value)
        if n == len(values) or values[n] != value:
            return 0
        return bits.from_numbers(self._docs[facet][starts[n] : starts[n + 1]], self.size)

    def missing(self, facet: str) -> int:
        """The set of live articles without any value of a facet."""
        return self._missing[facet]

    def dated(self) -> int:
        """The set of live articles that are dated to a day."""
        return bits.from_flags(bytes(map(eq, self.first, self.last))) & self.live

    def between(self, since: int, until: int, *, surely: bool) -> int:
        """The set of live articles whose dates can lie between two days, both included, or surely do."""
        spans = zip(self.first, self.last, strict=True)
        if surely:
            inside = (since <= a <= b <= until for a, b in spans)
        else:
            inside = (a <= until and b >= since for a, b in spans)
        return bits.from_flags(bytes(inside)) & self.live


def read_digests(generation: Path) -> dict[str, str]:
    """id -> digest, as `save` wrote them."""
    *lines, last = (generation / _DIGESTS).read_text("ascii").splitlines()
    if last != str(len(lines)):
        raise ValueError(f"{_DIGESTS} is not complete")
    return dict(map(json.loads, lines))


def save(reader: Any, generation: Path) -> None:
    """Make the columns of an index and write them into its generation's folder."""
    making = _Making(reader.doc_count_all())
    with (generation / _DIGESTS).open("w", encoding="ascii") as digests:
        for number, facts in _live_facts(reader):
            making.add(number, facts)
            digests.write(json.dumps((facts.id, facts.digest)) + "\n")
        digests.write(f"{len(making.ids)}\n")
    making.write(generation / _FILE)


def _live_facts(reader: Any) -> Iterator[tuple[int, Facts]]:
    for leaf, base in reader.leaf_readers():
        if not leaf.doc_count():
            continue
        column = leaf.column_reader("facts")
        for number in range(leaf.doc_count_all()):
            if not leaf.is_deleted(number):
                yield base + number, read_facts(column[number])


class _Making:
    """Columns in the making, an article at a time: of a million articles only numbers and ids fit in memory."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.ids: list[tuple[str, int]] = []
        self.arrays = {"first": array("i", [NEVER]) * size, "last": array("i", [0]) * size}
        self.lengths = [array("I", [0]) * size for _ in TEXTS]
        self.found: dict[str, dict[str, array[int]]] = {facet.name: {} for facet in FACETS}

    def add(self, number: int, facts: Facts) -> None:
        """The next live article; they come in ascending order."""
        self.ids.append((facts.id, number))
        if facts.span:
            self.arrays["first"][number], self.arrays["last"][number] = facts.span
        for lengths, length in zip(self.lengths, facts.lengths, strict=True):
            lengths[number] = length
        for name, terms in facts.terms.items():
            for value in terms:
                self.found[name].setdefault(value, array("I")).append(number)

    def write(self, path: Path) -> None:
        """Finish, and write all of it."""
        live = bits.from_numbers((number for _, number in self.ids), self.size)
        rank = self.arrays["rank"] = array("I", [0]) * self.size
        for place, (_, number) in enumerate(sorted(self.ids)):
            rank[number] = place
        means = {}
        for text, lengths in zip(TEXTS, self.lengths, strict=True):
            self.arrays[f"length {text.name}"] = lengths
            means[text.name] = sum(lengths) / max(1, len(self.ids)) or 1.0
        values = {name: self._facet(name, found) for name, found in self.found.items()}
        sets = {"live": live}
        for name in values:
            sets[f"missing {name}"] = live & ~bits.from_numbers(self.arrays[f"docs {name}"], self.size)
        parts = {name: (one.typecode, one.tobytes()) for name, one in self.arrays.items()}
        parts |= {name: ("B", held.to_bytes(self.size // 8 + 1, "little")) for name, held in sets.items()}
        _write(path, parts, size=self.size, means=means, values=values)

    def _facet(self, name: str, found: dict[str, array[int]]) -> list[str]:
        docs = self.arrays[f"docs {name}"] = array("I")
        starts = self.arrays[f"starts {name}"] = array("I", [0])
        for _, numbers in sorted(found.items()):
            docs.extend(numbers)
            starts.append(len(docs))
        return sorted(found)


def _write(path: Path, parts: Mapping[str, tuple[str, bytes]], **facts: Any) -> None:
    offset, places = 0, {}
    for name, (code, data) in parts.items():
        places[name] = code, offset, len(data)
        offset += len(data) + -len(data) % 8
    header = json.dumps({"order": sys.byteorder, "parts": places, **facts}).encode("ascii")
    header += b" " * (-len(header) % 8)
    with path.open("wb") as file:
        file.write(len(header).to_bytes(8, "little") + header)
        for _, data in parts.values():
            file.write(data + bytes(-len(data) % 8))
