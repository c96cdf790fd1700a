"""The one place where errors of Whoosh and of the system become `EngineError`s."""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Iterator

from whoosh.index import LockError

from search.errors import DragomanError, EngineError, IndexBusyError, IndexUnreadableError

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT) if hasattr(errno, "EDQUOT") else (errno.ENOSPC,)
_NOT_ALLOWED = (errno.EACCES, errno.EPERM, errno.EROFS)


@contextlib.contextmanager
def whoosh_errors(url: str) -> Iterator[None]:
    """Within it, whatever goes wrong leaves as a child of `DragomanError`, with the cause attached.

    Whoosh reads its files with pickle, struct and zlib and checks little, so that a damaged index shows as nearly any
    exception: all that has no better name means unreadable.
    """
    try:
        yield
    except DragomanError:
        raise
    except LockError as error:
        raise IndexBusyError(url) from error
    except MemoryError as error:
        raise EngineError(f"not enough memory for the index at {url}: close other programs", url=url) from error
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise EngineError(f"no room for the index at {url}: free some disk space", url=url) from error
        if error.errno in _NOT_ALLOWED:
            raise EngineError(f"no right to use {error.filename or url}: change its permissions", url=url) from error
        raise IndexUnreadableError(url, f"{type(error).__name__}: {error}") from error
    except Exception as error:
        raise IndexUnreadableError(url, f"{type(error).__name__}: {error}") from error
