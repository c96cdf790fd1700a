"""The archive that the tasks are about: the five seeds and the articles beside this file, indexed once."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from index.cli import main as index_cli
from search.engine import open_engine
from tests.command import Run, runner
from web.app import create_app

ARTICLES = Path(__file__).parent / "articles"
SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of an index that `index-cli` built."""
    folder = tmp_path_factory.mktemp("analyst")
    shutil.copytree(SEEDS, folder / "archive")
    shutil.copytree(ARTICLES, folder / "archive", dirs_exist_ok=True, ignore=shutil.ignore_patterns("sources.toml"))
    sources = [(place / "sources.toml").read_text("utf-8") for place in (SEEDS, ARTICLES)]
    (folder / "archive" / "sources.toml").write_text("\n".join(sources), "utf-8")
    url = f"whoosh:{folder / 'index'}"
    assert index_cli(["update", "--archive", str(folder / "archive"), "--index", url]) == 0
    return url


@pytest.fixture
def run(index: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """`search-cli` on that index."""
    return runner(index, monkeypatch, capsys)


@pytest.fixture(scope="session")
def page(index: str) -> FlaskClient:
    """`search-web` on that index."""
    return create_app(engine=open_engine(index)).test_client()


@pytest.fixture(scope="session")
def ids(index: str) -> Mapping[str, str]:
    """The ids of articles by the last part of their path, without its ending: "000" for a seed."""
    engine = open_engine(index)
    documents = [engine.get(id) for id in engine.digests()]
    engine.close()
    return {short(document.path): document.id for document in documents}


def short(path: str) -> str:
    """How the tasks call an article: "sana/tanf" for sana/tanf.txt, "000" for the first seed."""
    name = path.rpartition(".")[0].removeprefix("others/")
    return name[:3] if name[:3].isdigit() else name
