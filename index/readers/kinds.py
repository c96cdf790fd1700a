"""Which files are articles: the endings of their names."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from index.articles import Kind

KIND_BY_SUFFIX: Final = MappingProxyType[str, Kind](
    {
        ".html": "html",
        ".htm": "html",
        ".xhtml": "html",
        ".txt": "text",
        ".md": "markdown",
        ".markdown": "markdown",
    }
)


def kind_of(name: str) -> Kind | None:
    """The kind of article that a file's name promises, in any case of letters; None for other files."""
    stem, dot, suffix = name.rpartition(".")
    return KIND_BY_SUFFIX.get(f".{suffix.lower()}") if dot and stem else None
