"""Dates that the markup declares and that the address holds."""

from __future__ import annotations

import datetime as dt
import re
import zoneinfo
from collections.abc import Iterator
from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

from dateutil import parser

from index.articles import CleanArticle
from index.facets.calendar_words import DATA, month_number
from index.facets.candidates import DateCandidate, Trust
from index.facets.date_patterns import find_dates, iso_day
from search.documents import Evidence
from search.names.tables import read_table

LONGEST_VALUE: Final = 100
_ISO: Final = re.compile(r"(\d{4})(?:-?(\d\d)(?:-?(\d\d))?)?(?=$|[T\s_]|\d{6})")
_ZONED: Final = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*(?:Z|[+-]00:?00)$")
_SECONDS: Final = re.compile(r"1[0-9]{9}(?:[0-9]{3})?$")
_RFC: Final = re.compile(r"[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4} \d")

_PATH_DAYS: Final = (
    re.compile(r"(?<![\w.])((?:19|20)\d\d)([-/_.])(\d{1,2})\2(\d{1,2})(?=[-/_.]|$)"),
    re.compile(r"(?<![\w.])((?:19|20)\d\d)([-/])([a-z]{3,9})\2(\d{1,2})(?=[-/_.]|$)", re.IGNORECASE),
    re.compile(r"(?<!\d)((?:19|20)\d\d)()([01]\d)([0-3]\d)(?!\d)"),
)
_PATH_MONTH: Final = re.compile(r"/((?:19|20)\d\d)([-/])(\d{1,2})(?=/)")


def declared_dates(article: CleanArticle) -> Iterator[DateCandidate]:
    """The dates of publication that the markup declares, in page order; a date of change only as an upper bound."""
    zone = article.raw.facts.time_zone
    for number, (key, value) in enumerate(article.meta.declared):
        kind, trust = _meaning(key)
        if not kind:
            continue
        day = declared_day(value, zone)
        if day is None:
            continue
        evidence = (Evidence(key[:LONGEST_VALUE], value[:LONGEST_VALUE], "page"),)
        if kind == "published":
            yield DateCandidate(day, Trust.DECLARED, 0.98, evidence, trust * 1000 + number)
        elif kind == "time":
            yield DateCandidate(day, Trust.TIME_ELEMENT, 0.85, evidence, number)
        else:
            yield DateCandidate(day, Trust.UPDATED, 0.5, evidence, number)


def url_dates(url: str) -> Iterator[DateCandidate]:
    """The dates in an address: /2017/11/18/, /2017/nov/18/, -20171118-; a month at least."""
    try:
        path = urlsplit(url).path[:1_000]
    except ValueError:  # brackets that are no IPv6 address
        return
    for number, pattern in enumerate(_PATH_DAYS):
        for match in pattern.finditer(path):
            month = int(match[3]) if match[3].isdigit() else month_number(match[3], "en")
            day = None if month is None else iso_day(int(match[1]), month, int(match[4]))
            if day is not None:
                evidence = (Evidence("date in the address", match[0].strip("/"), "url"),)
                yield DateCandidate(day.isoformat(), Trust.URL, 0.95 if number < 2 else 0.85, evidence, number)
    for match in _PATH_MONTH.finditer(path):
        if iso_day(int(match[1]), int(match[3]) or 13, 1):
            evidence = (Evidence("month in the address", match[0].strip("/"), "url"),)
            yield DateCandidate(f"{match[1]}-{int(match[3]):02}", Trust.URL_MONTH, 0.9, evidence)


def declared_day(value: str, time_zone: str | None = None) -> str | None:
    """The day (or month or year) of a declared time, as written, in the publisher's own zone; a time in UTC is brought
    into `time_zone` (IANA) where the owner gave it. None where it is no date, or no possible one."""
    value = value.strip()[:LONGEST_VALUE]
    moment = _moment(value, time_zone)
    if moment is not None:
        day = iso_day(moment.year, moment.month, moment.day)
        return None if day is None else day.isoformat()
    match = _ISO.match(value)
    if match:
        year, month, day_of_month = (int(part) if part else 0 for part in match.groups())
        day = iso_day(year, month or 1, day_of_month or 1)
        return None if day is None else day.isoformat()[: 10 if day_of_month else 7 if month else 4]
    found = find_dates(value, language="en")
    return found[0].value if found else None


def _moment(value: str, time_zone: str | None) -> dt.datetime | None:
    """A time that has to be computed: seconds since 1970, a mail date, or UTC that is to be brought into a zone."""
    try:
        if _SECONDS.match(value):
            moment = dt.datetime.fromtimestamp(int(value[:10]), dt.UTC)
        elif _RFC.match(value):
            moment = parser.parse(value, tzinfos=_zone)
        elif time_zone and _ZONED.match(value):
            moment = parser.isoparse(value.replace(" ", "T", 1))
        else:
            return None
        if time_zone and moment.utcoffset() == dt.timedelta(0):
            return moment.astimezone(zoneinfo.ZoneInfo(time_zone))
        return moment
    except (ValueError, OverflowError, OSError, zoneinfo.ZoneInfoNotFoundError):
        return None


def _zone(_name: str, seconds: int | None) -> dt.tzinfo | None:
    """The zone of an offset; letters such as EST mean several zones, and the day as written needs none."""
    return None if seconds is None else dt.timezone(dt.timedelta(seconds=seconds))


@lru_cache(maxsize=1)
def _table() -> dict[str, tuple[str, int]]:
    rows = read_table(DATA / "declared_dates.tsv", ("name", "kind", "trust", "source"))
    return {
        row.required("name"): (row.choice("kind", ("published", "modified")), int(row.required("trust")))
        for row in rows
    }


def _meaning(key: str) -> tuple[str, int]:
    """What a declaration speaks of: "published", "modified", "time" or "", and its rank among its like."""
    words = key.lower().split()
    if not words:
        return "", 0
    if words[0] in ("time", "<time>"):
        return "time", 0
    last = words[-1]
    known = _table().get(last) or _table().get(last.rsplit(".", 1)[-1])
    return known or ("", 0)
