"""The survey of an archive: before anything is cleaned, what its sources repeat is brought up to date.

Only new and changed files are read. The sources whose articles changed are judged anew, each as a whole, so that the
result depends on the articles that are there and not on the order in which they came.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Final

from index.archive import Archive
from index.articles import RawArticle, Skipped
from index.changes import fingerprint
from index.cleaning.repeated import NOTHING, Repeated
from index.ledger import JUST_NOW
from index.patience import TooSlowError, time_limit
from index.readers.read import read_article
from index.readers.walk import Found, Unreadable
from index.repeats.judging import judge
from index.repeats.paragraphs import Surveyed, survey_article
from index.repeats.sources import source_name
from index.repeats.store import FILE, NO_SOURCE, DamagedError, Record, Store
from search.errors import EngineError
from search.freshness import index_folder

OFTEN: Final = 10_000
"""Files after whose reading the survey tells how far it is."""
SOURCES: Final = 64
"""Sources whose repeated paragraphs are kept in memory."""


class Repeats:
    """What the sources of an archive repeat and how they write dates, as its files are now. Made by `survey`;
    nothing is kept until `commit`."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._of_source = lru_cache(maxsize=SOURCES)(self._repeated)

    def applied(self, path: str) -> str:
        """What of it applies to the article in this file, in short; empty when nothing does. When this changes, the
        article has to be indexed anew."""
        record = self._store.record(path)
        return "" if record is None else record.applied

    def of(self, path: str) -> Repeated:
        """What the source of the article in this file repeats; nothing when the article holds none of it."""
        record = self._store.record(path)
        return self._of_source(record.source) if record is not None and record.applied else {}

    def dated(self, raw: RawArticle) -> RawArticle:
        """The article with what its source says of the numeric dates that it leaves open."""
        return replace(raw, source_dates=self._store.dates(raw.path))

    def _repeated(self, source: int) -> Repeated:
        return {paragraph: judged.spread for paragraph, judged in self._store.repeated(source).items()}

    def sources(self) -> Iterator[tuple[int, str, int]]:
        """The sources that repeat something, the largest first: number, name, how many articles."""
        return self._store.repeating()

    def counts(self, source: int) -> dict[int, int]:
        """The paragraphs that a source repeats, with how many articles hold each."""
        return {paragraph: judged.articles for paragraph, judged in self._store.repeated(source).items()}

    def example(self, source: int, paragraph: int) -> str:
        """The path of an article that holds this paragraph."""
        return self._store.example(source, paragraph)

    def commit(self) -> None:
        """Keep the survey for the next run."""
        self._store.commit()

    def close(self) -> None:
        """Give up what was not committed."""
        self._store.close()


def store_file(url: str) -> Path | None:
    """Where the survey of the archive of an index lies; None for an index without a folder."""
    folder = index_folder(url)
    return None if folder is None else folder / FILE


def recall(url: str, raw: RawArticle) -> tuple[RawArticle, Repeated]:
    """The article as a run would clean it, and what its source repeats, by the survey of the last run on the index at
    this address; the article as it is and nothing when that knows another version of it, or cannot be read."""
    place = store_file(url)
    if place is None or not place.exists():
        return raw, NOTHING
    try:
        with closing(Store(place, fingerprint(), make=False)) as store:
            record, repeats = store.record(raw.path), Repeats(store)
            if record is None or record.content != raw.content:
                return raw, NOTHING
            return repeats.dated(raw), repeats.of(raw.path)
    except EngineError:
        return raw, NOTHING


def survey(
    archive: Archive, files: Iterable[Found], *, url: str, patience: float, passing: bool = False, anew: bool = False,
    unreachable: Collection[str] = (), on_progress: Callable[[int], None] | None = None,
) -> Repeats:  # fmt: skip
    """Survey an archive: these are all its files, but for the `unreachable` ones, of which what is known stays.

    `passing`: nothing will be kept. `anew`: every file is read again. `on_progress` is told now and then how
    many were read. `IndexBusyError` when another run is at it.
    """
    place = store_file(url)
    if place is not None and passing and not place.exists():
        place = None
    files = list(files)
    for attempt in range(2):
        store = None
        try:
            store = Store(place, fingerprint())
            _Survey(archive, store, patience, anew=anew, on_progress=on_progress).run(files, unreachable)
            return Repeats(store)
        except DamagedError:
            if store is not None:
                store.close()
            if place is None or attempt:
                raise
            place = None if passing else _remove(place)
        except BaseException:
            if store is not None:
                store.close()
            raise
    raise AssertionError("the loop returns or raises")


def _remove(place: Path) -> Path:
    for file in (place, place.with_name(place.name + "-journal")):
        file.unlink(missing_ok=True)
    return place


class _Survey:
    def __init__(
        self, archive: Archive, store: Store, patience: float, *, anew: bool, on_progress: Callable[[int], None] | None
    ) -> None:
        self._archive, self._store, self._patience, self._anew = archive, store, patience, anew
        self._on_progress, self._read = on_progress, 0

    def run(self, files: Collection[Found], unreachable: Collection[str]) -> None:
        there = {found.path for found in files}.union(unreachable)
        for path in [path for path in self._store.paths() if path not in there]:
            self._store.drop(path)
        for found in files:
            self._file(found)
        for source in self._store.stirred():
            self._store.note(source, judge(self._store.holdings(source)))
            self._store.note_dates(source)
        self._store.apply()

    def _file(self, found: Found) -> None:
        path = found.path
        if found.size > self._archive.largest:
            self._store.drop(path)
            return
        record = self._store.record(path)
        if record is not None and not self._anew and (found.size, found.changed) == (record.size, record.changed):
            self._same(path, record)
            return
        raw = read_article(self._archive, found)
        self._read += 1
        if self._on_progress is not None and self._read % OFTEN == 0:
            self._on_progress(self._read)
        if isinstance(raw, Unreadable):
            return
        changed = found.changed if time.time_ns() - found.changed > JUST_NOW else -1
        if isinstance(raw, Skipped):
            self._store.put(path, Record(NO_SOURCE, "", "", found.size, changed, ""), ())
            return
        if record is not None and not self._anew and raw.content == record.content:
            self._store.refresh(path, found.size, changed)
            self._same(path, record)
            return
        try:
            with time_limit(self._patience):
                surveyed = survey_article(raw)
        except (Exception, TooSlowError):  # whatever stops it here stops its cleaning too, and is reported there
            surveyed = Surveyed(())
        source = self._store.source(source_name(raw.facts, surveyed.host, path))
        record = Record(source, surveyed.host, raw.content, found.size, changed, "")
        self._store.put(path, record, surveyed.keys, surveyed.dates)

    def _same(self, path: str, record: Record) -> None:
        """The file is the same; its source may have another name now."""
        if record.source == NO_SOURCE:
            return
        source = self._store.source(source_name(self._archive.facts(path), record.host, path))
        if source != record.source:
            self._store.move(path, source)
