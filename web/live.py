"""The index that pages are answered from, always in its newest published state."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from search.engine import Engine, Searcher
from search.errors import IndexNotFoundError


@dataclass(frozen=True, slots=True)
class Lent:
    """An index lent to a request, and the name of the generation it shows."""

    searcher: Searcher
    generation: str


@dataclass(slots=True)
class _Lease:
    engine: Engine
    generation: str
    users: int = 0
    retired: bool = False


class LiveIndex:
    """Lends the engine to requests, and opens it anew when another generation has been published.

    `open` makes an engine, or raises `EngineError`. An engine's `generation` names what is published now, so the one
    in use is asked at every request; that costs a look at a small file. Requests under way keep the engine they were
    lent, which is closed when the last of them is done (never, with `keep_open`). May be used from several threads.
    """

    def __init__(self, open: Callable[[], Engine], *, keep_open: bool = False) -> None:
        self._open = open
        self._keep_open = keep_open
        self._lock = threading.Lock()
        self._lease: _Lease | None = None

    @contextmanager
    def lend(self) -> Iterator[Lent]:
        """The newest generation, for the length of a request. Raises `EngineError`."""
        lease = self._take()
        try:
            yield Lent(lease.engine, lease.generation)
        finally:
            with self._lock:
                lease.users -= 1
                self._close_if_done(lease)

    def _take(self) -> _Lease:
        with self._lock:
            published = self._published()
            if self._lease is None or self._lease.generation != published:
                # the name was read first: should a newer one be opened, the next request only opens it once more
                fresh = _Lease(self._open(), published)
                if self._lease is not None:
                    self._lease.retired = True
                    self._close_if_done(self._lease)
                self._lease = fresh
            self._lease.users += 1
            return self._lease

    def _published(self) -> str:
        engine = self._lease.engine if self._lease is not None else self._open()
        try:
            if not engine.generation:
                raise IndexNotFoundError(engine.url)
            return engine.generation
        finally:
            if self._lease is None and not self._keep_open:
                engine.close()

    def _close_if_done(self, lease: _Lease) -> None:
        if lease.retired and lease.users == 0 and not self._keep_open:
            lease.engine.close()
