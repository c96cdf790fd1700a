"""Spellings that follow from a spelling by rule, where the rule is safe: articles joined to the word."""

from __future__ import annotations

from collections.abc import Iterator

from search.analysis import ARTICLES


def variants(text: str, field: str) -> Iterator[str]:
    """Other ways to write a name that hold no other name: *al-Bukamal* gives *Albukamal* and *Al Bukamal* is
    the same key anyway. The field is given because actors keep their articles."""
    head, hyphen, rest = text.partition("-")
    if hyphen and head.lower() in ARTICLES and len(rest) > 3 and field == "region":
        yield head.capitalize() + rest.replace("-", " ").lower()
        if head.lower() != "al":
            yield f"al-{rest}"
