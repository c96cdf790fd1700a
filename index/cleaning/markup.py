"""What the model of HTML pages sees of a line: its wording, what a library keeps of it, and its place in the markup."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.cleaning import structure
from index.cleaning.copies import Runs
from index.cleaning.cues import REASONS
from index.cleaning.function_words import count_function_words
from index.cleaning.lines import Line
from index.cleaning.network import Numbers
from index.cleaning.page import BITS, Mark, Node
from index.cleaning.signs import QUOTES, count_letters
from index.cleaning.turns import running

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
_COMMENTS: Final = (REASONS.index("comment"), REASONS.index("comment-form"))

Column = NDArray[Any]
"""A number for each line, or several."""


class View(NamedTuple):
    """A page as the model looks at it. `runs` are each line's runs of four words; `main`, `declared` and `described`
    hold for each line how much of it the library keeps, the declared body has (None where none is declared) and the
    description has; `title` is the number of the headline's line; `exchange` says how much the elements around each
    line look like a thread."""

    lines: Sequence[Line]
    runs: Sequence[Runs]
    marks: Sequence[Mark]
    nodes: Sequence[Node]
    main: Sequence[float]
    declared: Sequence[float] | None
    described: Sequence[float]
    title: int | None
    exchange: Sequence[float]


def rows(view: View, chosen: Sequence[int]) -> Numbers:
    """The numbers of each chosen line, (lines, `len(NAMES)`). Linear in the page."""
    if not len(chosen):
        return np.zeros((0, len(NAMES)), np.float32)
    at = np.array(chosen)
    cues = np.array([-1 if line.cue is None else REASONS.index(line.cue.reason) for line in view.lines])
    return np.column_stack([
        *_main(view, at),
        *_mark(view, at),
        *_text(view.lines, cues, at),
        *_around(view, cues, at),
        *structure.describe(view.lines, view.marks, view.nodes, view.main, at),
    ]).astype(np.float32)  # fmt: skip


class _Means:
    """Means of a value around any line, weighted by the lines' lengths in words up to 40."""

    def __init__(self, values: Column, lines: Sequence[Line]) -> None:
        weight = np.minimum(40, np.array([line.count for line in lines])) + 1.0
        self.heavy, self.sums = running(weight), running(values * weight)

    def near(self, at: Column, size: int) -> Column:
        first, last = np.maximum(0, at - size), np.minimum(len(self.sums) - 1, at + size + 1)
        found: Column = (self.sums[last] - self.sums[first]) / (self.heavy[last] - self.heavy[first])
        return found


def _main(view: View, at: Column) -> list[Column]:
    main = np.array([0.0, *view.main, 0.0])
    means = _Means(main[1:-1], view.lines)
    sums, all_kept = means.sums, means.sums[-1]
    return [
        main[at + 1], main[at], main[at + 2], means.near(at, _NEAR), means.near(at, _FAR),
        sums[at] / max(1.0, all_kept), (all_kept - sums[at + 1]) / max(1.0, all_kept),
        np.full(len(at), all_kept / max(1.0, means.heavy[-1])),
    ]  # fmt: skip


def _mark(view: View, at: Column) -> list[Column]:
    tags, areas, *columns = zip(*view.marks, strict=True)
    links, main, depth, hidden, node, inside, bold, time, area_depth, main_depth = map(np.array, columns)
    before, after = np.maximum(0, at - 1), np.minimum(len(tags) - 1, at + 1)
    tag, area = _numbers(_TAGS, tags), _numbers(_AREAS, areas)
    path = _numbers((), [view.nodes[n].path for n in node.tolist()])
    return [
        links[at], _Means(links, view.lines).near(at, _NEAR), main[at], hidden[at],
        depth[at], depth[at] - depth[before],
        1 * (area[at] == area[before]) + (area[at] == area[after]), bold[at], time[at],
        np.minimum(_DEEP, area_depth[at]), np.minimum(_DEEP, main_depth[at]), (inside[at, None] & BITS) > 0,
        tag[before] == tag[at], tag[after] == tag[at], path[before] == path[at], path[after] == path[at],
        _one_hot(area[at], _AREAS), _one_hot(tag[at], _TAGS),
    ]  # fmt: skip


def _text(lines: Sequence[Line], cues: Column, at: Column) -> list[Column]:
    copies = Counter([line.norm for line in lines])
    first = {line.norm: n for n, line in zip(range(len(lines) - 1, -1, -1), reversed(lines), strict=True)}
    seen = [lines[n] for n in at.tolist()]
    texts = [line.text for line in seen]
    size = np.maximum(1, np.array([len(line.words) for line in seen]))
    length = np.array(list(map(len, texts)))
    sight = np.clip(length, 1, _SIGHT)
    upper, digits = count_letters([text[:_SIGHT] for text in texts])
    return [
        np.log1p([line.count for line in seen]),
        np.array([line.sentence for line in seen]),
        np.array([0 if line.cue is None else 2 if line.cue.strength == "sure" else 1 for line in seen]),
        at / len(lines),
        np.array([count_function_words(line.words) for line in seen]) / size,
        np.array([line.bullet for line in seen]),
        np.array([line.name for line in seen]),
        upper / sight,
        digits / sight,
        np.array([text.count(",") for text in texts]) / size,
        np.array(["?" in text for text in texts]),
        np.array([text[:1] in QUOTES for text in texts]),
        np.array([text[-1:] == ":" for text in texts]),
        length / size,
        np.minimum(4, np.array([copies[line.norm] for line in seen])),
        np.array([first[line.norm] for line in seen]) == at,
        np.array([sum(map(_PERSON.__contains__, line.words)) for line in seen]) / size,
        _one_hot(cues[at], REASONS),
    ]


def _around(view: View, cues: Column, at: Column) -> list[Column]:
    total, title, declared = len(view.lines), view.title, view.declared
    counts = np.array([line.count for line in view.lines])
    sentence = np.array([line.sentence for line in view.lines])
    text = running(np.where(sentence & (counts >= 8), counts, 0))
    comments = running(np.isin(cues, _COMMENTS))
    words = max(1, text[-1])
    before, after = np.maximum(0, at - 1), np.minimum(total - 1, at + 1)
    beside = np.array([-1, *cues, -1])
    distance = np.zeros(len(at)) if title is None else at - title
    return [
        np.log1p(counts[before]), np.log1p(counts[after]), sentence[before], sentence[after],
        np.log1p(_near(text, at, _NEAR)), text[at] / words, (text[-1] - text[at + 1]) / words,
        beside[at], beside[at + 2], np.minimum(9, _near(comments, at, _FAR)),
        at == title, np.copysign(np.log1p(np.abs(distance)), distance), np.full(len(at), title is not None),
        np.full(len(at), -1.0) if declared is None else np.array(declared)[at], np.full(len(at), declared is not None),
        np.array(view.described)[at], np.array(view.exchange)[at],
    ]  # fmt: skip


def _near(sums: Column, at: Column, size: int) -> Column:
    """From running sums: the sum of what stands around each line."""
    near: Column = sums[np.minimum(len(sums) - 1, at + size + 1)] - sums[np.maximum(0, at - size)]
    return near


def _numbers(known: Sequence[str], values: Sequence[str | None]) -> Column:
    """Each value's place among the known ones; of any other a number of its own, beyond them."""
    numbers: dict[str | None, int] = {value: n for n, value in enumerate(known)}
    return np.array([numbers.setdefault(value, len(numbers)) for value in values])


def _one_hot(numbers: Column, known: Sequence[str]) -> Column:
    found: Column = numbers[:, None] == np.arange(len(known))
    return found
