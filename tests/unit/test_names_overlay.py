"""The owner's names over the shipped ones: what is found, looked up and spelled then, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.facets.sites import publisher_at
from index.names.changes import TYPES, compile_overlay
from index.names.files import names_files, read_names
from index.names.rows import KEYS, read_rows
from search.errors import ArchiveError, ConfigError
from search.names import Names, load_names
from search.names.model import DATA
from search.names.overlay import LAYOUT, OverlaidNames, Overlay
from search.names.tables import ACTORS, PLACES, PUBLISHERS, read_table


def table(folder: Path, name: str, columns: tuple[str, ...], *rows: str) -> None:
    lines = ["\t".join(columns), *("\t".join(row.split("~")) for row in rows)]
    (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


def place(id: str, canonical: str, kind: str, parent: str = "", spellings: str = "", people: str = "") -> str:
    return f"{id}~{canonical}~{kind}~{parent}~{spellings}~~{people}~~~test"


def actor(id: str, canonical: str, kind: str = "armed_group", spellings: str = "") -> str:
    cells = {"id": id, "canonical": canonical, "type": kind, "role": "actor", "spellings": spellings, "source": "test"}
    return "~".join(cells.get(column, "") for column in ACTORS)


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Names:
    """Two countries, towns of one name, some actors."""
    folder = tmp_path_factory.mktemp("tables")
    table(
        folder,
        "places.tsv",
        PLACES,
        place("w", "Old World", "world region"),
        place("ru", "Ruritania", "country", "w"),
        place("ru.n", "North", "governorate", "ru", "Northland"),
        place("ru.n.s", "Strelsau", "city", "ru.n", "Strelzow", "90000"),
        place("ru.n.s.m", "Old Mill", "district", "ru.n.s"),
        place("gr", "Graustark", "country", "w"),
        place("gr.s", "Strelsau", "town", "gr", "", "500"),
        place("gr.a", "al-Zenda", "town", "gr"),
    )
    table(
        folder,
        "actors.tsv",
        ACTORS,
        actor("a.bg", "Black Guard", spellings="=BG|The Blacks"),
        actor("a.wg", "White Guard", spellings="Whites"),
        actor("a.rudolf", "Rudolf Rassendyll", "person"),
    )
    table(folder, "publishers.tsv", PUBLISHERS, "p.h~Herald~herald.example~The Herald~newspaper~~~yes~test")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DRAGOMAN_CACHE", str(folder / "cache"))
        return Names(folder)


def overlaid(shipped: Names, tmp_path: Path, toml: str) -> Names:
    file = tmp_path / "names.toml"
    file.write_text(toml, "utf-8")
    overlay = compile_overlay(read_rows(file), shipped)
    written = Overlay.from_text(overlay.to_text())
    assert written.to_text() == overlay.to_text()
    return OverlaidNames(shipped, written)


def found(names: Names, text: str) -> list[tuple[str, list[str]]]:
    return [(match.text, [name.value for name in match.names]) for match in names.find(text)]


def values(names: Names, field: str, typed: str) -> list[str]:
    return [name.value for name in names.lookup(field, typed)]


def test_a_new_actor_is_found_and_looked_up(shipped: Names, tmp_path: Path) -> None:
    said = 'add = "Ford Shield"\ntype = "armed_group"\ncountry = "Ruritania"\nspellings = ["Dir\' al-Ford", "=FS"]'
    toml = f"[[actor]]\n{said}"
    names = overlaid(shipped, tmp_path, toml)
    (name,) = names.lookup("actor", "ford shield")
    assert (name.id, name.type, name.country) == ("o.actor.ford-shield", "armed_group", "ru")
    assert names.get("o.actor.ford-shield") == name
    assert found(names, "FS and Dir al-Ford met the Black Guard; fs did not.") == [
        ("FS", ["Ford Shield"]),
        ("Dir al-Ford", ["Ford Shield"]),
        ("Black Guard", ["Black Guard"]),
    ]


def test_a_new_place_lies_where_it_is_said_to_and_has_the_variants_of_places(shipped: Names, tmp_path: Path) -> None:
    toml = """
