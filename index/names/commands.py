"""What the subcommands of `index-cli names` do that are for owners; `index.cli` says how they are called."""

from __future__ import annotations

import json
import shlex
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.logs import Log
from search.errors import ConfigError, IndexNotFoundError
from search.terminal import printable

if TYPE_CHECKING:
    from index.names.candidates import Candidate
    from index.names.diff import Difference, NameChange, SpellingChange
    from index.names.files import OwnersNames
    from search.engine import Engine
    from search.names import Name, Names
    from search.names.model import NameField

_MARKS = {"new": "+", "changed": "~", "merged": ">", "retired": "-"}


def show(arguments: Namespace, log: Log) -> int:
    """Print the names that are written so; 1 when there are none."""
    from index.names.rows import FIELDS
    from index.settings import names_here

    names = names_here(arguments.names, arguments.archive, arguments.sources)
    typed = " ".join(arguments.words)
    found = [name for field in FIELDS for name in names.lookup(field, typed)]
    if arguments.json:
        _print(json.dumps([_name_json(name, names) for name in found], indent=2, ensure_ascii=False))
        return int(not found)
    if not found:
        _print(f"no name is written '{typed}'")
    for name in found:
        country = names.get(name.country) if name.country and name.field != "region" else None
        facts = (name.field, name.type, *([country.canonical] if country else []), name.id)
        _print(f"{name.value}  ({', '.join(facts)})")
        _print(f"    {' | '.join(map(_signed, names.spellings(name)))}")
    return int(not found)


def _name_json(name: Name, names: Names) -> dict[str, Any]:
    return {**name._asdict(), "spellings": [spelling._asdict() for spelling in names.spellings(name)]}


def _signed(spelling: Any) -> str:
    signs = "=" * (spelling.case + spelling.strict) + "?" * spelling.weak
    return f"{signs}{spelling.text}" + (" (adjective)" if spelling.kind == "adjective" else "")


def diff(arguments: Namespace, log: Log) -> int:
    """Print what names files would change."""
    from index.names.diff import difference
    from index.names.files import read_names

    owners = read_names([Path(name) for name in arguments.files]) if arguments.files else _owners(arguments)
    with _index(arguments) as engine:
        told = difference("" if engine is None else engine.overlay(), owners.text, engine)
    if arguments.json:
        _print(json.dumps(asdict(told), indent=2, ensure_ascii=False))
        return 0
    for line in _diff_lines(told, owners):
        _print(line)
    return 0


def _owners(arguments: Namespace) -> OwnersNames:
    from index.settings import find_archive, find_names

    try:
        archive = find_archive(arguments.archive, arguments.sources)
    except ConfigError:
        if arguments.names is None:
            raise
        archive = None
    return find_names(arguments.names, archive)


@contextmanager
def _index(arguments: Namespace) -> Iterator[Engine | None]:
    """The index, or None where none has been built."""
    from search.config import find_index
    from search.engine import open_engine

    engine = open_engine(find_index(arguments.index))
    try:
        yield engine if engine.generation else None
    finally:
        engine.close()


def _diff_lines(told: Difference, owners: OwnersNames) -> Iterator[str]:
    files = " and ".join(map(str, owners.files)) or "no names files"
    if not told.names:
        yield f"{files}: nothing changes" + ("" if told.total is None else ", the index has these names already")
        return
    for change in told.names:
        yield from _change_lines(change)
    many = f"{len(told.names)} {'name changes' if len(told.names) == 1 else 'names change'}"
    if told.total is None:
        yield f"{many}; there is no index yet to count articles in"
    else:
        yield f"{many}, in {told.articles:,} of {told.total:,} articles; 'index-cli update' does it"


def _change_lines(change: NameChange) -> Iterator[str]:
    became = {"merged": f" merged into {change.into}", "retired": " retired", "new": " new"}.get(change.sort, "")
    yield f"{_MARKS[change.sort]} {change.value} ({change.field}, {change.id}){became}{_articles(change.articles)}"
    for what, before, after in change.facts:
        yield f"    {what}: {before} -> {after}"
    for spelling in change.spellings:
        yield _spelling_line(spelling)


def _spelling_line(spelling: SpellingChange) -> str:
    extra = " (adjective)" if spelling.kind == "adjective" else ""
    if spelling.other:
        extra += f"  {'from' if spelling.added else 'to'} {spelling.other}"
    if spelling.shared:
        extra += f"  also {', '.join(spelling.shared[:3])}" + (", ..." if len(spelling.shared) > 3 else "")
    return f"    {'+' if spelling.added else '-'} {spelling.text}{extra}{_articles(spelling.articles)}"


def _articles(count: int | None) -> str:
    return "" if count is None else f"  [{count:,} {'article' if count == 1 else 'articles'}]"


