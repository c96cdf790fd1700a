"""The figures of an evaluation: their names, and how they are worked out from the articles' scores.

All are shares from 0 to 1. Words are means over the articles; values of facets are counted over all articles together.
"""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, get_args

from index.articles import Reason
from index.scores import Comparison, Counts

FIELDS: Final = ("date", "region", "actor", "publisher", "original_date", "original_publisher")
"""What can be labelled beside title and body."""

LOSING: Final = 0.1
"""An article that loses more than this share of its body is counted as losing."""

LEVELS: Final = "region_levels"
"""Regions with all levels above them, as the facet counts them."""

Dated = Literal["right", "coarser", "wrong", "missing"]

_MEASURES: Final = ("precision", "recall", "f1")
_DATES: Final = ("date", "original_date")
_ROWS: Final = (*FIELDS[:2], LEVELS, *FIELDS[2:])
_CEILINGS: Final = frozenset(
    ["losing", *(f"kept_{r}" for r in get_args(Reason)), *(f"{d}_{v}" for d in _DATES for v in get_args(Dated)[1:])]
)
NAMES: Final = (
    *_MEASURES,
    "losing",
    "title",
    *(f"{name}_{measure}" for name in _ROWS for measure in _MEASURES),
    *(f"{date}_{verdict}" for date in _DATES for verdict in get_args(Dated)),
    *(f"kept_{reason}" for reason in get_args(Reason)),
)
"""Every figure that can have a floor."""


@dataclass(frozen=True, slots=True)
class Judged:
    """The values of one field of one article: counts, and what was missed and wrong, sorted.

    `levels` is set for regions, `dated` for dates."""

    counts: Counts
    missed: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    levels: Counts | None = None
    dated: Dated | None = None


@dataclass(frozen=True, slots=True)
class Scored:
    """One article beside its label; None where nothing was labelled. `stayed` counts the words of labelled texts that
    should have gone by reason: `right` are those that stayed, `wanted` all."""

    path: str
    words: Comparison | None = None
    title: bool | None = None
    fields: Mapping[str, Judged] = field(default_factory=dict)
    stayed: Mapping[str, Counts] = field(default_factory=dict)


def is_ceiling(name: str) -> bool:
    """Whether less of this figure is better, so that its floor bounds it from above."""
    return name in _CEILINGS


def figures_of(scored: Sequence[Scored]) -> dict[str, float]:
    """All figures that these articles give, by name, in the order of `NAMES`."""
    found = dict([*_words(scored), *_titles(scored), *_values(scored), *_dates(scored), *_stayed(scored)])
    return {name: found[name] for name in NAMES if name in found}


def totals_of(scored: Sequence[Scored]) -> dict[str, Counts]:
    """The counts of each labelled field, and of `LEVELS`, over all articles."""
    totals: dict[str, Counts] = {}
    for article in scored:
        for name, judged in article.fields.items():
            totals[name] = totals.get(name, Counts()) + judged.counts
            if judged.levels is not None:
                totals[LEVELS] = totals.get(LEVELS, Counts()) + judged.levels
    return {name: totals[name] for name in _ROWS if name in totals}


def stayed_of(scored: Sequence[Scored]) -> dict[str, Counts]:
    """Words that should have gone, by reason, over all articles: the commonest reason first."""
    totals: dict[str, Counts] = {}
    for article in scored:
        for reason, counts in article.stayed.items():
            totals[reason] = totals.get(reason, Counts()) + counts
    return dict(sorted(totals.items(), key=lambda item: (-item[1].wanted, item[0])))


def dates_of(scored: Sequence[Scored], name: str = "date") -> Counter[Dated]:
    """How the dates of the articles that label them came out."""
    found = (article.fields[name].dated for article in scored if name in article.fields)
    return Counter(verdict for verdict in found if verdict is not None)


def loses(counts: Counts) -> bool:
    """Whether more than `LOSING` of the body is lost."""
    return counts.recall < 1 - LOSING


def date_verdict(wanted: str | None, found: str | None) -> Dated:
    """How a date stands to the labelled one. Coarser: true, but only the month or the year; a date that claims more
    than is labelled is wrong."""
    if wanted == found:
        return "right"
    if found is None:
        return "missing"
    return "coarser" if wanted is not None and wanted.startswith(f"{found}-") else "wrong"


def _words(scored: Iterable[Scored]) -> Iterator[tuple[str, float]]:
    counts = [article.words.counts for article in scored if article.words is not None]
    if counts:
        for measure in _MEASURES:
            yield measure, statistics.fmean(getattr(one, measure) for one in counts)
        yield "losing", statistics.fmean(loses(one) for one in counts)


def _titles(scored: Iterable[Scored]) -> Iterator[tuple[str, float]]:
    titles = [article.title for article in scored if article.title is not None]
    if titles:
        yield "title", statistics.fmean(titles)


def _values(scored: Sequence[Scored]) -> Iterator[tuple[str, float]]:
    for name, counts in totals_of(scored).items():
        for measure in _MEASURES:
            yield f"{name}_{measure}", getattr(counts, measure)


def _dates(scored: Sequence[Scored]) -> Iterator[tuple[str, float]]:
    for name in _DATES:
        verdicts = dates_of(scored, name)
        for verdict in get_args(Dated) if verdicts else ():
            yield f"{name}_{verdict}", verdicts[verdict] / verdicts.total()


def _stayed(scored: Sequence[Scored]) -> Iterator[tuple[str, float]]:
    for reason, counts in stayed_of(scored).items():
        if counts.wanted:
            yield f"kept_{reason}", counts.recall
