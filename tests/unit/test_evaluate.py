"""`index-cli evaluate`: measuring, drafts, floors."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.articles import RawArticle, Skipped
from index.cli import main
from index.drafts import draft
from index.evaluate import Ways, score, take_apart
from index.figures import figures_of, is_ceiling
from index.labels import Labels, read_labels
from search.names import load_names
from search.terminal import printable
from tests.archives import fill

BODY = """The bridge of Deir ez-Zor was opened again on Monday, eleven months after it had been hit from the air.
Fighters of the Islamic State had held its eastern end, an officer of the Syrian Arab Army said in the town.
The first to cross it was a lorry with onions, the second a lorry with the widow of its builder."""
THREAD = "4 comments\n" + "\n".join(
    f"{name} says:\nMay {day}, 2019 at 6:12 pm\n{remark}\nReply"
    for day, (name, remark) in enumerate(
        [("Walter", "lol who pays for that??"), ("Ines", "I was there, it's true."), ("tom_77", "You wish!")], 3
    )
)
ARTICLE = f"Bridge opened again\nMay 3, 2019\n{BODY}\n{THREAD}\n"
LABEL = f'''
[[article]]
path = "bridge.txt"
title = "Bridge opened again"
date = 2019-05-03
publisher = ""
region = ["deir ezzor"]
actor = ["ISIS", "Syrian Arab Army"]
body = """
{BODY}"""
[article.removed]
comment = """
{THREAD}"""
'''


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    fill(tmp_path, {"bridge.txt": ARTICLE, "labels.toml": LABEL})
    monkeypatch.chdir(tmp_path)
    return tmp_path


def evaluated(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> dict:
    capsys.readouterr()
    assert main(["evaluate", "--json", *(arguments or ("labels.toml",))]) == code
    (one,) = json.loads(capsys.readouterr().out)["evaluations"]
    return one


def test_an_article_that_comes_out_as_labelled(capsys: pytest.CaptureFixture[str]) -> None:
    one = evaluated(capsys)
    figures = one["figures"]
    assert {name: figures[name] for name in ("precision", "recall", "f1", "losing", "title", "kept_comment")} == {
        "precision": 1, "recall": 1, "f1": 1, "losing": 0, "title": 1, "kept_comment": 0,
    }  # fmt: skip
    assert figures["date_right"] == figures["actor_f1"] == figures["publisher_f1"] == 1
    assert figures["region_recall"] == 1, one["articles"][0]["values"]["region"]
    assert not one["failed"]


def test_what_is_lost_and_kept_is_counted_and_shown(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lost = BODY.split("\n")[1]
    label = LABEL.replace(lost, "A sentence of seven words stood here.").replace("ISIS", "Hezbollah")
    fill(desk, {"labels.toml": label.replace('title = "Bridge', 'title = "A')})
    one = evaluated(capsys)
    (article,) = one["articles"]
    assert article["lost"] == [{"words": 7, "text": "A sentence of seven words stood here"}]
    assert article["kept_wrongly"] == [{"words": 21, "text": lost[:-1]}]
    assert article["values"]["actor"]["missed"] == ["Hezbollah"]
    assert article["values"]["actor"]["wrong"] == ["Islamic State"]
    assert article["title_right"] is False
    assert one["figures"]["losing"] == 1 and one["figures"]["actor_precision"] == 0.5
    assert main(["evaluate", "labels.toml"]) == 0
    out = capsys.readouterr().out
    assert "lost, 7 words: A sentence of seven words" in out
    assert "1 of 1 (100.0%) lose more than a tenth of the body" in out
    assert "actor missed: Hezbollah (1: bridge.txt)" in out and "actor wrong: Islamic State (1: bridge.txt)" in out


def test_only_what_is_labelled_is_measured(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill(desk, {"labels.toml": '[[article]]\npath = "bridge.txt"\nactor = []'})
    figures = evaluated(capsys)["figures"]
    assert set(figures) == {"actor_precision", "actor_recall", "actor_f1"}
    assert figures["actor_precision"] == 0


def test_floors(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    floors = "[floors]\nf1 = 1\nlosing = 0\nkept_comment = 0.0\ndate_right = 1.0\n"
    fill(desk, {"labels.toml": floors + LABEL})
    one = evaluated(capsys)
    assert [floor["reached"] for floor in one["floors"]] == [True] * 4
    fill(desk, {"labels.toml": floors + LABEL.replace(BODY, BODY.split("\n")[0]).replace("2019-05-03", "2019-05-04")})
    assert main(["evaluate", "labels.toml"]) == 1
    lines = [line for line in capsys.readouterr().err.splitlines() if "floor" in line]
    assert len(lines) == 2
    assert "labels.toml: the floor f1 is not reached: 0." in lines[0] and "at least 1 was asked" in lines[0]
    assert "the floor date_right" in lines[1]
    fill(desk, {"labels.toml": "[floors]\nlosing = 0.5\n" + LABEL.replace("lorry with onions", "x " * 40)})
    assert main(["evaluate", "labels.toml"]) == 1
    assert "the floor losing is not reached: 1.0000, and at most 0.5 was asked" in capsys.readouterr().err


def test_floors_of_other_files_are_refused(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    now = evaluated(capsys)["corpus"]
    fill(desk, {"labels.toml": f'[floors]\nf1 = 1\ncorpus = "{now}"\n' + LABEL})
    assert evaluated(capsys)["corpus"] == now
    fill(desk, {"bridge.txt": ARTICLE + "More.\n"})
    assert main(["evaluate", "labels.toml"]) == 3
    said = capsys.readouterr()
    assert "labels.toml:1: the floors were written for other labels or articles" in said.err
    assert "1 article measured" in said.out, "the figures are shown all the same"
    fill(desk, {"bridge.txt": ARTICLE})
    (desk / "bridge.txt").write_bytes(ARTICLE.replace("\n", "\r\n").encode())
    assert main(["evaluate", "labels.toml"]) == 0, "line ends of another system are no other content"


def test_a_floor_under_what_nobody_labelled(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill(desk, {"labels.toml": "[floors]\noriginal_date_right = 0.5\n" + LABEL})
    assert main(["evaluate", "labels.toml"]) == 3
    assert "the floor 'original_date_right' bounds what no article labels" in capsys.readouterr().err


@pytest.mark.parametrize("path", ["gone.txt", "labels.toml", "binary.txt", "folder.txt", "\0.txt", "x" * 999 + ".txt"])
def test_an_article_that_cannot_be_read_is_reported_and_the_rest_measured(
    desk: Path, capsys: pytest.CaptureFixture[str], path: str
) -> None:
    (desk / "folder.txt").mkdir()
    (desk / "binary.txt").write_bytes(bytes(range(256)) * 40)
    fill(desk, {"labels.toml": f"[[article]]\npath = {json.dumps(path)}\nbody = ''\n" + LABEL})
    one = evaluated(capsys, code=1)
    assert [failed["path"] for failed in one["failed"]] == [path]
    assert [article["path"] for article in one["articles"]] == ["bridge.txt"]
    assert main(["evaluate", "labels.toml"]) == 1
    out = capsys.readouterr().out
    assert "1 article measured, 1 could not be" in out and f"{printable(path)}: read: " in " ".join(out.split())


def test_an_article_that_breaks_the_cleaning_is_reported(
    desk: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import index.cleaning

    def clean(raw: RawArticle, **_: object) -> None:
        raise ArithmeticError("no")

    monkeypatch.setattr(index.cleaning, "clean", clean)
    assert evaluated(capsys, code=1)["failed"] == [{"path": "bridge.txt", "stage": "clean", "reason": "no"}]


def test_articles_in_the_archive(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Named with --archive, or by the settings; what its sources file says holds, as in a build."""
    entry = '[[article]]\npath = "deep/a.txt"\npublisher = "Valley Observer"\n'
    sources = '[[source]]\npaths = ["deep/*"]\npublisher = "Valley Observer"\n'
    fill(desk, {"articles/deep/a.txt": ARTICLE, "articles/sources.toml": sources, "labels.toml": entry})
    assert evaluated(capsys, "labels.toml", code=1)["failed"][0]["path"] == "deep/a.txt"
    one = evaluated(capsys, "labels.toml", "--archive", "articles")
    assert one["figures"]["publisher_f1"] == 1
    fill(desk, {"dragoman.toml": '[archive]\npath = "articles"'})
    assert evaluated(capsys)["figures"]["publisher_f1"] == 1
    fill(desk, {"labels.toml": entry.replace("deep/a", "articles/deep/a")})
    assert evaluated(capsys)["figures"]["publisher_f1"] == 1, "beside the labels, and in the archive"
    fill(desk, {"other.toml": sources.replace("deep/*", "articles/deep/*")})
    (desk / "dragoman.toml").unlink()
    assert evaluated(capsys, "labels.toml", "--sources", "other.toml")["figures"]["publisher_f1"] == 1
    assert evaluated(capsys)["figures"]["publisher_f1"] == 0


