"""Actors by what they are, where no nationality is said: *regime forces*, *the army*, *Assad's troops*, *Kurdish
fighters*, *forces loyal to Gaddafi*. They belong to the country that is spoken of. The phrases are data (heads.tsv,
bare.tsv, cues.toml)."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from index.facets.mentions.actors import Casting
from index.facets.mentions.cues import Head
from index.facets.mentions.model import Mention
from index.facets.mentions.passages import Passage
from index.facets.mentions.setting import Setting
from index.facets.mentions.taken import Taken
from search.names import Name

REACH: Final = 80
"""Characters behind *loyal to* within which the leader is named (*Libyan strongman Field Marshal Khalifa Haftar*)."""

LOYAL: Final = "loyal forces"
"""The rule of these."""

_LOYAL_SIGNS: Final = ("loyal to ",)
_LOYAL: Final = re.compile(r"\bloyal to (the (?:government|regime)\b)?")


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
        while owner > 0 and lows[owner] in cues.words["generic.modifiers"] and self._joined(owner + 1):
            owner -= 1
        head = cues.heads.get(phrase.words)
        if owner >= 0 and head is not None and self._joined(owner + 1):
            if head.type == "state" and self.taken.at(self.passage.starts[owner]):  # the Sudanese army air strike
                return
            if lows[owner] in cues.words["generic.owners"] and head.type in ("state", "state_force", "source"):
                self._of_state(owner, phrase, head)
                return
            if lows[owner] in cues.words["generic.loyal"] and head.type in ("armed_group_generic", "state_force"):
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
        spoken = self.setting.regime if regime else self.setting.at
        country = self.setting.adjective(self.passage, offset) or spoken(self.passage, offset)
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
        if phrase.words == "opposition" and passage.after(phrase.end, 1) == ["to"]:
            return
        if phrase.words == "regime" and before in cues.words["generic.no_regime"]:
            return
        country = self._whose(phrase, bare.made)
        if country is not None:
            mention = self._mention(phrase.first, phrase.end, country, "of the country spoken of")
            self.casting.add_spoken(country, phrase.words, bare.made, mention)

    def _whose(self, phrase: _Phrase, made: Head) -> Name | None:
        """The country that a bare phrase is about, None where that cannot be told: one named behind it (*the government
        in Ankara*), else the one spoken of."""
        passage, setting, offset = self.passage, self.setting, self.passage.starts[phrase.first]
        if phrase.words in ("government", "regime", "army") or made.type == "organisation":
            named = setting.behind(passage, phrase.end)
            following = passage.adjacent_after(phrase.end)
            if named is not None or (following is not None and following.low == "of"):  # *the government of Angola*
                return named
        return setting.whose(phrase.words, made, passage, offset)


def _loyal(casting: Casting, passage: Passage, setting: Setting, actors: list[Mention], taken: Taken) -> None:
    """*forces loyal to Syrian President Bashar al-Assad*, *fighters loyal to Haftar*."""
    for match in passage.matches(_LOYAL, _LOYAL_SIGNS):
        near = passage.before(match.start(), 1)
        head = casting.cues.heads.get(near[0]) if near else None
        start = passage.starts[passage.word_at(match.start()) - 1]
        if head is None or head.type not in ("state_force", "armed_group_generic") or taken.at(start):
            continue
        forces = casting.cues.heads["forces"]
        if match.group(1):
            country = setting.regime(passage, match.start())
            if country is not None:
                mention = Mention(passage, start, match.end(), "literal", [], LOYAL)
                casting.add_head(country, "forces", forces, mention)
            continue
        leader = next((a for a in actors if match.end() <= a.start <= match.end() + REACH), None)
        if leader is not None and leader.name.type == "person" and not _ends(passage, match.end(), leader.start):
            mention = Mention(passage, start, leader.end, "literal", [], LOYAL)
            casting.add_force(leader.name, "forces", forces, mention)


def _ends(passage: Passage, start: int, end: int) -> bool:
    return ". " in passage.text[start:end]
