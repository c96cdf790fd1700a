"""Dates as they are written: strict patterns, never a guess from loose words.

*Over 100 Syrian*, *May government forces* and *Shahed-129* hold no date. What matches is read by its parts, so the
precision is that of the text; impossible days, days to come and years before 1900 are refused, and so are years of two
digits, unless a time of day follows and the order of the parts is known.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Final, NamedTuple

from index.facets.calendar_words import (
    month_number,
    month_offsets,
    month_pattern,
    weekday_number,
    weekday_pattern,
)

EARLIEST_YEAR: Final = 1900
LONGEST_TEXT: Final = 20_000
"""Characters that are looked through; dates of publication stand at the edges of short lines."""


class DayOrder(NamedTuple):
    """Whether numeric dates are written day first, and how that is known, in words that follow "day first, "."""

    day_first: bool
    why: str


Orders = Mapping[str, DayOrder]
"""The order of numeric dates by the sign between their parts: "-", "/" or "."."""

NO_ORDERS: Final[Orders] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date that stands at text[start:end].

    `value` is an ISO prefix. `readings` holds both days that an ambiguous numeric date can mean (then `value` is what
    they share) and `sign` what stands between its parts; `settled` says what made a numeric date unambiguous, "" where
    nothing was needed. `weekday`: one that fits stands beside it; `doubtful`: another does.
    """

    start: int
    end: int
    value: str
    readings: tuple[dt.date, ...] = ()
    settled: str = ""
    doubtful: bool = False
    weekday: bool = False
    sign: str = ""


def find_dates(text: str, *, orders: Orders = NO_ORDERS, language: str | None = None) -> list[FoundDate]:
    """All dates in a text, in order, none overlapping another. `orders` settle 3/4/2017 where they are known,
    `language` (ISO 639-1) names of months that differ between languages."""
    text = text[:LONGEST_TEXT]
    found: list[FoundDate] = []
    short = (match for match in _SHORT.finditer(text) if match["s"] in orders) if _PARTED.search(text) else ()
    for match in sorted([*_matches(text), *short], key=_place):
        if not found or match.start() >= found[-1].end:
            date = _read(text, match, orders, language)
            if date is not None:
                found.append(date)
    return found


def last_day() -> dt.date:
    """The last day on which something can have been published: tomorrow, for the sake of time zones."""
    return dt.datetime.now(dt.UTC).date() + dt.timedelta(days=1)


def iso_day(year: int, month: int, day: int) -> dt.date | None:
    """The day, or None where there is none or it cannot be a day of publication."""
    try:
        date = dt.date(year, month, day)
    except ValueError:
        return None
    return date if year >= EARLIEST_YEAR and date <= last_day() else None


def written_orders(text: str) -> Iterator[tuple[str, bool | None]]:
    """The sign of each numeric date of a text ("-" or "/"), and whether it is written day first: a part above 12 or a
    weekday beside it says so, else None."""
    if not _PARTED.search(text):
        return
    for match in _NUMERIC.finditer(text):
        first, second, year = int(match["n1"]), int(match["n2"]), int(match["y"])
        by_day, by_month = iso_day(year, second, first), iso_day(year, first, second)
        if by_day == by_month:
            continue
        if by_day and by_month:
            weekday = _weekday_beside(text, *match.span())
            fits = [day.weekday() == weekday for day in (by_day, by_month)]
            yield match["s"], fits[0] if fits[0] != fits[1] else None
        else:
            yield match["s"], by_day is not None


def may_hold_date(text: str) -> bool:
    """Whether it is worth while to look: most lines name no year."""
    return bool(_YEAR.search(text) or (_PARTED.search(text) and _SHORT.search(text)))


