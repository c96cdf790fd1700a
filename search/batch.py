"""Many questions in one run: one a line, each with a line of answer."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from search.ask import ask, read
from search.engine import Searcher
from search.errors import QueryError
from search.output import results_json
from search.question import Question
from search.results import Results
from search.terminal import printable

if TYPE_CHECKING:
    from search.names import Names

COLUMNS: Final = ("query", "total", "id", "title")
"""What a line of answer holds: id and title are those of the first hit."""

_BOM: Final = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to the question on this line; None with what is wrong where it could not be asked."""

    line: int
    question: Question
    results: Results | None
    error: str = ""


def open_batch(file: str) -> AbstractContextManager[BinaryIO]:
    """The file of questions, "-" being standard input; `QueryError` when it cannot be read."""
    if file == "-":
        return contextlib.nullcontext(sys.stdin.buffer)
    try:
        return Path(file).open("rb")
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else str(error)
        raise QueryError(f"cannot read '{file}' ({why}): --batch takes a file with one query a line, or -") from error


def answers(lines: Iterable[bytes], asked: Question, searcher: Searcher, names: Names) -> Iterator[Answer]:
    """The answer to each line that is not blank, as soon as it is known: `asked` with the line as its text, and its
    best hit. Raises as `ask` does for what is wrong with `asked` itself; a line that cannot be asked is one answer."""
    asked = replace(asked, limit=1, offset=0, facets=())
    read(searcher, replace(asked, text=""), names)
    for number, raw in enumerate(lines, 1):
        line = raw.removeprefix(_BOM) if number == 1 else raw
        question = replace(asked, text=line.decode("utf-8", "replace").strip())
        if not question.text:
            continue
        try:
            line.decode("utf-8")
            yield Answer(number, question, ask(searcher, question, names))
        except UnicodeDecodeError as error:
            why = f"byte {error.start + 1} is not UTF-8: save the file as UTF-8"
            yield Answer(number, question, None, why)
        except QueryError as error:
            yield Answer(number, question, None, str(error))


def cells(answer: Answer) -> list[str]:
    """An answer as the cells of `COLUMNS`; those after the query are empty where it could not be asked."""
    total = "" if answer.results is None else str(answer.results.total)
    first = answer.results.hits[0].document if answer.results and answer.results.hits else None
    shown = (answer.question.text, total, *((first.id, first.title) if first else ("", "")))
    return [printable(cell) for cell in shown]


def answer_json(answer: Answer) -> dict[str, Any]:
    """An answer as `results_json` gives it, with `line`; of what could not be asked `line`, `query` and `error`."""
    if answer.results is None:
        return {"line": answer.line, "query": answer.question.text, "error": answer.error}
    return {"line": answer.line, **results_json(answer.question, answer.results)}
