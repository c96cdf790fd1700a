"""HTML pages: what the markup says of a line, and what becomes of threads, boxes, layers and copies."""

from __future__ import annotations

import pytest
from lxml import etree

from index.articles import CleanArticle, PageMeta, RawArticle
from index.cleaning import clean
from index.cleaning.areas import find_area
from index.cleaning.copies import shingles
from index.cleaning.exchange import find_exchanges
from index.cleaning.html import Page, read_page
from index.cleaning.linked import LONGEST, article_bodies, linked_data
from index.cleaning.markup import NAMES, rows
from index.cleaning.meta import headlines, without_site
from index.cleaning.network import load_network
from index.cleaning.opinion import main_text, shares_in
from index.cleaning.page import parse, read_blocks, read_lines, visible_lines
from index.cleaning.rules import load_rules

BODY = (
    "The bridge over the river at Tell Amra was opened again on Monday, eleven months after shells destroyed two of its"
    " pillars, the council of the town said.",
    "Farmers had carried their wheat across the water in boats all summer. A sack that cost four thousand pounds on the"
    " eastern bank was sold for nine thousand on the other side.",
    "“We built it with what we had,” said the engineer, who asked not to be named. “Steel from the old mill, and"
    " concrete that was meant for a school.”",
    "Some three hundred lorries a day crossed before the war. The council expects forty in the first week, and has"
    " painted a line in the middle for those who walk.",
)
PARAGRAPHS = "".join(f"<p>{text}</p>" for text in BODY)
COMMENTS = (
    (
        "Walter",
        "November 5, 2017 at 11:02 am",
        "Very informative, thank you. I had no idea that there were two.",
    ),
    ("nomad", "November 5, 2017 at 1:15 pm", "Third, if you count the one further down. I'd bet on that, honestly!"),
    ("Judith A.", "November 6, 2017 at 7:48 am", "Who paid for it? You never say who pays for these things."),
)
THREADS = {
    "wordpress": '<div id="comments"><h2>3 thoughts on the bridge</h2><ol class="commentlist">'
    + "".join(
        f'<li class="comment"><div class="comment-author"><cite>{name}</cite></div><div class="comment-meta">{time}'
        f'</div><p>{text}</p><div class="reply"><a href="#r">Reply</a></div></li>'
        for name, time, text in COMMENTS
    )
    + "</ol></div>",
    "wpdiscuz": '<div id="wpdcom" class="wpdiscuz_unauth"><div class="wpd-thread-list">'
    + "".join(
        f'<div class="wpd-comment"><div class="wpd-comment-author">{name}</div><div class="wpd-date">{time}</div>'
        f'<div class="wpd-comment-text"><p>{text}</p></div></div>'
        for name, time, text in COMMENTS
    )
    + "</div></div>",
    "disqus": '<div id="disqus_thread"><ul class="post-list">'
    + "".join(
        f'<li class="post"><header><span>{name}</span> <time>{time}</time></header><div class="post-message">'
        f"<p>{text}</p></div></li>"
        for name, time, text in COMMENTS
    )
    + "</ul></div>",
}
CUSTOM = "".join(
    f'<div class="kx"><div class="kx-n">{name}</div><div class="kx-d">{time}</div><div class="kx-t">{text}</div></div>'
    for name, time, text in COMMENTS
)


def page(
    after: str = "", before: str = "", within: str = "", head: str = "<title>Bridge opens again</title>"
) -> CleanArticle:
    return clean(
        RawArticle(
            "a.html",
            "html",
            f"<html><head><title>Bridge opens again</title></head><body>{before}<article><h1>Bridge opens again</h1>"
            f'<div class="entry-content">{PARAGRAPHS}{within}</div></article>{after}</body></html>',
        )
    )


def look_at(source: str) -> Page:
    found = read_page(source, load_rules())
    assert found is not None
    return found


def reasons(article: CleanArticle, words: str) -> set[str | None]:
    return {block.reason for block in article.blocks if words in article.page_text[block.start : block.end]}


@pytest.mark.parametrize("kind", THREADS)
def test_a_comment_thread_goes_and_is_called_one(kind: str) -> None:
    article = page(THREADS[kind])
    assert all(text in article.body for text in BODY)
    for _name, _time, text in COMMENTS:
        assert text not in article.body
        assert reasons(article, text) == {"comment"}


def test_elements_of_a_kind_with_name_time_and_text_are_an_exchange() -> None:
    source = f"<body>{PARAGRAPHS}<div>{CUSTOM}</div><ul><li>One</li><li>Two</li></ul></body>"
    text, _pieces, view, *_rest = look_at(source)
    found = dict(zip(text.split("\n"), find_exchanges(view.lines, view.marks, view.nodes), strict=True))
    assert {found[part] for comment in COMMENTS for part in comment} == {1.0}
    assert {found[part] for part in (*BODY, "One", "Two")} == {0.0}


