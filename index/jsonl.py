"""The stable machine interfaces: JSON lines in, JSON lines out, one answer for each line.

A line that cannot be answered gives {"id": ..., "error": ...} and stops nothing. Memory holds one line.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Final, TextIO

from index.articles import CleanArticle, Facts, Kind, RawArticle
from index.collector import rare_collection
from index.patience import PATIENCE, TooSlowError, time_limit
from search.documents import Evidence, FacetValue, precision

if TYPE_CHECKING:
    from index.cleaning.rules import Rules
    from search.names import Names

LONGEST_LINE: Final = 64_000_000
"""Bytes of an input line; a longer one is answered with an error and passed over."""

Answer = Callable[[Mapping[str, Any]], dict[str, Any]]
"""Answers a request; ValueError, in words for the caller, when it asks for something impossible."""


def answer_lines(source: BinaryIO, out: TextIO, answer: Answer, *, patience: float = PATIENCE) -> None:
    """Answer each line of `source` with a line on `out`, in order, flushed. Empty lines are passed over.

    Output is ASCII (JSON escapes), so that neither an encoding nor a terminal can be upset by it.
    """
    with rare_collection():
        for line in _lines(source):
            out.write(_reply(line, answer, patience) + "\n")
            out.flush()


def _lines(source: BinaryIO) -> Iterator[bytes | None]:
    """The lines that are not empty; None for one that is too long."""
    while line := source.readline(LONGEST_LINE + 1):
        if len(line) <= LONGEST_LINE or line.endswith(b"\n"):
            if line.strip():
                yield line
            continue
        while line and not line.endswith(b"\n"):
            line = source.readline(LONGEST_LINE)
        yield None


def _reply(line: bytes | None, answer: Answer, patience: float) -> str:
    id: Any = None
    try:
        if line is None:
            raise ValueError(f"the line is longer than {LONGEST_LINE:,} bytes: split the text")
        request = json.loads(line)
        if not isinstance(request, dict):
            raise ValueError('not a JSON object: write {"id": ..., ...}')
        id = _id(request.get("id"))
        with time_limit(patience):
            return json.dumps({"id": id, **answer(request)})
    except ValueError as error:
        return json.dumps({"id": id, "error": str(error)[:500]})
    except (Exception, TooSlowError) as error:
        # whatever an article does to the parsers, the next line is answered
        return json.dumps({"id": id, "error": f"{type(error).__name__}: {error}"[:500]})


def _id(given: Any) -> Any:
    """The id, unless JSON cannot give it back: 1e400 comes in as infinity."""
    try:
        json.dumps(given, allow_nan=False)
    except ValueError:
        raise ValueError('"id" is no finite number: write it as a text') from None
    return given


def clean_answer(request: Mapping[str, Any], *, rules: Rules | None = None) -> dict[str, Any]:
    """{"text" or "html", "url"?} -> {"title", "body", "confidence", "removed": [{"reason", "text", "start", "end",
    "rule", "confidence"}]}. The indent of a removed line goes with it."""
    from index.cleaning import clean

    article = clean(_raw(request), rules=rules)
    given = _is_text(article)
    removed = [
        {
            "reason": block.reason,
            "text": article.page_text[start : block.end],
            "start": start if given else None,
            "end": block.end if given else None,
            "rule": block.rule,
            "confidence": round(block.confidence, 3),
        }
        for block in article.blocks
        if block.role == "removed"
        for start in (_with_indent(article.page_text, block.start),)
    ]
    confidence = round(article.confidence, 3)
    return {"title": article.title, "body": article.body, "confidence": confidence, "removed": removed}


def facets_answer(request: Mapping[str, Any], *, names: Names | None = None) -> dict[str, Any]:
    """{"text" or "html", "url"?} -> dates, publishers, agency, regions, actors; the main one first."""
    from index.cleaning import clean
    from index.facets import extract_facets
    from search.names import load_names

    article = clean(_raw(request))
    values = extract_facets(article, names or load_names())
    actors = [
        (value, role) for field, role in (("actor", "actor"), ("source", "source")) for value in values.get(field, ())
    ]
    return {
        "language": article.language,
        "date": _date(article, values.get("date", ())),
        "original_date": _date(article, values.get("original_date", ())),
        "updated": _date(article, values.get("updated", ())),
        "publisher": _publisher(values.get("publisher", ())),
        "original_publisher": _publisher(values.get("original_publisher", ())),
        "agency": _publisher(values.get("agency", ())),
        "regions": [{"path": v.value, "mentions": _mentions(article, v)} for v in values.get("region", ())],
        "actors": [
            {"name": v.value, "type": v.type, "role": role, "mentions": _mentions(article, v)} for v, role in actors
        ],
    }


def compare_answer(request: Mapping[str, Any]) -> dict[str, Any]:
    """{"a", "b"} -> {"a", "b", "score"}: how surely both name the same, 0 to 1."""
    from search.names import compare

    a, b = request.get("a"), request.get("b")
    if not isinstance(a, str) or not isinstance(b, str):
        raise ValueError('"a" and "b" must be texts')
    return {"a": a, "b": b, "score": compare(a, b)}


def keys_answer(request: Mapping[str, Any]) -> dict[str, Any]:
    """{"name"} -> {"name", "keys"}: by what to look for other spellings of it."""
    from search.names import keys

    name = request.get("name")
    if not isinstance(name, str):
        raise ValueError('"name" must be a text')
    return {"name": name, "keys": keys(name)}


def _raw(request: Mapping[str, Any]) -> RawArticle:
    kinds: tuple[Kind, ...] = ("text", "html")
    given = [kind for kind in kinds if request.get(kind) is not None]
    if len(given) != 1:
        raise ValueError('give either "text" or "html"')
    kind = given[0]
    text, url = request[kind], request.get("url")
    if not isinstance(text, str) or not (url is None or isinstance(url, str)):
        raise ValueError(f'"{kind}" and "url" must be texts')
    return RawArticle("", kind, text, facts=Facts(url=url or None))


def _with_indent(text: str, start: int) -> int:
    """Where the line of a block begins, if only white space stands before the block; otherwise the block's start."""
    first = start
    while first and text[first - 1].isspace() and not _breaks(text[first - 1]):
        first -= 1
    return first if not first or _breaks(text[first - 1]) else start


