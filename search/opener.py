"""Opening an article outside: its page in the browser, or its file in the editor."""

from __future__ import annotations

import hashlib
import os
import shlex
import subprocess
import webbrowser
from pathlib import Path

from search.citations import web_address
from search.config import read_settings
from search.documents import Document
from search.errors import QueryError


def open_article(document: Document) -> str:
    """Open the article's address (http or https only) in the browser, or, where it has none, its file in $VISUAL or
    $EDITOR, and give what was opened. An index does not know where its archive lies: the folder is that of the
    settings, and the file must hold the very bytes that were indexed. `QueryError` when neither can be opened."""
    address = web_address(document)
    if address is not None:
        if not webbrowser.open(address):
            raise QueryError(f"no browser could be started: set BROWSER, or open {address} yourself")
        return address
    editor, file = os.environ.get("VISUAL") or os.environ.get("EDITOR"), _file(document)
    if file is None:
        raise QueryError(
            f"'{document.id}' has no address on the web, and [archive] path of the settings is not the folder with "
            f"'{document.path}' as it was indexed: read it with --show {document.id}"
        )
    if not editor:
        raise QueryError(f"'{document.id}' has no address on the web: set EDITOR to open {file}")
    try:
        subprocess.run([*shlex.split(editor), str(file)], check=False)  # noqa: S603 - the user's own editor
    except (OSError, ValueError) as error:
        raise QueryError(f"cannot start the editor '{editor}' ({error}): correct VISUAL or EDITOR") from error
    return str(file)


def _file(document: Document) -> Path | None:
    """The article's file in the archive of the settings, if it is there, unchanged, and does not lie outside."""
    folder = read_settings().path("archive.path")
    if folder is None:
        return None
    try:
        folder = folder.resolve()
        file = (folder / document.path).resolve()
        if not file.is_relative_to(folder) or not file.is_file():
            return None
        return file if hashlib.sha256(file.read_bytes()).hexdigest() == document.content else None
    except (OSError, ValueError):
        return None
