"""Described actors in other languages than English: *l'armée syrienne*, *die russische Luftwaffe*,
*las fuerzas del régimen*, *القوات الروسية*. What they name is said in English words (heads.tsv), so that the authority
knows them. The words are data: nations.tsv, heads_native.tsv, native.toml."""

from __future__ import annotations

import tomllib
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import product
from operator import attrgetter
from pathlib import Path
from typing import Final, NamedTuple

from index.facets.mentions.actors import Casting
from index.facets.mentions.model import Mention
from index.facets.mentions.passages import Passage
from index.facets.mentions.setting import Setting
from index.facets.mentions.taken import Taken
from search.analysis import words as analysed
from search.names import Name
from search.names.tables import read_table

_DATA: Final = Path(__file__).with_name("data")
_ALONE: Final = "*"
"""Before phrases that need no nationality beside them, twice before those of them that speak of a regime."""
_NONE: Final = "-"
_START: Final = attrgetter("start")

FORCES: Final = frozenset({"army", "forces", "troops", "government forces"})
"""What a capital may have beside its government: *les forces de Damas*."""

LED_BY: Final = frozenset({"person", "armed_group"})
"""Actors that may stand behind a noun."""

BETWEEN: Final = 2
"""Words that may stand between an adjective and its noun: *die syrische reguläre Armee*."""


class Noun(NamedTuple):
    """A phrase of one language: its English head noun, and whether it stands `alone` for that of the country spoken
    of, or of one with a `regime`."""

    head: str
    alone: bool
    regime: bool


class Grammar(NamedTuple):
    """What is known of a language. Words are in the form in which names are matched (`Part.key`). `adjectives` gives
    the id of a country; `openings` are the first words of `nouns`, each with how many words the longest has; `genitive`
    is what names end with in that case, "" where the tables of names have the case or there is none."""

    adjectives: Mapping[str, str]
    nouns: Mapping[tuple[str, ...], Noun]
    openings: Mapping[str, int]
    before: bool
    of: frozenset[str]
    inside: frozenset[str]
    joins: frozenset[str]
    genitive: str


