"""What a page declares about itself: meta tags, JSON-LD, <time>, the canonical link, the title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from index.articles import PageMeta
from index.cleaning.linked import DEEPEST, read_script
from index.cleaning.normal import fold_words

MOST: Final = 200
"""Declarations kept of a page."""
LONGEST: Final = 2_000
"""Characters kept of one declaration."""
_LD_KEYS: Final = frozenset({
    "headline", "name", "datePublished", "dateModified", "dateCreated", "url", "@type", "inLanguage", "description",
    "isBasedOn", "alternativeHeadline",
})  # fmt: skip
_LD_NESTED: Final = frozenset({
    "@graph", "author", "publisher", "sourceOrganization", "isPartOf", "mainEntity", "mainEntityOfPage", "creator",
    "copyrightHolder",
})  # fmt: skip


_SITES: Final = ("meta og:site_name", "json-ld publisher name", "meta application-name")
_PARTING: Final = re.compile(r"\s+[-\u2013\u2014|:\u2022\u00b7\u00bb\u00ab/\u2039\u203a~]+\s+|\s*\|\s*")
_HEADLINE: Final = 3
"""Words of a part of a title that may be the headline, at least."""
_TITLES: Final = ("json-ld headline", "meta og:title", "h1", "meta twitter:title", "title")


def read_meta(tree: Any) -> PageMeta:
    """All declarations, in page order. Broken JSON-LD is passed over."""
    found: list[tuple[str, str]] = []
    for where, what in _declarations(tree):
        value = " ".join(what.split())[:LONGEST]
        if value:
            found.append((where, value))
        if len(found) >= MOST:
            break
    return PageMeta(tuple(found))


def declared_title(meta: PageMeta) -> str | None:
    """The headline: the <h1> that other declarations bear out, else the declaration that is most often one."""
    said: dict[str, str] = {}
    for key, value in meta.declared:
        said.setdefault(key, value)
    words = {word for key in _TITLES if key != "h1" and key in said for word in fold_words(said[key])}
    for key, value in meta.declared:
        own = set(fold_words(value)) if key == "h1" else set()
        if len(own) >= 2 and len(own & words) >= 0.6 * len(own):
            return value
    return next((said[key] for key in _TITLES if key in said), None)


def headlines(meta: PageMeta) -> list[str]:
    """What the headline could be, likeliest first: the declared one, the other declarations, and parts of them, since
    many a <title> has the site's name before or behind a sign that parts them."""
    declared = declared_title(meta)
    if declared is None:
        return []
    said = [value for wanted in _TITLES for key, value in meta.declared if key == wanted]
    sites = _sites(meta)
    parts = sorted((part for title in [declared, *said] for part in _PARTING.split(title)), key=len, reverse=True)
    named = [part for part in parts if len(fold_words(part)) >= _HEADLINE and _akin(part, declared)]
    return [title for title in dict.fromkeys([declared, *said, *named]) if _join(title) not in sites]


def _akin(one: str, other: str) -> bool:
    first, second = set(fold_words(one)), set(fold_words(other))
    return len(first & second) > 0.5 * min(len(first), len(second))


def _sites(meta: PageMeta) -> set[str]:
    return {_join(value) for key, value in meta.declared if key in _SITES}


def _join(text: str) -> str:
    return " ".join(fold_words(text))


def without_site(title: str, meta: PageMeta) -> str:
    """A declared headline without the name of the site at its beginning or end."""
    sites = _sites(meta)
    cuts = list(_PARTING.finditer(title))
    if cuts and _join(title[cuts[-1].end() :]) in sites:
        return title[: cuts[-1].start()]
    if cuts and _join(title[: cuts[0].start()]) in sites:
        return title[cuts[0].end() :]
    return title


def _declarations(tree: Any) -> Iterator[tuple[str, str]]:
    language = tree.get("lang") or tree.get("xml:lang")
    if language:
        yield "html lang", language
    for node in tree.iter("meta", "title", "link", "script", "time", "h1"):
        if node.tag == "meta":
            name = node.get("property") or node.get("name") or node.get("itemprop") or node.get("http-equiv")
            if name and node.get("content"):
                yield f"meta {name}", node.get("content")
        elif node.tag == "title" and node.getparent() is not None and node.getparent().tag in ("head", "html"):
            yield "title", node.text or ""
        elif node.tag == "h1":
            yield "h1", "".join(node.itertext())
        elif node.tag == "link":
            if (node.get("rel") or "").lower() == "canonical":
                yield "link canonical", node.get("href") or ""
        elif node.tag == "time":
            yield "time datetime" if node.get("datetime") else "time", node.get("datetime") or "".join(node.itertext())
        elif (node.get("type") or "").lower() == "application/ld+json":
            for data in read_script(node.text or ""):
                yield from _ld_values(data, "json-ld", 0)


def _ld_values(data: object, path: str, depth: int) -> Iterator[tuple[str, str]]:
    if depth > DEEPEST:
        return
    if isinstance(data, list):
        for entry in data[:50]:
            yield from _ld_values(entry, path, depth + 1)
    elif isinstance(data, dict):
        for key, value in data.items():
            if key in _LD_KEYS and isinstance(value, str):
                yield f"{path} {key}", value
            elif key in _LD_KEYS and isinstance(value, list):
                yield from ((f"{path} {key}", entry) for entry in value[:10] if isinstance(entry, str))
            elif key in _LD_NESTED and isinstance(value, str):
                yield f"{path} {key}", value
            elif key in _LD_NESTED:
                nested = path if key == "@graph" else f"{path} {key}"
                yield from _ld_values(value, nested, depth + 1)
    elif isinstance(data, str) and path != "json-ld":
        yield path, data
