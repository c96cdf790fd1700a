"""Sets of articles as integers, against Python's own sets."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from search.engines.whoosh import bits

numbers = st.sets(st.integers(0, 300))


@given(numbers, st.integers(301, 400))
def test_there_and_back(held: set[int], size: int) -> None:
    made = bits.from_numbers(held, size)
    assert set(bits.numbers(made, size)) == held
    flags = bits.to_flags(made, size)
    assert len(flags) == size
    assert {n for n, flag in enumerate(flags) if flag} == held
    assert bits.from_flags(flags) == made
    assert made.bit_count() == len(held)


@given(numbers, numbers)
def test_algebra(one: set[int], other: set[int]) -> None:
    a, b = bits.from_numbers(one, 301), bits.from_numbers(other, 301)
    assert set(bits.numbers(a & b, 301)) == one & other
    assert set(bits.numbers(a | b, 301)) == one | other
    assert set(bits.numbers(a & ~b, 301)) == one - other


def test_no_articles() -> None:
    assert bits.from_numbers([], 0) == bits.from_flags(b"") == 0
    assert list(bits.numbers(0, 0)) == []