def test_rules_of_the_owner_are_measured(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rules = (
        'reason = "related"\n[[cue]]\nwhere = "start"\nphrases = ["the first to cross"]\n'
        'source = "x"\nexample = "The first to cross"'
    )
    fill(desk, {"rules.toml": rules})
    assert evaluated(capsys)["figures"]["recall"] == 1
    assert evaluated(capsys, "labels.toml", "--rules", "rules.toml")["figures"]["recall"] < 1


def test_what_a_source_repeats_is_taken_out_as_in_the_index(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The articles of one source end with the same paragraph; the last update has seen it."""
    blurb = "The valley desk gathers reports from nine villages along the river and sorts them on Sundays."
    story = BODY.replace("bridge", "{0} bridge").replace("onions", "{0} salt").replace("widow", "{0} son").replace
    files = {f"articles/{n}.txt": f"Bridge {n} opened\n{story('{0}', 'old' * n)}\n{blurb}\n" for n in range(1, 40)}
    source = '[[source]]\npaths = ["*"]\npublisher = "Valley Observer"\n'
    label = '[[article]]\npath = "7.txt"\n[article.removed]\nrepeated = "' + blurb + '"\n'
    fill(desk, {**files, "articles/sources.toml": source, "labels.toml": label})
    fill(desk, {"dragoman.toml": '[archive]\npath = "articles"\n[index]\nurl = "whoosh:built"'})
    assert evaluated(capsys)["figures"]["kept_repeated"] == 1
    assert main(["update", "--quiet"]) == 0
    assert evaluated(capsys)["figures"]["kept_repeated"] == 0
    assert evaluated(capsys, "labels.toml", "--index", "whoosh:other")["figures"]["kept_repeated"] == 1


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["nowhere.toml"], 3, "nowhere.toml: cannot be read"),
        (["labels.toml", "--archive", "nowhere"], 3, "nowhere"),
        (["labels.toml", "--rules", "nowhere"], 3, "nowhere"),
        (["--draft", "bridge.txt", "--json"], 3, "--draft prints labels and measures nothing"),
        (["--draft", "bridge.txt", "--worst", "3"], 3, "--draft prints labels and measures nothing"),
        (["--draft", "labels.toml"], 1, "is no article"),
        (["bridge.txt"], 3, "bridge.txt: is an article: give a labels file, or add --draft"),
        (["--draft", "nowhere.txt"], 1, "No such file"),
        (["--draft", "../x.txt"], 3, "lies neither below this folder nor in the archive"),
        (["--draft", "bridge.txt", "--archive", "elsewhere"], 3, "lies neither below this folder nor in the archive"),
    ],
)
def test_mistakes(
    desk: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, message: str
) -> None:
    (desk / "elsewhere").mkdir()
    assert main(["evaluate", *arguments]) == code
    assert message in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["labels.toml", "--worst", "many"], ["labels.toml", "--worst", "-1"]])
def test_misuse(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["evaluate", *arguments])
    assert caught.value.code == 2


def test_worst_says_how_many_are_shown(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill(desk, {"labels.toml": LABEL.replace(BODY, "x")})
    for number, shown in (("0", 0), ("1", 1)):
        main(["evaluate", "labels.toml", "--worst", number])
        assert capsys.readouterr().out.count("\n  F1 ") == shown


def test_several_files_are_measured_apart(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill(desk, {"more/labels.toml": "[floors]\nf1 = 1\n" + LABEL, "more/bridge.txt": ARTICLE.replace("onions", "salt")})
    assert main(["evaluate", "--json", "labels.toml", "more/labels.toml"]) == 1
    said = capsys.readouterr()
    assert [Path(one["labels"]).as_posix() for one in json.loads(said.out)["evaluations"]] == [
        "labels.toml",
        "more/labels.toml",
    ]
    assert "the floor f1 is not reached" in said.err


@pytest.mark.parametrize("columns", ["80", "200"])
def test_the_table_fits_the_terminal(
    desk: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    places = ", ".join(f'"Middle East & North Africa/Syria/Homs/Town {n}"' for n in range(9))
    fill(desk, {"labels.toml": LABEL.replace('"deir ezzor"', places).replace(BODY, "Not this at all. " * 30)})
    assert main(["evaluate", "labels.toml"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= int(columns)
    assert any("kept wrongly" in line and len(line) > int(columns) - 12 for line in lines)


def test_the_table_is_harmless(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    evil = "\x1b]0;owned\x07 and \u202etxt.exe was the name of the file that an officer opened on Monday."
    labelled = LABEL.replace(BODY, "labelled\\u001b]0;named\\u0007 \u202e").replace("ISIS", "\\u001b[31mIS")
    fill(desk, {"bridge.txt": ARTICLE.replace(BODY, f"{evil}\n{BODY}"), "labels.toml": labelled})
    assert main(["evaluate", "labels.toml"]) == 0
    out = capsys.readouterr().out
    assert "owned" in out and "named" in out and "[31mIS" in out
    assert not {"\x1b", "\x07", "\u202e"} & set(out)


# --- drafts ----------------------------------------------------------------------------------------------------------


def test_a_draft_is_what_dragoman_does_now(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill(desk, {"articles/two.html": f"<title>Two</title><h1>Two</h1><p>{BODY}</p><p>Share on Facebook</p>"})
    fill(desk, {"dragoman.toml": '[archive]\npath = "articles"'})
    assert main(["evaluate", "--draft", "bridge.txt", "articles/two.html"]) == 0
    out = capsys.readouterr().out
    assert 'path = "bridge.txt"' in out and 'path = "two.html"' in out
    assert 'date = "2019-05-03"' in out and "comment = " in out
    fill(desk, {"labels.toml": out})
    figures = evaluated(capsys)["figures"]
    assert {"f1", "title", "date_right", "region_f1", "kept_comment"} <= set(figures)
    assert {name: value for name, value in figures.items() if value != (not is_ceiling(name))} == {}
    assert main(["evaluate", "--draft", "two.html"]) == 0, "named from the archive"
    assert main(["evaluate", "--draft", "articles/two.html", "--archive", "articles"]) == 0
    assert capsys.readouterr().out.count('path = "two.html"') == 2


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="no file can be named so on this system")
@pytest.mark.parametrize("name", [b"a\\b.txt", b"\xff.txt"])
def test_a_name_that_labels_cannot_hold(desk: Path, capsys: pytest.CaptureFixture[str], name: bytes) -> None:
    (desk / os.fsdecode(name)).write_text(ARTICLE)
    assert main(["evaluate", "--draft", os.fsdecode(name), "bridge.txt"]) == 1
    said = capsys.readouterr()
    assert "its path in a labels file must" in said.err
    assert said.out.count("[[article]]") == 1


HOSTILE = st.sampled_from(
    [
        *['"', '"""', "\\", "'''", "#", " ", "\n", "\n\n", "\r", "\r\n", "\t", "[[article]]\n", "body = ", "<p>"],
        *["\x00", "\x1b[31m", "\u202e", "\u2028", "\x85", "\ufeff", "\U000e0041", "e\u0301", "ﷺ", "\ud800", "\udcff"],
        *["Deir ez-Zor", "May 3, 2019\n", "Copyright 2019 ", "\n4 comments\n", "Walter says:\n", "Reply"],
        "ISIS fighters left Raqqa on Monday, an officer said. ",
    ]
)


