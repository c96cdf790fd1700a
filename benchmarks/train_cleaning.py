"""Trains the numbers that index/cleaning/data holds: wording.tsv, first_look.json, second_look.json, markup.json.

    python benchmarks/train_cleaning.py --data DIR [--hold-back]

DIR holds the development sets (text_*.jsonl.gz, threads_*.jsonl.gz, html_*.jsonl.gz). Needs scikit-learn 1.7 or
newer, which Dragoman itself does not. What is trained on: the variants `full`, `leaky` and `threads`, and documents
composed of their parts; never `bodycomments` and `composed`, whose threads come under the AGPL. With --hold-back,
every fifth site is left out, so that benchmarks/cleaning.py --held-back measures on sites the numbers have not seen.
Every document's scores for the next stage come from a model that has not seen its site.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import random
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np
from composing import composites, respaced
from scipy.sparse import csr_matrix
from sets import held_back, part, read
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression

sys.path.insert(0, str(Path(__file__).parent.parent))
from index.cleaning import context
from index.cleaning.blocks import split_pieces
from index.cleaning.features import NAMES, OWN, features
from index.cleaning.lines import look
from index.cleaning.markdown import is_markdown
from index.cleaning.rules import load_rules
from index.cleaning.wording import LIMIT, keys

OUT = Path(__file__).parent.parent / "index/cleaning/data"
FOLDS = 3
SITES = 12
"""A wording is weighed when so many sites use it."""
TREES = {
    "learning_rate": 0.15, "max_leaf_nodes": 15, "l2_regularization": 1.0, "min_samples_leaf": 40, "max_bins": 127,
    "early_stopping": False, "random_state": 0,
}  # fmt: skip


class Page:
    """A document with its lines, labels (1 article, 0 page, 2 comment, -1 unknown) and weights."""

    def __init__(self, document: dict) -> None:
        self.site, self.variant = document["site"], document["variant"]
        text = "\n".join(document["lines"])
        starts = np.cumsum([0] + [len(line) + 1 for line in document["lines"]])
        pieces = split_pieces(text)
        self.lines = look(text, pieces, load_rules(), markdown=is_markdown(text))
        at = np.searchsorted(starts, [piece.start for piece in pieces], side="right") - 1
        label = np.array(document["label"])[at] if len(pieces) else np.zeros(0, int)
        comment = np.array([document["reason"][n] in ("comment", "comment-form") for n in at], bool)
        self.label = np.where((label == 0) & comment, 2, label)
        words = np.array([line.count for line in self.lines])
        self.weight = (2 + words) / (50 + words.sum())
        self.fold = part(self.site, FOLDS, "fold")
        self.wording = np.zeros((len(pieces), 2))
        self.rows = self.chance = None


def fit_wording(pages: list[Page], vocabulary: dict[str, int], which: str) -> tuple[np.ndarray, float]:
    matrix = wording_matrix(pages, vocabulary)
    label = np.concatenate([page.label for page in pages])
    weight = np.concatenate([page.weight for page in pages])
    use = (label >= (0 if which == "article" else 1)) & (np.diff(matrix.indptr) > 0)
    target = label == (1 if which == "article" else 2)
    weights = np.sqrt(weight[use] / weight[use].mean())
    model = LogisticRegression(C=2.0, solver="liblinear", max_iter=60)
    model.fit(matrix[use], target[use], sample_weight=weights)
    return model.coef_[0], float(model.intercept_[0])


def wording_matrix(pages: list[Page], vocabulary: dict[str, int]) -> csr_matrix:
    ends, columns, values = [0], [], []
    for page in pages:
        for line in page.lines:
            found = [vocabulary[key] for key in keys(line.words, line.count) if key in vocabulary]
            columns += found
            values += [1 / math.sqrt(1 + len(found))] * len(found)
            ends.append(len(columns))
    return csr_matrix((values, columns, ends), shape=(len(ends) - 1, len(vocabulary)))


def train_wording(pages: list[Page], extra: list[Page]) -> str:
    sites = defaultdict(set)
    for page in pages:
        for line in page.lines:
            for key in keys(line.words, line.count):
                sites[key].add(page.site)
    vocabulary = {key: n for n, key in enumerate(sorted(key for key, found in sites.items() if len(found) >= SITES))}
    final = []
    for column, which in enumerate(("article", "comment")):
        for fold in range(FOLDS):
            weights, base = fit_wording([page for page in pages if page.fold != fold], vocabulary, which)
            for page in pages + extra:
                if page.fold == fold and page.lines:
                    scores = wording_matrix([page], vocabulary) @ weights + base
                    page.wording[:, column] = np.clip(scores, -LIMIT, LIMIT)
        final.append(fit_wording(pages, vocabulary, which))
        print("wording", which, len(vocabulary), flush=True)
    (article, article_base), (comment, comment_base) = final
    rows = [f"\t{article_base:.3f}\t{comment_base:.3f}"]
    for key, n in vocabulary.items():
        if max(abs(article[n]), abs(comment[n])) >= 0.1:
            rows.append(f"{key}\t{article[n]:.2f}\t{comment[n]:.2f}")
    return "\n".join(["key\tarticle\tcomment", *rows, ""])


def stack(pages: list[Page], keep_page: float = 0.3) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Rows, targets and weights; of the many menu lines of whole pages only a part, at more weight."""
    rng = np.random.default_rng(0)
    rows, targets, weights = [], [], []
    for page in pages:
        use, weight = page.label >= 0, page.weight
        if page.variant == "full":
            use = use & ((page.label != 0) | (rng.random(len(use)) < keep_page))
            weight = weight * np.where(page.label == 0, 1 / keep_page, 1)
        rows.append(page.rows[use])
        targets.append(page.label[use] == 1)
        weights.append(weight[use])
    weight = np.concatenate(weights)
    return np.concatenate(rows), np.concatenate(targets), weight / weight.mean()


