"""The labelled sets of a folder, and which of their sites are held back."""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path


def part(name: str, of: int, salt: str) -> int:
    """One of `of` parts, by the name alone."""
    return int(hashlib.md5((salt + name).encode()).hexdigest(), 16) % of


def held_back(site: str) -> bool:
    """Is this site in the fifth that is left out of training with --hold-back, and measured with --held-back?"""
    return part(site, 5, "s:") == 0


def read(data: Path, pattern: str) -> list[dict]:
    """The documents of all files of that name, gzipped JSON lines."""
    rows = []
    for path in sorted(data.rglob(pattern)):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            rows += [json.loads(line) for line in lines]
    return rows
