"""The address that `search-cli --url` prints asks the page the same question."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from search.fields import FACETS, SCOPES, SORTS
from search.links import PAGE_SIZES, question_path
from search.question import Choice, Question
from web.reading import read_state

values = st.lists(st.sampled_from(["Hezbollah", "a & b/c", "none", "=+%", "\u0642"]), max_size=3, unique=True).map(
    tuple
)
choices = st.builds(Choice, values, values).filter(lambda choice: choice != Choice())
days = st.none() | st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1))
questions = st.builds(
    Question,
    text=st.sampled_from(["", "Deir Ezzor", 'actor:"x" -y & z=1', "caf\u00e9 #1?"]),
    choices=st.dictionaries(st.sampled_from([facet.name for facet in FACETS]), choices),
    since=days,
    until=days,
    scope=st.sampled_from(sorted(SCOPES)),
    exact=st.booleans(),
    any_word=st.booleans(),
    without=values.map(sorted).map(tuple),
    sort=st.sampled_from(SORTS),
    limit=st.sampled_from(PAGE_SIZES),
)


@given(questions, st.integers(0, 5))
def test_the_page_reads_the_address_as_the_same_question(question: Question, page: int) -> None:
    if question.since and question.until and question.since > question.until:
        question = replace(question, since=question.until, until=question.since)
    question = replace(question, offset=page * (question.limit or 0))
    reading = read_state(parse_qsl(urlsplit(question_path(question)).query))
    assert reading.notices == ()
    read = reading.state.question()
    assert dict(read.choices) == {name: sorted_choice(choice) for name, choice in question.choices.items()}
    assert replace(read, choices={}) == replace(question, choices={})


def sorted_choice(choice: Choice) -> Choice:
    return Choice(tuple(sorted(choice.include)), tuple(sorted(choice.exclude)))


def test_other_limits_become_the_next_page_size() -> None:
    assert question_path(Question("x", limit=5)) == "/?q=x&per=10"
    assert question_path(Question("x", limit=None)) == "/?q=x&per=100"
