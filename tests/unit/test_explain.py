"""An article laid open at a terminal."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.articles import Block, CleanArticle, Facts, RawArticle
from index.cli import main
from index.explain import explain
from index.paper import DIM, STRUCK, Paper
from index.struck import page_lines

REPORT = "The council of the valley said on Monday that the mill at Tell Amra had been opened again to all."
COLORS = re.compile(r"\x1b\[[\d;]*m")


def article(*rows: tuple[str, str | None, str, float]) -> CleanArticle:
    """From (text, reason, rule, confidence) of each block."""
    blocks, start = [], 0
    for text, reason, rule, confidence in rows:
        role = "kept" if reason is None else "removed"
        blocks.append(Block(start, start + len(text), role, reason, rule, confidence))  # type: ignore[arg-type]
        start += len(text) + 1
    page = "\n".join(text for text, *_ in rows)
    return CleanArticle(RawArticle("a.txt", "text", page), page, tuple(blocks), "", "", ())


THREAD = [(f"Reader {n} says so", "comment", ("model", "comment thread")[n % 2], 0.7 + n / 100) for n in range(20)]


def test_a_long_removed_stretch_is_folded() -> None:
    shown = list(page_lines(article((REPORT, None, "model", 0.99), *THREAD), Paper()))
    hidden = sum(len(text) for text, *_ in THREAD[3:19])
    assert shown == [
        REPORT,
        "",
        "[removed: comment, by model, comment thread, 70% to 89% sure; 20 blocks]",
        "  - Reader 0 says so",
        "  - Reader 1 says so",
        "  - Reader 2 says so",
        f"    ... 16 more lines, {hidden} characters: --all shows them",
        "  - Reader 19 says so",
        "",
    ]


def test_everything_shows_everything_under_labels_of_its_own() -> None:
    shown = list(page_lines(article(*THREAD), Paper(), everything=True))
    assert shown[:6] == [
        "[removed: comment, by model, 70% sure]",
        "  - Reader 0 says so",
        "",
        "[removed: comment, by comment thread, 71% sure]",
        "  - Reader 1 says so",
        "",
    ]
    assert all(f"  - {text}" in shown for text, *_ in THREAD)


def test_stretches_of_different_reasons_stand_apart() -> None:
    rows = [("Share this", "social", "social.toml:4", 0.9), ("Give now", "donation", "donation.toml:8", 0.95)]
    shown = list(page_lines(article(*rows), Paper()))
    assert [line for line in shown if line.startswith("[")] == [
        "[removed: social, by social.toml:4, 90% sure]",
        "[removed: donation, by donation.toml:8, 95% sure]",
    ]


def test_what_is_kept_in_doubt_says_so() -> None:
    shown = list(page_lines(article((REPORT, None, "kept for want of evidence", 0.5)), Paper()))
    assert shown == ["[kept, by kept for want of evidence, 50% sure]", REPORT, ""]


def test_a_very_long_line_is_cut_unless_everything_is_asked_for() -> None:
    page = article(("word " * 2000 + "end", "other", "model", 0.9))
    (line,) = [line for line in page_lines(page, Paper()) if "word" in line]
    assert len(line) < 450 and re.search(r"word \.\.\. \(9,\d\d\d more characters\)$", line)
    (whole,) = [line for line in page_lines(page, Paper(), everything=True) if "word" in line]
    assert whole.endswith("word end")


def test_removed_text_is_struck_through_in_colour_and_behind_a_margin_without() -> None:
    page = article(("Share this", "social", "social.toml:4", 0.9))
    assert f"{STRUCK}Share this\x1b[0m" in list(page_lines(page, Paper(colored=True)))
    assert "  - Share this" in list(page_lines(page, Paper()))


@settings(max_examples=60)
@given(st.text(max_size=300), st.integers(40, 90), st.booleans())
def test_paper_loses_no_word_and_keeps_its_width(text: str, width: int, colored: bool) -> None:
    lines = [COLORS.sub("", line) for line in Paper(colored, width).lines(text, DIM, margin="  - ")]
    words = " ".join(lines).removeprefix("  -").split()
    assert words == " ".join(Paper().lines(text)).split()
    longest = max(map(len, words), default=0)
    assert all(len(line) <= max(width, 4 + 12 + longest) for line in lines)


def test_an_address_stays_whole() -> None:
    address = "https://example.org/" + "a" * 100
    assert list(Paper(width=40).labelled("url:", address, 14)) == [f"{'url:':14}{address}"]


@pytest.mark.parametrize(("facts", "says"), [(Facts(title="Mine"), "the sources file's"), (Facts(), None)])
def test_the_head_tells_confidence_and_where_the_title_is_from(facts: Facts, says: str | None) -> None:
    text = f"Mill opens\n\n{REPORT}\n\nForty trucks of flour left for the villages in the north in the morning.\n"
    lines = list(explain(RawArticle("a.txt", "text", text, facts=facts)))
    head = lines[: lines.index("date: none")]
    assert any(re.fullmatch(r"confidence:   \d+% that the article is whole and clean", line) for line in head)
    assert [line[14:] for line in head if line.startswith("title:")] == ([] if says is None else [says])
    assert "suspicious:" not in " ".join(head)


def test_a_page_without_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty.html").write_text("<html><script>1</script></html>", "utf-8")
    assert main(["explain", str(tmp_path / "empty.html")]) == 0
    said = capsys.readouterr().out
    assert "suspicious:   nothing is left" in said and "(the page has no text)" in said


def test_all_is_an_option(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    menu = "".join(f"<li><a href='/{n}'>Section {n}</a></li>" for n in range(30))
    paragraphs = f"<p>{REPORT}</p>" * 6
    (tmp_path / "a.html").write_text(f"<nav><ul>{menu}</ul></nav><article><h1>Mill</h1>{paragraphs}</article>", "utf-8")
    assert main(["explain", str(tmp_path / "a.html")]) == 0
    folded = capsys.readouterr().out
    assert main(["explain", str(tmp_path / "a.html"), "--all"]) == 0
    whole = capsys.readouterr().out
    assert "more lines" in folded and "Section 17" not in folded
    assert "more lines" not in whole and "Section 17" in whole


def test_an_actor_is_shown_with_what_it_is_a_part_of_and_its_years() -> None:
    text = "The Tiger Forces and fighters of Jabhat Fateh al-Sham met near the town of Saraqib, residents said."
    lines = list(explain(RawArticle("a.txt", "text", text)))
    assert "    part of Syrian Arab Army < Syrian government, since 2013" in lines
    assert "    since 2016, until 2017" in lines


def test_the_first_region_is_called_the_main_one() -> None:
    text = "Shells fell on Douma near Damascus on Friday morning, residents said. Douma burned for hours, they said."
    lines = list(explain(RawArticle("a.txt", "text", text)))
    assert lines[lines.index("region") + 1].startswith("  Middle East & North Africa/Syria/Rif Dimashq/Douma")
    assert [line for line in lines if "main region" in line] == ["    main region: what the article is about"]
