"""Fit the weights of `compare` to labelled pairs and write data/compare.tsv.

    python -m search.names.fit ARABIC.jsonl [OTHERS.jsonl ...]
    python -m search.names.fit --words PAIRS.jsonl

A line is {"a", "b", "same", "id"}. Pairs are divided by the id of their (first) place: the weights come from one half,
the figures that are printed from the other. The pairs of the first file count `FIRST` times: it is the language that
most names of the project are from. benchmarks/spelling_pairs.py makes the other files.

With --words the pairs are names and words of an archive (benchmarks/word_pairs.py), and data/compare_words.tsv is
written: what tells a name's other spellings among all the words that share a key with it.
"""

from __future__ import annotations

import hashlib
import json
import math
import random
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from search.keys import key
from search.names.blocking import keys
from search.names.similarity import WEIGHTS, WORDS_WEIGHTS, features

Pair = dict[str, Any]
Example = tuple[dict[str, float], bool]

ROUNDS = 12
PENALTY = 0.3
EMPHASIS = 1.6
STRANGERS = 1_500
FIRST = 3


def part(id: object, parts: int = 2) -> int:
    """The part that a place belongs to, the same on every machine."""
    return hashlib.sha256(str(id).encode()).digest()[0] % parts


def read_pairs(path: Path, wanted: int) -> tuple[list[Example], list[Example]]:
    """The examples to fit, `wanted` strangers among them, and those held back."""
    pairs: list[Pair] = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    halves: tuple[list[Example], list[Example]] = ([], [])
    for pair in pairs:
        if key(pair["a"]) != key(pair["b"]):
            halves[part(pair["id"])].append((features(pair["a"], pair["b"]), bool(pair["same"])))
    if wanted:
        halves[0].extend((features(a, b), False) for a, b in strangers(pairs, wanted))
    return halves


def strangers(pairs: Sequence[Pair], wanted: int, half: int = 0) -> list[tuple[str, str]]:
    """Spellings of two places of a half that share an index key and, mostly, nothing else, chosen at random. The
    labelled pairs are all look-alikes by their letters: a model of those alone knows nothing about the rest of the
    world, in which it must tell what shares a key."""
    spelled: dict[str, set[object]] = defaultdict(set)
    own: dict[object, set[str]] = defaultdict(set)
    for pair in pairs:
        for text, id in ((pair["a"], pair["id"]), (pair["b"], pair["id"] if pair["same"] else pair["id2"])):
            if part(id) == half:
                spelled[text].add(id)
                own[id].add(key(text))
    holders: dict[str, list[str]] = defaultdict(list)
    for text in sorted(spelled):
        for found in keys(text):
            holders[found].append(text)
    chance, texts, chosen = random.Random(1), sorted(spelled), list[tuple[str, str]]()  # noqa: S311
    while len(chosen) < wanted:
        a = chance.choice(texts)
        b = chance.choice(holders[chance.choice(keys(a) or ("",))] or [a])
        if not any(own[m] & own[n] for m in spelled[a] for n in spelled[b]):  # no namesakes, nor a itself
            chosen.append((a, b))
    return chosen


def fit(examples: Sequence[Example]) -> dict[str, float]:
    """Weights by Newton's method on the logistic loss, small ones preferred; positives count `EMPHASIS` times."""
    names = sorted({name for example, _ in examples for name in example})
    number = {name: n for n, name in enumerate(names)}
    rows = [([(number[name], value) for name, value in example.items() if value], same) for example, same in examples]
    weights = [0.0] * len(names)
    for _ in range(ROUNDS):
        slope = [-PENALTY * weight for weight in weights]
        curve = [[PENALTY * (n == m) for m in range(len(names))] for n in range(len(names))]
        for row, same in rows:
            said = 1 / (1 + math.exp(-max(-30.0, min(30.0, sum(weights[n] * value for n, value in row)))))
            emphasis = EMPHASIS if same else 1.0
            for n, value in row:
                slope[n] += emphasis * (same - said) * value
                line, bend = curve[n], emphasis * said * (1 - said) * value
                for m, other in row:
                    line[m] += bend * other
        weights = [weight + step for weight, step in zip(weights, solve(curve, slope), strict=True)]
    return dict(zip(names, weights, strict=True))


def solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    """The solution of matrix times x = right, by elimination; the matrix is positive definite."""
    rows = [[*line, value] for line, value in zip(matrix, right, strict=True)]
    for n, pivot in enumerate(rows):
        for line in rows[n + 1 :]:
            factor = line[n] / pivot[n]
            if factor:
                for m in range(n, len(line)):
                    line[m] -= factor * pivot[m]
    found = [0.0] * len(rows)
    for n in range(len(rows) - 1, -1, -1):
        rest = sum(rows[n][m] * found[m] for m in range(n + 1, len(rows)))
        found[n] = (rows[n][-1] - rest) / rows[n][n]
    return found


def f1(weights: dict[str, float], examples: Sequence[Example]) -> tuple[float, float, float]:
    """Precision, recall and their mean of the answers above 0.5."""
    said = [(sum(weights.get(n, 0.0) * v for n, v in row.items()) > 0, same) for row, same in examples]
    right = sum(yes and same for yes, same in said)
    precision = right / max(1, sum(yes for yes, _ in said))
    recall = right / max(1, sum(same for _, same in said))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def main() -> None:
    """Fit on one part of each file, print the figures of the others, write the weights."""
    words = sys.argv[1] == "--words"
    paths = [Path(argument) for argument in sys.argv[1 + words :]]
    sets = {path.stem: read_pairs(path, 0 if words else STRANGERS) for path in paths}
    fitted = [example for n, (ours, _) in enumerate(sets.values()) for example in ours * (1 if n or words else FIRST)]
    weights = fit(fitted)
    for name, halves in sets.items():
        for half, examples in zip(("fitted", "held back"), halves, strict=True):
            line = "{} {} {} P {:.3f} R {:.3f} F1 {:.3f}\n"
            sys.stdout.write(line.format(name, half, len(examples), *f1(weights, examples)))
    path, source = (WORDS_WEIGHTS, "the tables and words of news") if words else (WEIGHTS, "GeoNames spellings")
    lines = ["feature\tweight\tsource", *(f"{n}\t{w:.4f}\tfitted to {source}" for n, w in weights.items())]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
