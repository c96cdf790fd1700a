"""The survey of an archive on disk: which article holds which paragraphs, what each source repeats, and how it writes
numeric dates.

An SQLite file beside the index. It is derived from the article files alone, so it needs no generation: every record
names the size, time and bytes of the file it was made from, and the digest of an article in the index says which
repeated paragraphs it was cleaned with. Whatever a killed run leaves behind, the next one sees what differs. A file
that is lost, damaged or of another version of the rules is made anew.
"""

from __future__ import annotations

import hashlib
import sqlite3
import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from index.cleaning.repeated import Spread
from index.repeats.dates import judge_dates, open_dates, pack, unpack
from index.repeats.judging import Holdings, Judged
from search.errors import EngineError, IndexBusyError

VERSION: Final = 2
NO_SOURCE: Final = 0
"""The source of files that are no text: they are known, so that they are not read again, and count nowhere."""
FILE: Final = "repeats.sqlite"
REMEMBERED: Final = 5_000
"""Articles of a source whose paragraphs are kept in memory while it is judged."""
_PATIENCE: Final = 1.0
"""Seconds to wait for another run to finish its commit."""

_TABLES: Final = """
CREATE TABLE about (version INTEGER, rules TEXT);
CREATE TABLE source (number INTEGER PRIMARY KEY, name TEXT UNIQUE, dates TEXT);
CREATE TABLE article (key INTEGER PRIMARY KEY, path TEXT, source INTEGER, host TEXT, content TEXT, size INTEGER,
                      changed INTEGER, paragraphs BLOB, dates TEXT, applied TEXT);
CREATE INDEX article_source ON article (source);
CREATE TABLE holds (source INTEGER, paragraph INTEGER, article INTEGER, PRIMARY KEY (source, paragraph, article))
    WITHOUT ROWID;
CREATE TABLE repeated (source INTEGER, paragraph INTEGER, spread INTEGER, articles INTEGER,
                       PRIMARY KEY (source, paragraph)) WITHOUT ROWID;
"""
_WORK: Final = """
CREATE TEMP TABLE fresh (source INTEGER, paragraph INTEGER, article INTEGER);
CREATE TEMP TABLE touched (source INTEGER, article INTEGER, PRIMARY KEY (source, article)) WITHOUT ROWID;
CREATE TEMP TABLE stirred (source INTEGER PRIMARY KEY);
"""


class DamagedError(EngineError):
    """The file is no store: it has to be made anew."""

    def __init__(self, place: Path | None, why: str) -> None:
        super().__init__(f"{place or 'a temporary file'}: cannot be used ({why}): delete it and run again")


class Record(NamedTuple):
    """What is known of an article: its source's number, the site it declares, the file that it was made from (SHA-256
    of the bytes, size, time of change), and what of its source applies to it: repeated paragraphs, and how dates that
    it leaves open are written (a short digest; empty: nothing)."""

    source: int
    host: str
    content: str
    size: int
    changed: int
    applied: str


