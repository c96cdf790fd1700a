"""Trains index/cleaning/data/markup.json, the model of HTML pages, over the text models that are there already.

    python benchmarks/train_markup.py --data DIR [--hold-back]

Trained on the pages of zyte (MIT), fundus (MIT) and wcxb (CC BY 4.0) that have a gold body: a line belongs to the
article when half of its runs of four words stand in the gold body. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path

import numpy as np
from sets import held_back, read
from sklearn.ensemble import HistGradientBoostingClassifier
from train_cleaning import OUT, TREES, export

from index.cleaning.html import candidate_rows, candidates, read_page, shingles
from index.cleaning.markup import NAMES
from index.cleaning.page import parse
from index.cleaning.rules import load_rules


def labelled(document: dict) -> tuple[np.ndarray, np.ndarray, np.ndarray] | None:
    """Rows, targets and weights of a page's candidates."""
    tree = parse(document["html"])
    if tree is None:
        return None
    page = read_page(tree, load_rules())
    chosen = candidates(page)
    if not chosen:
        return None
    gold = set().union(*(shingles(line) for line in document["gold_body"].split("\n")))
    whole = {" ".join(line.lower().split()) for line in document["gold_body"].split("\n")}
    joined = " ".join(document["gold_body"].lower().split())
    targets, weights = [], []
    for n in chosen:
        line = page.lines[n]
        own = shingles(line.text)
        short = len(line.text.split()) < 4
        known = len(own & gold) / len(own) >= 0.5 if own else False
        if short:
            known = " ".join(line.text.lower().split()) in whole
        unsure = not known and line.text.lower() in joined
        targets.append(known)
        weights.append(0.0 if unsure else 2.0 + line.count)
    weight = np.array(weights)
    return np.array(candidate_rows(page, chosen), dtype=np.float32), np.array(targets), weight / (50 + weight.sum())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--hold-back", action="store_true")
    arguments = parser.parse_args()
    documents = [
        document
        for name in ("zyte", "fundus", "wcxb")
        for document in read(arguments.data, f"html_{name}_*.jsonl.gz")
        if document.get("gold_body") and not (arguments.hold_back and held_back(document["site"]))
    ]
    found = [rows for rows in map(labelled, documents) if rows is not None]
    rows, targets, weights = (np.concatenate([entry[n] for entry in found]) for n in range(3))
    print(rows.shape, targets.mean(), flush=True)
    model = HistGradientBoostingClassifier(max_iter=60, **{**TREES, "max_leaf_nodes": 10, "learning_rate": 0.12})
    model.fit(rows, targets, sample_weight=weights / weights.mean())
    digest = hashlib.sha256("\n".join(sorted(document["id"] for document in documents)).encode()).hexdigest()
    statement = (
        f"trained by benchmarks/train_markup.py on {len(documents)} pages (ids: sha256 {digest[:16]}) of the "
        "development sets zyte (MIT), fundus (MIT) and wcxb (CC BY 4.0); weights only, no text"
    )
    export(model, NAMES, OUT / "markup.json", statement)


if __name__ == "__main__":
    main()
