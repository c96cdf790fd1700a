"""The index in memory: the oracle that the other engines are tested against, and the double of the web tests.

Everything is computed the obvious way: each leaf of a question is looked for in the articles one by one. The only index
says which articles hold a token at all.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from heapq import nsmallest
from itertools import count
from types import TracebackType

from search.documents import UNDATED, Document, vagueness
from search.engines.memory.articles import Article, State
from search.engines.memory.scores import SeenArticle, nearness, scores
from search.engines.requests import SCORE_DIGITS, check_request
from search.errors import DocumentNotFoundError, EngineError, IndexBusyError, IndexNotFoundError
from search.query import (
    FacetFilter,
    SearchRequest,
    Shaped,
)
from search.results import FacetCount, FacetResult, Hit, Results
from search.scoring import (
    RERANKED,
)
from search.shapes import Shape
from search.weighing import weighed


class MemoryEngine:
    """An engine that keeps everything in memory and forgets it when it is closed. See `search.engine.Engine`."""

    url = "memory:"

    def __init__(self) -> None:
        self._state: State | None = State("", {})
        self._lock = threading.Lock()
        self._numbers = count(1)

    @property
    def generation(self) -> str:
        """The number of the last commit; empty before the first."""
        return self._open().generation

    def search(self, request: SearchRequest, /) -> Results:
        """See `search.engine.Searcher.search`."""
        check_request(request)
        state = self._built()
        found = scores(request.query, state)
        articles = [state.articles[id] for id in found]
        filters = {chosen.field: chosen for chosen in request.filters}
        hits = [article for article in articles if _passes(article, filters.values())]
        best = nsmallest(RERANKED, hits, key=lambda article: _order(article, found, "relevance"))
        for id, more in nearness(request.query, {article.document.id for article in best}, state).items():
            found[id] += more
        ordered = sorted(hits, key=lambda article: _order(article, found, request.sort))
        page = ordered[request.offset :][: request.limit]
        return Results(
            len(hits),
            tuple(_hit(article, found, request, state, near=article in best) for article in page),
            {name: _count(name, articles, filters, request.facet_limit) for name in request.facets},
            held=tuple(len(state.held(leaf)) for leaf in request.counted),
            inexact=0 if request.sort == "relevance" else sum(map(_inexact, hits)),
        )

    def get(self, id: str, /) -> Document:
        """See `search.engine.Searcher.get`."""
        article = self._built().articles.get(id)
        if article is None:
            raise DocumentNotFoundError(id)
        return article.document

    def count(self) -> int:
        """See `search.engine.Searcher.count`."""
        return len(self._built().articles)

    def overlay(self) -> str:
        """See `search.engine.Searcher.overlay`."""
        return self._open().overlay

    def tokens(self, leaf: Shaped, /, *, most: int | None = None) -> Mapping[str, int]:
        """See `search.engine.Searcher.tokens`."""
        fits = Shape.of(leaf).fits
        articles = self._built().articles.values()
        held = ({t for name in leaf.fields for t in article.tokens[name] if fits(t)} for article in articles)
        counted = Counter(token for tokens in held for token in tokens)
        return dict(sorted(counted.items(), key=lambda one: (-one[1], one[0]))[:most])

    def words(self, keys: Collection[str], /) -> set[str]:
        """See `search.engine.Searcher.words`."""
        return set().union(*(self._built().words.get(key, ()) for key in keys))

    def digests(self) -> Mapping[str, str]:
        """See `search.engine.Engine.digests`."""
        return {id: article.document.digest for id, article in self._open().articles.items()}

    def writer(self, *, rebuild: bool = False) -> _Writer:
        """See `search.engine.Engine.writer`."""
        state = self._open()
        if not self._lock.acquire(blocking=False):
            raise IndexBusyError(self.url)
        return _Writer(self, {}, "") if rebuild else _Writer(self, dict(state.articles), state.overlay)

    def close(self) -> None:
        """Forget everything."""
        self._state = None

    def _open(self) -> State:
        state = self._state
        if state is None:
            raise EngineError("this index has been closed: open it again", url=self.url)
        return state

    def _built(self) -> State:
        state = self._open()
        if not state.generation:
            raise IndexNotFoundError(self.url)
        return state

    def _finish(self, articles: dict[str, Article] | None, overlay: str) -> None:
        if articles is not None:
            self._state = State(str(next(self._numbers)), articles, overlay)
        self._lock.release()


class _Writer:
    """A batch on a copy of the articles, which becomes the engine's state when all went well."""

    def __init__(self, engine: MemoryEngine, articles: dict[str, Article], overlay: str) -> None:
        self._engine = engine
        self._overlay = overlay
        self._articles: dict[str, Article] | None = articles

    def write(self, document: Document, /) -> None:
        self._batch()[document.id] = Article.of(document)

    def delete(self, id: str, /) -> None:
        self._batch().pop(id, None)

    def carry(self, overlay: str, /) -> None:
        self._batch()
        self._overlay = overlay

    def _batch(self) -> dict[str, Article]:
        if self._articles is None:
            raise EngineError("this batch is over: start another one", url=self._engine.url)
        return self._articles

    def __enter__(self) -> _Writer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        articles, self._articles = self._batch(), None
        self._engine._finish(articles if kind is None else None, self._overlay)


def _hit(article: Article, scores: Mapping[str, float], request: SearchRequest, state: State, *, near: bool) -> Hit:
    parts = weighed(request.query, SeenArticle(article, state), near=near) if request.explain else ()
    return Hit(article.document, round(scores[article.document.id], SCORE_DIGITS), parts=parts)


def _order(article: Article, scores: Mapping[str, float], sort: str) -> tuple[float, float, str]:
    id = article.document.id
    if sort == "relevance":
        return 0, -round(scores[id], SCORE_DIGITS), id
    span = article.document.dates()
    if span is None:
        return UNDATED, 0, id
    first = span[0].toordinal()
    return vagueness((span[1] - span[0]).days), (first if sort == "oldest" else -first), id


def _inexact(article: Article) -> bool:
    span = article.document.dates()
    return span is None or vagueness((span[1] - span[0]).days) > 0


def _passes(article: Article, filters: Iterable[FacetFilter], *, choices: bool = True) -> bool:
    return all(_passes_one(article, chosen, choices=choices) for chosen in filters)


def _passes_one(article: Article, chosen: FacetFilter, *, choices: bool) -> bool:
    terms = article.terms[chosen.field]
    if not terms.isdisjoint(chosen.none_of):
        return False
    wanted = not terms.isdisjoint(chosen.any_of) or (chosen.missing and not terms)
    return wanted or not choices or not chosen.chooses


def _count(name: str, found: list[Article], filters: Mapping[str, FacetFilter], limit: int | None) -> FacetResult:
    own = filters.get(name, FacetFilter(name))
    others = [chosen for chosen in filters.values() if chosen.field != name]
    counted = [a for a in found if _passes(a, others) and _passes_one(a, own, choices=False)]
    numbers = dict.fromkeys((*own.any_of, *own.none_of), 0)
    for article in counted:
        for value in article.terms[name]:
            numbers[value] = numbers.get(value, 0) + 1
    counts = sorted(
        (FacetCount(value, n, value in own.any_of, value in own.none_of) for value, n in numbers.items()),
        key=lambda c: (-c.count, c.value),
    )
    shown = [c for n, c in enumerate(counts) if limit is None or n < limit or c.chosen or c.excluded]
    missing = sum(not article.terms[name] for article in counted)
    return FacetResult(name, tuple(shown), missing, own.missing, len(counts) - len(shown))
