"""Archived text on its way into a page: made harmless, marked, cut into paragraphs and sentences.

Archived text is hostile until shown otherwise. `visible` takes out what would act on the reader's screen instead of
being read; escaping is Jinja's; marks are painted here from offsets, around pieces that are escaped one by one.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from markupsafe import Markup, escape

Marks = Sequence[tuple[int, int]]
"""(start, end) offsets of stretches to mark."""

_REPLACED: Final = {
    **{code: None for code in range(0x20) if chr(code) not in "\t\n\r"},
    **dict.fromkeys(range(0x7F, 0xA0)),
    0x85: "\n",
    **dict.fromkeys(range(0x202A, 0x202F)),  # embeddings and overrides: they could reorder the page around them
    **dict.fromkeys(range(0x2066, 0x206A)),  # isolates: unbalanced ones do the same
    **dict.fromkeys(range(0xFFF9, 0xFFFC)),
    **dict.fromkeys(range(0xE0000, 0xE0080)),  # tags: invisible letters
    0xFEFF: None,
    **dict.fromkeys(range(55296, 57344), "�"),  # lone surrogates cannot be encoded
}

SENTENCE_REACH: Final = 240
"""Characters that a quoted sentence may extend to either side of the words it is quoted for."""

_STOP = re.compile(r"[.!?…]['\"”’)\]]*\s+|\n+")
_BREAK = re.compile(r"\n[^\S\n]*\n\s*")


def visible(text: str) -> str:
    """The text without control characters, bidi overrides and other invisible signs; lone surrogates become �.
    Joiners and direction marks stay: Persian and Arabic are written with them."""
    return text.translate(_REPLACED)


def paint(text: str, marks: Marks = ()) -> Markup:
    """The text escaped, with `<mark>` around the marked stretches. Marks may touch, overlap or lie outside."""
    pieces, at = [], 0
    for start, end in sorted(marks):
        start, end = max(start, at), min(end, len(text))
        if start < end:
            pieces += [escape(visible(text[at:start])), Markup("<mark>"), escape(visible(text[start:end]))]
            pieces.append(Markup("</mark>"))
            at = end
    return Markup("").join([*pieces, escape(visible(text[at:]))])


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a text and where it begins."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """The offset after its last character."""
        return self.start + len(self.text)


def paragraphs(text: str) -> list[Stretch]:
    """The parts of a text between blank lines, with their offsets."""
    found, at = [], 0
    for gap in _BREAK.finditer(text):
        found.append(Stretch(text[at : gap.start()], at))
        at = gap.end()
    found.append(Stretch(text[at:], at))
    return [stretch for stretch in found if stretch.text.strip()]


def painted_paragraphs(text: str, marks: Marks) -> Iterator[tuple[Stretch, Markup]]:
    """The paragraphs of a text, each painted with its share of the marks; in time linear in both."""
    waiting = deque(sorted(marks))
    for stretch in paragraphs(text):
        here = []
        while waiting and waiting[0][0] < stretch.end:
            here.append(waiting.popleft())
        yield stretch, paint(stretch.text, within(here, stretch))
        waiting.extendleft(mark for mark in reversed(here) if mark[1] > stretch.end)


def within(marks: Marks, stretch: Stretch) -> list[tuple[int, int]]:
    """The marks that fall into a stretch, as offsets into it."""
    shifted = ((start - stretch.start, end - stretch.start) for start, end in marks)
    return [
        (max(start, 0), min(end, len(stretch.text))) for start, end in shifted if start < len(stretch.text) and end > 0
    ]


def sentence(text: str, start: int, end: int) -> Stretch:
    """The sentence around text[start:end], cut short at `SENTENCE_REACH` characters to either side."""
    first, last = max(0, start - SENTENCE_REACH), min(len(text), end + SENTENCE_REACH)
    before = [stop.end() for stop in _STOP.finditer(text, first, start)]
    after = _STOP.search(text, end, last)
    first = before[-1] if before else first
    quoted = text[first : after.end() if after else last]
    return Stretch(quoted.rstrip(), first)


def web_address(url: str | None) -> str | None:
    """The URL if it can be a link to the web (http or https, with a host, nothing invisible in it), else None."""
    if not url or url != visible(url) or re.search(r"\s", url):
        return None
    try:
        parts = urlsplit(url)
        return url if parts.scheme in ("http", "https") and parts.hostname else None
    except ValueError:
        return None
