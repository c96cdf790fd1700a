"""Makes pairs of a name and a word of an archive, to fit how likely the word is another spelling of the name.

    python benchmarks/word_pairs.py ENGINE FILE

ENGINE is the address of an index of many articles, whose words and pairs of words are taken as they are. Writes lines
{"a", "b", "same", "id"}: alike are spellings of one hand-kept place or actor of the tables that a search for one could
find by key; unlike are such a spelling and a word of the index that shares a key and letters with it and `compare`
finds somewhat alike, if no row of the tables has both. Some of these are spellings that the tables lack. The texts are
compared as a search would (`search.unlisted.arranged`).
"""

from __future__ import annotations

import hashlib
import itertools
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from rapidfuzz.distance import Indel

sys.path.insert(0, str(Path(__file__).parent.parent))

from search.analysis import ARTICLES, PAIR
from search.engine import Searcher, open_engine
from search.keys import key
from search.names import tables
from search.names.blocking import neighbours
from search.names.model import DATA
from search.names.similarity import share_letters, similarity
from search.unlisted import arranged, word_keys

TABLES = {"actors.tsv": tables.ACTORS, "places_curated.tsv": tables.PLACES}
LETTERS = 0.5
LENGTHS = 0.75
"""Of two spellings: less alike ones are acronyms and other words for the same."""

UNLIKE = 24_000
SOMEWHAT = 0.3

Pairs = dict[tuple[str, str], str]
"""A token and another -> the id of the first one's row."""


def spelled(row: Mapping[str, str]) -> set[tuple[str, ...]]:
    """The spellings of a row in small Latin letters, as words, without articles and acronyms."""
    texts = [text.lstrip("=?") for text in (row["canonical"], *row["spellings"].split("|"))]
    folded = [key(text).split() for text in texts if text and text.isascii() and not text.isupper()]
    return {tuple(word for word in words if word not in ARTICLES) for words in folded}


def token(words: Sequence[str]) -> str:
    """A word, or two side by side, as an index has it; empty for more."""
    return words[0] if len(words) == 1 else PAIR + "-".join(words) if len(words) == 2 else ""


def ways(row: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Two tokens that spell the same of a row: its names, and their words where they have as many."""
    for one, other in itertools.combinations(sorted(spelled(row)), 2):
        yield token(one), token(other)
        if len(one) == len(other):
            yield from zip(one, other, strict=True)


def near(found: str) -> set[str]:
    """The keys by which a search looks for other spellings."""
    return {other for own in word_keys(found) for other in neighbours(own)}


def respelt(one: str, other: str) -> bool:
    """Whether a search for one could find the other, and they are about as long."""
    texts = arranged(one, other)
    if not texts or one == other or not near(one) & set(word_keys(other)):
        return False
    a, b = (text.replace(" ", "") for text in texts[0])
    alike = Indel.normalized_similarity(a, b) >= LETTERS
    return alike and a != b and min(len(a), len(b)) >= LENGTHS * max(len(a), len(b))


def alike() -> Pairs:
    """What spells the same in the tables."""
    rows = [row.cells for name, columns in TABLES.items() for row in tables.read_table(DATA / name, columns)]
    return {pair: row["id"] for row in rows for pair in sorted(set(ways(row))) if respelt(*pair)}


def unlike(known: Pairs, searcher: Searcher) -> Pairs:
    """What a search would have to tell from it, chosen at random."""
    own: dict[str, set[str]] = defaultdict(set)
    for pair in known:
        for one, other in itertools.permutations(pair):
            own[one] |= {one, other}
    homes = {one: id for pair, id in known.items() for one in pair}
    found: Pairs = {}
    for one in sorted(own):
        same = {plain(other) for same in own[one] for other in own[same]}
        for other in sorted(searcher.words(near(one))):
            if plain(other) not in same and share_letters(plain(one), plain(other)):
                found[one, other] = homes[one]
    shuffled = sorted(found, key=lambda pair: hashlib.sha256(repr(pair).encode()).digest())
    hard = (pair for pair in shuffled if max((similarity(*t) for t in arranged(*pair)), default=0.0) >= SOMEWHAT)
    return {pair: found[pair] for pair in itertools.islice(hard, UNLIKE)}


def plain(found: str) -> str:
    """A token's letters without the Arabic article."""
    return "".join(word for word in found.removeprefix(PAIR).split("-") if word not in ARTICLES).removeprefix("al")


def main() -> None:
    """Write the file."""
    engine, path = open_engine(sys.argv[1]), Path(sys.argv[2])
    same = alike()
    rows: list[dict[str, Any]] = []
    for labelled, pairs in ((True, same), (False, unlike(same, engine))):
        for pair, id in pairs.items():
            a, b = max(arranged(*pair), key=lambda texts: similarity(*texts))
            rows.append({"a": a, "b": b, "same": labelled, "id": id})
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    print(sum(row["same"] for row in rows), "alike", len(rows), "pairs")


if __name__ == "__main__":
    main()
