"""What is seen of one piece at a glance: its words, shape and cues. Everything later is decided on these."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from index.cleaning.blocks import Piece
from index.cleaning.markdown import plain_ranges
from index.cleaning.normal import fold_lines
from index.cleaning.rules import Cue, Rules

LOOK: Final = 2_000
"""Characters of a piece that are looked at; a longer one is judged by its beginning."""

_UNSPACED: Final = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\u0e00-\u0e7f]")
_BULLET: Final = re.compile(r"(?:[-*+\u2022\u25cf\u25aa\u2023\u00b7\u25e6\u25a0\u25a1\u25ba\u2013]|\(?\d{1,3}[.)])\s+")
_NAME: Final = re.compile(
    r"@?[^\W\d_a-z][\w.'\u2019-]{1,20}(?: (?:[^\W\d_a-z][\w.'\u2019()-]{0,20}|de|van|von|der|al|el|bin|\d{1,4})){0,3}$"
)
_ENDS: Final = frozenset(".!?\u2026\u3002\uff01\uff1f\u061f\u06d4\"\u201d\u2019')\u00bb\u300d")


@dataclass(slots=True)  # not frozen: that would take as long as looking at a short line
class Line:
    """One piece, looked at; nothing changes it. `text` is plain, with single spaces and no bullet; `count` is in words
    (two characters of a script without spaces count as one)."""

    piece: Piece
    text: str
    words: Sequence[str]
    norm: str
    count: int
    bullet: bool
    sentence: bool
    """Ends like a sentence."""
    name: bool
    """Could be a person's name or nickname and nothing else."""
    cue: Cue | None


def look(text: str, pieces: Sequence[Piece], rules: Rules, *, markdown: bool) -> list[Line]:
    """The pieces of a page as lines, in order."""
    seen = [plain_line(text, piece.start, piece.end, markdown=markdown) for piece in pieces]
    texts = [plain for plain, _ in seen]
    words, norms = fold_lines(texts)
    counts = list(map(_count, texts, words))
    cues = rules.match_all(texts, norms, counts)
    return [
        Line(piece, plain, found, norm, count, bullet, plain[-1:] in _ENDS, _is_name(plain), cue)
        for piece, (plain, bullet), found, norm, count, cue in zip(
            pieces, seen, words, norms, counts, cues, strict=True
        )
    ]


def _is_name(text: str) -> bool:
    return len(text) <= 40 and _NAME.match(text) is not None


def _count(text: str, words: Sequence[str]) -> int:
    """The length in words; where a script has no spaces, two characters are taken for one."""
    count = len(words)
    return max(count, len(_UNSPACED.findall(text)) // 2) if count and len(text) > 8 * count else count


def plain_line(page: str, start: int, end: int, *, markdown: bool) -> tuple[str, bool]:
    """The text of a piece as it is looked at: its beginning, plain, with single spaces, without a bullet; and whether
    it had one."""
    end = min(end, start + LOOK)
    if markdown:
        text = "".join([page[first:last] for first, last in plain_ranges(page, start, end)])
    else:
        text = page[start:end]
    text = " ".join(text.split())
    bullet = _BULLET.match(text)
    return (text[bullet.end() :], True) if bullet else (text, False)
