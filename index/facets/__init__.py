"""What an article is about, who published it and when: CleanArticle -> values with evidence."""

from __future__ import annotations

from index.facets.extract import FacetError, extract_facets

__all__ = ["FacetError", "extract_facets"]
