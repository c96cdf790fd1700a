"""The query box: how questions are read, and that it never fails."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable

import pytest
from hypothesis import example, given

from search.lexer import FAMILIES
from search.parser import DEEPEST, LONGEST_QUESTION, MOST_NEAR, MOST_SHAPED, ParsedQuery, parse_query
from search.query import And, DateRange, Everything, FacetIs, Fuzzy, Not, Or, Query, Text, Wildcard
from tests.questions import questions


def words(text: str, *fields: str) -> Text:
    return Text(text, False, fields or None)


def quoted(text: str, *fields: str) -> Text:
    return Text(text, True, fields or None)


def days(first: str | None, last: str | None) -> DateRange:
    return DateRange(*(dt.date.fromisoformat(day) if day else None for day in (first, last)))


ISIS = FacetIs("actor", "isis")
DAY = dt.date(2017, 11, 18)
TODAY = dt.date(2018, 3, 14)

READINGS: list[tuple[str, Query]] = [
    ("", Everything()),
    (" \n\t ", Everything()),
    ("*", Everything()),
    ("Hezbollah Deir Ezzor", words("Hezbollah Deir Ezzor")),
    ("a AND b", And((words("a"), words("b")))),
    ("a OR b", Or((words("a"), words("b")))),
    ("a|b || c", Or((words("a"), words("b"), words("c")))),
    ("a OR b c", Or((words("a"), words("b c")))),
    ("(a OR b) c", And((Or((words("a"), words("b"))), words("c")))),
    ("NOT a", Not(words("a"))),
    ("NOT NOT a", words("a")),
    ("- a", words("- a")),
    ("-a", Not(words("a"))),
    ("-a b c", And((Not(words("a")), words("b c")))),
    ("a -b", And((words("a"), Not(words("b"))))),
    ('-"a b"', Not(quoted("a b"))),
    ("-(a OR b)", Not(Or((words("a"), words("b"))))),
    ("+a +b", words("a b")),
    ("counter-attack", words("counter-attack")),
    ("a --b", words("a b")),
    ("AT&T C++ 3/4/2017 U.S. l'arm\u00e9e", words("AT&T C++ 3/4/2017 U.S. l'arm\u00e9e")),
    ('"a b"', quoted("a b")),
    ("kurd*", Wildcard("kurd*")),
    ("kurd*,", Wildcard("kurd*")),
    ("a kurd* b", And((words("a"), Wildcard("kurd*"), words("b")))),
    ("title:a", words("a", "title")),
    ("title:-a", Not(words("a", "title"))),
    ("actor:-isis", Not(ISIS)),
    ("-actor:-isis", ISIS),
    ("NOT title:-a b", And((words("a", "title"), words("b")))),
    ('title:-"a b"', Not(quoted("a b", "title"))),
    ("title:-(a OR b) c", And((Not(Or((words("a", "title"), words("b", "title")))), words("c")))),
    ("title:--a title:+b", And((words("a", "title"), words("b", "title")))),
    ("exact:-a", Not(Text("a", exact=True))),
    ("title:-kurd*", Not(Wildcard("kurd*", ("title",)))),
    ("\uff41 \uff2f\uff32 \uff0d\uff42\uff01", Or((words("a"), Not(words("b!"))))),
    ("\uff41\uff42\uff43\uff5e\uff11", Fuzzy("abc", 1)),
    ("\uff54\uff49\uff54\uff4c\uff45\uff1a\uff02a b\uff02", quoted("a b", "title")),
    ("Title:a b", And((words("a", "title"), words("b")))),
    ('title:"a b"', quoted("a b", "title")),
    ("title:kurd*", Wildcard("kurd*", ("title",))),
    ("title:(a OR b)", Or((words("a", "title"), words("b", "title")))),
    ("actor:isis", ISIS),
    ("-actor:isis", Not(ISIS)),
    ("NOT actor:isis", Not(ISIS)),
    ('actor:"Islamic  State"', FacetIs("actor", "Islamic State")),
    ("actor:\u201cIslamic State\u201d", FacetIs("actor", "Islamic State")),
    ("actor:(isis OR hezbollah)", Or((ISIS, FacetIs("actor", "hezbollah")))),
    ("region:Syria/Homs", FacetIs("region", "Syria/Homs")),
    ("actor:none", FacetIs("actor", None)),
    ("actor:*", Not(FacetIs("actor", None))),
    ("lang:ar", FacetIs("language", "ar")),
    ("-source:AFP", Not(FacetIs("source", "AFP"))),
    ("date:2017-11", FacetIs("date", "2017-11")),
    ("date:2017/1/5", FacetIs("date", "2017-01-05")),
    ("since:2017-11-18", DateRange(DAY, None)),
    ("since:2017", DateRange(dt.date(2017, 1, 1), None)),
    ("until:2017-11", DateRange(None, dt.date(2017, 11, 30))),
    ("on:2017-11-18,", DateRange(DAY, DAY)),
    ("date:2017-09..2018-02", days("2017-09-01", "2018-02-28")),
    ("date:2017..", days("2017-01-01", None)),
    ("date:..2017-11-18", days(None, "2017-11-18")),
    ("date:2017\u20262018", days("2017-01-01", "2018-12-31")),
    ('date:"last month"', days("2018-02-01", "2018-02-28")),
    ('date:"last 2 months"', days("2018-01-01", "2018-02-28")),
    ('date:"this year"', days("2018-01-01", "2018-12-31")),
    ('date:"past week"', days("2018-03-05", "2018-03-11")),
    ('date:"last 30 days"', days("2018-02-13", "2018-03-14")),
    ('since:"last year"', days("2017-01-01", None)),
    ("until:yesterday", days(None, "2018-03-13")),
    ("on:today", days("2018-03-14", "2018-03-14")),
    ("since:2017-11..2018", days("2017-11-01", None)),
    ("wild?card", Wildcard("wild?card")),
    ("hez*llah", Wildcard("hez*llah")),
    ("T-9[0-4]", Wildcard("T-9[0-4]")),
    ("kur[dt]*?", Wildcard("kur[dt]*")),
    ("who stormed Aleppo?", words("who stormed Aleppo?")),
    ("Assad[12] said [sic]", words("Assad[12] said [sic]")),
    ("http://a.b/c?d=e", words("http://a.b/c?d=e")),
    ("hezbolah~1", Fuzzy("hezbolah", 1)),
    ("title:hezbolah~", Fuzzy("hezbolah", 2, ("title",))),
    ("hezbolah~0", words("hezbolah")),
    ('"army IS"~5', Text("army IS", True, distance=5)),
    ('title:"army IS"~5', Text("army IS", True, ("title",), distance=5)),
    ('exact:"Deir ez-Zor"', Text("Deir ez-Zor", True, exact=True)),
    ("exact:fight army", And((Text("fight", exact=True), words("army")))),
    ("exact:(fight OR army)", Or((Text("fight", exact=True), Text("army", exact=True)))),
    ("title:(exact:fight army)", And((Text("fight", False, ("title",), True), words("army", "title")))),
    ("-exact:fight", Not(Text("fight", exact=True))),
    ("http://example.org/x", words("http://example.org/x")),
    ("12:30", words("12:30")),
    ("Video: Syrian forces (SAA)", And((words("Video: Syrian forces"), words("SAA")))),
    ("\uff08a\uff5cb\uff09", Or((words("a"), words("b")))),
    ("\u200eactor:isis", ISIS),
    ("\u0642\u0648\u0627\u062a \u0633", words("\u0642\u0648\u0627\u062a \u0633")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "query"), READINGS, ids=[text for text, _ in READINGS])
def test_a_clear_question_is_read_as_meant_without_remarks(text: str, query: Query) -> None:
    assert parse_query(text, today=TODAY) == ParsedQuery(query)


PAIRS = ['""', "\u201c\u201d", "\u201e\u201c", "\u201d\u201d", "\u00ab\u00bb", "\u00bb\u00ab", "\u2039\u203a"]
PAIRS += ["\u300c\u300d", "\u300e\u300f", "\u300a\u300b", '\u201c"', "\uff02\uff02"]


@pytest.mark.parametrize("pair", PAIRS)
def test_all_sorts_of_quotation_marks_quote(pair: str) -> None:
    assert parse_query(f"x {pair[0]}a b{pair[1]} y").query == And((words("x"), quoted("a b"), words("y")))


def test_a_quotation_may_hold_marks_of_another_sort() -> None:
    assert parse_query("\u201ethe \u00abcaliphate\u00bb\u201c").query == quoted("the \u00abcaliphate\u00bb")


MENDED: list[tuple[str, Query, str]] = [
    ("title:NOT a", And((words("not", "title"), words("a"))), "'NOT' right behind a colon is a word"),
    ("foo:-a", words("foo:a"), "'foo:' is no field"),
    ('"a b', words("a b"), '(") has no partner'),
    ("a b\u201d", words("a b"), "(\u201d) has no partner"),
    ("(a b", words("a b"), "not closed"),
    ("a) b", words("a b"), "never opened"),
    ("OR a", words("a"), "'OR'"),
    ("a OR", words("a"), "'OR'"),
    ("a OR | b", Or((words("a"), words("b"))), "'OR'"),
    ("AND a", words("a"), "'AND'"),
    ("a AND AND b", And((words("a"), words("b"))), "'AND'"),
    ("a AND", words("a"), "'AND'"),
    ("a NOT", words("a"), "'NOT'"),
    ("NOT", Everything(), "'NOT'"),
    ("a or b", words("a or b"), "'or' in small letters"),
    ("foo:bar baz", words("foo:bar baz"), "'foo:' is no field"),
    ('foo:"a b"', And((words("foo"), quoted("a b"))), "'foo:' is no field"),
    ("-foo:bar", Not(words("foo:bar")), "'foo:' is no field"),
    ("actr:isis", words("actr:isis"), "did you mean actor:?"),
    ("a since:tomorrow", words("a"), "'since:tomorrow' is no date"),
    ("a until:2017-13", words("a"), "'until:2017-13' is no date"),
    ("a date:2017-02-30", words("a"), "'date:2017-02-30' is no date"),
    ("on:0000", Everything(), "'on:0000' is no date"),
    ("date:[-9999999 a", words("a"), "is no date"),
    ('a date:"last 99999 years"', words("a"), "is no date"),
    ("a date:2018..2017", words("a"), "is no date"),
    ("a date:..", words("a"), "is no date"),
    ('"army IS"~900', Text("army IS", True, distance=50), "'~900' is too far: read as ~50"),
    ("hezbolah~3", Fuzzy("hezbolah", 2), "'hezbolah~3' allows too much: read as ~2"),
    ("of~1", words("of"), "'of~1' is read as typed"),
    ("k?rd a", words("a"), "'k?rd' needs 2 letters before its sign"),
    ("a in:nowhere", words("a"), "'in:nowhere'"),
    ('a actor:""', words("a"), "'actor:' has no value"),
    ("actor: isis", words("actor: isis"), "'actor:' has no value right behind it"),
    ("k* a", words("a"), "'k*' needs 2 letters"),
    ("a*b", Everything(), "'a*b' needs 2 letters"),
    ("*kurd", words("kurd"), "'*kurd' is read without it"),
    ('"syrian arm*"', quoted("syrian arm*"), "a star means nothing inside quotation marks"),
    ("actor:his*", FacetIs("actor", "his"), "a star means nothing behind 'actor:'"),
    ("a \U0001f642", words("a \U0001f642"), "'\U0001f642' has no letters or digits"),
    ("\u2622", Everything(), "'\u2622' has no letters or digits"),
    ("in:(a)", And((words("in"), words("a"))), "'in:' takes one value"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "query", "remark"), MENDED, ids=[text for text, _, _ in MENDED])
def test_what_cannot_be_meant_is_mended_and_named(text: str, query: Query, remark: str) -> None:
    parsed = parse_query(text)
    assert parsed.query == query
    assert len(parsed.notes) == 1
    assert remark in parsed.notes[0]


@pytest.mark.parametrize("sign", "!@#$%^&+-=[]{};:'<>?,./\\~`_\u2013\u2014\u2026\u060c\u061f")
def test_punctuation_is_never_a_reason_to_find_nothing(sign: str) -> None:
    for text in (f"{sign} a", f"a {sign}", f"a{sign}", f"a {sign} b"):
        parsed = parse_query(text)
        assert parsed.notes == ()
        assert parsed.query in (words(text.strip()), words("a")), text
    assert parse_query(sign) == ParsedQuery(
        Everything(), (f"'{sign}' has nothing to search for: all articles are listed",)
    )


@pytest.mark.parametrize(
    ("text", "scope", "not_in", "notes"),
    [
        ("paypal -in:comments", None, ("comments",), 0),
        ("paypal NOT in:Comments -in:comments", None, ("comments",), 0),
        ("in:removed paypal -in:comments", "removed", ("comments",), 0),
        ("paypal NOT NOT in:comments", "comments", (), 0),
        ("paypal in:-comments", None, ("comments",), 0),
        ("paypal -in:comments -in:body -in:removed", None, (), 1),
        ("in:comments -in:comments paypal", "comments", (), 1),
        ("paypal -in:nowhere", None, (), 1),
    ],
)
def test_scopes_can_be_excluded(text: str, scope: str | None, not_in: tuple[str, ...], notes: int) -> None:
    parsed = parse_query(text)
    assert (parsed.query, parsed.scope, parsed.not_in) == (words("paypal"), scope, not_in)
    assert len(parsed.notes) == notes


def test_in_sets_the_scope_for_the_whole_question() -> None:
    assert parse_query("in:removed paypal") == ParsedQuery(words("paypal"), scope="removed")
    assert parse_query("(paypal in:ALL)").scope == "all"
    twice = parse_query("in:all in:removed x")
    assert twice.scope == "all"
    assert "only one 'in:' counts" in twice.notes[0]


def test_what_is_too_long_is_cut_and_said() -> None:
    assert parse_query("a" * LONGEST_QUESTION).notes == ()
    parsed = parse_query("ab " * LONGEST_QUESTION)
    assert parsed.query == words(" ".join(["ab"] * (LONGEST_QUESTION // 3)))
    assert parsed.notes == ("the question has 3,000 characters: only the first 1,000 are read",)
    assert parse_query("a" * (LONGEST_QUESTION + 1)).query == words("a" * LONGEST_QUESTION)


def test_of_many_shapes_the_first_count_and_it_is_said() -> None:
    parsed = parse_query("ab* cd?e abc~1 " * 20 + "town")
    shapes = [leaf for leaf in leaves(parsed.query) if isinstance(leaf, Wildcard | Fuzzy)]
    assert len(shapes) == MOST_SHAPED == 16
    assert words("town") in leaves(parsed.query)
    assert parsed.notes == ("more than 16 words have signs that stand for letters: the rest is left out",)
    assert not parse_query("ab* cd?e abc~1 a~ " * 5).notes


def test_of_many_words_near_each_other_the_first_count_and_it_is_said() -> None:
    said = [f"a{n}b" for n in range(MOST_NEAR + 1)]
    parsed = parse_query(f'"{" ".join(said)}"~5')
    assert parsed.query == Text(" ".join(said[:-1]), True, distance=5)
    assert parsed.notes == (f"only the first {MOST_NEAR} words of a quotation are looked for near each other",)
    assert not parse_query(f'"{" ".join(said)}" "{" ".join(said[1:])}"~5').notes


def test_parentheses_too_deep_are_flattened() -> None:
    inner = "(" * DEEPEST + "a OR b" + ")" * DEEPEST
    assert parse_query(inner) == ParsedQuery(Or((words("a"), words("b"))))
    deeper = parse_query(f"({inner} c")
    assert "more than 16 deep" in deeper.notes[0]
    assert deeper.query == And((Or((words("a"), words("b"))), words("c")))


def test_remarks_do_not_grow_without_end() -> None:
    parsed = parse_query(" ".join(f"f{n}:x" for n in range(120)))
    assert len(parsed.notes) == 13
    assert parsed.notes[-1] == "and 108 more such remarks"


@given(questions)
@example("((((((((((((((((((((actor:(((title:(((")
@example("-(-(-(-(NOT NOT |")
def test_no_text_whatever_makes_it_fail(text: str) -> None:
    parsed = parse_query(text)
    assert depth(parsed.query) <= 3 * DEEPEST + 3
    assert all(isinstance(note, str) and note for note in parsed.notes)


@given(questions)
def test_only_leaves_as_typed_come_out_and_texts_hold_words(text: str) -> None:
    from search.analysis import words as found

    for leaf in leaves(parse_query(text).query):
        assert isinstance(leaf, Text | Wildcard | Fuzzy | FacetIs | DateRange | Everything)
        if isinstance(leaf, Text | Wildcard | Fuzzy):
            assert found(leaf.text), "a leaf without words would find nothing, silently"


@given(questions)
def test_a_quotation_mark_more_or_less_changes_nothing_but_quotations(text: str) -> None:
    plain = "".join(c for c in text if not any(c in family for family in FAMILIES))
    assert parse_query(plain + ' "').query == parse_query(plain).query


REPEATED = "( ) - | foo: actor:( title: a:b:c: a- 'a in: . a.b 1000 or".split()
REPEATED += [
    "a~1",
    'a"b"~2',
    "exact:",
    "a?b",
    "ab[c-d]",
    "date:..",
    "ab*",
    '"',
    '" ',
    "\u0301",
    *(f"{word} " for word in "a (a NOT OR foo:x *a a*b \u00ab \U0001f642 or".split()),
]


@pytest.mark.parametrize("piece", REPEATED)
def test_work_grows_with_length_and_not_faster(piece: str) -> None:
    texts = (piece * (n // len(piece)) for n in (1_000, 4_000))
    once, fourfold = (lines_run(lambda text=text: parse_query(text, longest=10_000)) for text in texts)
    assert fourfold <= 4.5 * once + 200


def lines_run(work: Callable[[], object]) -> int:
    """How many lines of Python some work runs, the second time: what is remembered from the first does not count."""
    count = 0

    def tick(frame: object, event: str, arg: object) -> object:
        nonlocal count
        count += event == "line"
        return tick

    work()
    before = sys.gettrace()
    sys.settrace(tick)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def leaves(query: Query) -> list[Query]:
    match query:
        case And(children) | Or(children):
            return [leaf for child in children for leaf in leaves(child)]
        case Not(child):
            return leaves(child)
        case _:
            return [query]


def depth(query: Query) -> int:
    match query:
        case And(children) | Or(children):
            return 1 + max(map(depth, children), default=0)
        case Not(child):
            return 1 + depth(child)
        case _:
            return 1
