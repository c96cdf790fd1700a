"""The page as lines, with what the cleaning made of each, and where a stretch of it stands in title or body."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from index.articles import Block, CleanArticle, Span
from search.documents import Evidence, Place

NOT_OURS: Final = frozenset({"comment", "comment-form", "related"})
"""Reasons of blocks that speak of other texts: what they say about dates and publishers is not used."""

LONG_LINE: Final = 30
"""Words: a longer line is running text."""

MOST_LINES: Final = 1_500
"""Lines at either end of a page that are looked at."""

MOST_PARTED: Final = 400
"""Characters of a line in which its parts are looked for."""

LONGEST_QUOTE: Final = 160
"""Characters of a line that evidence quotes whole."""

_BREAK: Final = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_LINK: Final = re.compile(r"\[([^\[\]\n]{0,300})\]\([^()\n]{0,500}\)")
_PARTS: Final = (":", "|", "-", "\u2013", "\u2014")
"""What parts a page's title: the kicker or the site from the headline."""
_SIGNS: Final = "*#>`"
_NO_SIGNS: Final = str.maketrans(_SIGNS, " " * len(_SIGNS))
_UNPARTED: Final = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]{10}")
"""A phrase of a language that does not part its words."""
_WORD: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]{1,2}|\w+")
_ASCII_WORD: Final = re.compile(r"\w+")
_BETWEEN_PARTS: Final = re.compile(r"\s(?:[|\u2013\u2014\u00b7\u2022»«-]|::)\s|[\uff5c\u3000]")

MOST_WORDS: Final = 70
"""Words of a line that are counted: those with more are running text anyway."""
ENOUGH_TEXT: Final = 500
"""Characters in which most running text has so many words."""


@dataclass(eq=False)
class PageLine:
    """A line of the page: `text` is page_text[start:end], without white space at either end. Nobody changes it."""

    start: int
    end: int
    text: str

    @cached_property
    def plain(self) -> str:
        """The text without Markdown signs and link targets, up to the 2,000th character."""
        return plain_text(self.text)

    @cached_property
    def parts(self) -> list[str]:
        """The beginning of the plain text, parted at bars, dashes and points: of a title its site is one of them."""
        return parts_of(self.plain[:MOST_PARTED])

    @cached_property
    def words(self) -> int:
        """How many words it has, counted up to `MOST_WORDS`."""
        for looked_at in (ENOUGH_TEXT, 2_000):
            text = self.text[:looked_at]
            count = len((_ASCII_WORD if text.isascii() else _WORD).findall(text))
            if count >= MOST_WORDS or len(self.text) <= looked_at:
                break
        return min(count, MOST_WORDS)


def plain_text(text: str) -> str:
    """A line without Markdown signs and link targets, up to the 2,000th character."""
    text = text[:2_000]
    if "](" in text:
        text = _LINK.sub(r"\1", text)
    if any(sign in text for sign in _SIGNS):
        text = text.translate(_NO_SIGNS)
    if text.isprintable() and "  " not in text:
        return text.strip()
    return " ".join(text.split())


def parts_of(text: str) -> list[str]:
    """A title's parts between bars, dashes and points."""
    return _BETWEEN_PARTS.split(text)


