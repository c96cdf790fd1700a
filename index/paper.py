"""Lines for a terminal: made harmless, broken at its width, and in colour where that is wanted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from search.terminal import printable

BOLD: Final = "\x1b[1m"
DIM: Final = "\x1b[2m"
STRUCK: Final = "\x1b[9;2m"
RED: Final = "\x1b[31m"
_OFF: Final = "\x1b[0m"

_DEEPEST: Final = 12
"""Columns of a line's own indentation that are kept."""
_NARROWEST: Final = 20
"""Columns that text has beside margins."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What is written on. `width` is in columns; None for lines as long as they are."""

    colored: bool = False
    width: int | None = None

    def paint(self, style: str, text: str) -> str:
        """A line in a style."""
        safe = printable(text)
        return f"{style}{safe}{_OFF}" if self.colored and style and safe.strip() else safe

    def lines(self, text: str, style: str = "", *, margin: str = "") -> Iterator[str]:
        """A text as lines of the paper: the first behind the margin, the others as far in. Indentation stays."""
        safe = printable(text).rstrip()
        lead = safe[: min(_DEEPEST, len(safe) - len(safe.lstrip()))]
        for piece in self._broken(safe.lstrip(), len(margin) + len(lead)):
            yield margin + lead + self.paint(style, piece)
            margin = " " * len(margin)

    def labelled(self, label: str, text: str, column: int, style: str = "") -> Iterator[str]:
        """Text behind a label, from a column on."""
        for piece in self._broken(printable(text), column):
            yield f"{label:{column}}" + self.paint(style, piece)
            label = ""

    def _broken(self, text: str, indent: int) -> Iterator[str]:
        """The text in pieces that fit beside an indent, broken between words: an address stays whole, to be copied."""
        if self.width is None:
            yield text
            return
        room = max(_NARROWEST, self.width - indent)
        start = 0
        while len(text) - start > room:
            space = text.rfind(" ", start + 1, start + room + 1)
            end = space if space > 0 else text.find(" ", start + room)
            if end < 0:
                break
            yield text[start:end].rstrip()
            start = end + 1
        yield text[start:].lstrip()
