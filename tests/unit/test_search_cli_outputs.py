"""Batches, whole texts, citations, and what does not change for other programs."""

from __future__ import annotations

import csv
import io
import json
import re
import string
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.citations import bibtex, ris
from search.documents import INFERRED, Document
from search.results import Hit
from tests.command import ARTICLES, HOSTILE, Run, make_index, runner
from tests.documents import article


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> str:
    return make_index(tmp_path_factory.mktemp("index"), ARTICLES)


@pytest.fixture
def run(index: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(index, monkeypatch, capsys)


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    file = tmp_path / "questions.txt"
    file.write_bytes(
        "\ufeffhezbollah army\n\n  nosuchword\r\nta\tb foo:bar\n".encode() + b"caf\xe9 \x1b[2J\n" + b"jets isis"
    )
    return file


def test_a_batch_gives_a_line_for_each_question(run: Run, questions: Path) -> None:
    status, out, err = run("--batch", str(questions))
    assert out.splitlines() == [
        "hezbollah army\t1\ta\tArmy storms town",
        "nosuchword\t0\t\t",
        "ta b foo:bar\t0\t\t",
        "caf\ufffd \ufffd[2J\t\t\t",
        "jets isis\t1\tc\t\u0642\u0648\u0627\u062a",
    ]
    assert status == 2, "one line could not be asked"
    assert f"search-cli: {questions}:4: 'foo:' is no field" in err
    assert f"search-cli: {questions}:5: byte 4 is not UTF-8" in err


def test_a_batch_for_programs(run: Run, questions: Path) -> None:
    lines = [json.loads(line) for line in run("--batch", str(questions), "--jsonl")[1].splitlines()]
    assert [(line["line"], line["query"], line.get("total")) for line in lines] == [
        (1, "hezbollah army", 1), (3, "nosuchword", 0), (4, "ta\tb foo:bar", 0), (5, "caf\ufffd \x1b[2J", None),
        (6, "jets isis", 1),
    ]  # fmt: skip
    assert lines[0]["hits"][0]["id"] == "a"
    assert "error" in lines[3]
    assert run("--batch", str(questions), "--tsv")[1].startswith("query\ttotal\tid\ttitle\nhezbollah army\t1\ta\t")
    table = list(csv.DictReader(io.StringIO(run("--batch", str(questions), "--csv")[1])))
    assert [row["total"] for row in table] == ["1", "0", "0", "", "1"]


def test_a_batch_from_standard_input_with_filters(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def said(text: str) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))

    said("hezbollah\narmy")
    assert run("--batch", "-", "--publisher", "EA WorldView")[:2] == (
        0,
        'hezbollah\t1\tb\t=Road, "retaken"\narmy\t0\t\t\n',
    )
    said("nosuchword")
    assert run("--batch=-")[0] == 1
    said("hezbollah")
    status, out, err = run("--batch=-", "--publisher=Nobody")
    assert (status, out) == (2, "")
    assert "no article has the publisher 'Nobody'" in err


def test_whole_texts(run: Run) -> None:
    body = ARTICLES[0].body
    assert run("--output", "text", "army storms")[1] == f"Army storms town\n\n{body}\n\f\n"
    texts = run("--output", "text", "-0", "hezbollah")[1].split("\0")
    assert (len(texts), texts[-1]) == (3, "")
    line = json.loads(run("--output", "text", "--jsonl", "--fields", "id", "army storms")[1])
    assert line == {"id": "a", "text": body}
    assert json.loads(run("--output", "text", "--json", "army storms")[1])["hits"][0]["text"] == body
    shown = run("--output", "text", "--format", "text", "--no-pager", "--in", "all", "army storms")[1]
    assert "[removed: other] Help us: PayPal." in shown


def test_the_first_version_of_the_formats_is_kept(run: Run) -> None:
    """What programs read. Whatever breaks this test needs a second version, and the first kept beside it."""
    assert run("--format-version", "1", "army storms")[1].count("\t") == 4
    header = run("--format-version=1", "--csv", "army")[1].splitlines()[0]
    assert header == "id,date,publisher,title,path,url,score"
    data = json.loads(run("--format-version", "1", "--json", "army")[1])
    assert set(data) >= set(
        "query interpretation spellings notes total perhaps instead offset limit sort hits facets".split()
    )
    keys = (
        "id title path url date date_precision date_kind perhaps publisher score original_date original_publisher"
        " updated agency language actors regions removed title_marks snippets"
    )
    assert set(data["hits"][0]) >= set(keys.split())
    assert set(json.loads(run("--json", "hezbollah")[1])["spellings"][0][0]) >= {"text", "count"}
    assert set(data["hits"][0]["snippets"][0]) >= {"text", "marks", "field", "reason"}
    assert set(data["facets"]["actor"]) >= {"values", "missing", "missing_chosen", "other"}


