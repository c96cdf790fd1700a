"""Every engine against the oracle, on random documents and random requests."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.documents import Document
from search.engine import Engine
from search.engines.memory import MemoryEngine
from search.fields import FACET_BY_NAME
from search.query import SearchRequest
from tests.contract.checks import counts_are_promises, engines_agree, pages_join
from tests.contract.engines import ENGINES, fill, opened
from tests.contract.strategies import DRAWN, VALUES
from tests.documents import archives

OTHERS = [name for name in ENGINES if name != "memory"]
quick = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
thorough = settings(max_examples=600, deadline=None, suppress_health_check=list(HealthCheck))


@contextmanager
def engine_of(name: str, *batches: list[Document]) -> Iterator[Engine]:
    with tempfile.TemporaryDirectory() as folder:
        engine = opened(name, Path(folder))
        for batch in batches:
            fill(engine, batch)
        try:
            yield engine
        finally:
            engine.close()


def check_same(name: str, documents: list[Document], more: list[Document], asked: list[SearchRequest]) -> None:
    oracle = fill(fill(MemoryEngine(), documents), more)
    with engine_of(name, documents, more) as engine:
        for request in asked:
            engines_agree(engine, oracle, request)


drawn = (archives(), archives(4), st.lists(DRAWN.requests, min_size=1, max_size=12))


@pytest.mark.parametrize("name", OTHERS)
@quick
@given(*drawn)
def test_answers_are_the_oracles(name: str, documents: list[Document], more: list[Document], asked) -> None:
    check_same(name, documents, more, asked)


@pytest.mark.parametrize("name", OTHERS)
@settings(quick, max_examples=25)
@given(*drawn)
def test_proximity_is_looked_for_in_the_same_articles(
    name: str, monkeypatch: pytest.MonkeyPatch, documents: list[Document], more: list[Document], asked
) -> None:
    for module in ("search.engines.memory.engine", "search.engines.whoosh.snapshot"):
        monkeypatch.setattr(f"{module}.RERANKED", 2)
    check_same(name, documents, more, asked)


@pytest.mark.slow
@pytest.mark.parametrize("name", OTHERS)
@thorough
@given(*drawn)
def test_answers_are_the_oracles_on_many(name: str, documents: list[Document], more: list[Document], asked) -> None:
    check_same(name, documents, more, asked)


@pytest.mark.parametrize("name", OTHERS)
@settings(quick, max_examples=25)
@given(archives(), archives(4), st.lists(DRAWN.shapes, min_size=1, max_size=5))
def test_tokens_are_the_oracles(name: str, documents: list[Document], more: list[Document], shapes) -> None:
    oracle = fill(fill(MemoryEngine(), documents), more)
    with engine_of(name, documents, more) as engine:
        for shape in shapes:
            assert dict(engine.tokens(shape)) == dict(oracle.tokens(shape))
            for most in (0, 1, 3, 50):
                listed = list(engine.tokens(shape, most=most).items())
                assert listed == list(oracle.tokens(shape, most=most).items())
                assert listed == sorted(oracle.tokens(shape).items(), key=lambda one: (-one[1], one[0]))[:most]


@pytest.mark.parametrize("name", OTHERS)
@quick
@given(archives(), archives(4), DRAWN.requests)
def test_scores_are_the_sum_of_their_parts(
    name: str, documents: list[Document], more: list[Document], request: SearchRequest
) -> None:
    asked = replace(request, explain=True, limit=None, offset=0)
    oracle = fill(fill(MemoryEngine(), documents), more)
    with engine_of(name, documents, more) as engine:
        for mine, theirs in zip(engine.search(asked).hits, oracle.search(asked).hits, strict=True):
            assert sum(part.score for part in mine.parts) == pytest.approx(mine.score, abs=1e-5)
            assert [(part.leaf, part.beside, part.articles, part.ways) for part in mine.parts] == [
                (part.leaf, part.beside, part.articles, part.ways) for part in theirs.parts
            ]
            for one, other in zip(mine.parts, theirs.parts, strict=True):
                assert one.score == pytest.approx(other.score, abs=1e-6)
                assert one.counts == pytest.approx(other.counts) and one.normalised == pytest.approx(other.normalised)


@pytest.mark.parametrize("name", OTHERS)
@settings(quick, max_examples=25)
@given(archives(), archives(4), st.lists(DRAWN.scored, max_size=5))
def test_what_is_held_is_what_the_oracle_holds(
    name: str, documents: list[Document], more: list[Document], leaves
) -> None:
    oracle = fill(fill(MemoryEngine(), documents), more)
    with engine_of(name, documents, more) as engine:
        found = [engine.search(SearchRequest(leaf, facets=(), limit=0)).total for leaf in leaves]
        asked = SearchRequest(facets=(), limit=0, counted=tuple(leaves))
        assert list(engine.search(asked).held) == list(oracle.search(asked).held) == found


@pytest.mark.parametrize("name", ENGINES)
@settings(quick, max_examples=25)
@given(archives(), DRAWN.requests)
def test_counts_keep_their_promise(name: str, documents: list[Document], request: SearchRequest) -> None:
    with engine_of(name, documents) as engine:
        counts_are_promises(engine, request)


@pytest.mark.parametrize("name", ENGINES)
@settings(quick, max_examples=25)
@given(archives(), DRAWN.requests, st.integers(1, 4))
def test_pages_join_to_the_whole(name: str, documents: list[Document], request: SearchRequest, size: int) -> None:
    with engine_of(name, documents) as engine:
        pages_join(engine, request, size)


@pytest.mark.parametrize("name", ENGINES)
@settings(quick, max_examples=25)
@given(archives(), archives(), st.data(), st.lists(DRAWN.requests, min_size=1, max_size=5))
def test_updates_end_as_a_rebuild(name: str, first: list[Document], second: list[Document], data, asked) -> None:
    """Same answers, order and scores included, however the documents came in."""
    gone = data.draw(st.sets(st.sampled_from([d.id for d in first]))) if first else set()
    held = {document.id: document for document in first if document.id not in gone}
    held |= {document.id: document for document in second}
    with engine_of(name, first) as updated, engine_of(name, list(held.values())) as rebuilt:
        with updated.writer() as writer:
            for id in sorted(gone):
                writer.delete(id)
            for document in second:
                writer.write(document)
        assert updated.digests() == rebuilt.digests()
        for request in asked:
            assert updated.search(request) == rebuilt.search(request)


def test_every_facet_is_drawn() -> None:
    assert set(VALUES) == set(FACET_BY_NAME)