class Store:
    """The survey, open for reading and writing. Nothing is kept until `commit`. `DamagedError` from any method when the
    file is not what it should be, `IndexBusyError` when another process is writing it, other `EngineError`."""

    def __init__(self, place: Path | None, rules: str, *, make: bool = True) -> None:
        """Open the store at a place (None: in a temporary file of its own). `rules` is the fingerprint under which its
        records must have been made; with `make`, one that is missing or was made under others is made anew."""
        self._place, self._rules = place, rules
        self._numbers: dict[str, int] = {}
        if place is not None and make:
            place.parent.mkdir(parents=True, exist_ok=True)
        with self._wrapped():
            self._base = sqlite3.connect(str(place or ""), timeout=_PATIENCE, isolation_level=None)
            self._base.executescript(_WORK)
            self._writing = False
            if not self._is_ours():
                if not make:
                    raise DamagedError(place, "it was made by another version")
                self._make()

    def _is_ours(self) -> bool:
        there = {row[0] for row in self._base.execute("SELECT sql FROM main.sqlite_master")}
        if not there.issuperset(_statements()):
            return False
        return self._base.execute("SELECT version, rules FROM about").fetchall() == [(VERSION, self._rules)]

    def _make(self) -> None:
        self._write()
        for (table,) in self._base.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'").fetchall():
            self._base.execute(f'DROP TABLE "{table}"')
        for statement in _statements():
            self._base.execute(statement)
        self._base.execute("INSERT INTO about VALUES (?, ?)", (VERSION, self._rules))
        self._base.execute("INSERT INTO source VALUES (?, '', '')", (NO_SOURCE,))

    def _write(self) -> None:
        if not self._writing:
            self._base.execute("BEGIN IMMEDIATE")
            self._writing = True

    @contextmanager
    def _wrapped(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            said = str(error)
            if "locked" in said:
                raise IndexBusyError(str(self._place and self._place.parent)) from error
            if isinstance(error, sqlite3.OperationalError):
                raise EngineError(
                    f"{self._place or 'a temporary file'}: {said}: the index is as it was; mend that and run again"
                ) from error
            raise DamagedError(self._place, said) from error
        except (struct.error, ValueError, TypeError) as error:
            raise DamagedError(self._place, str(error)) from error

    # articles

    def record(self, path: str) -> Record | None:
        """What is known of the article in this file."""
        with self._wrapped():
            row = self._base.execute(
                "SELECT source, host, content, size, changed, applied FROM article WHERE key = ?", (_key(path),)
            ).fetchone()
            return None if row is None else Record(*row)

    def paths(self) -> Iterator[str]:
        """The files of all articles."""
        with self._wrapped():
            for (path,) in self._base.execute("SELECT path FROM article"):
                yield path

    def source(self, name: str) -> int:
        """The number of the source of this name."""
        if name in self._numbers:
            return self._numbers[name]
        with self._wrapped():
            row = self._base.execute("SELECT number FROM source WHERE name = ?", (name,)).fetchone()
            if row is None:
                self._write()
                row = (self._base.execute("INSERT INTO source (name, dates) VALUES (?, '')", (name,)).lastrowid,)
            self._numbers[name] = number = int(row[0])
            return number

    def put(self, path: str, record: Record, paragraphs: Sequence[int], dates: str = "") -> None:
        """Add an article, or replace the one in the same file. `dates` is what it says of numeric dates
        (`index.repeats.dates`)."""
        self.drop(path)
        with self._wrapped():
            self._write()
            key = _key(path)
            packed = struct.pack(f"<{len(paragraphs)}q", *paragraphs)
            row = (key, path, *record[:5], packed, dates, "")
            self._base.execute("INSERT OR REPLACE INTO article VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
            self._base.executemany("INSERT INTO fresh VALUES (?, ?, ?)", ((record.source, p, key) for p in paragraphs))
            self._base.execute("INSERT OR IGNORE INTO touched VALUES (?, ?)", (record.source, key))
            self._base.execute("INSERT OR IGNORE INTO stirred VALUES (?)", (record.source,))

    def drop(self, path: str) -> None:
        """Forget an article, if it is known."""
        with self._wrapped():
            key = _key(path)
            row = self._base.execute("SELECT source, paragraphs FROM article WHERE key = ?", (key,)).fetchone()
            if row is not None:
                self._write()
                source, packed = row
                gone = ((source, paragraph, key) for paragraph in _unpack(packed))
                self._base.executemany("DELETE FROM holds WHERE (source, paragraph, article) = (?, ?, ?)", gone)
                self._base.execute("DELETE FROM article WHERE key = ?", (key,))
                self._base.execute("INSERT OR IGNORE INTO stirred VALUES (?)", (source,))

    def move(self, path: str, source: int) -> None:
        """Give an article to another source."""
        with self._wrapped():
            key = _key(path)
            row = "SELECT host, content, size, changed, paragraphs, dates FROM article WHERE key = ?"
            host, content, size, changed, packed, dates = self._base.execute(row, (key,)).fetchone()
            paragraphs = _unpack(packed)
        self.put(path, Record(source, host, content, size, changed, ""), paragraphs, dates)

    def refresh(self, path: str, size: int, changed: int) -> None:
        """Note another time of change of a file whose bytes are the same."""
        with self._wrapped():
            self._write()
            self._base.execute("UPDATE article SET size = ?, changed = ? WHERE key = ?", (size, changed, _key(path)))

    # sources

    def stirred(self) -> list[int]:
        """The sources whose articles changed since the store was opened, once the new ones are all in."""
        with self._wrapped():
            # sorted by the database, outside memory if need be: a million articles fill the table from one end
            self._base.execute("INSERT OR IGNORE INTO holds SELECT * FROM fresh ORDER BY 1, 2, 3")
            self._base.execute("DELETE FROM fresh")
            return [number for (number,) in self._base.execute("SELECT source FROM stirred ORDER BY source")]

    def holdings(self, source: int) -> Holdings:
        """What is known of a source, to be judged."""
        return _Holdings(self._base, source)

    def repeating(self) -> Iterator[tuple[int, str, int]]:
        """The sources that repeat something, the largest first: number, name, how many articles."""
        with self._wrapped():
            yield from self._base.execute(
                "SELECT number, name, (SELECT COUNT(*) FROM article WHERE source = number) AS articles FROM source "
                "WHERE EXISTS (SELECT 1 FROM repeated WHERE source = number) ORDER BY articles DESC, name"
            ).fetchall()

    def example(self, source: int, paragraph: int) -> str:
        """The path of an article that holds this paragraph; always the same while the source is."""
        with self._wrapped():
            holder = "SELECT article FROM holds WHERE source = ? AND paragraph = ? ORDER BY article LIMIT 1"
            (key,) = self._base.execute(holder, (source, paragraph)).fetchone()
            (path,) = self._base.execute("SELECT path FROM article WHERE key = ?", (key,)).fetchone()
            return str(path)

    def repeated(self, source: int) -> dict[int, Judged]:
        """What a source repeats, as it was judged last."""
        with self._wrapped():
            rows = self._base.execute("SELECT paragraph, spread, articles FROM repeated WHERE source = ?", (source,))
            return {paragraph: Judged(Spread(spread), articles) for paragraph, spread, articles in rows}

    def note(self, source: int, judged: Mapping[int, Judged]) -> None:
        """Note what a source repeats. Articles that hold a paragraph whose spread changed are touched by it."""
        before = self.repeated(source)
        flipped = [p for p in before.keys() | judged.keys() if _spread(before, p) != _spread(judged, p)]
        if before == judged:
            return
        with self._wrapped():
            self._write()
            self._base.execute("DELETE FROM repeated WHERE source = ?", (source,))
            rows = ((source, paragraph, int(one.spread), one.articles) for paragraph, one in judged.items())
            self._base.executemany("INSERT INTO repeated VALUES (?, ?, ?, ?)", rows)
            self._base.executemany(
                "INSERT OR IGNORE INTO touched SELECT source, article FROM holds WHERE source = ? AND paragraph = ?",
                ((source, paragraph) for paragraph in flipped),
            )

    def note_dates(self, source: int) -> None:
        """Judge how a source writes numeric dates. Articles that leave one open are touched when that changed."""
        with self._wrapped():
            counted = "SELECT dates, COUNT(*) FROM article WHERE source = ? AND dates != '' GROUP BY dates"
            found = pack(judge_dates(self._base.execute(counted, (source,))))
            (before,) = self._base.execute("SELECT dates FROM source WHERE number = ?", (source,)).fetchone()
            if found == before:
                return
            self._write()
            self._base.execute("UPDATE source SET dates = ? WHERE number = ?", (found, source))
            self._base.execute(
                "INSERT OR IGNORE INTO touched SELECT source, key FROM article WHERE source = ? AND dates LIKE '%?%'",
                (source,),
            )

    def dates(self, path: str) -> dict[str, bool]:
        """How the source of the article in this file writes the numeric dates that the article leaves open."""
        with self._wrapped():
            both = "SELECT article.dates, source.dates FROM article JOIN source ON number = source WHERE key = ?"
            row = self._base.execute(both, (_key(path),)).fetchone()
            return {} if row is None else open_dates(row[0], unpack(row[1]))

    def apply(self) -> None:
        """Bring `Record.applied` of all touched articles up to date."""
        with self._wrapped():
            for (source,) in self._base.execute("SELECT DISTINCT source FROM touched").fetchall():
                self._apply(source)
            self._base.execute("DELETE FROM touched")
            self._base.execute("DELETE FROM stirred")

    def _apply(self, source: int) -> None:
        judged = self.repeated(source)
        (dates,) = self._base.execute("SELECT dates FROM source WHERE number = ?", (source,)).fetchone()
        written = unpack(dates)
        articles = (
            "SELECT key, paragraphs, dates FROM touched CROSS JOIN article ON key = article WHERE touched.source = ?"
        )
        # the order of this reading does not depend on what the writing changes
        for key, packed, said in self._base.execute(articles, (source,)):
            held = ((p, int(judged[p].spread)) for p in _unpack(packed) if p in judged)
            applied = _digest(held, pack(open_dates(said, written)))
            self._base.execute("UPDATE article SET applied = ? WHERE key = ?", (applied, key))

    def commit(self) -> None:
        """Keep what was done."""
        with self._wrapped():
            if self._writing:
                self._base.execute("COMMIT")
                self._writing = False

    def close(self) -> None:
        """Give up what was not committed. Closing twice is harmless."""
        self._base.close()


class _Holdings:
    """One source in the store."""

    def __init__(self, base: sqlite3.Connection, source: int) -> None:
        self._base, self._source = base, source
        self._known = lru_cache(maxsize=REMEMBERED)(self._paragraphs)

    def count(self) -> int:
        """See `Holdings`."""
        (count,) = self._base.execute("SELECT COUNT(*) FROM article WHERE source = ?", (self._source,)).fetchone()
        return int(count)

    def common(self, least: int) -> Iterator[tuple[int, int]]:
        """See `Holdings`."""
        counted = "SELECT paragraph, COUNT(*) FROM holds WHERE source = ? GROUP BY paragraph HAVING COUNT(*) >= ?"
        yield from self._base.execute(counted, (self._source, least))

    def holders(self, key: int, most: int) -> Iterator[Sequence[int]]:
        """See `Holdings`. Those with the lowest keys, which have nothing to do with anything."""
        found = "SELECT article FROM holds WHERE source = ? AND paragraph = ? ORDER BY article LIMIT ?"
        for (article,) in self._base.execute(found, (self._source, key, most)).fetchall():
            yield self._known(article)

    def _paragraphs(self, article: int) -> tuple[int, ...]:
        (packed,) = self._base.execute("SELECT paragraphs FROM article WHERE key = ?", (article,)).fetchone()
        return _unpack(packed)


def _spread(judged: Mapping[int, Judged], paragraph: int) -> Spread | None:
    return judged[paragraph].spread if paragraph in judged else None


def _statements() -> list[str]:
    return [statement for part in _TABLES.split(";") if (statement := part.strip())]


def _digest(applied: Iterable[tuple[int, int]], dates: str) -> str:
    rows = sorted(applied)
    return hashlib.sha256(repr((rows, dates)).encode()).hexdigest()[:12] if rows or dates else ""


def _unpack(packed: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(packed) // 8}q", packed)


def _key(path: str) -> int:
    """The number of the article in a file: from the path alone, so that it is the same in every store."""
    hashed = hashlib.blake2b(path.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(hashed, "big", signed=True)