_YEAR: Final = re.compile(r"\d(?<!\d\d)\d{3}(?!\d)")
_PARTED: Final = re.compile(r"[-/.]\d{1,2}[-/.]\d\d")
"""What every date in numbers holds: quick to see, and mostly not there."""
_SHORT: Final = re.compile(
    r"(?<![\w+.,:/-])(?P<n1>\d{1,2})(?P<s>[-/.])(?P<n2>\d{1,2})(?P=s)(?P<yy>\d\d)"
    r"(?=[\s,|·–—-]{1,4}(?:(?:um|kl\.?|at|om|à|alle|às|o)\s)?\d\d?[:.h]\d\d(?!\d))"
)
"""A date whose year has two digits, before a time of day (*27.04.24 um 07:39*)."""
REACH: Final = 80
"""Characters that a date may have before or behind its year, at most, and one more to look at."""
_NUMERIC: Final = re.compile(r"(?<![\w+.,:/-])(?P<n1>\d{1,2})(?P<s>[-/])(?P<n2>\d{1,2})(?P=s)(?P<y>\d{4})(?![\w%/-])")
# of the shapes that begin alike, the one that takes most of the text comes first
_NUMERIC_SHAPES: Final = (
    r"(?P<n1>\d{1,2})(?P<s>\s?[-/.]\s?)(?P<n2>\d{1,2})(?P=s)(?P<y>\d{4})",
    r"(?P<y>\d{4})(?P<s>[-/.]|\.\s)(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})(?=\D|$)",
    r"(?P<y>\d{4})\s?[年년]\s?(?P<m>\d{1,2})\s?[月월]\s?(?P<d>\d{1,2})\s?[日일]",
    r"(?:ngày\s)?(?P<d>\d{1,2})\stháng\s(?P<m>\d{1,2})(?:,|\snăm)\s(?P<y>\d{4})",
)
_NUMBER_SHAPES: Final = (
    r"(?P<d>\d{1,2})(?:st|nd|rd|th|er|º|°|\.|-)?[\s/]{0,2}(?:(?:de|del|of)\s|d['’]|ב)?(?P<mon>{month})\.?"
    r"(?:\s?/\s?(?:{month}))?(?:\s?[,،]\s?|[-/]|\s)(?:(?:de|del|of)\s)?(?P<y>\d{4})",
    r"(?P<y>\d{4})(?:\.\s|\sm\.\s|\s|-)(?P<mon>{month})(?:\.\s|\s|-)(?P<d>\d{1,2})(?!\d|,?\s\d{4})",
)
_MONTH_SHAPES: Final = (
    r"(?P<mon>{month})\.?\s{{0,2}}(?P<d>\d{1,2})(?:st|nd|rd|th|\.)?(?:\s?[,،]\s?|\s{{1,2}})(?P<y>\d{4})",
    # a month alone, but not what is left of an impossible day
    r"(?<!\d[\s.])(?<!\d\.\s)(?<!\d\sde\s)(?P<mon>{month})(?:\.?\s|,\s)(?:(?:de|del|of)\s)?(?P<y>\d{4})",
)
_NOT_INSIDE: Final = r"(?<![\w+])(?<!\d[-–—/.,:])"


_NUMBER: Final = re.compile(r"[\dnN](?:(?<=\d)\d*|gày)")


@lru_cache(maxsize=3)
def _patterns(*shapes: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(f"{_NOT_INSIDE}{_shape(shape)}(?![\\d%])(?![-–/.]\\d)", re.IGNORECASE) for shape in shapes)


def _shape(shape: str) -> str:
    return shape.replace("{month}", month_pattern()).replace("{{", "{").replace("}}", "}")


def _matches(text: str) -> Iterator[re.Match[str]]:
    """Matches of all shapes with a whole year."""
    for start, end in _near_years(text):
        numbers = [number.start() for number in _NUMBER.finditer(text, start, end)]
        yield from _beginning(_patterns(*_NUMERIC_SHAPES), text, numbers, end)
        months = month_offsets(text, start, end)
        if months:
            yield from _beginning(_patterns(*_NUMBER_SHAPES), text, numbers, end)
            yield from _beginning(_patterns(*_MONTH_SHAPES), text, months, end)


def _place(match: re.Match[str]) -> tuple[int, int]:
    """The leftmost first, of those the longest."""
    return match.start(), -match.end()


