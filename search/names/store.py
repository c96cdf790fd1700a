"""The compiled authority: an SQLite file made from the tables, so that a search need not read them all.

Reading some hundred thousand spellings takes seconds, looking a few up takes microseconds. An installation brings the
file beside its tables (`search.names.compiler`), and it says what it was made of. Where that is not what lies there,
because tables were edited, one is made in the user's cache folder under a name that covers sizes and times of what
it is made of, so it is never stale; where nothing can be written, it is made in memory.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import sys
import time
import zlib
from pathlib import Path
from typing import Final, NamedTuple

from search.names.model import DATA, Name

ABANDONED: Final = 3600
"""Seconds after which a file that is not finished will never be."""

COMPILED: Final = "names.sqlite"
"""The compiled file that lies beside the tables."""

PEOPLE: Final = "people"
"""Where people are looked for by how they are spelt; places are by the id of their country."""

NOTICE: Final = "compiling the names, because their tables are new or were edited: some seconds, once\n"

_CODE: Final = (
    "analysis.py", "keys.py", "names/blocking.py", "names/compiler.py", "names/entries.py", "names/romanisation.py",
    "names/store.py", "names/tables.py", "names/variants.py",
)  # fmt: skip
"""The modules of `search` that say what is made of the tables."""


class Source(NamedTuple):
    """A file that the names are compiled from: its size in bytes, and when it was changed, in nanoseconds."""

    path: Path
    size: int
    changed: int

    def checksum(self) -> int:
        """Of all that it holds."""
        return zlib.crc32(self.path.read_bytes())  # hashlib is slow to import


def sources_of(folder: Path) -> list[Source]:
    """What the names of a data folder are compiled from: tables and code."""
    here = Path(__file__).parent.parent
    stats = [(path, path.stat()) for path in (*sorted(folder.glob("*.tsv")), *(here / part for part in _CODE))]
    return [Source(path, stat.st_size, stat.st_mtime_ns) for path, stat in stats]


def open_store(folder: Path = DATA) -> sqlite3.Connection:
    """The compiled names of a data folder, read-only in use; made first where they are missing or stale."""
    sources = sources_of(folder)
    shipped = open_fresh(folder / COMPILED, sources)
    if shipped is not None:
        return shipped
    cached = cache_folder() / f"names-{_signature(sources)}.sqlite"
    if cached.is_file() or _compile_to(cached, folder):
        return _open(cached)
    from search.names.compiler import compile_in_memory

    return compile_in_memory(folder)


def open_fresh(path: Path, sources: list[Source]) -> sqlite3.Connection | None:
    """A compiled file, if there is one and it was made of these. What is no younger than the file is told by its size;
    the rest is read, since an installer and git give all files the time of day."""
    try:
        made = path.stat().st_mtime_ns
        connection = _open(path)
        listed = {name: (size, sum) for name, size, sum in connection.execute("SELECT * FROM made_of")}
    except (OSError, sqlite3.Error):
        return None
    if len(listed) == len(sources) and all(
        listed.get(source.path.name, (-1, 0))[0] == source.size
        and (source.changed <= made or listed[source.path.name][1] == source.checksum())
        for source in sources
    ):
        return connection
    connection.close()
    return None


def _open(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)


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


def _signature(sources: list[Source]) -> str:
    stats = [(str(source.path.absolute()), source.size, source.changed) for source in sources]
    newest = max(source.changed for source in sources)
    return f"{zlib.crc32(repr(stats).encode()):08x}-{newest:x}"


def _compile_to(target: Path, folder: Path) -> bool:
    """Make the compiled file of a data folder in the cache; False where that is not possible."""
    from search.names.compiler import compile_names  # needed when tables have changed only

    if sys.stderr is not None and sys.stderr.isatty():
        sys.stderr.write(NOTICE)
    try:
        compile_names(target, folder)
    except (OSError, sqlite3.Error):
        return target.is_file()  # another process may have been quicker
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


def below(above: Name, id: str, canonical: str) -> tuple[str, tuple[str, ...]]:
    """The facet value and the lineage of a place that lies in another."""
    return f"{above.value}/{canonical.replace('/', '-')}", (*above.lineage, id)


def checksum(part: str) -> int:
    """The checksum of a part of a key."""
    return zlib.crc32(part.encode("utf-8", "replace"))
