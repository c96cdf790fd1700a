"""The documentation is true: its commands are run, its links lead somewhere, and no flag goes unmentioned.

In a ```console block a line that begins with `$ ` is run, in a copy of the demo archive with a fresh index, and
what follows must be what it prints; `...` stands for anything. `./run` subcommands are only checked to exist.
"""

from __future__ import annotations

import doctest
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
COMMANDS = ("search-cli", "index-cli", "search-web")
TEXT = "\n".join(page.read_text("utf-8") for page in PAGES)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the demo archive, its dragoman.toml and an index of it."""
    folder = tmp_path_factory.mktemp("desk")
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    shutil.copy(ROOT / "dragoman.toml", folder)
    shell("index-cli update --quiet", folder)
    return folder


def shell(command: str, folder: Path) -> str:
    path = os.pathsep.join((sysconfig.get_path("scripts"), os.environ["PATH"]))
    environment = {k: v for k, v in os.environ.items() if not k.startswith("DRAGOMAN")}
    environment |= {"PATH": path, "COLUMNS": "100", "NO_COLOR": "1"}
    done = subprocess.run(command, shell=True, cwd=folder, env=environment, capture_output=True, timeout=600)
    return (done.stdout + done.stderr).decode("utf-8")


def examples() -> list[tuple[str, str, str]]:
    found = []
    for page in PAGES:
        for block in re.findall(r"^```console\n(.*?)^```", page.read_text("utf-8"), re.MULTILINE | re.DOTALL):
            for example in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
                command, _, output = example.partition("\n")
                found.append((page.relative_to(ROOT).as_posix(), command, output))
    return found


def test_the_readme_shows_its_two_commands_and_an_answer() -> None:
    commands = [command for page, command, _ in examples() if page == "README.md"]
    assert {"./run demo", "./run test"} <= set(commands)
    assert any(command.startswith("search-cli") for command in commands)


@pytest.mark.skipif(sys.platform == "win32", reason="the examples are written for a POSIX shell: not on this system")
@pytest.mark.parametrize(("page", "command", "output"), examples())
def test_examples_print_what_the_page_says(page: str, command: str, output: str, desk: Path) -> None:
    if command.startswith("./run"):
        assert f"./run {command.split()[1]}" in (ROOT / "run").read_text("utf-8")
        return
    printed = shell(command, desk)
    assert "Traceback" not in printed
    matches = doctest.OutputChecker().check_output(output or "...", printed, doctest.ELLIPSIS)
    assert matches, f"{page}: $ {command}\nsays:\n{output}\nprints:\n{printed}"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text("utf-8")):
        if not re.match(r"[a-z]+:", target):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_flag_is_documented(command: str, tmp_path: Path) -> None:
    texts = [shell(f"{command} --help", tmp_path)]
    inner = re.search(r"\{([a-z,-]+)\}", texts[0])
    if command == "index-cli" and inner:
        texts += [shell(f"{command} {sub} --help", tmp_path) for sub in inner[1].split(",")]
    flags = set(re.findall(r"(?<![\w-])--[a-z][a-z0-9-]+", "\n".join(texts))) - {"--help"}
    assert flags
    assert {flag for flag in flags if f"{flag}" not in TEXT} == set()


def test_nothing_left_over_in_the_tree() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True).stdout.split("\n")
    if not tracked[0]:
        pytest.skip("not a git checkout on this system: nothing to look through")
    marks = re.compile(r"\b(TODO|FIXME|HACK)\b|(?<![\w.])/(?:work|root)/")
    for name in tracked:
        path = ROOT / name
        if path.suffix in {".py", ".md", ".toml", ".html", ".css", ".js"} and path.exists() and path != Path(__file__):
            found = marks.search(path.read_text("utf-8"))
            assert found is None, f"{name}: {found[0]}"
