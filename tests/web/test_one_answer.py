"""One random search asked of terminal, page and JSON API: the same articles, in the same order, and the same counts."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from search.cli import main
from search.engine import open_engine
from search.fields import SCOPES, SORTS
from tests.web import archive
from web.app import create_app

WORDS = ("shelling", "Hezbollah", "Deir Ezzor", "the army", "zzzz", "sto*", "-town", "donat", "oil, gas?", "a\x07b", "")
FLAGS = {
    "actor": ("Hezbollah", "Army 1", "none"),
    "not-actor": ("Hezbollah", "none"),
    "region": ("Syria", "none"),
    "since": ("2016", "2017-11"),
    "until": ("2017", "2017-11-18"),
    "in": tuple(SCOPES),
    "sort": SORTS,
    "field": ("title", "body"),
    "exact": ("1",),
    "any-word": ("1",),
}
flags = st.fixed_dictionaries({}, optional={name: st.sampled_from(values) for name, values in FLAGS.items()})
words = st.lists(st.sampled_from(WORDS), max_size=3).map(" ".join) | st.just("oil " * 249 + "japanese shelling")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, FlaskClient]]:
    url = f"whoosh:{Path(tmp_path_factory.mktemp('one')) / 'index'}"
    engine = open_engine(url)
    with engine.writer() as writer:
        for document in archive.whole():
            writer.write(document)
    yield url, create_app(engine=engine).test_client()
    engine.close()


@given(text=words, chosen=flags, page=st.integers(1, 2))
def test_terminal_page_and_api_give_one_answer(
    served: tuple[str, FlaskClient], text: str, chosen: dict[str, str], page: int
) -> None:
    url, client = served
    argv = ["--index", url, "--json", "--limit", "10", "--offset", str((page - 1) * 10)]
    argv += [f"--{name}" if name in ("exact", "any-word") else f"--{name}={value}" for name, value in chosen.items()]
    out = StringIO()
    with redirect_stdout(out), redirect_stderr(StringIO()):
        status = main([*argv, "--", text])
    parameters = {"q": text, **chosen, "per": "10", "page": str(page)}
    told = client.get("/api/search", query_string=parameters)
    if status == 2:
        assert told.status_code in (400, 404)
        return
    said = json.loads(out.getvalue())
    assert [hit["id"] for hit in told.json["hits"]] == [hit["id"] for hit in said["hits"]]
    assert told.json["total"] == said["total"]
    for facet in ("actor", "date"):
        counts = {value["value"]: value["count"] for value in said["facets"][facet]["values"]}
        assert {value["value"]: value["count"] for value in told.json["facets"][facet]["values"]} == counts
    shown = client.get("/", query_string=parameters).get_data(as_text=True)
    if said["hits"] or page == 1:  # behind the last page the page shows that one, and says so
        ids = re.findall(r'<h2 dir="auto"><a href="/article/([^"?]+)', shown)
        assert [html.unescape(id) for id in ids] == [hit["id"] for hit in said["hits"]]
    total = re.search(r'role="status"[^>]*>(No|[\d,]+)', shown)
    assert total and said["total"] == (0 if total[1] == "No" else int(total[1].replace(",", "")))
