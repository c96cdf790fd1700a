"""The JSON API: the same parameters and answers as the pages and `search-cli --json`.

It is stricter than the pages in one thing: a parameter that cannot be meant is an error, because a program would
not read a notice.
"""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from search.documents import to_json
from search.errors import EngineError, QueryError
from search.output import dump, results_json
from web.desk import answer, desk, dragoman_version
from web.views import read_request

api = Blueprint("api", __name__)


@api.get("/api/search")
def search() -> Response:
    """The answer to a search, as `search-cli --json` gives it."""
    reading = read_request()
    if reading.notices:
        raise QueryError("; ".join(reading.notices))
    with desk().live.lend() as index:
        found = answer(index.searcher, reading.state, clamp=False)
    return Response(dump(results_json(found.question, found.results)), mimetype="application/json")


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
