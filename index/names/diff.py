"""What names files would change: names and spellings, and how many articles of the index hold them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from search.analysis import words
from search.engine import Searcher
from search.keys import key
from search.names import Name, Names, Spelling, load_names
from search.names.model import SpellingKind
from search.names.overlay import Overlay
from search.query import FacetIs, Or, Query, SearchRequest
from search.spelling import any_of, cased_sequence, sequences

Sort = Literal["new", "changed", "merged", "retired"]
Key = tuple[str, SpellingKind, bool]

TEXTS: Final = ("title", "body")
"""Where names are looked for when an article is tagged."""

_FACTS: Final = (
    "value",
    "canonical",
    "type",
    "country",
    "role",
    "population",
    "latitude",
    "longitude",
    "domain",
    "since",
    "until",
)


@dataclass(frozen=True, slots=True)
class SpellingChange:
    """A spelling that a name gets (or else loses). `other` is the name that loses it at the same time (or else gets
    it), `shared` are further names that are written so; `articles` hold it, None where there is no index."""

    text: str
    kind: SpellingKind
    added: bool
    articles: int | None
    other: str | None = None
    shared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NameChange:
    """What becomes of a name. `value` is what it was called, or is if it is new; `into` the name it is merged into.
    `facts` are (what, before, after). `articles` hold a spelling that changes, or the value that does."""

    sort: Sort
    id: str
    field: str
    value: str
    into: str | None
    facts: tuple[tuple[str, str, str], ...]
    spellings: tuple[SpellingChange, ...]
    articles: int | None


@dataclass(frozen=True, slots=True)
class Difference:
    """All changes, by field and value. `articles` are touched by any of them, of `total` in the index; None where there
    is no index."""

    names: tuple[NameChange, ...]
    articles: int | None
    total: int | None


def difference(before: str, after: str, searcher: Searcher | None) -> Difference:
    """What changes between two overlays as `load_names` takes them; `searcher` is the index to count articles in."""
    return _Comparison(before, after, searcher).run()


@dataclass(slots=True)
class _Side:
    """The names under one overlay, and which ids it speaks of."""

    names: Names
    overlay: Overlay

    def get(self, id: str) -> Name | None:
        """The name itself, not the one it was merged into."""
        return None if id in self.overlay.gone else self.names.get(id)

    def spellings(self, id: str) -> Mapping[Key, Spelling]:
        name = self.get(id)
        return {} if name is None else {_key(s): s for s in self.names.spellings(name)}


class _Comparison:
    def __init__(self, before: str, after: str, searcher: Searcher | None) -> None:
        self._before = _Side(load_names(before), Overlay.from_text(before))
        self._after = _Side(load_names(after), Overlay.from_text(after))
        self._searcher = searcher
        ids = {
            id
            for side in (self._before, self._after)
            for id in (*side.overlay.gone, *(entry.name.id for entry in side.overlay.entries))
        }
        self._ids = sorted(ids)
        self._lost: dict[Key, str] = {}
        self._got: dict[Key, str] = {}

    def run(self) -> Difference:
        for id in self._ids:
            old, new = self._before.spellings(id), self._after.spellings(id)
            self._lost |= dict.fromkeys(old.keys() - new.keys(), id)
            self._got |= dict.fromkeys(new.keys() - old.keys(), id)
        told = [self._change(id) for id in self._ids]
        changed = [(change, query) for change, query in told if change is not None]
        changed.sort(key=lambda found: (found[0].field, found[0].value, found[0].id))
        touched = self._count([query for _, queries in changed for query in queries])
        total = None if self._searcher is None else self._searcher.count()
        return Difference(tuple(change for change, _ in changed), touched, total)

    def _change(self, id: str) -> tuple[NameChange | None, list[Query]]:
        """What becomes of a name, and what articles that it touches match."""
        before, after = self._before.get(id), self._after.get(id)
        named = before or after
        if named is None:
            return None, []
        facts = tuple(_facts(before, after)) if before and after else ()
        old, new = self._before.spellings(id), self._after.spellings(id)
        marked = [k for k in old.keys() & new.keys() if old[k] != new[k] and _signs(old[k]) != _signs(new[k])]
        if after is not None and before is not None and not facts and not marked and old.keys() == new.keys():
            return None, []
        facts += tuple(("spelling", _signs(old[k]), _signs(new[k])) for k in marked)
        spellings = tuple(self._spellings(id, old, new)) if after is not None else ()
        queries = [] if after is None else [_query(s) for s in (*_only(old, new), *_only(new, old))]
        queries += [_query(new[k]) for k in marked]
        if before is not None and (after is None or facts):
            queries.append(FacetIs(before.field, before.value))
        into = self._after.names.get(id) if after is None else None
        sort: Sort = "merged" if into else "retired" if after is None else "changed" if before else "new"
        change = NameChange(
            sort, id, named.field, named.value, into.value if into else None, facts, spellings, self._count(queries)
        )
        return change, queries

    def _spellings(self, id: str, old: Mapping[Key, Spelling], new: Mapping[Key, Spelling]) -> Iterator[SpellingChange]:
        for added, ones, others in ((False, old, new), (True, new, old)):
            for one in _only(ones, others):
                own = _key(one)
                elsewhere = (self._lost if added else self._got).get(own)
                side = self._before if added else self._after
                other = side.get(elsewhere) if elsewhere is not None else None
                shared = self._shared(id, one) if added else ()
                yield SpellingChange(
                    one.text, one.kind, added, self._count([_query(one)]), other.value if other else None, shared
                )

    def _shared(self, id: str, spelling: Spelling) -> tuple[str, ...]:
        """The other names that are written so from now on."""
        found = (
            name
            for name_field in ("region", "actor")
            for name in self._after.names.lookup(name_field, spelling.text)
            if any(key(s.text) == key(spelling.text) for s in self._after.names.spellings(name))
        )
        return tuple(dict.fromkeys(name.value for name in found if name.id != id))

    def _count(self, queries: Iterable[Query]) -> int | None:
        if self._searcher is None:
            return None
        either = tuple(dict.fromkeys(queries))
        return self._searcher.search(SearchRequest(Or(either), facets=(), limit=0)).total


def _key(spelling: Spelling) -> Key:
    """What a spelling matches by: *=NATO* and *Nato* are two."""
    return key(spelling.text), spelling.kind, spelling.case


def _only(ones: Mapping[Key, Spelling], others: Mapping[Key, Spelling]) -> list[Spelling]:
    return [spelling for own, spelling in ones.items() if own not in others]


def _facts(before: Name, after: Name) -> Iterator[tuple[str, str, str]]:
    for what in _FACTS:
        old, new = getattr(before, what), getattr(after, what)
        if old != new and not (what == "canonical" and before.value != after.value):
            yield what, _said(old), _said(new)


def _said(fact: object) -> str:
    return "none" if fact is None else str(fact)


def _signs(spelling: Spelling) -> str:
    """A spelling as a table has it."""
    signs = "=" * (spelling.case + spelling.strict) + "?" * spelling.weak
    return signs + spelling.text.casefold()


def _query(spelling: Spelling) -> Query:
    """The articles that hold a spelling as the tagging reads it: folded, but not by word stems."""
    found = words(spelling.text)
    cased = cased_sequence(spelling.text, found, exact=True) if spelling.case else None
    ways = [cased] if cased is not None else sequences(found, exact=True)
    return any_of(ways, TEXTS, spelling.text)
