"""`index-cli learn-boilerplate`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Final

from index.cleaning.repeated import Spread
from index.repeats.judging import LEAST_STORIES, SHARES
from index.repeats.learned import Fate, Paragraph, Source
from search.terminal import printable

_SHOWN: Final = 100
"""Characters of a wording on the terminal."""
_FATES: Final[dict[Fate, str]] = {
    "anyway": "removed anyway",
    "repeated": "removed as repeated",
    "kept": "kept as part of the article",
}


def as_json(sources: Iterable[Source]) -> str:
    """All of it, for machines."""
    return json.dumps([asdict(source) for source in sources], indent=2)


def as_lines(sources: Iterable[Source]) -> Iterator[str]:
    """All of it, fit for a terminal whatever the articles hold."""
    found = False
    for source in sources:
        found = True
        yield printable(f"{source.name}: {source.articles} articles")
        for paragraph in source.paragraphs:
            yield from _lines(paragraph, source.articles)
        yield ""
    if not found:
        share = f"{SHARES[Spread.MANY]:.0%}"
        yield f"nothing is repeated: that takes {LEAST_STORIES} articles of a source, and {share} of them"


def _lines(paragraph: Paragraph, total: int) -> Iterator[str]:
    why = f" ({paragraph.reason}, by {paragraph.rule})" if paragraph.fate == "anyway" else ""
    share = f"{paragraph.articles / total:.0%}"
    yield printable(f"  {paragraph.articles:6} {share:>4}  {_FATES[paragraph.fate]}{why}, as in {paragraph.example}")
    wording = paragraph.wording
    yield printable("               " + (wording if len(wording) <= _SHOWN else wording[: _SHOWN - 1] + "\u2026"))