def test_a_thread_that_nothing_calls_so_goes_where_it_ends_an_article() -> None:
    article = clean(RawArticle("a.html", "html", f"<body><div>{'<br><br>'.join(BODY)}</div>{CUSTOM}</body>"))
    assert all(text in article.body for text in BODY)
    for _name, _time, text in COMMENTS:
        assert reasons(article, text) == {"comment"}


def test_a_ticker_stays() -> None:
    ticker = "".join(
        f'<div class="e"><b>Desk</b><time>{hour}:20</time><p>{text}</p></div>' for hour, text in enumerate(BODY, 10)
    )
    article = clean(RawArticle("a.html", "html", f"<body><article><h1>Bridge opens</h1>{ticker}</article></body>"))
    assert all(text in article.body for text in BODY)


def test_a_list_of_sections_is_no_exchange() -> None:
    sections = "".join(f"<div><h2>{name}</h2><p>{text}</p></div>" for name, _time, text in COMMENTS)
    view = look_at(f"<body>{sections}</body>").view
    assert set(find_exchanges(view.lines, view.marks, view.nodes)) == {0.0}


@pytest.mark.parametrize(
    ("markup", "words", "reason"),
    [
        ('<div id="onetrust-consent-sdk"><p>We and our 812 partners store data on your device.</p></div>',
         "812 partners", "navigation"),
        ('<div class="author-box"><p>Marta Klein has written about bridges since 2004.</p></div>',
         "since 2004", "byline"),
        ('<div class="mc_embed_signup"><p>Every Sunday in forty thousand letter boxes.</p></div>',
         "Every Sunday", "social"),
        ('<div class="yarpp-related"><h3>More</h3><ul><li><a href="/1">Mill at Tell Amra burns for two days</a></li>'
         '<li><a href="/2">Ferryman of the eastern bank retires</a></li></ul></div>', "Ferryman", "related"),
    ],
)  # fmt: skip
def test_boxes_and_layers_go_by_the_name_of_their_area(markup: str, words: str, reason: str) -> None:
    article = page(markup)
    assert words not in article.body
    assert reasons(article, words) == {reason}
    assert all(text in article.body for text in BODY)


@pytest.mark.parametrize("names", ["articleBody", "article__body", "x article-body y", "ARTICLE_BODY"])
def test_a_name_is_one_name_however_it_is_written(names: str) -> None:
    assert find_area(names) == (None, True)


def test_what_a_page_holds_twice_is_kept_once() -> None:
    article = page(within=PARAGRAPHS)
    assert all(article.body.count(text) == 1 for text in BODY)
    assert {block.rule for block in article.blocks if block.reason == "other"} == {"said twice"}


def test_an_article_that_stands_once_more_in_one_block_is_kept_once() -> None:
    whole = "Bridge opens. " + " ".join(BODY)
    article = page(before=f"<div>{whole}</div>")
    assert all(article.body.count(text) == 1 for text in BODY)
    assert [article.page_text[b.start : b.end] for b in article.blocks if b.rule == "said twice"] == [whole]


def test_forms_of_words_that_two_blocks_share_make_neither_a_copy() -> None:
    both = "".join(f"<p>{' '.join(BODY)} {end}</p>" for end in ("So it is in the east.", "This holds for the west."))
    assert clean(RawArticle("a.html", "html", f"<article><h1>Bridge</h1>{both}</article>")).body.count(BODY[0]) == 2


def test_a_button_that_nobody_closed_hides_no_article() -> None:
    article = page(before='<header><button class="menu"><span>Menu</span></header>')
    assert all(text in article.body for text in BODY)


def test_text_read_in_the_wrong_encoding_is_mended() -> None:
    mangled = BODY[2].encode().decode("latin-1")
    text, _ = read_lines(parse(f"<p>{mangled}</p><p>Caf\u00e9 \u2013 na\u00efve</p>"))
    assert text == f"{BODY[2]}\nCaf\u00e9 \u2013 na\u00efve"


def test_text_that_looks_mangled_and_is_not_stays() -> None:
    assert read_lines(parse("<p>\u00c2 \u00e2 \u00c3\u00a9</p>"))[0] == "\u00c2 \u00e2 \u00c3\u00a9"


@pytest.mark.parametrize("thorough", [False, True])
def test_the_library_leaves_the_tree_as_it_is(thorough: bool) -> None:
    tree = parse(f"<body>{PARAGRAPHS}<div id='comments'>{CUSTOM}</div><form><input><p>Search</p></form></body>")
    before = etree.tostring(tree)
    assert BODY[0] in main_text(tree, thorough=thorough)
    assert etree.tostring(tree) == before


def test_the_survey_sees_the_same_lines() -> None:
    source = f"<body><button>Go</button>{PARAGRAPHS}{CUSTOM}one<br>two<b>three</b><div>four</body>"
    assert "\n".join(visible_lines(parse(source))) == read_lines(parse(source))[0]


