"""The one way to ask: the command line, the pages and the API all call `ask`, so they give one answer."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from search.analysis import piece_words
from search.choices import Choices
from search.documents import Document
from search.engine import Searcher
from search.errors import QueryError, UnknownFacetValueError
from search.expand import Expanded, expand
from search.explain import described, quoted
from search.fields import FACET_BY_NAME, MISSING, SCOPES, TEXT_BY_NAME
from search.highlight import marks, snippets, title_marks
from search.name_ways import Way
from search.notes import Notes, piece
from search.parser import ParsedQuery, parse_query, searched
from search.query import (
    And,
    AnyOf,
    DateRange,
    Everything,
    FacetFilter,
    FacetIs,
    IdIs,
    Not,
    Nothing,
    Or,
    Query,
    Scored,
    SearchRequest,
    Text,
    sure,
)
from search.question import Choice, Question
from search.results import Hit, Interpretation, Results, ScorePart, Spelling, WayOut
from search.spelling import any_of
from search.typed import Typed, everything_in
from search.unlisted import Known
from search.ways_out import ways_out

if TYPE_CHECKING:
    from search.names import Names


@dataclass(frozen=True, slots=True)
class Reading:
    """A question as understood: what an engine is asked, the text fields it looks in, how to say it, and the ways to
    write each name in it, and what its parts are called, as typed."""

    request: SearchRequest
    fields: tuple[str, ...]
    interpretation: Interpretation
    spellings: tuple[tuple[Way, ...], ...] = ()
    labels: Mapping[Query, str] = field(default_factory=dict)


MOST_NAMED: Final = 12
"""Words that no article holds which are named."""

STAGES: Final = ("read", "search", "highlight", "look around")
"""What answering takes: reading the question, asking the engine, finding what to show and mark in the articles, and
counting what is near the question (dates that only may fit; where nothing is found, what would find something)."""


def ask(searcher: Searcher, question: Question, names: Names) -> Results:
    """The answer to a question, with snippets, marks and how it was read; where nothing is found, with ways out.

    Raises `QueryError` where it cannot be asked (no such scope, facet or order), `DocumentNotFoundError`
    where articles like one are wanted that is not there, `UnknownFacetValueError` where a choice names a value that no
    article holds, and `EngineError`. Never for what stands in the query box: an unknown value there (`actor:foo`) is
    read as words, and noted.
    """
    times = [time.perf_counter()]
    reading = read(searcher, question, names)
    times.append(time.perf_counter())
    results = searcher.search(reading.request)
    times.append(time.perf_counter())
    hits = tuple(_shown(hit, reading, marked=question.marks) for hit in results.hits)
    times.append(time.perf_counter())
    perhaps = results.total - _surely(searcher, reading.request, results.total)
    if perhaps:
        unsure = _unsure(searcher, reading.request, hits)
        hits = tuple(replace(hit, perhaps=hit.document.id in unsure) for hit in hits)
    stuck = question.instead and not results.total
    absent, instead = _ways_out(searcher, question, reading.fields, names) if stuck else ((), ())
    told = [_told(absent)] if absent else []
    read_as = reading.interpretation
    read_as = replace(read_as, spellings=_counted(reading, results.held), notes=(*read_as.notes, *told))
    times.append(time.perf_counter())
    return replace(
        results,
        hits=hits,
        interpretation=read_as,
        perhaps=perhaps,
        instead=instead,
        timings={stage: end - begin for stage, (begin, end) in zip(STAGES, pairwise(times), strict=True)},
    )


def _label(leaf: Scored, reading: Reading) -> str:
    """What a part of the question is called, as typed."""
    return reading.labels.get(leaf) or (leaf.label if isinstance(leaf, AnyOf) else described(leaf))


def _counted(reading: Reading, held: Iterable[int]) -> tuple[tuple[Spelling, ...], ...]:
    """The ways to write each name with their numbers of articles: the typed one, then those of most."""
    counts = iter(held)
    named = [[Spelling(way.text, next(counts)) for way in ways] for ways in reading.spellings]
    return tuple((typed, *sorted(others, key=lambda one: -one.count)) for typed, *others in named)


def _surely(searcher: Searcher, request: SearchRequest, total: int) -> int:
    """How many of the articles that match do so whatever day their dates mean."""
    query = sure(request.query)
    if query == request.query:
        return total
    return _total(searcher, replace(request, query=query))


def _unsure(searcher: Searcher, request: SearchRequest, hits: Iterable[Hit]) -> set[str]:
    """The ids of the hits that match on some of the days only that their dates may mean."""
    ids = {hit.document.id for hit in hits}
    query = And((sure(request.query), Or(tuple(map(IdIs, sorted(ids))))))
    found = replace(request, query=query, facets=(), limit=None, offset=0, counted=(), explain=False)
    return ids - {hit.document.id for hit in searcher.search(found).hits}


def _total(searcher: Searcher, request: SearchRequest) -> int:
    """How many articles match, and nothing else."""
    return searcher.search(replace(request, facets=(), limit=0, offset=0, counted=())).total


def _ways_out(
    searcher: Searcher, question: Question, fields: tuple[str, ...], names: Names
) -> tuple[tuple[str, ...], tuple[WayOut, ...]]:
    """What no article holds, and questions that find something; the question looks in these text fields."""
    known: Known = {}  # near questions share words
    parsed = parse_query(question.text)
    sought = everything_in(Typed.of(question.text).leaves)

    def count(near: Question) -> int:
        return _total(searcher, read(searcher, near, names, known).request)

    def lacking(fields: tuple[str, ...]) -> tuple[str, ...]:
        """The words, quotations and wildcards that stand in none of these text fields, as typed."""
        asked = replace(question, any_word=False)
        labels = _expanded(sought, parsed, asked, names, searcher, known, fields).labels
        parts = {part: typed for part, typed in labels.items() if isinstance(part, Scored)}
        held = searcher.search(SearchRequest(Nothing(), facets=(), limit=0, counted=tuple(parts))).held
        lacked = dict.fromkeys(said for said, number in zip(parts.values(), held, strict=True) if not number)
        return tuple(_as_typed(said, question.text) for said in lacked)

    return lacking(SCOPES["all"]), ways_out(question, lacking(fields), count, searcher.tokens)


def _as_typed(said: str, text: str) -> str:
    """What is said of a part of a question, in the capitals that were typed."""
    own = re.search(rf"(?<!\w){re.escape(said)}(?!\w)", text, re.IGNORECASE)
    return own[0] if own else said


def _told(absent: tuple[str, ...]) -> str:
    """That no article holds any of this."""
    more = [f"{len(absent) - MOST_NAMED} more"] if len(absent) > MOST_NAMED else []
    return f"no article holds {' or '.join([*(f'“{piece(text)}”' for text in absent[:MOST_NAMED]), *more])}"


def read(searcher: Searcher, question: Question, names: Names, known: Known | None = None) -> Reading:
    """What a question asks of this index; raises as `ask` does. `known` is as for `expand`."""
    question.check()
    choices = Choices(searcher, names)
    parsed = parse_query(question.text)
    notes = Notes()
    resolved = _resolved(parsed.query, choices, notes) or Everything()
    fields = _fields(parsed, question)
    expanded = _expanded(resolved, parsed, question, names, searcher, known)
    filters, missing = _filters(question.choices, choices)
    extra: list[Query] = [*missing]
    if question.since or question.until:
        extra.append(DateRange(question.since, question.until))
    spellings = expanded.spellings if question.spellings else ()
    request = SearchRequest(
        query=_and(expanded.query, extra),
        filters=filters,
        facets=question.facets,
        facet_limit=question.facet_limit,
        sort=question.sort,
        limit=question.limit,
        offset=question.offset,
        explain=question.explain,
        counted=tuple(any_of(way.tokens, fields, way.text) for ways in spellings for way in ways),
    )
    text = _said(expanded, filters, extra, fields, _without(parsed, question))
    remarks = (*parsed.notes, *notes.listed(), *expanded.notes)
    interpretation = Interpretation(text, remarks, query=request.query)
    reading = Reading(request, fields, interpretation, spellings, expanded.labels)
    return reading if question.similar is None else _like(reading, searcher.get(question.similar), searcher, names)


def _like(reading: Reading, article: Document, searcher: Searcher, names: Names) -> Reading:
    """The same reading, of articles like this one only."""
    from search.similar import similar

    asked, read = similar(article, searcher, names, reading.fields), reading.interpretation
    joined = reading.request.query
    query = asked.query if isinstance(joined, Everything) else And((joined, asked.query))
    text = " AND ".join([f"articles like {article.id}", *([] if isinstance(joined, Everything) else [read.text])])
    shared = "it shares no name and no telling word with another article"
    if asked.parts:
        shared = f"like it are articles with some of: {', '.join(asked.parts)}"
    return replace(
        reading,
        request=replace(reading.request, query=query),
        interpretation=replace(read, text=text, notes=(*read.notes, shared), query=query),
        labels={**reading.labels, **asked.labels},
    )


def marker(
    question: Question, names: Names, searcher: Searcher | None = None
) -> Callable[[str, str], tuple[tuple[int, int], ...]]:
    """What finds the words to mark in any text: called with a text and the text field it is from, it gives offsets.
    The searcher's index is where spellings of names that no list has come from."""
    parsed = parse_query(question.text)
    query = _expanded(parsed.query, parsed, question, names, searcher).query
    return lambda text, field: marks(text, query, field)


