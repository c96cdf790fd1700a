"""How sure the cleaning is of an article as a whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.articles import Block, CleanArticle, Facts, RawArticle
from index.cleaning import clean
from index.cleaning.confidence import article_confidence, calibration, right_share

BLOCKS = st.lists(
    st.tuples(st.sampled_from(["title", "kept", "removed"]), st.integers(1, 10**7), st.floats(0, 1)), max_size=12
)


def blocks(*rows: tuple[str, int, float]) -> list[Block]:
    made, start = [], 0
    for role, length, confidence in rows:
        reason = "other" if role == "removed" else None
        made.append(Block(start, start + length, role, reason, "model", confidence))  # type: ignore[arg-type]
        start += length + 1
    return made


@given(BLOCKS)
def test_it_is_a_chance(rows: list[tuple[str, int, float]]) -> None:
    assert 0 <= article_confidence(blocks(*rows)) <= 1


def test_nothing_kept_is_nothing_to_be_sure_of() -> None:
    assert article_confidence([]) == 0
    assert article_confidence(blocks(("title", 20, 0.9), ("removed", 300, 1.0))) == 0


def test_doubt_counts_by_length_and_on_both_sides() -> None:
    sure = article_confidence(blocks(("kept", 1000, 0.99), ("removed", 500, 1.0)))
    doubtful_end = article_confidence(blocks(("kept", 1000, 0.99), ("kept", 30, 0.5), ("removed", 500, 1.0)))
    doubtful_half = article_confidence(blocks(("kept", 500, 0.99), ("kept", 500, 0.5), ("removed", 500, 1.0)))
    perhaps_lost = article_confidence(blocks(("kept", 1000, 0.99), ("removed", 500, 0.5)))
    assert sure > doubtful_end > 0.5 > doubtful_half
    assert sure > 0.9 > 0.5 > perhaps_lost


def test_the_share_that_is_right() -> None:
    assert right_share(blocks(("kept", 100, 1.0), ("removed", 70, 1.0))) == 1
    # half of what is kept is right; of the 100 that belong to it in all, 50 are kept
    assert right_share(blocks(("kept", 100, 0.5), ("removed", 100, 0.5))) == pytest.approx(0.5 * 0.5)


def test_what_is_kept_for_want_of_evidence_is_not_trusted() -> None:
    menu = clean(RawArticle("a.txt", "text", "\n".join(["Read more about this.", "Sign up for our letter."] * 4)))
    report = clean(RawArticle("b.txt", "text", "Mill opens\n\n" + "\n\n".join(PARAGRAPHS)))
    assert menu.confidence < 0.5 < report.confidence


PARAGRAPHS = [
    "The mill at Tell Amra opened on Monday, the council of the valley said, after eleven months of repairs.",
    "Forty trucks of flour left for the villages in the north in the morning, a spokesman told reporters.",
    "Engineers had warned in March that the bridge beside it would not carry more than two trucks at a time.",
]


def test_the_numbers_say_where_they_come_from() -> None:
    assert calibration().slope > 0


def _article(facts: Facts) -> CleanArticle:
    return clean(RawArticle("a.txt", "text", "Mill opens\n\n" + "\n\n".join(PARAGRAPHS), facts=facts))


def test_a_title_that_stands_nowhere_in_the_page_has_no_place_there() -> None:
    given_title = _article(Facts(title="Another headline"))
    assert given_title.title_spans == ()
    assert given_title.page_offsets(0, 7, in_title=True) is None
    found = _article(Facts())
    assert found.title == "Mill opens"
    assert found.page_offsets(0, 4, in_title=True) == (0, 4)


@pytest.mark.parametrize("stretch", [(-1, 3), (0, 0), (5, 4), (0, 10**6)])
@pytest.mark.parametrize("in_title", [False, True])
def test_offsets_outside_the_text_are_refused(stretch: tuple[int, int], in_title: bool) -> None:
    with pytest.raises(ValueError, match="no stretch"):
        _article(Facts()).page_offsets(*stretch, in_title=in_title)
