"""docs/names.md describes every key, and its example is valid and means what it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from index.names import read_names
from index.names.rows import ACTIONS, KEYS
from search.errors import ArchiveError
from search.names import load_names

PAGE = (Path(__file__).parents[2] / "docs" / "names.md").read_text("utf-8")
(EXAMPLE,) = re.findall(r"^```toml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


def test_every_key_is_in_a_table() -> None:
    rows = re.findall(r"^\| (`[^|]*`) \|", PAGE, re.MULTILINE)
    listed = {key for row in rows for key in re.findall(r"`(\w+)`", row)}
    assert listed == {key for keys in KEYS.values() for key in keys} | {*ACTIONS, "into", "source"}


def test_the_example_is_valid_and_means_what_is_said(tmp_path: Path) -> None:
    file = tmp_path / "names.toml"
    file.write_text(EXAMPLE, "utf-8")
    names = load_names(read_names([file]).text)
    (farm,) = names.lookup("region", "North Farm")
    assert farm.value == "Middle East & North Africa/Syria/Idlib/Tell Amra/North Farm"
    assert [name.value for name in names.lookup("actor", "Hezbollah")] == ["Hizballah"]
    assert names.get("a.tiger-forces") == names.lookup("actor", "Syrian Arab Army")[0]
    assert not names.lookup("actor", "Ahrar al-Sham")


def test_the_table_says_the_same_as_the_entries(tmp_path: Path) -> None:
    lines = re.findall(r"^ {4}((?:action|add|change|merge) .*)$", PAGE, re.MULTILINE)
    starts = [match.start() for match in re.finditer(r"\S+", lines[0])]
    cells = [[line[a:b].strip() for a, b in zip(starts, [*starts[1:], None], strict=True)] for line in lines]
    (tmp_path / "names.tsv").write_text("\n".join(map("\t".join, cells)), "utf-8")
    names = load_names(read_names([tmp_path / "names.tsv"]).text)
    assert [name.type for name in names.lookup("actor", "VSB")] == ["armed_group"]
    assert not any(name.id == "a.hezbollah" for name in names.lookup("actor", "Hezbullah"))
    assert names.lookup("actor", "Hizb of the South")


def test_the_example_of_a_mistake_is_what_is_said(tmp_path: Path) -> None:
    (said,) = re.findall(r"^ {4}articles/(names.toml:3: .*)$", PAGE, re.MULTILINE)
    (tmp_path / "names.toml").write_text('[[actor]]\nadd = "X"\ntype = "militia"\n')
    with pytest.raises(ArchiveError) as caught:
        read_names([tmp_path / "names.toml"])
    assert str(caught.value).endswith(said)
