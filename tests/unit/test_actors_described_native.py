"""Actors that are described, and countries by their adjectives, in other languages than English: invented sentences."""

from __future__ import annotations

import pytest

from index.articles import CleanArticle, RawArticle, Span
from index.facets.mentions import extract_mentions
from index.facets.mentions.cues import load_cues
from index.facets.mentions.native import grammar_of
from search.names import load_names

LANGUAGES = ("fr", "es", "pt", "it", "de", "ru", "uk", "tr", "ar")


def held(body: str, language: str, field: str = "actor") -> dict[str, set[str]]:
    article = CleanArticle(
        RawArticle("a.txt", "text", body), body, (), "", body, (Span(0, 0, len(body)),), language=language
    )
    found = extract_mentions(article, load_names()).get(field, ())
    return {value.value: {evidence.text for evidence in value.evidence} for value in found}


@pytest.mark.parametrize(
    ("language", "body", "actor", "words"),
    [
        ("fr", "Hier, les militaires rwandais ont quitté Goma.", "Rwanda Defence Force", "militaires rwandais"),
        ("fr", "Hier les forces de Damas dormaient.", "Syrian Arab Army", "forces de Damas"),
        ("fr", "En Syrie, le régime de Bachar el-Assad se tait.", "Syrian government", "régime"),
        ("es", "Los ataques aéreos sirios y rusos cesaron.", "Russia", "ataques aéreos sirios y rusos"),
        ("es", "La aviación de Rusia calló.", "Russian Aerospace Forces", "aviación de Rusia"),
        ("pt", "O governo sírio calou-se.", "Syrian government", "governo sírio"),
        ("it", "Le truppe turche tacciono.", "Turkish Armed Forces", "truppe turche"),
        ("de", "Die syrische und die russische Luftwaffe schwiegen.", "Syrian Air Force",
         "syrische und die russische Luftwaffe"),
        ("de", "Die Regierung in Damaskus schwieg.", "Syrian government", "Regierung in Damaskus"),
        ("de", "US-Truppen schliefen in Syrien.", "US forces", "US-Truppen"),
        ("ru", "Вчера иракские военные молчали.", "Iraqi Army", "иракские военные"),
        ("ru", "Молчала армия Ирака.", "Iraqi Army", "армия Ирака"),
        ("uk", "Мовчала російська авіація.", "Russian Aerospace Forces", "російська авіація"),
        ("tr", "Suriye ordusu sustu.", "Syrian Arab Army", "Suriye ordusu"),
        ("ar", "صمت الطيران الروسي أمس.", "Russian Aerospace Forces", "الطيران الروسي"),
        ("ar", "في سوريا صمتت قوات النظام.", "Syrian Arab Army", "قوات النظام"),
    ],
)  # fmt: skip
def test_described_actors(language: str, body: str, actor: str, words: str) -> None:
    assert words in held(body, language)[actor]


@pytest.mark.parametrize(
    ("language", "body", "country"),
    [
        ("fr", "La frontière mauritanienne est loin.", "Mauritania"),
        ("es", "Callaron dos ministros libios.", "Libya"),
        ("de", "Ein jemenitischer Fischer schwieg.", "Yemen"),
        ("ru", "Молчали ливанские рыбаки.", "Lebanon"),
        ("ru", "Молчали в российско-турецкой комиссии.", "Turkey"),
        ("ar", "صمت الصيادون اليمنيون على الحدود السعودية.", "Saudi Arabia"),
    ],
)
def test_adjectives_name_countries(language: str, body: str, country: str) -> None:
    assert country in {path.rpartition("/")[2] for path in held(body, language, "region")}


def test_places_in_the_german_genitive() -> None:
    assert held("Am Rande Aleppos schwieg man.", "de", "region").keys() == {
        "Middle East & North Africa/Syria/Aleppo/Aleppo"
    }


def test_a_country_stays_one_beside_its_adjective_of_the_same_letters() -> None:
    mentioned = held("La aviación siria duerme en Siria.", "es", "region")
    assert mentioned["Middle East & North Africa/Syria"] == {"siria", "Siria"}


def test_a_regime_is_the_one_said_before() -> None:
    body = "Moscú es aliado del régimen sirio. Rusia calla. Las fuerzas del régimen callan."
    assert "fuerzas del régimen" in held(body, "es")["Syrian Arab Army"]


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("fr", "Les rebelles du M23 sont en RDC. Les rebelles dorment."),
        ("en", "Fighters of M23 are in Congo. The rebels sleep near Goma in Congo."),
    ],
)
def test_rebels_are_the_one_group_called_so(language: str, body: str) -> None:
    assert "M23" in held(body, language)
    assert not any("rebels" in value for value in held(body, language))


def test_rebels_of_a_country_with_several_groups_are_its_rebels() -> None:
    body = "Houthis and al-Qaeda in the Arabian Peninsula are in Yemen. The rebels sleep in Yemen."
    assert "Yemeni rebels" in held(body, "en")


def test_soldiers_abroad_are_not_the_countrys_own() -> None:
    assert "Syrian Arab Army" not in held("Truppen in Syrien schwiegen.", "de")


def test_a_language_without_a_grammar_has_none() -> None:
    assert grammar_of("fa") is None and grammar_of(None) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tables_name_countries_and_heads_that_there_are(language: str) -> None:
    grammar, names, heads = grammar_of(language), load_names(), load_cues().heads
    assert grammar is not None
    assert all(names.get(id) for id in set(grammar.adjectives.values()))
    assert {noun.head for noun in grammar.nouns.values()} <= heads.keys()