def test_articles_like_one(run: Run) -> None:
    status, out, err = run("--similar", "a", "--output", "id")
    assert (status, out.split()) == (0, ["b", "c", "h"])
    assert "search-cli: like it are articles with some of: " in err
    assert "Hezbollah" in err
    assert run("--similar", "a", "--publisher", "EA WorldView", "--output=id")[1] == "b\n"
    assert "Not" in run("--similar", "a", "--explain")[1]
    assert run("--similar", "b", "nosuchword")[0] == 1


def test_explain_takes_each_score_apart(run: Run) -> None:
    status, out, _ = run("--explain", "Hezbollah army", "--limit", "1")
    assert status == 0
    assert "name:    hezbollah: hezbollah 1, hizbullah 1" in out and "         in no article: " in out
    assert re.search(r"^time:    [\d.]+ ms to read, [\d.]+ ms to search, [\d.]+ ms to highlight,", out, re.MULTILINE)
    hit, *parts = out[out.index("scores:") :].splitlines()[1:]
    assert re.fullmatch(r"   1  \d\.\d{4}  a  Army storms town", hit)
    assert [line.split(":")[0].split("  ")[-1] for line in parts] == ["hezbollah", "army", "hezbollah near army"]
    assert sum(float(line.split()[0]) for line in parts) == pytest.approx(float(hit.split()[1]), abs=3e-4)
    data = json.loads(run("--explain", "--json", "Hezbollah army")[1])
    (found,) = data["hits"]
    assert sum(part["score"] for part in found["score_parts"]) == pytest.approx(found["score"], abs=1e-5)
    assert found["score_parts"][0]["fields"]["body"]["count"] == 1 and found["score_parts"][0]["ways"] == {
        "hezbollah": 1
    }
    assert list(data["seconds"]) == ["read", "search", "highlight", "look around"]
    assert data["tree"][0] == "And" and data["articles"] == 4
    assert set(data) > set(json.loads(run("--json", "Hezbollah army")[1]))


def test_fields_of_hits_in_json(run: Run) -> None:
    assert json.loads(run("--json", "--fields", "id,date", "army storms")[1])["hits"] == [
        {"id": "a", "date": "2017-11-18"}
    ]


