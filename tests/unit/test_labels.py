"""The labels file: what it may say, and what is said about mistakes in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.figures import NAMES
from index.labels import Label, Labels, corpus_hash, read_labels
from search.errors import ArchiveError

GOOD = '''
# what should become of two articles
[floors]
f1 = 0.97
losing = 0
corpus = "sha256:{hash}"

[[article]]
path = "./2016/bridge.txt"
title = ""
date = 2016-05-04
publisher = ""
region = ["Middle East & North Africa/Syria/Homs", "Iraq"]
actor = []
body = """
A body with [[article]] and
[[article]]
body = 'x' in it.\\""""

[article.removed]
comment = """First!"""

[[article]]
path = "b.txt"
'''.replace("{hash}", "0" * 64)


def read(tmp_path: Path, text: str) -> Labels:
    file = tmp_path / "labels.toml"
    file.write_text(text, "utf-8")
    return read_labels(file)


def test_everything_that_can_be_said(tmp_path: Path) -> None:
    labels = read(tmp_path, GOOD)
    first, second = labels.articles
    assert first.path == "2016/bridge.txt"
    assert (first.line, second.line) == (8, 23)
    assert first.body == "A body with [[article]] and\n[[article]]\nbody = 'x' in it.\""
    assert (first.title, second.title, second.body) == ("", None, None)
    assert first.values == {
        "date": {"2016-05-04"},
        "publisher": frozenset(),
        "region": {"Middle East & North Africa/Syria/Homs", "Iraq"},
        "actor": frozenset(),
    }
    assert first.removed == {"comment": "First!"}
    assert second.values == {}
    assert labels.floors.bounds == {"f1": 0.97, "losing": 0.0}
    assert labels.floors.corpus == "sha256:" + "0" * 64


def test_a_byte_order_mark_and_other_line_ends(tmp_path: Path) -> None:
    file = tmp_path / "labels.toml"
    file.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert [label.line for label in read_labels(file).articles] == [8, 23]


ONE = '[[article]]\npath = "a.txt"\n'


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("", None, "labels no article: make entries with 'index-cli evaluate --draft FILE'"),
        ("[[article]]\npath = 'a.txt'\nbody = \"\\x\"", 3, "is not valid TOML"),
        ("[[article]]\nbody = 'x'", 1, "has no 'path'"),
        (ONE + "boddy = 'x'", 3, "unknown key 'boddy': did you mean 'body'?"),
        (ONE + "zzz = 'x'", 3, "unknown key 'zzz': known are path, title"),
        (ONE + "\nbody = 3", 4, "'body' must be text in quotes"),
        (ONE + "title = ['x']", 3, "'title' must be text in quotes"),
        (ONE + "actor = [3]", 3, "'actor' must be text in quotes"),
        (ONE + "region = ['']", 3, "'region' must be text in quotes"),
        (ONE + "date = '4 May 2016'", 3, "'date' must be a day, a month or a year"),
        (ONE + "original_date = 2016-02-30", 3, "is not valid TOML"),
        (ONE + "original_date = '2016-02-30'", 3, "'original_date' must be a day"),
        (ONE + "date = 07:32:00", 3, "'date' must be a day"),
        (ONE + "date = ''\n" + "publisher = ['a', 'b']", 4, "'publisher' must be one value"),
        (ONE + "[article.removed]\ncomments = 'x'", 3, "has no reason 'comments': use navigation"),
        (ONE + "removed = 'x'", 3, "must be a table of reasons"),
        ("[[article]]\npath = '../a.txt'", 2, "must lead from the labels file"),
        ("[[article]]\npath = '/a.txt'", 2, "must lead from the labels file"),
        ("[[article]]\npath = 'C:/a.txt'", 2, "must lead from the labels file"),
        ("[[article]]\npath = 3", 2, "must be text in quotes"),
        (ONE + ONE, 3, "'a.txt' is labelled at line 1 already"),
        (ONE + "body = '''\n[[article]]\n'''\n" + ONE, 6, "'a.txt' is labelled at line 1 already"),
        ("[article]\npath = 'a.txt'", 1, "two brackets"),
        ("articles = 3", 1, "unknown key 'articles': did you mean 'article'?"),
        ("[floors]\nf2 = 0.5\n" + ONE, 2, "unknown key 'f2': did you mean 'f1'?"),
        ("[floors]\n\nf1 = 97\n" + ONE, 3, "the floor 'f1' must be a number from 0 to 1"),
        ("[floors]\nf1 = true\n" + ONE, 2, "the floor 'f1' must be a number from 0 to 1"),
        ("[floors]\nf1 = nan\n" + ONE, 2, "the floor 'f1' must be a number from 0 to 1"),
        ("[floors]\ncorpus = 'abc'\n" + ONE, 2, "as 'index-cli evaluate' prints"),
        ("floors = 3\n" + ONE, 1, "write [floors] as a table"),
        ("article = " + "[" * 5000, None, "is not valid TOML"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, text: str, line: int | None, message: str) -> None:
    with pytest.raises(ArchiveError) as caught:
        read(tmp_path, text)
    assert message in str(caught.value)
    if line is not None:
        assert caught.value.line == line


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="cannot be read"):
        read_labels(tmp_path / "nowhere.toml")
    (tmp_path / "wide.toml").write_bytes(ONE.encode("utf-16"))
    with pytest.raises(ArchiveError, match="is not UTF-8"):
        read_labels(tmp_path / "wide.toml")


def test_the_hash_is_of_the_content() -> None:
    one, other = Label("a", "body", values={"actor": frozenset({"x", "y"})}), Label("b", line=9)
    texts = {"a": "text\n", "b": "\udcff"}
    said = corpus_hash([one, other], texts)
    assert said == corpus_hash([Label("b", line=3), one], texts | {"a": "text\r\n"})
    changed = [
        ([one], texts),
        ([one, Label("b", "")], texts),
        ([one, Label("b", title="")], texts),
        ([one, Label("b", removed={"comment": ""})], texts),
        ([one, Label("b", values={"actor": frozenset()})], texts),
        ([one, other], texts | {"a": "text"}),
        ([one, other], {"a": "text\n"}),
    ]
    assert said not in {corpus_hash(labels, held) for labels, held in changed}


def test_every_figure_is_described(root: Path) -> None:
    page = (root / "docs" / "evaluate.md").read_text("utf-8")
    fields = ("date", "region", "region_levels", "actor", "publisher", "original_date", "original_publisher")
    for name in NAMES:
        stem = name
        for field in sorted(fields, key=len, reverse=True):
            stem = stem.replace(f"{field}_", "FIELD_") if stem.startswith(f"{field}_") else stem
        stem = "kept_REASON" if name.startswith("kept_") else stem
        assert f"`{stem}`" in page, stem
    assert all(f"`{field}`" in page for field in fields)