[[region]]
add = "al-Mahatta"
type = "village"
parent = "o.region.ford-district"

[[region]]
add = "Ford District"
type = "district"
parent = "Ruritania/North"
"""
    names = overlaid(shipped, tmp_path, toml)
    (name,) = names.lookup("region", "Mahatta")
    assert name.value == "Old World/Ruritania/North/Ford District/al-Mahatta"
    assert (name.country, name.parent) == ("ru", "o.region.ford-district")
    assert found(names, "in el-Mahatta")[0] == ("el-Mahatta", [name.value])


def test_spellings_are_added_and_taken_away(shipped: Names, tmp_path: Path) -> None:
    toml = '[[actor]]\nchange = "Black Guard"\nspellings = ["Guard of Night", "?bg"]\nwithout = ["the blacks"]'
    names = overlaid(shipped, tmp_path, toml)
    assert [s.text for s in names.spellings(names.lookup("actor", "a.bg")[0])] == [
        "Black Guard",
        "bg",
        "Guard of Night",
    ]
    assert found(names, "The Blacks and the Guard of Night") == [("Guard of Night", ["Black Guard"])]
    (match,) = names.find("a bg")
    assert match.weak, "the owner's signs count"
    assert found(shipped, "The Blacks") == [("The Blacks", ["Black Guard"])]


def test_a_spelling_goes_from_one_name_to_another(shipped: Names, tmp_path: Path) -> None:
    toml = """
[[actor]]
change = "White Guard"
without = ["Whites"]

