"""Errors as pages, or as JSON under /api/: what is wrong and what to do, never a traceback."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Flask, Response, g, jsonify, make_response, render_template, request
from werkzeug.exceptions import HTTPException, SecurityError

from search.errors import DragomanError, UnknownFacetValueError
from web.labels import articles, path_label
from web.state import SearchState

TITLES = {
    400: "This cannot be searched for",
    404: "Not found",
    405: "Only reading is possible here",
    414: "The address is too long",
    500: "Something went wrong",
    503: "The index cannot be read",
}

MESSAGES = {
    404: "There is nothing at this address: search for its words instead.",
    405: "These pages can only be read (GET): nothing here can be sent or changed.",
    500: "The server met an error that it did not expect. It is written in the server's log: tell who runs it.",
}

STRANGER = (
    "This server does not go by the name in the address. Use the address that search-web printed when it was started; "
    "whoever runs it can give it another one with --public-url."
)

Statuses = Sequence[tuple[type[DragomanError], int]]
Choice = tuple[str, SearchState]
"""A link out of an error: its text and the search it leads to."""


def answer_failures(app: Flask, statuses: Statuses) -> None:
    """Answer our own errors with these statuses, and all others with theirs."""

    def ours(error: DragomanError) -> Response:
        code = next((status for kind, status in statuses if isinstance(error, kind)), 500)
        if code >= 500:
            app.logger.warning("%s: %s", type(error).__name__, error)
        return _answer(code, type(error).__name__, _message(error, code), _near(error))

    def theirs(error: HTTPException) -> Response:
        code = error.code or 500
        if isinstance(error, SecurityError):
            return _answer(code, error.name, STRANGER)
        said = error.description if code in (400, 414) or _is_ours(error) else None
        return _answer(code, error.name, said or MESSAGES.get(code) or error.name)

    app.register_error_handler(DragomanError, ours)
    app.register_error_handler(HTTPException, theirs)


def _message(error: DragomanError, code: int) -> str:
    if code == 500:
        return MESSAGES[500]  # the rest is the server's own business
    if isinstance(error, UnknownFacetValueError):
        return f"no article has the {error.field} “{error.value}”"  # what is near it stands below, as links
    return str(error)


def _is_ours(error: HTTPException) -> bool:
    return error.description != type(error).description


def _near(error: DragomanError) -> list[Choice]:
    """For an unknown facet value: the searches with the values that look like it, and the one without it."""
    state: SearchState | None = g.get("state")
    if not isinstance(error, UnknownFacetValueError) or state is None:
        return []
    name = error.field
    excluded = error.value in state.choice(name).exclude
    rest = state.remove(name, error.value)
    change = rest.exclude if excluded else rest.add
    near = [
        (f"{path_label(name, value)} ({articles(count)} in all)", change(name, value)) for value, count in error.near
    ]
    return [*near, (f"Search without {name} “{error.value}”", rest)]


def _answer(code: int, kind: str, message: str, ways: Sequence[Choice] = ()) -> Response:
    if request.path.startswith(("/api/", "/readyz", "/healthz")):
        near = [dict(state.parameters()) for _, state in ways]
        response = jsonify({"error": {"status": code, "kind": kind, "message": message, "near": near}})
        response.status_code = code
        return response
    title = TITLES.get(code, kind)
    return make_response(render_template("error.html", code=code, title=title, message=message, ways=ways), code)
