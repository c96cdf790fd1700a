"""Remarks on how a question was read."""

from __future__ import annotations

from typing import Final

MOST_NOTES: Final = 12
LONGEST_PIECE: Final = 40


class Notes:
    """Collects remarks, each once, up to `MOST_NOTES`; the rest is counted."""

    def __init__(self) -> None:
        self._notes: dict[str, None] = {}
        self._more = 0

    def add(self, note: str) -> None:
        """Remember a remark."""
        if note in self._notes:
            return
        if len(self._notes) < MOST_NOTES:
            self._notes[note] = None
        else:
            self._more += 1

    def listed(self) -> tuple[str, ...]:
        """All remarks, in the order they came."""
        more = (f"and {self._more} more such remarks",) if self._more else ()
        return (*self._notes, *more)


def piece(text: str) -> str:
    """A piece of a question, short enough to be named in a remark or in an error."""
    text = " ".join(text.split())
    return text if len(text) <= LONGEST_PIECE else text[: LONGEST_PIECE - 1] + "\u2026"
