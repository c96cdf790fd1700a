"""`search-cli` in tests: a small index with hostile text in it, and a way to run the command on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from search.cli import main
from search.documents import Document
from search.engine import open_engine
from tests.documents import SYRIA, article

HOSTILE = "\x1b[31m\x1b]8;;http://evil.example\x1b\\<script>\u202egnp\u202c\0\x9b2J\rarmy\ttab\nline"

ARTICLES = [
    article("a", "Army storms town", "Hezbollah and the army fight IS in northern Deir Ezzor. " + "More follows. " * 40,
            region=SYRIA + "/Deir ez-Zor", actor=["Hezbollah", "Islamic State"], publisher="Global Research",
            date="2017-11-18", values={"original_publisher": "South Front"}, removed="Help us: PayPal.",
            path="x/a.txt"),
    article("b", "=Road, \"retaken\"", "Hizbullah said the road to Deir ez-Zor is open.", actor="Hezbollah",
            region=SYRIA + "/Deir ez-Zor", publisher="EA WorldView", date="2017-10"),
    article("c", "\u0642\u0648\u0627\u062a", "Jets hit ISIS targets.", actor="Islamic State", comments="PayPal me"),
    article("h", HOSTILE, HOSTILE, publisher=HOSTILE, removed=HOSTILE, path="h\x1b[2J\n.txt"),
]  # fmt: skip

Run = Callable[..., tuple[int, str, str]]
"""Runs the command with these arguments: exit status, standard output, standard error."""


def make_index(folder: Path, documents: Iterable[Document]) -> str:
    url = f"whoosh:{folder}"
    engine = open_engine(url)
    with engine.writer() as writer:
        for document in documents:
            writer.write(document)
    engine.close()
    return url


def runner(index: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setenv("DRAGOMAN_INDEX", index)
    monkeypatch.setenv("COLUMNS", "100")
    for name in ("NO_COLOR", "CLICOLOR_FORCE"):
        monkeypatch.delenv(name, raising=False)

    def run(*argv: str) -> tuple[int, str, str]:
        status = main(argv)
        out, err = capsys.readouterr()
        return status, out, err

    return run
