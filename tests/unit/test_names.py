"""The authority of names: loading, finding, looking up."""

from __future__ import annotations

import pytest

from search.names import Names, load_names


@pytest.fixture(scope="module")
def names() -> Names:
    return load_names()


@pytest.mark.parametrize(
    "written", ["Deir Ezzor", "Deir ez-Zor", "Dayr az Zawr", "Deir al-Zor", "deir ezzor", "Der Zor"]
)
def test_spellings_of_one_place(names: Names, written: str) -> None:
    (match,) = names.find(f"fighting in {written} today")
    assert match.text == written
    assert {name.canonical for name in match.names} == {"Deir ez-Zor"}
