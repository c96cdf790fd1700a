"""What every request needs: the living index, the names, and how this server is reached."""

from __future__ import annotations

from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version

from flask import current_app

from search.ask import ask
from search.engine import Searcher
from search.names import Names, load_names
from search.question import Question
from search.results import Results
from web.live import LiveIndex
from web.present import last_page, resolve
from web.state import SearchState

EXTENSION = "dragoman"


@dataclass(frozen=True, slots=True)
class Desk:
    """The application's own things. `public_url` is this server's address as browsers see it, without a "/" at
    the end: it is a setting, because a request's Host header is whatever its sender likes."""

    live: LiveIndex
    public_url: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a state. `state` names facet values as they are counted and is on a page that exists."""

    state: SearchState
    question: Question
    results: Results


def desk() -> Desk:
    """The desk of the current application."""
    found: Desk = current_app.extensions[EXTENSION]
    return found


def names_of(searcher: Searcher) -> Names:
    """The names that an index was tagged with, the owner's over the shipped ones."""
    return load_names(searcher.overlay())


def answer(searcher: Searcher, state: SearchState, *, clamp: bool = True, explain: bool = False) -> Answer:
    """Ask for a state. With `clamp`, a page past the end becomes the last one; with `explain`, hits say what their
    scores are made of."""
    question = replace(state.question(), explain=explain)
    results = ask(searcher, question, names_of(searcher))
    last = last_page(results.total, state.per)
    if clamp and state.page > last:
        return answer(searcher, state.with_page(last), clamp=False)
    return Answer(resolve(state, results), question, results)


def counted(searcher: Searcher, state: SearchState, facet: str) -> Answer:
    """Ask for the values of one facet, without hits."""
    question = replace(state.question(), facets=(*state.choices, *({facet} - set(state.choices))), limit=0, offset=0)
    results = ask(searcher, question, names_of(searcher))
    return Answer(resolve(state, results), question, results)


def count(searcher: Searcher, state: SearchState) -> int:
    """How many articles a state finds."""
    question = replace(state.question(), limit=0, offset=0, facets=(), instead=False)
    return ask(searcher, question, names_of(searcher)).total


def dragoman_version() -> str:
    """The version of the installed distribution."""
    try:
        return version("dragoman")
    except PackageNotFoundError:
        return "unknown"
