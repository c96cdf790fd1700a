"""Who published an article: what names the publisher, and what only names somebody."""

from __future__ import annotations

import re
from collections import Counter
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.articles import CleanArticle, Facts
from index.facets.publisher import extract_publishers
from index.facets.sites import host_of, publisher_at, site_of
from search.documents import FacetValue
from search.names import Name, load_names
from search.names.entries import read_entries
from search.names.model import DATA
from search.names.tables import PUBLISHERS as TABLE
from search.names.tables import read_table
from tests.pages import page, sentences

TITLE = "Army storms the town"
NAMES = load_names()


def held(article: CleanArticle, field: str = "publisher") -> FacetValue | None:
    return extract_publishers(article, NAMES).get(field, (None,))[0]


def name(article: CleanArticle, field: str = "publisher") -> str | None:
    value = held(article, field)
    return value.value if value else None


@pytest.mark.parametrize(
    ("url", "publisher", "domain"),
    [
        ("https://www.gulf-times.com/story/570678/IS-launches", "Gulf Times", "gulf-times.com"),
        ("https://southfront.org/over-100-airstrikes/", "South Front", "southfront.org"),
        ("https://english.alarabiya.net/News/2017", "Al Arabiya", "alarabiya.net"),
        ("https://www.bbc.com/news/1", "BBC News", "bbc.co.uk"),
        ("http://news.bbc.co.uk/2/hi", "BBC News", "bbc.co.uk"),
        ("https://web.archive.org/web/2017/http://www.almasdarnews.com/a", "Al-Masdar News", "almasdarnews.com"),
        ("https://www.unheard-of.org/a", "unheard-of.org", "unheard-of.org"),
        ("https://daily.unheard-of.co.uk/a", "unheard-of.co.uk", "unheard-of.co.uk"),
        ("https://someone.blogspot.com/2017/a", "someone.blogspot.com", "someone.blogspot.com"),
        ("https://www.facebook.com/somebody/posts/1", None, None),
        ("https://[broken", None, None),
        ("", None, None),
    ],
)  # fmt: skip
def test_by_address(url: str, publisher: str | None, domain: str | None) -> None:
    value = held(page(TITLE, sentences(), facts=Facts(url=url)))
    assert (value and value.value, value and value.domain) == (publisher, domain)
    assert value is None or value.evidence[0].place == "sources file"


def test_the_owner_wins_and_may_name_a_publisher_nobody_knows() -> None:
    facts = Facts(publisher="EAWorldView", url="https://southfront.org/a")
    value = held(page(TITLE, sentences(), facts=facts))
    assert value is not None
    assert (value.value, value.domain, value.evidence[0].place) == ("EA WorldView", "eaworldview.com", "sources file")
    value = held(
        page(TITLE, sentences(), facts=Facts(publisher="Village Gazette", url="https://village.example.org/a"))
    )
    assert value is not None
    assert (value.value, value.domain) == ("Village Gazette", "example.org")
    assert name(page(TITLE, facts=Facts(original_publisher="Reuters")), "original_publisher") == "Reuters"


@pytest.mark.parametrize(
    ("declared", "publisher"),
    [
        ((("meta og:site_name", "SouthFront"),), "South Front"),
        ((("json-ld publisher name", "The Guardian"), ("meta og:site_name", "the Guardian")), "The Guardian"),
        ((("link canonical", "https://www.dw.com/de/a"), ("meta og:site_name", "DW.COM Blog")), "Deutsche Welle"),
        ((("meta og:url", "https://v.example.org/a"), ("meta og:site_name", "Village Gazette")), "Village Gazette"),
        ((("meta og:site_name", "https://x.org"), ("meta og:site_name", "x" * 90)), None),
        ((("meta og:site_name", "Ambient Gazette |"),), "Ambient Gazette"),
        ((("meta og:site_name", "Autoracing | F1 | Indy | MotoGP"),), "Autoracing"),
        ((("meta og:site_name", "Home | Village Gazette"),), "Village Gazette"),
        ((("meta og:url", "https://v.example.org/a"), ("meta og:site_name", "Homepage")), "example.org"),
        ((("meta author", "South Front"),), None),
    ],
)  # fmt: skip
def test_by_markup(declared: tuple[tuple[str, str], ...], publisher: str | None) -> None:
    assert name(page(TITLE, sentences(), declared=declared)) == publisher


