"""Boosted trees as index/cleaning/model.py reads them."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

OUT = Path(__file__).parent.parent / "index/cleaning/data"
TREES = {
    "learning_rate": 0.15, "max_leaf_nodes": 15, "l2_regularization": 1.0, "min_samples_leaf": 40, "max_bins": 127,
    "early_stopping": False, "random_state": 0,
}  # fmt: skip


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
