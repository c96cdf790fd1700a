"""`search-cli --require-fresh`: only from an index that holds its archive as it is."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from index.pipeline import update
from index.sources import read_archive
from search import freshness
from search.engine import open_engine
from tests.archives import LONG_AGO, fill, plain_build, put
from tests.command import Run, runner

FILES = {"a.txt": "A\none", "b/c.txt": "C\ntwo", "notes.pdf": "no article", ".hidden": "x", "sources.toml": ""}


class Bench:
    """An archive, its index inside it, and the command."""

    def __init__(self, folder: Path, run: Run) -> None:
        self.root = fill(folder / "archive", FILES)
        self.url = f"whoosh:{self.root / 'var' / 'index'}"
        self.run = run

    def update(self) -> None:
        engine = open_engine(self.url)
        update(read_archive(self.root), engine, build=plain_build)
        engine.close()

    def asked(self, *argv: str) -> tuple[int, str]:
        status, out, err = self.run("--index", self.url, "--count", "--require-fresh", *argv, "one")
        assert out == ("" if status == 4 else "1\n")
        return status, err


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Bench:
    made = Bench(tmp_path, runner("whoosh:nowhere", monkeypatch, capsys))
    made.update()
    return made


def test_an_index_that_was_just_made_is_fresh(bench: Bench) -> None:
    assert bench.asked() == (0, "")
    bench.update()
    assert bench.asked() == (0, "")
    put(bench.root, ".hidden", "changed")
    assert bench.asked()[0] == 0, "hidden files do not count"


def rename(root: Path) -> None:
    (root / "a.txt").rename(root / "d.txt")


CHANGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "new": (lambda root: put(root, "b/new.txt"), "had 4 files and has 5"),
    "gone": (lambda root: (root / "b" / "c.txt").unlink(), "had 4 files and has 3"),
    "edited": (lambda root: put(root, "a.txt", "A\none more"), "files of its archive have changed"),
    "touched": (lambda root: put(root, "a.txt", FILES["a.txt"], age=LONG_AGO + 1), "files of its archive have changed"),
    "renamed": (rename, "files of its archive have changed"),
    "sources": (lambda root: put(root, "sources.toml", "# more"), "files of its archive have changed"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_changed_since_makes_it_stale_until_the_next_run(bench: Bench, change: str) -> None:
    act, why = CHANGES[change]
    act(bench.root)
    status, err = bench.asked()
    assert status == 4
    assert why in err
    assert err.startswith("search-cli: the index at whoosh:")
    assert err.endswith(": run 'index-cli update'\n")
    assert err.count("\n") == 1
    bench.update()
    assert bench.asked("--in", "all")[0] == 0


def test_without_the_flag_nothing_is_looked_at(bench: Bench) -> None:
    put(bench.root, "b/new.txt")
    assert bench.run("--index", bench.url, "--count", "one")[:2] == (0, "1\n")


def test_a_folder_beside_the_archive_is_watched_too(bench: Bench, tmp_path: Path) -> None:
    rules = put(tmp_path, "rules.toml", "# mine")
    seen = freshness.look(bench.root, [rules], bench.url)
    freshness.note(bench.url, "g", seen)
    assert freshness.doubt(bench.url, "g") == ""
    os.utime(rules, (LONG_AGO + 9, LONG_AGO + 9))
    assert freshness.doubt(bench.url, "g") == "files of its archive have changed"
    rules.unlink()
    assert "cannot be looked at: No such file or directory" in freshness.doubt(bench.url, "g")


RECORDS = ["", "{}", "[]", "null", '{"version": 1, "generation": "?"}', '{"version": 99}', "\0"]


@pytest.mark.parametrize("record", RECORDS)
def test_what_is_not_known_is_not_fresh(bench: Bench, record: str) -> None:
    record = record.replace("?", open_engine(bench.url).generation)
    put(bench.root, "var/index/archive.json", record)
    status, err = bench.asked()
    assert status == 4
    assert "nothing beside it says which state" in err


def test_a_commit_by_others_is_not_known_to_be_fresh(bench: Bench) -> None:
    engine = open_engine(bench.url)
    with engine.writer() as writer:
        writer.delete("nothing")
    assert bench.asked()[0] == 4


def test_another_version_is_not_fresh(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(freshness, "version", lambda name: "99.9")
    status, err = bench.asked()
    assert status == 4
    assert "this is 99.9" in err


def test_no_index_is_still_no_index(bench: Bench, tmp_path: Path) -> None:
    status, _, err = bench.run("--index", f"whoosh:{tmp_path / 'none'}", "--require-fresh", "one")
    assert status == 3
    assert "no index at" in err
    assert freshness.doubt("memory:", "1") != ""


def test_a_dry_run_notes_nothing(bench: Bench) -> None:
    put(bench.root, "b/new.txt")
    engine = open_engine(bench.url)
    update(read_archive(bench.root), engine, build=plain_build, dry_run=True)
    engine.close()
    assert bench.asked()[0] == 4
