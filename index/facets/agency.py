"""The news agencies that wrote a text, whoever published this copy: datelines, bylines, credits at its end.

*told AFP* and *SANA reported* name sources, photographs' credits name photographers: neither is looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from index.facets.date_patterns import find_dates
from index.facets.page_lines import Page, PageLine
from index.facets.publisher_page import exact_publisher
from search.documents import Evidence, FacetValue
from search.names import Name, Names

NEAR: Final = 12
"""Lines round the headline in which a byline stands."""
LONGEST_CREDIT: Final = 10
"""Words of a line that is a credit."""
OPENING: Final = 200
ENDING: Final = 90
"""Characters at either end of the body that are looked at."""

_DATELINE: Final = re.compile(
    r"[^\W\d_a-z][^\n()]{1,60}(?:\((?P<in_brackets>[A-Z][\w .-]{1,30})\)\s*(?:[-–—]|\d)"
    r"|,\s(?P<after_comma>[A-Z]{2,6})\s?[-–—]{1,2}\s?(?=[A-Z])|\.\s?/(?P<in_slashes>[A-Z-]{3,9})/)"
)
_AT_END: Final = re.compile(
    r"(?:[(/\[]\s?(?:source\s?:\s?)?(?P<enclosed>[A-Z][\w ./&,-]{1,40}?)\s?[)/\]]"
    r"|[.!?”\"]\s*[-–—]{1,2}\s?(?P<dashed>[A-Z][\w ]{1,30})"
    r"|(?:^|[.!?”\"]\s*)(?:source|sources)\s?:?\s(?P<named>[A-Z][\w ./&,-]{1,40}))[\s.]*$",
    re.IGNORECASE,
)
_SIGN_OFF: Final = re.compile(r"(?<!\w)Reporting by [^;\n]{3,300};(?:[^;\n]{3,200};){0,3} ?[Ee]diting by (?=[A-Z])")
"""How Reuters, and hardly anybody else, names its reporters and editors below a text."""
_SIGN_OFF_SIGN: Final = "diting by "
"""What every such line holds."""
_CLOCK: Final = re.compile(r"(?<!\d)\d{1,2}[:.]\d{2}(?:\s?[ap]\.?m\.?)?(?:\s[A-Z]{3,4})?(?!\w)", re.IGNORECASE)
_LEADING: Final = re.compile(
    r"^\W*(?:by|source|sources|from|via|credit|agency|agencies|par|por|von|quelle|kaynak|источник)\b[\s:]*",
    re.IGNORECASE,
)
_BETWEEN: Final = re.compile(r"\s*(?:[,/|&+;•·]|\s[-–—]\s|\b(?:and|with|und|et|y|ve)\b)\s*", re.IGNORECASE)
_OTHERS: Final = frozenset({"", "agencies", "news agencies", "other agencies", "the agencies", "wires", "staff"})
_CREDITS: Final = frozenset({None, "byline", "metadata", "republication"})
"""Reasons of blocks that speak of the text, and of those that are kept; others need a word such as *By*."""
_SHORT: Final = 5
"""Letters: so short a name is written in capitals, *App* and *Ani* are none."""


def agencies_of(page: Page, names: Names) -> tuple[FacetValue, ...]:
    """The values of "agency": canonical names with evidence, each once, the surest first."""
    found: dict[str, FacetValue] = {}
    for agency, evidence, confidence in _found(page, names):
        value = FacetValue(agency.canonical, (evidence,), confidence, agency.type, agency.domain)
        if agency.id not in found or found[agency.id].confidence < confidence:
            found[agency.id] = value
    return tuple(sorted(found.values(), key=lambda value: (-value.confidence, value.value)))


def _found(page: Page, names: Names) -> Iterator[tuple[Name, Evidence, float]]:
    body = page.article.body
    if match := _DATELINE.match(body[:OPENING]):
        group = next(name for name in ("in_brackets", "after_comma", "in_slashes") if match[name])
        for agency in _agencies(match[group], names):
            evidence = Evidence("dateline", match[group], "body", match.start(group), match.end(group))
            yield agency, evidence, 0.95
    start = max(0, len(body) - ENDING)
    if match := _AT_END.search(body[start:]):
        group = next(name for name in ("enclosed", "dashed", "named") if match[name])
        for agency in _agencies(match[group], names):
            span = start + match.start(group), start + match.end(group)
            yield agency, Evidence("credit at the end", match[group], "body", *span), 0.85
    yield from _sign_off(page, names)
    for number, line in page.edges:
        if abs(number - page.headline) <= NEAR and line.words <= LONGEST_CREDIT and _speaks_of_the_text(page, line):
            for agency in _agencies(_without_date(line.plain), names):
                yield agency, page.quote("byline", line, 0, len(line.text)), 0.85


def _sign_off(page: Page, names: Names) -> Iterator[tuple[Name, Evidence, float]]:
    reuters = names.get("pub.reuters") if _SIGN_OFF_SIGN in page.article.page_text else None
    for _, line in page.edges if reuters else ():
        match = _SIGN_OFF.search(line.text) if _SIGN_OFF_SIGN in line.text else None
        if reuters and match and page.ours(line.start):
            start = line.start + match.start()
            yield reuters, page.evidence("sign-off of reporters and editors", start, line.start + match.end()), 0.8


def _agencies(credit: str, names: Names) -> list[Name]:
    """The agencies that a credit names, if it names nothing but publishers; *Reuters, AFP and agencies*."""
    agencies = []
    for part in _BETWEEN.split(_LEADING.sub("", credit)):
        said = part.strip(" .:()[]/-\u2013\u2014")
        known = exact_publisher(said, names)
        if known is not None and known.type == "agency":
            if len(said) <= _SHORT and not said.isupper() and said != known.canonical:
                return []
            agencies.append(known)
        elif known is None and said.casefold() not in _OTHERS:
            return []
    return agencies


def _without_date(plain: str) -> str:
    """A line without its dates and times of day."""
    for date in reversed(find_dates(plain)):
        plain = f"{plain[: date.start]} | {plain[date.end :]}"
    return _CLOCK.sub(" | ", plain)


def _speaks_of_the_text(page: Page, line: PageLine) -> bool:
    block = page.block_at(line.start)
    if block is None or block.role == "title":
        return block is None
    return block.reason in _CREDITS or (page.ours(line.start) and bool(_LEADING.match(line.plain)))
