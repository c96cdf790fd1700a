"""What must hold of any engine, whatever it is asked: called by the tests on small archives and on a large one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from search.engine import Searcher
from search.query import And, FacetFilter, Not, Query, SearchRequest
from search.results import Results


def ids(results: Results) -> list[str]:
    return [hit.document.id for hit in results.hits]


def found(engine: Searcher, request: SearchRequest) -> set[str]:
    """The ids of all that a request finds, whatever page it asks for."""
    return set(ids(engine.search(replace(request, facets=(), limit=None, offset=0))))


def engines_agree(one: Searcher, oracle: Searcher, request: SearchRequest) -> None:
    """The same ids, scores, counts and documents, on the page that is asked for and on the whole."""
    whole = replace(request, limit=None, offset=0)
    mine, theirs = one.search(whole), oracle.search(whole)
    assert mine.total == theirs.total == len(mine.hits)
    assert ids(mine) == ids(theirs)
    assert [hit.score for hit in mine.hits] == pytest.approx([hit.score for hit in theirs.hits], abs=1e-6)
    assert mine.facets == theirs.facets
    assert mine.inexact == theirs.inexact
    assert {hit.document.id: hit.document for hit in mine.hits} == {
        hit.document.id: hit.document for hit in theirs.hits
    }
    part = one.search(request)
    end = None if request.limit is None else request.offset + request.limit
    assert part.total == mine.total
    assert part.facets == mine.facets
    assert ids(part) == ids(mine)[request.offset : end]


def counts_are_promises(engine: Searcher, request: SearchRequest, most: int | None = None) -> None:
    """The number beside a value is the total after choosing it as its facet's only one; the same for missing. `most`
    is how many values of each facet are followed, those of most and of fewest articles."""
    request = replace(request, facet_limit=None, limit=0, offset=0)
    for facet, counted in engine.search(request).facets.items():
        others = tuple(chosen for chosen in request.filters if chosen.field != facet)
        own = next((chosen for chosen in request.filters if chosen.field == facet), FacetFilter(facet))
        counts = counted.counts
        for count in counts if most is None or len(counts) <= most else (*counts[: most // 2], *counts[-most // 2 :]):
            chosen = replace(own, any_of=(count.value,), missing=False)
            assert engine.search(replace(request, facets=(), filters=(*others, chosen))).total == count.count
        chosen = replace(own, any_of=(), missing=True)
        assert engine.search(replace(request, facets=(), filters=(*others, chosen))).total == counted.missing


def other_counts_what_is_cut_off(engine: Searcher, request: SearchRequest, limit: int) -> None:
    """With a limit the largest values are shown, with what is chosen and excluded; the rest is counted."""
    whole = engine.search(replace(request, facet_limit=None, limit=0)).facets
    for name, cut in engine.search(replace(request, facet_limit=limit, limit=0)).facets.items():
        counts = whole[name].counts
        shown = [c for n, c in enumerate(counts) if n < limit or c.chosen or c.excluded]
        assert list(cut.counts) == shown
        assert cut.other == len(counts) - len(shown)
        assert (cut.missing, cut.missing_chosen) == (whole[name].missing, whole[name].missing_chosen)


def pages_join(engine: Searcher, request: SearchRequest, size: int) -> None:
    """The pages of an answer, one behind the other, are the answer."""
    request = replace(request, facets=())
    whole = ids(engine.search(replace(request, limit=None, offset=0)))
    assert len(set(whole)) == len(whole)
    starts = range(0, len(whole) + 1, size)
    pages = [ids(engine.search(replace(request, limit=size, offset=offset))) for offset in starts]
    assert [id for page in pages for id in page] == whole


def query_and_its_negation_part_the_archive(engine: Searcher, query: Query) -> None:
    """Each article is found by a query or by its negation, and none by both."""
    inside, outside = (found(engine, SearchRequest(one)) for one in (query, Not(query)))
    assert not inside & outside
    assert len(inside) + len(outside) == engine.count()
    assert found(engine, SearchRequest(And((query, Not(query))))) == set()


def filters_only_narrow(engine: Searcher, request: SearchRequest, more: FacetFilter) -> None:
    """What a filter of a further facet leaves was there before, and so is what further exclusions of a facet leave, of
    which none holds what is excluded."""
    before = found(engine, request)
    own = next((chosen for chosen in request.filters if chosen.field == more.field), None)
    others = tuple(chosen for chosen in request.filters if chosen is not own)
    if own is None:
        assert found(engine, replace(request, filters=(*others, more))) <= before
        own = FacetFilter(more.field)
    after = found(engine, replace(request, filters=(*others, replace(own, none_of=(*own.none_of, *more.none_of)))))
    assert after <= before
    assert all(engine.get(id).facet_terms(more.field).isdisjoint(more.none_of) for id in after)
