"""Dates as they are written, and what only looks like one: tables of questions and answers."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.facets.calendar_words import _forms, month_number, month_offsets, weekday_number
from index.facets.date_patterns import DayOrder, find_dates, iso_day, last_day, written_orders

ORDERS = {first: dict.fromkeys("-/.", DayOrder(first, "as somebody says")) for first in (True, False)}


def values(text: str, **known: object) -> list[str]:
    return [found.value for found in find_dates(text, **known)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        # day, month in words, year
        ("17 November 2017", "2017-11-17"),
        ("Wed 05 Apr 2017 at 0914", "2017-04-05"),
        ("Friday, 3rd May 2024", "2024-05-03"),
        ("the 3rd of May 2024", "2024-05-03"),
        ("12. MÄR 2025 18:03", "2025-03-12"),
        ("10 novembre 2017", "2017-11-10"),
        ("Le 1er mai 2016", "2016-05-01"),
        ("3 de mayo de 2017", "2017-05-03"),
        ("15 oct 2024 - 08:22", "2024-10-15"),
        ("28 d'abril de 2017", "2017-04-28"),
        ("4 Febbraio 2025 - 14:41", "2025-02-04"),
        ("5 ноября 2017", "2017-11-05"),
        ("23 листопада 2017 року", "2017-11-23"),
        ("18 KASIM 2017", "2017-11-18"),
        ("18 Kasım 2017", "2017-11-18"),
        ("18 نوفمبر 2017", "2017-11-18"),
        ("18 تشرين الثاني/نوفمبر 2017", "2017-11-18"),
        ("١٨ نوفمبر ٢٠١٧", "2017-11-18"),
        ("18 בנובמבר 2017", "2017-11-18"),
        ("torsdag 06. feb 2025 17:25", "2025-02-06"),
        ("23-Nov-2018", "2018-11-23"),
        # month in words first
        ("November 18, 2017", "2017-11-18"),
        ("November 10 2017 11:10 PM", "2017-11-10"),
        ("Sat Aug 31 2013", "2013-08-31"),
        ("Nov. 23, 2018: more", "2018-11-23"),
        ("Sept. 3rd, 2018", "2018-09-03"),
        # year first
        ("2017-11-18", "2017-11-18"),
        ("2017-11-18T23:50:00+02:00", "2017-11-18"),
        ("2025/01/31 11:30", "2025-01-31"),
        ("2024. május 3.", "2024-05-03"),
        ("2025年1月13日 21時37分", "2025-01-13"),
        ("2025년 1월 13일", "2025-01-13"),
        # numbers
        ("13-12-2014", "2014-12-13"),
        ("12/13/2014", "2014-12-13"),
        ("24. 1. 2025 12:38", "2025-01-24"),
        ("01.10.2017Get short URL", "2017-10-01"),
        ("5/5/2017", "2017-05-05"),
        ("ngày 22 tháng 10 năm 2025", "2025-10-22"),
        # coarser
        ("November 2017", "2017-11"),
        ("novembre 2017", "2017-11"),
    ],
)
def test_what_is_written_is_read(text: str, value: str) -> None:
    assert values(text) == [value]


@pytest.mark.parametrize(
    ("text", "day_first", "found"),
    [
        ("Veröffentlicht am 27.04.24 um 07:39 Uhr", True, ["2024-04-27"]),
        ("Do 25.04.24 | 14:07 Uhr", True, ["2024-04-25"]),
        ("04/05/24 - 2:07 PM", False, ["2024-04-05"]),
        ("04/05/24 - 2:07 PM", None, []),  # or the fifth of April, or the year 2004
        ("27.04.24 07:39", None, []),
        ("27.04.24 in Homs", True, []),
        ("27.04.99 um 07:39 Uhr", True, []),  # of days to come there is none
        ("version 1.27.04.24 07:39", True, []),
    ],
)
def test_years_of_two_digits_need_a_time_of_day_and_a_known_order(
    text: str, day_first: bool | None, found: list[str]
) -> None:
    assert values(text, orders={} if day_first is None else ORDERS[day_first]) == found


@pytest.mark.parametrize(
    "text",
    [
        "Over 100 Syrian, Russian Airstrikes Hit ISIS Targets",  # no year 100
        "May government forces advance",  # no first of May
        "May 2017 government forces",  # a month at most: checked below
        "Shahed-129 drones",
        "T-90 tanks and S-300 systems",
        "31 February 2017",
        "30 2 2017",
        "32.01.2017",
        "13/13/2017",
        "18/11/17",
        "12 May 1850",
        "1 January 2099",
        "2017",
        "in 2017",
        "resolution 2254 of 2015",
        "call 555-12-2017-1",
        "from 12.5.2017.4 to",
        "3.141.2017",
        "10,000 to 12,2017",
        "0/0/2017",
        "version 1.2.2017.3",
        "22-27. januar 2025",
        "a Friday 2017",
    ],
)
def test_what_is_no_day_is_left_alone(text: str) -> None:
    assert [value for value in values(text) if len(value) == 10] == []
    if not text.startswith("May 2017"):
        assert values(text) == []


@pytest.mark.parametrize(
    ("text", "day_first", "value"),
    [
        ("05/07/2016", None, "2016"),
        ("05/07/2016", True, "2016-07-05"),
        ("05/07/2016", False, "2016-05-07"),
        ("Tuesday 05/07/2016", None, "2016-07-05"),
        ("05/07/2016 (Saturday)", None, "2016-05-07"),
        ("Wednesday 05/07/2016", None, "2016"),  # fits neither
        ("05-07-2015", None, "2015"),
        ("05.07.2015", None, "2015-07-05"),
        ("05.07.2015", False, "2015-05-07"),
        ("13/07/2016", False, "2016-07-13"),  # a part above 12 decides against habit
    ],
)
def test_numeric_dates_are_settled_or_coarser(text: str, day_first: bool | None, value: str) -> None:
    assert values(text, orders=ORDERS.get(day_first, {})) == [value]


def test_an_ambiguous_date_keeps_both_readings() -> None:
    (found,) = find_dates("on 03/04/2017")
    assert found.readings == (dt.date(2017, 4, 3), dt.date(2017, 3, 4))
    (settled,) = find_dates("Monday 03/04/2017")
    assert settled.readings == () and settled.settled


@pytest.mark.parametrize(
    ("text", "orders"),
    [
        ("15-09-2013 and 09/15/2013", [("-", True), ("/", False)]),
        ("05-07-2015", [("-", None)]),
        ("Sunday 05/07/2015", [("/", True)]),
        ("Thursday 05/07/2015", [("/", False)]),
        ("5/5/2015, 15.09.2013, 2015-07-05, 31/31/2015, 1-2-3-2015, v1-2-2015", []),
    ],
)
def test_a_date_shows_how_its_source_writes(text: str, orders: list[tuple[str, bool | None]]) -> None:
    assert list(written_orders(text)) == orders


def test_a_weekday_that_is_another_makes_a_date_doubtful() -> None:
    assert find_dates("Monday, 18 November 2017")[0].doubtful
    assert not find_dates("Saturday, 18 November 2017")[0].doubtful


def test_months_that_differ_between_languages_need_the_language() -> None:
    assert values("23 listopada 2017") == ["2017"]
    assert values("23 listopada 2017", language="pl") == ["2017-11-23"]
    assert values("23 listopada 2017", language="hr") == ["2017-10-23"]


def test_several_dates_do_not_overlap() -> None:
    text = "2016 May 18, 2017 | 18.05.2017 (updated 19.05.2017)"
    assert values(text) == ["2017-05-18", "2017-05-18", "2017-05-19"]


def test_tomorrow_is_possible_and_the_day_after_is_not() -> None:
    tomorrow = last_day()
    assert values(tomorrow.isoformat()) == [tomorrow.isoformat()]
    assert values((tomorrow + dt.timedelta(days=1)).isoformat()) == []


def test_words_of_calendars() -> None:
    assert [month_number(word) for word in ("Sept.", "KASIM", "آب", "мая", "nonsense")] == [9, 11, 8, 5, None]
    assert [weekday_number(word) for word in ("Mon", "Sonntag", "الجمعة", "yesterday")] == [0, 6, 4, None]


@given(st.dates(dt.date(1900, 1, 1), dt.date(2020, 1, 1)))
def test_every_day_is_read_back_in_every_shape(day: dt.date) -> None:
    for text in (day.isoformat(), f"{day:%d %B %Y}", f"{day:%B} {day.day}, {day.year}", f"{day:%a %d %b %Y}"):
        assert values(f"Published: {text}, 10:00") == [day.isoformat()]
    assert values(f"{day:%d.%m.%Y}", orders=ORDERS[True]) == [day.isoformat()]
    assert values(f"{day:%m/%d/%Y}", orders=ORDERS[False]) == [day.isoformat()]


@given(st.text(alphabet=st.sampled_from("0123456789-/. ,:MayJunNovth年月日\n\u0661\u0662\u00b2é\ud800"), max_size=60))
def test_nothing_makes_it_fail_or_leave_the_possible(text: str) -> None:
    at = 0
    for found in find_dates(text):
        assert at <= found.start < found.end <= len(text)
        at = found.end
        assert 1900 <= int(found.value[:4]) <= last_day().year
        if len(found.value) == 10:
            assert dt.date.fromisoformat(found.value) <= last_day()


def test_impossible_parts() -> None:
    assert iso_day(2017, 13, 1) is None
    assert iso_day(1899, 12, 31) is None
    assert iso_day(2016, 2, 29) == dt.date(2016, 2, 29)


@pytest.mark.parametrize(
    "month", sorted({form for form, _, _ in _forms("months.tsv", "month")}, key=lambda form: (len(form), form))[-8:]
)
def test_dates_are_found_wherever_they_stand(month: str) -> None:
    far = "words of no date, 4000 of them " * 20
    written = f"18 {month} / {month} , of 2017"
    text = f"{far}{written}{far}{written}, {written}{far}"
    assert [text[found.start : found.end] for found in find_dates(text)] == [written] * 3


def test_every_form_of_a_month_is_taken_for_one() -> None:
    forms = {form for form, _, _ in _forms("months.tsv", "month")}
    assert not [form for form in forms if month_offsets(f"18{form.upper()}, 2017", 0, 40)[:1] != [2]]
    assert month_offsets("18 \u05d1\u05e0\u05d5\u05d1\u05de\u05d1\u05e8 2017", 0, 20) == [3]
    assert not month_offsets("18 militants of 2017, mayors and decent people", 0, 60)
