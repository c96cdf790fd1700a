"""Who acts: names of the authority, states by how they are spoken of, and groups by description."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from index.facets.mentions.cues import Cues
from index.facets.mentions.model import Actor, Mention
from index.facets.mentions.passages import Passage
from search.names import Match, Name, Names


def actor_mentions(passage: Passage, matches: list[Match], cues: Cues) -> list[Mention]:
    """The mentions of listed actors in a passage: of overlapping ones the longest."""
    found: list[Mention] = []
    last = 0
    for match in sorted(matches, key=lambda m: (m.start, -m.end, m.weak)):
        if not _written_as_name(match) or _somebody_else(passage, match, cues) or _attributive(passage, match, cues):
            continue
        if match.start < last and passage.text[max(0, match.start - 7) : match.start] == "of the ":
            found.append(Mention(passage, match.start, match.end, "part-of-name", list(match.names)))
        elif match.start >= last:
            found.append(Mention(passage, match.start, match.end, "literal", list(match.names), weak=match.weak))
            last = match.end
    return found


def _attributive(passage: Passage, match: Match, cues: Cues) -> bool:
    """Whether the name only describes something else: *a US military base*, *pro-Assad media*."""
    if passage.text[max(0, match.start - 5) : match.start].lower().endswith(("pro-", "anti-")):
        return True
    after = passage.adjacent_after(match.end)
    return match.names[0].type == "state_force" and after is not None and cues.has("actor.things", after.low)


def _written_as_name(match: Match) -> bool:
    words = match.text.split()
    if any(word[:1].isupper() or not word[:1].islower() for word in words):
        return True
    return any("-" in word or word in ("regime", "junta") for word in words)


def _somebody_else(passage: Passage, match: Match, cues: Cues) -> bool:
    """Whether a family name follows another first name: *Melania Trump*."""
    if match.names[0].type != "person" or " " in match.text or passage.headline:
        return False
    before = passage.adjacent_before(match.start)
    if before is None or not before.capital or passage.opens_sentence(before):
        return False
    return not cues.has("person.titles", before.low) and before.low not in ("president", "mr", "mrs", "ms", "and")


@dataclass(slots=True)
class Casting:
    """Gathers the actors of an article, which is of `year` as far as is known. `country` is the one that the article
    is mostly about, if any."""

    names: Names
    cues: Cues
    countries: Counter[str]
    year: int | None = None
    cast: dict[str, Actor] = field(default_factory=dict)

    @property
    def country(self) -> Name | None:
        """The country most spoken of, when it leads clearly."""
        leading = self.countries.most_common(2)
        if not leading or (len(leading) > 1 and leading[0][1] < 1.5 * leading[1][1]):
            return None
        return self.names.get(leading[0][0])

    def add(self, value: str, type: str, role: str, mention: Mention) -> None:
        """Note a mention of an actor."""
        actor = self.cast.setdefault(value, Actor(value, type, role))
        actor.mentions.append(mention)

    def add_named(self, mentions: list[Mention]) -> None:
        """Note mentions of listed actors: those that share a spelling by country and year; those that are also
        ordinary words or other people's names only beside the full name or the country."""
        sure = {m.name.id for m in mentions if not m.weak and len(m.names) == 1}
        for mention in mentions:
            if len(mention.names) > 1:
                mention.names.sort(key=lambda name: (name.id not in sure, *self._unlikely(name)))
            name = mention.name
            if not mention.weak or name.id in sure or self.countries[name.country or ""] > 0:
                self.add(name.value, name.type, name.role, mention)

    def _unlikely(self, name: Name) -> tuple[bool, int, bool]:
        """Sorts actors of one spelling: none is named before its time, and one that is gone less often than another."""
        early = self.year is not None and name.since is not None and self.year < name.since
        late = self.year is not None and name.until is not None and name.until < self.year
        return early, -self.countries[name.country or ""], late

    def label(self, country: Name) -> str:
        """The adjective that goes before a head noun: *Syrian*, *US*."""
        if country.id in self.cues.labels:
            return self.cues.labels[country.id]
        adjectives = (s.text for s in self.names.spellings(country) if s.kind == "adjective")
        return next(adjectives, country.canonical)

    def state(self, country: Name) -> tuple[str, str]:
        """The facet value and type of a country as an actor: a listed government, else the country's name."""
        for name in self.names.lookup("actor", country.canonical):
            if name.type == "state":
                return name.value, name.type
        for name in self.names.lookup("actor", f"{self.label(country)} government"):
            if name.type == "state":
                return name.value, name.type
        return country.canonical, "state"

    def named(self, phrase: str, fallback: str, type: str) -> tuple[str, str, str]:
        """Value, type and role of a phrase: of the listed actor that is written so or as the fallback,
        else the fallback."""
        for name in (*self.names.lookup("actor", phrase), *self.names.lookup("actor", fallback)):
            return name.value, name.type, name.role
        if type == "source":
            return fallback, "organisation", "source"
        return fallback, type, "actor"

    def person(self, written: str) -> str:
        """The facet value of somebody found by cues: of the listed person, whether or not the apostrophe of a
        possessive was lost (*President Donald Trumps government*)."""
        for spelling in (written, written.removesuffix("s")):
            for name in self.names.lookup("actor", spelling):
                if name.type == "person":
                    return name.value
        return written
