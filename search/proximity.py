"""Where the parts of a `Near` stand together: one answer for every engine and for the marks in a text."""

from __future__ import annotations

from collections.abc import Sequence

Place = tuple[int, int]
"""Positions from the first to the last + 1 that one way to write something takes."""


def together(places: Sequence[Sequence[Place]], distance: int | None) -> list[tuple[Place, ...]]:
    """For each place where a group of all parts begins, the places of its parts; at most one group for each.

    `places` are those of each part in one text field. `distance` None: the parts follow each other without a gap, in
    order. A number: in any order, without overlap, with at most so many positions of other words between them; of
    several such groups that begin together, the one made by taking the next place of any part that is missing.
    """
    if not places or not all(places):
        return []
    return _in_a_row(places) if distance is None else _around(places, distance)


def _in_a_row(places: Sequence[Sequence[Place]]) -> list[tuple[Place, ...]]:
    groups: list[tuple[Place, ...]] = [(place,) for place in sorted(set(places[0]))]
    for part in places[1:]:
        begins: dict[int, list[Place]] = {}
        for place in sorted(set(part)):
            begins.setdefault(place[0], []).append(place)
        groups = [(*group, place) for group in groups for place in begins.get(group[-1][1], ())]
    found: dict[int, tuple[Place, ...]] = {}
    for group in groups:
        found.setdefault(group[0][0], group)
    return list(found.values())


def _around(places: Sequence[Sequence[Place]], distance: int) -> list[tuple[Place, ...]]:
    merged = sorted({(place, part) for part, held in enumerate(places) for place in held})
    longest = sum(max(end - start for start, end in held) for held in places)
    found: dict[int, tuple[Place, ...]] = {}
    for n, (first, part) in enumerate(merged):
        group = {part: first}
        end, taken = first[1], first[1] - first[0]
        for place, other in merged[n + 1 :]:
            if len(group) == len(places) or place[0] - first[0] > distance + longest:
                break
            if other not in group and place[0] >= end:
                group[other] = place
                end, taken = place[1], taken + place[1] - place[0]
        if len(group) == len(places) and end - first[0] - taken <= distance:
            found.setdefault(first[0], tuple(group[n] for n in range(len(places))))
    return list(found.values())
