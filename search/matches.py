"""Where a text holds what a query asks for."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, NamedTuple

from search.analysis import CAPITALS, EXACT, Word, fold, stem, words
from search.proximity import Place, together
from search.query import And, AnyOf, FuzzyTerm, Near, Or, Pattern, Phrase, Prefix, Query, Shaped, Term
from search.shapes import Shape

FARTHEST: Final = 64
"""Characters that a mark is stretched by to end where the word does."""


USUAL: Final = 50_000
"""Characters of a text that are looked at closely; of a longer one, no more than these."""

FARTHEST_LOOK: Final = 1_000_000
"""Characters of a text behind which nothing is looked for."""

AROUND: Final = 300
"""Characters to either side of a word that may be wanted."""

_RUN: Final = re.compile(r"[^\W\d_]+|\d+")


class Found(NamedTuple):
    """text[start:end] answers the part of the question with this number."""

    start: int
    end: int
    unit: int


@dataclass(slots=True)
class Needles:
    """What to look for in one text field: tokens, phrases by their first token, groups and shapes of words, each with
    the number of the part of the question that it belongs to. All spellings of one name are one part."""

    terms: dict[str, int] = field(default_factory=dict)
    phrases: dict[str, dict[tuple[str, ...], int]] = field(default_factory=lambda: defaultdict(dict))
    groups: dict[Near, int] = field(default_factory=dict)
    shapes: dict[Shaped, tuple[Shape, int]] = field(default_factory=dict)

    def all(self) -> set[str]:
        """Every token, and what the shapes begin with."""
        ways = [way for some in self.phrases.values() for way in some]
        ways += [way for group in self.groups for part in group.parts for way in part]
        return {
            *self.terms,
            *(shape.head for shape, _ in self.shapes.values()),
            *(token for way in ways for token in way),
        }

    def __bool__(self) -> bool:
        return bool(self.terms or self.phrases or self.groups or self.shapes)


@lru_cache(maxsize=64)
def needles(query: Query, field: str) -> Needles:
    """What a query of matched leaves asks of a text field. What stands under Not does not count."""
    found = Needles()
    for unit, part in enumerate(_units(query)):
        for leaf in _leaves(part):
            match leaf:
                case Term(token, fields) if field in fields:
                    found.terms.setdefault(token, unit)
                case Phrase(tokens, fields) if field in fields:
                    found.phrases[tokens[0]].setdefault(tokens, unit)
                case Near(_, _, fields) if field in fields:
                    found.groups.setdefault(leaf, unit)
                case Prefix(_, fields) | Pattern(_, fields) | FuzzyTerm(_, _, fields) if field in fields:
                    found.shapes.setdefault(leaf, (Shape.of(leaf), unit))
    return found


def _units(query: Query) -> Iterator[Query]:
    """The parts of a question that count once each, however many words they have."""
    if isinstance(query, And | Or):
        for child in query.children:
            yield from _units(child)
    elif isinstance(query, AnyOf | Term | Phrase | Near | Prefix | Pattern | FuzzyTerm):
        yield query


def _leaves(query: Query) -> Iterator[Query]:
    if isinstance(query, And | Or | AnyOf):
        for child in query.children:
            yield from _leaves(child)
    else:
        yield query


def find(text: str, wanted: Needles) -> list[Found]:
    """Every place that answers, by offset; phrases only where they stand whole. Marks cover whole words."""
    if not wanted:
        return []
    found = [
        Found(start + one.start, start + one.end, one.unit)
        for start, end in _stretches(text, wanted)
        for one in _Tokens(text[start:end], wanted).found()
    ]
    return sorted({_whole(text, one) for one in found})


def _stretches(text: str, wanted: Needles) -> list[tuple[int, int]]:
    """Where to look closely: everywhere in an article of usual length, else around words that begin as wanted ones."""
    if len(text) <= USUAL:
        return [(0, len(text))]
    heads = {
        plain[: 2 if len(plain) < 4 else 3] for plain in (token.lstrip(EXACT + CAPITALS) for token in wanted.all())
    }
    letters = {head for head in heads if len(head) == 1}  # of words that may be misspelt all but this is open
    folded = fold(text[:FARTHEST_LOOK])
    spans: list[tuple[int, int]] = []
    looked = 0
    for match in _RUN.finditer(folded.text):
        run = match.group()
        if (
            run[:3] in heads
            or run[:2] in heads
            or run[0] in letters
            or (len(run) == 1 and any(head[0] == run for head in heads))
        ):
            at = folded.source(match.start())
            low, high = _between_words(text, at - AROUND, -1), _between_words(text, at + AROUND, 1)
            if spans and low <= spans[-1][1]:
                low = spans.pop()[0]
            spans.append((low, high))
            looked += min(AROUND, high - low)
            if looked > USUAL:
                break
    return spans


def _between_words(text: str, at: int, step: int) -> int:
    """The nearest white space from here on, in steps of 1 or -1, if it is near."""
    at = min(max(at, 0), len(text))
    for _ in range(FARTHEST):
        if at in (0, len(text)) or text[at].isspace():
            break
        at += step
    return at


class _Tokens:
    """The wanted tokens of a text: by position, what stands there and from where to where."""

    def __init__(self, text: str, wanted: Needles) -> None:
        self.wanted = wanted
        self.any = wanted.all()
        self.at: dict[int, dict[str, tuple[int, int]]] = {}
        self.begun: list[Found] = []
        position = 0
        for word in words(text):
            self.word(word, position)
            position += len(word.parts)

    def word(self, word: Word, position: int) -> None:
        if len(word.parts) > 1:
            self.token(position, word.joined, word.start, word.end)
        for n, part in enumerate(word.parts):
            self.token(position + n, part.text, part.start, part.end)
            if part.capitals and CAPITALS + part.text in self.any:
                self.at.setdefault(position + n, {})[CAPITALS + part.text] = (part.start, part.end)

    def token(self, position: int, plain: str, start: int, end: int) -> None:
        for token in (stem(plain), EXACT + plain):
            if token in self.any:
                self.at.setdefault(position, {})[token] = (start, end)
        for shape, unit in self.wanted.shapes.values():
            if shape.fits(EXACT + plain):
                self.begun.append(Found(start, end, unit))

    def found(self) -> Iterator[Found]:
        yield from self.begun
        for position, here in self.at.items():
            for token, (start, end) in here.items():
                if token in self.wanted.terms:
                    yield Found(start, end, self.wanted.terms[token])
                for phrase, unit in self.wanted.phrases.get(token, {}).items():
                    last = self.last(phrase, position)
                    if last is not None:
                        yield Found(start, last, unit)
        for group, unit in self.wanted.groups.items():
            yield from self.group(group, unit)

    def group(self, near: Near, unit: int) -> Iterator[Found]:
        """The words of a group: in a row one stretch, else each part a stretch of its own."""
        spans: dict[Place, tuple[int, int]] = {}
        places: list[list[Place]] = []
        for part in near.parts:
            places.append([])
            for way in part:
                for position, here in self.at.items():
                    last = self.last(way, position) if way[0] in here else None
                    if last is not None:
                        place = position, position + len(way)
                        places[-1].append(place)
                        spans[place] = here[way[0]][0], last
        for found in together(places, near.distance):
            parts = [spans[place] for place in found]
            if near.distance is None:
                parts = [(parts[0][0], parts[-1][1])]
            yield from (Found(start, end, unit) for start, end in parts)

    def last(self, phrase: Sequence[str], position: int) -> int | None:
        """Where a phrase that begins at this position ends, or None when it does not stand here."""
        end = None
        for n, token in enumerate(phrase):
            span = self.at.get(position + n, {}).get(token)
            if span is None:
                return None
            end = span[1]
        return end


def _whole(text: str, found: Found) -> Found:
    """Stretched to the word's own ends: *T90* is one word though it has two parts, accents belong to their letter."""
    start, end = found.start, found.end
    low, high = max(0, start - FARTHEST), min(len(text), end + FARTHEST)
    while start > low and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < high and (text[end].isalnum() or unicodedata.category(text[end])[0] == "M"):
        end += 1
    return Found(start, end, found.unit)
