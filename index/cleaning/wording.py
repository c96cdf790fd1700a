"""How a line is worded: like an article or like the page around it, and like an article or like a comment.

Two weights for each word, pair of neighbouring words, first word, last word and word of a short line
(data/wording.tsv, made by benchmarks/train_cleaning.py). A line's two scores are logits, kept within `LIMIT`. All
lines of a page are scored at once: words become numbers, and weights are looked up in arrays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import chain, pairwise, repeat
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from index.cleaning import voice
from index.cleaning.function_words import function_words

LIMIT: Final = 6.0
MOST_WORDS: Final = 80
MOST_PAIRS: Final = 30
SHORT: Final = 6
KINDS: Final = ("word", "first", "last", "short")
"""The columns of the weights by word; pairs have a table of their own."""

Numbers = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Known words, numbered from 1; `size` is one more than there are. `weights` (kinds * size, 2) and `known` (is
    there any weight) stand at `kind * size + number`, kinds as in `KINDS`; `pairs` are sorted numbers
    `first * size + second` with `pair_weights` (pairs, 2). `functions` (languages, size) tells the function words of
    each language, `function` (size) those of any, `voices` (kinds of voice.py, languages, size) how people speak."""

    numbers: dict[str, int]
    size: int
    weights: Numbers
    known: Numbers
    pairs: Numbers
    pair_weights: Numbers
    base: Numbers
    function: Numbers
    functions: Numbers
    voices: Numbers


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a page as numbers: `id` (words) with `line`, the line each stands in, and `at`, its place there.
    Unknown words have numbers from `Vocabulary.size` on, the same word the same number; `known` is `id` with 0 for
    them. `size` (words) is a word's length in characters; `first` (lines + 1) is where each line's words begin."""

    id: Numbers
    known: Numbers
    line: Numbers
    at: Numbers
    first: Numbers
    size: Numbers


def read_words(lines: Sequence[Sequence[str]]) -> Words:
    """The words of lines as numbers. Linear in the words."""
    known = vocabulary().size
    strange: dict[str, int] = {}
    put = strange.setdefault
    said = list(chain.from_iterable(lines))
    id = np.array(list(map(vocabulary().numbers.get, said, repeat(0))), np.int64)
    unknown = np.flatnonzero(id == 0)
    id[unknown] = [known + put(said[at], len(strange)) for at in unknown.tolist()]
    counts = np.array(list(map(len, lines)), np.int64)
    first = np.concatenate(([0], np.cumsum(counts)))
    line = np.repeat(np.arange(len(lines)), counts)
    size = np.array(list(map(len, said)))
    return Words(id, np.where(id < known, id, 0), line, np.arange(len(said)) - first[line], first, size)


def score(words: Words, counts: Numbers) -> Numbers:
    """(lines, 2) of (article or page, comment or article): positive for an article, and for a comment. `counts` are
    the lines' lengths in words."""
    table = vocabulary()
    total, size = len(counts), table.size
    near = (words.at < MOST_WORDS) & (words.known > 0)
    once = distinct(words.line[near] * size + words.known[near])
    line, word = once // size, once % size
    short = counts[line] <= SHORT
    lines = np.flatnonzero(np.diff(words.first))
    begins = words.first[lines]
    ends = np.minimum(words.first[lines + 1], begins + MOST_WORDS) - 1
    at = np.concatenate((line, lines, lines, line[short]))
    ids = np.concatenate((
        word,
        size + words.known[begins],
        2 * size + words.known[ends],
        3 * size + word[short],
    ))  # fmt: skip
    found = np.bincount(at, table.known[ids], total)
    sums = np.stack([np.bincount(at, table.weights[ids, column], total) for column in (0, 1)], 1)
    _add_pairs(words, table, sums, found)
    scores = table.base + sums / np.sqrt(1 + found)[:, None]
    scores[counts == 0] = 0.0
    return np.clip(scores, -LIMIT, LIMIT)


