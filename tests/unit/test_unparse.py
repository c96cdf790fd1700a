"""A tree, written as a question, is read as the same tree."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import example, given, settings

from search.parser import parse_query
from search.query import Query, Term
from search.unparse import unparse
from tests.questions import questions

TODAY = dt.date(2018, 3, 14)


def read(text: str) -> Query:
    return parse_query(text, today=TODAY, longest=1_000_000, deepest=100).query


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("", "*"),
        ("Hezbollah Deir Ezzor", "Hezbollah Deir Ezzor"),
        ("(army | road) -isis", "(army OR road) AND NOT isis"),
        ('title:"a b"~3 exact:(a b)', 'title:"a b"~3 AND exact:(a b)'),
        ("\u201ca \u00abb\u00bb\u201d", '"a \u00abb\u00bb"'),
        ('date:"last month"', "date:2018-02-01..2018-02-28"),
        ("actor:(isis OR none)", 'actor:"isis" OR actor:none'),
        ("-(a b) kur*k hezbolah~", "NOT (a b) AND kur*k AND hezbolah~2"),
        ("title:-oil -title:-army exact:-(a b)", "NOT title:oil AND title:army AND NOT exact:(a b)"),
        ("*-OR exact:(//x)", "or AND exact:(//x)"),
        ("title:(exact:a b)", "title:(exact:a) AND title:b"),
    ],
)
def test_examples(text: str, printed: str) -> None:
    assert unparse(read(text)) == printed


@settings(max_examples=500, deadline=None)
@given(questions)
@example("(a AND b) c OR -(d e) | title:(-)")
@example("title:(- b) -'")
@example("*-OR")
@example("exact:(//x)")
@example("title:(//x) title:-\u201ca b\u201d -actor:-(isis OR x)")
@example("actor:\u00ab\u201cx\u201d\u00bb")
def test_what_is_printed_is_read_as_the_same(text: str) -> None:
    tree = read(text)
    assert read(unparse(tree)) == tree


def test_a_matched_tree_is_no_question() -> None:
    with pytest.raises(TypeError, match="Term is no query as typed"):
        unparse(Term("a", ("body",)))
