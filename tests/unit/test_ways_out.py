"""What is offered where nothing is found, and what is only perhaps found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from search.ask import ask
from search.engine import Engine, open_engine
from search.names import load_names
from search.question import Choice, Question
from search.results import Results
from tests.documents import SYRIA, article

ARTICLES = [
    article("a", "Army storms town", "Hezbollah and the army stormed the town.", region=SYRIA, date="2017-11-18"),
    article("b", "Road retaken", "The militants left the road.", region=SYRIA + "/Homs", date="2017-11"),
    article("c", "Weather", "A fine day.", date="2017", removed="Donate by PayPal"),
]


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    engine = open_engine("memory:")
    with engine.writer() as writer:
        for one in ARTICLES:
            writer.write(one)
    yield engine
    engine.close()


def asked(engine: Engine, text: str, **wishes: object) -> Results:
    return ask(engine, Question(text, **wishes), load_names())


def ways(results: Results) -> list[tuple[str, int]]:
    return [(way.text, way.count) for way in results.instead]


def test_a_misspelt_word_is_respelt_by_the_words_of_the_index(engine: Engine) -> None:
    found = ways(asked(engine, "stormd town"))
    assert found[0] == ("with \u201cstormed\u201d for \u201cstormd\u201d", 1)
    assert ("without the word \u201cstormd\u201d", 1) in found


def test_each_filter_is_left_out_in_turn(engine: Engine) -> None:
    chosen = {"region": Choice(("Syria",)), "date": Choice(("2016",))}
    assert ways(asked(engine, "weather", choices=chosen)) == [("without any filter", 1)]
    chosen = {"region": Choice(("Syria",))}
    assert ways(asked(engine, "weather", choices=chosen)) == [("without Region: Syria", 1)]
    assert ways(asked(engine, "storming", since=dt.date(2018, 1, 1))) == [("without the range of dates", 1)]


def test_other_text_and_exactness(engine: Engine) -> None:
    assert ways(asked(engine, "paypal")) == [("in the removed text", 1)]
    assert ways(asked(engine, "storming", exact=True)) == [("with other spellings and word forms", 1)]


def test_every_way_finds_what_it_counts(engine: Engine) -> None:
    for text in ("stormd town", "weather army", "paypal", "nothing like it"):
        for way in asked(engine, text, choices={"region": Choice(("Syria",))}).instead:
            assert ask(engine, way.question, load_names()).total == way.count > 0


OTHER = article("f", "Else", "Nothing of that.")

PERHAPS = [
    " ",
    " OR ",
    "-",
    "army ",
    "weather ",
    "since:2017-11-10 ",
    "date:2017-11-10..2017-12 ",
    "until:2017-11 ",
    "(",
]

SAID = (
    *"army town weather storm* storm*? stormd~1 militants title:army body:paypal title:xyzzy exact:storming".split(),
    *"exact:plugh date:2017 date:2035 in:removed since:2018 region:Syria region:/ -in:comments OR | NOT - ( )".split(),
    *('"the town"', '"army weather"', '"xyzzy town"~3', "(rain OR weather)", "(xyzzy OR plugh)", "(xyzzy town)"),
    *"xyzzy plugh stormd paypal? xyzzy? plugh! weather, \uff38\uff39\uff3a\uff1f na\u00efve U.S. l'arm\u00e9e".split(),
)
WISHES = [{}, {}, {}, {"exact": True}, {"any_word": True}, {"field": "title"}, {"scope": "all"}, {"similar": "a"}]


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(SAID), st.sampled_from(["", " ", " ", " "])), max_size=14),
    st.sampled_from(WISHES),
    st.sampled_from([{}, {"region": Choice(("Syria/Homs",))}, {"date": Choice(("2017-11-18",), ("2017",))}]),
)
@example([("xyzzy?", "")], {}, {})
@example([("(xyzzy OR plugh)", "")], {}, {})
@example([("date:2035", ""), (" OR ", ""), ("date:2036", "")], {}, {})
@example([("exact:plugh", "")], {}, {})
@example([("xyzzy ", "")] * 9, {}, {})
@example([], {"similar": "a"}, {"region": Choice(("Syria/Homs",))})
def test_a_question_never_ends_in_nothing_unexplained(
    engine: Engine, pieces: list[tuple[str, str]], wishes: dict[str, object], choices: dict[str, Choice]
) -> None:
    """Some near question finds something, or the words that nothing holds are named."""
    text = "".join(piece + gap for piece, gap in pieces)
    results = asked(engine, text, choices=choices, **wishes)
    notes = results.interpretation.notes if results.interpretation else ()
    explained = any("no article holds" in note or "it shares no name" in note for note in notes)
    assert results.total or results.instead or explained, text
    for way in results.instead:
        assert ask(engine, way.question, load_names()).total == way.count > 0, way.text


def test_nothing_is_offered_where_something_is_found_or_none_is_wanted(engine: Engine) -> None:
    assert asked(engine, "weather").instead == ()
    assert asked(engine, "paypal", instead=False).instead == ()


def test_what_is_dated_too_coarsely_is_counted_as_perhaps(engine: Engine) -> None:
    results = asked(engine, "date:2017-11-10..2017-12")
    assert [(hit.document.id, hit.perhaps) for hit in results.hits] == [("a", False), ("b", True), ("c", True)]
    assert results.perhaps == 2
    assert asked(engine, "", since=dt.date(2017, 1, 1)).perhaps == 0
    assert asked(engine, "NOT date:2017-11-10..2017-12").total == 0
    assert asked(engine, "date:2017-11-10..2017-12 OR weather").perhaps == 1


@given(
    st.lists(st.sampled_from(PERHAPS), min_size=1, max_size=6).map("".join),
    st.sampled_from([None, dt.date(2017, 11, 10)]),
    st.sampled_from([20, 1]),
)
@example("date:2017-11-10..2017-12 OR weather", None, 20)
@example("army OR (since:2017-11-10 -weather)", None, 20)
def test_each_hit_that_is_only_perhaps_found_says_so(
    engine: Engine, text: str, since: dt.date | None, limit: int
) -> None:
    whole = asked(engine, text, since=since)
    assert sum(hit.perhaps for hit in whole.hits) == whole.perhaps
    page = asked(engine, text, since=since, limit=limit)
    assert [hit.perhaps for hit in page.hits] == [hit.perhaps for hit in whole.hits][:limit]


def test_any_of_the_words_is_a_way_out(engine: Engine) -> None:
    nothing = asked(engine, "which militants stormed a bridge")
    assert ("with any of the words", 3) in ways(nothing)
    way = next(way for way in nothing.instead if way.question.any_word)
    hits = [hit.document.id for hit in ask(engine, way.question, load_names()).hits]
    assert set(hits[:2]) == {"a", "b"}, "what holds a word that tells something comes before what holds a little one"
    assert "with any of the words" not in dict(ways(asked(engine, "bridge")))


@pytest.mark.parametrize(
    ("text", "way", "count"),
    [
        ("weather since:2018-02", "without since:2018-02-01", 1),
        ("weather region:Homs", 'without region:"Homs"', 1),
        ("weather -date:2017", "without excluding date:2017", 1),
        ("weather region:Homs since:2018", "without any filter", 1),
        ("wether date:2017", "with “weather” for “wether”", 1),
        ('"fine town day"', "without the quotation marks", 0),
        ('"day fine"', "without the quotation marks", 1),
        ("(army OR rain) since:2018-02", "without since:2018-02-01", 1),
        ("paypal -in:comments since:2018", "without since:2018-01-01", 1),
        ('"the town" -army', "without excluding army", 1),
        ("-army -militants -weather", "without any filter", 3),
        ("(army OR rain) weather", "without army OR rain", 1),
        ("storm* weather", "without the word “weather”", 1),
        ("title:militants road", "in all fields", 1),
        ("weather in:removed", "in the articles", 1),
        ("paypal -in:removed", "in all text", 1),
        ("(stormd OR xyzzy) town", "with \u201cstormed\u201d for \u201cstormd\u201d", 1),
        ("title:stormz", "with \u201cstorms\u201d for \u201cstormz\u201d", 1),
        ('"stormd the town"', "with \u201cstormed\u201d for \u201cstormd\u201d", 1),
        ("stormd twon", "with \u201cstormed\u201d for \u201cstormd\u201d, \u201ctown\u201d for \u201ctwon\u201d", 1),
        ("exact:storming", "with other spellings and word forms", 1),
        ("army xyzzy (plugh OR quux)", "without the words that are not found", 1),
        ("the army and militants stormed left xyzzy?", "without the words that are not found", 0),
        ("hezbollah and the army stormed the town xyzzy?", "without the words that are not found", 1),
        ("date:2035 OR date:2036", "without date:2035 OR date:2036", 3),
        ("army ISIS without:Daesh -army", "with all spellings", 0),
        ("body:paypal", "with any of this, in all text, without any filter", 1),
    ],
)
def test_filters_in_the_question_are_left_out_too(engine: Engine, text: str, way: str, count: int) -> None:
    assert dict(ways(asked(engine, text))).get(way, 0) == count


def test_words_that_no_article_holds_are_named(engine: Engine) -> None:
    def said(text: str) -> list[str]:
        read = asked(engine, text).interpretation
        return [note for note in read.notes if "no article holds" in note]

    assert said("xyzzy weather plugh") == ["no article holds “xyzzy” or “plugh”"]
    assert said("xyzzy region:Syria -army since:2017") == ["no article holds “xyzzy”"]
    assert said('"army weather" xyz* stormz~1 -plugh') == ['no article holds “"army weather"” or “xyz*”']
    assert said("weather army") == said("paypal") == []
    assert said("weather, xyzzy?") == said("title:xyzzy") == ["no article holds \u201cxyzzy\u201d"]
    assert said("exact:xyzzy!") == ["no article holds \u201cxyzzy\u201d"]
    assert said("army (xyzzy OR Plugh)") == ["no article holds \u201cxyzzy\u201d or \u201cPlugh\u201d"]
    assert said("the army stormed the town and left the road Xyzzy") == ["no article holds \u201cXyzzy\u201d"]
    assert said('"the xyzzy"') == ['no article holds \u201c"the xyzzy"\u201d or \u201cxyzzy\u201d']
    assert said(" ".join(f"xyzzy{letter}" for letter in "abcdefghijklmno"))[0].endswith(" or 3 more")


def test_articles_like_one_are_found_without_the_filters() -> None:
    engine = open_engine("memory:")
    with engine.writer() as writer:
        for one in (*ARTICLES, article("e", "Army storms bridge", "Hezbollah stormed it.", date="2018"), OTHER):
            writer.write(one)
    assert ways(asked(engine, "", similar="a", since=dt.date(2035, 1, 1))) == [("without the range of dates", 1)]
    assert ("not only articles like a", 1) in ways(asked(engine, "weather", similar="a"))
    assert asked(engine, "", similar="f").instead == ()
    engine.close()
