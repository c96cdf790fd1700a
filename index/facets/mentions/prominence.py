"""What an article is about: which of its places it speaks of early, often, and as where something happened."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from index.facets.mentions.cues import Cues
from index.facets.mentions.model import Mention
from search.names import Name

FADING: Final = 500.0
"""Characters of the body within which a mention's weight falls to a third: an article says first what it is about."""

LEAST: Final = 0.05
"""Weight of a mention far down, where one at the very beginning has 1."""

WIDE: Final = 0.4
"""Weight of a country or world region: it is named with everything that lies in it."""

_SENTENCE_END: Final = re.compile(r"[.!?]\s|\n")


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
    own: Counter[str] = Counter()
    divisions: Counter[str] = Counter()
    for mention in places:
        weight = _weight(mention, cues)
        mentions.setdefault(mention.name.value, []).append(mention)
        own[mention.name.value] += weight  # type: ignore[assignment]
        divisions[division(mention.name)] += weight  # type: ignore[assignment]
    return {
        value: mentions[value]
        for value in sorted(mentions, key=lambda v: (-divisions[division(mentions[v][0].name)], -own[v]))
    }


def _weight(mention: Mention, cues: Cues) -> float:
    start = 0 if mention.passage.place == "title" else mention.start
    weight = LEAST + math.exp(-start / FADING)
    if mention.name.type in ("country", "world region", "continent"):
        weight *= WIDE
    if mention.kind != "literal":
        return weight * 0.5
    return weight * _where(mention, cues) * (1.5 if _happens(mention, cues) else 1.0)


def _where(mention: Mention, cues: Cues) -> float:
    """More where the preposition before the name says that something is there, less where it only comes or goes."""
    for token in mention.passage.before(mention.start, 7):
        if cues.has("prominence.there", token.low):
            return 1.5
        if cues.has("prominence.elsewhere", token.low):
            return 0.5
        if not (cues.has("prominence.between", token.low) or "-" in token.low):
            break
    return 1.0


@lru_cache(maxsize=1)
def _events(stems: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(sorted(stems))})", re.IGNORECASE)


def _happens(mention: Mention, cues: Cues) -> bool:
    """Whether the sentence speaks of an attack or its dead."""
    text = mention.passage.text
    end = _SENTENCE_END.search(text, mention.end, mention.end + 300)
    first = max(text.rfind(". ", max(0, mention.start - 300), mention.start), 0)
    return (
        _events(cues.words["prominence.events"]).search(text, first, end.start() if end else mention.end + 300)
        is not None
    )
