"""Which places an article means: from the names found in it to one meaning for each."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Set
from functools import lru_cache
from itertools import zip_longest
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

_COMMAS: Final = frozenset((", ", " , ", ","))
"""What stands between a place and what it lies in: *Paris, Texas*."""
_LONGEST_COMMA: Final = max(map(len, _COMMAS))

_ARTICLE: Final = re.compile(r"(?<![^\W_])(?:[ae]l|a(?:sh|th|dh|[drstnz]))-\Z", re.IGNORECASE)
_ARTICLED: Final = re.compile(r" (?:[ae]l|a(?:sh|th|dh|[drstnz]))-[A-Z]")
_GOES_ON: Final = re.compile(r"-(?:\d|(?:e|i|ye)-)")
"""What makes of a place the name of an operation or a weapon (*Karbala-5*), or of another place (*Dasht-e-Archi*)."""
_PART_OF: Final = re.compile(
    r" (?:district|neighbou?rhood|suburb|quarter|area) (?:of|in) (?:the )?(?:\w+ )?(?:(?:countryside|province) of )?"
)
"""What stands between a part of a town and the town."""
FARTHEST: Final = 50
"""Characters that it has at most."""


def place_mentions(
    passage: Passage, matches: list[Match], cues: Cues, written: Set[str], people: set[str]
) -> list[Mention]:
    """The mentions of places in a passage: of overlapping ones the longest, and none that stand inside a longer
    capitalised name. `written` are all words of the article: what it writes in small letters too is hardly a name
    (*Has*, *Auch*, *Cela*), and counts only where a place must stand. What stands behind somebody's first
    name is added to `people`, in small letters, and what is no place with the word behind it (*victoria|nuland*)."""
    found: list[Mention] = []
    last = 0
    for match in sorted(matches, key=lambda m: (m.start, -m.end, m.kind == "literal" and m.weak)):
        start, end, text, kind, names, weak = match
        if start < last or not _capitalised(text) or text.lower() in cues.words["place.never"]:
            continue
        if passage.text.startswith("-", end) and _GOES_ON.match(passage.text, end):
            continue
        if kind == "literal":
            start = _with_article(passage.text, start)
        mention = Mention(passage, start, end, kind, list(names), "names", weak or _is_small(text.lower(), written))
        if kind == "literal":
            before, after = passage.adjacent_before(start), passage.adjacent_after(end)
            dateline = _is_dateline(mention)
            if not dateline and _within_reach(before, after) and _of_other(mention, before, cues, people):
                continue
            if not (dateline or passage.headline or _stands_alone(mention, before, after, cues, matches, people)):
                if after is not None:
                    people.add(f"{text.lower()}|{after.low}")
                continue
            mention.supported = dateline or _supported(mention, after, cues)
        else:
            mention.supported = True
        found.append(mention)
        last = end
    return found


def _is_small(low: str, written: Set[str]) -> bool:
    """Whether an article with these words writes one in small letters. Scripts without capitals have none."""
    return low in written and low.islower()


def _with_article(text: str, start: int) -> int:
    """Where the name that begins there does together with an Arabic article before it (*al-Ashrafiyeh*)."""
    article = _ARTICLE.search(text, max(0, start - 4), start) if text[start - 1 : start] == "-" else None
    return start if article is None else article.start()


@lru_cache(maxsize=4096)
def _capitalised(text: str) -> bool:
    words = text.replace("-", " ").split()
    if words[0].lower() == "the":
        words = words[1:]  # *The villages* are not the town in Florida
    return any(word[:1].isupper() or not word[:1].islower() for word in words[:1] + words[-1:])


def _stands_alone(
    mention: Mention, before: Form | None, after: Form | None, cues: Cues, matches: list[Match], people: set[str]
) -> bool:
    """False inside a longer capitalised name (*Jordan Smith*, *Camp Jordan*), which the words around it tell; such
    mentions of large and unambiguous places stay, as parts of a name. `matches` are all of the passage."""
    passage, name = mention.passage, mention.names[0]
    if before is not None and name.type in ("town", "city") and before.low in cues.words["place.article"]:
        return False
    if not (before is not None and before.capital) and (after is None or after.small):
        return True  # mostly: what goes on has capitals
    shared = mention.low in cues.words["place.also_people"] or mention.low in cues.words["place.given"]
    strong = not (mention.weak or shared) and (name.type in ("country", "world region", "continent") or "." in name.id)
    if before is not None and (possessive(before.text) or _without_apostrophe(before.low, matches)):
        before = None
    if before is not None and before.capital and before.text != "I" and before.low not in cues.words["place.before"]:
        number = passage.word_at(mention.start) - 1
        if not passage.opens_sentence(number) and not before.text.isupper():
            if not strong or before.low in cues.words["place.person_before"] or _titled(passage, number, cues):
                people.add(mention.low)
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


def _without_apostrophe(low: str, matches: list[Match]) -> bool:
    """Whether a word is the possessive of a place's name, whose apostrophe scraped text often lost: *Syrias*."""
    return low.endswith("s") and any(match.text.lower() == low[:-1] for match in matches)


