"""`index-cli`: flags, exit codes, and what it says."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import index.pipeline
from index.cli import main
from search.engine import open_engine
from tests.archives import LONG_AGO, fill, plain_build, put

ROOT = Path(__file__).parents[2]
FILES = {"a.txt": "A\none", "b.txt": "B\ntwo"}


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an archive and its settings, and the plainest way to make documents."""
    fill(tmp_path / "articles", FILES)
    put(tmp_path, "dragoman.toml", '[index]\nurl = "whoosh:built"\n[archive]\npath = "articles"')
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DRAGOMAN_INDEX", raising=False)
    monkeypatch.setitem(index.pipeline.update.__kwdefaults__, "build", plain_build)
    return tmp_path


def said(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().err.splitlines()


def test_update_takes_everything_from_the_settings(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["update"]) == 0
    lines = said(capsys)
    assert [line.split()[:2] for line in lines[:2]] == [["index", "a.txt"], ["index", "b.txt"]]
    assert re.fullmatch(
        r"indexed=2 updated=0 deleted=0 unchanged=0 skipped=0 failed=0 removed_blocks=0 suspicious=0 dup_groups=0 "
        r"seconds=[\d.]+ generation=gen-\S+",
        lines[2],
    )
    assert open_engine(f"whoosh:{desk / 'built'}").count() == 2
    assert main(["update"]) == 0
    (line,) = said(capsys)
    assert "unchanged=2" in line


def test_settings_are_found_from_below_and_are_relative_to_their_file(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (desk / "deep" / "down").mkdir(parents=True)
    monkeypatch.chdir(desk / "deep" / "down")
    assert main(["update", "--quiet"]) == 0
    assert open_engine(f"whoosh:{desk / 'built'}").count() == 2


def test_flags_win_over_settings(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(desk / "others", {"x.txt": "X\nother"})
    put(desk, "said.toml", '[[article]]\npath = "x.txt"\ntitle = "Told"')
    monkeypatch.setenv("DRAGOMAN_INDEX", f"whoosh:{desk / 'env'}")
    assert main(["update", "--quiet", "--archive", "others", "--sources", "said.toml"]) == 0
    engine = open_engine(f"whoosh:{desk / 'env'}")
    assert [engine.get(id).title for id in engine.digests()] == ["Told"]
    assert main(["update", "--quiet", "--index", f"whoosh:{desk / 'flag'}"]) == 0
    assert open_engine(f"whoosh:{desk / 'flag'}").count() == 2


def test_quiet_speaks_of_trouble_only(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["update", "--quiet"]) == 0
    assert said(capsys) == []
    put(desk, "articles/bad.txt", "explode")
    assert main(["update", "--quiet"]) == 1
    skipped, figures = said(capsys)
    assert skipped == "skip bad.txt: clean: ArithmeticError: cannot clean this"
    assert "failed=1" in figures
    assert main(["update", "--quiet"]) == 0
    assert said(capsys) == [], "cron mails once"
    assert main(["update", "--quiet", "--retry-failed"]) == 1
    assert main(["update", "--quiet", "--retry-failed", "--max-failures", "1"]) == 0


def test_quiet_repeats_no_warning_while_nothing_changes(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(desk, "articles/sources.toml", '[[source]]\npaths = ["none/**"]')
    assert main(["update", "--quiet"]) == 0
    (line,) = said(capsys)
    assert line.startswith("warn: ") and "no article matches 'none/**'" in line
    assert main(["update", "--quiet"]) == 0
    assert said(capsys) == []
    assert main(["update"]) == 0
    assert len(said(capsys)) == 2


def test_logs_as_json(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(desk, "articles/bad.txt", "explode\x1b[31m")
    assert main(["update", "--log-format", "json"]) == 1
    events = [json.loads(line) for line in said(capsys)]
    assert [event["event"] for event in events] == ["index", "index", "skip", "done"]
    assert events[2]["path"] == "bad.txt" and events[3]["indexed"] == 2 and events[3]["removed"] == {}
    assert all(event["time"].endswith("+00:00") for event in events)


def test_a_dry_run_says_what_it_would_do(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["update", "--dry-run"]) == 0
    lines = said(capsys)
    assert lines[0].startswith("index a.txt") and lines[2].startswith("dry-run indexed=2 ")
    assert not (desk / "built").exists()


def test_rebuild_and_status(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(desk, "articles/bad\x1b.txt", "explode")
    main(["update", "--quiet"])
    assert main(["rebuild", "--quiet", "--max-failures", "9"]) == 0
    capsys.readouterr()
    assert main(["status"]) == 0
    shown = capsys.readouterr().out
    assert re.search(r"^articles: +2$", shown, re.MULTILINE) and "bad" in shown and "\x1b" not in shown
    assert main(["status", "--json"]) == 0
    status = json.loads(capsys.readouterr().out)
    assert status["articles"] == 2 and status["generation"].startswith("gen-")
    assert status["stale"] == "" and re.search(r"^up to date: yes$", shown, re.MULTILINE)
    assert status["failed"][0]["path"] == "bad\x1b.txt"
    put(desk, "articles/new.txt", "more")
    assert main(["status"]) == 0
    assert "up to date: perhaps not: its archive had " in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["status", "--index", "whoosh:nowhere"], 4, "make one with 'index-cli update'"),
        (["status", "--index", "solr:x"], 3, "no engine is called 'solr:x'"),
        (["update", "--archive", "nowhere"], 3, "there is no such folder"),
        (["update", "--sources", "nowhere.toml"], 3, "check --sources"),
        (["explain", "nowhere.txt"], 3, "No such file"),
        (["explain", "dragoman.toml"], 3, "is not an article"),
    ],
)
def test_errors_say_what_to_do(arguments: list[str], code: int, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == code
    (line,) = said(capsys)
    assert line.startswith("index-cli: ") and words in line


def test_a_wrong_sources_file_stops_the_run(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(desk, "articles/sources.toml", '[[source]]\npaths = ["*"]\npublihser = "X"')
    assert main(["update"]) == 3
    (line,) = said(capsys)
    assert line.endswith("sources.toml:3: unknown key 'publihser': did you mean 'publisher'?")


def test_without_an_archive_it_asks_for_one(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (desk / "dragoman.toml").unlink()
    assert main(["update"]) == 3
    assert "--archive" in said(capsys)[0]


WRONG = [[], ["nonsense"], ["update", "--qui"], ["clean"], ["update", "--max-failures", "x"]]


@pytest.mark.parametrize("arguments", WRONG)
def test_wrong_usage(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2


HOSTILE = (
    "Shelling in Homs \x1b[31mred\x1b]8;;http://evil\x07 \u202egnihton\u202c\n\n"
    "By Somebody\n\nHezbollah said <script>alert(1)</script> about \x00 Homs \x9b31m on Monday, the army said.\n\n"
    "Support us! Donate via PayPal: someone@example.org\x1b[2J\n"
)


@pytest.mark.parametrize("color", ["always", "never"])
def test_explain_lays_an_article_open_and_is_harmless(
    desk: Path, color: str, capsys: pytest.CaptureFixture[str]
) -> None:
    put(desk, "articles/evil.txt", HOSTILE)
    put(desk, "articles/sources.toml", '[[source]]\npaths = ["evil.txt"]\npublisher = "E\\u001b[31mvil"')
    assert main(["explain", "articles/evil.txt", "--color", color]) == 0
    by_path = capsys.readouterr().out
    assert main(["explain", "evil.txt", "--color", color]) == 0
    assert capsys.readouterr().out == by_path, "named from here or from the archive"
    assert "Homs" in by_path and "sources file" in by_path
    assert "[removed: donation" in by_path
    codes = set(re.findall(r"\x1b(?:\[[\d;]*m)?", by_path))
    assert codes <= ({"\x1b[1m", "\x1b[2m", "\x1b[9;2m", "\x1b[31m", "\x1b[0m"} if color == "always" else set())
    assert "\x1b[31mred" not in by_path and "\x1b[31mvil" not in by_path
    assert not set(by_path) & set("\x00\x07\x9b\u202e\u202c")


def test_explain_outside_an_archive(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(desk, "elsewhere/page.html", "<html><body><h1>Title</h1>" + "<p>Many words about Homs.</p>" * 20)
    assert main(["explain", "elsewhere/page.html"]) == 0
    assert "Many words about Homs." in capsys.readouterr().out


def python(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("arguments", [["--help"], ["status"], ["update", "--help"]])
def test_light_commands_load_no_parsers(arguments: list[str], desk: Path) -> None:
    main(["update", "--quiet"])
    arguments += ["--index", f"whoosh:{desk / 'built'}"] if arguments == ["status"] else []
    loaded = python(
        f"import sys, contextlib\nfrom index.cli import main\n"
        f"with contextlib.suppress(SystemExit): main({arguments!r})\n"
        "print('LOADED', *(m for m in ('trafilatura', 'bs4', 'lxml', 'dateutil', 'charset_normalizer', 'flask', "
        "'ahocorasick_rs') if m in sys.modules))"
    )
    assert loaded.splitlines()[-1] == "LOADED"


def test_output_that_nobody_reads_is_no_error(desk: Path) -> None:
    put(desk, "articles/long.txt", "T\n" + "many words in a row\n" * 10_000)
    done = subprocess.run(
        f"{sys.executable} -m index.cli explain {desk}/articles/long.txt | head -n 1",
        shell=True, cwd=ROOT, capture_output=True, text=True, timeout=600,
    )  # fmt: skip
    assert done.stderr == ""


def test_an_update_after_a_change(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["update", "--quiet"])
    put(desk, "articles/a.txt", "A\nedited", age=LONG_AGO + 1)
    (desk / "articles/b.txt").rename(desk / "articles/c.txt")
    assert main(["update"]) == 0
    lines = said(capsys)
    assert [line.split()[:2] for line in lines[:2]] == [["update", "a.txt"], ["rename", "c.txt"]]
    assert "updated=2" in lines[2]
