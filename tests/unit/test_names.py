"""The authority of names: finding and looking up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import key_text
from search.names import Match, Names, load_names
from search.names.written import Written


@pytest.fixture(scope="module")
def names() -> Names:
    return load_names()


def found(names: Names, text: str) -> dict[str, str]:
    return {match.text: match.names[0].canonical for match in names.find(text)}


@pytest.mark.parametrize(
    ("canonical", "written"),
    [
        (canonical, spelling)
        for canonical, line in {
            "Deir ez-Zor": "Deir Ezzor|Deir ez-Zor|Dayr az Zawr|Deir al-Zor|deir ezzor|Der Zor|Deir ez\u2010Zor",
            "al-Bukamal": "Al-Bukamal|Albu Kamal|Abu Kamal|Albukamal|al Bukamal|Bukamal|el-Bukamal",
            "al-Mayadin": "al-Mayadin|Mayadeen|Al Mayadin|al-Mayadeen",
            "Mosul": "Mosul|Mossul|al-Mawsil",
            "Kyiv": "Kyiv|Kiev",
            "Hezbollah": "Hezbollah|Hizbullah|Hizbollah|HEZBOLLAH|Hizballah",
            "Islamic State": "Islamic State|ISIS|ISIL|Daesh|IS|Da'esh",
            "Muammar Gaddafi": "Moammar Gadhafi|Muammar al-Gaddafi|Muammar Qaddafi",
        }.items()
        for spelling in line.split("|")
    ],
)
def test_spellings_in_press_use(names: Names, canonical: str, written: str) -> None:
    text = f"a report on {written} of yesterday"
    matches = [match for match in names.find(text) if match.text == written]
    assert any(name.canonical == canonical for match in matches for name in match.names)


@pytest.mark.parametrize("text", ["it is us", "this Islam", "Syriana", "what is it", "IS IT US", "reISISter"])
def test_what_is_no_name(names: Names, text: str) -> None:
    assert not {"is", "us", "IS", "US", "Syria", "ISIS"} & {match.text for match in names.find(text)}


def test_acronyms_need_their_capitals(names: Names) -> None:
    assert found(names, "strikes by the US on IS") == {"US": "United States", "IS": "Islamic State"}
    assert found(names, "the U.S. said")["U.S."] == "United States"
    assert found(names, "IS") == {"IS": "Islamic State"}


def test_overlapping_names_are_all_found(names: Names) -> None:
    texts = {match.text for match in names.find("the Syrian Observatory for Human Rights")}
    assert {"Syrian Observatory for Human Rights", "Syrian Observatory", "Syrian"} <= texts


def test_adjectives_are_marked(names: Names) -> None:
    kinds = {match.text: match.kind for match in names.find("Syrian troops in Syria")}
    assert kinds["Syrian"] == "adjective"
    assert kinds["Syria"] == "literal"


@pytest.mark.parametrize("text", ["He left the Deir. Ezzor came", "Deir\n\nEzzor", "Free! Syrian Army", "Deir; Ezzor"])
def test_no_name_runs_across_an_end(names: Names, text: str) -> None:
    assert not {"Deir ez-Zor", "Free Syrian Army"} & set(found(names, text).values())


@pytest.mark.parametrize(
    "text", ["Deir\nEzzor", "Deir  Ezzor", "Deir-Ezzor", "D\u0113ir Ezzor", "De\u0301ir Ezz\u0301or"]
)
def test_names_across_lines_and_marks(names: Names, text: str) -> None:
    (match,) = [m for m in names.find(f"in {text}, he") if m.names[0].canonical == "Deir ez-Zor"]
    assert match.text == text


def test_what_is_found_does_not_hang_on_the_length_of_the_text(names: Names) -> None:
    text = "Syrian Observatory for Human Rights, Hezbollah and the Quds Force in Deir ez-Zor, IS, US forces"
    assert names.find(text) == [m for m in names.find(text + " x" * 1000) if m.end <= len(text)]


def test_mentions_are_what_is_found_by_field_without_single_small_words(names: Names) -> None:
    text = "Daesh, daesh and Hit, hit; al-qaeda in Syria, deir ez-Zor, deir ezzor"
    held = names.mentions(Written(text))
    assert {match.text for match in held["actor"]} >= {"Daesh", "al-qaeda"}
    assert not {"daesh", "hit"} & {match.text for matches in held.values() for match in matches}
    found_in_both = {(m.start, m.end, m.kind) for m in names.find(text)}
    for field, matches in held.items():
        assert all(name.field == field for match in matches for name in match.names)
        assert {(m.start, m.end, m.kind) for m in matches} <= found_in_both


def sound(text: str, matches: list[Match]) -> None:
    assert all(text[m.start : m.end] == m.text and m.names for m in matches)
    assert [m.start for m in matches] == sorted(m.start for m in matches)


pieces = st.sampled_from(
    [
        "Aleppo",
        "US",
        "IS",
        "deir",
        "ez-Zor",
        "Syrian",
        " ",
        ".",
        "\n\n",
        "\u0301",
        "\u202e",
        "\x00",
        "<script>",
        "دمشق",
        "é",
    ]
)


@given(st.lists(pieces, max_size=40).map("".join) | st.text(max_size=80))
def test_offsets_are_those_of_the_source(text: str) -> None:
    sound(text, load_names().find(text))


def test_hostile_text_is_read(names: Names) -> None:
    for text in (
        "\x1b[31mAleppo\x1b[0m",
        "\ud800Aleppo\udfff",
        "Aleppo" * 50_000,
        "a" * 300_000,
        "\u0301" * 1000 + " Aleppo ",
    ):
        sound(text, names.find(text))


def test_half_a_character_is_in_no_name(names: Names) -> None:
    assert names.lookup("publisher", "\ud800") == ()
    assert names.lookup("region", "Syria/\udcff") == ()
    assert names.get("\ud800") is None
    assert names.find("\ud800 May") == []


def test_lookup_takes_spellings_ids_and_paths(names: Names) -> None:
    path = "Middle East & North Africa/Syria/Deir ez-Zor/al-Bukamal"
    assert names.lookup("region", "albu kamal")[0].value == path
    assert names.lookup("region", path)[0].value == path
    assert names.lookup("actor", "is")[0].canonical == "Islamic State"
    assert names.lookup("actor", "Daesh")[0].canonical == "Islamic State"
    assert not names.lookup("actor", "Aleppo")
    assert names.lookup("region", "nowhere at all") == ()


def test_spellings_begin_with_the_canonical_one(names: Names) -> None:
    (isis,) = [name for name in names.lookup("actor", "ISIS") if name.canonical == "Islamic State"]
    spellings = names.spellings(isis)
    assert spellings[0].text == "Islamic State"
    assert next(s for s in spellings if s.text == "IS").case
    assert names.get(isis.id) == isis
    assert names.get("no such id") is None


@pytest.mark.parametrize(
    ("field", "name", "other"),
    [
        ("actor", "PYD", "PKK"),
        ("actor", "PYD", "YPG"),
        ("region", "United States", "the States"),
        ("region", "Homs", "Humus"),
        ("region", "Homs", "Hums"),
        ("region", "Damascus", "al-Sham"),
        ("region", "Damascus", "Esh Sham"),
        ("region", "Quneitra", "Baath"),
        ("region", "Hebron", "Khalil'"),
        ("region", "Turabah", "Ramadan"),
        ("region", "Hamidiya", "Allah"),
        ("region", "Mahdia", "Africa"),
        ("region", "al-Saan", "As Seen"),
    ],
)
def test_questions_do_not_widen_to_what_is_written_otherwise(names: Names, field: str, name: str, other: str) -> None:
    spellings = [s for each in names.lookup(field, name) for s in names.spellings(each)]
    assert spellings
    assert key_text(other).text not in {key_text(s.text).text for s in spellings if not s.weak}


def test_levels_of_the_same_name_stay_apart(names: Names) -> None:
    values = {name.value for name in names.lookup("region", "Deir ez-Zor")}
    assert {
        "Middle East & North Africa/Syria/Deir ez-Zor",
        "Middle East & North Africa/Syria/Deir ez-Zor/Deir ez-Zor",
    } <= values


def test_headlines_in_capitals_keep_unmistakable_acronyms(names: Names) -> None:
    held = found(names, "FMLN ATTACKS BARRACKS IN SAN SALVADOR AND IS DRIVEN BACK BY US")
    assert "FMLN" in held
    assert not {"IS", "US"} & set(held)


words = st.sampled_from(
    "U.S. U.S.-led IS IT's SAA Deir ez-Zor Ra\u2019s l'Oise T-90 A.B a_b e\u0301t\u00e9 x\u00ad\u0301's".split()
)
texts = st.lists(words | st.sampled_from(list(" -.,'\n\u2013\u2019")), max_size=30).map("".join)


@given(texts | st.text("aB -'\u2019\u0301\u0650\u0627", max_size=40))
def test_words_are_matched_as_they_are_analysed(text: str) -> None:
    written = Written(text)
    own = [(part.key, *written.span(n, n + 1)) for n, part in enumerate(written.parts) if part.key]
    assert own == [part[:3] for part in key_text(text).parts]


def test_words_and_gaps_are_the_text() -> None:
    text = "\u201cU.S.-led\u201d  strikes, 1,000 of them\n"
    written = Written(text)
    assert "".join(gap + word for gap, word in zip(written.gaps, [*written.words, ""], strict=True)) == text
    assert [text[a:b] for a, b in zip(written.starts, written.ends, strict=True)] == written.words
    assert written.words == ["U.S", "led", "strikes", "1,000", "of", "them"]


@pytest.mark.parametrize(
    "words",
    [
        ["12,345,678", "1", "0000", "a", "123", "3", "45"],
        ["don't", "Abd-al-Rahman", "A.B.C", "l\u2019Oise", "a", "b"],
        ["Al\u00e9p", "1,000", "\u0663\u0663,\u0663\u0663\u0663", "x\u00ad\u0301y"],
    ],
)
def test_words_hold_together_by_apostrophes_hyphens_stops_marks_and_the_commas_of_thousands(words: list[str]) -> None:
    assert Written(", ".join(words)).words == words
    assert Written("1,0000 a,123 3,45 a--b").words == ["1", "0000", "a", "123", "3", "45", "a", "b"]


def test_places_spelt_like_another_way_of_writing_them() -> None:
    names = load_names()
    (score, best), *_ = names.spelt_like("Maaret al-Numaan", "sy")
    assert (best.id, score > 0.9) == ("sy.12.maarat-al-numan", True)
    assert names.spelt_like("Maaret al-Numaan", "se") == []
    assert names.spelt_like("", "sy") == names.spelt_like("\u062d\u0644\u0628", "sy") == []
