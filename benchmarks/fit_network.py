"""Fits the weights of index/cleaning/network.py with JAX: the same layers, over many pages laid end to end."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
import optax

from index.cleaning.network import CLIP, FIRMEST, STEPS

WIDTH = 32
BATCH = 5120
"""Lines of a batch; pages are laid end to end and padded."""
DROP = 0.2
RATE = 3e-3
KEEP = 0.99
"""Of the running mean of the weights, which is what is shipped."""
SMOOTH = 0.02
"""Of each target, spread over all kinds."""
ENDS = 0.1
"""How much it counts where the article begins and ends, against what each line is."""

Weights = dict[str, jax.Array]


class Sample(NamedTuple):
    """A page: rows (lines, features), kinds (lines, -1 unknown), the weight of each line and its length in words."""

    rows: np.ndarray
    kinds: np.ndarray
    weight: np.ndarray
    counts: np.ndarray


class Batch(NamedTuple):
    """Pages end to end. `first` and `last` (lines) are where the page of each line begins and ends; `ends` (lines, 2)
    is the page's weight on the lines where its article begins and ends, 0 elsewhere."""

    rows: np.ndarray
    kinds: np.ndarray
    weight: np.ndarray
    counts: np.ndarray
    first: np.ndarray
    last: np.ndarray
    ends: np.ndarray


def begin(key: jax.Array, features: int, kinds: int, ends: bool) -> Weights:
    """Random weights, with those for where the article begins and ends or without."""
    sizes = {"in": (features, WIDTH, 1.4), "out": (WIDTH, kinds, 1.0)}
    for n, _ in enumerate(STEPS):
        sizes |= {f"{n}.around": (3 * WIDTH, WIDTH, 1.4), f"{n}.on": (WIDTH, WIDTH, 0.3)}
    if ends:
        sizes |= {"ends": (WIDTH, 2, 0.3), "between.around": (3 * WIDTH + 3, WIDTH, 1.4)}
        sizes |= {"between.on": (WIDTH, WIDTH, 0.3)}
    weights = {}
    for (name, (inner, outer, scale)), own in zip(sizes.items(), jax.random.split(key, len(sizes)), strict=True):
        weights[f"{name}.w"] = jax.random.normal(own, (inner, outer)) * scale / np.sqrt(inner)
        weights[f"{name}.b"] = jnp.zeros(outer)
    return weights


def forward(w: Weights, batch: Batch, kept: Sequence[np.ndarray]) -> tuple[jax.Array, jax.Array | None]:
    """Scores (lines, kinds), and how likely the article begins and ends on each line (lines, 2), if the network says.
    `kept` says which numbers are not dropped: of each block's, of the last look's, and of the rows."""
    weight = (jnp.minimum(batch.counts, 60) + 1.0)[:, None]
    state = jax.nn.relu(_drop(batch.rows, kept[-1]) @ w["in.w"] + w["in.b"])
    for n, step in enumerate(STEPS):
        around = _sides(state, step, batch) if step else _means(state, weight, batch)
        inner = jax.nn.relu(around @ w[f"{n}.around.w"] + w[f"{n}.around.b"])
        state = state + _drop(inner, kept[n]) @ w[f"{n}.on.w"] + w[f"{n}.on.b"]
    shares = None
    if "ends.w" in w:
        shares = _shares(FIRMEST * jnp.tanh((jax.nn.relu(state) @ w["ends.w"] + w["ends.b"]) / FIRMEST), batch)
        around = jnp.concatenate([_sides(state, 1, batch), _between(shares, batch)], 1)
        inner = jax.nn.relu(around @ w["between.around.w"] + w["between.around.b"])
        state = state + _drop(inner, kept[-2]) @ w["between.on.w"] + w["between.on.b"]
    return jax.nn.relu(state) @ w["out.w"] + w["out.b"], shares


