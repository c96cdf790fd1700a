"""From the mentions of an article to the values of its facets."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice, takewhile
from operator import attrgetter
from typing import Final

from index.articles import CleanArticle
from index.facets.mentions.actors import Casting, actor_mentions
from index.facets.mentions.cues import Cues, load_cues
from index.facets.mentions.generic import undescribed
from index.facets.mentions.grammar import described, states, units
from index.facets.mentions.groups import groups
from index.facets.mentions.inflected import inflected, possessives
from index.facets.mentions.model import Actor, Mention
from index.facets.mentions.namesakes import part_namesakes
from index.facets.mentions.native import Descriptions, Grammar, grammar_of
from index.facets.mentions.passages import Passage
from index.facets.mentions.people import people
from index.facets.mentions.places import Resolver, place_mentions
from index.facets.mentions.prominence import by_prominence
from index.facets.mentions.quoted import quoted
from index.facets.mentions.setting import Setting
from index.facets.mentions.taken import Taken
from index.facets.mentions.unlisted import Context, unlisted_places
from search.documents import FacetValue, Place
from search.names import Match, Names
from search.names.model import NameField

EARLY = 400
"""Characters of the body that count as its beginning, where an article says what it is about."""

ENGLISH = frozenset({"en", None})
"""The language whose words for places are known, without which lists and capitals tell nothing (*Egipto, Jordania y
Turquía*), and whose acronyms are listed. None: a text too short to tell."""

APOSTROPHES: Final = "'\u2019"
"""Where a text has none, its possessives may have lost theirs: *Syrias government*."""

_START: Final = attrgetter("start")

HEADED = frozenset({"state", "state_force", "coalition"})
"""Actors whose name begins with the country they belong to: it is mentioned along with them."""


def extract_mentions(
    article: CleanArticle, names: Names, year: int | None = None
) -> Mapping[str, tuple[FacetValue, ...]]:
    """The values of "region", "actor" and "source", the main one first; a field without values is absent. `year` is
    when the article was written: it tells actors of one spelling apart."""
    cues = load_cues()
    texts: tuple[tuple[Place, str], ...] = (("title", article.title), ("body", article.body))
    suffixed = article.language == "tr"
    passages = [Passage(place, text, cues, suffixed=suffixed) for place, text in texts if text]
    written: set[str] = set().union(*[passage.words for passage in passages])
    grammar = grammar_of(article.language)
    if grammar is not None:
        written -= grammar.adjectives.keys()  # *Siria* beside *siria*
    places: list[Mention] = []
    actors: list[Mention] = []
    persons: set[str] = set()
    publishers: dict[Place, list[Match]] = {}
    foreign = article.language not in ENGLISH
    bare = not foreign and not any(mark in text for _, text in texts for mark in APOSTROPHES)
    for passage in passages:
        matches = names.mentions(passage)
        publishers[passage.place] = matches["publisher"]
        found_places = place_mentions(passage, matches["region"], cues, written, persons)
        if grammar is not None:
            found_places = _with_inflected(found_places, inflected(passage, grammar, names))
        elif bare:
            found_places = _with_inflected(found_places, list(possessives(passage, names, cues)))
        found_places, found_actors = _read(passage, matches, cues, found_places, names, foreign=foreign)
        places.extend(found_places)
        actors.extend(found_actors)
    resolver = Resolver(places, cues, persons)
    places = resolver.resolve()
    context = Context(names, resolver.countries, written, cues)
    for passage in passages:
        if article.language in ENGLISH:
            here = [place for place in places if place.passage is passage]
            places.extend(unlisted_places(context, passage, here, Taken(passage, (*here, *actors))))
    casting = Casting(names, cues, resolver.countries, year, foreign=foreign)
    _cast(casting, passages, places, actors, publishers, grammar)
    return _values(places, casting.cast.values(), cues)


def _read(
    passage: Passage,
    matches: Mapping[NameField, list[Match]],
    cues: Cues,
    places: list[Mention],
    names: Names,
    *,
    foreign: bool,
) -> tuple[list[Mention], list[Mention]]:
    """The mentions of places and of listed actors, given those of places: where one lies in the other, the longer wins,
    but the country that heads a force's name is mentioned too."""
    actors = actor_mentions(passage, matches["actor"], cues, names, foreign=foreign)
    listed = [
        actor
        for actor, around in _overlapping(actors, places)
        if not (around and any(_covers(place, actor) for place in around))
        and not (actor.name.type == "state" and _is_country(actor, matches["region"]))  # *Chad Smith* is neither
    ]
    kept = []
    for place, around in _overlapping(places, [actor for actor in listed if actor.kind == "literal"]):
        if not around:
            kept.append(place)
        elif (
            (around[0].start == place.start or (place.kind == "adjective" and around[0].end == place.end))
            and place.name.type == "country"
            and _stands_out(place, around[0])
        ):
            place.kind = "part-of-name"
            kept.append(place)
    return kept, listed


