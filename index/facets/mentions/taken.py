"""Which stretches of a passage are taken: a mark for each character, so that texts of any length are quick."""

from __future__ import annotations

from collections.abc import Iterable

from index.facets.mentions.model import Mention
from index.facets.mentions.passages import Passage


class Taken:
    """The characters of a passage that belong to a name already: at first to those of the mentions that stand in it."""

    def __init__(self, passage: Passage, mentions: Iterable[Mention]) -> None:
        self._marks = bytearray(len(passage.text) + 1)
        for mention in mentions:
            if mention.passage is passage:
                self.add(mention.start, mention.end)

    def add(self, start: int, end: int) -> None:
        """Take a stretch."""
        self._marks[start:end] = b"\1" * (end - start)

    def at(self, offset: int) -> bool:
        """Whether the character there is taken."""
        return bool(self._marks[offset])

    def touches(self, start: int, end: int) -> bool:
        """Whether any character of the stretch is taken."""
        return self._marks.find(1, start, end) >= 0
