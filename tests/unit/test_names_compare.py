"""How alike two spellings are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.names import compare

letters = st.text(alphabet="abdeghiklmnoqrstuwyz -'\u02bf\u0101\u1e63\u0628", max_size=20)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Deir Ezzor", "Dayr az Zawr"),
        ("Deir ez-Zor", "Deir al-Zor"),
        ("Raqqa", "Ar Rakkah"),
        ("Hezbollah", "Hizbullah"),
        ("Muammar Gaddafi", "Moammar Kadhafi"),
        ("Qassem Soleimani", "Ghasem Suleimani"),
        ("Zawita", "Zaw\u00eete"),
        ("Khan Shaykhun", "Khan Sheikhoun"),
        ("as-Suwayda", "Sweida"),
    ],
)
def test_one_name_written_twice(a: str, b: str) -> None:
    assert compare(a, b) > 0.5


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("al-Suwar", "Basrah"),
        ("Tal Abyad", "Tal Afar"),
        ("Aleppo", "Mosul"),
        ("Kafr Nabl", "Kafr Zita"),
        ("Bashar", "Vladimir"),
    ],
)
def test_two_names(a: str, b: str) -> None:
    assert compare(a, b) < 0.5


def test_nothing_is_like_nothing() -> None:
    assert compare("", "") == compare("Aleppo", "") == compare("...", "Aleppo") == 0.0


@given(letters, letters)
def test_order_does_not_matter_and_the_range_holds(a: str, b: str) -> None:
    assert compare(a, b) == compare(b, a)
    assert 0.0 <= compare(a, b) <= 1.0


@given(st.text(alphabet="abcdefg -", min_size=1, max_size=20).filter(str.strip).filter(lambda t: t.strip(" -")))
def test_equal_but_for_folding_is_certain(text: str) -> None:
    assert compare(text, text.upper()) == 1.0


def test_long_strings_are_harmless() -> None:
    assert 0.0 <= compare("ab " * 5000, "ba " * 5000) <= 1.0
