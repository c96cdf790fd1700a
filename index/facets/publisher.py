"""Who published this copy of an article, and who published it first. *Unknown* is an answer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import reduce
from typing import Final

from index.articles import CleanArticle
from index.facets.agency import agencies_of
from index.facets.page_lines import Page
from index.facets.publisher_page import Hint, exact_publisher, proper_part, publisher_hints, unlisted_name
from index.facets.republication import Original, original_sources
from index.facets.sites import host_of, publisher_at, site_of
from search.documents import Evidence, FacetValue
from search.names import Name, Names

ENOUGH: Final = 0.6
"""How sure all signs in the text together must be."""
OWN_PAGE: Final = 0.9
"""The weight of what only a publisher's own page says, and no copy of its text."""
LEAD: Final = 0.15
"""How much surer than the next best."""

_SITE_NAMES: Final = ("meta og:site_name", "json-ld publisher name", "json-ld publisher", "meta application-name",
                      "meta dc.publisher", "meta publisher", "meta article:publisher_name")  # fmt: skip
_ADDRESSES: Final = ("meta og:url", "link canonical", "json-ld url", "json-ld mainEntityOfPage")
_ORIGINALS: Final = ("json-ld isBasedOn", "meta original-source", "meta syndication-source", "link canonical")


def extract_publishers(article: CleanArticle, names: Names) -> Mapping[str, tuple[FacetValue, ...]]:
    """The values of "publisher", "original_publisher" and "agency": canonical names with domains; absent if unknown."""
    page = Page(article)
    return publishers_of(page, names, original_sources(page))


def publishers_of(page: Page, names: Names, originals: list[Original]) -> Mapping[str, tuple[FacetValue, ...]]:
    """`extract_publishers` of an article whose page is looked at already, `originals` too."""
    article = page.article
    agencies = agencies_of(page, names)
    first = _original(page, originals, names)
    publisher = _from_owner(article, names) or _from_address(article, names) or _site_name(article, names)
    if publisher is None:
        known = {value.value for value in (*_proper(agencies), *([first] if first else []))}
        publisher = _from_text(page, names, originals, known) or _unlisted(page)
    if first is None and publisher is not None:
        first = _declared_original(article, names)
    found = {"publisher": publisher, "original_publisher": first}
    if first is not None and publisher is not None and first.value == publisher.value:
        del found["original_publisher"]
    if article.raw.facts.original_publisher:
        found["original_publisher"] = _by_name(article.raw.facts.original_publisher, names, "owner", "sources file")
    held = {name: (value,) for name, value in found.items() if value is not None}
    others = agencies if publisher is not None else _proper(agencies)
    written = tuple(value for value in others if publisher is None or value.value != publisher.value)
    return {**held, "agency": written} if written else held


def _proper(agencies: tuple[FacetValue, ...]) -> tuple[FacetValue, ...]:
    """Those that are nothing but agencies: of others who file reports this may be their own page."""
    return tuple(value for value in agencies if value.type == "agency")


def _from_owner(article: CleanArticle, names: Names) -> FacetValue | None:
    named = article.raw.facts.publisher
    if not named:
        return None
    value = _by_name(named, names, "owner", "sources file")
    host = host_of(article.raw.facts.url or "")
    return value if value.domain or not host else FacetValue(value.value, value.evidence, domain=site_of(host) or None)


def _by_name(named: str, names: Names, rule: str, place: str, confidence: float = 1.0) -> FacetValue:
    known = exact_publisher(named, names)
    evidence = Evidence(rule, named, place)  # type: ignore[arg-type]
    if known is None:
        return FacetValue(" ".join(named.split()), (evidence,), confidence)
    return FacetValue(known.canonical, (evidence,), confidence, known.type, known.domain)


