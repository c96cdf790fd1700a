"""docs/query-language.md, asked example by example."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from search.ask import ask
from search.engine import Engine, open_engine
from search.fields import FACET_BY_NAME, SCOPES
from search.names import load_names
from search.parser import DEEPEST, FIELDS, LONGEST_QUESTION
from search.question import Question
from tests.documents import article

PAGE = (Path(__file__).parents[2] / "docs" / "query-language.md").read_text("utf-8")


def table_rows(text: str) -> list[list[str]]:
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]


def examples(text: str) -> list[tuple[str, list[str], str]]:
    return [
        (cells[0].strip("`").replace("\\|", "|"), cells[1].split(), cells[2])
        for cells in table_rows(text)
        if len(cells) == 3 and cells[0].startswith("`")
    ]


ARTICLES = [cells for cells in table_rows(PAGE) if len(cells) == 8 and cells[0] != "id"]
EXAMPLES = examples(PAGE)
MENDED = examples(PAGE.partition("## What is mended")[2])


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    engine = open_engine("memory:")
    with engine.writer() as writer:
        for id, title, body, actor, region, publisher, date, removed in ARTICLES:
            held = {"actor": actor.split("; "), "region": region, "publisher": publisher, "date": date}
            values = {name: value for name, value in held.items() if value not in ("", [""])}
            writer.write(article(id, title, body, removed=removed or (), **values))
    yield engine
    engine.close()


def test_the_page_has_its_examples() -> None:
    assert len(ARTICLES) == 5
    assert len(EXAMPLES) >= 60


@pytest.mark.parametrize(("query", "found", "why"), EXAMPLES, ids=[query for query, _, _ in EXAMPLES])
def test_each_example_finds_what_the_page_says(engine: Engine, query: str, found: list[str], why: str) -> None:
    results = ask(engine, Question(query), load_names())
    assert sorted(hit.document.id for hit in results.hits) == found
    notes = results.interpretation.notes
    mended = (query, found, why) in MENDED
    plain = all(any(said in note for said in ("partner", "small letters", "no article holds")) for note in notes)
    assert why in notes if mended else plain, notes


def test_limits_and_fields_are_on_the_page() -> None:
    assert f"more than {LONGEST_QUESTION:,} characters" in PAGE
    assert f"up to {DEEPEST} deep" in PAGE
    assert {f"{name}:" for name in (*FACET_BY_NAME, "since", "until", "on", "in", "title", "removed")} <= set(
        re.findall(r"[a-z_]+:", PAGE)
    )
    assert set(FACET_BY_NAME) <= set(FIELDS)
    assert all(f"in:{scope}" in PAGE or scope == "body" for scope in SCOPES)
