"""Whose a family name is that stands alone: in an article on the poet *Ibrahim Nasrallah*, *Nasrallah* is he."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from index.facets.mentions.cues import Cues
from index.facets.mentions.model import Mention
from index.facets.mentions.passages import Passage, possessive
from index.facets.mentions.people import LONGEST, fits
from search.documents import Place
from search.names import Name, Names

_ARTICLE: Final = re.compile(r"(?:[ae]l|a(?:sh|th|dh|[drstnz]))[- ]")


class Bearer(NamedTuple):
    """Somebody whom an article names in full: his first name, where the family name begins and ends, whom the lists
    have by the whole name."""

    passage: Passage
    start: int
    end: int
    listed: tuple[Name, ...]

    @property
    def text(self) -> str:
        """The whole name."""
        return " ".join(self.passage.text[self.start : self.end].split())

    def holds(self, mention: Mention) -> bool:
        """Whether a mention is a part of the whole name."""
        return mention.passage is self.passage and self.start <= mention.start < self.end


class _Known(NamedTuple):
    """All who are named in full with one family name, in order and by passage; `owners` are the ids of those whom the
    lists have by the whole name."""

    bearers: list[Bearer]
    inside: Mapping[Place, list[Bearer]]
    owners: frozenset[str]

    @classmethod
    def of(cls, bearers: list[Bearer]) -> _Known:
        inside: defaultdict[Place, list[Bearer]] = defaultdict(list)
        for bearer in bearers:
            inside[bearer.passage.place].append(bearer)
        return cls(bearers, inside, frozenset(name.id for bearer in bearers for name in bearer.listed))


def family_name(mention: Mention) -> str:
    """The family name, in small letters and without an Arabic article, that is all that a mention of a listed person
    has of his name; "" for other mentions."""
    if mention.name.type != "person":
        return ""
    low = _bare(mention.low)
    return "" if " " in low else low


def part_namesakes(
    mentions: list[Mention], passages: Sequence[Passage], names: Names, cues: Cues
) -> tuple[list[Mention], list[tuple[Bearer, Mention]]]:
    """The mentions without the family names of other people than the lists have, and these, each with whom it means:
    the one last named in full before it. The listed one is meant where the article has his whole name too, or where
    his family name stands alone before anybody else has it, which only the famous can do. The title is read last: it
    may shorten a name that the text explains."""
    lone = {id(mention): low for mention in mentions if (low := family_name(mention))}
    if not lone:
        return mentions, []
    ordered = sorted(passages, key=lambda passage: passage.place == "title")
    known = {low: _Known.of(_bearers(ordered, low, names, cues)) for low in set(lone.values())}
    others: list[tuple[Bearer, Mention]] = []
    famous: set[str] = set()
    for mention in sorted(mentions, key=lambda m: (m.passage.place == "title", m.start)):
        low = lone.get(id(mention), "")
        if low and low not in famous:
            bearer = _meant(mention, known[low])
            if bearer is None:
                famous.add(low)
            else:
                others.append((bearer, mention))
    gone = {id(mention) for _, mention in others}
    alone = [(bearer, mention) for bearer, mention in others if not bearer.holds(mention)]
    return [mention for mention in mentions if id(mention) not in gone], alone


def _meant(mention: Mention, known: _Known) -> Bearer | None:
    """The one last named in full up to a mention, or None where the listed person may be meant."""
    if not known.bearers or any(name.id in known.owners for name in mention.names):
        return None
    place = mention.passage.place
    here = known.inside.get(place, [])
    if place == "title":
        at = bisect_left(here, mention.end, key=lambda bearer: bearer.end)
        return here[at] if at < len(here) else known.bearers[0]
    before = bisect_right(here, mention.start, key=lambda bearer: bearer.start)
    return here[before - 1] if before else None


def _bearers(passages: Sequence[Passage], low: str, names: Names, cues: Cues) -> list[Bearer]:
    """The people whom the passages name in full with this family name, in order."""
    found = []
    for passage in passages:
        for number in _places(passage, low):
            first = _first_name(passage, number, names, cues)
            if first is not None:
                start, end = passage.starts[first], passage.starts[number] + len(passage.words[number])
                whole = Bearer(passage, start, end, ())
                listed = tuple(name for name in names.lookup("actor", whole.text) if name.type == "person")
                found.append(whole._replace(listed=listed))
    return found


def _places(passage: Passage, low: str) -> Iterator[int]:
    """The numbers of the words that are this family name."""
    for number, word in enumerate(passage.lows):
        if word.endswith(low) and _bare(word) == low:
            yield number


def _bare(low: str) -> str:
    article = _ARTICLE.match(low)
    return low[article.end() :] if article else low


def _first_name(passage: Passage, number: int, names: Names, cues: Cues) -> int | None:
    """The number of the first name that belongs to a family name: a known one, or, in running text within a sentence, a
    capitalised word that names nothing else or has a title before it (not *with Hezbollah Nasrallah*)."""
    first = number
    while (
        first > max(0, number - LONGEST)
        and passage.gaps[first] == " "
        and fits(passage.forms[first - 1], cues)
        and not possessive(passage.words[first - 1])
    ):
        first -= 1
    lows = passage.lows
    for n in range(first, number):
        if lows[n] in cues.words["person.first_names"]:
            return n
    form = passage.forms[first]
    blocked = passage.headline or not form.capital or passage.opens_sentence(first)
    if (
        first == number
        or blocked
        or any(form.low in cues.words[words] for words in ("person.particles", "place.before"))
    ):
        return None
    if form.low.rpartition("-")[2] in cues.words["person.titles"]:  # *Vice-President*
        return None
    titled = first > 0 and lows[first - 1] in cues.words["person.titles"]
    return first if titled or not any(names.lookup(field, form.text) for field in ("actor", "region")) else None
