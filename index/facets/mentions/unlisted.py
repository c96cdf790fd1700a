"""Places that no list holds, by what stands around them: *the village of Tal Salasse*, *al-Bureij village*,
*the outskirts of Harfa*, *in Saraqib, Nahliyeh and Shnan*. The words are data (cues.toml, [unlisted])."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Set
from itertools import takewhile
from typing import Final, NamedTuple

from index.facets.mentions.cues import Cues
from index.facets.mentions.model import Mention
from index.facets.mentions.passages import Passage
from index.facets.mentions.taken import Taken
from search.names import Name, Names

RULE: Final = "unlisted place"
SPELT: Final = "spelling of a listed place"
"""The rule of what turns out to be listed, only spelt otherwise."""

HERE: Final = 0.9
"""How alike (`search.names.compare`) a spelling must be to that of a listed place of the division spoken of."""
ELSEWHERE: Final = 0.95
SHORTEST: Final = 6
"""The same for a place of another division of the country, and letters that its name must have: the division is a
guess, and short names are like too many others."""

WINDOW: Final = 90
"""Characters before a noun in which a name or a list of names is looked for."""

FAR: Final = 600
"""Characters before a place within which the division is looked for that it lies in."""

ARABIC: Final = "mena-region"
"""The world region where Arabic articles and first words (*in al-Amiriyah*, *Kafr Sagheer*) are signs of a place."""

_ARTICLE: Final = r"(?:[AaEe]l|[Aa](?:sh|th|dh|[drstnz]))"
_WORD: Final = (
    rf"(?:{_ARTICLE}-)?[A-Z\u00c0-\u00de][^\W\d_]*(?:['\u2019`][^\W\d_]+|-(?:{_ARTICLE}-|(?:e|i)-)?[A-Z][^\W\d_]+)*"
)
_NAME: Final = rf"{_WORD}(?: (?:(?:al|el|ul|ez|az|as|es|de|del|la|los|las|da|do|dos) )?{_WORD}){{0,3}}"
_MORE: Final = r"(?: ?, and | ?, | and | as well as )"
_MORE_BEGINS: Final = (",", " ,", " and ", " as ")
_MORE_ENDS: Final = (", ", " and ", " as ")
_EACH: Final = re.compile(_NAME)
_LIST_AFTER: Final = re.compile(rf"{_NAME}(?:{_MORE}{_NAME}){{0,11}}")
_LIST_BEFORE: Final = re.compile(rf"(?<![\w'\u2019-]){_LIST_AFTER.pattern} \Z")
_NEXT: Final = re.compile(rf"{_MORE}({_NAME})(?=[.,;:)]|\n|\Z| ,| and | in | on | to )")
_PREVIOUS: Final = re.compile(rf"(?<![\w'\u2019-])(?:{_NAME}{_MORE})+\Z")
_OF: Final = re.compile(r" of (?:the )?(?=[\w'\u2019-]*[A-Z])")
_ARTICLED: Final = re.compile(rf" (?={_ARTICLE}-[A-Z])")
_OFFICE: Final = re.compile(r" (?:attorney|court|judge)")
"""What makes of *district* no district."""
_SENTENCE_END: Final = re.compile(r"[.!?](?=\s)|\n")


class Context(NamedTuple):
    """What an article is about, as far as placing an unlisted place needs it: how often each country is meant, and all
    its words as it writes them."""

    names: Names
    countries: Counter[str]
    written: Set[str]
    cues: Cues


class Anchor(NamedTuple):
    """Where a place stands that others may stand in one list with."""

    start: int
    end: int
    supported: bool


def unlisted_places(context: Context, passage: Passage, listed: list[Mention], taken: Taken) -> list[Mention]:
    """The mentions of places in a passage that no list holds, each in the division or country that is spoken of there.
    `listed` are its other places, `taken` what is somebody's name; what is found here is added to it. Headlines are
    left out: every word is a capital there."""
    if passage.headline or not context.countries:
        return []
    arabic = any(mention.name.within(ARABIC) for mention in listed)
    spans = list(_names(context, passage, _cued(passage, context.cues, arabic=arabic), taken))
    anchors = [Anchor(m.start, m.end, m.supported) for m in listed if m.kind == "literal"]
    anchors.extend(Anchor(start, end, True) for start, end in spans)
    spans.extend(_names(context, passage, _in_lists(passage, anchors, context.cues), taken))
    if not spans:
        return []
    parents = _Parents(context, passage, listed)
    found = ((start, end, parents.of(start, end)) for start, end in sorted(spans))
    return [_mention(context, passage, start, end, parent) for start, end, parent in found if parent is not None]


def _mention(context: Context, passage: Passage, start: int, end: int, parent: _Parent) -> Mention:
    name = _name(passage.text[start:end], parent)
    leading = context.countries.most_common(1)[0][0]
    for country in dict.fromkeys((parent.country, leading)):
        listed = _listed(context.names, name, country) if country else None
        if listed is not None:
            return Mention(passage, start, end, "literal", [listed], SPELT)
    return Mention(passage, start, end, "literal", [name], RULE)


def _listed(names: Names, place: Name, country: str) -> Name | None:
    """The listed place of a country of which the name is another spelling, if there is one in the division where the
    name was placed, or else one alone."""
    distant = []
    for score, name in names.spelt_like(place.canonical, country):
        if score >= HERE and place.parent != country and place.parent in name.lineage:
            return name
        if score >= ELSEWHERE and len(_bare(place.canonical)) >= SHORTEST:
            distant.append(name)
    divisions = {name.lineage[: name.lineage.index(country) + 2] for name in distant}
    return distant[0] if len(divisions) == 1 else None


def _names(context: Context, passage: Passage, spans: Iterable[tuple[int, int]], taken: Taken) -> list[tuple[int, int]]:
    """Those stretches that are names and nobody else's, and wherever else these names stand."""
    found: list[tuple[int, int]] = []
    for start, end in spans:
        start = _first_word(passage.text, start, end, context.cues)
        if not taken.touches(start, end) and _is_name(passage.text[start:end], context):
            taken.add(start, end)
            found.append((start, end))
    found.extend(_repeated(passage, {passage.text[start:end] for start, end in found}, taken))
    return found


