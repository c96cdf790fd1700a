"""Names that no list has: which words may be such a name, and which of the index's own words spell it otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from search.analysis import ARTICLES, EXACT, PAIR, stem
from search.notes import Notes, piece
from search.query import SearchRequest
from search.spelling import everyday_words, leaf, light_words
from search.unwanted import Unwanted

if TYPE_CHECKING:
    from search.engine import Searcher
    from search.names import Names

SHORTEST: Final = 4
"""Letters of a word that may be a name: shorter ones are like too many others."""

SHORTEST_PAIR: Final = 7
"""Letters of two words that may be a name together."""

LONGEST: Final = 30

LIKE: Final = 0.75
"""How alike a word of the index must be (`search.names.similarity.similarity_to_word`) to be taken for the name."""

LIKE_LISTED: Final = 0.95
"""The same where the other is a name that the lists have, and so perhaps is only that."""

MOST_ALIKE: Final = 12
"""Spellings that are looked for besides the one that was typed."""

MOST_UNLISTED: Final = 12
"""Words, and pairs of words side by side, of one question that other spellings are looked for of: each takes some
milliseconds."""

WEIGHT: Final = 0.5
"""What a word counts that is only like the one that was typed."""


class Alike(NamedTuple):
    """What spells a typed word, or two words, otherwise in the index: one word or several, how alike they are (0 to 1),
    and how many articles hold them."""

    words: tuple[str, ...]
    likeness: float
    articles: int

    @property
    def said(self) -> str:
        """How it is written."""
        return " ".join(self.words)

    @property
    def tokens(self) -> tuple[str, ...]:
        """How it stands in an index."""
        return tuple(EXACT + word for word in self.words)


Known = dict[tuple[tuple[str, ...], tuple[str, ...]], tuple[Alike, ...]]
"""Words and text fields -> what `alike` found for them: for questions that share words."""


@dataclass(slots=True)
class OtherSpellings:
    """Looks for other spellings of the words of one question, and notes those that it found with their counts."""

    searcher: Searcher
    names: Names
    unwanted: Unwanted
    notes: Notes
    known: Known
    asked: int = 0

    def of(self, words: tuple[str, ...], said: str, fields: tuple[str, ...]) -> list[Alike]:
        """What to look for besides a folded word, or two that stand side by side, which are `said` in the question."""
        if not word_keys(_token(words)):
            return []
        if self.asked == MOST_UNLISTED:
            if len(words) == 1:
                self.notes.add(f"too many words that no list has: '{piece(said)}' is looked for as typed only")
            return []
        self.asked += 1
        if (words, fields) not in self.known:
            self.known[words, fields] = alike(words, self.searcher, self.names, fields)
        by_tokens = {one.tokens: one for one in self.known[words, fields]}
        kept = self.unwanted.less({tokens: one.said for tokens, one in by_tokens.items()}, said)
        wanted = [by_tokens[tokens] for tokens in kept]
        if wanted:
            ways = ", ".join(f"{other.said} ({other.articles:,})" for other in wanted)
            self.notes.add(f"no list of names has '{piece(said)}': words spelt much like it count less: {ways}")
        return wanted


def may_be_name(word: str) -> bool:
    """Whether a folded word may be a name: Latin letters only, and no everyday English word."""
    return SHORTEST <= len(word) <= LONGEST and word.isascii() and word.isalpha() and stem(word) not in english_stems()


@cache
def english_stems() -> frozenset[str]:
    """The stems of everyday English words of four letters and more."""
    lines = Path(__file__).with_name("english_stems.tsv").read_text("utf-8").splitlines()
    return frozenset(line.partition("\t")[0] for line in lines[1:])


def _may_be_part(word: str) -> bool:
    """Whether a folded word may be one of two that are a name: shorter ones, too, but none that stands beside names."""
    return (
        1 < len(word) <= LONGEST
        and word.isascii()
        and word.isalpha()
        and not (stem(word) in english_stems() or word in everyday_words() or word in light_words())
    )


@lru_cache(maxsize=65_536)
def word_keys(word: str) -> tuple[str, ...]:
    """The keys by which an index finds a folded word, or a pair of words (`search.analysis.PAIR`), as a name: none for
    what cannot be one."""
    from search.names.blocking import skeletons  # a question that holds listed names only does without

    if not word.startswith(PAIR):
        return skeletons(word) if may_be_name(word) else ()
    parts = _parts(word)
    if sum(map(len, parts)) < SHORTEST_PAIR or not all(map(_may_be_part, parts)):
        return ()
    return tuple(dict.fromkeys((*skeletons("".join(parts)), *skeletons("".join(_words(word))))))


def _token(words: tuple[str, ...]) -> str:
    return words[0] if len(words) == 1 else PAIR + "-".join(words)


def _words(token: str) -> tuple[str, ...]:
    return tuple(token.removeprefix(PAIR).split("-"))


def _parts(token: str) -> tuple[str, ...]:
    """The words of a token without the Arabic article between two."""
    first, *others = _words(token)
    return first, *(word for n, word in enumerate(others) if n == len(others) - 1 or word not in ARTICLES)


def alike(typed: tuple[str, ...], searcher: Searcher, names: Names, fields: tuple[str, ...]) -> tuple[Alike, ...]:
    """What spells a folded word, or two words side by side, otherwise in the index, the likest first; nothing where
    that cannot be a name. What matches it anyway, having its stems, is left out, and so is what stands in none of the
    fields."""
    token = _token(typed)
    own = word_keys(token)
    if not own:
        return ()
    from search.names.blocking import neighbours
    from search.names.similarity import share_letters  # not needed for listed names, and slow to import

    near = searcher.words({other for key in own for other in neighbours(key)})
    stems, joined = _stems(token), "".join(_parts(token))
    others = (o for o in near if _stems(o) != stems and share_letters(joined, "".join(_parts(o))))
    scored = sorted((-likeness, other) for other in others if (likeness := _likeness(token, other)) >= LIKE)
    likest = [(o, -likeness) for likeness, o in scored if -likeness >= LIKE_LISTED or not _listed(o, names)]
    counted = (
        Alike(_words(other), likeness, _articles(_words(other), searcher, fields))
        for other, likeness in likest[:MOST_ALIKE]
    )
    return tuple(found for found in counted if found.articles)


def _stems(token: str) -> tuple[str, ...]:
    return tuple(map(stem, _parts(token)))


def arranged(token: str, other: str) -> list[tuple[str, str]]:
    """What is compared of two tokens: their words where they have as many, and two words as if they were one."""
    one, two = _parts(token), _parts(other)
    apart = [(" ".join(one), " ".join(two))] if len(one) == len(two) else []
    return [*apart, ("".join(_words(token)), "".join(_words(other)))] if PAIR in token + other else apart


def _likeness(token: str, other: str) -> float:
    """How likely they are the same name."""
    from search.names.similarity import similarity_to_word

    return max(similarity_to_word(*texts) for texts in arranged(token, other))


def _listed(token: str, names: Names) -> bool:
    """Whether this is a name that the lists have, or an adjective of one."""
    text = " ".join(_words(token))
    return any((m.start, m.end, m.weak) == (0, len(text), False) for m in names.find(text.title()))


def _articles(words: tuple[str, ...], searcher: Searcher, fields: tuple[str, ...]) -> int:
    held = leaf(tuple(EXACT + word for word in words), fields)
    return searcher.search(SearchRequest(held, facets=(), limit=0)).total
