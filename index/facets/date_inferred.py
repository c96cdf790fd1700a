"""The month of an article that names no year, where independent signs on its page agree.

Articles often name days without a year: "See War Daily, Sept 29", "on September 19 ... earlier this month". Elsewhere
on the page, in readers' comments above all, days may be given with one. When at least two of those are days
that the article itself names, all dates of the page are of about that time, and a weekday that the article names
fits its newest day, then the year is theirs. The month follows only where the article ties it to "this month".
Failing that, news says when it happened: the latest day that the text's beginning gives with its weekday ("on Friday,
November 17, 2017"), if no reader spoke before it and the text does not look back ("nine years later"), tells the month;
near the end of a month only the year.

Anything less stays unknown, and so does the day: what is inferred is flagged, and never that exact.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from index.articles import Block
from index.facets.calendar_words import DATA, month_number, month_pattern, weekday_number, weekday_pattern
from index.facets.candidates import DateCandidate, Trust
from index.facets.date_patterns import find_dates, iso_day
from index.facets.page_lines import Page, PageLine
from index.facets.phrases import one_of
from search.documents import Evidence
from search.names.tables import read_table

CONFIDENCE: Final = 0.6
ENOUGH: Final = 2
"""Days with a year that must be days which the article names without one."""
NEAR: Final = 31
"""Days that may lie between the newest day that the article names and the newest date on the page."""
MOST_TEXT: Final = 200_000
"""Characters of a page that are looked through."""

ONE_SENTENCE: Final = 200
"""Characters that may lie between a day and "this month"."""

EVENTS: Final = 1_500
"""Characters at the beginning of the text in which news says when it happened."""
EVENT_CONFIDENCE: Final = 0.5
SOON: Final = 4
"""Days within which news is published."""

_SENTENCE_END: Final = re.compile(r"[.!?\u2026\u061f]\s+\S")
_RULE: Final = "inferred: days without a year in the text are given with this year elsewhere on the page; weekdays fit"
_EVENT: Final = "inferred: the latest day that the text gives with its weekday; published within days"
_ANCHOR: Final = "inferred: ties that month to the time of writing"


class _Day(NamedTuple):
    """A day without a year that the article names at page_text[start:end]."""

    month: int
    day: int
    start: int
    end: int


class _Seen(NamedTuple):
    """A whole date anywhere on the page."""

    date: dt.date
    evidence: Evidence


def inferred_dates(page: Page) -> Iterator[DateCandidate]:
    """The month of publication, or only the year, if signs enough agree; otherwise nothing."""
    found = list(_by_yearless_days(page))
    yield from found or _by_dated_events(page)


def _by_dated_events(page: Page) -> Iterator[DateCandidate]:
    text, language = page.article.body[:EVENTS], page.article.language
    if _looking_back().search(f"{page.article.title}\n{text}"):
        return
    events = [found for found in find_dates(text, language=language) if found.weekday]
    if not events:
        return
    latest = max(events, key=lambda found: found.value)
    day = dt.date.fromisoformat(latest.value)
    if any(found.date < day for found in _dates_of_readers(page)):
        return
    then = day + dt.timedelta(days=SOON)
    value = f"{day:%Y-%m}" if (day.year, day.month) == (then.year, then.month) else f"{day:%Y}"
    if day.year == then.year:
        quoted = Evidence(_EVENT, text[latest.start : latest.end], "body", latest.start, latest.end)
        yield DateCandidate(value, Trust.INFERRED, EVENT_CONFIDENCE, (quoted,))


def _dates_of_readers(page: Page) -> Iterator[_Seen]:
    for _, line in page.edges:
        block = page.block_at(line.start)
        if block is not None and block.reason == "comment":
            yield from _whole_days(page, line)


def _by_yearless_days(page: Page) -> Iterator[DateCandidate]:
    own = _own_blocks(page)
    named = [day for block in own for day in _days(page, block)]
    if not named or {1, 12} <= {day.month for day in named}:
        return
    newest = max(named, key=lambda day: (day.month, day.day))
    seen = _dates_on_page(page)
    agreeing = {found.date: found for found in seen if (found.date.month, found.date.day) in {day[:2] for day in named}}
    years = {date.year for date in agreeing}
    if len(agreeing) < ENOUGH or len(years) != 1 or not _fits(page, own, newest, years.copy().pop(), seen):
        return
    evidence = [page.evidence(_RULE, newest.start, newest.end), *(found.evidence for found in agreeing.values())][:3]
    anchor = _this_month(page, own, newest.month)
    if anchor is not None:
        evidence.append(page.evidence(_ANCHOR, *anchor))
    year = years.pop()
    yield DateCandidate(
        f"{year:04}-{newest.month:02}" if anchor else f"{year:04}", Trust.INFERRED, CONFIDENCE, tuple(evidence)
    )


def _own_blocks(page: Page) -> list[Block]:
    """The article's own words: title, text, and references to other articles that stand in or right below it."""
    blocks = page.article.blocks
    last = max((n for n, block in enumerate(blocks) if block.role == "kept"), default=-1)
    own = (block for block in blocks[: last + 2] if block.role != "removed" or block.reason == "related")
    return [block for block in own if block.end <= MOST_TEXT]


