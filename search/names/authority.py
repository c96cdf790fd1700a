"""The authority of names: what is found in a text, how a name is written, what a spelling may mean."""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Iterator
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from search.analysis import KeyText, key_text
from search.names.entries import DATA
from search.names.keys import key
from search.names.model import Match, Name, Spelling
from search.names.store import open_store

SHORT: Final = 64
"""Texts of up to so many parts (queries) are looked up word by word as long as no longer one was met; those go through
the automaton, which takes a moment to build and is quicker then. Both find the same."""

LONGEST_NAME: Final = 12
"""Parts of the longest spelling that short texts are searched for."""

_ENDS: Final = frozenset(".!?\n\r;:\u2026\u061f\u06d4\u2028\u2029|\t")
"""What no name runs across, when white space follows."""

_NAME_COLUMNS: Final = (
    "id, field, value, canonical, type, lineage, country, role, population, latitude, longitude, domain, day_first"
)  # fmt: skip


class _Sense(NamedTuple):
    """One meaning of a key: the name's number and how its spelling is marked."""

    n: int
    kind: str
    case: int
    """0: any capitals, 1: in capitals, 2: in capitals among small letters."""
    weak: bool
    text: str


class Names:
    """All names, opened from the compiled tables. Safe to share between threads; made by `load_names`."""

    def __init__(self, folder: Path = DATA) -> None:
        self._store = open_store(folder)
        self._name = lru_cache(maxsize=65_536)(self._read_name)
        self._senses = lru_cache(maxsize=65_536)(self._read_senses)

    def find(self, text: str) -> list[Match]:
        """Every spelling in the text, overlapping ones included, in text order (the longer first), on word
        boundaries, never across the end of a sentence; spellings that need capitals only where they have them."""
        keyed = key_text(text)
        found: list[Match] = []
        for start, end in self._hits(keyed):
            found.extend(self._matches(text, keyed, start, end))
        return found

    def spellings(self, name: Name) -> tuple[Spelling, ...]:
        """All ways to write a name, the canonical one first."""
        rows = self._store.execute(
            "SELECT s.text, s.kind, s.case_, s.weak FROM spellings s JOIN names USING (n)"
            " WHERE id = ? ORDER BY s.place",
            (name.id,),
        )
        return tuple(Spelling(text, kind, case > 0, bool(weak), case > 1) for text, kind, case, weak in rows.fetchall())

    def lookup(self, field: str, typed: str) -> tuple[Name, ...]:
        """The names of a field that are written this way in any capitals, or have this very value or id: best first."""
        typed = typed.encode("utf-8", "replace").decode("utf-8")  # a lone surrogate is in no name; SQLite refuses it
        rows = self._store.execute("SELECT n FROM names WHERE id = ?", (typed,)).fetchall()
        path_end = key(typed.rsplit("/", 1)[-1])
        senses = sorted(self._senses(path_end), key=lambda sense: sense.kind != "literal")
        ordered = dict.fromkeys([n for (n,) in rows] + [sense.n for sense in senses])
        names = [name for n in ordered if (name := self._name(n)).field == field]
        if "/" in typed:
            names = [
                name for name in names if key(name.value.replace("/", " ")) == key(typed.replace("/", " "))
            ] or names
        return tuple(names)

    def get(self, id: str) -> Name | None:
        """The name with this id, or None."""
        id = id.encode("utf-8", "replace").decode("utf-8")
        row = self._store.execute("SELECT n FROM names WHERE id = ?", (id,)).fetchone()
        return None if row is None else self._name(row[0])

    def _hits(self, keyed: KeyText) -> Iterator[tuple[int, int]]:
        """Stretches (first part, last part + 1) whose key is known, in text order, the longer first."""
        if len(keyed.parts) <= SHORT and "_automaton" not in self.__dict__:
            words = [part.text for part in keyed.parts]
            for start in range(len(words)):
                for end in range(min(len(words), start + LONGEST_NAME), start, -1):
                    if self._senses(" ".join(words[start:end])):
                        yield start, end
            return
        number = {start: n for n, start in enumerate(keyed.starts)}
        hits = self._automaton.find_matches_as_indexes(keyed.text, overlapping=True)
        # a hit begins on the space before its first part and ends after the space behind its last
        spans = {(number[start + 1], number.get(end, len(keyed.parts))) for _, start, end in hits}
        yield from sorted(spans, key=lambda span: (span[0], -span[1]))

    @cached_property
    def _automaton(self) -> Any:
        from ahocorasick_rs import AhoCorasick, Implementation

        keys = [f" {found} " for (found,) in self._store.execute("SELECT DISTINCT key FROM spellings").fetchall()]
        return AhoCorasick(keys, implementation=Implementation.ContiguousNFA, store_patterns=False)

    def _matches(self, text: str, keyed: KeyText, start: int, end: int) -> Iterator[Match]:
        parts = keyed.parts[start:end]
        first, last = parts[0].start, parts[-1].end
        if _broken(text, keyed, start, end):
            return
        senses = self._senses(" ".join(part.text for part in parts))
        apart = all(part.capitals for part in parts) or len(parts) == len(keyed.parts)
        capitals = text[first:last].isupper() * (1 + apart)
        fit = [sense for sense in senses if sense.case <= capitals or _as_listed(sense, text[first:last])]
        for kind in dict.fromkeys(sense.kind for sense in fit):
            same = [sense for sense in fit if sense.kind == kind]
            names = tuple(self._name(n) for n in dict.fromkeys(sense.n for sense in same))
            yield Match(first, last, text[first:last], kind, names, all(s.weak for s in same))  # type: ignore[arg-type]

    def _read_senses(self, key: str) -> tuple[_Sense, ...]:
        rows = self._store.execute(
            "SELECT n, kind, case_, weak, s.text FROM spellings s JOIN names USING (n) WHERE key = ?"
            " ORDER BY place > 0, population DESC, n",
            (key,),
        )
        return tuple(_Sense(n, kind, case, bool(weak), text) for n, kind, case, weak, text in rows.fetchall())

    def _read_name(self, n: int) -> Name:
        row = self._store.execute(f"SELECT {_NAME_COLUMNS} FROM names WHERE n = ?", (n,)).fetchone()  # noqa: S608
        lineage, day_first = tuple(row[5].split()), None if row[12] is None else bool(row[12])
        return Name(*row[:5], lineage, *row[6:12], day_first)  # type: ignore[call-arg]


