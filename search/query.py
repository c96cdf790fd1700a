"""The question, as plain data: what the parser makes, what `expand` makes of it, what an engine is given.

The same boolean nodes (`And`, `Or`, `Not`, `Everything`, `Nothing`) join two sorts of leaves:

* as typed, from `parse_query`:  `Text`, `Wildcard`, `Fuzzy`, `FacetIs`, `DateRange`
* as matched, from `expand`:     `Term`, `Phrase`, `Near`, `Prefix`, `Pattern`, `FuzzyTerm`, `AnyOf`, `FacetIs`,
                                 `DateRange`, `IdIs`

An engine only ever sees the second sort, with tokens of `search.analysis`; no engine sees a string of the user's.
Those of them that stand in texts score (`Scored`; see `search.scoring`); their `weight` multiplies the score.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Union

from search.documents import FACET_NAMES


@dataclass(frozen=True, slots=True)
class Text:
    """Words as typed: a run of adjacent words, or one quotation.

    `fields` narrows it to some text fields (`title:`); None leaves that to the search's scope. `exact` asks for
    the words as typed, without other spellings or stems. `distance` (quotations only) lets the words stand in any
    order with up to so many others between them; None is a phrase.
    """

    text: str
    quoted: bool = False
    fields: tuple[str, ...] | None = None
    exact: bool = False
    distance: int | None = None


@dataclass(frozen=True, slots=True)
class Wildcard:
    """A word as typed with signs in it: `*` stands for any letters, `?` for one, `[0-4]` for one of these."""

    text: str
    fields: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """A word as typed that may be misspelt: up to `edits` letters added, left out, changed or swapped with the next."""

    text: str
    edits: int
    fields: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class FacetIs:
    """Articles that hold this value of a facet (or lie below it); value None means that hold none."""

    field: str
    value: str | None


@dataclass(frozen=True, slots=True)
class IdIs:
    """The article with this id, if there is one."""

    id: str


@dataclass(frozen=True, slots=True)
class DateRange:
    """Articles whose date can lie between these days, both included; None leaves a side open.

    An article dated "2017-11" can lie on any day of that month, so it matches 18 November: a reader who
    sees it can judge, one who does not cannot. With `surely` it must lie there whatever day it means. Undated articles
    never match.
    """

    since: dt.date | None
    until: dt.date | None
    surely: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """Articles that hold this token in any of these text fields."""

    token: str
    fields: tuple[str, ...]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Phrase:
    """Articles that hold these tokens at consecutive positions in one of these text fields (two tokens or more)."""

    tokens: tuple[str, ...]
    fields: tuple[str, ...]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Near:
    """Articles in which all parts stand near each other in one of these text fields.

    A part is the ways to write one thing, each a sequence of tokens; one way of each must stand there. `distance`
    None asks for the parts one right behind the other, a number for any order with up to so many words between them.
    """

    parts: tuple[tuple[tuple[str, ...], ...], ...]
    distance: int | None
    fields: tuple[str, ...]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Prefix:
    """Articles that hold a token with this beginning in any of these text fields."""

    token: str
    fields: tuple[str, ...]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Pattern:
    """Articles that hold a token of this shape in any of these text fields: a beginning without signs, then `*`
    (any characters), `?` (one) and `[a-c]` or `[!a-c]` (one of these, one but these). See `search.patterns`."""

    pattern: str
    fields: tuple[str, ...]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class FuzzyTerm:
    """Articles that hold a token with the first letter of this one and at most `edits` edits from it (optimal string
    alignment) in any of these text fields. The token bears the mark `EXACT`, which no edit touches."""

    token: str
    edits: int
    fields: tuple[str, ...]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Ways to write one thing. Matches as `Or` does; scores as one word that stands wherever one of them does,
    since two spellings of a town make an article no more relevant than one. A child's weight is what its places count.
    Children that do not score by themselves (filters, `And` ...) only match. `label` is what to call it when explaining
    the query."""

    children: tuple[Query, ...]
    label: str = ""
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class And:
    """All of these. Without children: everything."""

    children: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of these; scores add up. Without children: nothing."""

    children: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The articles that this does not match; scores nothing."""

    child: Query


@dataclass(frozen=True, slots=True)
class Everything:
    """All articles, with score 0."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """No article."""


Query = Union[
    Text, Wildcard, Fuzzy, FacetIs, DateRange, IdIs,
    Term, Phrase, Near, Prefix, Pattern, FuzzyTerm, AnyOf,
    And, Or, Not, Everything, Nothing,
]  # fmt: skip

Shaped = Prefix | Pattern | FuzzyTerm
"""What names no single token."""

Written = Term | Phrase | Near | Shaped
"""What stands in texts, one way to write a thing."""

Scored = Written | AnyOf
"""What scores: that, or one thing in all its spellings."""


@dataclass(frozen=True, slots=True)
class FacetFilter:
    """What was chosen in one facet: any of these values (or none at all, with `missing`), and none of those.

    Chosen values are OR; exclusions each apply. Values are exact facet values, as counted.
    """

    field: str
    any_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()
    missing: bool = False

    @property
    def chooses(self) -> bool:
        """Whether something is chosen (exclusions alone choose nothing)."""
        return bool(self.any_of) or self.missing


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """One search, complete: everything an engine needs, nothing it must look up.

    `filters` holds at most one entry per facet. `facets` are counted in the answer, up to `facet_limit`
    values each (None: all). `limit` None means all hits. `query` holds leaves as matched only. `counted` are leaves of
    which it is wanted how many articles hold them: of those that are in the query, too, at hardly any cost. With
    `explain`, hits say what their scores are made of.
    """

    query: Query = field(default_factory=Everything)
    filters: tuple[FacetFilter, ...] = ()
    facets: tuple[str, ...] = FACET_NAMES
    facet_limit: int | None = None
    sort: str = "relevance"
    limit: int | None = 20
    offset: int = 0
    counted: tuple[Scored, ...] = ()
    explain: bool = False


def sure(query: Query) -> Query:
    """The query with dates that must lie in its ranges whatever day they mean; what stands under `Not` stays."""
    match query:
        case And(children):
            return And(tuple(map(sure, children)))
        case Or(children):
            return Or(tuple(map(sure, children)))
        case DateRange(since, until):
            return DateRange(since, until, surely=True)
    return query