def _days(page: Page, block: Block) -> Iterator[_Day]:
    for match in _yearless().finditer(page.article.page_text, block.start, block.end):
        month = month_number(match["before"] or match["after"], page.article.language)
        day = int(match["d1"] or match["d2"])
        if month is not None and iso_day(2000, month, day):
            yield _Day(month, day, *match.span())


def _dates_on_page(page: Page) -> list[_Seen]:
    found: list[_Seen] = []
    for _, line in page.edges:
        if line.end > MOST_TEXT:
            break
        found += _whole_days(page, line)
    return found


def _whole_days(page: Page, line: PageLine) -> Iterator[_Seen]:
    for date in find_dates(line.text, language=page.article.language):
        if len(date.value) == 10:
            evidence = page.evidence(_RULE, line.start + date.start, line.start + date.end)
            yield _Seen(dt.date.fromisoformat(date.value), evidence)


def _fits(page: Page, own: list[Block], newest: _Day, year: int, seen: list[_Seen]) -> bool:
    """Whether the article's weekdays and all dates of the page go with its newest day in that year."""
    day = iso_day(year, newest.month, newest.day)
    if day is None or abs((max(found.date for found in seen) - day).days) > NEAR:
        return False
    text = page.article.page_text
    weekdays = {
        weekday_number(match[1]) for block in own for match in _weekday().finditer(text, block.start, block.end)
    }
    return bool(weekdays & {day.weekday(), (day - dt.timedelta(days=1)).weekday()})


def _this_month(page: Page, own: list[Block], month: int) -> tuple[int, int] | None:
    """Where a sentence that names a day of that month speaks of "this month"."""
    text = page.article.page_text
    for block in own:
        days = [day for day in _days(page, block) if day.month == month]
        for match in _anchor().finditer(text, block.start, block.end) if days else ():
            between = (text[day.end : match.start()] or text[match.end() : day.start] for day in days)
            if any(len(words) <= ONE_SENTENCE and not _SENTENCE_END.search(words) for words in between):
                return match.span()
    return None


@lru_cache(maxsize=1)
def _yearless() -> re.Pattern[str]:
    month, end = month_pattern(), r"(?!\w|[.,]?\s?\d{4}|[:/-]\d)"
    return re.compile(
        rf"(?<![\w-])(?:(?P<before>{month})\.?\s(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?{end}"
        rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th|\.)?\s(?:de\s)?(?P<after>{month})(?!\w|[.,]?\s(?:de\s)?\d{{4}}))",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _weekday() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)({weekday_pattern()})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=1)
def _looking_back() -> re.Pattern[str]:
    """What says that a text tells of long ago: its dated events are no news."""
    rows = read_table(DATA / "looking_back.tsv", ("phrase", "language", "source"))
    return re.compile(rf"(?<!\w){one_of(row.required('phrase') for row in rows)}(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=1)
def _anchor() -> re.Pattern[str]:
    rows = read_table(DATA / "this_month.tsv", ("phrase", "language", "source"))
    return re.compile(rf"(?<!\w){one_of(row.required('phrase') for row in rows)}(?!\w)", re.IGNORECASE)
