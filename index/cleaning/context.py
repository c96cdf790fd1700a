"""A second look: each line's first probability among its neighbours', and its place in the run that is the article."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import accumulate
from typing import Final

_OFFSETS: Final = (1, 2, 3)
_WINDOWS: Final = (2, 5, 12, 30)
_STEPS: Final = ("mean", "kept before", "kept after")
NAMES: Final = (
    "logit",
    *(f"logit {offset:+d}" for size in _OFFSETS for offset in (-size, size)),
    *(f"{step} {window}" for window in _WINDOWS for step in _STEPS),
    "mean to end", "mean from top", "part kept before", "words kept before", "words kept after", "kept share",
    "in best run", "from run start", "to run end",
)  # fmt: skip
_LIMIT: Final = 5.0


def context(probabilities: Sequence[float], counts: Sequence[int]) -> list[list[float]]:
    """A row of `len(NAMES)` numbers for each line. `counts` are the lines' lengths in words. Linear in the lines."""
    total = len(probabilities)
    logits = [max(-_LIMIT, min(_LIMIT, math.log((p + 1e-4) / (1 - p + 1e-4)))) for p in probabilities]
    weight = [min(count, 40) + 1.0 for count in counts]
    weights = [0.0, *accumulate(weight)]
    sums = [0.0, *accumulate([logit * heavy for logit, heavy in zip(logits, weight, strict=True)])]
    kept = [0.0, *accumulate([heavy if p > 0.5 else 0.0 for p, heavy in zip(probabilities, weight, strict=True)])]
    first, last = _best_run(sums)
    edge = [-6.0] * 3
    padded = [*edge, *logits, *edge]
    rows = []
    for n in range(total):
        row = [logits[n]]
        for size in _OFFSETS:
            row += (padded[n + 3 - size], padded[n + 3 + size])
        for window in _WINDOWS:
            low, high = max(0, n - window), min(total, n + window + 1)
            row.append((sums[high] - sums[low]) / (weights[high] - weights[low]))
            row.append((kept[n] - kept[low]) / max(1.0, weights[n] - weights[low]))
            row.append((kept[high] - kept[n]) / (weights[high] - weights[n]))
        row += (
            (sums[total] - sums[n]) / (weights[total] - weights[n]),
            sums[n] / max(1.0, weights[n]),
            kept[n] / max(1.0, kept[total]),
            math.log1p(kept[n]),
            math.log1p(kept[total] - kept[n]),
            kept[total] / weights[total],
            first <= n < last,
            _signed(n - first),
            _signed(last - n),
        )
        rows.append(row)
    return rows


def _best_run(sums: Sequence[float]) -> tuple[int, int]:
    """The stretch of lines with the largest sum of logits: where the article mostly is."""
    best, first, last = -math.inf, 0, 0
    lowest, start = sums[0], 0
    for n in range(1, len(sums)):
        if sums[n] - lowest > best:
            best, first, last = sums[n] - lowest, start, n
        if sums[n] < lowest:
            lowest, start = sums[n], n
    return first, last


def _signed(distance: int) -> float:
    return math.copysign(math.log1p(abs(distance)), distance)
