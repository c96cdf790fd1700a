"""Groups and units that no list holds, by how their names are made: *Deir Ezzor Airport Front*, *Liwa al-Haqq*, *40th
Brigade*, *9th Division of the Iraqi Army*. The words are data (cues.toml, [group])."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from functools import lru_cache
from typing import Final

from index.facets.mentions.cues import Cues
from index.facets.mentions.model import Mention
from index.facets.mentions.passages import Passage, name_end, possessive
from index.facets.mentions.taken import Taken

RULE: Final = "unlisted group"

LONGEST: Final = 4
"""Words of a name beside its head."""

NEAR: Final = 3
"""Words to either side within which something must say that a name like *X Movement* is one of a group."""

_ORDINAL: Final = re.compile(r"\d{1,4}(?:st|nd|rd|th|d)\Z")
_SPELT: Final = re.compile(
    r"(?:(?:twenty|thirty|forty|fifty)-)?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)\Z"
    r"|(?:ten|eleven|twelf|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twentie|thirtie|fortie|fiftie)th\Z"
)
"""A number of a unit in letters, which alone makes no name of one: *the First Infantry Division*."""


def groups(passage: Passage, taken: Taken, cues: Cues, nations: Set[int]) -> Iterator[tuple[Mention, str]]:
    """Mentions of unlisted groups outside the stretches that are taken, and the type of each. Headlines are left out:
    every word is a capital there. `nations` are the offsets of adjectives such as *Iraqi*: they alone name no group."""
    if passage.headline:
        return
    first_words, tribes = cues.words["group.first"], cues.words["group.tribes"]
    for number in passage.where(cues.words["group.triggers"]):
        low = passage.lows[number]
        span = None
        if low in tribes:
            span = _tribe(passage, number, cues)
        elif passage.forms[number].capital:
            span = _after_first(passage, number, cues) if low in first_words else _before_head(passage, number, cues)
        if span is not None and not (span[1] - span[0] == 1 and passage.starts[span[0]] in nations):
            start, end = passage.starts[span[0]], name_end(passage.words[span[1]], passage.ends[span[1]])
            if not taken.touches(start, end):
                taken.add(start, end)
                low_first = passage.lows[span[0]]
                numbered = any(pattern.match(low_first) for pattern in (_ORDINAL, _SPELT))
                numbered |= passage.lows[span[1]].isdecimal()
                type = "group" if low in tribes else "state_force" if numbered else "armed_group"
                yield Mention(passage, start, end, "literal", [], RULE), type


def _before_head(passage: Passage, head: int, cues: Cues) -> tuple[int, int] | None:
    """A run of capitalised words that ends with the head: *al-Noor Martyrs Brigade*."""
    first = head
    while first > 0 and head - first < LONGEST and passage.gaps[first] == " " and _names(passage, first - 1, cues):
        first -= 1
    while first < head and not (_capital(passage, first) or _ORDINAL.match(passage.lows[first])):
        first += 1
    if first < head and passage.lows[head - 1] in cues.words["group.arms"] and _numbered_behind(passage, head):
        return first, head + 1
    if first == head or _more_follows(passage, head):
        return None
    words = passage.lows[first:head]
    if all(word in cues.words["group.plain"] for word in words):
        return None
    sure = passage.lows[head] in cues.words["group.heads"] or any(_ORDINAL.match(word) for word in words)
    return (first, head) if sure or _cued(passage, first, head, cues) else None


def _after_first(passage: Passage, number: int, cues: Cues) -> tuple[int, int] | None:
    """An Arabic word for a group and the capitalised words behind it: *Liwa al-Haqq*."""
    last = number
    while (
        last + 1 < len(passage.words)
        and last - number < LONGEST
        and passage.gaps[last + 1] == " "
        and (_arabic(passage, last + 1) or (last > number and _capital(passage, last + 1)))
        and not possessive(passage.words[last])
    ):
        last += 1
    while last > number and passage.lows[last] in ("al", "el"):
        last -= 1
    return (number, last) if last > number else None


def _tribe(passage: Passage, number: int, cues: Cues) -> tuple[int, int] | None:
    """*the al-Uqaydat tribe*."""
    if number == 0 or passage.gaps[number] != " ":
        return None
    named = _arabic(passage, number - 1) or _capital(passage, number - 1)
    return (number - 1, number) if named and passage.lows[number - 1] not in cues.words["group.plain"] else None


def _names(passage: Passage, number: int, cues: Cues) -> bool:
    low = passage.lows[number]
    if low in cues.words["group.never"] or possessive(passage.words[number]):
        return False
    return (
        _arabic(passage, number)
        or low in ("of", "al", "el", "bin", "ibn")
        or _ORDINAL.match(low) is not None
        or (_capital(passage, number))
    )


def _capital(passage: Passage, number: int) -> bool:
    return passage.forms[number].capital


def _arabic(passage: Passage, number: int) -> bool:
    """Whether a word has the Arabic article, which is no capital: *al-Haqq*."""
    return _is_arabic(passage.words[number])


@lru_cache(maxsize=4096)
def _is_arabic(word: str) -> bool:
    return re.match(r"(?:[AaEe]l|[Aa][sdnrtz]h?)-[A-Z]|(?:al|el|Al|El)\Z", word) is not None


def _more_follows(passage: Passage, head: int) -> bool:
    """Whether the name goes on: *Front Page*, *Brigade Headquarters*."""
    return head + 1 < len(passage.words) and passage.gaps[head + 1] == " " and passage.forms[head + 1].capital


def _numbered_behind(passage: Passage, head: int) -> bool:
    """Whether a unit has its number behind its name: *Infantry Battalion 20*."""
    behind = passage.words[head + 1 : head + 2]
    return behind != [] and passage.gaps[head + 1] == " " and behind[0].isdecimal() and len(behind[0]) <= 4


def _cued(passage: Passage, first: int, last: int, cues: Cues) -> bool:
    near = [*passage.lows[max(0, first - NEAR) : first], *passage.lows[last + 1 : last + 1 + NEAR]]
    return any(word in cues.words["group.cues"] for word in near)
