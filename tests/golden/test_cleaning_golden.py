"""Documents of our own making beside what becomes of them. `DRAGOMAN_UPDATE_GOLDEN=1 pytest tests/golden` writes the
expectations anew; read the difference before committing it. A floor on all of them together cannot be lowered so."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from index.articles import CleanArticle, RawArticle
from index.cleaning import clean

FOLDER = Path(__file__).parent / "cleaning"
KINDS = {".html": "html", ".txt": "text", ".md": "markdown"}
CASES = sorted(path for path in FOLDER.iterdir() if path.suffix in KINDS)
BODY = json.loads((FOLDER / "body.json").read_text("utf-8"))


def cleaned(path: Path) -> CleanArticle:
    return clean(RawArticle(path.name, KINDS[path.suffix], path.read_text("utf-8")))


def told(article: CleanArticle) -> dict[str, object]:
    blocks = [[block.role, block.reason, article.page_text[block.start : block.end][:60]] for block in article.blocks]
    return {"title": article.title, "language": article.language, "blocks": blocks}


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_what_becomes_of(path: Path) -> None:
    expected = path.with_name(path.name + ".expected.json")
    got = told(cleaned(path))
    if os.environ.get("DRAGOMAN_UPDATE_GOLDEN"):
        expected.write_text(json.dumps(got, ensure_ascii=False, indent=1) + "\n", "utf-8")
    assert got == json.loads(expected.read_text("utf-8"))


@pytest.mark.parametrize("name", sorted(BODY))
def test_body_is_kept_and_nothing_else(name: str) -> None:
    """body.json is written by hand: how the paragraphs of the article begin, in order."""
    article = cleaned(FOLDER / name)
    paragraphs = [paragraph for paragraph in article.body.split("\n\n") if paragraph.strip()]
    assert [any(paragraph.startswith(begin) for paragraph in paragraphs) for begin in BODY[name]] == [True] * len(
        BODY[name]
    ), f"lost a paragraph of {name}"
    extra = [paragraph for paragraph in paragraphs if not any(paragraph.startswith(begin) for begin in BODY[name])]
    assert extra == []
