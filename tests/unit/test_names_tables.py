"""The tables of names: what is refused, and that the shipped ones are whole."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from search.analysis import key_text
from search.errors import ArchiveError
from search.keys import key
from search.names import Names
from search.names.compiler import compile_names
from search.names.entries import read_entries
from search.names.model import DATA
from search.names.store import COMPILED, open_fresh, sources_of
from search.names.tables import ACTORS, PLACES, PUBLISHERS, read_table


def write(folder: Path, name: str, columns: tuple[str, ...], *rows: str) -> None:
    (folder / name).write_text("\n".join(["\t".join(columns), *rows]) + "\n", encoding="utf-8")


def place(id: str, canonical: str, type: str, parent: str = "", spellings: str = "", source: str = "test") -> str:
    return "\t".join((id, canonical, type, parent, spellings, "", "", "", "", source))


def actor(id: str, canonical: str, role: str = "actor", **cells: str) -> str:
    """A state's force, or whatever else the cells say."""
    row = {"id": id, "canonical": canonical, "type": "state_force", "role": role, "source": "test", **cells}
    return "\t".join(row.get(column, "") for column in ACTORS)


def publisher(id: str, name: str, **cells: str) -> str:
    """A site, or whatever else the cells say."""
    row = {"id": id, "name": name, "kind": "site", "source": "test", **cells}
    return "\t".join(row.get(column, "") for column in PUBLISHERS)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DRAGOMAN_CACHE", str(tmp_path / "cache"))
    write(tmp_path, "places.tsv", PLACES, place("ru", "Ruritania", "country"), place("ru.s", "Strelsau", "city", "ru"))
    write(tmp_path, "actors.tsv", ACTORS, actor("a.bg", "Black Guard", country="ru", spellings="=BG"))
    herald = {"aliases": "The Herald", "domain": "herald.example", "country": "ru", "language": "de|en"}
    write(tmp_path, "publishers.tsv", PUBLISHERS, publisher("p.h", "Herald", day_first="yes", **herald))
    return tmp_path


def test_what_killed_processes_began_is_removed(folder: Path) -> None:
    cache = folder / "cache"
    cache.mkdir()
    dead, busy = cache / "names-0.sqlite-dead", cache / "names-0.sqlite-busy"
    for file in (dead, busy):
        file.touch()
    os.utime(dead, (0, 0))
    Names(folder)
    assert (dead.exists(), busy.exists()) == (False, True)


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
        ("actors_x.tsv", ACTORS, actor("a.x", "X", role="boss"), "none of 'actor', 'source'"),
        ("actors_x.tsv", ACTORS, actor("a.x", "X", country="zz"), "no country 'zz'"),
        ("actors_x.tsv", ACTORS, actor("a.x", "X", parent="ru"), "no actor 'ru'"),
        ("actors_x.tsv", ACTORS, actor("a.x", "X", parent="a.x"), "is a part of itself"),
        ("actors_x.tsv", ACTORS, actor("a.x", "X", since="early"), "'early' in column 'since' is no number"),
        ("actors_x.tsv", ACTORS, actor("a.x", "X", since="1990", until="1980"), "ended in 1980 before it began"),
        ("publishers_x.tsv", PUBLISHERS, publisher("p.x", "X", day_first="maybe"), "'maybe'"),
        ("publishers_x.tsv", PUBLISHERS, publisher("p.x", "X", country="zz"), "no country 'zz'"),
        ("publishers_x.tsv", PUBLISHERS, publisher("p.x", "X", country="ru.s"), "no country 'ru.s'"),
        ("publishers_x.tsv", PUBLISHERS, publisher("p.x", "X", language="xx"), "'xx' in column 'language' is no ISO"),
        ("publishers_x.tsv", PUBLISHERS, publisher("p.x", "X", language="en|English"), "'English' in column 'lang"),
        ("publishers_x.tsv", PUBLISHERS, publisher("p.x", "X", language="en|"), "'' in column 'language'"),
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
    assert herald.country == "ru"
    assert [s.text for s in names.spellings(names.lookup("actor", "BG")[0])] == ["Black Guard", "BG"]


