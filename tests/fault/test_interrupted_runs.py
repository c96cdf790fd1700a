"""Runs that are killed, interrupted or meet another one: readers see the old index, and the next run mends all."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import index.cli
from index.pipeline import update
from index.sources import read_archive
from search.engine import Engine, open_engine
from tests.archives import LONG_AGO, fill, plain_build, put

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has other signals: not on this system")

# index-cli, but at the third article it says so and waits for what comes
STOPPING = """
import signal, sys, index.cli, index.build
signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background inherits a deaf one
from tests.archives import plain_build
count = 0
def build(raw, names, **known):
    global count
    count += 1
    if count == 3:
        print("third", flush=True)
        sys.stdin.read()
    return plain_build(raw, names, **known)
import index.pipeline
index.pipeline.update.__kwdefaults__["build"] = build
sys.exit(index.cli.main(sys.argv[1:]))
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return fill(tmp_path / "archive", {f"{n}.txt": f"T{n}\nold" for n in range(5)})


@pytest.fixture
def url(tmp_path: Path, root: Path) -> str:
    """An index of the archive, whose files then changed."""
    url = f"whoosh:{tmp_path / 'index'}"
    with opened(url) as engine:
        update(read_archive(root), engine, build=plain_build)
    fill(root, {f"{n}.txt": f"T{n}\nnew" for n in range(5)})
    for n in range(5):
        put(root, f"{n}.txt", f"T{n}\nnew", age=LONG_AGO + 1)
    return url


@contextmanager
def opened(url: str) -> Iterator[Engine]:
    engine = open_engine(url)
    try:
        yield engine
    finally:
        engine.close()


@contextmanager
def stopped_in_the_middle(command: str, root: Path, url: str) -> Iterator[subprocess.Popen[str]]:
    arguments = [command, "--archive", str(root), "--index", url]
    run = subprocess.Popen(
        [sys.executable, "-c", STOPPING, *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with run:
        assert run.stdout is not None
        assert run.stdout.readline() == "third\n"
        yield run
        run.kill()


def bodies(url: str) -> set[str]:
    with opened(url) as engine:
        return {engine.get(id).body for id in engine.digests()}


@pytest.mark.parametrize("command", ["update", "rebuild"])
def test_a_killed_run_leaves_the_old_index(root: Path, url: str, command: str, tmp_path: Path) -> None:
    with opened(url) as reader, stopped_in_the_middle(command, root, url) as run:
        assert bodies(url) == {"old"}, "while the run is at work"
        run.send_signal(signal.SIGKILL)
        assert run.wait(30) == -signal.SIGKILL
        assert bodies(url) == {"old"}
        assert reader.count() == 5
    with opened(url) as engine:
        report = update(read_archive(root), engine, build=plain_build)
        assert (report.updated, report.indexed) == (5, 0)
    assert bodies(url) == {"new"}
    left = sorted(path.name for path in (tmp_path / "index").iterdir() if path.name.startswith("gen-"))
    published = (tmp_path / "index" / "current").read_text().split()
    assert set(left) <= set(published), "what the killed run left behind is gone"


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupted_run_says_so_and_leaves_the_old_index(
    root: Path, url: str, number: signal.Signals, code: int
) -> None:
    with stopped_in_the_middle("update", root, url) as run:
        run.send_signal(number)
        assert run.wait(30) == code
        assert run.stderr is not None
        said = run.stderr.read()
    assert "the index is as it was" in said and "Traceback" not in said
    assert bodies(url) == {"old"}


def test_a_second_run_finds_the_index_busy(root: Path, url: str, capsys: pytest.CaptureFixture[str]) -> None:
    with stopped_in_the_middle("update", root, url):
        assert index.cli.main(["update", "--archive", str(root), "--index", url]) == 75
        assert "try again later" in capsys.readouterr().err
        assert bodies(url) == {"old"}
    assert index.cli.main(["update", "--quiet", "--archive", str(root), "--index", url]) == 0
    with opened(url) as engine:
        assert engine.count() == 5
