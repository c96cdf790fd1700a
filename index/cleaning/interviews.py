"""Interviews and transcripts: people who answer each other in an article, as readers do in a thread below one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from index.cleaning.lines import Line

QUESTIONS: Final = 3
"""Of an interview, at least."""
LONGEST: Final = 40
"""Words of a question."""
DENSE: Final = 3.5
"""Lines of an interview for each question, at most."""
SPEAKERS: Final = 4
"""Lines of a transcript that begin with who speaks, at least."""
SPEAKER: Final = 32
"""Characters among which a name and its colon stand."""


def find_interview(lines: Sequence[Line], kept: Sequence[bool]) -> list[int]:
    """The numbers of the lines that belong to an interview or a transcript, of which the beginning is kept. Linear in
    the lines."""
    return [*_questions(lines, kept), *_transcript(lines, kept)]


def _questions(lines: Sequence[Line], kept: Sequence[bool]) -> list[int]:
    """Questions and answers in turn, from early on."""
    asks = [
        n
        for n, (line, after) in enumerate(pairwise(lines))
        if line.text.endswith("?") and 2 < line.count <= LONGEST and after.count > 2 and not after.text.endswith("?")
    ]
    if len(asks) < QUESTIONS or not kept[asks[0]] or asks[-1] + 2 - asks[0] > DENSE * len(asks):
        return []
    return [n for n in range(asks[0], asks[-1] + 2) if not lines[n].name]


def _transcript(lines: Sequence[Line], kept: Sequence[bool]) -> list[int]:
    """What people say behind their names in capitals, if the first and half of it are kept anyway."""
    said = [n for n, line in enumerate(lines) if _is_said(line.text[:SPEAKER])]
    stay = [n for n in said if kept[n]]
    return said if len(said) >= SPEAKERS and stay[:1] == said[:1] and len(stay) >= len(said) // 2 else []


def _is_said(text: str) -> bool:
    name, colon, _ = text.partition(": ")
    return bool(colon) and name.isupper()
