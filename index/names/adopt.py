"""Adding one row to an owner's names file, checked as a whole before it is written."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from index.names.changes import compile_overlay
from index.names.files import OwnersNames
from index.names.rows import COLUMNS, header_of, read_rows, row_of
from search.errors import ArchiveError
from search.names import load_names
from search.names.model import NameField

HEADER: Final = ("action", "field", "name", "type", "parent", "country", "spellings", "without", "into", "source")
"""Columns of a file that is made anew."""


def adopted(
    field: NameField,
    name: str,
    kind: str | None = None,
    *,
    spellings: Sequence[str] = (),
    into: str | None = None,
    parent: str | None = None,
) -> dict[str, str]:
    """The cells of the row that adds a name of a field, or makes it a spelling of another."""
    if into is not None:
        listed = "|".join([name, *spellings])
        return {"action": "change", "field": field, "name": into, "spellings": listed, "source": "adopted"}
    cells = {"action": "add", "field": field, "name": name, "type": kind or "", "parent": parent or ""}
    return {**cells, "spellings": "|".join(spellings), "source": "adopted"}


def line_of(cells: Mapping[str, str], columns: Sequence[str] = HEADER) -> str:
    """The row as a line of a table with these columns."""
    return "\t".join(cells.get(column, "") for column in columns).rstrip("\t")


def append(owners: OwnersNames, file: Path, cells: Mapping[str, str]) -> str:
    """Write the row at the end of the file, which is made if need be; gives the line. `ArchiveError` when the row does
    not fit the others, or the file cannot be written; it is as it was then."""
    text = file.read_text("utf-8-sig") if file.is_file() else ""
    columns = header_of(file) if text.strip() else list(HEADER)
    for column in cells:
        if cells[column] and column not in columns and column != "source":
            raise ArchiveError(f"has no column '{column}': add it to the first line", path=str(file), line=1)
        if set(cells[column]) & set("\t\r\n"):
            raise ArchiveError(f"'{cells[column]}' is no single line: write it without tabs and line breaks")
    line = line_of(cells, columns)
    if not text.strip():
        text = "\t".join(columns) + "\n"
    text += "" if text.endswith("\n") else "\n"
    number = text.count("\n") + 1
    said = {column: cell for column, cell in cells.items() if cell and column in COLUMNS}
    rows = [row for known in owners.files for row in read_rows(known)]
    compile_overlay([*rows, row_of(file, number, said)], load_names())
    _replace(file, f"{text}{line}\n")
    return line


def _replace(file: Path, text: str) -> None:
    beside = file.with_name(f"{file.name}.{os.getpid()}.tmp")
    try:
        beside.write_text(text, "utf-8", newline="\n")
        beside.replace(file)
    except OSError as error:
        raise ArchiveError(f"cannot be written ({error.strerror}): check its permissions", path=str(file)) from None
    finally:
        beside.unlink(missing_ok=True)
