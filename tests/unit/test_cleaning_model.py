"""The models' numbers fit the code that feeds them, and the decisions above them."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest

from index.articles import RawArticle
from index.cleaning import clean, context, features, markup
from index.cleaning.blocks import split_pieces
from index.cleaning.lines import Line, look
from index.cleaning.meta import declared_title
from index.cleaning.model import Model, load_model
from index.cleaning.rules import load_rules
from index.cleaning.threads import thread_scores
from index.cleaning.title import find_title
from index.cleaning.wording import LIMIT, score

OWN = features.NAMES[: features.OWN]


@pytest.mark.parametrize(
    ("name", "names"),
    [
        ("first_look", features.NAMES),
        ("second_look", (*context.NAMES, *OWN, "article wording", "comment wording")),
        ("markup", markup.NAMES),
    ],
)
def test_a_model_knows_its_features(name: str, names: tuple[str, ...]) -> None:
    assert load_model(name).names == names
    data = json.loads(files("index.cleaning").joinpath(f"data/{name}.json").read_text("utf-8"))
    assert "trained by" in data["statement"]
    assert len(data["trees"]) >= 40


def test_trees_are_walked_as_written() -> None:
    from index.cleaning.model import _compile

    trees = [[0, 0.5, 1.0, [1, 2.0, -1.0, 3.0]], 0.25]
    model = Model(("a", "b"), _compile(2, -0.25, trees))
    assert model.total(0.5, 9.0) == 1.0
    assert model.total(0.6, 2.0) == -1.0
    assert model.total(0.6, 2.1) == 3.0
    assert model.probability([0.6, 2.1]) == pytest.approx(0.9525741)


def lines(text: str) -> list[Line]:
    return look(text, split_pieces(text), load_rules(), markdown=False)


def test_rows_are_complete() -> None:
    seen = lines("One line of text here.\n\nMarta\n\n- and more?\n")
    wording = [score(line.words, line.count) for line in seen]
    rows = features.features(seen, wording)
    assert [len(row) for row in rows] == [len(features.NAMES)] * 3
    assert [len(row) for row in context.context([0.1, 0.9, 0.5], [1, 2, 3])] == [len(context.NAMES)] * 3
    assert all(-LIMIT <= number <= LIMIT for pair in wording for number in pair)
    assert features.features([], []) == [] == context.context([], [])


def test_wording_tells_comments_from_articles() -> None:
    article = "The ministry said on Tuesday that the talks would be held in the capital next week.".lower()
    comment = "thanks for the post i love it and i am going to try this".lower()
    said, talked = (score(tuple(text.rstrip(".").split()), len(text.split())) for text in (article, comment))
    assert said[1] < talked[1]
    assert said[0] > talked[0]


THREAD = "\n\n".join(
    ["The wells of the valley are full again, the water board said on Monday."] * 3
    + [
        "Piet Vosk",
        "You believe that? I don't!",
        "Orla Brenn",
        "why not?? you never do",
        "Piet Vosk",
        "Ha! Thanks a lot.",
    ]
    + ["Piet Vosk", "And you, did you look into yours?"]
)


def test_a_thread_is_seen_by_its_structure() -> None:
    scores = thread_scores(lines(THREAD))
    assert min(scores) == 3
    assert scores[3].often == 3
    assert scores[3].voice > 0.5
    assert thread_scores(lines(THREAD.split("\n\nPiet")[0])) == {}


def test_headings_that_come_back_are_no_names() -> None:
    text = "\n\n".join(["Open roads", "The open roads of the north were busy, the council said."] * 4)
    assert all(structure.often == 0 for structure in thread_scores(lines(text)).values())


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Mill opens at Tell Amra\n\nThe mill opened on Monday, the council of the valley said.", 0),
        ("Home\n\nMill opens at Tell Amra\n\nMay 2, 2016\n\nThe mill opened on Monday, the council said.", 1),
        ("The mill opened on Monday, the council of the valley said.", None),
    ],
)
def test_title(text: str, title: int | None) -> None:
    seen = lines(text)
    assert find_title(seen, len(seen) - 1, text) == title


def test_given_title_is_found_anywhere() -> None:
    text = "Menu\n\nThe mill opened on Monday.\n\nMill OPENS, at Tell Amra"
    assert find_title(lines(text), 1, text, given="Mill opens at Tell Amra") == 2


def test_an_empty_page_is_an_article() -> None:
    for kind in ("text", "markdown", "html"):
        article = clean(RawArticle("a", kind, ""))
        assert (article.title, article.body, article.blocks) == ("", "", ())


def test_a_page_of_links_keeps_nothing_and_declares_its_title() -> None:
    page = "<html><head><title>Mill opens</title></head><body><nav><a href='/'>Home</a></nav></body></html>"
    article = clean(RawArticle("a", "html", page))
    assert article.body == ""
    assert article.title == "Mill opens"
    assert declared_title(article.meta) == "Mill opens"
    assert [block.reason for block in article.blocks] == ["navigation"]
