"""What the model sees of each line: itself, its neighbours, its place in the page, and the voice around it.

`NAMES` lists the features in order; `features` gives a row of numbers for each line. A model's data file
is bound to this list by its names, so that the two cannot drift apart unseen.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate
from typing import Final

from index.cleaning.lines import Line
from index.cleaning.place import NAMES as PLACE
from index.cleaning.place import place_rows
from index.cleaning.threads import voice
from index.cleaning.wording import Scores

_REASONS: Final = (
    "navigation", "metadata", "byline", "caption", "donation", "disclaimer", "copyright", "republication",
    "contact", "social", "related", "comment", "comment-form", "other",
)  # fmt: skip
_OWN: Final = (
    "length", "words", "sentence", "name", "bullet", "indent", "blank before", "blank after", "function words",
    "capitals", "upper case", "digits", "commas", "asks", "exclaims", "quotes", "voice", "small start", "word length",
    "colon", "year", "clock", "address", "twin", "known words", "strength", "cue", "inner stops", "repeated name",
)  # fmt: skip
OWN: Final = len(_OWN)
"""So many features at the beginning of a row are about the line alone."""
_VOICE: Final = _OWN.index("voice")
_REPEATED: Final = _OWN.index("repeated name")
_NEAR: Final = ("words", "sentence", "name", "function words", "voice", "strength", "bullet", "indent", "blank before")
_OFFSETS: Final = (-3, -2, -1, 1, 2, 3)
_WORDING: Final = tuple(
    f"{kind} wording{place}"
    for kind in ("article", "comment")
    for place in ("", " near 2", " near 8", " after", " before", " -1", " +1")
)
NAMES: Final = (
    *_OWN,
    *(f"{name} {offset:+d}" for offset in _OFFSETS for name in _NEAR),
    *PLACE,
    *_WORDING,
)

_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_CLOCK: Final = re.compile(r"\b\d{1,2}[:.]\d{2}\b|\bago\b|\b[ap]\.?m\b", re.IGNORECASE)
_ADDRESS: Final = re.compile(r"https?:|www\.|@\w|\.(?:com|org|net)\b")
_STOP: Final = re.compile(r"[.!?\u2026\u3002] ")
_CAPITAL: Final = re.compile(r"\b[^\W\d_a-z\u00df-\u00ff]")


def features(lines: Sequence[Line], wording: Sequence[Scores]) -> list[list[float]]:
    """A row of `len(NAMES)` numbers for each line, in order. `wording` holds each line's scores. Linear in the text."""
    own = _own(lines)
    near = _near(own)
    place = place_rows(lines, [row[_VOICE] for row in own], [row[_REPEATED] > 0 for row in own])
    weight = [min(line.count, 40) + 1.0 for line in lines]
    article = _worded([scores[0] for scores in wording], weight)
    comment = _worded([scores[1] for scores in wording], weight)
    return [a + b + c + d + e for a, b, c, d, e in zip(own, near, place, article, comment, strict=True)]


def _worded(scores: Sequence[float], weight: Sequence[float]) -> list[list[float]]:
    """A line's score of wording, and the weighted means around, after and before it."""
    total = len(scores)
    sums = [0.0, *accumulate([score * heavy for score, heavy in zip(scores, weight, strict=True)])]
    heavy = [0.0, *accumulate(weight)]

    def mean(first: int, last: int) -> float:
        first, last = max(0, first), min(total, last)
        return (sums[last] - sums[first]) / (heavy[last] - heavy[first]) if first < last else 0.0

    return [
        [
            score,
            mean(n - 2, n + 3),
            mean(n - 8, n + 9),
            mean(n, total),
            mean(0, n),
            scores[n - 1] if n else -9.0,
            scores[n + 1] if n + 1 < total else -9.0,
        ]
        for n, score in enumerate(scores)
    ]


def _own(lines: Sequence[Line]) -> list[list[float]]:
    twins = Counter([line.norm for line in lines])
    known = _known_words(lines)
    blanks = [line.piece.blank for line in lines]
    blanks.append(1)
    return [_row(line, twins, known, blanks[n], blanks[n + 1]) for n, line in enumerate(lines)]


def _known_words(lines: Sequence[Line]) -> Counter[str]:
    """In how many long sentences of the page each long word stands: what the page is about."""
    known: Counter[str] = Counter()
    for line in lines:
        if line.count >= 12 and line.sentence:
            known.update({word for word in line.words if len(word) > 4})
    return known


def _row(line: Line, twins: Counter[str], known: Counter[str], before: int, after: int) -> list[float]:
    text, words, count = line.text, line.words, line.count
    size = max(1, len(words))
    length = max(1, len(text))
    cue = line.cue
    long_words = [word for word in words if len(word) > 4]
    own_share = 1 if count >= 12 and line.sentence else 0
    about = sum([known[word] > own_share for word in long_words]) / len(long_words) if long_words else -1.0
    twin = twins[line.norm]
    return [
        math.log1p(length),
        math.log1p(count),
        line.sentence,
        line.name,
        line.bullet,
        min(12, line.piece.indent),
        min(3, before),
        min(3, after),
        line.function / size,
        len(_CAPITAL.findall(text)) / size,
        sum(map(str.isupper, text[:200])) / min(200, length),
        sum(map(str.isdigit, text[:200])) / min(200, length),
        text.count(",") / size,
        "?" in text,
        "!" in text,
        text[0] in '"\u201c\u201e\u00ab\u2018' if text else 0,
        voice(line),
        text[:1].islower(),
        len(text) / size,
        text[-1:] == ":",
        _YEAR.search(text, 0, 300) is not None,
        _CLOCK.search(text, 0, 300) is not None,
        _ADDRESS.search(text) is not None,
        min(4, twin - 1),
        about,
        0 if cue is None else 2 if cue.strength == "sure" else 1,
        -1 if cue is None else _REASONS.index(cue.reason),
        len(_STOP.findall(text)),
        min(4, twin - 1) if line.name else -1,
    ]


def _near(own: Sequence[list[float]]) -> list[list[float]]:
    columns = [_OWN.index(name) for name in _NEAR]
    picked = [[row[column] for column in columns] for row in own]
    edge = [-1.0] * len(columns)
    padded = [edge, edge, edge, *picked, edge, edge, edge]
    return [
        padded[n] + padded[n + 1] + padded[n + 2] + padded[n + 4] + padded[n + 5] + padded[n + 6]
        for n in range(len(own))
    ]
