"""The index in memory: the oracle that the other engines are tested against, and the double of the web tests.

Everything is computed the obvious way, article by article, with no index structure at all.

Scores: BM25 (Robertson and Zaragoza 2009) per text field, times the field's boost, summed over the fields that match.
A phrase counts as one word whose idf is the sum of its words'. A word's beginning scores a constant. `AnyOf` scores
as its best child; filters, ranges and negations score nothing.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from math import log
from types import MappingProxyType, TracebackType
from typing import Final

from search.analysis import analyze
from search.documents import Document
from search.engines.requests import PREFIX_SCORE, SCORE_DIGITS, check_request
from search.errors import DocumentNotFoundError, EngineError, IndexBusyError, IndexNotFoundError, QueryError
from search.fields import FACET_BY_NAME, TEXT_BY_NAME
from search.query import (
    And,
    AnyOf,
    DateRange,
    Everything,
    FacetFilter,
    FacetIs,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Query,
    SearchRequest,
    Term,
)
from search.results import FacetCount, FacetResult, Hit, Results

_K1: Final = 1.2
_B: Final = 0.75
_ALL_FACETS: Final = MappingProxyType(dict.fromkeys(FACET_BY_NAME))


@dataclass(frozen=True)
class _Article:
    """A document with its tokens: field -> token -> ascending positions."""

    document: Document
    tokens: Mapping[str, Mapping[str, list[int]]]
    lengths: Mapping[str, int]
    terms: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, document: Document) -> _Article:
        tokens: dict[str, dict[str, list[int]]] = {}
        for name, passages in document.texts().items():
            held = tokens[name] = {}
            for token in analyze(passages):
                held.setdefault(token.text, []).append(token.position)
        lengths = {name: sum(map(len, held.values())) for name, held in tokens.items()}
        return cls(document, tokens, lengths, {name: document.facet_terms(name) for name in _ALL_FACETS})

    def phrase_count(self, name: str, phrase: tuple[str, ...]) -> int:
        """How often the phrase begins somewhere in this field."""
        places = [set(self.tokens[name].get(token, ())) for token in phrase]
        return sum(all(start + n in later for n, later in enumerate(places)) for start in places[0]) if places else 0


@dataclass(frozen=True)
class _State:
    """One commit: never changed, so that a search that has begun goes on seeing it."""

    generation: str = ""
    articles: Mapping[str, _Article] = field(default_factory=dict)
    _frequencies: dict[tuple[str, str], int] = field(default_factory=dict)

    @cached_property
    def mean_lengths(self) -> Mapping[str, float]:
        total = max(1, len(self.articles))
        return {name: sum(a.lengths[name] for a in self.articles.values()) / total or 1.0 for name in TEXT_BY_NAME}

    def idf(self, name: str, token: str) -> float:
        key = name, token
        if key not in self._frequencies:
            self._frequencies[key] = sum(token in article.tokens[name] for article in self.articles.values())
        return log(len(self.articles) / (self._frequencies[key] + 1)) + 1

    def bm25(self, article: _Article, name: str, idf: float, frequency: int) -> float:
        norm = 1 - _B + _B * article.lengths[name] / self.mean_lengths[name]
        return TEXT_BY_NAME[name].boost * idf * frequency * (_K1 + 1) / (frequency + _K1 * norm)


class MemoryEngine:
    """An engine that keeps everything in memory and forgets it when it is closed. See `search.engine.Engine`."""

    url = "memory:"

    def __init__(self) -> None:
        self._state: _State | None = _State()
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
        scores = {id: score(request.query, article, state) for id, article in state.articles.items()}
        found = {id: number for id, number in scores.items() if number is not None}
        articles = [state.articles[id] for id in found]
        filters = {chosen.field: chosen for chosen in request.filters}
        hits = [article for article in articles if _passes(article, filters.values())]
        ordered = sorted(
            hits, key=lambda article: _order(article, round(found[article.document.id], SCORE_DIGITS), request)
        )
        page = ordered[request.offset :][: request.limit]
        return Results(
            len(hits),
            tuple(Hit(article.document, round(found[article.document.id], SCORE_DIGITS)) for article in page),
            {name: _count(name, articles, filters, request.facet_limit) for name in request.facets},
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

    def digests(self) -> Mapping[str, str]:
        """See `search.engine.Engine.digests`."""
        return {id: article.document.digest for id, article in self._open().articles.items()}

    def writer(self, *, rebuild: bool = False) -> _Writer:
        """See `search.engine.Engine.writer`."""
        state = self._open()
        if not self._lock.acquire(blocking=False):
            raise IndexBusyError(self.url)
        return _Writer(self, {} if rebuild else dict(state.articles))

    def close(self) -> None:
        """Forget everything."""
        self._state = None

    def _open(self) -> _State:
        state = self._state
        if state is None:
            raise EngineError("this index has been closed: open it again", url=self.url)
        return state

    def _built(self) -> _State:
        state = self._open()
        if not state.generation:
            raise IndexNotFoundError(self.url)
        return state

    def _finish(self, articles: dict[str, _Article] | None) -> None:
        if articles is not None:
            self._state = _State(str(next(self._numbers)), articles)
        self._lock.release()


class _Writer:
    """A batch on a copy of the articles, which becomes the engine's state when all went well."""

    def __init__(self, engine: MemoryEngine, articles: dict[str, _Article]) -> None:
        self._engine = engine
        self._articles: dict[str, _Article] | None = articles

    def write(self, document: Document, /) -> None:
        self._batch()[document.id] = _Article.of(document)

    def delete(self, id: str, /) -> None:
        self._batch().pop(id, None)

    def _batch(self) -> dict[str, _Article]:
        if self._articles is None:
            raise EngineError("this batch is over: start another one", url=self._engine.url)
        return self._articles

    def __enter__(self) -> _Writer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        articles, self._articles = self._batch(), None
        self._engine._finish(articles if kind is None else None)


