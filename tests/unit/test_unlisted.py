"""Names that no list has are found in the spellings that the index holds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from search.ask import Question, ask, marker, read
from search.engine import Engine
from search.names import load_names
from search.query import AnyOf, Query, Term
from search.results import Results
from search.unlisted import MOST_UNLISTED, WEIGHT, alike, may_be_name, word_keys
from tests.contract.engines import ENGINES, fill, opened
from tests.documents import article

ARTICLES = [
    article("a", "Speech", "Colonel Marwan Qablawi spoke to villagers."),
    article("b", "Speech", "Marwan Kablawi and a Colonel Qablawy spoke."),
    article("c", "Other", "Colonel Basil Harmoush spoke of the battle of cable cars."),
    article("d", "Lapotschin", "Lapotchine arrived.", comments="Kablawi, who else? Qabblawi!"),
    article("e", "Lapochin", "He left with Sosnovskyy."),
]


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    engine = fill(opened(request.param, tmp_path), ARTICLES)
    yield engine
    engine.close()


def answer(engine: Engine, text: str, **wishes: object) -> Results:
    return ask(engine, Question(text, **wishes), load_names())


def ids(results: Results) -> str:
    return "".join(sorted(hit.document.id for hit in results.hits))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Qablawi", "ab"),
        ("qablawi", "ab"),
        ("Kablawi", "ab"),
        ("al-Qablawi", "ab"),
        ("marwan kablawi", "ab"),
        ("-qablawi speech", ""),
        ("Qablawi in:comments", "d"),
        ("Lapochin", "de"),
        ("Lapotschin", "de"),
        ("title:lapochin", "de"),
        ("sosnovsky", "e"),
        ("harmouch", "c"),
        ('"Marwan Kablawi"', "ab"),
        ('"kablawi marwan"', ""),
        ('"kablawi marwan"~3', "ab"),
        ('"kablawi"', "ab"),
        ("exact:kablawi", "b"),
        ("Harmouch without:harmoush", ""),
        ("battel", ""),
        ("cabel", ""),
    ],
)
def test_spellings_that_no_list_has(engine: Engine, text: str, found: str) -> None:
    assert ids(answer(engine, text)) == found


PAIRS = [
    article("a", "One", "Spokesman Basil Abdel Qablawi was there."),
    article("b", "Two", "Basil Abdulqablawi was there."),
    article("c", "Three", "Basil Abd al-Qablawi left Kafr Zumrut."),
    article("d", "Four", "Fighters left Kafarzumrut, and then Kufr Zumrud."),
    article("e", "Five", "A basil leaf, abdel and far from it qablawi, in small letters."),
]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("abdul qablawi", "abce"),
        ("basil abdulqablawi", "abc"),
        ("basil abdel qablawi", "abce"),
        ("Abd al-Qablawi", "abc"),
        ("kafr zumrut", "cd"),
        ("kafarzumrut", "cd"),
        ("abdel://qablawi", "ae"),
        ('"basil abdulqablawi"', "abc"),
        ("basil leaf", "e"),
        ("exact:abdulqablawi", "b"),
    ],
)
def test_names_of_two_words_or_one(tmp_path: Path, text: str, found: str) -> None:
    for name in ENGINES:
        engine = fill(opened(name, tmp_path), PAIRS)
        assert ids(answer(engine, text)) == found, name
        engine.close()


def test_both_words_of_another_spelling_are_marked(tmp_path: Path) -> None:
    engine = fill(opened("memory", tmp_path), PAIRS)
    text = "Basil Abdel Qablawi was there"
    mark = marker(Question("Abdulqablawi"), load_names(), engine)
    assert [text[start:end] for start, end in mark(text, "body")] == ["Abdel Qablawi"]


def test_a_listed_name_must_be_liker(tmp_path: Path) -> None:
    documents = [article("a", "Salama", "Salama fell."), article("b", "Zalamyeh", "Zalamyeh, then Zalamiyah fell.")]
    engine = fill(opened("memory", tmp_path), documents)
    names = load_names()
    assert names.find("Salama")
    assert [one.said for one in alike(("zalamyeh",), engine, names, ("body",))] == ["zalamiyah"]


def test_exact_means_as_typed(engine: Engine) -> None:
    assert ids(answer(engine, "Qablawi", exact=True)) == "a"
    assert answer(engine, "Qablawi", exact=True).interpretation.notes == ()


def test_the_reading_names_each_spelling_and_its_count(engine: Engine) -> None:
    reading = answer(engine, "Qablawi").interpretation
    assert reading.text == "(qablawi | kablawi)"
    (note,) = reading.notes
    assert "'qablawi'" in note and "kablawi (1)" in note
    assert answer(engine, "Harmoush").interpretation.notes == ()


def test_other_spellings_weigh_less(engine: Engine) -> None:
    query: Query = read(engine, Question("Qablawi"), load_names()).request.query
    assert isinstance(query, AnyOf)
    typed, *others = query.children
    assert isinstance(typed, Term) and typed.weight == 1.0
    assert {other.token for other in others if isinstance(other, Term)} == {"=kablawi"}
    assert all(isinstance(other, Term) and other.weight == WEIGHT < 1 for other in others)


def test_other_spellings_are_marked(engine: Engine) -> None:
    text = "Marwan Kablawi spoke"
    mark = marker(Question("Qablawi"), load_names(), engine)
    assert [text[start:end] for start, end in mark(text, "body")] == ["Kablawi"]


def test_a_question_may_hold_many_unknown_words(engine: Engine) -> None:
    many = " ".join(f"zqablaw{letter}" for letter in "abcdefghijklmnop")
    notes = answer(engine, many).interpretation.notes
    assert sum("too many words" in note for note in notes) == 16 - MOST_UNLISTED


def test_deleted_articles_spell_nothing(engine: Engine) -> None:
    with engine.writer() as writer:
        writer.delete("b")
    assert ids(answer(engine, "Qablawi")) == "a"
    assert answer(engine, "Qablawi").interpretation.notes == ()


def test_an_update_knows_the_words_of_a_rebuild(tmp_path: Path) -> None:
    url = ENGINES["whoosh"](tmp_path)
    updated = opened("whoosh", tmp_path)
    fill(updated, ARTICLES[:2])
    fill(updated, ARTICLES[2:])
    rebuilt = fill(opened("memory", tmp_path), ARTICLES)
    keys = {key for word in ("qablawi", "lapochin", "sosnovskyy", "harmoush") for key in word_keys(word)}
    assert set(updated.words(keys)) == set(rebuilt.words(keys)) >= {"qablawi", "kablawi", "harmoush"}, url
    updated.close()


@pytest.mark.parametrize("word", ["qablawi", "harmoush", "donetsk"])
def test_what_may_be_a_name(word: str) -> None:
    assert may_be_name(word) and word_keys(word)


@pytest.mark.parametrize(
    "word", ["battle", "fighters", "militants", "t90", "abc", "\u062f\u0645\u0634\u0642", "a" * 31, ""]
)
def test_what_is_no_name(word: str) -> None:
    assert not may_be_name(word) and word_keys(word) == ()


def test_everyday_words_are_not_looked_for(engine: Engine) -> None:
    assert alike(("battle",), engine, load_names(), ("body",)) == ()
