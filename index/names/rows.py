"""Reading an owner's names files, TOML or TSV: both give the same rows, each with its place for errors."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal, get_args

from index.toml_file import heads, line_of, load_toml, meant
from search.errors import ArchiveError
from search.names.model import NameField, Spelling, SpellingKind
from search.names.tables import read_spelling

Action = Literal["add", "change", "merge", "retire"]

ACTIONS: Final[tuple[Action, ...]] = get_args(Action)
FIELDS: Final[tuple[NameField, ...]] = get_args(NameField)

LISTS: Final = ("spellings", "adjectives", "without")
NUMBERS: Final = {
    "population": (0, 10**9),
    "latitude": (-90, 90),
    "longitude": (-180, 180),
    "since": (1000, 9999),
    "until": (1000, 9999),
}
"""The keys that are numbers: people, degrees and years, each with the least and the most that it can be."""

_MORE: Final = ("id", "canonical", "type", "parent", "country", "role", *LISTS, *NUMBERS, "domain", "day_first")
KEYS: Final = {
    "region": ("id", "canonical", "type", "parent", *LISTS, "population", "latitude", "longitude"),
    "actor": ("id", "canonical", "type", "parent", "country", "role", "since", "until", "spellings", "without"),
    "publisher": ("id", "canonical", "type", "country", "domain", "day_first", "spellings", "without"),
}
"""What can be said of the names of each field, beside which name is meant, `into` and `source`."""

COLUMNS: Final = ("action", "field", "name", *_MORE, "into", "source")
"""Of a TSV file; the first three must be there."""

_NEEDED: Final = COLUMNS[:3]
_DOMAIN: Final = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{1,62}")


@dataclass(frozen=True, slots=True)
class Row:
    """One wish of the owner: what to do with which name, and what else was said. Texts are stripped and never empty;
    `LISTS` are tuples of texts. `lines` says where keys stand, where that is not the row's own line."""

    action: Action
    field: NameField
    name: str
    cells: Mapping[str, Any]
    path: str
    line: int | None
    lines: Mapping[str, int | None]

    def fail(self, message: str, key: str = "") -> ArchiveError:
        """The error to raise about this row, or about one key of it."""
        return ArchiveError(message, path=self.path, line=self.lines.get(key, self.line))

    @property
    def place(self) -> str:
        """Where the row stands, as errors say it."""
        return f"{self.path}:{self.line}"

    def text(self, key: str) -> str:
        """What a key says, "" when it is not given."""
        return str(self.cells.get(key, ""))

    def number(self, key: str) -> float | None:
        """What a key of `NUMBERS` says, None when it is not given."""
        said = self.text(key)
        if not said:
            return None
        least, most = NUMBERS[key]
        example = "35.3" if key in ("latitude", "longitude") else "2016"
        try:
            number = float(said)
        except ValueError:
            raise self.fail(f"'{said}' in '{key}' is no number: write one such as {example}", key) from None
        if not least <= number <= most:  # nor is NaN between them
            raise self.fail(f"'{said}' in '{key}' cannot be: write a number from {least} to {most}", key)
        if example == "2016" and number != int(number):
            raise self.fail(f"'{said}' in '{key}' must be a whole number", key)
        return number

    def domain(self) -> str:
        """The site that a publisher has, "" when none is given."""
        said = self.text("domain").lower()
        if said and not _DOMAIN.fullmatch(said):
            raise self.fail(
                f"'{self.text('domain')}' is no domain: write one such as example.org, without http://", "domain"
            )
        return said

    def spellings(self, key: str, kind: SpellingKind = "literal") -> Iterator[Spelling]:
        """The spellings that a key lists, with their signs read."""
        for written in self.cells.get(key, ()):
            spelling = read_spelling(written, kind)
            if not any(map(str.isalnum, spelling.text)):
                raise self.fail(f"'{written}' in '{key}' has no letters or digits: correct or remove it", key)
            yield spelling


def read_rows(file: Path) -> list[Row]:
    """The rows of a names file, by how its name ends; `ArchiveError`, with the line, for the first mistake."""
    if file.suffix.lower() == ".toml":
        return list(_toml_rows(file))
    if file.suffix.lower() == ".tsv":
        return list(_tsv_rows(file))
    raise ArchiveError("is no names file: give a .toml or a .tsv file", path=str(file))


def _toml_rows(file: Path) -> Iterator[Row]:
    data, text = load_toml(file, "check --names, or [names] overlay in dragoman.toml")
    lines = text.splitlines()
    rows: list[tuple[int, Row]] = []
    for field, tables in data.items():
        first = line_of(lines, field, 0)
        if field not in FIELDS:
            raise ArchiveError(
                f"unknown table '{field}': {meant(field, FIELDS, 'write [[actor]], [[region]] or [[publisher]]')}",
                path=str(file),
                line=first,
            )
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            raise ArchiveError(f"write [[{field}]] with two brackets on each side", path=str(file), line=first)
        places = heads(lines, field)
        for n, table in enumerate(tables):
            head = places[n] if n < len(places) else 0
            rows.append((head, _toml_row(file, lines, field, table, head)))
    # in the order of the file, whichever field they are of
    yield from (row for _, row in sorted(rows, key=lambda found: found[0]))


