"""Names that an index holds and no list has: people, groups and places that were found by how they are spoken of."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Final, Literal, NamedTuple

from search.documents import Document, Evidence, FacetValue
from search.engine import Searcher
from search.names import Name, Names, compare
from search.names.blocking import skeletons
from search.names.tables import PLACE_TYPES, read_table
from search.query import FacetIs, Or, SearchRequest
from search.results import FacetCount

Field = Literal["actor", "region"]

EXAMPLES: Final = 2
"""Sentences that are shown of each."""
AROUND: Final = 80
"""Characters shown on either side of a name."""
ALIKE: Final = 0.85
"""From this score of `search.names.compare` on, a listed name is offered as the one that is meant."""
SAME: Final = 0.9
"""From this score on, two names that no list has are one, spelt in two ways."""
MOST_COMPARED: Final = 50_000
"""Unlisted names that are compared with one another, the commonest first: the rest of an archive's are too rare."""
NEAR: Final = 24
"""Characters beside the name of a place in which a noun says what it is."""

_UNLISTED: Final = "unlisted"
"""How the rules begin by which names are found that no list has."""


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence or a part of one in which a name stands, and the article's path."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name to adopt. `articles` hold it (at least so many, for phrases); `spellings` are other ways in which they
    write it, `parent` is what a place lies in; `alike` is a listed name that it may be another spelling of."""

    sort: Literal["actor", "place", "phrase"]
    name: str
    type: str | None
    articles: int
    examples: tuple[Example, ...]
    alike: str | None = None
    parent: str | None = None
    spellings: tuple[str, ...] = ()


class _Unlisted(NamedTuple):
    """Values of one field that spell one name, the commonest first, and how many articles hold them."""

    values: tuple[str, ...]
    articles: int


def unlisted_actors(searcher: Searcher, names: Names, *, least: int, limit: int) -> Iterator[Candidate]:
    """The unlisted actors of an index with at least `least` articles, the commonest first; 0 means no limit."""
    counts = _counts(searcher, "actor")
    listed = {one.value for one in counts if _is_listed(names, "actor", one.value)}
    for found, held in islice(_held(searcher, "actor", counts, listed, least), limit or None):
        kind = held[0][1].type
        alike = _alike(found.values[0], listed) if kind == "person" else None
        yield Candidate(
            "actor", found.values[0], kind, found.articles, _examples(held), alike, spellings=found.values[1:]
        )


def unlisted_places(searcher: Searcher, names: Names, *, least: int, limit: int) -> Iterator[Candidate]:
    """The unlisted places of an index, in the same way."""
    counts = _counts(searcher, "region")
    listed = {one.value for one in counts if _is_listed(names, "region", one.value)}
    for found, held in islice(_held(searcher, "region", counts, listed, least), limit or None):
        above, _, name = found.values[0].rpartition("/")
        spellings = dict.fromkeys(value.rpartition("/")[2] for value in found.values[1:])
        yield Candidate(
            "place",
            name,
            _kind(held),
            found.articles,
            _examples(held),
            _near(names, name, above),
            above,
            tuple(one for one in spellings if one != name),
        )


def _counts(searcher: Searcher, field: Field) -> tuple[FacetCount, ...]:
    return searcher.search(SearchRequest(facets=(field,), limit=0, facet_limit=None)).facets[field].counts


def _is_listed(names: Names, field: Field, value: str) -> bool:
    return any(name.value == value for name in names.lookup(field, value))


_Held = list[tuple[Document, FacetValue]]


def _held(
    searcher: Searcher, field: Field, counts: Iterable[FacetCount], listed: set[str], least: int
) -> Iterator[tuple[_Unlisted, _Held]]:
    """What no list has, the commonest first, with values in the first articles that hold it."""
    for found in _together(searcher, field, [one for one in counts if one.value not in listed], least):
        wanted = Or(tuple(FacetIs(field, value) for value in found.values))
        hits = searcher.search(SearchRequest(wanted, limit=EXAMPLES, facets=())).hits
        held = [(hit.document, one) for hit in hits for one in _holding(hit.document, field, found.values)]
        if held:
            yield found, held


def _together(searcher: Searcher, field: Field, counts: list[FacetCount], least: int) -> list[_Unlisted]:
    """Values with those that only spell the same name otherwise, the commonest first."""
    groups: list[list[FacetCount]] = []
    by_skeleton: dict[tuple[str, str], list[list[FacetCount]]] = defaultdict(list)
    for one in counts[:MOST_COMPARED]:
        scope, name = _scope(field, one.value)
        near = [(scope, skeleton) for skeleton in skeletons(name)]
        group = next(
            (group for same in near for group in by_skeleton[same] if _same(field, group[0].value, name)), None
        )
        if group is None:
            group = []
            groups.append(group)
            for same in near:
                by_skeleton[same].append(group)
        group.append(one)
    groups.extend([one] for one in counts[MOST_COMPARED:])
    enough = (group for group in groups if sum(one.count for one in group) >= least)
    found = [_Unlisted(tuple(one.value for one in group), _articles(searcher, field, group)) for group in enough]
    return sorted((one for one in found if one.articles >= least), key=lambda one: -one.articles)


def _scope(field: Field, value: str) -> tuple[str, str]:
    """Within what names are compared, and the name itself: places of one country, and names of as many words."""
    name = value.rpartition("/")[2] if field == "region" else value
    country = "/".join(value.split("/")[:2]) if field == "region" else ""
    return f"{country} {name.count(' ')}", name


def _same(field: Field, value: str, name: str) -> bool:
    other = _scope(field, value)[1]
    if field == "actor" and (" " not in name or any(c.isdigit() for c in name + other)):
        return name == other  # one word is too little, *4th Brigade* is not the 40th
    return compare(name, other) >= SAME


def _articles(searcher: Searcher, field: Field, group: list[FacetCount]) -> int:
    if len(group) == 1:
        return group[0].count
    wanted = Or(tuple(FacetIs(field, one.value) for one in group))
    return searcher.search(SearchRequest(wanted, limit=0, facets=())).total


def _holding(document: Document, field: Field, values: tuple[str, ...]) -> Iterator[FacetValue]:
    """The article's value, if it was found without a list."""
    for one in document.values.get(field, ()):
        if one.value in values and any(evidence.rule.startswith(_UNLISTED) for evidence in one.evidence):
            yield one


