"""Dates as people type them."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from search.documents import date_span

_DATE: Final = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?")


def read_date(text: str) -> str | None:
    """The ISO prefix that is meant by 2017, 2017-11, 2017-11-18 (also 2017/11/18 or 2017.11.18, and without zeros),
    or None when no such day, month or year exists."""
    match = _DATE.fullmatch(text.strip().rstrip(",;.-/"))
    if match is None:
        return None
    numbers = [int(part) for part in match.groups() if part]
    value = "-".join((f"{numbers[0]:04}", *(f"{number:02}" for number in numbers[1:])))
    try:
        date_span(value)
    except ValueError:
        return None
    return value


def read_since(text: str) -> dt.date | None:
    """The first day of a date as typed, or None when it is none."""
    value = read_date(text)
    return None if value is None else date_span(value)[0]


def read_until(text: str) -> dt.date | None:
    """The last day of a date as typed, or None when it is none."""
    value = read_date(text)
    return None if value is None else date_span(value)[1]
