"""Articles in memory, with the places of their tokens."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Final

from search.analysis import EXACT, PAIR, analyze
from search.documents import Document
from search.fields import FACET_BY_NAME, TEXT_BY_NAME
from search.query import AnyOf, FuzzyTerm, Near, Pattern, Phrase, Prefix, Scored, Term, Written
from search.scoring import Place, group_places, idf, length_factors, places
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
        """The document, analyzed."""
        tokens: dict[str, dict[str, list[int]]] = {}
        for name, passages in document.texts().items():
            held = tokens[name] = {}
            for token in analyze(passages):
                positions = held.setdefault(token.text, [])
                if positions[-1:] != [token.position]:  # two parts joined may be the same as the one
                    positions.append(token.position)
        lengths = {name: len(set().union(*held.values())) for name, held in tokens.items()}
        return cls(document, tokens, lengths, {name: document.facet_terms(name) for name in _ALL_FACETS})

    def places(self, leaf: Written) -> dict[str, list[Place]]:
        """The text fields that hold what the leaf asks for, with the places where they do, in order."""
        found = {name: self._places(leaf, self.tokens[name]) for name in leaf.fields}
        return {name: held for name, held in found.items() if held}

    def _places(self, leaf: Written, tokens: Mapping[str, list[int]]) -> list[Place]:
        """Where a field of these tokens holds what the leaf asks for."""
        match leaf:
            case Term(token):
                return [Place(position, position) for position in tokens.get(token, ())]
            case Phrase(sought):
                if not sought or not all(token in tokens for token in sought):
                    return []
                starts = set.intersection(*({p - n for p in tokens[token]} for n, token in enumerate(sought)))
                return places([Place(start, start + len(sought) - 1) for start in starts])
            case Near(parts, distance):
                ways = [[self._places(Phrase(way, leaf.fields), tokens) for way in part] for part in parts]
                return group_places([[place for held in part for place in held] for part in ways], distance)
            case Prefix() | Pattern() | FuzzyTerm():
                fits = Shape.of(leaf).fits
                begun = (positions for token, positions in tokens.items() if fits(token))
                return places([Place(position, position) for positions in begun for position in positions])


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
    def holders(self) -> Mapping[str, list[str]]:
        """token -> the ids of the articles that hold it in any text field."""
        found: dict[str, list[str]] = defaultdict(list)
        for id, article in self.articles.items():
            for token in set().union(*article.tokens.values()):
                found[token].append(id)
        return found

    @cached_property
    def words(self) -> Mapping[str, set[str]]:
        """The words and pairs of words that may be names, by key."""
        found: dict[str, set[str]] = defaultdict(set)
        for word in (token.removeprefix(EXACT) for token in self.holders if token.startswith((EXACT, PAIR))):
            for key in word_keys(word):
                found[key].add(word)
        return found

    def _held(self, leaf: Scored) -> Mapping[str, Mapping[str, list[Place]]]:
        """id -> text field -> where it holds what the leaf asks for, of the articles that do."""
        if isinstance(leaf, AnyOf):
            return self._held_any(child for child in leaf.children if isinstance(child, Scored))
        return {id: fields for id in self._perhaps(leaf) if (fields := self.articles[id].places(leaf))}

    def _perhaps(self, leaf: Written) -> Iterable[str]:
        """The articles in which the leaf must be looked for."""
        match leaf:
            case Term(token):
                return self.holders.get(token, ())
            case Phrase(tokens):
                return min((self.holders.get(token, []) for token in tokens), key=len, default=())
        return self.articles

    def _held_any(self, children: Iterable[Scored]) -> Mapping[str, Mapping[str, list[Place]]]:
        """The same for what is written in several ways, which may stand at the same place."""
        together: dict[str, dict[str, list[Place]]] = {}
        for child in children:
            for id, fields in self.held(child).items():
                for name, held in fields.items():
                    own = (place._replace(weight=place.weight * child.weight) for place in held)
                    together.setdefault(id, {}).setdefault(name, []).extend(own)
        return {id: {name: places(held) for name, held in fields.items()} for id, fields in together.items()}

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