def test_under_an_answer_stand_the_values_that_tell_something(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    out = run("--format", "text", "--no-pager", "hezbollah")[1]
    assert re.search(r"^Date +2017-10 1  2017-11 1$", out, re.MULTILINE), "of the levels one, in the order of time"
    assert re.search(r"^Region +Deir ez-Zor 2$", out, re.MULTILINE), "and not what Deir ez-Zor lies in"
    chosen = run("--format", "text", "--no-pager", "hezbollah", "--region", "Syria", "--date", "2017")[1]
    assert re.search(r"^Date +\+2017 2  2017-10 1  2017-11 1$", chosen, re.MULTILINE)
    assert re.search(r"^Region +\+Syria 2  Deir ez-Zor 2$", chosen, re.MULTILINE)
    monkeypatch.setenv("COLUMNS", "40")
    narrow = run("--format", "text", "--no-pager", "hezbollah")[1]
    assert max(map(len, narrow.splitlines())) <= 40


def test_one_text_field(run: Run) -> None:
    assert run("--field", "title", "army", "--output", "id")[1].split() == ["a", "h"]
    assert run("--field", "title", "--in", "all", "hezbollah")[0] == 1
    assert "for: title:army" in run("--field", "title", "army")[2]
    assert "for: title:(army AND town)" in run("--field", "title", "army town")[2]
    assert run("--field", "title", "--similar", "a b", "--sort", "newest", "x", "--url")[1] == (
        "http://127.0.0.1:8765/?q=x&field=title&similar=a+b&sort=newest\n"
    )
    assert run("--similar", "a", "--url")[1] == "http://127.0.0.1:8765/?similar=a\n"


def test_citations(run: Run) -> None:
    assert run("--ris", "army storms")[1] == (
        "TY  - ELEC\nID  - a\nTI  - Army storms town\nPB  - Global Research\nPY  - 2017\nDA  - 2017/11/18/\n"
        "AV  - x/a.txt\nN1  - First published by South Front\nER  - \n\n"
    )
    assert "DA  - 2017/10//\n" in run("--ris", "--show", "b")[1]
    assert run("--bibtex", "army storms")[1] == (
        "@misc{a,\n  title = {{Army storms town}},\n  publisher = {Global Research},\n"
        "  howpublished = {Global Research},\n  year = {2017},\n  month = nov,\n  day = {18},\n"
        "  note = {Archived as x/a.txt. First published by South Front},\n}\n\n"
    )
    assert "day =" not in run("--bibtex", "--show", "b")[1]


def ris_records(text: str) -> list[list[tuple[str, str]]]:
    """RIS as programs read it: a tag begins a line; what does not begin with one goes on with the line before."""
    records: list[list[tuple[str, str]]] = []
    for line in text.splitlines():
        if tag := re.match(r"([A-Z][A-Z0-9])  - (.*)", line):
            if tag[1] == "TY":
                records.append([])
            records[-1].append((tag[1], tag[2]))
        else:
            assert line == ""
    assert all(record[-1] == ("ER", "") and [tag for tag, _ in record].count("ER") == 1 for record in records)
    return records


def bibtex_entries(text: str) -> list[tuple[str, dict[str, str]]]:
    """BibTeX as the program reads it: what counts are braces, whatever stands before them."""
    entries = []
    at = 0
    while start := re.compile(r"\s*@misc\{([^\s,{}%#~\\]+),").match(text, at):
        at, fields = start.end(), {}
        while field := re.compile(r"\s*([a-z]+) = (?=[{a-z])").match(text, at):
            at = field.end()
            end = at
            while (depth := text.count("{", at, end) - text.count("}", at, end)) or text[end] != ",":
                assert depth >= 0
                end += 1
            fields[field[1]] = text[at:end]
            at = end + 1
        closed = re.compile(r"\s*\}").match(text, at)
        assert closed, text[at : at + 50]
        at = closed.end()
        entries.append((start[1], fields))
    assert text[at:].strip() == ""
    return entries


def plain_tex(value: str) -> str:
    """What TeX prints of a value that holds nothing it acts on."""
    for name, character in (("textbraceleft", "{"), ("textbraceright", "}"), ("textbackslash", "\0"),
                            ("textasciitilde", "~"), ("textasciicircum", "^")):  # fmt: skip
        value = value.replace(f"\\{name}{{}}", f"\\{character}")
    assert not re.search(r"(?<!\\)[{}#$%&_~^]", value)
    return re.sub(r"\\(.)", r"\1", value).replace("\0", "\\")


TITLES = st.text(st.sampled_from('{}\\%$#&_~^"@,=\n\r\t\u2028\x85\x0b Aa\u0642-TYER'), max_size=20) | st.sampled_from(
    ["x\nER  - \nTY  - BOOK", "a}},\n}\n@misc{b, title={", "\\input{/etc/passwd}", HOSTILE]
)


@given(st.lists(st.tuples(TITLES, TITLES, TITLES), max_size=3))
def test_no_title_makes_a_field_or_a_record(texts: list[tuple[str, str, str]]) -> None:
    hits = [
        Hit(replace(article(f"n_{n}", title, publisher=publisher, path=f"p{path}"), url=f"http://x/{path}"), 1.0)
        for n, (title, publisher, path) in enumerate(texts)
    ]
    records = ris_records("".join(ris(hits)))
    assert [dict(record)["ID"] for record in records] == [hit.document.id for hit in hits]
    assert all(len(record) == len(dict(record)) <= 7 for record in records)
    entries = bibtex_entries("".join(bibtex(hits)))
    assert len({key for key, _ in entries}) == len(entries) == len(hits)
    for (_, fields), record in zip(entries, records, strict=True):
        assert set(fields) <= {"title", "publisher", "howpublished", "url", "note"}
        assert plain_tex(fields["title"][2:-2]) == dict(record).get("TI", "")
        assert set(fields["url"][1:-1]) <= set(string.printable) - set(" {}\\\n") | {"\u0642", "\ufffd"}


def test_only_addresses_of_the_web_are_cited_and_inferred_dates_are_named() -> None:
    document = article("a", "Title", url="javascript:alert(1)", date="2017")
    assert "UR  -" not in "".join(ris([Hit(document, 1.0)]))
    date = document.values["date"][0]._replace(type=INFERRED)
    inferred: Document = replace(document, values={"date": (date,)}, url="HTTPS://example.org/a b")
    assert "N1  - The date is inferred\n" in "".join(ris([Hit(inferred, 1.0)]))
    assert "url = {HTTPS://example.org/a%20b}" in "".join(bibtex([Hit(inferred, 1.0)]))
    assert "year = {2017},\n  url" in "".join(bibtex([Hit(inferred, 1.0)]))


ERRORS = [
    (("--similar", "nosuch"), "no article has the id 'nosuch'"),
    (("--field", "region", "x"), "invalid choice: 'region'"),
    (("--batch", "nosuchfile"), "cannot read 'nosuchfile' (No such file or directory)"),
    (("--batch", "."), "cannot read '.'"),
    (("--batch", "-", "word"), "--batch reads its queries from the file"),
    (("--batch", "-", "--ris"), "--batch prints lines: leave out --ris"),
    (("--batch", "-", "--limit", "5"), "--batch reads its queries from the file"),
    (("--batch", "-", "--offset", "2"), "--batch reads its queries from the file"),
    (("--json", "--output", "id", "x"), "--output id prints lines: for --json use --fields id"),
    (("--csv", "--output", "path", "x"), "for --csv use --fields path"),
    (("--show", "a", "--csv"), "--show prints an article as text, JSON or a citation: leave out --csv"),
    (("--show", "a", "--count"), "--show prints one article: leave out what else"),
    (("--explain", "--csv", "x"), "--explain prints text or JSON: leave out --csv"),
    (("--explain", "--count", "x"), "--explain prints how the question was read"),
    (("--url", "--json", "x"), "--url prints an address: leave out --json"),
    (("--facets=", "x"), "names no facet"),
    (("--fields", "", "x"), "names no field"),
    (("--since", "2018", "--until", "2017", "x"), "no day lies both from 2018-01-01 on and up to 2017-12-31"),
    (("--format-version", "2", "x"), "'2' is no version of the formats (there is 1 only)"),
    (("--ris", "--count", "x"), "--ris cites articles"),
    (("--bibtex", "--facets", "x"), "--bibtex cites articles"),
    (("--output", "text", "--csv", "x"), "--csv has no room for whole texts"),
]


def test_numbers_of_articles_are_numbers_for_programs(run: Run) -> None:
    lines = [json.loads(line) for line in run("army", "--facets=actor", "--jsonl")[1].splitlines()]
    assert lines and all(type(line["articles"]) is int for line in lines)
    lines = [json.loads(line) for line in run("--values", "actor", "--jsonl")[1].splitlines()]
    assert lines and all(type(line["articles"]) is int for line in lines)


@pytest.mark.parametrize(("argv", "message"), ERRORS, ids=[" ".join(argv)[:30] for argv, _ in ERRORS])
def test_bad_values_say_what_to_do(run: Run, argv: tuple[str, ...], message: str) -> None:
    status, out, err = run(*argv)
    assert (status, out) == (2, "")
    assert err.startswith("search-cli: ")
    assert err.count("\n") == 1
    assert message in err


@pytest.mark.parametrize("flags", [["--ris"], ["--bibtex"], ["--output=text"], ["--output=text", "--format=text"]])
def test_hostile_text_is_printed_harmlessly(run: Run, flags: list[str]) -> None:
    out = run(*flags, "title:army")[1]
    assert out
    assert not re.search("[\x00-\x08\x0b\x0d-\x1f\x7f-\x9f\u202a-\u202e]", out)


@pytest.mark.parametrize(
    ("flags", "marked"),
    [
        (("--jsonl",), True), (("--json",), True), (("--csv", "--fields=id,snippets"), True),
        (("--tsv", "--fields=title_marks"), True), (("--jsonl", "--fields=snippets"), True),
        (("--format=text", "--no-pager"), True), ((), False), (("--csv",), False), (("--output=id",), False),
        (("--jsonl", "--fields=id,title"), False), (("--count",), False), (("--facets=actor",), False),
    ],
)  # fmt: skip
def test_passages_are_looked_for_where_they_are_shown_only(
    run: Run, monkeypatch: pytest.MonkeyPatch, flags: tuple[str, ...], *, marked: bool
) -> None:
    asked: list[str] = []
    monkeypatch.setattr("search.ask.snippets", lambda *_: asked.append("snippets") or ())
    monkeypatch.setattr("search.ask.title_marks", lambda *_: asked.append("title_marks") or ())
    assert run(*flags, "hezbollah")[0] == 0
    assert bool(asked) == marked