def candidates(arguments: Namespace, log: Log) -> int:
    """Print what no list of names has; 1 when there is nothing."""
    from index.names.candidates import unlisted_actors, unlisted_places
    from index.names.phrases import phrases
    from search.config import find_index
    from search.names import load_names

    with _index(arguments) as engine:
        if engine is None:
            raise IndexNotFoundError(find_index(arguments.index))
        names = load_names(engine.overlay())
        wishes = {"least": arguments.least, "limit": arguments.limit}
        found = [*unlisted_actors(engine, names, **wishes), *unlisted_places(engine, names, **wishes)]
        if not arguments.no_phrases:
            found += phrases(engine, names, **wishes)
    if arguments.json:
        _print(json.dumps([{**asdict(one), "row": _row(one)} for one in found], indent=2, ensure_ascii=False))
        return int(not found)
    if not found:
        _print(f"nothing that no list has stands in {arguments.least} articles or more: see --least")
    heads = {
        "actor": "tagged, but on no list:",
        "place": "places, but on no list:",
        "phrase": "capitalised, and in no facet:",
    }
    for sort, head in heads.items():
        same = [one for one in found if one.sort == sort]
        if same:
            _print(head)
        for one in same:
            for line in _candidate_lines(one):
                _print(line)
    return int(not found)


def _row(candidate: Candidate) -> str:
    from index.names.adopt import adopted, line_of

    field: NameField = "region" if candidate.sort == "place" else "actor"
    if candidate.alike is not None:
        return line_of(adopted(field, candidate.name, spellings=candidate.spellings, into=candidate.alike))
    kind, parent = candidate.type, candidate.parent
    return line_of(adopted(field, candidate.name, kind, spellings=candidate.spellings, parent=parent))


def _candidate_lines(candidate: Candidate) -> Iterator[str]:
    facts = [candidate.type] if candidate.type else []
    if candidate.parent:
        facts.append(f"in {candidate.parent}")
    said = f" ({', '.join(facts)})" if facts else ""
    yield f"{candidate.articles:6}  {' | '.join((candidate.name, *candidate.spellings))}{said}"
    for example in candidate.examples:
        yield f"        {example.path}: {example.text}"
    spelt = [word for spelling in candidate.spellings for word in ("--spelling", spelling)]
    command = ["index-cli", "names", "adopt", candidate.name]
    if candidate.alike:
        into = shlex.join([*command, *spelt, "--into", candidate.alike])
        yield f"        {into}    (perhaps a spelling of it)"
    if candidate.sort == "place":
        command += ["--type", candidate.type or "place", "--parent", candidate.parent or ""]
    kind = " --type TYPE" if candidate.sort == "phrase" else ""
    yield f"        {shlex.join([*command, *spelt])}{kind}"


def adopt(arguments: Namespace, log: Log) -> int:
    """Add a name to the owner's names file, and print the row."""
    from index.names.adopt import adopted, append
    from index.names.changes import TYPES
    from index.names.files import check_target

    owners = _owners(arguments)
    file = check_target(owners)
    kind = arguments.type
    if kind is None and arguments.into is None:
        with _index(arguments) as engine:
            kind = None if engine is None else _held_type(engine, arguments.name)
        if kind not in TYPES["actor"]:
            raise ConfigError(
                f"what is '{arguments.name}'? Say --type with one of {', '.join(TYPES['actor'])}, or a sort of place, "
                "or --into with the name that it is another spelling of"
            )
    wanted = adopted(
        _field_of(arguments, kind),
        arguments.name,
        kind,
        spellings=arguments.spelling or (),
        into=arguments.into,
        parent=arguments.parent,
    )
    line = append(owners, file, wanted)
    _print(f"{file}: {line}")
    _print("'index-cli names diff' says what that changes, 'index-cli update' does it")
    return 0


def _field_of(arguments: Namespace, kind: str | None) -> NameField:
    """Whether the name is a place's: what it is says so, or what it is another spelling of."""
    from index.names.changes import TYPES
    from index.settings import names_here

    if arguments.into is None or kind is not None:
        return "region" if kind in TYPES["region"] else "actor"
    names = names_here(arguments.names, arguments.archive, arguments.sources)
    actor, region = (names.lookup(field, arguments.into) for field in ("actor", "region"))
    return "region" if region and not actor else "actor"


def _held_type(engine: Engine, value: str) -> str | None:
    """What an actor of the index is."""
    from search.query import FacetIs, SearchRequest

    hits = engine.search(SearchRequest(FacetIs("actor", value), limit=1, facets=())).hits
    return next((one.type for hit in hits for one in hit.document.values["actor"] if one.value == value), None)


def _print(line: str) -> None:
    sys.stdout.write(printable(line) + "\n")
