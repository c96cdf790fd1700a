"""Datelines give the date of a report; what it looks back on does not."""

from __future__ import annotations

import pytest

from index.articles import CleanArticle, Facts
from index.facets.date import extract_dates
from index.facets.dateline import yearless_day
from tests.pages import page, sentences

TITLE = "Army storms the town"


def date(article: CleanArticle) -> str | None:
    held = extract_dates(article).get("date")
    return held[0].value if held else None


@pytest.mark.parametrize(
    ("begin", "value"),
    [
        ("BEIRUT, 12 March 2018 (AFP) - ", "2018-03-12"),
        ("Kabul, May 31, 2017 (AFP) – ", "2017-05-31"),
        ("(Beirut, May 3, 2018) – ", "2018-05-03"),
        ("GENEVA (3 May 2018) – ", "2018-05-03"),
        ("Baghdad, Iraq, 3 May 2018 - ", "2018-05-03"),
        ("DEIR EZ-ZOR, Syria — March 3, 2019 — ", "2019-03-03"),
        ("Sana'a, 26 March 2018—", "2018-03-26"),
        ("The army held Aleppo from 3 May 2018 - ", None),
        ("Talks in Geneva, May 3, 2018 - ", None),
        ("Aleppo, 3 May 2018 - 5 June 2018. ", None),
        ("Aleppo, May 3, 2018 - June 5, 2018. ", None),
        ("Aleppo, 3 May 2018. ", None),
    ],
)
@pytest.mark.parametrize("length", [8, 30])
def test_datelines(begin: str, value: str | None, length: int) -> None:
    """In running text and in short lines alike."""
    text = begin + " ".join(["Soldiers", *["took a village in the hills"] * (length // 6)]) + ", a witness said."
    assert date(page("Army storms the town", text, sentences())) == value


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (TITLE, "On Friday, November 13, 2015, gunmen stormed the hall. Nine years later survivors wait for answers."),
        ("Ten years on", "It was Wednesday, 21 August 2013, when rockets fell on the town. Families hold a vigil."),
        (TITLE, "On Sunday, 3 May 2015, the bridge fell. The town marks the anniversary this week."),
    ],
)
def test_what_a_text_looks_back_on_is_not_its_date(title: str, text: str) -> None:
    assert date(page(title, text, sentences())) is None
    assert date(page("Gunmen storm hall", text.partition(". ")[0] + ".", sentences())) is not None


def test_a_sentence_may_begin_with_its_day_and_a_dash() -> None:
    text = "2018.03.12 -- The army took two villages in the hills and a bridge, a witness said."
    assert date(page(TITLE, text, sentences())) == "2018-03-12"
    assert date(page(TITLE, sentences(), text)) is None


@pytest.mark.parametrize(
    ("begin", "value"),
    [
        ("MOSCOW, 2 Oct — ", "2017-10-02"),
        ("MOSCOW, October 2. /TASS/. ", "2017-10-02"),
        ("MOSCOW, 5 Oct — ", "2017-09-24"),  # nothing else says so
        ("", "2017-09-24"),
    ],
)
def test_a_dateline_without_a_year_tells_which_day_is_of_another_article(begin: str, value: str) -> None:
    facts = Facts(url="https://harbour.example/20171002/1505985351.html")
    text = begin + sentences()
    article = page(TITLE, "24 September 2017, 13:27", text, facts=facts)
    assert date(article) == value


@pytest.mark.parametrize("text", ["Aleppo, 30 February - ", "Talks, 3 parties - ", "BEIRUT, 2 October 2017 - ", ""])
def test_what_is_no_day_without_a_year(text: str) -> None:
    assert yearless_day(text, "en") in (None, (2, 30))
