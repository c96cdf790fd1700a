"""The owner's rules file in a run: found, checked before anything is touched, and a change of it is a change."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from index.cli import main
from search.engine import open_engine
from tests.archives import fill, put

REPORT = (
    "The mill at Tell Amra opened on Monday, the council said.\n\n"
    "Forty trucks were waiting at the gate in the morning, according to the drivers.\n\n"
    "Weather of the valley: the wells will be full until the summer, the water board said.\n\n"
    "The next convoy is expected on Friday, when the checkpoint will be moved to the ford."
)
SETTINGS = '[index]\nurl = "whoosh:built"\n[archive]\npath = "articles"\n[cleaning]\nrules = "mine.toml"\n'


def rule(phrase: str) -> str:
    return (
        f'[[cue]]\nreason = "related"\nwhere = "start"\nphrases = ["{phrase}"]\nsource = "us"\nexample = "{phrase}"\n'
    )


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    fill(tmp_path / "articles", {"a.txt": REPORT, "b.txt": REPORT.replace("mill", "bakery")})
    put(tmp_path, "dragoman.toml", SETTINGS)
    put(tmp_path, "mine.toml", rule("weather of the valley"))
    (tmp_path / "deep").mkdir()
    monkeypatch.chdir(tmp_path / "deep")
    monkeypatch.delenv("DRAGOMAN_INDEX", raising=False)
    return tmp_path


def bodies(desk: Path) -> str:
    engine = open_engine(f"whoosh:{desk / 'built'}")
    try:
        return "\n".join(engine.get(id).body for id in engine.digests())
    finally:
        engine.close()


def test_a_changed_rules_file_cleans_the_articles_anew(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["update"]) == 0
    assert "Weather of the valley" not in bodies(desk) and "Forty trucks" in bodies(desk)
    put(desk, "mine.toml", rule("forty trucks"))
    assert main(["update"]) == 0
    assert "updated=2" in capsys.readouterr().err
    assert "Weather of the valley" in bodies(desk) and "Forty trucks" not in bodies(desk)
    assert main(["update"]) == 0
    assert "updated=0 deleted=0 unchanged=2" in capsys.readouterr().err


def test_the_flag_wins_over_the_setting(desk: Path) -> None:
    put(desk, "deep/others.toml", rule("forty trucks"))
    assert main(["rebuild", "--quiet", "--rules", "others.toml"]) == 0
    assert "Weather of the valley" in bodies(desk) and "Forty trucks" not in bodies(desk)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (rule("x") + '[[cue]]\nreason = "related"\npattern = "(a"\nsource = "s"\nexample = "e"\n', "mine.toml:9: bad"),
        ("[[cue\n", "mine.toml:1: is not valid TOML"),
        (rule("x").replace("related", "repeated"), "mine.toml:2: 'repeated' is no reason"),
        (None, "mine.toml: cannot be read (No such file or directory): check --rules"),
    ],
)
@pytest.mark.parametrize("command", ["update", "rebuild", "explain", "clean"])
def test_a_bad_file_stops_everything_before_it_begins(
    desk: Path, command: str, text: str | None, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["update", "--quiet"]) == 0
    published = (desk / "built" / "current").read_text()
    put(desk, "articles/c.txt", "A new one.")
    (desk / "mine.toml").unlink()
    if text is not None:
        put(desk, "mine.toml", text)
    more = {"explain": ["a.txt"], "clean": ["--jsonl"]}.get(command, [])
    assert main([command, *more]) == 3
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("index-cli: ") and words in line
    assert (desk / "built" / "current").read_text() == published


def test_explain_and_clean_go_by_it(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", "a.txt", "--color", "never"]) == 0
    assert "[removed: related, by mine.toml:1" in capsys.readouterr().out
    given = io.TextIOWrapper(io.BytesIO(json.dumps({"id": 1, "text": REPORT}).encode()))
    monkeypatch.setattr(sys, "stdin", given)
    assert main(["clean", "--jsonl", "--rules", "../mine.toml"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert "Weather of the valley" not in answer["body"] and "related" in [b["reason"] for b in answer["removed"]]
