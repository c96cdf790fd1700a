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
_NEAR: Final = ("words", "sentence", "name", "function words", "voice", "strength", "bullet", "indent", "blank before")
_OFFSETS: Final = (-3, -2, -1, 1, 2, 3)
_PLACE: Final = (
    "from top", "from end", "part", "text before", "text after", "text near 4", "text near 12", "voice near 4",
    "voice after", "voice before", "voice step", "names after", "forms before", "form distance", "form next",
    "related before", "heads before", "heads after", "heads near", "related distance", "page lines", "page text",
    "page voice", "lines since text", "lines to text", "short near", "all voice after", "all voice before",
    "heads per text after", "heads per text before", "known names after", "long part after",
)  # fmt: skip
_WORDING: Final = tuple(
    f"{kind} wording{place}"
    for kind in ("article", "comment")
    for place in ("", " near 2", " near 8", " after", " before", " -1", " +1")
)
NAMES: Final = (
    *_OWN,
    *(f"{name} {offset:+d}" for offset in _OFFSETS for name in _NEAR),
    *_PLACE,
    *_WORDING,
)

_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_CLOCK: Final = re.compile(r"\b\d{1,2}[:.]\d{2}\b|\bago\b|\b[ap]\.?m\b", re.IGNORECASE)
_ADDRESS: Final = re.compile(r"https?:|www\.|@\w|\.(?:com|org|net)\b")
_STOP: Final = re.compile(r"[.!?\u2026\u3002] ")
_CAPITAL: Final = re.compile(r"\b[^\W\d_a-z\u00df-\u00ff]")
_FAR: Final = 99.0


def features(lines: Sequence[Line], wording: Sequence[Scores]) -> list[list[float]]:
    """A row of `len(NAMES)` numbers for each line, in order. `wording` holds each line's scores. Linear in the text."""
    own = _own(lines)
    near = _near(own)
    place = _place(lines, own)
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


def _place(lines: Sequence[Line], own: Sequence[list[float]]) -> list[list[float]]:
    total = len(lines)
    text = [line.count if line.sentence and line.count >= 8 else 0 for line in lines]
    text_sum = [0, *accumulate(text)]
    spoken = [min(line.count, 60) if line.count >= 4 else 0 for line in lines]
    spoken_sum = [0, *accumulate(spoken)]
    sound = [row[16] * weight for row, weight in zip(own, spoken, strict=True)]
    sound_sum = [0.0, *accumulate(sound)]
    name_sum = [0, *accumulate([line.name and line.cue is None for line in lines])]
    head_sum = [0, *accumulate([_reason(line) == "comment" for line in lines])]
    short_sum = [0, *accumulate([line.count <= 4 for line in lines])]
    heads = _heads(lines)
    talk_sum = [0, *accumulate(heads)]
    known_sum = [0, *accumulate([row[28] > 0 for row in own])]
    talks_sum = [0, *accumulate([line.count >= 5 for line in lines])]
    long_sum = [0, *accumulate([line.count >= 25 for line in lines])]
    forms = _distances([_reason(line) == "comment-form" and line.cue.strength == "sure" for line in lines])  # type: ignore[union-attr]
    related = _distances([_reason(line) == "related" and line.cue.strength == "sure" for line in lines])  # type: ignore[union-attr]
    long = _distances([words >= 15 for words in text])
    words = max(1, text_sum[-1])
    page_voice = sound_sum[-1] / max(1, spoken_sum[-1])
    page_lines, page_text = math.log1p(total), math.log1p(words)

    def voice_in(first: int, last: int) -> float:
        first, last = max(0, first), min(total, last)
        weight = spoken_sum[last] - spoken_sum[first]
        return (sound_sum[last] - sound_sum[first]) / weight if weight else -0.5

    rows = []
    for n in range(total):
        a4, b4 = max(0, n - 4), min(total, n + 5)
        a12, b12 = max(0, n - 12), min(total, n + 13)
        after, before = voice_in(n, n + 20), voice_in(n - 20, n)
        rows.append([
            math.log1p(n),
            math.log1p(total - n),
            n / total,
            text_sum[n] / words,
            math.log1p(text_sum[-1] - text_sum[n]),
            math.log1p(text_sum[b4] - text_sum[a4]),
            math.log1p(text_sum[b12] - text_sum[a12]),
            voice_in(n - 4, n + 5),
            after,
            before,
            after - before if after >= 0 <= before else 0.0,
            (name_sum[b12] - name_sum[n]) / (b12 - n),
            min(4, forms[2][n]),
            forms[0][n],
            forms[1][n],
            min(4, related[2][n]),
            min(9, head_sum[n]),
            min(9, head_sum[-1] - head_sum[n]),
            min(5, head_sum[b12] - head_sum[a12]),
            related[0][n],
            page_lines,
            page_text,
            page_voice,
            long[0][n],
            long[1][n],
            (short_sum[b4] - short_sum[a4]) / (b4 - a4),
            voice_in(n, total),
            voice_in(0, n),
            (talk_sum[-1] - talk_sum[n]) / (1 + talks_sum[-1] - talks_sum[n]),
            talk_sum[n] / (1 + talks_sum[n]),
            (known_sum[-1] - known_sum[n]) / (total - n),
            (long_sum[-1] - long_sum[n]) / (total - n),
        ])  # fmt: skip
    return rows


def _heads(lines: Sequence[Line]) -> list[bool]:
    """Could this line be the head of a comment: a name, a name and a time, and a text behind it?"""
    follows = [line.count >= 3 and not line.name for line in lines]
    follows += [False, False]
    return [
        ((line.name and line.count <= 4 and line.cue is None) or _reason(line) == "comment")
        and any(follows[n + 1 : n + 3])
        for n, line in enumerate(lines)
    ]


def _reason(line: Line) -> str | None:
    return None if line.cue is None else line.cue.reason


def _distances(hits: Sequence[bool]) -> tuple[list[float], list[float], list[int]]:
    """For each line: how far back the last hit lies, how far on the next one, and how many came before (or here);
    distances as logarithms, `_FAR` where there is none."""
    back, ahead, seen = [], [_FAR] * len(hits), []
    last, count = None, 0
    for n, hit in enumerate(hits):
        if hit:
            last, count = n, count + 1
        back.append(_FAR if last is None else math.log1p(n - last))
        seen.append(count)
    following = None
    for n in range(len(hits) - 1, -1, -1):
        if hits[n]:
            following = n
        if following is not None:
            ahead[n] = math.log1p(following - n)
    return back, ahead, seen
