"""What a run did."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from index.articles import Skipped
from index.suspicion import Suspicion

LISTED: Final = 1000
"""Articles of a sort that a report names; it counts all of them."""

Action = Literal["index", "update", "rename", "delete", "skip", "keep", "warn", "survey"]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to one file, or (without a path) to the run."""

    action: Action
    path: str = ""
    id: str = ""
    detail: str = ""


@dataclass(slots=True)
class BuildReport:
    """The figures of a run. `updated` holds renames too; `failed` counts files that were tried and became no
    article, `skipped` also those that failed before and have not changed since. `removed_blocks` counts by
    reason, over the articles written; `duplicates` counts groups of files with the same bytes. `suspicious`
    names the articles written that were perhaps cleaned wrongly. `generation` is the index's afterwards."""

    indexed: int = 0
    updated: int = 0
    deleted: int = 0
    unchanged: int = 0
    skipped: int = 0
    failed: int = 0
    removed_blocks: Counter[str] = field(default_factory=Counter)
    duplicates: int = 0
    suspicious: list[Suspicion] = field(default_factory=list)
    failures: list[Skipped] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    seconds: float = 0.0
    generation: str = ""
    dry_run: bool = False

    @property
    def changed(self) -> bool:
        """Whether the index holds something else than before."""
        return bool(self.indexed or self.updated or self.deleted)

    def figures(self) -> dict[str, Any]:
        """The run in one line."""
        return {
            "indexed": self.indexed,
            "updated": self.updated,
            "deleted": self.deleted,
            "unchanged": self.unchanged,
            "skipped": self.skipped,
            "failed": self.failed,
            "removed_blocks": self.removed_blocks.total(),
            "suspicious": len(self.suspicious),
            "dup_groups": self.duplicates,
            "seconds": round(self.seconds, 2),
            "generation": self.generation or "none",
        }
