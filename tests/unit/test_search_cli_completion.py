"""What `search-cli` makes of its own flags: the manual page, and completion in shells with the values of an index."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from search.arguments import GENERATED, make_parser
from search.completion import MOST_VALUES
from search.fields import FACET_BY_NAME
from tests.command import ARTICLES, Run, make_index, runner
from tests.documents import SYRIA, article

PWNED = "It's; $(touch pwned)"
FLAGS = sorted({flag for action in make_parser()._actions for flag in action.option_strings})


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> str:
    more = article("q", "t", "b", actor=["Islamic Front", PWNED, "bell\x07"], language="en")
    return make_index(tmp_path_factory.mktemp("index"), [*ARTICLES, more])


@pytest.fixture
def run(index: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(index, monkeypatch, capsys)


@pytest.mark.parametrize(
    ("arguments", "values"),
    [
        (("actor", "hez"), ["Hezbollah"]),
        (("actor", "ISLAMIC s"), ["Islamic State"]),
        (("actor", "isl"), ["Islamic State", "Islamic Front"]),
        (("actor", "bell"), []),
        (("actor", "front"), ["Islamic Front"]),
        (("actor", "hizb"), ["Hezbollah"]),
        (("region", "dayr az z"), ["Deir ez-Zor"]),
        (("actor", "hez", "whoosh:nowhere"), []),
        (("region", "deir"), ["Deir ez-Zor"]),
        (("region", SYRIA + "/d"), [SYRIA + "/Deir ez-Zor"]),
        (("date", "2017-1"), ["2017-10", "2017-11", "2017-11-18"]),
        (("language", ""), ["en"]),
        (("nosuchfacet", "x"), []),
        (("actor",), []),
        ((), []),
    ],
)
def test_values_of_the_index(run: Run, arguments: tuple[str, ...], values: list[str]) -> None:
    status, out, err = run("--complete", *arguments)
    assert (status, err) == (0, "")
    assert sorted(out.splitlines()) == sorted(values)


def test_the_index_of_the_command_line_is_looked_in(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, index: str
) -> None:
    monkeypatch.setenv("DRAGOMAN_INDEX", "whoosh:nowhere")
    assert run("--complete", "actor", "hez", "")[1] == ""
    assert run("--complete", "actor", "hez", index)[1] == "Hezbollah\n"


def test_without_an_index_there_are_none_and_no_error(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for index in (f"whoosh:{tmp_path}", "x:y", "memory:"):
        monkeypatch.setenv("DRAGOMAN_INDEX", index)
        assert run("--complete", "actor", "h") == (0, "", "")


def test_the_most_frequent_values_are_offered(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    many = [article(f"n{n}", actor=[f"group {n}", "group z"]) for n in range(MOST_VALUES + 5)]
    monkeypatch.setenv("DRAGOMAN_INDEX", make_index(tmp_path / "many", many))
    values = run("--complete", "actor", "group")[1].splitlines()
    assert (len(values), values[0]) == (MOST_VALUES, "group z")


@pytest.mark.parametrize("kind", GENERATED)
def test_every_flag_stands_in_each(run: Run, kind: str) -> None:
    status, out, err = run("--generate", kind)
    assert (status, err) == (0, "")
    plain = out.replace("\\-", "-")
    for flag in FLAGS:
        fish = f"-l {flag[2:]} " if flag.startswith("--") else f"-s {flag[1:]} "
        assert (fish if kind == "complete-fish" else flag) in plain
    if kind != "man":
        assert all(f"{facet}" in plain for facet in FACET_BY_NAME)
        assert "--complete" in plain


def test_bad_kinds_are_errors(run: Run) -> None:
    status, out, err = run("--generate", "complete-tcsh")
    assert (status, out) == (2, "")
    assert "invalid choice: 'complete-tcsh'" in err


def shell(name: str) -> str:
    found = shutil.which(name)
    if found is None or sys.platform == "win32":
        pytest.skip(f"there is no {name} on this system")
    return found


def ran(argv: list[str], index: str, folder: Path, **more: str) -> str:
    path = os.pathsep.join((sysconfig.get_path("scripts"), os.environ["PATH"]))
    environment = os.environ | {"PATH": path, "DRAGOMAN_INDEX": index, "HOME": str(folder)} | more
    done = subprocess.run(argv, cwd=folder, env=environment, capture_output=True, encoding="utf-8", timeout=600)
    assert done.stderr == ""
    assert not (folder / "pwned").exists()
    return done.stdout


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["--actor", "hez"], ["Hezbollah"]),
        (["--actor", "=", "Islamic\\ S"], ["Islamic\\ State"]),
        (["--actor", '"Islamic S'], ["Islamic State"]),
        (["--actor", "it"], ["It\\'s\\;\\ \\$\\(touch\\ pwned\\)"]),
        (["--not-region", "deir"], ["Deir\\ ez-Zor"]),
        (["--since", "2017-11-"], ["2017-11-18"]),
        (["--in", "r"], ["removed"]),
        (["--facets", "=", "ag"], ["agency"]),
        (["word", "--bat"], ["--batch"]),
        (["--limit", ""], []),
        (["--facets", ""], []),
        (["hezbollah", ""], []),
    ],
    ids=" ".join,
)
def test_bash_completes(run: Run, index: str, tmp_path: Path, words: list[str], offered: list[str]) -> None:
    (tmp_path / "script").write_text(run("--generate", "complete-bash")[1], "utf-8")
    call = 'source ./script; COMP_WORDS=(search-cli "$@"); COMP_CWORD=$#; _search_cli; printf "%s\\n" "${COMPREPLY[@]}"'
    out = ran([shell("bash"), "-c", call, "bash", *words], index, tmp_path)
    assert [line for line in out.splitlines() if line] == offered


@pytest.mark.parametrize("flag", ["--index {}", "--index={}", '--index "{}"'])
def test_bash_completes_from_the_index_on_the_line(run: Run, index: str, tmp_path: Path, flag: str) -> None:
    (tmp_path / "script").write_text(run("--generate", "complete-bash")[1], "utf-8")
    call = 'source ./script; COMP_WORDS=(search-cli --actor hez); COMP_CWORD=2; _search_cli; echo "${COMPREPLY[@]}"'
    line = f"search-cli {flag.format(index)} --actor hez"
    assert ran([shell("bash"), "-c", call], "whoosh:nowhere", tmp_path, COMP_LINE=line) == "Hezbollah\n"


@pytest.mark.parametrize("flag", ["--index {}", "--index={}"])
def test_fish_completes_from_the_index_on_the_line(run: Run, index: str, tmp_path: Path, flag: str) -> None:
    (tmp_path / "script").write_text(run("--generate", "complete-fish")[1], "utf-8")
    call = f"source ./script; complete -C 'search-cli {flag.format(index)} --actor hez'"
    out = ran([shell("fish"), "--no-config", "-c", call], "whoosh:nowhere", tmp_path)
    assert [line.partition("\t")[0].removeprefix("--actor=") for line in out.splitlines()] == ["Hezbollah"]


@pytest.mark.parametrize(
    ("line", "offered"),
    [("--actor hez", ["Hezbollah"]), ("--actor=hez", ["--actor=Hezbollah"]), ("--in r", ["removed"]), ("wo", [])],
)
def test_fish_completes(run: Run, index: str, tmp_path: Path, line: str, offered: list[str]) -> None:
    (tmp_path / "script").write_text(run("--generate", "complete-fish")[1], "utf-8")
    call = f"source ./script; complete -C 'search-cli {line}'"
    out = ran([shell("fish"), "--no-config", "-c", call], index, tmp_path)
    assert [shown.partition("\t")[0].removeprefix("--actor=") for shown in out.splitlines()] == [
        value.removeprefix("--actor=") for value in offered
    ]


def test_zsh_reads_its_script(run: Run, index: str, tmp_path: Path) -> None:
    (tmp_path / "_search-cli").write_text(run("--generate", "complete-zsh")[1], "utf-8")
    assert ran([shell("zsh"), "-f", "-n", "_search-cli"], index, tmp_path) == ""


def test_the_manual_page_is_clean_troff(run: Run, index: str, tmp_path: Path) -> None:
    page = run("--generate", "man")[1]
    commands = set(re.findall(r"^\.(\w+)", page, re.MULTILINE))
    assert commands == {"TH", "SH", "SS", "TP", "PP", "nf", "fi"}
    assert re.findall(r"^\.SH (.*)", page, re.MULTILINE) == [
        "NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "ENVIRONMENT", "FILES", "EXIT STATUS", "EXAMPLES",
    ]  # fmt: skip
    (tmp_path / "search-cli.1").write_text(page, "utf-8")
    shown = ran([shell("groff"), "-man", "-Tascii", "-ww", "-P-cbou", "search-cli.1"], index, tmp_path)
    assert "search-cli '\"counter-attack\" -actor:isis' --since 2017-10 --json" in shown
    assert "--facets[=NAMES]" in shown
