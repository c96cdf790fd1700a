"""What `search-cli` imports: a question must not wait for what it does not need."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from search.engine import open_engine
from tests.documents import article

ROOT = Path(__file__).parents[2]

THIRD_PARTY = {"Stemmer", "whoosh", "cached_property"}
"""All that a question to a Whoosh index needs from others; cached_property comes with whoosh."""

FOREIGN = {"index", "web", "flask", "werkzeug", "jinja2", "bs4", "lxml", "dateutil", "trafilatura", "htmldate",
           "charset_normalizer", "waitress", "rapidfuzz", "ahocorasick_rs"}  # fmt: skip

ONLY_ASKED = {"search.batch", "search.citations", "search.completion", "search.manual", "search.opener",
              "search.similar", "search.freshness", "search.facet_values", "search.report",
              "search.weighing"}  # fmt: skip
"""What only some flags need."""

CODE = """
import json, sys
before = set(sys.modules)
from search.cli import main
status = main(sys.argv[1:])
new = {name for name in set(sys.modules) - before if getattr(sys.modules[name], "__spec__", None)}
tops = {name.partition(".")[0] for name in new}
print(json.dumps([status, sorted(tops - set(sys.stdlib_module_names)), sorted(sys.modules)]))
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> str:
    url = f"whoosh:{tmp_path_factory.mktemp('index')}"
    engine = open_engine(url)
    with engine.writer() as writer:
        writer.write(article("a", "Army", "Hezbollah storms Deir Ezzor", actor="Hezbollah"))
    engine.close()
    return url


def imported(index: str, *argv: str) -> tuple[int, set[str], set[str]]:
    done = subprocess.run(
        [sys.executable, "-c", CODE, *argv],
        cwd=ROOT,
        env=os.environ | {"DRAGOMAN_INDEX": index},
        capture_output=True,
        encoding="utf-8",
        timeout=600,
    )
    assert done.stdout, done.stderr
    status, tops, modules = json.loads(done.stdout.splitlines()[-1])
    return status, {top for top in tops if not top.startswith("_")} - {"search"}, set(modules)


@pytest.mark.parametrize(
    "argv",
    [["hezbollah deir ezzor"], ["--actor", "Hizbullah", "--json", ""], ["--format", "text", "kurd* | army -isis"]],
)
def test_a_question_imports_what_it_needs_and_no_more(index: str, argv: list[str]) -> None:
    status, tops, modules = imported(index, *argv)
    assert status == 0
    assert tops <= THIRD_PARTY
    assert not FOREIGN & {module.partition(".")[0] for module in modules}
    assert not {"search.engines.memory", "difflib", "importlib.metadata"} & modules
    assert not ONLY_ASKED & modules


def test_completion_imports_no_names(index: str) -> None:
    status, tops, modules = imported(index, "--complete", "actor", "h")
    assert status == 0
    assert tops <= THIRD_PARTY
    assert not {"search.names.store", "sqlite3", "search.manual"} & modules


def test_near_values_are_looked_for_only_when_asked(index: str) -> None:
    status, tops, _ = imported(index, "--actor", "Hezbolag", "x")
    assert status == 2
    assert "rapidfuzz" in tops


def test_help_opens_nothing(index: str) -> None:
    status, tops, modules = imported(index, "--version")
    assert status == 0
    assert "whoosh" not in tops
    assert "sqlite3" not in modules
