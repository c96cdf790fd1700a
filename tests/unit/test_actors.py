"""Who acts in little invented articles, where nothing lists or names them outright: the traps of the actor facet."""

from __future__ import annotations

import pytest

from index.articles import CleanArticle, RawArticle, Span
from index.facets.mentions import extract_mentions
from search.documents import FacetValue
from search.names import load_names


def found(body: str, field: str = "actor", language: str | None = None) -> dict[str, FacetValue]:
    whole = (Span(0, 0, len(body)),)
    article = CleanArticle(RawArticle("a.txt", "text", body), body, (), "", body, whole, language=language)
    return {value.value: value for value in extract_mentions(article, load_names()).get(field, ())}


def actors(body: str) -> set[str]:
    return set(found(body))


SYRIA = "Two villages near Saraqib in Idlib were lost on Monday. "
IRAQ = "Two villages near Tikrit in Salahuddin province were lost on Monday. "


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (SYRIA + "Regime forces shelled the road at night.", {"Syrian Arab Army"}),
        (IRAQ + "Government troops shelled the road at night.", {"Iraqi Army"}),
        (SYRIA + "Then regime warplanes returned.", {"Syrian Air Force"}),
        (SYRIA + "The army sent more men, and army units dug in.", {"Syrian Arab Army"}),
        (SYRIA + "Rebels and opposition fighters held the hill.", {"Syrian rebels"}),
        (
            SYRIA + "The opposition called for a truce, which the regime refused.",
            {"Syrian opposition", "Syrian government"},
        ),
        (IRAQ + "The Defense Ministry confirmed the losses.", {"Iraqi Defense Ministry"}),
        (SYRIA + "Pro-government militias looted the houses.", {"pro-government militias"}),
        (SYRIA + "Troops loyal to Syrian President Bashar al-Assad left.", {"Syrian Arab Army", "Bashar al-Assad"}),
        ("In Benghazi, fighters loyal to Khalifa Haftar took the port.", {"Libyan National Army", "Khalifa Haftar"}),
        (
            SYRIA + "Assads air force struck at dawn, and Assad's troops advanced.",
            {"Syrian Air Force", "Syrian Arab Army"},
        ),
        ("On Monday Turkeys air force struck three hills.", {"Turkish Air Force"}),
        (SYRIA + "Kurdish fighters and Shi'ite militias met there.", {"Kurdish fighters", "Shiite militias"}),
        (SYRIA + "The Syrian Kurdish fighters went home.", {"Kurdish fighters"}),
    ],
)
def test_actors_said_without_a_nationality_are_those_of_the_country(body: str, expected: set[str]) -> None:
    assert actors(body) >= expected
    assert not actors(body) - expected - {"Bashar al-Assad"}


def test_the_scene_of_a_sentence_outweighs_what_the_article_is_about() -> None:
    body = SYRIA * 3 + "In the town of Haditha in Iraq, government forces beat off an attack."
    assert "Syrian Arab Army" not in actors(body)
    assert "Iraqi Security Forces" in actors(body)


def test_the_government_is_of_those_who_govern() -> None:
    war = "The Iraq war was lawful, Downing Street said. Tony Blair was asked about Iraq. "
    body = war + "Ten Downing Street gave no reasons. The government refused to publish the advice."
    assert "United Kingdom" in actors(body) and "Iraq" not in actors(body)


def test_a_country_that_acts_is_no_scene() -> None:
    body = SYRIA + "Turkey, which supports opposition forces, closed its border with Syria. Residents of Aleppo fled."
    assert "Turkish rebels" not in actors(body)
    assert "Syrian rebels" in actors(body)