def _expanded(
    query: Query,
    parsed: ParsedQuery,
    question: Question,
    names: Names,
    searcher: Searcher | None,
    known: Known | None = None,
    fields: tuple[str, ...] = (),
) -> Expanded:
    return expand(
        query,
        names,
        fields=fields or _fields(parsed, question),
        exact=question.exact,
        any_word=question.any_word,
        without=_without(parsed, question),
        searcher=searcher,
        known=known,
    )


def _without(parsed: ParsedQuery, question: Question) -> tuple[str, ...]:
    """The spellings that are not wanted, by flag or parameter and in the question itself."""
    return (*question.without, *parsed.without)


def _fields(parsed: ParsedQuery, question: Question) -> tuple[str, ...]:
    if question.field:
        if question.field not in TEXT_BY_NAME:
            raise QueryError(f"no text field is called '{question.field}': use one of {', '.join(TEXT_BY_NAME)}")
        return (question.field,)
    if question.scope not in SCOPES:
        raise QueryError(f"no part of an article is called '{question.scope}': use one of {', '.join(SCOPES)}")
    if parsed.not_in:
        return searched(parsed.scope, parsed.not_in)
    return SCOPES[parsed.scope or question.scope]


def _resolved(query: Query, choices: Choices, notes: Notes, *, excluded: bool = False) -> Query | None:
    """The query with facet values as articles hold them. A value that none holds is looked for in the words of the
    articles instead; excluded, it excludes nothing; without letters and digits, it is left out. None when nothing is
    left."""
    match query:
        case And(children) | Or(children):
            found = [_resolved(child, choices, notes, excluded=excluded) for child in children]
            kept = tuple(child for child in found if child is not None)
            return type(query)(kept) if kept else None
        case Not(child):
            inner = _resolved(child, choices, notes, excluded=not excluded)
            return None if inner is None else Not(inner)
        case FacetIs(name, str(value)):
            try:
                return FacetIs(name, choices.resolve(name, value))
            except UnknownFacetValueError as error:
                if not piece_words(value):
                    notes.add(f"{error}; it is left out")
                    return None
                if excluded:
                    notes.add(f"{error}; it excludes nothing")
                    return Nothing()
                notes.add(f"{error}; it is looked for as words")
                return Text(value, quoted=True)
        case _:
            return query


