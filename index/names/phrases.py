"""Capitalised phrases that repeat through the archive and belong to no facet."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from index.cleaning.function_words import function_words
from index.names.candidates import EXAMPLES, Candidate, Example, around
from search.analysis import words
from search.documents import Document
from search.engine import Engine
from search.keys import key
from search.names import Names
from search.query import SearchRequest
from search.spelling import any_of, everyday_words, sequences

MOST_PHRASES: Final = 50_000
"""Phrases counted at a time: when there are more, the rarest are forgotten, so that memory is bounded."""

_CAPITALS: Final = "".join(letter for letter in map(chr, range(0x10000)) if letter.isupper() and letter.isalpha())
"""Of the scripts that have them; in others nothing tells a name."""
_WORD: Final = rf"[{_CAPITALS}][^\W\d_]+(?:['\u2019-][^\W\d_]+)*"
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
    return tuple(Example(d.path, around(d.body, at, at + len(name))) for d, at in placed if at >= 0)
