"""The batch that a run writes, opened when there is first something to write."""

from __future__ import annotations

from contextlib import ExitStack
from types import TracebackType
from typing import Self

from search.engine import Engine, Writer


class OvertakenError(Exception):
    """Another run committed between our reading the index and our opening it for writing."""


class Batch:
    """A `Writer` that opens the engine's when it is first needed: a run that finds nothing to do takes no lock, and
    a dry run never opens it. A context manager as the engine's is; `generation` is the one that the run looked at."""

    def __init__(self, engine: Engine, generation: str, *, rebuild: bool, dry: bool) -> None:
        self._engine, self._generation = engine, generation
        self._rebuild, self._dry = rebuild, dry
        self._writer: Writer | None = None
        self._stack = ExitStack()

    @property
    def opened(self) -> bool:
        """Whether the engine's writer was opened."""
        return self._writer is not None

    def open(self) -> Writer:
        """Open the engine's writer, unless it is. `IndexBusyError`; `OvertakenError`."""
        if self._dry:
            return _NoWriter()
        if self._writer is None:
            self._writer = self._stack.enter_context(self._engine.writer(rebuild=self._rebuild))
            if not self._rebuild and self._engine.generation != self._generation:
                raise OvertakenError
        return self._writer

    def commit(self) -> None:
        """Publish what was written. Nothing may be written afterwards."""
        self._stack.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        self._stack.__exit__(kind, error, trace)


class _NoWriter:
    """What a dry run writes to."""

    def write(self, document: object, /) -> None:
        """Do nothing."""

    def delete(self, id: str, /) -> None:
        """Do nothing."""

    def carry(self, overlay: str, /) -> None:
        """Do nothing."""

    def __enter__(self) -> Writer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        """Do nothing."""
