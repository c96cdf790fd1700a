"""How well `compare` tells spellings of one name from other names, and what `keys` find.

    python benchmarks/spellings.py PAIRS.jsonl ... [--show N]

PAIRS are files of {"a", "b", "same", "id"}: variants_dev.jsonl, and those that benchmarks/spelling_pairs.py makes. Each
is divided by place as `search.names.fit` divides it: the first half was fitted and its errors were read, the second was
held back. Printed for each half:

* compare: precision, recall and F1 at 0.5, and pairs a second (process time, each spelling new or met before);
* keys: the share of alike pairs that share a key, of all and of those that compare finds alike; on how many other
  places of the file a spelling's keys lead, on average; and the precision of taking every place so met for the same.

--show prints the surest errors of the first half.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from search.names import compare, keys
from search.names.fit import part

Pair = dict[str, Any]


def share(found: Iterable[bool]) -> float:
    """The share that is true."""
    flags = list(found)
    return sum(flags) / max(1, len(flags))


def meet(pair: Pair) -> bool:
    """Whether the two spellings share a key."""
    return not set(keys(pair["a"])).isdisjoint(keys(pair["b"]))


def collisions(pairs: Sequence[Pair]) -> tuple[float, float]:
    """The mean number of other places that a spelling's keys lead to, and the share of its own among those met."""
    spelled: dict[str, set[int]] = defaultdict(set)
    for pair in pairs:
        spelled[pair["a"]].add(pair["id"])
        spelled[pair["b"]].add(pair["id"] if pair["same"] else pair["id2"])
    holders: dict[str, set[int]] = defaultdict(set)
    for text, ids in spelled.items():
        for key in keys(text):
            holders[key] |= ids
    met = [len(set().union(*(holders[key] for key in keys(text)))) for text in spelled]
    own = sum(len(ids) for ids in spelled.values())
    return (sum(met) - own) / len(spelled), own / max(1, sum(met))


def figures(pairs: Sequence[Pair]) -> str:
    """A line of figures."""
    start = time.process_time()
    said = [(compare(pair["a"], pair["b"]) >= 0.5, pair) for pair in pairs]
    speed = len(pairs) / (time.process_time() - start)
    right = sum(yes and pair["same"] for yes, pair in said)
    precision, recall = right / max(1, sum(yes for yes, _ in said)), right / sum(pair["same"] for pair in pairs)
    alike = [pair for pair in pairs if pair["same"]]
    others, own = collisions(pairs)
    return (
        f"compare P {precision:.3f} R {recall:.3f} F1 {2 * precision * recall / (precision + recall):.3f}"
        f" ({speed:,.0f} pairs/s)  keys: met {share(map(meet, alike)):.3f}"
        f", of those found alike {share(meet(pair) for yes, pair in said if yes and pair['same']):.3f}"
        f", other places {others:.0f}, precision {own:.3f}"
    )


def main() -> None:
    """Print the figures of every file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", nargs="+", type=Path)
    parser.add_argument("--show", type=int, default=0)
    arguments = parser.parse_args()
    for path in arguments.pairs:
        listed: list[Pair] = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        for half, name in enumerate(("fitted", "held back")):
            pairs = [pair for pair in listed if part(pair["id"]) == half]
            places = len({pair["id"] for pair in pairs})
            print(f"{path.stem} {name}, {len(pairs)} pairs of {places} places: {figures(pairs)}")
        fitted = [pair for pair in listed if part(pair["id"]) == 0]
        wrong = sorted(fitted, key=lambda pair: -abs(compare(pair["a"], pair["b"]) - pair["same"]))
        for pair in wrong[: arguments.show]:
            sort = "same" if pair["same"] else "other"
            print(f"  {sort}\t{compare(pair['a'], pair['b']):.2f}\t{pair['a']}\t{pair['b']}")


if __name__ == "__main__":
    main()
