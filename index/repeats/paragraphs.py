"""What the survey takes down of an article: the keys of its paragraphs, its site, how it writes dates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Final, NamedTuple

from index.articles import RawArticle
from index.cleaning.blocks import MOST_PIECES, split_pieces
from index.cleaning.lines import plain_line
from index.cleaning.markdown import is_markdown
from index.cleaning.normal import normalize
from index.cleaning.repeated import paragraph_key
from index.repeats.dates import in_a_word, stamps

MOST: Final = 2_000
"""Paragraphs of an article that are counted; what follows is no article but a list or a thread."""


class Surveyed(NamedTuple):
    """`keys` of the paragraphs in page order, each once; `host` is the site of the page's own address, if it declares
    one; `dates` is what its stamps say of numeric dates (`index.repeats.dates`)."""

    keys: tuple[int, ...]
    host: str = ""
    dates: str = ""


def survey_article(raw: RawArticle) -> Surveyed:
    """Take down an article. It is parted as for cleaning (`index.cleaning`), but not judged."""
    if raw.kind == "html":
        return _survey_page(raw)
    return _take_down(text for _, _, text in text_paragraphs(raw))


def text_paragraphs(raw: RawArticle) -> Iterator[tuple[int, int, str]]:
    """The paragraphs of a text or Markdown article: where they begin and end in it, and their plain text."""
    markdown = raw.kind == "markdown" or is_markdown(raw.text)
    for piece in split_pieces(raw.text):
        yield piece.start, piece.end, plain_line(raw.text, piece.start, piece.end, markdown=markdown)[0]


def _survey_page(raw: RawArticle) -> Surveyed:
    from index.cleaning.html import LARGEST
    from index.cleaning.page import parse, visible_lines

    tree = parse(raw.text[:LARGEST])
    if tree is None:
        return Surveyed(())
    lines = islice(visible_lines(tree), MOST_PIECES)
    plain = (plain_line(line, 0, len(line), markdown=False)[0] for line in lines)
    return _take_down(plain)._replace(host=_declared_host(tree))


def _declared_host(tree: Any) -> str:
    from index.build import declared_url
    from index.cleaning.meta import read_meta
    from index.repeats.sources import host_of

    return host_of(declared_url(read_meta(tree)) or "")


def _take_down(texts: Iterable[str]) -> Surveyed:
    keys: dict[int, None] = {}
    votes: list[tuple[str, bool | None]] = []
    for text in texts:
        votes += stamps(text)
        key = paragraph_key(normalize(text))
        if key is not None:
            keys[key] = None
            if len(keys) == MOST:
                break
    return Surveyed(tuple(keys), dates=in_a_word(votes))
