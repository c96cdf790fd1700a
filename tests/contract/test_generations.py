"""The published index of a folder, and what becomes of it when a run is killed or its files are damaged."""

from __future__ import annotations

import errno
import hashlib
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from search import generations
from search.engine import Engine, open_engine
from search.errors import EngineError, IndexBusyError, IndexUnreadableError
from search.query import SearchRequest, Term
from tests.contract.engines import fill
from tests.documents import article

ROOT = Path(__file__).parent.parent.parent

STALL = """
import sys, time
from search.engine import open_engine
from tests.documents import article
from search import generations
url, where, *rebuild = sys.argv[1:]

def stall(*args, **kwargs):
    print("here", flush=True)
    time.sleep(600)

if where == "collect":  # right after the pointer has been swapped
    publish = generations.publish
    generations.publish = lambda *args: (publish(*args), stall())
elif where == "publish":
    generations.publish = stall
elif where == "columns":
    from search.engines.whoosh import columns
    columns.save = stall
with open_engine(url).writer(rebuild=bool(rebuild)) as writer:
    for n in range(30):
        writer.write(article(f"new{n}", body="new"))
    writer.delete("a")
    if where == "batch":
        stall()
"""


def open_at(folder: Path) -> Engine:
    return open_engine(f"whoosh:{folder}")


def bodies(engine: Engine) -> int:
    return engine.search(SearchRequest(Term("new", ("body",)))).total


def prepared(folder: Path) -> Path:
    path = generations.begin(folder)
    (path / "data").write_text(path.name)
    return path


def test_publishing(tmp_path: Path) -> None:
    assert generations.current(tmp_path) is None
    assert generations.current(tmp_path / "absent") is None
    with generations.writing(tmp_path):
        made = [prepared(tmp_path) for _ in range(5)]
        for one in made:
            assert generations.current(tmp_path) != one
            generations.publish(tmp_path, one)
            assert generations.current(tmp_path) == one
        generations.collect(tmp_path)
    assert generations.published(tmp_path) == tuple(one.name for one in reversed(made[2:]))
    assert [one.exists() for one in made] == [False, False, True, True, True]
    assert {path.name for path in tmp_path.iterdir()} == {"current", "write.lock", *(one.name for one in made[2:])}


def test_only_one_writer(tmp_path: Path) -> None:
    with generations.writing(tmp_path), pytest.raises(IndexBusyError), generations.writing(tmp_path):
        pass
    with generations.writing(tmp_path):
        pass
    assert (tmp_path / "write.lock").exists()


def test_what_is_held_is_not_collected(tmp_path: Path) -> None:
    with generations.writing(tmp_path):
        first = prepared(tmp_path)
        generations.publish(tmp_path, first)
        held = generations.hold(tmp_path)
        assert held is not None
        for _ in range(4):
            generations.publish(tmp_path, prepared(tmp_path))
        generations.collect(tmp_path)
        assert (first / "data").read_text() == first.name
        held.close()
        held.close()
        generations.collect(tmp_path)
        assert not first.exists()


def test_leftovers_are_collected(tmp_path: Path) -> None:
    with generations.writing(tmp_path):
        generations.publish(tmp_path, prepared(tmp_path))
        begun = prepared(tmp_path)
        (tmp_path / "gen-half-made").mkdir()
        (tmp_path / f"dead-{begun.name}").mkdir()
        (tmp_path / "current.0123.tmp").touch()
        (tmp_path / "notes.txt").touch()
        generations.collect(tmp_path)
    assert len(list(tmp_path.glob("gen-*"))) == 1
    assert {path.name for path in tmp_path.iterdir() if not path.name.startswith("gen-")} == {
        "current", "write.lock", "notes.txt",
    }  # fmt: skip


@pytest.mark.parametrize("damage", ["", "../../etc\n", "gen-1\n", "\x00\xff", "gen-20261122T020514.123456Z-1f0c9a3e"])
def test_a_damaged_pointer(tmp_path: Path, damage: str) -> None:
    fill(open_at(tmp_path), [article("a")])
    (tmp_path / "current").write_text(damage, "latin-1")
    engine = open_at(tmp_path)
    with pytest.raises(IndexUnreadableError, match="rebuild"):
        engine.count()
    with pytest.raises(IndexUnreadableError):
        fill(engine, [article("b")])
    fill(engine, [article("c")], rebuild=True)
    assert engine.count() == 1
    assert [hit.document.id for hit in open_at(tmp_path).search(SearchRequest()).hits] == ["c"]


def test_a_commit_never_changes_an_older_generation(tmp_path: Path) -> None:
    engine = fill(open_at(tmp_path), (article(f"{n}", body="war") for n in range(30)))
    first = generations.current(tmp_path)
    assert first is not None

    def contents() -> dict[str, str]:
        return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in first.iterdir()}

    before = contents()
    with engine.writer() as writer:
        writer.delete("3")
        writer.write(article("7", body="peace"))
    assert contents() == before
    assert generations.published(tmp_path)[1] == first.name


