"""What is offered to somebody who types."""

from __future__ import annotations

import pytest

from search.engine import Engine
from search.engines.memory import MemoryEngine
from search.names import load_names
from search.suggest import Suggestion, complete_value, suggest
from tests.contract.engines import fill
from tests.documents import SYRIA, article

DEIR = SYRIA + "/Deir ez-Zor"


@pytest.fixture(scope="module")
def engine() -> Engine:
    return fill(MemoryEngine(), [
        article("a", "Bridges over the Euphrates", "Attacks on the bridge.",
                actor=["Hezbollah", "Islamic State"], region=DEIR, publisher="Gulf Times"),
        article("b", "The \"bridge\" falls", "They attacked; the attack failed.",
                actor="Hezbollah", region=SYRIA + "/Homs"),
        article("c", "Rain", "Attention: rain in Hama, hezbollahs.",
                actor="Islamic Front", region=DEIR + "/Deir ez-Zor"),
    ])  # fmt: skip


def offered(engine: Engine, text: str, facet: str = "") -> list[tuple[str, str, int]]:
    return [(one.text, one.kind, one.count) for one in suggest(engine, load_names(), text, facet)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("hez", ("Hezbollah", "actor", 2)),
        ("HIZB", ("Hezbollah", "actor", 2)),
        ("army -gulf t", ("army -Gulf Times", "publisher", 1)),
        ("rain dayr az za", ("rain Deir ez-Zor", "region", 2)),
        ("\u062f\u064a\u0631 \u0627\u0644", ("Deir ez-Zor", "region", 2)),
        ("state", ("Islamic State", "actor", 1)),
        ("actor:isl", ('actor:"Islamic Front"', "actor", 1)),
        ("rain -actor:\"islamic f", ("rain -actor:\"Islamic Front\"", "actor", 1)),
        ("region:Homs", ("region:Homs", "region", 1)),
        ("lang:", None),
        ("attac", ("attack", "word", 2)),
        ("rain att", ("rain attack", "word", 2)),
    ],
)  # fmt: skip
def test_the_first_that_is_offered(engine: Engine, typed: str, first: tuple[str, str, int] | None) -> None:
    assert next(iter(offered(engine, typed)), None) == first


def test_values_come_before_words_and_these_before_titles(engine: Engine) -> None:
    assert [kind for _, kind, _ in offered(engine, "brid")] == ["word", "title", "title"]
    titles = [text for text, kind, _ in offered(engine, "brid") if kind == "title"]
    assert titles == ['title:"The bridge falls"', 'title:"Bridges over the Euphrates"']


def test_words_are_offered_once_for_each_stem_with_what_asking_finds(engine: Engine) -> None:
    words = {text: count for text, kind, count in offered(engine, "att") if kind == "word"}
    assert words == {"attack": 2, "attention": 1}
    assert all(kind != "word" for _, kind, _ in offered(engine, "hezbol")), "names stand among the values"


@pytest.mark.parametrize(
    "typed", ["", " ", "h", "(((", '"', ":", "actor:", 'a:b:c:"', "\ud800x", "*" * 900, "x " * 400]
)
def test_whatever_is_typed_there_is_an_answer(engine: Engine, typed: str) -> None:
    assert all(isinstance(one, Suggestion) for one in suggest(engine, load_names(), typed))


def test_values_of_one_facet(engine: Engine) -> None:
    assert offered(engine, "", "publisher") == [("Gulf Times", "publisher", 1)]
    assert offered(engine, "hizb", "actor") == [("Hezbollah", "actor", 2)]
    assert [count for *_, count in offered(engine, "deir", "region")] == [2, 1]


def test_a_town_whose_name_two_provinces_have_is_called_by_its_path() -> None:
    def called(field: str, begun: str, *values: str) -> list[str]:
        return [one.shown for one in complete_value(field, begun, dict.fromkeys(values, 1), load_names)]

    values = ["A/Homs", "B/Homs", "B/Hama"]
    assert called("region", "ho", *values) == ["A/Homs", "B/Homs"]
    assert called("region", "ha", *values) == ["Hama"]
    assert called("region", "B/", *values) == ["B/Homs", "B/Hama"]
    assert called("actor", "\u00e9", "Etat", "Army") == ["Etat"]
