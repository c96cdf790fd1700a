"""All facets of an article, with the owner's corrections laid over them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from index.articles import CleanArticle
from index.facets.owner import owners_value
from index.facets.provenance import extract_provenance
from search.documents import FacetValue
from search.errors import DragomanError
from search.names import Names

Values = Mapping[str, tuple[FacetValue, ...]]


class FacetError(DragomanError):
    """An extractor failed on an article. `stage` names it; the cause is chained."""

    def __init__(self, stage: str, cause: Exception) -> None:
        super().__init__(f"finding its {stage} failed ({type(cause).__name__}: {cause}): please report this article")
        self.stage = stage


def extract_facets(article: CleanArticle, names: Names) -> Values:
    """Every facet and detail of an article: field name -> values, the main one first; unknown fields are absent.

    The owner's `facets` replace what was found for their field, each value with evidence "sources file".
    Raises `FacetError` when an extractor fails; the article is then the caller's to save or to skip.
    """
    provenance = _run("date and publisher", extract_provenance, article, names)
    dated = provenance.get("date", ())
    year = int(dated[0].value[:4]) if dated else None
    found = {**_run("places and actors", partial(_mentions, year=year), article, names), **provenance}
    for name, values in article.raw.facts.facets.items():
        found[name] = tuple(owners_value(name, value, names) for value in values)
    return {name: held for name, held in found.items() if held}


def _run(stage: str, extractor: Callable[[CleanArticle, Names], Values], article: CleanArticle, names: Names) -> Values:
    try:
        return extractor(article, names)
    except DragomanError:
        raise
    except Exception as error:
        raise FacetError(stage, error) from error


def _mentions(article: CleanArticle, names: Names, year: int | None) -> Values:
    from index.facets.mentions import extract_mentions  # the largest part: loaded when the first article comes

    return extract_mentions(article, names, year)