@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        ("Copyright © Al Jazeera 2017", "Al Jazeera"),
        ("© 2024 Daily Sabah. All rights reserved.", "Daily Sabah"),
        ("Anadolu Ajansı © 2021", "Anadolu Agency"),
        ("Become a member of Global Research", "Global Research"),
        ("Support SouthFront", "South Front"),
        ("Comment via Sputnik News", "Sputnik"),
        ("Source: TRT World and agencies", "TRT World"),
        ("The views of the authors do not reflect the editorial policy of Middle East Eye.", "Middle East Eye"),
        ("Our Standards: The Thomson Reuters Trust Principles", "Reuters"),
        # of somebody else
        ("© AFP | Jane Doe", None),
        ("© AP/dpa | Richard Drew", None),
        ("Jane Doe, AFP", None),
        ("(Reuters)", None),
        ("Al Jazeera, Reuters, SANA", None),
        ("Read Al Jazeera's report on the battle", None),
        ("Photo: South Front", None),
    ],
)
def test_by_what_the_page_says_of_itself(line: str, publisher: str | None) -> None:
    assert name(page(TITLE, sentences(), line, removed={2: "other"})) == publisher


@pytest.mark.parametrize("reason", ["donation", "contact", "disclaimer", "copyright"])
def test_by_addresses_outside_the_text(reason: str) -> None:
    lines = (TITLE, sentences(), "Write to office@southfront.org or see www.southfront.org/donate")
    assert name(page(*lines, removed={2: reason})) == "South Front"
    assert name(page(*lines)) is None  # a link in the text is what it is about


@pytest.mark.parametrize("reason", ["comment", "related", "comment-form"])
def test_readers_and_other_articles_do_not_count(reason: str) -> None:
    lines = (TITLE, sentences(), "Copyright © South Front 2017", "Support South Front: southfront.org/donate")
    assert name(page(*lines, removed={2: reason, 3: reason})) is None


@pytest.mark.parametrize(
    "text",
    [
        "A source told AFP that the town fell.",
        "SANA reported that the army advanced, and SANA reporter in Aleppo said the same.",
        "According to Reuters and Al Jazeera the advance went on.",
        "The Syrian Observatory for Human Rights told Reuters so.",
        "Support Al Jazeera gave to the network was not enough.",
    ],
)
def test_an_agency_in_running_text_is_not_the_publisher(text: str) -> None:
    assert extract_publishers(page(TITLE, f"{text} {sentences(70)}", sentences()), NAMES) == {}


def test_a_name_that_is_an_ordinary_word_needs_its_capitals() -> None:
    lines = (TITLE, sentences(), "Join the conversation, share your thoughts", "Support the conversation")
    assert name(page(*lines, removed={2: "social", 3: "social"})) is None
    assert name(page(TITLE, sentences(), "Copyright The Conversation", removed={2: "copyright"})) == "The Conversation"


def test_the_end_of_the_title_is_an_unlisted_name_if_short_lines_repeat_it() -> None:
    head = f"{TITLE} - The Valley Observer"
    assert name(page(head, TITLE, sentences(), "About The Valley Observer", "The Valley Observer", title=1)) == (
        "The Valley Observer"
    )
    assert name(page(head, TITLE, sentences(), "About The Valley Observer", title=1)) is None
    assert name(page(f"{TITLE} - Politics", TITLE, sentences(), "Politics", "More Politics", title=1)) is None


def test_a_credit_beside_the_date() -> None:
    assert (
        name(page(TITLE, "Global Research, November 18, 2017", sentences(), removed={1: "byline"})) == "Global Research"
    )
    assert (
        name(page(TITLE, "Posted by: Asharq Al-Awsat, 3 May 2016", sentences(), removed={1: "byline"}))
        == "Asharq Al-Awsat"
    )
    assert name(page(TITLE, "AFP, 3 May 2016", sentences(), removed={1: "byline"})) is None
    assert name(page(TITLE, "Beirut, 3 May 2016", sentences(), removed={1: "byline"})) is None


