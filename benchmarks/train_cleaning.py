"""Trains the numbers of text cleaning that index/cleaning/data holds: wording.tsv and text.npz.

    python benchmarks/train_cleaning.py --data DIR [--hold-back]

DIR holds the development sets (text_*.jsonl.gz, threads_*.jsonl.gz). Needs scikit-learn, JAX and optax, which Dragoman
itself does not. What is trained on: the variants `full`, `leaky` and `threads`, and documents composed of their
parts; never `bodycomments` and `composed`, whose threads come under the AGPL. With --hold-back, every fifth site is
left out, so that benchmarks/cleaning.py --held-back measures on sites the numbers have not seen. The scores of
wording that the network learns from come from weights that have not seen the page's site. Takes about ten minutes on
two cores.
"""

from __future__ import annotations

import argparse
import hashlib
import math
import random
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np
from composing import bare, composites, digests, framed, joined, reshaped, respaced, sectioned
from scipy.sparse import csr_matrix
from sets import held_back, part, read
from sklearn.linear_model import LogisticRegression

sys.path.insert(0, str(Path(__file__).parent.parent))
from fit_network import Sample, fit, save
from teasers import teased

from index.cleaning.blocks import split_pieces
from index.cleaning.features import NAMES, features
from index.cleaning.lines import look
from index.cleaning.markdown import is_markdown
from index.cleaning.rules import load_rules
from index.cleaning.wording import LIMIT, keys

OUT = Path(__file__).parent.parent / "index/cleaning/data"
FOLDS = 4
SITES = 12
"""A wording is weighed when so many sites use it."""
EPOCHS = 9
MEMBERS = 3
NEWS = 2.0
"""How much more a page of the news sets counts: news are what Dragoman is for."""
COMPOSITES = 2000
FRAMED = 1000
BARE = 700
DIGESTS = 700
TEASED = 900
VARIANTS = ("full", "leaky", "threads")
KINDS = 3
"""Article, page, comment: the order of `line_chances`."""


class Page:
    """A document with its lines, labels (1 article, 0 page, 2 comment, -1 unknown) and weights."""

    def __init__(self, document: dict) -> None:
        self.site, self.variant = document["site"], document["variant"]
        text = document.get("joiner", "\n").join(document["lines"])
        starts = np.cumsum([0] + [len(line) + 1 for line in document["lines"]])
        pieces = split_pieces(text)
        self.lines = look(text, pieces, load_rules(), markdown=is_markdown(text))
        at = np.searchsorted(starts, [piece.start for piece in pieces], side="right") - 1
        label = np.array(document["label"])[at] if len(pieces) else np.zeros(0, int)
        comment = np.array([document["reason"][n] in ("comment", "comment-form") for n in at], bool)
        self.label = np.where((label == 0) & comment, 2, label)
        words = np.array([line.count for line in self.lines])
        news = NEWS if document.get("set") in ("zyte", "fundus") else 1
        self.weight = news * (2 + words) / (50 + words.sum())
        self.fold = part(self.site, FOLDS, "fold")
        self.wording = np.zeros((len(pieces), 2))

    def sample(self) -> Sample:
        counts = np.array([line.count for line in self.lines])
        kinds = np.array([1, 0, 2, -1])[self.label]  # article first
        return Sample(features(self.lines, self.wording), kinds, self.weight, counts)


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


def labelled(data: Path) -> list[dict]:
    """The documents that may be learned from."""
    documents = read(data, "text_*.jsonl.gz") + read(data, "threads_*.jsonl.gz")
    return [document for document in documents if document["variant"] in VARIANTS]


def made_of(documents: list[dict]) -> list[dict]:
    """More documents, made of the parts of these."""
    rng = random.Random(7)
    composed = composites(documents, COMPOSITES, rng)
    made = respaced(documents, rng) + reshaped(documents, rng) + sectioned(documents + composed, rng) + composed
    made += framed(documents, FRAMED, rng) + bare(documents, BARE, rng)
    made += digests(documents, DIGESTS, rng)
    made += teased(documents, TEASED, rng)
    return made + joined(documents + composed, rng)


def statement(documents: list[dict]) -> str:
    """What the numbers were learned from."""
    digest = hashlib.sha256("\n".join(sorted(str(document["id"]) for document in documents)).encode()).hexdigest()
    return (
        f"trained by benchmarks/train_cleaning.py on {len(documents)} documents (ids: sha256 {digest[:16]}) of the "
        "development sets zyte (MIT), fundus (MIT), wcxb (CC BY 4.0) and threads; weights only, no text"
    )


def train(documents: list[dict]) -> tuple[str, list[dict[str, np.ndarray]]]:
    """The table of wording and the networks' weights."""
    extra = [Page(document) for document in made_of(documents)]
    pages = [Page(document) for document in documents]
    print(len(pages), "and", len(extra), "made of their parts", flush=True)
    table = train_wording(pages, extra)
    samples = [page.sample() for page in pages + extra]
    return table, [fit(samples, KINDS, EPOCHS, seed, ends=True) for seed in range(MEMBERS)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--hold-back", action="store_true")
    arguments = parser.parse_args()
    documents = [
        document for document in labelled(arguments.data) if not (arguments.hold_back and held_back(document["site"]))
    ]
    table, members = train(documents)
    (OUT / "wording.tsv").write_text(table, "utf-8")
    save(members, NAMES, statement(documents), OUT / "text.npz")


if __name__ == "__main__":
    main()
