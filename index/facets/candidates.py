"""A date that an article may have been published on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from search.documents import Evidence


class Trust(IntEnum):
    """Where a date was found, the most trusted first."""

    DECLARED = 1
    LABEL = 2
    HEADER = 3
    DATELINE = 4
    TITLE = 5
    URL = 6
    TIME_ELEMENT = 7
    FAR_LABEL = 8
    SIGNATURE = 9
    ABOVE_TITLE = 10
    URL_MONTH = 11
    UPDATED = 12
    CHANGED = 13
    """A change of which no time of day is given: it may be years after publication."""
    INFERRED = 14


CHANGES: Final = frozenset((Trust.UPDATED, Trust.CHANGED))


@dataclass(frozen=True, slots=True)
class DateCandidate:
    """An ISO date prefix with its reason. `order` ranks candidates of one trust, the smallest first;
    `credit` is the name that stands beside the date; `readings` are the days that an ambiguous date can mean."""

    value: str
    trust: Trust
    confidence: float
    evidence: tuple[Evidence, ...]
    order: float = 0.0
    credit: str = ""
    readings: tuple[str, ...] = ()