def _cued(passage: Passage, cues: Cues, *, arabic: bool) -> Iterator[tuple[int, int]]:
    """Names that a noun or a preposition speaks for."""
    text, words = passage.text, cues.words
    heads, nouns = words["unlisted.of"], words["unlisted.nouns"]
    prepositions, prefixes = words["unlisted.prepositions"], words["unlisted.prefixes"]
    for number in passage.where(words["unlisted.triggers"]):
        low, capital = passage.lows[number], passage.forms[number].capital
        start, end = passage.starts[number], passage.ends[number]
        if low in heads and (of := _OF.match(text, end)) is not None:
            yield from _after(text, of.end(), several=low.endswith("s"))  # and before: the Rawda district of Marib
        if low in nouns and not capital and not _OFFICE.match(text, end):
            # most stand behind a word in small letters, and a name ends with none
            if passage.gaps[number] == " " and number and not passage.forms[number - 1].small:
                yield from _before(text, start, several=low.endswith("s"))
        elif (
            (low in words["unlisted.near"] and (not capital or passage.opens_sentence(number)))
            or (low in words["unlisted.kinds"] and capital)
            or (arabic and low in prepositions and _ARTICLED.match(text, end) is not None)
        ):
            yield from _after(text, end + 1, several=False)
        elif arabic and low in prefixes and capital and text[end : end + 1] == " ":
            yield from _after(text, start, several=False)


def _after(text: str, offset: int, *, several: bool) -> Iterator[tuple[int, int]]:
    names = _LIST_AFTER.match(text, offset)
    if names is not None:
        each = [(offset + name.start(), offset + name.end()) for name in _EACH.finditer(names.group())]
        yield from each if several else each[:1]


def _before(text: str, offset: int, *, several: bool) -> Iterator[tuple[int, int]]:
    first = max(0, offset - WINDOW)
    names = _LIST_BEFORE.search(text[first:offset])
    if names is not None:
        first += names.start()
        each = [(first + name.start(), first + name.end()) for name in _EACH.finditer(names.group())]
        yield from each if several else each[-1:]


def _in_lists(passage: Passage, anchors: list[Anchor], cues: Cues) -> Iterator[tuple[int, int]]:
    """Names that stand in one list with two places, or with one where places stand."""
    text, starts = passage.text, {anchor.start for anchor in anchors}
    for anchor in anchors:
        preceded = text.endswith(_MORE_ENDS, max(0, anchor.start - WINDOW), anchor.start)
        if not preceded and not text.startswith(_MORE_BEGINS, anchor.end):
            continue  # mostly
        before, there = _before_in_list(passage, anchor, cues) if preceded else ([], False)
        each = [*before, (anchor.start, anchor.end), *_after_in_list(text, anchor)]
        run = [span for span in each if span[0] not in starts]
        if run and (len(each) - len(run) > 1 or (len(run) > 1 and (there or anchor.supported))):
            yield from run


