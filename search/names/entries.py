"""From the tables to names and their spellings, checked as a whole: ids are unique, every parent exists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from search.keys import key
from search.names.model import DATA, Entry, Name, Spelling
from search.names.tables import ACTORS, LANGUAGES, PLACES, PUBLISHERS, Row, read_table
from search.names.variants import has_article, variants, without_article

MORE: Final = "+"
"""The type of a row that adds spellings, and to a place numbers, to what another row has."""

SPANISH: Final = frozenset({"lac-region", "na-region", "eap-region"})
"""World regions where *El* is no Arabic article: *Segundo* is not El Segundo."""

ROLES: Final = ("actor", "source")
DAY_FIRST: Final = {"": None, "yes": True, "no": False}


def read_entries(folder: Path = DATA) -> list[Entry]:
    """All names of a data folder: places*.tsv, actors*.tsv and publishers*.tsv, in the order of file names.
    ArchiveError with file and line for a bad row, a repeated id, or a parent or country that does not exist."""
    rows = [row for path in sorted(folder.glob("places*.tsv")) for row in read_table(path, PLACES)]
    places = [row for row in rows if row.cells["type"] != MORE]
    cast = [row for path in sorted(folder.glob("actors*.tsv")) for row in read_table(path, ACTORS)]
    actors = [row for row in cast if row.cells["type"] != MORE]
    publishers = [row for path in sorted(folder.glob("publishers*.tsv")) for row in read_table(path, PUBLISHERS)]
    _unique([*places, *actors, *publishers])
    lineages, more = _Lineages(places), {**_more(rows, places, "place"), **_more(cast, actors, "actor")}
    superiors = {row.cells["id"]: row for row in actors}
    return _with_bare_spellings(
        _without_borrowed(
            [
                *(_place(row, lineages, more.get(row.cells["id"], [])) for row in places),
                *(_actor(row, lineages, superiors, more.get(row.cells["id"], [])) for row in actors),
                *(_publisher(row, lineages) for row in publishers),
            ]
        )
    )


def _without_borrowed(entries: list[Entry]) -> list[Entry]:
    """Drop from a place the spellings that are the very name of a far larger one: GeoNames lists *Alexandria* for
    many a small town, but nobody who writes it means that town."""
    largest: dict[str, int] = {}
    for name, spellings in entries:
        if name.field == "region":
            own = key(spellings[0].text)
            if name.population > largest.get(own, -1):
                largest[own] = name.population
    return [
        _without(entry, largest) if len(entry.spellings) > 1 and entry.name.field == "region" else entry
        for entry in entries
    ]


def _without(entry: Entry, largest: dict[str, int]) -> Entry:
    first, *others = entry.spellings
    limit = 3 * max(entry.name.population, 10_000)
    kept = [s for s in others if s.kind == "adjective" or largest.get(key(s.text), 0) <= limit]
    return entry if len(kept) == len(others) else Entry(entry.name, (first, *kept))


def _more(rows: list[Row], named: list[Row], what: str) -> dict[str, list[Row]]:
    """Rows that add to what another row has, by its id."""
    found: dict[str, list[Row]] = defaultdict(list)
    extra = [row for row in rows if row.cells["type"] == MORE]
    known = {row.cells["id"] for row in named} if extra else set()
    for row in extra:
        if row.required("id") not in known:
            raise row.fail(f"there is no {what} '{row.cells['id']}' to add to")
        found[row.cells["id"]].append(row)
    return found


def _with_bare_spellings(entries: list[Entry]) -> list[Entry]:
    """Add *Bukamal* to *al-Bukamal* wherever nothing else is written so."""
    taken = {key(spelling.text) for entry in entries for spelling in entry.spellings}
    return [_with_bare(entry, taken) if _may_have_article(entry.name) else entry for entry in entries]


def _may_have_article(name: Name) -> bool:
    return name.field == "region" and name.lineage[0] not in SPANISH


def _with_bare(entry: Entry, taken: set[str]) -> Entry:
    found: dict[str, Spelling] = {}
    for spelling in entry.spellings:
        text = without_article(spelling.text) if spelling.kind == "literal" else None
        if text and key(text) not in taken:
            found.setdefault(key(text), Spelling(text, weak=spelling.weak))
    return Entry(entry.name, (*entry.spellings, *found.values())) if found else entry


def _unique(rows: Iterable[Row]) -> None:
    seen: dict[str, Row] = {}
    for row in rows:
        first = seen.setdefault(row.cells["id"] or row.required("id"), row)
        if first is not row:
            raise row.fail(f"the id '{row.cells['id']}' is that of {first.path}:{first.line} too")


class _Lineage(NamedTuple):
    """What a place lies in, itself included: ids from the top, the facet value, and the country's id."""

    ids: tuple[str, ...] = ()
    path: str = ""
    country: str | None = None


