"""An archive of 300 articles, asked at random: what is promised of answers holds of all of them, in every engine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.analysis import analyze
from search.ask import ask, read
from search.documents import Document
from search.engine import Engine
from search.fields import FACET_BY_NAME, MISSING
from search.names import load_names
from search.parser import parse_query
from search.query import SearchRequest
from search.question import Choice, Question
from search.unparse import unparse
from tests.contract import large
from tests.contract.checks import (
    counts_are_promises,
    engines_agree,
    filters_only_narrow,
    found,
    other_counts_what_is_cut_off,
    pages_join,
    query_and_its_negation_part_the_archive,
)
from tests.contract.engines import ENGINES, fill, opened
from tests.contract.strategies import Drawn

OTHERS = [name for name in ENGINES if name != "memory"]
FOLLOWED = 4
"""Values of each facet whose counts are followed."""

DOCUMENTS = large.documents()
SPELLINGS = large.spellings()


def held(documents: list[Document]) -> dict[str, list[str]]:
    """The values of each facet that articles hold, and one that none does."""
    return {name: [*sorted({v for d in documents for v in d.facet_terms(name)}), "2031"] for name in FACET_BY_NAME}


def tokens(documents: list[Document]) -> set[str]:
    texts = (passages for document in documents for passages in document.texts().values())
    return {token.text for passages in texts for token in analyze(passages)} | {"absent", "=absent"}


VALUES = held(DOCUMENTS)
DRAWN = Drawn(VALUES, tokens(DOCUMENTS), st.sampled_from([document.id for document in DOCUMENTS]))


@pytest.fixture(scope="module")
def engines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Engine]]:
    """The archive in every engine, in two commits."""
    made = {name: opened(name, tmp_path_factory.mktemp("large")) for name in ENGINES}
    for engine in made.values():
        fill(fill(engine, DOCUMENTS[: large.SIZE // 2]), DOCUMENTS[large.SIZE // 3 :])
    yield made
    for engine in made.values():
        engine.close()


names = st.sampled_from(sorted(SPELLINGS)).flatmap(lambda value: st.sampled_from(SPELLINGS[value]))
words = st.sampled_from(large.WORDS)
facets = st.sampled_from(["actor", "region", "publisher", "original_publisher", "language"])
dates = st.sampled_from([value for value in VALUES["date"] if value != "2031"])
typed = st.one_of(
    names,
    names.map('"{}"'.format),
    words,
    st.tuples(words, names).map(lambda pair: '"{} {}"~4'.format(*pair)),
    st.tuples(st.sampled_from(("title", "body", "exact")), words).map(":".join),
    st.sampled_from(("milit*", "att?ck", "towm~1", "hezb*", "date:none", "-publisher:none")),
    facets.flatmap(lambda name: st.sampled_from(VALUES[name][:-1]).map(f'{name}:"{{}}"'.format)),
    st.tuples(st.sampled_from(("date", "since", "until")), dates).map(":".join),
)
questions = st.recursive(
    typed,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: " AND ".join(f"({part})" for part in parts)),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: " OR ".join(f"({part})" for part in parts)),
        inner.map("-({})".format),
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]}) ({pair[1]})"),
    ),
    max_leaves=5,
)
"""Questions as typed, that mean what they say: whole in their parentheses, with values that there are."""


def choice_of(name: str) -> st.SearchStrategy[Choice]:
    values = st.lists(st.sampled_from([*VALUES[name][:-1], MISSING]), max_size=2, unique=True).map(tuple)
    return st.builds(Choice, values, values)


asked = st.builds(
    Question,
    questions,
    choices=st.lists(facets, max_size=2, unique=True).flatmap(
        lambda chosen: st.fixed_dictionaries({name: choice_of(name) for name in chosen})
    ),
    since=st.none() | st.dates(large.FIRST, large.LAST),
    scope=st.sampled_from(("body", "body", "removed", "comments", "all")),
    exact=st.booleans(),
    sort=st.sampled_from(("relevance", "newest", "oldest")),
    limit=st.none() | st.integers(0, 20),
    offset=st.integers(0, 30),
)


def request_of(engine: Engine, question: Question) -> SearchRequest:
    return read(engine, question, load_names()).request


def check_request(engines: dict[str, Engine], request: SearchRequest, data: Any) -> None:
    """All that is promised of one request. What engines agree on is followed in the quicker ones only; the oracle keeps
    its own promises in test_versus.py."""
    size, limit = data.draw(st.integers(10, 90)), data.draw(st.integers(0, 6))
    more = data.draw(st.sampled_from(sorted(VALUES)).flatmap(DRAWN.filter_of))
    for name in OTHERS:
        engines_agree(engines[name], engines["memory"], request)
        counts_are_promises(engines[name], request, FOLLOWED)
        other_counts_what_is_cut_off(engines[name], request, limit)
        pages_join(engines[name], request, size)
        query_and_its_negation_part_the_archive(engines[name], request.query)
        filters_only_narrow(engines[name], request, more)


def check_question(engines: dict[str, Engine], question: Question) -> None:
    """All that is promised of a question as typed: engines read and answer it alike, its tree is printed as a question
    with the same tree and answer, and its negation finds all the rest."""
    requests = [request_of(engine, question) for engine in engines.values()]
    assert requests.count(requests[0]) == len(requests)
    answers = [replace(ask(engine, question, load_names()), timings={}) for engine in engines.values()]
    assert answers.count(answers[0]) == len(answers)
    tree = parse_query(question.text).query
    assert parse_query(unparse(tree)).query == tree
    engine = engines["whoosh"]
    whole = found(engine, request_of(engine, replace(question, text="")))
    inside = found(engine, requests[0])
    again = replace(question, text=unparse(tree))
    assert found(engine, request_of(engine, again)) == inside
    assert inside <= whole
    assert found(engine, request_of(engine, replace(question, text=f"NOT ({question.text})"))) == whole - inside


patient = settings(deadline=None, suppress_health_check=list(HealthCheck))


@settings(patient, max_examples=20)
@given(DRAWN.requests, st.data())
def test_promises_of_requests(engines: dict[str, Engine], request_: SearchRequest, data: Any) -> None:
    check_request(engines, request_, data)


@settings(patient, max_examples=15)
@given(asked, st.data())
def test_promises_of_questions(engines: dict[str, Engine], question: Question, data: Any) -> None:
    check_question(engines, question)
    check_request(engines, request_of(engines["whoosh"], question), data)


@pytest.mark.slow
@pytest.mark.timeout(1800)
@settings(patient, max_examples=400)
@given(DRAWN.requests, st.data())
def test_promises_of_many_requests(engines: dict[str, Engine], request_: SearchRequest, data: Any) -> None:
    check_request(engines, request_, data)


@pytest.mark.slow
@pytest.mark.timeout(1800)
@settings(patient, max_examples=200)
@given(asked, st.data())
def test_promises_of_many_questions(engines: dict[str, Engine], question: Question, data: Any) -> None:
    check_question(engines, question)
    check_request(engines, request_of(engines["whoosh"], question), data)


def test_the_archive_is_what_it_should_be(engines: dict[str, Engine]) -> None:
    """Random, but not empty of what is to be tested."""
    assert {engine.count() for engine in engines.values()} == {large.SIZE}
    lengths = [len(document.first("date").value) for document in DOCUMENTS if document.first("date")]
    assert all(lengths.count(length) > 15 for length in (4, 7, 10))
    assert large.SIZE - len(lengths) > 15
    assert len(VALUES["actor"]) == len(large.ACTORS) + 1
    spelt = {spelling for value in large.ACTORS for spelling in SPELLINGS[value]}
    assert len(spelt & {word for d in DOCUMENTS for word in d.body.replace(",", "").replace(".", "").split()}) > 20
