"""The JSON API: the same parameters and answers as the pages and `search-cli --json`.

It is stricter than the pages in one thing: a parameter that cannot be meant is an error, because a program would
not read a notice.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Final

from flask import Blueprint, Response, jsonify, request

from search.documents import to_json
from search.errors import EngineError, QueryError
from search.facet_values import ValuesPage, find_values
from search.fields import FACET_BY_NAME
from search.output import dump, results_json
from search.parser import LONGEST_QUESTION
from search.suggest import suggest
from web.desk import answer, counted, desk, dragoman_version, names_of
from web.facet_page import PAGE, read_letters
from web.reading import page_number
from web.views import read_request

api = Blueprint("api", __name__)

MOST_SUGGESTIONS: Final = 100
"""Suggestions in one answer: a facet may have more values with one beginning."""

EXPLAIN: Final = "explain"
"""The parameter of the API alone that asks how the answer came about."""


@api.get("/api/search")
def search() -> Response:
    """The answer to a search, as `search-cli --json` gives it."""
    reading = read_request(besides=(EXPLAIN,))
    if reading.notices:
        raise QueryError("; ".join(reading.notices))
    explain = request.args.get(EXPLAIN) == "1"
    with desk().live.lend() as index:
        found = answer(index.searcher, reading.state, clamp=False, explain=explain)
        held = index.searcher.count()
    told = results_json(found.question, found.results)
    if explain:
        from search.report import explanation_json  # seldom asked for

        told = explanation_json(found.question, found.results, held, index.generation)
    return Response(dump(told), mimetype="application/json")


@api.get("/api/suggest")
def suggestions() -> Response:
    """What a question that begins like `q` may become; with `facet`, what a value of it may be."""
    text, facet = request.args.get("q", "")[:LONGEST_QUESTION], request.args.get("facet", "")
    if facet:
        _check_facet(facet)
    with desk().live.lend() as index:
        found = suggest(index.searcher, names_of(index.searcher), text, facet)
    told = {"query": text, "suggestions": [asdict(one) for one in found[:MOST_SUGGESTIONS]]}
    return Response(dump(told), mimetype="application/json")


@api.get("/api/facet/<name>")
def facet(name: str) -> Response:
    """Values of a facet under a search, as `search-cli --values` gives them in JSON: those with the letters of `find`,
    a page at a time (`at`)."""
    _check_facet(name)
    reading = read_request(besides=("find", "at"))
    at = request.args.get("at", "1")
    if reading.notices or (number := page_number(at)) is None:
        raise QueryError("; ".join(reading.notices) or f"'at={at[:40]}' is no page: they are numbered from 1")
    letters = read_letters(request.args)
    with desk().live.lend() as index:
        found = counted(index.searcher, reading.state.with_page(1), name)
        values = find_values(found.results.facets[name], letters, names_of(index.searcher))
    shown = ValuesPage(found.results, name, letters, tuple(values), (number - 1) * PAGE, PAGE)
    return Response(dump(shown.json()), mimetype="application/json")


def _check_facet(name: str) -> None:
    if name not in FACET_BY_NAME:
        raise QueryError(f"no facet is called '{name[:40]}': use one of {', '.join(FACET_BY_NAME)}")


@api.get("/api/article/<path:id>")
def article(id: str) -> Response:
    """One article with its removed blocks, values and evidence."""
    with desk().live.lend() as index:
        return jsonify(to_json(index.searcher.get(id)))


@api.get("/healthz")
def healthz() -> Response:
    """Whether the process answers."""
    return jsonify({"status": "ok", "version": dragoman_version()})


@api.get("/readyz")
def readyz() -> tuple[Response, int]:
    """Whether searches can be answered: 200 with the index's size and generation, or 503 with the reason."""
    try:
        with desk().live.lend() as index:
            return jsonify({"status": "ready", "articles": index.searcher.count(), "generation": index.generation}), 200
    except EngineError as error:
        return jsonify({"status": "unavailable", "reason": str(error)}), 503
