"""What a library for the main content of HTML pages keeps, as the share of each line that it does."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from typing import Any, Final

from lxml import etree  # type: ignore[import-untyped]

from index.cleaning.copies import Runs, shingles
from index.cleaning.lines import Line

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

_WITHOUT_TEXT: Final = ("link", "meta", "style")
"""Elements of which trafilatura keeps nothing, and which it would copy and search a dozen times."""


def main_text(tree: Any, *, thorough: bool) -> str:
    """What trafilatura takes for the main content; empty where it fails. The tree loses its elements without visible
    text; else it stays as it is, since trafilatura works on copies.

    When thorough, it compares its finding with those of two other extractors, which takes half as long again."""
    from trafilatura import extract

    etree.strip_elements(tree, *_WITHOUT_TEXT, with_tail=False)
    try:
        return extract(tree, include_comments=False, include_tables=True, fast=not thorough) or ""
    except Exception:  # a library's failure on hostile markup must not cost the article
        return ""


def runs_of(lines: Iterable[Line]) -> list[Runs]:
    """The runs of four words of each line."""
    return [shingles(line.text) for line in lines]


def shares_in(runs: Sequence[Runs], texts: Iterable[str]) -> list[float]:
    """How much of each line stands in the texts, 0 to 1, by its runs of four words."""
    known: Runs = set()
    for text in texts:
        for row in text.split("\n"):
            known |= shingles(row)
    return [len(own & known) / len(own) if own else 0.0 for own in runs]
