"""A guess at an article's language: the script decides, or the commonest function words do."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from typing import Final

SAMPLE: Final = 5_000
"""Characters looked at."""

_FOREIGN: Final = re.compile(r"[^\x00-\x7f]+")
_WORD: Final = re.compile(r"[^\W\d_]+")
_SCRIPTS: Final = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
)


@lru_cache(maxsize=1)
def function_words() -> dict[str, frozenset[str]]:
    """Language code -> its commonest words (data/function_words.tsv)."""
    table = files("index.cleaning").joinpath("data/function_words.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in table.splitlines()[1:] if line)
    return {row[0]: frozenset(row[1].split()) for row in rows}


@lru_cache(maxsize=1)
def all_function_words() -> frozenset[str]:
    """The function words of all languages."""
    return frozenset().union(*function_words().values())


def count_function_words(words: Iterable[str]) -> int:
    """How many of these words, in lower case, are function words of any language."""
    return sum(map(all_function_words().__contains__, words))


def guess_language(text: str) -> str | None:
    """ISO 639-1 code, or None when too little speaks for any language."""
    sample = text[:SAMPLE]
    foreign = "".join(_FOREIGN.findall(sample))  # all that the scripts below are of
    if len(foreign) > 3:
        letters = sum(map(str.isalpha, sample))
        for code, pattern in _SCRIPTS:
            if len(foreign) > 0.15 * letters > 3 and len(pattern.findall(foreign)) > 0.15 * letters:
                return code
    counts = Counter(_WORD.findall(sample.lower()))
    total = sum(counts.values())
    best, hits = None, 0
    for code, words in function_words().items():
        found = sum([counts[word] for word in words & counts.keys()])
        if found > hits:
            best, hits = code, found
    return best if hits >= 3 and hits > 0.06 * total else None