def _alike(name: str, listed: set[str]) -> str | None:
    """The listed name that is written most like this one; names of one word are too short to tell."""
    if " " not in name:
        return None
    best = max(((compare(name, other), other) for other in listed if " " in other), default=(0.0, ""))
    return best[1] if best[0] >= ALIKE else None


def _near(names: Names, name: str, above: str) -> str | None:
    """The listed place of the country that is written most like this one, if any is."""
    place = next(iter(names.lookup("region", above)), None)
    if place is None or place.country is None:
        return None
    best: tuple[float, Name] | None = next(iter(names.spelt_like(name, place.country)), None)
    return best[1].value if best is not None and best[0] >= ALIKE else None


def _kind(held: _Held) -> str:
    """What sort of place it is, by the nouns beside its name."""
    kinds = place_kinds()
    said: Counter[str] = Counter()
    for document, value in held:
        for one in value.evidence:
            if one.start is not None and one.end is not None:
                text = document.title if one.place == "title" else document.body
                beside = text[max(0, one.start - NEAR) : one.start] + " " + text[one.end : one.end + NEAR]
                said.update(kinds[word] for word in re.findall(r"[a-z]+", beside.lower()) if word in kinds)
    return said.most_common(1)[0][0] if said else "place"


@lru_cache(maxsize=1)
def place_kinds() -> dict[str, str]:
    """What sort of place a noun beside a name says it is."""
    rows = read_table(Path(__file__).with_name("place_kinds.tsv"), ("noun", "type", "source"))
    return {row.required("noun"): row.choice("type", PLACE_TYPES) for row in rows}


def _examples(held: _Held) -> tuple[Example, ...]:
    return tuple(example for document, one in held for example in _first(document, one.evidence))


def _first(document: Document, evidence: tuple[Evidence, ...]) -> Iterator[Example]:
    """The first place in the article, the body before the title."""
    placed = sorted((e for e in evidence if e.start is not None), key=lambda e: (e.place != "body", e.start))
    for one in placed[:1]:
        text = document.title if one.place == "title" else document.body
        yield Example(document.path, around(text, one.start or 0, one.end or 0))


def around(text: str, start: int, end: int) -> str:
    """A stretch with what stands before and behind it in its paragraph, cut between words."""
    first = max(text.rfind("\n", 0, start) + 1, start - AROUND)
    last = min((text.find("\n", end) + 1 or len(text) + 1) - 1, end + AROUND)
    before, after = text[first:start], text[end:last]
    if first and text[first - 1] != "\n" and " " in before:
        before = "\u2026" + before.partition(" ")[2]
    if last < len(text) and text[last] != "\n" and " " in after:
        after = after.rpartition(" ")[0] + "\u2026"
    return " ".join(f"{before}{text[start:end]}{after}".split())
