"""Comparing a text with the one that was wanted, and values with the labelled ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.figures import date_verdict
from index.scores import Counts, compare_paths, compare_texts, compare_values
from search.fields import FACET_BY_NAME

WANTED = "The bridge is open again.\nIt was shut for a year.\nThree men mended it."

words = st.lists(st.sampled_from(["a", "b", "c", "d", "e", "\n", ". ", "\n\n", "’s"]), max_size=40).map(" ".join)


@pytest.mark.parametrize(
    ("given", "right", "found", "lost", "extra"),
    [
        (WANTED, 15, 15, (), ()),
        (WANTED.replace("\n", " "), 15, 15, (), ()),
        (WANTED.replace(" ", "\n"), 15, 15, (), ()),
        ("\n".join(reversed(WANTED.split("\n"))), 15, 15, (), ()),
        (WANTED.replace("It was shut for a year.\n", ""), 9, 9, ("It was shut for a year",), ()),
        (WANTED + "\nWhat a story!", 15, 18, (), ("What a story",)),
        (WANTED + "\nThree men mended it.", 15, 19, (), ("Three men mended it",)),
        ("", 0, 0, (WANTED[:-1],), ()),
    ],
    ids=["same", "joined", "broken", "reordered", "lost", "extra", "twice", "empty"],
)
def test_words_in_both(given: str, right: int, found: int, lost: tuple[str, ...], extra: tuple[str, ...]) -> None:
    comparison = compare_texts(WANTED, given)
    assert comparison.counts == Counts(right, found, 15)
    assert (comparison.lost, comparison.extra) == (lost, extra)


@given(words)
def test_a_text_agrees_with_itself(text: str) -> None:
    comparison = compare_texts(text, text)
    assert comparison.counts.f1 == 1
    assert not comparison.lost and not comparison.extra


@given(words, words)
def test_shares_are_shares(wanted: str, given: str) -> None:
    counts = compare_texts(wanted, given).counts
    assert 0 <= counts.right <= min(counts.found, counts.wanted)
    assert all(0 <= share <= 1 for share in (counts.precision, counts.recall, counts.f1))


@given(words, words)
def test_more_text_does_not_lose(wanted: str, more: str) -> None:
    assert compare_texts(wanted, f"{wanted}\n{more}").counts.recall == 1


@pytest.mark.parametrize("unit", ["a ", "a\n", "a b c d e\n", "word"])
def test_long_texts_of_few_words_are_compared(unit: str) -> None:
    """benchmarks/long_texts.py prints what such texts cost."""
    text = unit * (400_000 // len(unit))
    counts = compare_texts(text, text[: len(text) // 2] + " x " + text).counts
    assert counts.found > counts.wanted > 0


def test_nothing_wanted_and_nothing_found_is_right() -> None:
    assert compare_values(frozenset(), frozenset()).f1 == 1
    assert compare_texts("", "x").counts.f1 == 0


@pytest.mark.parametrize(
    ("wanted", "found", "counts"),
    [
        ("A/B/C", "A/B/C", (1, 1, 1)),
        ("A/B/C", "A/B/C A A/B", (1, 1, 1)),  # what lies above says nothing new
        ("A/B/C A/B", "A/B/C", (1, 1, 1)),
        ("A/B/C A/B", "A/B", (1, 1, 2)),
        ("A/B/C", "A/B", (0, 0, 1)),
        ("A/B", "A/B/C", (0, 1, 0)),
        ("A/B A/D", "A/B A/E", (1, 2, 2)),
        ("", "A", (0, 1, 0)),
    ],
)
def test_paths(wanted: str, found: str, counts: tuple[int, int, int]) -> None:
    sides = (frozenset(wanted.split()), frozenset(found.split()))
    assert compare_paths(*sides, FACET_BY_NAME["region"].ancestors) == Counts(*counts)


@pytest.mark.parametrize(
    ("wanted", "found", "verdict"),
    [
        ("2017-11-18", "2017-11-18", "right"),
        ("2017-11-18", "2017-11", "coarser"),
        ("2017-11-18", "2017", "coarser"),
        ("2017-11-18", "2017-1", "wrong"),
        ("2017-11-18", "2018", "wrong"),
        ("2017-11", "2017-11-18", "wrong"),
        ("2017", None, "missing"),
        (None, None, "right"),
        (None, "2017", "wrong"),
    ],
)
def test_dates(wanted: str | None, found: str | None, verdict: str) -> None:
    assert date_verdict(wanted, found) == verdict
