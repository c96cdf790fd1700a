"""Whether 3/4/2017 is the third of April: who says so, and what the weekdays that an article names say.

Asked in this order: the owner, the publisher's habit, the other articles of the source, the other dates of the page,
its language. A reading that none of them settles is settled by the weekdays near the beginning of the text, if only
one of the two days can be the one on which these weekdays were news.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from typing import Final

from index.facets.calendar_words import DATA, weekday_number, weekday_pattern
from index.facets.date_patterns import DayOrder, FoundDate, Orders, written_orders
from index.facets.page_lines import LONG_LINE, Page
from search.names.tables import read_table

SIGNS: Final = ("-", "/", ".")

LEAD: Final = 700
"""Characters at the beginning of a body whose weekdays are asked."""
WEEKDAYS: Final = 4
"""So many of them, at most."""
SHORTEST_WEEKDAY: Final = 4
"""Letters: *Sun* and *Mar* are other words too often."""
NEWS: Final = (1.0, 0.7, 0.25)
"""How well a weekday goes with a text of the same day, of the day after, and of two days after."""
CLEARER: Final = 0.8
CLEARER_BY_HABIT: Final = 0.3
"""How much better one reading must go with the weekdays than the other; and the day-first one between hyphens, where
other readings are rare."""


def orders_of(page: Page, publisher: bool | None = None) -> Orders:
    """How the numeric dates of a page are to be read. `publisher` is what the publishers' table says of this one: day
    first or not."""
    facts = page.article.raw.facts
    if facts.day_first is not None:
        return _always(facts.day_first, "as the sources file says")
    if publisher is not None:
        return _always(publisher, "as this publisher writes its dates")
    by_language = page.article.language in _day_first_languages()
    found = _always(True, "as its language has it") if by_language else {}
    own = _of_page(page)
    found |= {sign: DayOrder(first, "as other dates of the page show") for sign, first in own.items()}
    of_source = page.article.raw.source_dates.items()
    return found | {sign: DayOrder(first, "as other articles of the source show") for sign, first in of_source}


def agreed(votes: Iterable[tuple[str, bool | None]]) -> dict[str, bool]:
    """What dates that can be read in one way only (`written_orders`) say of each sign, where they all agree."""
    said: dict[str, set[bool]] = {}
    for sign, first in votes:
        if first is not None:
            said.setdefault(sign, set()).add(first)
    return {sign: firsts.pop() for sign, firsts in said.items() if len(firsts) == 1}


def settled_by_weekdays(found: FoundDate, page: Page) -> FoundDate:
    """An ambiguous date in the reading that goes with the weekdays which the article's beginning names: news is of
    the same day or the day before. The same date where they do not tell.

    Between hyphens the day comes first nearly everywhere: there they can only confirm that, and need not be as clear.
    """
    named = _weekdays(page.article.body[:LEAD]) if len(found.readings) == 2 else []
    if not named:
        return found
    by_day, by_month = (_goes_with(reading, [number for number, _ in named]) for reading in found.readings)
    hyphens = found.sign == "-"
    if by_day - by_month >= (CLEARER_BY_HABIT if hyphens else CLEARER):
        best = found.readings[0]
    elif by_month - by_day >= CLEARER and not hyphens:
        best = found.readings[1]
    else:
        return found
    why = f"of its two readings only this goes with the weekdays in the text ({', '.join(word for _, word in named)})"
    return replace(found, value=best.isoformat(), readings=(), settled=why)


def _goes_with(day: dt.date, weekdays: list[int]) -> float:
    since = ((day.weekday() - weekday) % 7 for weekday in weekdays)
    return sum(NEWS[days] for days in since if days < len(NEWS)) / len(weekdays)


def _weekdays(text: str) -> list[tuple[int, str]]:
    """The first weekdays of a text, as numbers (Monday is 0) and words."""
    words = (match[1] for match in _weekday().finditer(text) if len(match[1]) >= SHORTEST_WEEKDAY)
    named = ((weekday_number(word), word) for word in words)
    return list(islice(((number, word) for number, word in named if number is not None), WEEKDAYS))


def _always(day_first: bool, why: str) -> dict[str, DayOrder]:
    return dict.fromkeys(SIGNS, DayOrder(day_first, why))


def _of_page(page: Page) -> dict[str, bool]:
    """What the unambiguous dates of the page's own short lines say."""
    if all(first is not None for _, first in written_orders(page.article.page_text)):
        return {}  # nothing is to be settled
    lines = (line for _, line in page.edges if line.words <= LONG_LINE and page.ours(line.start))
    return agreed(vote for line in lines for vote in written_orders(line.text))


@lru_cache(maxsize=1)
def _day_first_languages() -> frozenset[str]:
    rows = read_table(DATA / "day_first.tsv", ("language", "source"))
    return frozenset(row.required("language") for row in rows)


@lru_cache(maxsize=1)
def _weekday() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])({weekday_pattern()})(?!\w)", re.IGNORECASE)
