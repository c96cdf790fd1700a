"""Documents, dates and fields: small types with promises of their own."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.documents import Document, Evidence, FacetValue, RemovedBlock, date_span, from_json, precision, to_json
from search.fields import FACET_BY_NAME


def held(value: str) -> tuple[FacetValue, ...]:
    return (FacetValue(value, (Evidence("rule", value, "body", 0, 1, "literal"),), 0.5, "town"),)


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2017", "2017-01-01", "2017-12-31"),
        ("2016-02", "2016-02-01", "2016-02-29"),
        ("2017-12", "2017-12-01", "2017-12-31"),
        ("2017-11-18", "2017-11-18", "2017-11-18"),
        ("9999-12", "9999-12-01", "9999-12-31"),
    ],
)
def test_a_date_stands_for_a_span_of_days(value: str, first: str, last: str) -> None:
    assert date_span(value) == (dt.date.fromisoformat(first), dt.date.fromisoformat(last))


@pytest.mark.parametrize(
    "value", ["", "17", "2017-00", "2017-05-00", "2017-1", "2017-13", "2017-02-30", "2017-11-18-1", "yesterday", "0000"]
)
def test_anything_else_is_no_date(value: str) -> None:
    with pytest.raises(ValueError):
        date_span(value)


@pytest.mark.parametrize(("value", "expected"), [(None, "unknown"), ("2017", "year"), ("2017-11-18", "day")])
def test_precision_follows_from_the_value(value: str | None, expected: str) -> None:
    assert precision(value) == expected


def test_an_article_counts_under_every_level_once() -> None:
    regions = (*held("Asia/Syria/Homs"), *held("Asia/Syria"))
    document = Document("1", "t", "b", "p", "d", values={"region": regions, "date": held("2017-11")})
    assert document.facet_terms("region") == {"Asia", "Asia/Syria", "Asia/Syria/Homs"}
    assert document.facet_terms("date") == {"2017", "2017-11"}
    assert document.facet_terms("actor") == frozenset()
    assert document.dates() == (dt.date(2017, 11, 1), dt.date(2017, 11, 30))


def test_comments_have_a_field_of_their_own() -> None:
    removed = (RemovedBlock("donation", "give", "r", 0), RemovedBlock("comment", "lol", "r", 0))
    texts = Document("1", "t", "b", "p", "d", removed=removed).texts()
    assert (texts["removed"], texts["comments"]) == (("give",), ("lol",))


def test_a_flat_value_has_no_levels() -> None:
    assert FACET_BY_NAME["publisher"].ancestors("A/B News") == ("A/B News",)
    assert FACET_BY_NAME["region"].parent("Asia/Syria") == "Asia"
    assert FACET_BY_NAME["region"].parent("Asia") is None


words = st.text(max_size=20)
evidence = st.builds(Evidence, words, words, st.sampled_from(["title", "body", "url"]), st.none() | st.integers(0, 9))
values = st.builds(FacetValue, words, st.lists(evidence, max_size=2).map(tuple), st.floats(0, 1), st.none() | words)
documents = st.builds(
    Document,
    id=words, title=words, body=words, path=words, digest=words, url=st.none() | words,
    values=st.dictionaries(st.sampled_from(["actor", "source"]), st.lists(values, max_size=2).map(tuple)),
    removed=st.lists(st.builds(RemovedBlock, words, words, words, st.integers(0, 9)), max_size=2).map(tuple),
)  # fmt: skip


@given(documents)
def test_json_gives_the_document_back(document: Document) -> None:
    assert from_json(json.loads(json.dumps(to_json(document)))) == document
