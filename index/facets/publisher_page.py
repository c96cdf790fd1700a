"""How the visible text names its publisher: credits, copyright lines, appeals, addresses, stock phrases.

An agency that is named in running text says nothing about the publisher, nor do readers and related articles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Final

from index.facets.calendar_words import DATA
from index.facets.date_patterns import find_dates
from index.facets.page_lines import Page, PageLine, parts_of
from index.facets.phrases import Phrases, one_of
from index.facets.republication import Original
from index.facets.sites import host_of, publisher_at, site_of
from search.documents import Evidence
from search.names import Name, Names
from search.names.tables import read_table

LONG_LINE: Final = 60
"""Words: in a longer line of the kept text names are what the article is about."""
HEADER_LINES: Final = 12
NAME_LINE: Final = 6
"""Words of a line that may be a site's name: *About The Valley Observer*."""
AGAIN: Final = 2
"""Such lines that repeat the end of the title, for it to be the site's name and no section."""
BESIDE: Final = 12
"""Characters between an agency and the year of its copyright."""
FEW_LINES: Final = 4
"""Lines that are sooner looked at one by one than the whole page."""
EDGE: Final = 160
"""Characters at either end of a text without lines that may be no running text."""

_ADDRESS: Final = re.compile(r"(?:https?://|www\.|@)(?P<host>[\w-]+(?:\.[\w-]+){1,4})(?:/[^\s()<>\[\]]*)?")
_COPYRIGHT: Final = re.compile(r"©|\(c\)|\bcopyright\b", re.IGNORECASE)
_SERIES: Final = re.compile(r"(?!\w)\s*(?:[:,–—-]|\d)")
"""What follows the title of a series."""
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_CREDIT_EDGE: Final = re.compile(r"^\s*(?:by|from|source|posted by|published by)\b[:\s]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Hint:
    """A sign that a known publisher published the page: how strong it is alone (0 to 1), and why."""

    publisher: Name
    weight: float
    evidence: Evidence


def publisher_hints(page: Page, names: Names, originals: Sequence[Original] = ()) -> Iterator[Hint]:
    """All signs in title and text, but for the lines that speak of the original's publisher."""
    speaking_of_others = {original.line.start for original in originals}
    yield from _phrases(page, names)
    yield from _title_suffixes(page, names)
    many = len(page.lines) > FEW_LINES
    cues = _cues_anywhere().perhaps_in(page.low) if many else [phrase for _, phrase in _cues()]
    yield from _edges(page, names, cues)
    for number, line in page.edges:
        if line.start in speaking_of_others or not page.ours(line.start):
            continue
        yield from _addresses(page, number, line, names)
        if line.words <= LONG_LINE or _removed(page, line):
            yield from _named(page, line, names, cues)
        if abs(number - page.headline) <= HEADER_LINES and line.words <= 20:
            yield from _credit(page, line, names)


def _phrases(page: Page, names: Names) -> Iterator[Hint]:
    """Titles of series and stock phrases that belong to one publisher."""
    title, text = page.article.title, page.article.page_text
    for phrase, where, id in _stock():
        at = text.find(phrase) if where == "line" else 0 if title.startswith(phrase) else -1
        publisher = names.get(id) if at >= 0 else None
        if publisher is None:
            continue
        if where == "title" and _SERIES.match(title, len(phrase)):
            yield Hint(publisher, 0.7, Evidence("title of a series", phrase, "title", 0, len(phrase)))
        elif where == "line" and page.ours(at):
            yield Hint(publisher, 0.9, page.evidence("stock phrase", at, at + len(phrase)))


def _title_suffixes(page: Page, names: Names) -> Iterator[Hint]:
    """ "... | The Guardian": the last part of the title or of the page's first line is a publisher's name."""
    for line in page.lines[:2]:
        for part in line.parts[-2:] if len(line.parts) > 1 else ():
            publisher = exact_publisher(part, names) or publisher_at(host_of(part), names)
            if publisher is not None:
                at = line.text.rfind(part)
                evidence = page.quote("end of the title", line, max(at, 0), max(at, 0) + len(part))
                yield Hint(publisher, 0.8, evidence)


def _addresses(page: Page, number: int, line: PageLine, names: Names) -> Iterator[Hint]:
    """Mail and web addresses outside the text: of donations, contacts, disclaimers."""
    block = page.block_at(line.start)
    if block is None or block.role != "removed":
        return
    for match in _ADDRESS.finditer(line.text[:20_000]):
        publisher = publisher_at(host_of(match["host"]), names)
        if publisher is not None:
            weight = 0.7 if block.reason in ("donation", "contact", "disclaimer", "copyright", "republication") else 0.3
            if len(match[0]) == len(line.text) and abs(number - page.headline) <= HEADER_LINES:
                weight = 0.8  # an address on a line of its own beside the headline is the page's
            start, end = line.start + match.start(), line.start + min(match.end(), match.start() + 200)
            yield Hint(publisher, weight, page.evidence("address", start, end))


def _named(page: Page, line: PageLine, names: Names, cues: Sequence[str], enough: float = 0.1) -> Iterator[Hint]:
    """A known publisher beside words that pages use of themselves: *Support ...*, *© 2017 ...*, *... newsletter*.
    `cues` are those that the page may hold."""
    plain = line.plain
    low = plain.lower()
    if not any(cue in low for cue in cues) or not _cues_anywhere().search(plain):
        return
    last = 0
    for match in names.find(plain):
        publisher = next((name for name in match.names if name.field == "publisher"), None)
        if publisher is None or match.end <= last:
            continue  # Sabah in Daily Sabah
        last = match.end
        if _other_word(plain[match.start : match.end], publisher.canonical):
            continue  # join the conversation
        weight = max(_weight("before", plain[: match.start]), _weight("after", plain[match.end :]))
        beside = plain[max(0, match.start - BESIDE) : match.end + BESIDE]
        if publisher.type == "agency" and (weight < 0.8 or not _YEAR.search(beside)):
            continue  # a photograph's credit, a source
        if weight >= enough:
            yield Hint(publisher, weight, page.quote("speaks of itself", line, 0, min(len(line.text), 160)))


def _other_word(written: str, name: str) -> bool:
    """Whether this is an ordinary word that a name is made of: *the conversation*."""
    small = {word for word in written.split() if len(word) > 3 and word.islower()}
    return written.startswith("the ") and not small <= set(name.split())


def _edges(page: Page, names: Names, cues: Sequence[str]) -> Iterator[Hint]:
    """The first and last words of the whole text, where it has no lines: "... Source: TRT World and agencies"."""
    text = page.article.page_text
    for line in dict.fromkeys((*page.lines[:1], *page.lines[-1:])):
        if line.words <= LONG_LINE:
            continue
        for start, end in ((line.start, line.start + EDGE), (max(line.end - EDGE, line.start), line.end)):
            if page.ours(start):
                yield from _named(page, PageLine(start, end, text[start:end]), names, cues, 0.6)


def _credit(page: Page, line: PageLine, names: Names) -> Iterator[Hint]:
    """A short line near the title that is a publisher's name, or that and a date."""
    plain = line.plain
    dates = find_dates(plain)
    if not dates:
        return
    rest = plain[: dates[0].start].strip(" ,|-–—•·:")
    publisher = exact_publisher(_CREDIT_EDGE.sub("", rest), names)
    if publisher is not None and publisher.type != "agency":
        yield Hint(publisher, 0.85, page.quote("credit beside the date", line, 0, len(line.text)))


def unlisted_name(page: Page) -> tuple[str, str, tuple[Evidence, ...]] | None:
    """A publisher that no table lists: the end of the page's title, where a copyright line or an address of the page
    says the same, or short lines repeat it. Its name, its site ("" if no address is given) and the evidence."""
    parts = page.lines[0].parts if page.lines else []
    name = parts[-1].strip() if len(parts) > 1 else ""
    key = _squeeze(name)
    if not 4 <= len(key) <= 40 or len(name.split()) > 5:
        return None
    again = []
    for number, line in islice(page.edges, 1, None):
        if (
            line.words <= NAME_LINE
            and number != page.headline
            and key in _squeeze(line.plain)
            and page.ours(line.start)
        ):
            again.append(line)
        copyright_line = _COPYRIGHT.search(line.plain) and key in _squeeze(line.plain)
        hosts = (host_of(match["host"]) for match in _ADDRESS.finditer(line.text[:2_000]))
        site = next((host for host in hosts if key in _squeeze(host)), "")
        if (copyright_line or site) and page.ours(line.start):
            said = page.quote("copyright line or address", line, 0, min(len(line.text), 160))
            return name, site_of(site), (page.quote("end of the title", page.lines[0], 0, 160), said)
    if len(again) >= AGAIN and len(name.split()) > 1:  # one word may be a section
        said = page.quote("short line that repeats it", again[0], 0, min(len(again[0].text), 160))
        return name, "", (page.quote("end of the title", page.lines[0], 0, 160), said)
    return None


def proper_part(text: str) -> str:
    """What names the site in how it calls itself: *Autoracing | F1 | Indy* by its first part, *Home | The Herald* by
    the first that is more than a label; "" where nothing is."""
    parts = (part.strip(" |\u2013\u2014\u00b7\u2022\u00bb\u00ab-:") for part in parts_of(f"{text} "))
    return next((part for part in parts if part and part.casefold() not in _labels()), "")


@lru_cache(maxsize=1)
def _labels() -> frozenset[str]:
    return frozenset(row.required("label") for row in read_table(DATA / "site_labels.tsv", ("label", "source")))


def _squeeze(text: str) -> str:
    return "".join(re.findall(r"[^\W_]", text.casefold()))


def exact_publisher(text: str, names: Names) -> Name | None:
    """The publisher that is written exactly so, in any case; None where there is none, or the text is a longer one."""
    text = text.strip()
    found = names.lookup("publisher", text) if 1 < len(text) <= 60 else ()
    return found[0] if found else None


def _removed(page: Page, line: PageLine) -> bool:
    block = page.block_at(line.start)
    return block is not None and block.role == "removed"


@lru_cache(maxsize=1)
def _stock() -> tuple[tuple[str, str, str], ...]:
    rows = read_table(DATA / "publisher_phrases.tsv", ("phrase", "where", "publisher", "source"))
    return tuple(
        (row.required("phrase"), row.choice("where", ("title", "line")), row.required("publisher")) for row in rows
    )


@lru_cache(maxsize=1)
def _cues() -> dict[tuple[str, str], float]:
    rows = read_table(DATA / "publisher_cues.tsv", ("side", "phrase", "weight", "source"))
    return {
        (row.choice("side", ("before", "after")), row.required("phrase")): float(row.required("weight")) for row in rows
    }


@lru_cache(maxsize=1)
def _cues_anywhere() -> Phrases:
    return Phrases(phrase for _, phrase in _cues())


@lru_cache(maxsize=2)
def _cue(side: str) -> re.Pattern[str]:
    phrases = one_of(phrase for at, phrase in _cues() if at == side)
    between = r"[\s:\d,–©-]{0,14}(?:the\s)?"
    shape = {"before": rf"(?<!\w)({phrases}){between}$", "after": rf"^(?:['’]s)?[\s.:,\d-]{{0,10}}({phrases})(?!\w)"}
    return re.compile(shape[side], re.IGNORECASE)


def _weight(side: str, text: str) -> float:
    text = text[-60:] if side == "before" else text[:60]
    match = _cue(side).search(text)
    return _cues()[side, match[1].lower()] if match else 0.0