def test_without_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, target: Path) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    engine = fill(fill(open_at(tmp_path), [article("a")]), [article("b")])
    assert engine.count() == 2


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
@pytest.mark.parametrize("rebuild", [False, True], ids=["update", "rebuild"])
@pytest.mark.parametrize(("where", "published"), [("batch", 0), ("columns", 0), ("publish", 0), ("collect", 1)])
def test_a_killed_run_leaves_the_last_commit(tmp_path: Path, where: str, published: int, rebuild: bool) -> None:
    fill(open_at(tmp_path), [article("a", body="old"), article("b", body="old")])
    reader = open_at(tmp_path)
    assert reader.count() == 2
    before = reader.generation
    command = [sys.executable, "-c", STALL, f"whoosh:{tmp_path}", where, *(["rebuild"] if rebuild else [])]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, cwd=tmp_path) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"here\n"
        with pytest.raises(IndexBusyError):
            open_at(tmp_path).writer()
        assert reader.count() == 2  # readable while another process is in the middle of its commit
        assert open_at(tmp_path).count() == (2 if not published else 30 if rebuild else 31)
        child.send_signal(signal.SIGKILL)
        child.wait()
    after = open_at(tmp_path)
    assert (after.generation != before) == bool(published)
    assert bodies(after) == 30 * published
    fill(after, [article("c", body="new")])  # the system has let go of the lock
    assert bodies(after) == 30 * published + 1
    assert bodies(open_at(tmp_path)) == 30 * published + 1
    assert {path.name for path in tmp_path.glob("gen-*")} == set(generations.published(tmp_path))


@pytest.mark.parametrize("victim", ["*.trm", "*.pst", "*_stored.col", "*.toc", "columns", "format", "digests.jsonl"])
@pytest.mark.parametrize("how", ["missing", "empty", "cut", "garbled"])
def test_damage_is_told_apart(tmp_path: Path, victim: str, how: str) -> None:
    """No damage shows as anything but an `EngineError`, and a rebuild mends it."""
    fill(open_at(tmp_path), (article(f"{n}", body=f"war word{n}", actor="x") for n in range(50)))
    generation = generations.current(tmp_path)
    assert generation is not None
    (file,) = generation.glob(victim)
    data = file.read_bytes()
    if how == "missing":
        file.unlink()
    else:
        half = len(data) // 2
        file.write_bytes({"empty": b"", "cut": data[:half], "garbled": bytes(255 - byte for byte in data)}[how])
    engine = open_at(tmp_path)
    with pytest.raises(IndexUnreadableError, match="rebuild"):
        engine.digests()
        engine.search(SearchRequest(Term("war", ("body",)), limit=None))
        engine.get("7")
    fill(engine, [article("a")], rebuild=True)
    assert engine.count() == 1


def test_another_version_is_refused(tmp_path: Path) -> None:
    fill(open_at(tmp_path), [article("a")])
    generation = generations.current(tmp_path)
    assert generation is not None
    (generation / "format").write_text("dragoman whoosh 0\n")
    engine = open_at(tmp_path)
    for ask in (engine.count, engine.digests, engine.writer):
        with pytest.raises(IndexUnreadableError, match="its format is 'dragoman whoosh 0'"):
            ask()
    with engine.writer(rebuild=True):
        pass
    assert engine.count() == 0


def test_another_analysis_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from search.engines.whoosh import schema

    fill(open_at(tmp_path), [article("a")])
    monkeypatch.setattr(schema, "analyze", lambda passages: iter(()))
    schema.format_name.cache_clear()
    try:
        with pytest.raises(IndexUnreadableError, match="rebuild"):
            open_at(tmp_path).count()
    finally:
        schema.format_name.cache_clear()


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, "full"), "free some disk space"),
        (PermissionError(errno.EACCES, "no", "var/index"), "change its permissions"),
        (MemoryError(), "memory"),
    ],
)
def test_what_the_system_refuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, said: str) -> None:
    from search.engines.whoosh import columns

    def refuse(*_: object) -> None:
        raise error

    engine = fill(open_at(tmp_path), [article("a")])
    with monkeypatch.context() as patched:
        patched.setattr(columns, "save", refuse)
        with pytest.raises(EngineError, match=said):
            fill(engine, [article("b")])
    assert engine.count() == 1
    assert len(list(tmp_path.glob("gen-*"))) == 1
    fill(engine, [article("b")])
    assert engine.count() == 2


def test_an_interrupt_after_publication_keeps_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    engine = fill(open_at(tmp_path), [article("a")])
    writer = engine.writer()
    writer.write(article("b"))
    monkeypatch.setattr(generations, "collect", interrupt)
    with pytest.raises(KeyboardInterrupt):
        writer.__exit__(None, None, None)
    assert open_at(tmp_path).count() == 2


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    engine = open_at(tmp_path / "file")
    with pytest.raises(EngineError):
        engine.count()
    with pytest.raises(EngineError):
        engine.writer()
