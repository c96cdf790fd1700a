"""A small trained network, evaluated with numpy: what kind each line of a page is, in view of all the others.

Rows of features go through a dense layer, then through blocks that each look at a line with one neighbour on either
side, ever farther away (a dilated convolution over the lines), and twice through the means of what stands before and
behind the line. A network may then say on which line the article begins and on which it ends, each a softmax over the
page's lines, and look at every line once more, between these two. Several such networks, trained from different
beginnings, are evaluated side by side, and the mean of their answers counts. A file holds the features' names, their
means and scales, the weights and a statement of what they were trained on; benchmarks/train_cleaning.py writes it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

import numpy as np
from numpy.typing import NDArray

CLIP: Final = 5.0
"""Scaled features are kept within."""
STEPS: Final = (1, 2, 0, 4, 8, 0, 1)
"""How far the neighbours of each block are away; 0 stands for the means before and behind."""
FIRMEST: Final = 10.0
"""Scores of a line that the article may begin or end on are kept within."""

Numbers = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Network:
    """`names` are the features of a row in order; `weights` the layers' matrices (members, inputs, outputs) and offsets
    (members, 1, outputs) by name, `mean` and `scale` (features) what rows are scaled by."""

    names: tuple[str, ...]
    statement: str
    weights: Mapping[str, Numbers]

    def chances(self, rows: Numbers, counts: Numbers) -> Numbers:
        """(lines, kinds) from (lines, features): how likely each line is of each kind, adding up to 1. `counts` are
        the lines' lengths in words: longer ones weigh more in the means."""
        w = self.weights
        if not len(rows):
            return np.zeros((0, w["out.b"].shape[-1]), np.float32)
        weight = (np.minimum(counts, 60) + 1).astype(np.float32)[:, None]
        state = np.clip((rows - w["mean"]) * w["scale"], -CLIP, CLIP)
        state = _relu(state @ w["in.w"] + w["in.b"])
        for n, step in enumerate(STEPS):
            around = _sides(state, step) if step else _means(state, weight)
            inner = _relu(around @ w[f"{n}.around.w"] + w[f"{n}.around.b"])
            state = state + inner @ w[f"{n}.on.w"] + w[f"{n}.on.b"]
        if "ends.w" in w:
            around = np.concatenate((_sides(state, 1), _between(state, w)), -1)
            inner = _relu(around @ w["between.around.w"] + w["between.around.b"])
            state = state + inner @ w["between.on.w"] + w["between.on.b"]
        scores = _relu(state) @ w["out.w"] + w["out.b"]
        chances = np.exp(scores - scores.max(-1, keepdims=True))
        mean: Numbers = (chances / chances.sum(-1, keepdims=True)).mean(0, dtype=np.float32)
        return mean


def _relu(values: Numbers) -> Numbers:
    return np.maximum(values, 0, out=values)


def _sides(state: Numbers, step: int) -> Numbers:
    """Each line's state between those of the lines `step` before and behind; zeros beyond the page."""
    members, lines, width = state.shape
    wide = np.zeros((members, lines, 3 * width), np.float32)
    wide[:, step:, :width] = state[:, :-step]
    wide[..., width : 2 * width] = state
    wide[:, :-step, 2 * width :] = state[:, step:]
    return wide


def _means(state: Numbers, weight: Numbers) -> Numbers:
    """Each line's state with the weighted means of all lines before it and from it on."""
    own = state * weight
    sums = np.cumsum(own, 1, dtype=np.float32)
    heavy = np.cumsum(weight, 0, dtype=np.float32)
    before = (sums - own) / np.maximum(1.0, heavy - weight)
    behind = (sums[:, -1:] - sums + own) / np.maximum(1.0, heavy[-1:] - heavy + weight)
    return np.concatenate((state, before, behind), -1)


def _between(state: Numbers, w: Mapping[str, Numbers]) -> Numbers:
    """How likely the article has begun by each line, has ended before it, and has begun without ending."""
    scores = np.exp(FIRMEST * np.tanh((np.maximum(state, 0) @ w["ends.w"] + w["ends.b"]) / FIRMEST))
    shares = scores / scores.sum(1, keepdims=True)
    sums = np.cumsum(shares, 1, dtype=np.float32)
    begun, ended = sums[..., :1], sums[..., 1:] - shares[..., 1:]
    return np.concatenate((begun, ended, begun * (1 - ended)), -1)


@lru_cache(maxsize=4)
def load_network(name: str) -> Network:
    """The network of data/`name`.npz."""
    with files("index.cleaning").joinpath(f"data/{name}.npz").open("rb") as file, np.load(file) as data:
        about = json.loads(str(data["about"]))
        weights = {key: data[key].astype(np.float32) for key in data.files if key != "about"}
    return Network(tuple(about["features"]), about["statement"], weights)