[[actor]]
change = "Black Guard"
spellings = ["Whites"]
"""
    assert found(overlaid(shipped, tmp_path, toml), "the Whites") == [("Whites", ["Black Guard"])]


def test_what_lies_in_a_changed_place_follows_it(shipped: Names, tmp_path: Path) -> None:
    toml = '[[region]]\nchange = "Ruritania/North"\ncanonical = "Upper North"\nparent = "Graustark"'
    names = overlaid(shipped, tmp_path, toml)
    mill = names.get("ru.n.s.m")
    assert mill is not None
    assert mill.value == "Old World/Graustark/Upper North/Strelsau/Old Mill"
    assert (mill.lineage, mill.country) == (("w", "gr", "ru.n", "ru.n.s", "ru.n.s.m"), "gr")
    assert values(names, "region", "Upper North/Strelsau/Old Mill")[:1] == [mill.value]
    assert found(names, "the Old Mill") == [("Old Mill", [mill.value])]
    assert "North" in [s.text for s in names.spellings(names.lookup("region", "Upper North")[0])]


def test_a_merged_name_answers_under_its_old_id_and_spellings(shipped: Names, tmp_path: Path) -> None:
    names = overlaid(shipped, tmp_path, '[[actor]]\nmerge = "White Guard"\ninto = "Black Guard"')
    assert names.get("a.wg") == names.get("a.bg")
    assert values(names, "actor", "White Guard") == values(names, "actor", "a.wg") == ["Black Guard"]
    assert found(names, "the Whites") == [("Whites", ["Black Guard"])]


def test_places_in_a_merged_or_retired_place_move(shipped: Names, tmp_path: Path) -> None:
    merged = overlaid(shipped, tmp_path, '[[region]]\nmerge = "ru.n.s"\ninto = "gr.s"').get("ru.n.s.m")
    assert merged is not None and merged.value == "Old World/Graustark/Strelsau/Old Mill" and merged.country == "gr"
    retired = overlaid(shipped, tmp_path, '[[region]]\nretire = "ru.n.s"').get("ru.n.s.m")
    assert retired is not None and retired.value == "Old World/Ruritania/North/Old Mill"


def test_a_retired_name_is_not_found_and_leaves_its_spelling_to_others(shipped: Names, tmp_path: Path) -> None:
    names = overlaid(shipped, tmp_path, '[[region]]\nretire = "North/Strelsau"\n[[actor]]\nretire = "Black Guard"')
    assert names.get("a.bg") is None and names.lookup("actor", "a.bg") == ()
    assert found(names, "BG in Strelsau") == [("Strelsau", ["Old World/Graustark/Strelsau"])]


def test_the_larger_of_two_towns_stays_the_likelier(shipped: Names, tmp_path: Path) -> None:
    toml = '[[region]]\nchange = "Graustark/Strelsau"\nspellings = ["Strelzow"]\npopulation = 600'
    names = overlaid(shipped, tmp_path, toml)
    both = ["Old World/Ruritania/North/Strelsau", "Old World/Graustark/Strelsau"]
    assert values(names, "region", "Strelsau") == both
    assert found(names, "to Strelsau and Strelzow") == [("Strelsau", both), ("Strelzow", both)]


def test_publishers_too(shipped: Names, tmp_path: Path) -> None:
    toml = '[[publisher]]\nadd = "Ford Post"\ntype = "site"\ndomain = "ford.example"\nday_first = true'
    toml += '\ncountry = "Ruritania"'
    (name,) = overlaid(shipped, tmp_path, toml).lookup("publisher", "ford post")
    assert (name.domain, name.day_first, name.country) == ("ford.example", True, "ru")


def test_a_table_says_the_same(shipped: Names, tmp_path: Path) -> None:
    toml = tmp_path / "a.toml"
    toml.write_text(
        '[[actor]]\nadd = "Ford Shield"\ntype = "armed_group"\nspellings = ["=FS", "Shield"]\n'
        '[[actor]]\nchange = "Black Guard"\nwithout = ["The Blacks"]\n[[region]]\nmerge = "gr.s"\ninto = "ru.n.s"\n'
        '[[actor]]\nretire = "Rudolf Rassendyll"\n',
        "utf-8",
    )
    tsv = tmp_path / "b.tsv"
    tsv.write_text(
        "# ours\nfield\taction\tname\ttype\tspellings\twithout\tinto\tsource\n\n"
        "actor\tadd\tFord Shield\tarmed_group\t=FS | Shield\t\t\tus\n"
        "actor\tchange\tBlack Guard\t\t\tThe Blacks\n"
        "region\tmerge\tgr.s\t\t\t\tru.n.s\n"
        "actor\tretire\tRudolf Rassendyll\t\t\t\t\t\t\t\n",
        "utf-8",
    )
    assert compile_overlay(read_rows(toml), shipped) == compile_overlay(read_rows(tsv), shipped)


def test_what_changes_nothing_is_no_overlay(shipped: Names, tmp_path: Path) -> None:
    file = tmp_path / "names.toml"
    file.write_text('[[actor]]\nchange = "Black Guard"\nspellings = ["=BG", "black guard"]', "utf-8")
    assert compile_overlay(read_rows(file), shipped).to_text() == ""


BAD = [
    ('[[actr]]\nadd = "X"', 1, "unknown table 'actr': did you mean 'actor'?"),
    ('[actor]\nadd = "X"', 1, r"write \[\[actor\]\] with two brackets"),
    ("[[actor]]\nadd = X", 2, "is not valid TOML"),
    ('[[actor]]\ntype = "person"', 1, "does not say what to do: write one of add = NAME"),
    ('[[actor]]\nadd = "X"\nretire = "Y"', 1, "says add and retire"),
    ('[[actor]]\nadd = "X"\nspeling = ["a"]', 3, "'speling' does not go here: did you mean 'spellings'"),
    ('[[actor]]\nadd = "X"', 1, "what is 'X'\\? Say its type: one of armed_group"),
    ('[[actor]]\nadd = "X"\ntype = "armed group"', 3, "'armed group' is no type of actor: did you mean 'armed_group'"),
    ('[[actor]]\nadd = "black guard"\ntype = "person"', 1, r"there is an actor 'Black Guard' already \(a.bg\)"),
    ('[[actor]]\nadd = "X"\nid = "a.bg"\ntype = "person"', 3, "the id 'a.bg' is that of 'Black Guard'"),
    ('[[actor]]\nadd = "X"\nid = "a b"\ntype = "person"', 3, "cannot be an id"),
    ('[[actor]]\nadd = "X"\ntype = "person"\n[[actor]]\nadd = "x"\ntype = "person"', 4, "was added at .*names.toml:1"),
    ('[[actor]]\nadd = "X"\ntype = "person"\nspellings = ["=-"]', 4, "'=-' in 'spellings' has no letters"),
    ('[[actor]]\nadd = "X"\ntype = "person"\nspellings = [1]', 4, "'spellings' must be a list of texts"),
    ('[[actor]]\nadd = "X"\ntype = "person"\nrole = "boss"', 4, "'boss' is no role: write actor or source"),
    ('[[actor]]\nadd = "X"\ntype = "person"\ncountry = "Strelsau"', 4, "several regions are called 'Strelsau'"),
    ('[[actor]]\nadd = "X"\ntype = "person"\ncountry = "ru.n"', 4, "is no country"),
    ('[[actor]]\nadd = " "\ntype = "person"', 2, "'add' must be text in quotes"),
    ('[[region]]\nadd = "X"\ntype = "town"', 1, "where does 'X' lie\\? Name the place around it in 'parent'"),
    ('[[region]]\nadd = "X"\ntype = "town"\nparent = "Nowhere"', 4, "no region is called 'Nowhere'"),
    ('[[region]]\nadd = "Old Mill"\ntype = "town"\nparent = "ru.n.s"', 1, "there is a region '.*Old Mill' already"),
    ('[[region]]\nchange = "ru.n"\nparent = "ru.n.s.m"', 3, "would lie in itself"),
    ('[[region]]\nchange = "ru.n"\nlatitude = "north"', 3, "'north' in 'latitude' is no number"),
    ('[[region]]\nchange = "ru.n"\nlatitude = 200', 3, "'200' in 'latitude' cannot be: write a number from -90 to 90"),
    ('[[region]]\nchange = "ru.n"\nlongitude = nan', 3, "'nan' in 'longitude' cannot be"),
    ('[[region]]\nchange = "ru.n"\npopulation = inf', 3, "'inf' in 'population' cannot be"),
    ('[[region]]\nchange = "ru.n"\npopulation = -5', 3, "'-5' in 'population' cannot be"),
    ('[[actor]]\nchange = "Black Guard"\nsince = 99999999', 3, "in 'since' cannot be"),
    ('[[actor]]\nchange = "Black Guard"\nsince = 2016.5', 3, "'2016.5' in 'since' must be a whole number"),
    ('[[actor]]\nchange = "Black Guard"\nsince = 2020\nuntil = 2010', 1, "'since', 2020, lies after 'until', 2010"),
    ('[[publisher]]\nadd = "X"\ntype = "site"\ndomain = "http://a b/"', 4, "'http://a b/' is no domain"),
    ('[[region]]\nmerge = "ru.n"\ninto = "ru.n.s"', 3, "merge it the other way round"),
    ('[[actor]]\nmerge = "Black Guard"', 1, "into which actor"),
    ('[[actor]]\nmerge = "Black Guard"\ninto = "BG"', 3, "cannot be merged into itself"),
    ('[[actor]]\nchange = "Black Guard"', 1, "changes nothing"),
    (
        '[[actor]]\nchange = "Black Guard"\nwithout = ["The Black"]',
        3,
        "no spelling 'The Black': did you mean 'The Blacks'",
    ),
    ('[[actor]]\nchange = "Black Guard"\nwithout = ["black guard"]', 3, "is the canonical name"),
    ('[[actor]]\nretire = "Black Gard"', 2, "no actor is called 'Black Gard'"),
    ('[[actor]]\nretire = "Black Guard"\n[[actor]]\nretire = "Black Guard"', 4, "was merged or retired at .*:1"),
    ('[[actor]]\nretire = "Black Guard"\ntype = "person"', 3, "'type' does not go here"),
    ('[[publisher]]\nchange = "Herald"\nday_first = "maybe"', 3, "'maybe' is no day_first: write yes or no"),
]


@pytest.mark.parametrize(("toml", "line", "words"), BAD)
def test_bad_entries_are_errors_with_file_and_line(
    shipped: Names, tmp_path: Path, toml: str, line: int, words: str
) -> None:
    with pytest.raises(ArchiveError, match=words) as caught:
        overlaid(shipped, tmp_path, toml)
    assert (caught.value.path, caught.value.line) == (str(tmp_path / "names.toml"), line)


@pytest.mark.parametrize(
    ("tsv", "line", "words"),
    [
        ("action\tfield\n", 1, "no column 'name'"),
        ("action\tfield\tname\ttipe\n", 1, "unknown column 'tipe': did you mean 'type'"),
        ("action\tfield\tname\n\nad\tactor\tX\n", 3, "'ad' is no action: did you mean 'add'"),
        ("action\tfield\tname\nadd\tactors\tX\n", 2, "'actors' is no field: did you mean 'actor'"),
        ("action\tfield\tname\nadd\tactor\n", 2, "which actor\\? Name it in 'name'"),
        ("action\tfield\tname\nretire\tactor\tBlack Guard\ta\n", 2, "4 cells where the first line names 3"),
        (b"action\tfield\tname\nadd\tactor\t\xff\n", 2, "is not UTF-8"),
    ],
)
def test_bad_tables_are_errors_with_file_and_line(tmp_path: Path, tsv: str | bytes, line: int, words: str) -> None:
    file = tmp_path / "names.tsv"
    file.write_bytes(tsv if isinstance(tsv, bytes) else tsv.encode())
    with pytest.raises(ArchiveError, match=words) as caught:
        read_rows(file)
    assert (caught.value.path, caught.value.line) == (str(file), line)


def test_which_files_are_read(tmp_path: Path) -> None:
    for name in ("b.tsv", "a.toml", "readme.md"):
        (tmp_path / name).write_text("", "utf-8")
    assert [file.name for file in names_files(tmp_path)] == ["a.toml", "b.tsv"]
    assert read_names(names_files(tmp_path), tmp_path).target == tmp_path / "names.tsv"
    with pytest.raises(ArchiveError, match="is no names file"):
        read_rows(tmp_path / "readme.md")
    for name in ("none.tsv", "none.toml"):
        with pytest.raises(ArchiveError, match="cannot be read"):
            read_rows(tmp_path / name)


@pytest.mark.parametrize("text", ["{", "[]", '{"layout":0}', '{"layout":1,"entries":[{"name":{"id":"x"}}],"gone":{}}'])
def test_an_overlay_of_another_version_says_what_to_do(text: str) -> None:
    assert LAYOUT == 1
    with pytest.raises(ConfigError, match="index-cli update"):
        load_names(text)


def test_overlaid_names_answer_everything_that_names_do() -> None:
    offered = {name for name in vars(Names) if not name.startswith("_")}
    assert offered <= set(vars(OverlaidNames)), "an inherited method would look at tables that are not there"


def test_an_owner_can_say_every_type_that_is_shipped() -> None:
    column = {"region": ("places*", PLACES, "type"), "actor": ("actors*", ACTORS, "type")}
    for field, (pattern, columns, name) in {**column, "publisher": ("publishers*", PUBLISHERS, "kind")}.items():
        used = {row.cells[name] for file in DATA.glob(f"{pattern}.tsv") for row in read_table(file, columns)}
        assert used - {"+"} <= set(TYPES[field]), f"add the new types to search/names/tables.py ({field})"
    assert set(KEYS) == set(TYPES)


def test_a_site_is_known_by_the_domain_that_the_owner_gives(tmp_path: Path) -> None:
    file = tmp_path / "names.toml"
    said = '[[publisher]]\nadd = "Ford Post"\ntype = "site"\ndomain = "ford.example"\n[[publisher]]\nretire = "SANA"\n'
    file.write_text(said, "utf-8")
    names = load_names(read_names([file]).text)
    found = publisher_at("english.ford.example", names)
    assert found is not None and found.canonical == "Ford Post"
    assert publisher_at("sana.sy", names) is None and publisher_at("other.example", names) is None