def _filters(chosen: Mapping[str, Choice], choices: Choices) -> tuple[tuple[FacetFilter, ...], list[Query]]:
    """The filters, and what they cannot say: that the bucket without values is excluded."""
    filters: list[FacetFilter] = []
    missing: list[Query] = []
    for name, choice in chosen.items():
        if name not in FACET_BY_NAME:
            raise QueryError(f"no facet is called '{name}': use one of {', '.join(FACET_BY_NAME)}")
        included, excluded = (
            tuple(dict.fromkeys(choices.resolve(name, value) for value in side if value.casefold() != MISSING))
            for side in (choice.include, choice.exclude)
        )
        if included or excluded or len(choice.include) > 0:
            chooses_none = any(value.casefold() == MISSING for value in choice.include)
            filters.append(FacetFilter(name, included, excluded, chooses_none))
        if any(value.casefold() == MISSING for value in choice.exclude):
            missing.append(Not(FacetIs(name, None)))
    return tuple(filters), missing


def _and(query: Query, extra: list[Query]) -> Query:
    return And((query, *extra)) if extra else query


def _said(
    expanded: Expanded,
    filters: tuple[FacetFilter, ...],
    extra: list[Query],
    fields: tuple[str, ...],
    without: tuple[str, ...],
) -> str:
    """The whole question in words, filters included."""
    parts = [] if isinstance(expanded.query, Everything) else [expanded.text]
    for chosen in filters:
        values: list[str | None] = [*chosen.any_of, *([None] if chosen.missing else [])]
        said = [described(FacetIs(chosen.field, value)) for value in values]
        if said:
            parts.append(said[0] if len(said) == 1 else f"({' OR '.join(said)})")
        parts += [f"NOT {described(FacetIs(chosen.field, value))}" for value in chosen.none_of]
    for query in extra:
        parts.append(f"NOT {described(query.child)}" if isinstance(query, Not) else described(query))
    scope = next((name for name, held in SCOPES.items() if held == fields), "")
    if scope not in ("", "body"):
        parts.append(f"in:{scope}")
    elif not scope and len(fields) > 1:
        parts += ["in:all", "NOT in:comments"]
    elif not scope and not isinstance(expanded.query, Everything):
        parts[0] = f"{fields[0]}:({parts[0]})" if expanded.joins else f"{fields[0]}:{parts[0]}"
    if parts:
        parts += [f"without:{quoted(text)}" for text in dict.fromkeys(without)]
    if len(parts) > 1 and expanded.joins == "OR":
        parts[0] = f"({parts[0]})"
    return " AND ".join(parts) or expanded.text


def _shown(hit: Hit, reading: Reading, *, marked: bool) -> Hit:
    query = reading.request.query
    return replace(
        hit,
        title_marks=title_marks(hit.document, query) if marked else (),
        snippets=snippets(hit.document, query) if marked else (),
        parts=tuple(replace(part, label=_called(part, reading)) for part in hit.parts),
    )


def _called(part: ScorePart, reading: Reading) -> str:
    label = _label(part.leaf, reading)
    return f"{label} near {_label(part.beside, reading)}" if part.beside else label
