"""How sure the cleaning is of an article as a whole, from how sure it is of each block."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from typing import Final, NamedTuple

from index.articles import Block

_EDGE: Final = 0.002
"""Keeps the logarithm finite where nothing is in doubt."""


class Calibration(NamedTuple):
    """The two numbers that turn the share that is right into a chance: of its log odds, `offset + slope * odds`."""

    offset: float
    slope: float


def article_confidence(blocks: Iterable[Block]) -> float:
    """The chance, 0 to 1, that the article is whole and clean: that it has more than nine tenths of the words that
    belong to it, and that at least nine tenths of its words do.

    Measured on pages and texts of sites that no weight of the models was trained on, by benchmarks/confidence.py,
    which prints how often that was so for each step of the confidence, and makes `data/confidence.tsv`. An article
    of which nothing is kept has 0.
    """
    share = right_share(blocks)
    return chance_of(share, calibration()) if share else 0.0


def right_share(blocks: Iterable[Block]) -> float:
    """How much of what is kept, times how much of what should be kept, is right by the confidences of the blocks,
    weighted by their length in characters. What is kept for want of evidence is half right; 0 where nothing is kept."""
    kept = sure = missed = 0.0
    for block in blocks:
        length = block.end - block.start
        if block.role == "kept":
            kept += length
            sure += length * block.confidence
        elif block.role == "removed":
            missed += length * (1 - block.confidence)
    return sure / kept * (sure / (sure + missed)) if sure else 0.0


def log_odds(share: float) -> float:
    """Of a share from 0 to 1; finite."""
    return math.log((share + _EDGE) / (1 - share + _EDGE))


def chance_of(share: float, numbers: Calibration) -> float:
    """The chance that goes with a share that is right."""
    return 1 / (1 + math.exp(-numbers.offset - numbers.slope * log_odds(share)))


@lru_cache(maxsize=1)
def calibration() -> Calibration:
    """The shipped numbers; the table says where they come from."""
    table = files("index.cleaning").joinpath("data/confidence.tsv").read_text("utf-8")
    rows = (row.split("\t") for row in table.splitlines()[1:])
    return Calibration(**{name: float(value) for name, value, _source in rows})
