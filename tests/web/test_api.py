"""The JSON API gives what `search-cli --json` gives, and says what is wrong in JSON."""

from __future__ import annotations

import html
import json
import re

import pytest
from flask.testing import FlaskClient

from search.ask import ask
from search.documents import from_json
from search.names import load_names
from search.output import results_json
from search.question import Question
from tests.web import archive
from tests.web.conftest import memory

QUESTIONS = [
    "",
    "q=Hezbollah",
    "q=shelling&per=50&page=2",
    "q=shelling&actor=Army+1&sort=oldest",
    "date=none",
    "q=zzzz",
    "page=99",
]


@pytest.mark.parametrize("query", QUESTIONS)
def test_page_and_api_give_the_same_articles_in_the_same_order(client: FlaskClient, query: str) -> None:
    answer = client.get(f"/api/search?{query}").json
    page = client.get(f"/?{query}").get_data(as_text=True)
    shown = [html.unescape(id) for id in re.findall(r'<h2 dir="auto"><a href="/article/([^"?]+)', page)]
    if query != "page=99":  # the page shows the last one instead, and says so
        assert [hit["id"] for hit in answer["hits"]] == shown
    total = re.search(r'role="status"[^>]*>(No|[\d,]+)', page)[1]
    assert answer["total"] == (0 if total == "No" else int(total))


def test_the_answer_is_that_of_the_command_line(client: FlaskClient) -> None:
    question = Question("Hezbollah", limit=20)
    results = ask(memory(archive.whole()), question, load_names())
    assert client.get("/api/search?q=Hezbollah").json == json.loads(json.dumps(results_json(question, results)))


def test_an_answer_is_explained_on_demand(client: FlaskClient) -> None:
    plain, told = client.get("/api/search?q=Hezbollah").json, client.get("/api/search?q=Hezbollah&explain=1").json
    assert [hit["id"] for hit in told["hits"]] == [hit["id"] for hit in plain["hits"]]
    for hit in told["hits"]:
        assert sum(part["score"] for part in hit["score_parts"]) == pytest.approx(hit["score"], abs=1e-5)
    assert "seconds" not in plain and set(told["seconds"]) == {"read", "search", "highlight", "look around"}
    assert "explain" in client.get("/?q=Hezbollah&explain=1").get_data(as_text=True), "the page says it is no parameter"


def test_what_may_be_meant_is_suggested(client: FlaskClient) -> None:
    told = client.get("/api/suggest?q=shelling+hizb").json
    assert told["query"] == "shelling hizb"
    assert told["suggestions"][0] == {
        "text": "shelling Hezbollah", "kind": "actor", "label": "Hezbollah", "count": 3,
    }  # fmt: skip
    assert client.get("/api/suggest?facet=actor&q=hez").json["suggestions"][0]["text"] == "Hezbollah"
    assert client.get("/api/suggest").json == {"query": "", "suggestions": []}
    assert client.get("/api/suggest?facet=nosuch").status_code == 400


def test_an_article_is_whole(client: FlaskClient) -> None:
    assert from_json(client.get("/api/article/storm").json) == archive.storm()


@pytest.mark.parametrize(
    ("address", "status", "message"),
    [
        ("/api/search?since=yesterday", 400, "is not a date"),
        ("/api/search?regoin=x", 400, "did you mean"),
        ("/api/search?page=0", 400, "numbered from 1"),
        ("/api/search?since=2018&until=2017", 400, "no day lies both from 2018 on and up to 2017"),
        ("/api/facet/actor?at=1" + "0" * 5000, 400, "is no page"),
        ("/api/facet/actor?at=0000000001000", 400, "is no page"),
        ("/api/search?actor=nobody+at+all", 404, "no article has the actor"),
        ("/api/article/none", 404, "no article has the id"),
        ("/api/none", 404, "nothing at this address"),
        ("/api/search?q=" + "x" * 17000, 414, "16,384"),
    ],
)
def test_errors(client: FlaskClient, address: str, status: int, message: str) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert answer.json["error"]["status"] == status
    assert message in answer.json["error"]["message"]


def test_an_unknown_value_names_what_is_near_as_searches(client: FlaskClient) -> None:
    error = client.get("/api/search?q=shelling&actor=Brigad+1").json["error"]
    assert error["kind"] == "UnknownFacetValueError"
    assert {"q": "shelling", "actor": "Brigade 1"} in error["near"]
    page = client.get("/?q=shelling&actor=Brigad+1").get_data(as_text=True)
    assert 'href="/?q=shelling&amp;actor=Brigade+1"' in page


def test_health(client: FlaskClient) -> None:
    assert client.get("/healthz").json["status"] == "ok"
    ready = client.get("/readyz").json
    assert (ready["status"], ready["articles"]) == ("ready", 66)
    assert ready["generation"]


def test_values_of_a_facet_are_those_of_its_page(client: FlaskClient) -> None:
    answer = client.get("/api/facet/actor?find=brigade 1&publisher=Courier 1").json
    assert (answer["facet"], answer["find"], answer["found"], answer["limit"]) == ("actor", "brigade 1", 4, 100)
    page = html.unescape(client.get("/facet/actor?find=brigade+1&publisher=Courier+1").get_data(as_text=True))
    assert [value["value"] for value in answer["values"]] == ["Brigade 1", "Brigade 13", "Brigade 14", "Brigade 15"]
    for value in answer["values"]:
        assert f'aria-label="{value["value"]}, {value["count"]} article' in page
    assert client.get("/api/facet/actor?find=HIZBULLAH").json["values"][0]["value"] == "Hezbollah"
    assert client.get("/api/facet/date?at=9").json["values"] == []
    assert client.get("/api/facet/publisher").json["missing"] > 0


@pytest.mark.parametrize(
    "address", ["colour", "actor?at=0", "actor?at=x", "actor?at=99999999999999", "actor?order=az", "actor?actor=nobody"]
)
def test_what_cannot_be_meant_of_a_facet_is_an_error(client: FlaskClient, address: str) -> None:
    answer = client.get(f"/api/facet/{address}")
    assert answer.status_code in (400, 404)
    assert answer.json["error"]
