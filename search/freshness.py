"""Whether an index still tells of its archive as it is: what a run of `index-cli` saw, and what is there now.

`index/` notes beside the index how the archive looked when its last run began. Whoever wants to be sure looks again and
compares: names, sizes and times of change, no contents, so that 20,000 files take a tenth of a second. Every file that
is not hidden counts, article or not: sources, rules and names files change answers too, and a look too many costs less
than an answer from yesterday. docs/decisions/0014-fresh-answers.md has the reasons.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from itertools import chain
from pathlib import Path
from typing import Final

_RECORD: Final = "archive.json"
_VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class Look:
    """How an archive looks: its folder, the files outside it that bear on answers (absolute paths), how many files
    there are in all, and a SHA-256 of their names, sizes and times of change. `program` is the version that looked."""

    root: str
    beside: tuple[str, ...]
    files: int
    stamp: str
    program: str


def index_folder(url: str) -> Path | None:
    """The folder of an index address, None for an index without one (`memory:`)."""
    scheme, _, place = url.partition(":")
    return None if scheme == "memory" or not place or place.startswith("//") else Path(place)


def look(root: Path, beside: Iterable[Path], url: str) -> Look:
    """Look at an archive; its index at `url` does not count where it lies inside. `OSError` where it cannot be read."""
    root, index = root.absolute(), index_folder(url)
    besides = tuple(sorted({str(path.absolute()) for path in beside if not path.absolute().is_relative_to(root)}))
    hashed, count = hashlib.sha256(), 0
    for name, status in chain(_files(root, None if index is None else index.absolute()), map(_beside, besides)):
        hashed.update(f"{name}\0{status.st_size}\0{status.st_mtime_ns}\n".encode("utf-8", "surrogateescape"))
        count += 1
    return Look(str(root), besides, count, hashed.hexdigest(), _program())


def note(url: str, generation: str, seen: Look) -> None:
    """Keep beside the index how its archive looked when this generation of it, or the run that found nothing to
    change in it, began. `OSError`."""
    folder = index_folder(url)
    if folder is None:
        return
    beside = folder / f"{_RECORD}.{os.getpid()}.tmp"
    beside.write_text(json.dumps({"version": _VERSION, "generation": generation, **asdict(seen)}), "utf-8")
    beside.replace(folder / _RECORD)


def doubt(url: str, generation: str) -> str:
    """Why this generation of the index may not be up to date, in words; "" where it is."""
    folder = index_folder(url)
    try:
        data = json.loads((folder / _RECORD).read_text("utf-8")) if folder is not None else {}
        known = data.pop("version", None) == _VERSION and data.pop("generation") == generation
        seen = Look(**{**data, "beside": tuple(data["beside"])}) if known else None
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        seen = None
    if seen is None:
        return "nothing beside it says which state of an archive it holds"
    try:
        now = look(Path(seen.root), map(Path, seen.beside), url)
    except OSError as error:
        return f"its archive cannot be looked at: {error.strerror}: {error.filename}"
    if now.program != seen.program:
        return f"version {seen.program} made it, this is {now.program}"
    if now.files != seen.files:
        return f"its archive had {seen.files:,} files and has {now.files:,}"
    return "" if now.stamp == seen.stamp else "files of its archive have changed"


def _files(root: Path, index: Path | None) -> Iterator[tuple[str, os.stat_result]]:
    """All files below a folder that are not hidden, in a fixed order; links are not followed."""
    folders = [(str(root), "")]
    while folders:
        folder, prefix = folders.pop()
        with os.scandir(folder) as entries:
            shown = sorted((entry for entry in entries if not entry.name.startswith(".")), key=lambda entry: entry.name)
        for entry in shown:
            if not entry.is_dir(follow_symlinks=False):
                yield prefix + entry.name, entry.stat(follow_symlinks=False)
            elif entry.path != str(index):
                folders.append((entry.path, f"{prefix}{entry.name}/"))


def _beside(path: str) -> tuple[str, os.stat_result]:
    return path, Path(path).stat()


def _program() -> str:
    try:
        return version("dragoman")
    except PackageNotFoundError:
        return "unknown"
