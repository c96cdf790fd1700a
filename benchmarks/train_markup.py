"""Trains index/cleaning/data/markup.npz, the network of HTML pages.

    python benchmarks/train_markup.py --data DIR [--hold-back]

Trained on the pages of zyte (MIT), fundus (MIT) and wcxb (CC BY 4.0) that have a gold body, and on the pages of
trafilatura's own evaluation (Apache-2.0) that say of a few segments whether they belong to it. A line of the former
belongs to the article when half of its words stand in the gold body within the same run of four words, across the
borders of lines. It does not depend on the network of text. Needs JAX and optax.
"""

from __future__ import annotations

import argparse
import hashlib
import re
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

import numpy as np
from fit_network import Sample, fit, save
from sets import held_back, read

from index.cleaning import markup
from index.cleaning.html import candidates, read_page
from index.cleaning.rules import load_rules

OUT = Path(__file__).parent.parent / "index/cleaning/data"
WORD = re.compile(r"\w+")
RUN = 4
EPOCHS = 20
MEMBERS = 3
BATCH = 2560
"""Lines; in batches of twice as many the networks are as good after twice the rounds."""
SETS = ("zyte", "fundus", "wcxb", "traf")
KINDS = 2
"""Article and page: the order of what `markup_chances` reads."""
LONGEST = 100
"""Words of a line that count towards its weight."""
SHOWN = 12
"""Characters of a segment, or of a line, that is found inside another text, at least."""


class Labels(NamedTuple):
    """Does each line belong to the article, and is that sure enough to learn from?"""

    belongs: list[bool]
    sure: list[bool]


def label(document: dict, texts: list[str]) -> Labels:
    return by_body(document["gold_body"], texts) if document.get("gold_body") else by_segments(document, texts)


def by_body(body: str, texts: list[str]) -> Labels:
    """Labels by the body's runs of four words. Of lines that the page has more often than the body, those beside
    most other text of the body belong to it; what became of the others is unsure."""
    gold = WORD.findall(body.lower())
    runs = {tuple(gold[n : n + RUN]) for n in range(len(gold) - RUN + 1)}
    whole = {" ".join(WORD.findall(line.lower())) for line in body.split("\n")}
    joined = f" {' '.join(gold)} "
    words = [WORD.findall(text.lower()) for text in texts]
    found = covered(words, runs)
    plain = [" ".join(line) for line in words]
    belongs = [bool(line) and count >= 0.5 * len(line) for line, count in zip(words, found, strict=True)]
    sure = [
        bool(line) and (known or len(line) >= RUN or f" {text} " not in joined) and not (not known and text in whole)
        for line, known, text in zip(words, belongs, plain, strict=True)
    ]
    copies = defaultdict(list)
    for n, (line, known) in enumerate(zip(words, belongs, strict=True)):
        if known and len(line) >= RUN:
            copies[plain[n]].append(n)
    for text, places in copies.items():
        often = max(1, joined.count(f" {text} "))
        if len(places) > often:
            beside = {n: sum(len(words[m]) for m in around(n, len(words)) if belongs[m] and plain[m] != text)
                      for n in places}  # fmt: skip
            for n in sorted(places, key=lambda n: (-beside[n], n))[often:]:
                belongs[n] = sure[n] = False
    return Labels(belongs, sure)


def around(n: int, total: int) -> range:
    return range(max(0, n - 8), min(total, n + 9))


def covered(words: list[list[str]], runs: set[tuple[str, ...]]) -> list[int]:
    """How many words of each line stand in a run of the gold body, across the borders of lines."""
    flat = [(word, n) for n, line in enumerate(words) for word in line]
    hit = bytearray(len(flat))
    for n in range(len(flat) - RUN + 1):
        if tuple(word for word, _ in flat[n : n + RUN]) in runs:
            hit[n : n + RUN] = b"\1" * RUN
    found = [0] * len(words)
    for (_, line), known in zip(flat, hit, strict=True):
        found[line] += known
    return found


def by_segments(document: dict, texts: list[str]) -> Labels:
    """Labels by the segments that belong to the article or not; most lines stay unsure."""
    wanted, unwanted = [
        [" ".join(segment.split()) for name in names for segment in document.get(name) or () if segment.strip()]
        for names in (("with_",), ("without", "comments"))
    ]
    yes = [any(says(segment, text, SHOWN) for segment in wanted) for text in texts]
    no = [any(says(segment, text, 10**9) for segment in unwanted) for text in texts]
    return Labels(yes, [one != other for one, other in zip(yes, no, strict=True)])


def says(segment: str, text: str, long: int) -> bool:
    """Is a segment much of a line, or a long segment part of it, or the line part of the segment?"""
    inside = segment in text and (len(segment) >= 0.5 * len(text) or len(segment) >= long)
    return inside or (len(text) >= SHOWN and text in segment)


def labelled(data: Path, name: str) -> list[dict]:
    """The pages of a set that may be learned from."""
    documents = read(data, f"html_{name}_*.jsonl.gz")
    return [document for document in documents if document.get("gold_body") or document.get("with_")]


def sample(document: dict) -> Sample | None:
    """The candidates of a page; the weights of all pages are much the same, however long they are."""
    page = read_page(document["html"], load_rules())
    chosen = candidates(page.view) if page is not None else []
    if page is None or not chosen:
        return None
    labels = label(document, [page.text[piece.start : piece.end] for piece in page.pieces])
    counts = np.array([page.view.lines[n].count for n in chosen], np.float32)
    weight = 2.0 + np.minimum(counts, LONGEST)
    kinds = np.array([int(not labels.belongs[n]) if labels.sure[n] else -1 for n in chosen])
    return Sample(markup.rows(page.view, chosen), kinds, weight / (50 + weight.sum()), counts)


def train(samples: list[Sample]) -> list[dict[str, np.ndarray]]:
    """The networks' weights."""
    print(len(samples), "pages", flush=True)
    return [fit(samples, KINDS, EPOCHS, seed=seed, batch=BATCH) for seed in range(MEMBERS)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--hold-back", action="store_true")
    arguments = parser.parse_args()
    documents = [
        document
        for name in SETS
        for document in labelled(arguments.data, name)
        if not (arguments.hold_back and held_back(document["site"]))
    ]
    members = train([found for found in map(sample, documents) if found is not None])
    digest = hashlib.sha256("\n".join(sorted(document["id"] for document in documents)).encode()).hexdigest()
    statement = (
        f"trained by benchmarks/train_markup.py on {len(documents)} pages (ids: sha256 {digest[:16]}) of the "
        "development sets zyte (MIT), fundus (MIT), wcxb (CC BY 4.0) and traf (Apache-2.0); weights only, no text"
    )
    save(members, markup.NAMES, statement, OUT / "markup.npz")


if __name__ == "__main__":
    main()
