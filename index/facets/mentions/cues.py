"""The word lists of data/cues.toml and the head nouns of data/heads.tsv."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from search.errors import ArchiveError

_DATA: Final = Path(__file__).with_name("data")


class Head(NamedTuple):
    """What a nationality and a head noun make: a template of the canonical name, and the actor's type."""

    canonical: str
    type: str


@dataclass(frozen=True, slots=True)
class Cues:
    """`words["place.before"]` and so on are the lists; `labels` and `heads` are described in the data."""

    words: dict[str, frozenset[str]]
    labels: dict[str, str]
    heads: dict[str, Head]

    def has(self, name: str, word: str) -> bool:
        """Whether a word is on a list."""
        return word in self.words[name]


@lru_cache(maxsize=1)
def load_cues() -> Cues:
    """Read both files; ArchiveError where one is damaged."""
    path = _DATA / "cues.toml"
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        words = {
            f"{group}.{name}": frozenset(listed.split())
            for group, lists in data.items()
            if isinstance(lists, dict) and group != "labels"
            for name, listed in lists.items()
        }
        return Cues(words, dict(data["labels"]), _read_heads(_DATA / "heads.tsv"))
    except (OSError, ValueError, KeyError, AttributeError) as error:
        raise ArchiveError(
            f"cannot be read ({error}): install Dragoman anew or restore the file", path=str(path)
        ) from None


def _read_heads(path: Path) -> dict[str, Head]:
    lines = path.read_text(encoding="utf-8").splitlines()[1:]
    rows = [line.split("\t") for line in lines if line]
    return {head: Head(canonical, type) for head, canonical, type, _ in rows}
