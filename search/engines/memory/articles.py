"""Articles in memory, with the places of their tokens."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Final

from search.analysis import EXACT, analyze
from search.documents import Document
from search.fields import FACET_BY_NAME, TEXT_BY_NAME
from search.query import (
    AnyOf,
    FuzzyTerm,
    Near,
    Pattern,
    Phrase,
    Prefix,
    Query,
    Scored,
    Term,
)
from search.scoring import (
    Place,
    group_places,
    idf,
    length_factors,
    places,
)
from search.shapes import Shape
from search.unlisted import word_keys

_REMEMBERED: Final = 4096
"""Leaves whose places are remembered until the next commit."""

_ALL_FACETS: Final = MappingProxyType(dict.fromkeys(FACET_BY_NAME))


@dataclass(frozen=True)
class Article:
    """A document with its tokens: field -> token -> ascending positions."""

    document: Document
    tokens: Mapping[str, Mapping[str, list[int]]]
    lengths: Mapping[str, int]
    terms: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, document: Document) -> Article:
        """A document, analysed."""
        tokens: dict[str, dict[str, list[int]]] = {}
        for name, passages in document.texts().items():
            held = tokens[name] = {}
            for token in analyze(passages):
                held.setdefault(token.text, []).append(token.position)
        lengths = {name: len(set().union(*held.values())) for name, held in tokens.items()}
        return cls(document, tokens, lengths, {name: document.facet_terms(name) for name in _ALL_FACETS})

    def places(self, leaf: Scored) -> dict[str, list[Place]]:
        """The text fields that hold what the leaf asks for, with the places where they do, in order."""
        found = {name: places(self._places(leaf, name)) for name in self.tokens}
        return {name: held for name, held in found.items() if held}

    def _places(self, leaf: Query, name: str) -> Iterator[Place]:
        tokens = self.tokens[name]
        match leaf:
            case AnyOf(children):
                for child in children:
                    if isinstance(child, Scored):
                        for place in places(self._places(child, name)):
                            yield place._replace(weight=place.weight * child.weight)
            case Term(token, fields) if name in fields:
                yield from (Place(position, position) for position in tokens.get(token, ()))
            case Phrase(sought, fields) if name in fields and sought:
                first, *later = (set(tokens.get(token, ())) for token in sought)
                for start in first:
                    if all(start + n in positions for n, positions in enumerate(later, 1)):
                        yield Place(start, start + len(later))
            case Near(parts, distance, fields) if name in fields:
                ways = [[places(self._places(Phrase(way, fields), name)) for way in part] for part in parts]
                yield from group_places([[place for held in part for place in held] for part in ways], distance)
            case Prefix() | Pattern() | FuzzyTerm() if name in leaf.fields:
                fits = Shape.of(leaf).fits
                begun = (positions for token, positions in tokens.items() if fits(token))
                yield from (Place(position, position) for positions in begun for position in positions)


class State:
    """One commit: never changed, so that a search that has begun goes on seeing it."""

    def __init__(self, generation: str, articles: Mapping[str, Article], overlay: str = "") -> None:
        self.generation = generation
        self.articles = articles
        self.overlay = overlay
        self.held = lru_cache(_REMEMBERED)(self._held)

    @cached_property
    def mean_lengths(self) -> Mapping[str, float]:
        """The mean length of each text field, in positions."""
        total = max(1, len(self.articles))
        return {name: sum(a.lengths[name] for a in self.articles.values()) / total or 1.0 for name in TEXT_BY_NAME}

    @cached_property
    def words(self) -> Mapping[str, set[str]]:
        """The words that may be names, by key."""
        found: dict[str, set[str]] = defaultdict(set)
        tokens = {token for article in self.articles.values() for held in article.tokens.values() for token in held}
        for word in (token.removeprefix(EXACT) for token in tokens if token.startswith(EXACT)):
            for key in word_keys(word):
                found[key].add(word)
        return found

    def _held(self, leaf: Scored) -> Mapping[str, Mapping[str, list[Place]]]:
        """id -> text field -> where it holds what the leaf asks for, of the articles that do."""
        found = {id: article.places(leaf) for id, article in self.articles.items()}
        return {id: fields for id, fields in found.items() if fields}

    def weight(self, leaf: Scored) -> float:
        """What the leaf scores where it counts 1."""
        return leaf.weight * idf(len(self.articles), len(self.held(leaf)))

    def counted(self, article: Article, numbers: Mapping[str, float]) -> float:
        """The numbers of the article's text fields, normalised by length and boosted, added up."""
        count = 0.0
        for name, number in numbers.items():
            a, b = length_factors(self.mean_lengths[name], TEXT_BY_NAME[name].boost)
            count += number / (a + b * article.lengths[name])
        return count
