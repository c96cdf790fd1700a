"""A trained model as numbers, evaluated in plain Python: boosted trees over the rows of markup.py.

A file holds the features' names in order, a base value and trees of [feature, threshold, left, right] with
numbers as leaves; benchmarks/train_markup.py writes it and says what it was trained on. The trees become one
Python expression, built as a syntax tree from the numbers alone: that is five times faster than walking them.
"""

from __future__ import annotations

import ast
import json
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, cast


@dataclass(frozen=True, slots=True)
class Model:
    """`names` are the features that a row holds, in order; `total` adds up the trees over a row's numbers."""

    names: tuple[str, ...]
    total: Callable[..., float]

    def probability(self, row: Sequence[float]) -> float:
        """How likely the line of this row belongs to the article, 0 to 1."""
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, self.total(*row)))))


@lru_cache(maxsize=4)
def load_model(name: str) -> Model:
    """The model of data/`name`.json."""
    data = json.loads(files("index.cleaning").joinpath(f"data/{name}.json").read_text("utf-8"))
    names = tuple(data["features"])
    return Model(names, _compile(len(names), data["base"], data["trees"]))


def _compile(width: int, base: float, trees: Sequence[Any]) -> Callable[..., float]:
    """A function of `width` numbers that adds up the trees' leaves."""
    body: ast.expr = ast.Constant(float(base))
    for tree in trees:
        body = ast.BinOp(body, ast.Add(), _tree(tree))
    parameters = [ast.arg(f"f{n}") for n in range(width)]
    arguments = ast.arguments(posonlyargs=[], args=parameters, kwonlyargs=[], kw_defaults=[], defaults=[])
    expression = ast.fix_missing_locations(ast.Expression(ast.Lambda(arguments, body)))
    # nothing but names made here and numbers is in it
    made = eval(compile(expression, "<model>", "eval"), {"__builtins__": {}})  # noqa: S307
    return cast("Callable[..., float]", made)


def _tree(node: Any) -> ast.expr:
    if not isinstance(node, list):
        return ast.Constant(float(node))
    feature, threshold, left, right = node
    name = ast.Name(f"f{int(feature)}", ast.Load())
    test = ast.Compare(name, [ast.LtE()], [ast.Constant(float(threshold))])
    return ast.IfExp(test, _tree(left), _tree(right))
