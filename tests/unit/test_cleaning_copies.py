"""What a page holds twice: paragraphs word for word, and the article once more without a break."""

from __future__ import annotations

from collections.abc import Sequence

from index.articles import RawArticle
from index.cleaning import clean
from index.cleaning.blocks import split_pieces
from index.cleaning.copies import DIGEST, find_copies, find_digests, shingles
from index.cleaning.lines import Line, look
from index.cleaning.rules import load_rules

PLACES = ("mill", "ford", "gate", "well", "barn", "weir", "yard", "lane")
SAID = [
    f"The old {place} above the river was rebuilt in spring {year}, the council said on Monday, after nine villages had"
    f" paid for stones, timber and {year % 17 + 3} carts to carry them from the {place} down to the lower valley."
    for place, year in zip(PLACES, range(1950, 1990, 5), strict=True)
]


def lines_of(text: str) -> list[Line]:
    return look(text, split_pieces(text), load_rules(), markdown=False)


def retold(lines: Sequence[Line], gone: Sequence[int] = ()) -> list[int]:
    return find_digests(lines, [n not in gone for n in range(len(lines))], lambda n: shingles(lines[n].text))


def test_runs_of_four_words_or_the_whole_of_a_shorter_text() -> None:
    assert shingles("One two three four five") == {("one", "two", "three", "four"), ("two", "three", "four", "five")}
    assert shingles("- One two |") == {("one", "two")}
    assert shingles(" ") == set()


def test_the_article_once_more_in_one_line_goes_and_its_paragraphs_stay() -> None:
    lines = lines_of("\n".join([*SAID, " ".join(SAID[:6])]))
    assert lines[-1].count >= DIGEST
    assert retold(lines) == [len(SAID)]
    assert retold(lines, gone=range(4)) == [], "what stands nowhere else stays"


def test_sentences_of_one_long_line_go_together() -> None:
    whole = " ".join([*SAID, *(text.replace("council", "mayor") for text in SAID)])
    lines = lines_of("\n".join([*SAID, *(text.replace("council", "mayor") for text in SAID), whole]))
    assert len(lines) > 2 * len(SAID) + 1
    assert retold(lines) == list(range(2 * len(SAID), len(lines)))


def test_two_long_blocks_in_the_same_words_both_stay() -> None:
    terms = " ".join(SAID)
    assert retold(lines_of(f"{terms}\n{terms}")) == []


def test_copies_are_told_unless_they_are_most_of_a_text() -> None:
    lines = lines_of("\n".join([*SAID, SAID[0]]))
    assert find_copies(lines, [True] * len(lines)) == [len(SAID)]
    assert find_copies(lines, [True] * len(lines), most=0.1) == []
    assert find_copies(lines, [False, *[True] * len(SAID)]) == [], "of two copies the one that is kept"


def test_a_text_with_its_article_once_more_keeps_the_paragraphs() -> None:
    text = "\n\n".join(["Nine villages rebuild their mill", *SAID, " ".join(SAID)])
    article = clean(RawArticle("a.txt", "text", text))
    assert all(article.body.count(said) == 1 for said in SAID)
    assert {block.rule for block in article.blocks if block.reason is not None} == {"said twice"}
