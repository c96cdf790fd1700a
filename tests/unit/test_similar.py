"""Articles like one: by the names and words that tell what it is about."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from search.ask import ask
from search.engine import Engine
from search.errors import DocumentNotFoundError
from search.fields import SCOPES
from search.names import load_names
from search.query import And, Or
from search.question import Choice, Question
from search.similar import similar
from tests.contract.engines import ENGINES, fill, opened
from tests.documents import SYRIA, article

FILLER = "The army said on the day that what they had was there and people came. "
SUNK = FILLER + "Jets destroyed the pontoon bridge of Hezbollah in Deir ez-Zor. The pontoon sank."
ARTICLES = [
    article("bridge", "Bridge of Mayadin destroyed", SUNK,
            actor="Hezbollah", region=SYRIA + "/Deir ez-Zor", publisher="SANA"),
    article("words", "Pontoon", FILLER + "Another pontoon was built, a bridge for trucks.", publisher="SANA"),
    article("names", "In Dayr az-Zawr", FILLER + "Hizbullah was seen in Deir Ezzor. Hizbullah left.",
            actor="Hezbollah", region=SYRIA + "/Deir ez-Zor", date="2018"),
    article("copy", "Bridge of Mayadin is destroyed", SUNK,
            actor="Hezbollah", region=SYRIA + "/Deir ez-Zor"),
    article("other", "Wheat harvest", FILLER + "Farmers fear for the wheat harvest.", publisher="SANA"),
    article("wheat", "Price of wheat", FILLER + "The wheat is dear; the harvest was poor.", publisher="SANA"),
    article("alone", "Zzz", "qqq"),
    *(article(f"filler{n}", "", FILLER) for n in range(8)),
]  # fmt: skip


@pytest.fixture(params=ENGINES, scope="module")
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    engine = fill(opened(request.param, tmp_path_factory.mktemp("index")), ARTICLES)
    yield engine
    engine.close()


def found(engine: Engine, question: Question) -> list[str]:
    return [hit.document.id for hit in ask(engine, question, load_names()).hits]


def test_the_likest_come_first_and_the_article_itself_does_not(engine: Engine) -> None:
    assert found(engine, Question(similar="bridge")) == ["copy", "names", "words"]
    assert found(engine, Question(similar="other")) == ["wheat"]


def test_names_weigh_more_than_words_in_any_spelling(engine: Engine) -> None:
    asked = similar(engine.get("bridge"), engine, load_names(), SCOPES["body"])
    assert isinstance(asked.query, And)
    parts = asked.query.children[0]
    assert isinstance(parts, Or)
    weights = {label: part.weight for label, part in zip(asked.parts, parts.children, strict=True)}
    assert weights["Hezbollah"] > weights["pontoon"]
    assert weights["Deir ez-Zor"] > weights["bridge"]
    assert not {"hezbollah", "deir", "zor", "army", "the"} & weights.keys()


def test_it_goes_with_words_filters_counts_and_pages(engine: Engine) -> None:
    assert found(engine, Question(similar="bridge", text="trucks")) == ["words"]
    assert found(engine, Question(similar="bridge", choices={"publisher": Choice(("SANA",))})) == ["words"]
    assert found(engine, Question(similar="bridge", choices={"date": Choice(exclude=("none",))})) == ["names"]
    assert found(engine, Question(similar="bridge", limit=1, offset=1)) == ["names"]
    results = ask(engine, Question(similar="bridge"), load_names())
    assert results.total == 3
    assert [(value.value, value.count) for value in results.facets["actor"].counts] == [("Hezbollah", 2)]
    read = results.interpretation
    assert read is not None
    assert read.text == "articles like bridge"
    assert "like it are articles with some of: " in read.notes[0]
    assert "pontoon" in read.notes[0]


def test_a_state_that_acts_and_is_a_place_is_one_name() -> None:
    both = article("x", "", "Syria, Syria.", actor="Syria", region=SYRIA)
    engine = fill(opened("memory", Path()), [both, article("y", "", "Syria")])
    asked = similar(both, engine, load_names(), SCOPES["body"])
    assert asked.parts == ("Syria",)


def test_what_shares_nothing_is_like_nothing(engine: Engine) -> None:
    results = ask(engine, Question(similar="alone"), load_names())
    assert (results.total, results.hits) == (0, ())
    assert results.interpretation is not None
    assert results.interpretation.notes == ("it shares no name and no telling word with another article",)


def test_an_unknown_article_is_an_error(engine: Engine) -> None:
    with pytest.raises(DocumentNotFoundError, match="no article has the id 'nosuch'"):
        ask(engine, Question(similar="nosuch"), load_names())


def test_all_engines_give_the_same(tmp_path_factory: pytest.TempPathFactory) -> None:
    answers = []
    for name in ENGINES:
        engine = fill(opened(name, tmp_path_factory.mktemp("index")), ARTICLES)
        for document in ARTICLES:
            results = ask(engine, Question(similar=document.id), load_names())
            answers.append((name, [(hit.document.id, round(hit.score, 6)) for hit in results.hits]))
        engine.close()
    each = [[hits for engine, hits in answers if engine == name] for name in ENGINES]
    assert all(one == each[0] for one in each)
    assert sum(map(len, each[0])) > 5
