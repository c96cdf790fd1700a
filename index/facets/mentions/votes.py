"""What the places of an article say together about where it is set: their votes for countries and divisions."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Final

from index.facets.mentions.model import Mention
from search.names import Name

LARGE = 100_000
"""From so many people on a town is known by its bare name."""

FAMOUS = 1_000_000
"""Below so many people a town whose name somebody in the article has too needs support as well: *Frank Trapani*."""

SMALL = 15_000
"""Towns below this need support: a locative word, or their country or division named in the article."""

PROMINENT: Final = {
    "country": 6, "world region": 10, "continent": 10, "capital": 2, "region": 3, "mountains": 3, "island": 3,
    "sea": 12,
}  # fmt: skip
"""What a sort of place has over a town of as many people."""

UNCOUNTED = 1.7
"""Score of a hand-kept place whose people nobody counted: that of 500, as many as the smallest listed towns have."""

BETTER_KNOWN = 5
"""So many times the people of its namesake live in a town that its bare name means it: *Geneva*."""

SCENE = 2
"""An article that names more places than these within a country is set there, and may mean its *Alexandria*."""

TOWNS: Final = frozenset({"town", "city", "village", "capital"})
PEOPLED: Final = TOWNS | {"district", "camp"}
DIVISIONS: Final = frozenset({"division", "governorate", "county"})
"""Sorts of places: with a number of people; where people live; what countries are divided into."""


def divisions(name: Name) -> tuple[str, ...]:
    """The ids of what a place lies in below its country."""
    if name.country is None or name.country not in name.lineage:
        return ()
    return name.lineage[name.lineage.index(name.country) + 1 : -1]


def witnesses(mentions: list[Mention]) -> Counter[str]:
    """How many names of the article lie in each country and division for sure: those of towns that no place elsewhere
    shares, unless far fewer people live there, and of divisions and counties, for all that they may mean: *Butler
    County* is no town's name."""
    inside: list[str] = []
    for mention in {(mention.low, mention.kind): mention for mention in mentions if not mention.weak}.values():
        best = max(mention.names, key=known) if len(mention.names) > 1 else mention.names[0]
        if best.type in DIVISIONS:
            inside += {id for name in mention.names if name.type in DIVISIONS for id in name.lineage}
        elif best.type in TOWNS and (best.population >= SMALL or mention.supported):
            rivals = [other for other in mention.names if other.population * BETTER_KNOWN > best.population]
            inside += [id for id in best.lineage[:-1] if all(id in other.lineage for other in rivals)]
    return Counter(inside)


def known(name: Name) -> tuple[int, int]:
    """What a bare name means most: a country before all else, then a city, a division, and a town."""
    if name.type in TOWNS or name.type in DIVISIONS:
        return 0, FAMOUS // 2 if name.type in DIVISIONS else name.population
    return PROMINENT.get(name.type, 0), name.population


def country_votes(mentions: list[Mention]) -> dict[str, Counter[str]]:
    """How often each country is meant for sure, and by which spellings: by its name, or by places that no large place
    elsewhere shares its name with. Where there is none, the largest place of each name counts."""
    sure: defaultdict[str, Counter[str]] = defaultdict(Counter)
    likely: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for mention in mentions:
        name, low = mention.names[0], mention.low
        if not name.country or mention.weak:
            continue
        if name.type == "country":
            sure[name.country][low] += 2 if mention.kind == "literal" else 1
            continue
        if not _witness(mention):
            continue
        rivals = [other for other in mention.names if other.country != name.country]
        if not rivals or (name.population >= LARGE and all(r.population * 10 < name.population for r in rivals)):
            sure[name.country][low] += 1
        elif name.population >= LARGE:
            likely[name.country][low] += 1
    return sure or likely


def _witness(mention: Mention) -> bool:
    """Whether a place speaks for its country: a little town whose name may be any word (*Want to know more?*) is no
    witness for itself, unless it is hand-kept and stands where places stand. No part of a longer name is one."""
    name = mention.name
    if is_part(mention):
        return False
    return name.type != "town" or name.population >= LARGE or ("." in name.id and mention.supported)


def is_part(mention: Mention) -> bool:
    """Whether a town's name stands in a longer one, which may be somebody's: *Hilla Becher*."""
    return mention.kind == "part-of-name" and mention.name.type in ("town", "city", "village")


def division_votes(mentions: list[Mention]) -> Counter[str]:
    """How often each division, county or area is named."""
    names = [mention.names[0] for mention in mentions]
    return Counter([name.id for name in names if name.type in ("division", "governorate", "region", "area", "county")])
