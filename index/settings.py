"""Which archive is meant: flags first, then the `[archive]` table of the nearest dragoman.toml."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from index.archive import Archive
from index.articles import RawArticle, Skipped
from index.names import NAMES_FILES, OwnersNames, names_files, read_names
from index.overlay import Overlay, read_overlay
from index.readers.kinds import kind_of
from index.readers.read import read_article
from index.readers.walk import Found
from index.sources import read_archive
from search.config import read_settings
from search.errors import ArchiveError, ConfigError

if TYPE_CHECKING:
    from search.names import Names


def find_archive(folder: str | None, sources: str | None) -> Archive:
    """The archive in the folder of the flag or of the settings. With `folder`, the settings' own sources file is
    not asked: it describes another archive. `ConfigError` when nothing says where the archive is."""
    settings = read_settings()
    largest: int = settings["archive.largest"]
    root = settings.path("archive.path") if folder is None else Path(folder)
    if root is None:
        raise ConfigError("which archive? Name its folder with --archive, or as [archive] path in dragoman.toml")
    file = settings.path("archive.sources") if folder is None else None
    return read_archive(_shown(root), file if sources is None else Path(sources), largest=largest)


def find_overlay(rules: str | None) -> Overlay | None:
    """The rules file of the flag or of the settings; None when neither names one. `ArchiveError` when it is wrong."""
    file = read_settings().path("cleaning.rules") if rules is None else Path(rules)
    return None if file is None else read_overlay(_shown(file))


def find_names(names: str | None, archive: Archive | None) -> OwnersNames:
    """The names file or folder of the flag or of the settings; without one names.toml and names.tsv beside the
    archive's sources file, or in its folder. `ArchiveError` when one is wrong."""
    given = read_settings().path("names.overlay") if names is None else Path(names)
    if given is not None:
        return read_names(names_files(_shown(given)), _shown(given))
    if archive is None:
        return OwnersNames()
    folder = archive.root if archive.file is None else archive.file.parent
    return read_names([file for name in NAMES_FILES if (file := folder / name).is_file()], folder / NAMES_FILES[-1])


def names_here(names: str | None, folder: str | None, sources: str | None) -> Names:
    """The names to find facets with: as shipped, with those of the archive's owner over them if there is an archive."""
    from search.names import load_names

    try:
        archive = find_archive(folder, sources) if names is None else None
    except ConfigError:
        archive = None
    return load_names(find_names(names, archive).text)


def _shown(path: Path) -> Path:
    """The path as one would type it here."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


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
    if not path.resolve().is_relative_to(archive.root.resolve()):
        archive = Archive(path.parent, largest=archive.largest)
    kind = kind_of(path.name)
    if kind is None:
        raise ArchiveError("is not an article: give a .html, .txt or .md file", path=name)
    inside = path.resolve().relative_to(archive.root.resolve()).as_posix()
    raw = read_article(archive, Found(inside, kind, 0, 0))
    if isinstance(raw, Skipped):
        raise ArchiveError(f"{raw.reason}: nothing to explain", path=name)
    return raw
