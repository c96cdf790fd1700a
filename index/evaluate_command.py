"""`index-cli evaluate`: the labels files of the command line measured, or drafts of labels printed."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from index.articles import CleanArticle, Skipped
from index.drafts import draft
from index.evaluate import Evaluation, Values, Ways, evaluate, take_apart
from index.evaluate_table import as_json, table
from index.labelled import Places
from index.labels import Label, Labels, check_path, read_labels
from index.logs import Log
from index.readers.kinds import kind_of
from index.repeats.survey import recall
from index.settings import find_archive, find_overlay, names_here
from search.config import find_index
from search.errors import ArchiveError, ConfigError
from search.terminal import width

Show = Callable[[str], None]
"""Prints a line."""


def run(arguments: Namespace, log: Log, show: Show) -> int:
    """Measure, or draft; 1 when an article could not be read or cleaned, or a floor was not reached."""
    if arguments.draft and (arguments.json or arguments.worst is not None):
        raise ConfigError("--draft prints labels and measures nothing: leave out --json and --worst")
    overlay = find_overlay(arguments.rules)
    names = names_here(arguments.names, arguments.archive, arguments.sources)
    ways = Ways(names, None if overlay is None else overlay.rules, partial(recall, find_index(arguments.index)))
    places = _places(arguments)
    if arguments.draft:
        return _draft([Path(name) for name in arguments.files], places, ways, log, show)
    for name in arguments.files:
        if kind_of(name) is not None:
            raise ArchiveError("is an article: give a labels file, or add --draft to begin one", path=name)
    files = [read_labels(Path(name)) for name in arguments.files]
    return _evaluate(files, places, ways, arguments, log, show)


def _places(arguments: Namespace) -> Places:
    sources = None if arguments.sources is None else Path(arguments.sources)
    if arguments.archive is not None:
        return Places(find_archive(arguments.archive, arguments.sources), named=True)
    try:
        return Places(find_archive(None, arguments.sources), sources=sources)
    except ConfigError:  # nothing says where the archive is: articles lie beside the labels
        return Places(None, sources=sources)


def _draft(files: list[Path], places: Places, ways: Ways, log: Log, show: Show) -> int:
    here = Labels(Path("labels.toml"), ())
    failures = 0
    for number, file in enumerate(files):
        label = places.label_for(file, here.file.parent)
        if label is None:
            raise ArchiveError(
                "lies neither below this folder nor in the archive: name its folder with --archive", path=str(file)
            )
        done = _taken_apart(label, here, places, ways)
        if isinstance(done, Skipped):
            log.error(f"{file}: {done.stage}: {done.reason}")
            failures += 1
            continue
        if number:
            show("")
        for line in draft(label.path, *done):
            show(line)
    return int(failures > 0)


def _taken_apart(label: Label, here: Labels, places: Places, ways: Ways) -> tuple[CleanArticle, Values] | Skipped:
    try:
        check_path(label.path)
    except ValueError as error:
        return Skipped(label.path, "read", f"its path in a labels file {error}")
    raw = places.read(here, label)
    return raw if isinstance(raw, Skipped) else take_apart(raw, ways)


def _evaluate(files: list[Labels], places: Places, ways: Ways, arguments: Namespace, log: Log, show: Show) -> int:
    done: list[dict[str, Any]] = []
    code = 0
    for number, labels in enumerate(files):
        evaluation = evaluate(labels, places, ways)
        if arguments.json:
            done.append(as_json(evaluation))
        else:
            if number:
                show("")
            for line in table(evaluation, width=width(), worst=5 if arguments.worst is None else arguments.worst):
                show(line)
        code = max(code, _floors(evaluation, done, log))
    if arguments.json:
        show(json.dumps({"evaluations": done}, indent=2))
    return code


def _floors(evaluation: Evaluation, done: list[dict[str, Any]], log: Log) -> int:
    """1 when a floor was not reached, or an article not measured."""
    floors = evaluation.floors()
    if done:
        done[-1]["floors"] = [
            {"name": floor.name, "bound": floor.bound, "value": floor.value, "reached": floor.reached}
            for floor in floors
        ]
    for floor in floors:
        if not floor.reached:
            most = "at most" if floor.ceiling else "at least"
            log.error(
                f"{evaluation.labels.file}: the floor {floor.name} is not reached: "
                f"{floor.value:.4f}, and {most} {floor.bound:g} was asked"
            )
    return int(bool(evaluation.failed) or not all(floor.reached for floor in floors))
