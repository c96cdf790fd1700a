"""Articles like one that is at hand, as a query that any engine answers.

What an article is about are its names and the words that it repeats and few others hold (tf-idf, as in Lucene's
MoreLikeThis). The best of both are asked for as an `Or` of weighted parts, so ranking, facets, filters and paging are
those of every other question. What a part weighs in the query is how often it stands in the article; how rare it is
in the index, the ranking itself knows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from search.analysis import stem, words
from search.documents import Document, FacetValue
from search.expand import expand
from search.fields import FACET_BY_NAME, TEXT_BY_NAME
from search.query import And, IdIs, Not, Nothing, Or, Query, Scored, SearchRequest, Term, Text
from search.scoring import LIGHT, idf, saturated
from search.spelling import light_words

if TYPE_CHECKING:
    from search.engine import Searcher
    from search.names import Names

MOST_PARTS: Final = 25
"""Names and words that are asked for; Lucene's MoreLikeThis takes as many."""

CANDIDATES: Final = 100
"""Words, and a fifth as many names, of which it is counted how many articles hold them: those that stand in the
article most often."""

SHORTEST: Final = 3
"""Letters of a word that may tell what an article is about."""

COMMON: Final = 0.5
"""A word that a larger share of all articles holds tells nothing of one; names always tell something."""

NAME: Final = 2.0
"""What a name weighs beside a word that stands there as often."""

NAMED: Final = ("actor", "region")
"""The facets whose values are what an article is about; a publisher is only where it stood."""

_HEAVIEST: Final = LIGHT * 0.8
"""The weight of the heaviest part: the words that a person typed count more, and for parts below `LIGHT` no nearness
is looked for, as those that come one after the other here were not typed so."""


@dataclass(frozen=True, slots=True)
class Similar:
    """What to ask an engine for, and its parts in words, the one that tells most first."""

    query: Query
    parts: tuple[str, ...]
    labels: Mapping[Query, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Part:
    label: str
    query: Scored
    weight: float
    named: bool


def similar(article: Document, searcher: Searcher, names: Names, fields: tuple[str, ...]) -> Similar:
    """What the articles like this one hold in these text fields, itself left out. Nothing is like an article that
    shares no name and no telling word with another."""
    total = searcher.count()
    told: list[tuple[float, _Part]] = []
    parts = (*_names(article, names, fields), *_words(article, fields))
    counted = SearchRequest(Nothing(), facets=(), limit=0, counted=tuple(part.query for part in parts))
    for part, holding in zip(parts, searcher.search(counted).held, strict=True):
        most = total if part.named else COMMON * total
        if 1 < holding <= most:  # 1 is this article alone
            told.append((part.weight * idf(total, holding), part))
    told.sort(key=lambda one: (-one[0], one[1].label))
    best = [part for _, part in told[:MOST_PARTS]]
    if not best:
        return Similar(Nothing(), ())
    heaviest = max(part.weight for part in best)
    asked = tuple(replace(part.query, weight=_HEAVIEST * part.weight / heaviest) for part in best)
    labels = tuple(part.label for part in best)
    return Similar(And((Or(asked), Not(IdIs(article.id)))), labels, dict(zip(asked, labels, strict=True)))


def _names(article: Document, names: Names, fields: tuple[str, ...]) -> Iterator[_Part]:
    """The actors and places of the article, each in all its spellings, a state that is both once."""
    counts: Counter[str] = Counter()
    for facet, value in _held(article):
        counts[_name(facet, value)] += len(value.evidence)
    for count, name in sorted((-count, name) for name, count in counts.items())[: CANDIDATES // 5]:
        query = expand(Text(name, quoted=True), names, fields=fields).query
        if isinstance(query, Scored):
            yield _Part(name, query, NAME * saturated(-count), named=True)


def _held(article: Document) -> Iterator[tuple[str, FacetValue]]:
    return ((facet, value) for facet in NAMED for value in article.values.get(facet, ()))


def _name(facet: str, value: FacetValue) -> str:
    """What a value is called in a text: of a path the last level."""
    separator = FACET_BY_NAME[facet].separator
    return value.value.rsplit(separator, 1)[-1] if separator else value.value


def _words(article: Document, fields: tuple[str, ...]) -> Iterator[_Part]:
    """The words that the article repeats, by stem, those of its names left out: they stand there as names."""
    named = {
        stem(word)
        for facet, value in _held(article)
        for text in (_name(facet, value), *(evidence.text for evidence in value.evidence))
        for word in _parts([text])
    }
    counts: Counter[str] = Counter()
    written: dict[str, str] = {}
    for name, passages in article.texts().items():
        if name in fields:
            for word in _parts(passages):
                if len(word) >= SHORTEST and not word.isdigit() and word not in light_words():
                    counts[stem(word)] += int(TEXT_BY_NAME[name].boost)
                    written.setdefault(stem(word), word)
    some = sorted((-count, token) for token, count in counts.items() if token not in named)[:CANDIDATES]
    return (_Part(written[token], Term(token, fields), saturated(-count), named=False) for count, token in some)


def _parts(texts: Iterable[str]) -> Iterator[str]:
    return (part.text for text in texts for word in words(text) for part in word.parts)
