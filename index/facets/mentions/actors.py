"""Who acts: names of the authority, states by how they are spoken of, and groups by description."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from operator import itemgetter
from typing import Final

from index.facets.dateline import REACH, filed_by
from index.facets.mentions.cues import Cues, Head
from index.facets.mentions.model import Actor, Mention
from index.facets.mentions.namesakes import Bearer
from index.facets.mentions.passages import Passage
from index.facets.mentions.quoted import acted_upon
from index.facets.mentions.taken import Taken
from search.names import Match, Name, Names
from search.names.store import PEOPLE
from search.names.written import Form

SHORT: Final = 4
"""Letters of an acronym that other languages may have for something else."""

REBELS: Final = "{adj} rebels"
"""What heads.tsv makes of those who rise against a government."""

SAME: Final = 0.9
"""How alike (`search.names.compare`) a found name must be to that of a listed person."""

_INITIALLED: Final = re.compile(
    r"\b([A-Z][a-z]+) (?:[A-Z]\.|[\"\u201c\u2018'(][A-Z][a-z]+[\"\u201d\u2019')]) ([A-Z][\w\u2019'-]*[a-z])"
)


def actor_mentions(
    passage: Passage, matches: list[Match], cues: Cues, names: Names, *, foreign: bool = False
) -> list[Mention]:
    """The mentions of listed actors in a passage: of overlapping ones the longest. `foreign`: the passage is not
    English, so that what the names list in small letters is a name too (*armée syrienne*, *хуситы*)."""
    found: list[Mention] = []
    last = 0
    ordered = sorted(matches, key=lambda m: (m.start, -m.end, m.weak))
    for n, match in enumerate(ordered):
        overlapped = n + 1 < len(ordered) and ordered[n + 1].start < match.end
        if overlapped and _runs_into_longer(match, ordered, n):
            continue
        before = passage.adjacent_before(match.start)
        # only behind a capital, which is rare, is it what is left of a longer name, or somebody's family name
        led = before if before is not None and before.capital else None
        if _goes_on(passage, match, cues) or (led and _is_cut(passage, match, led, cues)):
            continue
        written = _written_as_name(match.text) or (foreign and _listed_so(names, match))
        named = written and not (led and _somebody_else(passage, match, led, cues))
        named = named and ("," not in match.text or _listed_so(names, match))  # in southern Lebanon, army says
        if not named or _attributive(passage, match, cues):
            continue
        if match.start < last and passage.text[max(0, match.start - 7) : match.start] == "of the ":
            found.append(Mention(passage, match.start, match.end, "part-of-name", list(match.names)))
        elif match.start >= last:
            weak = match.weak or (not foreign and (_in_small(names, match) or _is_plain(match, cues)))
            found.append(Mention(passage, match.start, match.end, "literal", list(match.names), weak=weak))
            last = match.end
    return found


def _runs_into_longer(match: Match, ordered: list[Match], n: int) -> bool:
    """Whether a longer name begins inside this one and ends behind it: no *The National* in *the National League for
    Democracy*."""
    size = match.end - match.start
    for place in range(n + 1, len(ordered)):
        later = ordered[place]
        if later.start >= match.end:
            return False
        if later.start > match.start and later.end > match.end and later.end - later.start > size:
            return True
    return False


def _goes_on(passage: Passage, match: Match, cues: Cues) -> bool:
    """Whether the name is the beginning of a longer one that no list has: *the National Audit Office* is not the paper
    *The National*."""
    if match.text[:4].lower() != "the " or match.names[0].type in ("person", "state") or passage.headline:
        return False
    after = passage.adjacent_after(match.end)
    return after is not None and after.capital and after.low not in cues.words["actor.goes_on"]


def _is_cut(passage: Passage, match: Match, before: Form, cues: Cues) -> bool:
    """Whether the name, behind a word with a capital, is the end of a longer one that no list has: the *National
    Democratic Party* is not the *Democratic Party*."""
    if match.names[0].type in ("person", "state") or match.text[:4].lower() == "the " or passage.headline:
        return False
    return before.low in cues.words["actor.longer"]


def _attributive(passage: Passage, match: Match, cues: Cues) -> bool:
    """Whether the name only describes something else: *a US military base*, *pro-Assad media*."""
    text, start = passage.text, match.start
    if text.endswith("-", 0, start) and text[max(0, start - 5) : start].lower().endswith(("pro-", "anti-")):
        return True
    describes = match.names[0].type == "state_force" or match.names[0].role == "source"
    after = passage.adjacent_after(match.end) if describes else None
    return after is not None and after.low in cues.words["actor.things"]


@lru_cache(maxsize=4096)
def _written_as_name(text: str) -> bool:
    words = text.split()
    if len(words) > 1 and words[0] == "The":
        words = words[1:]  # *The national army* is not the newspaper
    if any(word[:1].isupper() or not word[:1].islower() for word in words):
        return True
    return any("-" in word or word in ("regime", "junta") for word in words)


def _is_plain(match: Match, cues: Cues) -> bool:
    """Whether a name is of words that many countries call theirs so: *Internal Security Forces*."""
    words = match.text.lower().split() if match.names[0].country is not None else ()
    return len(words) > 1 and cues.words["actor.plain"].issuperset(words)


def _in_small(names: Names, match: Match) -> bool:
    """Whether a name of ordinary words is in smaller letters than the list has it: *National defense forces* are
    those of many a country."""
    name = match.names[0]
    if name.country is None or not any(word.islower() and len(word) > SHORT for word in match.text.split()):
        return False
    return not _listed_so(names, match)


def _listed_so(names: Names, match: Match) -> bool:
    return any(spelling.text == match.text for spelling in names.spellings(match.names[0]))


def _somebody_else(passage: Passage, match: Match, before: Form, cues: Cues) -> bool:
    """Whether a family name, behind a word with a capital, follows another first name: *Melania Trump*."""
    if match.names[0].type != "person" or " " in match.text or passage.headline:
        return False
    number = passage.word_at(match.start)
    if passage.opens_sentence(number - 1):
        return False
    if len(before.text) > 1 and passage.gaps[number] == ". ":
        return False  # *the UN. Trump said*; an initial's full stop ends nothing
    return before.low not in cues.words["person.titles"] and before.low not in ("president", "mr", "mrs", "ms", "and")


_INITIAL_SIGN: Final = re.compile(r"[.\"\u201d\u2019')](?:(?<= [A-Z]\.)|(?<=[a-z][^.])) [A-Z]")
"""What every such name holds: quick to see, and rare."""


def _filed(mention: Mention) -> bool:
    """Whether a name stands where datelines have who filed the report: *ADEN, Yemen (AA) -*."""
    text = mention.passage.text
    opening = text.rfind("\n", 0, mention.start) + 1
    spans = filed_by(text[opening : opening + REACH]) if mention.start - opening < REACH else ()
    return (mention.start - opening, mention.end - opening) in spans


@dataclass(slots=True)
class Casting:
    """Gathers the actors of an article, which is of `year` as far as is known; `foreign` says that it is not written in
    English. `country` is the one that the article is mostly about, if any."""

    names: Names
    cues: Cues
    countries: Counter[str]
    year: int | None = None
    foreign: bool = False
    cast: dict[str, Actor] = field(default_factory=dict)

    @property
    def country(self) -> Name | None:
        """The country most spoken of, when it leads clearly."""
        return self.leading(self.countries)

    def leading(self, countries: Counter[str]) -> Name | None:
        """The country with half as many again as the next."""
        first = sorted(countries.items(), key=itemgetter(1), reverse=True)  # quicker than most_common: they are few
        if not first or (len(first) > 1 and first[0][1] < 1.5 * first[1][1]):
            return None
        return self.names.get(first[0][0])

    def add(self, value: str, type: str, role: str, mention: Mention) -> None:
        """Note a mention of an actor."""
        actor = self.cast.setdefault(value, Actor(value, type, role))
        actor.mentions.append(mention)
        if role == "actor":  # who is quoted and acts elsewhere acts
            actor.role = role

    def add_named(self, mentions: list[Mention]) -> list[Mention]:
        """Note mentions of listed actors: those that share a spelling by country and year; those that are also
        ordinary words or other people's names only beside the full name or the country. Those noted are returned."""
        noted: list[Mention] = []
        sure = {m.name.id for m in mentions if not m.weak and len(m.names) == 1}
        for mention in mentions:
            if len(mention.names) > 1:
                filed = _filed(mention)
                mention.names.sort(
                    key=lambda name: (filed and name.role != "source", name.id not in sure, *self._unlikely(name))
                )
            name = mention.name
            doubtful = mention.weak or self._may_be_another(mention)
            if not doubtful or self.countries[name.country or ""] > 0 or (mention.weak and name.id in sure):
                acted_on = name.role == "source" and acted_upon(mention, self.cues)
                self.add(name.value, name.type, "actor" if acted_on else name.role, mention)
                noted.append(mention)
        return noted

    def _may_be_another(self, mention: Mention) -> bool:
        """Whether an acronym is perhaps of other words: they are listed as English has them, and *ANP* is the
        Palestinian Authority in Spanish, *SRF* a broadcaster in German."""
        short = mention.text.isupper() and len(mention.text) <= SHORT
        return self.foreign and short and mention.name.country is not None

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

    def add_head(self, country: Name, words: str, head: Head, mention: Mention) -> None:
        """Note a mention of what a country and a head noun make: a listed actor where one is written so."""
        label = self.label(country)
        if head.canonical == "{air}":  # the state's act, and its air force's where that is named
            value, type, role = self.named(f"{label} Air Force", "", "")
            if value in self.cast:
                self.add(value, type, role, mention)
                return
        if head.type == "state":
            value, type = self.state(country)
            self.add(value, type, "actor", mention)
            return
        value, type, role = self.named(f"{label} {words}", head.canonical.replace("{adj}", label), head.type)
        self.add(value, type, role, mention)

    def add_spoken(self, country: Name, words: str, head: Head, mention: Mention) -> None:
        """As `add_head`, where the country is only spoken of: its rebels are the one group of it that the article
        names, if that is called so (*Houthi rebels*, later *the rebels*)."""
        if head.canonical == REBELS:
            groups = [name for name in self._listed("armed_group") if name.country == country.id]
            if len(groups) == 1 and any(s.text.endswith(" rebels") for s in self.names.spellings(groups[0])):
                self.add(groups[0].value, groups[0].type, groups[0].role, mention)
                return
        self.add_head(country, words, head, mention)

    def _listed(self, type: str) -> list[Name]:
        """The listed actors of a type that were noted so far."""
        values = [value for value, actor in self.cast.items() if actor.type == type]
        return [name for value in values for name in self.names.lookup("actor", value)[:1]]

    def leader(self, written: str) -> Name | None:
        """The listed person of this name whose forces can be spoken of, one of the article's before others."""
        people = [name for name in self.names.lookup("actor", written) if name.type == "person" and name.parent]
        people.sort(key=lambda name: name.value not in self.cast)
        return people[0] if people else None

    def add_force(self, leader: Name, words: str, head: Head, mention: Mention) -> None:
        """Note a mention of a leader's forces: those of the state, or the group itself, that he leads."""
        led = self.names.get(leader.parent or "")
        if led is None:
            return
        country = self.names.get(leader.country or "")
        if led.type == "state" and country is not None:
            self.add_head(country, words, head, mention)
        elif led.type in ("state_force", "armed_group", "coalition"):
            self.add(led.value, led.type, led.role, mention)

    def add_person(self, mention: Mention) -> None:
        """Note somebody found by cues: the listed person of that name, whether or not the apostrophe of a possessive
        was lost (*President Donald Trumps government*) and an initial is given (*Lloyd J. Austin*); else unlisted."""
        written = " ".join(mention.text.split())
        plain = " ".join(word for word in written.split() if len(word.strip(".")) > 1)
        for spelling in dict.fromkeys((written, plain, written.removesuffix("s"))):
            for name in self.names.lookup("actor", spelling):
                if name.type == "person":
                    mention.rule = "person by cue"
                    self.add(name.value, "person", name.role, mention)
                    return
        listed = self._spelt(plain)
        if listed is not None:
            mention.rule = "spelling of a listed person"
            self.add(listed.value, "person", listed.role, mention)
        else:
            self.add(written, "person", "actor", mention)

    def add_namesake(self, bearer: Bearer, mention: Mention) -> None:
        """Note a family name that is not the listed person's who is known by it, but of somebody named in full."""
        mention.rule = "family name of a person named in full"
        for name in bearer.listed:
            self.add(name.value, name.type, name.role, mention)
            return
        if bearer.text in self.cast:
            mention.rule = "unlisted person by family name"
            self.add(bearer.text, "person", "actor", mention)

    def _spelt(self, written: str) -> Name | None:
        """The listed person of whose whole name this is another spelling: *Voldomyr Zelenskyj*."""
        first, _, others = written.lower().partition(" ")
        if not others or first in self.cues.words["person.particles"]:  # *Abdul Rahman* is many a man
            return None
        found = self.names.spelt_like(written, PEOPLE)
        return found[0][1] if found and found[0][0] >= SAME else None

    def add_initialled(self, passage: Passage, taken: Taken) -> None:
        """Note listed people whose name has an initial or a nickname in it: *Lloyd J. Austin*."""
        if not _INITIAL_SIGN.search(passage.text):
            return
        for match in _INITIALLED.finditer(passage.text):
            if not taken.touches(*match.span()):
                for name in self.names.lookup("actor", f"{match.group(1)} {match.group(2)}"):
                    if name.type == "person":
                        taken.add(*match.span())
                        mention = Mention(passage, *match.span(), "literal", [name], "name with an initial")
                        self.add(name.value, name.type, name.role, mention)

    def add_group(self, mention: Mention, type: str) -> None:
        """Note a group found by how its name is made: the listed one, where only an apostrophe was lost."""
        written = " ".join(mention.text.split())
        for name in self.names.lookup("actor", written.removesuffix("s")):
            mention.rule = "group by cue"
            self.add(name.value, name.type, name.role, mention)
            return
        self.add(written, type, "actor", mention)
