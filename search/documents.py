"""What an index holds: one `Document` per article.

Values and their evidence are tuples because dozens of them are made for every article.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Final, Literal, NamedTuple

from search.fields import FACET_BY_NAME, FACETS

Place = Literal["title", "body", "removed", "page", "path", "url", "sources file"]
"""Where evidence lies. "page" is markup that has no place in the body (a <meta> tag)."""

MentionKind = Literal["literal", "adjective", "capital", "part-of-name"]
"""How a name stands in the text: itself (*Iran*), as an adjective (*Iranian*), a capital standing for its
government (*Tehran said*), or inside a longer name (*Syrian* in *Syrian Observatory*)."""

Precision = Literal["day", "month", "year", "unknown"]

PRINTED: Final = "printed"
INFERRED: Final = "inferred"
"""What a date is by its `type`: said in the page, its markup or address, or by the owner; or worked out from signs."""


class Evidence(NamedTuple):
    """Why a value is held: the rule, the words, and where they stand.

    `start` and `end` are character offsets into the document's `title` or `body` when `place` is one
    of these, otherwise None. `kind` is set for mentions of names.
    """

    rule: str
    text: str
    place: Place
    start: int | None = None
    end: int | None = None
    kind: MentionKind | None = None


class FacetValue(NamedTuple):
    """One value of one field, with its evidence (never empty) and how sure we are (0 to 1).

    `type` is what sort of thing an actor is (armed_group, state, person ...), and of a date `PRINTED` or `INFERRED`;
    `domain` is a publisher's site.
    """

    value: str
    evidence: tuple[Evidence, ...]
    confidence: float = 1.0
    type: str | None = None
    domain: str | None = None


@dataclass(frozen=True, slots=True)
class RemovedBlock:
    """A stretch of the page that is not the article: why it was removed and which rule said so.

    `after` is the offset in the body that it stood at, so that the page can be shown whole again.
    """

    reason: str
    text: str
    rule: str
    after: int


@dataclass(frozen=True, slots=True)
class Document:
    """One article as the index holds it.

    `values` maps field names (`FACETS`, `DETAILS`) to the values held, the main one first; a field without
    values is absent. Region values are full paths; dates are ISO prefixes ("2017", "2017-11", "2017-11-18").
    `path` is relative to the archive, with "/" on every system. `digest` changes when the article would be
    indexed differently: it covers the file's bytes, the owner's facts about it, and the rules.
    `content` is the SHA-256 of the file's bytes alone (hexadecimal).
    """

    id: str
    title: str
    body: str
    path: str
    digest: str
    content: str = ""
    url: str | None = None
    language: str | None = None
    values: Mapping[str, tuple[FacetValue, ...]] = field(default_factory=dict)
    removed: tuple[RemovedBlock, ...] = ()

    def first(self, name: str) -> FacetValue | None:
        """The main value of a field, or None."""
        held = self.values.get(name, ())
        return held[0] if held else None

    def facet_terms(self, name: str) -> frozenset[str]:
        """The values that this article counts under in a facet: its own and all their ancestors."""
        facet = FACET_BY_NAME[name]
        if name == "language":
            return frozenset((self.language,) if self.language else ())
        return frozenset(term for held in self.values.get(name, ()) for term in facet.ancestors(held.value))

    def dates(self) -> tuple[dt.date, dt.date] | None:
        """The first and last day that the publication date can mean, or None when it is unknown."""
        held = self.first("date")
        return None if held is None else date_span(held.value)

    def texts(self) -> dict[str, tuple[str, ...]]:
        """The passages of each text field, in order; a phrase never runs from one passage into the next."""
        return {
            "title": (self.title,),
            "body": (self.body,),
            "removed": tuple(block.text for block in self.removed if block.reason != "comment"),
            "comments": tuple(block.text for block in self.removed if block.reason == "comment"),
        }


def precision(value: str | None) -> Precision:
    """How exact an ISO date prefix is."""
    if not value:
        return "unknown"
    levels: tuple[Precision, ...] = ("year", "month", "day")
    return levels[value.count("-")]


def vagueness(days: int) -> int:
    """How inexact a date is whose first and last day lie so many days apart: 0 for a day, 1 for a month, 2 for a
    year, and `UNDATED` for fewer than none."""
    return UNDATED if days < 0 else 0 if not days else 1 if days < 31 else 2


UNDATED: Final = 3
"""The vagueness of no date."""


def date_span(value: str) -> tuple[dt.date, dt.date]:
    """The first and last day of an ISO date prefix; ValueError when it is not one."""
    parts = [int(part) for part in value.split("-")]
    if not 1 <= len(parts) <= 3 or len(value) != (4, 7, 10)[len(parts) - 1] or 0 in parts:
        raise ValueError(f"not a date: '{value}' (write 2017, 2017-11 or 2017-11-18)")
    year, month, day = (*parts, 0, 0)[:3]
    first = dt.date(year, month or 1, day or 1)
    if day:
        return first, first
    following = dt.date(year + (month in (0, 12)), month % 12 + 1 if month else 1, 1) if year < 9999 else None
    return first, dt.date.max if following is None else following - dt.timedelta(days=1)


def to_json(document: Document) -> dict[str, Any]:
    """The document as plain JSON data; `from_json` gives it back equal."""
    values = {name: [_value_to_json(value) for value in held] for name, held in document.values.items()}
    return asdict(document) | {"values": values}


def _value_to_json(value: FacetValue) -> dict[str, Any]:
    return value._asdict() | {"evidence": [evidence._asdict() for evidence in value.evidence]}


def from_json(data: Mapping[str, Any]) -> Document:
    """The document that `to_json` wrote."""
    values = {name: tuple(_value(v) for v in held) for name, held in data["values"].items()}
    removed = tuple(RemovedBlock(**block) for block in data["removed"])
    return Document(**{**data, "values": values, "removed": removed})


def _value(data: Mapping[str, Any]) -> FacetValue:
    evidence: Sequence[Mapping[str, Any]] = data["evidence"]
    return FacetValue(**{**data, "evidence": tuple(Evidence(**item) for item in evidence)})


FACET_NAMES = tuple(facet.name for facet in FACETS if facet.shown)
"""The facets that answers count unless they are asked for others."""
