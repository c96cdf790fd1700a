"""What little articles mention, for tests."""

from __future__ import annotations

from index.articles import CleanArticle, RawArticle, Span
from index.facets.mentions import extract_mentions
from search.documents import FacetValue
from search.names import load_names

SYRIA = "Middle East & North Africa/Syria"


def article(body: str, title: str = "") -> CleanArticle:
    raw = RawArticle("a.txt", "text", body)
    return CleanArticle(raw, body, (), title, body, (Span(0, 0, len(body)),))


def values(field: str, body: str, title: str = "", year: int | None = None) -> dict[str, FacetValue]:
    return {held.value: held for held in extract_mentions(article(body, title), load_names(), year).get(field, ())}


def regions(body: str, title: str = "") -> set[str]:
    return {value.rsplit("/", 1)[-1] for value in values("region", body, title)}


def actors(body: str, title: str = "") -> set[str]:
    return set(values("actor", body, title))
