"""One generation, open for reading."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from heapq import nsmallest
from operator import itemgetter
from pathlib import Path
from typing import Any

from whoosh.index import open_dir
from whoosh.reading import TermNotFound

from search.documents import Document, vagueness
from search.engines.requests import SCORE_DIGITS
from search.engines.whoosh import bits
from search.engines.whoosh.columns import Columns
from search.engines.whoosh.evaluate import Evaluation, Matches, Scores
from search.engines.whoosh.facets import Narrowing, count_facets
from search.engines.whoosh.lexicon import Lexicon
from search.engines.whoosh.occurrences import Occurrences
from search.engines.whoosh.postings import PostingReader
from search.engines.whoosh.schema import format_name, read_document, schema
from search.errors import DocumentNotFoundError, IndexUnreadableError
from search.query import Query, SearchRequest, Shaped
from search.results import Hit, Results
from search.scoring import RERANKED
from search.shapes import Shape

MOST_KEPT = 400_000
"""Pairs of leaf and article, of some 100 bytes each, that are remembered from one search to the next."""

FORMAT_FILE = "format"
OVERLAY_FILE = "names.json"
"""The owner's names that the generation was tagged with, as they were given; not there where none were."""


def check_format(generation: Path, url: str) -> None:
    """`IndexUnreadableError` when another version wrote this generation."""
    try:
        found = (generation / FORMAT_FILE).read_text("utf-8").strip()
    except FileNotFoundError:
        found = "unknown"
    if found != format_name():
        raise IndexUnreadableError(url, f"its format is '{found}', this version reads '{format_name()}'")


class Snapshot:
    """One published generation. Whoosh's readers share file positions, so one call at a time may use it: its engine
    sees to that."""

    def __init__(self, generation: Path, url: str) -> None:
        check_format(generation, url)
        self.columns = Columns.load(generation)
        self._generation = generation
        self._lexicon: Lexicon | None = None
        self._reader: Any = open_dir(str(generation), readonly=True, schema=schema()).reader()
        if self._reader.doc_count_all() != self.columns.size:
            self.close()
            raise IndexUnreadableError(url, "its parts do not belong together")
        self._evaluation = self._evaluating()

    def _evaluating(self) -> Evaluation:
        """An evaluation that knows nothing yet."""
        return Evaluation(self.columns, Occurrences(PostingReader(self._reader)), lambda id: find(self._reader, id))

    def close(self) -> None:
        """Release files."""
        with contextlib.suppress(Exception):  # Whoosh's readers refuse to be closed twice, each in its own way
            self._reader.close()
        if self._lexicon is not None:
            self._lexicon.close()

    def count(self) -> int:
        """How many live articles there are."""
        return self.columns.live.bit_count()

    def tokens(self, leaf: Shaped, most: int | None = None) -> dict[str, int]:
        """The tokens of this shape, and how many live articles hold each; with `most` only those that most hold."""
        reader, bounds = PostingReader(self._reader), Counter[str]()
        for name in leaf.fields:
            bounds.update(reader.bounds(name, Shape.of(leaf)))
        found: dict[str, int] = {}
        least = 0  # what the last of the most has
        for token, bound in sorted(bounds.items(), key=itemgetter(1), reverse=True):
            if most is not None and len(found) >= most and bound < least:
                break  # neither this nor a later one can be among them
            held = {number for name in leaf.fields for number in reader.read(name, token)}
            if held:
                found[token] = len(held)
                least = sorted(found.values())[-most] if most and len(found) >= most else 0
        return dict(sorted(found.items(), key=lambda one: (-one[1], one[0]))[:most])

    def words(self, keys: Collection[str]) -> set[str]:
        """The words that may be names and have one of these keys."""
        if self._lexicon is None:
            self._lexicon = Lexicon(self._generation)
        return self._lexicon.words(keys)

    def get(self, id: str) -> Document:
        """The document with this id; `DocumentNotFoundError` when there is none."""
        number = find(self._reader, id)
        if number is None:
            raise DocumentNotFoundError(id)
        return self._document(number)

    def search(self, request: SearchRequest) -> Results:
        """Answer a request."""
        evaluation = self._evaluation
        if evaluation.size() > MOST_KEPT:
            self._evaluation = evaluation = self._evaluating()
        matches = evaluation.evaluate(request.query)
        narrowing = Narrowing.of(request, self.columns)
        found = narrowing.narrow(matches.found)
        scores, best = self._reranked(evaluation, matches, found)
        if request.sort == "relevance" and request.limit is not None and request.offset + request.limit <= len(best):
            page = best[request.offset :][: request.limit]
        else:
            page = self._page(request, bits.numbers(found, self.columns.size), scores)
        hits = tuple(Hit(self._document(n), round(scores.get(n, 0.0), SCORE_DIGITS)) for n in page)
        if request.explain:
            hits = self._explained(request.query, evaluation, zip(hits, page, strict=True), set(best))
        facets = count_facets(request, matches.found, narrowing, self.columns)
        return Results(
            found.bit_count(),
            hits,
            facets,
            held=tuple(map(evaluation.holding, request.counted)),
            inexact=0 if request.sort == "relevance" else (found & ~self.columns.dated()).bit_count(),
        )

    def _reranked(self, evaluation: Evaluation, matches: Matches, found: int) -> tuple[Scores, list[int]]:
        """The scores with what proximity adds to the best articles, and these in their new order; none without it."""
        if not matches.pairs:
            return matches.scores, []
        order = self._order("relevance", matches.scores)
        best = nsmallest(RERANKED, bits.numbers(found, self.columns.size), key=order)
        near = evaluation.nearness(matches.pairs, sorted(best))
        scores = matches.scores | {number: matches.scores.get(number, 0.0) + more for number, more in near.items()}
        return scores, sorted(best, key=self._order("relevance", scores))

    def _explained(
        self, query: Query, evaluation: Evaluation, hits: Iterable[tuple[Hit, int]], best: set[int]
    ) -> tuple[Hit, ...]:
        """The hits, which come with their numbers, with what their scores are made of."""
        from search.engines.whoosh.seen import SeenArticle  # needed for explanations only
        from search.weighing import weighed

        return tuple(
            replace(hit, parts=weighed(query, SeenArticle(evaluation, number), near=number in best))
            for hit, number in hits
        )

    def _page(self, request: SearchRequest, found: Iterable[int], scores: Scores) -> list[int]:
        order = self._order(request.sort, scores)
        if request.limit is None:
            return sorted(found, key=order)[request.offset :]
        return nsmallest(request.offset + request.limit, found, key=order)[request.offset :]

    def _order(self, sort: str, scores: Scores) -> Callable[[int], tuple[float, float, int]]:
        rank, first = self.columns.rank, self.columns.first
        if sort == "relevance":
            return lambda n: (0, -round(scores.get(n, 0.0), SCORE_DIGITS), rank[n])
        last, sign = self.columns.last, 1 if sort == "oldest" else -1
        return lambda n: (vagueness(last[n] - first[n]), sign * first[n], rank[n])

    def _document(self, number: int) -> Document:
        return read_document(self._reader.stored_fields(number)["document"])


def find(reader: Any, id: str) -> int | None:
    """The number of the live article with this id in a Whoosh reader, or None."""
    for leaf, base in reader.leaf_readers():
        with contextlib.suppress(TermNotFound):
            matcher = leaf.postings("key", id)
            if matcher.is_active():
                number: int = base + matcher.id()
                return number
    return None