@pytest.mark.parametrize("kind", ["text", "html", "markdown"])
@settings(max_examples=60)
@given(parts=st.lists(HOSTILE | st.text(max_size=5), max_size=25))
@example(parts=['"""', "\n", BODY, '\n"'])
@example(parts=[ARTICLE])
@example(parts=["<h1>&#xD800; a</h1><p>", BODY, "&#xD83D;</p>"])
def test_a_draft_unchanged_is_right_in_everything(
    kind: str, parts: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    names = load_names()
    done = take_apart(RawArticle("a.txt", kind, "".join(parts)), Ways(names))  # type: ignore[arg-type]
    assert not isinstance(done, Skipped)
    article, values = done
    written = "\n".join(draft("a.txt", article, values)) + "\n"
    assert not {"\x1b", "\x00", "\u202e", "\r"} & set(written)
    file = tmp_path_factory.mktemp("drafts", numbered=True) / "labels.toml"
    file.write_text(written, "utf-8", newline="\n")
    labels: Labels = read_labels(file)
    (label,) = labels.articles
    scored = score(label, article.title, article.body, values, names)
    assert scored.words is not None
    assert not scored.words.lost and not scored.words.extra
    figures = figures_of([scored])
    assert {name: value for name, value in figures.items() if value != (not is_ceiling(name))} == {}
