"""Whether 3/4/2017 is the third of April: who is asked, in which order, and what the evidence says of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.articles import CleanArticle, Facts
from index.facets.date import extract_dates
from index.repeats.dates import in_a_word, judge_dates, open_dates, pack, stamps, unpack
from search.documents import FacetValue
from tests.pages import page, sentences

TITLE = "Army storms the town"


def date(article: CleanArticle, *, day_first: bool | None = None) -> FacetValue:
    return extract_dates(article, day_first=day_first)["date"][0]


def source(article: CleanArticle, **said: bool) -> CleanArticle:
    signs = {"hyphen": "-", "slash": "/"}
    return replace(article, raw=replace(article.raw, source_dates={signs[name]: first for name, first in said.items()}))


@pytest.mark.parametrize(
    ("article", "value", "why"),
    [
        (page(TITLE, "05/07/2016", sentences()), "2016", "2016-07-05 or 2016-05-07"),
        (page(TITLE, "05/07/2016", sentences(), facts=Facts(day_first=False)), "2016-05-07", "sources file"),
        (source(page(TITLE, "05/07/2016", sentences()), slash=False), "2016-05-07", "other articles of the source"),
        (source(page(TITLE, "05/07/2016", sentences()), hyphen=False), "2016", "not known"),
        (page(TITLE, "05/07/2016, updated 14/07/2016", sentences()), "2016-07-05", "other dates of the page"),
        (page(TITLE, "05/07/2016", sentences(), "14-07-2016"), "2016", "not known"),
        (page(TITLE, "05/07/2016", sentences(), "07/14/2016", removed={3: "comment"}), "2016", "not known"),
        (page(TITLE, "05/07/2016", sentences(), language="fr"), "2016-07-05", "as its language has it"),
        (page(TITLE, "05/07/2016", sentences(), language="es"), "2016", "not known"),
        (
            source(page(TITLE, "05/07/2016 14/07/2016", sentences(), language="fr"), slash=False),
            "2016-05-07",
            "other articles of the source",
        ),
    ],
)  # fmt: skip
def test_who_settles_a_numeric_date(article: CleanArticle, value: str, why: str) -> None:
    found = date(article)
    assert found.value == value and why in found.evidence[0].rule
    if "source" not in why:
        assert date(article, day_first=True).value == ("2016-05-07" if "file" in why else "2016-07-05")


def test_another_date_makes_an_ambiguous_one_exact_only_if_it_is_one_of_its_readings() -> None:
    end = "(Jane Doe, {}.2016)"
    assert date(page(TITLE, "05/07/2016", sentences(), sentences(9) + end.format("5.7"))).value == "2016-07-05"
    assert date(page(TITLE, "05/07/2016", sentences(), sentences(9) + end.format("14.7"))).value == "2016"


@pytest.mark.parametrize(
    ("stamp", "text", "value"),
    [
        ("05-07-2015", "Shells fell on Sunday, a monitor said.", "2015-07-05"),  # of the same day
        ("05-07-2015", "Shells fell on Saturday, a monitor said.", "2015-07-05"),  # of the day before
        ("05-07-2015", "Shells fell on Thursday, a monitor said.", "2015"),  # 7 May was one, which hyphens do not say
        ("05/07/2015", "Shells fell on Thursday, a monitor said.", "2015-05-07"),
        ("05/07/2015", "Shells fell on Sunday, a monitor said.", "2015-07-05"),
        ("05/07/2015", "Shells fell on Saturday, a monitor said.", "2015"),  # not clear enough between bars
        ("05/07/2015", "Shells fell, a monitor said.", "2015"),
        ("01-11-2014", "Shells fell on Saturday, a monitor said.", "2014"),  # both were
    ],
)
def test_the_weekdays_of_the_text_settle_a_date_if_they_are_clear(stamp: str, text: str, value: str) -> None:
    found = date(page(TITLE, stamp, text, sentences()))
    assert found.value == value
    assert ("weekdays in the text" in found.evidence[0].rule) == (len(value) == 10)


def test_how_a_source_writes() -> None:
    said = [in_a_word(stamps(line)) for line in ("25-03-2015", "2-3-2015 25/03/2015", "03/25/2015 3/4/2015 25/3/2015")]
    assert said == ["-d", "-? /d", "/b?"]
    assert judge_dates([("-d", 2)]) == {}
    assert judge_dates([("-d /m", 2), ("-d?", 1), ("-?", 40), ("/m", 30), ("/d", 1)]) == {"-": True, "/": False}
    assert judge_dates([("/d", 10), ("/m", 1)]) == {}
    assert open_dates("-d? /?", {"-": True}) == {"-": True} and open_dates("-d", {"-": True}) == {}
    assert unpack(pack({"/": False, "-": True})) == {"-": True, "/": False}


def test_dates_in_running_text_are_no_stamps() -> None:
    assert list(stamps("The truce of 25-03-2015 " + sentences(20))) == [("-", True)]
    assert list(stamps(f"{sentences(20)} It began on 25-03-2015.")) == []
