"""Prints how well text is cleaned on sites that were in no training: one round of training for each part of the sites.

    python benchmarks/cross_validation.py --data DIR [--parts 1234]

The sites that train_cleaning.py --hold-back leaves out stay out of it altogether: they are for a last look. The others
fall into four parts; each is measured, rules and all, with numbers trained on the three others. Needs what
train_cleaning.py needs, and takes as long as four trainings.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).parent))
import numpy as np
from cleaning import GROUPS, ours, score_text, show
from fit_network import stacked
from sets import part, read
from train_cleaning import labelled, train

from index.cleaning import decide, features, wording
from index.cleaning.network import Network

PARTS = 5
"""By the site's name; the first is the one held back."""


def site_part(document: dict) -> int:
    return part(document["site"], PARTS, "s:")


def cleaned_with(table: str, members: list[dict[str, np.ndarray]], documents: list[dict]) -> list[list[bool]]:
    """Which lines of the documents are kept by these numbers instead of the shipped ones."""
    rows = (tuple(row.split("\t")) for row in table.split("\n")[1:] if row)
    vocabulary = wording.make_vocabulary(rows)
    network = Network(features.NAMES, "", stacked(members))
    cached = (wording._sizes, features._address_words, features._clock_words)
    with (
        patch.object(wording, "vocabulary", lambda: vocabulary),
        patch.object(features, "vocabulary", lambda: vocabulary),
        patch.object(decide, "load_network", lambda _: network),
    ):
        for cache in cached:
            cache.cache_clear()
        kept = list(map(ours, documents))
    for cache in cached:
        cache.cache_clear()
    return kept


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--parts", default="1234")
    arguments = parser.parse_args()
    known = [document for document in labelled(arguments.data) if site_part(document)]
    patterns = ("text_*.jsonl.gz", "threads_*.jsonl.gz", "composed_*.jsonl.gz")
    measured = [document for pattern in patterns for document in read(arguments.data, pattern)]
    kept: dict[int, list[bool]] = {}
    for number in map(int, arguments.parts):
        chosen = [document for document in measured if site_part(document) == number]
        learned = train([document for document in known if site_part(document) != number])
        kept |= zip(map(id, chosen), cleaned_with(*learned, chosen), strict=True)

    def keep(document: dict) -> list[bool]:
        return kept[id(document)]

    for group, belongs in GROUPS.items():
        members = [document for document in measured if id(document) in kept and belongs(document)]
        if members:
            show(group, "dragoman", score_text(members, keep))


if __name__ == "__main__":
    main()