class _Lineages:
    """Who lies in what, by a place's id."""

    def __init__(self, places: list[Row]) -> None:
        self._rows = {row.cells["id"]: row for row in places}
        self._known: dict[str, _Lineage] = {"": _Lineage()}

    def of(self, row: Row) -> _Lineage:
        known = self._known
        if row.cells["parent"] in known:
            return self._below(row)
        chain: list[Row] = []
        above = row
        while above.cells["parent"] not in known:
            if above in chain:
                raise row.fail(f"'{row.cells['id']}' lies in itself")
            chain.append(above)
            above = self._up(above)
        lineage = self._below(above)
        for step in reversed(chain):
            lineage = self._below(step)
        return lineage

    def _below(self, row: Row) -> _Lineage:
        """The lineage of a place whose parent's is known."""
        cells = row.cells
        id, last = cells["id"], row.required("canonical").replace("/", "-")
        ids, path, country = self._known[cells["parent"]]
        if country is None and cells["type"] == "country":
            country = id
        found = _Lineage((*ids, id), f"{path}/{last}" if path else last, country)
        self._known[id] = found
        return found

    def _up(self, row: Row) -> Row:
        parent = row.cells["parent"]
        if parent not in self._rows:
            raise row.fail(f"there is no place '{parent}' for column 'parent'")
        return self._rows[parent]

    def country(self, row: Row) -> str | None:
        """The country that a row names, None for none."""
        id = row.cells["country"]
        if id and (id not in self._rows or self._rows[id].cells["type"] != "country"):
            raise row.fail(f"there is no country '{id}' for column 'country'")
        return id or None


def _place(row: Row, lineages: _Lineages, more: list[Row]) -> Entry:
    lineage = lineages.of(row)
    canonical = row.required("canonical")
    population, latitude, longitude = _numbers(row)
    for extra in more:
        others = _numbers(extra)
        population = population or others[0]
        latitude = others[1] if latitude is None else latitude
        longitude = others[2] if longitude is None else longitude
    name = Name(
        lineage.ids[-1],
        "region",
        lineage.path,
        canonical,
        row.required("type"),
        lineage.ids,
        lineage.country,
        population=int(population),
        latitude=latitude,
        longitude=longitude,
    )
    return Entry(name, _place_spellings(name, row, more))


def _numbers(row: Row) -> tuple[float, float | None, float | None]:
    return row.number("population", int) or 0, row.number("latitude"), row.number("longitude")


def _actor(row: Row, lineages: _Lineages, actors: Mapping[str, Row], more: list[Row]) -> Entry:
    canonical = row.required("canonical")
    since, until = _year(row, "since"), _year(row, "until")
    if since is not None and until is not None and until < since:
        raise row.fail(f"the name ended in {until} before it began in {since}")
    name = Name(
        row.cells["id"],
        "actor",
        canonical,
        canonical,
        row.required("type"),
        _served(row, actors),
        lineages.country(row),
        "source" if row.choice("role", ROLES) == "source" else "actor",
        since=since,
        until=until,
    )
    added = [spelling for extra in more for spelling in extra.spellings("spellings")]
    listed = _spellings(canonical, row)
    return Entry(name, once([*listed, *added]) if added else listed)


def _year(row: Row, column: str) -> int | None:
    year = row.number(column, int)
    return None if year is None else int(year)


def _served(row: Row, actors: Mapping[str, Row]) -> tuple[str, ...]:
    """The ids of an actor and of all that it is a part of, from the top."""
    ids = [row.cells["id"]]
    while parent := actors[ids[-1]].cells["parent"]:
        if parent not in actors:
            raise actors[ids[-1]].fail(f"there is no actor '{parent}' for column 'parent'")
        if parent in ids:
            raise row.fail(f"'{row.cells['id']}' is a part of itself")
        ids.append(parent)
    return tuple(reversed(ids))


def _publisher(row: Row, lineages: _Lineages) -> Entry:
    languages = row.cells["language"]
    for language in languages.split("|") if languages else ():
        if language not in LANGUAGES:
            raise row.fail(f"'{language}' in column 'language' is no ISO 639-1 code")
    canonical, id = row.required("name"), row.cells["id"]
    name = Name(
        id,
        "publisher",
        canonical,
        canonical,
        row.required("kind"),
        (id,),
        lineages.country(row),
        domain=row.cells["domain"] or None,
        day_first=DAY_FIRST[row.choice("day_first", tuple(DAY_FIRST))],
    )
    return Entry(name, once([Spelling(canonical), *row.spellings("aliases")]))


def _place_spellings(name: Name, row: Row, more: list[Row]) -> tuple[Spelling, ...]:
    if not (more or row.cells["spellings"] or row.cells["adjectives"] or has_article(name.canonical)):
        return (Spelling(name.canonical),)  # most towns
    return with_variants(
        [
            *_spellings(name.canonical, row),
            *row.spellings("adjectives", "adjective"),
            *(spelling for extra in more for spelling in extra.spellings("spellings")),
        ]
    )


def with_variants(written: list[Spelling]) -> tuple[Spelling, ...]:
    """The spellings of a place and those that follow from them by rule, each once."""
    derived = [
        Spelling(text, weak=spelling.weak)
        for spelling in written
        if spelling.kind == "literal" and not spelling.case
        for text in variants(spelling.text)
    ]
    return once([*written, *derived])


def _spellings(canonical: str, row: Row) -> tuple[Spelling, ...]:
    """The listed spellings, the canonical one first whether it is repeated with signs or not."""
    if not row.cells["spellings"]:
        return (Spelling(canonical),)
    listed = list(row.spellings("spellings"))
    marked = next((spelling for spelling in listed if spelling.text == canonical), Spelling(canonical))
    return once([marked, *listed])


def once(spellings: Iterable[Spelling]) -> tuple[Spelling, ...]:
    """The first spelling of each key, kind and rule for capitals: what matches alike is one spelling. *=NATO* and
    *Nato* are two."""
    listed = list(spellings)
    if len(listed) < 2:
        return tuple(listed)
    found: dict[tuple[str, str, bool], Spelling] = {}
    for spelling in listed:
        found.setdefault((key(spelling.text), spelling.kind, spelling.case), spelling)
    return tuple(found.values())
