"""The contract as cases: documents, questions and answers in `cases/*.toml`, asked of every engine.

A query is written as a list: ["and", ["term", "syria"], ["not", ["facet", "actor", "ISIS"]]]. Words are tokens of
`search.analysis`; leaves look in title and body unless `in` follows: ["phrase", "deir ezzor", "in", "title"].
"""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

import pytest

from search.fields import SCOPES
from search.query import (
    And,
    AnyOf,
    DateRange,
    Everything,
    FacetFilter,
    FacetIs,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Query,
    SearchRequest,
    Term,
)
from tests.contract.engines import ENGINES, fill, opened
from tests.documents import article

FILES = sorted((Path(__file__).parent / "cases").glob("*.toml"))
CASES = [
    pytest.param(name, loaded["document"], case, id=f"{name}-{path.stem}-{case['name']}")
    for path in FILES
    for loaded in [tomllib.loads(path.read_text("utf-8"))]
    for case in loaded["search"]
    for name in ENGINES
]


def read_query(written: list[Any]) -> Query:
    kind, *rest = written
    match kind:
        case "everything" | "nothing":
            return Everything() if kind == "everything" else Nothing()
        case "not":
            return Not(read_query(rest[0]))
        case "and" | "or" | "any":
            return {"and": And, "or": Or, "any": AnyOf}[kind](tuple(map(read_query, rest)))
        case "facet":
            return FacetIs(rest[0], rest[1] if len(rest) > 1 else None)
        case "date":
            return DateRange(*(dt.date.fromisoformat(day) if day else None for day in rest))
    fields = SCOPES["body"] if len(rest) == 1 else tuple(rest[2:])
    return {
        "term": lambda: Term(rest[0], fields),
        "phrase": lambda: Phrase(tuple(rest[0].split()), fields),
        "prefix": lambda: Prefix(rest[0], fields),
    }[kind]()


def read_request(case: dict[str, Any]) -> SearchRequest:
    filters = tuple(
        FacetFilter(name, tuple(f.get("any", ())), tuple(f.get("none", ())), f.get("missing", False))
        for name, f in case.get("filters", {}).items()
    )
    extra = {name: case[name] for name in ("sort", "limit", "offset", "facet_limit") if name in case}
    return SearchRequest(read_query(case.get("query", ["everything"])), filters, **extra)


@pytest.mark.parametrize(("name", "documents", "case"), CASES)
def test_case(name: str, documents: list[dict[str, Any]], case: dict[str, Any], tmp_path: Path) -> None:
    engine = fill(opened(name, tmp_path), (article(**document) for document in documents))
    results = engine.search(read_request(case))
    found = [hit.document.id for hit in results.hits]
    assert found == case["ids"] if case.get("ordered") else sorted(found) == sorted(case["ids"])
    assert results.total == case.get("total", len(case["ids"]))
    for facet, counts in case.get("facets", {}).items():
        assert [[count.value, count.count] for count in results.facets[facet].counts] == counts
    for facet, number in case.get("missing", {}).items():
        assert results.facets[facet].missing == number
    for facet, number in case.get("other", {}).items():
        assert results.facets[facet].other == number
    for mark in ("chosen", "excluded"):
        for facet, values in case.get(mark, {}).items():
            assert [count.value for count in results.facets[facet].counts if getattr(count, mark)] == values
    engine.close()
