"""The owner's names in an archive: found, tagged with, searched with; and the commands round them."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

from index.cli import main
from index.names.phrases import phrases
from search.cli import main as search
from search.documents import Document
from search.engine import open_engine
from search.names import load_names
from tests.archives import fill, put

STORY = """Convoy waits at the ford

IDLIB, Syria, March 3, 2016 - Forty trucks were waiting at the gate of Tell Amra in the morning, drivers said.

Commander Abu Khalid al-Wadi said the Valley Shield would open the road to Hezbollah soon. The Mill Stone Pact is over.
"""
SECOND = STORY.replace("Forty", "Ninety").replace("gate", "mill").replace("ford", "bridge")
SETTINGS = '[index]\nurl = "whoosh:built"\n[archive]\npath = "articles"\n'
ROWS = """action\tfield\tname\ttype\tparent\tspellings\twithout
add\tactor\tValley Shield\tarmed_group\t\tTalschild
add\tregion\tTell Amra\tvillage\tSyria/Idlib
change\tactor\tHezbollah\t\t\tWadi Hizb
"""


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    fill(tmp_path / "articles", {"a.txt": STORY, "b.txt": SECOND})
    put(tmp_path, "dragoman.toml", SETTINGS)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DRAGOMAN_INDEX", raising=False)
    return tmp_path


def held(desk: Path, field: str) -> set[str]:
    engine = open_engine(f"whoosh:{desk / 'built'}")
    try:
        return {one.value for id in engine.digests() for one in engine.get(id).values.get(field, ())}
    finally:
        engine.close()


def answer(capsys: pytest.CaptureFixture[str], *argv: str) -> str:
    capsys.readouterr()
    search([*argv, "--count"])
    return capsys.readouterr().out.strip()


def test_names_beside_the_articles_tag_them_and_searches_go_by_them(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["update", "--quiet"]) == 0
    assert "Valley Shield" not in held(desk, "actor")
    assert answer(capsys, "Talschild") == "0"
    put(desk, "articles/names.tsv", ROWS)
    assert main(["update"]) == 0
    assert "indexed=0 updated=2" in capsys.readouterr().err
    assert "Valley Shield" in held(desk, "actor")
    assert "Middle East & North Africa/Syria/Idlib/Tell Amra" in held(desk, "region")
    assert answer(capsys, "Talschild") == "2", "the index carries the spellings"
    assert answer(capsys, "--actor", "talschild") == "2"
    assert answer(capsys, "Wadi Hizb") == "2"
    put(desk, "articles/names.tsv", "# a comment changes nothing\n" + ROWS)
    assert main(["update"]) == 0
    assert "updated=0 deleted=0 unchanged=2" in capsys.readouterr().err
    (desk / "articles/names.tsv").unlink()
    assert main(["update", "--quiet"]) == 0
    assert "Valley Shield" not in held(desk, "actor") and answer(capsys, "Wadi Hizb") == "0"


def test_where_names_are_looked_for(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(desk, "mine/x.tsv", ROWS)
    assert main(["names", "show", "Valley", "Shield", "--names", "mine"]) == 0
    assert main(["names", "show", "Valley", "Shield"]) == 1
    put(desk, "dragoman.toml", SETTINGS + '[names]\noverlay = "mine/x.tsv"\n')
    capsys.readouterr()
    assert main(["names", "show", "Talschild", "--json"]) == 0
    (name,) = json.loads(capsys.readouterr().out)
    assert name["id"] == "o.actor.valley-shield"
    assert main(["explain", "a.txt", "--color", "never"]) == 0
    assert "Valley Shield (armed_group" in capsys.readouterr().out


def test_shown_publishers_tell_their_country(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["names", "show", "Enab", "Baladi"]) == 0
    assert "Enab Baladi  (publisher, newspaper, Syria, pub.enab-baladi)" in capsys.readouterr().out


@pytest.mark.parametrize(
    "command", [["update"], ["rebuild"], ["explain", "a.txt"], ["names", "diff"], ["names", "adopt", "X"]]
)
def test_a_bad_file_stops_everything_before_it_begins(
    desk: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    assert main(["update", "--quiet"]) == 0
    published = (desk / "built" / "current").read_text()
    put(desk, "articles/c.txt", "A new one.")
    put(desk, "articles/names.toml", '[[actor]]\nadd = "X"\ntype = "militia"\n')
    assert main(command) == 3
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("index-cli: articles/names.toml:3: 'militia' is no type of actor: ")
    assert (desk / "built" / "current").read_text() == published


def test_diff_says_beforehand_what_changes_and_where(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(
        desk,
        "new.tsv",
        ROWS + "retire\tactor\tIslamic State\n",
    )
    assert main(["names", "diff", "new.tsv"]) == 0
    assert "there is no index yet" in capsys.readouterr().out
    assert main(["update", "--quiet"]) == 0
    assert main(["names", "diff", "new.tsv"]) == 0
    out = capsys.readouterr().out
    assert "+ Valley Shield (actor, o.actor.valley-shield) new  [2 articles]\n" in out
    assert "    + Talschild  [0 articles]\n" in out
    assert "~ Hezbollah (actor, a.hezbollah)  [0 articles]\n    + Wadi Hizb  [0 articles]\n" in out
    assert "- Islamic State (actor, a.islamic-state) retired  [0 articles]\n" in out
    assert out.endswith("4 names change, in 2 of 2 articles; 'index-cli update' does it\n")
    assert main(["names", "diff", "new.tsv", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["articles"], told["total"], len(told["names"])) == (2, 2, 4)
    put(desk, "articles/names.tsv", (desk / "new.tsv").read_text())
    assert main(["update", "--quiet"]) == 0
    assert main(["names", "diff"]) == 0
    assert "nothing changes" in capsys.readouterr().out
    put(
        desk,
        "moved.toml",
        '[[actor]]\nchange = "Hamas"\nspellings = ["Hizbulah"]\n[[actor]]\nmerge = "Hezbollah"\ninto = "Amal Movement"',
    )
    assert main(["names", "diff", "moved.toml"]) == 0
    out = capsys.readouterr().out
    assert "> Hezbollah (actor, a.hezbollah) merged into Amal Movement  [2 articles]\n" in out
    assert "+ Hezbollah  from Hezbollah  [2 articles]\n" in out
    assert "- Valley Shield (actor, o.actor.valley-shield) retired  [2 articles]\n" in out


def test_candidates_come_with_the_line_that_adopts_them(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["names", "candidates"]) == 4
    assert "no index at" in capsys.readouterr().err
    assert main(["update", "--quiet"]) == 0
    capsys.readouterr()
    assert main(["names", "candidates"]) == 0
    out = capsys.readouterr().out
    assert "     2  Abu Khalid al-Wadi (person)\n        a.txt: Commander Abu Khalid al-Wadi said" in out
    assert "        index-cli names adopt 'Abu Khalid al-Wadi'\n" in out
    assert "     2  Mill Stone Pact\n" in out and "adopt 'Mill Stone Pact' --type TYPE\n" in out
    assert "Hezbollah (" not in out and "  Idlib" not in out
    assert main(["names", "candidates", "--json", "--no-phrases", "--limit", "1"]) == 0
    one, place = json.loads(capsys.readouterr().out)
    assert one["row"].startswith(f"add\tactor\t{one['name']}\t{one['type']}")
    assert (place["sort"], place["name"]) == ("place", "Tell Amra")
    assert main(["names", "candidates", "--least", "3"]) == 1
    assert main(["names", "adopt", "Abu Khalid al-Wadi", "--spelling", "Abou Khaled"]) == 0
    assert main(["names", "adopt", "Pact of the Mill", "--into", "Hezbollah"]) == 0
    lines = (desk / "articles/names.tsv").read_text().splitlines()
    assert lines[0].split("\t")[:4] == ["action", "field", "name", "type"]
    assert lines[1].split("\t")[:4] == ["add", "actor", "Abu Khalid al-Wadi", "person"]
    assert main(["update", "--quiet"]) == 0
    capsys.readouterr()
    assert main(["names", "candidates", "--no-phrases"]) in (0, 1)
    assert "al-Wadi" not in capsys.readouterr().out
    assert answer(capsys, "Abou Khaled") == "2"


VILLAGES = """Shells fall on the valley

