"""One batch, from lock to publication.

A batch is written into a generation of its own that begins with the published one's files (Whoosh never changes a
segment's file once it is written) and that nobody sees before the end. So all of it is published by one atomic swap,
readers keep what they have open, and a killed run leaves the published index as it was.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final

from whoosh.index import create_in, open_dir
from whoosh.writing import MERGE_SMALL

from search import generations
from search.documents import Document
from search.engines.whoosh import columns, lexicon
from search.engines.whoosh.codec import Codec
from search.engines.whoosh.failures import whoosh_errors
from search.engines.whoosh.schema import format_name, schema, whoosh_fields
from search.engines.whoosh.snapshot import FORMAT_FILE, OVERLAY_FILE, check_format, find
from search.errors import EngineError, IndexBusyError

if TYPE_CHECKING:
    from search.engines.whoosh.engine import WhooshEngine

_WHOOSHS: Final = (".toc", ".trm", ".pst", ".col")
"""How the names of Whoosh's own files end: its table of contents, and the terms, postings and columns of segments."""


class WhooshWriter:
    """See `search.engine.Writer`. Made by `WhooshEngine.writer`, holds the folder's lock from then on."""

    def __init__(self, engine: WhooshEngine, folder: Path, *, rebuild: bool) -> None:
        self._engine = engine
        self._folder = folder
        self._url = engine.url
        self._over = False
        self._writer: Any = None
        self._reader: Any = None
        self._pending: set[str] = set()
        self._lock = contextlib.ExitStack()
        with whoosh_errors(self._url):
            try:
                self._lock.enter_context(generations.writing(folder))
            except IndexBusyError as error:
                raise IndexBusyError(self._url) from error
            try:
                self._generation = self._begin(rebuild)
            except BaseException:
                self._lock.close()
                raise

    def _begin(self, rebuild: bool) -> Path:
        generations.collect(self._folder)
        base = self._base = None if rebuild else generations.current(self._folder)
        if base is not None:
            check_format(base, self._url)
        generation = generations.begin(self._folder, base, lambda name: name.endswith(_WHOOSHS) or name == OVERLAY_FILE)
        try:
            if base is None:
                create_in(str(generation), schema())
            self._index = open_dir(str(generation), schema=schema())
            (generation / FORMAT_FILE).write_text(format_name() + "\n", "utf-8")
        except BaseException:
            generations.discard(generation)
            raise
        return generation

    def write(self, document: Document, /) -> None:
        """See `search.engine.Writer.write`."""
        with whoosh_errors(self._url):
            self._remove(document.id)
            self._batch().add_document(**whoosh_fields(document))
            self._pending.add(document.id)

    def delete(self, id: str, /) -> None:
        """See `search.engine.Writer.delete`."""
        with whoosh_errors(self._url):
            self._remove(id)

    def carry(self, overlay: str, /) -> None:
        """See `search.engine.Writer.carry`."""
        self._check_open()
        with whoosh_errors(self._url):
            file = self._generation / OVERLAY_FILE
            file.unlink(missing_ok=True)  # it may be a link to the published one's, which stays as it is
            file.write_text(overlay, "utf-8")

    def _check_open(self) -> None:
        if self._over:
            raise EngineError("this batch is over: start another one", url=self._url)

    def _batch(self) -> Any:
        self._check_open()
        if self._writer is None:
            # Whoosh reads a compound segment into memory whole when it opens it: 0.2 s for 20,000 articles
            self._writer = self._index.writer(codec=Codec(), compound=False)
            self._reader = self._index.reader()
        return self._writer

    def _remove(self, id: str) -> None:
        writer = self._batch()
        if id in self._pending:
            # Whoosh cannot take back what it was given in the same batch, so the batch so far must be in its files
            self._flush()
            writer = self._batch()
        number = find(self._reader, id)
        if number is not None and not writer.is_deleted(number):
            writer.delete_document(number)

    def _flush(self) -> None:
        if self._writer is not None:
            self._reader.close()
            writer, self._writer, self._reader = self._writer, None, None
            writer.commit(mergetype=_without_dead)
            self._pending.clear()

    def __enter__(self) -> WhooshWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        self._check_open()
        published = False
        try:
            with whoosh_errors(self._url):
                if kind is None:
                    self._publish()
                    published = True
        finally:
            self._over = True
            if not published:
                self._abandon()
            self._lock.close()
        if published:
            self._engine.reopen()

    def _publish(self) -> None:
        self._flush()
        reader = self._index.reader()
        try:
            columns.save(reader, self._generation)
            lexicon.save(reader, self._generation, self._base)
        finally:
            reader.close()
        generations.publish(self._folder, self._generation)
        with contextlib.suppress(OSError):  # it is published: what could not be cleared away now, the next run does
            generations.collect(self._folder)

    def _abandon(self) -> None:
        for close in (self._reader and self._reader.close, self._writer and self._writer.cancel):
            with contextlib.suppress(Exception):  # what matters is that the files go
                close()
        generations.discard(self._generation)


def _without_dead(writer: Any, segments: list[Any]) -> list[Any]:
    """Whoosh's own way to merge, but segments whose documents are all deleted go: it would keep them for good, so an
    index would grow by all of itself whenever every article is indexed anew."""
    kept: list[Any] = MERGE_SMALL(writer, [segment for segment in segments if segment.doc_count()])
    return kept
