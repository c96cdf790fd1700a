"""Passages of an article that show why it was found, with the words to mark. Offsets only, never markup."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from typing import Final, NamedTuple

from search.documents import Document
from search.matches import Found, Needles, find, needles
from search.query import Query
from search.results import Snippet

SHORTEST: Final = 160
LONGEST: Final = 240
"""Characters of a passage, where the text has so many."""

LONGEST_STOP: Final = 8
"""Characters of a full stop with the quotation marks and brackets behind it."""

MOST_SNIPPETS: Final = 2
MOST_REMOVED: Final = 5

_SENTENCE_END: Final = re.compile(r"[.!?\u2026\u061f\u3002][\"')\]\u00bb\u201d\u2019]*(?=\s)|\n")
_ONE_FOR_ONE: Final = {code: " " for code in range(0x21) if chr(code).isspace()} | {0x85: " ", 0x2028: " ", 0x2029: " "}


class _Passage(NamedTuple):
    """text[start:end], and what was found in it."""

    start: int
    end: int
    found: tuple[Found, ...]

    @property
    def worth(self) -> tuple[int, int]:
        return len({found.unit for found in self.found}), len(self.found)


def title_marks(document: Document, query: Query) -> tuple[tuple[int, int], ...]:
    """The stretches of the title that answer the query, as offsets into it, in order, not overlapping."""
    return marks(document.title, query, "title")


def marks(text: str, query: Query, field: str) -> tuple[tuple[int, int], ...]:
    """The stretches of a text that answer the query, were it in this text field."""
    return _marks(find(text, needles(query, field)), 0, len(text))


def snippets(
    document: Document, query: Query, *, most: int = MOST_SNIPPETS, most_removed: int = MOST_REMOVED
) -> tuple[Snippet, ...]:
    """Passages of the text fields that a query of matched leaves looks in (the title apart), the best of each first.

    A passage has about 160 to 240 characters, ends where a sentence or a word ends, and is the better the more parts
    of the question it answers; the second rather answers parts that the first does not. Removed blocks give one passage
    each. Where nothing matches, the beginning of the body stands alone. White space of any sort is shown as blanks, one
    for one, so that offsets hold.
    """
    shown = _best(document.body, needles(query, "body"), "body", most)
    for name in ("removed", "comments"):
        shown += _removed(document, needles(query, name), name, most_removed)
    return tuple(shown) or tuple(_beginning(document.body))


def _best(text: str, wanted: Needles, field: str, most: int, reason: str | None = None) -> list[Snippet]:
    """The best passages of a text, in the order of their worth."""
    left = find(text, wanted)
    passages: list[_Passage] = []
    shown: set[int] = set()
    while left and len(passages) < most:
        passage = _cut(text, _densest(left, shown), left)
        passages.append(passage)
        shown |= {found.unit for found in passage.found}
        left = [found for found in left if found.end <= passage.start or found.start >= passage.end]
    passages.sort(key=lambda passage: passage.worth, reverse=True)
    return [_snippet(text, passage, field, reason) for passage in passages]


def _removed(document: Document, wanted: Needles, field: str, most: int) -> Iterator[Snippet]:
    for block in document.removed:
        if (block.reason == "comment") == (field == "comments") and most > 0:
            for snippet in _best(block.text, wanted, field, 1, block.reason):
                most -= 1
                yield snippet


def _beginning(body: str) -> list[Snippet]:
    start = len(body) - len(body.lstrip())
    if start == len(body):
        return []
    return [_snippet(body, _Passage(start, _end(body, start, start), ()), "body", None)]


def _densest(found: Sequence[Found], shown: Set[int]) -> tuple[int, int]:
    """The stretch of up to `SHORTEST` characters with most parts of the question that are not shown yet, then most
    parts, then most matches, then the first."""
    best, span = (0, 0, 0), (found[0].start, found[0].end)
    counts: Counter[int] = Counter()
    right = unseen = 0
    for left, first in enumerate(found):
        right = max(right, left)
        while right < len(found) and (right == left or found[right].end <= first.start + SHORTEST):
            unit = found[right].unit
            unseen += unit not in counts and unit not in shown
            counts[unit] += 1
            right += 1
        worth = (unseen, len(counts), right - left)
        if worth > best:
            best, span = worth, (first.start, found[right - 1].end)
        counts[first.unit] -= 1
        if not counts[first.unit]:
            del counts[first.unit]
            unseen -= first.unit not in shown
    return span


def _cut(text: str, core: tuple[int, int], found: Sequence[Found]) -> _Passage:
    """The passage around what was found: from the start of its sentence if that is near, to the end of one."""
    start = _start(text, core)
    end = _end(text, start, core[1])
    inside = [f for f in found if f.start < end and f.end > start]
    return _Passage(start, end, tuple(inside))


def _start(text: str, core: tuple[int, int]) -> int:
    """Where the passage begins: with the sentence of what was found, or earlier where too little follows it."""
    room = max(0, LONGEST - (core[1] - core[0]))
    low = max(0, core[0] - room * 2 // 3)
    starts = [0] if low == 0 else []
    starts += [match.end() for match in _SENTENCE_END.finditer(text, low, core[0])]
    if not starts:
        starts = [_next_word(text, max(low, core[0] - room // 3), core[0])]
    full = [start for start in starts if start <= len(text) - SHORTEST]
    start = full[-1] if full else starts[0]
    while start < core[0] and text[start].isspace():
        start += 1
    return start


def _next_word(text: str, low: int, high: int) -> int:
    """The first place from `low` on where a word begins; `high` when there is none before it."""
    while low < high and not (text[low].isspace() or text[low - 1].isspace()):
        low += 1
    return low


def _end(text: str, start: int, least: int) -> int:
    """Where the passage ends: at the last sentence end in reach, or else at a word's."""
    high = start + LONGEST
    if high >= len(text):
        return start + len(text[start:].rstrip())
    least = min(max(least, start + 1), high)
    ends = [match.end() for match in _SENTENCE_END.finditer(text, max(least - 1, start), high)]
    if ends and ends[-1] >= max(least, start + SHORTEST):
        return start + len(text[start : ends[-1]].rstrip())
    end = high
    while end > least and not text[end].isspace():
        end -= 1
    if end <= least and not text[least : least + 1].isspace():  # one endless word
        end = high
    return start + len(text[start:end].rstrip())


