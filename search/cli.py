"""`search-cli`: ask an index from a terminal or a script."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from argparse import Namespace
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final, TextIO

from search import output, text
from search.arguments import is_place, question_of, read_arguments
from search.ask import ask
from search.config import find_index, find_page
from search.documents import FACET_NAMES
from search.engine import Engine, open_engine
from search.errors import (
    ConfigError,
    DocumentNotFoundError,
    DragomanError,
    EngineError,
    IndexBusyError,
    IndexStaleError,
    QueryError,
)
from search.links import page_size, question_path
from search.question import Question
from search.results import Hit, Results
from search.terminal import page, printable, utf8, wants_color, width

FOUND: Final = 0
NOTHING: Final = 1
USAGE: Final = 2
UNREADABLE: Final = 3
BUSY: Final = 4
INTERRUPTED: Final = 130

COMPLETE: Final = "--complete"
"""What shells call with a facet and the beginning of a value; no flag for people."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run `search-cli` with these arguments (those of the process when None) and give its exit status."""
    utf8(sys.stdout)
    utf8(sys.stderr)
    arguments = sys.argv[1:] if argv is None else argv
    try:
        if list(arguments[:1]) == [COMPLETE]:
            return _complete(arguments[1:])
        status = run(read_arguments(arguments))
        sys.stdout.flush()
    except BrokenPipeError:  # whoever reads us has seen enough
        _silence(sys.stdout)
        return FOUND
    except KeyboardInterrupt:
        return INTERRUPTED
    except DragomanError as error:
        print(f"search-cli: {printable(str(error))}", file=sys.stderr)  # noqa: T201
        return _status(error)
    return status


