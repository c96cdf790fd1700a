"""docs/web.md says what the code says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from web.app import STATUSES
from web.facet_page import FACET_PARAMETERS, PAGE
from web.parameters import LONGEST_VALUE, MOST_PARAMETERS, PARAMETERS
from web.protection import HEADERS, LONGEST_ADDRESS


@pytest.fixture(scope="module")
def text(root: Path) -> str:
    return (root / "docs/web.md").read_text("utf-8")


def table(text: str, first: str) -> list[list[str]]:
    """The rows of the table whose head begins with this cell."""
    lines = text[text.index(f"| {first} |") :].split("\n\n")[0].splitlines()[2:]
    return [[cell.strip().strip("`") for cell in line.strip("|").split("|")] for line in lines]


def test_parameters(text: str) -> None:
    assert table(text, "parameter") == [
        [p.name, p.accepts, p.meaning, "yes" if p.repeatable else "", p.default] for p in PARAMETERS
    ]


def test_headers(text: str) -> None:
    assert dict(table(text, "header")) == dict(HEADERS)


def test_statuses(text: str) -> None:
    named = {int(row[0]) for row in table(text, "status")}
    assert {status for _, status in STATUSES} <= named


def test_limits_and_the_facet_page(text: str) -> None:
    assert f"{MOST_PARAMETERS} parameters and {LONGEST_ADDRESS:,} bytes" in text
    assert f"may have {LONGEST_VALUE} characters" in text
    assert all(re.search(rf"`{name}=", text) for name in FACET_PARAMETERS)
    assert f"{PAGE} on a page" in text


def test_the_size_of_the_script(root: Path) -> None:
    decision = (root / "docs/decisions/0007-web.md").read_text("utf-8")
    said = re.search(r"wc -c web/static/dragoman.js`: ([\d,]+) bytes", decision)
    script = (root / "web/static/dragoman.js").read_bytes().replace(b"\r\n", b"\n")
    assert int(said[1].replace(",", "")) == len(script)
