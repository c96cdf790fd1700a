"""What holds for any text at all: nothing raises, nothing is lost, every offset leads home."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.articles import CleanArticle, Facts, Kind, RawArticle
from index.cleaning import clean
from index.cleaning.blocks import split_pieces
from index.cleaning.markdown import plain_ranges
from tests.mutations import ENDLESS

ANY = st.text(st.characters(), max_size=400)  # lone surrogates and NUL included
PARTS = st.sampled_from([
    "The council said on Monday that the road was open again.", "Jens Anders", "Leave a comment", "\r\n", "\n\n", "\n",
    " ", "\t", "\0", "\ud800", "\u202e", "\u200b", "  • ", "1. ", "## ", "**", "*", "[a](#)", "![x](y)", "](", "[[[[",
    "Copyright 2016", "0 $", "PayPal: a@b.org", "\u2028", "\x0c", "\x1c", "\x85", "اترك تعليقا", "<b>", "`", "\\", "_",
    "---",
])  # fmt: skip
PATCHED = st.lists(PARTS, max_size=40).map("".join)
TEXTS = st.one_of(ANY, PATCHED)


def check(article: CleanArticle) -> None:
    page = article.page_text
    end = 0
    rebuilt = []
    for block in article.blocks:
        assert end <= block.start < block.end <= len(page)
        gap = page[end : block.start]
        assert gap == "" or gap.isspace()
        rebuilt += [gap, page[block.start : block.end]]
        end = block.end
        assert (block.reason is not None) == (block.role == "removed")
        assert 0 <= block.confidence <= 1
    rebuilt.append(page[end:])
    assert page[end:] == "" or page[end:].isspace()
    assert "".join(rebuilt) == page
    for text, spans in ((article.body, article.spans), (article.title, article.title_spans)):
        last = 0
        for span in spans:
            assert span.body >= last
            assert text[span.body : span.body + span.length] == page[span.page : span.page + span.length]
            last = span.body + span.length
        assert last == len(text) or not spans


@settings(max_examples=150)
@given(TEXTS, st.sampled_from(["text", "markdown"]))
@example("\0\n\ud800\n\u202e", "text")
@example("[" * 200, "markdown")
def test_nothing_is_lost_of_text(text: str, kind: str) -> None:
    article = clean(RawArticle("a.txt", kind, text))
    assert article.page_text == text
    check(article)


@settings(max_examples=60)
@given(TEXTS)
@example("<?xml version='1.0' encoding='utf-16'?><p>a")
@example("<div>" * 3000 + "deep")
@example("<!-- a")
def test_nothing_is_lost_of_markup(text: str) -> None:
    check(clean(RawArticle("a.html", "html", f"<html><body>{text}<p>{text}</p></body></html>")))
    check(clean(RawArticle("a.html", "html", text)))


@settings(max_examples=60)
@given(PATCHED)
def test_owner_wins(text: str) -> None:
    wanted = "The council said on Monday"
    kept = clean(RawArticle("a.txt", "text", text, facts=Facts(keep=(wanted,), title="Mine")))
    assert kept.title == "Mine"
    for block in kept.blocks:
        if kept.page_text[block.start : block.end].startswith(wanted):
            assert (block.role, block.rule) == ("kept", "sources file")
    gone = clean(RawArticle("a.txt", "text", text, facts=Facts(remove=(wanted,))))
    for block in gone.blocks:
        if gone.page_text[block.start : block.end].startswith(wanted):
            assert (block.role, block.rule) == ("removed", "sources file")


@given(PATCHED)
def test_markdown_only_deletes(text: str) -> None:
    last = 0
    for start, end in plain_ranges(text, 0, len(text)):
        assert last <= start < end <= len(text)
        last = end


@pytest.mark.parametrize("unit", ENDLESS, ids=range(len(ENDLESS)))
@pytest.mark.parametrize("kind", ["text", "markdown"])
def test_long_texts_of_one_thing_lose_nothing(unit: str, kind: Kind) -> None:
    """benchmarks/long_texts.py prints what such texts cost."""
    check(clean(RawArticle("a.txt", kind, unit * (150_000 // len(unit)))))


def test_pieces_of_a_long_line_lose_nothing() -> None:
    text = "word " * 30_000
    pieces = split_pieces(text)
    assert len(pieces) > 1
    assert "".join(text[piece.start : piece.end] for piece in pieces).replace(" ", "") == text.replace(" ", "")
