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
