"""Where to go from an empty page: each a search that does find something, with its count."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from web.present import pills
from web.state import SearchState

MOST_WAYS = 12
"""Searches tried for one empty page."""

MOST_WORDS = 6
"""Words of a question that is tried without each of them."""

_WORD = re.compile(r"\w[\w'’-]*")
_OPERATORS = ("AND", "OR", "NOT")


@dataclass(frozen=True, slots=True)
class WayOut:
    """A search near the one that found nothing, and how many articles it finds."""

    text: str
    state: SearchState
    count: int


def ways_out(state: SearchState, count: Callable[[SearchState], int]) -> list[WayOut]:
    """The neighbouring searches that find articles: without each filter, without the exactness, in other text."""
    tried = [way for _, way in zip(range(MOST_WAYS), _neighbours(state), strict=False)]
    counted = (WayOut(text, near, count(near)) for text, near in tried)
    return [way for way in counted if way.count]


def _neighbours(state: SearchState) -> Iterator[tuple[str, SearchState]]:
    applied = pills(state)
    if state.since and state.until:
        yield "without the date range", state.with_dates()
    for pill in applied:
        yield f"without {pill.name}", pill.without
    if len(applied) > 1:
        yield "without any filter", state.clear()
    if state.exact:
        yield "with other spellings and word forms", state.with_exact(False)
    if state.without:
        yield "with all spellings", replace(state, without=(), page=1)
    if state.q and state.scope == "body":
        yield "in the removed text", state.with_scope("removed")
    if state.scope != "body":
        yield "in the articles", state.with_scope("body")
    yield from _fewer_words(state)
    if state.q and state.filtered:
        yield "in the removed text, without any filter", state.clear().with_scope("removed")


def _fewer_words(state: SearchState) -> Iterator[tuple[str, SearchState]]:
    """Without each word, where the question is words and nothing else."""
    words = state.q.split()
    if 1 < len(words) <= MOST_WORDS and all(_WORD.fullmatch(word) and word not in _OPERATORS for word in words):
        for n, word in enumerate(words):
            yield f"without the word “{word}”", state.with_query(" ".join(words[:n] + words[n + 1 :]))