def _drop(values: jax.Array, kept: np.ndarray) -> jax.Array:
    return jnp.where(kept, values / (1 - DROP), 0)


def chosen(rng: np.random.Generator, features: int, size: int, ends: bool) -> list[np.ndarray]:
    """What `forward` keeps, at random. numpy's generator takes a fraction of the time of JAX's on a CPU."""
    return [rng.random((size, width), np.float32) >= DROP for width in (*[WIDTH] * (len(STEPS) + ends), features)]


def _sides(state: jax.Array, step: int, batch: Batch) -> jax.Array:
    here = jnp.arange(len(state))
    before, behind = here - step >= batch.first, here + step < batch.last
    return jnp.concatenate(
        [
            jnp.where(before[:, None], jnp.roll(state, step, 0), 0),
            state,
            jnp.where(behind[:, None], jnp.roll(state, -step, 0), 0),
        ],
        1,
    )


def _means(state: jax.Array, weight: jax.Array, batch: Batch) -> jax.Array:
    here = jnp.arange(len(state))
    sums = jnp.concatenate([jnp.zeros((1, state.shape[1])), jnp.cumsum(state * weight, 0)])
    heavy = jnp.concatenate([jnp.zeros((1, 1)), jnp.cumsum(weight, 0)])
    before = (sums[here] - sums[batch.first]) / jnp.maximum(1.0, heavy[here] - heavy[batch.first])
    behind = (sums[batch.last] - sums[here]) / jnp.maximum(1.0, heavy[batch.last] - heavy[here])
    return jnp.concatenate([state, before, behind], 1)


def _shares(scores: jax.Array, batch: Batch) -> jax.Array:
    """The softmax over the lines of each page."""
    raised = jnp.exp(scores)
    sums = jax.ops.segment_sum(raised, batch.first, len(raised) + 1, indices_are_sorted=True)
    return raised / sums[batch.first]


def _between(shares: jax.Array, batch: Batch) -> jax.Array:
    sums = jnp.concatenate([jnp.zeros((1, 2)), jnp.cumsum(shares, 0)])
    upto = sums[1:] - sums[batch.first]
    begun, ended = upto[:, :1], upto[:, 1:] - shares[:, 1:]
    return jnp.concatenate([begun, ended, begun * (1 - ended)], 1)


def batches(samples: Sequence[Sample], rng: np.random.Generator, most: int) -> Iterator[Batch]:
    """All pages once, in random order, in batches of so many lines."""
    held: list[Sample] = []
    size = 0
    for n in rng.permutation(len(samples)):
        sample = samples[n]
        if size + len(sample.rows) > most:
            yield _joined(held, most)
            held, size = [], 0
        held.append(sample)
        size += len(sample.rows)
    if held:
        yield _joined(held, most)


def _joined(samples: Sequence[Sample], size: int) -> Batch:
    lengths = np.array([len(sample.rows) for sample in samples])
    ends = np.cumsum(lengths)
    pad = size - ends[-1]
    rows, kinds, weight, counts = (np.concatenate(column) for column in zip(*samples, strict=True))
    return Batch(
        np.pad(rows, ((0, pad), (0, 0))),
        np.pad(np.maximum(kinds, 0), (0, pad)),
        np.pad(weight * (kinds >= 0), (0, pad)).astype(np.float32),
        np.pad(counts, (0, pad)).astype(np.float32),
        np.concatenate((np.repeat(ends - lengths, lengths), np.full(pad, ends[-1]))),
        np.concatenate((np.repeat(ends, lengths), np.full(pad, size))),
        np.pad(np.concatenate([_ends(sample) for sample in samples]), ((0, pad), (0, 0))),
    )


def _ends(sample: Sample) -> np.ndarray:
    """(lines, 2): the page's weight on the first and on the last line of the article (of kind 0)."""
    found = np.zeros((len(sample.rows), 2), np.float32)
    article = np.flatnonzero(sample.kinds == 0)
    if len(article):
        found[article[[0, -1]], [0, 1]] = sample.weight.sum()
    return found


