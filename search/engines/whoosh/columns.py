"""What is asked of all articles at once, one generation's, as arrays in a file beside Whoosh's own.

Articles are numbered as Whoosh numbers them, deleted ones included. Made once at the commit: reading 20,000 articles'
facts out of Whoosh takes longer than a whole search may.
"""

from __future__ import annotations

import json
import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from search.engines.whoosh import bits
from search.engines.whoosh.schema import Facts, read_facts
from search.fields import FACETS, TEXTS

NEVER: Final = 10_000_000
"""Stands for the first day of undated articles: later than every day. Their last day is 0, before every day."""

_FILE: Final = "columns"
_DIGESTS: Final = "digests.json"
_CACHED_SETS: Final = 256


class Columns:
    """The arrays of a generation: `size` articles, of which those in the set `live` are not deleted.

    `first` and `last` are days as ordinals, `rank` an article's place in the order of ids, `lengths` the number of
    tokens per text field, `means` the mean of these over live articles, `values` the values of a facet in order.
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
        return self.live & ~bits.from_numbers(self._docs[facet], self.size)

    def between(self, since: int, until: int) -> int:
        """The set of live articles whose dates can lie between two days, both included."""
        inside = (a <= until and b >= since for a, b in zip(self.first, self.last, strict=True))
        return bits.from_flags(bytes(inside)) & self.live


def read_digests(generation: Path) -> dict[str, str]:
    """id -> digest, as `save` wrote them."""
    digests: dict[str, str] = json.loads((generation / _DIGESTS).read_text("ascii"))
    return digests


def save(reader: Any, generation: Path) -> None:
    """Make the columns of an index and write them into its generation's folder."""
    held = list(_live_facts(reader))
    size = reader.doc_count_all()
    (generation / _DIGESTS).write_text(json.dumps({facts.id: facts.digest for _, facts in held}), "ascii")
    parts: dict[str, bytes] = {"live": bits.from_numbers((n for n, _ in held), size).to_bytes(size // 8 + 1, "little")}
    arrays = {
        "rank": array("I", bytes(4 * size)),
        "first": array("i", [NEVER]) * size,
        "last": array("i", bytes(4 * size)),
    }
    for place, (number, _) in enumerate(sorted(held, key=lambda one: one[1].id)):
        arrays["rank"][number] = place
    for number, facts in held:
        if facts.span:
            arrays["first"][number], arrays["last"][number] = facts.span
    means = _lengths(held, size, arrays)
    values = {facet.name: _facet(facet.name, held, arrays) for facet in FACETS}
    parts |= {name: column.tobytes() for name, column in arrays.items()}
    _write(
        generation / _FILE,
        parts,
        {name: column.typecode for name, column in arrays.items()},
        size=size,
        means=means,
        values=values,
    )


def _live_facts(reader: Any) -> Iterator[tuple[int, Facts]]:
    for leaf, base in reader.leaf_readers():
        if not leaf.doc_count():
            continue
        column = leaf.column_reader("facts")
        for number in range(leaf.doc_count_all()):
            if not leaf.is_deleted(number):
                yield base + number, read_facts(column[number])


def _lengths(held: Sequence[tuple[int, Facts]], size: int, arrays: dict[str, array[int]]) -> dict[str, float]:
    means = {}
    for n, text in enumerate(TEXTS):
        column = arrays[f"length {text.name}"] = array("I", bytes(4 * size))
        for number, facts in held:
            column[number] = facts.lengths[n]
        means[text.name] = sum(column) / max(1, len(held)) or 1.0
    return means


def _facet(name: str, held: Iterable[tuple[int, Facts]], arrays: dict[str, array[int]]) -> list[str]:
    found: dict[str, array[int]] = {}
    for number, facts in held:
        for value in facts.terms.get(name, ()):
            found.setdefault(value, array("I")).append(number)
    docs = arrays[f"docs {name}"] = array("I")
    starts = arrays[f"starts {name}"] = array("I", [0])
    values = sorted(found)
    for value in values:
        docs.extend(found[value])
        starts.append(len(docs))
    return values


def _write(path: Path, parts: Mapping[str, bytes], codes: Mapping[str, str], **facts: Any) -> None:
    offset, places = 0, {}
    for name, data in parts.items():
        places[name] = codes.get(name, "B"), offset, len(data)
        offset += len(data) + -len(data) % 8
    header = json.dumps({"order": sys.byteorder, "parts": places, **facts}).encode("ascii")
    header += b" " * (-len(header) % 8)
    with path.open("wb") as file:
        file.write(len(header).to_bytes(8, "little") + header)
        for data in parts.values():
            file.write(data + bytes(-len(data) % 8))
