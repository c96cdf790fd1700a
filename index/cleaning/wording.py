"""How a line is worded: like an article or like the page around it, and like an article or like a comment.

Two weights for each word, pair of neighbouring words, first word, last word and word of a short line
(data/wording.tsv, made by benchmarks/train_cleaning.py); a line's two scores are logits, kept within `LIMIT`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Final

LIMIT: Final = 6.0
MOST_WORDS: Final = 80
MOST_PAIRS: Final = 30
SHORT: Final = 6

Scores = tuple[float, float]


def keys(words: Sequence[str], count: int) -> Iterator[str]:
    """The keys under which a line's words are weighed. `count` is the line's length in words."""
    if not words:
        return
    words = words[:MOST_WORDS]
    once = dict.fromkeys(words)
    yield from once
    yield f"^{words[0]}"
    yield f"{words[-1]}$"
    if count <= SHORT:
        for word in once:
            yield f"~{word}"
    for pair in {*pairwise(words[:MOST_PAIRS])}:
        yield "{}_{}".format(*pair)


@lru_cache(maxsize=8_192)
def score(words: tuple[str, ...], count: int) -> Scores:
    """(article or page, comment or article): positive for an article, and for a comment."""
    weights = _weights()
    found = [pair for pair in map(weights.get, keys(words, count)) if pair is not None]
    scale = 1 / math.sqrt(1 + len(found))
    base = weights[""]
    body = base[0] + scale * sum([pair[0] for pair in found])
    comment = base[1] + scale * sum([pair[1] for pair in found])
    return max(-LIMIT, min(LIMIT, body)), max(-LIMIT, min(LIMIT, comment))


def is_common(word: str) -> bool:
    """Is this word, in lower case, one that many sites use?"""
    return word in _weights()


@lru_cache(maxsize=1)
def _weights() -> Mapping[str, Scores]:
    table = files("index.cleaning").joinpath("data/wording.tsv").read_text("utf-8")
    rows = (row.split("\t") for row in table.split("\n")[1:] if row)
    return {key: (float(body), float(comment)) for key, body, comment in rows}
