"""From words as typed to tokens as indexed: compounds, articles, capitals, names in all their spellings."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import EXACT, key_text
from search.engine import open_engine
from search.expand import Expanded, expand
from search.name_ways import MOST_LEAVES, MOST_SPELLINGS
from search.names import Match, Name, Spelling
from search.parser import parse_query
from search.query import And, AnyOf, DateRange, FacetIs, Near, Not, Or, Phrase, Prefix, Query, SearchRequest, Term
from search.scoring import LIGHT_WORD
from tests.documents import article

BODY = ("title", "body")


class Gazetteer:
    """A few names, found the slow and obvious way."""

    def __init__(self, names: dict[str, Sequence[Spelling]]) -> None:
        self.all = {Name(value, "actor", value, value, "thing"): tuple(listed) for value, listed in names.items()}

    def spellings(self, name: Name) -> tuple[Spelling, ...]:
        return self.all[name]

    def lookup(self, field: str, typed: str) -> tuple[Name, ...]:
        return tuple(n for n, listed in self.all.items() if key(typed) in {key(s.text) for s in listed})

    def get(self, id: str) -> Name | None:
        return next((name for name in self.all if name.id == id), None)

    def find(self, text: str) -> list[Match]:
        parts = key_text(text).parts
        spans = [(a, b) for a in range(len(parts)) for b in range(len(parts), a, -1)]
        return [match for a, b in spans for match in self._at(text, parts[a].start, parts[b - 1].end)]

    def _at(self, text: str, start: int, end: int) -> list[Match]:
        found = text[start:end]
        senses = [(n, s) for n, listed in self.all.items() for s in listed
                  if key(s.text) == key(found) and (not s.case or found.isupper())]  # fmt: skip
        kinds = dict.fromkeys(s.kind for _, s in senses)
        return [
            Match(start, end, found, kind, tuple(n for n, s in senses if s.kind == kind),
                  all(s.weak for _, s in senses if s.kind == kind))
            for kind in kinds
        ]  # fmt: skip


@cache  # a gazetteer of thousands of spellings is gone through for each piece of a question
def key(text: str) -> str:
    return key_text(text).text


NAMES = Gazetteer(
    {
        "Islamic State": [Spelling("Islamic State"), Spelling("ISIS"), Spelling("Daesh"), Spelling("IS", case=True)],
        "Syrian Democratic Forces": [Spelling("Syrian Democratic Forces"), Spelling("SDF", case=True)],
        "World Health Organization": [Spelling("World Health Organization"), Spelling("WHO", case=True)],
        "Lashkar-e-Taiba": [Spelling("Lashkar-e-Taiba"), Spelling("LeT", case=True)],
        "United States": [Spelling("United States"), Spelling("US", case=True), Spelling("American", "adjective")],
        "Deir ez-Zor": [Spelling(text) for text in ("Deir ez-Zor", "Deir Ezzor", "Dayr az Zawr", "Deir al-Zor")],
        "al-Bukamal": [Spelling("al-Bukamal"), Spelling("Abu Kamal")],
        "Hit": [Spelling("Heet"), Spelling("Hit", weak=True)],
        "Deir": [Spelling("Deir"), Spelling("Dayr")],
        "Homs": [Spelling("Homs"), Spelling("Hims"), Spelling("Homs city")],
        "Inter-Services Intelligence": [Spelling("ISI", case=True)],
        "Hama": [Spelling("Hama")],
        "Hamas": [Spelling("Hamas"), Spelling("Hamas movement")],
    }
)  # fmt: skip


def ask(text: str, **wishes: object) -> Expanded:
    return expand(parse_query(text).query, NAMES, **{"fields": BODY, **wishes})


def tokens(query: Query) -> set[str]:
    """Every way in which a leaf may stand, as its tokens with blanks between."""
    match query:
        case And(children) | Or(children) | AnyOf(children):
            return {way for child in children for way in tokens(child)}
        case Term(token) | Prefix(token):
            return {token}
        case Phrase(several):
            return {" ".join(several)}
        case Not(child):
            return tokens(child)
        case _:
            return set()


@pytest.mark.parametrize(
    ("text", "ways"),
    [
        ("militants", {"milit"}),
        ("counter-attack", {"counter attack", "counterattack"}),
        ("T-90", {"t 90", "t90"}),
        ("T90", {"t 90", "t90"}),
        ("al-Sayed", {"=sayed", "=sayeds", "=alsayed"}),
        ("al Sayed", {"=sayed", "=sayeds", "=alsayed"}),
        ('"al-Qaim"', {"al qaim", "alqaim"}),
        ("as seen", {"as", "seen"}),
        ('"T-90 tank"', {"t 90 tank", "t90 tank"}),
        ("kurd*", {"=kurd"}),
        ("K\u00fcrd*", {"=kurd"}),
        ("al-buk*", {"=albuk", "=buk"}),
        ("counter-att*", {"=counteratt"}),
        ("foo:ba*", {"foo", "=ba"}),
    ],
)
def test_words_become_the_tokens_that_they_may_stand_as(text: str, ways: set[str]) -> None:
    assert tokens(ask(text).query) == ways


@pytest.mark.parametrize(
    ("text", "ways"),
    [
        ("Militants", {"=militants"}),
        ("counter-attack", {"=counter =attack"}),
        ('"Deir Ezzor"', {"=deir =ezzor"}),
        ("Deir Ezzor", {"=deir =ezzor"}),
        ("IS", {"^is"}),
        ("is", {"=is"}),
        ("kurd*", {"=kurd"}),
        ("al Qaim", {"=al", "=qaim"}),
    ],
)
def test_exact_means_as_typed(text: str, ways: set[str]) -> None:
    assert tokens(ask(text, exact=True).query) == ways


ISLAMIC_STATE = {"islam state", "=isis", "daesh", "^is"}


@pytest.mark.parametrize(
    "text", ["IS", "ISIS", "isis", "Daesh", '"Islamic State"', "islamic state", "\u201cISIS\u201d"]
)
def test_every_spelling_asks_for_all_of_them(text: str) -> None:
    assert tokens(ask(text).query) == ISLAMIC_STATE


def test_small_letters_are_the_verb_and_the_pronoun() -> None:
    assert ask("is").query == Term("is", BODY, LIGHT_WORD)
    assert ask("us").query == Term("us", BODY, LIGHT_WORD)


def test_capitals_with_full_stops_are_capitals() -> None:
    assert ask("U.S.").query == ask("US").query


@pytest.mark.parametrize("text", ["IS US", "WHERE IS US NOW", "US | IS"])
def test_capitals_are_names_even_among_capitals(text: str) -> None:
    assert tokens(ask(text).query) >= ISLAMIC_STATE | {"unit state", "^us"}


def test_in_a_question_all_in_capitals_a_word_may_be_either() -> None:
    expanded = ask("WHAT IS THE COMMUNIQUE")
    assert tokens(expanded.query) >= ISLAMIC_STATE | {"is"}
    assert expanded.notes == ("all is in capitals: 'IS' is read as the word and as the name",)
    assert ask("IS US SDF").notes == ()


def test_acronyms_may_be_typed_in_small_letters_unless_they_are_words() -> None:
    assert tokens(ask("sdf").query) == {"sdf", "syrian democrat forc"}
    assert tokens(ask("SDF").query) == {"sdf", "syrian democrat forc"}
    assert ask("who").query == Term("who", BODY, LIGHT_WORD)
    assert tokens(ask("WHO").query) == {"world health organiz", "^who"}
    assert "let" not in tokens(ask("Lashkar-e-Taiba").query)
    assert ask("SDF", exact=True).query == Term("=sdf", BODY)
    assert ask("WHO", exact=True).query == Term("^who", BODY)
    assert ask("sdf", exact=True).query == Term("=sdf", BODY)


def test_names_are_found_in_a_run_of_words_the_longest_first() -> None:
    expanded = ask("battle for Deir Ezzor province")
    assert isinstance(expanded.query, And)
    one, two, three, four = expanded.query.children
    assert (one, two, four) == (Term("battl", BODY), Term("for", BODY, LIGHT_WORD), Term("provinc", BODY))
    assert isinstance(three, AnyOf)
    assert three.label == "Deir ez-Zor"
    assert tokens(three) == {
        "deir ezzor",
        "deir ez zor",
        "deir azzawr",
        "dayr az zawr",
        "deir al zor",
        "deir alzor",
    } - {"deir azzawr"}


def test_names_expand_in_quotations_too() -> None:
    assert tokens(ask('"Deir al-Zor"').query) == tokens(ask("Deir Ezzor").query)
    asked = ask('"battle for Deir Ezzor"')
    assert isinstance(asked.query, Near)
    assert asked.query.distance is None
    assert asked.query.parts[:2] == ((("battl",),), (("for",),))
    assert {("deir", "ezzor"), ("dayr", "az", "zawr")} <= set(asked.query.parts[2])
    assert asked.text.startswith('"battle for (deir ezzor | deir ez-zor')
    assert ask('exact:"battle for Deir Ezzor"').query == Phrase(("=battle", "=for", "=deir", "=ezzor"), BODY)
    assert ask('"army fight"~5').query == Near(((("armi",),), (("fight",),)), 5, BODY)


def test_operators_part_a_name() -> None:
    assert tokens(ask("Deir AND Ezzor").query) == {"deir", "dayr", "ezzor"}


def test_adjectives_and_ordinary_words_are_no_names() -> None:
    assert ask("American").query == Term("american", BODY)
    assert ask("hit").query == Term("hit", BODY)
    assert ask('"Hit"').query == Term("hit", BODY)
    assert tokens(ask("Heet").query) == {"heet"}, "a spelling that is an ordinary word is not asked for"


def test_a_short_name_is_not_another_word_of_its_stem() -> None:
    assert tokens(ask("Homs").query) == tokens(ask("hims").query) == {f"{EXACT}homs", f"{EXACT}hims"}
    assert tokens(ask("Hama").query) == {f"{EXACT}hama"}
    assert tokens(ask("hamas").query) == {f"{EXACT}hamas"}
    assert tokens(ask("ISI").query) == tokens(ask("isi").query) == {f"{EXACT}isi"}
    assert tokens(ask("Deir").query) == {"deir", "dayr"}


def test_the_article_is_optional_unless_quoted() -> None:
    spelled = {"al bukam", "albukam", "abu kamal"}
    assert tokens(ask("al-Bukamal").query) == spelled | {"bukam"}
    assert tokens(ask('"al-Bukamal"').query) == spelled


def test_a_spelling_that_holds_a_shorter_one_is_left_out() -> None:
    names = Gazetteer({"Hezbollah": [Spelling("Hezbollah"), Spelling("Lebanese Hezbollah"), Spelling("Party of God")]})
    both = {"hezbollah", "parti of god"}
    assert tokens(expand(parse_query("hezbollah").query, names, fields=BODY).query) == both
    typed = expand(parse_query("lebanese hezbollah").query, names, fields=BODY)
    assert tokens(typed.query) == both | {"lebanes hezbollah"}
    assert typed.text == "(lebanese hezbollah | hezbollah | +1)"


def test_exclusions_exclude_every_spelling() -> None:
    query = ask("-isis").query
    assert isinstance(query, Not)
    assert tokens(query.child) == ISLAMIC_STATE


def test_fields_narrow() -> None:
    assert ask("title:milit*").query == Prefix("=milit", ("title",))
    assert ask("x", fields=("removed", "comments")).query == Term("x", ("removed", "comments"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "all articles"),
        ("Hezbollah deir ezzor", "hezbollah AND (deir ezzor | deir ez-zor | +2)"),
        ("IS", "(IS | islamic state | +2)"),
        ("a OR b c", "a OR (b AND c)"),
        ("(a OR b) c", "(a OR b) AND c"),
        ("a (b c)", "a AND b AND c"),
        ("-(a b) -c", "NOT (a AND b) AND NOT c"),
        ('"Two  words" kurd*', '"Two words" AND kurd*'),
        (
            "title:a actor:none since:2017-11 until:2018",
            "title:a AND actor:none AND since:2017-11-01 AND until:2018-12-31",
        ),
        ('region:"A & B/C"', 'region:"A & B/C"'),
        ('title:"Deir Ezzor"', "title:(deir ezzor | deir ez-zor | +2)"),
    ],
)
def test_the_interpretation_says_it_in_words(text: str, said: str) -> None:
    assert ask(text).text == said


def test_facets_and_dates_pass_through() -> None:
    query = parse_query("actor:isis since:2017").query
    assert expand(query, NAMES, fields=BODY).query == query
    assert FacetIs("actor", "isis") in query.children


def test_the_number_of_leaves_is_bounded() -> None:
    letters = "abcdefghijklmnopqrstuvwxyz"
    many = [Spelling(f"{a}{b}xx") for a in letters for b in letters]
    names = Gazetteer({f"Many{a}": [Spelling(f"Manyname{a}"), *many] for a in letters[:10]})
    one = expand(parse_query("manynamea").query, names, fields=BODY)
    assert len(tokens(one.query)) == MOST_SPELLINGS
    question = " ".join(f"manyname{a}" for a in letters[:10])
    expanded = expand(parse_query(question).query, names, fields=BODY)
    assert count(expanded.query) <= MOST_LEAVES + 2 * 10
    assert expanded.notes == ("too many names for one question: other spellings of 'manynameh' are left out",)


def count(query: Query) -> int:
    return sum(map(count, query.children)) if isinstance(query, And | Or | AnyOf) else 1


PLAIN = "IS is US Deir Ezzor ez-Zor al-Bukamal al T-90 hit Hit U.S. 1,000 \u0642".split()
SIGNS = ['"', "(", ")", "-", "OR", "*", "kurd*", "title:", "\u202e", "\ud800", "'"]


@given(st.lists(st.sampled_from(PLAIN + SIGNS), max_size=14), st.booleans(), st.booleans())
def test_whatever_is_typed_an_engine_can_answer(typed: list[str], spaced: bool, exact: bool) -> None:
    expanded = ask((" " if spaced else "").join(typed), exact=exact)
    engine = open_engine("memory:")
    with engine.writer() as writer:
        writer.write(article("a", "IS in Deir ez-Zor", "Hit by T90s al-Bukamal US kurds"))
    assert engine.search(SearchRequest(expanded.query)).total in (0, 1)
    assert expanded.text


@given(st.lists(st.sampled_from(PLAIN), min_size=1, max_size=6))
def test_a_text_is_found_by_its_own_words(typed: list[str]) -> None:
    text = " ".join(typed)
    engine = open_engine("memory:")
    with engine.writer() as writer:
        writer.write(article("a", body=f"Some said that {text} was there once"))
    for question in (text, f'"{text}"'):
        assert engine.search(SearchRequest(ask(question).query)).total == 1, question


def weights(query: Query) -> dict[str, float]:
    assert isinstance(query, And | Or)
    return {child.token: child.weight for child in query.children if isinstance(child, Term)}


def test_words_that_tell_little_are_light_and_still_asked_for() -> None:
    asked = ask("What happened in the MAY offensive?").query
    assert isinstance(asked, And)
    assert weights(asked) == {"what": 0.1, "happen": 1, "in": 0.1, "the": 0.1, "may": 1, "offens": 1}
    assert weights(ask("the siege", exact=True).query) == {"=the": 0.1, "=siege": 1}
    assert ask('"what happened"').query == Phrase(("what", "happen"), BODY)


def test_a_word_asked_twice_is_asked_twice() -> None:
    assert ask("siege after siege").query == And(
        (Term("sieg", BODY), Term("after", BODY, LIGHT_WORD), Term("sieg", BODY))
    )


def any_word(text: str) -> Query:
    parsed = parse_query(text)
    return expand(parsed.query, NAMES, fields=BODY, any_word=True).query


def test_any_word_is_enough_when_asked_so() -> None:
    assert any_word("siege") == ask("siege").query
    assert any_word("army siege") == Or((Term("armi", BODY), Term("sieg", BODY)))
    assert any_word("1-1 siege") == Or((any_word("1-1"), Term("sieg", BODY)))  # single digits are not asked for
    asked = any_word("army Deir Ezzor")
    assert isinstance(asked, Or)
    parts = Or((Term("deir", BODY), Term("ezzor", BODY)))
    assert asked.children == (Term("armi", BODY), ask("Deir Ezzor").query, parts)


def test_what_any_word_asks_for_of_a_compound_or_a_name_is_said() -> None:
    def read(text: str) -> Expanded:
        return expand(parse_query(text).query, NAMES, fields=BODY, any_word=True)

    assert read("counter-attack").text == "counter-attack OR counter OR attack"
    assert read("title:counter-attack T-90 army").text.endswith("title:attack OR t-90 OR 90 OR army")
    assert "(army OR counter-attack OR counter OR attack)" in read("army counter-attack since:2017").text
    assert read("Deir Ezzor").text.endswith("OR deir OR ezzor")
    assert "counter" in read("counter-attack").labels.values()


def test_facets_dates_and_exclusions_count_though_any_word_is_enough() -> None:
    asked = any_word('army "red crescent" -siege region:Syria since:2017')
    assert isinstance(asked, And)
    words, *others = asked.children
    assert words == Or((Term("armi", BODY), Phrase(("red", "crescent"), BODY)))
    assert [type(other) for other in others] == [Not, FacetIs, DateRange]
    assert any_word("region:Syria -siege") == ask("region:Syria -siege").query


def test_a_part_of_a_compound_is_enough_when_any_word_is() -> None:
    assert any_word("counter-attack of") == Or((
        ask("counter-attack").query,
        Or((Term("counter", BODY), Term("attack", BODY))),
        Term("of", BODY, LIGHT_WORD),
    ))  # fmt: skip
    assert any_word("EL1") == Or((ask("EL1").query, Or((Term("el", BODY),))))
