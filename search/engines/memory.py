"""The index in memory: the oracle that the other engines are tested against, and the double of the web tests.

Everything is computed the obvious way, article by article, with no index structure at all.

Scores are those of `search.scoring`: `And` and `Or` add up what their matching children score, filters, ranges
and negations score nothing.
"""

from __future__ import annotations

import threading
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from heapq import nsmallest
from itertools import count
from types import MappingProxyType, TracebackType
from typing import Final

from search.analysis import EXACT, analyze
from search.documents import UNDATED, Document, vagueness
from search.engines.requests import SCORE_DIGITS, check_request
from search.errors import DocumentNotFoundError, EngineError, IndexBusyError, IndexNotFoundError, QueryError
from search.fields import FACET_BY_NAME, TEXT_BY_NAME
from search.query import (
    And,
    AnyOf,
    DateRange,
    Everything,
    FacetFilter,
    FacetIs,
    FuzzyTerm,
    IdIs,
    Near,
    Not,
    Nothing,
    Or,
    Pattern,
    Phrase,
    Prefix,
    Query,
    Scored,
    SearchRequest,
    Shaped,
    Term,
    Written,
)
from search.results import FacetCount, FacetResult, Hit, Results
from search.scoring import (
    PROXIMITY,
    RERANKED,
    Place,
    closeness,
    group_places,
    idf,
    length_factors,
    neighbours,
    places,
    saturated,
)
from search.shapes import Shape
from search.unlisted import word_keys

_REMEMBERED: Final = 4096
"""Leaves whose places are remembered until the next commit."""

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
        lengths = {name: len(set().union(*held.values())) for name, held in tokens.items()}
        return cls(document, tokens, lengths, {name: document.facet_terms(name) for name in _ALL_FACETS})

    def places(self, leaf: Scored) -> dict[str, list[Place]]:
        """The text fields that hold what the leaf asks for, with the places where they do, in order."""
        found = {name: places(self._places(leaf, name)) for name in self.tokens}
        return {name: held for name, held in found.items() if held}

    def _places(self, leaf: Query, name: str) -> Iterator[Place]:
        tokens = self.tokens[name]
        match leaf:
            case AnyOf(children):
                for child in children:
                    if isinstance(child, Scored):
                        for place in places(self._places(child, name)):
                            yield place._replace(weight=place.weight * child.weight)
            case Term(token, fields) if name in fields:
                yield from (Place(position, position) for position in tokens.get(token, ()))
            case Phrase(sought, fields) if name in fields and sought:
                first, *later = (set(tokens.get(token, ())) for token in sought)
                for start in first:
                    if all(start + n in positions for n, positions in enumerate(later, 1)):
                        yield Place(start, start + len(later))
            case Near(parts, distance, fields) if name in fields:
                ways = [[places(self._places(Phrase(way, fields), name)) for way in part] for part in parts]
                yield from group_places([[place for held in part for place in held] for part in ways], distance)
            case Prefix() | Pattern() | FuzzyTerm() if name in leaf.fields:
                fits = Shape.of(leaf).fits
                begun = (positions for token, positions in tokens.items() if fits(token))
                yield from (Place(position, position) for positions in begun for position in positions)


class _State:
    """One commit: never changed, so that a search that has begun goes on seeing it."""

    def __init__(self, generation: str, articles: Mapping[str, _Article], overlay: str = "") -> None:
        self.generation = generation
        self.articles = articles
        self.overlay = overlay
        self.held = lru_cache(_REMEMBERED)(self._held)

    @cached_property
    def mean_lengths(self) -> Mapping[str, float]:
        """The mean length of each text field, in positions."""
        total = max(1, len(self.articles))
        return {name: sum(a.lengths[name] for a in self.articles.values()) / total or 1.0 for name in TEXT_BY_NAME}

    @cached_property
    def words(self) -> Mapping[str, set[str]]:
        """The words that may be names, by key."""
        found: dict[str, set[str]] = defaultdict(set)
        tokens = {token for article in self.articles.values() for held in article.tokens.values() for token in held}
        for word in (token.removeprefix(EXACT) for token in tokens if token.startswith(EXACT)):
            for key in word_keys(word):
                found[key].add(word)
        return found

    def _held(self, leaf: Scored) -> Mapping[str, Mapping[str, list[Place]]]:
        """id -> text field -> where it holds what the leaf asks for, of the articles that do."""
        found = {id: article.places(leaf) for id, article in self.articles.items()}
        return {id: fields for id, fields in found.items() if fields}

    def weight(self, leaf: Scored) -> float:
        """What the leaf scores where it counts 1."""
        return leaf.weight * idf(len(self.articles), len(self.held(leaf)))

    def counted(self, article: _Article, numbers: Mapping[str, float]) -> float:
        """The numbers of the article's text fields, normalised by length and boosted, added up."""
        count = 0.0
        for name, number in numbers.items():
            a, b = length_factors(self.mean_lengths[name], TEXT_BY_NAME[name].boost)
            count += number / (a + b * article.lengths[name])
        return count


