"""From a raw article to the document that the index holds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, Literal, NamedTuple
from urllib.parse import urlsplit

from index.articles import CleanArticle, PageMeta, RawArticle
from index.changes import article_id, digest, fingerprint
from index.suspicion import Suspicion, suspect
from search.documents import Document, RemovedBlock

if TYPE_CHECKING:
    from index.cleaning.repeated import Repeated
    from index.cleaning.rules import Rules
    from search.names import Names

_ADDRESSES: Final = ("link canonical", "meta og:url")
"""Where a page declares its own address, the surest first."""


class Built(NamedTuple):
    """What the index holds of an article, and what a person should look at in it."""

    document: Document
    suspicion: Suspicion | None = None


def build_document(
    raw: RawArticle, names: Names, *, rules: Rules | None = None, repeated: Repeated | None = None
) -> Built:
    """Clean an article, find its facets, and put all that the index holds together. `rules` are those of cleaning, when
    the owner laid some over the shipped ones.

    The parts that parse HTML are loaded at the first call. Any exception means that this article cannot be
    indexed; the caller makes it a `Skipped`.
    """
    from index.cleaning import clean

    article = clean(raw, rules=rules, repeated=repeated or {})
    return Built(document_of(article, names), suspect(article))


def stage_of(error: BaseException) -> Literal["clean", "facets"]:
    """Where `build_document` was when it raised this."""
    from index.facets import FacetError

    return "facets" if isinstance(error, FacetError) else "clean"


def document_of(article: CleanArticle, names: Names) -> Document:
    """The document of a cleaned article. Its digest speaks of the shipped rules: a run gives it another if need be."""
    from index.facets import extract_facets

    raw = article.raw
    url = article_url(article)
    return Document(
        id=article_id(url, raw.path),
        title=article.title,
        body=article.body,
        path=raw.path,
        digest=digest(raw.content, raw.facts, fingerprint()),
        content=raw.content,
        url=url,
        language=raw.facts.language or article.language,
        values=extract_facets(article, names),
        removed=tuple(removed_blocks(article)),
    )


def article_url(article: CleanArticle) -> str | None:
    """The article's address: the owner's word, else what the page declares as its own."""
    return declared_url(article.meta) if article.raw.facts.url is None else article.raw.facts.url


def declared_url(meta: PageMeta) -> str | None:
    """What a page declares as its own address."""
    declared = dict(reversed(meta.declared))  # the first of each wins
    return next((declared[place] for place in _ADDRESSES if _is_page(declared.get(place))), None)


def _is_page(url: str | None) -> bool:
    """Whether this is the whole address of a page below a site's front: templates often declare the front."""
    try:
        parts = urlsplit(url or "")
        return parts.scheme in ("http", "https") and bool(parts.hostname) and bool(parts.path.strip("/") or parts.query)
    except ValueError:
        return False


def removed_blocks(article: CleanArticle) -> Iterator[RemovedBlock]:
    """The removed blocks in page order, with the offset in the body that each stood at."""
    spans = iter(article.spans)
    span = next(spans, None)
    after = 0
    for block in article.blocks:
        while span is not None and span.page < block.start:
            after = span.body + span.length
            span = next(spans, None)
        if block.role == "removed":
            text = article.page_text[block.start : block.end]
            yield RemovedBlock(block.reason or "other", text, block.rule, after)
