"""What the network sees of each line: its shape, its wording, its cue, and where in the page it stands.

`NAMES` lists the features in order; `features` gives a row of numbers for each line, all lines of a page at once. A
network's data file is bound to this list by its names, so that the two cannot drift apart unseen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from index.cleaning import turns
from index.cleaning.cues import REASONS
from index.cleaning.lines import Line
from index.cleaning.normal import fold_words
from index.cleaning.signs import Signs, count_signs
from index.cleaning.turns import running
from index.cleaning.wording import Words, distinct, read_words, score, vocabulary

_SHAPE: Final = (
    "length", "words", "sentence", "name", "bullet", "indent", "blank before", "blank after", "twin",
    "repeated name", "upper line",
)  # fmt: skip
_SIGNS: Final = (
    "capitals", "upper case", "digits", "commas", "asks", "exclaims", "quotes", "small start", "word length", "colon",
    "year", "clock", "address", "inner stops", "bars",
)  # fmt: skip
_SPOKEN: Final = (
    "function words", "voice", "known words", "first person", "second person", "casual", "reported speech",
    "article wording", "comment wording",
)  # fmt: skip
_PLACE: Final = ("from top", "from end", "part", "text before", "text after", "page text", "sentences near")
_MARKERS: Final = ("comment-form", "comment", "related")
"""Reasons whose cues tell of more than their own line."""
_AROUND: Final = ("seen", "to come", "since", "until")
NAMES: Final = (
    *_SHAPE,
    *_SIGNS,
    *_SPOKEN,
    *_PLACE,
    *(f"cue {reason}" for reason in REASONS),
    *(f"{marker} {around}" for marker in _MARKERS for around in _AROUND),
    *turns.NAMES,
)

_FAR: Final = 400
"""Lines; the nearest cue is never farther."""
_MOST: Final = 6
LONG: Final = 12
"""Words of a sentence that says what the page is about."""

Rows = NDArray[np.float32]
Column = NDArray[Any]
"""A number for each line, or for each word."""


def features(lines: Sequence[Line], wording: Column | None = None) -> Rows:
    """(lines, `len(NAMES)`) numbers. `wording` (lines, 2) stands for the scores of wording.py while the network is
    trained. Linear in the text."""
    if not lines:
        return np.zeros((0, len(NAMES)), np.float32)
    counts = np.array([line.count for line in lines])
    sentence = np.array([line.sentence for line in lines])
    words = read_words([line.words for line in lines])
    signs = count_signs([line.text for line in lines])
    scores = score(words, counts) if wording is None else wording
    spoken = _spoken(words, signs, counts, sentence)
    cues = _cues(lines)
    columns = [
        *_shape(lines, counts, sentence),
        *_signs(signs, words),
        *spoken,
        *scores.T,
        *_place(counts, sentence),
        *cues.T,
        *_around(cues),
        *turns.columns(lines, spoken[1]),
    ]
    return np.concatenate(columns, dtype=np.float32, casting="unsafe").reshape(len(columns), -1).T


def _shape(lines: Sequence[Line], counts: Column, sentence: Column) -> list[Column]:
    twins = Counter([line.norm for line in lines])
    twin = np.minimum(4, np.array([twins[line.norm] for line in lines]) - 1)
    name = np.array([line.name for line in lines])
    blank = np.minimum(3, np.array([*(line.piece.blank for line in lines), 1]))
    return [
        np.log1p(np.array([len(line.text) for line in lines])),
        np.log1p(counts),
        sentence,
        name,
        np.array([line.bullet for line in lines]),
        np.minimum(12, np.array([line.piece.indent for line in lines])) / 4,
        blank[:-1],
        blank[1:],
        twin,
        np.where(name, twin, -1),
        np.array([line.text.isupper() for line in lines]),
    ]


def _signs(signs: Signs, words: Words) -> list[Column]:
    size = np.maximum(1, np.diff(words.first))
    length = np.maximum(1, signs.length)
    linked = _per_line(words, _address_words()[words.known]) + signs.at
    clock = _per_line(words, _clock_words()[words.known]) + signs.clock
    return [
        np.minimum(2.0, signs.capitals / size),
        signs.upper / length,
        signs.digits / length,
        np.minimum(1.0, signs.commas / size),
        signs.asks > 0,
        signs.exclaims > 0,
        signs.quoted,
        signs.small,
        np.minimum(20.0, signs.length / size) / 4,
        signs.colon,
        signs.years > 0,
        clock > 0,
        linked > 0,
        np.log1p(signs.stops),
        np.minimum(4, signs.bars),
    ]


def voices(texts: Sequence[str]) -> list[float]:
    """How much each text, of one line, sounds like a comment and not like a report: roughly, signs in ten words."""
    words = read_words(list(map(fold_words, texts)))
    found: list[float] = _voices(words, count_signs(texts), count_voices(words)).tolist()
    return found


def _voices(words: Words, signs: Signs, said: Sequence[Column]) -> Column:
    first, second, casual, _ = said
    signs_of = first + second + casual + 2 * signs.shouts + signs.small + (signs.asks > 0) + (signs.exclaims > 0)
    size = np.diff(words.first)
    voice = np.minimum(5.0, 10 * signs_of / np.maximum(6, size)) * np.where(signs.quoted, 0.3, 1.0)
    return np.where(size > 0, voice, 0.0)


def count_voices(words: Words) -> list[Column]:
    """How many words each line has of each kind of voice.py, in the language of most of the function words; in any
    language, where there are none."""
    table, known = vocabulary(), words.known
    told = table.functions[:, known[table.function[known]]].sum(1)
    kinds: Column = table.voices[:, int(told.argmax())] if told.any() else np.any(table.voices, axis=1)
    return [np.bincount(words.line[kind[known]], minlength=len(words.first) - 1) for kind in kinds]


def _spoken(words: Words, signs: Signs, counts: Column, sentence: Column) -> list[Column]:
    size = np.maximum(1, np.diff(words.first))
    said = count_voices(words)
    return [
        _per_line(words, vocabulary().function[words.known]) / size,
        _voices(words, signs, said),
        _about(words, counts, sentence),
        *(np.minimum(3.0, 10 * kind / np.maximum(10, size)) for kind in said),
    ]


def _about(words: Words, counts: Column, sentence: Column) -> Column:
    """The share of a line's long words that other long sentences of the page have; -1 without long words."""
    tells = (counts >= LONG) & sentence
    total = words.id.max(initial=0) + 1
    long = words.size > 4
    said = long & tells[words.line]
    once = distinct(words.line[said] * total + words.id[said])
    spread = np.bincount(once % total, minlength=total)
    hit = long & (spread[words.id] > tells[words.line])
    many = _per_line(words, long)
    return np.where(many > 0, _per_line(words, hit) / np.maximum(1, many), -1.0)


