"""Two spellings laid side by side, sound by sound, and what was changed on the way."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from search.names.romanisation import left_out, relation

LONGEST = 40
"""Sounds that are compared: nobody's name is longer."""

_relation = lru_cache(maxsize=4096)(relation)
_left_out = lru_cache(maxsize=512)(left_out)

Change = tuple[str, float]


def changes(first: str, second: str) -> tuple[float, Counter[str]]:
    """The cheapest way from one row of sounds to the other: its cost and how often each kind of change occurs."""
    a, b = first[:LONGEST], second[:LONGEST]
    outs_a, outs_b = _outs(a), _outs(b)
    costs = _costs(a, b, outs_a, outs_b)
    found: Counter[str] = Counter()
    i, j = len(a), len(b)
    while i or j:
        here = costs[i][j]
        if i and j:
            name, cost = _relation(a[i - 1], b[j - 1])
            if abs(costs[i - 1][j - 1] + cost - here) < 1e-9:
                found[name] += 1
                i, j = i - 1, j - 1
                continue
        if i and abs(costs[i - 1][j] + outs_a[i - 1][1] - here) < 1e-9:
            found[outs_a[i - 1][0]] += 1
            i -= 1
        else:
            found[outs_b[j - 1][0]] += 1
            j -= 1
    return costs[len(a)][len(b)], found


def _outs(row: str) -> list[Change]:
    """What leaving out each sound of a row is called and costs."""
    last = len(row) - 1
    return [_left_out(sound, edge="first" if n == 0 else "last" if n == last else "") for n, sound in enumerate(row)]


def _costs(a: str, b: str, outs_a: list[Change], outs_b: list[Change]) -> list[list[float]]:
    above = [0.0]
    for _, cost in outs_b:
        above.append(above[-1] + cost)
    table = [above]
    for sound, (_, out) in zip(a, outs_a, strict=True):
        left = above[0] + out
        row = [left]
        for j, (other, (_, out_b)) in enumerate(zip(b, outs_b, strict=True)):
            best = above[j] + _relation(sound, other)[1]
            if above[j + 1] + out < best:
                best = above[j + 1] + out
            if left + out_b < best:
                best = left + out_b
            row.append(best)
            left = best
        table.append(row)
        above = row
    return table
