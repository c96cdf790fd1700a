"""From a stretch of a question to the token sequences that it may stand as in an index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Final

from search.analysis import ARTICLES, CAPITALS, EXACT, LONE_ARTICLES, Part, Word, stem
from search.query import And, AnyOf, Or, Pattern, Phrase, Prefix, Query, Scored, Term
from search.scoring import LIGHT_WORD

if TYPE_CHECKING:
    from search.names import Match, Spelling

Tokens = tuple[str, ...]

MOST_SEQUENCES: Final = 8
"""Ways to write a phrase of compounds that are asked for: each compound may stand in parts or joined."""

LONGEST_ACRONYM: Final = 8


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


def cased_sequence(source: str, found: Sequence[Word], *, exact: bool = False) -> Tokens | None:
    """The tokens of a spelling that counts in capitals only. Where small letters would be another word (*IS*, *WHO*)
    capitals are asked for; else any case will do, since capitals are not told apart in a line of capitals (*SDF*).
    None when it cannot be told from a word (*LeT*)."""
    parts = [part for word in found for part in word.parts]
    tokens = tuple(_cased(source, part, exact) for part in parts)
    alone = len(parts) == 1 and not source.isupper() and _another_word(parts[0].text)
    return None if alone or not tokens else tokens


def _cased(source: str, part: Part, exact: bool) -> str:
    if _another_word(part.text) and source[part.start : part.end].isupper():
        return CAPITALS + part.text
    return EXACT + part.text if exact else stem(part.text)


def _another_word(text: str) -> bool:
    """Whether these letters, written small, are likely to be another word."""
    return text.isalpha() and (len(text) == 2 or text in _ordinary_words())


def bare(found: Sequence[Word]) -> list[Tokens]:
    """The tokens of one word without its Arabic article (*al-Bukamal*, *al Bukamal*), which documents may leave out."""
    parts = [part for word in found for part in word.parts]
    if len(parts) < 2 or parts[0].text not in ARTICLES or (len(found) > 1 and not lone_article(found[0])):
        return []
    if parts[1].text.isdigit():  # EL1
        return []
    return [tuple(stem(part.text) for part in parts[1:])]


def named(found: Sequence[Word]) -> list[Tokens]:
    """The tokens of one word with an Arabic article, without it, joined to it, and with the *s* that names get; none
    without an article. What stands behind one is a name, which English stems would make into another word (*al-Sayed*
    into *say*, *al-Islam* into *Islamic*)."""
    if not bare(found):
        return []
    article, *others = [part.text for word in found for part in word.parts]
    plain = tuple(EXACT + part for part in others)
    return [plain, (*plain[:-1], plain[-1] + "s"), (EXACT + article + "".join(others),)]


def acronym(typed: str) -> bool:
    """Whether a word in small letters may be an acronym typed in haste: 3 to 6 letters, and no everyday word."""
    return 3 <= len(typed) <= 6 and typed.isalpha() and typed.islower() and typed not in _ordinary_words()


@cache
def _ordinary_words() -> dict[str, str]:
    """Everyday words and given names of 3 to 6 letters, and what they are."""
    lines = Path(__file__).with_name("ordinary_words.tsv").read_text("utf-8").splitlines()
    return dict(line.split("\t")[:2] for line in lines[1:])


@cache
def everyday_words() -> frozenset[str]:
    """Everyday English words of 3 to 6 letters."""
    return frozenset(word for word, kind in _ordinary_words().items() if kind == "word")


@cache
def light_words() -> frozenset[str]:
    """English words of the closed classes, which tell little of what a text is about: *what*, *the*, *has*, *against*.
    *May* is not among them: it is a month."""
    lines = Path(__file__).with_name("light_words.tsv").read_text("utf-8").splitlines()
    return frozenset(line.split("\t")[0] for line in lines[1:])


def name_part(found: Sequence[Word]) -> str:
    """What may be a name of one word: the word itself, its parts joined, but for an Arabic article."""
    parts = [part.text for word in found for part in word.parts]
    return "".join(parts[1:] if len(parts) > 1 and parts[0] in ARTICLES else parts)


def lone_article(word: Word) -> bool:
    """Whether a word is an Arabic article written apart (*al Bukamal*) and no everyday word."""
    return len(word.parts) == 1 and word.parts[0].text in LONE_ARTICLES


def shouted(text: str, own: str) -> bool:
    """Whether capitals tell nothing here: other words are in capitals that are no acronyms, none in small letters."""
    if not text.isupper():
        return False
    plain = everyday_words()
    others = (word for word in _distinct(text) if word != own)
    return any(word.lower() in plain or len(word) > LONGEST_ACRONYM for word in others)


@lru_cache(maxsize=64)
def _distinct(text: str) -> tuple[str, ...]:
    """The words of a question, each once: of a long one, every name in it asks for them."""
    return tuple(dict.fromkeys(text.split()))


def in_turns(listed: Sequence[Sequence[Spelling]]) -> list[Spelling]:
    """The first of each, then the second of each, and so on, each spelling once."""
    longest = max(map(len, listed), default=0)
    return list(dict.fromkeys(spelled[n] for n in range(longest) for spelled in listed if n < len(spelled)))


def leftmost_longest(matches: list[tuple[int, int, Match]]) -> Iterator[tuple[int, int, Match]]:
    """The matches (first word, last word + 1, match) that are read, from the left, of several the longest."""
    end = 0
    for first, last, match in sorted(matches, key=lambda found: (found[0], -found[1])):
        if first >= end:
            yield first, last, match
            end = last


def widest(ways: Mapping[Tokens, str], besides: Mapping[Tokens, str]) -> dict[Tokens, str]:
    """The ways that are not in `besides`, without those that hold a shorter one of either, which finds them anyway
    (*Lebanese Hezbollah* holds *Hezbollah*)."""
    known = {*ways, *besides}
    known |= {(stem(way[0].removeprefix(EXACT)),) for way in known if len(way) == 1}
    return {way: text for way, text in ways.items() if way not in besides and not _holds_one(way, known)}


def _holds_one(way: Tokens, known: set[Tokens]) -> bool:
    slices = ((a, b) for a in range(len(way)) for b in range(a + 1, len(way) + 1) if b - a < len(way))
    return any(way[a:b] in known for a, b in slices)


def leaf(tokens: Tokens, fields: tuple[str, ...]) -> Term | Phrase:
    """One token is a Term, several are a Phrase."""
    return Term(tokens[0], fields) if len(tokens) == 1 else Phrase(tokens, fields)


def any_of(
    ways: Iterable[Tokens], fields: tuple[str, ...], label: str, weight: float = 1.0, lesser: Iterable[Query] = ()
) -> Scored:
    """The ways to write one thing as a query, and lesser ones behind them; a single one stands for itself."""
    leaves, others = [leaf(tokens, fields) for tokens in dict.fromkeys(ways)], tuple(lesser)
    if len(leaves) == 1 and not others:
        return replace(leaves[0], weight=weight)
    return AnyOf((*leaves, *others), label, weight)


def weight(text: str) -> float:
    """What a word of a question weighs."""
    return LIGHT_WORD if text in light_words() else 1.0


def asks_words(query: Query) -> bool:
    """Whether a query looks for words, not only for facets and dates."""
    return isinstance(query, Scored) or (isinstance(query, And | Or) and any(map(asks_words, query.children)))


def any_shape(made: type[Prefix] | type[Pattern], shape: str, typed: str, fields: tuple[str, ...], label: str) -> Query:
    """A shape of words as a query, without the Arabic article too where it is typed with one (*al-buk**)."""
    article, hyphen, _ = typed.casefold().partition("-")
    shapes = [shape, shape.removeprefix(article)] if hyphen and article in ARTICLES else [shape]
    leaves = tuple(made(EXACT + one, fields) for one in shapes)
    return leaves[0] if len(leaves) == 1 else AnyOf(leaves, label)
