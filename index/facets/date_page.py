"""Dates of publication in the visible text: header lines, labels, the title, datelines, signatures.

Dates in running text are days of events and are left alone, but for the strict shapes of a dateline. What readers or
other articles say is never used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from index.facets.calendar_words import weekday_number
from index.facets.candidates import DateCandidate, Trust
from index.facets.date_labels import begins_with_byline, begins_with_other, is_filed, label_before, without_labels
from index.facets.date_order import settled_by_weekdays
from index.facets.date_patterns import NO_ORDERS, FoundDate, Orders, find_dates, may_hold_date
from index.facets.dateline import is_dateline
from index.facets.page_lines import LONG_LINE, Page, PageLine
from search.documents import Evidence

MOST_NAMES: Final = 8
"""Words that may stand beside the date of a header line: place, author, publisher."""
MOST_SMALL: Final = 2
"""Words in small letters, of three letters and more, before such a date: with more of them it ends a caption."""
LINES_BELOW: Final = 25
LINES_ABOVE: Final = 8
"""Lines round the title in which unlabelled dates count."""
LINES_ABOVE_TEXT: Final = 25
"""The same above the running text for a date with a time of day, which lists of other articles rarely have."""
LEAD: Final = 300
"""Characters at the beginning of running text in which a dateline stands."""

_WORD: Final = re.compile(r"[^\W\d_]+")
_RUNS_ON: Final = re.compile(
    r"[,،]?\s+(?!by\b|at\b|print\b|share\b|tweet\b|updated\b)[^\W\d_A-ZÀ-ÖØ-ÞА-Я]|\s*[-–—]?\s*$"
)
"""What goes on after a date in a sentence: a small letter, or nothing."""
_CAPITAL: Final = re.compile(
    r"\s*(?:\(updated\b|\)?\s?(?:(?:at\s)?\d\d:?\d\d\s+)?(?:\d+\s+)?[\"“‘'(]?[A-ZÀ-ÖØ-ÞА-Я]|(?:print|share|tweet)\b)"
)
_BREAK_BEFORE: Final = re.compile(r"(?:[\w'’)\]\"”]|[.!?])\s+(?:\d{4}\s)?$")
_DASHED: Final = re.compile(r"\s*(?:--|[-–—])\s*[\"“‘'(]?[A-ZÀ-ÖØ-ÞА-Я]")
_CLOCK: Final = re.compile(r"\d\d?[:.h]\d\d(?!\d)")
_LAST_PART: Final = re.compile(r"\s[|\u2013\u2014\u00b7-]\s+([^|\u2013\u2014\u00b7]{6,30})$")
_SIGNATURE: Final = re.compile(r"\([^()]{0,150}$")


def page_dates(page: Page, *, orders: Orders = NO_ORDERS) -> Iterator[DateCandidate]:
    """The candidates of the visible text, in page order."""
    language = page.article.language
    yield from _title_dates(page, orders, language)
    yield from _end_of_page_title(page, orders, language)
    for number, line in page.edges:
        if not may_hold_date(line.text):
            continue
        for found in find_dates(line.text[:LEAD], orders=orders, language=language):
            if page.ours(line.start + found.start):
                candidate = _judge(page, number, line, settled_by_weekdays(found, page))
                if candidate is not None:
                    yield candidate
            elif is_filed(line.text[found.end :]):  # looks like a list of other articles, which have no such words
                below = abs(number - page.headline)
                yield _candidate(page, line, found, "labelled date", Trust.FAR_LABEL, 0.85, below)
    yield from _signatures(page, orders, language)


def _judge(page: Page, number: int, line: PageLine, found: FoundDate) -> DateCandidate | None:
    before = page.lines[number - 1].text if number else ""
    label = label_before(line.text, found.start, before)
    if line.words > LONG_LINE or len(page.lines) == 1:
        return _in_running_text(page, line, found, label, number)
    below = number - page.headline
    near = -LINES_ABOVE <= below <= LINES_BELOW and _above_running_text(page, number)
    reach = LINES_ABOVE_TEXT if _CLOCK.search(line.text[found.end :]) else LINES_ABOVE
    near = near or 0 <= page.first_running - number <= reach
    if near and label is None and is_dateline(line.text[: found.start], line.text[found.end : found.end + 60]):
        return _candidate(page, line, found, "dateline", Trust.DATELINE, 0.93, abs(below))
    if near and label is None and _opens_text(page, number, line, found):
        return _candidate(page, line, found, "begins with its date", Trust.DATELINE, 0.9, abs(below))
    if label == "published":
        trust = Trust.LABEL if near else Trust.FAR_LABEL
        return _candidate(page, line, found, "labelled date", trust, 0.97 if near else 0.85, abs(below))
    if label == "updated":
        trust = Trust.UPDATED if _timed(page, number) else Trust.CHANGED
        return _candidate(page, line, found, "date of a change", trust, 0.6, abs(below))
    if label == "original" or not near or _caption(page, line, found) or begins_with_other(line.plain):
        return None
    alone = len(_WORD.findall(line.text[: found.start])) < 2  # "on", in a line of its own below the author's
    if label == "other" and not (begins_with_byline(line.plain) or (alone and begins_with_byline(before))):
        return None
    return _header_line(page, line, found, below)


def _header_line(page: Page, line: PageLine, found: FoundDate, below: int) -> DateCandidate | None:
    """A line that is a date, with little beside it."""
    rest = without_labels(line.plain.replace(line.text[found.start : found.end], " "))
    if len(_WORD.findall(rest)) > MOST_NAMES or (len(found.value) < 7 and not found.readings):
        return None
    if not begins_with_byline(line.plain) and _small_words(line.text[: found.start]) > MOST_SMALL:
        return None
    credit = _credit(line, found)
    if below < 0 and (page.headline or page.title_line is not None):
        return _candidate(page, line, found, "date above the title", Trust.ABOVE_TITLE, 0.7, -below, credit)
    precise = 0 if len(found.value) == 10 or found.readings else 50
    return _candidate(page, line, found, "header line", Trust.HEADER, 0.95, below + precise, credit)


def _opens_text(page: Page, number: int, line: PageLine, found: FoundDate) -> bool:
    """Whether a sentence of the text begins with its day and a dash: *2018.03.12 -- The army said ...*."""
    block = page.block_at(line.start)
    kept = block is not None and block.role == "kept" and number <= (page.first_running or number)
    begins = found.start == 0 and len(found.value) == 10 and _DASHED.match(line.text, found.end) is not None
    return kept and begins and _small_words(line.text) > MOST_SMALL


def _small_words(text: str) -> int:
    """How many words are in small letters, which neither names nor places are."""
    return sum(word.islower() and len(word) > 2 for word in _WORD.findall(text))


def _timed(page: Page, number: int) -> bool:
    """Whether a time of day goes with a date, in its line or the two below: the press says so of changes on the day,
    others of changes years after."""
    below = (line.text for line in page.lines[number + 1 : number + 3] if line.words <= MOST_NAMES)
    return any(_CLOCK.search(text) for text in (page.lines[number].text, *below))


def _credit(line: PageLine, found: FoundDate) -> str:
    """The name that a header line gives before its date: "Global Research, November 18, 2017"."""
    plain = line.plain
    at = plain.find(line.text[found.start : found.end])
    return plain[:at].strip(" ,|-–—•·:") if at > 0 else ""


def _in_running_text(
    page: Page, line: PageLine, found: FoundDate, label: str | None, number: int
) -> DateCandidate | None:
    """The strict shapes in which running text begins with its date."""
    if not _first_running_text(page, number) or label in ("other", "updated", "original"):
        return None
    if label == "published" and found.start < 60:
        return _candidate(page, line, found, "labelled date", Trust.LABEL, 0.95, 50)
    if len(found.value) < 10 and not found.readings:
        return None
    before, after = line.text[: found.start], line.text[found.end : found.end + 60]
    if not without_labels(before).strip(" \t,.-–—|()"):
        if _RUNS_ON.match(after):
            return None
        return _candidate(page, line, found, "begins with its date", Trust.DATELINE, 0.9, 0)
    if is_dateline(before, after):
        return _candidate(page, line, found, "dateline", Trust.DATELINE, 0.93, 0)
    if _BREAK_BEFORE.search(_without_weekday(before)) and _CAPITAL.match(after):
        return _candidate(page, line, found, "between headline and text", Trust.DATELINE, 0.8, found.start)
    return None


def _without_weekday(before: str) -> str:
    words = before.rstrip(" ,.").rsplit(None, 1)
    return words[0] + " " if len(words) == 2 and weekday_number(words[1]) is not None else before


def _title_dates(page: Page, orders: Orders, language: str | None) -> Iterator[DateCandidate]:
    """A date that the title sets off by dash, colon, bar or brackets: "War Report - Nov. 23, 2018: ..."."""
    title = page.article.title
    if begins_with_other(title):
        return
    for found in find_dates(title[:LEAD], orders=orders, language=language):
        before, after = title[: found.start].rstrip(), title[found.end :].lstrip()
        opens = not before or before[-1] in "-–—:|([,"
        closes = not after or after[0] in "-–—:|)]"
        if (
            opens
            and closes
            and (before or after)
            and len(found.value) >= 7
            and label_before(title, found.start) != "other"
        ):
            evidence = Evidence("date in the title", title[found.start : found.end], "title", found.start, found.end)
            yield DateCandidate(found.value, Trust.TITLE, 0.93, (evidence,))


def _end_of_page_title(page: Page, orders: Orders, language: str | None) -> Iterator[DateCandidate]:
    """A day behind the last bar or dash of the first line, which is what a browser shows as the page's title:
    "The ferry is back | Harbour News | 28.04.2023"."""
    if len(page.lines) < 2:
        return
    line = page.lines[0]
    parted = _LAST_PART.search(line.text[:LEAD])
    if parted is None:
        return
    for found in find_dates(parted[1], orders=orders, language=language):
        if len(found.value) == 10 and not parted[1][: found.start].strip() and not parted[1][found.end :].strip():
            start = line.start + parted.start(1)
            evidence = page.evidence("end of the page's title", start + found.start, start + found.end)
            yield DateCandidate(found.value, Trust.HEADER, 0.93, (evidence,), -1.0)


def _signatures(page: Page, orders: Orders, language: str | None) -> Iterator[DateCandidate]:
    """The author and the day in brackets at the very end of the text: "(Jane Doe, 3.5.2024)"."""
    kept = [block for block in page.article.blocks if block.role == "kept"][-3:]
    for number, block in enumerate(reversed(kept)):
        tail = page.article.page_text[max(block.start, block.end - 150) : block.end].rstrip()
        for found in find_dates(tail, orders=orders, language=language):
            if tail[found.end :].strip() == ")" and _SIGNATURE.search(tail[: found.start]) and len(found.value) == 10:
                start = max(block.start, block.end - 150)
                evidence = page.evidence("signature at the end", start + found.start, start + found.end)
                yield DateCandidate(found.value, Trust.SIGNATURE, 0.8, (evidence,), number)


def _caption(page: Page, line: PageLine, found: FoundDate) -> bool:
    block = page.block_at(line.start + found.start)
    said = block.reason if block is not None else None
    return said in ("copyright", "disclaimer") or (said == "caption" and not begins_with_byline(line.plain))


def _above_running_text(page: Page, number: int) -> bool:
    """Whether at most two long lines stand between the title and this one."""
    first = page.headline
    return sum(line.words > LONG_LINE for line in page.lines[first:number][: LINES_BELOW + 1]) <= 2


def _first_running_text(page: Page, number: int) -> bool:
    first = page.headline
    return (
        not any(line.words > LONG_LINE for line in page.lines[first:number][: LINES_BELOW + 1])
        and number - first <= LINES_BELOW
    )


def _candidate(
    page: Page,
    line: PageLine,
    found: FoundDate,
    rule: str,
    trust: Trust,
    confidence: float,
    order: float,
    credit: str = "",
) -> DateCandidate:
    notes = [rule]
    if found.readings:
        notes.append(f"day or month first is not known: {' or '.join(day.isoformat() for day in found.readings)}")
    elif found.settled:
        notes.append(found.settled)
    if found.doubtful:
        notes.append("the weekday beside it is another")
    evidence = page.quote("; ".join(notes), line, found.start, found.end)
    doubt = 0.8 if found.doubtful or found.readings else 1.0
    readings = tuple(day.isoformat() for day in found.readings)
    return DateCandidate(found.value, trust, round(confidence * doubt, 3), (evidence,), order, credit, readings)
