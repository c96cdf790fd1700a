"""Which words of an article's text to mark for a search."""

from __future__ import annotations

from search.expand import expand
from search.fields import SCOPES
from search.matches import find, needles
from search.names import Names
from search.parser import parse_query
from web.article import Marker
from web.state import SearchState
from web.text import Marks


def marker(state: SearchState, names: Names) -> Marker:
    """What finds the stretches of a text that answer a search. It looks for the words in every field, whatever the
    search's scope: who reads an article wants to see them in the removed blocks, too."""
    query = expand(parse_query(state.q).query, names, fields=SCOPES["all"], exact=state.exact).query

    def mark(text: str, field: str) -> Marks:
        return [(found.start, found.end) for found in find(text, needles(query, field))]

    return mark
