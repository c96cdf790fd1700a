"""Comment threads by a page's structure: elements of one kind, side by side, each with a name, a time and a text.

WordPress, wpDiscuz and Disqus say by their class names what they are (data/areas.tsv); this is for the threads of sites
that call them anything or nothing. A news ticker looks alike, so the model has the last word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from index.cleaning.lines import Line
from index.cleaning.page import Mark, Node

LEAST: Final = 2
"""Elements side by side."""
MOST_LINES: Final = 14
"""Of one of them."""
TEXT: Final = 4
"""Words of what somebody says, at least."""
SHORT: Final = 7
"""Words of a line with a time, at most."""
_TIME: Final = re.compile(
    r"\d{1,2}[:.]\d\d|\b(?:19|20)\d\d\b|\b\d+\s?(?:h|d|m|min|hours?|days?|weeks?|months?|years?)\b|\bago\b"
)


def find_exchanges(lines: Sequence[Line], marks: Sequence[Mark], nodes: Sequence[Node]) -> list[float]:
    """For each line: how much the elements beside its own look like a thread, 0 to 1, as the part of them that has
    a name, a time and a text. Linear in the page, times the depth that is looked up."""
    groups = _groups(marks, nodes)
    found = [0.0] * len(lines)
    for members in groups.values():
        if len(members) < LEAST or max(map(len, members)) > MOST_LINES:
            continue
        spoken = [_is_spoken([lines[n] for n in member], [marks[n] for n in member]) for member in members]
        part = sum(spoken) / len(spoken)
        if sum(spoken) >= LEAST:
            for member in members:
                for n in member:
                    found[n] = max(found[n], part)
    return found


def _groups(marks: Sequence[Mark], nodes: Sequence[Node]) -> dict[tuple[int, str], list[list[int]]]:
    """Elements with lines by (parent, kind): for each of them the numbers of its lines. Three levels are looked up."""
    inside: dict[int, list[int]] = {}
    for n, mark in enumerate(marks):
        node = mark.node
        for _ in range(4):
            if node <= 0:
                break
            held = inside.setdefault(node, [])
            if len(held) <= MOST_LINES:
                held.append(n)
            node = nodes[node].parent
    groups: dict[tuple[int, str], list[list[int]]] = {}
    for node, held in inside.items():
        if len(held) > 1:
            groups.setdefault((nodes[node].parent, nodes[node].key), []).append(held)
    return groups


def _is_spoken(lines: Sequence[Line], marks: Sequence[Mark]) -> bool:
    """A short line that may be a name or nickname, a time, and a text that is no link."""
    pairs = list(zip(lines, marks, strict=True))
    if not any(line.count >= TEXT and mark.links < 0.5 and not line.name for line, mark in pairs):
        return False
    dated = [line.count <= SHORT and _TIME.search(line.text) is not None for line in lines]
    named = any(0 < line.count <= TEXT and not date for line, date in zip(lines, dated, strict=True))
    return named and (any(dated) or any(mark.time for mark in marks))
