"""The addresses of pages. They are relative to this server's root, whatever the Host header says."""

from __future__ import annotations

from urllib.parse import quote

from flask import request

from web.state import SearchState


def at(path: str) -> str:
    """A path of this application, under the prefix that a proxy may have put it."""
    return request.script_root + path


def search_url(state: SearchState, path: str = "/") -> str:
    """The address of a search."""
    query = state.query_string()
    return at(f"{path}?{query}" if query else path)


def facet_url(name: str, state: SearchState) -> str:
    """The address of the page with all values of a facet."""
    return search_url(state.with_page(1), f"/facet/{name}")


def article_url(id: str, state: SearchState | None = None, *, removed: bool = False, api: bool = False) -> str:
    """The address of an article, with the words to mark in it. Ids may hold any character."""
    path = f"{'/api' if api else ''}/article/{quote(id, safe='', errors='surrogatepass')}"
    marked = (
        SearchState()
        if state is None
        else SearchState(
            q=state.q,
            scope=state.scope,
            exact=state.exact,
            without=state.without,
            any_word=state.any_word,
            field=state.field,
        )
    )
    query = "&".join(filter(None, [marked.query_string(), "removed=1" if removed else ""]))
    return at(f"{path}?{query}" if query else path)
