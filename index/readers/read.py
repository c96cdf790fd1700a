"""From files to raw articles."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator

from index.archive import Archive
from index.articles import RawArticle, Skipped
from index.readers.decode import NotTextError, decode
from index.readers.walk import Found, Unreadable, list_files, reason


def read_articles(archive: Archive) -> Iterator[RawArticle | Skipped]:
    """Every article of the archive in the order of paths, each read when asked for.

    Never raises for a file: what cannot be read is `Skipped` with its reason. `ArchiveError` when the
    archive's folder is not there.
    """
    archive.check()
    for found in list_files(archive.root):
        yield found if isinstance(found, Skipped) else read_article(archive, found)


def read_article(archive: Archive, found: Found) -> RawArticle | Skipped:
    """One listed file, decoded, with what the owner knows about it. Reads the file's size limit at most."""
    too_large = Skipped(found.path, "read", f"is larger than {archive.largest:,} bytes: see [archive] largest")
    if found.size > archive.largest:
        return too_large
    try:
        data = _read(archive, found)
        if len(data) > archive.largest:
            return too_large
        decoded = decode(data, found.kind)
    except OSError as error:
        return Unreadable(found.path, "read", reason(error))
    except NotTextError as error:
        return Skipped(found.path, "read", str(error))
    content = hashlib.sha256(data).hexdigest()
    return RawArticle(found.path, found.kind, decoded.text, content, decoded.encoding, archive.facts(found.path))


def _read(archive: Archive, found: Found) -> bytes:
    """The bytes, up to one more than allowed. Opened so that what took the file's place since it was listed
    is not followed (a link) nor waited for (a pipe)."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with open(os.open(archive.root / found.path, flags), "rb") as file:  # noqa: PTH123
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(None, "is not a regular file any more")
        return file.read(archive.largest + 1)
