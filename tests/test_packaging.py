"""What is shipped: built, looked into, installed into a clean environment, and asked for a page."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow


def run(*command: str | Path, cwd: Path, **variables: str) -> str:
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "DRAGOMAN"))} | variables
    done = subprocess.run([str(part) for part in command], cwd=cwd, capture_output=True, text=True, env=environment)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def built(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", out, root, cwd=root)
    return out


@pytest.fixture(scope="module")
def names_in_wheel(built: Path) -> list[str]:
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        return wheel.namelist()


def test_the_wheel_holds_code_templates_data_and_licences(names_in_wheel: list[str]) -> None:
    held = set(names_in_wheel)
    for name in (
        "web/templates/base.html",
        "search/names/data/places_geonames.tsv",
        "search/py.typed",
        "search/cli.py",
    ):
        assert name in held
    assert any(name.startswith("index/cleaning/rules/") and name.endswith(".toml") for name in held)
    assert "search/names/data/names.sqlite" in held
    assert any(name.endswith("licenses/NOTICE") for name in held)
    assert any(name.startswith("web/static/") and name.endswith(".css") for name in held)


def test_the_wheel_holds_nothing_else(names_in_wheel: list[str]) -> None:
    tops = {name.split("/")[0] for name in names_in_wheel}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"search", "index", "web"}


def test_no_distribution_holds_the_seeds(built: Path, names_in_wheel: list[str], root: Path) -> None:
    with tarfile.open(next(built.glob("*.tar.gz"))) as sdist:
        names = sdist.getnames() + names_in_wheel
    seeds = {path.name for path in (root / "seeds").glob("*.txt")}
    assert len(seeds) == 5
    assert not [name for name in names if Path(name).name in seeds or "/seeds/" in name]


@pytest.fixture(scope="module")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new environment holding the wheel. Its dependencies are this environment's, by path, so that no index is
    needed; this checkout is not among them, because .pth files are not read in folders named by another .pth."""
    home = tmp_path_factory.mktemp("clean")
    venv.create(home, with_pip=True)
    scripts = home / ("Scripts" if os.name == "nt" else "bin")
    site = Path(sysconfig.get_path("purelib", vars={"base": str(home), "platbase": str(home)}))
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    python = scripts / "python"
    run(python, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", next(built.glob("*.whl")), cwd=home)
    return scripts


PAGE = """
import search, web
from web.app import create_app
assert "site-packages" in web.__file__, web.__file__
answer = create_app("whoosh:index").test_client().get("/?q=Daesh")
text = answer.get_data(as_text=True)
assert answer.status_code == 200, text
assert "Hezbollah fights <mark>ISIS</mark>" in text, text
about = create_app("whoosh:index").test_client().get("/about").get_data(as_text=True)
assert "GeoNames" in about
"""


def test_an_installed_wheel_indexes_answers_and_shows_a_page(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "one.txt").write_text("Hezbollah fights ISIS\n\nFighters of IS fled Dayr az Zawr.\n")
    run(installed / "index-cli", "update", "--archive", "archive", "--index", "whoosh:index", cwd=tmp_path)
    answer = run(installed / "search-cli", "--index", "whoosh:index", "Deir", "Ezzor", cwd=tmp_path)
    assert "one.txt" in answer
    run(installed / "python", "-c", PAGE, cwd=tmp_path)


NAMES = """
import sys
from search.names import load_names
(place,) = load_names().lookup("region", "Dayr az Zawr")[:1]
assert place.value == "Middle East & North Africa/Syria/Deir ez-Zor/Deir ez-Zor", place
assert "search.names.compiler" not in sys.modules and "search.names.entries" not in sys.modules
"""


def test_an_installed_wheel_opens_its_names_without_compiling_them(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way of a cache folder")
    nowhere = {"DRAGOMAN_CACHE": str(tmp_path / "file")}
    run(installed / "python", "-c", NAMES, cwd=tmp_path, **nowhere)


def test_the_source_distribution_is_small(built: Path) -> None:
    assert next(built.glob("*.tar.gz")).stat().st_size < 10_000_000, "the compiled names are made from it"