def test_rows_may_add_to_places_of_other_rows(folder: Path) -> None:
    write(folder, "places_x.tsv", PLACES, "ru.s\t\t+\t\tStreltzow\t\t9000\t1.5\t2.5\ttest")
    (found,) = Names(folder).lookup("region", "Streltzow")
    assert (found.id, found.population, found.latitude) == ("ru.s", 9000, 1.5)


def test_rows_may_add_spellings_to_actors_of_other_rows(folder: Path) -> None:
    write(folder, "actors_x.tsv", ACTORS, "a.bg\t\t+\t\t\t\t\t\tSchwarze Garde\ttest")
    assert [found.id for found in Names(folder).lookup("actor", "Schwarze Garde")] == ["a.bg"]
    write(folder, "actors_x.tsv", ACTORS, "a.nobody\t\t+\t\t\t\t\t\tNiemand\ttest")
    with pytest.raises(ArchiveError, match=r"there is no actor 'a\.nobody' to add to"):
        Names(folder)


def test_actors_know_what_they_are_a_part_of_and_when(folder: Path) -> None:
    rows = [
        actor("a.tower", "Tower Watch", parent="a.guard", since="1894", until="1900"),
        actor("a.guard", "Palace Guard", parent="a.crown"),
        actor("a.crown", "Crown of Ruritania", type="state"),
    ]
    write(folder, "actors_x.tsv", ACTORS, *rows)
    (watch,) = Names(folder).lookup("actor", "tower watch")
    assert (watch.lineage, watch.parent) == (("a.crown", "a.guard", "a.tower"), "a.guard")
    assert (watch.since, watch.until) == (1894, 1900)
    (crown,) = Names(folder).lookup("actor", "crown of ruritania")
    assert (crown.parent, crown.since, crown.until) == (None, None, None)


def test_a_group_whose_parent_comes_back_to_itself_is_refused(folder: Path) -> None:
    write(folder, "actors_x.tsv", ACTORS, actor("a.1", "One", parent="a.2"), actor("a.2", "Two", parent="a.1"))
    with pytest.raises(ArchiveError, match="is a part of itself"):
        read_entries(folder)


def test_capitals_and_small_letters_of_an_acronym_are_two_spellings(folder: Path) -> None:
    write(folder, "actors_x.tsv", ACTORS, actor("a.ro", "Ruritanian Order", spellings="=RUO|Ruo|=RUO"))
    names = Names(folder)
    assert [s.text for s in names.spellings(names.lookup("actor", "a.ro")[0])] == ["Ruritanian Order", "RUO", "Ruo"]


def test_compiled_names_follow_the_tables(folder: Path) -> None:
    assert not Names(folder).lookup("region", "Zenda")
    write(folder, "places_x.tsv", PLACES, place("ru.z", "Zenda", "town", "ru"))
    assert Names(folder).lookup("region", "Zenda")


