"""Every page, as a table: address, status, what must be said, what must not."""

from __future__ import annotations

import html
import re

import pytest
from flask.testing import FlaskClient

SYRIA = "Middle East & North Africa/Syria"

PAGES: list[tuple[str, int, list[str], list[str]]] = [
    (
        "/",
        200,
        ["66 articles", "All articles", "Actor", "Region", "Publisher", "[no date]", 'role="status"'],
        ["Read as"],
    ),
    (
        "/?q=Hezbollah",
        200,
        ["2 articles", "<mark>Hezbollah</mark>", "Read as", "search exactly as typed"],
        ["Clear all"],
    ),
    ("/?q=Hizbullah", 200, ["2 articles", "</mark> storms al-Bukamal"], []),
    ("/?q=Hizbullah&exact=1", 200, ["No article", "with other spellings and word forms", "(2)"], []),
    ("/?q=storms", 200, ["1 article", "Global Research", "(from <bdi>South Front</bdi>)", "18 November 2017"], []),
    ("/?q=advances", 200, ["October 2017", "(day not known)", "publisher not known"], []),
    ("/?q=SDF", 200, ["(month not known)"], []),
    ("/?q=strikes", 200, ["no date"], []),
    ("/?q=rebels", 200, ["(no title) bare.txt"], []),
    ("/?q=paypal", 200, ["No article", "in the removed text", "(1)"], ["<mark>paypal</mark>"]),
    ("/?q=paypal&in=removed", 200, ["1 article", "removed: donation", "<mark>paypal</mark>"], ['href="https://pay']),
    ("/?q=Hesbollah&in=comments", 200, ["removed: comment"], []),
    ("/?q=Hezbollah&actor=SDF", 200, ["1 article", "Remove filter Actor: SDF", "1 selected", "Clear all"], []),
    ("/?actor=hizbullah", 200, ["3 articles", "Remove filter Actor: Hezbollah"], []),
    (
        "/?not-actor=ISIS",
        200,
        ["64 articles", "Remove filter Actor: not ISIS", '<span class="not-word">not</span> <s'],
        [],
    ),
    ("/?date=none", 200, ["Date: [no date]", "Strikes reported"], ["storms"]),
    ("/?not-date=none", 200, ["Date: not [no date]", "storms"], ["Strikes reported"]),
    ("/?since=2017-11", 200, ["2 articles", "Since: November 2017"], []),
    ("/?since=2017-11-18&until=2017-11-18", 200, ["1 article", "Until: 18 November 2017"], []),
    ("/?since=yesterday", 200, ["66 articles", "“since=yesterday” is not a date", "write 2017"], ["Remove filter"]),
    ("/?since=2017-02-30", 200, ["is not a date", "66 articles"], []),
    ("/?since=2018&until=2017", 200, ["the dates were left out", "66 articles"], []),
    (
        "/?sort=best&per=7&page=x&in=titles&exact=yes",
        200,
        ["“sort=best”", "“per=7”", "“page=x”", "“in=titles”", "66 articles"],
        [],
    ),
    ("/?regoin=x", 200, ["“regoin” is not a parameter", "did you mean “region”?"], []),
    ("/?utm_source=mail", 200, ["66 articles"], ["is not a parameter"]),
    ("/?page=4", 200, ["61 to 66 shown", 'aria-current="page"', "Previous"], ["Next<"]),
    ("/?page=5000", 200, ["here is no page 5,000: this is the last one", "61 to 66 shown"], []),
    ("/?per=100", 200, ["66 articles"], ["Previous", 'aria-label="Pages"']),
    ("/?actor=Hizbolah+Movement", 404, ["o article has the actor", "Search without actor"], ["Traceback", "--facets"]),
    ("/?q=" + "x" * 1001, 200, ["only the first 1,000 are read"], ["Traceback"]),
    ("/?actor=" + "x" * 301, 400, ["300"], []),
    ("/?" + "&".join(f"actor={n}" for n in range(101)), 400, ["100 parameters"], []),
    ("/?q=" + "x" * 17000, 414, ["16,384"], []),
    (
        "/?q=zzzz+Hezbollah&actor=ISIS&since=2013",
        200,
        ["No article matches", "without the word “zzzz”", "Actor: ISIS"],
        [],
    ),
    (
        "/?q=Hezbollah&date=2016&actor=ISIS",
        200,
        ["without Date: 2016", "without Actor: ISIS", "without any filter"],
        [],
    ),
    ("/?q=%00%1b[31m", 200, ["31m"], ["\x00", "\x1b"]),
    ("/?q=(((%22%22)-*", 200, [], ["Traceback"]),
    ("/facet/actor", 200, ["Brigade 9", "A to Z", "Back to the results", "[no actor]"], []),
    ("/facet/actor?find=BRIGADE+1", 200, ["8 values", "Brigade 16"], ["Army 1"]),
    ("/facet/actor?find=HIZBULLAH", 200, ["Actor: 1 value ", "Hezbollah"], ["Brigade 1"]),
    ("/facet/actor?find=nobody", 200, ["No value of this facet"], []),
    ("/facet/actor?q=Hezbollah", 200, ["in articles that match “<bdi>Hezbollah</bdi>”"], ["Brigade"]),
    ("/facet/region?order=az", 200, ["Syria › Deir ez-Zor › al-Bukamal"], []),
    ("/facet/colour", 404, ["here is no facet “colour”", "publisher"], []),
    (
        "/article/storm",
        200,
        ["Fighters of Hezbollah", "Show removed (3 blocks)", "c0ffee", "2017/storm.html", "generation"],
        ["Donate"],
    ),
    (
        "/article/storm",
        200,
        [
            "armed group</span>",
            "(90% sure)",
            "Why are these here?",
            "rule name",
            "first published by South Front on 17 November 2017",
        ],
        [],
    ),
    (
        "/article/storm?q=Hezbollah",
        200,
        ["Fighters of <mark>Hezbollah</mark>", "Results for “<bdi>Hezbollah</bdi>”"],
        [],
    ),
    (
        "/article/storm?removed=1",
        200,
        ["removed: donation", "(rule donate)", "removed: comment", "Hide removed"],
        ['href="https://pay'],
    ),
    ("/article/storm?q=paypal&in=removed&removed=1", 200, ["<mark>paypal</mark>"], []),
    ("/article/storm", 200, ['href="https://example.org/storm?a=1&b=2" rel="noopener noreferrer nofollow ugc"'], []),
    ("/article/arabic", 200, ['dir="auto"', "معركة البوكمال"], []),
    ("/article/bare", 200, ["not known", "no date"], []),
    ("/article/nothing", 404, ["Not found", "search for its words"], ["Traceback"]),
    ("/about", 200, ["GeoNames", "CC BY 4.0", "generation", "SHA-256", "66 articles"], []),
    ("/nowhere", 404, ["Not found"], []),
    ("/static/../app.py", 404, [], ["create_app"]),
    ("/static/%2e%2e/app.py", 404, [], ["create_app"]),
    ("/opensearch.xml", 200, ["http://127.0.0.1:8765/?q={searchTerms}"], []),
    ("/robots.txt", 200, ["Disallow: /"], []),
]