def _toml_row(file: Path, lines: list[str], field: NameField, table: Mapping[str, Any], head: int) -> Row:
    places = {key: line_of(lines, key, head) for key in table}
    given = [action for action in ACTIONS if action in table]
    if len(given) != 1:
        many = f"says {' and '.join(given)}" if given else "does not say what to do"
        raise ArchiveError(
            f"this entry {many}: write one of {', '.join(f'{a} = NAME' for a in ACTIONS)}",
            path=str(file),
            line=head + 1,
        )
    cells = {key: value for key, value in table.items() if key != given[0]}
    row = Row(given[0], field, "", cells, str(file), head + 1, places)
    return _checked(row, _text(row, given[0], table[given[0]]))


def _tsv_rows(file: Path) -> Iterator[Row]:
    numbered = _lines(file)
    if not numbered:
        return
    columns = _columns(file, *numbered[0])
    for number, line in numbered[1:]:
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) > len(columns) and any(cells[len(columns) :]):
            raise ArchiveError(
                f"{len(cells)} cells where the first line names {len(columns)}: put one tab between two cells",
                path=str(file),
                line=number,
            )
        said = {column: cell for column, cell in zip(columns, cells, strict=False) if cell}
        yield row_of(file, number, said)


def header_of(file: Path) -> list[str]:
    """The columns of a table, as its first line names them; `ArchiveError` where it does not, or is empty."""
    return _columns(file, *next(iter(_lines(file)), (1, "")))


def _lines(file: Path) -> list[tuple[int, str]]:
    """The lines that say something, with their numbers."""
    try:
        lines = file.read_text("utf-8-sig").splitlines()
    except OSError as error:
        advice = "check --names, or [names] overlay in dragoman.toml"
        raise ArchiveError(f"cannot be read ({error.strerror}): {advice}", path=str(file)) from None
    except UnicodeDecodeError as error:
        bad = error.object[: error.start].count(b"\n") + 1
        raise ArchiveError("is not UTF-8: save the file as UTF-8", path=str(file), line=bad) from None
    return [(n, line) for n, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]


def _columns(file: Path, number: int, line: str) -> list[str]:
    columns = [cell.strip() for cell in line.split("\t")]
    for column in columns:
        if column not in COLUMNS:
            raise ArchiveError(
                f"unknown column '{column}': {meant(column, COLUMNS, 'name the columns here')}",
                path=str(file),
                line=number,
            )
    if missing := [column for column in _NEEDED if column not in columns]:
        raise ArchiveError(
            f"the first line has no column '{missing[0]}': it names the columns, {', '.join(_NEEDED)} among them",
            path=str(file),
            line=number,
        )
    return columns


def row_of(file: Path, number: int, said: Mapping[str, Any]) -> Row:
    """The row of a table with these cells, which are not empty; `ArchiveError` when they do not make one."""

    def choose(column: str, known: tuple[str, ...]) -> Any:
        value = said.get(column, "")
        if value not in known:
            what = meant(value, known, f"write one of {len(known)}")
            raise ArchiveError(f"'{value}' is no {column}: {what}", path=str(file), line=number)
        return value

    action, field = choose("action", ACTIONS), choose("field", FIELDS)
    cells: dict[str, Any] = {key: value for key, value in said.items() if key not in _NEEDED}
    cells |= {key: [one for cell in cells[key].split("|") if (one := cell.strip())] for key in LISTS if key in cells}
    return _checked(Row(action, field, "", cells, str(file), number, {}), said.get("name", ""))


def _checked(row: Row, name: str) -> Row:
    """The row with its name, once every key is known to fit its field and its action."""
    if not name:
        raise row.fail(f"which {row.field}? Name it in '{'name' if row.path.lower().endswith('.tsv') else row.action}'")
    known = {"add": KEYS[row.field], "change": KEYS[row.field], "merge": ("into",), "retire": ()}[row.action]
    cells: dict[str, Any] = {}
    for key, value in row.cells.items():
        if key == "source":
            continue
        if key not in known:
            told = meant(key, (*known, "source"), f"a row that {row.action}s a {row.field} has other keys")
            raise row.fail(f"'{key}' does not go here: {told}", key)
        cells[key] = _texts(row, key, value) if key in LISTS else _text(row, key, value)
    if row.action == "change" and not cells:
        raise row.fail(f"changes nothing: say what of '{name}' to change, such as spellings or without")
    if row.action == "merge" and "into" not in cells:
        raise row.fail(f"merge '{name}' into which {row.field}? Name it in 'into'")
    return Row(row.action, row.field, name, cells, row.path, row.line, row.lines)


def _text(row: Row, key: str, value: Any) -> str:
    if key in NUMBERS and isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    if key == "day_first" and isinstance(value, bool):
        return "yes" if value else "no"
    if not isinstance(value, str) or not value.strip() or "\t" in value or "\n" in value:
        raise row.fail(f"'{key}' must be text in quotes, on one line", key)
    return " ".join(value.split())


def _texts(row: Row, key: str, value: Any) -> tuple[str, ...]:
    listed = [value] if isinstance(value, str) else value
    if not isinstance(listed, list) or not listed or not all(isinstance(one, str) and one.strip() for one in listed):
        raise row.fail(f"""'{key}' must be a list of texts, such as ["..."]""", key)
    return tuple(" ".join(one.split()) for one in listed)
