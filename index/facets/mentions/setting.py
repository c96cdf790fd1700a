"""Which country is spoken of where an article says *the army*, *rebels* or *the government*."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Final

from index.facets.mentions.actors import Casting
from index.facets.mentions.cues import Head
from index.facets.mentions.model import Mention
from index.facets.mentions.passages import Passage
from search.documents import Place
from search.names import Name

SHARE: Final = 0.2
"""A country named less often than so, of the mentions of the first one, is only passed by (*fled to Turkey*)."""

RULERS: Final = frozenset({"state", "person"})
"""Actors who tell which government is spoken of: *Downing Street*, *Tony Blair* in an article on the war in Iraq."""


class Setting:
    """Which country each stretch of an article speaks of."""

    def __init__(self, casting: Casting, places: Iterable[Mention], actors: Iterable[Mention]) -> None:
        self._casting = casting
        self._spoken: dict[Place, list[tuple[int, str]]] = defaultdict(list)
        # countries and capitals where they begin, adjectives where they end
        self._named: dict[tuple[Place, int], str] = {}
        # countries that act, where they begin: *Israel struck*, *Israeli warplanes*
        self._acting: dict[Place, list[tuple[int, str]]] = defaultdict(list)
        least = SHARE * max(casting.countries.values(), default=0)
        scenes: Counter[str] = Counter()
        dated: set[Place] = set()
        for place in places:
            country, where, dateline = place.names[0].country, place.passage.place, place.is_dateline()
            if not country:
                continue
            acting = place.names[0].type in ("country", "capital")
            inside = acting and self._is_inside(place)
            if place.kind == "literal":
                if acting:
                    self._named[where, place.start] = country
                often = casting.countries[country] >= least or (inside and place.names[0].type == "country")
                # in countries and capitals little happens that act (*Turkey, which supports opposition forces*)
                if often and (inside or dateline or not acting):
                    scenes[country] += 1
                    if not dateline or where in dated:  # a second one heads a report of its own
                        self._spoken[where].append((place.start, country))
            else:
                self._named[where, place.end] = country
            if not inside and _may_act(place):
                self._acting[where].append((place.start, country))
            if dateline:
                dated.add(where)
        for listed in (*self._spoken.values(), *self._acting.values()):
            listed.sort()
        self._main = casting.country or casting.leading(scenes)
        held = [actor for actor in actors if actor.name.type in RULERS and actor.name.country]
        rulers = Counter(actor.name.country or "" for actor in held)
        self._known = casting.countries + rulers
        self._ruled = casting.leading(self._known) or casting.leading(rulers) or casting.leading(scenes)
        self._rulers = [ruler for ruler in held if ruler.name.type == "person" and ruler.name.parent]

    def _is_inside(self, place: Mention) -> bool:
        before = place.passage.adjacent_before(place.start)
        return before is not None and before.low in self._casting.cues.words["generic.inside"]

    def at(self, passage: Passage, offset: int, *, governed: bool = False) -> Name | None:
        """The country named last in the sentence, else the one that the article is about, else the one named last, else
        that of who governs in it. What is `governed` an article may be about without naming it: those who govern are
        named."""
        main = self._ruled if governed else self._main
        return self._here(passage, offset) or main or self._last(passage, offset) or self._ruled

    def state(self, passage: Passage, offset: int, *, governed: bool = False) -> Name | None:
        """As `at`, but where the article is about several countries, that of who rules and stands in the sentence:
        *Netanyahu told ministers the army*."""
        main = self._ruled if governed else self._main
        known = self._here(passage, offset) or main or self._headed(passage, offset)
        return known or self.at(passage, offset, governed=governed)

    def _here(self, passage: Passage, offset: int) -> Name | None:
        """The country of the place named last before an offset in its sentence."""
        spoken = self._spoken[passage.place]
        last = bisect_left(spoken, (offset, "")) - 1
        if last < 0 or spoken[last][0] < _opening(passage, offset):
            return None
        return self._casting.names.get(spoken[last][1])

    def _last(self, passage: Passage, offset: int) -> Name | None:
        """The same, in its sentence or before."""
        spoken = self._spoken[passage.place]
        last = bisect_left(spoken, (offset, "")) - 1
        return self._casting.names.get(spoken[last][1]) if last >= 0 else None

    def _headed(self, passage: Passage, offset: int) -> Name | None:
        """The country of who rules and stands in the sentence before an offset."""
        opening = _opening(passage, offset)
        for ruler in self._rulers:
            if ruler.passage is passage and opening <= ruler.start < offset:
                return self._casting.names.get(ruler.name.country or "")
        return None

    def behind(self, passage: Passage, offset: int) -> Name | None:
        """The country or capital that is named right behind *in* or *of*: *the government in Ankara*, *the army of
        Jordan*."""
        for sign in (" in ", " of ", " of the "):
            if passage.text.startswith(sign, offset):
                return self._casting.names.get(self._named.get((passage.place, offset + len(sign)), ""))
        return None

    def adjective(self, passage: Passage, offset: int) -> Name | None:
        """The country whose adjective stands right before: *Syrian* of *Syrian government armed forces*."""
        return self._casting.names.get(self._named.get((passage.place, offset - 1), ""))

    def regime(self, passage: Passage, offset: int) -> Name | None:
        """As `at`, but a country whose government the press calls a regime, where one is spoken of."""
        return self._among("generic.regimes", passage, offset) or self.at(passage, offset)

    def risen(self, passage: Passage, offset: int) -> Name | None:
        """As `at`, but a country where rebels have fought, where one is spoken of; None where several are of which
        that is not known (*Ankara and Doha arm the rebels*)."""
        found = self._among("generic.insurgencies", passage, offset)
        alone = len(self._known) < 2 or self._here(passage, offset) is not None
        return found or (self.at(passage, offset) if alone else None)

    def opposed(self, passage: Passage, offset: int) -> Name | None:
        """As `at`, but None where another country was named last before, or rebels are spoken of elsewhere: whose
        *the opposition* is cannot be told then, unless a list knows that of one of them."""
        here = self._here(passage, offset)
        country = here or self.at(passage, offset)
        if here is not None or country is None:
            return here
        risen = self._among("generic.insurgencies", passage, offset)
        for one in (country, risen):
            if one is not None and self._casting.names.lookup("actor", f"{self._casting.label(one)} opposition"):
                return one
        rivals = (self._last(passage, offset), risen)
        return country if all(rival in (None, country) for rival in rivals) else None

    def whose(self, words: str, made: Head, passage: Passage, offset: int) -> Name | None:
        """The country whose actor the words (*the army*, *rebels*) stand for at an offset, None where that cannot be
        told. `made` is what they make."""
        if words == "regime":
            return self.regime(passage, offset)
        if made.type == "armed_group_generic":
            return self.risen(passage, offset)
        if made.type == "organisation" and made.canonical.endswith("opposition"):
            return self.opposed(passage, offset)
        country = self._telling(passage, offset, words) if made.type == "state_force" else None
        country = country or self.state(passage, offset, governed=made.type == "state")
        if country is not None and made.type == "state_force":
            return self._casting.names.get(self._casting.cues.armies.get(country.id, country.id))
        return country

    def _telling(self, passage: Passage, offset: int, words: str) -> Name | None:
        """Whose an army is that tells what its sentence says: of the country that acts in it first (*Israel struck a
        village in southern Lebanon, the army said*). None where it tells nothing."""
        behind = passage.word_at(offset) + words.count(" ") + 1
        if self._casting.cues.words["quoted.reports"].isdisjoint(passage.lows[behind : behind + 1]):
            return None
        acting = self._acting[passage.place]
        first = bisect_left(acting, (_opening(passage, offset), ""))
        found = acting[first] if first < len(acting) else None
        return self._casting.names.get(found[1]) if found is not None and found[0] < offset else None

    def _among(self, listed: str, passage: Passage, offset: int) -> Name | None:
        """The country spoken of there if it is one of the listed, else the first of those that are, as often as they
        are spoken of."""
        called = self._casting.cues.words[listed]
        here = self.at(passage, offset)
        if here is not None and here.id in called:
            return here
        return next((self._casting.names.get(id) for id, _ in self._known.most_common() if id in called), None)


def _may_act(place: Mention) -> bool:
    """Whether a country is named as those are that act: not *US-led*, *Syria's*."""
    joined = place.passage.text[place.end : place.end + 1] in ("-", "'", "\u2019")
    return place.name.type == "country" and not joined


def _opening(passage: Passage, offset: int) -> int:
    """Where the sentence around an offset begins, or shortly before."""
    return max(passage.text.rfind(". ", 0, offset), passage.text.rfind("\n", 0, offset))