@pytest.mark.parametrize(("address", "status", "said", "unsaid"), PAGES, ids=[page[0][:60] for page in PAGES])
def test_pages(client: FlaskClient, address: str, status: int, said: list[str], unsaid: list[str]) -> None:
    answer = client.get(address)
    raw = answer.get_data(as_text=True)
    text = html.unescape(raw)
    assert answer.status_code == status
    assert [words for words in said if words not in text] == []
    assert [words for words in unsaid if words in text] == []


@pytest.mark.parametrize("address", ["/", "/article/storm", "/about", "/api/search", "/facet/actor"])
@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_nothing_can_be_sent(client: FlaskClient, address: str, method: str) -> None:
    assert getattr(client, method)(address).status_code == 405


def test_title_and_heading_name_the_search(client: FlaskClient) -> None:
    page = html.unescape(client.get(f"/?q=Hezbollah&region={SYRIA.replace('&', '%26')}").get_data(as_text=True))
    title = re.search("<title>(.*?)</title>", page)
    heading = re.sub("<[^>]+>", "", re.search("<h1.*?</h1>", page)[0])
    assert title[1] == "Hezbollah, Region: Syria – 1 article – Dragoman"
    assert heading == "Hezbollah, Region: Syria"


def test_one_count_sentence_is_announced(client: FlaskClient) -> None:
    page = client.get("/?q=Hezbollah").get_data(as_text=True)
    assert page.count('role="status"') == 1


