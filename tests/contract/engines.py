"""The engines that the contract is tested on. A new one is a line in `ENGINES`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from search.documents import Document
from search.engine import Engine, open_engine

ENGINES: dict[str, Callable[[Path], str]] = {
    "memory": lambda folder: "memory:",
    "whoosh": lambda folder: f"whoosh:{folder / 'index'}",
}
"""Name -> the address of an index for the tests of one folder."""

PERSISTENT = ("whoosh",)
"""Engines whose index outlives them, so that several can be opened on one."""


def opened(name: str, folder: Path) -> Engine:
    return open_engine(ENGINES[name](folder))


def fill(engine: Engine, documents: Iterable[Document], *, rebuild: bool = False) -> Engine:
    with engine.writer(rebuild=rebuild) as writer:
        for document in documents:
            writer.write(document)
    return engine
