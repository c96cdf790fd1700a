"""From a facet value as typed to the value that articles hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from search.dates import read_date
from search.engine import Searcher
from search.errors import UnknownFacetValueError
from search.fields import FACET_BY_NAME
from search.keys import key
from search.query import SearchRequest

if TYPE_CHECKING:
    from search.names import Names

MOST_NEAR = 3
"""Values that an error offers."""

LEAST_LIKENESS = 70.0
"""Of 100, how like a value must be to be offered."""


NAMED_LIKE = {"source": "actor", "agency": "publisher", "original_publisher": "publisher"}
"""Facets whose values are names of another one."""


class Choices:
    """The facet values of an index, asked for when they are first needed."""

    def __init__(self, searcher: Searcher, names: Names) -> None:
        self._searcher = searcher
        self._names = names
        self._counted: dict[str, dict[str, int]] = {}

    def counts(self, field: str) -> Mapping[str, int]:
        """All values of a facet and how many articles hold each."""
        if field not in self._counted:
            request = SearchRequest(facets=(field,), facet_limit=None, limit=0)
            result = self._searcher.search(request).facets[field]
            self._counted[field] = {counted.value: counted.count for counted in result.counts}
        return self._counted[field]

    def resolve(self, field: str, typed: str) -> str:
        """The value that is meant: exactly this one; a name that is written so; the last part of a path.

        Of several, the one at the highest level, then the one that most articles hold. A date that exists is a value
        even where no article has it. `UnknownFacetValueError` names values that look like it.
        """
        typed = typed.strip().encode("utf-8", "replace").decode("utf-8")
        if field == "date" and (date := read_date(typed)) is not None:
            return date
        counts = self.counts(field)
        if typed in counts:
            return typed
        by_name, by_path = self._named, self._alike
        first, then = (by_path, by_name) if "/" in typed else (by_name, by_path)
        fit = first(field, typed) or then(field, typed)
        if not fit:
            raise UnknownFacetValueError(field, typed, self.near(field, typed))
        return min(fit, key=lambda value: (_level(field, value), -counts[value], value))

    def near(self, field: str, typed: str) -> list[tuple[str, int]]:
        """Values that look like what was typed, the likest first, with their numbers of articles."""
        from rapidfuzz import fuzz, process

        counts = self.counts(field)
        ends = {value: key(_end(field, value)) for value in counts}
        found = process.extract(key(typed), ends, scorer=fuzz.WRatio, limit=None, score_cutoff=LEAST_LIKENESS)
        ordered = sorted(found, key=lambda hit: (-round(hit[1]), -counts[hit[2]], hit[2]))
        return [(value, counts[value]) for _, _, value in ordered[:MOST_NEAR]]

    def _named(self, field: str, typed: str) -> set[str]:
        counts = self.counts(field)
        found = self._names.lookup(NAMED_LIKE.get(field, field), typed)
        return {name.value for name in found if name.value in counts}

    def _alike(self, field: str, typed: str) -> set[str]:
        """Values that end in what was typed, level by level ("Syria/Homs" ends in "Homs" and in "Syria/Homs")."""
        separator = FACET_BY_NAME[field].separator
        wanted = [key(part) for part in (typed.split(separator) if separator else [typed])]
        if not any(wanted):
            return set()
        return {
            value
            for value in self.counts(field)
            if [key(part) for part in (value.split(separator) if separator else [value])][-len(wanted) :] == wanted
        }


def _end(field: str, value: str) -> str:
    separator = FACET_BY_NAME[field].separator
    return value.rsplit(separator, 1)[-1] if separator == "/" else value


def _level(field: str, value: str) -> int:
    return len(FACET_BY_NAME[field].ancestors(value))
