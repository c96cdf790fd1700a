"""Which line is the headline."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Final

from index.cleaning.lines import Line

LONGEST: Final = 40
"""Words."""
_WORDS: Final = re.compile(r"\w+")


def find_title(
    lines: Sequence[Line], first_body: int, page: str, *, given: str | None = None, never: Collection[int] = ()
) -> int | None:
    """The number of the line that is the headline, or None. `given` (from the markup or the owner) is looked for
    first; else the best line above the body, at `first_body`, is taken, unless it is one of `never`."""
    found = find_given(lines, given) if given else None
    if found is not None:
        return found
    best, best_score = None, 1.0
    for n in range(min(first_body, len(lines))):
        score = _score(lines[n], page) - 0.12 * (first_body - n) ** 0.5 + (0.4 if n == 0 else 0)
        if n in never:
            continue
        if n and lines[n + 1 : n + 2] and lines[n + 1].text.startswith(lines[n].text):
            continue  # a picture's alternative text, said again in its caption
        if score > best_score:
            best, best_score = n, score
    return best


def find_given(lines: Sequence[Line], given: str) -> int | None:
    """The number of the first line with exactly these words, or None."""
    wanted = _fold(given)
    if not wanted:
        return None
    return next((n for n, line in enumerate(lines) if _fold(line.text) == wanted), None)


def _score(line: Line, page: str) -> float:
    if line.cue is not None or not 2 <= line.count <= LONGEST or line.bullet:
        return 0.0
    score = 1.0 + min(line.count, 6) / 4
    if page.startswith("#", line.piece.start):
        score += 3
    if line.text.endswith("?"):
        score -= 0.3
    if line.text.endswith((".", ",", ";")) or line.piece.indent > 3:
        score -= 1.2
    if line.count > 25:
        score -= 1
    return score


def _fold(text: str) -> str:
    return " ".join(_WORDS.findall(text.lower()))
