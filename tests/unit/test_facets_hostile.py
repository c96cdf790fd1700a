"""Articles of odd shape cost as much as others of their size: steps are counted, not seconds."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from index.articles import CleanArticle, RawArticle, Span
from index.facets import extract_facets
from search.names import load_names

SHAPES = {
    "one line": "Troops entered Deir ez-Zor on 3 May 2017, the Syrian army said. ",
    "one word": "a",
    "capitalised words": "Word ",
    "names": "Syria Aleppo ",
    "list": "Aleppo, ",
    "hyphens": "-",
    "hyphenated": "al-",
    "shouted and hyphenated": "US-",
    "acronyms": "U.S.",
    "years": "2017 ",
    "days": "3 May ",
    "numbers": "1,000,",
    "marks": "a\u0301",
    "verbs": "Aaa said ",
    "titles": "President ",
    "villages": "village of Xxx ",
    "kunyas": "Abu ",
    "named kunyas": "Abu Aaa ",
    "sons": "Aaa bin ",
    "articles": "Al-Aaa ",
    "explained": "Aaa Bbb, a commander, ",
    "spokesmen": "a spokesman for the Aaa Brigade, Aaa Bbb, ",
    "lines of names": "Aleppo\n",
    "lines of days": "3 May 2017\n",
    "agencies": "(AFP) ",
    "addresses": "https://www.example.org/2017/05/03/ ",
    "copyrights": "\u00a9 2017 Aaa ",
    "opened brackets": "(Aaa ",
    "quoted": '"Aaa", ',
    "Arabic": "\u062d\u0644\u0628 ",
    "rebels": "Syria rebels regime ",
    "brackets": "(Reuters ",
    "namesakes": "Ibrahim Nasrallah said Nasrallah left. ",
    "districts": "He saw the Rawda district of Marib and Sanaa. ",
    "towns and their countries": "In Geneva and Alexandria, Georgia, the opposition met. ",
    "ministers": "Netanyahu told ministers the army left and ",
    "lines": "Syria 2017\n",
    "white space": " ",
}


def article(text: str) -> CleanArticle:
    raw = RawArticle("a.txt", "text", text)
    return CleanArticle(raw, text, (), "", text, (Span(0, 0, len(text)),), language="en")


def steps(work: Callable[[], object]) -> int:
    """Calls of functions, those written in C included, and lines, of which each round of a loop is one even where it
    stands in brackets."""
    count = 0

    def step(*_: object) -> Callable[..., object]:
        nonlocal count
        count += 1
        return step

    before = sys.gettrace()
    sys.setprofile(step)
    sys.settrace(step)
    try:
        work()
    finally:
        sys.settrace(before)
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("shape", SHAPES)
def test_steps_grow_with_the_size(shape: str) -> None:
    names = load_names()
    small, large = (article((SHAPES[shape] * size)[:size]) for size in (8_000, 32_000))
    extract_facets(small, names)  # patterns are compiled, names are read
    counts = [steps(lambda one=one: extract_facets(one, names)) for one in (small, large)]
    assert counts[1] <= 4.5 * counts[0] + 1_000


@pytest.mark.slow
@pytest.mark.parametrize(
    "text", ["word " * 200_000, "Word " * 100_000, "-" * 50_000, "US-" * 50_000, "a" * 1_000_000, "1" * 1_000_000]
)
def test_huge_texts_are_read(text: str) -> None:
    assert extract_facets(article(text), load_names()) is not None
