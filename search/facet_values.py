"""The values of one facet, to look through: those that hold some letters or are called so, a page at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from search.analysis import fold
from search.choices import NAMED_LIKE
from search.fields import FACET_BY_NAME, MISSING
from search.output import count_json
from search.results import FacetCount, FacetResult, Results
from search.terminal import printable
from search.text import summary

if TYPE_CHECKING:
    from search.names import Names

HEADER: Final = ("value", "articles")


def find_values(result: FacetResult, letters: str, names: Names) -> list[FacetCount]:
    """The values that hold these letters, case and accents apart, or that the letters are another spelling of, in
    their order; all of them for no letters."""
    wanted = fold(letters.strip()).text
    if not wanted:
        return list(result.counts)
    named = {name.value for name in names.lookup(NAMED_LIKE.get(result.field, result.field), letters.strip())}
    return [count for count in result.counts if wanted in fold(count.value).text or count.value in named]


@dataclass(frozen=True, slots=True)
class ValuesPage:
    """So many (`limit`; None: all) of the values found in a facet of an answer, from `offset` on."""

    results: Results
    facet: str
    letters: str
    found: tuple[FacetCount, ...]
    offset: int
    limit: int | None

    @property
    def shown(self) -> tuple[FacetCount, ...]:
        """The values on the page."""
        return self.found[self.offset :][: self.limit]

    @property
    def missing(self) -> tuple[FacetCount, ...]:
        """The bucket of articles without any value, which stands behind the last of all values."""
        result = self.results.facets[self.facet]
        last = self.limit is None or self.offset + self.limit >= len(self.found)
        if self.letters or not last or not (result.missing or result.missing_chosen):
            return ()
        return (FacetCount(MISSING, result.missing, result.missing_chosen),)

    def summary(self) -> str:
        """How many values there are, in how many articles, and for what."""
        values = "1 value" if len(self.found) == 1 else f"{len(self.found):,} values"
        letters = f" with \u201c{printable(self.letters)}\u201d" if self.letters else ""
        return f"{values} of {FACET_BY_NAME[self.facet].noun}{letters}; {summary(self.results)}"

    def rows(self) -> Iterator[tuple[str, str]]:
        """The page as cells of `HEADER`."""
        return ((printable(count.value), str(count.count)) for count in (*self.shown, *self.missing))

    def lines(self) -> Iterator[str]:
        """The page for people, a column of counts first; `+` marks what is chosen, `-` what is excluded."""
        shown = (*self.shown, *self.missing)
        room = max((len(f"{count.count:,}") for count in shown), default=0)
        for count in shown:
            sign = "+" if count.chosen else "-" if count.excluded else " "
            yield f"{count.count:>{room},} {sign} {printable(count.value)}"

    def json(self) -> dict[str, Any]:
        """The page as plain JSON data; `found` is the number of values on all pages."""
        read, result = self.results.interpretation, self.results.facets[self.facet]
        return {
            "facet": self.facet,
            "find": self.letters,
            "interpretation": read.text if read else "",
            "notes": list(read.notes) if read else [],
            "total": self.results.total,
            "found": len(self.found),
            "offset": self.offset,
            "limit": self.limit,
            "values": [count_json(count) for count in self.shown],
            "missing": result.missing,
        }
