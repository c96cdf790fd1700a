"""A trained model as numbers, evaluated in plain Python: boosted trees over the rows of features.py.

A file holds the features' names in order, a base value and trees of [feature, threshold, left, right] with
numbers as leaves; `benchmarks/train_cleaning.py` writes it and says what it was trained on.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Model:
    """`names` are the features that a row holds, in order."""

    names: tuple[str, ...]
    base: float
    trees: tuple[Any, ...]

    def probability(self, row: Sequence[float]) -> float:
        """How likely the line of this row belongs to the article, 0 to 1."""
        total = self.base
        for tree in self.trees:
            node = tree
            while node.__class__ is tuple:
                node = node[2] if row[node[0]] <= node[1] else node[3]
            total += node
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@lru_cache(maxsize=4)
def load_model(name: str) -> Model:
    """The model of data/`name`.json."""
    data = json.loads(files("index.cleaning").joinpath(f"data/{name}.json").read_text("utf-8"))
    return Model(tuple(data["features"]), data["base"], tuple(_tree(tree) for tree in data["trees"]))


def _tree(node: Any) -> Any:
    if not isinstance(node, list):
        return float(node)
    feature, threshold, left, right = node
    return feature, float(threshold), _tree(left), _tree(right)
