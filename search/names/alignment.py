"""Two spellings laid side by side, sound by sound, and what was changed on the way."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from search.names.romanisation import left_out, relation

LONGEST = 40
"""Sounds that are compared: nobody's name is longer."""

_relation = lru_cache(maxsize=4096)(relation)


def changes(first: str, second: str) -> tuple[float, Counter[str]]:
    """The cheapest way from one row of sounds to the other: its cost and how often each kind of change occurs."""
    a, b = first[:LONGEST], second[:LONGEST]
    costs = _costs(a, b)
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
        if i and abs(costs[i - 1][j] + _out(a, i)[1] - here) < 1e-9:
            found[_out(a, i)[0]] += 1
            i -= 1
        else:
            found[_out(b, j)[0]] += 1
            j -= 1
    return costs[len(a)][len(b)], found


def _out(row: str, n: int) -> tuple[str, float]:
    return left_out(row[n - 1], edge="first" if n == 1 else "last" if n == len(row) else "")


def _costs(a: str, b: str) -> list[list[float]]:
    table = [[0.0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(1, len(a) + 1):
        table[i][0] = table[i - 1][0] + _out(a, i)[1]
    for j in range(1, len(b) + 1):
        table[0][j] = table[0][j - 1] + _out(b, j)[1]
    for i in range(1, len(a) + 1):
        row, above, out = table[i], table[i - 1], _out(a, i)[1]
        for j in range(1, len(b) + 1):
            row[j] = min(above[j - 1] + _relation(a[i - 1], b[j - 1])[1], above[j] + out, row[j - 1] + _out(b, j)[1])
    return table
