"""A bench at which runs of index-cli are tried."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from search.engine import open_engine
from tests.bench import Bench


@pytest.fixture(params=["memory", "whoosh"])
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bench]:
    url = "memory:" if request.param == "memory" else f"whoosh:{tmp_path / 'index'}"
    engine = open_engine(url)
    yield Bench(tmp_path / "archive", engine)
    engine.close()
