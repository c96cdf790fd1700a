"""The parts of the cleaning, each by itself, on texts of our own."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.articles import Facts, RawArticle
from index.cleaning import clean
from index.cleaning.blocks import split_pieces
from index.cleaning.function_words import count_function_words
from index.cleaning.language import LANGUAGES, _identifier, detect_language
from index.cleaning.lines import look
from index.cleaning.markdown import is_markdown, plain_ranges
from index.cleaning.meta import declared_title, read_meta
from index.cleaning.page import parse, read_lines
from index.cleaning.rules import load_rules


def pieces(text: str) -> list[str]:
    return [text[piece.start : piece.end] for piece in split_pieces(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\t\n", []),
        ("one\ntwo\r\n\r\nthree\rfour", ["one", "two", "three", "four"]),
        ("  • item\n      deeper", ["• item", "deeper"]),
        ("a\u2028b\x85c", ["a", "b", "c"]),
        ("\0\n\u200b", ["\0", "\u200b"]),
    ],
)
def test_lines_become_pieces(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected


WRAPPED = """The ferry to the island of Saray was stopped on Monday after a mine had
been sighted near the southern pier, the harbour master told reporters who
had come to see the first crossing since the autumn storms had ended there.

Two fishing boats went out to look for it and came back in the evening with
nothing but a barrel, which the navy took away to examine it in the town of
Mersa, where such finds are kept in a shed behind the old customs building.
"""


def test_wrapped_lines_are_joined() -> None:
    found = pieces(WRAPPED)
    assert len(found) == 2
    assert found[0].startswith("The ferry") and found[0].endswith("ended there.")


@pytest.mark.parametrize("hyphen", ["-", "\u2010", "\u00ad"])
def test_a_word_broken_at_the_end_of_a_line_is_one_paragraph(hyphen: str) -> None:
    assert len(pieces(WRAPPED.replace("had\nbeen", f"had be{hyphen}\nen"))) == 2
    assert pieces(f"They handed over their weap{hyphen}\n   ons.") == [f"They handed over their weap{hyphen}\n   ons."]
    assert pieces("The list:\n-\nnothing\n1990-\nuntil now\nA pre-\n\nview") == [
        "The list:", "-", "nothing", "1990-", "until now", "A pre-", "view"
    ]  # fmt: skip


def test_a_dump_without_line_breaks_is_cut_into_sentences() -> None:
    found = pieces("The road to the mill is open again since Monday. The bridge is not. And the ford is deep. " * 20)
    assert found[:2] == [
        "The road to the mill is open again since Monday.",
        "The bridge is not. And the ford is deep.",
    ]
    assert len(found) == 40


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("## A headline ##", "A headline"),
        ("*The lead.* And **more** of it", "The lead. And more of it"),
        ("By [A. Writer](#) and [B](http://b.example/x_y)", "By A. Writer and B"),
        ("see <http://a.example/b> now", "see http://a.example/b now"),
        ("![picture](a.png) after", " after"),
        ("> - quoted item", "quoted item"),
        ("a * b and 2*3*4", "a * b and 2*3*4"),
        ("snake_case_name and _stressed_", "snake_case_name and stressed"),
        (r"1\. not a list, 5 \* 6", "1. not a list, 5 * 6"),
        ("---", ""),
        ("`code` and [open", "code and [open"),
    ],
)
def test_markdown_becomes_plain(text: str, plain: str) -> None:
    assert "".join(text[a:b] for a, b in plain_ranges(text, 0, len(text))) == plain


def test_markdown_is_recognised() -> None:
    assert is_markdown("## Title\n\nBy [A](#)")
    assert not is_markdown("Title\n\n# 1 in the list, said A. * B\n")


REPORT = (
    "The mill at Tell Amra opened on Monday, the council said.\n\n"
    "Forty trucks were waiting at the gate in the morning, according to the drivers.\n\n"
    "Weather of the valley: the wells will be full until the summer, the water board said.\n\n"
    "The next convoy is expected on Friday, when the checkpoint will be moved to the ford."
)


def test_an_overlay_adds_rules(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(
        '[[cue]]\nreason = "related"\nwhere = "start"\nphrases = ["weather of the valley"]\n'
        'source = "our archive"\nexample = "Weather of the valley: dry"\n',
        "utf-8",
    )
    raw = RawArticle("a.txt", "text", REPORT)
    assert "Weather of the valley" in clean(raw).body
    article = clean(raw, rules=path)
    assert "Weather of the valley" not in article.body
    assert [block.rule for block in article.blocks if block.reason == "related"] == ["mine.toml:1"]


def test_the_owner_keeps_and_removes() -> None:
    facts = Facts(remove=("Forty trucks",), keep=("Leave a comment",), title="Mill opens")
    article = clean(RawArticle("a.txt", "text", REPORT + "\n\nLeave a comment", facts=facts))
    assert article.title == "Mill opens"
    assert "Forty trucks" not in article.body
    assert article.body.endswith("Leave a comment")


def test_body_leads_back_to_the_page() -> None:
    page = (
        "## Mill opens\n\n*The [mill](#) at Tell Amra opened on Monday, the council of the valley said.*\n\n" + REPORT
    )
    article = clean(RawArticle("a.md", "markdown", page))
    at = article.body.index("mill at Tell Amra")
    assert article.page_offsets(at, at + 4) == (page.index("mill"), page.index("mill") + 4)
    assert article.title == "Mill opens"
    assert article.page_offsets(0, 4, in_title=True) == (page.index("Mill"), page.index("Mill") + 4)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The bridge was opened to cars on Monday, and the mill is to follow in a week.", "en"),
        ("Die Brücke wurde am Montag für den Verkehr geöffnet, und die Mühle soll folgen.", "de"),
        ("Le pont a été ouvert lundi à la circulation, et le moulin doit suivre dans la semaine.", "fr"),
        ("أعلن المجلس يوم الاثنين عن فتح الجسر في المدينة بعد إصلاحه", "ar"),
        ("Мост в городе открыли в понедельник, и он был не готов, но машины по нему идут.", "ru"),
        ("Köprü pazartesi günü trafiğe açıldı ve bu hafta için de bir tören olarak daha sonra", "tr"),
        ("橋は月曜日に開通しました。工場も来週には開く予定です。", "ja"),
        ("xyzzy", None),
        ("", None),
    ],
)
def test_language(text: str, language: str | None) -> None:
    assert detect_language(text) == language


def test_every_language_asked_for_is_one_that_the_library_knows() -> None:
    assert set(LANGUAGES) == set(_identifier().labels)


@given(st.text(max_size=400))
def test_any_text_has_a_language_or_none(text: str) -> None:
    assert detect_language(text) in {None, *LANGUAGES}


def test_markup_declares() -> None:
    tree = parse(
        '<html lang="en"><head><meta property="og:title" content="A"><title>A | Site</title>'
        '<link rel="canonical" href="https://a.example/b">'
        '<script type="application/ld+json">{"@graph": [{"headline": "H", "publisher": {"name": "P"}}]}</script>'
        '<script type="application/ld+json">{broken</script></head>'
        '<body><h1>A <b>b</b></h1><time datetime="2016-05-02">May</time></body></html>'
    )
    meta = read_meta(tree)
    assert meta.declared == (
        ("html lang", "en"),
        ("meta og:title", "A"),
        ("title", "A | Site"),
        ("link canonical", "https://a.example/b"),
        ("json-ld headline", "H"),
        ("json-ld publisher name", "P"),
        ("h1", "A b"),
        ("time datetime", "2016-05-02"),
    )
    assert declared_title(meta) == "H"


def test_markup_becomes_lines_with_marks() -> None:
    page, marks = read_lines(
        parse(
            "<body><p>One <b>bold</b><br>two</p><script>no()</script><nav><a>Home</a></nav>"
            '<div class="comment-list"><p>Said</p></div><article><p>Text</p></article></body>'
        )
    )
    assert page.split("\n") == ["One bold", "two", "Home", "Said", "Text"]
    assert [mark.area for mark in marks] == [None, None, "navigation", "comment", None]
    assert [mark.main for mark in marks] == [False, False, False, False, True]
    assert marks[2].links == 1.0


def test_lines_are_looked_at() -> None:
    text = "Marta Klein\n\nThe mill opened on Monday."
    name, sentence = look(text, split_pieces(text), load_rules(), markdown=False)
    assert name.name and not name.sentence
    assert sentence.sentence and not sentence.name and count_function_words(sentence.words) >= 2


@pytest.mark.parametrize("above", ["", "The Daily Bridge\n\n"])
def test_a_report_that_begins_with_its_headline_is_no_caption(above: str) -> None:
    headline = "Nine fighters killed near the border bridge, monitor says"
    report = (
        f"{headline} Friday 24 July 2015 Warplanes killed nine fighters in strikes on positions near the bridge on"
        ' Friday, a monitor said. "They carried out three strikes, killing nine and wounding twelve," the head of'
        " the group told reporters."
    )
    article = clean(RawArticle("a.txt", "text", f"{above}{headline}\n\n{report}"))
    assert "killing nine and wounding twelve" in article.body
    assert above or article.title == headline


SAID = (
    "The two sides signed the treaty in Paris on Friday, the ministry said in a statement.",
    "The river rose by two metres in the night and carried away the bridge at the mill.",
    "Forty families left the lower village before dawn, and nobody was hurt, the mayor said.",
    "Engineers of the province will look at the dam on Thursday, when the water has fallen.",
    "The last flood of this kind was in 1954, when the old mill and eleven houses were lost.",
)


@pytest.mark.parametrize("between", ["", "6\n\n", "View gallery\n\n"])
def test_a_caption_that_repeats_its_alternative_text_goes_with_it(between: str) -> None:
    alternative = "Engineers of the province look at the dam above the lower village"
    captions = f"{alternative}\n\n{between}{alternative}Credit: Valley Observer"
    article = clean(RawArticle("a.txt", "text", "\n\n".join([*SAID[:3], captions, *SAID[3:]])))
    assert "Engineers of the province look" not in article.body
    assert all(text in article.body for text in SAID)


def test_agency_captions_are_known() -> None:
    caption = (
        "In this Monday, May 4, 2015, file photo, engineers of the province, right, look at the dam above the lower"
        " village, in spring, hours before the water carried away the bridge at the mill."
    )
    article = clean(RawArticle("a.txt", "text", "\n\n".join([SAID[0], caption, *SAID[1:]])))
    assert [block.reason for block in article.blocks] == [None, "caption", None, None, None, None]
    photo = "In this photo book, the mayor said, the village finds what the river took from it in the flood of 1954."
    assert photo in clean(RawArticle("a.txt", "text", "\n\n".join([*SAID, photo]))).body


def test_a_paragraph_that_a_text_holds_twice_is_kept_once() -> None:
    article = clean(RawArticle("a.txt", "text", "\n\n".join([*SAID, SAID[1]])))
    assert [article.body.count(text) for text in SAID] == [1] * len(SAID)
    assert (article.blocks[-1].reason, article.blocks[-1].rule) == ("other", "said twice")


def test_a_text_that_is_mostly_said_twice_stays_as_it_is() -> None:
    article = clean(RawArticle("a.txt", "text", "\n\n".join([*SAID, *SAID])))
    assert not [block for block in article.blocks if block.rule == "said twice"]
