"""Which articles a person is told to look at, and why."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from index.articles import Block, CleanArticle, RawArticle
from index.build import build_document
from index.cleaning import clean
from index.cli import main
from index.suspicion import Suspicion, suspect
from search.names import load_names

REPORT = "The council of the valley said on Monday that the mill at Tell Amra had been opened again to all. "
READER = "i think you're all wrong, dont you see it?? lol. my cousin was there and you, my friend, were not! "


def article(*rows: tuple[str, str, str, float], reason: str = "other") -> CleanArticle:
    """From (role, text, rule, confidence) of each block."""
    blocks, start = [], 0
    for role, text, rule, confidence in rows:
        removed = reason if role == "removed" else None
        blocks.append(Block(start, start + len(text), role, removed, rule, confidence))  # type: ignore[arg-type]
        start += len(text) + 1
    page = "\n".join(text for _, text, _, _ in rows)
    return CleanArticle(RawArticle("a.txt", "text", page), page, tuple(blocks), "", "", (), confidence=0.9)


KEPT = ("kept", REPORT * 2, "model", 0.99)


def test_an_ordinary_article_is_not_suspicious() -> None:
    assert suspect(article(KEPT, ("removed", "Share this", "model", 0.9))) is None


def test_text_that_the_model_alone_removed() -> None:
    found = suspect(article(KEPT, ("removed", REPORT * 4, "model", 0.6)))
    assert found is not None and "words of sentences were removed with no rule to say so" in found.why
    assert found.figures["doubtful"] == 4 * len(REPORT.split()) and found.figures["tail"] == 0


@pytest.mark.parametrize("rule", ["donation.toml:25", "markup", "sources file", "no words"])
def test_text_that_a_rule_or_the_markup_removed(rule: str) -> None:
    assert suspect(article(KEPT, ("removed", REPORT * 9, rule, 0.9))) is None


def test_comments_are_no_loss_where_something_announces_them() -> None:
    thread = ("removed", READER * 9, "model", 0.9)
    assert suspect(article(KEPT, ("removed", "3 comments", "comment.toml:9", 1.0), thread, reason="comment")) is None
    assert suspect(article(KEPT, thread, reason="comment")) is not None


def test_a_tail_in_another_voice() -> None:
    found = suspect(article(KEPT, KEPT, ("kept", READER, "model", 0.55), ("kept", READER, "model", 0.6)))
    assert found is not None and "may end in comments" in found.why
    assert 2 * 15 <= found.figures["tail"] <= 2 * len(READER.split())
    sure = suspect(article(KEPT, KEPT, ("kept", READER, "model", 0.95), ("kept", READER, "model", 0.95)))
    assert sure is None, "an interview, which the model is sure of"


def test_hardly_anything_left() -> None:
    found = suspect(article(("kept", "Eleven weeks.", "model", 0.9), ("removed", REPORT * 5, "markup", 0.9)))
    assert found is not None and found.why.startswith("hardly anything is left: 2 of ")
    nothing = suspect(article(("removed", "***", "no words", 1.0)))
    assert nothing is not None and nothing.why.startswith("nothing is left")
    assert suspect(article(("kept", "A short note about a mill.", "model", 0.9))) is None, "very short articles stay"


def test_an_article_that_cleaning_is_hardly_sure_of() -> None:
    found = suspect(replace(article(KEPT), confidence=0.1))
    assert found == Suspicion(
        "a.txt",
        "cleaning is hardly sure of it (10%)",
        {"kept": 2 * len(REPORT.split()), "removed": 0, "doubtful": 0, "tail": 0, "confidence": 0.1},
    )


def test_what_was_too_long_to_be_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.cleaning.html.LARGEST", 4_000)
    page = "<html><body><article>" + f"<p>{REPORT}</p>" * 60 + "</article>"
    found = suspect(clean(RawArticle("a.html", "html", page)))
    assert (
        found is not None and f"only the first 4,000 characters of the markup were read, of {len(page):,}" in found.why
    )
    whole = suspect(article(("kept", REPORT * 1000, "model", 0.99)))
    assert whole is not None and "judged as one block" in whole.why


def test_the_build_tells() -> None:
    built = build_document(RawArticle("a.txt", "text", "***"), load_names())
    assert built.suspicion is not None and built.suspicion.path == built.document.path == "a.txt"


def test_the_commands_tell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    archive, url = tmp_path / "archive", f"whoosh:{tmp_path / 'index'}"
    archive.mkdir()
    for n in range(25):
        (archive / f"{n:02}.txt").write_text("***\n", "utf-8")
    assert main(["update", "--archive", str(archive), "--index", url]) == 0
    said = capsys.readouterr().err
    assert ": suspicious: nothing is left" in said and " suspicious=25 " in said
    assert main(["status", "--index", url]) == 0
    lines = capsys.readouterr().out.splitlines()
    at = lines.index("suspicious: 25")
    assert lines[at + 1].startswith("  00.txt: nothing is left")
    assert lines[at + 21 :] == ["  and 5 more: status --json names them"]
    assert main(["status", "--index", url, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["suspicious"]
    assert len(told) == 25 and told[0]["figures"]["kept"] == 0
