"""Drafts of labels: what Dragoman makes of an article now, as an entry to be corrected by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from index.articles import CleanArticle
from index.evaluate import Values, held_values, plain
from index.labels import SINGLE
from search.terminal import printable

_LISTS: Final = ("region", "actor")
_QUOTES: Final = re.compile(r'"(?="|\Z)')
"""Quotes that could be taken for the end of a text."""


def draft(path: str, article: CleanArticle, values: Values) -> Iterator[str]:
    """The lines of an `[[article]]` entry. Evaluated as it is, it agrees with what Dragoman does. Fit for a terminal:
    what is no plain character is written as an escape, halves of surrogate pairs as U+FFFD."""
    yield "[[article]]"
    yield f"path = {_quoted(path)}"
    yield f"title = {_quoted(plain(article.title))}"
    for name in SINGLE:
        held = held_values(values, name)
        if held or not name.startswith("original_"):
            yield f"{name} = {_quoted(held[0] if held else '')}"
    for name in _LISTS:
        yield f"{name} = [{', '.join(map(_quoted, held_values(values, name)))}]"
    yield f"body = {_text(article.body)}"
    removed = _removed(article)
    if removed:
        yield ""
        yield "[article.removed]"
        for reason, text in removed.items():
            yield f"{reason} = {_text(text)}"


def _removed(article: CleanArticle) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for block in article.blocks:
        if block.role == "removed":
            found.setdefault(block.reason or "other", []).append(article.page_text[block.start : block.end])
    return {reason: "\n".join(texts) for reason, texts in found.items()}


def _quoted(text: str) -> str:
    return '"' + "".join('\\"' if sign == '"' else _escaped(sign) for sign in text) + '"'


def _text(text: str) -> str:
    if not text:
        return '""'
    escaped = "".join(sign if sign in '\n\t"' else _escaped(sign) for sign in text)
    return '"""\n' + _QUOTES.sub(r'\\"', escaped) + '"""'


def _escaped(sign: str) -> str:
    if sign == "\\":
        return "\\\\"
    if printable(sign) == sign:
        return sign
    code = ord(sign)
    if 0xD800 <= code <= 0xDFFF:
        return "\ufffd"
    return f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"