class MemoryEngine:
    """An engine that keeps everything in memory and forgets it when it is closed. See `search.engine.Engine`."""

    url = "memory:"

    def __init__(self) -> None:
        self._state: _State | None = _State("", {})
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
        for article in nsmallest(RERANKED, hits, key=lambda article: _order(article, found, "relevance")):
            found[article.document.id] += bonus(request.query, article, state)
        ordered = sorted(hits, key=lambda article: _order(article, found, request.sort))
        page = ordered[request.offset :][: request.limit]
        return Results(
            len(hits),
            tuple(Hit(article.document, round(found[article.document.id], SCORE_DIGITS)) for article in page),
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

    def tokens(self, leaf: Shaped, /) -> Mapping[str, int]:
        """See `search.engine.Searcher.tokens`."""
        fits = Shape.of(leaf).fits
        articles = self._built().articles.values()
        held = ({t for name in leaf.fields for t in article.tokens[name] if fits(t)} for article in articles)
        return Counter(token for tokens in held for token in tokens)

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

    def _finish(self, articles: dict[str, _Article] | None, overlay: str) -> None:
        if articles is not None:
            self._state = _State(str(next(self._numbers)), articles, overlay)
        self._lock.release()


class _Writer:
    """A batch on a copy of the articles, which becomes the engine's state when all went well."""

    def __init__(self, engine: MemoryEngine, articles: dict[str, _Article], overlay: str) -> None:
        self._engine = engine
        self._overlay = overlay
        self._articles: dict[str, _Article] | None = articles

    def write(self, document: Document, /) -> None:
        self._batch()[document.id] = _Article.of(document)

    def delete(self, id: str, /) -> None:
        self._batch().pop(id, None)

    def carry(self, overlay: str, /) -> None:
        self._batch()
        self._overlay = overlay

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
        self._engine._finish(articles if kind is None else None, self._overlay)


def score(query: Query, article: _Article, state: _State) -> float | None:
    """The article's score but for proximity, or None when the query does not match it."""
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
        case Or(children):
            matched = [part for child in children if (part := score(child, article, state)) is not None]
            return sum(matched) if matched else None
        case AnyOf(children):
            number = _score_leaf(query, article, state)
            if number is None and any(_matches_unscored(child, article, state) for child in children):
                return 0.0
            return number
        case Term() | Phrase() | Near() | Prefix() | Pattern() | FuzzyTerm():
            return _score_leaf(query, article, state)
        case FacetIs(name, None):
            return None if article.terms[name] else 0.0
        case FacetIs(name, value):
            return 0.0 if value in article.terms[name] else None
        case IdIs(id):
            return 0.0 if id == article.document.id else None
        case DateRange(since, until, surely):
            span = article.document.dates()
            first, last = (span if not surely else span[::-1]) if span else (None, None)
            inside = last and (since is None or last >= since) and first and (until is None or first <= until)
            return 0.0 if inside else None
    raise QueryError(f"{type(query).__name__} is a query as typed: expand it before searching")


def _matches_unscored(query: Query, article: _Article, state: _State) -> bool:
    """Whether the query matches, unless it is one whose places say so."""
    return not isinstance(query, Written) and score(query, article, state) is not None


def _score_leaf(leaf: Scored, article: _Article, state: _State) -> float | None:
    held = state.held(leaf).get(article.document.id)
    if held is None:
        return None
    frequencies = {name: sum(place.weight for place in found) for name, found in held.items()}
    return state.weight(leaf) * saturated(state.counted(article, frequencies))


def bonus(query: Query, article: _Article, state: _State) -> float:
    """What the article scores for the nearness of neighbours in the parts of the query that match it."""
    if not isinstance(query, And | Or) or score(query, article, state) is None:
        return 0.0
    near = sum(_bonus(one, other, article, state) for one, other in neighbours(query))
    return near + sum(bonus(child, article, state) for child in query.children)


def _bonus(one: Scored, other: Scored, article: _Article, state: _State) -> float:
    ones, others = (state.held(leaf).get(article.document.id, {}) for leaf in (one, other))
    near = {name: closeness(ones[name], others[name]) for name in ones if name in others}
    return PROXIMITY * min(state.weight(one), state.weight(other)) * saturated(state.counted(article, near))


def _order(article: _Article, scores: Mapping[str, float], sort: str) -> tuple[float, float, str]:
    id = article.document.id
    if sort == "relevance":
        return 0, -round(scores[id], SCORE_DIGITS), id
    span = article.document.dates()
    if span is None:
        return UNDATED, 0, id
    first = span[0].toordinal()
    return vagueness((span[1] - span[0]).days), (first if sort == "oldest" else -first), id


def _inexact(article: _Article) -> bool:
    span = article.document.dates()
    return span is None or vagueness((span[1] - span[0]).days) > 0


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
