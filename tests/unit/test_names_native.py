"""Places in Arabic and Cyrillic letters: found in texts and questions, and no everyday word for a place."""

from __future__ import annotations

from collections import Counter

import pytest

from search.ask import Question, ask
from search.engine import open_engine
from search.names import load_names
from search.names.divisions import Division
from search.names.native import LARGE, Native, cases
from tests.documents import article

SYRIA = "Middle East & North Africa/Syria"
UKRAINE = "Europe & Central Asia/Ukraine"


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("انفجار في حلب ودمشق", [f"{SYRIA}/Aleppo/Aleppo", f"{SYRIA}/Damascus"]),
        ("القصف على منبج بدير الزور", [f"{SYRIA}/Aleppo/Manbij", f"{SYRIA}/Deir ez-Zor"]),
        ("حَلَب", [f"{SYRIA}/Aleppo/Aleppo"]),
        ("محافظة إدلب بسوريا", [f"{SYRIA}/Idlib", SYRIA]),
        ("سورية والعراق", [SYRIA, "Middle East & North Africa/Iraq"]),
        ("صنعاء والحديدة", ["Middle East & North Africa/Yemen/Sanaa", "Middle East & North Africa/Yemen/Hodeidah"]),
        ("وصل إلى بنغازي", ["Middle East & North Africa/Libya/Benghazi"]),
        (
            "غزة ورفح",
            ["Middle East & North Africa/Palestine/Gaza", "Middle East & North Africa/Palestine/Gaza Strip/Rafah"],
        ),
        ("قضاء المقدادية", ["Middle East & North Africa/Iraq/Diyala/Al-Muqdadiya District"]),
        ("Бои под Бахмутом и в Донецке", [f"{UKRAINE}/Donetsk Oblast/Bakhmut", f"{UKRAINE}/Donetsk Oblast/Donetsk"]),
        ("біля Харкова та Херсона", [f"{UKRAINE}/Kharkiv Oblast/Kharkiv", f"{UKRAINE}/Kherson Oblast/Kherson"]),
        ("в Сирии и США", [SYRIA, "North America/United States"]),
    ],
)
def test_texts_of_other_scripts_name_places(text: str, places: list[str]) -> None:
    found = [name.value for match in load_names().find(text) if not match.weak for name in match.names]
    for place in places:
        assert any(value.startswith(place) for value in found), (place, found)


@pytest.mark.parametrize(
    "text",
    ["فتح الباب", "المدينة الجديدة", "قال الشعب", "الوضع مالي", "نور الشمس", "мир и счастье", "Победа будет за нами"],
)
def test_everyday_words_are_no_places(text: str) -> None:
    assert [match.text for match in load_names().find(text) if not match.weak] == []


def test_questions_go_both_ways() -> None:
    engine = open_engine("memory:")
    bodies = {"a": "Shelling of Aleppo", "b": "قصف بحلب أمس", "c": "Обстрел Алеппо"}
    with engine.writer() as writer:
        for id, body in bodies.items():
            writer.write(article(id, body=body))
    for typed in ("Aleppo", "حلب", "Алеппо"):
        assert sorted(hit.document.id for hit in ask(engine, Question(typed), load_names()).hits) == ["a", "b", "c"]


def test_second_level_divisions_keep_the_word_for_their_kind() -> None:
    names = load_names()
    (district,) = names.lookup("region", "Manbij District")
    assert (district.type, district.value) == ("district", f"{SYRIA}/Aleppo/Manbij District")
    assert [name.type for name in names.lookup("region", "Manbij")] == ["town"]


@pytest.mark.parametrize(
    ("name", "others"),
    [
        ("Донецк", "Донецка Донецку Донецком Донецке Донецкі"),
        ("Сирия", "Сирии Сирию Сирией"),
        ("Харків", "Харкова Харкову Харковом Харкові"),
        ("Прага", "Праги Праге Прагу Прагой Прагі Прагою"),
        ("Алеппо", ""),
        ("Луганский район", ""),
        ("Владивосток", ""),
    ],
)
def test_regular_cases(name: str, others: str) -> None:
    assert sorted(cases(name)) == sorted(others.split())


def test_what_is_safe_to_look_for() -> None:
    native = Native({"الباب": 90_000, "وريم": 500, "ريم": 3}, {"лиман": 900}, Counter({"الحسينيه": 4}))
    texts = ["الباب", "الحسينية", "منبج", "ريم", "مَنبج", "Manbij", "منبج القديمة"]
    assert native.arabic_of(texts, 5_000) == ["منبج", "منبج القديمة"]
    assert native.arabic_of(texts, LARGE) == ["الحسينية", "منبج", "ريم", "منبج القديمة"]
    assert list(native.with_prefixes(["ريم"])) == ["ريم", "بريم", "لريم"], "one is another word"
    assert list(native.with_prefixes(["الرقة"])) == ["الرقة", "والرقة", "بالرقة", "للرقة"]
    assert native.cyrillic_of(["Лиман", "Лиман", "лиман", "Лиманск", "Liman", "Доњецк"], 5_000) == ["?Лиман", "Лиманск"]
    assert list(native.with_cases(["?Лиман"])) == ["?Лиман"]


@pytest.mark.parametrize(
    ("names", "english"),
    [
        (("Tartus District", "منطقة طرطوس"), "Tartus District"),
        (("Az Zaydīyah", "Az Zaydiyah District"), "Az Zaydiyah District"),
        (("Caza de Zgharta", "Zgharta", "قضاء زغرتا"), "Zgharta District"),
        (("Qaḑā’ Kifrī",), "Kifri District"),
        (("قضاء",), ""),
    ],
)
def test_divisions_have_english_names(names: tuple[str, ...], english: str) -> None:
    division = Division("sy.14.1", names, 2)
    assert (division.english(), division.country, division.parent) == (english, "sy", "sy.14")


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("قال حزب الله والجيش السوري إن داعش انسحب", ["Hezbollah", "Syrian Arab Army", "Islamic State"]),
        ("اشتباكات بين قوات سوريا الديمقراطية وتنظيم الدولة الإسلامية", ["Syrian Democratic Forces", "Islamic State"]),
        ("مواقع للحشد الشعبي وكتائب حزب الله", ["Popular Mobilization Forces", "Kataib Hezbollah", "Hezbollah"]),
        ("تحدث الرجل بحماس عن عمله", []),
    ],
)
def test_arabic_names_of_groups(text: str, actors: list[str]) -> None:
    found = [name.value for match in load_names().find(text) for name in match.names if name.field == "actor"]
    assert sorted(set(found)) == sorted(actors)
