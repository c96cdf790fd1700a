"""Inflected names of places: adjectives and the genitive in other languages than English (*syrienne*, *российско*,
*Aleppos*), and English possessives that have lost their apostrophe (*Syrias*)."""

from __future__ import annotations

from collections.abc import Iterator, Set
from operator import attrgetter
from typing import Final

from index.facets.mentions.cues import Cues
from index.facets.mentions.model import Mention
from index.facets.mentions.native import Grammar
from index.facets.mentions.passages import Passage
from search.names import Names

_START: Final = attrgetter("start")

SHORTEST: Final = 5
"""Letters of a name with the ending of the genitive, that shorter words have by chance."""
LEAST: Final = 4
"""The same of a possessive without its apostrophe: *Iraqs*."""
DECLINED: Final = frozenset({"country", "capital", "governorate", "division", "city"})
POSSESSING: Final = frozenset({"country", "capital", "governorate"})
"""Places whose genitive is looked for, and whose possessive without an apostrophe."""


def inflected(passage: Passage, grammar: Grammar, names: Names) -> list[Mention]:
    """The mentions of countries by adjectives and peoples, and of places in the genitive, in text order: *syrienne*,
    *российско*, *Aleppos*."""
    return sorted((*_adjectives(passage, grammar, names), *_genitives(passage, grammar, names)), key=_START)


def _genitives(passage: Passage, grammar: Grammar, names: Names) -> Iterator[Mention]:
    if grammar.genitive:
        yield from _ending_in(grammar.genitive, passage, names, SHORTEST, DECLINED)


def possessives(passage: Passage, names: Names, cues: Cues) -> Iterator[Mention]:
    """The mentions of countries and the like in an English text that lost its apostrophes: *Syrias*, *Irans*."""
    for mention in _ending_in("s", passage, names, LEAST, POSSESSING):
        if mention.text[:-1].lower() not in cues.words["place.also_people"]:
            yield mention


def _ending_in(ending: str, passage: Passage, names: Names, least: int, types: Set[str]) -> Iterator[Mention]:
    for number, form in enumerate(passage.forms):
        if form.capital and form.low.endswith(ending) and len(form.low) > least:
            places = names.lookup("region", form.text[: -len(ending)])
            known = [name for name in places if name.type in types]
            if known:
                yield Mention(passage, passage.starts[number], passage.ends[number], "literal", known)


def _adjectives(passage: Passage, grammar: Grammar, names: Names) -> Iterator[Mention]:
    for number, part in enumerate(passage.parts):
        if part.key in grammar.adjectives:
            country = names.get(grammar.adjectives[part.key])
            if country is not None:
                yield Mention(passage, *passage.span(number, number + 1), "adjective", [country])
