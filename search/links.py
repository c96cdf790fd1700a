"""The address of a search on the search page: the same parameters as the command line's flags, in one fixed order."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

from search.fields import FACETS
from search.question import Choice, Question

PAGE_SIZE: Final = 20
"""Hits on a page where the address does not say."""

PAGE_SIZES: Final = (10, 20, 50, 100)
"""Hits on a page that an address may say."""

NOT: Final = "not-"
"""What stands before a facet's name in the parameter that excludes: `not-actor=ISIS`."""

_NOTHING: Final = Choice()


def usual_order(text: str, similar: str | None) -> str:
    """The order of an answer where nobody asks for another: by relevance, if there is something to be relevant to."""
    return "relevance" if text.strip() or similar else "newest"


def question_path(question: Question) -> str:
    """The path and parameters of a question: equal questions have equal addresses."""
    days = (day.isoformat() if day else "" for day in (question.since, question.until))
    query = urlencode(parameters(question, *days), errors="replace")
    return f"/?{query}" if query else "/"


def page_size(question: Question) -> int:
    """Hits on the page that shows a question's: its limit, or the next larger size of a page, or the largest."""
    return next((size for size in PAGE_SIZES if size >= (question.limit or PAGE_SIZES[-1])), PAGE_SIZES[-1])


def parameters(question: Question, since: str, until: str) -> list[tuple[str, str]]:
    """The parameters of a question, defaults left out, in one fixed order; its dates as `since` and `until` say them,
    which may be months or years."""
    chosen = [(facet.name, question.choices.get(facet.name, _NOTHING)) for facet in FACETS]
    size = page_size(question)
    listed = [
        ("q", question.text),
        ("in", "" if question.scope == "body" else question.scope),
        ("exact", "1" if question.exact else ""),
        ("field", question.field),
        ("any-word", "1" if question.any_word else ""),
        ("similar", question.similar or ""),
        *(("without", text) for text in sorted(set(question.without))),
        *((name, value) for name, choice in chosen for value in sorted(set(choice.include))),
        *((NOT + name, value) for name, choice in chosen for value in sorted(set(choice.exclude))),
        ("since", since),
        ("until", until),
        ("sort", "" if question.sort == usual_order(question.text, question.similar) else question.sort),
        ("per", "" if size == PAGE_SIZE else str(size)),
        ("page", str(question.offset // size + 1) if question.offset >= size else ""),
    ]
    return [(name, value) for name, value in listed if value]
