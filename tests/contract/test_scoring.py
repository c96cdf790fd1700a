"""Scores worked out by hand, from the formulas in `search.scoring`, of every engine."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from search.documents import Document
from search.query import And, AnyOf, FacetIs, Or, Phrase, Prefix, Query, SearchRequest, Term
from search.scoring import Place, closeness, places
from tests.contract.engines import ENGINES, fill, opened
from tests.documents import article

BODY = ("body",)
BOTH = ("title", "body")
FLOOD, DEIR, EZZOR = (Term(token, BODY) for token in ("flood", "deir", "ezzor"))


@pytest.fixture(params=ENGINES)
def scores(request: pytest.FixtureRequest, tmp_path: Path):
    """What the articles that a query finds score, by id."""

    def ask(documents: Sequence[Document], query: Query) -> dict[str, float]:
        engine = fill(opened(request.param, tmp_path), documents, rebuild=True)
        hits = engine.search(SearchRequest(query, limit=None)).hits
        engine.close()
        return {hit.document.id: hit.score for hit in hits}

    return ask


def bodies(*texts: str) -> list[Document]:
    return [article(id, body=text) for id, text in zip("abcdefgh", texts, strict=False)]


def test_a_word(scores) -> None:
    # idf ln(1 + 1.5 / 2.5) = .470004; all lengths are the mean; twice counts 2 * 2.2 / 3.2 = 1.375
    found = scores(bodies("flood water", "flood flood", "rain water"), FLOOD)
    assert found == pytest.approx({"a": 0.470004, "b": 0.646255}, abs=1e-6)


def test_a_long_text(scores) -> None:
    # idf ln(1 + .5 / 2.5) = .182322; factors .4 + .6 * 1/2 = .7 and .4 + .6 * 3/2 = 1.3, so counts 1.428571 and
    # .769231, and after saturation 1.195652 and .859375
    found = scores(bodies("flood", "flood water rain"), FLOOD)
    assert found == pytest.approx({"a": 0.217993, "b": 0.156683}, abs=1e-6)


def test_fields_are_added_up_before_saturation(scores) -> None:
    # idf ln(1 + 1.5 / 1.5) = .693147; the title counts 2, the body 1: 3 * 2.2 / 4.2 = 1.571429
    documents = [article("a", "flood", "flood"), article("b", "rain", "rain")]
    assert scores(documents, Term("flood", BOTH)) == pytest.approx({"a": 1.089231}, abs=1e-6)


def test_a_phrase_has_its_own_rarity(scores) -> None:
    # idf ln(1 + 2.5 / 1.5) = .980829: one of three articles holds the phrase, though two hold both words
    found = scores(bodies("deir ezzor", "ezzor deir", "rain rain"), Phrase(("deir", "ezzor"), BODY))
    assert found == pytest.approx({"a": 0.980829}, abs=1e-6)


def test_spellings_are_one_word(scores) -> None:
    # idf ln(1 + 1.5 / 3.5) = .356675, for the rare spelling too
    spelt = AnyOf((Term("daesh", BODY), Term("isi", BODY)))
    found = scores(bodies("daesh", "isis", "isis", "rain"), spelt)
    assert found == pytest.approx(dict.fromkeys("abc", 0.356675), abs=1e-6)


def test_spellings_add_up(scores) -> None:
    found = scores(bodies("daesh isis", "isis isis", "rain rain"), AnyOf((Term("daesh", BODY), Term("isi", BODY))))
    assert found["a"] == found["b"] == pytest.approx(0.646255, abs=1e-6)


def test_one_place_counts_once_however_it_is_spelt(scores) -> None:
    spelt = AnyOf((Phrase(("al", "bukam"), BODY), Term("albukam", BODY), Term("bukam", BODY)))
    found = scores(bodies("al-Bukamal fell", "al Bukamal fell", "the Bukamal fell", "rain rain rain"), spelt)
    assert found["a"] == found["b"] == found["c"]


def test_a_beginning_counts_places(scores) -> None:
    found = scores(bodies("rebel-held rebels", "rebels flood rebels", "rain rain rain"), Prefix("=rebel", BODY))
    assert found["a"] == found["b"] == pytest.approx(0.646255, abs=1e-6)


def test_a_spelling_may_weigh_less(scores) -> None:
    # the lighter one counts a half: .5 * 2.2 / 1.7 = .647059
    spelt = AnyOf((Term("daesh", BODY), Term("isi", BODY, weight=0.5)))
    found = scores(bodies("daesh", "isis", "rain"), spelt)
    assert found == pytest.approx({"a": 0.470004, "b": 0.470004 * 0.647059}, abs=1e-6)


def test_a_word_may_weigh_less(scores) -> None:
    found = scores(bodies("flood water", "rain water"), Term("flood", BODY, weight=0.1))
    assert found == pytest.approx({"a": 0.069315}, abs=1e-6)


@pytest.mark.parametrize("join", [And, Or])
def test_a_word_asked_twice_weighs_twice(scores, join) -> None:
    found = scores(bodies("flood water", "flood flood", "rain water"), join((FLOOD, FLOOD)))
    assert found == pytest.approx({"a": 0.940007, "b": 1.292510}, abs=1e-6)


NEAR = bodies("deir ezzor x x", "deir x x ezzor", "rain rain rain rain")


@pytest.mark.parametrize("query", [And((DEIR, EZZOR)), Or((DEIR, EZZOR)), And((DEIR, FacetIs("actor", None), EZZOR))])
def test_words_near_each_other(scores, query: Query) -> None:
    # twice .470004, and .2 * .470004 for a gap of 1; of 3: 1/3 * 2.2 / (1/3 + 1.2) = .478261 of that
    assert scores(NEAR, query) == pytest.approx({"a": 1.034008, "b": 0.984964}, abs=1e-6)


@pytest.mark.parametrize("name", ENGINES)
def test_a_score_taken_apart(name: str, tmp_path: Path) -> None:
    engine = fill(opened(name, tmp_path), [article("a", "deir", "deir ezzor"), article("b", "x", "rain rain")])
    spelt = AnyOf((Term("deir", BOTH), Term("dayr", BOTH)))
    (hit,) = engine.search(SearchRequest(And((spelt, EZZOR)), explain=True)).hits
    town, other, near = hit.parts
    # idf ln(1 + 1.5 / 1.5) = .693147; a title and a body of the mean length count 2 and 1
    assert (town.leaf, town.beside, town.articles, dict(town.ways)) == (spelt, None, 1, {"deir": 2})
    assert (dict(town.counts), town.normalised) == ({"title": 1, "body": 1}, pytest.approx({"title": 2, "body": 1}))
    assert (town.weight, town.score) == (pytest.approx(0.693147, abs=1e-6), pytest.approx(1.089231, abs=1e-6))
    assert (other.leaf, other.score) == (EZZOR, pytest.approx(0.693147, abs=1e-6))
    assert (near.leaf, near.beside, near.articles, near.score) == (
        spelt,
        EZZOR,
        None,
        pytest.approx(0.138629, abs=1e-6),
    )
    assert engine.search(SearchRequest(And((spelt, EZZOR)))).hits[0].parts == ()
    engine.close()


@pytest.mark.parametrize("query", [
    Or((DEIR, And((EZZOR,)))),  # in another node
    And((DEIR, Term("ezzor", BODY, weight=0.1))),  # a light word
])  # fmt: skip
def test_words_whose_nearness_does_not_count(scores, query: Query) -> None:
    found = scores(NEAR, query)
    assert found["a"] == found["b"]


def test_nearness_counts_only_in_what_matches(scores) -> None:
    """The And does not match, so its words near each other are worth nothing."""
    found = scores(NEAR, Or((Term("x", BODY), And((DEIR, EZZOR, FLOOD)))))
    assert found["a"] == found["b"]


def test_overlapping_places_are_one() -> None:
    assert places([Place(4, 5), Place(1, 2), Place(2, 3, 0.5), Place(4, 4, 2.0)]) == [Place(1, 3), Place(4, 5, 2.0)]


@pytest.mark.parametrize(("first", "second", "near"), [
    ([5], [6], 1),
    ([5], [4], 1),
    ([5], [5], 1),
    ([5], [3, 8], 1 / 2),
    ([5, 20], [7, 100], 1 / 2),
    ([5, 9], [7], 1 / 2 + 1 / 2),
    ([5], [13], 1 / 8),
    ([5], [14], 0),
    ([], [5], 0),
    ([5], [], 0),
])  # fmt: skip
def test_closeness(first: list[int], second: list[int], near: float) -> None:
    ones, others = ([Place(n, n) for n in numbers] for numbers in (first, second))
    assert closeness(ones, others) == near


def test_closeness_counts_from_end_to_start() -> None:
    assert closeness([Place(1, 3)], [Place(5, 9)]) == closeness([Place(5, 9)], [Place(1, 3)]) == 1 / 2