def test_spellings_are_shown_with_links_that_leave_them_out(client: FlaskClient) -> None:
    page = client.get("/?q=Daesh").get_data(as_text=True)
    assert 'href="/?q=Daesh&amp;without=ISIS" rel="nofollow" aria-label="leave out ISIS">' in page
    assert "only as typed" in page
    listed = re.search('<details class="spellings">.*?</details>', page, re.DOTALL)[0]
    assert "(0 articles)" in listed and "(2 articles)" in listed and "in no article: <bdi>" in listed
    less = client.get("/?q=Hezbollah&without=hizbullah").get_data(as_text=True)
    assert "without:hizbullah" in less and "(1 left out)" in less
    assert 'href="/?q=Hezbollah" rel="nofollow" aria-label="put back hizbullah"' in less
    assert 'without=hizbullah"' in less, "facets and pages keep it"


def test_any_of_the_words_is_a_way_out(client: FlaskClient) -> None:
    nothing = client.get("/?q=Hezbollah+zzzz").get_data(as_text=True)
    assert re.search(r'href="/\?q=Hezbollah\+zzzz&amp;any-word=1" rel="nofollow">with any of the words<', nothing)
    some = client.get("/?q=Hezbollah+zzzz&any-word=1").get_data(as_text=True)
    assert "OR zzzz" in some
    assert 'href="/?q=Hezbollah+zzzz" rel="nofollow">search for all of the words' in some


def test_articles_like_one_are_a_search_like_others(client: FlaskClient) -> None:
    article = client.get("/article/storm").get_data(as_text=True)
    assert '<a href="/?similar=storm" rel="nofollow">Articles like this one</a>' in article
    page = client.get("/?similar=storm").get_data(as_text=True)
    assert 'aria-label="Remove filter Like: Hezbollah storms al-Bukamal"' in page
    assert "Like it are articles with some of: " in page or "like it are articles with some of: " in page
    shown = re.findall(r'<h2 dir="auto"><a href="/article/([^"?]+)', page)
    found = client.get("/api/search?similar=storm").json
    assert shown and [hit["id"] for hit in found["hits"]] == shown and found["sort"] == "relevance"
    assert "storm" not in shown
    narrowed = client.get("/api/search?similar=storm&actor=SDF").json
    assert 0 < narrowed["total"] < found["total"]
    assert client.get("/facet/actor?similar=storm").status_code == 200
    assert client.get("/?similar=nosuch").status_code == client.get("/api/search?similar=nosuch").status_code == 404


def test_what_has_no_exact_date_comes_last_and_is_said(client: FlaskClient) -> None:
    page = client.get("/?q=Hezbollah&sort=oldest").get_data(as_text=True)
    assert re.findall(r'<h2 dir="auto"><a href="/article/([^"?]+)', page) == ["storm", "year"]
    assert "1 not dated to a day comes last" in page
    assert "not dated to a day" not in client.get("/?q=Hezbollah").get_data(as_text=True)
