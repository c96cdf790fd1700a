"""Where in the page a line stands: what came before, what is to come, and whether the voice changes here."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Final

from index.cleaning.lines import Line

NAMES: Final = (
    "from top", "from end", "part", "text before", "text after", "text near 4", "text near 12", "voice near 4",
    "voice after", "voice before", "voice step", "names after", "forms before", "form distance", "form next",
    "related before", "heads before", "heads after", "heads near", "related distance", "page lines", "page text",
    "page voice", "lines since text", "lines to text", "short near", "all voice after", "all voice before",
    "heads per text after", "heads per text before", "known names after", "long part after",
)  # fmt: skip
_FAR: Final = 99.0


class _Sums:
    """Running sums over a page: what any stretch of it holds, at the price of a subtraction."""

    def __init__(self, lines: Sequence[Line], voices: Sequence[float], repeated: Sequence[bool]) -> None:
        spoken = [min(line.count, 60) if line.count >= 4 else 0 for line in lines]
        self.total = len(lines)
        self.text = _running([line.count if line.sentence and line.count >= 8 else 0 for line in lines])
        self.spoken = _running(spoken)
        self.sound = _running([voice * weight for voice, weight in zip(voices, spoken, strict=True)])
        self.names = _running([line.name and line.cue is None for line in lines])
        self.heads = _running([_reason(line) == "comment" for line in lines])
        self.short = _running([line.count <= 4 for line in lines])
        self.talk = _running(_heads(lines))
        self.repeated = _running(repeated)
        self.talks = _running([line.count >= 5 for line in lines])
        self.long = _running([line.count >= 25 for line in lines])

    def voice(self, first: int, last: int) -> float:
        """The mean voice of a stretch; -0.5 where nobody speaks."""
        first, last = max(0, first), min(self.total, last)
        weight = self.spoken[last] - self.spoken[first]
        return (self.sound[last] - self.sound[first]) / weight if weight else -0.5


def place_rows(lines: Sequence[Line], voices: Sequence[float], repeated: Sequence[bool]) -> list[list[float]]:
    """A row of `len(NAMES)` numbers for each line. `voices` are the lines' voices, `repeated` says which are names
    that come back. Linear in the lines."""
    sums = _Sums(lines, voices, repeated)
    forms = _distances([_is_sure(line, "comment-form") for line in lines])
    related = _distances([_is_sure(line, "related") for line in lines])
    long = _distances([line.sentence and line.count >= 15 for line in lines])
    words = max(1, sums.text[-1])
    page = [math.log1p(sums.total), math.log1p(words), sums.sound[-1] / max(1, sums.spoken[-1])]
    return [
        [
            *_text_around(sums, n, words),
            *_voices_around(sums, n),
            min(4, forms[2][n]),
            forms[0][n],
            forms[1][n],
            min(4, related[2][n]),
            *_heads_around(sums, n),
            related[0][n],
            *page,
            long[0][n],
            long[1][n],
            *_rest(sums, n),
        ]
        for n in range(sums.total)
    ]


def _text_around(sums: _Sums, n: int, words: float) -> tuple[float, ...]:
    total, text = sums.total, sums.text
    return (
        math.log1p(n),
        math.log1p(total - n),
        n / total,
        text[n] / words,
        math.log1p(text[-1] - text[n]),
        math.log1p(text[min(total, n + 5)] - text[max(0, n - 4)]),
        math.log1p(text[min(total, n + 13)] - text[max(0, n - 12)]),
    )


def _voices_around(sums: _Sums, n: int) -> tuple[float, ...]:
    after, before = sums.voice(n, n + 20), sums.voice(n - 20, n)
    last = min(sums.total, n + 13)
    return (
        sums.voice(n - 4, n + 5),
        after,
        before,
        after - before if after >= 0 <= before else 0.0,
        (sums.names[last] - sums.names[n]) / (last - n),
    )


def _heads_around(sums: _Sums, n: int) -> tuple[float, ...]:
    heads = sums.heads
    near = heads[min(sums.total, n + 13)] - heads[max(0, n - 12)]
    return min(9, heads[n]), min(9, heads[-1] - heads[n]), min(5, near)


def _rest(sums: _Sums, n: int) -> tuple[float, ...]:
    total, first, last = sums.total, max(0, n - 4), min(sums.total, n + 5)
    return (
        (sums.short[last] - sums.short[first]) / (last - first),
        sums.voice(n, total),
        sums.voice(0, n),
        (sums.talk[-1] - sums.talk[n]) / (1 + sums.talks[-1] - sums.talks[n]),
        sums.talk[n] / (1 + sums.talks[n]),
        (sums.repeated[-1] - sums.repeated[n]) / (total - n),
        (sums.long[-1] - sums.long[n]) / (total - n),
    )


def _running(values: Iterable[float]) -> list[float]:
    return [0, *accumulate(values)]


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


def _is_sure(line: Line, reason: str) -> bool:
    return line.cue is not None and line.cue.reason == reason and line.cue.strength == "sure"


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
