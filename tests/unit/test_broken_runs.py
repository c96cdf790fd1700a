"""Runs that cannot go on, and indexes that are damaged."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import index.run
from index.articles import RawArticle
from index.build import Built
from search.engine import open_engine
from search.errors import ArchiveError, EngineError
from search.names import Names
from tests.archives import LONG_AGO, plain_build, put
from tests.bench import FILES, Bench, figures


def moved(folder: Path) -> Bench:
    """A bench whose index has a file under its second name: only the ledger knows it as the first one's article."""
    bench = Bench(folder / "archive", open_engine(f"whoosh:{folder / 'index'}"))
    bench.run()
    (bench.root / "a.txt").rename(bench.root / "z.txt")
    bench.run()
    return bench


def test_an_interrupted_run_leaves_the_index_as_it_was(bench: Bench) -> None:
    bench.run()
    before, generation = bench.documents(), bench.engine.generation
    put(bench.root, "a.txt", "A\nedited", age=LONG_AGO + 1)
    put(bench.root, "d.md", "D\nedited", age=LONG_AGO + 1)

    def build(raw: RawArticle, names: Names, **known: Any) -> Built:
        if raw.path == "d.md":
            raise KeyboardInterrupt
        return plain_build(raw, names, **known)

    with pytest.raises(KeyboardInterrupt):
        bench.run(build=build)
    assert bench.documents() == before and bench.engine.generation == generation
    assert figures(bench.run()) == (0, 2, 0, 1, 0)


def test_an_article_that_takes_too_long_is_skipped(bench: Bench) -> None:
    def build(raw: RawArticle, names: Names, **known: Any) -> Built:
        while raw.path == "a.txt":
            pass
        return plain_build(raw, names, **known)

    report = bench.run(build=build, patience=0.05)
    assert figures(report) == (2, 0, 0, 0, 1)
    assert "longer than 0.05 seconds" in report.failures[0].reason


def test_a_lost_ledger_is_made_again_from_the_index(tmp_path: Path) -> None:
    bench = moved(tmp_path)
    before = bench.documents()
    for damage in ("", "{", '{"version": 1, "generation": "another"}\n', "null\n[]\n"):
        (tmp_path / "index" / "ledger.jsonl").write_text(damage)
        assert figures(bench.run()) == (0, 0, 0, 3, 0)
    (tmp_path / "index" / "ledger.jsonl").unlink()
    bench.run(rebuild=True)
    assert bench.documents() == before
    bench.engine.close()


def test_a_ledger_that_cannot_be_written_is_only_a_warning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bench = Bench(tmp_path / "archive", open_engine(f"whoosh:{tmp_path / 'index'}"))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(index.run, "write_ledger", full)
        report = bench.run()
    assert report.indexed == 3 and "No space left" in report.warnings[0]
    assert figures(bench.run()) == (0, 0, 0, 3, 0)
    bench.engine.close()


def test_a_rebuild_mends_a_damaged_index(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.run()

    def damaged(*_: object) -> None:
        raise EngineError("damaged")

    with monkeypatch.context() as patch:
        patch.setattr(type(bench.engine), "digests", damaged)
        with pytest.raises(EngineError, match="damaged"):
            bench.run()
        assert figures(bench.run(rebuild=True)) == (3, 0, 0, 0, 0)
    assert bench.engine.count() == 3


def test_an_index_of_another_version_is_rebuilt_by_an_update(tmp_path: Path) -> None:
    bench = moved(tmp_path)
    before = bench.documents()
    bench.engine.close()
    (tmp_path / "index" / "current").write_text("damaged")
    bench.engine = open_engine(f"whoosh:{tmp_path / 'index'}")
    report = bench.run()
    assert figures(report) == (3, 0, 0, 0, 0)
    assert "'index-cli rebuild' makes it anew; this is done now" in report.warnings[0]
    bench.engine.close()
    bench.engine = open_engine(f"whoosh:{tmp_path / 'index'}")
    assert bench.documents() == before, "renamed files keep their ids"
    assert figures(bench.run()) == (0, 0, 0, 3, 0)
    bench.engine.close()


def test_an_unreadable_index_is_not_emptied_with_its_archive(tmp_path: Path) -> None:
    bench = Bench(tmp_path / "archive", open_engine(f"whoosh:{tmp_path / 'index'}"))
    bench.run()
    bench.engine.close()
    (tmp_path / "index" / "current").write_text("damaged")
    for path in FILES:
        (bench.root / path).unlink()
    bench.engine = open_engine(f"whoosh:{tmp_path / 'index'}")
    with pytest.raises(ArchiveError, match="mounted"):
        bench.run()
    bench.engine.close()


def test_warnings_of_the_sources_file_are_told(bench: Bench) -> None:
    put(bench.root, "sources.toml", '[[source]]\npaths = ["nothing/**"]')
    report = bench.run()
    assert len(report.warnings) == 1 and bench.events[0].action == "warn"
