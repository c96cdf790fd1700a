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
        found[reason] = re.compile(rf"(?:^|-)(?:{names})(?:$|-)")
    main = found.pop("main")
    return tuple((cast(Reason, reason), pattern) for reason, pattern in found.items()), main


@lru_cache(maxsize=20_000)
def find_area(names: str) -> tuple[Reason | None, bool]:
    """(why an element of these class and id names is no part of the text, or None; does it hold the text).

    articleBody, article__body and article-body are one name."""
    found = [_look_up(name) for name in names.split()]
    areas, _main = _areas()
    rank = min((rank for rank, _ in found), default=len(areas))
    return areas[rank][0] if rank < len(areas) else None, any(main for _, main in found)


@lru_cache(maxsize=50_000)
def _look_up(name: str) -> tuple[int, bool]:
    """Of a single name: the number of its area, past the last where it has none; does it hold the text."""
    areas, main = _areas()
    name = _BREAKS.sub("-", _HUMPS.sub("-", name)).lower()
    rank = next((n for n, (_, pattern) in enumerate(areas) if pattern.search(name)), len(areas))
    return rank, main.search(name) is not None
