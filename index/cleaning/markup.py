"""What the model of HTML pages sees of a line: its wording, what a library keeps of it, and its place in the markup."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import Final, NamedTuple

import numpy as np

from index.cleaning import structure
from index.cleaning.cues import REASONS
from index.cleaning.function_words import count_function_words
from index.cleaning.lines import Line
from index.cleaning.network import Numbers
from index.cleaning.page import BITS, Mark, Node

_AREAS: Final = (
    "navigation", "metadata", "byline", "caption", "donation", "contact", "social", "related", "comment",
    "comment-form", "other", "disclaimer", "copyright", "republication",
)  # fmt: skip
_TAGS: Final = (
    "p", "li", "div", "h1", "h2", "h3", "h4", "td", "blockquote", "figcaption", "section", "pre", "h5", "th",
    "dd", "dt", "article", "figure", "header", "footer",
)  # fmt: skip
_MAIN: Final = ("main", "main -1", "main +1", "main near 3", "main near 12", "main before", "main after", "page share")
_MARK: Final = (
    "links", "links near 3", "inside", "hidden", "depth", "depth step", "area same", "bold", "time",
    "area depth", "main depth", "quotation", "list", "table", "figure", "header", "footer", "aside", "form", "article",
    "same tag -1", "same tag +1", "same path -1", "same path +1",
    *(f"area {area}" for area in _AREAS), *(f"tag {tag}" for tag in _TAGS),
)  # fmt: skip
_TEXT: Final = (
    "words", "sentence", "strength", "part", "function words", "bullet", "name", "upper case", "digits",
    "commas", "asks", "quoted", "colon", "word length", "twins", "first twin", "person",
    *(f"cue {reason}" for reason in REASONS),
)  # fmt: skip
_AROUND: Final = (
    "words -1", "words +1", "sentence -1", "sentence +1", "text near 3", "text before", "text after", "cue -1",
    "cue +1", "comment cues near", "title", "from title", "titled", "declared", "declares", "described", "exchange",
)  # fmt: skip
NAMES: Final = (*_MAIN, *_MARK, *_TEXT, *_AROUND, *structure.NAMES)
_NEAR: Final = 3
_FAR: Final = 12
_SIGHT: Final = 200
"""Characters of a line whose letters are counted."""
_DEEP: Final = 20
_PERSON: Final = frozenset("i i'm me my we you your it's don't thanks please".split())
_AREA: Final = {None: (0.0,) * len(_AREAS)} | {area: tuple(map(area.__eq__, _AREAS)) for area in _AREAS}
_TAG: Final = {tag: tuple(map(tag.__eq__, _TAGS)) for tag in _TAGS}
_NO_TAG: Final = (0.0,) * len(_TAGS)
_CUE: Final = {reason: tuple(map(reason.__eq__, REASONS)) for reason in REASONS}
_NO_CUE: Final = (0.0,) * len(REASONS)
_COMMENTS: Final = (REASONS.index("comment"), REASONS.index("comment-form"))


class View(NamedTuple):
    """A page as the model looks at it. `main`, `declared` and `described` hold for each line how much of it the
    library keeps, the declared body has (None where none is declared) and the description has; `title` is the
    number of the headline's line; `exchange` says how much the elements around each line look like a thread."""

    lines: Sequence[Line]
    marks: Sequence[Mark]
    nodes: Sequence[Node]
    main: Sequence[float]
    declared: Sequence[float] | None
    described: Sequence[float]
    title: int | None
    exchange: Sequence[float]


def rows(view: View, chosen: Sequence[int]) -> Numbers:
    """The numbers of each chosen line, (lines, `len(NAMES)`). Linear in the page."""
    parts: list[Callable[[int], Sequence[float]]] = [_main(view), _mark(view), _text(view), _around(view)]
    built = structure.describe(view.lines, view.marks, view.nodes, view.main, chosen)
    found = [
        [number for part in parts for number in part(n)] + described for n, described in zip(chosen, built, strict=True)
    ]
    return np.array(found, np.float32).reshape(len(found), len(NAMES))


class _Means:
    """Means of a value around any line, weighted by the lines' lengths in words up to 40."""

    def __init__(self, values: Sequence[float], lines: Sequence[Line]) -> None:
        weight = [min(line.count, 40) + 1.0 for line in lines]
        self.heavy = [0.0, *accumulate(weight)]
        self.sums = [0.0, *accumulate([value * heavy for value, heavy in zip(values, weight, strict=True)])]

    def near(self, n: int, size: int) -> float:
        first, last = max(0, n - size), min(len(self.sums) - 1, n + size + 1)
        return (self.sums[last] - self.sums[first]) / (self.heavy[last] - self.heavy[first])