@pytest.mark.parametrize(
    "body",
    [
        SYRIA + "The rebel-held town and the opposition-held road were quiet.",
        SYRIA + "The sanctions regime was prolonged.",
        SYRIA + "A local government building burnt down.",
        SYRIA + "The group said that it had left, and the faction denied it.",
        "The regime change of the market was discussed at length.",
        "The National Audit Office and the National Security Committee met.",
        "The ruling National Democratic Party won.",
    ],
)
def test_what_only_looks_like_an_actor(body: str) -> None:
    assert actors(body) == set()


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Syrian and Russian warplanes struck the hills.", {"Syrian Air Force", "Russian Aerospace Forces"}),
        ("Turkish air strikes killed nine.", {"Turkey"}),
        ("Turkish warplanes came twice. The Turkish air strikes killed nine.", {"Turkish Air Force"}),
        ("The Lebanese militant group Hezbollah denied it.", {"Hezbollah"}),
        ("Iraq militias were blamed.", {"Iraqi militias"}),
        ("A carrier and US aircraft carriers passed.", set()),
        ("The ceasefire brokered by Russia held.", {"Russia"}),
        ("The ceasefire brokered by the United States and Russia held in Idlib.", {"United States", "Russia"}),
        ("Iran and Russia backing it, the plan went on near the border of Iraq and Turkey.", {"Iran", "Russia"}),
        ("Talks with Iran failed.", {"Iran"}),
        ("Russia has also repeatedly vetoed the text.", {"Russia"}),
        ("Moscow and the allies reserve the right to strike.", {"Russia"}),
        ("The town borders Iraq and which way it goes is open.", set()),
        ("The government of Angola paid.", {"Angola"}),
        ("Damascus was shelled and Baghdad has been hit.", set()),
    ],
)
def test_nationalities_and_states_that_act(body: str, expected: set[str]) -> None:
    assert actors(body) == expected


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("The raid killed Hasan al-Wadi, a senior leader within the group.", "Hasan al-Wadi"),
        ("They showed 21-year-old Samir Khalil Qadri in a cell.", "Samir Khalil Qadri"),
        ('"It must stop," said Laura Whitfield in Geneva.', "Laura Whitfield"),
        ("The senior operative Omar Abdul Salem was shot.", "Omar Abdul Salem"),
        ("The spokesman for the fighters, commander Osama Abu Sakr, fled.", "Osama Abu Sakr"),
        ("Hudayfa al Yemeni, an attack planner and facilitator, was taken.", "Hudayfa al Yemeni"),
    ],
)
def test_people_that_no_list_holds(body: str, name: str) -> None:
    value = found(body)[name]
    assert value.type == "person"
    assert value.evidence[0].rule.startswith("unlisted")
    assert value.confidence < 0.5


@pytest.mark.parametrize(
    "body",
    [
        "The plan of the Minister of Health Services was read out.",
        "Shells fell in Abu Hanaya, Abu Hamra village and on the hill.",
        "The council, a member said, will meet.",
        "Saraqib, the home of a local leader, was quiet.",
        "In the end he said Monday Morning Blues was his song.",
        "He spoke to the chancellor. Lib Dem members did not.",
        "He is president of Miller-Martin Co said his wife.",
    ],
)
def test_who_is_no_person(body: str) -> None:
    assert not [value for value in found(body).values() if value.type == "person"]


def test_listed_people_are_known_with_an_initial_or_a_nickname() -> None:
    body = "Defence chief Lloyd J. Austin met Gen. Michael \u201cErik\u201d Kurilla."
    assert actors(body) == {"Lloyd Austin", "Michael Kurilla"}


@pytest.mark.parametrize(
    ("body", "name", "type"),
    [
        ("Men of the Wadi Martyrs Brigade held the bridge.", "Wadi Martyrs Brigade", "armed_group"),
        ("Fighters of Liwa al-Wadi took the mill.", "Liwa al-Wadi", "armed_group"),
        ("The so-called Deir Ezzor Airport Front lost five men.", "Deir Ezzor Airport Front", "armed_group"),
        ("Soldiers of the 412th Division surrendered.", "412th Division", "state_force"),
        ("The leader of the New Harvest Movement called for calm.", "New Harvest Movement", "armed_group"),
        ("Elders of the al-Wadi tribe refused.", "al-Wadi tribe", "group"),
    ],
)
def test_groups_that_no_list_holds(body: str, name: str, type: str) -> None:
    value = found(body)[name]
    assert (value.type, value.confidence) == (type, 0.4)
    assert value.evidence[0].rule == "unlisted group"


