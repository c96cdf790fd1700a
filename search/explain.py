"""A query said in words, in the query language itself as far as that goes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from search.fields import MISSING
from search.keys import key
from search.query import DateRange, Everything, FacetIs, FuzzyTerm, Near, Nothing, Pattern, Phrase, Prefix, Query, Term

SHOWN_SPELLINGS: Final = 2
"""Spellings of a name that are shown; the rest is counted."""


def alternatives(ways: Sequence[str]) -> str:
    """The ways to write one thing: `(deir ezzor | deir ez-zor | +6)`."""
    plain = sorted(ways[1:], key=lambda way: not way.isascii())  # what a reader can read comes first
    by_key: dict[str, str] = {}
    for way in [*ways[:1], *plain]:
        by_key.setdefault(key(way), " ".join(way.split()))
    distinct = list(by_key.values())
    if len(distinct) == 1:
        return f'"{distinct[0]}"' if " " in distinct[0] else distinct[0]
    more = len(distinct) - SHOWN_SPELLINGS
    return f"({' | '.join([*distinct[:SHOWN_SPELLINGS], *([f'+{more}'] if more > 0 else [])])})"


def within(text: str, fields: tuple[str, ...] | None) -> str:
    """The text with the field that it is narrowed to before it."""
    return text if fields is None else f"{'|'.join(fields)}:{text}"


def described(query: Query) -> str:
    """A leaf in words; empty for everything."""
    match query:
        case Everything():
            return ""
        case Nothing():
            return "nothing"
        case FacetIs(field, value):
            return f"{field}:{MISSING}" if value is None else f"{field}:{quoted(value)}"
        case DateRange(since, until):
            sides = {"since": since, "until": until}
            return " ".join(f"{name}:{day.isoformat()}" for name, day in sides.items() if day is not None)
        case Term(token) | Prefix(token) | Pattern(token):
            return token
        case FuzzyTerm(token, edits):
            return f"{token}~{edits}"
        case Phrase(tokens):
            return " ".join(tokens)
        case Near(parts, distance):
            ways = (" | ".join(" ".join(way) for way in part) for part in parts)
            return " ".join(f"({way})" for way in ways) + ("" if distance is None else f" ~{distance}")
        case _:
            return ""


def quoted(value: str) -> str:
    """A value as the query language takes it: in quotation marks unless it is one plain word."""
    return f'"{value}"' if not value.replace("-", "").isalnum() or value.casefold() == MISSING else value
