"""What one search read serves the next, and never grows without bound."""

from __future__ import annotations

from pathlib import Path

import pytest

from search.engine import open_engine
from search.engines.whoosh import snapshot
from search.query import And, Phrase, Query, SearchRequest, Term
from tests.contract.engines import fill
from tests.documents import article

BODY = ("body",)
WORDS = ("army", "town", "river", "bridge")
QUERIES: list[Query] = [
    *(Term(word, BODY) for word in WORDS),
    *(And((Term(one, BODY), Phrase((one, other), BODY))) for one in WORDS for other in WORDS),
]


def test_what_is_remembered_is_bounded_and_changes_no_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = open_engine(f"whoosh:{tmp_path / 'index'}")
    fill(engine, [article(str(n), body=" ".join(WORDS[n % 4 :] + WORDS[: n % 3])) for n in range(60)])
    first = [engine.search(SearchRequest(query)) for query in QUERIES]
    assert [engine.search(SearchRequest(query)) for query in QUERIES] == first  # from what is remembered

    started: list[int] = []
    evaluating = snapshot.Snapshot._evaluating
    monkeypatch.setattr(snapshot.Snapshot, "_evaluating", lambda self: started.append(1) or evaluating(self))
    monkeypatch.setattr(snapshot, "MOST_KEPT", 100)
    assert [engine.search(SearchRequest(query)) for query in QUERIES] == first  # forgotten many times
    assert len(started) > 3
    engine.close()
