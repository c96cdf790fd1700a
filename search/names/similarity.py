"""How alike two Latin spellings of a name are."""

from __future__ import annotations

from rapidfuzz.distance import JaroWinkler

from search.names.keys import key


def similarity(a: str, b: str) -> float:
    """How surely two Latin spellings name the same: 0 to 1."""
    first, second = sorted((key(a), key(b)))
    return 1.0 if first == second else float(JaroWinkler.similarity(first, second)) * 0.9
