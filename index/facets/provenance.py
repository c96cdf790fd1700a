"""Publisher and date together: how a publisher writes its dates settles 3/4/2017."""

from __future__ import annotations

from collections.abc import Mapping

from index.articles import CleanArticle
from index.facets.date import extract_dates
from index.facets.publisher import extract_publishers
from index.facets.publisher_page import exact_publisher
from search.documents import FacetValue
from search.names import Names


def extract_provenance(article: CleanArticle, names: Names) -> Mapping[str, tuple[FacetValue, ...]]:
    """The values of "publisher", "original_publisher", "date" and "original_date"; what is unknown is absent."""
    publishers = extract_publishers(article, names)
    day_first = None
    for value in publishers.get("publisher", ()):
        known = exact_publisher(value.value, names)
        day_first = known.day_first if known is not None else None
    return {**publishers, **extract_dates(article, day_first=day_first)}
