"""What each subcommand of `index-cli` does; `index.cli` says how they are called."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from functools import partial
from typing import Any, Final

from index.logs import Log
from search.engine import Engine, open_engine
from search.errors import IndexNotFoundError

_SUSPICIOUS: Final = 20
"""Articles that status names as suspicious, the least sure first."""


def update(arguments: Namespace, log: Log) -> int:
    """Bring the index up to date; 1 when more files failed than may."""
    return _build(arguments, log, rebuild=False)


def rebuild(arguments: Namespace, log: Log) -> int:
    """Index everything anew, beside the living index; 1 when more files failed than may."""
    return _build(arguments, log, rebuild=True)


def _build(arguments: Namespace, log: Log, *, rebuild: bool) -> int:
    from index.pipeline import update
    from index.settings import find_archive, find_names, find_overlay
    from search.config import find_index

    archive = find_archive(arguments.archive, arguments.sources)
    names = find_names(arguments.names, archive)
    overlay = find_overlay(arguments.rules)
    archive = replace(archive, overlay=overlay, names=names.text, names_files=names.files)
    with _opened(find_index(arguments.index)) as engine:
        report = update(
            archive,
            engine,
            rebuild=rebuild,
            dry_run=arguments.dry_run,
            allow_mass_delete=arguments.allow_mass_delete,
            retry_failed=getattr(arguments, "retry_failed", False),
            on_event=log.event,
        )
    log.finish(report)
    return int(report.failed > arguments.max_failures)


@contextmanager
def _opened(url: str) -> Iterator[Engine]:
    engine = open_engine(url)
    try:
        yield engine
    finally:
        engine.close()


def status(arguments: Namespace, log: Log) -> int:
    """Print what the index holds, whether that is the archive as it is now, what became no article, and what was
    perhaps cleaned wrongly."""
    from index.ledger import read_failures, read_suspicions
    from search.config import find_index
    from search.freshness import doubt
    from search.terminal import printable

    url = find_index(arguments.index)
    with _opened(url) as engine:
        generation = engine.generation
        if not generation:
            raise IndexNotFoundError(url)
        failures = [{"path": f.path, "stage": f.stage, "reason": f.reason} for f in read_failures(url)]
        suspicious = sorted(read_suspicions(url), key=lambda one: (one.figures.get("confidence", 0), one.path))
        known: dict[str, Any] = {"index": url, "generation": generation, "articles": engine.count()}
    why = doubt(url, generation)
    if arguments.json:
        doubts = [asdict(one) for one in suspicious]
        _print(json.dumps({**known, "stale": why, "failed": failures, "suspicious": doubts}, indent=2))
        return 0
    for name, value in known.items():
        _print(f"{name + ':':12}{value}")
    _print(printable(f"{'up to date:':12}{f'perhaps not: {why}' if why else 'yes'}"))
    _print(f"{'failed:':12}{len(failures)}")
    for failure in failures:
        _print(printable(f"  {failure['path']}: {failure['stage']}: {failure['reason']}"))
    _print(f"{'suspicious:':12}{len(suspicious)}")
    for one in suspicious[:_SUSPICIOUS]:
        _print(printable(f"  {one.path}: {one.why}"))
    if len(suspicious) > _SUSPICIOUS:
        _print(f"  and {len(suspicious) - _SUSPICIOUS} more: status --json names them")
    return 0


def explain(arguments: Namespace, log: Log) -> int:
    """Print one article laid open."""
    from index.explain import explain
    from index.repeats.survey import recall
    from index.settings import find_overlay, names_here, read_one
    from search.config import find_index
    from search.terminal import wants_color, width

    overlay = find_overlay(arguments.rules)
    raw = read_one(arguments.file, arguments.archive, arguments.sources)
    rules = None if overlay is None else overlay.rules
    raw, repeated = recall(find_index(arguments.index), raw)
    lines = explain(
        raw,
        names=names_here(arguments.names, arguments.archive, arguments.sources),
        rules=rules,
        repeated=repeated,
        color=wants_color(arguments.color, sys.stdout),
        width=width() if sys.stdout.isatty() else None,
        everything=arguments.all,
    )
    for line in lines:
        _print(line)
    return 0


def learn_boilerplate(arguments: Namespace, log: Log) -> int:
    """Print what the sources of the archive repeat word for word."""
    from index.repeats.command import as_json, as_lines
    from index.repeats.learned import learn
    from index.settings import find_archive, find_overlay
    from search.config import find_index

    archive = replace(find_archive(arguments.archive, arguments.sources), overlay=find_overlay(arguments.rules))
    sources = learn(archive, find_index(arguments.index))
    for line in [as_json(sources)] if arguments.json else as_lines(sources):
        _print(line)
    return 0


def evaluate(arguments: Namespace, log: Log) -> int:
    """Measure labelled articles, or draft labels; 1 when a floor was not reached or an article not measured."""
    from index.evaluate_command import run

    return run(arguments, log, _print)


def _print(line: str) -> None:
    """Print a line that is fit for a terminal already."""
    sys.stdout.write(line + "\n")


def clean(arguments: Namespace, log: Log) -> int:
    """Clean articles from standard input."""
    from index.jsonl import answer_lines, clean_answer
    from index.settings import find_overlay

    overlay = find_overlay(arguments.rules)
    rules = None if overlay is None else overlay.rules
    answer_lines(sys.stdin.buffer, sys.stdout, partial(clean_answer, rules=rules))
    return 0


def facets(arguments: Namespace, log: Log) -> int:
    """Find the facets of articles from standard input."""
    from index.jsonl import answer_lines, facets_answer
    from index.settings import names_here

    names = names_here(arguments.names, None, None)
    answer_lines(sys.stdin.buffer, sys.stdout, partial(facets_answer, names=names))
    return 0


def compare(arguments: Namespace, log: Log) -> int:
    """Compare pairs of spellings from standard input."""
    from index.jsonl import answer_lines, compare_answer

    answer_lines(sys.stdin.buffer, sys.stdout, compare_answer)
    return 0


def keys(arguments: Namespace, log: Log) -> int:
    """Give the index keys of spellings from standard input."""
    from index.jsonl import answer_lines, keys_answer

    answer_lines(sys.stdin.buffer, sys.stdout, keys_answer)
    return 0
