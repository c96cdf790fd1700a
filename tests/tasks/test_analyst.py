"""What an analyst asks of an archive, and the answer that somebody gives who has read all of it.

The answers were found by reading the articles (`articles/` and the five seeds, "000" to "004"), not by asking the tool.
"""

from __future__ import annotations

import csv
import html
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient

from tests.command import Run
from tests.tasks.conftest import short

HEZBOLLAH = {"000", "002", "004", "sana/bukamal", "isil", "undated", "arabic", "reuters"}
"""The articles that speak of Hezbollah themselves, as Hezbollah, Hizballah, Hizbollah or حزب الله."""


def articles(run: Run, *argv: str) -> list[str]:
    """The articles found, in their order, by the last parts of their paths."""
    status, out, _ = run("--output", "path", "--limit", "0", *argv)
    assert status == (0 if out else 1)
    return [short(line) for line in out.splitlines()]


def counts(run: Run, facet: str, *argv: str) -> dict[str, int]:
    """The values of a facet with their counts, regions by their last parts."""
    lines = csv.reader(io.StringIO(run(f"--facets={facet}", "--csv", *argv)[1]))
    return {value.rpartition("/")[2]: int(count) for _, value, count in list(lines)[1:]}


def test_groups_named_with_al_tanf_in_november_2018(run: Run) -> None:
    """Which groups were named with al-Tanf in November 2018?

    Three articles of that month speak of it, one as *At Tanf*. One of October and one that is dated to 2018 only (and
    speaks of *Tanf*) do not belong there for sure; the latter may.
    """
    found = {"001", "sana/tanf", "southfront/tanf-november"}
    assert set(articles(run, "al-Tanf", "--date", "2018-11")) == found
    assert set(articles(run, 'al-Tanf date:"November 2018"')) == found
    named = counts(run, "actor", "al-Tanf", "--date", "2018-11")
    groups = ("Maghawir al-Thawra", "Martyr Ahmad al-Abdo Forces", "Islamic State", "Free Syrian Army",
              "Syrian Democratic Forces")  # fmt: skip
    assert {group: named.get(group) for group in groups} == dict(zip(groups, (2, 1, 1, 1, 1), strict=True))
    assert "Jaysh al-Islam" not in named, "October"
    assert "Ahrar al-Sham" not in named, "of that year, nobody knows when"

    assert set(articles(run, "al-Tanf", "--on", "2018-11")) == {*found, "year"}
    assert "4 articles (1 perhaps: dated to a month or year only)" in run("al-Tanf", "--on", "2018-11")[2]


def test_what_sana_took_over_from_south_front(run: Run) -> None:
    """What did South Front report that SANA also carried?

    SANA carried two pieces of South Front, and says so below each. South Front's own copy of one is in the archive.
    Global Research took over another: not asked for.
    """
    assert set(articles(run, "--original", "South Front", "--publisher", "SANA")) == {"sana/ferry", "sana/well"}
    assert set(articles(run, 'original:"South Front" publisher:SANA')) == {"sana/ferry", "sana/well"}
    assert counts(run, "publisher", "--original", "SouthFront") == {"SANA": 2, "Global Research": 1}
    assert counts(run, "original_publisher", "--publisher", "SANA") == {"South Front": 2, "none": 2}
    table = run("--tsv", "--fields=title,original_publisher", "ferry publisher:SANA")[1]
    assert table.splitlines()[1:] == ["A Ferry For Al-Mayadin\tSouth Front"]


def test_everything_on_hezbollah_except_in_comments(run: Run) -> None:
    """Everything on Hezbollah except in comments.

    Readers of two articles speak of it that do not themselves (*Hesbollah*, *Hezbollah would have held that hill*).
    """
    assert set(articles(run, "Hezbollah -in:comments")) == HEZBOLLAH
    assert set(articles(run, "Hezbollah NOT in:comments")) == HEZBOLLAH
    assert set(articles(run, "Hezbollah")) == HEZBOLLAH, "comments are not searched unasked"
    in_comments = {"003", "southfront/afrin"}
    assert in_comments <= set(articles(run, "in:comments Hezbollah"))
    assert set(articles(run, "in:all Hezbollah")) == HEZBOLLAH | in_comments
    assert "NOT in:comments" in run("Hezbollah -in:comments")[2], "and the answer says how it was read"


@pytest.mark.parametrize(
    "place", ["Deir Ezzor", "Deir ez-Zor", "Dayr az Zawr", '"Deir al-Zor"', "deir azzor", "دير الزور"]
)
def test_names_in_every_spelling(run: Run, place: str) -> None:
    """Who writes of Hezbollah in Deir ez-Zor, however the two are spelt?

    All who write of Hezbollah, but for the one who speaks of Tyre.
    """
    wanted = HEZBOLLAH - {"undated"}
    for group in ("Hezbollah", "hizbullah", "Hizb Allah", "حزب الله"):
        assert set(articles(run, f"{group} {place}")) == wanted


