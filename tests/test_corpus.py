"""Cleaning and facets on the labelled articles of tests/corpus reach their floors.

The articles are hard on purpose. To see what goes wrong: index-cli evaluate tests/corpus/labels.toml --worst 50
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from index.cli import main
from index.labels import Labels, read_labels

FEWEST = 40


@pytest.fixture(scope="module")
def labels(root: Path) -> Labels:
    return read_labels(root / "tests" / "corpus" / "labels.toml")


def test_the_floors_are_reached(
    labels: Labels, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)  # away from the checkout's settings
    code = main(["evaluate", str(labels.file), "--worst", "50"])
    said = capsys.readouterr()
    assert code == 0, f"{said.err}\n{said.out}"


def test_every_article_is_labelled_once_and_in_full(labels: Labels) -> None:
    folder = labels.file.parent
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - {"labels.toml"}
    assert {label.path for label in labels.articles} == files
    assert len(files) >= FEWEST
    for label in labels.articles:
        assert label.body and label.title and label.values["date"], label.path
    assert labels.floors.corpus, "floors hold for these articles alone"
    assert {"f1", "losing", "kept_comment", "region_f1", "actor_f1", "date_wrong"} <= set(labels.floors.bounds)


def test_labelled_texts_are_in_the_articles(labels: Labels) -> None:
    """Labels were written by hand: a slip of the pen would count against the program."""
    for label in labels.articles:
        if not label.path.endswith(".txt"):
            continue
        text = " ".join((labels.file.parent / label.path).read_text("utf-8").split())
        for part in [label.title or "", *(label.body or "").split("\n")]:
            assert " ".join(part.split()) in text, f"{label.path}: {part}"


def test_the_floors_can_be_missed(
    labels: Labels, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A cleaning that takes out what begins with an ordinary word is found out."""
    shutil.copytree(labels.file.parent, tmp_path / "corpus")
    cue = {"where": "start", "phrases": ["the", "a", "they", "he"], "source": "x", "example": "the", "longest": 200}
    rules = 'reason = "other"\n[[cue]]\n' + "\n".join(f"{key} = {json.dumps(value)}" for key, value in cue.items())
    (tmp_path / "rules.toml").write_text(rules, "utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["evaluate", "corpus/labels.toml", "--rules", "rules.toml"]) == 1
    assert "the floor recall is not reached" in capsys.readouterr().err
