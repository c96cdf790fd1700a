"""The JSON-LD of a page, and the text of the article that it may hold."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any, Final

LONGEST: Final = 500_000
"""Characters of a script; longer ones are passed over."""
DEEPEST: Final = 6
"""Levels of nesting that are looked into."""
WIDEST: Final = 50
"""Entries of a list that are looked at."""
_TAG: Final = re.compile(r"<[^<>]{0,300}>")


def linked_data(tree: Any) -> list[object]:
    """The JSON-LD of a page, in page order, as Python values. Broken scripts are passed over."""
    found: list[object] = []
    for node in tree.iter("script"):
        if (node.get("type") or "").lower() == "application/ld+json":
            found.extend(read_script(node.text or ""))
    return found


def read_script(text: str) -> Iterator[object]:
    """The value of one script of JSON-LD, if it can be read."""
    if len(text) > LONGEST:
        return
    try:
        yield json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return


def article_bodies(data: object, depth: int = 0) -> Iterator[str]:
    """Every `articleBody` in a value of JSON-LD, without markup. It may be cut off, or another text than the page's."""
    if depth > DEEPEST:
        return
    if isinstance(data, list):
        for entry in data[:WIDEST]:
            yield from article_bodies(entry, depth + 1)
    elif isinstance(data, dict):
        for key, value in data.items():
            if key == "articleBody" and isinstance(value, str):
                yield html.unescape(_TAG.sub(" ", value))
            elif isinstance(value, dict | list):
                yield from article_bodies(value, depth + 1)
