"""Finding the article files of an archive folder, without reading them."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from index.articles import Kind, Skipped
from index.readers.kinds import kind_of

IGNORED = frozenset({"sources.toml", "dragoman.toml"})
DEEPEST = 64
"""Folders within folders that are entered: deeper than any archive, shallower than any file system's trap."""


@dataclass(frozen=True, slots=True)
class Found:
    """An article file as listed: `path` relative to the archive with "/", `size` in bytes, and the time of
    its last change in nanoseconds."""

    path: str
    kind: Kind
    size: int
    changed: int


@dataclass(frozen=True, slots=True)
class Unreadable(Skipped):
    """A file or folder that could not be read now (permissions, vanished, a disk's error) and may be later."""


def list_files(root: Path) -> Iterator[Found | Skipped]:
    """The article files below a folder, in the order of their paths, and what cannot be one of them.

    Hidden files, files of other kinds and sources files are passed over in silence. Symbolic links are never
    followed: what one leads to inside the archive is found at its own place, and what lies outside does not
    belong to it (such a link is Skipped). Folders that cannot be listed are Skipped.
    """
    # one folder at a time, on a stack that runs through the paths in order: memory for the deepest branch only
    stack: list[tuple[str, int]] = [("", 0)]
    while stack:
        path, depth = stack.pop()
        if depth and not path.endswith("/"):
            found = _look(root, path)
            if found is not None:
                yield found
            continue
        if depth > DEEPEST:
            yield Skipped(path.rstrip("/"), "read", f"lies more than {DEEPEST} folders deep: move it up")
            continue
        try:
            below = _entries(root, path)
        except OSError as error:
            unlisted = printable_path(path.rstrip("/"))
            yield Unreadable(unlisted, "read", f"the folder cannot be listed: {reason(error)}")
            continue
        stack.extend((entry, depth + 1) for entry in reversed(below))


def _entries(root: Path, folder: str) -> list[str]:
    """What lies in a folder, in order, folders with a "/" at the end; so the whole walk is in path order."""
    with os.scandir(root / folder) as entries:
        names = [
            entry.name + ("/" if entry.is_dir(follow_symlinks=False) else "")
            for entry in entries
            if not entry.name.startswith(".") and entry.name not in IGNORED
        ]
    return [folder + name for name in sorted(names)]


def _look(root: Path, path: str) -> Found | Skipped | None:
    full = root / path
    kind = kind_of(full.name)
    try:
        status = full.lstat()
        if stat.S_ISLNK(status.st_mode):
            return _link(root, path) if kind or full.is_dir() else None
    except OSError as error:
        return Unreadable(printable_path(path), "read", reason(error)) if kind else None
    if kind is None:
        return None
    if not stat.S_ISREG(status.st_mode):
        return Skipped(printable_path(path), "read", "is not a regular file")
    if printable_path(path) != path:
        return Skipped(printable_path(path), "read", "the file's name is not valid Unicode: rename it")
    return Found(path, kind, status.st_size, status.st_mtime_ns)


def _link(root: Path, path: str) -> Skipped | None:
    try:
        inside = (root / path).resolve(strict=True).is_relative_to(root.resolve())
    except (OSError, RuntimeError):  # RuntimeError: a loop, before Python 3.13
        return Skipped(printable_path(path), "read", "is a symbolic link that leads nowhere")
    advice = "is a symbolic link out of the archive, which is not followed: copy the files into the archive"
    return None if inside else Skipped(printable_path(path), "read", advice)


def printable_path(path: str) -> str:
    """The path with bytes that are no Unicode written as `\\udc..`, so that it can be stored and printed."""
    return path.encode("utf-8", "backslashreplace").decode("utf-8")


def reason(error: OSError) -> str:
    """What the operating system says, in its own words without the number: "Permission denied"."""
    return error.strerror or str(error) or type(error).__name__
