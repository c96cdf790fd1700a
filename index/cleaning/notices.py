"""What a publisher says of itself between or below an article's paragraphs: appeals, invitations, who the author is.

No list of phrases holds every wording of an appeal. What they share is that they speak to readers (*you*, *our*), of
giving and publishing, under a text that does neither. So they are found by kinds of words (data/notices.tsv), where the
network is not sure and the rest of the article speaks to nobody.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from index.articles import Reason
from index.cleaning.function_words import all_function_words
from index.cleaning.lines import Line
from index.cleaning.normal import fold_words

if TYPE_CHECKING:
    from index.cleaning.decide import Chances

DOUBT: Final = 0.9
"""The chance of belonging to the article from which on a notice needs one word more."""
BEYOND_DOUBT: Final = 0.97
"""The same from which on nothing is a notice."""
LONGEST: Final = 80
"""Words of a notice."""
TOPICS: Final = 3
"""Different words of giving and publishing in a notice, at least."""
READERS: Final = 0.12
"""The share of an article's other sentences that speak to readers, from which on it is an article of that kind."""
FEWEST: Final = 3
"""Sentences by which that is told, at least."""
LAST: Final = 2
"""Kept lines at the end of an article, among which an author is introduced."""
CALLING: Final = 14
"""Words of a line among which a calling stands."""
_QUOTED: Final = re.compile(r"[\"\u201c\u201d\u201e\u00ab\u00bb]")
_NAMED: Final = re.compile(
    r"(?P<name>(?:[^\W\d_a-z\u00df-\u00ff][\w.\u2019'-]* ){2,4})"
    r"(?:is|was|covers|writes|reports|works|lives|est|couvre|ist|schreibt|arbeitet|es|cubre|escribe|[\u2013\u2014-]) "
)
"""A person's name at the beginning of a line, and what begins to tell who that is."""


def find_notices(
    lines: Sequence[Line], kept: Sequence[bool], chances: Callable[[], Sequence[Chances]]
) -> list[tuple[int, Reason]]:
    """The numbers of kept lines that are notices, with their reasons. `chances` are asked for, perhaps several times,
    only where the words of a line are those of a notice. Linear in the lines."""
    words = notice_words()
    open_lines = [n for n, stays in enumerate(kept) if stays and not _QUOTED.search(lines[n].text)]
    addressed = [n for n in open_lines if not words["reader"].isdisjoint(lines[n].words)]
    found: list[tuple[int, Reason]] = []
    for n in addressed:
        line = lines[n]
        giving = len(words["giving"].intersection(line.words))
        topics = giving + len(words["publishing"].intersection(line.words))
        if topics < TOPICS or line.count > LONGEST or not words["speech"].isdisjoint(line.words):
            continue
        chance = chances()[n].article
        if chance < BEYOND_DOUBT and topics >= TOPICS + (chance >= DOUBT):
            found.append((n, "donation" if giving else "other"))
    others = sum(1 for n in open_lines if lines[n].sentence) - len(found)
    if others < FEWEST or len(addressed) - len(found) > READERS * others:
        found = []
    return found + _authors(lines, kept, {n for n, _ in found})


def _authors(lines: Sequence[Line], kept: Sequence[bool], gone: Collection[int]) -> list[tuple[int, Reason]]:
    """Who the author is, below the article: a name that it is signed with, or that nothing above speaks of."""
    body = [n for n, stays in enumerate(kept) if stays and n not in gone]
    found: list[tuple[int, Reason]] = []
    for n in body[:0:-1][:LAST]:
        name = _introduced(lines[n])
        if name is None:
            break
        signed = any(line.cue is not None and line.cue.reason == "byline" and name in line.text for line in lines[:n])
        family = name.split()[-1]
        if not signed and any(lines[m].sentence and family in lines[m].text for m in body if m < n):
            break
        found.append((n, "byline"))
    return found


def _introduced(line: Line) -> str | None:
    """The name of a person whose calling a line tells, or None."""
    begin = _NAMED.match(line.text)
    if begin is None or line.count > LONGEST or _QUOTED.search(line.text):
        return None
    name = begin["name"].strip()
    callings = notice_words()["author"].intersection(line.words[:CALLING])
    return name if callings and all_function_words().isdisjoint(fold_words(name)) else None


@lru_cache(maxsize=1)
def notice_words() -> dict[str, frozenset[str]]:
    """Kind -> its words in all languages (data/notices.tsv)."""
    table = files("index.cleaning").joinpath("data/notices.tsv").read_text("utf-8")
    kinds: dict[str, set[str]] = {}
    for row in table.splitlines()[1:]:
        kind, _, words, _ = row.split("\t")
        kinds.setdefault(kind, set()).update(fold_words(words))
    return {kind: frozenset(words) for kind, words in kinds.items()}
