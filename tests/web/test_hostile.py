"""Archived text that attacks its reader is shown, and does nothing."""

from __future__ import annotations

import html
import json
import re
from html.parser import HTMLParser

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from tests.web.archive import hostile
from tests.web.conftest import serve
from web.links import quote
from web.text import paint, paragraphs, sentence, visible, web_address, within

ID = quote(hostile().id, safe="", errors="surrogatepass")

ADDRESSES = [
    "/?q=sniper",
    "/?q=sniper&in=all",
    "/?q=alert&in=removed",
    "/?sort=oldest",
    "/facet/actor",
    "/facet/region?order=az",
    "/facet/publisher?find=%3Cscript%3E",
    "/facet/date",
    f"/article/{ID}?removed=1&q=sniper",
    f"/article/{ID}?q=%3Cscript%3Ealert(1)%3C/script%3E",
    "/?q=%3Cscript%3Ealert(1)%3C/script%3E%E2%80%AE",
    "/?actor=%3Cimg+src=x+onerror=alert(1)%3E",
    "/?since=%3Cscript%3E&%3Cscript%3E=1&page=%3Cb%3E",
    "/facet/%3Cscript%3E",
    "/article/%3Cscript%3E",
    "/%3Cscript%3E",
]


class Markings(HTMLParser):
    """What a browser would act on: elements and their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))


@pytest.mark.parametrize("address", ADDRESSES)
def test_attacks_are_text(hostile_client: FlaskClient, address: str) -> None:
    answer = hostile_client.get(address)
    page = answer.data.decode("utf-8")
    assert answer.status_code in (200, 404)
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", page)
    for tag, attributes in Markings(page).elements:
        assert tag not in ("img", "iframe", "object", "embed", "style", "b")
        assert tag != "script" or attributes == {"src": "/static/dragoman.js", "defer": ""}
        assert not [name for name in attributes if name.startswith("on") or name in ("style", "srcdoc")]
        for name in ("href", "src", "action"):
            assert not re.match(r"\s*(?!https?:)[a-z]+:", attributes.get(name, ""), re.IGNORECASE), attributes
            assert not attributes.get(name, "").startswith("//")


def test_the_attack_is_shown(hostile_client: FlaskClient) -> None:
    page = html.unescape(hostile_client.get(f"/article/{ID}?removed=1").get_data(as_text=True))
    assert "javascript:alert(document.domain)" in page
    assert "../../<script>alert(3)</script>.html" in page
    assert "<script>rule</script>" in page


def test_links_to_hostile_values_and_ids_find_them(hostile_client: FlaskClient) -> None:
    page = hostile_client.get("/?q=sniper").get_data(as_text=True)
    link = html.unescape(re.search(r'<h2 dir="auto"><a href="([^"]+)"', page)[1])
    assert hostile_client.get(link).status_code == 200
    assert hostile_client.get(link.replace("/article/", "/api/article/")).status_code == 200


def test_the_api_is_harmless_json(hostile_client: FlaskClient) -> None:
    answer = hostile_client.get("/api/search?q=sniper")
    assert answer.mimetype == "application/json"
    assert json.loads(answer.data)["total"] == 1
    assert not re.search(b"[\x00-\x08\x0b-\x1f]", answer.data)
    answer.data.decode("utf-8")


def test_ids_of_any_characters() -> None:
    from tests.documents import article

    ids = ["a/b", "a//b", "..", "a?b", "a#b", "a%2Fb", "ä ö", "\u202e", "a&b=c", "-", "x" * 300]
    client = serve([article(id, f"Title {n}", "word") for n, id in enumerate(ids)])
    page = client.get("/?q=word&per=100").get_data(as_text=True)
    links = [html.unescape(link) for link in re.findall(r'<h2 dir="auto"><a href="([^"]+)"', page)]
    assert len(links) == len(ids)
    assert {link: client.get(link).status_code for link in links} == dict.fromkeys(links, 200)


texts = st.text(st.characters() | st.sampled_from("<>&\"'\0\x1b\u202e\ud800\u2066\n "), max_size=60)
marks = st.lists(st.tuples(st.integers(-5, 70), st.integers(-5, 70)), max_size=6)


@given(texts, marks)
def test_painting_escapes_and_loses_nothing(text: str, where: list[tuple[int, int]]) -> None:
    painted = paint(text, where)
    assert isinstance(painted, Markup)
    painted.encode("utf-8")
    plain = re.sub("</?mark>", "", painted)
    assert not set(plain) & set("<>\"'\0\x1b\u202e")
    assert html.unescape(plain) == visible(text) or "&" in text or "\r" in text
    assert painted.count("<mark>") == painted.count("</mark>")


@given(texts)
def test_paragraphs_stand_where_they_say(text: str) -> None:
    found = paragraphs(text)
    assert all(text[stretch.start : stretch.end] == stretch.text for stretch in found)
    assert "".join("".join(s.text.split()) for s in found) == "".join(text.split())


@given(texts, st.integers(0, 60), st.integers(1, 20))
def test_a_sentence_holds_the_words_it_is_quoted_for(text: str, start: int, length: int) -> None:
    end = min(len(text), start + length)
    if start < end:
        quoted = sentence(text, start, end)
        assert text[quoted.start : quoted.end] == quoted.text
        assert quoted.start <= start
        assert quoted.text.rstrip() == quoted.text
        assert all(0 <= a <= b <= len(quoted.text) for a, b in within([(start, end)], quoted))


def test_a_long_hostile_text_is_shown_whole() -> None:
    """benchmarks/long_texts.py prints what such texts cost."""
    text = "<a. " * 64_000
    painted = paint(text, [(start, start + 2) for start in range(0, len(text), 4)])
    assert painted.count("<mark>&lt;a</mark>. ") == 64_000
    assert "".join(stretch.text for stretch in paragraphs(text)) == text
    middle = len(text) // 2
    assert "<a. " in sentence(text, middle, middle + 5).text


NO_LINKS = [
    "javascript:alert(1)", "data:text/html,x", "//example.org", "https://", "ftp://a/b", "https://a b/", None, "",
    "java\nscript:alert(1)", "https://a/\u202e", "http://[", "HTTPS://", "file:///etc/passwd",
]  # fmt: skip


@pytest.mark.parametrize("url", NO_LINKS)
def test_an_original_address_that_is_not_of_the_web_is_text(url: str | None) -> None:
    assert web_address(url) is None


def test_an_original_address_of_the_web_is_a_link() -> None:
    assert web_address("https://example.org/a?b=c") == "https://example.org/a?b=c"
