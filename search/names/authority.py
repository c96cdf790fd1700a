"""The authority of names: what is found in a text, how a name is written, what a spelling may mean."""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import Final, NamedTuple, cast

from search.keys import key
from search.names.finder import Finder
from search.names.model import DATA, Entry, Match, Name, NameField, Spelling, SpellingKind
from search.names.store import below, open_store
from search.names.written import Written

MOST_KEPT: Final = 16_384
"""Names, and ways to write them, that are kept in memory of those that texts brought up."""
MOST_ASKED: Final = 4_096
"""Answers that are kept in memory of each sort of question."""

MOST_BEGUN: Final = 200
"""Spellings with one beginning that are looked at."""

_ENDS: Final = frozenset(".!?\n\r;:\u2026\u061f\u06d4\u2028\u2029|\t")
"""What no name runs across, when white space follows."""

_NAME_COLUMNS: Final = (
    "id, field, value, canonical, type, lineage, country, role, population, latitude, longitude, domain, day_first,"
    " since, until, above"
)  # fmt: skip


_match: Final = cast(Callable[[tuple[object, ...]], Match], partial(tuple.__new__, Match))
"""A match of its fields, which takes a third of the time: dozens are made for every article."""


class _Sense(NamedTuple):
    """One meaning of a key: the name's number and how its spelling is marked."""

    n: int
    kind: SpellingKind
    case: int
    """0: any capitals, 1: in capitals, 2: in capitals among small letters."""
    weak: bool
    text: str


class _Reading(NamedTuple):
    """What a stretch of text may mean as one sort of spelling: all names, and by field."""

    kind: SpellingKind
    names: tuple[Name, ...]
    weak: bool
    by_field: tuple[tuple[NameField, tuple[Name, ...]], ...]


