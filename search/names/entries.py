"""From the tables to names and their spellings, checked as a whole: ids are unique, every parent exists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from search.names.model import Name, Spelling
from search.names.tables import ACTORS, PLACES, PUBLISHERS, Row, read_table
from search.names.variants import variants

DATA: Final = Path(__file__).with_name("data")
ROLES: Final = ("actor", "source")
DAY_FIRST: Final = {"": None, "yes": True, "no": False}


class Entry(NamedTuple):
    """A name with all its spellings, the canonical one first."""

    name: Name
    spellings: tuple[Spelling, ...]


def read_entries(folder: Path = DATA) -> list[Entry]:
    """All names of a data folder: places*.tsv, actors*.tsv and publishers*.tsv, in the order of file names.
    ArchiveError with file and line for a bad row, a repeated id, or a parent or country that does not exist."""
    places = [row for path in sorted(folder.glob("places*.tsv")) for row in read_table(path, PLACES)]
    actors = [row for path in sorted(folder.glob("actors*.tsv")) for row in read_table(path, ACTORS)]
    publishers = [row for path in sorted(folder.glob("publishers*.tsv")) for row in read_table(path, PUBLISHERS)]
    _unique([*places, *actors, *publishers])
    lineages = _Lineages(places)
    return [
        *(_place(row, lineages) for row in places),
        *(_actor(row, lineages) for row in actors),
        *(_publisher(row) for row in publishers),
    ]


def _unique(rows: Iterable[Row]) -> None:
    seen: dict[str, Row] = {}
    for row in rows:
        first = seen.setdefault(row.required("id"), row)
        if first is not row:
            raise row.fail(f"the id '{row.cells['id']}' is that of {first.path}:{first.line} too")


class _Lineages:
    """Who lies in what: from a place's id to the rows from the top down to it."""

    def __init__(self, places: list[Row]) -> None:
        self._rows = {row.cells["id"]: row for row in places}
        self._known: dict[str, tuple[Row, ...]] = {}

    def of(self, row: Row) -> tuple[Row, ...]:
        chain: list[Row] = []
        above: Row | None = row
        while above is not None and above.cells["id"] not in self._known:
            if above in chain:
                raise row.fail(f"'{row.cells['id']}' lies in itself")
            chain.append(above)
            above = self._up(above)
        lineage = self._known[above.cells["id"]] if above is not None else ()
        for step in reversed(chain):
            lineage = (*lineage, step)
            self._known[step.cells["id"]] = lineage
        return lineage

    def _up(self, row: Row) -> Row | None:
        parent = row.cells["parent"]
        if not parent:
            return None
        if parent not in self._rows:
            raise row.fail(f"there is no place '{parent}' for column 'parent'")
        return self._rows[parent]

    def has(self, id: str) -> bool:
        return id in self._rows


def _place(row: Row, lineages: _Lineages) -> Entry:
    lineage = lineages.of(row)
    country = next((step.cells["id"] for step in lineage if step.cells["type"] == "country"), None)
    name = Name(
        id=row.cells["id"],
        field="region",
        value="/".join(step.required("canonical").replace("/", "-") for step in lineage),
        canonical=row.required("canonical"),
        type=row.required("type"),
        lineage=tuple(step.cells["id"] for step in lineage),
        country=country,
        population=int(row.number("population", int) or 0),
        latitude=row.number("latitude"),
        longitude=row.number("longitude"),
    )
    return Entry(name, _spellings(name, row))


def _actor(row: Row, lineages: _Lineages) -> Entry:
    country = row.cells["country"] or None
    if country is not None and not lineages.has(country):
        raise row.fail(f"there is no place '{country}' for column 'country'")
    canonical = row.required("canonical")
    role = "source" if row.choice("role", ROLES) == "source" else "actor"
    id = row.cells["id"]
    name = Name(id, "actor", canonical, canonical, row.required("type"), (id,), country, role)  # type: ignore[arg-type]
    return Entry(name, _spellings(name, row))


def _publisher(row: Row) -> Entry:
    row.choice("day_first", tuple(DAY_FIRST))
    canonical, id = row.required("name"), row.cells["id"]
    domain, day_first = row.cells["domain"] or None, DAY_FIRST[row.cells["day_first"]]
    name = Name(id, "publisher", canonical, canonical, row.required("kind"), (id,), domain=domain, day_first=day_first)
    written = [Spelling(canonical), *row.spellings("aliases")]
    return Entry(name, tuple({spelling.text: spelling for spelling in written}.values()))


def _spellings(name: Name, row: Row) -> tuple[Spelling, ...]:
    listed = list(row.spellings("spellings"))
    marked = next((spelling for spelling in listed if spelling.text == name.canonical), None)
    written = [marked or Spelling(name.canonical), *listed]
    if "adjectives" in row.cells:
        written.extend(row.spellings("adjectives", "adjective"))
    found: dict[tuple[str, str], Spelling] = {}
    for spelling in (*written, *_derived(name, written)):
        found.setdefault((spelling.text, spelling.kind), spelling)
    return tuple(found.values())


def _derived(name: Name, written: list[Spelling]) -> Iterator[Spelling]:
    for spelling in written:
        if spelling.kind == "literal" and not spelling.case:
            yield from (Spelling(text, weak=spelling.weak) for text in variants(spelling.text, name.field))