HOMS, Syria, March 3, 2016 - Shells hit the village of {} in Homs province, Syria, {} people said. Spokesman Karim
Zulfani said that the village of {} was empty.
"""


def test_places_are_adopted_with_what_they_lie_in(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for n, (name, other) in enumerate([("Zulbariyah", "Arpin"), ("Zulbariyeh", "Arpin"), ("Zulbariya", "Tulbiseh")]):
        put(desk, f"articles/v{n}.txt", VILLAGES.format(name, f"{n + 3}0", other))
    assert main(["update", "--quiet"]) == 0
    capsys.readouterr()
    assert main(["names", "candidates", "--no-phrases", "--least", "3"]) == 0
    out = capsys.readouterr().out
    path = "Middle East & North Africa/Syria/Homs"
    assert f"     3  Zulbariya | Zulbariyah | Zulbariyeh (village, in {path})\n" in out, "three spellings are one"
    command = f"names adopt Zulbariya --type village --parent '{path}' --spelling Zulbariyah --spelling Zulbariyeh"
    assert f"        index-cli {command}\n" in out
    assert "Talbiseh" not in out, "another spelling of a listed place is that place"
    assert main(shlex.split(command)) == 0
    line = (desk / "articles/names.tsv").read_text().splitlines()[1]
    assert line.split("\t")[:5] == ["add", "region", "Zulbariya", "village", path]
    assert main(["update", "--quiet"]) == 0
    assert f"{path}/Zulbariya" in held(desk, "region") and f"{path}/Zulbariyeh" not in held(desk, "region")
    capsys.readouterr()
    assert main(["names", "candidates", "--no-phrases", "--least", "3"]) == 1
    assert main(["names", "adopt", "Zulbaria", "--into", "Zulbariya"]) == 0
    assert (desk / "articles/names.tsv").read_text().splitlines()[-1].startswith("change\tregion\tZulbariya")


def test_spellings_of_one_unlisted_person_are_one_candidate(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for n, name in enumerate(["Karim Zulfani", "Kareem Zulfani", "Karim Zulfanee", "Qasim Walbuni"]):
        put(
            desk,
            f"articles/p{n}.txt",
            f"Road opens again {n}\n\nThe road is open, spokesman {name} said in Homs, Syria.",
        )
    assert main(["update", "--quiet"]) == 0
    capsys.readouterr()
    assert main(["names", "candidates", "--no-phrases", "--least", "3", "--json"]) == 0
    (one,) = json.loads(capsys.readouterr().out)
    assert (one["articles"], sorted([one["name"], *one["spellings"]])) == (
        3, ["Kareem Zulfani", "Karim Zulfanee", "Karim Zulfani"],
    )  # fmt: skip


def test_what_cannot_be_adopted_leaves_the_file_as_it_was(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = put(desk, "articles/names.tsv", "action\tfield\tname\ttype\nretire\tactor\tHamas")
    before = file.read_bytes()
    for wrong, words in (
        (["X"], "what is 'X'? Say --type"),
        (["Hezbollah", "--type", "person"], "names.tsv:3: there is an actor 'Hezbollah' already"),
        (["X", "--type", "militia"], "'militia' is no type of actor"),
        (["X", "--type", "person", "--spelling", "Y"], "names.tsv:1: has no column 'spellings'"),
        (["X", "--into", "Nobody at all"], "names.tsv:1: has no column 'spellings'"),
        (["X\ty", "--type", "person"], "is no single line"),
    ):
        assert main(["names", "adopt", *wrong]) == 3
        assert words in capsys.readouterr().err
        assert file.read_bytes() == before
    assert main(["names", "adopt", "Nobody at all", "--type", "person"]) == 0
    assert file.read_text().splitlines()[1:] == ["retire\tactor\tHamas", "add\tactor\tNobody at all\tperson"]
    assert main(["names", "adopt", "X", "--type", "person", "--names", "x.toml"]) == 3


def test_phrases_are_counted_in_bounded_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = open_engine("memory:")
    rare = ["".join(chr(97 + int(digit)) for digit in f"{n:03}") for n in range(200)]
    with engine.writer() as writer:
        for n, one in enumerate(rare):
            body = f"It said Stone Mill Pact holds; Q{one} Z{one} went. After Monday The Pact was there."
            writer.write(Document(id=f"{n}", title="", body=body, path=f"{n}.txt", digest=""))
    monkeypatch.setattr("index.names.phrases.MOST_PHRASES", 20)
    (found,) = phrases(engine, load_names(), least=2, limit=0)
    assert found.name == "Stone Mill Pact" and 150 <= found.articles <= 200


def test_only_what_is_written_with_capitals_is_offered_as_a_phrase() -> None:
    sentences = (
        "Сообщило министерство обороны, а Северный Поток Плюс стоит.",
        "أدى القصف إلى مقتل ستة مدنيين في البلدة.",
        "Le conseil de Étoile Bleue était là; élu égal à lui.",
    )
    engine = open_engine("memory:")
    with engine.writer() as writer:
        for number in range(3):
            writer.write(Document(id=f"{number}", title="", body=" ".join(sentences), path=f"{number}.txt", digest=""))
    assert {one.name for one in phrases(engine, load_names(), least=2, limit=0)} == {
        "Северный Поток Плюс",
        "Étoile Bleue",
    }
