"""What a source repeats, as its owner meets it: `learn-boilerplate`, `update`, `explain`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.cli import main
from search.documents import Document
from search.engine import open_engine
from tests.archives import LONG_AGO, fill, put

PLACES = ["mill", "bakery", "bridge", "school", "clinic", "market", "well", "tower"]
NOTICE = "Copyright 2016 The Valley Observer. All rights reserved."
BLURB = "The Valley Observer has told the story of the river and its people since the winter of the great flood."


def report(place: str, *more: str) -> str:
    return "\n\n".join(
        [
            f"{place.capitalize()} at Tell Amra reopens after eleven months",
            f"The {place} at Tell Amra was opened on Monday, the council of the valley said in its {place} report.",
            f"Forty trucks were waiting at the {place} in the morning, according to two drivers who had slept there.",
            *more,
            f"The next {place} is expected on Friday, when the checkpoint near the {place} will be moved to the ford.",
        ]
    )


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    fill(tmp_path / "articles", {f"observer/2016/{n}.txt": report(p, BLURB, NOTICE) for n, p in enumerate(PLACES)})
    # three articles of different sources that quote the same paragraph are no proof of anything
    fill(tmp_path / "articles", {f"{p}/a.txt": report(p, "What the minister said of the river.") for p in PLACES[:3]})
    put(tmp_path, "dragoman.toml", '[index]\nurl = "whoosh:built"\n[archive]\npath = "articles"\n')
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DRAGOMAN_INDEX", raising=False)
    return tmp_path


def learned(capsys: pytest.CaptureFixture[str]) -> dict[str, tuple[str, str]]:
    capsys.readouterr()
    assert main(["learn-boilerplate", "--json"]) == 0
    (source,) = json.loads(capsys.readouterr().out)
    assert (source["name"], source["articles"]) == ("folder observer", 8)
    assert {p["example"].rpartition("/")[0] for p in source["paragraphs"]} == {"observer/2016"}
    assert {p["articles"] for p in source["paragraphs"]} == {8}
    return {p["wording"]: (p["fate"], p["reason"]) for p in source["paragraphs"]}


def documents(desk: Path) -> dict[str, Document]:
    engine = open_engine(f"whoosh:{desk / 'built'}")
    try:
        return {document.path: document for document in map(engine.get, engine.digests())}
    finally:
        engine.close()


def test_learn_boilerplate_says_what_becomes_of_each(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert learned(capsys) == {BLURB: ("repeated", "repeated"), NOTICE: ("anyway", "copyright")}
    assert not (desk / "built").exists(), "it looks and changes nothing"
    assert main(["learn-boilerplate"]) == 0
    shown = capsys.readouterr().out
    assert "folder observer: 8 articles" in shown and "8 100%  removed as repeated, as in observer/2016/" in shown
    assert "8 100%  removed anyway (copyright, by copyright.toml:" in shown and BLURB[:60] in shown


def test_every_build_goes_by_it(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["update"]) == 0
    found = documents(desk)
    blocks = {block.text: (block.reason, block.rule) for block in found["observer/2016/3.txt"].removed}
    assert blocks[BLURB] == ("repeated", "repeated") and blocks[NOTICE][0] == "copyright"
    assert "minister" in found["mill/a.txt"].body
    assert learned(capsys)[BLURB] == ("repeated", "repeated")
    assert main(["explain", "observer/2016/3.txt", "--color", "never"]) == 0
    assert "[removed: repeated, by repeated" in capsys.readouterr().out


def test_what_comes_later_counts_for_what_was_there_before(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for n in range(4, 8):
        (desk / f"articles/observer/2016/{n}.txt").unlink()
    assert main(["update", "--quiet"]) == 0
    assert BLURB in documents(desk)["observer/2016/0.txt"].body, "four are too few"
    put(desk, "articles/observer/2017/1.txt", report("cinema", BLURB), age=LONG_AGO)
    assert main(["update", "--dry-run"]) == 0
    assert "dry-run indexed=1 updated=4" in capsys.readouterr().err
    assert main(["update"]) == 0
    assert "indexed=1 updated=4" in capsys.readouterr().err
    assert all(BLURB not in document.body for path, document in documents(desk).items() if "observer" in path)


def test_the_publisher_of_the_sources_file_makes_a_source(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["update", "--quiet"]) == 0
    halves = '[[source]]\npaths = ["observer/2016/[0-3].txt"]\npublisher = "A"\n'
    put(desk, "articles/sources.toml", halves + '[[source]]\npaths = ["observer/2016/[4-7].txt"]\npublisher = "B"\n')
    assert main(["update", "--quiet"]) == 0
    assert BLURB in documents(desk)["observer/2016/0.txt"].body, "two sources of four articles each"
    assert main(["learn-boilerplate"]) == 0
    assert capsys.readouterr().out.startswith("nothing is repeated: that takes 5 articles of a source")


def test_hostile_wordings_are_harmless_on_a_terminal(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for n, place in enumerate(PLACES):
        put(
            desk, f"articles/observer/2016/{n}.txt", report(place, "Red \x1b[31m and \u202egnihton\u202c \x9b31m of it")
        )
    assert main(["learn-boilerplate"]) == 0
    shown = capsys.readouterr().out
    assert "gnihton" in shown and not set(shown) & set("\x1b\x9b\u202e\u202c")
