"""People speaking in turn: the structure of a comment thread, which needs no cue.

A line that is a name alone, or a head known by rule, with a text right behind it could be the head of a comment. What
gives a thread away is how many of them there are for each text, and that names come back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from index.cleaning.lines import Line

NAMES: Final = (
    "head", "heads before", "heads after", "heads back before", "heads back after", "voice before", "voice after",
    "long after",
)  # fmt: skip
TEXT: Final = 5
"""Words of a line that says something, at least."""
LONG: Final = 25
"""Words of a long paragraph."""
MOST: Final = 60
"""Words of a text that count towards the voice of a page."""
OFTEN: Final = 3
"""So often one name stands alone above a text where people speak in turn."""
DENSE: Final = 0.5
"""Heads for each text from there on, at least."""
SPARSE: Final = 0.1
"""Heads for each text before, at most."""

Column = NDArray[Any]


def columns(lines: Sequence[Line], voice: Column) -> list[Column]:
    """The features of `NAMES`: how many heads there are for each text before and after a line, how many are of a name
    that comes back, how the texts before and after sound (`voice` is by line), and how many of them are long."""
    counts = np.array([line.count for line in lines])
    head, own = _heads(lines)
    back = np.array([own[line.norm] > 1 for line in lines]) & head
    before, after = _density(counts, head)
    backs, long = running(back), running(counts >= LONG)
    weight = np.where(counts >= TEXT, np.minimum(counts, MOST), 0)
    said, sound = running(weight), running(weight * voice)
    return [
        head,
        before,
        after,
        np.log1p(backs[:-1]),
        np.log1p(backs[-1] - backs[:-1]),
        np.where(said[:-1] > 0, sound[:-1] / np.maximum(1, said[:-1]), -0.5),
        np.where(said[-1] > said[:-1], (sound[-1] - sound[:-1]) / np.maximum(1, said[-1] - said[:-1]), -0.5),
        (long[-1] - long[:-1]) / (len(lines) - np.arange(len(lines))),
    ]


def exchanges(lines: Sequence[Line]) -> list[int]:
    """Lines from which on people speak in turn to the end, and hardly before, by the names alone."""
    names = Counter([line.norm for line in lines if line.name])
    if max(names.values(), default=0) < OFTEN:
        return []
    head, _ = _heads(lines)
    before, after = _density(np.array([line.count for line in lines]), head)
    seen: Counter[str] = Counter()
    often, found = 0, []
    for n in range(len(lines) - 1, -1, -1):
        if not head[n]:
            continue
        if lines[n].name and not lines[n].text.isupper():
            seen[lines[n].norm] += 1
            often = max(often, seen[lines[n].norm])
        if often >= OFTEN and after[n] >= DENSE and before[n] <= SPARSE:
            found.append(n)
    return found[::-1]


def returning(lines: Sequence[Line]) -> list[bool]:
    """Is each line a name above a text that stands above another text, too?"""
    if not lines:
        return []
    head, own = _heads(lines)
    return [bool(is_one) and own[line.norm] > 1 for line, is_one in zip(lines, head, strict=True)]


def running(values: Column) -> Column:
    """The sums of what stands before each place, and at the end the sum of all."""
    return np.concatenate(([0], np.cumsum(values)))


def _heads(lines: Sequence[Line]) -> tuple[Column, Counter[str]]:
    """Could each line be the head of a comment; and how often each name stands alone so."""
    text = np.array([*(line.count >= TEXT for line in lines), False, False])
    known = np.array([line.cue is not None and line.cue.reason == "comment" for line in lines])
    name = np.array([line.name and line.count <= 4 and line.cue is None and not line.sentence for line in lines])
    head = (name | known) & (text[1:-1] | text[2:])
    return head, Counter([line.norm for line, is_one in zip(lines, head & name, strict=True) if is_one])


def _density(counts: Column, head: Column) -> tuple[Column, Column]:
    """Heads for each text, before each line and from it on."""
    texts, heads = running(counts >= TEXT), running(head)
    return heads[:-1] / (1 + texts[:-1]), (heads[-1] - heads[:-1]) / (1 + texts[-1] - texts[:-1])
