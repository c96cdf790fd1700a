"""How one sound is written in Latin letters: Arabic, Kurdish, Persian, Hebrew, Russian, Ukrainian and Turkish names by
English, French, German, Slavic, Nordic and Turkish habits.

data/romanisation.tsv says what letters stand for by each habit. A spelling becomes rows of sounds, one for each habit
by which it reads differently: *Charkiw* may be what Germans write for *Kharkiv*. Two sounds are related in one of a
few ways.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from search.analysis import ARTICLES
from search.errors import ArchiveError
from search.keys import key

TABLE: Final = Path(__file__).with_name("data") / "romanisation.tsv"

VOWELS: Final = frozenset("aeiou")
SEMIVOWELS: Final = {"w": "u", "y": "i"}

USUAL: Final = "english"
MARKS: Final = "marks"
"""The rows of the table that say how a letter with marks is written without them, as *sh* for *\u0161*."""

JOINED: Final = "joined"
"""The reading that takes the beginning of a word for the Arabic article (*Ezzor*, *Albukamal*), and what stands between
the two halves of *Abdurrahman* and *Salahuddin*."""

_JOINED: Final = re.compile(
    r"^(?:[aeu]l(?=\w{4})|[aeu](?:([tdrzsn])(?=\1\w{2})|(sh|th|dh)(?=\2\w{2})))"
    r"|(?<=^abd)[aeiou](?:l(?=\w{3})|([tdrzsn])(?=\3\w{2})|(sh|th|dh)(?=\4\w{2}))"
    r"|(?<=\w{3})[aeiou](?:l|d)(?=d(?:i|ee|ie)ne?$)"
)

LINKS: Final = frozenset(("e", "i", "ye", "yi"))
"""The Persian ezafe, written or not between the words of a name (*Pol-e Khomri*, *Pul Khumri*)."""

Sounds = tuple[str, ...]
"""A spelling as words of sounds, a letter for each sound."""


class Reading(NamedTuple):
    """A spelling's sounds by one habit."""

    habit: str
    words: Sounds


_GROUPS: Final = (
    "kqgG", "XhkC", "SsC", "sz", "zDd", "tTd", "TsD", "jg", "jyC", "bp", "fvp", "vwb", "GgrX", "lnr", "mn", "qGg", "tC",
    "gh", "Gyh", "ctsCzk", "Jjz", "JSzs",
)  # fmt: skip
"""Sounds that one letter of another script is written with, or that scribes confuse."""

RELATED: Final = frozenset(frozenset((a, b)) for group in _GROUPS for a in group for b in group if a != b)
_NEAR: Final = {frozenset(pair) for pair in ("ae", "ei", "ou", "ao")}


class _Habits(NamedTuple):
    """The table: by habit, what finds letters that stand for a sound, and the sounds; what marks are written as."""

    by_name: Mapping[str, tuple[re.Pattern[str], Mapping[str, str]]]
    marks: Mapping[int, str]


@lru_cache(maxsize=1)
def _habits() -> _Habits:
    """The table; ArchiveError where it is damaged."""
    tables: dict[str, dict[str, str]] = {}
    try:
        for line in TABLE.read_text(encoding="utf-8").splitlines()[1:]:
            habit, letters, sounds, *_ = line.split("\t")
            tables.setdefault(habit, {})[letters] = sounds
        marks = {ord(letter): plain for letter, plain in tables.pop(MARKS).items()}
        return _Habits({habit: (_longest_first(table), table) for habit, table in tables.items()}, marks)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ArchiveError(f"cannot be read ({error}): restore the file", path=str(TABLE)) from None


def _longest_first(table: Mapping[str, str]) -> re.Pattern[str]:
    return re.compile("|".join(sorted(table, key=len, reverse=True)) + "|[a-z0-9]")


def readings(text: str) -> tuple[Reading, ...]:
    """A spelling's rows of sounds, each once, the usual habit's first; without articles, doubled letters and the
    silent h at the end. Empty rows for what is not Latin."""
    plain = _read(key(text))
    if text.isascii():
        return plain
    marked = key(text.casefold().translate(_habits().marks))
    return plain if marked == key(text) else _once((*plain, Reading(MARKS, _read(marked)[0].words)))


@lru_cache(maxsize=65_536)
def _read(found: str) -> tuple[Reading, ...]:
    split = found.split()
    words = [w for n, w in enumerate(split) if w not in ARTICLES and not (n and w in LINKS)] or split
    apart = [_JOINED.sub("", word) for word in words]
    joined = [] if apart == words else [Reading(JOINED, _by(USUAL, apart))]
    return _once([*(Reading(habit, _by(habit, words)) for habit in _habits().by_name), *joined])


def _once(found: Iterable[Reading]) -> tuple[Reading, ...]:
    by_words: dict[Sounds, Reading] = {}
    for reading in found:
        by_words.setdefault(reading.words, reading)
    return tuple(by_words.values())


def _by(habit: str, words: list[str]) -> Sounds:
    letters, table = _habits().by_name[habit]
    return tuple(
        row for word in words if (row := _smooth("".join([table.get(piece, piece) for piece in letters.findall(word)])))
    )


_SMOOTH: Final = (
    (re.compile(r"iy|yi|yy"), "i"),
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile(r"(?<=[aei])h$"), ""),
    (re.compile(r"(?<=[^aeouwy])y$"), "i"),
)


@lru_cache(maxsize=16_384)
def _smooth(row: str) -> str:
    """A row with one letter for each sound. Kept, because most habits give a word the same row."""
    for pattern, plain in _SMOOTH:
        row = pattern.sub(plain, row)
    return row


def relation(first: str, second: str) -> tuple[str, float]:
    """How two sounds are related, and what it costs to take one for the other (0 to 1)."""
    if first == second:
        return "same", 0.0
    if first in VOWELS and second in VOWELS:
        near = frozenset((first, second)) in _NEAR
        return ("near vowel", 0.2) if near else ("far vowel", 0.4)
    if SEMIVOWELS.get(first, first) in VOWELS and SEMIVOWELS.get(second, second) in VOWELS:
        same = SEMIVOWELS.get(first, first) == SEMIVOWELS.get(second, second)
        return ("semivowel", 0.2) if same else ("far semivowel", 0.6)
    if frozenset((first, second)) in RELATED:
        return "~".join(sorted((first, second))), 0.35
    mixed = (first in VOWELS) != (second in VOWELS)
    return ("vowel for consonant", 1.2) if mixed else ("other consonant", 1.0)


def left_out(sound: str, *, edge: str) -> tuple[str, float]:
    """What leaving a sound out is called and costs; `edge` is "first", "last" or ""."""
    if sound in VOWELS:
        return f"vowel out {edge}".strip(), 0.35
    if sound in "hyw":
        return f"weak out {edge}".strip(), 0.45
    return f"consonant out {edge}".strip(), 1.0
