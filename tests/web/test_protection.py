"""What every answer carries: headers, no cookies, no inline code; and what no request can make the server do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web import archive
from tests.web.conftest import memory
from web.app import LOOPBACK, create_app
from web.protection import HEADERS

ANSWERS = [
    "/", "/?q=Hezbollah&in=all&actor=ISIS", "/?q=zzz", "/article/storm?removed=1", "/article/none", "/facet/region",
    "/about", "/api/search?q=ISIS", "/api/search?since=x", "/api/article/storm", "/healthz", "/readyz",
    "/api/suggest?q=he", "/api/suggest?facet=x", "/opensearch.xml", "/robots.txt",
    "/static/dragoman.css", "/static/none.css", "/nowhere", "/?actor=nobody",
]  # fmt: skip


@pytest.mark.parametrize("address", ANSWERS)
def test_headers(client: FlaskClient, address: str) -> None:
    for answer in (client.get(address), client.head(address), client.post(address), client.options(address)):
        assert {name: answer.headers.get(name) for name in HEADERS} == dict(HEADERS)
        assert "Set-Cookie" not in answer.headers
        assert "Location" not in answer.headers
        assert "Traceback" not in answer.get_data(as_text=True)


def test_the_policy_allows_nothing_inline_and_nothing_foreign() -> None:
    policy = dict(part.split(" ", 1) for part in HEADERS["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert "unsafe" not in HEADERS["Content-Security-Policy"]
    assert not re.search(r"https?:|\*", HEADERS["Content-Security-Policy"])


def test_templates_hold_nothing_inline_and_nothing_foreign(root: Path) -> None:
    templates = sorted((root / "templates").iterdir())
    assert len(templates) > 6
    for template in templates:
        text = template.read_text("utf-8")
        assert not re.search(r"<style|style=|\son\w+=|javascript:|\|\s*safe|autoescape|Markup", text), template.name
        assert not re.search(r"<script(?! src)", text), template.name
        assert not re.search(r"(?:src|action)=\"(?:https?:)?//", text), template.name
    sheet = (root / "web/static/dragoman.css").read_text("utf-8")
    assert not re.search(r"@import|url\((?!data:)", sheet)


def test_an_address_of_another_site_changes_no_link(client: FlaskClient) -> None:
    page = client.get("/?q=Hezbollah", headers={"Host": "evil.example"}).get_data(as_text=True)
    assert "evil.example" not in page
    assert "evil.example" not in client.get("/opensearch.xml", headers={"Host": "evil.example"}).get_data(as_text=True)


def test_a_server_of_this_computer_answers_to_its_own_names_only() -> None:
    client = create_app(engine=memory(archive.few()), hosts=LOOPBACK).test_client()
    for host in ("localhost", "127.0.0.1:8765", "LocalHost:9", "[::1]:8765"):
        assert client.get("/", headers={"Host": host}).status_code == 200, host
    for host in (
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.evil.example:8765",
        "[::1",
        "user@localhost",
        "@",
    ):
        assert client.get("/", headers={"Host": host}).status_code == 400, host
    answer = client.get("/", headers={"Host": "evil.example"})
    assert "--public-url" in answer.get_data(as_text=True)
    assert client.get("/api/search", headers={"Host": "evil.example"}).json["error"]["status"] == 400


def test_an_unexpected_error_is_a_plain_page_without_its_story(monkeypatch: pytest.MonkeyPatch) -> None:
    app: Flask = create_app(engine=memory(archive.few()))

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("secret at /home/someone")

    monkeypatch.setattr("web.views.pager", broken)
    answer = app.test_client().get("/")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 500
    assert "Something went wrong" in page
    assert "secret" not in page
    assert answer.headers["Content-Security-Policy"] == HEADERS["Content-Security-Policy"]


def test_links_keep_the_prefix_of_a_proxy(client: FlaskClient) -> None:
    page = client.get("/?q=Hezbollah", environ_overrides={"SCRIPT_NAME": "/archive"}).get_data(as_text=True)
    links = re.findall(r'(?:href|src|action)="(/[^"]*)"', page)
    assert links
    assert [link for link in links if not link.startswith("/archive/")] == []