def test_who_says_isil_and_who_says_daesh(run: Run) -> None:
    """Which media call the group *ISIL*, and which *Daesh*? Other spellings must not be mixed in."""
    assert articles(run, "exact:ISIL") == ["isil"]
    assert articles(run, "--exact", "Daesh") == ["sana/bukamal"]
    assert counts(run, "publisher", "exact:(ISIL OR Daesh)") == {"Al Jazeera": 1, "SANA": 1}
    everybody = {"000", "001", "002", "003", "004", "isil", "sana/bukamal", "sana/well", "arabic"}
    for spelling in ("ISIL", "Daesh", "ISIS", '"Islamic State group"', "داعش"):
        assert set(articles(run, spelling)) == everybody
    assert run("ISIL", "--count", "--exact")[:2] == (0, "1\n")


def test_a_range_of_dates_and_what_is_only_perhaps_in_it(run: Run) -> None:
    """What was written from 15 September to 12 November 2017?

    Four articles for sure; two that are dated to September and to November only, perhaps.
    """
    argv = ("--since", "2017-09-15", "--until", "2017-11-12")
    sure = {"isil", "arabic", "sana/bukamal", "002"}
    assert set(articles(run, *argv)) == sure | {"004", "month"}
    assert set(articles(run, "date:2017-09-15..2017-11-12")) == sure | {"004", "month"}
    assert "6 articles (2 perhaps: dated to a month or year only)" in run(*argv, "")[2]
    hits = json.loads(run(*argv, "--json", "--fields", "date,perhaps")[1])["hits"]
    assert sorted(hit["date"] for hit in hits if hit["perhaps"]) == ["2017-09", "2017-11"]
    assert run(*argv, "--format", "text", "--no-pager")[1].count(" (perhaps)  ") == 2
    assert run(*argv, "--tsv", "--fields", "perhaps")[1].splitlines().count("yes") == 2
    assert set(articles(run, "date:2017-09..2017-11")) == {
        *sure, "004", "month", "000", "reuters", "sana/ferry", "southfront/ferry",
    }  # fmt: skip


def test_all_but_islamic_state_and_south_front(run: Run) -> None:
    """Which articles that are not South Front's do not name Islamic State at all?

    Copies of South Front's that others publish are theirs; articles of unknown publishers are not South Front's.
    """
    wanted = {"sana/tanf", "sana/ferry", "year", "undated", "month", "reuters"}
    assert set(articles(run, "--not-actor", "ISIS", "--not-publisher", "South Front")) == wanted
    assert set(articles(run, '-actor:daesh -publisher:"South Front"')) == wanted
    assert set(articles(run, '-actor:daesh -publisher:"South Front" -original:"South Front"')) == wanted - {
        "sana/ferry"
    }


def test_what_has_no_date_or_publisher(run: Run) -> None:
    """Which articles can I not cite yet, for want of a date or a publisher?"""
    assert set(articles(run, "--no-date")) == set(articles(run, "date:none")) == {"003", "undated"}
    assert set(articles(run, "publisher:none OR date:none")) == {"003", "undated", "reuters"}
    assert counts(run, "publisher", "--no-date") == {"South Front": 1, "none": 1}
    assert counts(run, "date")["none"] == 2


def test_a_timeline_with_uncertain_dates_last(run: Run) -> None:
    """What happened in Deir ez-Zor, in order? What is dated to a month only, or not at all, comes behind what is dated
    to a day, and the answer says so."""
    found = articles(run, "--region", "Deir ez-Zor", "--sort", "oldest")
    assert found[:5] == ["isil", "arabic", "sana/bukamal", "002", "000"]
    assert set(found[5:7]) == {"southfront/ferry", "reuters"}, "of one day"
    assert found[7:] == ["sana/ferry", "001", "004", "month", "003"]
    assert "3 not dated to a day come last" in run("--region", "Deir ez-Zor", "--sort", "oldest")[2]


def test_what_else_tells_this_story(run: Run, ids: Mapping[str, str]) -> None:
    """Who else has this story? The copy first, then what is about the same places."""
    found = articles(run, "--similar", ids["southfront/ferry"])
    assert found[0] == "sana/ferry"
    assert found.index("month") < len(found) / 2, "of the same town"
    assert "southfront/ferry" not in found
    assert articles(run, "--similar", ids["southfront/ferry"], "--publisher", "SANA")[0] == "sana/ferry"


