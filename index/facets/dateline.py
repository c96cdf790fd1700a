"""Datelines, the place, day and agency a report begins with: "BEIRUT, 12 March 2018 (AFP) -", "(Geneva, May 3, 2018)
–", "МОСКВА, 2 окт — РИА Новости.", "[ENA] Addis Ababa --". All who ask what stands at the head of a line ask here."""

from __future__ import annotations

import re
from typing import Final

from index.facets.calendar_words import month_number

LONGEST: Final = 60
"""Characters before the day."""
REACH: Final = 120
"""Characters of a line that hold its dateline."""

_CAPITAL: Final = "[A-ZÀ-ÞА-ЯЁІЇЄҐ]"
_WORD: Final = rf"{_CAPITAL}[\w'’.-]*"
_PLACE: Final = rf"{_WORD}(?:[ -](?:(?:al|el|ez|az|de|la|of|the|upon)[ -])?{_WORD}){{0,3}}"
_PLACES: Final = rf"{_PLACE}(?: \[{_PLACE}\])?(?:[,/] ?{_PLACE}){{0,2}}"
_DASH: Final = r"(?:--|[-–—])"
_NAME: Final = r"[^\W\d_][\w./& -]{1,30}"
"""Who filed a report, perhaps several (*Reuters/EP*)."""
_DAY: Final = r"\(?(?:[^\W\d_]{3,9}\.? \d{1,2}|\d{1,2}\.? [^\W\d_]{3,9}\.?)(?:,? \d{4})?\)?"

_BEFORE: Final = re.compile(rf"\(?{_PLACES}(?:,\s|\s?[-–—]\s|\s?\()")
_AGENCY: Final = r"\([A-Z][\w./& -]{1,30}\)(?=\s*[-–—:]|\s+[A-Z\"“«]|\s*$)"
_AFTER: Final = re.compile(rf"\)?\s*(?:{_AGENCY}|[,.]?\s*(?:--|[-–—])\s?(?=[^\W\d]|[\"“«])(?P<word>\w*))")

_FILED: Final = (
    re.compile(
        rf"\(?{_PLACES}(?:[,.:]? {_DAY})?\.?,?\s?(?:"
        rf"\((?P<in_brackets>{_NAME})\)(?=\s*{_DASH}|\s*[:_.]|\s+[{_CAPITAL[1:-1]}\"“«\d]|\s*$)"
        rf"|/(?P<in_slashes>{_NAME})/"
        rf"|(?<=,\s)(?P<after_comma>[A-Z]{{2,6}})(?=\s?{_DASH}|\s*$)"
        rf"|{_DASH}\s?(?P<between>{_NAME}?)(?=\s?{_DASH}\s|\.\s|\s*$))"
    ),
    re.compile(rf"[\[(](?P<bracketed>{_NAME})[\])]\s?(?:{_DASH}|{_PLACES}\s?{_DASH}|\s*$)"),
    re.compile(rf"(?P<first>{_NAME}?)(?:\s?{_DASH}(?=\s)|, {_PLACES}\s*$)"),
)
"""How the agency stands in a dateline: behind the place, or before it or alone."""

_MONTH_FIRST: Final = r"(?P<month>[^\W\d_]{3,9})\.? (?P<day>\d{1,2})"
_DAY_FIRST: Final = r"(?P<first>\d{1,2})\.? (?P<behind>[^\W\d_]{3,9})"
_YEARLESS: Final = re.compile(
    rf"\(?{_PLACES},? \(?(?:{_MONTH_FIRST}|{_DAY_FIRST})\.?\)?,?\s?(?:(?<=[.\s])(?=/|{_CAPITAL})|\(|{_DASH})"
)

_BEHIND: Final = re.compile(
    rf"(?:, [A-Z][\w.' ]{{2,20}})?(?:,? {_DAY})?(?: \([A-Z][\w /]{{1,20}}\))?(?: ?[-\u2013\u2014]| --|[.:](?= [A-Z]))"
)
_BRACKET: Final = re.compile(r" ?\((?:[A-Z]|dpa)")


def is_dateline(before: str, after: str) -> bool:
    """Whether a day between these two pieces of a line is a dateline's: before it, from the beginning of the line,
    stand a place and maybe its country or state, behind it an agency in brackets or a dash."""
    if len(before) > LONGEST or not _BEFORE.fullmatch(before):
        return False
    if before.count("(") > before.count(")") and not after.startswith(")"):
        return False
    behind = _AFTER.match(after)
    return behind is not None and month_number(behind["word"] or "", None) is None  # else it is a span of days


def filed_by(line: str) -> list[tuple[int, int]]:
    """Where in a line may stand who filed the report that it begins: stretches to be looked up, the likeliest first.
    What is no agency's name is something else."""
    matches = (shape.match(line[:REACH]) for shape in _FILED)
    return [match.span(match.lastgroup) for match in matches if match and match.lastgroup]


def yearless_day(text: str, language: str | None) -> tuple[int, int] | None:
    """Month and day of the dateline that a text begins with, if it gives no year: *MOSCOW, March 1. /TASS/*."""
    match = _YEARLESS.match(text[:REACH])
    month = month_number(match["month"] or match["behind"], language) if match else None
    return (month, int(match["day"] or match["first"])) if match and month is not None else None


def heads_report(text: str, start: int, end: int) -> bool:
    """Whether a place, text[start:end], heads a line, or in capitals a sentence, and tells where the report was
    written: *BEIRUT, May 3, 2018 (Reuters) -*, *MOSCOW (Sputnik)*."""
    heads = start == 0 or text[start - 1] == "\n" or (text[start - 2] == "." and text[start:end].isupper())
    return heads and (_BEHIND.match(text, end) is not None or agency_follows(text, end))


def agency_follows(text: str, end: int) -> bool:
    """Whether a name in brackets stands behind a place in capitals, also within a line: *MOSCOW (Sputnik)*."""
    return _BRACKET.match(text, end) is not None
