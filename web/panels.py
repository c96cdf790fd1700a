"""The facet panel: what can be chosen, with counts, as states to link to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from search.fields import FACETS, MISSING, FacetField
from search.results import FacetCount, FacetResult, Results
from web.labels import path_label, value_label
from web.state import SearchState

FIRST_VALUES = 10
"""Values of a facet that a page shows before "More..."; chosen ones and what they lie under come on top of it."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value on offer. `follow` is the search after a click on it, `without` after one on its "not"."""

    field: str
    value: str
    label: str
    path: str
    count: int
    chosen: bool
    excluded: bool
    follow: SearchState
    without: SearchState
    children: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Panel:
    """One facet: its values in the order shown (trees for facets with levels), the bucket without values if it
    holds articles, and the number of values that are not shown."""

    field: str
    label: str
    values: tuple[Value, ...]
    missing: Value | None
    selected: int
    hidden: int

    @property
    def summary(self) -> str:
        """What is selected, in words; "" for nothing."""
        return f"{self.selected} selected" if self.selected else ""


def panels(state: SearchState, results: Results) -> list[Panel]:
    """The facets that were counted, in the table's order. A facet without any article is left out."""
    made = (panel(state, facet, results.facets[facet.name]) for facet in FACETS if facet.name in results.facets)
    return [one for one in made if one.values or one.missing]


def panel(state: SearchState, facet: FacetField, result: FacetResult) -> Panel:
    """One facet's panel."""
    shown = _shown(facet, result.counts)
    kept = [count for count in result.counts if count.value in shown]
    choice = state.choice(facet.name)
    return Panel(
        field=facet.name,
        label=facet.label,
        values=_trees(state, facet, kept) if facet.separator else tuple(_values(state, facet, _chosen_first(kept))),
        missing=missing_value(state, facet.name, result),
        selected=len(choice.include) + len(choice.exclude),
        hidden=len(result.counts) - len(kept) + result.other,
    )


def value_of(state: SearchState, field: str, count: FacetCount, children: tuple[Value, ...] = ()) -> Value:
    """A counted value with where its links lead: a chosen or excluded one is taken back."""
    taken = count.chosen or count.excluded
    return Value(
        field=field,
        value=count.value,
        label=value_label(field, count.value),
        path=path_label(field, count.value),
        count=count.count,
        chosen=count.chosen,
        excluded=count.excluded,
        follow=state.remove(field, count.value) if taken else state.add(field, count.value),
        without=state.exclude(field, count.value),
        children=children,
    )


def missing_value(state: SearchState, field: str, result: FacetResult) -> Value | None:
    """The bucket of articles without any value; None when it is empty and untouched."""
    choice = state.choice(field)
    chosen, excluded = MISSING in choice.include, MISSING in choice.exclude
    if not (result.missing or chosen or excluded):
        return None
    return value_of(state, field, FacetCount(MISSING, result.missing, chosen, excluded))


def _shown(facet: FacetField, counts: tuple[FacetCount, ...]) -> set[str]:
    """The values to show: the largest, and the taken ones with all that they lie under."""
    if facet.name == "date":
        return _shown_dates(facet, counts)
    shown = {count.value for count in counts[:FIRST_VALUES]}
    for count in counts:
        if count.chosen or count.excluded:
            shown.update(facet.ancestors(count.value))
    return shown


def _shown_dates(facet: FacetField, counts: tuple[FacetCount, ...]) -> set[str]:
    """Years, and what lies below an opened one: a taken date opens, and so does the only one of its level."""
    values = {count.value for count in counts}
    taken = {part for count in counts if count.chosen or count.excluded for part in facet.ancestors(count.value)}
    level = {value for value in values if facet.parent(value) is None}
    shown: set[str] = set()
    while level:
        shown |= set(sorted(level, reverse=True)[:FIRST_VALUES]) | (level & taken)
        opened = level & taken or (level if len(level) == 1 else set())
        level = {value for value in values if facet.parent(value) in opened}
    return shown


def _values(state: SearchState, facet: FacetField, counts: Iterable[FacetCount]) -> Iterable[Value]:
    return (value_of(state, facet.name, count) for count in counts)


def _chosen_first(counts: Iterable[FacetCount]) -> list[FacetCount]:
    return sorted(counts, key=lambda count: not (count.chosen or count.excluded))


def _trees(state: SearchState, facet: FacetField, counts: list[FacetCount]) -> tuple[Value, ...]:
    """The counts nested by level, each under its nearest shown ancestor."""
    ordered = sorted(counts, key=lambda count: count.value, reverse=True) if facet.name == "date" else counts
    known = {count.value for count in counts}
    below: dict[str, list[FacetCount]] = {}
    for count in ordered:
        below.setdefault(_nearest(facet, count.value, known), []).append(count)
    return _branch(state, facet.name, below, "")


def _nearest(facet: FacetField, value: str, known: set[str]) -> str:
    return next((above for above in reversed(facet.ancestors(value)[:-1]) if above in known), "")


def _branch(state: SearchState, field: str, below: Mapping[str, list[FacetCount]], top: str) -> tuple[Value, ...]:
    counts = below.get(top, [])
    if field != "date":
        counts = _chosen_first(counts)
    return tuple(value_of(state, field, count, _branch(state, field, below, count.value)) for count in counts)
