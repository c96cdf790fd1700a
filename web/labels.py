"""How values are called on a page: dates in words, places by their last names, bucket and reason labels."""

from __future__ import annotations

from typing import Final

from search.documents import Document, precision
from search.fields import FACET_BY_NAME, MISSING

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip

SCOPE_LABELS: Final = {
    "body": "the articles",
    "removed": "the removed text",
    "comments": "readers’ comments",
    "all": "everything",
}

FIELD_LABELS: Final = {
    "title": "the title",
    "body": "the text",
    "removed": "the removed text",
    "comments": "readers’ comments",
}

SORT_LABELS: Final = {"relevance": "Relevance", "newest": "Newest", "oldest": "Oldest"}

PRECISION_NOTES: Final = {"month": "day not known", "year": "month not known"}


def date_label(value: str) -> str:
    """An ISO date prefix in words: "18 November 2017", "November 2017", "2017". What is no date stays as it is."""
    parts = value.split("-")
    try:
        year, month, day = (*parts, "", "")[:3]
        words = [str(int(day))] if day else []
        words += [MONTHS[int(month) - 1]] if month else []
        return " ".join([*words, year])
    except (ValueError, IndexError):
        return value


def precision_note(value: str) -> str:
    """What a date does not say, or "" for a day."""
    return PRECISION_NOTES.get(precision(value), "")


def value_label(field: str, value: str) -> str:
    """A facet value in short: the last level of a place, a date in words, "[no actor]"."""
    if value == MISSING:
        return f"[no {FACET_BY_NAME[field].noun}]"
    if field == "date":
        return date_label(value)
    separator = FACET_BY_NAME[field].separator
    return value.rsplit(separator, 1)[-1] if separator else value


def path_label(field: str, value: str) -> str:
    """A facet value in full: all levels of a place, from the top."""
    separator = FACET_BY_NAME[field].separator
    if value == MISSING or field == "date" or not separator:
        return value_label(field, value)
    return " › ".join(value.split(separator))


def articles(count: int) -> str:
    """ "1 article", "1,204 articles"."""
    return f"{count:,} article{'' if count == 1 else 's'}"


def title_of(document: Document) -> str:
    """The article's title, or what to call it without one."""
    return document.title if document.title.strip() else f"(no title) {document.path}"