def _main(view: View) -> Callable[[int], Sequence[float]]:
    means = _Means(view.main, view.lines)
    sums = means.sums
    padded = [0.0, *view.main, 0.0]
    kept, page = max(1.0, sums[-1]), sums[-1] / max(1.0, means.heavy[-1])

    def part(n: int) -> Sequence[float]:
        return (
            padded[n + 1], padded[n], padded[n + 2], means.near(n, _NEAR), means.near(n, _FAR),
            sums[n] / kept, (sums[-1] - sums[n + 1]) / kept, page,
        )  # fmt: skip

    return part


def _mark(view: View) -> Callable[[int], Sequence[float]]:
    marks, nodes = view.marks, view.nodes
    means = _Means([mark.links for mark in marks], view.lines)
    last = len(marks) - 1

    def part(n: int) -> Sequence[float]:
        mark, before, after = marks[n], marks[max(0, n - 1)], marks[min(last, n + 1)]
        path = nodes[mark.node].path
        return (
            mark.links, means.near(n, _NEAR), mark.main, mark.hidden, mark.depth, mark.depth - before.depth,
            (mark.area == before.area) + (mark.area == after.area), mark.bold, mark.time,
            min(_DEEP, mark.area_depth), min(_DEEP, mark.main_depth), *[mark.inside & bit > 0 for bit in BITS],
            before.tag == mark.tag, after.tag == mark.tag,
            nodes[before.node].path == path, nodes[after.node].path == path,
            *_AREA[mark.area], *_TAG.get(mark.tag, _NO_TAG),
        )  # fmt: skip

    return part


def _text(view: View) -> Callable[[int], Sequence[float]]:
    lines = view.lines
    twins: dict[str, list[int]] = {}
    for n, line in enumerate(lines):
        twins.setdefault(line.norm, []).append(n)

    def part(n: int) -> Sequence[float]:
        line = lines[n]
        text, size = line.text, max(1, len(line.words))
        seen = text[:_SIGHT]
        length = max(1, len(seen))
        copies = twins[line.norm]
        return (
            math.log1p(line.count), line.sentence,
            0 if line.cue is None else 2 if line.cue.strength == "sure" else 1,
            n / len(lines), count_function_words(line.words) / size, line.bullet, line.name,
            sum(map(str.isupper, seen)) / length, sum(map(str.isdigit, seen)) / length,
            text.count(",") / size, "?" in text,
            text[:1] in '"\u201c\u201e\u00ab\u2018', text[-1:] == ":", len(text) / size,
            min(4, len(copies)), copies[0] == n, sum(map(_PERSON.__contains__, line.words)) / size,
            *(_NO_CUE if line.cue is None else _CUE[line.cue.reason]),
        )  # fmt: skip

    return part


def _around(view: View) -> Callable[[int], Sequence[float]]:
    lines, title, declared = view.lines, view.title, view.declared
    total = len(lines)
    text = [0, *accumulate([line.count if line.sentence and line.count >= 8 else 0 for line in lines])]
    cues = [_cue(line) for line in lines]
    comments = [0, *accumulate([cue in _COMMENTS for cue in cues])]
    words = max(1, text[-1])

    def part(n: int) -> Sequence[float]:
        before, after = max(0, n - 1), min(total - 1, n + 1)
        distance = 0.0 if title is None else math.copysign(math.log1p(abs(n - title)), n - title)
        return (
            math.log1p(lines[before].count), math.log1p(lines[after].count),
            lines[before].sentence, lines[after].sentence,
            math.log1p(text[min(total, n + _NEAR + 1)] - text[max(0, n - _NEAR)]),
            text[n] / words, (text[-1] - text[n + 1]) / words, cues[n - 1] if n else -1,
            cues[n + 1] if n + 1 < total else -1,
            min(9, comments[min(total, n + _FAR + 1)] - comments[max(0, n - _FAR)]),
            n == title, distance, title is not None,
            -1.0 if declared is None else declared[n], declared is not None, view.described[n],
            view.exchange[n],
        )  # fmt: skip

    return part


def _cue(line: Line) -> int:
    return -1 if line.cue is None else REASONS.index(line.cue.reason)