def _place(counts: Column, sentence: Column) -> list[Column]:
    total = len(counts)
    here = np.arange(total)
    said = np.where(sentence & (counts >= 8), counts, 0)
    before = running(said)
    words = max(1, before[-1])
    first, last = np.maximum(0, here - 4), np.minimum(total, here + 5)
    return [
        np.log1p(here),
        np.log1p(total - here),
        here / total,
        before[:-1] / words,
        np.log1p(words - before[:-1]),
        np.full(total, np.log1p(words)),
        np.log1p(before[last] - before[first]),
    ]


def _cues(lines: Sequence[Line]) -> Column:
    rows = np.zeros((len(lines), len(REASONS)))
    for n, line in enumerate(lines):
        if line.cue is not None:
            rows[n, REASONS.index(line.cue.reason)] = 2 if line.cue.strength == "sure" else 1
    return rows


def _around(cues: Column) -> list[Column]:
    """For each marker: how many sure cues came before, how many are to come, and how far the nearest ones are."""
    here = np.arange(len(cues))
    found = []
    for marker in _MARKERS:
        at = np.flatnonzero(cues[:, REASONS.index(marker)] == 2)
        seen = np.searchsorted(at, here, side="right")
        edges = np.concatenate(([-_FAR], at, [len(cues) + _FAR]))
        found += [
            np.minimum(_MOST, seen),
            np.minimum(_MOST, len(at) - seen),
            np.log1p(np.minimum(_FAR, here - edges[seen])),
            np.log1p(np.minimum(_FAR, edges[seen + 1] - here)),
        ]
    return found


def _per_line(words: Words, values: Column) -> Column:
    return np.bincount(words.line, values, len(words.first) - 1)


@lru_cache(maxsize=1)
def _address_words() -> Column:
    return _flags("http https www com org net")


@lru_cache(maxsize=1)
def _clock_words() -> Column:
    return _flags("ago am pm")


def _flags(words: str) -> Column:
    """For each number of the vocabulary: is it one of these words?"""
    return np.array([False, *map(words.split().__contains__, vocabulary().numbers)])
