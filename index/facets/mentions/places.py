"""Which places an article means: from the names found in it to one meaning for each."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Set
from functools import lru_cache
from typing import Final

from index.facets.dateline import agency_follows
from index.facets.mentions.cues import Cues
from index.facets.mentions.model import Mention
from index.facets.mentions.passages import Passage, possessive
from index.facets.mentions.votes import (
    BETTER_KNOWN,
    DIVISIONS,
    FAMOUS,
    LARGE,
    PEOPLED,
    PROMINENT,
    SCENE,
    SMALL,
    TOWNS,
    UNCOUNTED,
    country_votes,
    division_votes,
    divisions,
    is_part,
    known,
    witnesses,
)
from search.names import Match, Name
from search.names.written import Form

FIRM: Final = 3
"""Words behind a place within which the last word of a newspaper's or firm's name is looked for."""

DIVISION: Final = 7.0
"""Score of a first-level division that holds no town of its name, where its country is spoken of: *California* is not
the town in Maryland."""

ELSEWHERE: Final = 3.5
"""The same where it is not: *Gaza* is not the province of Mozambique. None where the name is an ordinary word, too:
*the war in the Gulf* is not in Papua New Guinea."""

_ARTICLE: Final = re.compile(r"(?<![^\W_])(?:[ae]l|a(?:sh|th|dh|[drstnz]))-\Z", re.IGNORECASE)
_ARTICLED: Final = re.compile(r" (?:[ae]l|a(?:sh|th|dh|[drstnz]))-[A-Z]")
_NUMBERED: Final = re.compile(r"-\d")
"""What makes of a place the name of an operation or a weapon: *Karbala-5*."""


def place_mentions(
    passage: Passage, matches: list[Match], cues: Cues, small: Set[str], people: set[str]
) -> list[Mention]:
    """The mentions of places in a passage: of overlapping ones the longest, and none that stand inside a longer
    capitalised name. `small` are the words that the article writes in small letters too: what is one of them is
    hardly a name (*Has*, *Auch*, *Cela*), and counts only where a place must stand. What stands behind somebody's first
    name is added to `people`, in small letters, and what is no place with the word behind it (*victoria|nuland*)."""
    found: list[Mention] = []
    last = 0
    possessives = {match.text.lower() + "s" for match in matches}  # scraped text often lost its apostrophes
    for match in sorted(matches, key=lambda m: (m.start, -m.end, m.kind == "literal" and m.weak)):
        low = match.text.lower()
        if match.start < last or not _capitalised(match.text) or low in cues.words["place.never"]:
            continue
        if _NUMBERED.match(passage.text, match.end):
            continue
        start = _with_article(passage.text, match)
        mention = Mention(passage, start, match.end, match.kind, list(match.names), weak=match.weak or low in small)
        if match.kind == "literal":
            before, after = passage.adjacent_before(start), passage.adjacent_after(match.end)
            dateline = _is_dateline(mention)
            if not dateline and _of_other(mention, before, cues, people):
                continue
            if not (dateline or passage.headline or _stands_alone(mention, before, after, cues, possessives, people)):
                if after is not None:
                    people.add(f"{low}|{after.low}")
                continue
            mention.supported = dateline or _supported(mention, after, cues)
        else:
            mention.supported = True
        found.append(mention)
        last = match.end
    return found


def _with_article(text: str, match: Match) -> int:
    """Where the name begins together with an Arabic article before it (*al-Ashrafiyeh*)."""
    if match.kind == "literal" and text[match.start - 1 : match.start] == "-":
        article = _ARTICLE.search(text, max(0, match.start - 4), match.start)
        if article is not None:
            return article.start()
    return match.start


@lru_cache(maxsize=4096)
def _capitalised(text: str) -> bool:
    words = text.replace("-", " ").split()
    if words[0].lower() == "the":
        words = words[1:]  # *The villages* are not the town in Florida
    return any(word[:1].isupper() or not word[:1].islower() for word in words[:1] + words[-1:])


def _stands_alone(
    mention: Mention, before: Form | None, after: Form | None, cues: Cues, possessives: set[str], people: set[str]
) -> bool:
    """False inside a longer capitalised name (*Jordan Smith*, *Camp Jordan*), which the words around it tell; such
    mentions of large and unambiguous places stay, as parts of a name."""
    passage = mention.passage
    if before is not None and mention.name.type in ("town", "city") and before.low in cues.words["place.article"]:
        return False
    shared = mention.text.lower() in cues.words["place.also_people"]
    strong = not (mention.weak or shared) and (
        mention.name.type in ("country", "world region", "continent") or "." in mention.name.id
    )
    if before is not None and (before.low in possessives or possessive(before.text)):
        before = None
    if before is not None and before.capital and before.text != "I" and before.low not in cues.words["place.before"]:
        number = passage.word_at(mention.start) - 1
        if not passage.opens_sentence(number) and not before.text.isupper():
            if not strong or before.low in cues.words["place.person_before"] or _titled(passage, number, cues):
                people.add(mention.text.lower())
                return False
        elif before.low in cues.words["place.person_before"]:
            return False
    if after is not None and (mention.weak or shared) and _ARTICLED.match(passage.text, mention.end):
        return False  # *Bab al-Saghir* is not al-Bab, *Badr al-Din* not Badr
    if (
        after is not None
        and after.capital
        and after.low not in cues.words["place.after"]
        and passage.text[mention.end] == " "
    ):
        if not strong:
            return False
        mention.kind = "part-of-name"
    return True


def _of_other(mention: Mention, before: Form | None, cues: Cues, people: set[str]) -> bool:
    """Whether a place is only part of somebody's name, or of what a group, newspaper or firm is called: *Adnan Afrin*,
    *Jaish al-Sham*, *the Moscow Times*, *Bank of Beirut*."""
    passage, firms = mention.passage, cues.words["place.firms"]
    first = passage.word_at(mention.start)
    if before is not None and before.capital and not possessive(before.text):
        if before.low in cues.words["place.given"]:
            if not passage.opens_sentence(first - 1):
                people.add(mention.text.lower())
            return True
        if before.low in cues.words["group.first"]:
            return True
    lows, forms = passage.lows, passage.forms
    found = before is not None and before.low == "of" and first > 1 and forms[first - 2].capital
    found = found and lows[first - 2] in firms
    behind = passage.word_at(mention.end)
    if passage.starts[behind : behind + 1] != [mention.end + 1]:
        behind = len(lows)  # Boston's ...
    for number in range(behind, min(behind + FIRM, len(lows))):
        if found or passage.gaps[number] != " " or not forms[number].capital:
            break
        found = lows[number] in firms
    # the Bank of England is one of its country's
    return found and max(mention.names, key=known).type in PEOPLED


def _titled(passage: Passage, first: int, cues: Cues) -> bool:
    """Whether a word is somebody's first name, because a title stands before it: *Prime Minister Zaid al-Rifa'i*."""
    title = passage.adjacent_before(passage.starts[first])
    return title is not None and title.capital and title.low in cues.words["person.titles"]


def _is_dateline(mention: Mention) -> bool:
    """*MOSCOW (Sputnik)*"""
    text = mention.text
    return text.isupper() and len(text) > 3 and agency_follows(mention.passage.text, mention.end)


def _supported(mention: Mention, after: Form | None, cues: Cues) -> bool:
    near = mention.passage.before(mention.start, 2)
    if near and near[0] in cues.words["place.locative"]:
        return True
    if len(near) > 1 and near[0] == "of" and near[1] in cues.words["place.of"]:
        return True
    if len(near) > 1 and near[0] == "the" and near[1] in cues.words["place.locative"]:
        return True
    return after is not None and after.low in cues.words["place.kinds"]


class Resolver:
    """Chooses among the places that share a spelling, by what else the article names."""

    def __init__(self, mentions: list[Mention], cues: Cues, people: Set[str]) -> None:
        self._cues, self._people, self._mentions = cues, people, mentions
        self._inside = witnesses(mentions)
        self._lows = {mention.text.lower() for mention in mentions if not mention.weak}
        self._written: defaultdict[str | None, set[str]] = defaultdict(set)  # those of each country, once they are told
        self._largest: dict[str, int] = {}  # people of the largest town of each spelling
        self._leave_outvoted()
        self._votes = country_votes(mentions)
        self.countries = Counter({country: votes.total() for country, votes in self._votes.items()})
        self.divisions = division_votes(mentions)
        self._most = max(self.countries.values(), default=1)

    def _leave_outvoted(self) -> None:
        """Leave out countries where a division elsewhere of that name is meant: *Georgia* beside *Atlanta*."""
        spoken: defaultdict[str, set[str]] = defaultdict(set)
        for mention in self._mentions:
            if mention.name.type == "country":
                spoken[mention.name.id].add(mention.text.lower())
        for mention in self._mentions:
            name, rest = mention.name, mention.names[1:]
            if rest and len(spoken[name.id]) == 1:  # a second is that of its people: *Georgian*
                divisions = [other for other in rest if other.type in DIVISIONS]
                if any(self._inside[other.id] > self._inside[name.id] for other in divisions):
                    mention.names = rest

    def resolve(self, mentions: Iterable[Mention]) -> list[Mention]:
        """The mentions that stay, each with the meaning chosen first among its names."""
        ordered = sorted(mentions, key=lambda m: (m.passage.place != "title", m.start))
        for n, mention in enumerate(ordered):
            following = ordered[n + 1] if n + 1 < len(ordered) else None
            state = _comma_parent(mention, following)
            if len(mention.names) > 1:  # sorted, not sort: the scores look at all the names
                mention.names = sorted(mention.names, key=lambda name: -self._score(name, mention, state))
            if state is not None and following is not None and mention.name.within(state.id):
                mention.supported = following.supported = True
                following.names.sort(key=lambda name: name.id != state.id)
        told = {(m.text.lower(), m.name.id) for m in ordered if m.supported and m.kind == "literal"}
        for mention in self._mentions:
            if not mention.weak:
                self._written[mention.name.country].add(mention.text.lower())
        for mention in ordered:
            low = mention.text.lower()
            mention.supported |= (low, mention.name.id) in told and low not in self._people
        return [mention for mention in ordered if self._stays(mention) and not self._named_below(mention)]

    def _score(self, name: Name, mention: Mention, state: Name | None) -> float:
        score = math.log10(name.population + 10) + PROMINENT.get(name.type, 0)
        if name.type in ("governorate", "division"):
            seat = any(name.id in other.lineage[:-1] for other in mention.names)
            near = DIVISION if name.country in self.countries else 0 if mention.weak else ELSEWHERE
            score += 12 if self._division_meant(mention) else 1 if seat else near
        elif "." in name.id:
            score += 2  # hand-kept: in the news
        if (
            name.country is not None
            and self._spoken_of(name.country, mention)
            and not self._overshadowed(name, mention)
        ):
            score += 2 + 2 * self.countries[name.country] / self._most
            score += UNCOUNTED if "." in name.id and not name.population and name.type in PEOPLED else 0
        if not self.divisions.keys().isdisjoint(name.lineage[:-1]):
            score += 1
        if any(self._inside[id] for id in divisions(name)):
            score += 1
        if state is not None and name.within(state.id) and name.id != state.id:
            score += 20
        return score

    def _spoken_of(self, country: str, mention: Mention) -> bool:
        """Whether something else than a name itself says that an article speaks of a country."""
        return self.countries[country] > self._votes[country][mention.text.lower()] if country in self._votes else False

    def _overshadowed(self, name: Name, mention: Mention) -> bool:
        """Whether a town has the name of one far better known, and too little that the article names lies near it.
        That its country is named says little where the country is large: *Washington* does not make *Geneva* the one
        in Illinois."""
        if name.type not in TOWNS or "." in name.id or any(self._inside[id] for id in divisions(name)):
            return False  # hand-kept ones are known as well
        if name.population >= LARGE and self._inside[name.country or ""] > SCENE:
            return False
        low = mention.text.lower()
        if low not in self._largest:
            bearers = (n.population for n in mention.names if n.type in TOWNS and n.canonical.lower() == low)
            self._largest[low] = max(bearers, default=0)
        return self._largest[low] >= max(LARGE, BETTER_KNOWN * name.population)

    def _division_meant(self, mention: Mention) -> bool:
        passage = mention.passage
        after, near = passage.adjacent_after(mention.end), passage.before(mention.start, 12)
        if after is not None and after.low in self._cues.words["town.after"]:
            return False
        if after is not None and after.low in self._cues.words["division.after"]:
            return True
        for low in near:
            if low in self._cues.words["town.before"]:
                return False
            if low in self._cues.words["division.before"]:
                return True
        return False

    def _famous(self, name: Name) -> bool:
        """Whether a place is meant even where somebody has its name."""
        return "." in name.id or (name.population >= FAMOUS and name.country in self.countries)

    def _stays(self, mention: Mention) -> bool:
        name = mention.name
        if mention.kind == "adjective":
            return True
        if mention.supported:
            return not self._astray(mention)
        if mention.weak or (mention.text.lower() in self._people and not self._famous(name)):
            return False
        if is_part(mention) and name.country not in self.countries:
            return False
        people = max(other.population for other in mention.names if other.country == name.country)
        if (
            name.type in ("country", "world region", "continent", "capital", "division", "governorate")
            or people >= LARGE
        ):
            return True
        if "." in name.id:  # hand-kept places of conflicts: where their country is spoken of
            return name.country is None or name.country in self.countries
        near = name.country in self.countries or any(id in self.divisions for id in name.lineage[:-1])
        return near and people >= SMALL

    def _named_below(self, mention: Mention) -> bool:
        """Whether what looks like a place in a headline, where capitals tell nothing, is somebody's or something's name
        in the body: *Victoria Nuland in Beirut*."""
        if mention.passage.place != "title" or mention.kind != "literal":
            return False
        after = mention.passage.adjacent_after(mention.end)
        return after is not None and f"{mention.text.lower()}|{after.low}" in self._people

    def _astray(self, mention: Mention) -> bool:
        """Whether a noun speaks for a place (*the Rawda district of Marib*), and the little one of that name lies in a
        country that nothing else in the article does: it is one of its own, that no list holds."""
        name, passage, low = mention.name, mention.passage, mention.text.lower()
        if name.population >= SMALL or name.type not in PEOPLED:
            return False
        after, near = passage.adjacent_after(mention.end), passage.before(mention.start, 2)
        told = after is not None and not after.capital and after.low in self._cues.words["unlisted.nouns"]
        if not told and not (len(near) > 1 and near[0] == "of" and near[1] in self._cues.words["unlisted.of"]):
            return False
        return not self._lows <= {low} and self._written[name.country] <= {low}


def _comma_parent(mention: Mention, following: Mention | None) -> Name | None:
    """The division or country that follows after a comma: *Paris, Texas*."""
    if following is None or following.passage is not mention.passage:
        return None
    if mention.passage.text[mention.end : following.start] not in (", ", " , ", ","):
        return None
    for name in following.names:
        if name.type in ("country", "division", "governorate", "region", "county") and any(
            n.within(name.id) and n.id != name.id for n in mention.names
        ):
            return name
    return None
