"""What a terminal may be sent: archived text is hostile until shown otherwise."""

from __future__ import annotations

import io
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.output import dump
from search.terminal import page, printable, utf8, wants_color, width

HOSTILE = {
    "colour": "\x1b[31mred\x1b[0m",
    "title": "\x1b]0;owned\x07",
    "link": "\x1b]8;;http://evil.example\x1b\\text\x1b]8;;\x1b\\",
    "C1": "\x9b31mred\x9d0;owned\x9c",
    "bidi override": "\u202egnp.exe",
    "bidi isolate": "\u2066\u2069\u2067",
    "NUL": "a\0b",
    "bell and back": "a\x07\x08\x7f",
    "carriage return": "safe\rOWNED",
    "new line": "one\ntwo\u2028three\u2029four\x85five",
    "surrogate": "\ud800",
    "zero width": "a\u200bb\ufeffc",
    "tags": "\U000e0041\U000e007f",
    "private": "\ue000\ue001",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_nothing_acts_on_the_terminal(text: str) -> None:
    assert harmless(printable(text))


@given(st.text(st.characters(exclude_categories=())))
def test_whatever_the_text(text: str) -> None:
    assert harmless(printable(text))
    assert printable(printable(text)) == printable(text)
    assert len(printable(text)) <= len(text)


@given(st.text())
def test_words_stay_as_they_are(text: str) -> None:
    letters = "".join(c for c in text if unicodedata.category(c)[0] in "LMNPS" or c == " ")
    assert printable(letters) == letters


def test_persian_joiners_stay() -> None:
    assert (
        printable("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645")
        == "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"
    )


@given(st.recursive(st.text(st.characters(exclude_categories=())), lambda inner: st.lists(inner, max_size=3)))
def test_json_is_harmless_and_unchanged(data: object) -> None:
    import json

    text = dump(data)
    assert harmless(text.replace("\u200c", "").replace("\u200d", ""))
    assert json.loads(text) == data


def harmless(text: str) -> bool:
    return not any(
        unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")
        or (c != "\u200c" and c != "\u200d" and unicodedata.category(c) == "Cf")
        for c in text
    )


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("choice", "stream", "environment", "colour"),
    [
        ("auto", Terminal, {}, True),
        ("auto", io.StringIO, {}, False),
        ("auto", Terminal, {"NO_COLOR": "1"}, False),
        ("auto", Terminal, {"NO_COLOR": ""}, True),
        ("auto", Terminal, {"TERM": "dumb"}, False),
        ("auto", io.StringIO, {"CLICOLOR_FORCE": "1"}, True),
        ("auto", io.StringIO, {"CLICOLOR_FORCE": "0"}, False),
        ("auto", io.StringIO, {"CLICOLOR_FORCE": "1", "NO_COLOR": "1"}, False),
        ("always", io.StringIO, {"NO_COLOR": "1", "TERM": "dumb"}, True),
        ("never", Terminal, {"CLICOLOR_FORCE": "1"}, False),
    ],
)
def test_colour(
    choice: str, stream: type[io.StringIO], environment: dict[str, str], colour: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("NO_COLOR", "CLICOLOR_FORCE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert wants_color(choice, stream()) is colour


def test_width_has_a_floor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "7")
    assert width() == 40
    monkeypatch.setenv("COLUMNS", "123")
    assert width() == 123


def test_a_stream_becomes_utf8() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii")
    utf8(stream)
    stream.write("d\u00e9j\u00e0 \ud800\n")
    stream.flush()
    assert raw.getvalue() == "d\u00e9j\u00e0 ?\n".encode()
    utf8(io.StringIO())


def test_short_texts_and_pipes_see_no_pager(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PAGER", "false")
    page("a\n" * 1000)
    assert capsys.readouterr().out == "a\n" * 1000


@pytest.mark.skipif(sys.platform == "win32", reason="the pager is a POSIX command: not on this system")
def test_a_long_text_goes_through_the_pager(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    monkeypatch.setenv("PAGER", f"cat > '{tmp_path}/paged'")
    page("a\n" * 1000)
    assert terminal.getvalue() == ""
    assert (tmp_path / "paged").read_text() == "a\n" * 1000
    monkeypatch.setenv("PAGER", "no-such-pager-at-all 2>/dev/null")
    page("b\n" * 1000)
    assert terminal.getvalue() == "b\n" * 1000
