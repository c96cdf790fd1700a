"""Spellings in Arabic and Cyrillic letters for `gather`: which of a source's are safe to look for in texts.

Arabic writes no capitals, so a village called *the gate* would be found on every page: words that are frequent in film
subtitles (pyspellchecker's lists) are left out unless the place is large, and so are names that several places share.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from search.keys import key
from search.names.tables import read_table

MOST: Final = 4
"""Spellings of one place that are kept in each script."""

LARGE: Final = 100_000
SHARED: Final = 3
"""So many places of one name make it a common one."""

COMMON: Final = 200
VERY_COMMON: Final = 5_000
"""How often a word stands in the lists: from the first on a town's name is left out, from the second a large city's."""

_ARABIC: Final = re.compile(r"[\u0621-\u063a\u0641-\u064a]+(?:[ -][\u0621-\u063a\u0641-\u064a]+){0,4}\Z")
_PERSIAN: Final = re.compile(r"[\u0621-\u063a\u0641-\u064a\u067e\u0686\u0698\u06a9\u06af\u06cc]+(?:[ -]\S+){0,3}\Z")
_CYRILLIC: Final = re.compile(
    r"[\u0410-\u042f\u0401\u0404\u0406\u0407\u0490]"
    r"[\u0410-\u044f\u0401\u0451\u0404\u0454\u0406\u0456\u0407\u0457\u0490\u0491' \u2019-]{2,40}\Z"
)
"""Of the letters of Russian and Ukrainian."""
_MARKS: Final = re.compile(r"[\u0640\u064b-\u0652\u200b-\u200f]")
_ARTICLE: Final = "\u0627\u0644"
_PREFIXES: Final = ("\u0648", "\u0628", "\u0644")
"""*and*, *in*, *to*: written together with the word behind them."""


@dataclass(frozen=True, slots=True)
class Native:
    """Frequencies of Arabic and Russian words, and how many places share an Arabic name."""

    arabic: dict[str, int]
    russian: dict[str, int]
    shared: Counter[str]

    @classmethod
    def read(cls, packages: Path, names: Iterable[Iterable[str]]) -> Native:
        """From pyspellchecker; `names` are the names of each place."""
        lists = []
        for language in ("ar", "ru"):
            folded: Counter[str] = Counter()
            for word, count in word_counts(packages, language).items():
                folded[key(word)] += count
            lists.append(dict(folded))
        shared = Counter(found for own in names for found in {key(text) for text in own if _ARABIC.match(text)})
        return cls(lists[0], lists[1], shared)

    def arabic_of(self, texts: Iterable[str], population: int, *, persian: bool = False) -> list[str]:
        """The Arabic spellings that are safe for a place of so many people, each once."""
        pattern = _PERSIAN if persian else _ARABIC
        found: dict[str, str] = {}
        for text in (_MARKS.sub("", text).strip() for text in texts):
            own = key(text)
            if pattern.match(text) and own not in found and self._safe(own, population):
                found[own] = text
        return list(found.values())[:MOST]

    def _safe(self, own: str, population: int) -> bool:
        parts = own.split()
        counts = [max(self.arabic.get(part, 0), self.arabic.get(part.removeprefix(_ARTICLE), 0)) for part in parts]
        if len(parts) > 1:
            return min(counts) < VERY_COMMON or population >= LARGE
        if len(own.removeprefix(_ARTICLE)) < (3 if population >= LARGE else 4):
            return False
        if population >= LARGE:
            return counts[0] < VERY_COMMON
        return counts[0] < COMMON and self.shared[own] < SHARED

    def with_prefixes(self, texts: Iterable[str]) -> Iterator[str]:
        """The spellings, and each with *and*, *in*, *to* before it where that is no other word."""
        listed = list(texts)
        yield from listed
        for text in listed:
            for prefix in _PREFIXES:
                joined = prefix + text
                if prefix == _PREFIXES[2] and text.startswith(_ARTICLE):
                    joined = prefix + text[1:]  # li + al- is written lil-
                own = key(joined)
                if " " in own or (len(own) > 3 and self.arabic.get(own, 0) < COMMON and not self.shared[own]):
                    yield joined

    def with_cases(self, texts: Iterable[str]) -> Iterator[str]:
        """The spellings, and the regular other cases of those that are names only."""
        listed = list(texts)
        yield from listed
        known = set(map(key, listed))
        for text in listed:
            for form in () if text.startswith("?") else cases(text):
                if key(form) not in known and self.russian.get(key(form), 0) < COMMON:
                    known.add(key(form))
                    yield form

    def cyrillic_of(self, texts: Iterable[str], population: int) -> list[str]:
        """The Cyrillic spellings, each once; with the sign of an ordinary word where it is one and the place small."""
        found: dict[str, str] = {}
        for text in texts:
            own = key(text)
            if _CYRILLIC.match(text) and not text.isupper() and len(own) > 2 and own not in found:
                weak = population < LARGE and (self.russian.get(own, 0) >= COMMON or len(own) < 4)
                found[own] = f"?{text}" if weak else text
        return list(found.values())[:MOST]


def cases(name: str) -> Iterator[str]:
    """The other cases of a Cyrillic name of one word, where they are regular: *Donetsk* gives *Donetska* and so on, in
    Russian and Ukrainian; names in other endings are left alone."""
    if name.isalpha():
        ending, others = next((row for row in _declensions() if name.endswith(row[0])), ("", ()))
        yield from (name.removesuffix(ending) + other for other in others)


def word_counts(packages: Path, language: str) -> dict[str, int]:
    """How often words stand in film subtitles."""
    path = packages / "spellchecker" / "resources" / f"{language}.json.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        counts: dict[str, int] = json.load(file)
    return counts


@lru_cache(maxsize=1)
def _declensions() -> list[tuple[str, tuple[str, ...]]]:
    """Ending of a nominative -> those of the other cases, from data/cases.tsv; the first that fits counts."""
    path = Path(__file__).with_name("data") / "cases.tsv"
    rows = read_table(path, ("ending", "others", "source"))
    return [(row.required("ending"), tuple(row.cells["others"].split())) for row in rows]
