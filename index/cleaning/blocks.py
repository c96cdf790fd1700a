"""Messy text -> pieces: the smallest stretches of a page that are kept or removed as one.

A piece is a line, with these exceptions: lines that were wrapped at a column, or in the middle of a word, are joined
to the paragraph they came from; a dump that lost its line breaks is cut into sentences; and a line of absurd length is
cut at a space. Pieces are in order, do not overlap, and only white space lies between them, whatever the text holds.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final, NamedTuple

LONGEST_PIECE: Final = 20_000
"""Characters. A longer one is cut, at white space if there is any."""
MOST_PIECES: Final = 20_000
"""What follows after so many pieces is one last piece, however long."""
DUMP_LINE: Final = 2_500
"""A line longer than this is no paragraph but text that lost its line breaks: it is cut into sentences."""
SHORTEST_RUN: Final = 40
"""Characters of a run of sentences, at least."""
SHORT_DUMP_LINE: Final = 700
"""The same where the whole text has hardly another line."""

_SENTENCE_END: Final = re.compile(
    r"(?:[.!?\u2026\u061f][\"'\u201d\u2019)\]]?|[:;])[ \t\u00a0]+(?=[\"'\u201c\u2018(\[]?[^\W\d_a-z\u00df-\u00ff])"
    r"|[\u3002\uff01\uff1f](?=\S)"
)
_MARKER: Final = re.compile(r"(?:[-*+\u2022\u25cf\u25aa\u2023\u00b7\u25e6]|\d{1,3}[.)]|#{1,6}|>)(?=\s)")
_SOFT_END: Final = re.compile(r"[^.!?:\u2026\"\u201d]$")
_BROKEN_WORD: Final = re.compile(r"[^\W\d_][-\u00ad\u2010]$")


class Piece(NamedTuple):
    """`page_text[start:end]`, without white space at either end. `indent` is in columns, `blank` counts the
    empty lines before it; `joined` says that it continues the line of the piece before."""

    start: int
    end: int
    indent: int
    blank: int
    joined: bool


def split_pieces(text: str) -> list[Piece]:
    """The pieces of a text in order. Never fails; takes time linear in the text."""
    lines = _lines(text)
    lines = _join(text, lines, wrapped=_is_wrapped(text, lines))
    pieces: list[Piece] = []
    longest = SHORT_DUMP_LINE if len(lines) <= 3 else DUMP_LINE
    for line in lines:
        if line.end - line.start > longest:
            pieces.extend(_cut(text, line))
        else:
            pieces.append(line)
        if len(pieces) > MOST_PIECES:
            pieces[MOST_PIECES:] = [pieces[MOST_PIECES]._replace(end=lines[-1].end)]
            break
    return pieces


def _lines(text: str) -> list[Piece]:
    found: list[Piece] = []
    last_end = line_start = 0
    for raw in text.splitlines(keepends=True):
        if stripped := raw.strip():
            lead = raw.index(stripped[0])
            start = line_start + lead
            between = text[last_end:start]
            breaks = between.count("\n") or between.count("\r") or int(bool(found))
            indent = lead + 3 * raw.count("\t", 0, lead)
            last_end = start + len(stripped)
            found.append(Piece(start, last_end, indent, max(0, breaks - 1), False))
        line_start += len(raw)
    return found


def _is_wrapped(text: str, lines: list[Piece]) -> bool:
    """Was the text wrapped at a column? Then most lines that have a neighbour are about equally long, break off
    in the middle of a sentence, and none is much longer."""
    if len(lines) < 6:
        return False
    lengths = sorted(line.end - line.start for line in lines)
    width = lengths[int(len(lengths) * 0.9)]
    if not 40 <= width <= 120 or lengths[-1] > width + 40:
        return False
    full = soft = 0
    for line, after in pairwise(lines):
        if after.blank == 0 and line.end - line.start > 0.7 * width:
            full += 1
            soft += text[after.start].islower()
    return full >= 4 and full > 0.3 * len(lines) and soft > 0.4 * full


def _join(text: str, lines: list[Piece], *, wrapped: bool) -> list[Piece]:
    """The lines of one paragraph as one. Where the text was not wrapped, only a word that was broken joins two."""
    lengths = sorted(line.end - line.start for line in lines)
    width = lengths[int(len(lengths) * 0.9)] if lengths else 0
    joined: list[Piece] = []
    last_length = 0
    for line in lines:
        before = joined[-1] if joined else None
        full = wrapped and last_length > 0.7 * width
        if before is not None and line.blank == 0 and _goes_on(text, before, line, full=full):
            joined[-1] = before._replace(end=line.end)
        else:
            joined.append(line)
        last_length = line.end - line.start
    return joined


def _goes_on(text: str, before: Piece, line: Piece, *, full: bool) -> bool:
    """Is a line the next of the same paragraph? `full` says that the one before reached the column of wrapping."""
    small = text[line.start].islower()
    if small and _BROKEN_WORD.search(text[before.end - 2 : before.end]):
        return True
    soft = small or _SOFT_END.search(text[before.end - 1 : before.end]) is not None
    return full and soft and not _MARKER.match(text, line.start)


def _cut(text: str, line: Piece) -> list[Piece]:
    """A line without structure as sentences; the runs that stay together are decided later."""
    pieces: list[Piece] = []
    start = line.start
    for end in _cut_points(text, line):
        stop = end
        while stop > start and text[stop - 1].isspace():
            stop -= 1
        begin = start
        while begin < stop and text[begin].isspace():
            begin += 1
        if stop - begin < SHORTEST_RUN and end < line.end:
            continue
        if begin < stop:
            pieces.append(Piece(begin, stop, line.indent, line.blank if not pieces else 0, bool(pieces)))
        start = end
    return pieces


def _cut_points(text: str, line: Piece) -> list[int]:
    points = [match.end() for match in _SENTENCE_END.finditer(text, line.start, line.end)]
    points.append(line.end)
    bounded = []
    last = line.start
    for point in points:
        while point - last > LONGEST_PIECE:
            space = text.rfind(" ", last + LONGEST_PIECE // 2, last + LONGEST_PIECE)
            last = space if space > 0 else last + LONGEST_PIECE
            bounded.append(last)
        bounded.append(point)
        last = point
    return bounded
