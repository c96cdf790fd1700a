"""Words, tokens and offsets: what every engine and the matcher of names stand on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import CAPITALS, EXACT, LONGEST_PART, PAIR, PASSAGE_GAP, analyze, fold, key_text, words


def stems(text: str) -> list[str]:
    return [token.text for token in analyze([text]) if token.text[0] not in EXACT + CAPITALS + PAIR]


def marked(text: str, mark: str) -> list[str]:
    return [token.text[1:] for token in analyze([text]) if token.text[0] == mark]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rami Abdel Rahman said", ["rami-abdel", "abdel-rahman"]),
        ("Abd al-Rahman", ["abd-al-rahman"]),
        ("Abd al Rahman", ["abd-al-rahman"]),
        ("Abd Al Rahman", ["abd-al-rahman"]),
        ("al-Rahman Abd", ["rahman-abd"]),
        ("Abd  Al, Rahman. Kafr", []),
        ("Kafr al", []),
        ("T-90 Hama 10 Homs", []),
        ("abdel rahman", []),
        (f"{'X' * 40} Hama", []),
    ],
)
def test_pairs_of_words_with_capitals(text: str, expected: list[str]) -> None:
    assert marked(text, PAIR) == expected


def test_a_pair_stands_where_its_words_do() -> None:
    (pair,) = (token for token in analyze(["then Abd al-Rahman"]) if token.text.startswith(PAIR))
    assert (pair.position, pair.start, pair.end) == (1, 5, 18)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("militants advanced", ["milit", "advanc"]),
        ("al-Bukamal", ["albukam", "al", "bukam"]),
        ("T-90", ["t90", "t", "90"]),
        ("T90", ["t90", "t", "90"]),
        ("T 90", ["t", "90"]),
        ("S-300s", ["s300s", "s", "300", "s"]),
        ("U.S.", ["us"]),
        ("U.S", ["us"]),
        ("the U.S.-led coalition", ["the", "usl", "us", "led", "coalit"]),
        ("Iran's Iran’s", ["iran", "iran"]),
        ("fighters' arms", ["fighter", "arm"]),
        ("Fu’ad Fu'ad Fuad", ["fuad", "fuad", "fuad"]),
        ("l’armée d'état", ["larme", "l", "arme", "detat", "d", "etat"]),
        ("10,000 men", ["10000", "men"]),
        ("in 2014,2015", ["in", "2014", "2015"]),
        ("Şırnak İdlib ERDOĞAN", ["sirnak", "idlib", "erdogan"]),
        ("البوكمال ألْبُوكَمال", ["البوكمال", "البوكمال"]),
        ("Ребята ё", ["ребята", "е"]),
        ("٢٠١٧", ["2017"]),
        ("is it us", ["is", "it", "us"]),
        ("-- ... !? ''", []),
        ("", []),
    ],
)
def test_stems(text: str, expected: list[str]) -> None:
    assert stems(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("fighters of IS fled", ["is"]),
        ("US-backed and U.S. forces", ["us", "us"]),
        ("IS", ["is"]),
        ("WHY IS IT OVER FOR US", []),
        ("IS IT OVER", []),
        ("he is with us", []),
        ("Is it", []),
        ("members of ISIS and SDF and the IRGC", ["isis", "sdf", "irgc"]),
        ("A man", []),
        ("داعش IS داعش", ["is"]),
        ("IS 2017", ["is"]),
    ],
)
def test_capitals_are_marked_only_among_small_letters(text: str, expected: list[str]) -> None:
    assert marked(text, CAPITALS) == expected


def test_an_exact_form_stands_at_every_position() -> None:
    tokens = list(analyze(["The militants' al-Bukamal T90"]))
    exact = {token.position for token in tokens if token.text.startswith(EXACT)}
    assert exact == {token.position for token in tokens} == set(range(6))


def test_a_phrase_cannot_run_from_one_passage_into_the_next() -> None:
    first, second = (token for token in analyze(["one", "two"]) if not token.text.startswith(EXACT))
    assert second.position - first.position > PASSAGE_GAP
    assert (first.passage, second.passage) == (0, 1)


def test_a_blob_without_spaces_is_cut() -> None:
    assert max(len(token.text) for token in analyze(["x" * 10_000])) <= LONGEST_PART + 1


def test_offsets_cover_the_word_and_nothing_else() -> None:
    text = "Nea\u0301r Deir\u200b ez\u2011Zor\u2019s «city»"
    assert [text[word.start : word.end] for word in words(text)] == ["Nea\u0301r", "Deir", "ez\u2011Zor", "city"]


def test_key_text_brings_spellings_of_a_name_together() -> None:
    for text in ("Deir ez-Zor", "DEIR EZ ZOR", "deir ez\u2011zor’s", "Deïr ez Zor"):
        assert key_text(text).text == " deir ez zor "


def test_key_text_leads_back_to_the_source() -> None:
    text = "Near the Deir ez-Zor’s city"
    key = key_text(text)
    at = key.text.index(" deir ez zor ")
    start, end = key.span(at, at + len(" deir ez zor "))
    assert text[start:end] == "Deir ez-Zor"


@given(st.text(alphabet=st.characters(codec=None), max_size=200))
def test_any_text_is_analysed(text: str) -> None:
    last = 0
    for token in analyze([text]):
        assert 0 <= token.start < token.end <= len(text)
        assert token.position >= last
        assert token.text
        last = token.position


@given(st.text(max_size=200))
def test_folding_keeps_offsets_in_order_and_folding_twice_changes_nothing(text: str) -> None:
    folded = fold(text)
    offsets = [folded.source(n) for n in range(len(folded.text))]
    assert offsets == sorted(offsets)
    assert all(0 <= offset < len(text) for offset in offsets)
    assert fold(folded.text).text == folded.text


@given(st.text(max_size=100))
def test_key_text_spans_every_part(text: str) -> None:
    key = key_text(text)
    for part, start in zip(key.parts, key.starts, strict=True):
        assert key.text[start : start + len(part.text)] == part.text
        assert key.span(start - 1, start + len(part.text) + 1) == (part.start, part.end)