@pytest.mark.parametrize(
    "body",
    [
        "It was on the Front Page of the Western Front.",
        "The Cyber Division and the Premier Division have new offices.",
        "The Slow Food Movement met in Turin.",
        "Weather Front Moves In With Rain For The Valley",
        "What was left of Iraqi Brigade 604 fled.",
    ],
)
def test_what_is_no_group(body: str) -> None:
    assert not [value for value in found(body).values() if value.type in ("armed_group", "state_force")]


def test_a_unit_of_a_listed_force_is_found_once() -> None:
    body = "Fighters of the Free Syrian Army (FSA) 4th Brigade left Idlib."
    assert actors(body) == {"Free Syrian Army", "FSA 4th Brigade"}


def test_a_dateline_is_no_nationality() -> None:
    assert "Bahraini army" not in actors("BAHRAIN - Iranian forces have shelled Basra in Iraq.")


def test_a_part_of_a_longer_name_is_no_source() -> None:
    body = "The Ministry of Foreign Affairs said so. The National Audit Office said no."
    assert found(body, "source") == {}
    assert found("Jane said that the road was open.", "source") == {}


def test_quoted_publishers_are_sources() -> None:
    body = "A nurse told Middle East Eye that the road was cut. According to the Kyiv Post, it is open."
    assert set(found(body, "source")) == {"Middle East Eye", "Kyiv Post"}
    assert actors(body) == set()


def test_a_source_that_something_is_done_to_acts() -> None:
    assert "Reuters" in actors("On Monday the court banned Reuters from the hall.")
    assert "Al Jazeera" in actors("Police stormed the offices of Al Jazeera.")
    assert "SANA" in set(found("The road is open, SANA reported.", "source"))


def test_another_spelling_of_a_listed_person_is_that_person() -> None:
    body = "Foreign Minister Tareq Aziz said that Iraq was ready. Commander Abdul Rahman said no."
    held = found(body)
    assert held["Tariq Aziz"].evidence[0].rule == "spelling of a listed person"
    assert held["Tariq Aziz"].confidence == 0.6
    assert "Abdul Rahman" in held, "many a man is called so"


def test_acronyms_of_other_languages_need_their_country() -> None:
    spanish = "La ANP es la alternativa frente a Hamas. Un grupo de palestinos busca su futuro en Ramala."
    assert set(found(spanish, language="es")) == {"Hamas"}
    german = "Die CIA habe die USA gewarnt, hiess es in Washington."
    assert "Central Intelligence Agency" in found(german, language="de")
    assert "United Nations" in actors("The UN's envoy spoke.")


def test_a_first_name_in_a_longer_one_speaks_for_no_town() -> None:
    held = found("For some years he studied photography at a school under Bernd and Hilla Becher in Germany.", "region")
    assert list(held) == ["Europe & Central Asia/Germany"]


@pytest.mark.parametrize(
    "body",
    [
        "Nurses in Omdurman, Sudan, said the ward was full.",
        "A tailor in Nyala, Sudan told a guest that shops were shut.",
        "The committee for Libya accused three smugglers.",
        "A man from Iraq said he had walked for days, and reports on Iraq said the same.",
    ],
)
def test_a_country_that_says_where_or_of_what_somebody_is_does_not_act(body: str) -> None:
    assert actors(body) == set()


def test_a_country_in_a_list_of_those_that_act_does() -> None:
    assert actors("Aid from Cairo came late, and Libya said it was little.") == {"Libya"}


def test_a_listed_name_goes_with_the_country_behind_it() -> None:
    assert actors("Islamic Jihad in Egypt was old by then.") == {"Egyptian Islamic Jihad"}
    assert set(found("The Palestinian Health Ministry in Nablus counted two.", "source")) == {
        "Palestinian Health Ministry"
    }


def test_a_unit_with_its_number_in_letters_is_a_states() -> None:
    held = found("Soldiers of the Third Infantry Division left. The Twenty-Second Army Division, soldiers say, did.")
    assert {(value.value, value.type) for value in held.values()} == {
        ("Third Infantry Division", "state_force"),
        ("Twenty-Second Army Division", "state_force"),
    }


def test_a_fund_that_says_something_is_nobody() -> None:
    assert actors("The Feed the Orphans Fund said it was empty, and Quick Harvest Bank said so too.") == set()
