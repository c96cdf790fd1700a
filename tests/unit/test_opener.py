"""Articles opened outside: in the browser by their address, in the editor by their file."""

from __future__ import annotations

import hashlib
import sys
import webbrowser
from dataclasses import replace
from pathlib import Path

import pytest

from search.opener import open_article
from tests.command import Run, make_index, runner
from tests.documents import article

TEXT = b"Army storms town"
PLAIN = replace(article("plain", "Army", path="x/plain.txt"), content=hashlib.sha256(TEXT).hexdigest())
ARTICLES = [
    article("web", "Army web", url="https://example.org/a b"),
    article("evil", "Evil", url="file:///etc/passwd", path="../secret.txt"),
    PLAIN,
]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that a browser is asked for, instead of one."""
    asked: list[str] = []
    monkeypatch.setattr(webbrowser, "open", lambda url: asked.append(url) or True)
    return asked


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], opened: list[str]) -> Run:
    """The command in a folder with settings, an archive, and an editor that writes down what it is given."""
    (tmp_path / "archive" / "x").mkdir(parents=True)
    (tmp_path / "archive" / "x" / "plain.txt").write_bytes(TEXT)
    (tmp_path / "secret.txt").write_bytes(TEXT)
    (tmp_path / "dragoman.toml").write_text("[archive]\npath = 'archive'\n", "utf-8")
    (tmp_path / "editor.py").write_text("import sys; open('edited', 'w').write(sys.argv[1])", "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f"'{sys.executable}' editor.py")
    return runner(make_index(tmp_path / "index", ARTICLES), monkeypatch, capsys)


def test_an_address_is_opened_in_the_browser(run: Run, opened: list[str]) -> None:
    status, out, err = run("--open", "1", "title:web")
    assert (status, out, opened) == (0, "", ["https://example.org/a%20b"])
    assert err.endswith("search-cli: opened https://example.org/a%20b\n")


def test_the_number_counts_from_the_first_of_the_answer(run: Run, opened: list[str]) -> None:
    assert run("--open", "2", "army", "--sort", "newest")[0] == 0  # undated ones by id
    assert opened == ["https://example.org/a%20b"]
    assert run("--open", "1", "--offset", "1", "army", "--sort", "newest")[0] == 0
    assert len(opened) == 2
    assert run("--open", "3", "army")[0] == 1


def test_a_file_is_opened_in_the_editor(run: Run, tmp_path: Path, opened: list[str]) -> None:
    status, _, err = run("--open", "1", "army -title:web")
    assert (status, opened) == (0, [])
    file = tmp_path / "archive" / "x" / "plain.txt"
    assert Path((tmp_path / "edited").read_text("utf-8")) == file.resolve()
    assert f"opened {file.resolve()}" in err


def test_other_schemes_and_files_outside_are_not_opened(run: Run, tmp_path: Path, opened: list[str]) -> None:
    status, _, err = run("--open", "1", "evil")
    assert (status, opened) == (2, [])
    assert "'evil' has no address on the web" in err
    assert "--show evil" in err
    outside = replace(PLAIN, path="../secret.txt")
    with pytest.raises(ValueError, match="is not the folder with"):
        open_article(outside)
    assert not (tmp_path / "edited").exists()


def test_a_changed_file_is_not_the_article(run: Run, tmp_path: Path) -> None:
    (tmp_path / "archive" / "x" / "plain.txt").write_bytes(b"changed")
    assert run("--open", "1", "army -title:web")[0] == 2
    (tmp_path / "dragoman.toml").unlink()
    assert run("--open", "1", "army -title:web")[0] == 2


def test_what_is_missing_is_said(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "nosucheditor")
    assert "cannot start the editor 'nosucheditor'" in run("--open", "1", "army -title:web")[2]
    monkeypatch.delenv("EDITOR")
    assert "set EDITOR to open" in run("--open", "1", "army -title:web")[2]
    monkeypatch.setattr(webbrowser, "open", lambda url: False)
    assert "no browser could be started: set BROWSER" in run("--open", "1", "title:web")[2]


@pytest.mark.parametrize("value", ["0", "-1", "x", "00"])
def test_bad_numbers(run: Run, value: str) -> None:
    status, _, err = run("--open", value, "army")
    assert status == 2
    assert "is no " in err


def test_it_prints_nothing_else(run: Run) -> None:
    assert "--open opens one article" in run("--open", "1", "--json", "army")[2]
