"""People that no list holds, by general cues: a title before a name, a verb of speech after it, *Abu X al-Y*."""

from __future__ import annotations

import re
from typing import Final

from index.facets.mentions.cues import Cues
from index.facets.mentions.model import Mention
from index.facets.mentions.passages import Passage, Token
from index.facets.mentions.taken import Taken

LONGEST: Final = 5
"""Words of the longest name that is read."""

_KUNYA_SIGNS: Final = ("Abu ", "Umm ", "Abou ")
_KUNYA: Final = re.compile(r"\b(?:Abu|Umm|Abou) (?:al-|el-)?[A-Z][\w'\u2019]+(?: (?:al-|el-)[A-Z][\w'\u2019]+)*")


def people(passage: Passage, taken: Taken, cues: Cues) -> list[Mention]:
    """Mentions of unlisted people in a passage, outside the stretches that are taken. Headlines are left out:
    every word is a capital there."""
    if passage.headline:
        return []
    found: list[Mention] = []
    for start, end in [*_after_titles(passage, cues), *_before_verbs(passage, cues), *_kunyas(passage)]:
        if not taken.touches(start, end):
            taken.add(start, end)
            found.append(Mention(passage, start, end, "literal", [], "person by cue"))
    return found


def _kunyas(passage: Passage) -> list[tuple[int, int]]:
    return [match.span() for match in passage.matches(_KUNYA, _KUNYA_SIGNS)]


def _after_titles(passage: Passage, cues: Cues) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    tokens = passage.tokens
    for n in passage.where(cues.words["person.titles"]):
        if passage.gaps[n + 1] not in (" ", ". ") or n + 1 == len(tokens):
            continue
        title = tokens[n].low
        span = _name_at(passage, n + 1, cues)
        plural = title.endswith("s") and title not in ("mps",)
        if span is None or (span[1] - span[0] == 1 and not plural and not _particle_start(tokens[span[0]])):
            continue
        spans.append((tokens[span[0]].start, _end(tokens[span[1] - 1])))
        while plural and span is not None:
            span = _next_listed(passage, span[1], cues)
            if span is not None:
                spans.append((tokens[span[0]].start, _end(tokens[span[1] - 1])))
    return spans


def _particle_start(token: Token) -> bool:
    return token.low.startswith(("al-", "el-", "abu-"))


def _next_listed(passage: Passage, number: int, cues: Cues) -> tuple[int, int] | None:
    """The name after a comma or *and*."""
    tokens = passage.tokens
    if number >= len(tokens):
        return None
    gap = _gap(passage, tokens[number - 1], tokens[number])
    if tokens[number].low == "and" and gap in (" ", ", ") and number + 1 < len(tokens):
        return _name_at(passage, number + 1, cues)
    return _name_at(passage, number, cues) if gap == ", " else None


def _before_verbs(passage: Passage, cues: Cues) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    tokens = passage.tokens
    for n in passage.where(cues.words["person.verbs"]):
        if n < 2 or passage.gaps[n] != " ":
            continue
        first = n
        while (
            first > 0
            and n - first < LONGEST
            and _fits(tokens[first - 1], cues)
            and (first == n or _joined(passage, tokens[first - 1], tokens[first]))
        ):
            first -= 1
        while first < n and not tokens[first].capital:
            first += 1
        blocked = first > 0 and tokens[first - 1].capital and _gap(passage, tokens[first - 1], tokens[first]) == " "
        if n - first >= 2 and not blocked and tokens[n - 1].capital:
            spans.append((tokens[first].start, _end(tokens[n - 1])))
    return spans


def _name_at(passage: Passage, number: int, cues: Cues) -> tuple[int, int] | None:
    """The run of name words that begins at a token."""
    tokens = passage.tokens
    end = number
    while end < len(tokens) and end - number < LONGEST and _fits(tokens[end], cues):
        if end > number and not _joined(passage, tokens[end - 1], tokens[end]):
            break
        end += 1
        if tokens[end - 1].text.lower().endswith(("'s", "\u2019s")):
            break
    while end > number and not tokens[end - 1].capital and not tokens[end - 1].low.startswith(("al-", "el-")):
        end -= 1
    return (number, end) if end > number and (tokens[number].capital) else None


def _joined(passage: Passage, first: Token, second: Token) -> bool:
    """Whether two words may be of one name: a space between them, or an initial's full stop."""
    gap = _gap(passage, first, second)
    return gap == " " or (gap == ". " and len(first.text) == 1)


def _fits(token: Token, cues: Cues) -> bool:
    low = token.low
    if low in cues.words["person.particles"]:
        return True
    if (
        cues.has("person.not_names", low)
        or cues.has("person.titles", low)
        or (token.text.isupper() and len(token.text) > 2)
    ):
        return False
    return (token.capital or low.startswith(("al-", "el-"))) and not any(c.isdigit() for c in low)


def _end(token: Token) -> int:
    return token.end - 2 if token.text.lower().endswith(("'s", "\u2019s")) else token.end


def _gap(passage: Passage, first: Token, second: Token) -> str:
    return passage.text[first.end : second.start]
