"""The owner's names files of an archive: which they are, and what they come to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from search.errors import ArchiveError

NAMES_FILES: Final = ("names.toml", "names.tsv")
"""What lies beside the sources file; both count, in this order. New rows go to the last."""


@dataclass(frozen=True, slots=True)
class OwnersNames:
    """Names files that were read and found good: `text` is their overlay as `search.names.load_names` takes it and an
    index carries it, "" for none. `target` is the file that `index-cli names adopt` writes to, None where there is no
    archive to be beside."""

    files: tuple[Path, ...] = ()
    text: str = ""
    target: Path | None = None


def names_files(place: Path) -> list[Path]:
    """The file, or all names files of the folder, in the order of their names."""
    if not place.is_dir():
        return [place]
    return sorted(file for file in place.iterdir() if file.suffix.lower() in (".toml", ".tsv"))


def read_names(files: Sequence[Path], target: Path | None = None) -> OwnersNames:
    """What these files come to together, read one after the other. `ArchiveError`, with file and line, for the first
    mistake. `target` is a file to write to, or a folder that one is to lie in."""
    if target is not None and target.is_dir():
        target = target / NAMES_FILES[-1]
    if not files:
        return OwnersNames(target=target)
    from index.names.changes import compile_overlay
    from index.names.rows import read_rows
    from search.names import load_names

    rows = [row for file in files for row in read_rows(file)]
    return OwnersNames(tuple(files), compile_overlay(rows, load_names()).to_text(), target)


def check_target(owners: OwnersNames) -> Path:
    """The file that rows may be appended to: a table of tabs, because one line of it is one row."""
    if owners.target is None:
        raise ArchiveError("which file? Name it with --names, or the archive's folder with --archive")
    if owners.target.suffix.lower() != ".tsv":
        raise ArchiveError("is TOML: name a .tsv file with --names, or add the entry by hand", path=str(owners.target))
    return owners.target
