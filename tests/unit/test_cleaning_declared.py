"""Articles that a page declares (JSON-LD) and does not show."""

from __future__ import annotations

import json

from index.articles import CleanArticle, Facts, RawArticle
from index.cleaning import clean

SAID = [
    f"The bridge at the {place} was opened on Monday by the council, which had waited for stones, timber and money from"
    " the capital since the flood, and the first carts went over it before noon, an engineer of the province said."
    for place in ("mill", "ford", "gate")
]
OTHER = [text.replace("bridge", "school").replace("carts", "children").replace("stones", "desks") for text in SAID]
FRAME = "<nav><a href='/'>Home</a><a href='/w'>World</a></nav><h1>Bridge reopens after eleven months</h1>"


def page(shown: str, body: object, facts: Facts | None = None) -> CleanArticle:
    declared = json.dumps({"@type": "NewsArticle", "headline": "Bridge reopens", "articleBody": body})
    source = (
        f'<html><body>{FRAME}{shown}<script type="application/ld+json">{declared}</script><p>Valley Observer</p></body>'
    )
    return clean(RawArticle("a.html", "html", source, facts=facts or Facts()))


def paragraphs(texts: list[str]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def test_a_body_that_is_declared_alone_is_the_article() -> None:
    article = page("<div id='root'></div>", "\n\n".join(SAID))
    assert article.body.split("\n\n") == SAID
    assert [block.rule for block in article.blocks if block.rule != "headline" and block.reason is None] == [
        "declared body"
    ] * 3
    assert "Home" in article.page_text


def test_a_body_that_is_shown_is_not_said_twice() -> None:
    article = page(f"<article>{paragraphs(SAID)}</article>", "\n\n".join(SAID))
    assert [article.page_text.count(text) for text in SAID] == [1, 1, 1]
    assert "declared body" not in {block.rule for block in article.blocks}


def test_an_opening_before_a_paywall_is_said_once() -> None:
    said = [text.replace("Monday", day) for day in ("Friday", "Sunday") for text in SAID]
    article = page(f"<article><p>{said[0]}</p></article>", "\n".join(said))
    assert [article.body.count(text) for text in said] == [1] * len(said)


def test_a_page_that_shows_another_article_keeps_it() -> None:
    article = page(f"<article>{paragraphs(OTHER)}</article>", "\n".join(SAID[:2]))
    assert all(text in article.body for text in OTHER)
    assert "declared body" not in {block.rule for block in article.blocks}


def test_a_few_words_a_number_or_markup_are_no_body() -> None:
    for body in ("The bridge is open.", 12, ["x"], None):
        assert "declared body" not in {block.rule for block in page("<p>Soon.</p>", body).blocks}
    assert "<b>" not in page("", " ".join(f"<b>{text}</b>" for text in SAID)).body


def test_the_owner_removes_paragraphs_of_it() -> None:
    article = page("", "\n".join(SAID), Facts(remove=("The bridge at the ford",)))
    assert [text in article.body for text in SAID] == [True, False, True]


def test_halves_of_surrogate_pairs_can_be_stored() -> None:
    article = page("", "\n".join([*SAID, "stones \ud800 and timber"]))
    assert article.page_text.encode()
    assert "timber" in article.body.split("\n\n")[-1]