def boost(pages: list[Page], trees: int, keep_page: float = 0.3) -> HistGradientBoostingClassifier:
    rows, targets, weights = stack(pages, keep_page)
    return HistGradientBoostingClassifier(max_iter=trees, **TREES).fit(rows, targets, sample_weight=weights)


def chances(model: HistGradientBoostingClassifier, page: Page) -> np.ndarray:
    return model.predict_proba(page.rows)[:, 1] if len(page.rows) else np.zeros(0)


def export(model: HistGradientBoostingClassifier, names: tuple[str, ...], path: Path, statement: str) -> None:
    def node(nodes: np.ndarray, n: int) -> object:
        at = nodes[n]
        if at["is_leaf"]:
            return round(float(at["value"]), 5)
        threshold = float(f"{at['num_threshold']:.7g}")
        return [int(at["feature_idx"]), threshold, node(nodes, at["left"]), node(nodes, at["right"])]

    trees = [node(predictors[0].nodes, 0) for predictors in model._predictors]
    data = {
        "statement": statement,
        "features": names,
        "base": float(np.ravel(model._baseline_prediction)[0]),
        "trees": trees,
    }
    path.write_text(json.dumps(data, separators=(",", ":")) + "\n", "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--hold-back", action="store_true")
    arguments = parser.parse_args()
    rng = random.Random(7)
    documents = read(arguments.data, "text_*.jsonl.gz") + read(arguments.data, "threads_*.jsonl.gz")
    documents = [
        document
        for document in documents
        if document["variant"] in ("full", "leaky", "threads")
        and not (arguments.hold_back and held_back(document["site"]))
    ]
    digest = hashlib.sha256("\n".join(sorted(str(document["id"]) for document in documents)).encode()).hexdigest()
    statement = (
        f"trained by benchmarks/train_cleaning.py on {len(documents)} documents (ids: sha256 {digest[:16]}) of the "
        "development sets zyte (MIT), fundus (MIT), wcxb (CC BY 4.0) and threads; weights only, no text"
    )
    extra = [Page(document) for document in respaced(documents, rng) + composites(documents, 900, rng)]
    pages = [Page(document) for document in documents]
    print(len(pages), "and", len(extra), "made of their parts", flush=True)
    (OUT / "wording.tsv").write_text(train_wording(pages, extra), "utf-8")
    everything = pages + extra
    for page in everything:
        rows = features(page.lines, page.wording.tolist())
        page.rows = np.array(rows, dtype=np.float32).reshape(len(rows), len(NAMES))
    for fold in range(FOLDS):
        model = boost([page for page in everything if page.fold != fold], 80, 0.2)
        for page in everything:
            if page.fold == fold:
                page.chance = chances(model, page)
        print("fold", fold, flush=True)
    export(boost(everything, 100), NAMES, OUT / "first_look.json", statement)
    for page in everything:
        again = context.context(page.chance.tolist(), [line.count for line in page.lines])
        again = np.array(again, dtype=np.float32).reshape(len(again), len(context.NAMES))
        page.rows = np.concatenate([again, page.rows[:, :OWN], page.wording.astype(np.float32)], 1)
    names = (*context.NAMES, *NAMES[:OWN], "article wording", "comment wording")
    export(boost(everything, 80), names, OUT / "second_look.json", statement)


if __name__ == "__main__":
    main()
