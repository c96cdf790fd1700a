"""Ids, digests and the fingerprint of the rules."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.articles import Facts
from index.changes import article_id, digest, fingerprint, fingerprint_of, normal_url
from index.identity import Ids
from index.ledger import Seen


@pytest.mark.parametrize(
    "url",
    [
        "https://www.example.org/a/b",
        "http://example.org/a/b/",
        "HTTPS://EXAMPLE.ORG:443/a/b#comments",
        "https://example.org/a/b?utm_source=x&fbclid=y",
        "https://example.org/%61/b ",
    ],
)
def test_addresses_of_one_page_are_one(url: str) -> None:
    assert normal_url(url) == "example.org/a/b"
    assert article_id(url, "x.txt") == article_id("https://example.org/a/b", "y.txt")


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/a",
        "https://example.org/a/B",
        "https://example.org/a/b?id=1",
        "https://example.org:8080/a/b",
        "https://m.example.org/a/b",
        "https://example.org/a/b?id=2",
    ],
)
def test_addresses_of_other_pages_are_others(url: str) -> None:
    assert normal_url(url) != "example.org/a/b"


@given(st.text())
def test_any_address_is_normalised(url: str) -> None:
    assert normal_url(normal_url(url)) is not None
    assert len(article_id(url, "")) == 12


def test_ids_are_twelve_hexadecimal_digits_and_stay() -> None:
    assert article_id(None, "000.txt") == "86345718047a"
    assert article_id("https://a.org/b", "x") == "0c48cae07751"
    assert article_id(None, "a") != article_id(None, "b") != article_id(None, "b", copy=1)


def test_a_digest_changes_with_everything_it_covers() -> None:
    said = {
        "publisher": "X", "language": "en", "time_zone": "UTC", "day_first": True, "url": "https://a.b", "title": "T",
        "date": "2017", "original_date": "2016", "original_publisher": "Y", "facets": {"actor": ("Z",)},
        "keep": ("k",), "remove": ("r",),
    }  # fmt: skip
    assert set(said) == {field.name for field in fields(Facts)}
    digests = {digest("c", Facts(**{name: value}), "r") for name, value in said.items()}
    digests |= {digest("c", Facts(), "r"), digest("d", Facts(), "r"), digest("c", Facts(), "s")}
    assert len(digests) == len(said) + 3


def test_the_fingerprint_covers_names_and_bytes_of_files(tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    (rules / "__pycache__").mkdir(parents=True)
    (rules / "a.tsv").write_text("x")
    first = fingerprint_of([rules], "1")
    (rules / "__pycache__" / "a.pyc").write_text("y")
    assert fingerprint_of([rules], "1") == first
    assert fingerprint_of([rules], "2") != first
    (rules / "a.tsv").write_text("z")
    second = fingerprint_of([rules], "1")
    (rules / "a.tsv").rename(rules / "b.tsv")
    assert len({first, second, fingerprint_of([rules], "1")}) == 3


def test_the_fingerprint_is_one_and_the_same() -> None:
    assert fingerprint() == fingerprint()
    assert len(fingerprint()) == 64


def known(*seen: Seen) -> dict[str, Seen]:
    return {one.path: one for one in seen}


def test_a_file_without_address_keeps_its_id_when_it_is_renamed() -> None:
    before = known(Seen("a.txt", "id-a", "one"), Seen("b.txt", "id-b", "two"))
    ids = Ids(before, {"b.txt", "c.txt", "d.txt"})
    assert ids.id_for("b.txt", None, "changed") == "id-b"
    assert ids.id_for("c.txt", None, "one") == "id-a"
    assert ids.id_for("d.txt", None, "one") == article_id(None, "d.txt"), "a vanished file reappears once"


def test_a_copy_is_another_article() -> None:
    ids = Ids(known(Seen("a.txt", "id-a", "one")), {"a.txt", "b.txt"})
    assert ids.id_for("b.txt", None, "one") == article_id(None, "b.txt")


def test_a_new_file_in_an_old_place_gets_its_own_id() -> None:
    own = article_id(None, "a.txt")
    ids = Ids(known(Seen("b.txt", own, "one")), {"a.txt", "b.txt"})
    other = ids.id_for("a.txt", None, "two")
    assert other not in (own, "") and ids.id_for("b.txt", None, "one") == own


def test_two_files_with_one_address_are_both_kept() -> None:
    ids = Ids({}, {"a.txt", "b.txt"})
    first = ids.id_for("a.txt", "https://a.org/1", "x")
    ids.take(first, "a.txt")
    second = ids.id_for("b.txt", "https://www.a.org/1/", "x")
    assert first == article_id("https://a.org/1", "a.txt")
    assert second == article_id("https://a.org/1", "b.txt", copy=1) != first
