"""The main job on five real articles, end to end: files in, one answer out in terminal, page and API."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote_plus

import pytest

import index.cli
import search.cli
from index.pipeline import update
from index.sources import read_archive
from search.ask import ask
from search.documents import FACET_NAMES
from search.engine import Engine, open_engine
from search.fields import MISSING
from search.names import load_names
from search.question import Choice, Question
from search.results import Results
from web.app import create_app

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def whoosh_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    url = f"whoosh:{tmp_path_factory.mktemp('built') / 'index'}"
    assert index.cli.main(["update", "--quiet", "--archive", str(ROOT / "seeds"), "--index", url]) == 0
    return url


@pytest.fixture(scope="module", params=["memory", "whoosh"])
def engine(request: pytest.FixtureRequest, whoosh_url: str) -> Iterator[Engine]:
    engine = open_engine("memory:" if request.param == "memory" else whoosh_url)
    if request.param == "memory":
        update(read_archive(ROOT / "seeds"), engine)
    yield engine
    engine.close()


def answer(engine: Engine, text: str = "", **wishes: object) -> Results:
    return ask(engine, Question(text, **wishes), load_names())


def seeds(results: Results) -> list[str]:
    return sorted(hit.document.path[:3] for hit in results.hits)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("Hezbollah Deir Ezzor", ["000", "002", "004"]),
        ('Hizbullah "Deir al-Zor"', ["000", "002", "004"]),
        ('"Dayr az Zawr" Hezbollah', ["000", "002", "004"]),
        ("hizballah deir ez-zor", ["000", "002", "004"]),
        ("paypal", []),
        ("T-90", ["000"]),
        ("T90", ["000"]),
        ("T 90", ["000"]),
        ("Albukamal", ["000", "002"]),
        ("Shahed129", ["001"]),
        ("counterattack", ["002", "004"]),
    ],
)
def test_the_query_finds_exactly_these(engine: Engine, query: str, expected: list[str]) -> None:
    assert seeds(answer(engine, query)) == expected


def test_all_names_of_a_group_find_the_same_articles(engine: Engine) -> None:
    found = {query: seeds(answer(engine, query)) for query in ("Daesh", "ISIS", '"Islamic State"', "IS")}
    assert set(map(tuple, found.values())) == {("000", "001", "002", "003", "004")}
    assert seeds(answer(engine, "US"))


def test_removed_text_is_found_on_demand_with_its_reason(engine: Engine) -> None:
    results = answer(engine, "paypal", scope="removed")
    assert seeds(results) == ["000", "001"]
    assert {snippet.reason for hit in results.hits for snippet in hit.snippets} == {"donation"}


@pytest.mark.parametrize("query", ["", "ISIS", "Hezbollah", "Hezbollah OR Tanf"])
def test_every_facet_count_is_kept_as_promised(engine: Engine, query: str) -> None:
    whole = answer(engine, query)
    for name in FACET_NAMES:
        facet = whole.facets[name]
        for counted in facet.counts:
            chosen = answer(engine, query, choices={name: Choice((counted.value,))})
            assert chosen.total == counted.count, f"{name}={counted.value}"
        if facet.missing:
            assert answer(engine, query, choices={name: Choice((MISSING,))}).total == facet.missing


def test_choices_are_or_within_a_facet_and_and_across(engine: Engine) -> None:
    gulf, south = Choice(("Gulf Times",)), Choice(("South Front",))
    both = Choice(gulf.include + south.include)
    totals = [answer(engine, choices={"publisher": choice}).total for choice in (gulf, south, both)]
    assert totals == [1, 2, 3]
    crossed = answer(engine, choices={"publisher": both, "actor": Choice(("Hezbollah",))})
    assert seeds(crossed) == ["002"]
    assert seeds(answer(engine, choices={"actor": Choice(exclude=("Hezbollah",))})) == ["001", "003"]


def test_the_article_without_a_date_has_a_bucket(engine: Engine) -> None:
    results = answer(engine, choices={"date": Choice((MISSING,))})
    assert seeds(results) == ["003"]
    assert results.facets["date"].missing == 1


def test_terminal_page_and_api_give_one_answer(whoosh_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    client = create_app(whoosh_url).test_client()
    for query, flags, parameters in [
        ("Hezbollah Deir Ezzor", [], ""),
        ("ISIS", ["--actor", "Hezbollah"], "&actor=Hezbollah"),
        ("ISIS", ["--not-actor", "Hezbollah", "--sort", "newest"], "&not-actor=Hezbollah&sort=newest"),
        ("paypal", ["--in", "removed"], "&in=removed"),
        ("Daesh", ["--no-date"], "&date=none"),
    ]:
        assert search.cli.main(["--index", whoosh_url, "--json", *flags, query]) == 0
        terminal = json.loads(capsys.readouterr().out)
        api = client.get(f"/api/search?q={query}{parameters}").get_json()
        assert terminal == api
        page = client.get(f"/?q={query}{parameters}").get_data(as_text=True)
        places = [page.index(f"/article/{hit['id']}") for hit in terminal["hits"]]
        assert places == sorted(places) and len(places) == terminal["total"] > 0
        for name in FACET_NAMES:
            told = {value["value"]: value["count"] for value in terminal["facets"][name]["values"]}
            shown = {value: count for value in told if (count := count_on_page(page, name, value)) is not None}
            assert shown, f"{name} has no value on the page"
            assert shown.items() <= told.items()


def count_on_page(page: str, name: str, value: str) -> int | None:
    """The number beside the link that chooses this value; None where the page keeps it for later."""
    link = re.search(
        rf'<a class="pick" href="[^"]*[?;]{name}={re.escape(quote_plus(value))}[&"].*?</a>', page, re.DOTALL
    )
    words = re.sub(r"<[^>]+>", "", link[0]) if link else ""
    return int(words.split(", ")[-1].split()[0].replace(",", "")) if words else None


def test_an_update_without_changes_changes_nothing(whoosh_url: str) -> None:
    engine = open_engine(whoosh_url)
    before = engine.generation
    report = update(read_archive(ROOT / "seeds"), engine)
    assert (report.indexed, report.updated, report.deleted, report.unchanged) == (0, 0, 0, 5)
    assert engine.generation == before


HOSTILE = (
    "Shelling in <script>alert(1)</script> Homs \x1b[31mred\x1b]8;;http://evil\x07\n\n"
    "Hezbollah said \u202egnihton\u202c about \x00 Homs & <img src=x onerror=alert(2)> on Monday.\n"
)


def test_a_hostile_article_is_shown_harmlessly(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "evil\u202e.txt").write_text(HOSTILE, "utf-8")
    url = f"whoosh:{tmp_path / 'index'}"
    assert index.cli.main(["update", "--quiet", "--archive", str(tmp_path / "archive"), "--index", url]) == 0
    client = create_app(url).test_client()
    hit = client.get("/api/search?q=Homs").get_json()["hits"][0]["id"]
    for flags in (["Homs"], ["--format", "text", "--color", "always", "Homs"], ["--show", hit]):
        search.cli.main(["--index", url, *flags])
        shown = capsys.readouterr().out.replace("\x1b[0m", "")
        colours = {
            "\x1b[" + code for code in shown.split("\x1b[")[1:] if not code.lstrip("0123456789;").startswith("m")
        }
        assert not colours and "\x1b]" not in shown and "\x1b[31mred" not in shown
        assert not set(shown) & set("\x00\x07\u202e\u202c")
    for address in ("/?q=Homs", f"/article/{hit}", f"/article/{hit}?removed=1"):
        page = client.get(address).get_data(as_text=True)
        assert "<script>alert" not in page and "<img src=x" not in page
        assert "\x00" not in page and "\x1b" not in page and "\u202e" not in page
        assert "Homs" in page


def test_limits_page_without_overlap(engine: Engine) -> None:
    whole = [hit.document.id for hit in answer(engine, limit=None).hits]
    pages = [hit.document.id for n in range(5) for hit in answer(engine, limit=1, offset=n).hits]
    assert pages == whole
    assert replace(answer(engine), hits=()).total == 5
