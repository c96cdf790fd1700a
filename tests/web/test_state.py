"""The URL as a state: what is read is what was written, equal searches have equal addresses, nothing raises."""

from __future__ import annotations

import random
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.errors import QueryError
from search.fields import FACETS, MISSING, SCOPES, SORTS
from search.links import NOT, PAGE_SIZES
from search.question import Choice
from web.parameters import MOST_PARAMETERS, PARAMETERS
from web.reading import read_state
from web.state import SearchState
from web.text import visible

words = st.text(max_size=40).map(lambda text: visible(text).strip())
values = st.lists(words.filter(bool) | st.just(MISSING), max_size=3)
dates = st.sampled_from(["", "2016", "2017-02", "2017-11-18"])


@st.composite
def states(draw: st.DrawFn) -> SearchState:
    state = SearchState(
        q=draw(words),
        scope=draw(st.sampled_from(list(SCOPES))),
        exact=draw(st.booleans()),
        since=draw(dates),
        until="" if draw(st.booleans()) else "2018",
        sort=draw(st.sampled_from(["", *SORTS])),
        per=draw(st.sampled_from(PAGE_SIZES)),
    )
    for facet in FACETS:
        state = state.choose(facet.name, draw(values), draw(values))
    return state.with_page(draw(st.integers(1, 1000)))


def canonical(state: SearchState) -> str:
    return state.query_string()


def read(query: str) -> SearchState:
    return read_state(parse_qsl(query)).state


@given(states())
def test_what_is_written_is_read(state: SearchState) -> None:
    again = read_state(parse_qsl(state.query_string()))
    assert canonical(again.state) == canonical(state)
    assert again.notices == ()
    assert again.state.question() == read(canonical(again.state)).question()


@given(states(), st.randoms(use_true_random=False))
def test_equal_searches_have_equal_addresses(state: SearchState, chance: random.Random) -> None:
    pairs = parse_qsl(state.query_string())
    chance.shuffle(pairs)
    assert canonical(read_state(pairs).state) == canonical(state)


@given(
    st.lists(
        st.tuples(st.sampled_from([p.name for p in PARAMETERS]) | st.text(max_size=9), st.text(max_size=30)),
        max_size=20,
    )
)
def test_anything_can_be_read(pairs: list[tuple[str, str]]) -> None:
    state = read_state(pairs).state
    assert read(canonical(state)) == read(canonical(read(canonical(state))))
    state.question()


@given(
    states(),
    st.sampled_from([facet.name for facet in FACETS]),
    words.filter(lambda word: word.casefold() not in ("", "none")),
)
def test_a_changed_filter_goes_to_the_first_page_and_keeps_the_order(state: SearchState, name: str, value: str) -> None:
    for changed in (state.add(name, value), state.exclude(name, value), state.remove(name, value), state.clear()):
        assert (changed.page, changed.sort, changed.q, changed.per) == (1, state.sort, state.q, state.per)
    assert value in state.add(name, value).choice(name).include
    assert value not in state.add(name, value).choice(name).exclude
    assert value in state.exclude(name, value).choice(name).exclude
    assert value not in state.exclude(name, value).choice(name).include
    assert state.add(name, value).remove(name, value).choice(name).include == tuple(
        v for v in state.add(name, value).choice(name).include if v != value
    )


def test_states_do_not_change() -> None:
    state = SearchState(q="a")
    state.add("actor", "x")
    assert state == SearchState(q="a")
    with pytest.raises(AttributeError):
        state.q = "b"
    with pytest.raises(TypeError):
        state.add("actor", "x").choices["region"] = Choice()


def test_a_place_takes_the_place_of_those_above_and_below_it() -> None:
    state = SearchState().add("region", "Asia/Syria").add("region", "Asia/Iraq")
    assert state.add("region", "Asia/Syria/Homs").choice("region").include == ("Asia/Iraq", "Asia/Syria/Homs")
    assert state.add("region", "Asia").choice("region").include == ("Asia",)
    assert state.add("region", "Asia/Syri").choice("region").include == ("Asia/Iraq", "Asia/Syri", "Asia/Syria")


def test_the_order_of_parameters_is_that_of_the_table() -> None:
    state = SearchState("q", "all", True, {}, "2016", "2018", "oldest", 50).leave_out("x").with_any_word(True)
    state = state.with_field("title").like("a/b")
    for facet in FACETS:
        state = state.choose(facet.name, ["b", "a"], ["c"])
    names = [name for name, _ in state.with_page(2).parameters()]
    assert list(dict.fromkeys(names)) == [parameter.name for parameter in PARAMETERS]
    assert names.count("actor") == 2
    repeatable = {name for facet in FACETS for name in (facet.name, NOT + facet.name)} | {"without"}
    assert {p.name for p in PARAMETERS if p.repeatable} == repeatable


def test_too_many_parameters() -> None:
    read_state([("actor", str(n)) for n in range(MOST_PARAMETERS)])
    with pytest.raises(QueryError, match="fewer"):
        read_state([("actor", str(n)) for n in range(MOST_PARAMETERS + 1)])


def test_dates_keep_their_precision_and_mean_whole_months() -> None:
    state = read("since=2017-10&until=2017-11")
    assert canonical(state) == "since=2017-10&until=2017-11"
    question = state.question()
    assert (str(question.since), str(question.until)) == ("2017-10-01", "2017-11-30")


def test_without_words_the_newest_come_first() -> None:
    assert SearchState().question().sort == "newest"
    assert SearchState(q="a").question().sort == "relevance"
    assert SearchState(q="a", sort="relevance").query_string() == "q=a"
    assert SearchState(sort="relevance").query_string() == "sort=relevance"