@pytest.mark.parametrize(
    ("line", "original"),
    [
        ("The original source of this article is South Front", "South Front"),
        ("The original source of this article is [South Front](#)", "South Front"),
        ("This article was originally published by The Guardian.", "The Guardian"),
        ("Originally published on Bellingcat on 3 May 2016", "Bellingcat"),
        ("Republished with permission from Village Gazette.", "Village Gazette"),
        ("Reprinted from unheard-of.org", "unheard-of.org"),
        ("This article first appeared here", None),
        ("Originally published on 3 May 2016", None),
    ],
)
def test_the_original_publisher(line: str, original: str | None) -> None:
    article = page(TITLE, sentences(), line, "Support Global Research", removed={2: "republication", 3: "donation"})
    assert name(article, "original_publisher") == original
    assert name(article) == "Global Research"


def test_a_canonical_link_to_another_publisher_names_the_original() -> None:
    declared = (
        ("link canonical", "https://www.morgenpost.de/politik/a"),
        ("meta og:url", "https://www.abendblatt.de/a"),
    )
    article = page(TITLE, sentences(), declared=declared)
    assert name(article) == "Hamburger Abendblatt"
    assert name(article, "original_publisher") == "Berliner Morgenpost"
    facts = Facts(url="https://www.morgenpost.de/politik/a")
    assert name(page(TITLE, sentences(), declared=declared[:1], facts=facts), "original_publisher") is None


def test_signs_that_came_along_with_the_original_do_not_count() -> None:
    lines = (
        TITLE,
        sentences(),
        "Please donate: southfront.org/donate",
        "The original source of this article is South Front",
    )
    article = page(*lines, removed={2: "donation", 3: "republication"})
    assert name(article) is None
    assert name(article, "original_publisher") == "South Front"


def test_two_equally_strong_names_leave_it_unknown() -> None:
    lines = (TITLE, sentences(), "© 2017 Al Jazeera", "© 2017 Daily Sabah")
    assert name(page(*lines, removed={2: "copyright", 3: "copyright"})) is None


def test_titles_of_series_and_ends_of_titles() -> None:
    assert name(page("Syria Daily: Army pushes back", sentences())) == "EA WorldView"
    assert (
        name(page("Russian Offensive Campaign Assessment, November 18, 2023", sentences()))
        == "Institute for the Study of War"
    )
    assert name(page("The Syria Daily life of people", sentences())) is None
    assert name(page("Army storms town | The Guardian", "Army storms town", sentences(), title=1)) == "The Guardian"
    assert name(page("Army storms town – DiePresse.com", "Army storms town", sentences(), title=1)) == "Die Presse"


def test_a_publisher_in_no_table_needs_two_signs() -> None:
    lines = ("Army storms town - Village Gazette", TITLE, sentences(), "© 2017 Village Gazette Ltd.")
    assert name(page(*lines, title=1, removed={0: "navigation", 3: "copyright"})) == "Village Gazette"
    assert name(page(*lines[:3], title=1, removed={0: "navigation"})) is None


def test_evidence_of_known_publishers_carries_kind_and_domain() -> None:
    value = held(page(TITLE, sentences(), "Support SouthFront", removed={2: "donation"}))
    assert value == FacetValue("South Front", value.evidence, value.confidence, "site", "southfront.org")
    assert 0.6 <= value.confidence < 1


@pytest.mark.parametrize(
    ("url", "host", "site"),
    [
        ("https://www.example.org/a", "example.org", "example.org"),
        ("http://m.news.example.co.uk:8080/a", "news.example.co.uk", "example.co.uk"),
        ("news.gov.sy", "news.gov.sy", "news.gov.sy"),
        ("https://user@x.github.io/", "x.github.io", "x.github.io"),
        ("mail.ru", "mail.ru", ""),
        ("https://english.alalam.ir/a", "english.alalam.ir", "alalam.ir"),
        ("http://127.0.0.1/a", "", ""),
        ("localhost", "", ""),
        ("http://[::1", "", ""),
        ("..", "", ""),
    ],
)
def test_hosts_and_sites(url: str, host: str, site: str) -> None:
    assert host_of(url) == host
    assert (site_of(host) if host else "") == site


