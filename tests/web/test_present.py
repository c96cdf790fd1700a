"""What the search page makes of an answer."""

from __future__ import annotations

from search.results import Hit, Snippet
from tests.documents import article
from web.present import hit_view
from web.state import SearchState


def test_a_cut_passage_has_ellipses_and_stays_escaped() -> None:
    whole, cut = Snippet("Army <b>", ((0, 4),), "body"), Snippet("an army", (), "body", None, True, True)
    view = hit_view(SearchState(), Hit(article("a", body="x"), 1.0, (), (whole, cut)))
    assert [str(p.text) for p in view.passages] == ["<mark>Army</mark> &lt;b&gt;", "\u2026 an army \u2026"]


def test_a_town_and_its_province_are_told_apart() -> None:
    syria = "Middle East & North Africa/Syria"
    hit = Hit(article("a", region=[f"{syria}/Aleppo", f"{syria}/Aleppo/Aleppo", syria]), 1.0)
    assert [chip.text for chip in hit_view(SearchState(), hit).chips] == ["Syria › Aleppo", "Aleppo › Aleppo", "Syria"]
