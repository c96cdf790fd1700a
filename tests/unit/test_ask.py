"""One question, one answer: choices resolved, scopes, dates, snippets, and how the question was read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.ask import ask, marker
from search.engine import Engine, open_engine
from search.errors import QueryError, UnknownFacetValueError
from search.names import load_names
from search.question import Choice, Question
from search.results import Results
from tests.documents import SYRIA, article

DEIR = SYRIA + "/Deir ez-Zor"

ARTICLES = [
    article("a", "Army storms town", "Hezbollah and the army fight IS in northern Deir Ezzor.", region=[DEIR, SYRIA],
            actor=["Hezbollah", "Islamic State"], publisher="Global Research", date="2017-11-18",
            removed="Our work needs your help: PayPal."),
    article("b", "Road retaken", "Hizbullah said the road to Deir ez-Zor city is open. The US said nothing.",
            region=[DEIR + "/Deir ez-Zor", "North America/United States"], actor=["Hezbollah", "United States"],
            publisher="EA WorldView", date="2017-10"),
    article("c", "Airstrikes", "Jets hit ISIS targets. It is over for us.", actor="Islamic State", region=SYRIA,
            comments="Hesbollah took Deir Ezzor, and you owe me by PayPal"),
    article("d", "Weather", "A fine day in Idlib, said officials.", region=SYRIA + "/Idlib", publisher="EA WorldView",
            date="2018"),
]  # fmt: skip


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    engine = open_engine("memory:")
    with engine.writer() as writer:
        for document in ARTICLES:
            writer.write(document)
    yield engine
    engine.close()


def answer(engine: Engine, text: str = "", **wishes: object) -> Results:
    return ask(engine, Question(text, **wishes), load_names())


def ids(results: Results) -> str:
    return "".join(sorted(hit.document.id for hit in results.hits))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Hezbollah Deir Ezzor", "ab"),
        ('Hizbullah "Deir al-Zor"', "ab"),
        ('"Dayr az Zawr" Hezbollah', "ab"),
        ("paypal", ""),
        ("in:removed paypal", "ac"),
        ("in:comments paypal", "c"),
        ("in:all paypal OR idlib", "acd"),
        ("removed:paypal", "a"),
        ("IS", "ac"),
        ("ISIS", "ac"),
        ("Daesh", "ac"),
        ('"Islamic State"', "ac"),
        ("US", "b"),
        ("us", "bc"),
        ("is", "abc"),  # the capitals are a word, too
        ("hezbollah -actor:isis", "b"),
        ("actor:IS", "ac"),
        ('actor:"Islamic State" -hezbollah', "c"),
        ('region:"Deir Ezzor"', "ab"),
        ("region:Syria/Idlib", "d"),
        ("date:none", "c"),
        ("date:2017", "ab"),
        ("since:2017-11 until:2017-11", "a"),
        ("until:2017-10", "b"),
        ("actor:none", "d"),
        ("actor:*", "abc"),
        ("-date:*", "c"),
        ("date:2016", ""),
        ("title:army", "a"),
        ("arm*", "a"),
        ("", "abcd"),
    ],
)
def test_what_is_found(engine: Engine, text: str, found: str) -> None:
    assert ids(answer(engine, text)) == found


@pytest.mark.parametrize(
    ("field", "typed", "value", "found"),
    [
        ("region", DEIR, DEIR, "ab"),
        ("region", "Deir Ezzor", DEIR, "ab"),
        ("region", "DAYR AZ ZAWR", DEIR, "ab"),
        ("region", "idlib", SYRIA + "/Idlib", "d"),
        ("region", "syria/idlib", SYRIA + "/Idlib", "d"),
        ("region", "Syria", SYRIA, "abcd"),
        ("region", "Deir ez-Zor/Deir ez-Zor", DEIR + "/Deir ez-Zor", "b"),
        ("actor", "IS", "Islamic State", "ac"),
        ("actor", "Hizbullah", "Hezbollah", "ab"),
        ("actor", "  hezbollah ", "Hezbollah", "ab"),
        ("publisher", "ea worldview", "EA WorldView", "bd"),
        ("date", "2017", "2017", "ab"),
        ("date", "2017-1", "2017-01", ""),
    ],
)
def test_choices_are_resolved_as_typed(engine: Engine, field: str, typed: str, value: str, found: str) -> None:
    results = answer(engine, choices={field: Choice((typed,))})
    assert ids(results) == found
    assert [c.value for c in results.facets[field].counts if c.chosen] == [value]
    excluded = answer(engine, choices={field: Choice((), (typed,))})
    assert ids(excluded) == "".join(sorted(set("abcd") - set(found)))


def test_the_bucket_without_values_can_be_chosen_and_excluded(engine: Engine) -> None:
    assert ids(answer(engine, choices={"date": Choice(("none",))})) == "c"
    assert ids(answer(engine, choices={"date": Choice(("none", "2018"))})) == "cd"
    assert ids(answer(engine, choices={"date": Choice((), ("none",))})) == "abd"
    assert answer(engine, choices={"date": Choice(("none",))}).facets["date"].missing_chosen


def test_an_unknown_choice_names_what_is_like_it(engine: Engine) -> None:
    with pytest.raises(UnknownFacetValueError) as caught:
        answer(engine, choices={"actor": Choice(("Hezbolag",))})
    assert caught.value.near == (("Hezbollah", 2),)
    assert "did you mean 'Hezbollah' (2)?" in str(caught.value)
    with pytest.raises(UnknownFacetValueError, match="--facets=actor"):
        answer(engine, choices={"actor": Choice((), ("Zzzzzzz",))})
    with pytest.raises(UnknownFacetValueError, match="date 'yesterday'"):
        answer(engine, choices={"date": Choice(("yesterday",))})


def test_an_unknown_value_in_the_query_is_read_as_words_and_said(engine: Engine) -> None:
    results = answer(engine, "publisher:officials")
    assert ids(results) == "d"
    assert "looked for as words" in results.interpretation.notes[0]
    results = answer(engine, "airstrikes -actor:Taliban")
    assert ids(results) == "c"
    assert "excludes nothing" in results.interpretation.notes[0]
    assert results.interpretation.text == "airstrikes"


@pytest.mark.parametrize(
    ("text", "found", "read"),
    [
        ("army actor:/", "a", "army"),
        ('army OR actor:"!!!"', "a", "army"),
        ("army -(region:/ OR actor:?)", "a", "army"),
        ("actor:/", "abcd", "all articles"),
        ("actor:(/ OR hezbollah)", "ab", "actor:Hezbollah"),
    ],
)
def test_a_value_without_letters_is_left_out_and_said(engine: Engine, text: str, found: str, read: str) -> None:
    results = answer(engine, text)
    assert (ids(results), results.interpretation.text) == (found, read)
    assert (
        all(note.endswith("it is left out") for note in results.interpretation.notes) and results.interpretation.notes
    )


@pytest.mark.parametrize(
    ("wishes", "message"),
    [
        ({"scope": "nowhere"}, "body, removed"),
        ({"choices": {"colour": Choice(("red",))}}, "no facet is called 'colour'"),
        ({"sort": "best"}, "no order"),
        ({"facets": ("colour",)}, "no facet"),
        ({"offset": -1}, "minus"),
    ],
)
def test_what_cannot_be_asked_is_said(engine: Engine, wishes: dict[str, object], message: str) -> None:
    with pytest.raises(QueryError, match=message):
        answer(engine, **wishes)


def test_dates_of_the_question_narrow(engine: Engine) -> None:
    since, until = dt.date(2017, 10, 31), dt.date(2017, 11, 30)
    results = answer(engine, "hezbollah OR idlib", since=since, until=until)
    assert ids(results) == "ab"
    assert results.interpretation.text.endswith("AND since:2017-10-31 until:2017-11-30")
    assert results.interpretation.text.startswith("((hezbollah |")


def test_hits_carry_passages_and_marks(engine: Engine) -> None:
    hit = answer(engine, "army deir ezzor").hits[0]
    assert [hit.document.title[a:b] for a, b in hit.title_marks] == ["Army"]
    (shown,) = hit.snippets
    assert [shown.text[a:b] for a, b in shown.marks] == ["army", "Deir Ezzor"]
    removed = {hit.document.id: hit.snippets[0].reason for hit in answer(engine, "paypal", scope="removed").hits}
    assert removed == {"a": "other", "c": "comment"}


def test_the_interpretation_can_be_asked_again(engine: Engine) -> None:
    results = answer(
        engine, "road", choices={"actor": Choice(("Hizbullah",), ("IS",)), "date": Choice(("2017", "none"))}
    )
    text = results.interpretation.text
    assert text == 'road AND actor:Hezbollah AND NOT actor:"Islamic State" AND (date:2017 OR date:none)'
    assert ids(answer(engine, text)) == ids(results) == "b"


def test_the_scope_in_the_query_wins(engine: Engine) -> None:
    results = answer(engine, "in:comments paypal", scope="body")
    assert ids(results) == "c"
    assert results.interpretation.text == "paypal AND in:comments"


def test_a_marker_marks_any_text() -> None:
    mark = marker(Question("hezbollah in:all"), load_names())
    assert mark("Hizbullah said", "body") == ((0, 9),)
    assert mark("Hizbullah said", "comments") == ((0, 9),)
    assert marker(Question("hezbollah"), load_names())("Hizbullah", "comments") == ()


@pytest.mark.parametrize("word", "army government forces police town state front storms hit reading the of in".split())
def test_ordinary_words_are_no_names(engine: Engine, word: str) -> None:
    assert answer(engine, word).interpretation.text == word
    assert answer(engine, word.upper()).interpretation.text == word


@given(st.text(max_size=80), st.text(max_size=20), st.sampled_from(["actor", "region", "publisher", "date"]))
def test_nothing_typed_makes_it_fail_but_with_our_own_errors(text: str, typed: str, field: str) -> None:
    engine = open_engine("memory:")
    with engine.writer() as writer:
        writer.write(ARTICLES[0])
    assert answer(engine, text).total in (0, 1)
    for value in (typed, "\ud800"):
        try:
            answer(engine, choices={field: Choice((value,))})
        except UnknownFacetValueError as error:
            assert error.field == field


def small(**bodies: str) -> Engine:
    engine = open_engine("memory:")
    with engine.writer() as writer:
        for id, body in bodies.items():
            writer.write(article(id, body=body))
    return engine


@pytest.mark.parametrize(
    "wishes", [{"text": "Hezbollah", "without": ("HIZBULLAH",)}, {"text": 'Hezbollah without:"Hizbullah"'}]
)
def test_a_spelling_can_be_switched_off(wishes: dict[str, object]) -> None:
    engine = small(a="Hezbollah spoke", b="Hizbullah spoke")
    assert ids(answer(engine, "Hezbollah")) == "ab"
    found = answer(engine, **wishes)
    assert ids(found) == "a" and found.interpretation is not None
    assert found.interpretation.text.casefold().endswith(" and without:hizbullah")
    assert found.interpretation.notes == ()
    assert all("hizbullah" not in {way.text for way in ways} for ways in found.interpretation.spellings)


def test_each_spelling_is_counted_the_typed_one_first() -> None:
    engine = small(a="Hezbollah spoke", b="Hizbullah spoke to Hizballah", c="Hizbullah in Dayr az Zawr", d="rain")
    read_as = answer(engine, "Hezbollah Deir Ezzor").interpretation
    assert read_as is not None
    group, town = ({way.text: way.count for way in ways} for ways in read_as.spellings)
    assert list(group.items())[:3] == [("hezbollah", 1), ("hizbullah", 2), ("hizballah", 1)]
    assert (town["deir ezzor"], town["dayr az zawr"], sum(town.values())) == (0, 1, 1)


def test_a_typed_spelling_stands_for_itself_alone() -> None:
    engine = small(a="Hezbollah spoke", b="Hizbullah spoke")
    assert ids(answer(engine, "Hezbollah", without=("hezbollah",))) == "a"
    assert ids(answer(engine, "Hizbollah without:Hizbollah")) == ""
    engine = small(a="IS fled", b="he is here", c="Daesh fled")
    assert ids(answer(engine, "IS without:IS")) == "a", "it is still the name, not the verb"
    assert marker(Question("IS without:Daesh"), load_names())("IS and Daesh", "body") == ((0, 2),)


def test_a_name_can_be_switched_off_by_its_path_or_id() -> None:
    engine = small(a="in Tarabulus", b="in Tripoli")
    places = load_names().lookup("region", "Tripoli")
    assert ids(answer(engine, "Tripoli")) == "ab"
    first, *others = places
    left = answer(engine, "Tripoli", without=(first.id, *(place.value for place in others)))
    assert ids(left) == "b" and left.interpretation is not None and left.interpretation.spellings == ()


def test_what_switches_nothing_off_is_said() -> None:
    found = answer(small(a="Hezbollah spoke"), "Hezbollah without:turnip", without=("hizbullah",)).interpretation
    assert found is not None
    assert found.notes == ("'without:turnip' is no spelling of a name in the question: it changes nothing",)
