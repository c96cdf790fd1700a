"""Writing, opening, closing: what the contract says beside searching, asked of every engine."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from search.documents import Document, Evidence, FacetValue, RemovedBlock
from search.engine import Engine, open_engine
from search.errors import (
    ConfigError,
    DocumentNotFoundError,
    EngineError,
    IndexBusyError,
    IndexNotFoundError,
    QueryError,
)
from search.query import And, AnyOf, FacetFilter, FacetIs, Not, Or, Phrase, Prefix, Query, SearchRequest, Term, Text
from tests.contract.engines import ENGINES, PERSISTENT, fill, opened
from tests.documents import article

BODY = ("body",)
WHOLE = SearchRequest(limit=None)


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    engine = opened(request.param, tmp_path)
    yield engine
    engine.close()


def ids(engine: Engine, request: SearchRequest = WHOLE) -> list[str]:
    return [hit.document.id for hit in engine.search(request).hits]


def find(query: Query) -> SearchRequest:
    return SearchRequest(query, limit=None)


def test_nothing_built_yet(engine: Engine) -> None:
    assert engine.generation == ""
    assert engine.digests() == {}
    for ask in (lambda: engine.search(WHOLE), lambda: engine.get("a"), engine.count):
        with pytest.raises(IndexNotFoundError, match="index-cli update"):
            ask()


def test_a_batch_without_documents_builds_an_index(engine: Engine) -> None:
    fill(engine, [])
    assert engine.count() == 0
    assert engine.generation
    results = engine.search(SearchRequest(Or((Term("a", BODY), Not(Term("a", BODY)), Prefix("=a", BODY)))))
    assert results.total == 0
    assert all(facet.counts == () and facet.missing == 0 for facet in results.facets.values())


def test_documents_come_back_equal(engine: Engine) -> None:
    evidence = (Evidence("rule", "Türkei \ud800", "body", 3, 9, "adjective"), Evidence("owner", "x", "sources file"))
    document = Document(
        id="id \ud834/\x00\U0001f600", title="<script>\x1b[31m\u202e", body="war \ud800\x00 in Türkei", path="a/b.txt",
        digest="d", content="c", url="http://example.org/?a=1&b", language="en",
        values={
            "region": (FacetValue("Türkei/\udfff", evidence, 0.5, "state", "x.org"),),
            "original_date": (FacetValue("2017", evidence),),
        },
        removed=(RemovedBlock("comment", "idiots", "rule 7", 4), RemovedBlock("donation", "paypal", "r", 0)),
    )  # fmt: skip
    fill(engine, [document])
    assert engine.get(document.id) == document
    assert engine.search(find(Term("war", BODY))).hits[0].document == document
    assert engine.digests() == {document.id: "d"}
    assert engine.search(SearchRequest(filters=(FacetFilter("region", ("Türkei/\udfff",)),))).total == 1
    with pytest.raises(DocumentNotFoundError):
        engine.get("other")


def test_a_document_replaces_the_one_with_its_id(engine: Engine) -> None:
    fill(engine, [article("a", body="old"), article("b", body="old")])
    fill(engine, [article("a", body="middle"), article("c"), article("a", body="new")])
    assert ids(engine) == ["a", "b", "c"]
    assert ids(engine, find(Term("old", BODY))) == ["b"]
    assert ids(engine, find(Term("middl", BODY))) == []
    assert ids(engine, find(Term("new", BODY))) == ["a"]


def test_deleting(engine: Engine) -> None:
    fill(engine, [article("a", actor="x"), article("b", actor="y"), article("c")])
    with engine.writer() as writer:
        writer.delete("b")
        writer.delete("unknown")
        writer.write(article("d", actor="y"))
        writer.delete("d")
        writer.write(article("e", actor="x"))
        writer.delete("c")
        writer.write(article("c", body="again"))
    assert ids(engine) == ["a", "c", "e"]
    assert engine.count() == 3
    assert sorted(engine.digests()) == ["a", "c", "e"]
    actors = engine.search(WHOLE).facets["actor"]
    assert [(count.value, count.count) for count in actors.counts] == [("x", 2)]
    assert actors.missing == 1
    with engine.writer() as writer:
        for id in "ace":
            writer.delete(id)
    assert engine.count() == engine.search(WHOLE).total == 0


def test_a_batch_is_seen_when_it_is_over(engine: Engine) -> None:
    fill(engine, [article("a")])
    with engine.writer() as writer:
        writer.write(article("b"))
        writer.delete("a")
        assert ids(engine) == ["a"]
    assert ids(engine) == ["b"]


def test_the_owners_names_are_published_with_their_documents(engine: Engine) -> None:
    assert engine.overlay() == ""
    with engine.writer() as writer:
        writer.carry("first")
        writer.carry("names \u0639\n")
        assert engine.overlay() == ""
    assert engine.overlay() == "names \u0639\n"
    fill(engine, [article("a")])
    assert engine.overlay() == "names \u0639\n", "a batch that is not given any keeps them"
    with pytest.raises(KeyboardInterrupt), engine.writer() as writer:
        writer.carry("other")
        raise KeyboardInterrupt
    assert engine.overlay() == "names \u0639\n"
    fill(engine, [article("a")], rebuild=True)
    assert engine.overlay() == ""
    with pytest.raises(EngineError, match="is over"):
        writer.carry("late")


@pytest.mark.parametrize("name", PERSISTENT)
def test_a_reader_keeps_the_names_of_its_state(name: str, tmp_path: Path) -> None:
    writing, first = opened(name, tmp_path), opened(name, tmp_path)
    with writing.writer() as writer:
        writer.carry("one")
    reading = opened(name, tmp_path)
    with writing.writer() as writer:
        writer.carry("two")
    last = opened(name, tmp_path)
    assert (first.overlay(), reading.overlay(), writing.overlay(), last.overlay()) == ("two", "one", "two", "two")
    for engine in (writing, first, reading, last):
        engine.close()


@pytest.mark.parametrize("rebuild", [False, True])
@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_an_exception_changes_nothing(engine: Engine, error: type[BaseException], rebuild: bool) -> None:
    fill(engine, [article("a")])
    before = engine.generation
    with pytest.raises(error), engine.writer(rebuild=rebuild) as writer:
        writer.write(article("b"))
        writer.write(article("b", "twice"))
        writer.delete("a")
        raise error
    assert engine.generation == before
    assert ids(engine) == ["a"]
    fill(engine, [article("c")])  # and the next batch begins from there
    assert ids(engine) == ["a", "c"]


def test_an_exception_in_the_first_batch_leaves_nothing(engine: Engine) -> None:
    with pytest.raises(ValueError, match="x"), engine.writer() as writer:
        writer.write(article("a"))
        raise ValueError("x")
    assert engine.generation == ""
    with pytest.raises(IndexNotFoundError):
        engine.count()


def test_a_rebuild_begins_from_nothing(engine: Engine) -> None:
    fill(engine, [article("a"), article("b")])
    with engine.writer(rebuild=True) as writer:
        writer.write(article("c"))
        assert ids(engine) == ["a", "b"]
    assert ids(engine) == ["c"]


def test_the_generation_changes_with_every_commit(engine: Engine) -> None:
    seen = {engine.generation}
    for batch in ([article("a")], [], [article("a")]):
        fill(engine, batch)
        seen.add(engine.generation)
    fill(engine, [], rebuild=True)
    seen.add(engine.generation)
    assert len(seen) == 5


def test_one_writer_at_a_time(engine: Engine) -> None:
    with engine.writer():
        with pytest.raises(IndexBusyError, match="try again"):
            engine.writer()
        with pytest.raises(IndexBusyError):
            engine.writer(rebuild=True)
    fill(engine, [article("a")])
    assert engine.count() == 1


def test_a_batch_that_is_over_takes_nothing(engine: Engine) -> None:
    with engine.writer() as writer:
        pass
    for late in (lambda: writer.write(article("a")), lambda: writer.delete("a")):
        with pytest.raises(EngineError, match="over"):
            late()
    assert engine.count() == 0


def test_closing(engine: Engine) -> None:
    fill(engine, [article("a")])
    engine.close()
    engine.close()
    for ask in (lambda: engine.search(WHOLE), lambda: engine.get("a"), engine.count, engine.writer):
        with pytest.raises(EngineError, match="closed"):
            ask()


@pytest.mark.parametrize("name", PERSISTENT)
def test_writing_everything_anew_does_not_make_an_index_grow(name: str, tmp_path: Path) -> None:
    engine = opened(name, tmp_path)
    sizes = []
    for turn in range(4):
        fill(engine, [article(f"a{n}", body=f"word{n} round{turn} " * 50) for n in range(20)])
        current = max((path for path in tmp_path.rglob("gen-*") if path.is_dir()), key=lambda path: path.name)
        sizes.append(sum(path.stat().st_size for path in current.iterdir()))
        assert engine.count() == len(ids(engine)) == 20
    assert sizes[3] < 1.2 * sizes[1]
    with engine.writer() as writer:
        for n in range(20):
            writer.delete(f"a{n}")
    assert (engine.count(), ids(engine)) == (0, [])
    fill(engine, [article("b", body="word")])
    assert ids(engine) == ["b"]
    engine.close()


@pytest.mark.parametrize("name", PERSISTENT)
def test_an_open_index_keeps_what_it_saw(name: str, tmp_path: Path) -> None:
    writing = fill(opened(name, tmp_path), [article("a")])
    early, lazy = opened(name, tmp_path), opened(name, tmp_path)
    assert ids(early) == ["a"]
    for n in range(6):  # more than the old generations that are kept
        fill(writing, [article(f"b{n}")], rebuild=n % 2 == 1)
    late = opened(name, tmp_path)
    assert ids(late) == ids(writing) == ["b5"]
    assert ids(early) == ids(lazy) == ["a"]
    assert early.get("a").id == "a"
    assert early.generation == late.generation != ""
    for one in (writing, early, lazy, late):
        one.close()


@pytest.mark.parametrize("name", PERSISTENT)
def test_an_index_opened_before_it_was_built(name: str, tmp_path: Path) -> None:
    waiting = opened(name, tmp_path)
    fill(opened(name, tmp_path), [article("a")])
    assert ids(waiting) == ["a"]


@pytest.mark.parametrize("name", PERSISTENT)
def test_another_object_cannot_write_meanwhile(name: str, tmp_path: Path) -> None:
    one, other = opened(name, tmp_path), opened(name, tmp_path)
    with one.writer() as writer:
        writer.write(article("a"))
        with pytest.raises(IndexBusyError, match=name):
            other.writer()
    assert ids(other) == ["a"]


def test_requests_that_cannot_be_asked(engine: Engine) -> None:
    fill(engine, [article("a", body="war")])
    wrong = (
        SearchRequest(sort="best"),
        SearchRequest(facets=("colour",)),
        SearchRequest(filters=(FacetFilter("colour", ("red",)),)),
        SearchRequest(filters=(FacetFilter("actor", ("a",)), FacetFilter("actor", ("b",)))),
        SearchRequest(offset=-1),
        SearchRequest(limit=-1),
        SearchRequest(facet_limit=-1),
        SearchRequest(Text("war")),
        SearchRequest(Term("war", ("footnotes",))),
        SearchRequest(Or((FacetIs("colour", "red"),))),
        SearchRequest(functools.reduce(lambda query, _: Not(query), range(5000), Term("war", BODY))),
    )
    for request in wrong:
        with pytest.raises(QueryError):
            engine.search(request)


def test_deep_and_wide_trees(engine: Engine) -> None:
    fill(engine, [article("a", body="war and peace"), article("b", body="peace")])
    query: Query = Term("war", BODY)
    for n in range(60):
        query = (And((query, Or((query,)))) if n < 6 else Not(Not(query))) if n % 2 else AnyOf((query,))
    assert ids(engine, find(query)) == ["a"]
    wide = tuple(Term(f"absent{n}", BODY) for n in range(3000))
    assert ids(engine, find(Or((*wide, Term("war", BODY))))) == ["a"]
    assert ids(engine, find(AnyOf((*wide, Phrase(("war", "and", "peac"), BODY))))) == ["a"]


def test_a_beginning_of_thousands_of_words(engine: Engine) -> None:
    fill(engine, (article(f"{n:02}", body=" ".join(f"word{n}x{m}" for m in range(400))) for n in range(10)))
    assert len(ids(engine, find(Prefix("=word", BODY)))) == 10
    assert ids(engine, find(Prefix("=word7x", BODY))) == ["07"]


def test_long_words_and_long_lines(engine: Engine) -> None:
    fill(engine, [article("a" * 3000, "A" * 100_000, "x " * 50_000, actor="y" * 5000)])
    assert ids(engine, find(Term("x", BODY))) == ["a" * 3000]
    assert ids(engine, find(Phrase(("x",) * 50, BODY))) == ["a" * 3000]


def test_several_threads(engine: Engine) -> None:
    """Searching from eight threads while one of them commits: every answer is that of one commit, whole."""
    fill(engine, (article(f"{n:03}", body=f"war word{n}", actor=f"a{n % 7}") for n in range(60)))
    wrong: list[object] = []
    over = threading.Event()

    def ask(number: int) -> None:
        for turn in range(40):
            results = engine.search(replace(WHOLE, query=Term("war", BODY), limit=5, offset=turn % 5))
            if results.total not in (60, 70, 80) or len(results.hits) != 5:
                wrong.append(results.total)
            if engine.get(f"{number:03}").id != f"{number:03}":
                wrong.append(number)
        over.set()

    def commit() -> None:
        for start in (60, 70):
            fill(engine, (article(f"{n:03}", body="war") for n in range(start, start + 10)))

    with ThreadPoolExecutor(8) as pool:
        for done in [*(pool.submit(ask, n) for n in range(7)), pool.submit(commit)]:
            done.result()
    assert wrong == []
    assert engine.count() == 80


def test_scores_are_alike_on_all_engines(tmp_path: Path) -> None:
    """Not promised, but meant: the same formula, so that a change of engine does not reorder answers."""
    documents = [
        article("a", "War in Syria", "war war peace"), article("b", "Peace", "war in the north of Syria"),
        article("c", "Other", "peace and syria and the peace of syria"),
    ]  # fmt: skip
    title_and_body = ("title", "body")
    query = Or((
        Term("war", title_and_body), Phrase(("peac", "of"), title_and_body), Prefix("=nor", BODY),
        AnyOf((Term("syria", title_and_body), Term("peac", title_and_body))),
    ))  # fmt: skip
    engines = [fill(opened(name, tmp_path / name), documents) for name in ENGINES]
    first, *others = [[(h.document.id, h.score) for h in e.search(find(query)).hits] for e in engines]
    assert len(first) == 3
    for other in others:
        assert [id for id, _ in other] == [id for id, _ in first]
        assert [score for _, score in other] == pytest.approx([score for _, score in first])


def test_any_of_scores_as_its_best_child(engine: Engine) -> None:
    fill(engine, [article("a", body="deir ezzor deir ez zor"), article("b", body="deir ezzor")])
    one, other = Phrase(("deir", "ezzor"), BODY), Phrase(("deir", "ez", "zor"), BODY)
    scores = [engine.search(find(query)).hits[0].score for query in (one, other)]
    best = {hit.document.id: hit.score for hit in engine.search(find(AnyOf((one, other)))).hits}
    alone = {hit.document.id: hit.score for hit in engine.search(find(one)).hits}
    assert best["b"] == alone["b"]
    assert best["a"] <= max(*scores, alone["a"])


def test_addresses() -> None:
    for url in ("", "whoosh:", "lucene:var", "whoosh"):
        with pytest.raises(ConfigError):
            open_engine(url)
    assert open_engine("memory:").url == "memory:"
    assert open_engine("whoosh:somewhere/else").url == "whoosh:somewhere/else"
