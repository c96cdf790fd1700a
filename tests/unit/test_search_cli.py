"""The command line: what goes to standard output, what to standard error, and the exit status."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from search.cli import main
from search.documents import FACET_NAMES
from search.fields import FACETS
from search.results import FacetCount, FacetResult, Results
from search.text import Paper, facet_lines
from tests.command import ARTICLES, HOSTILE, Run, make_index, runner
from tests.documents import SYRIA


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> str:
    return make_index(tmp_path_factory.mktemp("index"), ARTICLES)


@pytest.fixture
def run(index: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(index, monkeypatch, capsys)


def ids(out: str) -> list[str]:
    return sorted(line.split("\t")[0] for line in out.splitlines())


def test_piped_lines_have_five_columns_and_nothing_else(run: Run) -> None:
    status, out, err = run("Hezbollah Deir Ezzor")
    assert status == 0
    assert sorted(out.splitlines()) == [
        "a\t2017-11-18\tGlobal Research\tArmy storms town\tx/a.txt",
        'b\t2017-10\tEA WorldView\t=Road, "retaken"\tb.txt',
    ]
    assert re.fullmatch(r"2 articles for: \(hezbollah .*   \[index of \d{4}-\d\d-\d\d, 4 articles\]   \d+ ms\n", err)


@pytest.mark.parametrize(
    ("argv", "found"),
    [
        (["Hezbollah", "Deir", "Ezzor"], "ab"),
        (["hezbollah -actor:isis"], "b"),
        (["hezbollah", "-actor:isis"], "b"),
        (["-isis", "hezbollah"], "b"),
        (["--", "-army", "hezbollah"], "b"),
        (["--limit", "5", "--", "hezbollah", "-army"], "b"),
        (["-army", "--actor", "hezbollah"], "b"),
        (["--actor", "IS"], "ac"),
        (["--actor=IS", "--actor=Hizbullah"], "abc"),
        (["--not-actor", "IS", "hezbollah"], "b"),
        (["--region", "Deir Ezzor", "--not-publisher", "EA WorldView"], "a"),
        (["--actor", "none"], "h"),
        (["--no-date"], "ch"),
        (["--date", "2017", "--no-date"], "abch"),
        (["--not-date", "2017-11"], "bch"),
        (["--since", "2017-11"], "a"),
        (["--until", "2017-10-05"], "b"),
        (["--on", "2017-10"], "b"),
        (["--in", "removed", "paypal"], "ac"),
        (["--in", "comments", "paypal"], "c"),
        (["--exact", "hezbollah"], "a"),
        (["--limit", "0", ""], "abch"),
        ([""], "abch"),
        (["title:army"], "ah"),
    ],
)
def test_flags_and_words(run: Run, argv: list[str], found: str) -> None:
    status, out, _ = run(*argv)
    assert ids(out) == list(found)
    assert status == 0


def test_order_and_paging(run: Run) -> None:
    def order(*argv: str) -> str:
        return "".join(run("--output", "id", *argv)[1].split())

    assert order("") == "abch"
    assert order("", "--sort", "oldest") == "abch", "what is not dated to a day comes last"
    assert run("--sort", "oldest", "")[2].startswith(
        "4 articles for: all articles (oldest first; 3 not dated to a day come last)"
    )
    assert "dated to" not in run("--sort", "newest", "--on", "2017-11-18", "")[2]
    assert json.loads(run("--json", "--sort", "newest", "")[1])["inexact"] == 3
    assert order("", "--limit", "1") == "a"
    assert order("", "--limit", "2", "--offset", "1") == "bc"
    assert order("", "--offset", "9") == ""


def test_outputs(run: Run) -> None:
    assert run("--count", "hezbollah")[:2] == (0, "2\n")
    assert run("--output", "count", "nosuchword")[:2] == (1, "0\n")
    assert sorted(run("--output=path", "hezbollah")[1].split()) == ["b.txt", "x/a.txt"]
    assert run("--output=path", "-0", "title:army")[1].split("\0") in (
        ["x/a.txt", "h\x1b[2J\n.txt", ""],
        ["h\x1b[2J\n.txt", "x/a.txt", ""],
    )
    assert run("--output=path", "--actor=none")[1] == "h\ufffd[2J .txt\n"


def test_facets(run: Run) -> None:
    status, out, _ = run("--facets=actor,date", "hezbollah")
    assert status == 0
    assert out.splitlines() == ["actor\tHezbollah\t2", "actor\tIslamic State\t1", "date\t2017\t2", "date\t2017-10\t1",
                                "date\t2017-11\t1", "date\t2017-11-18\t1"]  # fmt: skip
    everything = run("--facets")[1]
    assert "date\tnone\t2" in everything
    assert {line.split("\t")[0] for line in everything.splitlines()} == set(FACET_NAMES)
    assert run("--facets=language")[1] == "language\tnone\t4\n"
    assert json.loads(run("--facets=actor", "--json", "")[1])["facets"].keys() == {"actor"}
    assert run("--facets=actor", "--csv", "hezbollah")[1].startswith("facet,value,articles\nactor,Hezbollah,2\n")


def test_json(run: Run) -> None:
    status, out, err = run("--json", "army storms")
    data = json.loads(out)
    assert (status, err) == (0, "")
    assert list(data)[:2] == ["query", "interpretation"]
    assert (data["query"], data["interpretation"], data["total"]) == ("army storms", "army AND storms", 1)
    (hit,) = data["hits"]
    assert hit["id"] == "a"
    assert (hit["date"], hit["date_precision"], hit["path"]) == ("2017-11-18", "day", "x/a.txt")
    assert (hit["publisher"], hit["original_publisher"]) == ("Global Research", "South Front")
    assert hit["actors"][0] == {"name": "Hezbollah", "type": None}
    assert hit["regions"] == [SYRIA + "/Deir ez-Zor"]
    assert hit["removed"] == {"other": 1}
    assert [hit["title"][a:b] for a, b in hit["title_marks"]] == ["Army", "storms"]
    shown = hit["snippets"][0]
    assert [shown["text"][a:b] for a, b in shown["marks"]] == ["army"]
    assert data["facets"]["actor"]["values"][0] == {
        "value": "Hezbollah", "count": 1, "chosen": False, "excluded": False,
    }  # fmt: skip
    assert data["facets"]["date"]["missing"] == 0


def test_tables(run: Run) -> None:
    lines = [json.loads(line) for line in run("--jsonl", "--fields", "id,title", "")[1].splitlines()]
    assert lines[0] == {"id": "a", "title": "Army storms town"}
    assert lines[3]["title"] == HOSTILE
    table = list(csv.DictReader(io.StringIO(run("--csv", "")[1])))
    assert [row["id"] for row in table] == list("abch")
    assert table[1]["title"] == '\'=Road, "retaken"', "a spreadsheet must not run it"
    assert table[2]["title"] == "\u0642\u0648\u0627\u062a"
    tsv = run("--tsv", "--fields=id,actors", "")[1].splitlines()
    assert tsv[:2] == ["id\tactors", "a\tHezbollah; Islamic State"]


def test_text_for_people(run: Run) -> None:
    status, out, err = run("--format", "text", "army storms", "--no-pager")
    assert (status, err) == (0, "")
    lines = out.splitlines()
    assert lines[0].startswith("1 article for: army AND storms   [index of ")
    assert lines[1].startswith(" 1  2017-11-18  Global Research (from South Front)")
    assert "score" in lines[1]
    assert lines[2] == "    Army storms town"
    assert lines[3].startswith("    Hezbollah and the army fight IS in northern Deir Ezzor.")
    assert max(map(len, lines)) <= 100
    assert any(line.startswith("Actor     Hezbollah 1  Islamic State 1") for line in lines)
    assert "\x1b" not in out


def test_colour_marks_what_was_found(run: Run) -> None:
    out = run("--format", "text", "army storms", "--color", "always")[1]
    assert "\x1b[1;33marmy\x1b[0m" in out
    assert out.count("\x1b[1;33m") == len(re.findall("\x1b\\[1;33m[^\x1b]+\x1b\\[0m", out))


def test_removed_passages_say_why(run: Run) -> None:
    out = run("--format", "text", "--in", "removed", "paypal")[1]
    assert "[removed: other] Help us: PayPal." in out
    assert "[removed: comment] PayPal me" in out


@pytest.mark.parametrize(
    "argv",
    [["--format", "text", "army"], ["--format", "lines", "army"], ["--json", "army"], ["--jsonl", "army"],
     ["--format=text", "--in=all", "army", "--color=always"], ["--csv", "army"], ["--tsv", "army"],
     ["--show", "h", "--in", "all"], ["--show", "h", "--json"], ["--facets", "army"], ["--explain", HOSTILE], [HOSTILE],
     ["--actor", HOSTILE], ["--" + HOSTILE], ["--limit", HOSTILE], ["--output=id", "army"], ["--show", HOSTILE],
     ["--index", "x:" + HOSTILE]],
    ids=lambda argv: " ".join(argv)[:30].encode("ascii", "replace").decode(),
)  # fmt: skip
def test_hostile_text_is_shown_harmlessly(run: Run, argv: list[str]) -> None:
    _, out, err = run(*argv)
    for line in (re.sub("\x1b\\[[0-9;]*m", "", out) + err).splitlines():
        assert not any(unicodedata.category(c) in ("Cc", "Cf", "Cs") for c in line.replace("\t", "")), line


def test_an_article_to_read(run: Run) -> None:
    status, out, _ = run("--show", "a")
    assert status == 0
    assert out.splitlines()[0] == "Army storms town"
    assert "Publisher:  Global Research" in out
    assert "(1 block removed: --in all shows them)" in out
    assert "PayPal" not in out
    assert "[removed: other] Help us: PayPal." in run("--show", "a", "--in", "all")[1]
    assert json.loads(run("--show", "a", "--json")[1])["removed"][0]["reason"] == "other"


def test_explain_says_how_the_question_was_read(run: Run) -> None:
    status, out, _ = run("--explain", "daesh foo:bar -kurd*")
    assert status == 1
    assert "read as: (daesh | islamic state | " in out
    assert "'foo:' is no field" in out
    assert "Prefix =kurd" in out
    assert "Term ^is" in out


def test_url_is_the_equal_address(run: Run) -> None:
    argv = [
        "--url",
        "Deir Ezzor",
        "--actor",
        "IS",
        "--not-region",
        "Homs",
        "--since",
        "2017-11",
        "--in",
        "all",
        "--exact",
    ]
    assert (
        run(*argv)[1]
        == "http://127.0.0.1:8765/?q=Deir+Ezzor&in=all&exact=1&actor=IS&not-region=Homs&since=2017-11-01\n"
    )
    assert (
        run("--url", "x", "--limit", "50", "--offset", "100", "--sort", "newest")[1]
        == "http://127.0.0.1:8765/?q=x&sort=newest&per=50&page=3\n"
    )
    assert run("--url", "x", "--offset", "30")[2] == "search-cli: the page shows the 10 articles before them, too\n"


def test_url_is_that_of_the_owners_page(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "dragoman.toml").write_text('[web]\nurl = "https://archive.example/news/"\n', "utf-8")
    assert run("--url", "x")[1] == "https://archive.example/news/?q=x\n"
    (tmp_path / "dragoman.toml").write_text('[web]\nurl = "javascript:x"\n', "utf-8")
    status, _, err = run("--url", "x")
    assert status == 2
    assert "'web.url' is 'javascript:x': write an address that begins with http:// or https://" in err


def test_one_article_of_an_answer_is_shown_by_its_place(run: Run) -> None:
    second = run("army", "--output", "id")[1].split()[1]
    assert run("--show", "2", "army")[1] == run("--show", second)[1]
    assert run("--show", "99", "army")[:2] == (1, "")
    assert "no article has the id '2'" in run("--show", "2")[2]


ERRORS = [
    ((), "what to search for"),
    (("--actr", "x"), "no flag is called '--actr' (did you mean --actor?)"),
    (("-limit", "5", "x"), "write '--limit' for the flag, or '-- -limit' to exclude the word"),
    (("--actor",), "expected one argument"),
    (("--actor", "Hezbolag", "x"), "no article has the actor 'Hezbolag': did you mean 'Hezbollah' (2)?"),
    (("--since", "soon", "x"), "'soon' is no date (write 2017, 2017-11 or 2017-11-18)"),
    (("--on", "2017", "--since", "2016", "x"), "--on stands for both"),
    (("--limit", "-1", "x"), "'-1' is no number from 0 on"),
    (("--in", "nowhere", "x"), "invalid choice: 'nowhere'"),
    (("--fields", "colour", "x"), "'colour' is no field"),
    (("--facets=colour", "x"), "'colour' is no facet"),
    (("-0", "x"), "-0 ends paths, ids and texts: add --output path"),
    (("--show", "nosuch"), "no article has the id 'nosuch'"),
    (("--index", "foo:bar", "x"), "no engine is called"),
]


@pytest.mark.parametrize(("argv", "message"), ERRORS, ids=[" ".join(argv)[:30] for argv, _ in ERRORS])
def test_errors_are_one_line_and_two(run: Run, argv: tuple[str, ...], message: str) -> None:
    status, out, err = run(*argv)
    assert (status, out) == (2, "")
    assert err.startswith("search-cli: ")
    assert err.count("\n") == 1
    assert message in err


def test_nothing_found_is_one_and_remarks_go_to_standard_error(run: Run) -> None:
    status, out, err = run("nosuchword foo:bar")
    assert (status, out) == (1, "")
    assert "search-cli: 'foo:' is no field" in err


def test_no_index_is_three(run: Run, tmp_path: Path) -> None:
    status, out, err = run("--index", f"whoosh:{tmp_path / 'none'}", "x")
    assert (status, out) == (3, "")
    assert err.endswith("make one with 'index-cli update'\n")
    assert err.count("\n") == 1


def test_help_begins_with_three_examples_that_work(run: Run) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["--help"])
    assert caught.value.code == 0


def test_every_facet_has_its_flags() -> None:
    from search.arguments import make_parser

    text = make_parser().format_help()
    assert text.startswith("examples:\n  search-cli ")
    assert text.split("\n\n")[0].count("\n  search-cli ") == 3
    for facet in FACETS:  # Python 3.13 writes the value once, behind all names of a flag
        assert re.search(rf"--{facet.flag}( VALUE\b|, --)", text)
        assert f"--not-{facet.flag} VALUE" in text


def process(index: str, *argv: str, **environment: str) -> subprocess.Popen[bytes]:
    code = "import sys; from search.cli import main; sys.exit(main())"
    kept = {k: v for k, v in os.environ.items() if k not in ("PYTHONIOENCODING", "PYTHONUTF8", "LANG", "LC_ALL")}
    return subprocess.Popen(
        [sys.executable, "-c", code, *argv],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=kept | {"DRAGOMAN_INDEX": index} | environment,
        cwd=Path(__file__).parents[2],
    )


def test_utf8_whatever_the_locale(index: str) -> None:
    out, err = process(
        index, "--output=summary", "jets", LC_ALL="C", PYTHONCOERCECLOCALE="0", PYTHONUTF8="0"
    ).communicate()
    assert "\u0642\u0648\u0627\u062a" in out.decode("utf-8")
    assert b"\r" not in out
    assert b"1 article for" in err


def test_a_reader_that_leaves_early_is_no_error(index: str) -> None:
    done = process(index, "--jsonl", "--sort", "relevance", "")
    done.stdout.close()
    err = done.stderr.read()
    assert (done.wait(), err) == (0, b"")


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX: not on this system")
def test_ctrl_c_is_130(index: str, tmp_path: Path) -> None:
    code = ("import search.cli as cli, signal, os\n"
            "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a job in the background inherits a deaf one
            "cli.ask = lambda *a: os.kill(os.getpid(), signal.SIGINT) or __import__('time').sleep(9)\n"
            "raise SystemExit(cli.main(['x']))")  # fmt: skip
    done = subprocess.run([sys.executable, "-c", code], env=os.environ | {"DRAGOMAN_INDEX": index}, capture_output=True,
                          cwd=Path(__file__).parents[2], timeout=600)  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")
    assert signal.SIGINT


def test_a_town_and_its_province_are_told_apart() -> None:
    values = ("ME/Syria", "ME/Syria/Homs", "ME/Syria/Homs/Homs")
    counts = tuple(FacetCount(value, 4 - n) for n, value in enumerate(values))
    results = Results(2, (), {"region": FacetResult("region", counts, 0)})
    assert list(facet_lines(results, Paper())) == ["Region    Syria 4  Syria/Homs 3  Homs/Homs 2"]
