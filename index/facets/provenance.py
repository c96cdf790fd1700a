"""Publisher and date together: how a publisher writes its dates settles 3/4/2017."""

from __future__ import annotations

from collections.abc import Mapping

from index.articles import CleanArticle
from index.facets.date import dates_of
from index.facets.page_lines import Page
from index.facets.publisher import publishers_of
from index.facets.publisher_page import exact_publisher
from index.facets.republication import original_sources
from search.documents import FacetValue
from search.names import Names


def extract_provenance(article: CleanArticle, names: Names) -> Mapping[str, tuple[FacetValue, ...]]:
    """The values of "publisher", "original_publisher", "date" and "original_date"; what is unknown is absent."""
    page = Page(article)
    originals = original_sources(page)
    publishers = publishers_of(page, names, originals)
    known = None
    for value in publishers.get("publisher", ()):
        known = exact_publisher(value.value, names)
    day_first = None if known is None else known.day_first
    return {**publishers, **dates_of(page, originals, day_first=day_first, press=known is not None)}
