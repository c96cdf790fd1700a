"""The values of a facet, looked through on the command line and on the page by one function."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest

from search.facet_values import find_values
from search.names import load_names
from search.results import FacetCount, FacetResult
from tests.command import ARTICLES, HOSTILE, Run, make_index, runner
from tests.documents import SYRIA, article

MORE = [
    article(f"n{n}", body="army", actor=[f"Brigade {n:02}", "Islamic State"], publisher=HOSTILE if n else ())
    for n in range(30)
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> str:
    return make_index(tmp_path_factory.mktemp("index"), [*ARTICLES, *MORE])


@pytest.fixture
def run(index: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(index, monkeypatch, capsys)


@pytest.mark.parametrize(
    ("argv", "lines"),
    [
        (["--values", "actor=hez"], ["Hezbollah\t2"]),
        (["--values", "actor=HIZBULLAH"], ["Hezbollah\t2"]),
        (["--values", "actor=daesh"], ["Islamic State\t32"]),
        (["--values", "actor=isl", "hezbollah"], ["Islamic State\t1"]),
        (["--values", "actor=brigade 2", "--limit", "2"], ["Brigade 20\t1", "Brigade 21\t1"]),
        (["--values", "actor=brigade 2", "--limit", "2", "--offset", "9"], ["Brigade 29\t1"]),
        (["--values", "region=deir"], [SYRIA + "/Deir ez-Zor\t2"]),
        (["--values", "region=Dayr az Zawr"], [SYRIA + "/Deir ez-Zor\t2"]),
        (["--values", "date"], ["2017\t2", "2017-10\t1", "2017-11\t1", "2017-11-18\t1", "none\t32"]),
        (["--values", "date", "--limit", "4"], ["2017\t2", "2017-10\t1", "2017-11\t1", "2017-11-18\t1", "none\t32"]),
        (["--values", "date", "--limit", "3"], ["2017\t2", "2017-10\t1", "2017-11\t1"]),
        (["--values", "original=south"], ["South Front\t1"]),
        (["--values", "original-publisher=south", "--actor", "IS"], ["South Front\t1"]),
        (["--values", "publisher=worldview", "--publisher", "Global Research"], ["EA WorldView\t1"]),
    ],
    ids=" ".join,
)
def test_values_are_found_counted_and_paged(run: Run, argv: list[str], lines: list[str]) -> None:
    status, out, err = run(*argv)
    assert (status, out.splitlines()) == (0, lines)
    assert re.fullmatch(r"\d+ values? of [a-z ]+( with “.*”)?; \d+ articles? for: .*\n", err)


def test_pages_join_to_the_whole(run: Run) -> None:
    whole = run("--values", "actor", "--limit", "0")[1].splitlines()
    assert len(whole) == 33
    pages = [run("--values=actor", "--limit=7", f"--offset={n}")[1].splitlines() for n in range(0, len(whole), 7)]
    assert [line for page in pages for line in page] == whole


@pytest.mark.parametrize("value", ["Hezbollah", "Islamic State", "none"])
def test_a_count_is_what_choosing_the_value_finds(run: Run, value: str) -> None:
    asked = ("--not-publisher", "EA WorldView", "--actor", "Brigade 01")
    counts = dict(line.split("\t") for line in run("--values", "actor", "--limit", "0", *asked)[1].splitlines())
    assert run("--count", "--not-publisher", "EA WorldView", "--actor", value)[1].strip() == counts[value]


def test_formats(run: Run) -> None:
    data = json.loads(run("--values", "actor=hez", "--json", "deir ezzor", "--actor", "IS")[1])
    assert (data["facet"], data["find"], data["total"], data["found"]) == ("actor", "hez", 1, 1)
    assert data["values"] == [{"value": "Hezbollah", "count": 2, "chosen": False, "excluded": False}]
    assert data["interpretation"].startswith("(deir ezzor")
    paged = json.loads(run("--values", "actor=b", "--json", "--limit", "5")[1])
    assert (len(paged["values"]), paged["found"], paged["missing"]) == (5, 31, 1)
    lines = run("--values", "actor=hez", "--jsonl")[1].splitlines()
    assert [json.loads(line) for line in lines] == [{"value": "Hezbollah", "articles": 2}]
    assert run("--values", "actor=hez", "--tsv")[1] == "value\tarticles\nHezbollah\t2\n"
    table = list(csv.reader(io.StringIO(run("--values", "publisher", "--csv")[1])))
    assert table[0] == ["value", "articles"]
    assert len(table) == 5
    text = run("--values", "actor=is", "--format=text", "--no-pager", "--actor=isis", "--not-actor=hezbollah")[1]
    assert text.splitlines()[1:] == ["31 + Islamic State"]


def test_nothing_fits(run: Run) -> None:
    assert run("--values", "actor=zzz")[:2] == (1, "")
    assert run("--values", "actor=hez", "--offset", "5")[:2] == (0, "")


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["--values", "colour"], "'colour' is no facet (write one of date,region,"),
        (["--values"], "expected one argument"),
        (["--values", "actor", "--facets"], "--values prints values of a facet"),
        (["--values", "actor", "--ris"], "--values prints values of a facet"),
        (["--values", "actor", "--batch", "x"], "--values prints values of a facet"),
        (["--values", "actor", "--actor", "Hezbolag"], "did you mean 'Hezbollah' (2)?"),
    ],
    ids=lambda one: one if isinstance(one, str) else " ".join(one),
)
def test_errors(run: Run, argv: list[str], message: str) -> None:
    status, out, err = run(*argv)
    assert (status, out) == (2, "")
    assert message in err


def test_letters_are_letters() -> None:
    counts = tuple(FacetCount(value, 1) for value in ("Ünïted", "a, b", "=x", "none"))
    result = FacetResult("actor", counts, 0)
    assert [count.value for count in find_values(result, "UNI", load_names())] == ["Ünïted"]
    assert [count.value for count in find_values(result, " none ", load_names())] == ["none"]
    assert find_values(result, " ", load_names()) == list(counts)
    assert find_values(result, "\ud800*[", load_names()) == []
