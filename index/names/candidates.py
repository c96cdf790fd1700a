"""Names that an index holds and no list has: people and groups that were found by how they are spoken of, and
capitalised phrases that repeat through the archive and belong to no facet."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from index.cleaning.function_words import function_words
from search.analysis import words
from search.documents import Document, Evidence, FacetValue
from search.engine import Engine, Searcher
from search.keys import key
from search.names import Names, compare
from search.query import FacetIs, SearchRequest
from search.spelling import any_of, everyday_words, sequences

EXAMPLES: Final = 2
"""Sentences that are shown of each."""
AROUND: Final = 80
"""Characters shown on either side of a name."""
MOST_PHRASES: Final = 50_000
"""Phrases counted at a time: when there are more, the rarest are forgotten, so that memory is bounded."""
ALIKE: Final = 0.85
"""From this score of `search.names.compare` on, a listed name is offered as the one that is meant."""

_UNLISTED: Final = "unlisted"
"""How the rules begin by which names are found that no list has."""

_WORD: Final = r"[^\W\d_a-z][^\W\d_]+(?:['\u2019-][^\W\d_]+)*"
_LINK: Final = r"(?:of|the|al|el|and|for|bin|ibn|ben|de|del|du|der|van|von)"
_PHRASE: Final = re.compile(rf"{_WORD}(?: (?:{_LINK} ){{0,2}}{_WORD}){{1,5}}")
_CALENDAR: Final = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday"
    " thursday friday saturday sunday".split()
)
_OPENERS: Final = frozenset(
    "after although another before both despite during earlier even following here however last later many meanwhile"
    " more most new once one only other several since some such then there these those though three two under until"
    " what when where while".split()
)
"""Words that sentences begin with, beside the commonest of all."""


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence or a part of one in which a name stands, and the article's path."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name to adopt. `articles` hold it (at least so many, for phrases); `alike` is a name of the index that
    it may be another spelling of."""

    sort: Literal["actor", "phrase"]
    name: str
    type: str | None
    articles: int
    examples: tuple[Example, ...]
    alike: str | None = None


def unlisted(searcher: Searcher, names: Names, *, least: int, limit: int) -> Iterator[Candidate]:
    """The unlisted actors of an index with at least `least` articles, the commonest first; 0 means no limit."""
    counts = searcher.search(SearchRequest(facets=("actor",), limit=0, facet_limit=None)).facets["actor"].counts
    found = 0
    listed = {c.value for c in counts if any(name.value == c.value for name in names.lookup("actor", c.value))}
    for counted in counts:
        if counted.count < least or (limit and found >= limit):
            break
        if counted.value in listed:
            continue
        hits = searcher.search(SearchRequest(FacetIs("actor", counted.value), limit=EXAMPLES, facets=())).hits
        held = [(hit.document, one) for hit in hits for one in _holding(hit.document, counted.value)]
        if not held:
            continue
        found += 1
        examples = tuple(example for document, one in held for example in _examples(document, one.evidence))
        alike = _alike(counted.value, listed) if held[0][1].type == "person" else None
        yield Candidate("actor", counted.value, held[0][1].type, counted.count, examples, alike)


def _holding(document: Document, value: str) -> Iterator[FacetValue]:
    """The article's value, if it was found without a list."""
    for one in document.values.get("actor", ()):
        if one.value == value and any(evidence.rule.startswith(_UNLISTED) for evidence in one.evidence):
            yield one


def _alike(name: str, listed: set[str]) -> str | None:
    """The listed name that is written most like this one; names of one word are too short to tell."""
    if " " not in name:
        return None
    best = max(((compare(name, other), other) for other in listed if " " in other), default=(0.0, ""))
    return best[1] if best[0] >= ALIKE else None


def _examples(document: Document, evidence: tuple[Evidence, ...]) -> Iterator[Example]:
    """The first place in the article, the body before the title."""
    placed = sorted((e for e in evidence if e.start is not None), key=lambda e: (e.place != "body", e.start))
    for one in placed[:1]:
        text = document.title if one.place == "title" else document.body
        yield Example(document.path, _around(text, one.start or 0, one.end or 0))


