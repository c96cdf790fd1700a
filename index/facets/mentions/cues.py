"""The word lists of data/cues.toml, the head nouns of data/heads.tsv and the phrases of data/bare.tsv."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from search.errors import ArchiveError
from search.names.written import MOST_FORMS

_DATA: Final = Path(__file__).with_name("data")
_TABLES: Final = ("labels", "peoples", "armies")
"""Groups of cues.toml that give one word for another."""

_TRIGGERS: Final = {
    "unlisted": ("of", "nouns", "prepositions", "prefixes", "kinds", "near"),
    "group": ("heads", "cued", "first", "tribes"),
}
"""Lists that a rule looks for all at once, as `words["group.triggers"]` and so on."""

_KINDS: Final = ("division.after", "town.after", "unlisted.nouns")
"""Lists of words that stand behind a place and say what it is: together `words["place.kinds"]`."""

_SOUGHT: Final = ("unlisted.triggers", "group.triggers", "person.titles", "person.verbs")
"""Lists whose words rules look for in a text, beside `openings`."""


class Head(NamedTuple):
    """What a nationality and a head noun make: a template of the canonical name, and the actor's type."""

    canonical: str
    type: str


class Bare(NamedTuple):
    """What a phrase makes where nothing says whose it is: only behind one of the words `after` (if any), and only with
    capitals where the list has them (*Defense Ministry*)."""

    made: Head
    after: frozenset[str]
    capital: bool


class Told(dict[str, bool]):
    """What a test says of each word, kept for the words met so far."""

    def __init__(self, test: Callable[[str], bool]) -> None:
        super().__init__()
        self._test = test

    def __missing__(self, word: str) -> bool:
        told = self._test(word)
        if len(self) >= MOST_FORMS:
            self.clear()
        self[word] = told
        return told


@dataclass(frozen=True, slots=True)
class Cues:
    """`words["place.before"]` and so on are the lists; the other tables are described in the data.
    `openings` are the first words of heads and bare phrases, each with how many words the longest has. `happens` tells
    the words that speak of attacks and their dead, `telling` these and all others that rules look for in a text."""

    words: dict[str, frozenset[str]]
    labels: dict[str, str]
    peoples: dict[str, str]
    armies: dict[str, str]
    heads: dict[str, Head]
    bare: dict[str, Bare]
    openings: dict[str, int]
    happens: Told
    telling: Told


@lru_cache(maxsize=1)
def load_cues() -> Cues:
    """Read the files; ArchiveError where one is damaged."""
    path = _DATA / "cues.toml"
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        words = {
            f"{group}.{name}": frozenset(listed.split())
            for group, lists in data.items()
            if isinstance(lists, dict) and group not in _TABLES
            for name, listed in lists.items()
        }
        for group, lists in _TRIGGERS.items():
            words[f"{group}.triggers"] = frozenset().union(*(words[f"{group}.{name}"] for name in lists))
        words["place.kinds"] = frozenset().union(*(words[listed] for listed in _KINDS))
        heads, bare = _read_heads(_DATA / "heads.tsv"), _read_bare(_DATA / "bare.tsv")
        openings, events = _openings([*heads, *bare]), tuple(words["prominence.events"])
        happens = Told(lambda word: word.startswith(events))
        sought = frozenset(openings).union(*(words[listed] for listed in _SOUGHT))
        telling = Told(lambda word: word in sought or happens[word])
        labels, peoples, armies = (dict(data[table]) for table in _TABLES)
        return Cues(words, labels, peoples, armies, heads, bare, openings, happens, telling)
    except (OSError, ValueError, KeyError, AttributeError) as error:
        raise ArchiveError(
            f"cannot be read ({error}): install Dragoman anew or restore the file", path=str(path)
        ) from None


def _read_heads(path: Path) -> dict[str, Head]:
    return {head: Head(canonical, type) for head, canonical, type, _ in _rows(path)}


def _read_bare(path: Path) -> dict[str, Bare]:
    return {
        phrase.lower(): Bare(Head(canonical, type), frozenset(after.split()), phrase != phrase.lower())
        for phrase, after, canonical, type, _ in _rows(path)
    }


def _rows(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:] if line]


def _openings(phrases: list[str]) -> dict[str, int]:
    longest: dict[str, int] = {}
    for phrase in phrases:
        first, *others = phrase.split()
        longest[first] = max(longest.get(first, 0), 1 + len(others))
    return longest