def _as_listed(sense: _Sense, written: str) -> bool:
    """Whether small letters stand where the list has them too (*LeT*): no line in capitals, and no ordinary word."""
    return sense.text == written and not written.isupper()


def _broken(text: str, keyed: KeyText, start: int, end: int) -> bool:
    """Whether a sentence or a paragraph ends inside the stretch."""
    stretch = keyed.parts[start:end]
    return any(
        _ends_between(text[part.end : following.start], part.text) for part, following in itertools.pairwise(stretch)
    )


def _ends_between(gap: str, word: str) -> bool:
    if len(gap) < 2:
        return gap in _ENDS and gap not in "\n\r\t"
    if gap == ". " and len(word) <= 2:  # "St. Louis", "U.S. Army" hold together
        return False
    return gap.count("\n") > 1 or any(c in _ENDS and c not in "\n\r\t" for c in gap)


@lru_cache(maxsize=1)
def load_names() -> Names:
    """The names that Dragoman ships. Quick: the tables are compiled once and looked up after that; ArchiveError
    where they are damaged."""
    try:
        return Names()
    except sqlite3.Error as error:  # pragma: no cover - a cache folder that changes under our hands
        from search.errors import ConfigError

        raise ConfigError(
            f"the compiled names cannot be opened ({error}): remove the folder given by DRAGOMAN_CACHE"
        ) from None
