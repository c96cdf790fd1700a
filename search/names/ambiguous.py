"""Spellings for `gather` that are ordinary words or people's names as well."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from search.keys import key
from search.names.model import DATA
from search.names.native import LARGE, word_counts
from search.names.tables import read_table

FOREIGN: Final = ("de", "fr", "es")
FREQUENT: Final = 15e-6
"""Languages in which articles come as well, and the share of all words from which on one is no town by itself."""


@dataclass(slots=True)
class Ambiguous:
    """Words and family names that a town's name may be taken for."""

    words: frozenset[str]
    people: frozenset[str]
    frequent: frozenset[str]
    foreign: frozenset[str] = frozenset()
    listed: frozenset[str] = frozenset()
    first_names: frozenset[str] = frozenset()

    @classmethod
    def read(cls, packages: Path) -> Ambiguous:
        """From the two packages that list them."""
        counts = word_counts(packages, "en")
        people: set[str] = set()
        first_names: set[str] = set()
        for part, share in (("all.last", 0.004), ("male.first", 0.02), ("female.first", 0.02)):
            for line in (packages / "names" / f"dist.{part}").read_text(encoding="ascii").splitlines():
                name, percent, *_ = line.split()
                if part != "all.last":
                    first_names.add(name.lower())
                if float(percent) >= share:
                    people.add(name.lower())
        words = frozenset(word for word, count in counts.items() if count >= 1_250)
        frequent = frozenset(word for word, count in counts.items() if count >= 6_000)
        foreign: set[str] = set()
        for known in (word_counts(packages, language) for language in FOREIGN):
            least = FREQUENT * sum(known.values())
            foreign.update(key(word) for word, count in known.items() if count >= least)
        rows = read_table(DATA / "ambiguous.tsv", ("spelling", "means", "source"))
        listed = frozenset(key(row.required("spelling")) for row in rows)
        return cls(words, frozenset(people), frequent, frozenset(foreign), listed, frozenset(first_names))

    def of_divisions(self) -> Ambiguous:
        """The same for divisions, which are known by names that people have (*Virginia*)."""
        return Ambiguous(self.words - self.people, frozenset(), frozenset(), listed=self.listed)

    def common(self, text: str) -> bool:
        """Whether a name is a word that stands on every other page: a town called so is never meant by it alone."""
        return key(text) in self.frequent

    def holds(self, text: str, population: int) -> bool:
        """Whether a spelling needs support: a common word, or somebody's name or a word of another language unless the
        city is large."""
        found = key(text)
        if found in self.listed or (found in self.foreign and population < LARGE):
            return True
        return found in self.words or (found in self.people and population < 500_000) or len(found) < 4