def fit(
    samples: Sequence[Sample], kinds: int, epochs: int, seed: int, batch: int = BATCH, ends: bool = False
) -> dict[str, np.ndarray]:
    """The weights of one network, with the means and scales of the features. With `ends` it learns where the article
    begins and ends, too."""
    samples = [sample for sample in samples if 0 < len(sample.rows) <= batch]
    rows = np.concatenate([sample.rows for sample in samples])
    mean, scale = rows.mean(0), 1 / (rows.std(0) + 1e-3)
    samples = [s._replace(rows=np.clip((s.rows - mean) * scale, -CLIP, CLIP).astype(np.float32)) for s in samples]
    rng = np.random.default_rng(seed)
    steps = sum(1 for _ in batches(samples, rng, batch))
    plan = optax.warmup_cosine_decay_schedule(0.0, RATE, steps, steps * epochs, RATE / 100)
    chain = optax.chain(optax.clip_by_global_norm(1.0), optax.adamw(plan, weight_decay=0.01))
    weights = smooth = begin(jax.random.PRNGKey(seed), len(mean), kinds, ends)
    state = chain.init(weights)

    def loss(w: Weights, pages: Batch, kept: Sequence[np.ndarray]) -> jax.Array:
        scores, shares = forward(w, pages, kept)
        chances = jax.nn.log_softmax(scores)
        wanted = jax.nn.one_hot(pages.kinds, kinds) * (1 - SMOOTH) + SMOOTH / kinds
        lost = -((chances * wanted).sum(1) * pages.weight).sum() / jnp.maximum(1e-6, pages.weight.sum())
        if shares is not None:
            missed = -jnp.log(jnp.maximum(shares, 1e-6)) * pages.ends
            lost += ENDS * missed.sum() / jnp.maximum(1e-6, pages.ends.sum())
        return lost

    @jax.jit
    def step(
        weights: Weights, state: optax.OptState, smooth: Weights, pages: Batch, kept: Sequence[np.ndarray]
    ) -> tuple:
        value, slope = jax.value_and_grad(loss)(weights, pages, kept)
        change, state = chain.update(slope, state, weights)
        weights = optax.apply_updates(weights, change)
        smooth = jax.tree.map(lambda old, new: KEEP * old + (1 - KEEP) * new, smooth, weights)
        return weights, state, smooth, value

    for epoch in range(epochs):
        began, values = time.time(), []
        for pages in batches(samples, rng, batch):
            weights, state, smooth, value = step(weights, state, smooth, pages, chosen(rng, len(mean), batch, ends))
            values.append(float(value))
        print(f"seed {seed}, epoch {epoch}: loss {np.mean(values):.4f}, {time.time() - began:.0f} s", flush=True)
    return {"mean": mean, "scale": scale, **{name: np.asarray(value) for name, value in smooth.items()}}


def stacked(members: Sequence[dict[str, np.ndarray]]) -> dict[str, np.ndarray]:
    """The weights of several networks as index/cleaning/network.py evaluates them, side by side."""
    kept = {"mean": members[0]["mean"], "scale": members[0]["scale"]}
    for name in members[0].keys() - kept.keys():
        values = np.stack([member[name] for member in members])
        kept[name] = values if name.endswith(".w") else values[:, None]
    return {name: values.astype(np.float32) for name, values in kept.items()}


def save(members: Sequence[dict[str, np.ndarray]], names: Sequence[str], statement: str, path: Path) -> None:
    """Write networks as index/cleaning/network.py reads them."""
    about = json.dumps({"features": list(names), "statement": statement})
    kept = {
        name: values.astype(np.float16) if name.endswith(".w") else values for name, values in stacked(members).items()
    }
    np.savez_compressed(path, about=np.array(about), **{name: kept[name] for name in sorted(kept)})
