"""The trained numbers fit the code that feeds them, and the decisions above them."""

from __future__ import annotations

import math
import re
from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.articles import RawArticle
from index.cleaning import clean, features, markup
from index.cleaning.blocks import split_pieces
from index.cleaning.function_words import function_words
from index.cleaning.lines import Line, look
from index.cleaning.meta import declared_title
from index.cleaning.network import STEPS, Network, load_network
from index.cleaning.normal import fold_words
from index.cleaning.rules import load_rules
from index.cleaning.signs import count_signs
from index.cleaning.title import find_title
from index.cleaning.voice import KINDS, voice_words
from index.cleaning.wording import LIMIT, keys, make_vocabulary, read_words, score, vocabulary


@pytest.mark.parametrize(("name", "names"), [("text", features.NAMES), ("markup", markup.NAMES)])
def test_the_networks_know_their_features(name: str, names: tuple[str, ...]) -> None:
    network = load_network(name)
    assert network.names == names
    assert "trained by" in network.statement
    assert network.weights["in.w"].shape[1] == len(names)


def lines(text: str) -> list[Line]:
    return look(text, split_pieces(text), load_rules(), markdown=False)


PAGE = "One line of text here.\n\nMarta\n\n- and more?\n"


def test_rows_are_complete() -> None:
    seen = lines(PAGE)
    assert features.features(seen).shape == (3, len(features.NAMES))
    assert np.isfinite(features.features(seen)).all()
    assert features.features([]).shape == (0, len(features.NAMES))


def test_chances_add_up_and_see_the_neighbours() -> None:
    network = load_network("text")
    rows = features.features(lines(PAGE))
    counts = np.array([5, 1, 2])
    chances = network.chances(rows, counts)
    assert chances.shape == (3, 3)
    assert chances.sum(1) == pytest.approx(1.0)
    assert network.chances(rows[:1], counts[:1]) != pytest.approx(chances[:1])
    assert network.chances(rows[:0], counts[:0]).shape == (0, 3)


def test_a_network_is_evaluated_as_written() -> None:
    """Two members of one number each: the first adds what stands a line before, the second knows nothing."""
    layers = {"in.w": [[[1.0]], [[0.0]]], "out.w": [[[1.0, 0.0]], [[0.0, 0.0]]], "mean": [0.0], "scale": [1.0]}
    for n, step in enumerate(STEPS):
        layers[f"{n}.around.w"] = [[[float(step == 1)], [0.0], [0.0]], [[0.0]] * 3]
        layers[f"{n}.on.w"] = [[[1.0 if n == 0 else 0.0]], [[0.0]]]
        layers |= {f"{n}.around.b": [[[0.0]]] * 2, f"{n}.on.b": [[[0.0]]] * 2}
    layers |= {"in.b": [[[0.0]]] * 2, "out.b": [[[0.0, 0.0]]] * 2}
    network = Network(("x",), "", {name: np.array(values, np.float32) for name, values in layers.items()})
    found = network.chances(np.array([[1.0], [2.0], [0.0]], np.float32), np.array([1, 1, 1]))
    wanted = [(1 / (1 + math.exp(-score)) + 0.5) / 2 for score in (1.0, 3.0, 2.0)]
    assert found[:, 0] == pytest.approx(wanted)


def test_a_network_looks_between_the_lines_where_the_article_begins_and_ends() -> None:
    """A line's own number says that the article begins there; the end is anywhere."""
    layers = {"in.w": [[[1.0]]], "out.w": [[[1.0, 0.0]]], "mean": [0.0], "scale": [1.0]}
    for n, _ in enumerate(STEPS):
        layers |= {f"{n}.around.w": [[[0.0]] * 3], f"{n}.on.w": [[[0.0]]]}
        layers |= {f"{n}.around.b": [[[0.0]]], f"{n}.on.b": [[[0.0]]]}
    layers |= {"in.b": [[[0.0]]], "out.b": [[[0.0, 0.0]]], "ends.w": [[[1.0, 0.0]]], "ends.b": [[[0.0, 0.0]]]}
    layers |= {"between.around.w": [[[0.0]] * 3 + [[0.0], [0.0], [1.0]]], "between.around.b": [[[0.0]]]}
    layers |= {"between.on.w": [[[1.0]]], "between.on.b": [[[0.0]]]}
    network = Network(("x",), "", {name: np.array(values, np.float32) for name, values in layers.items()})
    begins = [math.exp(10 * math.tanh(score / 10)) for score in (0.0, 2.0, 0.0)]
    begun = np.cumsum(begins) / sum(begins)
    wanted = [own + sure * (1 - n / 3) for n, (own, sure) in enumerate(zip((0.0, 2.0, 0.0), begun, strict=True))]
    found = network.chances(np.array([[0.0], [2.0], [0.0]], np.float32), np.array([1, 1, 1]))
    assert found[:, 0] == pytest.approx([1 / (1 + math.exp(-score)) for score in wanted], rel=1e-5)


