"""Prints how well HTML is cleaned on sites that were in no training: one round of training for each part of the sites.

    python benchmarks/cross_validation_html.py --data DIR [--parts 1234]

As cross_validation.py does for text, with the same parts: the sites that train_markup.py --hold-back leaves out stay
out of it altogether. The network of text, which has seen the words of all these pages, is not asked. Needs what
train_markup.py needs, and takes as long as three trainings.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).parent))
import numpy as np
from cleaning import our_body, score_html, show
from cross_validation import site_part
from fit_network import stacked
from train_markup import SETS, labelled, sample, train

from index.cleaning import html, markup
from index.cleaning.network import Network


def bodies_with(members: list[dict[str, np.ndarray]], documents: list[dict]) -> list[str]:
    """The bodies of the documents by these weights instead of the shipped ones."""
    network = Network(markup.NAMES, "", stacked(members))
    with patch.object(html, "load_network", lambda _: network), patch.object(html, "_ask_text_model", lambda *_: None):
        return [our_body(document["html"]) for document in documents]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--parts", default="1234")
    arguments = parser.parse_args()
    known = {name: [one for one in labelled(arguments.data, name) if site_part(one)] for name in SETS}
    documents = [document for members in known.values() for document in members]
    samples = list(map(sample, documents))
    bodies: dict[str, str] = {}
    for number in map(int, arguments.parts):
        chosen = [document for document in documents if site_part(document) == number]
        learned = train(
            [
                found
                for document, found in zip(documents, samples, strict=True)
                if found is not None and site_part(document) != number
            ]
        )
        bodies |= {one["html"]: body for one, body in zip(chosen, bodies_with(learned, chosen), strict=True)}
    for name, members in known.items():
        measured = [one for one in members if one["html"] in bodies and (one.get("gold_body") or one.get("without"))]
        if measured:
            show(name, "dragoman", score_html(measured, bodies.__getitem__))


if __name__ == "__main__":
    main()
