"""What the structure of a page decides above the network's chances: standfirsts, and headings that name the article."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from index.articles import Facts
from index.cleaning import decide
from index.cleaning.blocks import split_pieces
from index.cleaning.lines import look
from index.cleaning.rules import load_rules

HEADLINE = "Bridge reopens after eleven months"
STANDFIRST = "Traders of nine villages hope for better prices, but the ford stays closed until spring"
SAID = [
    f"The bridge at the {place} was opened on Monday by the council, which had waited for stones, timber and money from"
    " the capital since the flood, and the first carts went over it before noon, an engineer of the province said."
    for place in ("mill", "ford", "gate")
]
READERS = [f"Nobody asked the people of the {place} about it, as usual, and now look at that road." for place in "abcd"]


def verdicts(said: Sequence[tuple[str, tuple[float, float, float]]], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The rule that keeps each line, or "gone", where the network gives these chances."""
    page = "\n\n".join(text for text, _ in said)
    lines = look(page, split_pieces(page), load_rules(), markdown=False)
    assert [line.text for line in lines] == [text for text, _ in said]
    monkeypatch.setattr(decide, "_chance_table", lambda _: np.array([chances for _, chances in said]))
    return ["gone" if one.reason is not None else one.rule for one in decide.decide(lines, Facts(), page)]


def article(chance: float) -> tuple[float, float, float]:
    return (chance, 1 - chance, 0.0)


def comment(chance: float) -> tuple[float, float, float]:
    return (1 - chance, 0.0, chance)


@pytest.mark.parametrize(
    ("text", "chance", "told"),
    [
        (STANDFIRST, 0.35, "standfirst"),
        (STANDFIRST, 0.25, "gone"),
        ("Our correspondent in the valley", 0.35, "gone"),
        ("Photo credit: the water board of the province, by way of Valley Observer", 0.35, "gone"),
    ],
)
def test_what_sums_an_article_up_stays(text: str, chance: float, told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    page = [(HEADLINE, article(0.9)), (text, article(chance)), *((one, article(0.98)) for one in SAID)]
    assert verdicts(page, monkeypatch) == ["headline", told, "model", "model", "model"]


def test_a_teaser_far_below_the_headline_is_no_standfirst(monkeypatch: pytest.MonkeyPatch) -> None:
    short = [(text, article(0.1)) for text in ("Share", "Listen", "Valley Observer")]
    page = [(HEADLINE, article(0.9)), *short, (STANDFIRST, article(0.35)), *((one, article(0.98)) for one in SAID)]
    assert verdicts(page, monkeypatch)[1:5] == ["gone"] * 4


@pytest.mark.parametrize(
    ("heading", "stays"),
    [
        ("4 Responses to “Bridge reopens after eleven months”", False),
        ("4 Responses", True),
    ],
)
def test_a_heading_of_comments_that_names_the_article_ends_it(
    heading: str, stays: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = [(HEADLINE, article(0.9)), *((one, article(0.98)) for one in SAID), (heading, article(0.1))]
    found = verdicts([*page, *((one, comment(0.1)) for one in READERS)], monkeypatch)
    assert found[5:] == (["model"] if stays else ["gone"]) * 4
    assert verdicts([*page, *((one, comment(0.02)) for one in READERS)], monkeypatch)[5:] == ["model"] * 4


def test_what_people_say_behind_their_names_in_capitals_is_a_transcript(monkeypatch: pytest.MonkeyPatch) -> None:
    said = [f"{name}: {text}" for text in READERS[:3] for name in ("TOWER", "CREW")]
    page = [(HEADLINE, article(0.9)), (SAID[0], article(0.98)), *((one, article(0.9)) for one in said[:3])]
    late = [(one, comment(0.9)) for one in said[3:]]
    assert verdicts([*page, *late], monkeypatch)[5:] == ["interview"] * 3
    assert "interview" not in verdicts([*page[:2], *late], monkeypatch), "too few, and none of them kept"
    small = [(text.title(), chances) for text, chances in (*page[2:], *late)]
    assert "interview" not in verdicts([*page[:2], *small], monkeypatch), "names in small letters speak in threads"