class Page:
    """An article's page, looked at line by line. Made once for an article; holds no state of its own."""

    def __init__(self, article: CleanArticle) -> None:
        self.article = article

    @cached_property
    def low(self) -> str:
        """The page text in small letters, in which offsets may be others."""
        return self.article.page_text.lower().replace("i\u0307", "i")

    @cached_property
    def lines(self) -> list[PageLine]:
        """All lines that are not blank."""
        found = []
        for match in _BREAK.finditer(self.article.page_text):
            text = match.group().strip()
            if text:
                start = match.end() - len(match.group().lstrip())
                found.append(PageLine(start, start + len(text), text))
        return found

    @cached_property
    def edges(self) -> list[tuple[int, PageLine]]:
        """The lines with their numbers; of a page that is longer than any article, only its beginning and its end,
        where publishers and dates stand."""
        numbered = list(enumerate(self.lines))
        return numbered if len(numbered) <= 2 * MOST_LINES else numbered[:MOST_LINES] + numbered[-MOST_LINES:]

    @cached_property
    def title_line(self) -> int | None:
        """The number of the line that the title is, or None."""
        title = next((block for block in self.article.blocks if block.role == "title"), None)
        return None if title is None else self._line_at(title.start)

    @cached_property
    def first_running(self) -> int:
        """The number of the first line of the article's running text; 0 where there is none."""
        kept = (block.start for block in self.article.blocks if block.role == "kept")
        for start in kept:
            number = self._line_at(start)
            if self.lines[number].words > LONG_LINE:
                return number
        return 0

    @cached_property
    def headline(self) -> int:
        """The number of the line that dates stand below: the last one above the running text that opens the page's
        first line, which is what a browser shows as its title, or its part behind a colon or bar; else the article's
        title; else the first line."""
        if len(self.lines) < 2:
            return self.title_line or 0
        opening = self.lines[0].plain.casefold()
        above = range(self.first_running, 0, -1) if self.first_running else range(1, min(len(self.lines), MOST_LINES))
        for number in above:
            line = self.lines[number].plain.casefold()
            if (line.count(" ") > 1 or _UNPARTED.search(line)) and _is_part(line, opening):
                return number
        return self.title_line or 0

    @cached_property
    def _block_starts(self) -> list[int]:
        return [block.start for block in self.article.blocks]

    def _line_at(self, offset: int) -> int:
        return max(bisect_right(self.lines, offset, key=lambda line: line.start) - 1, 0)

    def block_at(self, offset: int) -> Block | None:
        """The block that a character of the page belongs to."""
        blocks = self.article.blocks
        n = bisect_right(self._block_starts, offset) - 1
        return blocks[n] if n >= 0 and offset < blocks[n].end else None

    def ours(self, offset: int) -> bool:
        """Whether what stands there is said about this article: not by readers, not about other articles."""
        block = self.block_at(offset)
        if block is None or block.reason not in NOT_OURS:
            return True
        # a name and a date look like the head of a comment or of another article: above the text they are its own
        first = 0 if block.reason == "comment" else self.lines[self.headline].start
        return bool(self.first_running) and first <= offset < self.lines[self.first_running].start

    def evidence(self, rule: str, start: int, end: int) -> Evidence:
        """page_text[start:end] as evidence, with offsets where it stands whole in title or body."""
        text = self.article.page_text[start:end]
        for place, shown, spans in self._shown():
            at = _inverse(spans, start, end)
            if at is not None and shown[at : at + len(text)] == text:
                return Evidence(rule, text, place, at, at + len(text))
        block = self.block_at(start)
        removed = block is not None and block.role == "removed"
        return Evidence(rule, text, "removed" if removed else "page")

    def _shown(self) -> tuple[tuple[Place, str, tuple[Span, ...]], ...]:
        article = self.article
        return ("title", article.title, article.title_spans), ("body", article.body, article.spans)

    def quote(self, rule: str, line: PageLine, start: int, end: int) -> Evidence:
        """Evidence that quotes the whole line if it is short, else its part text[start:end]."""
        if len(line.text) <= LONGEST_QUOTE:
            return self.evidence(rule, line.start, line.end)
        return self.evidence(rule, line.start + start, line.start + end)


def _is_part(line: str, opening: str) -> bool:
    before, found, _ = opening.partition(line)
    return bool(found) and (not before or before.rstrip().endswith(_PARTS))


def _inverse(spans: Sequence[Span], start: int, end: int) -> int | None:
    """Where page_text[start:end] stands in the body (or title), when one span holds all of it."""
    n = bisect_right(spans, start, key=lambda span: span.page) - 1
    if n < 0 or end > spans[n].page + spans[n].length:
        return None
    return spans[n].body + start - spans[n].page
