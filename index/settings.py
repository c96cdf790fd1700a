"""Which archive is meant: flags first, then the `[archive]` table of the nearest dragoman.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from index.articles import RawArticle, Skipped
from index.readers.kinds import kind_of
from index.readers.read import read_article
from index.readers.walk import Found
from index.sources import LARGEST, Archive, read_archive
from search.errors import ArchiveError, ConfigError


def find_archive(folder: str | None, sources: str | None) -> Archive:
    """The archive in the folder of the flag or of the settings. With `folder`, the settings' own sources file is
    not asked: it describes another archive. `ConfigError` when nothing says where the archive is."""
    settings, beside = _archive_settings()
    file = Path(sources) if sources is not None else None
    largest = settings.get("largest", LARGEST)
    if folder is not None:
        return read_archive(Path(folder), file, largest=largest)
    if "path" not in settings:
        raise ConfigError("which archive? Name its folder with --archive, or as [archive] path in dragoman.toml")
    if file is None and "sources" in settings:
        file = beside / settings["sources"]
    return read_archive(beside / settings["path"], file, largest=largest)


def read_one(name: str, folder: str | None, sources: str | None) -> RawArticle:
    """One article file, named from here or from the archive, with the facts of the archive if it lies in it.
    `ArchiveError` when it cannot be read."""
    path = Path(name)
    try:
        archive = find_archive(folder, sources)
    except ConfigError:
        archive = Archive(path.parent)
    if not path.exists():
        path = archive.root / name
    kind = kind_of(path.name)
    if kind is None:
        raise ArchiveError("is not an article: give a .html, .txt or .md file", path=name)
    if not path.resolve().is_relative_to(archive.root.resolve()):
        archive = Archive(path.parent, largest=archive.largest)
    inside = path.resolve().relative_to(archive.root.resolve()).as_posix()
    raw = read_article(archive, Found(inside, kind, 0, 0))
    if isinstance(raw, Skipped):
        raise ArchiveError(f"{raw.reason}: nothing to explain", path=name)
    return raw


def _archive_settings() -> tuple[dict[str, Any], Path]:
    here = Path.cwd()
    for folder in (here, *here.parents):
        file = folder / "dragoman.toml"
        if file.is_file():
            return tomllib.loads(file.read_text("utf-8")).get("archive", {}), folder
    return {}, here


def find_index(flag: str | None) -> str:
    """The index's address."""
    return flag or "whoosh:var/index"
