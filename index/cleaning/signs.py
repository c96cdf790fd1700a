"""Signs and letters of a page's lines, counted for all lines at once over the code points of the text."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

QUOTES: Final = '"\u201c\u201e\u00ab\u2018'
"""Signs that open a quotation."""
_LAST: Final = 0xFFFF
"""Code points from here on (mostly pictures) are taken as this one."""
_UPPER, _LOWER, _DIGIT, _WORD = 1, 2, 4, 8
_SETS: Final = (
    ".!?\u2026\u3002", ".!?", "!?", ":;", ")(DPp", " '\u2019", ":.", "|\u00bb\u203a>\u2022\u00b7",
    QUOTES,
)  # fmt: skip
_BITS: Final = {signs: 2 * _WORD << n for n, signs in enumerate(_SETS)}
"""Signs that count alike. One look into a table tells of all of them, in a bit for each."""

Counts = NDArray[np.int32]
Flags = NDArray[np.bool_]
Points = NDArray[np.uint32]
Kinds = NDArray[np.uint16]
"""Of each character: the sorts and sets that it belongs to, as bits."""


class Signs(NamedTuple):
    """Counts by line: `capitals` are words that begin in upper case, `upper` and `digits` are characters, `stops`
    are ends of sentences inside the line, `shouts` signs of hasty typing, `years`, `clock` times and `at` are found
    by their shape, `bars` part the words of menus. `quoted`, `small` and `colon` say how the line begins and ends."""

    length: Counts
    capitals: Counts
    upper: Counts
    digits: Counts
    commas: Counts
    asks: Counts
    exclaims: Counts
    stops: Counts
    shouts: Counts
    years: Counts
    clock: Counts
    at: Counts
    bars: Counts
    quoted: Flags
    small: Flags
    colon: Flags


def count_signs(texts: Sequence[str]) -> Signs:
    """The signs of lines, which hold no line break themselves. Linear in the text."""
    points, length, starts = _read(texts)
    kind = _kinds()[points]
    word = (kind & _WORD) > 0
    digit = (kind & _DIGIT) > 0
    lower = (kind & _LOWER) > 0
    upper = (kind & _UPPER) > 0
    after = _Shifted(points)

    def per_line(flags: Flags | NDArray[np.int8]) -> Counts:
        return np.add.reduceat(flags, starts, dtype=np.int32) if len(texts) else np.zeros(0, np.int32)

    begins = np.concatenate(([False], ~word[:-1]))
    head, tail = points[starts], points[np.maximum(starts, starts + length - 1)]
    return Signs(
        length,
        per_line(upper & begins),
        per_line(upper),
        per_line(digit),
        per_line(points == 44),
        per_line(points == 63),
        per_line(points == 33),
        per_line(_in(kind, ".!?\u2026\u3002") & (after(1) == 32)),
        per_line(_shouts(points, kind, after, word, lower)) + (head == 64),
        per_line(_years(points, after, digit, word, begins)),
        per_line(digit & _shift(_in(kind, ":."), 1) & _shift(digit, 2) & _shift(digit, 3) & ~_shift(word, 4)),
        per_line((points == 64) & _shift(word, 1)),
        per_line(_in(kind, "|\u00bb\u203a>\u2022\u00b7")),
        _in(kind[starts], QUOTES) & (length > 0),
        lower[starts] & (length > 0),
        (tail == 58) & (length > 0),
    )


def count_letters(texts: Sequence[str]) -> tuple[Counts, Counts]:
    """The capital letters and the digits of lines, which hold no line break themselves."""
    if not texts:
        return np.zeros(0, np.int32), np.zeros(0, np.int32)
    points, _, starts = _read(texts)
    kind = _kinds()[points]
    upper, digits = (np.add.reduceat((kind & sort) > 0, starts, dtype=np.int32) for sort in (_UPPER, _DIGIT))
    return upper, digits


def _read(texts: Sequence[str]) -> tuple[Points, Counts, Counts]:
    """The code points of a page of lines, with a line break before each and several behind the last, so that a look at
    the fifth character on is always allowed; the lengths of the lines, and where they start."""
    page = "\n".join(["", *texts, "\n\n\n\n\n"])
    points = np.frombuffer(page.encode("utf-32-le", "surrogatepass"), np.uint32)
    length = np.array([len(text) for text in texts], np.int32)
    return np.minimum(points, _LAST), length, np.concatenate(([1], 1 + np.cumsum(length + 1)))[:-1]


class _Shifted:
    """The points so many places on."""

    def __init__(self, points: Points) -> None:
        self._points = np.concatenate((points, np.full(8, 10, points.dtype)))
        self._size = len(points)

    def __call__(self, by: int) -> Points:
        return self._points[by : by + self._size]


def _shift(flags: Flags, by: int) -> Flags:
    return np.concatenate((flags[by:], np.zeros(by, flags.dtype)))


def _shouts(points: Points, kind: Kinds, after: _Shifted, word: Flags, lower: Flags) -> NDArray[np.int8]:
    """Runs of ! and ?, of four stops, emoticons, a small i alone, and sentences that begin in lower case."""
    loud, mouth = _in(kind, "!?"), _in(kind, ")(DPp")
    runs = loud & _shift(loud, 1) & ~np.concatenate(([False], loud[:-1]))
    stop = points == 46
    dots = stop & (after(1) == 46) & (after(2) == 46) & (after(3) == 46) & ~np.concatenate(([False], stop[:-1]))
    faces = _in(kind, ":;") & (_shift(mouth, 1) | ((after(1) == 45) & _shift(mouth, 2)))
    alone = (points == 105) & np.concatenate(([True], ~word[:-1])) & _shift(_in(kind, " '\u2019"), 1)
    hasty = lower & _shift(_in(kind, ".!?"), 1) & (after(2) == 32) & _shift(lower, 3)
    found: NDArray[np.int8] = runs.astype(np.int8) + dots + faces + alone + hasty
    return found


def _years(points: Points, after: _Shifted, digit: Flags, word: Flags, begins: Flags) -> Flags:
    century = ((points == 49) & (after(1) == 57)) | ((points == 50) & (after(1) == 48))
    found: Flags = century & begins & _shift(digit, 2) & _shift(digit, 3) & ~_shift(word, 4)
    return found


def _in(kind: Kinds, signs: str) -> Flags:
    """Which characters are one of a set of `_SETS`."""
    found: Flags = (kind & _BITS[signs]) > 0
    return found


@lru_cache(maxsize=1)
def _kinds() -> Kinds:
    """By code point."""
    kinds = np.zeros(_LAST + 1, np.uint16)
    for point in range(_LAST):
        character = chr(point)
        if character.isalnum():
            sort = _UPPER if character.isupper() else _LOWER if character.islower() else 0
            kinds[point] = _WORD | sort | (_DIGIT if character.isdigit() else 0)
    for signs, bit in _BITS.items():
        kinds[list(map(ord, signs))] |= bit
    return kinds