def score(query: Query, article: _Article, state: _State) -> float | None:
    """The article's score, or None when the query does not match it."""
    match query:
        case Everything():
            return 0.0
        case Nothing():
            return None
        case Not(child):
            return 0.0 if score(child, article, state) is None else None
        case And(children):
            parts = [score(child, article, state) for child in children]
            return None if None in parts else sum(part or 0.0 for part in parts)
        case Or(children) | AnyOf(children):
            matched = [part for child in children if (part := score(child, article, state)) is not None]
            return None if not matched else max(matched) if isinstance(query, AnyOf) else sum(matched)
        case _:
            return _score_leaf(query, article, state)


def _score_leaf(query: Query, article: _Article, state: _State) -> float | None:
    match query:
        case Term(token, fields):
            return _score_phrase((token,), fields, article, state)
        case Phrase(tokens, fields):
            return _score_phrase(tokens, fields, article, state)
        case Prefix(token, fields):
            held = [name for name in _known(fields) if any(t.startswith(token) for t in article.tokens[name])]
            return sum(PREFIX_SCORE * TEXT_BY_NAME[name].boost for name in held) if held else None
        case FacetIs(name, None):
            return None if article.terms[name] else 0.0
        case FacetIs(name, value):
            return 0.0 if value in article.terms[name] else None
        case DateRange(since, until):
            span = article.document.dates()
            inside = span is not None and (since is None or span[1] >= since) and (until is None or span[0] <= until)
            return 0.0 if inside else None
    raise QueryError(f"{type(query).__name__} is a query as typed: expand it before searching")


def _score_phrase(tokens: tuple[str, ...], fields: Iterable[str], article: _Article, state: _State) -> float | None:
    counts = {name: article.phrase_count(name, tokens) for name in _known(fields)}
    if not any(counts.values()):
        return None
    return sum(
        state.bm25(article, name, sum(state.idf(name, token) for token in tokens), frequency)
        for name, frequency in counts.items()
        if frequency
    )


def _known(fields: Iterable[str]) -> Iterable[str]:
    for name in dict.fromkeys(fields):
        if name not in TEXT_BY_NAME:
            raise QueryError(f"no text field is called '{name}': use one of {', '.join(TEXT_BY_NAME)}")
        yield name


def _order(article: _Article, number: float, request: SearchRequest) -> tuple[float, str]:
    id = article.document.id
    if request.sort == "relevance":
        return -number, id
    span = article.document.dates()
    if span is None:
        return float("inf"), id
    first = span[0].toordinal()
    return (first if request.sort == "oldest" else -first), id


def _passes(article: _Article, filters: Iterable[FacetFilter], *, choices: bool = True) -> bool:
    return all(_passes_one(article, chosen, choices=choices) for chosen in filters)


def _passes_one(article: _Article, chosen: FacetFilter, *, choices: bool) -> bool:
    terms = article.terms[chosen.field]
    if not terms.isdisjoint(chosen.none_of):
        return False
    wanted = not terms.isdisjoint(chosen.any_of) or (chosen.missing and not terms)
    return wanted or not choices or not chosen.chooses


def _count(name: str, found: list[_Article], filters: Mapping[str, FacetFilter], limit: int | None) -> FacetResult:
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
