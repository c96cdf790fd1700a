"""The machine interfaces: one answer for each line, whatever the line."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import index.jsonl
from index.jsonl import answer_lines, clean_answer, compare_answer, facets_answer, keys_answer

STORY = """Rebels take town near Homs

By Our Correspondent

Rebel fighters took the town of al-Rastan north of Homs on Friday, the Syrian Observatory for Human Rights said.

The Syrian army said that Hezbollah fighters had joined it in Deir ez-Zor, where ISIS holds out against both of them.

Support us! Donate via PayPal: someone@example.org
"""


def ask(answer: index.jsonl.Answer, *requests: object, **wishes: float) -> list[dict[str, Any]]:
    lines = b"".join(r if isinstance(r, bytes) else json.dumps(r).encode() + b"\n" for r in requests)
    out = io.StringIO()
    answer_lines(io.BytesIO(lines), out, answer, **wishes)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def echo(request: Mapping[str, Any]) -> dict[str, Any]:
    return {"said": request.get("say")}


@pytest.mark.parametrize(
    "id", [1, -1.5, "x", "", None, True, [1, {"a": None}], {"b": [2]}, 10**30, "\ud800", "\x1b[31m"]
)
def test_ids_of_any_type_come_back_unchanged(id: object) -> None:
    (reply,) = ask(echo, {"id": id, "say": "hello"})
    assert reply == {"id": id, "said": "hello"}
    assert type(reply["id"]) is type(id)


@pytest.mark.parametrize(
    "line",
    [
        b"garbage\n",
        b"[]\n",
        b"null\n",
        b'"text"\n',
        b"{\n",
        b'{"id": 1}}\n',
        b"\xff\xfe\xfa\n",
        b"\x00\n",
        b"[" * 100_000 + b"\n",
        b'{"id": ' + b"9" * 5000 + b"}\n",
    ],
)
def test_a_bad_line_gives_an_error_and_stops_nothing(line: bytes) -> None:
    first, bad, last = ask(echo, {"id": 1}, line, {"id": 2})
    assert (first["id"], last["id"]) == (1, 2)
    assert bad["id"] is None and bad["error"]


def test_an_answer_that_fails_names_the_id_and_the_error() -> None:
    def fail(request: Mapping[str, Any]) -> dict[str, Any]:
        raise {1: RecursionError("deep"), 2: MemoryError()}[request["id"]]

    assert ask(fail, {"id": 1}, {"id": 2}) == [
        {"id": 1, "error": "RecursionError: deep"},
        {"id": 2, "error": "MemoryError: "},
    ]


def test_an_answer_that_takes_too_long_is_an_error() -> None:
    def hang(request: Mapping[str, Any]) -> dict[str, Any]:
        while request["id"] == 1:
            pass
        return {}

    assert ask(hang, {"id": 1}, {"id": 2}, patience=0.05) == [
        {"id": 1, "error": "TooSlowError: took longer than 0.05 seconds"},
        {"id": 2},
    ]


def test_empty_lines_are_passed_over_and_the_last_needs_no_end() -> None:
    assert ask(echo, b"\n  \r\n", b'{"id": 1}\r\n', b'{"id": 2}') == [{"id": 1, "said": None}, {"id": 2, "said": None}]


def test_a_line_without_end_is_not_held_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index.jsonl, "LONGEST_LINE", 100)
    endless = b'{"id": 1, "say": "' + b"x" * 1000 + b'"}\n'
    refused, answered = ask(echo, endless, {"id": 2})
    assert refused["id"] is None and "longer than" in refused["error"]
    assert answered["id"] == 2


def test_output_is_ascii_and_flushed_line_by_line() -> None:
    class Out(io.StringIO):
        flushed = 0

        def flush(self) -> None:
            self.flushed += 1

    out = Out()
    answer_lines(io.BytesIO('{"id": "é\u202e"}\n{"id": 2}\n'.encode()), out, echo)
    assert out.flushed == 2
    assert out.getvalue().isascii()


@pytest.mark.parametrize("answer", [clean_answer, facets_answer])
@pytest.mark.parametrize(
    "request_",
    [{}, {"text": 3}, {"text": "a", "html": "b"}, {"text": None}, {"text": "a", "url": 3}, {"html": ["a"]}],
)
def test_requests_that_ask_for_nothing_are_errors(answer: index.jsonl.Answer, request_: dict[str, Any]) -> None:
    (reply,) = ask(answer, {"id": 7, **request_})
    assert set(reply) == {"id", "error"} and reply["id"] == 7


HOSTILE = [
    "", " ", "\n" * 1000, "\0", "\x1b[31mred", "\ud800 lone", "a" * 200_000, "- " * 20_000, "[" * 5000 + "](" * 5000,
    "\u202eevil", "# \n## \n", "<p>" * 5000, "*" * 9999, "\r\rtext\r\r", "1/2/3 " * 3000, "|" * 5000,
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("kind", ["text", "html"])
def test_hostile_articles_are_answered(text: str, kind: str) -> None:
    cleaned, found = ask(clean_answer, {"id": 1, kind: text})[0], ask(facets_answer, {"id": 1, kind: text})[0]
    assert set(cleaned) == {"id", "title", "body", "confidence", "removed"}
    assert "error" not in found


def test_offsets_of_removed_blocks_are_into_the_given_text() -> None:
    (reply,) = ask(clean_answer, {"id": 1, "text": STORY})
    assert "al-Rastan" in reply["body"]
    assert reply["removed"]
    for block in reply["removed"]:
        assert STORY[block["start"] : block["end"]] == block["text"]
        assert block["reason"]


def test_the_indent_of_a_removed_line_goes_with_it() -> None:
    menu = "".join(f"\n\t \u00a0  * {word}" for word in ("Home", "World", "Sport", "Contact us"))
    text = f"{STORY}{menu}\n"
    (reply,) = ask(clean_answer, {"id": 1, "text": text})
    removed = [block["text"] for block in reply["removed"]]
    assert "\t \u00a0  * Contact us" in removed
    assert "".join(text[block["start"] : block["end"]] for block in reply["removed"]) == "".join(removed)


def test_removed_blocks_of_html_have_no_offsets() -> None:
    article = f"<article><h1>Rebels take town</h1>{'<p>They took it.</p>' * 9}</article>"
    page = f"<html><body><nav>Home About Contact</nav>{article}"
    (reply,) = ask(clean_answer, {"id": 1, "html": page, "url": "https://example.org/a"})
    assert "They took it." in reply["body"]
    assert all(block["start"] is block["end"] is None for block in reply["removed"])


def test_mentions_are_where_they_say() -> None:
    (reply,) = ask(facets_answer, {"id": 1, "text": STORY})
    assert set(reply) == {
        "id", "language", "date", "original_date", "updated", "publisher", "original_publisher", "agency",
        "regions", "actors",
    }  # fmt: skip
    assert reply["date"]["value"] is None and reply["date"]["precision"] == "unknown"
    mentions = [m for found in (*reply["regions"], *reply["actors"]) for m in found["mentions"]]
    assert {"Homs", "Hezbollah", "ISIS"} <= {text for _, _, text, _ in mentions}
    for start, end, text, kind in mentions:
        assert STORY[start:end] == text
        assert kind in ("literal", "adjective", "capital", "part-of-name")
    assert min(start for start, *_ in mentions) < STORY.index("\n"), "the title's mentions are listed"
    assert {actor["role"] for actor in reply["actors"]} <= {"actor", "source"}


def test_mentions_of_html_are_in_the_body() -> None:
    page = "<html><body><article><h1>Rebels take Homs</h1>" + "<p>Hezbollah took Homs from ISIS.</p>" * 9 + "</article>"
    (body,) = (reply["body"] for reply in ask(clean_answer, {"id": 1, "html": page}))
    (reply,) = ask(facets_answer, {"id": 1, "html": page})
    mentions = [m for found in (*reply["regions"], *reply["actors"]) for m in found["mentions"]]
    assert mentions
    for start, end, text, _ in mentions:
        assert body[start:end] == text


def test_names_are_compared() -> None:
    same, other, bad = ask(
        compare_answer,
        {"id": 1, "a": "Deir Ezzor", "b": "Dayr az Zawr"},
        {"id": 2, "a": "Deir Ezzor", "b": "Tripoli"},
        {"id": 3, "a": "Deir Ezzor"},
    )
    assert same["a"] == "Deir Ezzor" and 1 >= same["score"] > 0.5 > other["score"] >= 0
    assert bad == {"id": 3, "error": '"a" and "b" must be texts'}


def test_names_are_given_keys() -> None:
    one, other, bad = ask(keys_answer, {"id": 1, "name": "Kharkiv"}, {"id": 2, "name": "Charkiw"}, {"id": 3})
    assert set(one["keys"]) & set(other["keys"])
    assert bad == {"id": 3, "error": '"name" must be a text'}


@given(st.text(max_size=200))
def test_any_text_is_taken_apart_without_loss(text: str) -> None:
    (reply,) = ask(clean_answer, {"id": 1, "text": text})
    for block in reply["removed"]:
        assert text[block["start"] : block["end"]] == block["text"]


def test_the_command_answers_before_its_input_ends() -> None:
    command = [sys.executable, "-m", "index.cli", "names", "compare", "--jsonl"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]) as run:
        assert run.stdin and run.stdout
        for n in range(3):
            run.stdin.write(json.dumps({"id": n, "a": "Homs", "b": "Hims"}).encode() + b"\n")
            run.stdin.flush()
            assert json.loads(run.stdout.readline())["id"] == n
        run.stdin.close()
    assert run.returncode == 0


@pytest.mark.parametrize("id", [b"NaN", b"1e400", b"-Infinity", b"[1e999]"])
def test_an_id_that_json_cannot_give_back_is_refused(id: bytes) -> None:
    (answer,) = ask(echo, b'{"id": ' + id + b', "say": 1}\n')
    assert answer["id"] is None
    assert "error" in answer
