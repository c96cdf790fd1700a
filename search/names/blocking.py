"""Index keys of spellings: which ones are worth comparing.

A key is a row of consonant sounds in which those that scribes confuse are written alike. Spellings of one name
often share one, and so do names that have nothing else in common: `compare` decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import groupby
from typing import Final

from search.names.romanisation import VOWELS, readings

CLASSES: Final = ("kqgGX", "sSCcJzDj", "tTd", "bp", "fv")
"""Consonant sounds that are written alike in a key."""

SILENT: Final = VOWELS | frozenset("hwy")

LONG: Final = 3
"""Consonants of a key from which one may be missing."""

LONGEST: Final = 120
"""Characters of a spelling that are looked at: no name is longer."""

_CLASS: Final[Mapping[str, str]] = {sound: group[0] for group in CLASSES for sound in group}
_CONSONANTS: Final = "".join(dict.fromkeys(_CLASS.get(sound, sound) for sound in "kstbflmnr"))


def keys(name: str) -> tuple[str, ...]:
    """The index keys of a spelling, the tellingest first: of the whole name by every habit of writing it, of each of
    its words, and of the whole name with any one consonant left out. Empty for what has no consonants in Latin
    letters."""
    read = [reading.words for reading in readings(name[:LONGEST])]
    whole = _distinct(bones("".join(words)) for words in read)
    parts = [bones(word) for words in read if len(words) > 1 for word in words]
    shorter = [shortened for bone in whole for shortened in _one_out(bone)]
    return tuple(_distinct(iter((*whole, *parts, *shorter))))


@lru_cache(maxsize=65_536)
def skeletons(word: str) -> tuple[str, ...]:
    """The keys of one word, or of a name as one, in full length, one for each habit by which it reads differently."""
    return tuple(_distinct(bones("".join(reading.words)) for reading in readings(word[:LONGEST])))


def neighbours(skeleton: str) -> Iterator[str]:
    """The key itself and those with a consonant more, less or other, that a spelling of the same name may have."""
    yield skeleton
    if len(skeleton) >= LONG:
        yield from _one_out(skeleton)
        for n in range(len(skeleton) + 1):
            yield from (skeleton[:n] + sound + skeleton[n:] for sound in _CONSONANTS)
            yield from (skeleton[:n] + sound + skeleton[n + 1 :] for sound in _CONSONANTS if n < len(skeleton))


def bones(row: str) -> str:
    """The consonants of a row of sounds, those that are confused written alike, runs of one only once."""
    return "".join(sound for sound, _ in groupby(_CLASS.get(c, c) for c in row if c not in SILENT))


def _one_out(bone: str) -> list[str]:
    return [bone[:n] + bone[n + 1 :] for n in range(len(bone))] if len(bone) >= LONG else []


def _distinct(found: Iterator[str]) -> list[str]:
    return [key for key in dict.fromkeys(found) if key]
