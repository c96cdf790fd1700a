"""A search as a person states it, before it is read."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from search.documents import FACET_NAMES
from search.errors import QueryError


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody chose in one facet, as typed: spellings are resolved to facet values by `ask`.
    `include` and `exclude` may hold `MISSING` ("none") for the bucket without values."""

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A search as a person states it: what flags, a URL or a JSON request say.

    `scope` is a name of `SCOPES`; `since` and `until` are days, both included; `exact` asks for the words as
    typed, without other spellings or stems; `without` are spellings and names that are not to be asked for besides what
    is typed (`search.unwanted`). `any_word` asks for articles with any of the words, best first, as a question in prose
    wants. `similar` is the id of an article that the articles found shall be like. `field` is the one text field that
    words are looked for in, whatever the scope; "" means those of the scope. `explain` asks what the score of each hit
    is made of, `spellings` how many articles hold each spelling of a name, `marks` where the title
    and the best passages of each hit speak of it, `instead` what finds something where this finds nothing. `limit` None
    means all hits.
    """

    text: str = ""
    choices: Mapping[str, Choice] = dataclasses.field(default_factory=dict)
    since: dt.date | None = None
    until: dt.date | None = None
    scope: str = "body"
    exact: bool = False
    without: tuple[str, ...] = ()
    any_word: bool = False
    similar: str | None = None
    field: str = ""
    explain: bool = False
    spellings: bool = True
    marks: bool = True
    instead: bool = True
    sort: str = "relevance"
    limit: int | None = 20
    offset: int = 0
    facets: tuple[str, ...] = FACET_NAMES
    facet_limit: int | None = None

    def check(self) -> None:
        """`QueryError` where no day can lie in the range of dates."""
        if self.since and self.until and self.since > self.until:
            raise QueryError(f"{no_day(self.since, self.until)}: swap the two")


def no_day(since: object, until: object) -> str:
    """What is wrong with a range of dates that ends before it begins."""
    return f"no day lies both from {since} on and up to {until}"
