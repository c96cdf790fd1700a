"""What the model of HTML pages sees of a line: the text model's opinion, trafilatura's, and the markup's."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import accumulate
from typing import Final

from index.cleaning.lines import Line
from index.cleaning.page import Mark

_AREAS: Final = (
    None, "navigation", "metadata", "byline", "caption", "donation", "contact", "social", "related", "comment",
    "comment-form", "other",
)  # fmt: skip
_TAGS: Final = ("p", "li", "div", "h1", "h2", "h3", "h4", "td", "blockquote", "figcaption", "br", "section", "pre", "a")
NAMES: Final = (
    "chance", "chance -1", "chance +1", "chance near 3", "main", "main -1", "main +1", "main near 3", "main near 12",
    "main before", "main after", "page share", "links", "links near 3", "inside", "hidden", "depth", "depth step",
    "area", "area same", "tag", "words", "sentence", "cue", "strength", "part", "function words", "bullet",
)  # fmt: skip
_NEAR: Final = 3
_FAR: Final = 12


def rows(
    lines: Sequence[Line], marks: Sequence[Mark], chances: Sequence[float], shares: Sequence[float], page_share: float
) -> list[list[float]]:
    """A row of `len(NAMES)` numbers for each line. `chances` are the text model's, `shares` how much of each line
    trafilatura keeps, `page_share` how much of the whole page."""
    total = len(lines)
    weight = [min(line.count, 40) + 1.0 for line in lines]
    heavy = [0.0, *accumulate(weight)]
    chance_sum = _sums(chances, weight)
    share_sum = _sums(shares, weight)
    link_sum = _sums([mark.links for mark in marks], weight)

    def mean(sums: Sequence[float], n: int, size: int) -> float:
        first, last = max(0, n - size), min(total, n + size + 1)
        return (sums[last] - sums[first]) / (heavy[last] - heavy[first])

    found = []
    kept = max(1.0, share_sum[-1])
    for n, (line, mark) in enumerate(zip(lines, marks, strict=True)):
        before, after = marks[n - 1] if n else mark, marks[n + 1] if n + 1 < total else mark
        found.append([
            chances[n],
            chances[n - 1] if n else 0.0,
            chances[n + 1] if n + 1 < total else 0.0,
            mean(chance_sum, n, _NEAR),
            shares[n],
            shares[n - 1] if n else 0.0,
            shares[n + 1] if n + 1 < total else 0.0,
            mean(share_sum, n, _NEAR),
            mean(share_sum, n, _FAR),
            share_sum[n] / kept,
            (share_sum[-1] - share_sum[n + 1]) / kept,
            page_share,
            mark.links,
            mean(link_sum, n, _NEAR),
            mark.main,
            mark.hidden,
            mark.depth,
            mark.depth - before.depth,
            _AREAS.index(mark.area),
            (mark.area == before.area) + (mark.area == after.area),
            _TAGS.index(mark.tag) if mark.tag in _TAGS else -1,
            math.log1p(line.count),
            line.sentence,
            -1 if line.cue is None else len(line.cue.reason),
            0 if line.cue is None else 2 if line.cue.strength == "sure" else 1,
            n / total,
            line.function / max(1, len(line.words)),
            line.bullet,
        ])  # fmt: skip
    return found


def _sums(values: Sequence[float], weight: Sequence[float]) -> list[float]:
    return [0.0, *accumulate([value * heavy for value, heavy in zip(values, weight, strict=True)])]
