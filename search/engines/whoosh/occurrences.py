"""Where the leaves of a query stand, from Whoosh's posting lists: what `search.scoring` counts.

How often is asked of all articles, and told from the posting lists alone wherever one way to write a leaf occurs alone
in an article. Positions are read where that is not enough: for phrases, where several ways meet, and for proximity.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from search.engines.whoosh.postings import PostingReader
from search.query import AnyOf, FuzzyTerm, Near, Pattern, Phrase, Prefix, Scored, Term
from search.scoring import Place, group_places, places
from search.shapes import Shape

Counts = Mapping[int, float]
"""Article -> how often something stands in one of its text fields, by the weights of the places."""

Places = dict[int, list[Place]]
"""Article -> the places in one of its text fields, in order."""


@dataclass(frozen=True, slots=True)
class Occurrences:
    """The occurrences of leaves in one generation; phrases and what stands near each other is remembered."""

    reader: PostingReader
    _phrases: dict[tuple[str, tuple[str, ...]], Places] = field(default_factory=dict)
    _groups: dict[tuple[str, Near], Places] = field(default_factory=dict)

    def size(self) -> int:
        """How many pairs of token, phrase or group and article are remembered."""
        held = (*self._phrases.values(), *self._groups.values())
        return self.reader.size() + len(held) + sum(map(len, held))

    def counts(self, leaf: Scored, name: str) -> Counts:
        """How often the leaf stands in a field, of the live articles where it does."""
        match leaf:
            case Term(token, fields) if name in fields:
                return self.reader.postings(name, token)
            case Phrase(tokens, fields) if name in fields:
                return {number: float(len(found)) for number, found in self._phrase(name, tokens).items()}
            case Near(_, _, fields) if name in fields:
                return {number: float(len(found)) for number, found in self._near(leaf, name).items()}
            case Prefix() | Pattern() | FuzzyTerm() if name in leaf.fields:
                ways = ((self.reader.read(name, token), 1.0) for token in self.reader.shaped(name, Shape.of(leaf)))
                return self._joined(leaf, name, ways)
            case AnyOf(children):
                written = [child for child in children if isinstance(child, Scored)]
                return self._joined(leaf, name, ((self.counts(child, name), child.weight) for child in written))
        return {}

    def _joined(self, leaf: Scored, name: str, ways: Iterable[tuple[Counts, float]]) -> Counts:
        """How often a leaf stands that is written in several ways: in one article they may stand at the same place."""
        together: dict[int, float] = {}
        several: set[int] = set()
        for counts, weight in ways:
            several |= counts.keys() & together.keys()
            for number, count in counts.items():
                together[number] = count * weight
        for number, held in self.places(leaf, name, sorted(several)).items():
            together[number] = sum(place.weight for place in held)
        return together

    def places(self, leaf: Scored, name: str, wanted: Sequence[int]) -> Places:
        """Where the leaf stands in a field of the wanted articles, which are ascending; of those where it does."""
        if not wanted:
            return {}
        match leaf:
            case Term(token, fields) if name in fields:
                return dict(self._token(name, token, wanted))
            case Phrase(tokens, fields) if name in fields:
                return _wanted(self._phrase(name, tokens), wanted)
            case Near(_, _, fields) if name in fields:
                return _wanted(self._near(leaf, name), wanted)
            case Prefix() | Pattern() | FuzzyTerm() if name in leaf.fields:
                shaped = self.reader.shaped(name, Shape.of(leaf))
                return _merged((self._token(name, token, wanted), 1.0) for token in shaped)
            case AnyOf(children):
                written = (child for child in children if isinstance(child, Scored))
                return _merged((self.places(child, name, wanted).items(), child.weight) for child in written)
        return {}

    def _token(self, name: str, token: str, wanted: Sequence[int]) -> Iterator[tuple[int, list[Place]]]:
        for number, positions in self.reader.positions(name, token, wanted):
            yield number, [Place(position, position) for position in positions]

    def _phrase(self, name: str, tokens: tuple[str, ...]) -> Places:
        """Where the tokens stand at consecutive positions of a field, in all live articles where they do."""
        key = name, tokens
        if key not in self._phrases:
            self._phrases[key] = self._find_phrase(name, tokens)
        return self._phrases[key]

    def _near(self, leaf: Near, name: str) -> Places:
        """Where all parts stand near each other in a field, in all live articles where they do."""
        if (name, leaf) not in self._groups:
            ways = [[self._phrase(name, way) for way in part] for part in leaf.parts]
            holding = [set().union(*part) for part in ways]
            found = {
                number: group_places([[p for way in part for p in way.get(number, ())] for part in ways], leaf.distance)
                for number in sorted(set.intersection(*holding) if holding else ())
            }
            self._groups[name, leaf] = {number: group for number, group in found.items() if group}
        return self._groups[name, leaf]

    def _find_phrase(self, name: str, tokens: tuple[str, ...]) -> Places:
        # most spellings of a name occur nowhere: their other words, which may be common, need not be read
        if not tokens or not all(self.reader.knows(name, token) for token in tokens):
            return {}
        shortest, *others = sorted((self.reader.postings(name, token) for token in tokens), key=len)
        both = sorted(number for number in shortest if all(number in other for other in others))
        found: Places = {}
        columns = [self.reader.positions(name, token, both) for token in tokens]
        for same in zip(*columns, strict=True):
            starts = _consecutive([positions for _, positions in same])
            if starts:
                found[same[0][0]] = places([Place(start, start + len(tokens) - 1) for start in starts])
        return found


def _consecutive(held: Sequence[array[int]]) -> set[int]:
    """The positions of the first token behind which the others follow one by one."""
    starts = set(held[0])
    for n, positions in enumerate(held[1:], 1):
        starts &= {position - n for position in positions}
    return starts


def _wanted(held: Places, wanted: Iterable[int]) -> Places:
    return {number: held[number] for number in wanted if number in held}


def _merged(ways: Iterable[tuple[Iterable[tuple[int, list[Place]]], float]]) -> Places:
    """The places of all ways together, each counting as much as its way weighs."""
    together: Places = {}
    for found, weight in ways:
        for number, held in found:
            own = held if weight == 1 else [Place(start, end, own * weight) for start, end, own in held]
            together.setdefault(number, []).extend(own)
    return {number: places(held) for number, held in together.items()}
