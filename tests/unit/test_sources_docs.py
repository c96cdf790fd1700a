"""docs/sources-file.md describes every key, and its examples are valid and mean what it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from index.sources import ARTICLE_KEYS, SOURCE_KEYS, read_archive, read_sources
from search.errors import ArchiveError

PAGE = (Path(__file__).parents[2] / "docs" / "sources-file.md").read_text("utf-8")
EXAMPLES = re.findall(r"^```toml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


def test_every_key_is_in_a_table_and_in_an_example(tmp_path: Path) -> None:
    tables = set(re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE))
    assert tables == SOURCE_KEYS.keys() | ARTICLE_KEYS.keys()
    shown = set(re.findall(r"^(\w+) = ", "\n".join(EXAMPLES), re.MULTILINE)) | {"facets"}
    assert shown >= SOURCE_KEYS.keys() | ARTICLE_KEYS.keys()


def test_the_examples_are_valid_and_mean_what_is_said(tmp_path: Path) -> None:
    for number, example in enumerate(EXAMPLES):
        file = tmp_path / f"{number}.toml"
        file.write_text(example, "utf-8")
        sources, articles = read_sources(file)
        assert sources or articles
    archive = read_archive(tmp_path, tmp_path / "0.toml")
    assert archive.facts("sana/2017/a.html").url == "https://sana.sy/en/2017/a.html"
    assert read_archive(tmp_path, tmp_path / "2.toml").facts("arabic/a.txt").language == "ar"
    assert read_archive(tmp_path, tmp_path / "3.toml").facts("2017/storm.html").facets["actor"] == ("Hezbollah", "ISIS")


def test_the_example_of_a_mistake_is_what_is_said(tmp_path: Path) -> None:
    (said,) = re.findall(r"^ {4}articles/(sources.toml:3: .*)$", PAGE, re.MULTILINE)
    (tmp_path / "sources.toml").write_text('[[source]]\npaths = ["*"]\npublihser = "X"\n')
    with pytest.raises(ArchiveError, match=re.escape(said)):
        read_archive(tmp_path)
