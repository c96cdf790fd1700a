"""How relevant an article is: the formulas and their figures, one for all engines.

A *part* of a question is a leaf that scores: a word, a phrase, a shape of words, or an `AnyOf`, which is one part
however many spellings it has. A part stands in *places*: stretches of positions in a text field. Places of one part
that overlap are one (*al-Bukamal* answers *al bukamal*, *albukamal* and *bukamal*, and counts once), so an article
scores alike whichever spelling it uses.

* BM25F (Robertson, Zaragoza and Taylor 2004; Robertson and Zaragoza 2009, 3.6): the frequencies of a part in the fields
  are normalised by the field's length, weighted by its boost and added up, and only then saturated. The length of a
  field is the number of its positions: the joined form of a compound and the marked tokens take none.
* A part's idf, log(1 + (N - n + 0.5) / (n + 0.5)), counts the n of N articles that hold the part in any field it is
  asked in: one spelling of a name is not rarer than the name. It is never negative.
* Proximity: where neighbouring parts of an `And` or `Or` stand near each other, that is scored as one more part, with a
  fraction of the lower score of the two. A place of the first counts 1/gap (Rasolofo and Savoy 2003 take the square),
  the gap being how many positions on the nearest place of the second begins or ends. Light parts are passed over. Only
  the `RERANKED` best articles are looked at, which can only rise, so the order stays one order.

What is chosen once, on the collections that docs/decisions/0010-ranking.md names, stands here; the boosts of the fields
are in `search.fields`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import log
from typing import Final, NamedTuple

from search.proximity import together
from search.query import And, Or, Scored

SATURATION: Final = 1.2
"""BM25's k1: how soon more of the same word adds nothing."""

LENGTH: Final = 0.6
"""BM25's b: how much of a field's length is taken out, 0 to 1; the same for all fields."""

PROXIMITY: Final = 0.2
"""The share of the lower of two parts' weights that standing side by side is worth."""

NEAR: Final = 8
"""Positions that a neighbour may be away and still count."""

LIGHT_WORD: Final = 0.1
"""What words that tell little weigh in a question (see `search.spelling.light_words`)."""

LIGHT: Final = 0.5
"""Parts of less weight than this have no neighbours."""

RERANKED: Final = 200
"""The best articles, by the parts alone, in which proximity is looked for. Looking costs a list of positions for every
part and article."""


class Place(NamedTuple):
    """Where a part stands in a text field: its first and last position, and what it counts there."""

    start: int
    end: int
    weight: float = 1.0


def places(found: list[Place]) -> list[Place]:
    """The places in order, overlapping ones made one, with the weight of the heaviest."""
    if len(found) < 2:  # mostly
        return found
    merged: list[Place] = []
    for place in sorted(found):
        if merged and place.start <= merged[-1].end:
            last = merged[-1]
            merged[-1] = Place(last.start, max(last.end, place.end), max(last.weight, place.weight))
        else:
            merged.append(place)
    return merged


def group_places(parts: Sequence[Iterable[Place]], distance: int | None) -> list[Place]:
    """The places of a `Near` from those of its parts: from the first position of each group to its last."""
    groups = together([[(place.start, place.end + 1) for place in part] for part in parts], distance)
    return places([Place(min(group)[0], max(end for _, end in group) - 1) for group in groups])


def idf(articles: int, holding: int) -> float:
    """What it says of an article that it holds a part which `holding` of all articles hold."""
    return log(1 + (articles - holding + 0.5) / (holding + 0.5))


def length_factors(mean: float, boost: float) -> tuple[float, float]:
    """(a, b) such that a part that stands n times in a field of this length counts n / (a + b * length)."""
    return (1 - LENGTH) / boost, LENGTH / (mean * boost)


def saturated(count: float) -> float:
    """What a part is worth that counts so much in all fields together: 1 for a count of 1, never more than 1 + k1."""
    return count * (SATURATION + 1) / (count + SATURATION)


def closeness(first: Sequence[Place], second: Sequence[Place]) -> float:
    """How near two parts stand in one text field: for each place of the first, 1 over the gap to the nearest place of
    the second, if it is not farther than `NEAR`. Both are as `places` gives them."""
    starts = [place.start for place in second]
    return sum(1 / gap for place in first if (gap := _gap(place, second, bisect_left(starts, place.start))) <= NEAR)


def _gap(place: Place, others: Sequence[Place], after: int) -> int:
    """Positions from a place to the nearest of others, of which those from number `after` on begin no earlier."""
    following = others[after].start - place.end if after < len(others) else NEAR + 1
    before = place.start - others[after - 1].end if after else NEAR + 1
    return max(1, min(following, before))


def neighbours(query: And | Or) -> Iterator[tuple[Scored, Scored]]:
    """The pairs of a node's parts whose nearness counts: next to each other in the question, filters, nested questions
    and light parts left out."""
    parts = [child for child in query.children if isinstance(child, Scored) and child.weight >= LIGHT]
    return ((one, other) for one, other in pairwise(parts) if one != other)
