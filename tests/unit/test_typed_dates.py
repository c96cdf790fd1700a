"""Dates as people type them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.dates import Span, read_date, read_span

TODAY = dt.date(2018, 3, 14)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("2017", "2017"),
        ("2017-11", "2017-11"),
        ("2017/1/8", "2017-01-08"),
        ("November 2018", "2018-11"),
        (" nov. 2018 ", "2018-11"),
        ("Sept 2017", "2017-09"),
        ("May, 2017", "2017-05"),
        ("18 November 2017", "2017-11-18"),
        ("NOVEMBER 18, 2017", "2017-11-18"),
        ("1st of Dec 2017", "2017-12-01"),
        ("ju 2017", None),
        ("juli 2017", None),
        ("31 November 2017", None),
        ("0 May 2017", None),
        ("1 May 2 2017", None),
        ("18 November", None),
        ("2017-13", None),
        ("2017..", None),
        ("", None),
    ],
)
def test_dates(typed: str, read: str | None) -> None:
    assert read_date(typed) == read


def test_words_for_dates_in_ranges() -> None:
    spoken = Span(dt.date(2017, 9, 15), dt.date(2017, 11, 30))
    assert read_span("15 Sept 2017..november 2017", TODAY) == spoken
    assert read_span("november 2017", TODAY) == Span(dt.date(2017, 11, 1), dt.date(2017, 11, 30))
    assert read_span("november 2017..15 sept 2017", TODAY) is None


@given(st.dates(dt.date(1000, 1, 1)), st.sampled_from(["%d %B %Y", "%B %d, %Y", "%b %d %Y", "%d. %b. %Y"]))
def test_every_day_can_be_said(day: dt.date, form: str) -> None:
    assert read_date(day.strftime(form)) == (None if form.startswith("%d.") else day.isoformat())
