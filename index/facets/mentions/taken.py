"""Which stretches of a passage are taken: a mark for each character, so that texts of any length are quick."""

from __future__ import annotations

from collections.abc import Iterable


class Taken:
    """The characters of a text that belong to a name already."""

    def __init__(self, length: int, spans: Iterable[tuple[int, int]] = ()) -> None:
        self._marks = bytearray(length + 1)
        for start, end in spans:
            self.add(start, end)

    def add(self, start: int, end: int) -> None:
        """Take a stretch."""
        self._marks[start:end] = b"\1" * (end - start)

    def at(self, offset: int) -> bool:
        """Whether the character there is taken."""
        return bool(self._marks[offset])

    def touches(self, start: int, end: int) -> bool:
        """Whether any character of the stretch is taken."""
        return self._marks.find(1, start, end) >= 0
