"""What a page says about where its text was published first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from index.facets.calendar_words import DATA
from index.facets.page_lines import Page, PageLine
from index.facets.phrases import Phrases
from search.names.tables import read_table

LONGEST_NAME: Final = 60
"""Characters of the name of an original publisher."""

_NAME: Final = re.compile(
    r"[\s:]*(?:the website |the site |the )?(?P<name>[^\n.,;:()|]{2,60}(?:\.(?:com|org|net|info|co\.uk)\b)?)"
)
_STOP: Final = re.compile(
    r"\s(?:on|in|at|and|under|by|with|copyright|©|am|le|el|where|as)\s|\s[-–—]\s|\s\d", re.IGNORECASE
)
_EMPTY: Final = frozenset({"here", "this", "this link", "the author", "our", "our website", "us", "me"})


@dataclass(frozen=True, slots=True)
class Original:
    """A statement that the text appeared elsewhere first: the name as written, and the line that says so."""

    name: str
    line: PageLine


def original_sources(page: Page) -> list[Original]:
    """All such statements of the page, in its order; those of readers and about other articles are left out."""
    found: list[Original] = []
    phrases = _statement().perhaps_in(page.low)
    for _, line in page.edges if any(phrase in page.low for phrase in phrases) else ():
        plain = line.plain
        low = plain.lower()
        match = _statement().search(plain) if any(phrase in low for phrase in phrases) else None
        if match and page.ours(line.start):
            name = _name_after(plain[match.end() : match.end() + 2 * LONGEST_NAME])
            if name:
                found.append(Original(name, line))
    return found


def _name_after(text: str) -> str:
    match = _NAME.match(text)
    if match is None:
        return ""
    name = _STOP.split(match["name"], maxsplit=1)[0].strip(" \t'\"“”")
    capital = name[:1].isupper() or "." in name or not name[:1].isascii()
    return name if capital and name.lower() not in _EMPTY and len(name.split()) <= 6 else ""


@lru_cache(maxsize=1)
def _statement() -> Phrases:
    rows = read_table(DATA / "republication.tsv", ("phrase", "language", "source"))
    return Phrases(row.required("phrase") for row in rows)
