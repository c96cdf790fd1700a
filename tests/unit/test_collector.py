"""Python looks for cyclic garbage seldom while many articles are worked on, and as before behind that."""

from __future__ import annotations

import gc
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from index.collector import OBJECTS, rare_collection
from index.jsonl import answer_lines


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


def test_garbage_is_looked_for_seldom_within_and_as_before_behind() -> None:
    gc.set_threshold(700, 11, 12)
    with pytest.raises(KeyError), rare_collection():
        assert gc.get_threshold() == (OBJECTS, 11, 12)
        raise KeyError
    assert gc.get_threshold() == (700, 11, 12)


@pytest.mark.parametrize("often", [0, OBJECTS + 1])
def test_who_wants_it_rarer_or_never_is_left_alone(often: int) -> None:
    gc.set_threshold(often, 10, 10)
    with rare_collection():
        assert gc.get_threshold()[0] == often


def test_lines_are_answered_so() -> None:
    def answer(_: Mapping[str, Any]) -> dict[str, Any]:
        return {"threshold": gc.get_threshold()[0]}

    out = io.StringIO()
    gc.set_threshold(700, 10, 10)
    answer_lines(io.BytesIO(b"{}\n"), out, answer)
    assert json.loads(out.getvalue())["threshold"] == OBJECTS