def _after_in_list(text: str, anchor: Anchor) -> Iterator[tuple[int, int]]:
    offset = anchor.end
    while (more := _NEXT.match(text, offset)) is not None:
        offset = more.end(1)
        yield more.span(1)


def _before_in_list(passage: Passage, anchor: Anchor, cues: Cues) -> tuple[list[tuple[int, int]], bool]:
    """The names before a place in its list, and whether the list stands where places stand. None at the beginning of
    a sentence, where any word has a capital."""
    first = max(0, anchor.start - WINDOW)
    names = _PREVIOUS.search(passage.text[first : anchor.start])
    if names is None:
        return [], False
    first += names.start()
    near = passage.before(first)
    if not near:
        return [], False
    spans = [(first + name.start(), first + name.end()) for name in _EACH.finditer(names.group())]
    return spans, near[0] in cues.words["place.locative"]


def _first_word(text: str, start: int, end: int, cues: Cues) -> int:
    """Where the name begins behind words such as *Northern* and *In*."""
    while start < end:
        word = text[start:end].split(" ", 1)[0]
        if word.lower() not in cues.words["place.before"]:
            break
        start += len(word) + 1
    return start


def _is_name(written: str, context: Context) -> bool:
    if len(written) < 4 or written.isupper():
        return False
    words, cues = [word.lower() for word in written.split()], context.cues
    if written.endswith("s") and any(context.names.lookup(field, written[:-1]) for field in ("region", "actor")):
        return False  # scraped text often lost its apostrophes: *Syrias second city*
    if any(name.type == "capital" for name in context.names.lookup("region", written)):
        return False  # *Rome* may be a surname, but is no village near Berlin
    blocked = [cues.words[listed] for listed in ("unlisted.never", "person.not_names", "person.titles")]
    return not any(word in context.written or any(word in listed for listed in blocked) for word in words)


def _repeated(passage: Passage, names: Iterable[str], taken: Taken) -> Iterator[tuple[int, int]]:
    """Where else a name that was found stands."""
    for name in names:
        if passage.text.count(name) < 2:
            continue
        for again in re.finditer(rf"(?<![\w'\u2019-]){re.escape(name)}(?![\w-])", passage.text):
            if not taken.touches(*again.span()):
                taken.add(*again.span())
                yield again.span()


def _bare(written: str) -> str:
    return re.sub(rf"\A{_ARTICLE}-", "", written)


class _Parent(NamedTuple):
    """What an unlisted place lies in."""

    lineage: tuple[str, ...]
    path: str
    country: str | None


def _up_to(place: Name, level: int) -> _Parent:
    """What a place lies in, `level` steps below the world region (1 for the country)."""
    path = "/".join(place.value.split("/")[: level + 1])
    return _Parent(place.lineage[: level + 1], path, place.country)


class _Parents:
    """In which division, or else country, the places of a passage lie."""

    def __init__(self, context: Context, passage: Passage, listed: list[Mention]) -> None:
        self._context, self._text = context, passage.text
        self._listed = sorted((m for m in listed if m.name.country), key=lambda mention: mention.start)
        self._starts = [mention.start for mention in self._listed]

    def of(self, start: int, end: int) -> _Parent | None:
        """The division named nearest in the sentence, else the last one before it, else the country."""
        number = bisect_left(self._starts, start)
        nearest = (self._listed[n] for n in range(number - 1, -1, -1))
        before = list(takewhile(lambda m: start - m.end < FAR, nearest))
        after = [m for m in self._listed[number : number + 3] if not _SENTENCE_END.search(self._text, end, m.start)]
        here = [m for m in before if not _SENTENCE_END.search(self._text, m.end, start)]
        near = sorted([*here, *after], key=lambda m: start - m.end if m.end <= start else m.start - end)
        places = [mention.name for mention in (*near, *before)]
        for place in places:
            level = place.lineage.index(place.country or "") + 1
            if len(place.lineage) > level:
                return _up_to(place, level)
        country = places[0] if places else self._context.names.get(self._context.countries.most_common(1)[0][0])
        return None if country is None else _up_to(country, len(country.lineage) - 1)


def _name(written: str, parent: _Parent) -> Name:
    """The place as the others are written: *al-* in small letters, no possessive ending."""
    canonical = re.sub(r"['\u2019]s\Z", "", " ".join(written.replace("\u2019", "'").replace("/", "-").split()))
    canonical = re.sub(r"\A[AE][ldrstnzh]h?(?=-)", lambda article: article.group().lower(), canonical)
    id = f"{parent.lineage[-1]}?{canonical.lower()}"
    path = f"{parent.path}/{canonical}"
    return Name(id, "region", path, canonical, "place", (*parent.lineage, id), parent.country)
