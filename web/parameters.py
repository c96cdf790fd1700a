"""The URL parameters of a search: one table, from which parsing, notices and docs/web.md are checked."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from search.fields import FACETS, MISSING, SCOPES, SORTS, TEXT_BY_NAME
from search.links import NOT, PAGE_SIZE, PAGE_SIZES
from search.parser import LONGEST_QUESTION

LONGEST_VALUE: Final = 300
"""Characters of any other value."""

MOST_PARAMETERS: Final = 100
"""Parameters in one URL, repeated ones counted each."""

LAST_PAGE: Final = 1_000_000
"""The largest `page` that is looked at."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One URL parameter; `default` is left out of URLs."""

    name: str
    accepts: str
    meaning: str
    repeatable: bool = False
    default: str = ""


def _table() -> tuple[Parameter, ...]:
    chosen = [
        Parameter(facet.name, f"a value, or {MISSING}", f"articles with this {facet.noun}", repeatable=True)
        for facet in FACETS
    ]
    excluded = [
        Parameter(NOT + facet.name, f"a value, or {MISSING}", f"articles without this {facet.noun}", repeatable=True)
        for facet in FACETS
    ]
    return (
        Parameter("q", f"up to {LONGEST_QUESTION:,} characters", "the words of the search"),
        Parameter("in", ", ".join(SCOPES), "which text is searched", default="body"),
        Parameter("exact", "1", "the words as typed, without other spellings and word forms"),
        Parameter("field", ", ".join(TEXT_BY_NAME), "words in this text field only, whatever `in` says"),
        Parameter("any-word", "1", "articles with any of the words, not only with all of them"),
        Parameter("similar", "the id of an article", "articles like this one, the likest first"),
        Parameter(
            "without", "a spelling", "names are not asked for in this spelling, unless it is typed", repeatable=True
        ),
        *chosen,
        *excluded,
        Parameter("since", "2017, 2017-11 or 2017-11-18", "the first day, included"),
        Parameter("until", "2017, 2017-11 or 2017-11-18", "the last day, included"),
        Parameter("sort", ", ".join(SORTS), "the order; without it newest, or relevance for words or likeness"),
        Parameter("per", ", ".join(map(str, PAGE_SIZES)), "articles on a page", default=str(PAGE_SIZE)),
        Parameter("page", f"1 to {LAST_PAGE:,}", "which page of the answer", default="1"),
    )


PARAMETERS: Final = _table()
"""All parameters, in the order that URLs give them."""

PARAMETER_BY_NAME: Final = MappingProxyType({parameter.name: parameter for parameter in PARAMETERS})
