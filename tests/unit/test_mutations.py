"""Damaged articles are cleaned like others: nothing raises, nothing is lost."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.articles import RawArticle
from index.cleaning import clean
from index.readers.kinds import kind_of
from tests.mutations import HTML, TEXT, visible_words, what_is_lost

ROOT = Path(__file__).parents[2]
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
PAGES = sorted((ROOT / "tests/corpus").rglob("*.html"))
OURS = [path for path in sorted((ROOT / "tests/corpus").rglob("*.*")) if kind_of(path.name)]


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_damaged_seeds_lose_nothing(path: Path) -> None:
    text, rng = path.read_text("utf-8"), random.Random(path.name)
    for name, mutation in TEXT.items():
        for _ in range(3):
            damaged = mutation(rng, text)[:30_000]
            assert not what_is_lost(clean(RawArticle("a.txt", "text", damaged))), name


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_damaged_pages_lose_nothing(path: Path) -> None:
    text, rng = path.read_text("utf-8"), random.Random(path.name)
    for name, mutation in HTML.items():
        assert not what_is_lost(clean(RawArticle("a.html", "html", mutation(rng, text)))), name


@settings(max_examples=40)
@given(st.sampled_from(OURS), st.randoms(use_true_random=False), st.data())
def test_whatever_is_done_to_an_article(path: Path, rng: random.Random, data: st.DataObject) -> None:
    kind = kind_of(path.name)
    assert kind is not None
    mutations = HTML if kind == "html" else TEXT
    text = path.read_text("utf-8")
    for name in data.draw(st.lists(st.sampled_from(sorted(mutations)), min_size=1, max_size=3)):
        text = mutations[name](rng, text)[:30_000]
    article = clean(RawArticle(path.name, kind, text))
    assert not what_is_lost(article)
    assert 0 <= article.confidence <= 1


def test_the_measure_sees_a_loss() -> None:
    article = clean(RawArticle("a.txt", "text", "One line of text.\nAnother line of text."))
    assert what_is_lost(article) == ""
    broken = RawArticle("a.txt", "text", "Something else")
    object.__setattr__(article, "raw", broken)
    assert what_is_lost(article) == "the page text is not the input"
    assert visible_words("<head><title>no</title></head><p class='a>b'>Two words<script>no no</script><!-- no -->") == 2
    assert visible_words("seen <textarea>swallowed <p>all") == 1
