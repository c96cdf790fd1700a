"""How an HTML page is built: what each block element holds, which one holds the text, and what repeats.

Elements are numbered as a page is read, so that all below one stand right behind it: what it holds is a difference of
two running sums. Everything is counted for all lines at once, in time linear in the page.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.cleaning.lines import Line
from index.cleaning.page import Mark, Node
from index.cleaning.turns import running

_ABOVE: Final = ("above", "second", "third")
NAMES: Final = (
    "own words", "own links", "own lines",
    *(f"{place} {what}" for place in _ABOVE for what in ("words", "links", "text", "kept")),
    "in text", "below text", "in kept", "below kept",
    "branch words", "branch links", "branch kept", "branch text",
    "path lines", "path words", "path links", "path kept", "path share", "path text",
    "siblings", "sibling words", "sibling kept",
)  # fmt: skip
HOLDS_TEXT: Final = 0.7
"""Of a page's sentences: the smallest element with so much of them holds the text. More than half."""
HOLDS_KEPT: Final = 0.8
"""The same of what the library keeps."""
LONGEST: Final = 100
"""Words of a line that are counted."""
SENTENCE: Final = 8
"""Words of a line that ends like a sentence and is one, at least."""
_MANY: Final = 20

Column = NDArray[Any]
"""A number for each line, or for each element."""


class _Counts(NamedTuple):
    """What lines have, or what holds them: lines, words, words in links, words of sentences, words kept, sentences."""

    lines: Column
    words: Column
    links: Column
    text: Column
    kept: Column
    sentences: Column

    def by(self, holder: Column, holders: int) -> _Counts:
        """The sums of what lines have by what holds them, numbered below `holders`."""
        return _Counts(*(np.bincount(holder, column, holders) for column in self))

    def of(self, chosen: Column) -> _Counts:
        return _Counts(*(column[chosen] for column in self))

    def shares(self) -> list[Column]:
        words = np.maximum(1.0, self.words)
        return [np.log1p(self.words), self.links / words, self.text / words, self.kept / words]


def describe(
    lines: Sequence[Line], marks: Sequence[Mark], nodes: Sequence[Node], kept: Sequence[float], chosen: Column
) -> list[Column]:
    """The columns of `NAMES` for the chosen lines. `kept` says how much of each line the library keeps."""
    node = np.array([mark.node for mark in marks])
    counts = _count(lines, marks, kept)
    tree = _Tree(nodes)
    held = _Counts(*map(tree.with_below, counts.by(node, len(nodes))))
    holds_text, holds_kept = _holder(held.text, HOLDS_TEXT), _holder(held.kept, HOLDS_KEPT)
    own = node[chosen]
    first = np.maximum(0, tree.parents[own])
    second = np.maximum(0, tree.parents[first])
    third = np.maximum(0, tree.parents[second])
    below_text, below_kept = tree.depth_below(holds_text, own), tree.depth_below(holds_kept, own)
    words, links, text, share = held.of(tree.branch(holds_kept, own)).shares()
    path = _alike(counts, [nodes[n].path for n in node.tolist()]).of(chosen)
    peers = _alike(counts, [(nodes[n].parent, nodes[n].key) for n in node.tolist()]).of(chosen)
    path_words = np.maximum(1.0, path.words)
    return [
        *held.of(own).shares()[:2], np.minimum(_MANY, held.lines[own]),
        *held.of(first).shares(), *held.of(second).shares(), *held.of(third).shares(),
        below_text >= 0, below_text, below_kept >= 0, below_kept,
        words, links, share, text,
        np.log1p(path.lines), path.words / path.lines, path.links / path_words, path.kept / path_words,
        path.kept / max(1.0, held.kept[0]), path.sentences / path.lines,
        np.log1p(peers.lines), peers.words / peers.lines, peers.kept / np.maximum(1.0, peers.words),
    ]  # fmt: skip


def _count(lines: Sequence[Line], marks: Sequence[Mark], kept: Sequence[float]) -> _Counts:
    words = np.minimum(LONGEST, np.array([line.count for line in lines]))
    sentence = np.array([line.sentence for line in lines])
    links = np.array([mark.links for mark in marks])
    seen = sentence & (words >= SENTENCE) & ~np.array([mark.hidden for mark in marks])
    return _Counts(
        np.ones(len(lines)), words, words * links, seen * words * (1 - links), words * np.array(kept), sentence
    )


def _alike(counts: _Counts, keys: Sequence[Hashable]) -> _Counts:
    """For each line: what all the lines with its key have."""
    numbers: dict[Hashable, int] = {}
    group = np.array([numbers.setdefault(key, len(numbers)) for key in keys])
    return counts.by(group, len(numbers)).of(group)


def _holder(held: Column, part: float) -> int:
    """The smallest element that holds so much, more than half, of what the page holds: no two stand side by side."""
    return int(np.flatnonzero(held >= part * held[0])[-1]) if held[0] > 0 else 0


class _Tree:
    """The elements of a page, as numbers: of each its parent, its depth, and where those below it end."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        parents = [node.parent for node in nodes]
        ends = list(range(1, len(nodes) + 1))
        for n in range(len(nodes) - 1, 0, -1):
            ends[parents[n]] = max(ends[parents[n]], ends[n])
        depth = [0] * len(nodes)
        for n in range(1, len(nodes)):
            depth[n] = depth[parents[n]] + 1
        self.parents, self.ends, self.depth = np.array(parents), np.array(ends), np.array(depth)

    def with_below(self, values: Column) -> Column:
        """What each element has with all that is below it."""
        sums = running(values)
        found: Column = sums[self.ends] - sums[:-1]
        return found

    def depth_below(self, holder: int, chosen: Column) -> Column:
        """How deep below an element the chosen ones lie; -1 outside."""
        inside = (chosen >= holder) & (chosen < self.ends[holder])
        return np.where(inside, self.depth[chosen] - self.depth[holder], -1)

    def branch(self, holder: int, chosen: Column) -> Column:
        """The child of the holder in which each chosen element lies; of the top, where it lies outside."""
        inside = (chosen > holder) & (chosen < self.ends[holder])
        own = np.where(inside, self._child(holder, chosen), chosen)
        return np.where(inside | (chosen == holder), own, self._child(0, chosen))

    def _child(self, above: int, chosen: Column) -> Column:
        """The last child of an element that begins before each chosen one, or with it."""
        children = np.concatenate(([above], np.flatnonzero(self.parents == above)))
        found: Column = children[np.searchsorted(children, chosen, side="right") - 1]
        return found