def _breaks(character: str) -> bool:
    return len(f"{character}.".splitlines()) > 1


def _is_text(article: CleanArticle) -> bool:
    return article.raw.kind != "html"


def _date(article: CleanArticle, held: tuple[FacetValue, ...]) -> dict[str, Any]:
    if not held:
        return {"value": None, "precision": precision(None), "kind": None, "evidence": []}
    value = held[0]
    return {
        "value": value.value,
        "precision": precision(value.value),
        "kind": value.type,
        "confidence": value.confidence,
        "evidence": [_evidence(article, one) for one in value.evidence],
    }


def _evidence(article: CleanArticle, evidence: Evidence) -> dict[str, Any]:
    start, end = _offsets(article, evidence) or (None, None)
    return {"rule": evidence.rule, "text": evidence.text, "place": evidence.place, "start": start, "end": end}


def _publisher(held: tuple[FacetValue, ...]) -> dict[str, Any] | None:
    return {"name": held[0].value, "domain": held[0].domain} if held else None


def _mentions(article: CleanArticle, value: FacetValue) -> list[list[Any]]:
    """[start, end, text, kind] of each mention, in text order."""
    found = ((_offsets(article, evidence), evidence) for evidence in value.evidence)
    return sorted([*span, evidence.text, evidence.kind or "literal"] for span, evidence in found if span is not None)


def _offsets(article: CleanArticle, evidence: Evidence) -> tuple[int, int] | None:
    """Where evidence stands in the given text, or in the body of an HTML page; None elsewhere."""
    if evidence.start is None or evidence.end is None or evidence.place not in ("title", "body"):
        return None
    if _is_text(article):
        return article.page_offsets(evidence.start, evidence.end, in_title=evidence.place == "title")
    return (evidence.start, evidence.end) if evidence.place == "body" else None
