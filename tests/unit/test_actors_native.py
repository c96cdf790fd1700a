"""Actors in other languages than English, in little invented articles."""

from __future__ import annotations

import pytest

from index.articles import CleanArticle, RawArticle, Span
from index.facets.mentions import extract_mentions
from search.names import load_names


def named(body: str, language: str) -> set[str]:
    article = CleanArticle(
        RawArticle("a.txt", "text", body), body, (), "", body, (Span(0, 0, len(body)),), language=language
    )
    held = extract_mentions(article, load_names())
    return {value.value for field in ("actor", "source") for value in held.get(field, ())}


@pytest.mark.parametrize(
    ("language", "body", "expected"),
    [
        (
            "ru",
            "Путин позвонил Эрдогану, о чем узнали в ООН.",
            {"Vladimir Putin", "Recep Tayyip Erdogan", "United Nations"},
        ),
        ("ru", "Вчера сирийская армия ушла, писали о режиме Асада и ИГИЛ.", {"Syrian Arab Army", "Islamic State"}),
        (
            "uk",
            "Зеленський подякував НАТО. Генштаб ЗСУ мовчить.",
            {"Volodymyr Zelensky", "NATO", "Ukrainian General Staff"},
        ),
        (
            "es",
            "El ejército sirio calló y los Cascos Blancos y la ONU también.",
            {"Syrian Arab Army", "White Helmets", "United Nations"},
        ),
        ("fr", "Hier l'armée syrienne et le régime syrien se taisaient.", {"Syrian Arab Army", "Syrian government"}),
        (
            "de",
            "Wladimir Putin und die Weißhelme schwiegen, die Vereinten Nationen auch.",
            {"Vladimir Putin", "White Helmets", "United Nations"},
        ),
        ("tr", "Beşar Esed sustu, Türk Silahlı Kuvvetleri de sustu.", {"Bashar al-Assad", "Turkish Armed Forces"}),
        ("fa", "بشار اسد و نتانیاهو ساکت ماندند.", {"Bashar al-Assad", "Benjamin Netanyahu"}),
        (
            "ar",
            "صمت بشار الأسد وبوتين والجيش اللبناني.",
            {"Bashar al-Assad", "Vladimir Putin", "Lebanese Armed Forces"},
        ),
    ],
)
def test_well_known_actors_are_found(language: str, body: str, expected: set[str]) -> None:
    assert named(body, language) >= expected


def test_small_letters_name_nobody_in_english() -> None:
    assert "Syrian Arab Army" not in named("He wrote of the armée syrienne and left.", "en")


@pytest.mark.parametrize("body", ["رأى الأسد في الحديقة.", "كانت القاعدة بسيطة."])
def test_ordinary_words_name_nobody(body: str) -> None:
    assert named(body, "ar") == set()


def test_a_name_behind_an_acronym_that_ends_a_sentence_is_not_part_of_it() -> None:
    assert "Benjamin Netanyahu" in named("The envoys spoke at the UN. Netanyahu stayed in Jerusalem in Israel.", "en")
