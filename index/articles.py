"""An article on its way into the index: one type per stage.

file -> RawArticle -> CleanArticle -> search.documents.Document
     \\-> Skipped (with the reason), at any stage
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["html", "text", "markdown"]

Reason = Literal[
    "navigation", "metadata", "byline", "caption", "donation", "disclaimer", "copyright", "republication",
    "contact", "social", "related", "comment", "comment-form", "repeated", "other",
]  # fmt: skip
"""Why a block was removed."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the archive's owner knows and the page need not say; every one is optional and wins over the page.

    The first group describes a source, the second a single article (`[[article]]` in the sources file).
    `time_zone` is an IANA name, `day_first` settles 3/4/2017, `facets` maps facet names to values
    ("region" to full paths), `keep` and `remove` hold beginnings of blocks that the cleaning got wrong.
    """

    publisher: str | None = None
    language: str | None = None
    time_zone: str | None = None
    day_first: bool | None = None
    url: str | None = None

    title: str | None = None
    date: str | None = None
    original_date: str | None = None
    original_publisher: str | None = None
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    keep: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RawArticle:
    """A file as found: `path` is relative to the archive, with "/" on every system; `text` is decoded, with
    NUL bytes and line endings as they were; `content` is the SHA-256 of the bytes, hexadecimal. `source_dates` is
    what the archive's other articles of the same source say of numeric dates such as 3/4/2017 that this one leaves
    open: by the sign between the parts, whether the day comes first."""

    path: str
    kind: Kind
    text: str
    content: str = ""
    encoding: str = "utf-8"
    facts: Facts = field(default_factory=Facts)
    source_dates: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that did not become an article, the stage that gave up, and why, in words for its owner."""

    path: str
    stage: Literal["read", "clean", "facets", "write"]
    reason: str


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the page: `page_text[start:end]`. `role` says what became of it.

    `reason` is set for removed blocks only. `rule` names what decided (a rule of the data files, a model, or
    the owner's word); `confidence` is 0 to 1. `end` is exclusive; neighbours are parted by white space only.
    """

    start: int
    end: int
    role: Literal["title", "kept", "removed"]
    reason: Reason | None = None
    rule: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Span:
    """`length` characters that stand at `body` in the body and at `page` in the page text."""

    body: int
    page: int
    length: int


@dataclass(frozen=True, slots=True)
class PageMeta:
    """What the markup of an HTML page declares, as it declares it (JSON-LD, meta tags, <time>, canonical link).
    Keys are where it was said ("meta article:published_time"), values what was said, in page order."""

    declared: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class CleanArticle:
    """A page taken apart. Nothing is thrown away: blocks are in page order, do not overlap, and what lies
    between them is white space, so that `page_text` can be shown whole, with reasons, at any time.

    For text and Markdown, `page_text` is the given text, character for character; for HTML it is the page's
    visible text, a block a line, with a declared article that is not shown behind it. `title` and `body` are for
    readers: kept blocks parted by blank lines, Markdown
    signs and link targets left out. `spans` lead from the body back to the page text, in order; `title_spans` from
    the title, and there are none when the headline stands nowhere in the page text: the owner's word, or declared in
    the markup alone.

    `confidence` (0 to 1) says how sure the cleaning is of the article as a whole. It is a measured chance: about nine
    in ten articles with 0.9 keep more than 90 % of their body and have at most 10 % else (`index.cleaning.confidence`).
    """

    raw: RawArticle
    page_text: str
    blocks: tuple[Block, ...]
    title: str
    body: str
    spans: tuple[Span, ...]
    title_spans: tuple[Span, ...] = ()
    meta: PageMeta = field(default_factory=PageMeta)
    language: str | None = None
    confidence: float = 1.0

    def page_offsets(self, start: int, end: int, *, in_title: bool = False) -> tuple[int, int] | None:
        """Where body[start:end] (or title[start:end]) stands in the page text; None for a title that stands nowhere
        in it. `ValueError` when that is no stretch of the text."""
        text, spans = (self.title, self.title_spans) if in_title else (self.body, self.spans)
        if not 0 <= start < end <= len(text):
            raise ValueError(f"{start} to {end} is no stretch of a text of {len(text)} characters")
        return (_page_offset(spans, start), _page_offset(spans, end - 1) + 1) if spans else None


def _page_offset(spans: tuple[Span, ...], offset: int) -> int:
    span = spans[bisect_right(spans, offset, key=lambda span: span.body) - 1]
    # an offset in the blank line that parts two blocks belongs to the end of the first
    return span.page + min(offset - span.body, span.length)
