"""The commonest words of languages: how many of them a line holds tells running text from labels and lists."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files


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
