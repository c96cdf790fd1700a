"""When an article was published, as exactly as the page supports, and when its original was."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Final

from index.articles import CleanArticle
from index.facets.candidates import CHANGES, DateCandidate, Trust
from index.facets.date_declared import declared_dates, url_dates
from index.facets.date_inferred import inferred_dates
from index.facets.date_order import orders_of
from index.facets.date_page import page_dates
from index.facets.date_patterns import Orders, find_dates
from index.facets.dateline import yearless_day
from index.facets.page_lines import Page
from index.facets.republication import Original, original_sources
from search.documents import INFERRED, PRINTED, Evidence, FacetValue

ZONES: Final = dt.timedelta(days=1)
"""How far apart time zones can set two days of one article."""


def extract_dates(article: CleanArticle, *, day_first: bool | None = None) -> Mapping[str, tuple[FacetValue, ...]]:
    """The values of "date", "original_date" and "updated" (the day of the last change), each an ISO prefix ("2017",
    "2017-11", "2017-11-18"); absent when unknown. `day_first` says how the publisher writes 3/4/2017; the owner's word
    on it and on the dates wins."""
    page = Page(article)
    return dates_of(page, original_sources(page), day_first=day_first)


def dates_of(
    page: Page, originals: list[Original], *, day_first: bool | None = None, press: bool = False
) -> Mapping[str, tuple[FacetValue, ...]]:
    """`extract_dates` of an article whose page is looked at already, `originals` too. `press` says that its publisher
    is a listed one: these change what they publish on the day, others years after."""
    facts = page.article.raw.facts
    orders = orders_of(page, day_first)
    every, first = _candidates(page, orders, {_key(original.name) for original in originals})
    dates = [found for found in every if press or found.trust != Trust.CHANGED] or list(inferred_dates(page))
    found = {
        "date": _value(dates, page),
        "original_date": _value(first, page) or _stated(originals, page, orders),
        "updated": _last_change(every),
    }
    if found["date"] and found["original_date"] and found["original_date"].value >= found["date"].value:
        found["original_date"] = None
    if found["date"] and found["updated"] and found["updated"].value <= found["date"].value:
        found["updated"] = None
    for name, fact in (("date", facts.date), ("original_date", facts.original_date)):
        if fact:
            found[name] = FacetValue(fact, (Evidence("owner", fact, "sources file"),), type=PRINTED)
    return {name: (value,) for name, value in found.items() if value is not None}


def _candidates(page: Page, orders: Orders, originals: set[str]) -> tuple[list[DateCandidate], list[DateCandidate]]:
    """The candidates for this copy's date and for the original's, which stand beside its publisher's name."""
    article = page.article
    url = article.raw.facts.url or _declared_url(article)
    every = [*declared_dates(article), *url_dates(url), *page_dates(page, orders=orders)]
    first = [found for found in every if found.credit and _key(found.credit) in originals]
    rest = [found for found in every if found not in first]
    if len({found.value for found in rest if found.trust == Trust.ABOVE_TITLE}) > 1:  # a list of other articles
        rest = [found for found in rest if found.trust != Trust.ABOVE_TITLE]
    return rest, first


def _declared_url(article: CleanArticle) -> str:
    return next((value for key, value in article.meta.declared if "canonical" in key or key.endswith("og:url")), "")


def _value(candidates: list[DateCandidate], page: Page) -> FacetValue | None:
    """The best candidate, made more exact by a less trusted one that agrees with it."""
    if not candidates:
        return None
    candidates = sorted(candidates, key=lambda found: (found.trust, found.order))
    best = _by_dateline(candidates, page) or candidates[0]
    if len(best.value) < 10:
        best = next((found for found in candidates if found.trust < Trust.UPDATED and _agrees(found, best)), best)
    if best.trust in CHANGES:
        first = best.evidence[0]
        evidence = (first._replace(rule=f"{first.rule}: published then or before"), *best.evidence[1:])
        return FacetValue(best.value, evidence, best.confidence, INFERRED)
    return FacetValue(best.value, best.evidence, best.confidence, INFERRED if best.trust == Trust.INFERRED else PRINTED)


def _by_dateline(candidates: list[DateCandidate], page: Page) -> DateCandidate | None:
    """The best of the candidates that go with the day without a year that heads the text (*BEIRUT, 2 Oct -*), where the
    best of all, a line without a label, is of another day: it belongs to another article. None otherwise."""
    above = page.lines[page.headline : page.first_running + 1]
    days = (yearless_day(line.text, page.article.language) for line in above)
    day = next(filter(None, days), None) if candidates[0].trust == Trust.HEADER else None
    if day is None or _goes_with(candidates[0], *day):
        return None
    return next((found for found in candidates if found.trust < Trust.UPDATED and _goes_with(found, *day)), None)


def _goes_with(found: DateCandidate, month: int, day: int) -> bool:
    """Whether a date is this day of its year, or is only a time zone away from it."""
    try:
        said = dt.date(int(found.value[:4]), month, day)
        return abs(dt.date.fromisoformat(found.value) - said) <= ZONES
    except ValueError:  # no such day, or a date that is less exact
        return False


def _last_change(candidates: list[DateCandidate]) -> FacetValue | None:
    """The latest day on which the page says that it was changed."""
    changes = [found for found in candidates if found.trust in CHANGES and len(found.value) == 10]
    last = max(changes, key=lambda found: found.value, default=None)
    return None if last is None else FacetValue(last.value, last.evidence, 0.9, PRINTED)


def _agrees(found: DateCandidate, best: DateCandidate) -> bool:
    """Whether a date is the best one, said more exactly."""
    return found.value in best.readings if best.readings else found.value.startswith(f"{best.value}-")


def _stated(originals: list[Original], page: Page, orders: Orders) -> FacetValue | None:
    """The date in a line that says where the text appeared first."""
    for original in originals:
        for found in find_dates(original.line.text, orders=orders, language=page.article.language):
            evidence = page.quote("date of the original", original.line, found.start, found.end)
            return FacetValue(found.value, (evidence,), 0.9, PRINTED)
    return None


def _key(name: str) -> str:
    return " ".join(re.findall(r"\w+", name.casefold()))
