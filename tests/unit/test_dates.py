"""When an article was published: which date of a page counts, what is refused, and how sure it is."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.articles import CleanArticle, Facts, RawArticle
from index.cleaning import clean
from index.facets.date import extract_dates
from index.facets.date_declared import declared_day, url_dates
from index.facets.date_patterns import last_day
from search.documents import Evidence, date_span
from tests.pages import page, sentences

TITLE = "Army storms the town"


def date(article: CleanArticle, **known: bool) -> str | None:
    held = extract_dates(article, **known).get("date")
    return held[0].value if held else None


def evidence(article: CleanArticle, name: str = "date") -> Evidence:
    return extract_dates(article)[name][0].evidence[0]


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("Global Research, November 18, 2017", "2017-11-18"),
        ("November 10 2017 11:10 PM", "2017-11-10"),
        ("By Jane Doe | November 18, 2017 | Updated 3:33 PM", "2017-11-18"),
        ("By Jane Doe on November 18, 2017", "2017-11-18"),
        ("Posted by Jane Doe on November 18, 2017", "2017-11-18"),
        ("Published: 18/11/2017", "2017-11-18"),
        ("Published 05/07/2016 by Jane", "2016"),
        ("Posted on April 19, 2017 by Jane Doe", "2017-04-19"),
        ("Date of publication: 11 August 2016", "2016-08-11"),
        ("Publié le 18 novembre 2017 à 10h05", "2017-11-18"),
        ("Stand: 08.07.2026 05:00 Uhr", "2026-07-08"),
        ("Veröffentlicht am 3. Mai 2024 um 17:47 Uhr", "2024-05-03"),
        ("12 Mart 2016 Cumartesi", "2016-03-12"),
        ("Опубликовано: 12 марта 2016", "2016-03-12"),
        ("تاريخ النشر: 18 نوفمبر 2017", "2017-11-18"),
        ("Bruselas - 15 oct 2024 - 08:22 CEST", "2024-10-15"),
        ("Friday 22 November 2024 08:49 GMT", "2024-11-22"),
        ("November 2017", "2017-11"),
        # of something else
        ("since 12 May 2016", None),
        ("Killed on 12 May 2016 in Aleppo", None),
        ("Photo taken 3 May 2016", None),
        ("Today 3 May 2016", None),
        ("Photo: Jane Doe | 3 May 2016", None),
        ("Originally published on 12 May 2016", None),
        ("Registriert: 18.09.2008, 05:56", None),
        ("Soldiers march through the Old Town 12 May 2016", None),
        ("The siege of the town that began when the second army arrived there, 3 May 2016, and then", None),
        ("3 May", None),
    ],
)
def test_header_lines(line: str, value: str | None) -> None:
    assert date(page(TITLE, line, sentences(), removed={1: "metadata"})) == value


@pytest.mark.parametrize(
    ("title", "value"),
    [
        ("Syrian War Report – Nov. 23, 2018: Forces clashing", "2018-11-23"),
        ("Forces clashing (18 November 2017)", "2017-11-18"),
        ("Daily brief | 18 November 2017", "2017-11-18"),
        ("18 November 2017: forces clash", "2017-11-18"),
        ("What happened on 21 August 2013 in Ghouta", None),
        ("Ghouta since 21 August 2013: a timeline", None),
        ("Over 100 Syrian, Russian Airstrikes Hit ISIS Targets", None),
        ("Olympics Paris 2024", None),
        ("Audio: Radio North | 24.04.2024 | Jane Doe", None),
    ],
)
def test_titles(title: str, value: str | None) -> None:
    assert date(page(title, sentences())) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Wed 05 Apr 2017 at 0914 Strike hits town. " + sentences(), "2017-04-05"),
        ("26.11.2014 Some 50 civilians have been killed. " + sentences(), "2014-11-26"),
        ("Date of publication 11 August 2016 Ten raids hit the city. " + sentences(), "2016-08-11"),
        ("19.07.2016(updated 1457 19.07.2016) Get short URL Over 100 died. " + sentences(), "2016-07-19"),
        ("9 Aug 2016 5 people were killed. " + sentences(), "2016-08-09"),
        ("Blast kills fighters Monitor AFP Friday 22 Jul 2016 Print Tweet A blast. " + sentences(), "2016-07-22"),
        ("DAMASCUS, Nov. 18, 2017 (Xinhua) -- The army said. " + sentences(), "2017-11-18"),
        ("On August 21, 2013 the regime fired rockets. " + sentences(), None),
        ("1. Ghouta: On August 21 2013 the regime fired rockets. " + sentences(), None),
        ("August 21, 2013 was the day of the attack. " + sentences(), None),
        ("The attack of 21 August 2013 killed hundreds. " + sentences(), None),
        (sentences() + " It ended 21 August 2013 In the north. " + sentences(), None),
        ("Over 100 Syrian troops and May government forces with Shahed-129 drones. " + sentences(), None),
    ],
)
def test_beginnings_of_running_text(text: str, value: str | None) -> None:
    assert date(page(text, title=None)) == value


def test_dates_of_events_are_not_dates_of_publication() -> None:
    body = f"The regime said so in January 2014. {sentences()} On November 22, 2018 the advance began. {sentences()}"
    assert date(page(TITLE, body, sentences(), f"It was 3 May 2016 when {sentences()}")) is None


@pytest.mark.parametrize("reason", ["comment", "related", "comment-form"])
def test_what_readers_and_other_articles_say_does_not_count(reason: str) -> None:
    lines = (TITLE, sentences(), "Published 12 May 2016", "Jane Doe 13 May 2016", "13 May 2016")
    assert date(page(*lines, removed=dict.fromkeys((2, 3, 4), reason))) is None
    assert date(page(*lines, removed=dict.fromkeys((2, 3, 4), "metadata"))) == "2016-05-12"


def test_a_date_that_says_where_it_is_filed_is_the_articles() -> None:
    lines = (TITLE, sentences(), "Posted by Jane Doe on 12 May 2016. Filed under Valley. Follow by RSS.")
    assert date(page(*lines, removed={2: "related"})) == "2016-05-12"


def test_a_page_of_one_line_may_begin_with_its_date() -> None:
    assert date(page("30 October 2016 35 wounded by shells in the town", title=None)) == "2016-10-30"
    assert date(page("30 October 2016 was the day of the shells", title=None)) is None
    assert date(page("Shells wounded 35 in the town on 30 October 2016", title=None)) is None


def test_a_head_above_the_text_is_the_authors_even_if_it_looks_like_a_comments() -> None:
    lines = (TITLE, "Jane Doe", "30 June 2025", sentences())
    assert date(page(*lines, removed={1: "comment", 2: "comment"})) == "2025-06-30"


def test_the_headline_is_where_the_pages_title_stands_again() -> None:
    menu = tuple(f"Section {letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    lines = ("Army storms the town | The Paper", "4 May 2016", *menu, TITLE, "3 May 2016", sentences())
    article = page(*lines, title=5, removed=dict.fromkeys([0, 1, 2, 3, 4, *range(6, 29), 29], "navigation"))
    assert date(article) == "2016-05-03"


def test_a_label_may_stand_on_the_line_before() -> None:
    lines = (TITLE, "Updated", "4 May 2016", "Published", "3 May 2016", sentences())
    article = page(*lines, removed=dict.fromkeys(range(1, 5), "metadata"))
    assert date(article) == "2016-05-03"


@pytest.mark.parametrize(
    ("first", "value"),
    [
        ("The ferry is back | Harbour News | 28.04.2023", "2023-04-28"),
        ("The ferry is back \u2013 Harbour News \u2013 28 April 2023", "2023-04-28"),
        ("The ferry is back | Harbour News | April 2023", None),
        ("The ferry is back | all that happened up to 28.04.2023", None),
        ("What was agreed on 28.04.2023", None),
    ],
)
def test_a_day_at_the_end_of_the_pages_title(first: str, value: str | None) -> None:
    below = "Menu\nThe ferry is back\nA photo of the quay, 24 April 2023\n\n" + "The boat came in at noon. " * 12
    found = date(clean(RawArticle("", "text", f"{first}\n{below}")))
    assert (found == "2023-04-28") == (value is not None)


def test_a_signature_at_the_end() -> None:
    article = page(TITLE, sentences(), f"{sentences(20)} (Jane Doe, John Roe, 3.5.2024)")
    assert date(article) == "2024-05-03"
    assert evidence(article).place == "body"


def test_a_caption_is_no_header() -> None:
    assert date(page(TITLE, "Smoke over the town, 3 May 2016", sentences(), removed={1: "caption"})) is None


@pytest.mark.parametrize(
    ("declared", "value"),
    [
        ((("json-ld datePublished", "2024-05-03T23:50:00+02:00"),), "2024-05-03"),
        ((("meta article:published_time", "2024-05-03T23:50:00Z"),), "2024-05-03"),
        ((("meta article:modified_time", "2024-05-05"), ("meta article:published_time", "2024-05-03")), "2024-05-03"),
        ((("meta date", "2024-05-04"), ("json-ld datePublished", "2024-05-03")), "2024-05-03"),
        ((("meta DC.date.issued", "2024-05-03"),), "2024-05-03"),
        ((("meta pubdate", "20240503"),), "2024-05-03"),
        ((("meta sailthru.date", "Fri, 03 May 2024 10:00:00 +0200"),), "2024-05-03"),
        ((("meta parsely-pub-date", "1714730000"),), "2024-05-03"),
        ((("meta date", "2024-05"),), "2024-05"),
        ((("time datetime", "2024-05-03T10:00"), ("time datetime", "2024-05-01")), "2024-05-03"),
        ((("meta date", "soon"), ("meta pubdate", "2024-13-40"), ("meta created", "2999-01-01")), None),
        ((("meta description", "2024-05-03"), ("meta viewport", "width=2017")), None),
        ((("meta article:modified_time", "2024-05-05"),), "2024-05-05"),
    ],
)
def test_declarations(declared: tuple[tuple[str, str], ...], value: str | None) -> None:
    assert date(page(TITLE, sentences(), declared=declared)) == value


def test_declarations_win_over_address_and_text() -> None:
    lines = (TITLE, "Published 5 May 2024", sentences())
    facts = Facts(url="https://example.org/2024/05/04/army")
    declared = (("meta article:published_time", "2024-05-03"),)
    assert date(page(*lines, removed={1: "metadata"})) == "2024-05-05"
    assert date(page(*lines, removed={1: "metadata"}, facts=facts)) == "2024-05-05"
    assert date(page(TITLE, sentences(), facts=facts)) == "2024-05-04"
    assert date(page(*lines, removed={1: "metadata"}, facts=facts, declared=declared)) == "2024-05-03"


def test_a_time_in_utc_is_brought_into_the_owners_zone_only_if_he_gave_one() -> None:
    assert declared_day("2024-05-03T23:50:00Z") == "2024-05-03"
    assert declared_day("2024-05-03T23:50:00Z", "Asia/Damascus") == "2024-05-04"
    assert declared_day("2024-05-03T23:50:00+02:00", "Asia/Damascus") == "2024-05-03"
    assert declared_day("2024-05-03T23:50:00Z", "No/Where") == "2024-05-03"


@pytest.mark.parametrize(
    ("url", "value"),
    [
        ("https://x.org/2017/11/18/army", "2017-11-18"),
        ("https://x.org/2017/nov/18/army", "2017-11-18"),
        ("https://x.org/news/2017-11-18-army", "2017-11-18"),
        ("https://x.org/army-20171118.html", "2017-11-18"),
        ("https://x.org/2017/11/army", "2017-11"),
        ("https://x.org/2017/13/45/army", None),
        ("https://x.org/story/570678/IS-launches", None),
        ("https://x.org/2017/army", None),
        ("https://x.org/a-20179999-b", None),
        ("https://x.org/2999/11/18/army", None),
        ("https://[broken", None),
        ("", None),
    ],
)
def test_addresses(url: str, value: str | None) -> None:
    found = [candidate.value for candidate in url_dates(url)]
    assert found[:1] == ([] if value is None else [value])


def test_a_month_in_the_address_is_made_exact_by_the_page() -> None:
    facts = Facts(url="https://example.org/2024/05/army")
    lines = (TITLE, sentences(), sentences(), f"{sentences(9)} (Jane Doe, 3.5.2024)")
    assert date(page(*lines, facts=facts)) == "2024-05-03"
    assert date(page(TITLE, sentences(), facts=facts)) == "2024-05"


def test_how_a_publisher_writes_settles_numbers_and_the_owner_knows_best() -> None:
    lines = (TITLE, "Published 05/07/2016", sentences())
    assert date(page(*lines), day_first=True) == "2016-07-05"
    assert date(page(*lines), day_first=False) == "2016-05-07"
    assert date(page(*lines, facts=Facts(day_first=False)), day_first=True) == "2016-05-07"
    assert "2016-07-05 or 2016-05-07" in evidence(page(*lines)).rule


def test_the_owners_dates_win() -> None:
    facts = Facts(date="2016-01-02", original_date="2016-01-01")
    dates = extract_dates(page(TITLE, "Published 5 May 2024", sentences(), facts=facts))
    assert [dates[name][0].value for name in ("date", "original_date")] == ["2016-01-02", "2016-01-01"]
    assert {dates[name][0].evidence[0].place for name in dates} == {"sources file"}


def test_a_republished_article_has_two_dates() -> None:
    lines = (TITLE, "The Copyist, November 18, 2017", "The Original 17 November 2017", sentences(),
             "The original source of this article is The Original")  # fmt: skip
    dates = extract_dates(page(*lines, removed={1: "metadata", 2: "metadata", 4: "republication"}))
    assert dates["date"][0].value == "2017-11-18"
    assert dates["original_date"][0].value == "2017-11-17"


def test_the_original_may_be_dated_in_its_credit() -> None:
    lines = (TITLE, "November 18, 2017", sentences(), "Originally published by The Original on 3 November 2017.")
    dates = extract_dates(page(*lines, removed={1: "metadata", 3: "republication"}))
    assert (dates["date"][0].value, dates["original_date"][0].value) == ("2017-11-18", "2017-11-03")


INFERRED = (
    "War Daily: Army pushes back",
    "On Thursday the other side attacked, and on Friday it withdrew.",
    "See War Daily, Sept 29: Army attacked",
    "Raids began on September 19, though a truce was declared earlier this month.",
    "Who will win? 9/19/2017",
    "They lost the town again. 9/29/2017",
    "They won it. 9/14/2017",
)
REMOVED = {2: "related", 4: "comment", 5: "comment", 6: "comment"}


def test_a_month_is_inferred_where_independent_signs_agree() -> None:
    (value,) = extract_dates(page(*INFERRED, removed=REMOVED))["date"]
    assert value.value == "2017-09"
    assert value.confidence <= 0.6
    assert all("inferred" in item.rule for item in value.evidence)
    assert {"Sept 29", "9/19/2017", "this month"} <= {item.text for item in value.evidence}


@pytest.mark.parametrize(
    ("line", "instead", "value"),
    [
        (3, "Raids began on September 19.", "2017"),  # nothing ties the month to the writing
        (3, "Raids began on September 19. There was rain earlier this month.", "2017"),  # another sentence
        (1, "On Monday the other side attacked.", None),  # weekdays do not fit
        (5, "They lost the town again. 9/29/2016", None),  # two years
        (5, "They lost the town again.", None),  # one sign alone
        (6, "They won it. 12/30/2017", None),  # readers come back for months
        (2, "See War Daily: Army attacked", None),
    ],
)
def test_nothing_is_inferred_from_less(line: int, instead: str, value: str | None) -> None:
    lines = (*INFERRED[:line], instead, *INFERRED[line + 1 :])
    assert date(page(*lines, removed=REMOVED)) == value


@pytest.mark.parametrize(
    ("text", "reader", "value"),
    [
        ("On Friday, November 17, 2017, the town fell. On Wednesday, November 15, it was cut off.", "Ha", "2017-11"),
        ("On Tuesday, 14 November 2017 it began, and on Friday 17 November 2017 it was over.", "2017-11-18", "2017-11"),
        ("On Wednesday, November 29, 2017, the town fell.", "Ha", "2017"),  # perhaps published in December
        ("On Sunday, December 31, 2017, the town fell.", "Ha", None),
        ("On November 17, 2017, the town fell.", "Ha", None),  # may be history
        ("On Monday, November 17, 2017, the town fell.", "Ha", None),  # it was none
        ("On Friday, November 17, 2017, the town will vote.", "I shall not. 16 November 2017", None),
        (f"{sentences(300)} On Friday, November 17, 2017, it had begun.", "Ha", None),
    ],
)
def test_when_the_news_happened_tells_the_month(text: str, reader: str, value: str | None) -> None:
    article = page(TITLE, text, reader, removed={2: "comment"})
    assert date(article) == value
    if value is not None:
        held = extract_dates(article)["date"][0]
        assert held.type == "inferred" and "inferred" in held.evidence[0].rule and held.confidence <= 0.5


def test_the_kind_of_a_date_is_always_told_and_changes_are_kept_apart() -> None:
    lines = (TITLE, "Published 3 May 2024 | Updated 5 May 2024", sentences())
    found = extract_dates(page(*lines, removed={1: "metadata"}))
    assert [(name, found[name][0].value, found[name][0].type) for name in ("date", "updated")] == [
        ("date", "2024-05-03", "printed"), ("updated", "2024-05-05", "printed"),
    ]  # fmt: skip
    changed = (("meta article:modified_time", "2024-05-06T01:00:00+03:00"),)
    assert extract_dates(page(*lines, removed={1: "metadata"}, declared=changed))["updated"][0].value == "2024-05-06"
    (only,) = extract_dates(page(TITLE, sentences(), declared=changed))["date"]
    assert (only.type, only.confidence) == ("inferred", 0.5) and "published then or before" in only.evidence[0].rule
    assert "updated" not in extract_dates(page(TITLE, "Updated 3 May 2024, published 3 May 2024", sentences()))
    assert extract_dates(page(TITLE, facts=Facts(date="2024")))["date"][0].type == "printed"


def test_a_page_without_any_date_has_none() -> None:
    assert extract_dates(page(TITLE, sentences(), "Last month, more than 100 raids hit 3 towns.")) == {}
    assert extract_dates(page("", title=None)) == {}


LINES = st.lists(
    st.one_of(
        st.sampled_from(
            (
                "Published: 3 May 2016",
                "18/11/2017",
                "By Jane, 3 May 2016",
                "© 2017 X",
                "Sept 29",
                sentences(40),
                "War Report - Nov. 23, 2018: more",
                "The original source of this article is X",
                "on Friday 3 May 2019",
            )
        ),
        st.text(max_size=40),
    ),
    min_size=1,
    max_size=8,
)


@given(LINES, st.dictionaries(st.integers(0, 7), st.sampled_from(("comment", "metadata", "related", "byline"))))
def test_any_page_has_possible_dates_with_evidence_that_stands_there(lines: list[str], removed: dict[int, str]) -> None:
    lines = [" ".join(line.split()) for line in lines]
    article = page(*lines, removed={n: reason for n, reason in removed.items() if 0 < n < len(lines)})
    for held in extract_dates(article).values():
        first, _ = date_span(held[0].value)
        assert dt.date(1900, 1, 1) <= first <= last_day()
        assert held[0].evidence and 0 < held[0].confidence <= 1
        for item in held[0].evidence:
            if item.place in ("title", "body"):
                assert getattr(article, item.place)[item.start : item.end] == item.text
            else:
                assert item.start is None and item.text


def test_a_page_longer_than_any_article_costs_little() -> None:
    lines = (TITLE, "Published 3 May 2016", *["© 2017 x Published 4 May 2016"] * 6_000)
    assert date(page(*lines, removed=dict.fromkeys(range(1, len(lines)), "other"))) == "2016-05-03"