def _with_inflected(places: list[Mention], inflected: list[Mention]) -> list[Mention]:
    """The mentions of places and those of their inflected forms that stand in none of them, in text order."""
    apart = [mention for mention, around in _overlapping(inflected, places) if not around]
    return sorted((*places, *apart), key=_START)


def _is_country(actor: Mention, regions: list[Match]) -> bool:
    """Whether the very words of an actor are a country's name. `regions` are in text order."""
    first = bisect_left(regions, actor.start, key=_START)
    here = takewhile(lambda match: match.start == actor.start, islice(regions, first, None))
    return any(match.end == actor.end and any(name.type == "country" for name in match.names) for match in here)


def _stands_out(country: Mention, outer: Mention) -> bool:
    """Whether a country is mentioned by the actor's name that it heads: *Syrian Army*, *Britain-based ...*."""
    own = outer.name.country == country.name.country and country.kind == "adjective"
    return own or outer.name.type in HEADED or country.passage.text.startswith("-based", country.end)


def _overlapping(ones: list[Mention], others: list[Mention]) -> Iterator[tuple[Mention, list[Mention]]]:
    """Each of some mentions with those of `others` that overlap it. Both are in text order; the others do not overlap
    each other."""
    first = 0
    for one in ones:
        while first < len(others) and others[first].end <= one.start:
            first += 1
        last = first
        while last < len(others) and others[last].start < one.end:
            last += 1
        yield one, others[first:last]


def _covers(place: Mention, actor: Mention) -> bool:
    """Whether a place's name is longer than an actor's that stands in it, or a country's is both."""
    shorter = actor.end - actor.start < place.end - place.start
    country = actor.name.type == "state" and place.name.type == "country"  # `states` says whether it acts
    return place.start <= actor.start and actor.end <= place.end and (shorter or country)


def _cast(
    casting: Casting,
    passages: list[Passage],
    places: list[Mention],
    actors: list[Mention],
    publishers: Mapping[Place, list[Match]],
    grammar: Grammar | None,
) -> None:
    actors, namesakes = part_namesakes(actors, passages, casting.names, casting.cues)
    noted = casting.add_named(actors)
    setting = Setting(casting, places, noted)
    for passage in passages:
        here = [mention for mention in places if mention.passage is passage]
        named = [mention for mention in noted if mention.passage is passage]
        taken = Taken(passage, (*named, *(mention for _, mention in namesakes)))
        casting.add_initialled(passage, taken)
        units(casting, passage, named, taken)
        if grammar is not None:
            Descriptions(casting, setting, passage, grammar, here, named, taken).add_all()
        described(casting, passage, here, taken)
        states(casting, here, taken)
        undescribed(casting, passage, setting, named, taken)
        for mention in quoted(passage, publishers[passage.place], taken, casting.cues):
            casting.add(mention.name.canonical, "organisation", "source", mention)
        nations = {mention.start for mention in here if mention.kind == "adjective"}
        for mention, type in groups(passage, taken, casting.cues, nations):
            casting.add_group(mention, type)
        for mention in here:
            if not _surname(mention):
                taken.add(mention.start, mention.end)
        for mention in people(passage, taken, casting.cues):
            casting.add_person(mention)
    for bearer, mention in namesakes:
        casting.add_namesake(bearer, mention)


def _surname(mention: Mention) -> bool:
    """Whether a nationality is part of a name: *Hudayfah al Yemeni*."""
    before = mention.passage.adjacent_before(mention.start) if mention.kind == "adjective" else None
    return before is not None and before.low in ("al", "el")


def _values(places: list[Mention], cast: Iterable[Actor], cues: Cues) -> dict[str, tuple[FacetValue, ...]]:
    regions = by_prominence(places, cues)
    found = {"region": tuple(_value(value, mentions, None) for value, mentions in regions.items())}
    actors = sorted(cast, key=lambda actor: -_weight(actor.mentions))
    for field, role in (("actor", "actor"), ("source", "source")):
        found[field] = tuple(_value(a.value, a.mentions, a.type) for a in actors if a.role == role)
    return {field: values for field, values in found.items() if values}


def _weight(mentions: list[Mention]) -> float:
    """How much an article is about an actor: mentions, more in the title and at the beginning."""
    weight = 0.0
    for mention in mentions:
        early = mention.start < EARLY or mention.passage.place == "title"
        weight += (2.0 if early else 1.0) * (1.0 if mention.kind == "literal" else 0.5)
    return weight


def _value(value: str, mentions: list[Mention], type: str | None) -> FacetValue:
    if len(mentions) > 1:
        mentions = sorted(mentions, key=lambda mention: (mention.passage.place != "title", mention.start))
    evidence = tuple([mention.evidence() for mention in mentions])
    signs = {(mention.kind, mention.rule) for mention in mentions}
    if ("literal", "names") in signs:
        sure = 0.9
    else:
        sure = 0.4 if all(rule.startswith("unlisted") for _, rule in signs) else 0.6
    return FacetValue(value, evidence, sure, type)
