"""Finding and reading article files."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

import pytest

from index.archive import Archive
from index.articles import RawArticle, Skipped
from index.readers import read_articles
from index.readers.kinds import kind_of
from index.readers.walk import Found, list_files
from search.errors import ArchiveError

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files: not on this system")


def put(root: Path, path: str, data: bytes | str = "text") -> Path:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data if isinstance(data, bytes) else data.encode())
    return file


def read(root: Path, **settings: int) -> tuple[dict[str, RawArticle], dict[str, str]]:
    """The articles by path, and the reasons of what was skipped by path."""
    got = list(read_articles(Archive(root, **settings)))
    return (
        {one.path: one for one in got if isinstance(one, RawArticle)},
        {one.path: one.reason for one in got if isinstance(one, Skipped)},
    )


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.html", "html"), ("a.HTM", "html"), ("a.xhtml", "html"), ("a.b.txt", "text"), ("a.md", "markdown"),
        ("a.markdown", "markdown"), ("a.pdf", None), ("txt", None), (".txt", None), ("a.txt.bak", None), ("a.", None),
    ],
)  # fmt: skip
def test_kinds(name: str, kind: str | None) -> None:
    assert kind_of(name) == kind


def test_articles_come_in_path_order_with_their_kinds(tmp_path: Path) -> None:
    paths = ["a/b.txt", "a.txt", "a-b.md", "b/c/d.html", "b.txt", "Z.txt", "ä.txt", "a/a/x.txt"]
    for path in reversed(paths):
        put(tmp_path, path)
    articles, skipped = read(tmp_path)
    assert list(articles) == sorted(paths)
    assert skipped == {}
    assert articles["b/c/d.html"].kind == "html" and articles["a-b.md"].kind == "markdown"


def test_what_is_no_article_is_passed_over(tmp_path: Path) -> None:
    for path in [".hidden.txt", ".git/a.txt", "sources.toml", "photo.jpg", "README"]:
        put(tmp_path, path)
    assert read(tmp_path) == ({}, {})


def test_content_is_the_hash_of_the_bytes(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", b"\xef\xbb\xbfabc")
    article = read(tmp_path)[0]["a.txt"]
    assert article.content == hashlib.sha256(b"\xef\xbb\xbfabc").hexdigest()
    assert article.text == "abc"


def test_nul_bytes_and_line_endings_are_left_as_they_were(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", b"one\r\ntwo\x00three\rfour\n")
    assert read(tmp_path)[0]["a.txt"].text == "one\r\ntwo\x00three\rfour\n"


def test_a_large_file_is_skipped_unread(tmp_path: Path) -> None:
    put(tmp_path, "large.txt", b"x" * 101)
    put(tmp_path, "fits.txt", b"x" * 100)
    articles, skipped = read(tmp_path, largest=100)
    assert list(articles) == ["fits.txt"]
    assert "larger than 100 bytes" in skipped["large.txt"]


def test_binary_files_are_skipped_with_what_they_look_like(tmp_path: Path) -> None:
    put(tmp_path, "page.html", b"%PDF-1.7 ...")
    put(tmp_path, "noise.txt", bytes(range(256)) * 20)
    articles, skipped = read(tmp_path)
    assert articles == {}
    assert "PDF" in skipped["page.html"] and "binary" in skipped["noise.txt"]


@POSIX
def test_links_are_not_followed(tmp_path: Path) -> None:
    root = tmp_path / "archive"
    put(root, "real/a.txt")
    outside = put(tmp_path, "secret.txt")
    (root / "out.txt").symlink_to(outside)
    (root / "out").symlink_to(tmp_path)
    (root / "again.txt").symlink_to(root / "real/a.txt")
    (root / "real" / "up").symlink_to(root)
    (root / "gone.txt").symlink_to(root / "nowhere.txt")
    (root / "self.txt").symlink_to(root / "self.txt")
    articles, skipped = read(root)
    assert list(articles) == ["real/a.txt"]
    assert set(skipped) == {"out.txt", "out", "gone.txt", "self.txt"}
    assert "out of the archive" in skipped["out.txt"] and "nowhere" in skipped["gone.txt"]


@POSIX
def test_the_archive_itself_may_be_a_link(tmp_path: Path) -> None:
    put(tmp_path / "real", "a.txt")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert list(read(tmp_path / "link")[0]) == ["a.txt"]


@POSIX
def test_pipes_are_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert read(tmp_path) == ({}, {"pipe.txt": "is not a regular file"})


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has names that are no Unicode: not on this system")
def test_names_that_are_no_unicode_are_skipped_and_printable(tmp_path: Path) -> None:
    put(tmp_path, os.fsdecode(b"caf\xe9.txt"))
    articles, skipped = read(tmp_path)
    assert articles == {}
    assert list(skipped) == ["caf\\udce9.txt"]


def test_a_missing_archive_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="--archive"):
        list(read_articles(Archive(tmp_path / "none")))


def test_the_listing_is_lazy_and_has_sizes(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", b"12345")
    (found,) = list_files(tmp_path)
    assert isinstance(found, Found) and (found.path, found.size) == ("a.txt", 5)
    assert found.changed == (tmp_path / "a.txt").stat().st_mtime_ns