def _beginning(patterns: Iterable[re.Pattern[str]], text: str, offsets: list[int], end: int) -> Iterator[re.Match[str]]:
    """The matches of each pattern up to `end` that begin at one of the offsets, none overlapping another of its own.
    Dates begin with a number or a month: to look there alone is quicker than to search."""
    for pattern in patterns:
        reached = 0
        for offset in offsets:
            if offset >= reached and (match := pattern.match(text, offset, end)) is not None:
                reached = match.end()
                yield match


def _near_years(text: str) -> Iterator[tuple[int, int]]:
    """The stretches of a text that may hold dates, in order and apart from each other: those around its years."""
    start = end = 0
    latest = last_day().year
    for match in _YEAR.finditer(text):
        if EARLIEST_YEAR <= int(match.group()) <= latest:
            if match.start() - REACH > end:
                if end:
                    yield start, end
                start = match.start() - REACH
            end = match.end() + REACH
    if end:
        yield start, end


def _read(text: str, match: re.Match[str], orders: Orders, language: str | None) -> FoundDate | None:
    parts = match.groupdict()
    year = int(parts["y"]) if "y" in parts else 2000 + int(parts["yy"])
    if not EARLIEST_YEAR <= year <= last_day().year:
        return None
    if "n1" in parts:
        return _read_numeric(text, match, year, orders)
    month = month_number(parts["mon"], language) if "mon" in parts else int(parts["m"])
    if month is None:
        return FoundDate(*match.span(), f"{year:04}")
    if "d" not in parts:
        return FoundDate(*match.span(), f"{year:04}-{month:02}") if iso_day(year, month, 1) else None
    day = iso_day(year, month, int(parts["d"]))
    if day is None:
        return None
    weekday = _weekday_beside(text, *match.span())
    doubtful = weekday is not None and weekday != day.weekday()
    return FoundDate(*match.span(), day.isoformat(), doubtful=doubtful, weekday=weekday == day.weekday())


def _read_numeric(text: str, match: re.Match[str], year: int, orders: Orders) -> FoundDate | None:
    first, second = int(match["n1"]), int(match["n2"])
    by_day, by_month = iso_day(year, second, first), iso_day(year, first, second)
    readings = [day for day in (by_day, by_month) if day is not None]
    settled = ""
    if len(readings) == 2 and by_day != by_month:
        readings, settled = _settle(text, match, by_day, by_month, orders)
    if not readings:
        return None
    if len(set(readings)) > 1:
        return FoundDate(*match.span(), f"{year:04}", tuple(readings), sign=match["s"].strip())
    return FoundDate(*match.span(), readings[0].isoformat(), settled=settled)


def _settle(
    text: str, match: re.Match[str], by_day: dt.date | None, by_month: dt.date | None, orders: Orders
) -> tuple[list[dt.date], str]:
    """What is left of two readings, and why."""
    both = [day for day in (by_day, by_month) if day is not None]
    weekday = _weekday_beside(text, *match.span())
    fitting = [day for day in both if day.weekday() == weekday]
    if len(fitting) == 1:
        return fitting, "the weekday fits one reading only"
    sign = match["s"].strip()
    order = orders.get(sign)
    if order is not None:
        day = by_day if order.day_first else by_month
        return [day] if day else [], f"{'day' if order.day_first else 'month'} first, {order.why}"
    if sign == ".":
        return [day for day in (by_day,) if day], "points between the parts: day first"
    return both, ""


@lru_cache(maxsize=1)
def _weekday_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    days = weekday_pattern()
    before = re.compile(rf"(?<!\w)({days})[.,،]?\s{{0,2}}(?:(?:den|le|el|the|dia)\s)?$", re.IGNORECASE)
    return before, re.compile(rf"\s{{0,2}}[,(（]?\s?({days})(?!\w)", re.IGNORECASE)


def _weekday_beside(text: str, start: int, end: int) -> int | None:
    before, after = _weekday_patterns()
    match = before.search(text[max(0, start - 24) : start]) or after.match(text[end : end + 24])
    return None if match is None else weekday_number(match[1])
