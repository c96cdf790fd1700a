"""People that no list holds, by general cues: a title or an age before a name, a verb of speech or a title after it,
*Abu X al-Y*."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import chain
from typing import Final

from index.facets.mentions.cues import Cues
from index.facets.mentions.model import Mention
from index.facets.mentions.passages import Passage, name_end, possessive
from index.facets.mentions.taken import Taken
from search.names.written import Form

LONGEST: Final = 5
"""Words of the longest name that is read."""

SENTENCE_END: Final = 6
"""Letters from which on a title is not abbreviated (*Brig.*, *Supt.*)."""

_KUNYA_SIGNS: Final = ("Abu ", "Umm ", "Abou ")
_KUNYA: Final = re.compile(r"\b(?:Abu|Umm|Abou) (?:al-|el-)?[A-Z][\w'\u2019]+(?: (?:al-|el-)[A-Z][\w'\u2019]+)*")

_EXPLAINED: Final = re.compile(
    r", (?:an?|the|one of the) ((?:[\w\u2019'-]+ ){0,6}?[\w\u2019'-]+)"
    r"(?=[,.;)]| (?:of|in|within|at|for|from|with|who|to)\b)"
)
"""Behind a name: an article and the words up to the next stop or preposition."""

_AGED_SIGNS: Final = ("-year-old ",)
_AGED: Final = re.compile(r"\b\d{1,3}-year-old ")

_QUOTED: Final = re.compile(r'["\u201d\u2019,]')
"""What stands between words and the *said* behind them."""


def people(passage: Passage, taken: Taken, cues: Cues) -> list[Mention]:
    """Mentions of unlisted people in a passage, outside the stretches that are taken. Headlines are left out:
    every word is a capital there."""
    if passage.headline:
        return []
    found: list[Mention] = []
    spans = (
        _after_titles(passage, cues),
        _beside_verbs(passage, cues),
        _explained(passage, cues),
        _kunyas(passage, cues),
    )
    for start, end in chain.from_iterable(spans):
        if not taken.touches(start, end):
            taken.add(start, end)
            found.append(Mention(passage, start, end, "literal", [], "unlisted person"))
    return found


def _kunyas(passage: Passage, cues: Cues) -> list[tuple[int, int]]:
    """*Abu Hamza al-Naimi*, with the name before it (*Osama Abu Kuweit*); places are named so too: *in Abu Hanaya*."""
    spans: list[tuple[int, int]] = []
    for match in passage.matches(_KUNYA, _KUNYA_SIGNS):
        first = bisect_left(passage.starts, match.start())
        farthest = max(0, first - LONGEST)
        while first > farthest and fits(passage.forms[first - 1], cues) and passage.gaps[first] == " ":
            first -= 1
        before = passage.lows[first - 1] if first else ""
        after = passage.adjacent_after(match.end())
        if before in cues.words["place.locative"] or (after is not None and after.low in cues.words["unlisted.nouns"]):
            continue
        last = bisect_left(passage.starts, match.end()) - 1
        spans.append((min(passage.starts[first], match.start()), _end_of(passage, last)))
    return spans


def _explained(passage: Passage, cues: Cues) -> list[tuple[int, int]]:
    """*Hamza al-Homsi, a senior leader within the group*: a name and, behind a comma, what he is."""
    spans: list[tuple[int, int]] = []
    for match in _EXPLAINED.finditer(passage.text):
        last = bisect_left(passage.starts, match.start()) - 1
        if last < 0 or passage.ends[last] != match.start() or not fits(passage.forms[last], cues):
            continue
        if not any(word.rstrip("s") in cues.words["person.titles"] for word in match.group(1).lower().split()):
            continue
        first = _first_of(passage, last, cues)
        if first < last or _particle_start(passage.lows[first]):
            spans.append((passage.starts[first], _end_of(passage, last)))
    return spans


def _after_titles(passage: Passage, cues: Cues) -> list[tuple[int, int]]:
    """*commander Abu Taha*, *21-year-old Faysal Habibi*."""
    spans: list[tuple[int, int]] = []
    titles = cues.words["person.titles"]
    aged = [bisect_left(passage.starts, match.start()) for match in passage.matches(_AGED, _AGED_SIGNS)]
    for n in [*passage.where(titles), *aged]:
        if n + 1 == len(passage.words) or not (passage.gaps[n + 1] == " " or _abbreviated(passage, n)):
            continue
        title = passage.lows[n]
        span = _name_at(passage, n + 1, cues)
        plural = title.endswith("s") and title not in ("mps",)
        if span is None or (span[1] - span[0] == 1 and not plural and not _particle_start(passage.lows[span[0]])):
            continue
        spans.append(_stretch(passage, *span))
        while plural and span is not None:
            span = _next_listed(passage, span[1], cues)
            if span is not None:
                spans.append(_stretch(passage, *span))
    return spans


def _abbreviated(passage: Passage, number: int) -> bool:
    """Whether the full stop behind a title is that of *Gen.*, not of a sentence."""
    form = passage.forms[number]
    return passage.gaps[number + 1] == ". " and form.capital and len(form.text) < SENTENCE_END


def _particle_start(low: str) -> bool:
    return low.startswith(("al-", "el-", "abu-"))


def _next_listed(passage: Passage, number: int, cues: Cues) -> tuple[int, int] | None:
    """The name after a comma or *and*."""
    if number >= len(passage.words):
        return None
    gap = passage.gaps[number]
    if passage.lows[number] == "and" and gap in (" ", ", ") and number + 1 < len(passage.words):
        return _name_at(passage, number + 1, cues)
    return _name_at(passage, number, cues) if gap == ", " else None


def _beside_verbs(passage: Passage, cues: Cues) -> list[tuple[int, int]]:
    """*Rami Hassan said*, and behind what was said *said Laura Eimiller*."""
    spans: list[tuple[int, int]] = []
    forms, verbs = passage.forms, cues.words["person.verbs"]
    for n in passage.where(verbs):
        if n > 1 and passage.gaps[n] == " " and forms[n - 1].capital and fits(forms[n - 1], cues):
            first = _first_of(passage, n - 1, cues)
            blocked = first > 0 and forms[first - 1].capital and passage.gaps[first] == " "
            if first < n - 1 and not blocked:
                spans.append(_stretch(passage, first, n))
        elif passage.lows[n] == "said" and _QUOTED.search(passage.gaps[n]) and passage.gaps[n + 1] == " ":
            span = _name_at(passage, n + 1, cues)
            if span is not None and span[1] - span[0] > 1:
                spans.append(_stretch(passage, *span))
    return spans


def _first_of(passage: Passage, last: int, cues: Cues) -> int:
    """The number of the first word of the name that ends with a word."""
    forms = passage.forms
    first = last
    while first > 0 and last - first < LONGEST - 1 and fits(forms[first - 1], cues) and _joined(passage, first):
        first -= 1
    while first < last and not forms[first].capital and not _particle_start(forms[first].low):
        first += 1
    return first


def _name_at(passage: Passage, number: int, cues: Cues) -> tuple[int, int] | None:
    """The run of name words that begins with a word."""
    forms = passage.forms
    end = number
    while end < len(forms) and end - number < LONGEST and fits(forms[end], cues):
        if end > number and not _joined(passage, end):
            break
        end += 1
        if possessive(forms[end - 1].text):
            break
    while end > number and not forms[end - 1].capital and not forms[end - 1].low.startswith(("al-", "el-")):
        end -= 1
    named = end > number and (forms[number].capital or _particle_start(forms[number].low))
    return (number, end) if named else None


def _joined(passage: Passage, number: int) -> bool:
    """Whether a word may be of one name with that before it: a space between them, or an initial's full stop."""
    gap = passage.gaps[number]
    return gap in (" ", "' ", "\u2019 ", " '", " \u2018") or (gap == ". " and len(passage.words[number - 1]) == 1)


def fits(form: Form, cues: Cues) -> bool:
    """Whether a word may be one of a person's name."""
    low = form.low
    if low in cues.words["person.particles"]:
        return True
    if (
        low in cues.words["person.not_names"]
        or low in cues.words["person.titles"]
        or (form.text.isupper() and len(form.text) > 2)
    ):
        return False
    return (form.capital or low.startswith(("al-", "el-"))) and not any(c.isdigit() for c in low)


def _stretch(passage: Passage, first: int, end: int) -> tuple[int, int]:
    """Where the name of the words from `first` up to `end` stands."""
    return passage.starts[first], _end_of(passage, end - 1)


def _end_of(passage: Passage, last: int) -> int:
    return name_end(passage.words[last], passage.ends[last])
