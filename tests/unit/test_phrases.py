"""Many phrases as one expression."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.facets.phrases import Phrases, one_of

phrases = st.lists(st.text("aAb .(|\\", min_size=1, max_size=6), min_size=1, max_size=8)


@given(phrases, st.text("aAb .(|\\", max_size=20))
def test_the_same_is_found_as_by_trying_the_longest_first(listed: list[str], text: str) -> None:
    plain = "|".join(re.escape(phrase) for phrase in sorted(listed, key=len, reverse=True))
    one = re.compile(one_of(listed))
    assert [match.span() for match in one.finditer(text)] == [match.span() for match in re.finditer(plain, text)]


@pytest.mark.parametrize(
    ("text", "found"), [("on  time", "on  time"), ("on\ntime", "on\ntime"), ("on time x", "on time")]
)
def test_spaces_are_what_is_asked_for(text: str, found: str) -> None:
    match = re.search(one_of(["on", "on time"], space=r"\s+"), text)
    assert match is not None
    assert match.group() == found


@given(
    st.lists(st.sampled_from(["first seen", "Seen in", "(c)", "reprint", "re"]), min_size=1),
    st.text("(c) ReprintSES", max_size=20),
)
def test_what_may_not_hold_a_phrase_holds_none(listed: list[str], text: str) -> None:
    phrases = Phrases(listed)
    match = phrases.search(text)
    assert match is None or match.group().lower() in phrases.perhaps_in(text.lower())
    assert all(phrases.perhaps_in(f"is {phrase} by".lower()) for phrase in listed)


def test_phrases_are_whole_words() -> None:
    phrases = Phrases(["about", "about us"])
    match = phrases.search("Whereabouts of all About us")
    assert match is not None
    assert match.group() == "About us"
    assert not phrases.perhaps_in("nothing of that")
