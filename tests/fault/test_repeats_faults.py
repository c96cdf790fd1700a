"""Runs that end while what is repeated changes: the next run leaves index and survey as a rebuild would."""

from __future__ import annotations

import signal
import sqlite3
import sys
from pathlib import Path

import pytest

from index.pipeline import update
from index.repeats.store import FILE
from index.repeats.survey import Repeats
from index.sources import read_archive
from search.engine import open_engine
from tests.archives import LONG_AGO, fill, plain_build, put
from tests.fault.test_interrupted_runs import opened, stopped_in_the_middle

BLURB = "we tell the story of the river"


def report(n: int, state: str, *, blurb: bool = True) -> str:
    return f"T{n}\nthe {state} words of report {'abcdefghi'[n] * 3}\n" + (BLURB if blurb else "")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return fill(tmp_path / "archive", {f"{n}.txt": report(n, "old") for n in range(9)})


@pytest.fixture
def url(tmp_path: Path, root: Path) -> str:
    """An index of the archive, of whose files then only four hold what all nine held."""
    url = f"whoosh:{tmp_path / 'index'}"
    with opened(url) as engine:
        update(read_archive(root), engine, build=plain_build)
    assert all(BLURB not in body for body in bodies(url).values())
    for n in range(5):
        put(root, f"{n}.txt", report(n, "new", blurb=False), age=LONG_AGO + 1)
    return url


def bodies(url: str) -> dict[str, str]:
    with opened(url) as engine:
        return {document.path: document.body for document in map(engine.get, engine.digests())}


def rebuilt(root: Path) -> dict[str, str]:
    engine = open_engine("memory:")
    update(read_archive(root), engine, build=plain_build)
    return {document.path: document.body for document in map(engine.get, engine.digests())}


def mended(root: Path, url: str) -> None:
    with opened(url) as engine:
        update(read_archive(root), engine, build=plain_build)
        assert not update(read_archive(root), engine, build=plain_build).changed
    found = bodies(url)
    assert found == rebuilt(root) and BLURB in found["8.txt"], "an article that did not change itself"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other signals: not on this system")
@pytest.mark.parametrize("command", ["update", "rebuild"])
def test_a_killed_run(root: Path, url: str, command: str) -> None:
    with stopped_in_the_middle(command, root, url) as run:
        run.send_signal(signal.SIGKILL)
        assert run.wait(30) == -signal.SIGKILL
    assert BLURB not in bodies(url)["8.txt"]
    mended(root, url)


def test_a_run_that_ends_between_the_index_and_the_survey(
    root: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(_: Repeats) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, opened(url) as engine, pytest.raises(KeyboardInterrupt):
        patch.setattr(Repeats, "commit", killed)
        update(read_archive(root), engine, build=plain_build)
    assert BLURB in bodies(url)["8.txt"], "the index was published"
    with opened(url) as engine:
        assert not update(read_archive(root), engine, build=plain_build).changed
    mended(root, url)


def test_a_survey_that_cannot_be_kept_costs_only_time(root: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: Repeats) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch, opened(url) as engine:
        patch.setattr(Repeats, "commit", full)
        done = update(read_archive(root), engine, build=plain_build)
    assert any("No space left" in warning for warning in done.warnings) and BLURB in bodies(url)["8.txt"]
    mended(root, url)


@pytest.mark.parametrize("damage", [b"", b"nonsense" * 1000, None])
def test_a_damaged_survey(root: Path, url: str, damage: bytes | None, tmp_path: Path) -> None:
    file = tmp_path / "index" / FILE
    if damage is None:
        file.unlink()
    else:
        file.write_bytes(damage)
    mended(root, url)


def test_a_survey_that_somebody_holds_is_left_to_him(root: Path, url: str, tmp_path: Path) -> None:
    from index.cli import main

    other = sqlite3.connect(tmp_path / "index" / FILE, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert main(["update", "--quiet", "--archive", str(root), "--index", url]) == 75
    other.close()
    mended(root, url)
