"""Archives that misbehave: what cannot be read today keeps its article, what is no article is skipped."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import index.run
from index.articles import Skipped
from index.pipeline import update
from index.readers.walk import Found, list_files
from index.report import BuildReport
from index.sources import read_archive
from search.engine import Engine, open_engine
from search.errors import ArchiveError
from tests.archives import LONG_AGO, fill, plain_build, put

FILES = {"a.txt": "A\none", "b/c.txt": "C\ntwo", "b/d.txt": "D\nthree"}

ALL_MAY_READ = sys.platform == "win32" or os.geteuid() == 0


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_engine(f"whoosh:{tmp_path / 'index'}")
    yield engine
    engine.close()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return fill(tmp_path / "archive", FILES)


def run(root: Path, engine: Engine, **wishes: bool) -> BuildReport:
    return update(read_archive(root), engine, build=plain_build, **wishes)


def paths(engine: Engine) -> list[str]:
    return sorted(engine.get(id).path for id in engine.digests())


def forbid(monkeypatch: pytest.MonkeyPatch, *forbidden: Path) -> None:
    """Let the system refuse these files, as it refuses those without permission (root is refused nothing)."""
    for name, module in (("open", os), ("scandir", os)):
        real = getattr(module, name)

        def refuse(path: object, *rest: object, real: object = real) -> object:
            if path in forbidden:
                raise PermissionError(13, "Permission denied", str(path))
            return real(path, *rest)

        monkeypatch.setattr(module, name, refuse)


@pytest.mark.parametrize("rebuild", [False, True])
def test_an_unreadable_file_keeps_its_article(
    root: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch, rebuild: bool
) -> None:
    run(root, engine)
    put(root, "a.txt", "A\nedited", age=LONG_AGO + 1)
    with monkeypatch.context() as patch:
        forbid(patch, root / "a.txt")
        report = run(root, engine, rebuild=rebuild)
        assert [(f.path, f.stage, f.reason) for f in report.failures] == [("a.txt", "read", "Permission denied")]
        assert report.deleted == 0 and paths(engine) == sorted(FILES)
        assert run(root, engine).failed == 0, "trouble that stays is not told again"
    report = run(root, engine)
    assert (report.updated, report.skipped) == (1, 0)
    assert {engine.get(id).body for id in engine.digests()} == {"edited", "two", "three"}


@pytest.mark.parametrize("rebuild", [False, True])
def test_an_unreadable_folder_keeps_its_articles(
    root: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch, rebuild: bool
) -> None:
    run(root, engine)
    with monkeypatch.context() as patch:
        forbid(patch, root / "b/")
        report = run(root, engine, rebuild=rebuild)
        assert [(f.path, f.reason) for f in report.failures] == [
            ("b", "the folder cannot be listed: Permission denied")
        ]
        assert report.deleted == 0 and paths(engine) == sorted(FILES)
    report = run(root, engine)
    assert (report.updated, report.deleted, report.skipped) == (0, 0, 0)


@pytest.mark.skipif(ALL_MAY_READ, reason="root may read everything: not on this system")
def test_permissions_of_the_real_system(root: Path, engine: Engine) -> None:
    run(root, engine)
    (root / "a.txt").chmod(0)
    (root / "b").chmod(0)
    try:
        report = run(root, engine, rebuild=True)
    finally:
        (root / "a.txt").chmod(0o600)
        (root / "b").chmod(0o700)
    assert [f.path for f in report.failures] == ["b", "a.txt"]
    assert paths(engine) == sorted(FILES)


def test_an_unreadable_new_file_is_tried_again(root: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        forbid(patch, root / "a.txt")
        report = run(root, engine)
        assert (report.indexed, report.failed) == (2, 1)
    assert run(root, engine).indexed == 1


def test_a_file_that_vanishes_between_listing_and_reading(
    root: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(root, engine)

    def listing(folder: Path) -> Iterator[Found | Skipped]:
        yield from list(list_files(folder))
        (root / "a.txt").unlink()

    put(root, "a.txt", "A\nedited", age=LONG_AGO + 1)
    with monkeypatch.context() as patch:
        patch.setattr(index.run, "list_files", listing)
        report = run(root, engine)
        assert [(f.path, f.reason) for f in report.failures] == [("a.txt", "No such file or directory")]
    report = run(root, engine)
    assert report.deleted == 1
    assert paths(engine) == ["b/c.txt", "b/d.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other links: not on this system")
def test_a_file_replaced_by_a_link_between_listing_and_reading(
    root: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = put(root.parent, "secret.txt", "secret")

    def listing(folder: Path) -> Iterator[Found | Skipped]:
        yield from list(list_files(folder))
        (root / "a.txt").unlink()
        (root / "a.txt").symlink_to(secret)

    monkeypatch.setattr(index.run, "list_files", listing)
    report = run(root, engine)
    assert [f.path for f in report.failures] == ["a.txt"]
    assert paths(engine) == ["b/c.txt", "b/d.txt"]


def test_a_folder_named_like_an_article(root: Path, engine: Engine) -> None:
    put(root, "folder.txt/inside.txt", "I\ninside")
    (root / "empty.html").mkdir()
    report = run(root, engine)
    assert report.failed == 0
    assert paths(engine) == ["a.txt", "b/c.txt", "b/d.txt", "folder.txt/inside.txt"]


def test_a_file_of_50_megabytes(root: Path, engine: Engine) -> None:
    with (root / "large.txt").open("wb") as file:
        file.truncate(50_000_000)
    report = run(root, engine)
    assert [f.path for f in report.failures] == ["large.txt"]
    assert "larger than 10,000,000 bytes" in report.failures[0].reason


def test_a_file_that_grows_while_it_is_read(root: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def listing(folder: Path) -> Iterator[Found | Skipped]:
        yield from list(list_files(folder))
        with (root / "a.txt").open("wb") as file:
            file.truncate(50_000_000)

    monkeypatch.setattr(index.run, "list_files", listing)
    assert [f.path for f in run(root, engine).failures] == ["a.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other links: not on this system")
def test_a_loop_of_links_ends(root: Path, engine: Engine) -> None:
    (root / "b" / "loop").symlink_to(root)
    (root / "x").symlink_to(root / "y")
    (root / "y").symlink_to(root / "x")
    assert run(root, engine).indexed == 3


def test_folders_without_end(root: Path, engine: Engine) -> None:
    deep = root
    for _ in range(70):
        deep = deep / "d"
    put(deep, "a.txt")
    report = run(root, engine)
    assert report.indexed == 3
    assert "folders deep" in report.failures[0].reason


def test_the_archive_vanishes(root: Path, engine: Engine, tmp_path: Path) -> None:
    archive = read_archive(root)
    update(archive, engine, build=plain_build)
    root.rename(tmp_path / "elsewhere")
    with pytest.raises(ArchiveError, match="there is no such folder"):
        update(archive, engine, build=plain_build)
    assert engine.count() == 3
