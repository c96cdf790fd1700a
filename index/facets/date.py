"""When an article was published, as exactly as the page supports, and when its original was."""

from __future__ import annotations

from collections.abc import Mapping

from index.articles import CleanArticle
from index.facets.candidates import DateCandidate, Trust
from index.facets.date_declared import declared_dates, url_dates
from index.facets.date_page import page_dates
from index.facets.page_lines import Page
from search.documents import Evidence, FacetValue


def extract_dates(article: CleanArticle, *, day_first: bool | None = None) -> Mapping[str, tuple[FacetValue, ...]]:
    """The values of "date" and "original_date", each an ISO prefix ("2017", "2017-11", "2017-11-18"); absent when
    unknown. `day_first` says how the publisher writes 3/4/2017; the owner's word on it and on the dates wins."""
    facts = article.raw.facts
    if facts.day_first is not None:
        day_first = facts.day_first
    page = Page(article)
    candidates = sorted(_candidates(article, page, day_first), key=lambda found: (found.trust, found.order))
    found: dict[str, tuple[FacetValue, ...]] = {}
    if candidates:
        found["date"] = (_value(candidates),)
    for name, fact in (("date", facts.date), ("original_date", facts.original_date)):
        if fact:
            found[name] = (FacetValue(fact, (Evidence("owner", fact, "sources file"),)),)
    return found


def _candidates(article: CleanArticle, page: Page, day_first: bool | None) -> list[DateCandidate]:
    url = article.raw.facts.url or _declared_url(article)
    return [*declared_dates(article), *url_dates(url), *page_dates(page, day_first=day_first)]


def _declared_url(article: CleanArticle) -> str:
    return next((value for key, value in article.meta.declared if "canonical" in key or key.endswith("og:url")), "")


def _value(candidates: list[DateCandidate]) -> FacetValue:
    """The best candidate, made more exact by a less trusted one that agrees with it."""
    best = candidates[0]
    if len(best.value) < 10:
        finer = (
            other for other in candidates if other.value.startswith(f"{best.value}-") and other.trust < Trust.UPDATED
        )
        best = next(finer, best)
    return FacetValue(best.value, best.evidence, best.confidence)
