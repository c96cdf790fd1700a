"""The index may be missing, damaged or replaced while pages are being read."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from search.engine import open_engine
from tests.documents import article
from tests.web.archive import few
from tests.web.conftest import memory
from web.app import create_app
from web.live import LiveIndex


def write(url: str, *ids: str) -> None:
    engine = open_engine(url)
    with engine.writer() as writer:
        for id in ids:
            writer.write(article(id, f"Title {id}", "word"))
    engine.close()


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"whoosh:{tmp_path / 'index'}"


def test_without_an_index_pages_say_what_to_do_until_there_is_one(url: str) -> None:
    client = create_app(url).test_client()
    for address in ("/", "/facet/actor", "/article/a", "/api/search"):
        answer = client.get(address)
        assert answer.status_code == 503
        assert "index-cli update" in answer.get_data(as_text=True).replace("&#39;", "'")
    assert client.get("/readyz").status_code == 503
    assert client.get("/healthz").status_code == 200
    assert "cannot be read now" in client.get("/about").get_data(as_text=True)
    write(url, "a")
    assert client.get("/").status_code == 200
    assert client.get("/readyz").json["articles"] == 1


def test_a_damaged_index_is_a_page_with_the_reason(url: str, tmp_path: Path) -> None:
    write(url, "a")
    (tmp_path / "index" / "current").write_text("nonsense\n")
    answer = create_app(url).test_client().get("/")
    assert answer.status_code == 503
    assert "index-cli rebuild" in answer.get_data(as_text=True)


def test_a_new_generation_is_seen_by_the_next_request(url: str) -> None:
    write(url, "a")
    client = create_app(url).test_client()
    assert "1 article" in client.get("/?q=word").get_data(as_text=True)
    before = client.get("/readyz").json["generation"]
    write(url, "b", "c")
    assert "3 articles" in client.get("/?q=word").get_data(as_text=True)
    assert client.get("/readyz").json["generation"] != before
    assert client.get("/article/c").status_code == 200


def test_a_request_under_way_keeps_its_generation(url: str) -> None:
    write(url, "a")
    live = LiveIndex(lambda: open_engine(url))
    with live.lend() as old:
        write(url, "b")
        with live.lend() as new:
            assert (old.searcher.count(), new.searcher.count()) == (1, 2)
            assert old.generation != new.generation
        assert old.searcher.count() == 1
        assert old.searcher.get("a").id == "a"


class Counted:
    """An engine that counts how often it was opened and closed, and falls over when it is used after that."""

    def __init__(self, states: dict[str, int]) -> None:
        self.states = states
        self.closed = False
        self.url = "counted:"
        states["opened"] += 1

    @property
    def generation(self) -> str:
        assert not self.closed
        return str(self.states["generation"])

    def count(self) -> int:
        assert not self.closed
        return self.states["generation"]

    def close(self) -> None:
        assert not self.closed
        self.closed = True
        self.states["closed"] += 1


def test_an_old_generation_is_closed_when_its_last_request_is_done() -> None:
    states = {"opened": 0, "closed": 0, "generation": 1}
    live = LiveIndex(lambda: Counted(states))
    with live.lend(), live.lend():
        assert (states["opened"], states["closed"]) == (2, 1)  # one to look, one to keep
        states["generation"] = 2
        with live.lend():
            assert (states["opened"], states["closed"]) == (3, 1)
        assert states["closed"] == 1
    assert states["closed"] == 2
    with live.lend():
        assert states["opened"] == 3


def test_many_threads_never_get_a_closed_engine() -> None:
    states = {"opened": 0, "closed": 0, "generation": 1}
    live = LiveIndex(lambda: Counted(states))
    wrong: list[BaseException] = []

    def read() -> None:
        try:
            for _ in range(300):
                with live.lend() as lent:
                    lent.searcher.count()
                    states["generation"] += 1
                    lent.searcher.count()
        except BaseException as error:
            wrong.append(error)

    threads = [threading.Thread(target=read) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert states["opened"] - states["closed"] == 1


def test_an_empty_archive_says_so() -> None:
    client: FlaskClient = create_app(engine=memory([])).test_client()
    answer = client.get("/")
    assert answer.status_code == 200
    assert "The archive is empty" in answer.get_data(as_text=True)


def test_a_memory_engine_is_not_closed() -> None:
    engine = memory(few())
    client = create_app(engine=engine).test_client()
    client.get("/")
    with engine.writer() as writer:
        writer.delete("storm")
    assert client.get("/article/storm").status_code == 404
