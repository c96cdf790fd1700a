"""The pages. All are GET, keep nothing between requests, and need no JavaScript."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qsl

from flask import Blueprint, Response, g, make_response, render_template, request
from werkzeug.exceptions import NotFound

from search.ask import marker
from search.engine import Searcher
from search.errors import EngineError
from search.fields import FACET_BY_NAME, SCOPES, SORTS
from search.links import PAGE_SIZES, question_path
from search.parser import LONGEST_QUESTION
from search.question import Question
from web.article import article_view
from web.charts import date_chart
from web.desk import answer, counted, desk, dragoman_version, names_of
from web.facet_page import FACET_PARAMETERS, facet_page
from web.labels import SCOPE_LABELS, SORT_LABELS, title_of
from web.links import article_url, at, facet_url, search_url
from web.panels import panels
from web.present import Pill, heading, hit_view, pager, pills, sentence, subject
from web.reading import Reading, read_state
from web.state import SearchState

pages = Blueprint("pages", __name__)


def read_request(*, besides: tuple[str, ...] = ()) -> Reading:
    """The search that this request's URL states, without the parameters in `besides`. It is remembered, so that an
    error page can offer ways on. Raises `QueryError`."""
    given = parse_qsl(request.query_string.decode("utf-8", "replace"), errors="replace")
    reading = read_state((name, value) for name, value in given if name not in besides)
    g.state = reading.state
    return reading


TEMPLATE_GLOBALS = {
    "at": at,
    "search_url": search_url,
    "facet_url": facet_url,
    "article_url": article_url,
    "scopes": {name: SCOPE_LABELS[name] for name in SCOPES},
    "sorts": {name: SORT_LABELS[name] for name in SORTS},
    "page_sizes": PAGE_SIZES,
    "longest_question": LONGEST_QUESTION,
}
"""What every template may use."""


@pages.app_context_processor
def current_state() -> dict[str, SearchState]:
    """The search in the box at the head of every page."""
    return {"state": g.get("state") or SearchState()}


@pages.get("/")
def search() -> str:
    """The search page."""
    reading = read_request()
    with desk().live.lend() as index:
        found = answer(index.searcher, reading.state)
        state = g.state = found.state
        total = found.results.total
        applied = _pills(state, index.searcher)
        return render_template(
            "search.html",
            state=state,
            subject=subject(state),
            heading=heading(state, applied),
            sentence=sentence(state, total, found.results.perhaps),
            total=total,
            notices=_notices(reading, state),
            pills=applied,
            inexact=found.results.inexact,
            interpretation=found.results.interpretation,
            hits=[hit_view(state, hit) for hit in found.results.hits],
            panels=panels(state, found.results),
            chart=date_chart(state, found.results),
            pager=pager(state, total),
            ways=[(at(question_path(way.question)), way.text, way.count) for way in found.results.instead],
            held=index.searcher.count(),
        )


def _pills(state: SearchState, searcher: Searcher) -> list[Pill]:
    return pills(state, title_of(searcher.get(state.similar)) if state.similar else "")


def _notices(reading: Reading, state: SearchState) -> Iterator[str]:
    yield from reading.notices
    if reading.state.page != state.page:
        yield f"there is no page {reading.state.page:,}: this is the last one"


@pages.get("/facet/<name>")
def facet(name: str) -> str:
    """All values of one facet under a search, to look through."""
    if name not in FACET_BY_NAME:
        raise NotFound(f"there is no facet “{name}”: there are {', '.join(FACET_BY_NAME)}")
    reading = read_request(besides=FACET_PARAMETERS)
    with desk().live.lend() as index:
        found = counted(index.searcher, reading.state.with_page(1), name)
        applied = _pills(found.state, index.searcher)
        names = names_of(index.searcher)
    state = g.state = found.state
    page = facet_page(state, name, found.results, names, request.args)
    return render_template(
        "facet.html", state=state, page=page, notices=reading.notices, pills=applied, total=found.results.total
    )


@pages.get("/article/<path:id>")
def article(id: str) -> str:
    """One article."""
    state = read_request(besides=("removed",)).state
    show_removed = request.args.get("removed") == "1"
    with desk().live.lend() as index:
        document, generation = index.searcher.get(id), index.generation
        # whoever reads on wants the words marked everywhere
        words = Question(state.q, scope="all", exact=state.exact, without=state.without)
        mark = marker(words, names_of(index.searcher), index.searcher)
    view = article_view(document, mark, show_removed=show_removed)
    return render_template(
        "article.html",
        state=state,
        view=view,
        show_removed=show_removed,
        alike=SearchState().like(id),
        generation=generation,
    )


@pages.get("/about")
def about() -> str:
    """What this is, whom it owes, and how to cite it."""
    try:
        with desk().live.lend() as index:
            held, generation = index.searcher.count(), index.generation
    except EngineError:
        held, generation = 0, ""
    return render_template("about.html", version=dragoman_version(), held=held, generation=generation)


@pages.get("/opensearch.xml")
def opensearch() -> Response:
    """The description by which a browser can offer this server as a search engine."""
    page = make_response(render_template("opensearch.xml", public_url=desk().public_url))
    page.mimetype = "application/opensearchdescription+xml"
    return page


@pages.get("/robots.txt")
def robots() -> Response:
    """Archives of other people's text are not for crawlers."""
    page = make_response("User-agent: *\nDisallow: /\n")
    page.mimetype = "text/plain"
    return page