class Names:
    """All names, opened from the compiled tables of a folder, or these entries and no others. Safe to share between
    threads; made by `search.names.load_names`."""

    def __init__(self, folder: Path = DATA, *, entries: list[Entry] | None = None) -> None:
        self._store = open_store(folder) if entries is None else _compiled(entries)
        self._finder = Finder(self._store)
        self._name = lru_cache(maxsize=MOST_KEPT)(self._read_name)
        self._senses = lru_cache(maxsize=MOST_KEPT)(self._read_senses)
        self._readings = lru_cache(maxsize=MOST_KEPT)(self._make_readings)
        self._written_so = lru_cache(maxsize=MOST_ASKED)(self._look_up)
        self._spellings = lru_cache(maxsize=MOST_ASKED)(self._read_spellings)
        self._number = lru_cache(maxsize=MOST_ASKED)(self._read_number)
        self._alike = lru_cache(maxsize=MOST_ASKED)(self._compare)

    def find(self, text: str) -> list[Match]:
        """Every spelling in the text, overlapping ones included, in text order (the longer first), on word
        boundaries, never across the end of a sentence; spellings that need capitals only where they have them."""
        written = Written(text)
        return [
            Match(start, end, stretch, reading.kind, reading.names, reading.weak)
            for first, last, known in self._finder.spans(written)
            for start, end, stretch, readings in [self._read(written, first, last, known)]
            for reading in readings
        ]

    def mentions(self, written: Written) -> Mapping[NameField, list[Match]]:
        """What `find` finds, by the field of the names, without single words in small letters: running text writes
        names with capitals. A match of names of several fields stands under each, with that field's names."""
        found: dict[NameField, list[Match]] = {"region": [], "actor": [], "publisher": []}
        for first, last, known in self._finder.spans(written, capitals=True):
            start, end, text, readings = self._read(written, first, last, known)
            for kind, _, weak, by_field in readings:
                for field, names in by_field:
                    found[field].append(_match((start, end, text, kind, names, weak)))
        return found

    def spellings(self, name: Name) -> tuple[Spelling, ...]:
        """All ways to write a name, the canonical one first."""
        return self._spellings(name.id)

    def _read_spellings(self, id: str) -> tuple[Spelling, ...]:
        rows = self._store.execute(
            "SELECT s.text, s.kind, s.case_, s.weak FROM spellings s JOIN names USING (n)"
            " WHERE id = ? ORDER BY s.place",
            (id,),
        )
        return tuple(Spelling(text, kind, case > 0, bool(weak), case > 1) for text, kind, case, weak in rows.fetchall())

    def lookup(self, field: str, typed: str) -> tuple[Name, ...]:
        """The names of a field that are written this way in any capitals, or have this very value or id: best first."""
        return self._written_so(field, typed)

    def _look_up(self, field: str, typed: str) -> tuple[Name, ...]:
        number = self._number(typed)
        path_end = key(typed.rsplit("/", 1)[-1].encode("utf-8", "replace").decode("utf-8"))
        senses = sorted(self._senses(path_end), key=lambda sense: sense.kind != "literal")
        ordered = dict.fromkeys([*([] if number is None else [number]), *(sense.n for sense in senses)])
        names = [name for n in ordered if (name := self._name(n)).field == field]
        if "/" in typed:
            names = [
                name for name in names if key(name.value.replace("/", " ")) == key(typed.replace("/", " "))
            ] or names
        return tuple(names)

    def spelt_like(self, written: str, scope: str) -> list[tuple[float, Name]]:
        """The places of a country (`scope` is its id), or people (`PEOPLE`), that have a spelling with the same
        consonants as this one, and how alike they are (`search.names.compare`), best first; those that share few
        letters are left out. Only countries at war and their neighbours have such places."""
        return list(self._alike(written, scope))

    def _compare(self, written: str, scope: str) -> tuple[tuple[float, Name], ...]:
        from search.names.blocking import skeletons  # only what is read for places needs these
        from search.names.similarity import share_letters, similarity

        wanted, own = skeletons(written), key(written)
        marks = ", ".join("?" * len(wanted))
        rows = self._store.execute(
            "SELECT DISTINCT n, key, text FROM skeletons JOIN spellings USING (n, place)"  # noqa: S608
            f" WHERE scope = ? AND skeleton IN ({marks})",
            (scope, *wanted),
        )
        best: dict[int, float] = {}
        for n, form, text in rows.fetchall():
            if share_letters(own, form):
                best[n] = max(best.get(n, 0.0), similarity(written, text))
        scored = [(score, self._name(n)) for n, score in best.items()]
        return tuple(sorted(scored, key=lambda found: (-found[0], -found[1].population, found[1].id)))

    def beginning(self, field: str, typed: str) -> tuple[Name, ...]:
        """The names of a field of which a literal spelling begins so, case and accents apart; those with the shortest
        spellings, 200 at most."""
        begun = key(typed.encode("utf-8", "replace").decode("utf-8"))
        if not begun:
            return ()
        rows = self._store.execute(
            "SELECT n FROM spellings JOIN names USING (n) WHERE key >= ? AND key < ? AND field = ?"
            " AND kind = 'literal' AND NOT weak ORDER BY length(key), n LIMIT ?",
            (begun, begun + "\U0010ffff", field, MOST_BEGUN),
        )
        return tuple(self._name(n) for n in dict.fromkeys(n for (n,) in rows.fetchall()))

    def get(self, id: str) -> Name | None:
        """The name with this id, or None."""
        number = self._number(id)
        return None if number is None else self._name(number)

    def _read_number(self, id: str) -> int | None:
        id = id.encode("utf-8", "replace").decode("utf-8")  # a lone surrogate is in no name; SQLite refuses it
        row = self._store.execute("SELECT n FROM names WHERE id = ?", (id,)).fetchone()
        return None if row is None else row[0]

    def _read(self, written: Written, first: int, last: int, key: str) -> tuple[int, int, str, tuple[_Reading, ...]]:
        """The stretch of the parts from `first` up to `last`, whose key this is: start, end, text, what it may mean."""
        start, end = written.span(first, last)
        text = written.text[start:end]
        if last - first > 1 and _broken(written, first, last):
            return start, end, text, ()
        readings, apart = self._readings(text, key)
        if apart is not None and (
            last - first == len(written.parts) or all(map(written.stands_out, range(first, last)))
        ):
            readings = apart
        return start, end, text, readings

    def _make_readings(self, text: str, key: str) -> tuple[tuple[_Reading, ...], tuple[_Reading, ...] | None]:
        """What a stretch may mean, and what it may mean where it stands out by its capitals, if that is more."""
        senses, capitals = self._senses(key), int(text.isupper())
        fit = [sense for sense in senses if sense.case <= capitals or _as_listed(sense, text)]
        strict = capitals and any(sense.case > 1 for sense in senses)
        return self._by_kind(fit), self._by_kind(senses) if strict else None

    def _by_kind(self, fit: Sequence[_Sense]) -> tuple[_Reading, ...]:
        return tuple(self._reading(kind, fit) for kind in dict.fromkeys(sense.kind for sense in fit))

    def _reading(self, kind: SpellingKind, fit: Sequence[_Sense]) -> _Reading:
        same = [sense for sense in fit if sense.kind == kind]
        names = tuple(self._name(n) for n in dict.fromkeys(sense.n for sense in same))
        fields = dict.fromkeys(name.field for name in names)
        by_field = tuple((field, tuple(name for name in names if name.field == field)) for field in fields)
        return _Reading(kind, names, all(sense.weak for sense in same), by_field)

    def _read_senses(self, key: str) -> tuple[_Sense, ...]:
        rows = self._store.execute(
            "SELECT n, kind, case_, weak, s.text FROM spellings s JOIN names USING (n) WHERE key = ?"
            " ORDER BY place > 0, population DESC, n",
            (key,),
        )
        return tuple(_Sense(n, kind, case, bool(weak), text) for n, kind, case, weak, text in rows.fetchall())

    def _read_name(self, n: int) -> Name:
        row = self._store.execute(f"SELECT {_NAME_COLUMNS} FROM names WHERE n = ?", (n,)).fetchone()  # noqa: S608
        id, field, value, canonical, type, ids, *rest, day_first, since, until, above = row
        lineage = tuple(ids.split()) if ids else ()
        if above is not None:
            value, lineage = below(self._name(above), id, canonical)
        first = None if day_first is None else bool(day_first)
        return Name(id, field, value, canonical, type, lineage, *rest, first, since, until)  # type: ignore[call-arg]


