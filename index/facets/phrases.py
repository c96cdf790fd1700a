"""Many phrases as one regular expression, with their common beginnings written once: what begins like none of them is
told by its first letters, not by trying every phrase."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any


def one_of(phrases: Iterable[str], *, space: str = " ") -> str:
    """An expression for any of the phrases, the longest that fits, to be used with `re.IGNORECASE` or without. `space`
    stands for the spaces in them."""
    root: dict[str, Any] = {}
    for phrase in phrases:
        node = root
        for character in phrase:
            node = node.setdefault(character, {})
        node[""] = {}
    return _written(root, space)


def _written(node: dict[str, Any], space: str) -> str:
    """The expression for what may follow; an end comes last, so that the longest wins."""
    ways = [
        (space if character == " " else re.escape(character)) + _written(below, space)
        for character, below in sorted(node.items(), reverse=True)
        if character
    ]
    if "" in node:
        ways.append("")
    return ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"