def test_citations_and_a_list_of_names(run: Run, tmp_path: Path) -> None:
    """Cite what SANA wrote, and tell me of each name on my list how many articles there are."""
    cited = run("--publisher", "SANA", "--sort", "oldest", "--ris")[1]
    assert re.findall(r"^TI  - (.*)", cited, re.MULTILINE) == [
        "Army and allies enter Albu Kamal, last stronghold of Daesh",
        "A Ferry For Al-Mayadin",
        "Engineers reopen the wells of Palmyra",
        "Residents of al-Rukban camp appeal for bread as winter begins",
    ]
    assert re.findall(r"^DA  - (.*)", cited, re.MULTILINE) == [
        "2017/11/09/",
        "2017/11/21/",
        "2018/03/03/",
        "2018/11/14/",
    ]
    assert cited.count("South Front") == 2, "where two were published first"

    names = tmp_path / "names.txt"
    names.write_text("Hizbullah\nal-Bukamal\nTadmur\nQasem Soleimani\n", "utf-8")
    status, out, _ = run("--batch", str(names), "--tsv")
    rows = list(csv.DictReader(io.StringIO(out), delimiter="\t"))
    assert {row["query"]: int(row["total"]) for row in rows} == {
        "Hizbullah": 8, "al-Bukamal": 3, "Tadmur": 3, "Qasem Soleimani": 0,
    }  # fmt: skip
    assert status == 0


def test_a_mistyped_name(run: Run) -> None:
    """I do not know how the spokeswoman and the group are spelt."""
    assert "zakharova" in run("Zakharowa")[2]
    status, out, err = run("Zkaharova")
    assert (status, out) == (1, "")
    assert "no article holds “Zkaharova”" in err
    assert "with “zakharova” for “Zkaharova”: 1 article" in err
    status, out, err = run("--actor", "Maghaweer al-Thawra", "")
    assert status == 2
    assert "did you mean 'Maghawir al-Thawra' (2)" in err
    assert run("--values", "actor=maghawir")[1] == "Maghawir al-Thawra\t2\n"


def test_nothing_found_has_ways_out_that_lead_somewhere(run: Run, page: FlaskClient) -> None:
    """What did SANA write of Afrin in 2019? Nothing; but there is something near it, and its links count right."""
    status, out, err = run("Afrin", "--publisher", "SANA", "--since", "2019")
    assert (status, out) == (1, "")
    assert "without any filter: 1 article" in err
    assert "without date:2019: 1 article" in run("Afrin date:2019")[2], "what is typed is a filter, too"
    shown = html.unescape(page.get("/?q=Afrin&publisher=SANA&since=2019").get_data(as_text=True))
    ways = re.findall(r'<li><a href="([^"]+)" rel="nofollow">[^<]*<span class="n"> \(([\d,]+)\)', shown)
    assert ways
    for address, count in ways:
        assert page.get(f"/api/search{address[1:]}").get_json()["total"] == int(count)


def test_counts_beside_a_chosen_publisher(run: Run, page: FlaskClient) -> None:
    """Who wrote of Hezbollah, besides SANA, and how often? The numbers beside the other publishers stay what choosing
    them instead would find; those of other facets are SANA's own."""
    data = page.get("/api/search?q=Hezbollah&publisher=SANA").get_json()
    publishers = {value["value"]: value["count"] for value in data["facets"]["publisher"]["values"]}
    wanted = {"SANA", "Global Research", "Gulf Times", "EA WorldView", "Al Jazeera", "Enab Baladi"}
    assert publishers == dict.fromkeys(wanted, 1)
    assert data["facets"]["publisher"]["missing"] == 2
    assert data["total"] == 1
    actors = {value["value"]: value["count"] for value in data["facets"]["actor"]["values"]}
    assert actors == {"Hezbollah": 1, "Islamic State": 1, "Syrian Arab Army": 1}
    assert json.loads(run("Hezbollah", "--publisher", "SANA", "--json")[1]) == data, "terminal and API give one answer"
    shown = html.unescape(page.get("/?" + urlencode({"q": "Hezbollah", "publisher": "SANA"})).get_data(as_text=True))
    for publisher in wanted - {"SANA"}:
        assert f'aria-label="{publisher}, 1 article"' in shown


def test_a_script_reads_the_answer_of_a_process(index: str) -> None:
    """Give my script the ids and dates of all on al-Bukamal, and nothing else on its standard output."""
    code = "import sys; from search.cli import main; sys.exit(main())"
    argv = ["--tsv", "--fields", "path,date", "--require-fresh", "al-Bukamal"]
    environment = os.environ | {"DRAGOMAN_INDEX": index}
    done = subprocess.run([sys.executable, "-c", code, *argv], env=environment, capture_output=True, encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(done.stdout), delimiter="\t"))
    assert done.returncode == 0
    assert {short(row["path"]): row["date"] for row in rows} == {
        "000": "2017-11-18", "002": "2017-11-10", "sana/bukamal": "2017-11-09",
    }  # fmt: skip
