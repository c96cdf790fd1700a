"""Facet values that the owner states in the sources file."""

from __future__ import annotations

from collections.abc import Iterator

from index.archive import Archive
from search.documents import Evidence, FacetValue
from search.names import Name, Names


def owners_value(field: str, value: str, names: Names) -> FacetValue:
    """The owner's value as the authority knows it, else as it is written."""
    evidence = (Evidence("owner", value, "sources file"),)
    known = _known(field, value, names)
    if known is None:
        return FacetValue(value, evidence)
    return FacetValue(known.value, evidence, 1.0, known.type, known.domain)


def unknown_values(archive: Archive, names: Names) -> Iterator[str]:
    """Warnings about values of the sources file that no list of names has: likely mistakes."""
    for article in archive.articles.values():
        place = archive.place(article.line)
        for field, values in article.facts.facets.items():
            for value in values:
                if _known(field, value, names) is None:
                    yield f"{place}: no list has the {field} '{value}': {_advice(field, value, names)}"


def _known(field: str, value: str, names: Names) -> Name | None:
    """A place only by its whole path: *Atlantis* alone may be anywhere."""
    found = names.lookup(field, value)
    return next((name for name in found if field != "region" or name.value == value), None)


def _advice(field: str, value: str, names: Names) -> str:
    near = [f"'{name.value}'" for name in names.lookup(field, value)[:3]]
    if near:
        return f"write the whole path, such as {' or '.join(near)}"
    return "correct it, or add it to a names file (docs/names.md)"