TEXTS = st.lists(st.text(alphabet="aAbBzZ iI'.,!?:;|@1923 \u00e9\u0130\u0643\u4e2d\U0001f600", max_size=40), max_size=6)


@given(TEXTS)
def test_signs_are_counted_by_line(texts: list[str]) -> None:
    signs = count_signs(texts)
    for n, text in enumerate(texts):
        assert signs.length[n] == len(text)
        assert signs.commas[n] == text.count(",")
        assert signs.asks[n] == text.count("?")
        assert signs.digits[n] == sum(map(str.isdigit, text))
        assert signs.upper[n] == sum(map(str.isupper, text))
        assert signs.capitals[n] == len([m for m in re.finditer(r"(?<![^\W_]).", text) if m[0].isupper()])
        assert signs.stops[n] == len(re.findall("[.!?\u2026\u3002](?= )", text))
        assert signs.years[n] == len(re.findall(r"(?<![^\W_])(?:19|20)\d\d(?![^\W_])", text))
        assert bool(signs.small[n]) == text[:1].islower()
        assert bool(signs.colon[n]) == (text[-1:] == ":")


WORDS = st.lists(st.lists(st.sampled_from("the said thanks i reply monday xqz".split()), max_size=50), max_size=5)


@given(WORDS)
def test_wording_is_scored_as_its_keys_say(page: list[list[str]]) -> None:
    table = files("index.cleaning").joinpath("data/wording.tsv").read_text("utf-8")
    weights = {key: tuple(map(float, rest)) for key, *rest in (row.split("\t") for row in table.split("\n")[1:] if row)}
    counts = np.array([len(words) for words in page], int)
    found = score(read_words(page), counts)
    for words, got in zip(page, found, strict=True):
        known = [weights[key] for key in keys(words, len(words)) if key in weights]
        for column in (0, 1):
            said = weights[""][column] + sum(pair[column] for pair in known) / math.sqrt(1 + len(known))
            assert got[column] == pytest.approx(max(-LIMIT, min(LIMIT, said)) if words else 0.0)


def test_the_vocabulary_of_an_empty_table_knows_the_words_of_voices() -> None:
    table = make_vocabulary([("", "0.5", "-0.5")])
    assert table.base.tolist() == [0.5, -0.5]
    casual = table.voices[KINDS.index("casual")]
    assert casual[:, table.numbers["lol"]].any()
    assert not casual[list(function_words()).index("ar"), table.numbers["lol"]]
    assert vocabulary().size > table.size


def test_wording_tells_comments_from_articles() -> None:
    article = "the ministry said on tuesday that the talks would be held in the capital next week".split()
    comment = "thanks for the post i love it and i am going to try this".split()
    said, talked = score(read_words([article, comment]), np.array([len(article), len(comment)]))
    assert said[1] < talked[1]
    assert said[0] > talked[0]


def test_a_word_speaks_as_the_language_of_the_page_has_it() -> None:
    german = ["Im Tal ist die Brücke im Mai wieder offen", "Ich finde das echt schön, danke dir und euch"]
    english = ["im not sure that this is the end of the war", "You and your friends have the better of it, thanks"]
    for texts in (german, english):
        first, second, casual, report = map(list, features.count_voices(read_words(list(map(fold_words, texts)))))
        assert first == ([0, 1] if texts is german else [1, 0])
        assert second[1] >= 2
        assert casual[0] == 0 < casual[1]
        assert report == [0, 0]


def test_without_function_words_any_language_counts() -> None:
    first, *_ = features.count_voices(read_words([["ive"], ["ich"], ["brücke"]]))
    assert list(first) == [1, 1, 0]


def test_every_language_of_voices_has_function_words() -> None:
    assert set(voice_words()) == set(KINDS)
    for by_language in voice_words().values():
        assert set(by_language) == set(function_words())


@pytest.mark.parametrize(
    ("text", "louder"),
    [
        ("You believe that? I don't!", "The wells of the valley are full again, the water board said."),
        ("why not?? you never do", "Why did the mill close, and who will pay for it now?"),
        ("@Orla thanks a lot :)", "Orla Brenn, of the water board, thanked the villagers."),
    ],
)
def test_voices_of_readers_are_heard(text: str, louder: str) -> None:
    comment, report = features.voices([text, louder])
    assert comment > report


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Mill opens at Tell Amra\n\nThe mill opened on Monday, the council of the valley said.", 0),
        ("Home\n\nMill opens at Tell Amra\n\nMay 2, 2016\n\nThe mill opened on Monday, the council said.", 1),
        ("The mill opened on Monday, the council of the valley said.", None),
        ("Mill opens\n\nPosted: April 9, 2018 7:05 am | Updated: April 11, 2018\n\nIt was Monday.", 0),
        ("Mill opens\n\nUpdated 3:04 PM ET, Mon April 9, 2018\n\nThe mill opened on Monday.", 0),
        ("Mill opens\n\n2025-07-16T21:04:11+03:00\n\nThe mill opened on Monday.", 0),
        ("War Report – Nov. 23, 2018: Mill opens\n\nThe mill opened on Monday.", 0),
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
