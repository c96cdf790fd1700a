"""Many phrases as one regular expression, with their common beginnings written once: what begins like none of them is
told by its first letters, not by trying every phrase."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain, compress
from typing import Any, Final

_WORD: Final = re.compile(r"\w+")


class Phrases:
    """Many phrases, looked for as whole words in any capitals."""

    def __init__(self, phrases: Iterable[str]) -> None:
        listed = list(phrases)
        self._pattern = re.compile(rf"(?<!\w){one_of(listed)}(?!\w)", re.IGNORECASE)
        self._signs = _signs(listed)

    def search(self, text: str) -> re.Match[str] | None:
        """The first of them in the text, the longest that begins there."""
        return self._pattern.search(text)

    def perhaps_in(self, low: str) -> list[str]:
        """Those, in small letters, that a text in small letters or a part of it may hold: quick, and right about those
        that it leaves out."""
        present = compress(self._signs.values(), map(low.__contains__, self._signs))
        return list(chain.from_iterable(present))


def _signs(phrases: list[str]) -> dict[str, list[str]]:
    """Pieces of text one of which every phrase holds -> the phrases that hold each: the longest word of each phrase,
    without those that hold another. A single letter stands in every text: of *(c)* the whole is looked for."""
    phrases = [phrase.lower() for phrase in phrases]
    longest = {
        max([word for word in _WORD.findall(phrase) if len(word) > 1] or [phrase], key=len) for phrase in phrases
    }
    found: list[str] = []
    for word in sorted(longest, key=lambda word: (len(word), word)):
        if not any(sign in word for sign in found):
            found.append(word)
    return {sign: [phrase for phrase in phrases if sign in phrase] for sign in found}


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
