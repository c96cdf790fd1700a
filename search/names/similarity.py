"""How alike two Latin spellings of a name are: logistic models over alignments, their weights in data/compare*.tsv."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache
from itertools import combinations_with_replacement, product
from pathlib import Path
from typing import Final

from rapidfuzz.distance import Indel, JaroWinkler
from rapidfuzz.fuzz import partial_ratio, ratio, token_set_ratio

from search.errors import ArchiveError
from search.keys import key
from search.names.alignment import changes
from search.names.blocking import bones
from search.names.model import DATA
from search.names.romanisation import USUAL, VOWELS, Reading, Sounds, readings

WEIGHTS = DATA / "compare.tsv"
WORDS_WEIGHTS = DATA / "compare_words.tsv"
LONGEST = 120
"""Characters that are compared: no name is longer."""

LETTERS: Final = 50
"""Percent of letters that two spellings must share, in order, to be compared at all."""


def share_letters(one: str, other: str) -> bool:
    """Whether two folded spellings share letters enough for `similarity`, which takes far longer, to be asked."""
    return ratio(one, other) >= LETTERS


def similarity(a: str, b: str) -> float:
    """How surely two Latin spellings name the same: 0 to 1, 0.5 where it tips. Symmetric; 1 for equal keys,
    0 where one has no letters."""
    return _modelled(a, b, WEIGHTS)


def similarity_to_word(name: str, word: str) -> float:
    """How likely a word that an index has under a key of the name is a spelling of it: 0 to 1, as `similarity`. That
    one is fitted to pairs of names of which half are the same, this one to what the words of news are: most of those
    that share a key with a name (*Zahira*, *Cairo*) have nothing to do with it."""
    return _modelled(name, word, WORDS_WEIGHTS)


def _modelled(a: str, b: str, model: Path) -> float:
    one, two = sorted((key(a), key(b)))
    if not one:
        return 0.0
    if one == two:
        return 1.0
    a, b = a[:LONGEST], b[:LONGEST]
    if not any(readings(a)[0].words) or not any(readings(b)[0].words):  # not Latin: no sounds to go by
        return 0.999 * float(Indel.normalized_similarity(one[:LONGEST], two[:LONGEST]))
    weights = load_weights(model)
    total = sum(weights.get(name, 0.0) * value for name, value in features(a, b).items())
    return 0.999 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


_TOGETHER: Final = tuple(
    (f"{one} x {other}", one, other)
    for one, other in combinations_with_replacement(
        ("cost", "letters", "sounds", "beginning", "bones", "vowels", "length"), 2
    )
)
"""Features whose products are features too: short names may differ less than long ones."""


def features(a: str, b: str) -> dict[str, float]:
    """The named features of two spellings, the same in either order."""
    lesser, greater = sorted((a, b), key=lambda text: (key(text), text))
    first, second = key(lesser), key(greater)
    left, right = max(product(readings(lesser), readings(greater)), key=_likeness)  # of equal ones the most usual
    named = _of_sounds(left.words, right.words) | {f"habit {r.habit}": 1.0 for r in (left, right) if r.habit != USUAL}
    letters = Indel.normalized_similarity(first.replace(" ", ""), second.replace(" ", ""))
    named |= {"bias": 1.0, "letters": letters, "letters under two thirds": max(0.0, 0.67 - letters)}
    return named | {both: named[one] * named[other] for both, one, other in _TOGETHER}


@lru_cache(maxsize=4_096)
def _of_sounds(one: Sounds, two: Sounds) -> dict[str, float]:
    """The features that the sounds give. Kept, because what one name is compared with is often one place's name in
    several spellings, which sound the same; the dictionary is nobody's to change."""
    a, b = "".join(one), "".join(two)
    cost, found = changes(a, b) if a <= b else changes(b, a)
    length = max(1.0, (len(a) + len(b)) / 2)
    bones_a, bones_b = bones(a), bones(b)
    vowels_a, vowels_b = "".join(c for c in a if c in VOWELS), "".join(c for c in b if c in VOWELS)
    near = cost / length
    return {f"change {name}": count / length for name, count in found.items() if name != "same"} | {
        "cost": near,
        "cost over a quarter": max(0.0, near - 0.25),
        "cost over two fifths": max(0.0, near - 0.4),
        "absolute cost": min(cost, 5.0),
        "no cost": float(cost == 0),
        "sounds": Indel.normalized_similarity(a, b),
        "beginning": JaroWinkler.normalized_similarity(a, b),
        "bones": Indel.normalized_similarity(bones_a, bones_b),
        "bones equal": float(bones_a == bones_b),
        "vowels": Indel.normalized_similarity(vowels_a, vowels_b),
        "bones equal and vowels": float(bones_a == bones_b) * Indel.normalized_similarity(vowels_a, vowels_b),
        "part": partial_ratio(a, b) / 100,
        "words": token_set_ratio(" ".join(one), " ".join(two)) / 100,
        "other number of words": float(len(one) != len(two)),
        "one within": float(bool(set(one)) and (set(one) < set(two) or set(two) < set(one))),
        "worst word": _worst_word(one, two),
        "same first": float(bones_a[:1] == bones_b[:1]),
        "same last": float(bones_a[-1:] == bones_b[-1:]),
        "length": length / 10,
        "length apart": abs(len(a) - len(b)) / length,
        "number of bones": min(len(bones_a), len(bones_b)) / 10,
    }


def _likeness(pair: tuple[Reading, Reading]) -> float:
    one, two = pair
    return float(Indel.normalized_similarity("".join(one.words), "".join(two.words)))


def _worst_word(one: tuple[str, ...], two: tuple[str, ...]) -> float:
    """How alike the least alike pair is, where both have as many words: *Kafr Nabl*, *Kafr Zita*."""
    if len(one) != len(two) or len(one) < 2:
        return 0.0
    return min(Indel.normalized_similarity(a, b) for a, b in zip(one, two, strict=True)) - 0.8


@lru_cache(maxsize=2)
def load_weights(path: Path) -> Mapping[str, float]:
    """A model's weights by feature; ArchiveError where the file is damaged."""
    try:
        rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:] if line]
        return {name: float(weight) for name, weight, *_ in rows}
    except (OSError, ValueError) as error:
        raise ArchiveError(f"cannot be read ({error}): restore the file", path=str(path)) from None