def _around(text: str, start: int, end: int) -> str:
    """A stretch with what stands before and behind it in its paragraph, cut between words."""
    first = max(text.rfind("\n", 0, start) + 1, start - AROUND)
    last = min((text.find("\n", end) + 1 or len(text) + 1) - 1, end + AROUND)
    before, after = text[first:start], text[end:last]
    if first and text[first - 1] != "\n" and " " in before:
        before = "\u2026" + before.partition(" ")[2]
    if last < len(text) and text[last] != "\n" and " " in after:
        after = after.rpartition(" ")[0] + "\u2026"
    return " ".join(f"{before}{text[start:end]}{after}".split())


def phrases(engine: Engine, names: Names, *, least: int, limit: int) -> list[Candidate]:
    """Capitalised phrases that stand in at least `least` articles and in no facet, the commonest first; 0 means no
    limit. Reads every article; memory holds `MOST_PHRASES` phrases (lossy counting, Manku and Motwani 2002)."""
    counted: dict[str, _Counted] = {}
    forgotten = 0
    for id in engine.digests():
        for own, name in _capitalised(engine.get(id)).items():
            counted.setdefault(own, _Counted(name, forgotten)).articles += 1
        while len(counted) > MOST_PHRASES:
            forgotten += 1
            counted = {own: held for own, held in counted.items() if held.articles + held.missed > forgotten}
    common = sorted((c for c in counted.values() if c.articles >= least), key=lambda c: (-c.articles, c.name))
    kept: list[Candidate] = []
    for one in common:
        if limit and len(kept) >= limit:
            break
        if not any(names.lookup(field, one.name) for field in ("region", "actor", "publisher")):
            kept.append(Candidate("phrase", one.name, None, one.articles, _sentences(one.name, engine)))
    return kept


@dataclass(slots=True)
class _Counted:
    """A phrase and the articles that hold it, less at most `missed` that were forgotten before it was met again."""

    name: str
    missed: int
    articles: int = 0


def _capitalised(document: Document) -> dict[str, str]:
    """The phrases of a body that overlap no name that was found, by key."""
    taken = sorted(
        (e.start, e.end)
        for held in document.values.values()
        for value in held
        for e in value.evidence
        if e.place == "body" and e.start is not None and e.end is not None
    )
    starts = [start for start, _ in taken]
    found: dict[str, str] = {}
    for match in _PHRASE.finditer(document.body):
        near = taken[max(0, bisect_right(starts, match.start()) - 1) : bisect_right(starts, match.end())]
        if any(start < match.end() and match.start() < end for start, end in near):
            continue
        name = _trimmed(match.group(), document.language)
        if " " in name:
            found.setdefault(key(name), name)
    return found


def _trimmed(phrase: str, language: str | None) -> str:
    """Without ordinary words at the ends: the first of a sentence has a capital, too."""
    plain = _plain_words(language or "en")
    listed = phrase.split()
    while listed and (listed[0].lower() in plain or len(listed[0]) < 3):
        listed = listed[1:]
    while listed and (listed[-1].lower() in plain or len(listed[-1]) < 3):
        listed = listed[:-1]
    return " ".join(listed)


@lru_cache
def _plain_words(language: str) -> frozenset[str]:
    """What no name begins or ends with."""
    return everyday_words() | _CALENDAR | _OPENERS | function_words().get(language, frozenset())


def _sentences(name: str, engine: Engine) -> tuple[Example, ...]:
    """Where a phrase stands, from the articles that a search for it finds first."""
    query = any_of(sequences(words(name), exact=True), ("body",), name)
    found = (hit.document for hit in engine.search(SearchRequest(query, facets=(), limit=EXAMPLES)).hits)
    placed = ((document, document.body.find(name)) for document in found)
    return tuple(Example(d.path, _around(d.body, at, at + len(name))) for d, at in placed if at >= 0)
