"""Bringing an index up to date."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import index.run
from index.articles import RawArticle
from index.build import Built
from index.changes import article_id
from index.ledger import read_suspicions
from index.pipeline import update
from index.sources import read_archive
from search.engine import open_engine
from search.engines.memory import MemoryEngine
from search.errors import ArchiveError, IndexBusyError
from search.names import Names
from tests.archives import LONG_AGO, fill, plain_build, put
from tests.bench import FILES, Bench, figures


def test_a_first_run_indexes_everything(bench: Bench) -> None:
    report = bench.run()
    assert figures(report) == (3, 0, 0, 0, 0)
    assert report.generation == bench.engine.generation != ""
    assert report.removed_blocks == {"other": 1}
    documents = bench.documents()
    assert sorted(documents) == sorted(FILES)
    assert documents["b/c.txt"].id == article_id(None, "b/c.txt")
    assert documents["b/c.txt"].body == "two"
    assert bench.happened() == [("index", "a.txt"), ("index", "b/c.txt"), ("index", "d.md")]


def test_a_second_run_changes_nothing(bench: Bench) -> None:
    generation = bench.run().generation
    report = bench.run()
    assert figures(report) == (0, 0, 0, 3, 0)
    assert report.generation == generation
    assert not report.changed and bench.events == []


def test_a_second_run_reads_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bench = Bench(tmp_path / "archive", open_engine(f"whoosh:{tmp_path / 'index'}"))
    bench.run()
    monkeypatch.setattr(index.run, "read_article", None)
    assert figures(bench.run()) == (0, 0, 0, 3, 0)
    bench.engine.close()


def test_a_file_that_was_only_touched_is_unchanged(bench: Bench) -> None:
    bench.run()
    put(bench.root, "a.txt", FILES["a.txt"], age=LONG_AGO + 5)
    assert figures(bench.run()) == (0, 0, 0, 3, 0)


def test_a_change_within_the_clock_tick_of_the_last_run_is_seen(bench: Bench) -> None:
    (bench.root / "a.txt").write_text("A\nold")  # just now: its time tells nothing
    bench.run()
    status = (bench.root / "a.txt").stat()
    put(bench.root, "a.txt", "A\nnew")
    import os

    os.utime(bench.root / "a.txt", ns=(status.st_atime_ns, status.st_mtime_ns))
    assert figures(bench.run()) == (0, 1, 0, 2, 0)
    assert bench.documents()["a.txt"].body == "new"


def test_edits_additions_and_deletions(bench: Bench) -> None:
    bench.run()
    before = bench.documents()
    put(bench.root, "a.txt", "A\nedited", age=LONG_AGO + 1)
    put(bench.root, "e.html", "E\nfour")
    (bench.root / "d.md").unlink()
    assert figures(bench.run()) == (1, 1, 1, 1, 0)
    after = bench.documents()
    assert sorted(after) == ["a.txt", "b/c.txt", "e.html"]
    assert after["a.txt"].id == before["a.txt"].id and after["a.txt"].body == "edited"
    assert bench.happened() == [("update", "a.txt"), ("index", "e.html"), ("delete", "d.md")]


def test_a_rename_keeps_the_id_and_a_rebuild_keeps_it_too(bench: Bench) -> None:
    bench.run()
    before = bench.documents()
    (bench.root / "a.txt").rename(bench.root / "z.txt")
    assert figures(bench.run()) == (0, 1, 0, 2, 0)
    assert bench.happened() == [("rename", "z.txt")]
    after = bench.documents()
    assert sorted(after) == ["b/c.txt", "d.md", "z.txt"]
    assert after["z.txt"].id == before["a.txt"].id
    assert figures(bench.run(rebuild=True)) == (3, 0, 0, 0, 0)
    assert bench.documents() == after
    assert figures(bench.run()) == (0, 0, 0, 3, 0)


def test_a_rebuild_replaces_the_index(bench: Bench) -> None:
    generation = bench.run().generation
    before = bench.documents()
    report = bench.run(rebuild=True)
    assert figures(report) == (3, 0, 0, 0, 0)
    assert report.generation != generation
    assert bench.documents() == before


def test_owner_s_facts_are_part_of_what_can_change(bench: Bench) -> None:
    bench.run()
    put(bench.root, "sources.toml", '[[article]]\npath = "a.txt"\ntitle = "Better"')
    assert figures(bench.run()) == (0, 1, 0, 2, 0)
    assert bench.documents()["a.txt"].title == "Better"


def test_an_address_moves_the_id(bench: Bench) -> None:
    bench.run()
    put(bench.root, "sources.toml", '[[source]]\npaths = ["a.txt"]\nurl = "https://a.org/1"')
    assert figures(bench.run()) == (0, 1, 0, 2, 0)
    assert bench.documents()["a.txt"].id == article_id("https://a.org/1", "a.txt")
    assert bench.engine.count() == 3


def test_an_article_whose_address_another_takes_is_counted_as_gone(bench: Bench) -> None:
    put(bench.root, "z.txt", "Z\nurl: https://a.org/1")
    bench.run()
    put(bench.root, "e.txt", "E\nurl: https://a.org/1")
    put(bench.root, "z.txt", "explode")
    report = bench.run()
    assert (report.indexed, report.deleted, report.failed) == (1, 1, 1)
    assert bench.engine.count() == 4


def test_two_files_with_one_address(bench: Bench) -> None:
    put(bench.root, "k.txt", "K\nurl: https://a.org/1")
    bench.run()
    put(bench.root, "a2.txt", "A\nurl: http://www.a.org/1/")
    assert figures(bench.run()) == (1, 1, 0, 3, 0)
    documents = bench.documents()
    assert documents["a2.txt"].id == article_id("https://a.org/1", "") != documents["k.txt"].id
    assert figures(bench.run()) == (0, 0, 0, 5, 0)
    bench.run(rebuild=True)
    assert bench.documents() == documents
    (bench.root / "a2.txt").unlink()
    assert figures(bench.run()) == (0, 1, 1, 3, 0)
    assert bench.documents()["k.txt"].id == documents["a2.txt"].id


def test_rules_that_changed_index_everything_again(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.run()
    monkeypatch.setattr(index.run, "fingerprint", lambda: "other rules")

    def build(raw: RawArticle, names: Names, **known: Any) -> Built:
        return plain_build(raw, names, **known)

    assert figures(bench.run(build=build)) == (0, 3, 0, 0, 0)
    assert figures(bench.run(build=build)) == (0, 0, 0, 3, 0)


def test_one_bad_article_never_stops_a_run(bench: Bench) -> None:
    put(bench.root, "bad.txt", "explode")
    put(bench.root, "junk.txt", b"%PDF-")
    report = bench.run()
    assert figures(report) == (3, 0, 0, 0, 2)
    assert [(f.path, f.stage) for f in report.failures] == [("bad.txt", "clean"), ("junk.txt", "read")]
    assert "ArithmeticError: cannot clean this" in report.failures[0].reason
    assert report.failed == 2


def test_failures_are_written_down_and_left_alone_until_they_change(tmp_path: Path) -> None:
    bench = Bench(tmp_path / "archive", open_engine(f"whoosh:{tmp_path / 'index'}"))
    put(bench.root, "bad.txt", "explode")
    bench.run()
    lines = (tmp_path / "index" / "failures.jsonl").read_text("utf-8").splitlines()
    (failure,) = map(json.loads, lines)
    assert (failure["path"], failure["stage"]) == ("bad.txt", "clean")
    report = bench.run()
    assert (report.skipped, report.failed, bench.events) == (1, 0, [])
    report = bench.run(retry_failed=True)
    assert (report.skipped, report.failed) == (1, 1)
    put(bench.root, "bad.txt", "Good\nnow", age=LONG_AGO + 1)
    assert figures(bench.run()) == (1, 0, 0, 3, 0)
    assert (tmp_path / "index" / "failures.jsonl").read_text("utf-8") == ""
    bench.engine.close()


def test_an_article_that_becomes_junk_is_taken_out(bench: Bench) -> None:
    bench.run()
    put(bench.root, "a.txt", b"%PDF-1.4", age=LONG_AGO + 1)
    assert figures(bench.run()) == (0, 0, 1, 2, 1)
    assert "a.txt" not in bench.documents()


def test_suspicious_articles_are_named_as_long_as_they_are(tmp_path: Path) -> None:
    bench = Bench(tmp_path / "archive", open_engine(f"whoosh:{tmp_path / 'index'}"))

    def stored() -> list[str]:
        return [suspicion.path for suspicion in read_suspicions(bench.engine.url)]

    put(bench.root, "a.txt", "A\nfishy")
    put(bench.root, "z.txt", "Z\nfishy")
    assert bench.run(dry_run=True).figures()["suspicious"] == 2 and stored() == []
    report = bench.run()
    assert [(s.path, s.why) for s in report.suspicious] == [("a.txt", "fishy"), ("z.txt", "fishy")]
    assert next(event.detail for event in bench.events if event.path == "z.txt") == "suspicious: fishy"
    assert bench.run().suspicious == [] and stored() == ["a.txt", "z.txt"], "of earlier runs"
    (bench.root / "z.txt").rename(bench.root / "y.txt")
    bench.run()
    assert stored() == ["a.txt", "y.txt"]
    put(bench.root, "a.txt", "A\nin order", age=LONG_AGO + 1)
    (bench.root / "y.txt").unlink()
    bench.run()
    assert stored() == []
    bench.engine.close()


def test_copies_are_counted(bench: Bench) -> None:
    put(bench.root, "copy.txt", FILES["a.txt"])
    assert bench.run().duplicates == 1
    assert bench.engine.count() == 4
    assert bench.run().duplicates == 1


def test_a_dry_run_tells_and_changes_nothing(bench: Bench) -> None:
    report = bench.run(dry_run=True)
    assert figures(report) == (3, 0, 0, 0, 0) and report.generation == ""
    bench.run()
    before = bench.documents()
    put(bench.root, "a.txt", "A\nedited", age=LONG_AGO + 1)
    (bench.root / "d.md").unlink()
    report = bench.run(dry_run=True)
    assert figures(report) == (0, 1, 1, 1, 0)
    assert bench.documents() == before
    assert figures(bench.run()) == (0, 1, 1, 1, 0)


def test_many_articles_at_once_are_not_deleted_by_mistake(bench: Bench) -> None:
    fill(bench.root, {f"many/{n}.txt": f"T\n{n}" for n in range(60)})
    bench.run()
    for n in range(21):
        (bench.root / "many" / f"{n}.txt").unlink()
    with pytest.raises(ArchiveError, match=r"21 of 63 articles have vanished.*--allow-mass-delete"):
        bench.run()
    with pytest.raises(ArchiveError, match="vanished"):
        bench.run(rebuild=True)
    assert bench.engine.count() == 63
    assert figures(bench.run(allow_mass_delete=True)) == (0, 0, 21, 42, 0)


def test_files_turned_to_junk_count_as_vanished(bench: Bench) -> None:
    fill(bench.root, {f"many/{n}.txt": f"T\n{n}" for n in range(60)})
    bench.run()
    for n in range(21):
        put(bench.root, f"many/{n}.txt", b"\0" * 50, age=LONG_AGO + 1)
    with pytest.raises(ArchiveError, match="vanished"):
        bench.run()
    assert bench.engine.count() == 63


def test_moving_all_files_is_not_deleting_them(bench: Bench) -> None:
    fill(bench.root, {f"many/{n}.txt": f"T\n{n}" for n in range(60)})
    bench.run()
    (bench.root / "many").rename(bench.root / "elsewhere")
    assert figures(bench.run()) == (0, 60, 0, 3, 0)


def test_an_empty_folder_is_not_taken_for_an_empty_archive(bench: Bench) -> None:
    bench.run()
    for path in FILES:
        (bench.root / path).unlink()
    with pytest.raises(ArchiveError, match="mounted"):
        bench.run()
    assert bench.engine.count() == 3
    assert bench.run(allow_mass_delete=True).deleted == 3
    assert bench.engine.count() == 0


def test_an_archive_without_articles_makes_an_empty_index_and_a_warning(tmp_path: Path) -> None:
    engine = MemoryEngine()
    report = update(read_archive(tmp_path), engine, build=plain_build)
    assert engine.count() == 0
    assert "holds no article" in report.warnings[0]


def test_a_second_writer_is_told_to_wait(bench: Bench) -> None:
    bench.run()
    put(bench.root, "a.txt", "A\nedited", age=LONG_AGO + 1)
    with bench.engine.writer(), pytest.raises(IndexBusyError):
        bench.run()
    assert figures(bench.run()) == (0, 1, 0, 2, 0)
