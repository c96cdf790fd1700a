"""An archive and its index, for tests of runs."""

from __future__ import annotations

from pathlib import Path

from index.pipeline import update
from index.report import BuildReport, Event
from index.sources import read_archive
from search.documents import Document
from search.engine import Engine
from tests.archives import fill, plain_build

FILES = {"a.txt": "A\none", "b/c.txt": "C\ntwo\n-junk", "d.md": "D\nthree"}


class Bench:
    """An archive, an index, and a way to bring one up to the other."""

    def __init__(self, root: Path, engine: Engine) -> None:
        self.root, self.engine = fill(root, FILES), engine
        self.events: list[Event] = []

    def run(self, **wishes: object) -> BuildReport:
        self.events = []
        settings = {"build": plain_build, "on_event": self.events.append, **wishes}
        return update(read_archive(self.root), self.engine, **settings)

    def documents(self) -> dict[str, Document]:
        """By path."""
        documents = [self.engine.get(id) for id in self.engine.digests()]
        return {document.path: document for document in documents}

    def happened(self) -> list[tuple[str, str]]:
        return [(event.action, event.path) for event in self.events]


def figures(report: BuildReport) -> tuple[int, int, int, int, int]:
    return report.indexed, report.updated, report.deleted, report.unchanged, report.skipped