def test_elements_know_the_ones_above() -> None:
    reading = read_blocks(
        parse('<body><div class="a1"><p>One</p><blockquote><p><b>Two</b></p></blockquote></div></body>')
    )
    assert all(node.parent < n for n, node in enumerate(reading.nodes))
    one, two = reading.marks
    assert reading.nodes[one.node].path.split("\n") == ["body", "div.a", "p"]
    assert (one.inside, two.inside) == (0, 1)
    assert (one.bold, two.bold) == (0.0, 1.0)


def test_a_path_has_three_keys_whatever_the_classes_hold() -> None:
    reading = read_blocks(
        parse('<body><div class="a1\n b"><section class="\n c"><p class="d\r\ne">One</p></section></div>')
    )
    paths = [node.path.split("\n") for node in reading.nodes]
    assert paths[-1] == ["div.a b", "section.c", "p.d e"]
    assert max(map(len, paths)) == 3


def test_a_declared_body_is_read_without_markup() -> None:
    tree = parse(
        '<script type="application/ld+json">{"@graph": [{"articleBody": "One &amp; <b>two</b>", "x": {}}]}'
        '</script><script type="application/ld+json">{broken</script><p>x</p>'
    )
    assert [" ".join(body.split()) for data in linked_data(tree) for body in article_bodies(data)] == ["One & two"]


def test_linked_data_has_limits() -> None:
    tree = parse(f'<script type="application/ld+json">{" " * LONGEST}[]</script><p>x</p>')
    assert linked_data(tree) == []
    deep: object = {"articleBody": "lost"}
    for _ in range(9):
        deep = [deep]
    assert list(article_bodies(deep)) == []


def test_shares_are_of_runs_of_four_words() -> None:
    lines = [shingles("one two three four five"), shingles("two"), shingles("")]
    assert shares_in(lines, ["one two three four", "two\nnine"]) == [0.5, 1.0, 0.0]


@pytest.mark.parametrize(
    ("declared", "title"),
    [
        ((("title", "The Minaret : Thousand-year-old minaret falls"),), "Thousand-year-old minaret falls"),
        ((("title", "Hindu Kush Letter - Kunduz has surrendered"),), "Kunduz has surrendered"),
        ((("meta og:title", "Kunduz falls"), ("h1", "Kunduz has surrendered")), "Kunduz has surrendered"),
    ],
)
def test_the_headline_is_found_behind_the_name_of_the_site(declared: tuple[tuple[str, str], ...], title: str) -> None:
    assert title in headlines(PageMeta(declared))


def test_the_name_of_the_site_is_no_headline() -> None:
    meta = PageMeta(
        (("title", "Bridge opens | Valley Observer Online"), ("meta og:site_name", "Valley Observer Online"))
    )
    assert "Valley Observer Online" not in headlines(meta)
    assert without_site("Bridge opens | Valley Observer Online", meta) == "Bridge opens"
    assert without_site("Bridge opens - again", meta) == "Bridge opens - again"


def test_an_old_page_of_tables_gives_its_headline() -> None:
    source = (
        "<title>Hindu Kush Letter - Kunduz has surrendered</title><table><tr><td><b>Kunduz has surrendered</b><br>"
        f"Monday<p>{'<p>'.join(BODY)}</td></tr></table>"
    )
    article = clean(RawArticle("a.html", "html", source))
    assert article.title == "Kunduz has surrendered"
    assert all(text in article.body for text in BODY)


def test_the_model_fits_the_rows() -> None:
    assert load_network("markup").names == NAMES
    view = look_at(f"<body>{PARAGRAPHS}</body>").view
    assert rows(view, range(len(view.lines))).shape == (len(view.lines), len(NAMES))
    assert rows(view, []).shape == (0, len(NAMES))


@pytest.mark.parametrize(
    "source",
    [
        "<p>" * 3_000 + "deep",
        "<div>" * 20_000 + "deeper",
        "<table><tr><td>" * 500 + "x",
        "<p>\x00\x01\u202e\ud800 x</p>",
        "<p>" + "word " * 200_000 + "</p>",
        '<div class="' + "comment " * 50_000 + '">x</div>',
        "<p>" + "\u00e2\u0080" * 50_000 + "</p>",
        "<title>" + " | " * 50_000 + "</title><p>x y z</p>",
        '<script type="application/ld+json">' + "[" * 100_000 + "</script><p>x</p>",
        "<li><b>Ann</b><p>1:00</p><p>what is that to you</p></li>" * 3_000,
    ],
    ids=["deep", "deeper", "tables", "controls", "long", "names", "mangled", "title", "linked", "siblings"],
)
def test_hostile_markup_is_an_article_and_nothing_is_lost(source: str) -> None:
    article = clean(RawArticle("a.html", "html", source))
    end = 0
    for block in article.blocks:
        assert not article.page_text[end : block.start].strip()
        assert end <= block.start < block.end
        end = block.end
    assert not article.page_text[end:].strip()


def test_a_page_is_cleaned_the_same_way_every_time() -> None:
    first = page(CUSTOM + THREADS["disqus"])
    assert page(CUSTOM + THREADS["disqus"]) == first
