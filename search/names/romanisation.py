"""How one sound is written in Latin letters: Arabic, Kurdish, Persian and Hebrew names by English, French and
German habits. A spelling becomes a row of sounds; two sounds are related in one of a few ways."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from search.analysis import ARTICLES
from search.names.keys import key

VOWELS: Final = frozenset("aeiou")
SEMIVOWELS: Final = {"w": "u", "y": "i"}

_DIGRAPHS: Final = {
    "tch": "C", "dsch": "j", "sch": "S", "sh": "S", "ch": "C", "kh": "X", "gh": "G", "th": "T", "dh": "D", "zh": "j",
    "dj": "j", "dz": "z", "ph": "f", "ck": "k", "ou": "u", "oo": "u", "ee": "i", "aa": "a",
    "ei": "ay", "ai": "ay", "ey": "ay",
    "au": "aw", "ow": "aw", "ao": "aw", "q": "q", "x": "X", "c": "k",
}  # fmt: skip
_SOUND: Final = re.compile("|".join(sorted(_DIGRAPHS, key=len, reverse=True)) + "|[a-z0-9]")

_GROUPS: Final = (
    "kqgG",
    "XhkC",
    "SsC",
    "sz",
    "zDd",
    "tTd",
    "TsD",
    "jg",
    "jyC",
    "bp",
    "fvp",
    "vwb",
    "GgrX",
    "lnr",
    "mn",
    "qGg",
    "tC",
)
"""Sounds that one letter of another script is written with, or that scribes confuse."""

RELATED: Final = {
    frozenset((a, b)): f"group:{group}" for group in reversed(_GROUPS) for a in group for b in group if a != b
}
_NEAR: Final = {frozenset(pair) for pair in ("ae", "ei", "ou", "ao")}


@lru_cache(maxsize=65_536)
def sounds(text: str) -> tuple[str, ...]:
    """A spelling as words of sounds: without articles, doubled letters and the silent h at the end."""
    words = [word for word in key(text).split() if word not in ARTICLES] or key(text).split()
    return tuple(found for word in words if (found := _sounds_of(word)))


def _sounds_of(word: str) -> str:
    row = "".join(_DIGRAPHS.get(piece, piece) for piece in _SOUND.findall(word))
    row = re.sub(r"(.)\1+", r"\1", row)
    return re.sub(r"(?<=[aei])h$", "", row)


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
    group = RELATED.get(frozenset((first, second)))
    if group is not None:
        return group, 0.35
    mixed = (first in VOWELS) != (second in VOWELS)
    return ("vowel for consonant", 1.2) if mixed else ("other consonant", 1.0)


def left_out(sound: str, *, edge: str) -> tuple[str, float]:
    """What leaving a sound out is called and costs; `edge` is "first", "last" or ""."""
    if sound in VOWELS:
        return f"vowel out {edge}".strip(), 0.35
    if sound in "hyw":
        return f"weak out {edge}".strip(), 0.45
    return f"consonant out {edge}".strip(), 1.0
