"""Which of the dates at the head of a page is the article's."""

from __future__ import annotations

import pytest

from index.articles import CleanArticle
from index.facets.date import extract_dates
from tests.pages import page, sentences

TITLE = "Army storms the town"


def date(article: CleanArticle) -> str | None:
    held = extract_dates(article).get("date")
    return held[0].value if held else None


def test_the_headline_may_stand_behind_a_colon_of_the_pages_title() -> None:
    menu = tuple(f"Section {letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    lines = ("In the north: Army storms the town | The Paper", "4 May 2016", *menu, TITLE, "3 May 2016", sentences())
    article = page(*lines, title=0, removed=dict.fromkeys(range(1, 30), "navigation"))
    assert date(article) == "2016-05-03"


def test_a_byline_that_looks_like_a_caption_gives_its_date() -> None:
    lines = (TITLE, "By Jane Doe on May 3, 2016 | Comments", sentences())
    assert date(page(*lines, removed={1: "caption"})) == "2016-05-03"
    assert date(page(TITLE, "Jane Doe, May 3, 2016", sentences(), removed={1: "caption"})) is None
    assert date(page(TITLE, "by Jane Doe", "on May 3, 2016", sentences(), removed={2: "metadata"})) == "2016-05-03"


def test_several_days_above_the_title_are_those_of_other_articles() -> None:
    lines = ("4 May 2016", "Something else", "3 May 2016", TITLE, sentences())
    removed = dict.fromkeys(range(3), "navigation")
    assert date(page(*lines, title=3, removed=removed)) is None
    assert date(page(*lines[2:], title=1, removed={0: "navigation"})) == "2016-05-03"


@pytest.mark.parametrize("lines", [("Last updated: 4 May 2016, 10:15",), ("Updated", "4 May 2016", "-", "10:15")])
def test_a_date_of_change_is_the_last_resort_and_says_so(lines: tuple[str, ...]) -> None:
    article = page(TITLE, *lines, sentences(), removed=dict.fromkeys(range(1, len(lines) + 1), "metadata"))
    (value,) = extract_dates(article)["date"]
    assert value.value == "2016-05-04"
    assert value.confidence < 0.7
    assert "change" in value.evidence[0].rule


def test_a_day_of_change_without_its_time_may_be_years_late() -> None:
    found = extract_dates(page(TITLE, "Last updated: 4 May 2016", sentences(), removed={1: "metadata"}))
    assert "date" not in found
    assert found["updated"][0].value == "2016-05-04"