def _add_pairs(words: Words, table: Vocabulary, sums: Numbers, found: Numbers) -> None:
    size = table.size
    left, right = words.known[:-1], words.known[1:]
    here = (words.line[:-1] == words.line[1:]) & (words.at[1:] < MOST_PAIRS) & (left > 0) & (right > 0)
    pair, line = left[here] * size + right[here], words.line[:-1][here]
    at = np.minimum(np.searchsorted(table.pairs, pair), len(table.pairs) - 1)
    hit = table.pairs[at] == pair
    once = distinct(line[hit] * len(table.pairs) + at[hit])
    line, at = once // len(table.pairs), once % len(table.pairs)
    found += np.bincount(line, minlength=len(found))
    for column in (0, 1):
        sums[:, column] += np.bincount(line, table.pair_weights[at, column], len(found))


def distinct(numbers: Numbers) -> Numbers:
    """Each of the numbers once, in order; for as few as a page has, in half of `np.unique`'s time."""
    found = np.sort(numbers)
    first = np.ones(len(found), bool)
    np.not_equal(found[1:], found[:-1], out=first[1:])
    return found[first]


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The table of data/wording.tsv with the function words and the words of readers' voices."""
    table = files("index.cleaning").joinpath("data/wording.tsv").read_text("utf-8")
    return make_vocabulary(tuple(row.split("\t")) for row in table.split("\n")[1:] if row)


def make_vocabulary(rows: Any) -> Vocabulary:
    """A vocabulary of rows (key, article weight, comment weight); keys as `keys` writes them."""
    base = np.zeros(2)
    plain: dict[tuple[str, str], tuple[float, float]] = {}
    pairs: dict[tuple[str, str], tuple[float, float]] = {}
    for key, article, comment in rows:
        weight = (float(article), float(comment))
        if not key:
            base = np.array(weight)
        elif "_" in key:
            left, _, right = key.partition("_")
            pairs[left, right] = weight
        else:
            plain[_kind(key)] = weight
    spoken = [*function_words().values()]
    said = [
        [voice.voice_words()[kind].get(language, frozenset()) for language in function_words()] for kind in voice.KINDS
    ]
    names = {word for _, word in plain} | {word for pair in pairs for word in pair}
    names = names.union(*spoken, *chain.from_iterable(said))
    numbers = {word: n for n, word in enumerate(sorted(names), 1)}
    size = len(numbers) + 1
    weights, known = np.zeros((len(KINDS) * size, 2)), np.zeros(len(KINDS) * size)
    for (kind, word), weight in plain.items():
        at = KINDS.index(kind) * size + numbers[word]
        weights[at] = weight
        known[at] = 1
    keyed = sorted((numbers[left] * size + numbers[right], weight) for (left, right), weight in pairs.items())
    return Vocabulary(
        numbers,
        size,
        weights,
        known,
        np.array([key for key, _ in keyed] or [0], np.int64),
        np.array([weight for _, weight in keyed] or [(0.0, 0.0)]),
        base,
        _members([frozenset().union(*spoken)], numbers)[0],
        _members(spoken, numbers),
        np.stack([_members(kind, numbers) for kind in said]),
    )


def _members(sets: Sequence[frozenset[str]], numbers: dict[str, int]) -> Numbers:
    """(sets, size): which words belong to each set."""
    found = np.zeros((len(sets), len(numbers) + 1), bool)
    for row, words in zip(found, sets, strict=True):
        row[[numbers[word] for word in words]] = True
    return found


def _kind(key: str) -> tuple[str, str]:
    if key[0] in "^~":
        return ("first" if key[0] == "^" else "short"), key[1:]
    return ("last", key[:-1]) if key[-1] == "$" and len(key) > 1 else ("word", key)


def keys(words: Sequence[str], count: int) -> list[str]:
    """The keys under which a line's words are weighed, each once. `count` is the line's length in words."""
    if not words:
        return []
    once = dict.fromkeys(words[:MOST_WORDS])
    last = words[min(len(words), MOST_WORDS) - 1]
    short = [f"~{word}" for word in once] if count <= SHORT else []
    near = words[:MOST_PAIRS]
    pairs = {f"{left}_{right}" for left, right in pairwise(near)}
    return [*once, f"^{words[0]}", f"{last}$", *short, *pairs]
