"""The pages through the real server, as bytes on a socket."""

from __future__ import annotations

import contextlib
import html
import http.client
import re
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import waitress

from tests.web import archive
from tests.web.conftest import memory
from web.app import SERVER, create_app


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    app = create_app(engine=memory([*archive.whole(), archive.hostile()]))
    server = waitress.create_server(app, host="127.0.0.1", port=0, url_prefix="/desk", **SERVER)

    def run() -> None:
        with contextlib.suppress(OSError):  # its socket is closed under it, which is how it ends
            server.run()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    yield server.effective_port
    server.close()
    thread.join(10)


def get(port: int, address: str, **headers: str) -> tuple[int, str, dict[str, str]]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", address, headers=headers)
    answer = connection.getresponse()
    body = answer.read().decode("utf-8")
    connection.close()
    return answer.status, body, {name.lower(): value for name, value in answer.getheaders()}


def test_links_lead_on_under_a_prefix(port: int) -> None:
    status, page, headers = get(port, "/desk/?q=sniper")
    assert status == 200
    assert "server" not in headers
    link = html.unescape(re.search(r'<h2 dir="auto"><a href="([^"]+)"', page)[1])
    assert link.startswith("/desk/article/")
    assert get(port, link)[0] == 200
    assert get(port, "/desk/static/dragoman.css")[0] == 200


def test_a_proxy_may_take_the_prefix_off(port: int) -> None:
    status, page, _ = get(port, "/?q=Hezbollah")
    assert status == 200
    assert 'href="/desk/static/dragoman.css"' in page


@pytest.mark.parametrize(
    "address",
    ["/%00", "/%ff%fe", "/article/%ff", "/?q=%ff%00", "/?%ff=%ff", "//evil.example/", "/article/..%2f..%2fetc"],
)
def test_odd_addresses_are_answered(port: int, address: str) -> None:
    status, page, headers = get(port, address)
    assert status in (200, 404)
    assert "Traceback" not in page
    assert "location" not in headers


def test_many_readers_at_once(port: int) -> None:
    addresses = ["/desk/?q=Hezbollah", "/desk/api/search?q=shelling", "/desk/article/storm", "/desk/facet/actor"] * 10
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda address: get(port, address)[:2], addresses))
    assert {status for status, _ in answers} == {200}
    assert all(
        len({body for (_, body), a in zip(answers, addresses, strict=True) if a == address}) == 1
        for address in addresses
    )


def test_what_is_sent_is_refused(port: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("POST", "/desk/", body=b"x" * 10_000)
    assert connection.getresponse().status == 413
    connection.close()
