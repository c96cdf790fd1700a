"""Places, actors and quoted sources of an article, each with every mention of it as evidence."""

from __future__ import annotations

from collections.abc import Mapping

from index.articles import CleanArticle
from search.documents import Evidence, FacetValue, Place
from search.names import Names


def extract_mentions(article: CleanArticle, names: Names) -> Mapping[str, tuple[FacetValue, ...]]:
    """The values of "region", "actor" and "source", the main one first; a field without values is absent."""
    found: dict[str, dict[str, list[Evidence]]] = {"region": {}, "actor": {}, "source": {}}
    types: dict[str, str] = {}
    texts: tuple[tuple[Place, str], ...] = (("title", article.title), ("body", article.body))
    for place, text in texts:
        for match in names.find(text):
            name = match.names[0]
            field = "source" if name.role == "source" else name.field
            if field in found and not match.weak:
                evidence = Evidence("names", match.text, place, match.start, match.end, match.kind)
                found[field].setdefault(name.value, []).append(evidence)
                types[name.value] = name.type
    return {
        field: tuple(FacetValue(value, tuple(evidence), type=types[value]) for value, evidence in values.items())
        for field, values in found.items()
        if values
    }