@pytest.fixture
def shipped(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The tables with the compiled file beside them, as an installation has them, and no cache to fall back to."""
    (folder / "file").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("DRAGOMAN_CACHE", str(folder / "file"))
    compile_names(folder / COMPILED, folder)
    return folder


def is_fresh(folder: Path) -> bool:
    connection = open_fresh(folder / COMPILED, sources_of(folder))
    if connection is not None:
        connection.close()
    return connection is not None


def test_names_compiled_beside_their_tables_are_opened(shipped: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.names.compiler.compile_in_memory", lambda folder: pytest.fail("compiled again"))
    assert Names(shipped).lookup("region", "Strelsau")
    for table in shipped.glob("*.tsv"):  # as an installer leaves them, or git
        os.utime(table, ns=(2**62, 2**62))
    assert Names(shipped).lookup("region", "Strelsau")


def test_names_compiled_from_other_tables_are_not(shipped: Path) -> None:
    table = shipped / "places.tsv"
    edited = table.read_text("utf-8").replace("Strelsau", "Streltsa")
    table.write_text(edited, encoding="utf-8")
    assert not is_fresh(shipped)
    assert Names(shipped).lookup("region", "Streltsa")
    compile_names(shipped / COMPILED, shipped)
    assert is_fresh(shipped)
    write(shipped, "places_x.tsv", PLACES, place("ru.z", "Zenda", "town", "ru"))
    assert not is_fresh(shipped)
    assert Names(shipped).lookup("region", "Zenda")
    (shipped / "places_x.tsv").unlink()
    assert is_fresh(shipped)


@pytest.mark.parametrize("left", [b"", b"SQLite format 3\x00", b"something else"])
def test_a_damaged_compiled_file_is_made_anew(shipped: Path, left: bytes) -> None:
    (shipped / COMPILED).write_bytes(left)
    assert Names(shipped).lookup("region", "Strelsau")


def test_who_waits_at_a_terminal_is_told_why(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Names(folder)
    assert capsys.readouterr().err == ""
    write(folder, "places_x.tsv", PLACES, place("ru.z", "Zenda", "town", "ru"))
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    Names(folder)
    assert "compiling the names" in capsys.readouterr().err
    Names(folder)
    assert capsys.readouterr().err == "", "once"


def test_names_are_compiled_without_loss() -> None:
    names = Names()
    for name, spellings in read_entries()[::50]:
        assert names.get(name.id) == name
        listed = [spelling for spelling in spellings if key(spelling.text)]
        assert list(names.spellings(name)) == listed


def test_the_compiled_file_is_small() -> None:
    names = Names()
    (pages,), (size,) = (names._store.execute(f"PRAGMA {what}").fetchone() for what in ("page_count", "page_size"))
    assert pages * size < 30_000_000


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


@pytest.mark.slow
def test_the_shipped_actors_of_the_wars_are_placed() -> None:
    listed = {entry.name.id: entry.name for entry in read_entries() if entry.name.field == "actor"}
    wars = [name for name in listed.values() if name.country in ("sy", "iq", "lb", "ye", "ly", "ps", "ua")]
    assert len([name for name in wars if name.type != "person"]) > 300
    forces = [name for name in wars if name.type == "state_force" and name.parent is None]
    assert [name.canonical for name in forces] == ["Asayish"]  # of no state
    for chain in (
        ("Tiger Forces", "Syrian Arab Army", "Syrian government"),
        ("Quds Force", "Islamic Revolutionary Guard Corps", "Iran"),
        ("Azov Regiment", "National Guard of Ukraine", "Ukraine"),
    ):
        found = next(name for name in listed.values() if name.canonical == chain[0])
        assert tuple(listed[id].canonical for id in reversed(found.lineage)) == chain
    renamed = ("a.jabhat-al-nusra", "a.jabhat-fateh-al-sham", "a.hayat-tahrir-al-sham")
    assert [(listed[id].since, listed[id].until) for id in renamed] == [(2012, 2016), (2016, 2017), (2017, 2025)]


def test_no_actor_is_another_ones_spelling() -> None:
    """Unless their years tell them apart, or the spelling is marked as doubtful."""
    held = [entry for entry in read_entries(DATA) if entry.name.field == "actor"]
    named = {key_text(entry.name.canonical): entry.name for entry in held}
    wrong = [
        (spelling.text, entry.name.canonical)
        for entry in held
        for spelling in entry.spellings[1:]
        if (other := named.get(key_text(spelling.text), entry.name)) != entry.name
        and not spelling.weak
        and (other.until is None or entry.name.since is None)
    ]
    assert wrong == []


def test_every_shipped_row_has_a_source() -> None:
    for pattern, columns in (("places*", PLACES), ("actors*", ACTORS), ("publishers*", PUBLISHERS)):
        for path in DATA.glob(f"{pattern}.tsv"):
            assert all(row.cells["source"] for row in read_table(path, columns))


@pytest.mark.parametrize(
    "text", ["Deir ez-Zor", "São Tomé", "Ħamrun", "Łódź", "N'Djamena", "U.S.", "Şırnak", "دمشق", "a b", "T4", "Ålesund"]
)
def test_keys_are_what_the_matcher_reads(text: str) -> None:
    assert key(text) == key_text(text).text.strip()
