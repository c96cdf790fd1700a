"""How an HTML page is built: what each block element holds, which one holds the text, and what repeats.

All of it is counted once over the elements, children before parents, so that the work is linear in the page.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from typing import Final

from index.cleaning.lines import Line
from index.cleaning.page import Mark, Node

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
"""Of a page's sentences: the smallest element with so much of them holds the text."""
HOLDS_KEPT: Final = 0.8
"""The same of what the library keeps."""
LONGEST: Final = 100
"""Words of a line that are counted."""
SENTENCE: Final = 8
"""Words of a line that ends like a sentence and is one, at least."""
_MANY: Final = 20


class _Counts:
    """Of each element with all below it: words, words in links, words of sentences, words kept; and its lines."""

    def __init__(
        self, lines: Sequence[Line], marks: Sequence[Mark], nodes: Sequence[Node], kept: Sequence[float]
    ) -> None:
        total = len(nodes)
        self.words, self.links, self.text, self.kept, self.lines = ([0.0] * total for _ in range(5))
        for line, mark, keep in zip(lines, marks, kept, strict=True):
            node, count = mark.node, min(line.count, LONGEST)
            self.lines[node] += 1
            self.words[node] += count
            self.links[node] += count * mark.links
            self.kept[node] += count * keep
            if line.sentence and count >= SENTENCE and not mark.hidden:
                self.text[node] += count * (1 - mark.links)
        for column in (self.words, self.links, self.text, self.kept, self.lines):
            for node in range(total - 1, 0, -1):
                column[nodes[node].parent] += column[node]

    def shares(self, node: int) -> tuple[float, float, float, float]:
        words = max(1.0, self.words[node])
        return math.log1p(self.words[node]), self.links[node] / words, self.text[node] / words, self.kept[node] / words


def describe(
    lines: Sequence[Line],
    marks: Sequence[Mark],
    nodes: Sequence[Node],
    kept: Sequence[float],
    chosen: Sequence[int],
) -> list[list[float]]:
    """A row of `len(NAMES)` numbers for each chosen line. `kept` says how much of each line the library keeps."""
    counts = _Counts(lines, marks, nodes, kept)
    in_text = _depths(nodes, _holder(nodes, counts.text, HOLDS_TEXT))
    holder = _holder(nodes, counts.kept, HOLDS_KEPT)
    in_kept = _depths(nodes, holder)
    branches = _branches(nodes, holder)
    paths = _Groups(lines, marks, kept, [nodes[mark.node].path for mark in marks])
    siblings = _Groups(lines, marks, kept, [(nodes[mark.node].parent, nodes[mark.node].key) for mark in marks])
    all_kept = max(1.0, counts.kept[0])
    rows = []
    for n in chosen:
        node = marks[n].node
        first = max(0, nodes[node].parent)
        second = max(0, nodes[first].parent)
        third = max(0, nodes[second].parent)
        words, links, text, share = counts.shares(branches[node])
        path, peers = paths.of(n), siblings.of(n)
        rows.append([
            *counts.shares(node)[:2], min(_MANY, counts.lines[node]),
            *counts.shares(first), *counts.shares(second), *counts.shares(third),
            in_text[node] >= 0, in_text[node], in_kept[node] >= 0, in_kept[node],
            words, links, share, text,
            math.log1p(path[0]), path[1] / path[0], path[2] / max(1.0, path[1]), path[3] / max(1.0, path[1]),
            path[3] / all_kept, path[4] / path[0],
            math.log1p(peers[0]), peers[1] / peers[0], peers[3] / max(1.0, peers[1]),
        ])  # fmt: skip
    return rows


class _Groups:
    """Lines with the same key; of each group: how many, words, words in links, words kept, sentences."""

    def __init__(
        self, lines: Sequence[Line], marks: Sequence[Mark], kept: Sequence[float], keys: Sequence[Hashable]
    ) -> None:
        self._keys = keys
        self._groups: dict[Hashable, list[float]] = {}
        for line, mark, keep, key in zip(lines, marks, kept, keys, strict=True):
            group = self._groups.setdefault(key, [0.0] * 5)
            count = min(line.count, LONGEST)
            group[0] += 1
            group[1] += count
            group[2] += count * mark.links
            group[3] += count * keep
            group[4] += line.sentence

    def of(self, n: int) -> list[float]:
        return self._groups[self._keys[n]]


def _holder(nodes: Sequence[Node], weight: Sequence[float], part: float) -> int:
    """The smallest element that holds so much of a weight: from the top, always on to the child with enough of it."""
    children: dict[int, list[int]] = {}
    for n in range(1, len(nodes)):
        if weight[n] > 0:
            children.setdefault(nodes[n].parent, []).append(n)
    node, enough = 0, part * weight[0]
    while node in children:
        best = max(children[node], key=weight.__getitem__)
        if weight[best] < enough:
            break
        node = best
    return node


def _depths(nodes: Sequence[Node], holder: int) -> list[int]:
    """How deep below an element each one lies; -1 outside."""
    depth = [-1] * len(nodes)
    depth[holder] = 0
    for n in range(holder + 1, len(nodes)):
        above = depth[nodes[n].parent]
        if above >= 0:
            depth[n] = above + 1
    return depth


def _branches(nodes: Sequence[Node], holder: int) -> list[int]:
    """The child of the holder in which each element lies; of the top, where it lies outside."""
    branch = list(range(len(nodes)))
    for n in range(1, len(nodes)):
        above = nodes[n].parent
        if above and above != holder and n != holder:
            branch[n] = branch[above]
    return branch
