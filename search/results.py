"""What a search gives back: offsets and numbers, never markup."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from search.documents import Document
from search.query import Everything, Query, Scored
from search.question import Question


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage of an article, with the stretches to mark: `marks` are (start, end) offsets into `text`.

    `field` is the text field it is from; `reason` says why the passage was removed, where it was. `cut_before` and
    `cut_after` say whether its first and last sentence go on outside it.
    """

    text: str
    marks: tuple[tuple[int, int], ...]
    field: str
    reason: str | None = None
    cut_before: bool = False
    cut_after: bool = False


@dataclass(frozen=True, slots=True)
class ScorePart:
    """What one part of a question adds to an article's score (see `search.scoring`): `score` is `weight`, times the
    saturated sum of `normalised`.

    `leaf` is what is asked for, and `beside` its neighbour where the part is for their nearness. `counts` says how
    often it stands in each text field (for nearness: how near), `normalised` what that counts for the field's length
    and boost. `weight` holds how rare it is: `articles` hold it (None for nearness). `ways` says of a name how often
    each way to write it stands in the article. `label` is what to call it, as typed.
    """

    leaf: Scored
    beside: Scored | None
    counts: Mapping[str, float]
    normalised: Mapping[str, float]
    articles: int | None
    weight: float
    score: float
    ways: Mapping[str, int] = field(default_factory=dict)
    label: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """One article of the answer. `title_marks` are offsets into the document's title; `perhaps` says that it is dated
    to a month or year which lies in the range that was asked for in part only. `parts` are what the score is the sum
    of, where the request asks for an explanation."""

    document: Document
    score: float
    title_marks: tuple[tuple[int, int], ...] = ()
    snippets: tuple[Snippet, ...] = ()
    perhaps: bool = False
    parts: tuple[ScorePart, ...] = ()


@dataclass(frozen=True, slots=True)
class FacetCount:
    """A facet value and the number of articles that choosing it alone in its facet would give."""

    value: str
    count: int
    chosen: bool = False
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class FacetResult:
    """The counts of one facet: largest first, equal ones by value.

    Values without articles are left out unless they are chosen or excluded. `missing` counts the articles
    without any value, under the same promise; `other` is the number of values that `facet_limit` cut off.
    """

    field: str
    counts: tuple[FacetCount, ...]
    missing: int
    missing_chosen: bool = False
    other: int = 0


@dataclass(frozen=True, slots=True)
class Spelling:
    """A way to write a name that is asked for, and how many articles hold it in the text that is searched."""

    text: str
    count: int


@dataclass(frozen=True, slots=True)
class Interpretation:
    """How the question was read: `text` in words, `notes` on what was dropped or could not be meant, `spellings` of
    each name in it that is asked for in others than the typed one: that first, then those of most articles.
    `query` is the tree that was asked for, filters of facets apart."""

    text: str
    notes: tuple[str, ...] = ()
    spellings: tuple[tuple[Spelling, ...], ...] = ()
    query: Query = field(default_factory=Everything)


@dataclass(frozen=True, slots=True)
class WayOut:
    """A question near one that finds nothing: what is other in it, in words, and how many articles it finds."""

    text: str
    question: Question
    count: int


@dataclass(frozen=True, slots=True)
class Results:
    """The answer. `total` counts all matches, not only the hits on this page; `perhaps` those among them that are dated
    too coarsely to tell whether they lie in the range of dates that was asked for. `instead` is what finds something
    where this finds nothing. `held` says how many articles hold each leaf that was to be counted. `inexact` is how many
    of all matches come last in an order of dates, because they are dated to a month or a year only, or not at all; 0 in
    order of relevance. `timings` are the seconds that each stage took, in order."""

    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, FacetResult] = field(default_factory=dict)
    interpretation: Interpretation | None = None
    perhaps: int = 0
    instead: tuple[WayOut, ...] = ()
    held: tuple[int, ...] = ()
    inexact: int = 0
    timings: Mapping[str, float] = field(default_factory=dict)
