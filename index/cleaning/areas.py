"""What the class and id names of an element say about the area of the page that it holds (data/areas.tsv)."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from typing import Final, cast

from index.articles import Reason

_HUMPS: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_BREAKS: Final = re.compile(r"[_-]+")


@lru_cache(maxsize=1)
def _areas() -> tuple[tuple[tuple[Reason, re.Pattern[str]], ...], re.Pattern[str]]:
    table = files("index.cleaning").joinpath("data/areas.tsv").read_text("utf-8")
    found: dict[str, re.Pattern[str]] = {}
    for row in table.splitlines()[1:]:
        reason, names, _source = row.split("\t")
        found[reason] = re.compile(rf"(?:^|[ -])(?:{names})(?:$|[ -])")
    main = found.pop("main")
    return tuple((cast(Reason, reason), pattern) for reason, pattern in found.items()), main


@lru_cache(maxsize=20_000)
def find_area(names: str) -> tuple[Reason | None, bool]:
    """(why an element of these class and id names is no part of the text, or None; does it hold the text).

    articleBody, article__body and article-body are one name."""
    areas, main = _areas()
    names = _BREAKS.sub("-", _HUMPS.sub("-", names)).lower()
    area = next((reason for reason, pattern in areas if pattern.search(names)), None)
    return area, main.search(names) is not None
