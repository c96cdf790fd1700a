"""A count on a page is a promise: whoever follows the link finds that many articles."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from urllib.parse import parse_qs

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.documents import FACET_NAMES, Document
from tests.documents import archives
from tests.web.conftest import serve

SEARCHES = [
    "/",
    "/?q=shelling",
    "/?q=Hezbollah",
    "/?q=shelling&not-actor=Army+1&since=2013",
    "/?publisher=none",
    "/?in=all&q=hesbollah",
]


class Values(HTMLParser):
    """The facet links of a page: (address, accessible name)."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: list[tuple[str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        if tag == "a" and held.get("class") == "pick":
            assert held["rel"] == "nofollow"
            self.links.append((held["href"] or "", held["aria-label"] or ""))


def total(client: FlaskClient, address: str) -> int:
    answer = client.get(address)
    page = html.unescape(answer.get_data(as_text=True))
    assert answer.status_code == 200, address
    found = re.search(r'role="status"[^>]*>\s*(No|[\d,]+) article', page)
    return 0 if found[1] == "No" else int(found[1].replace(",", ""))


def offered(client: FlaskClient, address: str) -> list[tuple[str, str, int]]:
    links = []
    for link, name in Values(client.get(address).get_data(as_text=True)).links:
        count = re.search(r"(.+), ([\d,]+) articles?$", name)
        if count:
            links.append((link, count[1], int(count[2].replace(",", ""))))
    return links


@pytest.mark.parametrize("address", SEARCHES)
def test_every_count_is_what_its_link_finds(client: FlaskClient, address: str) -> None:
    pages = [address, *(f"/facet/{name}{address[1:]}" for name in ("date", "region", "actor", "publisher"))]
    links = {link: (name, count) for page in pages for link, name, count in offered(client, page)}
    # a value of a facet in which something is chosen already adds to that, and what is chosen is taken back
    fresh = {
        link: held
        for link, held in links.items()
        if "publisher=none" not in address or "publisher=" not in link.replace("publisher=none", "")
    }
    assert len(fresh) > 5
    assert {link: held for link, held in fresh.items() if total(client, link) != held[1]} == {}


def test_two_values_of_a_facet_are_either(client: FlaskClient) -> None:
    first, second = total(client, "/?actor=Army+0"), total(client, "/?actor=Army+1")
    assert total(client, "/?actor=Army+0&actor=Army+1") == first + second
    assert total(client, "/?actor=Army+0&publisher=Courier+1") < first


def test_a_chosen_value_is_ticked_first_and_taken_back_by_its_link(client: FlaskClient) -> None:
    links = Values(client.get("/?actor=Hezbollah").get_data(as_text=True)).links
    names = [name for _, name in links]
    chosen = next(n for n, name in enumerate(names) if "Hezbollah" in name)
    assert names[chosen] == "Hezbollah, 3 articles, selected: remove"
    others = [n for n, (link, _) in enumerate(links) if link.count("actor=") == 2]
    assert links[chosen][0] == "/"
    assert others
    assert chosen < min(others)


def test_ways_out_lead_to_what_they_count(client: FlaskClient) -> None:
    page = html.unescape(client.get("/?q=Hezbollah&date=2016&actor=ISIS").get_data(as_text=True))
    ways = re.findall(r'<li><a href="([^"]+)" rel="nofollow">without[^<]*<span class="n"> \(([\d,]+)\)', page)
    assert len(ways) >= 2
    assert all(total(client, address) == int(count) for address, count in ways)


def test_the_chart_counts_what_its_bars_find(client: FlaskClient) -> None:
    page = html.unescape(client.get("/").get_data(as_text=True))
    bars = re.findall(r'<a href="([^"]+)" rel="nofollow" aria-label="([^"]+), ([\d,]+) articles?">', page)
    assert [name for _, name, _ in bars] == ["2012", "2013", "2014", "2015", "2016", "2017"]
    assert all(total(client, address) == int(count) for address, _, count in bars)
    inside = client.get(bars[1][0]).get_data(as_text=True)
    assert 'aria-label="April 2013, ' in inside


def test_pages_of_an_answer_do_not_overlap(client: FlaskClient) -> None:
    found: list[str] = []
    for page in range(1, 8):
        found += re.findall(
            r'<h2 dir="auto"><a href="([^"?]+)', client.get(f"/?per=10&page={page}").get_data(as_text=True)
        )
    assert len(found) == len(set(found)) == 66


@pytest.mark.slow
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(archives(7), st.sampled_from(["/", "/?q=rebels", "/?in=all&q=us", "/?not-actor=SDF", "/?publisher=SANA"]))
def test_counts_of_random_archives_are_promises(documents: list[Document], address: str) -> None:
    client = serve(documents)
    if client.get(address).status_code == 404:  # nobody holds the value that the address names
        return
    taken = parse_qs(address.partition("?")[2])
    for link, name, count in offered(client, address):
        added = parse_qs(link.partition("?")[2])
        field = next((f for f in FACET_NAMES if added.get(f) != taken.get(f)), None)
        if field and field not in taken and added[field] != ["none"]:  # an actor may be called so; it cannot be chosen
            assert total(client, link) == count, (link, name)
