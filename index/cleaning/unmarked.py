"""First-person articles: what the network takes for comments although nothing marks the beginning of a thread.

A diary, a letter, an eyewitness's account sound as readers do, and the network, which has seen comments at the end of
most pages, takes such an article's last paragraphs for them, or all of it. By wording alone the two cannot be told
apart. What a thread leaves behind can: a heading, a form, names that come back above texts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from index.cleaning.lines import Line
from index.cleaning.turns import returning

if TYPE_CHECKING:
    from index.cleaning.decide import Chances

BEGUN: Final = 8
"""Words of the article after which a heading or a name can mark a thread; before, it is a byline, or "3 comments" under
the headline."""
OPENING: Final = 60
"""Words of an article before which no thread begins unmarked, and by which its voice is known."""
OWN_VOICE: Final = 0.05
"""The mean chance of being a comment from which on an opening speaks as readers do. Reports have .00 to .03."""
MOST: Final = 400
"""Words that such an article may go on for; more are a thread that has lost its names."""
FEWEST: Final = 20
"""Words of a thread, at least."""
FAINT: Final = 0.25
"""The chance of belonging to the article from which on so few words stay."""
PROSE: Final = 4
"""Words of a sentence that counts, at least."""
LONG: Final = 12
"""Words of a paragraph without a full stop that counts, at least."""
ON: Final = 100
"""Words of an article that goes on, at least."""
SERIES: Final = 3
"""Entries of a series, at least."""
_ENTRY: Final = re.compile(
    r"(?P<word>[^\W\d]{2,12})\s(?P<number>\d{1,3})(?=[.:,)\s\u2013-]|$)|[^\W\d][^,\d]{1,30}, \d{1,2}$"
)
"""A numbered entry, or a name and an age."""
_OPENING: Final = frozenset('"\u201c\u201e\u00ab')
_QUOTE: Final = re.compile(r"(?P<opens>(?:^|(?<=[\s(\[]))[\"\u201c\u201e\u00ab](?=\S))|[\"\u201d\u201c\u00bb]")
"""A sign that opens a quotation, or one that closes it."""


def find_unmarked(
    lines: Sequence[Line], kept: Sequence[bool], doubtful: Sequence[bool], chances: Sequence[Chances]
) -> list[int]:
    """The numbers of the lines to give back: of those that the network alone has removed (`doubtful`), and would
    rather call comments than page, with no mark of a thread before them, the ones in the opening, what is quoted, and
    what the article goes on behind in the same line of text; and the others, if no mark follows either and the opening
    has a reader's voice itself, or they are too few for a thread. A short line above one of them, a day or a name,
    comes along. Linear in the lines."""
    comments = [one and chance.comment > chance.page for one, chance in zip(doubtful, chances, strict=True)]
    if not any(comments):
        return []
    names = returning(lines)
    given: list[int] = []
    rest: list[int] = []
    said = heard = 0
    spoken = 0.0
    marked = False
    for n, (line, chance) in enumerate(zip(lines, chances, strict=True)):
        marked = said >= BEGUN and (names[n] or _marks_thread(line))
        if marked:
            break
        if not (kept[n] or comments[n]) or line.count < (PROSE if line.sentence else LONG):
            continue
        weight = min(line.count, OPENING - heard)
        heard += weight
        spoken += weight * chance.comment
        if comments[n]:
            above = [n - 1] if said and doubtful[n - 1] and lines[n - 1].count < PROSE else []
            (rest if said >= OPENING else given).extend([*above, n])
        said += line.count if kept[n] or said < OPENING else 0
    if rest:
        quoted, goes_on = find_quoted(lines), _goes_on(lines, kept)
        given += [n for n in rest if quoted[n] or goes_on[n]]
        rest = [n for n in rest if not (quoted[n] or goes_on[n])]
    words = sum(lines[n].count for n in rest)
    own_voice = spoken >= OWN_VOICE * heard and words <= MOST
    no_thread = words < FEWEST and all(chances[n].article >= FAINT for n in rest)
    if marked or own_voice or no_thread:
        return given if marked else given + rest
    last = _last_of_series(lines, kept)
    if last < 0:
        return given
    after = sum(lines[n].count for n in rest if n > last + 1)
    return given + [n for n in rest if n <= last + 1 or after <= OPENING]


def _goes_on(lines: Sequence[Line], kept: Sequence[bool]) -> list[bool]:
    """Does the article go on behind each line, in the same line of text? A thread ends an article."""
    found = [False] * len(lines)
    after = 0
    for n in range(len(lines) - 1, -1, -1):
        found[n] = after >= ON
        after = after + lines[n].count * kept[n] if lines[n].piece.joined else 0
    return found


def find_quoted(lines: Sequence[Line]) -> list[bool]:
    """Is each line a quotation that stands there once: begins with one, ends within one, or inside one that a
    sentence before it in the same line of text has begun?"""
    times = Counter([line.norm for line in lines])
    found: list[bool] = []
    inside = False
    for line in lines:
        began = inside = inside and line.piece.joined
        for mark in _QUOTE.finditer(line.text):
            inside = mark["opens"] is not None
        found.append((began or inside or line.text[:1] in _OPENING) and times[line.norm] == 1)
    return found


def _last_of_series(lines: Sequence[Line], kept: Sequence[bool]) -> int:
    """The last of some entries that begin alike (*Day 3*, *Day 9*; *Hanan, 26*, *Mustafa, 11*), the first of which is
    kept or, if it has a number, stands right behind what is kept: a thread has no such order. -2 without any."""
    series: dict[str, list[int]] = {}
    for n, line in enumerate(lines):
        entry = _ENTRY.match(line.text)
        if entry is not None:
            series.setdefault(entry["word"] or ",", []).append(n)
    ends = [
        found[-1]
        for word, found in series.items()
        if len(found) >= SERIES and any(kept[max(0, found[0] - (word != ",")) : found[0] + 1]) and _grows(lines, found)
    ]
    return max(ends, default=-2)


def _grows(lines: Sequence[Line], entries: Sequence[int]) -> bool:
    """Do the numbers of days, weeks, parts go up? Ages need not."""
    numbers = [(entry["word"], int(entry["number"] or 0)) for n in entries if (entry := _ENTRY.match(lines[n].text))]
    return all(word is None or number < after for (word, number), (_, after) in pairwise(numbers))


def first_mark(lines: Sequence[Line], kept: Sequence[bool]) -> int:
    """The first line behind the beginning of the article that marks a thread; the number of lines without any."""
    names = returning(lines)
    said = 0
    for n, line in enumerate(lines):
        if said >= BEGUN and (names[n] or _marks_thread(line)):
            return n
        said += line.count * kept[n]
    return len(lines)


def _marks_thread(line: Line) -> bool:
    return line.cue is not None and line.cue.reason in ("comment", "comment-form")
