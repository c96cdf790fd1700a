"""The one table of fields: engines, flags, URL parameters, sidebar and docs are made from it.

A field's name is the same everywhere: attribute, query prefix, URL parameter, flag, template.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class FacetField:
    """A field that articles are counted by.

    `separator` is what divides the levels of a value ("Asia/Syria" has two); None means flat.
    An article that holds a value holds its ancestors too, once each. `shown` says whether answers count it unasked;
    `alias` is a shorter name that the query box and the command line understand, too.
    """

    name: str
    label: str
    description: str
    separator: str | None = None
    shown: bool = True
    alias: str = ""

    @property
    def flag(self) -> str:
        """The name as command lines write it, without the dashes before it."""
        return self.name.replace("_", "-")

    @property
    def noun(self) -> str:
        """The name as a sentence says it."""
        return self.name.replace("_", " ")

    def ancestors(self, value: str) -> tuple[str, ...]:
        """The value's own path from the top: "a/b" gives ("a", "a/b")."""
        if self.separator is None:
            return (value,)
        parts = value.split(self.separator)
        return tuple(self.separator.join(parts[: n + 1]) for n in range(len(parts)))

    def parent(self, value: str) -> str | None:
        """The level above, or None at the top."""
        return None if self.separator is None or self.separator not in value else value.rsplit(self.separator, 1)[0]


@dataclass(frozen=True, slots=True)
class TextField:
    """A field that words are found in; `boost` multiplies its score."""

    name: str
    boost: float


FACETS: Final = (
    FacetField("date", "Date", "when the article was published, as exactly as the article says", "-"),
    FacetField("region", "Region", "places the article is about: world region, country, governorate, town", "/"),
    FacetField("actor", "Actor", "groups, forces, states and people that act in it"),
    FacetField("publisher", "Publisher", "who published this copy"),
    FacetField(
        "original_publisher",
        "Original",
        "who published the original, of which this copy is a republication",
        shown=False,
        alias="original",
    ),
    FacetField("agency", "Agency", "news agencies that wrote it", shown=False),
    FacetField("source", "Source", "agencies, media and people that it quotes", shown=False),
    FacetField(
        "language", "Language", "the code of the language it is written in, such as en", shown=False, alias="lang"
    ),
)
FACET_BY_NAME: Final = MappingProxyType({facet.name: facet for facet in FACETS})
FACET_ALIASES: Final = MappingProxyType({facet.alias: facet.name for facet in FACETS if facet.alias})

TEXTS: Final = (TextField("title", 2.0), TextField("body", 1.0), TextField("removed", 1.0), TextField("comments", 1.0))
TEXT_BY_NAME: Final = MappingProxyType({text.name: text for text in TEXTS})

SCOPES: Final = MappingProxyType(
    {
        "body": ("title", "body"),
        "removed": ("removed", "comments"),
        "comments": ("comments",),
        "all": ("title", "body", "removed", "comments"),
    }
)
"""What `--in` and `in=` accept, and the text fields each looks in. Readers' comments are the part of
the removed text that has its own field, because people ask for them separately."""

SORTS: Final = ("relevance", "newest", "oldest")

MISSING: Final = "none"
"""How flags and URLs name the bucket of articles without any value: `date=none`."""

DETAILS: Final = ("original_date", "updated")
"""Values that articles carry with evidence but are not counted by: the date of the original where the article was
republished, and the day of its last change."""
DATES: Final = ("date", "original_date", "updated")
"""Fields whose values are ISO date prefixes."""