class Descriptions:
    """The described actors of a passage: nouns with the nationality beside them. `regions` and `actors` are those named
    in it; what is found is added to `taken`."""

    def __init__(
        self,
        casting: Casting,
        setting: Setting,
        passage: Passage,
        grammar: Grammar,
        regions: list[Mention],
        actors: list[Mention],
        taken: Taken,
    ) -> None:
        self._casting, self._setting, self._passage = casting, setting, passage
        self._grammar, self._taken = grammar, taken
        self._regions = sorted(regions, key=_START)
        self._actors = {actor.start: actor.name for actor in actors}
        self._regimes = Counter(actor.name.country or "" for actor in actors if self._is_regime(actor))

    def add_all(self) -> None:
        """Note the actors, of nouns that begin alike the longest."""
        keys = [part.key for part in self._passage.parts]
        number = 0
        while number < len(keys):
            longest = self._grammar.openings.get(keys[number], 0)
            for end in range(min(number + longest, len(keys)), number, -1):
                noun = self._grammar.nouns.get(tuple(keys[number:end]))
                if noun is not None and self._joined(number, end):
                    self._add(noun, number, end)
                    number = end - 1
                    break
            number += 1

    def _is_regime(self, actor: Mention) -> bool:
        """Whether a listed government is called one: *régimen sirio*."""
        nouns = (self._grammar.nouns.get((key,)) for key in _keys(actor.text)) if actor.name.type == "state" else ()
        return any(noun is not None and noun.head == "regime" for noun in nouns)

    def _joined(self, first: int, end: int) -> bool:
        """Whether nothing but spaces stands between some parts, or they are of one word."""
        owners, gaps = self._passage.owners, self._passage.gaps
        return all(owners[n] == owners[n - 1] or gaps[owners[n]] in (" ", "\u00a0") for n in range(first + 1, end))

    def _add(self, noun: Noun, first: int, end: int) -> None:
        """Note the actor that a noun from part `first` to `end` stands for."""
        start, stop = self._passage.span(first, end)
        if self._taken.touches(start, stop):
            return
        head = self._casting.cues.heads[noun.head]
        owners = list(self._adjectives(first, end)) or list(self._behind(noun, end))
        for owner, reach in owners:
            if owner.type == "armed_group":  # les rebelles du M23
                return
            self._regimes[owner.id] += noun.regime or noun.head == "regime"
            mention = self._mention(min(start, reach), max(stop, reach), owner, "nationality and noun")
            self._casting.add_head(owner, noun.head, head, mention)
        if not owners and noun.alone:
            country = self._whose(noun, start)
            if country is not None:
                mention = self._mention(start, stop, country, "of the country spoken of")
                self._casting.add_spoken(country, noun.head, head, mention)

    def _whose(self, noun: Noun, offset: int) -> Name | None:
        """The country of a noun that stands alone: a regime is that of which the passage said so before."""
        regime = noun.regime or noun.head == "regime"
        for id, often in self._regimes.most_common(1) if regime else ():
            if often:
                return self._casting.names.get(id)
        words = "regime" if regime else noun.head
        return self._setting.whose(words, self._casting.cues.heads[noun.head], self._passage, offset)

    def _mention(self, start: int, end: int, country: Name, rule: str) -> Mention:
        self._taken.add(start, end)
        return Mention(self._passage, start, end, "literal", [country], rule)

    def _adjectives(self, first: int, end: int) -> Iterator[tuple[Name, int]]:
        """The countries of the adjectives that go with a noun, and where each begins or ends: *syrische und die
        russische Luftwaffe*."""
        step, number = (-1, first - 1) if self._grammar.before else (1, end)
        others = BETWEEN
        keys = self._passage.parts
        while 0 <= number < len(keys) and self._joined(min(number, number - step), max(number, number - step) + 1):
            key = keys[number].key
            country = self._casting.names.get(self._grammar.adjectives.get(key, ""))
            if country is None and self._grammar.before and others == BETWEEN:
                country = self._named(number)
            if country is not None:
                span = self._passage.span(number, number + 1)
                yield country, span[0] if self._grammar.before else span[1]
                others = 0
            elif key in self._grammar.joins and others == 0:
                others = 1 if self._grammar.before else 0
            elif others == 0 or key in self._grammar.of or key in self._grammar.inside or self._is_name(number):
                return
            else:
                others -= 1
            number += step

    def _is_name(self, number: int) -> bool:
        """Whether a part begins with a capital, which adjectives before a noun do not: *Suriye Özgür Ordusu*."""
        return self._passage.forms[self._passage.owners[number]].capital and not self._passage.headline

    def _named(self, number: int) -> Name | None:
        """The country whose name ends with a part: *Suriye ordusu*; not in the languages that set it behind."""
        if self._grammar.of:
            return None
        region = self._region(self._passage.span(number, number + 1)[0])
        return region.name if region is not None and region.name.type == "country" else None

    def _behind(self, noun: Noun, end: int) -> Iterator[tuple[Name, int]]:
        """Whose a noun is by what stands behind it, a country, capital, leader or group: *forces de Damas*, *régime de
        Bachar el-Assad*, *армия Сирии*."""
        governs = self._casting.cues.heads[noun.head].type == "state"
        links, parts = self._grammar.of | (self._grammar.inside if governs else frozenset()), self._passage.parts
        number, linked = end, _NONE in self._grammar.of
        while number < len(parts) and number < end + 3 and self._joined(number - 1, number + 1):
            start = self._passage.span(number, number + 1)[0]
            region = self._region(start)
            actor = self._actors.get(start)
            if linked and region is not None and region.kind == "literal":
                if region.name.type == "country" or (
                    region.name.type == "capital" and (governs or noun.head in FORCES)
                ):
                    country = self._casting.names.get(region.name.country or "")
                    if country is not None:
                        yield country, region.end
                return
            if linked and actor is not None:
                owner = actor if actor.type == "armed_group" else self._casting.names.get(actor.country or "")
                if owner is not None and actor.type in LED_BY:
                    yield owner, self._passage.span(end - 1, end)[1]
                return
            if parts[number].key not in links:
                return
            linked = True
            number += 1

    def _region(self, start: int) -> Mention | None:
        at = bisect_left(self._regions, start, key=_START)
        return self._regions[at] if at < len(self._regions) and self._regions[at].start == start else None


@lru_cache(maxsize=16)
def grammar_of(language: str | None) -> Grammar | None:
    """What is known of a language, by its ISO 639-1 code; None where nothing is."""
    settings = tomllib.loads((_DATA / "native.toml").read_text(encoding="utf-8")).get(language or "")
    if settings is None or language is None:
        return None

    def listed(name: str) -> list[str]:
        return ["" if word == _NONE else word for word in settings.get(name, "").split()]

    def linked(name: str) -> frozenset[str]:
        return frozenset(_key(word) or _NONE for word in listed(name))

    nations: dict[str, str] = {}
    columns = ("country", "fr", "es", "pt", "it", "de", "ru", "uk", "tr", "ar", "source")
    for row in read_table(_DATA / "nations.tsv", columns):
        for prefix, stem, ending in product(
            listed("prefixes") or [""], filter(None, row.cells[language].split("|")), listed("endings")
        ):
            nations.setdefault(_key(f"{prefix}{stem}{ending}"), row.required("country"))
    nouns: dict[tuple[str, ...], Noun] = {}
    openings: dict[str, int] = {}
    for row in read_table(_DATA / "heads_native.tsv", ("language", "head", "forms", "source")):
        forms = row.required("forms").split("|") if row.required("language") == language else ()
        for prefix, form in product(listed("noun_prefixes") or [""], forms):
            phrase = tuple(_keys(f"{prefix}{form.lstrip(_ALONE)}".replace("لال", "لل")))
            nouns[phrase] = Noun(row.required("head"), form.startswith(_ALONE), form.startswith(2 * _ALONE))
            openings[phrase[0]] = max(openings.get(phrase[0], 0), len(phrase))
    before = bool(settings.get("before"))
    genitive = settings.get("genitive", "")
    return Grammar(nations, nouns, openings, before, linked("of"), linked("in"), linked("and"), genitive)


def _keys(text: str) -> list[str]:
    return [part.text for word in analysed(text) for part in word.parts]


def _key(text: str) -> str:
    return " ".join(_keys(text))
