"""The tables of names: what is refused, and that the shipped ones are whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from search.analysis import key_text
from search.errors import ArchiveError
from search.names import Names
from search.names.entries import DATA, read_entries
from search.names.keys import key
from search.names.tables import ACTORS, PLACES, PUBLISHERS, read_table


def write(folder: Path, name: str, columns: tuple[str, ...], *rows: str) -> None:
    (folder / name).write_text("\n".join(["\t".join(columns), *rows]) + "\n", encoding="utf-8")


def place(id: str, canonical: str, type: str, parent: str = "", spellings: str = "", source: str = "test") -> str:
    return "\t".join((id, canonical, type, parent, spellings, "", "", "", "", source))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DRAGOMAN_CACHE", str(tmp_path / "cache"))
    write(tmp_path, "places.tsv", PLACES, place("ru", "Ruritania", "country"), place("ru.s", "Strelsau", "city", "ru"))
    write(tmp_path, "actors.tsv", ACTORS, "a.bg\tBlack Guard\tstate_force\tactor\tru\t=BG\ttest")
    write(tmp_path, "publishers.tsv", PUBLISHERS, "p.h\tHerald\therald.example\tThe Herald\tsite\tyes\ttest")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "columns", "row", "words"),
    [
        ("places_x.tsv", PLACES, place("ru", "Other", "country"), "is that of"),
        ("places_x.tsv", PLACES, place("x", "X-town", "town", "nowhere"), "no place 'nowhere'"),
        ("places_x.tsv", PLACES, place("x", "", "town"), "'canonical' is empty"),
        ("places_x.tsv", PLACES, place("x", "X-town", "town", source=""), "'source' is empty"),
        ("places_x.tsv", PLACES, place("x", "X-town", "town", spellings="="), "nothing follows"),
        ("places_x.tsv", PLACES, place("x", "X-town", "town", "x"), "lies in itself"),
        ("places_x.tsv", PLACES, place("gone", "", "+"), "to add to"),
        ("places_x.tsv", PLACES, "x\tX-town", "2 cells where 10"),
        ("places_x.tsv", PLACES, "x\tX-town\ttown\t\t\t\tmany\t\t\ttest", "is no number"),
        ("actors_x.tsv", ACTORS, "a.x\tX\tperson\tboss\t\t\ttest", "none of 'actor', 'source'"),
        ("actors_x.tsv", ACTORS, "a.x\tX\tperson\tactor\tzz\t\ttest", "no place 'zz'"),
        ("publishers_x.tsv", PUBLISHERS, "p.x\tX\t\t\tsite\tmaybe\ttest", "'maybe'"),
    ],
)
def test_bad_rows_say_where_they_are(folder: Path, name: str, columns: tuple[str, ...], row: str, words: str) -> None:
    write(folder, name, columns, row)
    with pytest.raises(ArchiveError, match=words) as caught:
        read_entries(folder)
    assert caught.value.path == str(folder / name)
    assert caught.value.line == 2


def test_other_columns_and_unreadable_files_are_refused(folder: Path) -> None:
    write(folder, "places_x.tsv", ("id", "name"))
    with pytest.raises(ArchiveError, match="must name the columns"):
        read_entries(folder)
    (folder / "places_x.tsv").write_bytes(b"\xff\xfe\xff")
    with pytest.raises(ArchiveError, match="cannot be read"):
        read_entries(folder)


def test_a_small_authority(folder: Path) -> None:
    names = Names(folder)
    (found,) = names.lookup("region", "strelsau")
    assert (found.value, found.country, found.parent) == ("Ruritania/Strelsau", "ru", "ru")
    (herald,) = names.lookup("publisher", "the herald")
    assert (herald.canonical, herald.domain, herald.day_first) == ("Herald", "herald.example", True)
    assert [s.text for s in names.spellings(names.lookup("actor", "BG")[0])] == ["Black Guard", "BG"]


def test_rows_may_add_to_places_of_other_rows(folder: Path) -> None:
    write(folder, "places_x.tsv", PLACES, "ru.s\t\t+\t\tStreltzow\t\t9000\t1.5\t2.5\ttest")
    (found,) = Names(folder).lookup("region", "Streltzow")
    assert (found.id, found.population, found.latitude) == ("ru.s", 9000, 1.5)


def test_compiled_names_follow_the_tables(folder: Path) -> None:
    assert not Names(folder).lookup("region", "Zenda")
    write(folder, "places_x.tsv", PLACES, place("ru.z", "Zenda", "town", "ru"))
    assert Names(folder).lookup("region", "Zenda")


def test_without_a_cache_folder_names_work_all_the_same(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "file").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("DRAGOMAN_CACHE", str(folder / "file"))
    assert Names(folder).lookup("region", "Strelsau")


@pytest.mark.slow
def test_the_shipped_tables_are_whole() -> None:
    entries = read_entries()
    assert len(entries) > 50_000
    assert {entry.name.field for entry in entries} >= {"region", "actor"}
    countries = [entry for entry in entries if entry.name.type == "country"]
    assert len(countries) > 190
    assert all(name.value.count("/") == len(name.lineage) - 1 for name, _ in entries if name.field == "region")


def test_every_shipped_row_has_a_source() -> None:
    for pattern, columns in (("places*", PLACES), ("actors*", ACTORS), ("publishers*", PUBLISHERS)):
        for path in DATA.glob(f"{pattern}.tsv"):
            assert all(row.cells["source"] for row in read_table(path, columns))


@pytest.mark.parametrize(
    "text", ["Deir ez-Zor", "São Tomé", "Ħamrun", "Łódź", "N'Djamena", "U.S.", "Şırnak", "دمشق", "a b", "T4", "Ålesund"]
)
def test_keys_are_what_the_matcher_reads(text: str) -> None:
    assert key(text) == key_text(text).text.strip()