def _silence(stream: TextIO) -> None:
    """Lead a stream nowhere: Python flushes it once more at its end, and must not fail then."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _status(error: DragomanError) -> int:
    match error:
        case QueryError() | ConfigError() | DocumentNotFoundError():
            return USAGE
        case IndexBusyError() | IndexStaleError():
            return BUSY
        case EngineError():
            return UNREADABLE
    return USAGE


def run(found: Namespace) -> int:
    """Do what the flags say."""
    if found.version:
        from importlib.metadata import version

        _write([f"search-cli {version('dragoman')}\n"])
        return FOUND
    if found.generate:
        _write([_generated(found.generate)])
        return FOUND
    question = question_of(found)
    if found.url:
        _write([find_page() + question_path(question) + "\n"])
        if beside := question.offset % page_size(question):
            print(f"search-cli: the page shows the {beside} articles before them, too", file=sys.stderr)  # noqa: T201
        return FOUND
    if not (found.given or question.choices or question.since or question.until or found.facets or found.output
            or found.show or found.explain or found.format or found.batch is not None or found.values
            or found.similar or found.open):  # fmt: skip
        raise QueryError("what to search for? Give some words, or see search-cli --help")
    engine = open_engine(find_index(found.index))
    try:
        if found.require_fresh:
            _check_fresh(engine)
        return _answer(found, question, engine)
    finally:
        engine.close()


def _check_fresh(engine: Engine) -> None:
    from search.freshness import doubt

    why = doubt(engine.url, engine.generation) if engine.generation else ""
    if why:
        raise IndexStaleError(engine.url, why)


def _generated(kind: str) -> str:
    from search import completion

    match kind:
        case "complete-bash":
            return completion.bash_script()
        case "complete-zsh":
            return completion.zsh_script()
        case "complete-fish":
            return completion.fish_script()
    from importlib.metadata import version

    from search.manual import man_page

    return man_page(version("dragoman"))


def _complete(arguments: Sequence[str]) -> int:
    from search.completion import complete

    _write(value + "\n" for value in complete(arguments))
    sys.stdout.flush()
    return FOUND


def _answer(found: Namespace, question: Question, engine: Engine) -> int:
    if found.show is not None:
        return _show(found, question, engine)
    if found.explain:
        return _explain(found, question, engine)
    if found.open is not None:
        return _open(found.open, question, engine)
    if found.batch is not None:
        return _batch(found, question, engine)
    if found.values is not None:
        return _values(found, question, engine)
    from search.names import load_names

    kind = _kind(found)
    started = time.perf_counter()
    results = ask(engine, _wanted(found, kind, question), load_names(engine.overlay()))
    seconds = time.perf_counter() - started
    _remark(results)
    if kind in ("text", "lines") and not found.print0 and _output(found) == "summary":
        told = (text.summary(results, question.sort), f"[{text.index_state(engine)}]", f"{seconds * 1000:.0f} ms")
        head = text.head(told, text.Paper(width())) if kind == "text" else ""
        if kind == "lines":
            sys.stderr.write("   ".join(told) + "\n")
    else:
        head = ""
    lines = _lines(found, kind, question, results)
    if kind == "text" and not found.no_pager:
        page(head + "".join(lines))
    else:
        _write([head])
        _write(lines)
    return FOUND if results.total else NOTHING


def _kind(found: Namespace) -> str:
    kind: str = found.format or ("text" if sys.stdout.isatty() else "lines")
    return kind


def _remark(results: Results) -> None:
    """Say on standard error what is to be said of a question, and where to go from one that finds nothing."""
    for note in results.interpretation.notes if results.interpretation else ():
        print(f"search-cli: {printable(note)}", file=sys.stderr)  # noqa: T201
    for way in text.ways_out(results):
        print(f"search-cli: {way}", file=sys.stderr)  # noqa: T201


def _output(found: Namespace) -> str:
    return found.output or ("facets" if found.facets else "summary")


def _wanted(found: Namespace, kind: str, question: Question) -> Question:
    """The question without what nobody would see: counting and fetching take time."""
    chosen, facets = _output(found), found.facets or FACET_NAMES
    question = replace(question, spellings=kind == "json", marks=_shows_marks(found, kind))
    if chosen == "count":
        return replace(question, facets=(), limit=0, offset=0)
    if chosen == "facets":
        return replace(question, facets=facets, limit=0, offset=0)
    return replace(question, facets=facets if kind in ("json", "text") and chosen == "summary" else ())


def _shows_marks(found: Namespace, kind: str) -> bool:
    if _output(found) != "summary":
        return False
    if found.fields and kind != "text":
        return not output.MARKS.isdisjoint(found.fields)
    return kind in ("text", "json", "jsonl")


def _lines(found: Namespace, kind: str, question: Question, results: Results) -> Iterator[str]:
    """What goes to standard output, line by line."""
    chosen = _output(found)
    if chosen == "count":
        return iter([f"{results.total}\n"])
    if chosen in ("path", "id"):
        shown = (hit.document.path if chosen == "path" else hit.document.id for hit in results.hits)
        return (f"{value}\0" if found.print0 else f"{printable(value)}\n" for value in shown)
    if chosen == "text":
        return _texts(found, kind, question, results)
    if kind in ("ris", "bibtex"):
        return _citations(kind, results.hits)
    if kind == "json":
        return iter([output.dump(output.results_json(question, results, found.fields), indent=2) + "\n"])
    if chosen == "facets":
        return _table(kind, ("facet", "value", "articles"), output.facet_rows(results.facets))
    if kind == "jsonl":
        return (output.dump(data) + "\n" for data in output.objects(results.hits, found.fields))
    if kind == "text":
        paper = text.Paper(width(), wants_color(found.color, sys.stdout))
        told = [*text.hit_lines(results.hits, question.offset, paper), *text.facet_lines(results, paper)]
        return (line + "\n" for line in told)
    columns = found.fields or (output.LINE_COLUMNS if kind == "lines" else output.TABLE_COLUMNS)
    return _table(kind, columns, output.rows(results.hits, columns))


def _table(kind: str, header: Sequence[str], lines: Iterable[Sequence[str]]) -> Iterator[str]:
    if kind == "jsonl":
        return (output.dump(output.table_object(header, line)) + "\n" for line in lines)
    if kind == "csv":
        return output.comma_separated([header, *lines])
    return output.tab_separated([header, *lines] if kind == "tsv" else lines)


def _texts(found: Namespace, kind: str, question: Question, results: Results) -> Iterator[str]:
    """The whole text of each hit."""
    if kind == "json":
        data = output.results_json(question, results, found.fields)
        pairs = zip(data["hits"], results.hits, strict=True)
        data["hits"] = [shown | {"text": hit.document.body} for shown, hit in pairs]
        yield output.dump(data, indent=2) + "\n"
    elif kind == "jsonl":
        for shown, hit in zip(output.objects(results.hits, found.fields), results.hits, strict=True):
            yield output.dump(shown | {"text": hit.document.body}) + "\n"
    else:
        paper = text.Paper(width(), wants_color(found.color, sys.stdout))
        for number, document in enumerate(hit.document for hit in results.hits):
            if kind == "text":
                told = text.article_lines(document, paper, removed=found.scope != "body")
                yield from (["-" * paper.width + "\n"] if number else [])
            else:
                told = text.plain_lines(document)
            yield from (line + "\n" for line in told)
            yield "\0" if found.print0 else "" if kind == "text" else "\f\n"


def _citations(kind: str, hits: Sequence[Hit]) -> Iterator[str]:
    from search.citations import bibtex, ris

    return ris(hits) if kind == "ris" else bibtex(hits)


def _batch(found: Namespace, question: Question, engine: Engine) -> int:
    """Answer the questions of a file; a bad one is named, and the others answered."""
    from search import batch
    from search.names import load_names

    kind = found.format if found.format in ("jsonl", "csv", "tsv") else "lines"
    name = "standard input" if found.batch == "-" else found.batch
    status = NOTHING
    with batch.open_batch(found.batch) as lines:
        _write(_table(kind, batch.COLUMNS, []) if kind != "jsonl" else ())
        for answer in batch.answers(lines, question, engine, load_names(engine.overlay())):
            read_as = answer.results.interpretation if answer.results else None
            for remark in [answer.error] if answer.error else read_as.notes if read_as else ():
                print(f"search-cli: {printable(f'{name}:{answer.line}: {remark}')}", file=sys.stderr)  # noqa: T201
            if kind == "jsonl":
                _write([output.dump(batch.answer_json(answer)) + "\n"])
            else:
                cells = [batch.cells(answer)]
                _write(output.comma_separated(cells) if kind == "csv" else output.tab_separated(cells))
            sys.stdout.flush()  # somebody may type the questions, or send them one by one
            if answer.error:
                status = USAGE
            elif status == NOTHING and answer.results and answer.results.total:
                status = FOUND
    return status


def _values(found: Namespace, question: Question, engine: Engine) -> int:
    """Print values of one facet."""
    from search.facet_values import HEADER, ValuesPage, find_values
    from search.names import load_names

    kind, (facet, letters), names = _kind(found), found.values, load_names(engine.overlay())
    results = ask(engine, replace(question, facets=(facet,), limit=0, offset=0), names)
    values = find_values(results.facets[facet], letters, names)
    shown = ValuesPage(results, facet, letters, tuple(values), question.offset, question.limit)
    _remark(results)
    if kind == "json":
        _write([output.dump(shown.json(), indent=2) + "\n"])
    elif kind == "text":
        told = [shown.summary() + "\n", *(line + "\n" for line in shown.lines())]
        if found.no_pager:
            _write(told)
        else:
            page("".join(told))
    else:
        if kind == "lines":
            sys.stderr.write(shown.summary() + "\n")
        _write(_table(kind, HEADER, shown.rows()))
    return FOUND if values else NOTHING


def _show(found: Namespace, question: Question, engine: Engine) -> int:
    if found.given and is_place(found.show):
        hits = _at(int(found.show), question, engine)
        if not hits:
            return NOTHING
        document = hits[0].document
    else:
        document = engine.get(found.show)
    if found.format in ("ris", "bibtex"):
        _write(_citations(found.format, [Hit(document, 0.0)]))
        return FOUND
    if found.format in ("json", "jsonl"):
        from search.documents import to_json

        _write([output.dump(to_json(document), indent=2 if found.format == "json" else None) + "\n"])
        return FOUND
    paper = text.Paper(width(), wants_color(found.color, sys.stdout))
    told = (line + "\n" for line in text.article_lines(document, paper, removed=found.scope != "body"))
    if found.no_pager:
        _write(told)
    else:
        page("".join(told))
    return FOUND


def _open(place: int, question: Question, engine: Engine) -> int:
    from search.opener import open_article

    hits = _at(place, question, engine)
    if not hits:
        return NOTHING
    print(f"search-cli: opened {printable(open_article(hits[0].document))}", file=sys.stderr)  # noqa: T201
    return FOUND


def _at(place: int, question: Question, engine: Engine) -> Sequence[Hit]:
    """The article at this place of the answer, counted from 1; nothing where the answer is shorter."""
    from search.names import load_names

    one = replace(question, facets=(), limit=1, offset=question.offset + place - 1)
    results = ask(engine, one, load_names(engine.overlay()))
    print(f"search-cli: {text.summary(results)}", file=sys.stderr)  # noqa: T201
    return results.hits


def _explain(found: Namespace, question: Question, engine: Engine) -> int:
    from search import report
    from search.names import load_names

    asked = replace(question, explain=True, facets=found.facets or ())
    results = ask(engine, asked, load_names(engine.overlay()))
    index = f"{engine.url} [{text.index_state(engine)}]"
    if found.format in ("json", "jsonl"):
        data = report.explanation_json(asked, results, engine.count(), index)
        _write([output.dump(data, indent=2 if found.format == "json" else None) + "\n"])
        return FOUND if results.total else NOTHING
    told = [line + "\n" for line in report.explanation_lines(asked, results, engine.count(), index)]
    if found.no_pager:
        _write(told)
    else:
        page("".join(told))
    return FOUND if results.total else NOTHING


def _write(lines: Iterable[str]) -> None:
    for line in lines:
        sys.stdout.write(line)
