"""Names that no list has: which words may be such a name, and which of the index's own words spell it otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from search.analysis import EXACT, stem
from search.notes import Notes, piece
from search.query import SearchRequest, Term
from search.unwanted import Unwanted

if TYPE_CHECKING:
    from search.engine import Searcher

SHORTEST: Final = 4
"""Letters of a word that may be a name: shorter ones are like too many others."""

LONGEST: Final = 30

LIKE: Final = 0.9
"""How alike two words must be (`search.names.compare`) to be taken for one name."""

LETTERS: Final = 50
"""Percent of letters that two words must share, in order, to be compared at all."""

MOST_ALIKE: Final = 12
"""Spellings that are looked for besides the one that was typed."""

MOST_UNLISTED: Final = 8
"""Words of one question that other spellings are looked for of: each takes some milliseconds."""

WEIGHT: Final = 0.5
"""What a word counts that is only like the one that was typed."""


class Alike(NamedTuple):
    """A word of the index that spells a typed one otherwise, how alike they are (0 to 1), and how many articles
    hold it."""

    word: str
    likeness: float
    articles: int


@dataclass(slots=True)
class OtherSpellings:
    """Looks for other spellings of the words of one question, and notes those that it found with their counts."""

    searcher: Searcher
    unwanted: Unwanted
    notes: Notes
    asked: int = 0

    def of(self, word: str, said: str, fields: tuple[str, ...]) -> list[str]:
        """The words of the index to look for besides a folded word, which stands in the question as `said`."""
        if not may_be_name(word):
            return []
        if self.asked == MOST_UNLISTED:
            self.notes.add(f"too many words that no list has: '{piece(said)}' is looked for as typed only")
            return []
        self.asked += 1
        counts = {one.word: one.articles for one in alike(word, self.searcher, fields)}
        wanted = list(self.unwanted.less({(other,): other for other in counts}, said).values())
        if wanted:
            ways = ", ".join(f"{other} ({counts[other]:,})" for other in wanted)
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


@lru_cache(maxsize=65_536)
def word_keys(word: str) -> tuple[str, ...]:
    """The keys by which an index finds a folded word as a name: none for words that cannot be one."""
    from search.names.blocking import skeletons  # a question that holds listed names only does without

    return skeletons(word) if may_be_name(word) else ()


def alike(typed: str, searcher: Searcher, fields: tuple[str, ...]) -> tuple[Alike, ...]:
    """The words of the index that spell a folded word otherwise, the likest first; none where it cannot be a name.
    Words that match it anyway, having its stem, are left out, and so are those that stand in none of the fields."""
    own = word_keys(typed)
    if not own:
        return ()
    from rapidfuzz.fuzz import ratio  # not needed for listed names, and slow to import

    from search.names.blocking import neighbours
    from search.names.similarity import similarity

    near = searcher.words({other for key in own for other in neighbours(key)})
    others = (word for word in near if stem(word) != stem(typed) and ratio(typed, word) >= LETTERS)
    scored = [(similarity(typed, word), word) for word in others]
    likest = sorted((-likeness, word) for likeness, word in scored if likeness >= LIKE)[:MOST_ALIKE]
    counted = (Alike(word, -likeness, _articles(word, searcher, fields)) for likeness, word in likest)
    return tuple(found for found in counted if found.articles)


def _articles(word: str, searcher: Searcher, fields: tuple[str, ...]) -> int:
    return searcher.search(SearchRequest(Term(EXACT + word, fields), facets=(), limit=0)).total
