"""Dates and stretches of time as people type them."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final, NamedTuple

from search.documents import date_span

_DATE: Final = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?")
_SPOKEN: Final = re.compile(
    r"(?:(\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?)?([a-z]{3,9})\.?,?\s+(?:(\d{1,2})(?:st|nd|rd|th)?,?\s+)?(\d{4})"
)
_MONTHS: Final = tuple("january february march april may june july august september october november december".split())
_RANGE: Final = re.compile(r"(.*?)\s*(?:\.\.+|\u2026)\s*(.*)", re.DOTALL)
_RELATIVE: Final = re.compile(r"(last|past|previous|this|current)\s+(?:(\d{1,5})\s+)?(day|week|month|year)s?")


class Span(NamedTuple):
    """The days from `since` to `until`, both included; None leaves a side open."""

    since: dt.date | None
    until: dt.date | None


def read_date(text: str) -> str | None:
    """The ISO prefix that is meant by 2017, 2017-11, 2017-11-18 (also 2017/11/18 or 2017.11.18, and without zeros),
    or in words by November 2017, 18 Nov 2017 or November 18, 2017; None when no such day, month or year exists."""
    text = text.strip()
    match = None if text.endswith("..") else _DATE.fullmatch(text.rstrip(",;.-/"))  # 2017.. is a range
    numbers = _spoken(text.casefold()) if match is None else [int(part) for part in match.groups() if part]
    if not numbers:
        return None
    value = "-".join((f"{numbers[0]:04}", *(f"{number:02}" for number in numbers[1:])))
    try:
        date_span(value)
    except ValueError:
        return None
    return value


def _spoken(text: str) -> list[int]:
    """Year, month and perhaps day of a date with the English name of its month; nothing where it is none."""
    match = _SPOKEN.fullmatch(text)
    if match is None or (match[1] and match[3]):
        return []
    months = [number for number, name in enumerate(_MONTHS, 1) if name.startswith(match[2])]
    if len(months) != 1:
        return []
    return [int(match[4]), *months, *(int(day) for day in (match[1], match[3]) if day)]


def read_since(text: str) -> dt.date | None:
    """The first day of a date as typed, or None when it is none."""
    value = read_date(text)
    return None if value is None else date_span(value)[0]


def read_until(text: str) -> dt.date | None:
    """The last day of a date as typed, or None when it is none."""
    value = read_date(text)
    return None if value is None else date_span(value)[1]


def read_span(text: str, today: dt.date) -> Span | None:
    """The days that are meant by a date, by a range (2017-09..2018-02, 2017-09.., ..2018) or by words: today,
    yesterday, this week, last month, last 30 days. None when it is none of these, or ends before it begins.

    Weeks begin on Monday. *last month* is the calendar month before this one; *last 2 months* are the two before this
    one; *last 30 days* end today.
    """
    text = " ".join(text.split()).casefold()
    date = read_date(text)
    if date is not None:
        return Span(*date_span(date))
    if (ends := _RANGE.fullmatch(text)) is not None:
        return _range(ends[1], ends[2], today)
    try:
        return _relative(text, today)
    except (OverflowError, ValueError):  # before the first day that there is
        return None


def _range(first: str, last: str, today: dt.date) -> Span | None:
    low, high = (read_span(end, today) if end and ".." not in end else None for end in (first, last))
    if (first and low is None) or (last and high is None) or not (first or last):
        return None
    span = Span(low and low.since, high and high.until)
    return None if span.since and span.until and span.since > span.until else span


def _relative(text: str, today: dt.date) -> Span | None:
    if text in ("today", "now"):
        return Span(today, today)
    if text == "yesterday":
        return Span(today - dt.timedelta(1), today - dt.timedelta(1))
    match = _RELATIVE.fullmatch(text)
    if match is None or (match[2] and match[1] in ("this", "current")) or match[2] == "0":
        return None
    count, unit = int(match[2] or 1), match[3]
    if unit == "day" and (match[2] or match[1] == "this"):
        return Span(today - dt.timedelta(count - 1), today)
    begin = _begin(today, unit)
    if match[1] in ("this", "current"):
        return Span(begin, _back(begin, unit, -1) - dt.timedelta(1))
    return Span(_back(begin, unit, count), begin - dt.timedelta(1))


def _begin(day: dt.date, unit: str) -> dt.date:
    """The first day of the day, week, month or year."""
    if unit == "week":
        return day - dt.timedelta(day.weekday())
    return day.replace(day=day.day if unit == "day" else 1, month=1 if unit == "year" else day.month)


def _back(begin: dt.date, unit: str, count: int) -> dt.date:
    """The first day of the unit so many before the one that begins here."""
    if unit in ("day", "week"):
        return begin - dt.timedelta(count * (7 if unit == "week" else 1))
    months = begin.year * 12 + begin.month - 1 - count * (12 if unit == "year" else 1)
    return dt.date(months // 12, months % 12 + 1, 1)
