"""Whatever happens to an archive, updating step by step ends in the state that a rebuild ends in."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from index.pipeline import update
from index.sources import read_archive
from search.documents import to_json
from search.engine import Engine, open_engine
from search.names import Name, Spelling
from search.names.model import Entry
from search.names.overlay import Overlay
from tests.archives import LONG_AGO, plain_build, put

PATHS = st.sampled_from(["a.txt", "b.txt", "c/a.txt", "c/d.txt", "e.md"])
# few texts, so that copies, renames and shared addresses happen; one cannot be cleaned, one is no text
WITH_URL = ["four\nurl: https://a.org/1", "five\nurl: http://www.a.org/1/"]
TEXTS = st.sampled_from(["one", "two\nbody", "three\n-junk", *WITH_URL, "explode", "%PDF-"])
# what enough articles of a source repeat is removed from all of them, and comes back when it is too few
BLURB = "we tell the story of the river"
REPORTS = st.integers(0, 8).map(lambda n: f"report {n}\nwhat only {'abcdefghi'[n] * 3} tells us of it\n{BLURB}")
# what some articles of a source show of its dates settles the others' ("2-3-2015")
STAMPED = st.sampled_from(["25-3-2015", "26-3-2015", "3-25-2015", "2-3-2015", "4-5-2015 6-28-2015"]).map(
    lambda stamp: f"{stamp}\nnews of the day"
)
SOURCES = st.sampled_from(
    [
        "",
        '[[source]]\npaths = ["*.txt"]\npublisher = "SANA"',
        '[[source]]\npaths = ["c/*"]\nurl_prefix = "https://a.org/"',
        '[[article]]\npath = "a.txt"\ntitle = "Better"\nurl = "https://a.org/1"',
    ]
)


NAMES = st.sampled_from(
    [
        Overlay(),
        Overlay((Entry(Name("o.ford", "actor", "Ford Guard", "Ford Guard", "person"), (Spelling("the ford"),)),)),
        Overlay((Entry(Name("o.ford", "actor", "Ford Watch", "Ford Watch", "person"), (Spelling("the ford"),)),)),
    ]
).map(Overlay.to_text)


def contents(engine: Engine) -> dict[str, object]:
    return {id: to_json(engine.get(id)) for id in engine.digests()} | {"": engine.overlay()}


class Archive(RuleBasedStateMachine):
    """Changes an archive at random, and after each update compares the index with one that is rebuilt."""

    url = "memory:"

    @initialize()
    def start(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.root = self.folder / "archive"
        self.root.mkdir()
        self.clock = LONG_AGO
        for n in range(5):
            put(self.root, f"f{n}.txt", f"first {n}\nthe words of {'vwxyz'[n] * 3} about the ford\n{BLURB}")
        self.names = ""
        self.stale = True
        self.engine = open_engine(self.address())

    def address(self) -> str:
        return self.url.format(self.folder / "index")

    def teardown(self) -> None:
        if hasattr(self, "engine"):
            self.engine.close()
            shutil.rmtree(self.folder)

    @rule(path=st.one_of(PATHS, st.sampled_from(["f0.txt", "f1.txt"])), text=st.one_of(TEXTS, REPORTS, STAMPED))
    def write(self, path: str, text: str) -> None:
        self.clock += 1
        put(self.root, path, text, age=self.clock)
        self.stale = True

    @rule(path=PATHS)
    def remove(self, path: str) -> None:
        (self.root / path).unlink(missing_ok=True)
        self.stale = True

    @rule(path=PATHS, other=PATHS)
    def rename(self, path: str, other: str) -> None:
        if (self.root / path).exists():
            (self.root / other).parent.mkdir(exist_ok=True)
            (self.root / path).replace(self.root / other)
            self.stale = True

    @rule(path=PATHS, other=PATHS)
    def copy(self, path: str, other: str) -> None:
        if path != other and (self.root / path).exists():
            put(self.root, other, (self.root / path).read_text(), age=LONG_AGO)
            self.stale = True

    @rule(toml=SOURCES)
    def describe(self, toml: str) -> None:
        put(self.root, "sources.toml", toml)
        self.stale = True

    @rule(overlay=NAMES)
    def name(self, overlay: str) -> None:
        self.stale |= overlay != self.names
        self.names = overlay

    @precondition(lambda self: self.stale)
    @rule()
    def bring_up_to_date(self) -> None:
        archive = replace(read_archive(self.root), names=self.names)
        wishes = {"build": plain_build, "allow_mass_delete": True}
        planned = update(archive, self.engine, dry_run=True, **wishes)
        before = len(self.engine.digests())
        # the rebuild happens next to a copy of the index as it was, and so knows what was renamed
        other = self.beside()
        rebuilt = update(archive, other, rebuild=True, **wishes)
        report = update(archive, self.engine, **wishes)
        assert contents(self.engine) == contents(other)
        assert report.indexed + report.updated + report.unchanged == rebuilt.indexed == self.engine.count()
        assert report.deleted == rebuilt.deleted
        assert (planned.indexed, planned.updated, planned.deleted) == (report.indexed, report.updated, report.deleted)
        assert before + report.indexed - report.deleted == self.engine.count()
        again = update(archive, self.engine, **wishes)
        assert not again.changed and again.generation == report.generation
        other.close()
        self.stale = False

    def beside(self) -> Engine:
        """Another index of the same content."""
        other = open_engine("memory:")
        with other.writer() as writer:
            for id in self.engine.digests():
                writer.write(self.engine.get(id))
            writer.carry(self.engine.overlay())
        return other


class WhooshArchive(Archive):
    """The same on disk, with the ledger."""

    url = "whoosh:{}"

    def beside(self) -> Engine:
        place = self.folder / "other"
        shutil.rmtree(place, ignore_errors=True)
        if (self.folder / "index").exists():
            shutil.copytree(self.folder / "index", place)
        return open_engine(f"whoosh:{place}")


Archive.TestCase.settings = settings(max_examples=60, stateful_step_count=20)
WhooshArchive.TestCase.settings = settings(max_examples=6, stateful_step_count=12)
TestArchive = Archive.TestCase
TestWhooshArchive = pytest.mark.slow(WhooshArchive.TestCase)
