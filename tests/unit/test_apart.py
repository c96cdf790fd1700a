"""Pieces of a thread that the network would keep: what goes, and above all what stays."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from index.cleaning.apart import KEPT, SURE, find_apart
from index.cleaning.blocks import split_pieces
from index.cleaning.decide import Chances
from index.cleaning.lines import Line, look
from index.cleaning.rules import load_rules

ARTICLE = Chances(0.97, 0.02, 0.01)
PAGE = Chances(0.02, 0.97, 0.01)
COMMENT = Chances(0.1, 0.05, 0.85)
DOUBT = Chances(0.55, 0.05, 0.4)


def apart(*chances: Chances, removed: Sequence[int] = ()) -> list[list[int]]:
    """What of a page goes whose lines have these chances. `removed` are lines that a rule has removed."""
    text = "\n".join(f"Line {n} tells how the river rose above the lower village." for n in range(len(chances)))
    lines: list[Line] = look(text, split_pieces(text), load_rules(), markdown=False)
    kept = [chance.article >= 0.5 and n not in removed for n, chance in enumerate(chances)]
    return [run for run, _ in find_apart(lines, kept, chances)]


def test_what_is_kept_between_comments_goes() -> None:
    assert apart(ARTICLE, ARTICLE, COMMENT, DOUBT, COMMENT, COMMENT, DOUBT, DOUBT) == [[3], [6, 7]]


@pytest.mark.parametrize(
    "below",
    [
        Chances(0.55, 0.4, 0.05),
        Chances(KEPT, 0.1, 0.3),
        ARTICLE,
    ],
)
def test_what_stands_below_stays_unless_it_is_doubtful_and_sounds_like_a_comment(below: Chances) -> None:
    assert apart(ARTICLE, ARTICLE, COMMENT, below) == []


def test_what_goes_on_behind_the_page_around_it_stays() -> None:
    assert apart(ARTICLE, ARTICLE, PAGE, DOUBT) == []


def test_what_stands_above_the_article_stays() -> None:
    assert apart(DOUBT, COMMENT, ARTICLE, ARTICLE) == []


def test_nothing_goes_where_the_article_is_in_doubt_itself() -> None:
    assert apart(*[Chances(SURE - 0.01, 0.1, 0.11)] * 3, COMMENT, DOUBT) == []


def test_a_page_of_one_run_or_of_none_is_left_alone() -> None:
    assert apart(DOUBT, DOUBT) == apart(PAGE, PAGE) == apart() == []


def test_lines_without_words_do_not_part_anything() -> None:
    text = "The river rose above the village.\n---\n***\nIt fell again by evening.\n"
    lines = look(text, split_pieces(text), load_rules(), markdown=False)
    kept = [line.count > 0 for line in lines]
    assert list(find_apart(lines, kept, [ARTICLE, COMMENT, COMMENT, DOUBT])) == []


def test_what_a_rule_removed_and_the_network_would_keep_does_not_part_anything() -> None:
    assert apart(ARTICLE, ARTICLE, ARTICLE, DOUBT, removed=[2]) == []
