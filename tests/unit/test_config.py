"""Where the index is, and dragoman.toml."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from search.config import FILE, SETTING_BY_NAME, SETTINGS, find_index, read_settings
from search.errors import ConfigError

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("DRAGOMAN_INDEX", raising=False)
    folder = tmp_path / "archive" / "deep"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    return tmp_path


def write(folder: Path, text: str) -> None:
    (folder / FILE).write_text(text, "utf-8")


def test_without_anything_the_index_is_here() -> None:
    assert find_index() == "whoosh:var/index"


def test_the_nearest_file_upwards_counts_and_its_paths_are_relative_to_it(desk: Path) -> None:
    write(desk, '[index]\nurl = "whoosh:built"\n')
    assert find_index() == f"whoosh:{desk / 'built'}"
    write(desk / "archive", '[index]\nurl = "memory:"\n')
    assert find_index() == "memory:"
    write(desk / "archive" / "deep", '[archive]\npath = "articles"\n')
    assert find_index() == "whoosh:var/index"


def test_flag_then_environment_then_file(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(desk, '[index]\nurl = "whoosh:file"\n')
    monkeypatch.setenv("DRAGOMAN_INDEX", "whoosh:environment")
    assert find_index() == "whoosh:environment"
    assert find_index("whoosh:flag") == "whoosh:flag"
    monkeypatch.setenv("DRAGOMAN_INDEX", "")
    assert find_index() == f"whoosh:{desk / 'file'}"


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ("var/index", "whoosh:var/index"),
        ("C:\\archive\\index", "whoosh:C:\\archive\\index"),
        ("tantivy:var/index", "tantivy:var/index"),
        ("opensearch://host:9200/articles", "opensearch://host:9200/articles"),
        ("./a:b", "whoosh:./a:b"),
    ],
)
def test_a_folder_alone_is_a_whoosh_index(given: str, url: str) -> None:
    assert find_index(given) == url


def test_settings_have_defaults_and_paths(desk: Path) -> None:
    assert read_settings()["archive.path"] is None
    assert read_settings().path("archive.path") is None
    write(desk, '[archive]\npath = "articles"\n')
    settings = read_settings()
    assert settings.path("archive.path") == desk / "articles"
    assert settings["index.url"] == SETTING_BY_NAME["index.url"].default
    with pytest.raises(KeyError):
        settings["archive.colour"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[index]\nulr = "x"', "no setting is called 'index.ulr': did you mean 'index.url'?"),
        ('[idnex]\nurl = "x"', "did you mean 'index.url'?"),
        ("colour = 1", "no setting is called 'colour': the settings are index.url"),
        ("[index]\nurl = 3", "'index.url' is 3: write a text in quotation marks, such as 'whoosh:var/index'"),
        ('[archive]\nlargest = "much"', "write a whole number"),
        ("[archive]\nlargest = true", "write a whole number"),
        ("[index\n", "correct it"),
        ("[[index]]\nurl = 'x'", "no setting is called 'index'"),
    ],
)
def test_what_is_wrong_is_said_with_the_file(desk: Path, text: str, message: str) -> None:
    write(desk, text)
    with pytest.raises(ConfigError) as caught:
        find_index()
    assert message in str(caught.value)
    assert str(desk / FILE) in str(caught.value)


def test_a_file_that_is_no_text_is_said(desk: Path) -> None:
    (desk / FILE).write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError, match="UTF-8"):
        read_settings()


def test_every_setting_is_documented_and_no_other() -> None:
    page = (DOCS / "settings.md").read_text("utf-8")
    listed = dict(re.findall(r"^\| `([a-z.]+)` \| [^|]* \| ([^|]*?) \|$", page, re.MULTILINE))
    assert listed == {setting.name: setting.description for setting in SETTINGS}
