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

LONGEST_QUOTE: Final = 160
"""Characters of a line that evidence quotes whole."""

_BREAK: Final = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_LINK: Final = re.compile(r"\[([^\[\]\n]{0,300})\]\([^()\n]{0,500}\)")
_SIGNS: Final = re.compile(r"[*#>`]+")
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of the page: `text` is page_text[start:end], without white space at either end."""

    start: int
    end: int
    text: str

    @property
    def plain(self) -> str:
        """The line without Markdown signs and link targets."""
        return " ".join(_SIGNS.sub(" ", _LINK.sub(r"\1", self.text[:2_000])).split())

    @property
    def words(self) -> int:
        """How many words it has, counted up to the 2,000th character."""
        return len(_WORD.findall(self.text[:2_000]))


class Page:
    """An article's page, looked at line by line. Made once for an article; holds no state of its own."""

    def __init__(self, article: CleanArticle) -> None:
        self.article = article

    @cached_property
    def lines(self) -> list[PageLine]:
        """All lines that are not blank."""
        found = []
        for match in _BREAK.finditer(self.article.page_text):
            text = match.group().strip()
            if text:
                start = match.start() + match.group().index(text[0])
                found.append(PageLine(start, start + len(text), text))
        return found

    @cached_property
    def title_line(self) -> int | None:
        """The number of the line that the title is, or None."""
        title = next((block for block in self.article.blocks if block.role == "title"), None)
        return None if title is None else bisect_right(self.lines, title.start, key=lambda line: line.start) - 1

    def block_at(self, offset: int) -> Block | None:
        """The block that a character of the page belongs to."""
        blocks = self.article.blocks
        n = bisect_right(blocks, offset, key=lambda block: block.start) - 1
        return blocks[n] if n >= 0 and offset < blocks[n].end else None

    def ours(self, offset: int) -> bool:
        """Whether what stands there is said about this article: not by readers, not about other articles."""
        block = self.block_at(offset)
        return block is None or block.reason not in NOT_OURS

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


def _inverse(spans: Sequence[Span], start: int, end: int) -> int | None:
    """Where page_text[start:end] stands in the body (or title), when one span holds all of it."""
    n = bisect_right(spans, start, key=lambda span: span.page) - 1
    if n < 0 or end > spans[n].page + spans[n].length:
        return None
    return spans[n].body + start - spans[n].page
