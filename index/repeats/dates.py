"""How the articles of a source write numeric dates: a part above 12 in one of them settles 05-07-2015 in its sisters.

An article says of each sign between numbers ("-" and "/") that it writes the day first (d), the month first (m), both
(b), or that it leaves it open (?), and all that in a word such as "-d /?". A source writes as its articles do, if
enough of them say so and next to none the contrary.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from index.facets.date_patterns import written_orders

LEAST_ARTICLES: Final = 3
"""That must write a date which can be read in one way only."""
LARGEST_DISSENT: Final = 0.05
"""The share of those that may write the contrary: an article may quote another's stamp."""
SHORT: Final = 100
"""Characters of a paragraph that may be a stamp; of a longer one only a date at its beginning counts."""
OPENING: Final = 40


def stamps(paragraph: str) -> Iterable[tuple[str, bool | None]]:
    """What the dates of a paragraph say that may be stamps (`index.facets.date_patterns.written_orders`)."""
    if "-" not in paragraph[:SHORT] and "/" not in paragraph[:SHORT]:
        return ()
    return written_orders(paragraph if len(paragraph) <= SHORT else paragraph[:OPENING])


def in_a_word(votes: Iterable[tuple[str, bool | None]]) -> str:
    """What the dates of one article say."""
    said: dict[str, set[bool | None]] = {}
    for sign, first in votes:
        said.setdefault(sign, set()).add(first)
    return " ".join(sign + _letters(said[sign]) for sign in sorted(said))


def _letters(firsts: set[bool | None]) -> str:
    order = "b" if {True, False} <= firsts else "d" if True in firsts else "m" if False in firsts else ""
    return order + ("?" if None in firsts else "")


def judge_dates(words: Iterable[tuple[str, int]]) -> dict[str, bool]:
    """Which signs a source writes day first (True) or month first: from the words of its articles, with how many
    articles say each."""
    votes: Counter[tuple[str, str]] = Counter()
    for said, articles in words:
        for part in said.split():
            votes[part[0], part[1]] += articles
    found = {}
    for sign in "-/":
        day, month = votes[sign, "d"], votes[sign, "m"]
        if max(day, month) >= LEAST_ARTICLES and min(day, month) <= LARGEST_DISSENT * (day + month):
            found[sign] = day > month
    return found


def open_dates(said: str, source: Mapping[str, bool]) -> dict[str, bool]:
    """What the source says of the dates that an article leaves open."""
    return {part[0]: source[part[0]] for part in said.split() if part.endswith("?") and part[0] in source}


def pack(source: Mapping[str, bool]) -> str:
    """What a source says, in a word that `unpack` reads."""
    return " ".join(sign + ("d" if source[sign] else "m") for sign in sorted(source))


def unpack(word: str) -> dict[str, bool]:
    """The inverse of `pack`."""
    return {part[0]: part[1] == "d" for part in word.split()}
