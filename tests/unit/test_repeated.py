"""What becomes of a page's paragraphs that its source repeats."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.articles import Facts, RawArticle
from index.cleaning import clean
from index.cleaning.blocks import split_pieces
from index.cleaning.lines import look
from index.cleaning.markdown import is_markdown
from index.cleaning.normal import normalize
from index.cleaning.page import parse, read_lines, visible_lines
from index.cleaning.repeated import Spread, paragraph_key, words_of
from index.cleaning.rules import load_rules
from index.repeats.paragraphs import survey_article

TITLE = "Bridge at Tell Amra reopens after eleven months"
OPENING = "The bridge at Tell Amra was opened to cars on Monday, the council of the valley said."
SECOND = "Forty trucks were waiting at the gate in the morning, according to two drivers who had slept there."
THIRD = "The next convoy is expected on Friday, when the checkpoint will be moved to the ford, officials added."
BLURB = "The Valley Observer has told the story of the river and its people since the winter of the great flood."
PAGE = [TITLE, OPENING, SECOND, BLURB, THIRD]


def article(*lines: str, **facts: object) -> RawArticle:
    return RawArticle("a.txt", "text", "\n\n".join(lines), facts=Facts(**facts))  # type: ignore[arg-type]


def repeats(spread: Spread, *lines: str) -> dict[int, Spread]:
    return {paragraph_key(normalize(line)) or 0: spread for line in lines}


def removed(raw: RawArticle, repeated: dict[int, Spread]) -> dict[str, tuple[str | None, str]]:
    done = clean(raw, repeated=repeated)
    return {
        done.page_text[block.start : block.end]: (block.reason, block.rule)
        for block in done.blocks
        if block.role == "removed"
    }


def test_what_most_articles_of_a_source_have_goes() -> None:
    assert BLURB not in removed(article(*PAGE), {})
    assert removed(article(*PAGE), repeats(Spread.MOST, BLURB))[BLURB] == ("repeated", "repeated")


def test_a_paragraph_of_which_the_model_is_sure_stays_unless_most_have_it() -> None:
    background = "Government forces had closed the bridge in May, when the rebels took the hills above the town."
    page = [TITLE, OPENING, SECOND, background, THIRD]
    assert background not in removed(article(*page), repeats(Spread.MANY, background))
    assert background in removed(article(*page), repeats(Spread.MOST, background))


def test_the_opening_stays_unless_most_articles_begin_with_it() -> None:
    assert OPENING not in removed(article(*PAGE), repeats(Spread.MANY, OPENING))
    assert OPENING in removed(article(*PAGE), repeats(Spread.MOST, OPENING))


def test_a_page_of_nothing_but_repeated_sentences_stays() -> None:
    assert removed(article(*PAGE), repeats(Spread.MOST, *PAGE[1:])) == removed(article(*PAGE), {})


def test_a_cue_names_the_reason() -> None:
    footer = (
        "Sign up for our newsletter to read the story of the river and its people every week of the year, dear friends."
    )
    plain = removed(article(*PAGE, footer), {})
    gone = removed(article(*PAGE, footer), repeats(Spread.MOST, footer))[footer]
    assert gone[0] != "repeated" and (footer in plain or gone[1] == "repeated")


def test_a_line_that_many_articles_share_is_no_headline() -> None:
    banner = "Voices of the valley and beyond"
    page = article(banner, *PAGE)
    assert clean(page).title == banner
    assert clean(page, repeated=repeats(Spread.MANY, banner)).title == TITLE


def test_the_owners_word_wins() -> None:
    kept = article(*PAGE, keep=("The Valley Observer has told",))
    assert BLURB not in removed(kept, repeats(Spread.MOST, BLURB))


@pytest.mark.parametrize("line", ["Read more", "By Reuters", "", "?!", "12 34"])
def test_what_is_very_short_is_not_counted(line: str) -> None:
    assert paragraph_key(normalize(line)) is None


def test_numbers_capitals_and_signs_make_no_difference_and_words_do() -> None:
    key = paragraph_key(normalize("Posted on May 12, 2016, by the desk"))
    assert (
        key == paragraph_key(normalize("posted on MAY 3 2017 by the desk!")) != paragraph_key(normalize("posted by it"))
    )
    assert key is not None and words_of(key) == 8
    assert paragraph_key(normalize("本報告由本社記者於大馬士革發出，轉載請註明出處。")) is not None


def test_keys_are_the_same_on_every_machine() -> None:
    assert paragraph_key(" all rights reserved ") == -8563416493337948157


TEXTS = st.text(st.sampled_from("ab 1.\n#*-[](x) \u2022\u0130\u00ad\ud800é漢字A"), max_size=400)


@given(TEXTS, st.sampled_from(["text", "markdown"]))
def test_the_survey_sees_what_the_cleaning_sees(text: str, kind: str) -> None:
    raw = RawArticle("a", kind, text)  # type: ignore[arg-type]
    lines = look(text, split_pieces(text), load_rules(), markdown=kind == "markdown" or is_markdown(text))
    assert set(survey_article(raw).keys) == {key for line in lines if (key := paragraph_key(line.norm)) is not None}


SOUP = st.lists(
    st.sampled_from(
        "<p> </p> <div> </div> <a> </a> <b> <br> <script> </script> <noscript> <td> <ul><li> <h1> <button> <svg> a "
        "b\u00a0c <p/> d &amp; \n <!--x--> <iframe> <textarea> </textarea> <p><p><p>".split(" ")
    ),
    max_size=40,
)


@given(SOUP)
def test_the_lines_of_a_page_are_the_same_with_and_without_marks(soup: list[str]) -> None:
    tree = parse("".join(soup))
    if tree is not None:
        assert "\n".join(visible_lines(tree)) == read_lines(tree)[0]


def test_the_survey_sees_what_the_cleaning_sees_of_html() -> None:
    rows = "".join(f"<p>{line}</p>" for line in PAGE[1:])
    head = '<head><link rel="canonical" href="https://www.valley.example/2016/bridge"></head>'
    raw = RawArticle("a.html", "html", f"<html>{head}<body><article><h1>{TITLE}</h1>{rows}</article></body></html>")
    assert BLURB not in removed(raw, {})
    assert BLURB in removed(raw, repeats(Spread.MOST, BLURB))
    surveyed = survey_article(raw)
    assert set(repeats(Spread.MOST, *PAGE)) <= set(surveyed.keys)
    assert surveyed.host == "valley.example"
