"""Passages and marks: whole words, phrases where they stand, nothing that was excluded, whatever the text."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.documents import Document
from search.expand import expand
from search.fields import SCOPES
from search.highlight import LONGEST, MOST_SNIPPETS, SHORTEST, marks, snippets, title_marks
from search.matches import FARTHEST, find, needles
from search.parser import parse_query
from search.query import Query
from search.results import Snippet
from tests.documents import article
from tests.unit.test_expand import NAMES


def query(text: str, scope: str = "body", *, exact: bool = False) -> Query:
    return expand(parse_query(text).query, NAMES, fields=SCOPES[scope], exact=exact).query


def marked(text: str, question: str, **wishes: bool) -> list[str]:
    return [text[start:end] for start, end in marks(text, query(question, **wishes), "body")]


@pytest.mark.parametrize(
    ("question", "text", "words"),
    [
        ("militant", "Militants and a militant; demilitarised.", ["Militants", "militant"]),
        ("kurd*", "Kurds in Kurdistan, not a K\u00fcrd.", ["Kurds", "Kurdistan", "K\u00fcrd"]),
        ('"the army"', "The army left. Army the. The big army.", ["The army"]),
        ("army town", "The army left town", ["army", "town"]),
        ("t90", "A T-90, a T90 and a T 90", ["T-90", "T90", "T 90"]),
        ("counterattack", "The counter-attack failed", ["counter-attack"]),
        ("bukamal", "in al-Bukamal's centre", ["Bukamal"]),
        ("IS", "IS is the group; Daesh, ISIS-linked", ["IS", "Daesh", "ISIS"]),
        (
            "deir ezzor",
            "Deir ez-Zor, Dayr\naz Zawr and Deir\u00a0Ezzor. The deir.",
            ["Deir ez-Zor", "Dayr\naz Zawr", "Deir\u00a0Ezzor"],
        ),
        ("a -army", "a army", ["a"]),
        ("a NOT (army OR NOT town)", "a army town", ["a"]),
        ("a OR b", "b a", ["b", "a"]),
        ('"deir ezzor province" OR province', "Deir Ezzor province", ["Deir Ezzor province"]),
        ("cafe", "caf\u00e9 cafe\u0301 CAFE", ["caf\u00e9", "cafe\u0301", "CAFE"]),
        ("title:army", "army", []),
        ("since:2017 actor:none", "army", []),
        ("", "army", []),
    ],
)
def test_what_is_marked(question: str, text: str, words: list[str]) -> None:
    assert marked(text, question) == words


def test_exact_marks_no_other_forms() -> None:
    assert marked("Militants, a militant", "militant", exact=True) == ["militant"]
    assert marked("ISIS or Daesh", "daesh", exact=True) == ["Daesh"]


def test_titles_have_their_own_marks() -> None:
    document = article("a", "Army in Deir Ezzor", "No soldier here.")
    assert title_marks(document, query("army title:ezzor")) == ((0, 4), (13, 18))
    assert title_marks(document, query("army", "removed")) == ()


SENTENCES = [
    f"Sentence number {word} says nothing of interest to anybody." for word in "one two three four five six".split()
]
FILLER = " ".join(SENTENCES)


def best(body: str, question: str) -> Snippet:
    return snippets(article("a", body=body), query(question))[0]


def test_a_passage_is_whole_sentences_of_the_right_length() -> None:
    shown = best(f"{FILLER} The army took the town. {FILLER}", "army town")
    assert SHORTEST <= len(shown.text) <= LONGEST
    assert shown.text[0].isupper()
    assert shown.text.endswith(".")
    assert [shown.text[a:b] for a, b in shown.marks] == ["army", "town"]


def test_the_passage_with_more_parts_of_the_question_comes_first() -> None:
    body = f"The army. The army. The army. The army. {FILLER} {FILLER} The army took the town. {FILLER}"
    first, second = snippets(article("a", body=body), query("army town"))
    assert "town" in first.text
    assert second.text.startswith("The army. The army.")


def test_the_second_passage_answers_what_the_first_does_not() -> None:
    body = f"The army and the army. {FILLER} The army and the army. {FILLER} A bridge. {FILLER}"
    found = snippets(article("a", body=body), query("army bridge"))
    assert [{passage.text[a:b] for a, b in passage.marks} for passage in found] == [{"army"}, {"bridge"}]


def test_spellings_of_one_name_are_one_part_of_the_question() -> None:
    body = f"ISIS, Daesh and the Islamic State. {FILLER} {FILLER} In the town of ISIS. {FILLER}"
    assert "town of ISIS" in best(body, "daesh town").text


def test_a_shape_that_is_asked_for_twice_is_looked_for_once() -> None:
    query = expand(parse_query("arm* stormd~1 arm* stormd~1 storm*").query, NAMES, fields=SCOPES["body"]).query
    wanted = needles(query, "body")
    assert sorted(unit for _, unit in wanted.shapes.values()) == [0, 1, 4]
    found = find("The army stormed.", wanted)
    assert [(one.start, one.end, one.unit) for one in found] == [(4, 8, 0), (9, 16, 1), (9, 16, 4)]


def test_passages_do_not_overlap_and_are_few() -> None:
    body = " ".join(f"In {n} the army moved on." for n in range(500))
    shown = snippets(article("a", body=body), query("army"))
    assert len(shown) == MOST_SNIPPETS
    assert not set(shown[0].text.split(".")) & set(shown[1].text.split(".")) - {""}


def test_removed_passages_carry_their_reason_and_only_come_when_asked_for() -> None:
    document = article(
        "a", body="The army.", removed=["Donate by PayPal, army!"], comments=["Army of trolls on PayPal"]
    )
    assert [(s.field, s.reason) for s in snippets(document, query("army"))] == [("body", None)]
    assert [(s.field, s.reason) for s in snippets(document, query("paypal", "removed"))] == [
        ("removed", "other"),
        ("comments", "comment"),
    ]
    assert [s.field for s in snippets(document, query("army", "all"))] == ["body", "removed", "comments"]
    assert [s.field for s in snippets(document, query("removed:paypal"))] == ["removed"]


def test_without_a_match_in_the_text_its_beginning_is_shown() -> None:
    shown = best("\n\n  " + FILLER, "actor:none")
    assert shown.marks == ()
    assert shown.text.startswith("Sentence number one")
    assert SHORTEST <= len(shown.text) <= LONGEST
    assert shown.text.endswith(".")
    assert snippets(article("a", body=" \n"), query("x")) == ()
    assert best("Short", "x").text == "Short"


def test_endless_words_are_cut() -> None:
    shown = best("x" * 100_000, "y")
    assert len(shown.text) == LONGEST
    assert len(best(f"{'x' * 5000} army {'x' * 5000}", "army").text) <= LONGEST
    body = "army" + "y" * 100_000
    assert all(0 <= a < b <= len(s.text) for s in snippets(article("a", body=body), query("army*")) for a, b in s.marks)


@pytest.mark.parametrize(
    "question", ["army", "kurd*", "IS", '"deir ezzor"', "T-90", "al-Bukamal", "counterattack", "U.S."]
)
def test_words_far_into_a_long_text_are_found(question: str) -> None:
    here = "The army and Kurds fight IS near Deir Ezzor and al-Bukamal with a T-90 in a counter-attack of the U.S. now."
    short, long = marked(here, question), marked("Nothing. " * 60_000 + here, question)
    assert short
    assert long == short


def test_in_a_huge_text_work_is_bounded() -> None:
    for piece in ("army ", "x", "deir ", "a1", "\u0301"):
        document = article("a", body=piece * (3_000_000 // len(piece)))
        assert all(len(s.text) <= LONGEST for s in snippets(document, query("army OR deir ezzor OR a1")))


def test_line_ends_become_blanks_one_for_one() -> None:
    shown = best("the\r\narmy\tof\u2028Idlib", "army")
    assert shown.text == "the  army of Idlib"
    assert [shown.text[a:b] for a, b in shown.marks] == ["army"]


QUESTIONS = ["army", "kurd*", "IS", '"deir ezzor"', "deir ezzor -army", "T-90", "al-Bukamal OR a", "IS US is us"]
PARTS = "army Army's IS is Deir ez-Zor Ezzor T-90 T90t kurds al-Bukamal a 1,000a l'arm\u00e9e \u00df\ufb01 _".split()
PARTS += ["\u0301", "\u202e", "\x00", "\ud800", ". ", "\n\n", " ", " ", " ", "x" * 70]
hostile = st.one_of(st.lists(st.sampled_from(PARTS), max_size=150).map("".join), st.text(max_size=300))


@given(hostile, st.sampled_from(QUESTIONS))
def test_marks_lie_within_and_cover_whole_words(text: str, question: str) -> None:
    found = marks(text, query(question), "body")
    assert list(found) == sorted(found)
    assert all(a[1] <= b[0] for a, b in pairwise(found))
    for start, end in found:
        assert 0 <= start < end <= len(text)
        assert text[start:end].strip()
        longest = max(map(len, text.split()), default=0)
        if longest < FARTHEST:
            assert not (start and text[start - 1].isalnum() and text[start].isalnum())
            assert end == len(text) or not (text[end].isalnum() or unicodedata.category(text[end])[0] == "M")


@given(st.lists(hostile, max_size=4), st.sampled_from(QUESTIONS), st.sampled_from(sorted(SCOPES)))
def test_passages_of_any_text_are_pieces_of_it(texts: list[str], question: str, scope: str) -> None:
    document = article("a", body=" ".join(texts), removed=texts[:2], comments=texts[2:])
    for shown in snippets(document, query(question, scope)):
        source = document.texts()[shown.field]
        assert any(flat(shown.text) in flat(text) for text in source)
        assert len(shown.text) <= LONGEST
        assert all(0 <= a < b <= len(shown.text) for a, b in shown.marks)


def flat(text: str) -> str:
    return "".join(" " if c.isspace() else c for c in text)


few_words = st.lists(st.sampled_from("army town IS Deir Ezzor . the".split()), max_size=80)


@given(few_words, st.sampled_from(["army", "army town", "IS", "deir ezzor"]))
def test_an_article_that_is_found_has_something_marked(parts: list[str], question: str) -> None:
    from search.engine import open_engine
    from search.query import SearchRequest

    document = article("a", body=" ".join(parts))
    engine = open_engine("memory:")
    with engine.writer() as writer:
        writer.write(document)
    found = engine.search(SearchRequest(query(question))).total
    assert bool(found) <= bool(marks(document.body, query(question), "body"))
    assert bool(found) <= any(s.marks for s in snippets(document, query(question)))


def test_work_grows_with_length_and_not_faster() -> None:
    from tests.unit.test_parser import lines_run

    for piece in ("army ", "army. ", "a1", "army\n\n", "deir ", "deir ezzor", "x"):
        documents = [article("a", body=piece * (n // len(piece))) for n in (2_000, 8_000)]
        once, fourfold = (lines_run(lambda d=d: shown(d)) for d in documents)
        assert fourfold <= 4.5 * once + 500, piece


def shown(document: Document) -> tuple[Snippet, ...]:
    return snippets(document, query("army OR a1* OR deir ezzor"))


@pytest.mark.parametrize(
    ("body", "cut"),
    [
        ("The army left. It came back.", (False, False)),
        ("Headline without a stop\nThe army left", (False, False)),
        (f"{'Then they went on ' * 40} until the army left.", (True, False)),
        (f"The army left {'And they went on ' * 40}", (False, True)),
        (f"{'So it was. ' * 40}The army left. {'So it was.  ' * 40}", (False, False)),
    ],
)
def test_a_passage_says_where_its_sentence_goes_on(body: str, cut: tuple[bool, bool]) -> None:
    (only,) = snippets(article("a", body=body), query("army"))
    assert (only.cut_before, only.cut_after) == cut
