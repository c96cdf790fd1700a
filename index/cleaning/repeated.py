"""Paragraphs that a source repeats word for word: their keys, and what becomes of them on a page.

Which of them are repeated is found over the whole archive (`index.repeats`); here stands what a page does with that.
Losing a paragraph of a report is worse than keeping a blurb, and agencies repeat whole paragraphs of background, so the
model is asked too: how wide a paragraph must be spread before it goes depends on how sure the model is of it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from enum import IntEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from index.cleaning.decide import Verdict
    from index.cleaning.lines import Line

RULE: Final = "repeated"
"""What names this decision in a block's label. Without counts: those change with every article of the source."""

LEAST_WORDS: Final = 3
"""Of a paragraph that is counted. "Read more" and "By Reuters" are told by the rules and the model."""
MOST_WORDS: Final = 255
"""The highest length that a key tells."""
LETTERS: Final = 6
"""So many characters count as a word where words are not parted."""
PARAGRAPH: Final = 12
"""Words of a line that may be a paragraph of the article; shorter ones are headings, labels and links."""
OPENING: Final = 8
"""Words of the sentence that opens an article, at least."""


class Spread(IntEnum):
    """How wide a paragraph is spread over the articles of its source (`index.repeats.judging` has the shares)."""

    MANY = 1
    MOST = 2


class Sure(NamedTuple):
    """What the model is as sure of as this stays, unless most articles have it: a paragraph, and a shorter line
    (headings such as "Key developments" come back too)."""

    paragraph: float
    short: float


OF_TEXT: Final = Sure(0.7, 0.7)
OF_HTML: Final = Sure(0.98, 0.93)
"""The model of pages is the surer one of what stands in their main part. docs/decisions/0008 has figures for both."""

CONFIDENCE: Final = {Spread.MANY: 0.8, Spread.MOST: 0.9}
"""In the removal."""

Repeated = Mapping[int, Spread]
"""The keys of the paragraphs that a source repeats."""
NOTHING: Final[Repeated] = MappingProxyType({})


def paragraph_key(norm: str) -> int | None:
    """The key of a paragraph in normal form (`Line.norm`): 56 bits of its BLAKE2b, then its words in 8 bits. A signed
    number of 64 bits, the same on every machine; None for what is too short to tell anything."""
    words = max(norm.count(" ") - 1, len(norm) // LETTERS)
    if words < LEAST_WORDS:
        return None
    hashed = hashlib.blake2b(norm.encode("utf-8", "surrogatepass"), digest_size=7).digest()
    return int.from_bytes(hashed + bytes((min(words, MOST_WORDS),)), "big", signed=True)


def words_of(key: int) -> int:
    """How many words the paragraph with this key has, up to `MOST_WORDS`."""
    return key & 0xFF


def remove_repeated(
    lines: Sequence[Line], verdicts: list[Verdict], repeated: Repeated, sure: Sure = OF_TEXT
) -> frozenset[int]:
    """Removes what the article's source repeats, unless the model is too sure that it belongs to the article. Gives the
    numbers of the lines, removed or not, that so many articles have that none of them is a headline.

    The opening paragraph stays, but for one that most articles begin with; and a page that would be left without
    any sentence stays as it is.
    """
    if not repeated:
        return frozenset()
    spread = [repeated.get(paragraph_key(line.norm) or 0) for line in lines]
    shared = frozenset(n for n, wide in enumerate(spread) if wide is not None)
    kept = [n for n, verdict in enumerate(verdicts) if verdict.reason is None]
    gone = {n for n in kept if _goes(lines[n], verdicts[n], spread[n], sure)}
    opening = next((n for n in kept if _opens(lines[n])), None)
    if opening is not None and spread[opening] != Spread.MOST:
        gone.discard(opening)
    if not any(_opens(lines[n]) for n in kept if n not in gone):
        return shared
    for n in gone:
        cue = lines[n].cue
        reason = "repeated" if cue is None else cue.reason
        confidence = CONFIDENCE[Spread.MOST if spread[n] == Spread.MOST else Spread.MANY]
        verdicts[n] = verdicts[n]._replace(reason=reason, rule=RULE, confidence=confidence)
    return shared


def _goes(line: Line, verdict: Verdict, spread: Spread | None, sure: Sure) -> bool:
    enough = sure.paragraph if line.sentence and line.count >= PARAGRAPH else sure.short
    return spread == Spread.MOST or (spread == Spread.MANY and verdict.confidence < enough)


def _opens(line: Line) -> bool:
    return line.sentence and line.count >= OPENING
