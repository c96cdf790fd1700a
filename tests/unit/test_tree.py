"""No text of a page is lost between its bytes and its tree."""

from __future__ import annotations

import pytest

from index.articles import RawArticle
from index.cleaning import clean
from index.cleaning.page import read_lines
from index.cleaning.tree import parse


def lines(markup: str) -> list[str]:
    return read_lines(parse(markup))[0].split("\n")


def test_what_follows_the_end_of_the_page_belongs_to_it() -> None:
    assert lines("<html><body><p>one</p></body></html><p>two</p>") == ["one", "two"]
    assert lines("<p>one</p></HTML >\n<!DOCTYPE html><html><head><title>b</title></head><body><p>two</p>") == [
        "one",
        "two",
    ]


def test_text_that_the_parser_takes_for_the_head() -> None:
    assert lines("<head><title>no</title><x-y></x-y><meta a=b><body><p>one") == ["one"]
    assert lines("<html><head><title>no</title><custom-tag>one<p>two</p>") == ["one", "two"]


@pytest.mark.parametrize("depth", [254, 255, 300, 3_000, 20_000])
@pytest.mark.parametrize("opening", ["<div>", "<b>", "<font color=red>", "<ul><li>", "<table><tr><td>", "<x-y>"])
def test_markup_of_any_depth(opening: str, depth: int) -> None:
    found = lines(f"{opening}x " * depth + "<p>after</p>")
    assert " ".join(found).split().count("x") == depth
    assert found[-1] == "after"


def test_formatting_that_is_never_closed_costs_no_structure() -> None:
    page = "<div class='comments'>" + "<font>" * 400 + "<p>one</p></div><p>two</p>"
    text, marks = read_lines(parse(page))
    assert text == "one\ntwo" and [mark.area for mark in marks] == ["comment", None]


def test_many_attributes_lose_nothing() -> None:
    """benchmarks/long_texts.py prints what such pages cost."""
    page = "<p " + " ".join(f"a{n}='b > c'" for n in range(60_000)) + " hidden>one<p title='a > b'>two"
    assert "two" in lines(page)[-1]


def test_a_long_attribute_stays_whole() -> None:
    page = f"<div><img alt='' src='data:{'a' * 50_000}'><p class='{'x ' * 6_000}'>one</p></div>"
    assert lines(page) == ["one"]


@pytest.mark.parametrize("page", ["", "<", "<!--", "\0", "\ud800", "<p", "<![CDATA[x", "<?xml version='1.0'?>"])
def test_odd_pages(page: str) -> None:
    parse(page)
    clean(RawArticle("a.html", "html", page))


def test_an_apostrophe_in_a_script_swallows_nothing() -> None:
    words = " ".join(f"word{n}" for n in range(900))
    page = f"<script>if (a <b) {{ say('it); }}</script><p>The reporter's notes: {words}</p><p>It's the end of it.</p>"
    assert lines(page) == [f"The reporter's notes: {words}", "It's the end of it."]
