"""Datelines, the place and day a report begins with: "BEIRUT, 12 March 2018 (AFP) -", "(Geneva, May 3, 2018) –"."""

from __future__ import annotations

import re
from typing import Final

from index.facets.calendar_words import month_number

_PLACE: Final = r"[A-ZÀ-Þ][\w'’.-]*(?:[ -](?:(?:al|el|ez|az|de|la|of|the|upon)[ -])?[A-ZÀ-Þ][\w'’.-]*){0,3}"
_BEFORE: Final = re.compile(rf"\(?{_PLACE}(?:[,/] ?{_PLACE})?(?:,\s|\s?[-–—]\s|\s?\()")
_AGENCY: Final = r"\([A-Z][\w./& -]{1,30}\)(?=\s*[-–—:]|\s+[A-Z\"“«]|\s*$)"
_AFTER: Final = re.compile(rf"\)?\s*(?:{_AGENCY}|[,.]?\s*(?:--|[-–—])\s?(?=[^\W\d]|[\"“«])(?P<word>\w*))")
LONGEST: Final = 60
"""Characters before the day."""


def is_dateline(before: str, after: str) -> bool:
    """Whether a day between these two pieces of a line is a dateline's: before it, from the beginning of the line,
    stand a place and maybe its country or state, behind it an agency in brackets or a dash."""
    if len(before) > LONGEST or not _BEFORE.fullmatch(before):
        return False
    if before.count("(") > before.count(")") and not after.startswith(")"):
        return False
    behind = _AFTER.match(after)
    return behind is not None and month_number(behind["word"] or "", None) is None  # else it is a span of days
