"""Actors by what they are, where no nationality is said: *regime forces*, *the army*, *Assad's troops*, *Kurdish
fighters*, *forces loyal to Gaddafi*. They belong to the country that is spoken of. The phrases are data (heads.tsv,
bare.tsv, cues.toml)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Final, NamedTuple

from index.facets.mentions.actors import Casting
from index.facets.mentions.cues import Head
from index.facets.mentions.model import Mention
from index.facets.mentions.passages import Passage
from index.facets.mentions.taken import Taken
from search.documents import Place
from search.names import Name

SHARE: Final = 0.2
"""A country named less often than so, of the mentions of the first one, is only passed by (*fled to Turkey*)."""

RULERS: Final = frozenset({"state", "person"})
"""Actors who tell which government is spoken of: *Downing Street*, *Tony Blair* in an article on the war in Iraq."""

REACH: Final = 80
"""Characters behind *loyal to* within which the leader is named (*Libyan strongman Field Marshal Khalifa Haftar*)."""

_LOYAL_SIGNS: Final = ("loyal to ",)
_LOYAL: Final = re.compile(r"\bloyal to (the (?:government|regime)\b)?")


class Setting:
    """Which country each stretch of an article speaks of."""

    def __init__(self, casting: Casting, places: Iterable[Mention], actors: Iterable[Mention]) -> None:
        least = SHARE * max(casting.countries.values(), default=0)
        self._casting = casting
        self._spoken: dict[Place, list[tuple[int, str]]] = defaultdict(list)
        scenes: Counter[str] = Counter()
        for place in places:
            country = place.name.country
            if country and casting.countries[country] >= least and self._is_scene(place):
                self._spoken[place.passage.place].append((place.start, country))
                scenes[country] += 1
        for spoken in self._spoken.values():
            spoken.sort()
        self._main = casting.country or casting.leading(scenes)
        ruled = casting.countries + Counter(actor.name.country or "" for actor in actors if actor.name.type in RULERS)
        self._ruled = casting.leading(ruled) or casting.leading(scenes)

    def _is_scene(self, place: Mention) -> bool:
        """Whether something happens there: countries act as often (*Turkey, which supports opposition forces*)."""
        if place.kind != "literal" or place.name.type != "country":
            return place.kind == "literal"
        before = place.passage.adjacent_before(place.start)
        return before is not None and self._casting.cues.has("generic.inside", before.low)

    def at(self, passage: Passage, offset: int, *, governed: bool = False) -> Name | None:
        """The country named last in the sentence, else the one that the article is about, else the one named last. What
        is `governed` an article may be about without naming it: those who govern are named."""
        spoken, main = self._spoken[passage.place], self._ruled if governed else self._main
        last = bisect_left(spoken, (offset, "")) - 1
        if last < 0:
            return main
        start, country = spoken[last]
        opening = max(passage.text.rfind(". ", 0, offset), passage.text.rfind("\n", 0, offset))
        return main if main is not None and start < opening else self._casting.names.get(country)

    def regime(self, passage: Passage, offset: int) -> Name | None:
        """As `at`, but a country whose government the press calls a regime, where one is spoken of."""
        called = self._casting.cues.words["generic.regimes"]
        here = self.at(passage, offset)
        if here is None or here.id not in called:
            for id, _ in self._casting.countries.most_common():
                if id in called:
                    return self._casting.names.get(id)
        return here


class _Phrase(NamedTuple):
    """A head noun or bare phrase: its words, the number of its first one, and where it ends."""

    words: str
    first: int
    end: int


def undescribed(casting: Casting, passage: Passage, setting: Setting, actors: list[Mention], taken: Taken) -> None:
    """Add the actors of a passage that are said without a nationality. `actors` are those named in it; what is found
    is added to `taken`."""
    openings, reading = casting.cues.openings, _Reading(casting, passage, setting, taken)
    for number in reversed(passage.where(openings.keys())):  # *regime forces* before *regime*
        if not taken.at(passage.starts[number]):
            phrase = _phrase(casting, passage, number)
            if phrase is not None:
                reading.add(phrase)
    _loyal(casting, passage, setting, actors, taken)


def _phrase(casting: Casting, passage: Passage, number: int) -> _Phrase | None:
    cues, lows, gaps = casting.cues, passage.lows, passage.gaps
    last = min(len(lows), number + cues.openings[lows[number]])
    for after in range(last, number, -1):
        words = " ".join(lows[number:after])
        if (words in cues.heads or words in cues.bare) and all(gap == " " for gap in gaps[number + 1 : after]):
            return _Phrase(words, number, passage.ends[after - 1])
    return None


class _Reading(NamedTuple):
    """Reads phrases of a passage by the word before them."""

    casting: Casting
    passage: Passage
    setting: Setting
    taken: Taken

    def add(self, phrase: _Phrase) -> None:
        cues, lows = self.casting.cues, self.passage.lows
        owner = phrase.first - 1
        while owner > 0 and cues.has("generic.modifiers", lows[owner]) and self._joined(owner + 1):
            owner -= 1
        head = cues.heads.get(phrase.words)
        if owner >= 0 and head is not None and self._joined(owner + 1):
            if cues.has("generic.owners", lows[owner]) and head.type in ("state", "state_force", "source"):
                self._of_state(owner, phrase, head)
                return
            if cues.has("generic.loyal", lows[owner]) and head.type in ("armed_group_generic", "state_force"):
                self._pro_government(owner, phrase, head)
                return
            if lows[owner] in cues.peoples and head.type in ("armed_group_generic", "state_force"):
                self._of_people(owner, phrase, head)
                return
            if self._possessed(owner, phrase, head):
                return
        self._bare(phrase)

    def _joined(self, number: int) -> bool:
        return self.passage.gaps[number] == " "

    def _mention(self, first: int, end: int, country: Name | None, rule: str) -> Mention:
        start = self.passage.starts[first]
        self.taken.add(start, end)
        return Mention(self.passage, start, end, "literal", [] if country is None else [country], rule)

    def _of_state(self, owner: int, phrase: _Phrase, head: Head) -> None:
        """*government troops*, *regime warplanes*."""
        offset = self.passage.starts[owner]
        regime = self.passage.lows[owner] == "regime"
        country = self.setting.regime(self.passage, offset) if regime else self.setting.at(self.passage, offset)
        if country is not None:
            mention = self._mention(owner, phrase.end, country, "of the country spoken of")
            self.casting.add_head(country, phrase.words, head, mention)

    def _pro_government(self, owner: int, phrase: _Phrase, head: Head) -> None:
        """*pro-government militias*."""
        noun = "forces" if head.type == "state_force" or phrase.words == "fighters" else "militias"
        mention = self._mention(owner, phrase.end, None, "loyal groups")
        self.casting.add(f"pro-government {noun}", "armed_group_generic", "actor", mention)

    def _of_people(self, owner: int, phrase: _Phrase, head: Head) -> None:
        """*Kurdish fighters*, *Shiite militias*."""
        people = self.casting.cues.peoples[self.passage.lows[owner]]
        noun = "forces" if head.type == "state_force" else head.canonical.removeprefix("{adj} ")
        mention = self._mention(owner, phrase.end, None, "people and head noun")
        value, type, role = self.casting.named(f"{people} {phrase.words}", f"{people} {noun}", "armed_group_generic")
        self.casting.add(value, type, role, mention)

    def _possessed(self, owner: int, phrase: _Phrase, head: Head) -> bool:
        """*Turkey's air force*, *Assad's troops*, with or without the apostrophe, which some archives have lost."""
        word = self.passage.words[owner]
        if not word[0].isupper() or word[-1] != "s" or len(word) < 4:
            return False
        stem = word[:-2] if word[-2] in "'\u2019" else word[:-1]
        country = next((name for name in self.casting.names.lookup("region", stem) if name.type == "country"), None)
        if country is not None:
            mention = self._mention(owner, phrase.end, country, "country and head noun")
            self.casting.add_head(country, phrase.words, head, mention)
            return True
        leader = self.casting.leader(stem)
        if leader is None or head.type not in ("state", "state_force"):
            return False
        mention = self._mention(owner, phrase.end, None, "leader and head noun")
        self.casting.add_force(leader, phrase.words, head, mention)
        return True

    def _bare(self, phrase: _Phrase) -> None:
        """*the army*, *rebels*."""
        cues, passage = self.casting.cues, self.passage
        bare = cues.bare.get(phrase.words)
        before = passage.lows[phrase.first - 1] if phrase.first else ""
        if bare is None or (bare.after and before not in bare.after):
            return
        if bare.capital and not passage.words[phrase.first][0].isupper():
            return
        offset = passage.starts[phrase.first]
        regime = phrase.words == "regime"
        if (regime and cues.has("generic.no_regime", before)) or self._of_another(phrase):
            return
        governed = bare.made.type == "state"
        country = (
            self.setting.regime(passage, offset) if regime else self.setting.at(passage, offset, governed=governed)
        )
        if country is not None:
            mention = self._mention(phrase.first, phrase.end, country, "of the country spoken of")
            self.casting.add_head(country, phrase.words, bare.made, mention)

    def _of_another(self, phrase: _Phrase) -> bool:
        """*the government of Angola*: whose it is stands behind it."""
        following = self.passage.adjacent_after(phrase.end)
        return following is not None and following.low == "of" and phrase.words in ("government", "regime", "army")


def _loyal(casting: Casting, passage: Passage, setting: Setting, actors: list[Mention], taken: Taken) -> None:
    """*forces loyal to Syrian President Bashar al-Assad*, *fighters loyal to Haftar*."""
    for match in passage.matches(_LOYAL, _LOYAL_SIGNS):
        near = passage.before(match.start(), 1)
        head = casting.cues.heads.get(near[0].low) if near else None
        if head is None or head.type not in ("state_force", "armed_group_generic") or taken.at(near[0].start):
            continue
        mention = Mention(passage, near[0].start, match.end(), "literal", [], "loyal forces")
        forces = casting.cues.heads["forces"]
        if match.group(1):
            country = setting.regime(passage, match.start())
            if country is not None:
                casting.add_head(country, "forces", forces, mention)
            continue
        leader = next((a for a in actors if match.end() <= a.start <= match.end() + REACH), None)
        if leader is not None and leader.name.type == "person" and not _ends(passage, match.end(), leader.start):
            mention.end = leader.end
            casting.add_force(leader.name, "forces", forces, mention)


def _ends(passage: Passage, start: int, end: int) -> bool:
    return ". " in passage.text[start:end]