def _compiled(entries: list[Entry]) -> sqlite3.Connection:
    from search.names.compiler import store_of  # most indexes carry no names of their own

    return store_of(entries)


def _as_listed(sense: _Sense, written: str) -> bool:
    """Whether small letters stand where the list has them too (*LeT*): no line in capitals, and no ordinary word."""
    return sense.text == written and not written.isupper()


def _broken(written: Written, first: int, last: int) -> bool:
    """Whether a sentence or a paragraph ends inside the stretch of parts."""
    word, final = written.owners[first], written.owners[last - 1]
    if written.gaps[word + 1 : final + 1].count(" ") == last - first - 1:
        return False  # nearly always: words of one part each, a space between them
    spans = [written.span(part, part + 1) for part in range(first, last)]
    return any(
        _ends_between(written.text[end:start], written.parts[first + n].key)
        for n, ((_, end), (start, _)) in enumerate(itertools.pairwise(spans))
    )


def _ends_between(gap: str, word: str) -> bool:
    if len(gap) < 2:
        return gap in _ENDS and gap not in "\n\r\t" and not (gap == "." and len(word) == 1)  # "W.Va."
    if gap == ". " and len(word) <= 2:  # "St. Louis", "U.S. Army" hold together
        return False
    return gap.count("\n") > 1 or any(c in _ENDS and c not in "\n\r\t" for c in gap)


@lru_cache(maxsize=1)
def shipped_names() -> Names:
    """The names that Dragoman ships. Quick: the tables are compiled once and looked up after that; ArchiveError
    where they are damaged."""
    try:
        return Names()
    except sqlite3.Error as error:  # pragma: no cover - a cache folder that changes under our hands
        from search.errors import ConfigError

        raise ConfigError(
            f"the compiled names cannot be opened ({error}): remove the folder given by DRAGOMAN_CACHE"
        ) from None
