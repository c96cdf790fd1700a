"""First-person articles: what the network takes for comments although nothing marks the beginning of a thread.

A diary, a letter, an eyewitness's account sound as readers do, and the network, which has seen comments at the end of
most pages, takes such an article's last paragraphs for them, or all of it. By wording alone the two cannot be told
apart. What a thread leaves behind can: a heading, a form, names that come back above texts.
"""

from __future__ import annotations

from collections.abc import Sequence
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
OWN_VOICE: Final = 0.1
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


def find_unmarked(
    lines: Sequence[Line], kept: Sequence[bool], doubtful: Sequence[bool], chances: Sequence[Chances]
) -> list[int]:
    """The numbers of the lines to give back: of those that the network alone has removed (`doubtful`), and would
    rather call comments than page, with no mark of a thread before them, the ones in the opening; and the others, if
    no mark follows either and the opening has a reader's voice itself, or they are too few for a thread. A short line
    above one of them, a day or a name, comes along. Linear in the lines."""
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
    words = sum(lines[n].count for n in rest)
    own_voice = spoken >= OWN_VOICE * heard and words <= MOST
    no_thread = words < FEWEST and all(chances[n].article >= FAINT for n in rest)
    return given + rest if not marked and (own_voice or no_thread) else given


def _marks_thread(line: Line) -> bool:
    return line.cue is not None and line.cue.reason in ("comment", "comment-form")
