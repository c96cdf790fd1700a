"""What an article is about: which of its places it speaks of early, often, and as where something happened."""

from __future__ import annotations

import itertools
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

GOVERNMENT: Final = 0.5
"""Weight of a capital that stands for its government."""

HEADLINE: Final = 3.0
"""Weight of the place that a headline says an attack was in, over that of other places in headlines."""

TOLD: Final = 0.3
"""Weight of a place where somebody only writes or speaks: that of a dateline, *told reporters in Moscow*."""

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
        self._passage, self._words, self._happens = passage, cues.words, cues.happens
        lows, starts, happens = passage.lows, passage.starts, cues.happens
        events = [starts[number] for number in passage.telling if happens[lows[number]]]
        self._ends = [end.start() for end in _SENTENCE_END.finditer(passage.text)] if events else []
        self._eventful = {bisect_left(self._ends, event) for event in events}

    def weight(self, mention: Mention, name: Name) -> float:
        """How much a mention says that the article is about its place: the product of what is told in decision 0003."""
        headline = self._passage.place == "title"
        weight = LEAST + math.exp(-(0 if headline else mention.start) / FADING)
        wide = name.type in ("country", "world region", "continent")
        if wide:
            weight *= WIDE
        if mention.kind == "capital":
            return weight * GOVERNMENT
        if mention.kind != "literal":
            return weight * 0.5
        where, event = self._where(mention), self._of_event(mention)
        if headline and event and where > 1 and not wide and self._behind_event(mention):
            weight *= HEADLINE
        return weight * where * (1.5 if event else 1.0)

    def _where(self, mention: Mention) -> float:
        """More where the preposition before the name says that something is there, less where it only comes or goes,
        and where somebody only speaks there."""
        lows, words = self._passage.lows, self._words
        if self._passage.place != "title" and mention.is_dateline():
            return TOLD
        last = self._passage.word_at(mention.start)
        for number in range(last - 1, max(0, last - 7) - 1, -1):
            low = lows[number]
            if low in words["prominence.there"]:
                told = low in ("in", "at") and number and lows[number - 1] in words["prominence.told"]
                return TOLD if told else 1.5
            if low in words["prominence.elsewhere"]:
                return 0.5
            if low not in words["prominence.between"] and "-" not in low:
                break
        return 1.0

    def _behind_event(self, mention: Mention) -> bool:
        """Whether a word of attack stands before a place in its own clause: *Missiles hit the camp in Hajin*, not
        *Strikes kill 10 while rebels gain ground in Manbij*."""
        lows, happens = self._passage.lows, self._happens
        last = self._passage.word_at(mention.start)
        before = itertools.takewhile(lambda low: low not in self._words["prominence.clauses"], reversed(lows[:last]))
        return any(happens[low] for low in before)

    def _of_event(self, mention: Mention) -> bool:
        """Whether its sentence speaks of an attack."""
        if not self._eventful:
            return False
        first = bisect_left(self._ends, mention.start)
        if first in self._eventful:
            return True
        last = bisect_left(self._ends, mention.end)
        return any(sentence in self._eventful for sentence in range(first + 1, last + 1))
