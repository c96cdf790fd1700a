"""The authority of names: places, actors and publishers, their spellings, and what finds them in text."""

from __future__ import annotations

from search.names.authority import Names
from search.names.model import Match, Name, Spelling
from search.names.overlay import load_names

__all__ = ["Match", "Name", "Names", "Spelling", "compare", "keys", "load_names"]


def compare(a: str, b: str) -> float:
    """How surely two Latin spellings name the same place or person: 0 to 1, 0.5 where it tips.

    Symmetric; 1 where the folded spellings are equal.
    """
    from search.names.similarity import similarity  # rapidfuzz is not needed to search

    return similarity(a, b)


def keys(name: str) -> tuple[str, ...]:
    """Index keys of a spelling: two spellings of one name nearly always share one, and so do some that are not of one
    name, so `compare` decides between those that do. The tellingest keys come first."""
    from search.names.blocking import keys as blocking_keys

    return blocking_keys(name)