def _within_reach(before: Form | None, after: Form | None) -> bool:
    """Whether the words beside a place may be of a longer name: mostly they have no capitals."""
    return (before is not None and (before.capital or before.low == "of")) or (after is not None and after.capital)


def _of_other(mention: Mention, before: Form | None, cues: Cues, people: set[str]) -> bool:
    """Whether a place is only part of somebody's name, or of what a group, newspaper or firm is called: *Adnan Afrin*,
    *Jaish al-Sham*, *the Moscow Times*, *Bank of Beirut*."""
    passage, firms = mention.passage, cues.words["place.firms"]
    first = passage.word_at(mention.start)
    if before is not None and before.capital and not possessive(before.text):
        if before.low in cues.words["place.given"]:
            if not passage.opens_sentence(first - 1):
                people.add(mention.low)
            return True
        if before.low in cues.words["group.first"]:
            return True
    lows, forms = passage.lows, passage.forms
    found = before is not None and before.low == "of" and first > 1 and forms[first - 2].capital
    found = found and lows[first - 2] in firms
    behind = passage.word_at(mention.end)
    if passage.ends[behind - 1] != mention.end:
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
    """Chooses among the places that share a spelling, by what else the article names. `mentions` are in text order,
    the title's first."""

    def __init__(self, mentions: list[Mention], cues: Cues, people: Set[str]) -> None:
        self._cues, self._people, self._mentions = cues, people, mentions
        self._inside = witnesses(mentions)
        self._lows = {mention.low for mention in mentions if not mention.weak}
        self._written: defaultdict[str | None, set[str]] = defaultdict(set)  # those of each country, once they are told
        self._largest: dict[str, int] = {}  # people of the largest town of each spelling
        self._leave_outvoted()
        self._votes = country_votes(mentions)
        self.countries = Counter({country: votes.total() for country, votes in self._votes.items()})
        self.divisions = division_votes(mentions)
        self._most = max(self.countries.values(), default=1)

    def _leave_outvoted(self) -> None:
        """Leave out countries where a division elsewhere of that name is meant: *Georgia* beside *Atlanta*."""
        spellings: defaultdict[str, set[str]] = defaultdict(set)
        for mention in self._mentions:
            spellings[mention.names[0].id].add(mention.low)
        for mention in self._mentions:
            name = mention.names[0]
            if len(mention.names) > 1 and name.type == "country":
                divisions = [other for other in mention.names[1:] if other.type in DIVISIONS]
                # a second spelling is that of its people: *Georgian*
                if len(spellings[name.id]) == 1 and any(
                    self._inside[other.id] > self._inside[name.id] for other in divisions
                ):
                    mention.names = mention.names[1:]

    def resolve(self) -> list[Mention]:
        """The mentions that stay, each with the meaning chosen first among its names."""
        pairs = zip_longest(self._mentions, self._mentions[1:])
        self._mentions = [mention for mention, following in pairs if _lies_in(mention, following)]
        for mention, following in zip_longest(self._mentions, self._mentions[1:]):
            state = _comma_parent(mention, following)
            if len(mention.names) > 1:  # sorted, not sort: the scores look at all the names
                mention.names = sorted(mention.names, key=lambda name: -self._score(name, mention, state))
            if state is not None and following is not None and mention.name.within(state.id):
                mention.supported = following.supported = True
                following.names.sort(key=lambda name: name.id != state.id)
        told: set[tuple[str, str]] = set()
        for mention in self._mentions:
            name, low = mention.names[0], mention.low
            if not mention.weak:
                self._written[name.country].add(low)
            if mention.supported and mention.kind == "literal" and low not in self._people:
                told.add((low, name.id))
        for mention in self._mentions:
            mention.supported = mention.supported or (mention.low, mention.names[0].id) in told
        return [mention for mention in self._mentions if self._stays(mention) and not self._named_below(mention)]

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
        if not self._inside.keys().isdisjoint(divisions(name)):
            score += 1
        if state is not None and name.within(state.id) and name.id != state.id:
            score += 20
        return score

    def _spoken_of(self, country: str, mention: Mention) -> bool:
        """Whether something else than a name itself says that an article speaks of a country."""
        return self.countries[country] > self._votes[country][mention.low] if country in self._votes else False

    def _overshadowed(self, name: Name, mention: Mention) -> bool:
        """Whether a town has the name of one far better known, and too little that the article names lies near it.
        That its country is named says little where the country is large: *Washington* does not make *Geneva* the one
        in Illinois."""
        if name.type not in TOWNS or "." in name.id or not self._inside.keys().isdisjoint(divisions(name)):
            return False  # hand-kept ones are known as well
        if name.population >= LARGE and self._inside[name.country or ""] > SCENE:
            return False
        low = mention.low
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
        last = passage.word_at(mention.start) - 1
        for number, low in zip(range(last, last - len(near), -1), near, strict=True):
            if passage.ends[number] > mention.start:
                continue  # d'Idleb
            if low in self._cues.words["town.before"]:
                return False
            if low in self._cues.words["division.before"]:
                return True
            if not passage.forms[number].capital and low not in self._cues.words["division.between"]:
                return False
        return False

    def _famous(self, name: Name) -> bool:
        """Whether a place is meant even where somebody has its name."""
        return "." in name.id or (name.population >= FAMOUS and name.country in self.countries)

    def _stays(self, mention: Mention) -> bool:
        name = mention.name
        if mention.kind == "adjective":
            return True
        if mention.low.replace(" ", "-") in self._cues.words["place.sides"]:  # 70 miles North West of Mogadishu
            return name.country is not None and self._spoken_of(name.country, mention)
        if mention.supported:
            return not self._astray(mention)
        if mention.weak or (mention.low in self._people and not self._famous(name)):
            return False
        if is_part(mention) and name.country not in self.countries:
            return False
        if name.type in ("country", "world region", "continent", "capital", "division", "governorate"):
            return True
        people = max([other.population for other in mention.names if other.country == name.country])
        if people >= LARGE:
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
        return after is not None and f"{mention.low}|{after.low}" in self._people

    def _astray(self, mention: Mention) -> bool:
        """Whether a noun speaks for a place (*the Rawda district of Marib*), and the little one of that name lies in a
        country that nothing else in the article does: it is one of its own, that no list holds."""
        name, passage, low = mention.name, mention.passage, mention.low
        if name.population >= SMALL or name.type not in PEOPLED:
            return False
        if not self._written[name.country] <= {low} or self._lows <= {low}:
            return False  # mostly
        after, near = passage.adjacent_after(mention.end), passage.before(mention.start, 2)
        told = after is not None and not after.capital and after.low in self._cues.words["unlisted.nouns"]
        return told or (len(near) > 1 and near[0] == "of" and near[1] in self._cues.words["unlisted.of"])


def _lies_in(mention: Mention, following: Mention | None) -> bool:
    """Whether a part of the place behind it may be meant, where the text says so (*the Dar es Salaam district of
    Omdurman*): then it is one in the same country."""
    if following is None or following.passage is not mention.passage or following.start - mention.end > FARTHEST:
        return True
    if not _PART_OF.fullmatch(mention.passage.text, mention.end, following.start):
        return True
    country = max(following.names, key=known).country
    here = [name for name in mention.names if name.country == country]
    mention.names = here or mention.names
    return bool(here) or country is None


def _comma_parent(mention: Mention, following: Mention | None) -> Name | None:
    """The division or country that follows after a comma: *Paris, Texas*."""
    if following is None or following.passage is not mention.passage or following.start - mention.end > _LONGEST_COMMA:
        return None
    if mention.passage.text[mention.end : following.start] not in _COMMAS:
        return None
    for name in following.names:
        if name.type in ("country", "division", "governorate", "region", "county") and any(
            n.within(name.id) and n.id != name.id for n in mention.names
        ):
            return name
    return None
