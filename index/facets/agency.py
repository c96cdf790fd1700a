"""The news agencies that wrote a text, whoever published this copy: datelines, bylines, credits at its end.

*told AFP* and *SANA reported* name sources, photographs' credits name photographers: neither is looked at.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from index.facets.date_patterns import find_dates
from index.facets.dateline import filed_by
from index.facets.page_lines import Page, PageLine
from index.facets.publisher_page import exact_publisher
from search.documents import Evidence, FacetValue
from search.names import Name, Names

NEAR: Final = 12
"""Lines round the headline in which a byline stands."""
LONGEST_CREDIT: Final = 10
"""Words of a line that is a credit."""
ENDING: Final = 90
"""Characters at the end of a line that are looked at."""
BELOW: Final = 3
"""Lines from the last of the text on that may credit it."""

_AT_END: Final = re.compile(
    r"(?:[(/\[]\s?(?:source\s?:\s?)?(?P<enclosed>[A-Z][\w ./&,-]{1,40}?)\s?[)/\]]"
    r"|[.!?”\"]\s*[-–—]{1,2}\s?(?P<dashed>[A-Z][\w ]{1,30})"
    r"|(?:^|[.!?”\"]\s*)(?:source|sources)\s?:?\s(?P<named>[A-Z][\w ./&,-]{1,40})"
    r"|(?:^|[.!?”\"]\s*)(?P<listed>[A-Z]{2,10}(?:\s?[/;,]\s?[A-Z]{2,10}){0,4})(?:\s[-–—]\s(?:Foto|Photo)[^\n]{0,50})?"
    r")[\s.|]*$",
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
INITIALS: Final = 3
"""Letters of an author's or a desk's sign beside an agency: *dpa/mh*, *EP/Reuters*."""
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
    for start, end in filed_by(body):
        for agency in _agencies(body[start:end], names, filed=True):
            yield agency, Evidence("dateline", body[start:end], "body", start, end), 0.95
    yield from _at_end(page, names)
    yield from _sign_off(page, names)
    for number, line in page.edges:
        if abs(number - page.headline) <= NEAR and line.words <= LONGEST_CREDIT and _speaks_of_the_text(page, line):
            for agency in _agencies(_without_date(line.plain), names):
                yield agency, page.quote("byline", line, 0, len(line.text)), 0.85
    yield from _datelines(page, names)


def _at_end(page: Page, names: Names) -> Iterator[tuple[Name, Evidence, float]]:
    """Credits that end the text or stand below it; in a caption, which credits photographs, only what it begins with
    (*dpa/mh - Foto: ...*)."""
    kept = [block.start for block in page.article.blocks if block.role == "kept"] or [0]
    last = max(bisect_right(page.lines, kept[-1], key=lambda line: line.start) - 1, 0)
    for line in page.lines[last : last + BELOW]:
        block, start = page.block_at(line.start), max(0, len(line.text) - ENDING)
        match = _AT_END.search(line.text[start:]) if page.ours(line.start) else None
        if match is None or (block is not None and block.reason == "caption" and match.start("listed") != 0):
            continue
        group = next(name for name in ("enclosed", "dashed", "named", "listed") if match[name])
        credit = match[group].upper() if group == "listed" else match[group]  # apa/reuters/afp
        for agency in _agencies(credit, names):
            evidence = page.evidence(
                "credit at the end", line.start + start + match.start(group), line.start + start + match.end(group)
            )
            yield agency, evidence, 0.85


def _datelines(page: Page, names: Names) -> Iterator[tuple[Name, Evidence, float]]:
    """Datelines below the headline, also on lines of their own, which may be taken for captions (*ANKARA - Anadolu
    Agency*), and lines that are an agency's name."""
    last = page.first_running + 2 if page.first_running else 0
    for line in page.lines[page.headline + 1 : last]:
        if not page.ours(line.start):
            continue
        stretches = filed_by(line.text)
        for start, end in stretches:
            for agency in _agencies(line.text[start:end], names, filed=True):
                yield agency, page.quote("dateline", line, start, end), 0.95
        block = page.block_at(line.start)
        if not stretches and line.words <= LONGEST_CREDIT and (block is None or block.reason != "caption"):
            for agency in _agencies(line.plain, names):
                yield agency, page.quote("agency's name", line, 0, len(line.text)), 0.9


def _sign_off(page: Page, names: Names) -> Iterator[tuple[Name, Evidence, float]]:
    reuters = names.get("pub.reuters") if _SIGN_OFF_SIGN in page.article.page_text else None
    for _, line in page.edges if reuters else ():
        match = _SIGN_OFF.search(line.text) if _SIGN_OFF_SIGN in line.text else None
        if reuters and match and page.ours(line.start):
            start = line.start + match.start()
            yield reuters, page.evidence("sign-off of reporters and editors", start, line.start + match.end()), 0.8


def _agencies(credit: str, names: Names, *, filed: bool = False) -> list[Name]:
    """The agencies that a credit names, if it names nothing but publishers; *Reuters, AFP and agencies*. Who `filed` a
    report may be any publisher (*MOSCOW (Sputnik)*), and be shortened as nowhere else (*ANKARA (AA)*)."""
    agencies = []
    for part in _BETWEEN.split(_LEADING.sub("", credit)):
        said = part.strip(" .:()[]/-\u2013\u2014")
        known = exact_publisher(said, names) or (_shortened(said, names) if filed else None)
        if known is not None and (filed or known.type == "agency"):
            if len(said) <= _SHORT and not said.isupper() and said != known.canonical:
                return []
            agencies.append(known)
        elif known is None and len(said) > INITIALS and said.casefold() not in _OTHERS:
            return []
    return agencies


def _shortened(said: str, names: Names) -> Name | None:
    """The agency that the authority of actors knows by this acronym."""
    actors = names.lookup("actor", said) if said.isupper() else ()
    publishers = (exact_publisher(actor.canonical, names) for actor in actors if actor.role == "source")
    return next((known for known in publishers if known is not None and known.type == "agency"), None)


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
