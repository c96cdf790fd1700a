"""The survey of an archive: whatever happens to the files, it ends in what a survey of all of them finds."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import index.repeats.survey
from index.cleaning.normal import normalize
from index.cleaning.repeated import Repeated, Spread, paragraph_key
from index.readers.read import read_article
from index.readers.walk import Found, list_files
from index.repeats.store import FILE
from index.repeats.survey import Repeats, recall, survey
from index.sources import read_archive
from search.errors import EngineError, IndexBusyError
from tests.archives import LONG_AGO, put

BLURBS = ["We tell the story of the river.", "Follow us wherever you are", "Give to the flood relief today."]
KEYS = {paragraph_key(normalize(text)): text for text in BLURBS}


def text(story: int, blurbs: tuple[bool, ...] = ()) -> str:
    words = [f"{letter}{chr(97 + story % 26) * (1 + story // 26)}" for letter in "abcdefghijklmnopqrst"]
    paragraphs = [" ".join(words), " ".join(reversed(words)), " ".join(words[::2])]
    return "\n\n".join(paragraphs + [blurb for blurb, held in zip(BLURBS, blurbs, strict=False) if held])


def look(root: Path, url: str, **wishes: object) -> Repeats:
    archive = read_archive(root)
    files = [found for found in list_files(root) if isinstance(found, Found)]
    return survey(archive, files, url=url, patience=10, **wishes)  # type: ignore[arg-type]


def state(root: Path, url: str, *, keep: bool = True) -> dict[str, tuple[str, Repeated]]:
    """What every article is to be cleaned with."""
    with closing(look(root, url)) as repeats:
        files = [found.path for found in list_files(root) if isinstance(found, Found)]
        found = {path: (repeats.applied(path), dict(repeats.of(path))) for path in files}
        if keep:
            repeats.commit()
        return found


PATHS = st.sampled_from([f"{folder}/{n}.txt" for folder in ("a", "a/2016", "b") for n in range(5)])
BLURBED = st.tuples(st.booleans(), st.booleans(), st.sampled_from([True, True, True, False]))
CHANGES = st.one_of(
    st.tuples(st.just("write"), PATHS, st.integers(0, 40), BLURBED),
    st.tuples(st.just("remove"), PATHS),
    st.tuples(st.just("rename"), PATHS, PATHS),
    st.tuples(st.just("copy"), PATHS, PATHS),
    st.tuples(st.just("spoil"), PATHS),
    st.tuples(st.just("describe"), st.sampled_from(["", '[[source]]\npaths = ["**"]\npublisher = "X"'])),
    st.tuples(st.just("look")),
)


class Desk:
    def __init__(self, folder: Path) -> None:
        self.root, self.url, self.clock = folder / "archive", f"whoosh:{folder / 'index'}", LONG_AGO
        for n in range(9):
            self.write(f"a/{n}.txt", n, (n % 2 == 0, n < 6, True))

    def write(self, path: str, story: int, blurbs: tuple[bool, ...]) -> None:
        self.clock += 1
        put(self.root, path, text(story, blurbs), age=self.clock)

    def remove(self, path: str) -> None:
        (self.root / path).unlink(missing_ok=True)

    def rename(self, path: str, other: str) -> None:
        if (self.root / path).exists():
            (self.root / other).parent.mkdir(parents=True, exist_ok=True)
            (self.root / path).replace(self.root / other)

    def copy(self, path: str, other: str) -> None:
        if path != other and (self.root / path).exists():
            put(self.root, other, (self.root / path).read_bytes(), age=LONG_AGO)

    def spoil(self, path: str) -> None:
        self.clock += 1
        put(self.root, path, b"%PDF-", age=self.clock)

    def describe(self, toml: str) -> None:
        put(self.root, "sources.toml", toml)

    def look(self) -> None:
        assert state(self.root, self.url) == state(self.root, "memory:")


@settings(max_examples=40, deadline=None)
@given(st.lists(CHANGES, min_size=1, max_size=25))
def test_step_by_step_ends_where_a_survey_of_everything_ends(changes: list[tuple[object, ...]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        for name, *arguments in changes:
            getattr(desk, str(name))(*arguments)
        desk.look()
        assert state(desk.root, desk.url, keep=False) == state(desk.root, desk.url), "nothing is left to be done"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def told(found: tuple[str, Repeated]) -> dict[str, Spread]:
    return {KEYS[key]: spread for key, spread in found[1].items()}


def test_what_a_source_repeats(desk: Desk) -> None:
    found = state(desk.root, desk.url)
    assert told(found["a/0.txt"]) == {BLURBS[0]: Spread.MANY, BLURBS[1]: Spread.MOST, BLURBS[2]: Spread.MOST}
    assert found["a/0.txt"][0] != found["a/7.txt"][0] != "", "the digest is of what the article itself holds"
    desk.write("b/0.txt", 30, (True, True, True))
    found = state(desk.root, desk.url)
    assert found["b/0.txt"] == ("", {}), "another folder is another source"


def test_a_paragraph_that_is_no_longer_repeated_touches_the_articles_that_did_not_change(desk: Desk) -> None:
    before = state(desk.root, desk.url)
    for n in (0, 2):
        desk.write(f"a/{n}.txt", n, (False, True, True))
    after = state(desk.root, desk.url)
    assert BLURBS[0] in told(before["a/4.txt"]) and BLURBS[0] not in told(after["a/4.txt"])
    assert before["a/4.txt"][0] != after["a/4.txt"][0] and before["a/7.txt"][0] == after["a/7.txt"][0]


def test_what_some_articles_of_a_source_show_of_its_dates_settles_the_others(desk: Desk) -> None:
    for n, stamp in enumerate(["25-03-2015", "26-03-2015", "02-03-2015 and 02/03/2015"]):
        put(desk.root, f"s/{n}.txt", f"{stamp}\n\n{text(n)}")
    assert dated(desk) == {}, "two articles are too few"
    put(desk.root, "s/2015/4.txt", f"Monday 02-03-2015\n\n{text(9)}")
    before = state(desk.root, desk.url)["s/2.txt"][0]
    assert dated(desk) == {"s/2.txt": {"-": True}} and before, "a weekday counts, and hyphens say nothing of bars"
    put(desk.root, "s/0.txt", f"03-25-2015\n\n{text(0)}", age=LONG_AGO + 1)
    assert dated(desk) == {} and state(desk.root, desk.url)["s/2.txt"][0] == "", "they do not agree"


def dated(desk: Desk) -> dict[str, dict[str, bool]]:
    """The articles that leave dates open which their source settles."""
    archive = read_archive(desk.root)
    state(desk.root, desk.url)
    with closing(look(desk.root, desk.url)) as repeats:
        raws = [read_article(archive, found) for found in list_files(desk.root) if isinstance(found, Found)]
        found = {raw.path: dict(repeats.dated(raw).source_dates) for raw in raws}  # type: ignore[arg-type]
        return {path: said for path, said in found.items() if said}


def test_unchanged_files_are_not_read(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    before = state(desk.root, desk.url)
    monkeypatch.setattr(index.repeats.survey, "read_article", None)
    assert state(desk.root, desk.url) == before


def test_files_that_cannot_be_reached_keep_their_say(desk: Desk) -> None:
    before = state(desk.root, desk.url)
    (desk.root / "a" / "0.txt").unlink()
    with closing(look(desk.root, desk.url, unreachable={"a/0.txt"})) as repeats:
        assert (repeats.applied("a/1.txt"), repeats.of("a/1.txt")) == before["a/1.txt"]


def scribble(file: Path) -> None:
    file.write_bytes(b"no database" * 1000)


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:6000])


def other_version(file: Path) -> None:
    with closing(sqlite3.connect(file)) as base, base:
        base.execute("UPDATE about SET rules = 'of old'")


def no_table(file: Path) -> None:
    with closing(sqlite3.connect(file)) as base, base:
        base.execute("DROP TABLE repeated")


def bad_blob(file: Path) -> None:
    with closing(sqlite3.connect(file)) as base, base:
        base.execute("UPDATE article SET paragraphs = 'xyz'")
        base.execute("DELETE FROM holds")


@pytest.mark.parametrize("damage", [scribble, cut, other_version, no_table, Path.unlink])
def test_what_is_lost_or_damaged_is_made_anew(desk: Desk, damage: Callable[[Path], None]) -> None:
    before = state(desk.root, desk.url)
    damage(Path(desk.url.removeprefix("whoosh:")) / FILE)
    assert state(desk.root, desk.url) == before
    assert state(desk.root, desk.url) == before


def test_a_damaged_record_is_mended_when_it_is_met(desk: Desk) -> None:
    state(desk.root, desk.url)
    bad_blob(Path(desk.url.removeprefix("whoosh:")) / FILE)
    desk.write("a/0.txt", 33, (True, True, True))
    assert state(desk.root, desk.url) == state(desk.root, "memory:")


def test_what_is_not_committed_is_forgotten(desk: Desk) -> None:
    state(desk.root, desk.url)
    before = (Path(desk.url.removeprefix("whoosh:")) / FILE).read_bytes()
    desk.write("a/0.txt", 33, (False, False, False))
    state(desk.root, desk.url, keep=False)
    assert (Path(desk.url.removeprefix("whoosh:")) / FILE).read_bytes() == before


def test_a_dry_look_leaves_no_file(desk: Desk) -> None:
    look(desk.root, desk.url, passing=True).close()
    assert not Path(desk.url.removeprefix("whoosh:")).exists()


def test_two_at_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    state(desk.root, desk.url)
    monkeypatch.setattr("index.repeats.store._PATIENCE", 0.01)
    desk.write("a/0.txt", 33, (True, True, True))
    with closing(look(desk.root, desk.url)), pytest.raises(IndexBusyError, match="try again later"):
        look(desk.root, desk.url)
    state(desk.root, desk.url)


def test_a_place_that_cannot_be_written(desk: Desk) -> None:
    put(desk.root.parent, "index", "a file where the folder should be")
    with pytest.raises((EngineError, OSError)):
        look(desk.root, desk.url)


def test_what_the_last_run_knew_of_an_article(desk: Desk) -> None:
    archive = read_archive(desk.root)
    found = next(f for f in list_files(desk.root) if isinstance(f, Found))
    raw = read_article(archive, found)
    assert recall(desk.url, raw) == (raw, {}), "there was none"  # type: ignore[arg-type]
    known = state(desk.root, desk.url)[found.path][1]
    assert recall(desk.url, raw)[1] == known != {}  # type: ignore[arg-type]
    desk.write(found.path, 34, (True, True, True))
    assert recall(desk.url, read_article(archive, found))[1] == {}, "the article is another one now"  # type: ignore[arg-type]
    scribble(Path(desk.url.removeprefix("whoosh:")) / FILE)
    assert recall(desk.url, raw) == (raw, {}) == recall("memory:", raw)  # type: ignore[arg-type]


HOSTILE = [
    b"",
    b"\x00" * 50 + b"a b c d",
    b"\xff\xfe" + "a b c\ud800".encode("utf-16-le", "surrogatepass"), b"a b c " * 200_000,
    b"<html><link rel=canonical href='https://\xed\xa0\x80.org/x'>" + b"<div>" * 5_000 + b"a b c d",
    b"#" * 10_000,
    "\u202ea b c d\n\n\u0130 b c d\n".encode() * 3_000,
]  # fmt: skip


@pytest.mark.parametrize("kind", ["txt", "html", "md"])
def test_nothing_in_an_article_upsets_it(tmp_path: Path, kind: str) -> None:
    root, url = tmp_path / "archive", f"whoosh:{tmp_path / 'index'}"
    for n, data in enumerate(HOSTILE):
        put(root, f"{n}.{kind}", data)
    assert state(root, url) == state(root, "memory:") == state(root, url)


def test_it_tells_how_far_it_is(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index.repeats.survey, "OFTEN", 4)
    told: list[int] = []
    look(desk.root, desk.url, on_progress=told.append).close()
    assert told == [4, 8], "of nine files"
