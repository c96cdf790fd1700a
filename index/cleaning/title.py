"""Which line is the headline."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Final

from index.cleaning.lines import Line

LONGEST: Final = 40
"""Words."""
_WORDS: Final = re.compile(r"\w+")
_STAMP: Final = frozenset(
    "posted published updated modified created edited date time last first on at by the in of staff editor editors"
    " admin am pm gmt utc et est edt pt ist cet bst z st nd rd th"
    " jan feb mar apr may jun jul aug sep sept oct nov dec"
    " january february march april june july august september october november december"
    " mon tue tues wed thu thur thurs fri sat sun monday tuesday wednesday thursday friday saturday sunday".split()
)
"""Words of lines that say when and by whom something was put up, and nothing else."""


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
    longest = max(wanted.split(), key=len)  # most lines are told by it alone
    near = (n for n, line in enumerate(lines) if longest in line.text.lower())
    return next((n for n in near if _fold(lines[n].text) == wanted), None)


def _score(line: Line, page: str) -> float:
    if line.cue is not None or not 2 <= line.count <= LONGEST or line.bullet or _is_stamp(line):
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


def _is_stamp(line: Line) -> bool:
    """*Posted: April 9, 2018 7:05 am | Updated: April 11, 2018*: longer than many a headline, and none."""
    dated = [any(map(str.isdigit, word)) for word in line.words]
    said = (word for word, number in zip(line.words, dated, strict=True) if not number)
    return any(dated) and all(word in _STAMP for word in said)


def _fold(text: str) -> str:
    return " ".join(_WORDS.findall(text.lower()))