def _snippet(text: str, passage: _Passage, field: str, reason: str | None) -> Snippet:
    shown = text[passage.start : passage.end].translate(_ONE_FOR_ONE)
    marked = _marks(passage.found, passage.start, passage.end)
    before, after = _begins(text, passage.start), _ends(text, passage.end)
    return Snippet(shown, marked, field, reason, not before, not after)


def _begins(text: str, start: int) -> bool:
    """Whether a sentence begins here: after the end of one and blanks, or at the very beginning."""
    blank = start
    while blank and text[blank - 1].isspace():
        blank -= 1
    low = max(0, blank - LONGEST_STOP)
    return blank == 0 or any(match.end() >= blank for match in _SENTENCE_END.finditer(text, low, start))


def _ends(text: str, end: int) -> bool:
    """Whether a sentence or a line ends here."""
    rest = end
    while rest < len(text) and text[rest].isspace() and text[rest] != "\n":
        rest += 1
    return rest == len(text) or text[rest] == "\n" or _begins(text, end + (rest > end))


def _marks(found: Sequence[Found], start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Offsets from `start`, cut at `end`; overlapping ones made one."""
    merged: list[tuple[int, int]] = []
    for one in sorted(found):
        low, high = max(one.start, start) - start, min(one.end, end) - start
        if merged and low < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
        elif low < high:
            merged.append((low, high))
    return tuple(merged)
