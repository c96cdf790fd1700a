"""Bringing an index up to date with an archive."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from index.archive import Archive
from index.batch import OvertakenError
from index.build import Built, build_document
from index.patience import PATIENCE
from index.report import BuildReport, Event
from index.run import Build, Run, Wishes
from search.engine import Engine
from search.errors import IndexBusyError

__all__ = ["BuildReport", "Built", "build_document", "update"]

_ATTEMPTS: Final = 3


def update(
    archive: Archive,
    engine: Engine,
    *,
    rebuild: bool = False,
    dry_run: bool = False,
    allow_mass_delete: bool = False,
    retry_failed: bool = False,
    patience: float = PATIENCE,
    build: Build = build_document,
    on_event: Callable[[Event], None] | None = None,
) -> BuildReport:
    """Make the index hold the articles of the archive as they are now, in one commit or not at all.

    Only what is new or changed is cleaned and written; with `rebuild`, everything is. Articles are streamed:
    memory holds a short record of each file and one article. A file that cannot be read, cleaned or written is
    skipped with its reason and does not stop the run. One that can only not be read today keeps its article.
    With `dry_run` nothing is written. `on_event` is told of each file that is not merely unchanged.

    An index that cannot be read, such as one of another version, is rebuilt.

    `ArchiveError` when the folder is missing or most articles have vanished (see `index.past.MASS_SHARE`), unless
    `allow_mass_delete`; `IndexBusyError` when another run is writing; other `EngineError`.
    """
    archive.check()
    wishes = Wishes(rebuild, dry_run, allow_mass_delete, retry_failed, patience, build, on_event)
    for _ in range(_ATTEMPTS):
        try:
            return Run(archive, engine, wishes).run()
        except OvertakenError:
            continue
    raise IndexBusyError(engine.url)