def _from_address(article: CleanArticle, names: Names) -> FacetValue | None:
    """By the address the owner gave, or the one the page declares as its own."""
    given = article.raw.facts.url
    declared = [(key, value) for wanted in _ADDRESSES for key, value in article.meta.declared if key == wanted]
    for rule, url in [("address", given), *declared]:
        host = host_of(url or "")
        known = publisher_at(host, names) if host else None
        if not url or not host or (known is None and not site_of(host)):
            continue
        evidence = Evidence(rule, url[:200], "sources file" if url is given else "page")
        if known is not None:
            return FacetValue(known.canonical, (evidence,), 1.0, known.type, known.domain)
        named = _site_name(article, names)
        if named is not None:
            return FacetValue(named.value, (evidence, *named.evidence), 0.9, named.type, named.domain or site_of(host))
        return FacetValue(site_of(host), (evidence,), 0.9, None, site_of(host))
    return None


def _site_name(article: CleanArticle, names: Names) -> FacetValue | None:
    """The name by which the markup calls its site."""
    for wanted in _SITE_NAMES:
        for key, value in article.meta.declared:
            if key.lower() == wanted.lower() and 1 < len(value) <= 80 and not value.startswith(("http", "@")):
                named = value if exact_publisher(value, names) else proper_part(value)
                if named:
                    return _by_name(named, names, key, "page", 0.95)
    return None


def _unlisted(page: Page) -> FacetValue | None:
    found = unlisted_name(page)
    return None if found is None else FacetValue(found[0], found[2], 0.75, domain=found[1] or None)


def _from_text(page: Page, names: Names, originals: list[Original], others: Collection[str]) -> FacetValue | None:
    """By all signs of the text together. Signs of `others`, the original's publisher and agencies, came along with
    their text, but for phrases that stand on their own pages alone."""
    hints: dict[str, list[Hint]] = {}
    for hint in publisher_hints(page, names, originals):
        if hint.publisher.canonical not in others or hint.weight >= OWN_PAGE:
            hints.setdefault(hint.publisher.id, []).append(hint)
    ranked = sorted(((_together(found), id) for id, found in hints.items()), reverse=True)
    if not ranked or ranked[0][0] < ENOUGH or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < LEAD):
        return None
    best = hints[ranked[0][1]]
    known = best[0].publisher
    evidence = tuple(dict.fromkeys(hint.evidence for hint in sorted(best, key=lambda hint: -hint.weight)))[:5]
    return FacetValue(known.canonical, evidence, round(ranked[0][0], 3), known.type, known.domain)


def _together(hints: Iterable[Hint]) -> float:
    """How sure independent signs are together; the same words count once."""
    best: dict[str, float] = {}
    for hint in hints:
        best[hint.evidence.text] = max(hint.weight, best.get(hint.evidence.text, 0.0))
    return 1 - reduce(lambda doubt, weight: doubt * (1 - weight), best.values(), 1.0)


def _original(page: Page, originals: list[Original], names: Names) -> FacetValue | None:
    """The publisher that the page credits with the original."""
    for original in originals:
        known = exact_publisher(original.name, names) or _named_first(original.name, names)
        evidence = (page.quote("credits the original", original.line, 0, min(160, len(original.line.text))),)
        if known is not None:
            return FacetValue(known.canonical, evidence, 0.97, known.type, known.domain)
        host = host_of(original.name)
        return FacetValue(original.name, evidence, 0.8, None, site_of(host) or None if host else None)
    return None


def _declared_original(article: CleanArticle, names: Names) -> FacetValue | None:
    """The known publisher to whose site the markup leads back: a canonical link may cross from copy to original."""
    for key, value in article.meta.declared:
        known = publisher_at(host_of(value), names) if key in _ORIGINALS else None
        if known is not None:
            return FacetValue(known.canonical, (Evidence(key, value[:200], "page"),), 0.8, known.type, known.domain)
    return None


def _named_first(text: str, names: Names) -> Name | None:
    matches = [name for match in names.find(text) if match.start == 0 for name in match.names]
    return next((name for name in matches if name.field == "publisher"), None)