class TestTable:
    """The shipped publishers."""

    PUBLISHERS: ClassVar = [entry for entry in read_entries(DATA) if entry.name.field == "publisher"]

    def test_there_are_many_with_domains_and_habits(self) -> None:
        names = [entry.name for entry in self.PUBLISHERS]
        assert len(names) >= 400
        assert sum(publisher.domain is not None for publisher in names) > 0.95 * len(names)
        assert {publisher.day_first for publisher in names} == {True, False, None}

    def test_those_of_the_wars_have_country_language_and_domain(self) -> None:
        rows = list(read_table(DATA / "publishers.tsv", TABLE))
        told = [r.cells for r in rows if all(r.cells[c] for c in ("name", "domain", "country", "language"))]
        by_country = Counter(cells["country"] for cells in told)
        wars, near = "sy iq lb ye ly ps ua".split(), "il ir ru tr jo qa sa ae eg".split()
        assert min(by_country[id] for id in wars) >= 8
        assert sum(by_country[id] for id in (*wars, *near)) >= 150
        assert len(told) >= 900 and sum(cells["kind"] == "agency" for cells in told) >= 90
        languages = {cells["name"]: cells["language"] for cells in told}
        assert languages["SANA"].startswith("ar") and languages["TASS"].startswith("ru")

    def test_every_domain_leads_back_to_its_publisher(self) -> None:
        for entry in self.PUBLISHERS:
            if entry.name.domain:
                assert publisher_at(entry.name.domain, NAMES) == entry.name
                assert publisher_at(f"english.{entry.name.domain}", NAMES) is not None
                assert host_of(f"https://www.{entry.name.domain}/a")

    def test_no_two_publishers_share_a_domain_or_a_canonical_name(self) -> None:
        seen: dict[str, Name] = {}
        for entry in self.PUBLISHERS:
            domains = {s.text for s in entry.spellings if re.fullmatch(r"[a-z0-9.-]+\.[a-z]{2,}", s.text)}
            for key in {entry.name.domain, *domains} - {None}:
                assert seen.setdefault(key, entry.name) == entry.name, key
        names = [entry.name.canonical.casefold() for entry in self.PUBLISHERS]
        assert len(names) == len(set(names))

    @pytest.mark.parametrize(
        ("typed", "canonical"),
        [("SouthFront", "South Front"), ("TASS", "TASS"), ("ITAR-TASS", "TASS"), ("Al Masdar News", "Al-Masdar News"),
         ("عنب بلدي", "Enab Baladi"), ("BBC", "BBC News"), ("=AP", None), ("FAZ", "Frankfurter Allgemeine Zeitung")],
    )  # fmt: skip
    def test_press_use_leads_to_the_canonical_name(self, typed: str, canonical: str | None) -> None:
        found = NAMES.lookup("publisher", typed)
        assert (found[0].canonical if found else None) in (
            canonical,
            "Associated Press" if typed == "=AP" else canonical,
        )


LINES = st.lists(
    st.one_of(
        st.sampled_from(
            (
                "© 2017 Al Jazeera",
                "Support South Front",
                "BEIRUT (Reuters) - " + sentences(),
                "x | The Guardian",
                "The original source of this article is [X](http://southfront.org)",
                "a@southfront.org",
                "http://[x",
                "(c)",
            )
        ),
        st.text(max_size=40),
    ),
    min_size=1,
    max_size=8,
)


@given(
    LINES,
    st.dictionaries(st.integers(0, 7), st.sampled_from(("comment", "contact", "copyright", "other"))),
    st.text(max_size=30),
)
def test_any_page_gives_names_with_evidence_that_stands_there(
    lines: list[str], removed: dict[int, str], url: str
) -> None:
    lines = [" ".join(line.split()) for line in lines]
    reasons = {n: reason for n, reason in removed.items() if 0 < n < len(lines)}
    for facts in (Facts(), Facts(url=url)):
        article = page(*lines, removed=reasons, facts=facts)
        for values in extract_publishers(article, NAMES).values():
            assert values[0].value.strip() and values[0].evidence and 0 < values[0].confidence <= 1
            for item in values[0].evidence:
                if item.place in ("title", "body"):
                    assert getattr(article, item.place)[item.start : item.end] == item.text
                else:
                    assert item.start is None
