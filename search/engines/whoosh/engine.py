"""The Whoosh engine's face to the outside."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from search import generations
from search.documents import Document
from search.engines.requests import check_request
from search.engines.whoosh.columns import read_digests
from search.engines.whoosh.failures import whoosh_errors
from search.engines.whoosh.snapshot import OVERLAY_FILE, Snapshot, check_format
from search.errors import EngineError, IndexNotFoundError, IndexUnreadableError
from search.query import SearchRequest, Shaped
from search.results import Results

if TYPE_CHECKING:
    from search.engines.whoosh.writer import WhooshWriter


class WhooshEngine:
    """An index in a folder, relative to the current one. See `search.engine.Engine`.

    It sees the generation that was published when it was opened (or first used, if there was none then), and its own
    commits at once. `generation` names what is published now: when it changes, open the index anew to see the commits
    of others.
    """

    def __init__(self, folder: str | Path) -> None:
        self.url = f"whoosh:{folder}"
        self._folder = Path(folder)
        self._lock = threading.RLock()
        self._held: generations.Held | None = None
        self._snapshot: Snapshot | None = None
        self._overlay: str | None = None
        self._closed = False
        # a damaged one may be opened to be rebuilt; searching it says what is wrong
        with contextlib.suppress(IndexUnreadableError), whoosh_errors(self.url):
            self._held = generations.hold(self._folder)

    @property
    def generation(self) -> str:
        """The name of the published generation; costs one look at a small file. Empty: none yet."""
        with whoosh_errors(self.url):
            current = generations.current(self._folder)
        return current.name if current else ""

    def search(self, request: SearchRequest, /) -> Results:
        """See `search.engine.Searcher.search`."""
        check_request(request)
        with self._lock, whoosh_errors(self.url):
            return self._open().search(request)

    def get(self, id: str, /) -> Document:
        """See `search.engine.Searcher.get`."""
        with self._lock, whoosh_errors(self.url):
            return self._open().get(id)

    def count(self) -> int:
        """See `search.engine.Searcher.count`."""
        with self._lock, whoosh_errors(self.url):
            return self._open().count()

    def tokens(self, leaf: Shaped, /, *, most: int | None = None) -> Mapping[str, int]:
        """See `search.engine.Searcher.tokens`."""
        with self._lock, whoosh_errors(self.url):
            return self._open().tokens(leaf, most)

    def overlay(self) -> str:
        """See `search.engine.Searcher.overlay`."""
        with self._lock, whoosh_errors(self.url):
            held = self._hold()
            if held is None:
                return ""
            if self._overlay is None:
                file = held.path / OVERLAY_FILE
                self._overlay = file.read_text("utf-8") if file.exists() else ""
            return self._overlay

    def words(self, keys: Collection[str], /) -> set[str]:
        """See `search.engine.Searcher.words`."""
        with self._lock, whoosh_errors(self.url):
            return self._open().words(keys)

    def digests(self) -> Mapping[str, str]:
        """See `search.engine.Engine.digests`."""
        with self._lock, whoosh_errors(self.url):
            held = self._hold()
            if held is None:
                return {}
            check_format(held.path, self.url)
            return read_digests(held.path)

    def writer(self, *, rebuild: bool = False) -> WhooshWriter:
        """See `search.engine.Engine.writer`."""
        self._check_open()
        from search.engines.whoosh.writer import WhooshWriter  # searching starts sooner without it

        return WhooshWriter(self, self._folder, rebuild=rebuild)

    def close(self) -> None:
        """See `search.engine.Searcher.close`."""
        with self._lock:
            self._release()
            self._closed = True

    def reopen(self) -> None:
        """See the generation that is published now."""
        with self._lock:
            self._release()
            if not self._closed:
                self._held = generations.hold(self._folder)

    def _release(self) -> None:
        if self._snapshot is not None:
            self._snapshot.close()
        if self._held is not None:
            self._held.close()
        self._snapshot = self._held = self._overlay = None

    def _open(self) -> Snapshot:
        if self._snapshot is None:
            held = self._hold()
            if held is None:
                raise IndexNotFoundError(self.url)
            self._snapshot = Snapshot(held.path, self.url)
        return self._snapshot

    def _hold(self) -> generations.Held | None:
        self._check_open()
        if self._held is None:
            self._held = generations.hold(self._folder)
        return self._held

    def _check_open(self) -> None:
        if self._closed:
            raise EngineError("this index has been closed: open it again", url=self.url)
