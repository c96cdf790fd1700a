"""From a stretch of a question to the token sequences that it may stand as in an index."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product
from typing import Final

from search.analysis import ARTICLES, CAPITALS, EXACT, Part, Word, stem
from search.query import AnyOf, Phrase, Query, Term

Tokens = tuple[str, ...]

MOST_SEQUENCES: Final = 8
"""Ways to write a phrase of compounds that are asked for: each compound may stand in parts or joined."""

_ENGLISH: Final = frozenset("as at an ad ash ed er es et en".split())
"""Articles that are everyday words when they stand alone: before a blank they count as words."""


def sequences(found: Sequence[Word], *, exact: bool = False) -> list[Tokens]:
    """The token sequences of consecutive words: compounds in parts and joined, in parts only when exact."""
    ways = [_word_ways(word, exact) for word in found]
    return [
        tuple(token for way in chosen for token in way)
        for _, chosen in zip(range(MOST_SEQUENCES), product(*ways), strict=False)
    ]


def _word_ways(word: Word, exact: bool) -> list[Tokens]:
    if exact:
        return [tuple(EXACT + part.text for part in word.parts)]
    parts = tuple(stem(part.text) for part in word.parts)
    return [parts] if len(parts) == 1 else [parts, (stem(word.joined),)]


def capital_sequence(source: str, found: Sequence[Word]) -> Tokens:
    """The tokens of a spelling that counts in capitals only: its capitals are asked for as such."""
    return tuple(_capital(source, part) for word in found for part in word.parts)


def _capital(source: str, part: Part) -> str:
    shouted = 2 <= len(part.text) <= 6 and source[part.start : part.end].isupper()
    return CAPITALS + part.text if shouted else stem(part.text)


def bare(found: Sequence[Word]) -> list[Tokens]:
    """The tokens of one word without its Arabic article (*al-Bukamal*, *al Bukamal*), which documents may leave out."""
    parts = [part for word in found for part in word.parts]
    if len(parts) < 2 or parts[0].text not in ARTICLES or (len(found) > 1 and not lone_article(found[0])):
        return []
    return [tuple(stem(part.text) for part in parts[1:])]


def lone_article(word: Word) -> bool:
    """Whether a word is an Arabic article written apart (*al Bukamal*) and no everyday word."""
    return len(word.parts) == 1 and word.parts[0].text in ARTICLES - _ENGLISH


def leaf(tokens: Tokens, fields: tuple[str, ...]) -> Query:
    """One token is a Term, several are a Phrase."""
    return Term(tokens[0], fields) if len(tokens) == 1 else Phrase(tokens, fields)


def any_of(ways: Iterable[Tokens], fields: tuple[str, ...], label: str) -> Query:
    """The ways to write one thing as a query; a single one stands for itself."""
    leaves = tuple(leaf(tokens, fields) for tokens in dict.fromkeys(ways))
    return leaves[0] if len(leaves) == 1 else AnyOf(leaves, label)
