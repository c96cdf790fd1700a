"""Compiling the tables of names into one SQLite file, so that a search need not read them all.

    python -m search.names.compiler

writes it beside the tables, as a build of the distribution does; nothing is done where it is fresh.
"""

from __future__ import annotations

import contextlib
import gc
import os
import sqlite3
import sys
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from search.errors import ArchiveError
from search.keys import key
from search.names.blocking import skeletons
from search.names.model import DATA, Entry, Name
from search.names.store import COMPILED, NOTICE, PEOPLE, below, checksum, open_fresh, sources_of

_SCHEMA: Final = """
CREATE TABLE made_of (source TEXT, size INTEGER, checksum INTEGER);
CREATE TABLE names (n INTEGER PRIMARY KEY, id TEXT, field TEXT, value TEXT, canonical TEXT, type TEXT, lineage TEXT,
    country TEXT, role TEXT, population INTEGER, latitude REAL, longitude REAL, domain TEXT, day_first INTEGER,
    since INTEGER, until INTEGER, above INTEGER);
CREATE TABLE spellings (key TEXT, n INTEGER, place INTEGER, text TEXT, kind TEXT, case_ INTEGER, weak INTEGER);
CREATE TABLE skeletons (skeleton TEXT, scope TEXT, n INTEGER, place INTEGER,
    PRIMARY KEY (skeleton, scope, n, place)) WITHOUT ROWID;
CREATE TABLE first_parts (checksums BLOB);
"""
"""A name's columns are the fields of `Name`, and `above`: the number of the name it lies in, where `value` and
`lineage` are left out because they follow from that one's. That halves the file."""

_COMPARED: Final = frozenset("sy iq lb ye ly ps il jo eg sd af ua".split())
"""Countries whose places are known by the skeletons of their spellings, too: those of the wars, where each scribe
writes villages in his own way."""
_WIDE: Final = frozenset(("country", "governorate", "division"))
"""Places that nobody writes in a way of his own."""

_INDEXES: Final = """
CREATE UNIQUE INDEX by_id ON names (id);
CREATE INDEX by_key ON spellings (key);
CREATE INDEX by_name ON spellings (n);
"""

_VALUE: Final = Name._fields.index("value")
_LINEAGE: Final = Name._fields.index("lineage")


def compile_names(target: Path, folder: Path = DATA) -> None:
    """Write the compiled names of a data folder, whole or not at all. OSError or sqlite3.Error where that is not
    possible, ArchiveError with file and line where a table is damaged."""
    import tempfile  # needed when tables have changed only, and slow to import

    target.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(prefix=target.name, dir=target.parent)
    os.close(handle)
    try:
        with contextlib.closing(sqlite3.connect(beside)) as connection:
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("PRAGMA cache_size = -65536")  # KiB: the whole file, so that nothing is written twice
            _fill_from(connection, folder)
        Path(beside).chmod(0o644)  # who installs is not always who searches
        Path(beside).replace(target)
    finally:
        Path(beside).unlink(missing_ok=True)


def compile_in_memory(folder: Path = DATA) -> sqlite3.Connection:
    """The compiled names of a data folder, for as long as the process runs."""
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    _fill_from(connection, folder)
    return connection


def store_of(entries: list[Entry]) -> sqlite3.Connection:
    """These names compiled in memory, for as long as the process runs."""
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    _fill(connection, entries)
    return connection


def _fill_from(connection: sqlite3.Connection, folder: Path) -> None:
    from search.names.entries import read_entries

    made_of = [(source.path.name, source.size, source.checksum()) for source in sources_of(folder)]
    with _collector_paused():
        _fill(connection, read_entries(folder))
    connection.executemany("INSERT INTO made_of VALUES (?, ?, ?)", made_of)
    connection.commit()


def _fill(connection: sqlite3.Connection, listed: list[Entry]) -> None:
    connection.executescript(_SCHEMA)
    places = ", ".join(["?"] * (len(Name._fields) + 2))
    connection.executemany(f"INSERT INTO names VALUES ({places})", _name_rows(listed))  # noqa: S608
    connection.executemany("INSERT INTO spellings VALUES (?, ?, ?, ?, ?, ?, ?)", _spelling_rows(listed))
    connection.executemany("INSERT OR IGNORE INTO skeletons VALUES (?, ?, ?, ?)", _skeleton_rows(listed))
    connection.execute("INSERT INTO first_parts VALUES (?)", (_checksums(listed),))
    key.cache_clear()
    connection.executescript(_INDEXES)
    connection.commit()


@contextlib.contextmanager
def _collector_paused() -> Iterator[None]:
    """No search for cycles while a million objects are made that all stay: it would take half of the time."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _checksums(entries: list[Entry]) -> bytes:
    """Of the first parts of all keys, in order, 32 bits each, the lowest byte first: most words of a text are none, and
    need no query."""
    firsts = {key(spelling.text).partition(" ")[0] for _, spellings in entries for spelling in spellings}
    ordered = array("I", sorted({checksum(first) for first in firsts}))
    if sys.byteorder == "big":
        ordered.byteswap()
    return ordered.tobytes()


def _name_rows(entries: list[Entry]) -> Iterator[tuple[object, ...]]:
    numbers = {name.id: n for n, (name, _) in enumerate(entries)}
    for n, (name, _) in enumerate(entries):
        above = numbers.get(name.parent or "")
        if above is not None and (name.value, name.lineage) == below(entries[above].name, name.id, name.canonical):
            yield n, *name[:_VALUE], None, *name[_VALUE + 1 : _LINEAGE], None, *name[_LINEAGE + 1 :], above
        else:
            yield n, *name[:_LINEAGE], " ".join(name.lineage), *name[_LINEAGE + 1 :], None


def _spelling_rows(entries: list[Entry]) -> Iterator[tuple[object, ...]]:
    for n, (_, spellings) in enumerate(entries):
        for place, (text, kind, case, weak, strict) in enumerate(spellings):
            found = key(text)
            if found:
                yield found, n, place, text, kind, case + strict, weak


def _skeleton_rows(entries: list[Entry]) -> Iterator[tuple[object, ...]]:
    for n, (name, spellings) in enumerate(entries):
        scope = _scope(name)
        for place, spelling in enumerate(spellings if scope else ()):
            whole = scope != PEOPLE or " " in spelling.text  # family names are like too many others
            if spelling.kind == "literal" and whole and key(spelling.text):
                for skeleton in skeletons(spelling.text):
                    yield skeleton, scope, n, place


def _scope(name: Name) -> str | None:
    """Among which names it is looked for by its skeleton: the places of its country, or people; None for no others."""
    if name.field == "region":
        return name.country if name.country in _COMPARED and name.type not in _WIDE else None
    return PEOPLE if name.type == "person" else None


def compile_shipped() -> Path:
    """The compiled file beside the shipped tables, made where it is missing or stale. Raises as `compile_names`."""
    target = DATA / COMPILED
    if open_fresh(target, sources_of(DATA)) is None:
        sys.stderr.write(NOTICE)
        compile_names(target)
    return target


def main() -> int:
    """Compile the shipped names; 1 where a table is damaged. A folder that cannot be written is no failure: the names
    are compiled when they are needed then."""
    try:
        compile_shipped()
    except ArchiveError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except (OSError, sqlite3.Error) as error:
        sys.stderr.write(f"names not compiled ({error}): check the permissions of {DATA}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
