"""The compiled authority: an SQLite file made from the tables, so that a search need not read them all.

Reading some hundred thousand spellings takes seconds, looking a few up takes microseconds. The file lies in the user's
cache folder under a name that covers its layout and the tables' sizes and times, so it is never
stale; it is written beside and moved into place. Where nothing can be written, it is made in memory.
"""

from __future__ import annotations

import contextlib
import gc
import os
import sqlite3
import sys
import time
import zlib
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from search.keys import key
from search.names.model import DATA, Entry, Name

ABANDONED: Final = 3600
"""Seconds after which a file that is not finished will never be."""

LAYOUT: Final = "5"
"""Goes up when the tables below or the rules that derive spellings change."""

_SCHEMA: Final = """
CREATE TABLE names (n INTEGER PRIMARY KEY, id TEXT, field TEXT, value TEXT, canonical TEXT, type TEXT, lineage TEXT,
    country TEXT, role TEXT, population INTEGER, latitude REAL, longitude REAL, domain TEXT, day_first INTEGER,
    since INTEGER, until INTEGER, above INTEGER);
CREATE TABLE spellings (key TEXT, n INTEGER, place INTEGER, text TEXT, kind TEXT, case_ INTEGER, weak INTEGER);
CREATE TABLE first_parts (checksums BLOB);
"""
"""A name's columns are the fields of `Name`, and `above`: the number of the name it lies in, where `value` and
`lineage` are left out because they follow from that one's. That halves the file."""

_INDEXES: Final = """
CREATE UNIQUE INDEX by_id ON names (id);
CREATE INDEX by_key ON spellings (key);
CREATE INDEX by_name ON spellings (n);
"""

_VALUE: Final = Name._fields.index("value")
_LINEAGE: Final = Name._fields.index("lineage")


def open_store(folder: Path = DATA) -> sqlite3.Connection:
    """The compiled names of a data folder, read-only in use; made first where they are missing or stale."""
    cached = cache_folder() / f"names-{_signature(folder)}.sqlite"
    if not cached.is_file() and not _compile_to(cached, folder):
        with _collector_paused():
            return store_of(_entries(folder))
    return sqlite3.connect(f"{cached.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)


def _entries(folder: Path) -> list[Entry]:
    from search.names.entries import read_entries  # needed when tables have changed only

    return read_entries(folder)


def store_of(entries: list[Entry]) -> sqlite3.Connection:
    """These names compiled in memory, for as long as the process runs."""
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    _fill(connection, entries)
    return connection


def cache_folder() -> Path:
    """Where compiled names are kept: DRAGOMAN_CACHE, or the system's place for caches of this user."""
    given = os.environ.get("DRAGOMAN_CACHE")
    if given:
        return Path(given).absolute()
    home = Path.home()
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = home / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache")
    return base.absolute() / "dragoman"


def _signature(folder: Path) -> str:
    here = Path(__file__).parent
    code = [here.with_name("keys.py"), *(here / f"{part}.py" for part in ("entries", "store", "tables", "variants"))]
    files = [*sorted(folder.glob("*.tsv")), *code]
    stats = [(str(path.absolute()), path.stat().st_size, path.stat().st_mtime_ns) for path in files]
    newest = max((changed for _, _, changed in stats), default=0)
    return f"{zlib.crc32(repr((LAYOUT, stats)).encode()):08x}-{newest:x}"  # hashlib is slow to import


def _compile_to(target: Path, folder: Path) -> bool:
    """Write the compiled file, whole or not at all; False where that is not possible."""
    import tempfile  # needed when tables have changed only, and slow to import

    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(prefix=target.name, dir=target.parent)
        os.close(handle)
    except OSError:
        return False
    try:
        with contextlib.closing(sqlite3.connect(beside)) as connection:
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("PRAGMA cache_size = -65536")  # KiB: the whole file, so that nothing is written twice
            with _collector_paused():
                _fill(connection, _entries(folder))
        Path(beside).replace(target)
    except (OSError, sqlite3.Error):
        return target.is_file()  # another process may have been quicker
    finally:
        Path(beside).unlink(missing_ok=True)
    _forget_older(target)
    return True


def _forget_older(target: Path) -> None:
    """Remove what earlier versions left, but for the three newest files (other checkouts use theirs), and what killed
    processes began to write."""
    with contextlib.suppress(OSError):
        for begun in target.parent.glob("names-*.sqlite?*"):
            if time.time() - begun.stat().st_mtime > ABANDONED:
                begun.unlink()
        files = sorted(target.parent.glob("names-*.sqlite"), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in files[4:]:
            path.unlink()


def _fill(connection: sqlite3.Connection, listed: list[Entry]) -> None:
    connection.executescript(_SCHEMA)
    places = ", ".join(["?"] * (len(Name._fields) + 2))
    connection.executemany(f"INSERT INTO names VALUES ({places})", _name_rows(listed))  # noqa: S608
    connection.executemany("INSERT INTO spellings VALUES (?, ?, ?, ?, ?, ?, ?)", _spelling_rows(listed))
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
    """Of the first parts of all keys, in order, 32 bits each: most words of a text are none, and need no query."""
    firsts = {key(spelling.text).partition(" ")[0] for _, spellings in entries for spelling in spellings}
    return array("I", sorted({checksum(first) for first in firsts})).tobytes()


def checksum(part: str) -> int:
    """The checksum of a part of a key."""
    return zlib.crc32(part.encode("utf-8", "replace"))


def _name_rows(entries: list[Entry]) -> Iterator[tuple[object, ...]]:
    numbers = {name.id: n for n, (name, _) in enumerate(entries)}
    for n, (name, _) in enumerate(entries):
        above = numbers.get(name.parent or "")
        if above is not None and (name.value, name.lineage) == below(entries[above].name, name.id, name.canonical):
            yield n, *name[:_VALUE], None, *name[_VALUE + 1 : _LINEAGE], None, *name[_LINEAGE + 1 :], above
        else:
            yield n, *name[:_LINEAGE], " ".join(name.lineage), *name[_LINEAGE + 1 :], None


def below(above: Name, id: str, canonical: str) -> tuple[str, tuple[str, ...]]:
    """The facet value and the lineage of a place that lies in another."""
    return f"{above.value}/{canonical.replace('/', '-')}", (*above.lineage, id)


def _spelling_rows(entries: list[Entry]) -> Iterator[tuple[object, ...]]:
    for n, (_, spellings) in enumerate(entries):
        for place, (text, kind, case, weak, strict) in enumerate(spellings):
            found = key(text)
            if found:
                yield found, n, place, text, kind, case + strict, weak
