"""What an article is about: which of its places it speaks of early, often, and as where something happened."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from index.facets.mentions.cues import Cues
from index.facets.mentions.model import Mention
from index.facets.mentions.passages import Passage
from search.names import Name

FADING: Final = 500.0
"""Characters of the body within which a mention's weight falls to a third: an article says first what it is about."""

LEAST: Final = 0.05
"""Weight of a mention far down, where one at the very beginning has 1."""

WIDE: Final = 0.4
"""Weight of a country or world region: it is named with everything that lies in it."""

_SENTENCE_END: Final = re.compile(r"[.!?\n](?:(?<=\n)|\s)")


def division(place: Name) -> str:
    """The id of the first-level division that a place lies in; its own where it lies in none."""
    if place.country is None or place.country not in place.lineage:
        return place.id
    below = place.lineage[place.lineage.index(place.country) + 1 :]
    return below[0] if below else place.id


def by_prominence(places: Iterable[Mention], cues: Cues) -> dict[str, list[Mention]]:
    """The mentions of each facet value, the main value first: values of the division that the article is about most,
    in the order of their own weight, then those of the next."""
    mentions: dict[str, list[Mention]] = {}
    own: defaultdict[str, float] = defaultdict(float)
    divisions: defaultdict[str, float] = defaultdict(float)
    home: dict[str, str] = {}  # the division that each place lies in
    readers: dict[str, _Reader] = {}
    for mention in places:
        place, name = mention.passage.place, mention.names[0]
        if place not in readers:
            readers[place] = _Reader(mention.passage, cues)
        weight = readers[place].weight(mention, name)
        value = name.value
        if value in mentions:
            mentions[value].append(mention)
        else:
            mentions[value] = [mention]
        if name.id not in home:
            home[name.id] = division(name)
        own[value] += weight
        divisions[home[name.id]] += weight
    return {
        value: mentions[value]
        for value in sorted(mentions, key=lambda v: (-divisions[home[mentions[v][0].names[0].id]], -own[v]))
    }


class _Reader:
    """Weighs the mentions of one passage. `_ends` are where its sentences end, `_eventful` the numbers of those that
    speak of attacks and their dead."""

    def __init__(self, passage: Passage, cues: Cues) -> None:
        self._passage, self._words = passage, cues.words
        lows, starts, happens = passage.lows, passage.starts, cues.happens
        events = [starts[number] for number in passage.telling if happens[lows[number]]]
        self._ends = [end.start() for end in _SENTENCE_END.finditer(passage.text)] if events else []
        self._eventful = {bisect_left(self._ends, event) for event in events}

    def weight(self, mention: Mention, name: Name) -> float:
        """How much a mention says that the article is about its place: the product of what is told in decision 0003."""
        start = 0 if self._passage.place == "title" else mention.start
        weight = LEAST + math.exp(-start / FADING)
        if name.type in ("country", "world region", "continent"):
            weight *= WIDE
        if mention.kind != "literal":
            return weight * 0.5
        return weight * self._where(mention) * (1.5 if self._of_event(mention) else 1.0)

    def _where(self, mention: Mention) -> float:
        """More where the preposition before the name says that something is there, less where it only comes or goes."""
        lows, words = self._passage.lows, self._words
        last = self._passage.word_at(mention.start)
        for number in range(last - 1, max(0, last - 7) - 1, -1):
            low = lows[number]
            if low in words["prominence.there"]:
                return 1.5
            if low in words["prominence.elsewhere"]:
                return 0.5
            if low not in words["prominence.between"] and "-" not in low:
                break
        return 1.0

    def _of_event(self, mention: Mention) -> bool:
        """Whether its sentence speaks of an attack."""
        if not self._eventful:
            return False
        first = bisect_left(self._ends, mention.start)
        if first in self._eventful:
            return True
        last = bisect_left(self._ends, mention.end)
        return any(sentence in self._eventful for sentence in range(first + 1, last + 1))
