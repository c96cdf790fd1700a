"""A tree as typed, back in the query language: `parse_query` reads the text that this gives as the same tree."""

from __future__ import annotations

from search.fields import MISSING
from search.lexer import FAMILIES, Q_OPEN
from search.query import And, DateRange, Everything, FacetIs, Fuzzy, Not, Or, Query, Text, Wildcard


def unparse(query: Query) -> str:
    """The question that has this reading. `TypeError` for a tree of matched leaves."""
    match query:
        case And(children):
            return " AND ".join(_inner(child, (And, Or)) for child in children)
        case Or(children):
            return " OR ".join(_inner(child, (And, Or)) for child in children)
        case Not(child):
            return f"NOT {_inner(child, (And, Or, Not, Text))}"
        case Everything():
            return "*"
        case _:
            return _leaf(query)


def _inner(query: Query, grouped: tuple[type, ...]) -> str:
    text = unparse(query)
    plain = isinstance(query, Text) and (query.quoted or query.fields or query.exact or " " not in query.text)
    return text if plain or not isinstance(query, grouped) else f"({text})"


def _leaf(query: Query) -> str:
    match query:
        case Text(text, quoted, fields, exact, distance):
            shown = _quoted(text) if quoted else text
            if not quoted and (" " in text or text.startswith("//")) and (fields or exact):
                shown = f"({shown})"
            if distance is not None:
                shown += f"~{distance}"
            return f"{_within(fields)}{shown}" if not exact else _exactly(shown, fields)
        case Wildcard(text, fields):
            return f"{_within(fields)}{text}"
        case Fuzzy(text, edits, fields):
            return f"{_within(fields)}{text}~{edits}"
        case FacetIs(field, None):
            return f"{field}:{MISSING}"
        case FacetIs("date", str(value)):
            return f"date:{value}"
        case FacetIs(field, str(value)):
            return f"{field}:{_quoted(value)}"
        case DateRange(since, until):
            if since is not None and until is not None:
                return f"date:{since}..{until}"
            return f"until:{until}" if since is None else f"since:{since}"
        case _:
            raise TypeError(f"{type(query).__name__} is no query as typed")


def _exactly(shown: str, fields: tuple[str, ...] | None) -> str:
    return f"{_within(fields)}(exact:{shown})" if fields else f"exact:{shown}"


def _within(fields: tuple[str, ...] | None) -> str:
    return "" if fields is None else f"{fields[0]}:"


def _quoted(text: str) -> str:
    """In quotation marks of a sort that the text does not hold."""
    family = next((marks for marks in FAMILIES if not any(mark in text for mark in marks)), FAMILIES[0])
    return f"{family[0]}{text}{family[family is not Q_OPEN]}"
