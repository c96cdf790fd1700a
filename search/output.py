"""Answers for machines: JSON, and tables for spreadsheets and pipes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final

from search.documents import Document, precision
from search.fields import MISSING
from search.links import question_path
from search.question import Question
from search.results import FacetCount, FacetResult, Hit, Results, Snippet
from search.terminal import printable

LINE_COLUMNS: Final = ("id", "date", "publisher", "title", "path")
"""What a line of a pipe holds; this does not change."""

TABLE_COLUMNS: Final = (*LINE_COLUMNS, "url", "score")

MARKS: Final = frozenset(("title_marks", "snippets"))
"""The columns that say where a hit speaks of the question."""

COLUMNS: Final = (
    *("id", "title", "path", "url", "date", "date_precision", "date_kind", "perhaps", "publisher", "score"),
    *("original_date", "original_publisher", "updated", "agency", "language", "actors", "regions", "removed"),
    *("title_marks", "snippets"),
)
"""The keys of a hit, in the order of the JSON."""

_UNSAFE: Final = re.compile(
    "[\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb]"
    "|[\U000e0000-\U000e007f]"
)
_FORMULA: Final = ("=", "+", "-", "@")


def results_json(question: Question, results: Results, fields: Sequence[str] | None = None) -> dict[str, Any]:
    """An answer as plain JSON data: what `search-cli --json` prints and the API gives. With `fields`, hits have these
    keys only."""
    read = results.interpretation
    return {
        "query": question.text,
        "interpretation": read.text if read else "",
        "spellings": [[asdict(way) for way in ways] for ways in read.spellings] if read else [],
        "notes": list(read.notes) if read else [],
        "total": results.total,
        "perhaps": results.perhaps,
        "instead": [
            {"text": way.text, "query": way.question.text, "page": question_path(way.question), "total": way.count}
            for way in results.instead
        ],
        "offset": question.offset,
        "limit": question.limit,
        "sort": question.sort,
        "inexact": results.inexact,
        "hits": list(objects(results.hits, fields)),
        "facets": {name: _facet_json(result) for name, result in results.facets.items()},
    }


def hit_json(hit: Hit) -> dict[str, Any]:
    """A hit as plain JSON data. Marks are [start, end] offsets, in characters, into the text they stand beside."""
    document = hit.document
    dated = document.first("date")
    date = None if dated is None else dated.value
    return {
        "id": document.id,
        "title": document.title,
        "path": document.path,
        "url": document.url,
        "date": date,
        "date_precision": precision(date),
        "date_kind": None if dated is None else dated.type,
        "perhaps": hit.perhaps,
        "publisher": _first(document, "publisher"),
        "score": hit.score,
        "original_date": _first(document, "original_date"),
        "original_publisher": _first(document, "original_publisher"),
        "updated": _first(document, "updated"),
        "agency": _first(document, "agency"),
        "language": document.language,
        "actors": [{"name": held.value, "type": held.type} for held in document.values.get("actor", ())],
        "regions": [held.value for held in document.values.get("region", ())],
        "removed": _reasons(document),
        "title_marks": [list(mark) for mark in hit.title_marks],
        "snippets": [_snippet_json(snippet) for snippet in hit.snippets],
    }


def objects(hits: Iterable[Hit], fields: Sequence[str] | None = None) -> Iterator[dict[str, Any]]:
    """Each hit as `hit_json` gives it, or these of its keys only."""
    for hit in hits:
        data = hit_json(hit)
        yield {name: data[name] for name in fields} if fields else data


def dump(data: object, *, indent: int | None = None) -> str:
    """JSON that a terminal can be sent: readable in all scripts, with what acts on a terminal escaped."""
    text = json.dumps(data, ensure_ascii=False, indent=indent)
    return _UNSAFE.sub(lambda match: json.dumps(match[0])[1:-1], text)


def rows(hits: Iterable[Hit], columns: Sequence[str]) -> Iterator[list[str]]:
    """A hit as cells of printable text; several values in a cell are parted by "; "."""
    for hit in hits:
        data = hit_json(hit)
        yield [printable(_cell(data[column])) for column in columns]


def facet_rows(facets: Mapping[str, FacetResult]) -> Iterator[list[str]]:
    """The counts of facets as (facet, value, articles), the bucket without values as "none"."""
    for name, result in facets.items():
        for counted in result.counts:
            yield [name, printable(counted.value), str(counted.count)]
        if result.missing:
            yield [name, MISSING, str(result.missing)]


def table_object(header: Sequence[str], cells: Sequence[str]) -> dict[str, Any]:
    """A line of a table as plain JSON data; its numbers of articles are numbers."""
    named = zip(header, cells, strict=True)
    return {name: int(cell) if name == "articles" else cell for name, cell in named}


def tab_separated(lines: Iterable[Sequence[str]]) -> Iterator[str]:
    """Cells as lines; printable text holds no tab and no line end."""
    return ("\t".join(cells) + "\n" for cells in lines)


def comma_separated(lines: Iterable[Sequence[str]]) -> Iterator[str]:
    """Cells as CSV (RFC 4180, with \\n). What a spreadsheet would run as a formula gets an apostrophe before it."""
    for cells in lines:
        yield ",".join(_quoted(f"'{cell}" if cell.startswith(_FORMULA) else cell) for cell in cells) + "\n"


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if any(c in cell for c in ',"\n') else cell


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return str(value.get("name") or value.get("text") or "; ".join(f"{k} {v}" for k, v in value.items()))
    if isinstance(value, list):
        return "; ".join(_cell(item) for item in value)
    return str(value)


def _facet_json(result: FacetResult) -> dict[str, Any]:
    return {
        "values": [count_json(count) for count in result.counts],
        "missing": result.missing,
        "missing_chosen": result.missing_chosen,
        "other": result.other,
    }


def count_json(count: FacetCount) -> dict[str, Any]:
    """A value with its count as plain JSON data."""
    return {"value": count.value, "count": count.count, "chosen": count.chosen, "excluded": count.excluded}


def _snippet_json(snippet: Snippet) -> dict[str, Any]:
    return {
        "text": snippet.text,
        "marks": [list(mark) for mark in snippet.marks],
        "field": snippet.field,
        "reason": snippet.reason,
    }


def _reasons(document: Document) -> dict[str, int]:
    counts: dict[str, int] = {}
    for block in document.removed:
        counts[block.reason] = counts.get(block.reason, 0) + 1
    return counts


def _first(document: Document, field: str) -> str | None:
    held = document.first(field)
    return None if held is None else held.value
