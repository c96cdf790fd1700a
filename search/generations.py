"""The published index of a folder: generations beside each other, and a pointer that is swapped atomically.

    var/index/
      current                                  names of the published generations, newest first
      write.lock                               always there; who holds its lock may write
      gen-20261122T020514.123456Z-1f0c9a3e/    one generation, never changed once it is published
        in-use                                 readers hold a shared lock on it

A writer prepares a generation that nobody sees and publishes it last, by one `os.replace`. Whatever a killed
run leaves behind is not named in the pointer: the next writer collects it. Readers that hold a generation keep
it: on POSIX by a shared lock, on Windows because a folder with open files cannot be renamed.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import re
import secrets
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final, TypeVar

from search.errors import IndexBusyError, IndexUnreadableError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

KEPT: Final = 2
"""How many old generations stay beside the published one: for readers that are about to open one, and to go back to."""

_Result = TypeVar("_Result")
_POINTER: Final = "current"
_LOCK: Final = "write.lock"
_IN_USE: Final = "in-use"
_NAME: Final = re.compile(r"gen-\d{8}T\d{6}\.\d{6}Z-[0-9a-f]{8}")
_LEFTOVER: Final = re.compile(r"gen-.*|dead-.*|current\..*\.tmp")
_TRIES: Final = 50
"""On Windows a file that somebody reads at this moment cannot be replaced: wait for them, a second at most."""


def published(folder: Path) -> tuple[str, ...]:
    """The names of the published generations, newest first; none when nothing has been built.
    `IndexUnreadableError` when the pointer is damaged."""
    try:
        names = _patiently(lambda: (folder / _POINTER).read_text("ascii")).split()
    except (FileNotFoundError, NotADirectoryError):
        return ()
    except UnicodeDecodeError as error:
        raise IndexUnreadableError(str(folder), f"its pointer '{_POINTER}' is damaged") from error
    if not names or not all(_NAME.fullmatch(name) for name in names):
        raise IndexUnreadableError(str(folder), f"its pointer '{_POINTER}' is damaged")
    return tuple(names)


def current(folder: Path) -> Path | None:
    """The published generation, or None when nothing has been built."""
    names = published(folder)
    return folder / names[0] if names else None


@dataclass(slots=True)
class Held:
    """A generation that a reader keeps from being collected until it is closed."""

    path: Path
    _file: IO[bytes]

    def close(self) -> None:
        """Let it go. Closing twice is harmless."""
        self._file.close()


def hold(folder: Path) -> Held | None:
    """Hold the published generation; None when nothing has been built."""
    for _ in range(_TRIES):
        path = current(folder)
        if path is None:
            return None
        with contextlib.suppress(FileNotFoundError):
            file = (path / _IN_USE).open("rb")
            _lock(file, shared=True)
            if (path / _IN_USE).exists():
                return Held(path, file)
            file.close()  # collected between our look at the pointer and the lock
        if current(folder) == path:
            break
    raise IndexUnreadableError(str(folder), "the generation that its pointer names is missing")


@contextlib.contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Be the only writer of this folder, which is made if need be; `IndexBusyError` when somebody else is.

    The lock is the operating system's: it ends with its process, however that ends."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / _LOCK).open("ab") as file:
        if not _lock(file, shared=False):
            raise IndexBusyError(str(folder))
        yield


def begin(folder: Path, base: Path | None = None, keep: Callable[[str], bool] = lambda name: True) -> Path:
    """A new generation that nobody sees yet, holding the files of `base` whose names `keep` accepts.

    They are the same files (hard links) where the file system can, so whoever writes here replaces files and
    never changes them in place. Call it as the only writer."""
    now = dt.datetime.now(dt.UTC)
    path = folder / f"gen-{now:%Y%m%dT%H%M%S.%f}Z-{secrets.token_hex(4)}"
    path.mkdir()
    (path / _IN_USE).touch()
    for file in sorted(base.iterdir()) if base is not None else ():
        if file.name != _IN_USE and file.is_file() and keep(file.name):
            _link(file, path / file.name)
    return path


def publish(folder: Path, generation: Path) -> None:
    """Make this generation the one that readers see, on disk before it is seen. Call it as the only writer."""
    for file in generation.iterdir():
        _sync(file)
    _sync(generation)
    names = (generation.name, *published_or_none(folder))[: KEPT + 1]
    beside = folder / f"{_POINTER}.{secrets.token_hex(4)}.tmp"
    beside.write_text("\n".join(names) + "\n", "ascii")
    _sync(beside)
    _patiently(lambda: beside.replace(folder / _POINTER))
    _sync(folder)


def published_or_none(folder: Path) -> tuple[str, ...]:
    """As `published`, but a damaged pointer counts as none: a rebuild must be able to replace it."""
    try:
        return published(folder)
    except IndexUnreadableError:
        return ()


def collect(folder: Path) -> None:
    """Remove what the pointer does not name and nobody holds. Call it as the only writer.

    What cannot be removed now (an open file on Windows) is left for the next time."""
    names = published_or_none(folder)
    if not names and (folder / _POINTER).exists():
        return  # the pointer is damaged: somebody may want to mend it by hand
    for path in sorted(folder.iterdir()):
        if _LEFTOVER.fullmatch(path.name) and path.name not in names:
            _remove(path)


def discard(generation: Path) -> None:
    """Remove a generation that was begun, unless it has been published after all."""
    if generation.name in published_or_none(generation.parent):
        return
    shutil.rmtree(generation, ignore_errors=True)


def _remove(path: Path) -> None:
    if not path.is_dir():
        with contextlib.suppress(OSError):
            path.unlink()
        return
    if path.name.startswith("gen-"):
        try:
            with (path / _IN_USE).open("rb") as file:
                if not _lock(file, shared=False):
                    return
                # nobody who looks for it by name finds half of it
                dead = path.with_name(f"dead-{path.name}")
                if sys.platform != "win32":
                    path.rename(dead)
            if sys.platform == "win32":
                path.rename(dead)
            path = dead
        except FileNotFoundError:
            pass  # killed while it was being made or removed: nobody can hold it
        except OSError:
            return
    shutil.rmtree(path, ignore_errors=True)


def _link(source: Path, target: Path) -> None:
    try:
        target.hardlink_to(source)
    except OSError:
        shutil.copy2(source, target)


def _sync(path: Path) -> None:
    """To disk, where the system can: a folder cannot be synced on Windows."""
    with contextlib.suppress(OSError):
        number = os.open(path, os.O_RDONLY if path.is_dir() or sys.platform != "win32" else os.O_RDWR)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def _patiently(act: Callable[[], _Result]) -> _Result:
    for _ in range(_TRIES - 1):
        try:
            return act()
        except PermissionError:
            if sys.platform != "win32":
                raise
            time.sleep(0.02)
    return act()


if sys.platform == "win32":

    def _lock(file: IO[bytes], *, shared: bool) -> bool:
        if shared:
            return True  # msvcrt has no shared locks; the open file is what holds the folder
        try:
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:

    def _lock(file: IO[bytes], *, shared: bool) -> bool:
        try:
            fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return shared  # a file system without locks: reading goes on unprotected, writing does not
        return True
