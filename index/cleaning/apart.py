"""Pieces of a thread that are kept below the article, apart from it.

The network judges each line in view of the others, but nothing tells it that an article is one piece. Where it is sure
of one run of lines, what it doubts below that, behind lines that it takes for comments, is one more comment.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import ArrayLike

if TYPE_CHECKING:
    from index.cleaning.lines import Line

SURE: Final = 0.8
"""The mean chance of belonging to the article that the article's own run has at least, or nothing is removed."""
KEPT: Final = 0.65
"""The mean chance from which on a run below it stays."""
CAP: Final = 60
"""Words of a line that are counted when a run is weighed."""


def find_apart(lines: Sequence[Line], kept: Sequence[bool], chances: ArrayLike) -> Iterator[tuple[list[int], float]]:
    """The runs of kept lines that are pieces of a thread, with their mean chance of belonging to the article: doubtful,
    rather comment than page, and so is what was removed right before. `chances` (lines, 3) are of article, page and
    comment. Linear in the lines."""
    weight = np.array([min(line.count, CAP) for line in lines], float)
    words = weight > 0
    weight += 1e-9  # lines without words have a mean, too
    table = np.asarray(chances, float).reshape(-1, 3)
    runs = _runs(kept, (words & (table[:, 0] < 0.5)).tolist())
    if len(runs) < 2:
        return

    def mean(run: Sequence[int]) -> list[float]:
        found: list[float] = (weight[run] @ table[run] / weight[run].sum()).tolist()
        return found

    means = list(map(mean, runs))
    main = max(range(len(runs)), key=lambda n: weight[runs[n]].sum() * (means[n][0] - 0.5))
    if means[main][0] < SURE:
        return
    for n in range(main + 1, len(runs)):
        article, page, comment = means[n]
        if article < KEPT and comment > page:
            _, page, comment = mean(range(runs[n - 1][-1] + 1, runs[n][0]))
            if comment > page:
                yield runs[n], article


def _runs(kept: Sequence[bool], parting: Sequence[bool]) -> list[list[int]]:
    """The kept lines, in runs. A line that is removed by rule alone, against the network, parts nothing: a caption may
    stand in the middle of an article."""
    runs: list[list[int]] = []
    parted = True
    for n, (stays, parts) in enumerate(zip(kept, parting, strict=True)):
        if stays:
            if parted:
                runs.append([])
            runs[-1].append(n)
        parted = not stays and (parted or parts)
    return runs
