"""What the last run saw: one line per article file, beside the index.

The ledger makes the next run quick (size and time of change tell that a file need not be read) and lets renamed
files keep their ids. It is derived: lost, damaged or older than the index, it is made again from the index.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, astuple, dataclass, field
from pathlib import Path
from typing import Final

from index.suspicion import Suspicion
from search.engine import Engine
from search.errors import DocumentNotFoundError
from search.freshness import index_folder

VERSION: Final = 1
LEDGER: Final = "ledger.jsonl"
FAILURES: Final = "failures.jsonl"
SUSPICIOUS: Final = "suspicious.jsonl"
JUST_NOW: Final = 2_000_000_000
"""Nanoseconds: a file changed so shortly before it was seen may change again without its time telling."""


@dataclass(frozen=True, slots=True)
class Seen:
    """An article file as the last run saw it. `url` is the article's address, `size` and `changed` are -1
    when unknown, so that the file is read again."""

    path: str
    id: str
    content: str
    url: str | None = None
    size: int = -1
    changed: int = -1


@dataclass(frozen=True, slots=True)
class Failed:
    """A file that became no article. It is not tried again until its size, its time of change or the rules
    (`rules`, a fingerprint) differ."""

    path: str
    stage: str
    reason: str
    size: int = -1
    changed: int = -1
    rules: str = ""

    def is_of(self, size: int, changed: int, rules: str) -> bool:
        """Whether the file is still the one that failed, under the same rules."""
        return (self.size, self.changed, self.rules) == (size, changed, rules)


@dataclass(frozen=True, slots=True)
class Ledger:
    """The articles and failures that the last run saw, by path, and the suspicious among the articles."""

    seen: Mapping[str, Seen] = field(default_factory=dict)
    failed: Mapping[str, Failed] = field(default_factory=dict)
    suspicious: tuple[Suspicion, ...] = ()


def read_ledger(engine: Engine, digests: Mapping[str, str]) -> Ledger:
    """The ledger beside the index, if it is of the index's generation; else one made from the index itself."""
    folder = index_folder(engine.url)
    if folder is None:
        return Ledger(_from_index(engine, digests))
    failed = {f.path: f for f in _failures(folder)}
    written = _seen(folder / LEDGER, engine.generation)
    return Ledger(_from_index(engine, digests) if written is None else written, failed, _suspicions(folder))


def last_ledger(url: str) -> Ledger:
    """The ledger beside an index that cannot be read itself, of whatever generation; empty when there is none."""
    folder = index_folder(url)
    return Ledger() if folder is None else Ledger(_seen(folder / LEDGER, None) or {})


def _seen(file: Path, generation: str | None) -> dict[str, Seen] | None:
    """The records of a ledger file; None if it is damaged, or of another generation than this (None: any)."""
    try:
        with file.open(encoding="utf-8") as lines:
            head = json.loads(next(lines, "null"))
            if head["version"] != VERSION or (generation is not None and head["generation"] != generation):
                return None
            return {seen.path: seen for seen in (Seen(*json.loads(line)) for line in lines)}
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _from_index(engine: Engine, digests: Mapping[str, str]) -> dict[str, Seen]:
    seen = {}
    for id in digests:
        try:
            document = engine.get(id)
        except DocumentNotFoundError:
            continue
        seen[document.path] = Seen(document.path, id, document.content, document.url)
    return seen


def _failures(folder: Path) -> Iterator[Failed]:
    try:
        with (folder / FAILURES).open(encoding="utf-8") as lines:
            for line in lines:
                yield Failed(**json.loads(line))
    except (OSError, ValueError, TypeError):
        return


def read_failures(url: str) -> tuple[Failed, ...]:
    """What became no article in the last run on the index at this address, in the order of paths."""
    folder = index_folder(url)
    return () if folder is None else tuple(_failures(folder))


def _suspicions(folder: Path) -> tuple[Suspicion, ...]:
    try:
        with (folder / SUSPICIOUS).open(encoding="utf-8") as lines:
            return tuple(Suspicion(**json.loads(line)) for line in lines)
    except (OSError, ValueError, TypeError):
        return ()


def read_suspicions(url: str) -> tuple[Suspicion, ...]:
    """The articles of the index at this address that were perhaps cleaned wrongly, as far as runs have told."""
    folder = index_folder(url)
    return () if folder is None else _suspicions(folder)


def write_suspicions(engine: Engine, suspicious: Iterable[Suspicion]) -> None:
    """Store which articles of the index a person should look at."""
    folder = index_folder(engine.url)
    if folder is not None:
        _replace(folder / SUSPICIOUS, (json.dumps(asdict(one)) for one in suspicious))


def write_ledger(engine: Engine, seen: Iterable[Seen]) -> None:
    """Store what this run saw, for the index's present generation."""
    folder = index_folder(engine.url)
    if folder is not None:
        head = json.dumps({"version": VERSION, "generation": engine.generation})
        _replace(folder / LEDGER, (head, *(json.dumps(astuple(one)) for one in seen)))


def write_failures(engine: Engine, failed: Iterable[Failed]) -> None:
    """Store what became no article, for the owner to read and for the next run to leave alone."""
    folder = index_folder(engine.url)
    if folder is not None:
        names = Failed.__slots__
        _replace(folder / FAILURES, (json.dumps({n: getattr(one, n) for n in names}) for one in failed))


def _replace(file: Path, lines: Iterable[str]) -> None:
    """Write beside and swap, so that a reader never sees half a file."""
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_suffix(f".{os.getpid()}.tmp")
    try:
        with beside.open("w", encoding="utf-8", newline="\n") as out:
            for line in lines:
                out.write(line + "\n")
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)
