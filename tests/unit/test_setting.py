"""Whose *the army*, *the government*, *rebels* and *the opposition* are, in little invented articles."""

from __future__ import annotations

import pytest

from tests.mentions import actors


@pytest.mark.parametrize(
    "body",
    [
        "JENIN, West Bank, March 3, 2022 - Six shops were shut in Jenin. The army said it looked for a gunman.",
        "A house fell in Khan Younis in the Gaza Strip. The armed forces gave no reason.",
    ],
)
def test_where_there_is_no_army_of_the_country_the_one_that_holds_it_is_meant(body: str) -> None:
    assert "Israel Defense Forces" in actors(body)
    assert not [actor for actor in actors(body) if actor.startswith("Palestinian")]


def test_who_rules_and_heads_the_sentence_tells_whose_army_it_is() -> None:
    body = "Rain fell near Quneitra in Syria and near Tabriz in Iran. Benjamin Netanyahu told guests the army slept."
    assert "Israel Defense Forces" in actors(body)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Rain fell in Aleppo and in Homs in Syria. The government in Ankara offered tents.", "Turkey"),
        ("Rain fell in Aleppo and in Homs in Syria. The army of Jordan offered tents.", "Jordanian Armed Forces"),
    ],
)
def test_whose_it_is_may_stand_behind_it(body: str, expected: str) -> None:
    assert actors(body) == {expected}


@pytest.mark.parametrize(
    "body",
    [
        "BEIRUT, Dec 1, 2012 - A spokesman said rebels took two hills near Idlib in Syria.",
        "Ankara and Riyadh gave trucks to the rebels. In Idlib in Syria they were painted. Turkey paid.",
        "Envoys met in Astana, Kazakhstan. The rebels came from Idlib in Syria by way of Turkey.",
    ],
)
def test_rebels_are_those_of_a_country_that_has_some(body: str) -> None:
    assert [actor for actor in actors(body) if actor.endswith("rebels")] == ["Syrian rebels"]


def test_rebels_of_none_of_several_countries_are_left_out() -> None:
    body = "Doha, Riyadh and Ankara gave trucks to the rebels, papers in Paris and London wrote."
    assert not [actor for actor in actors(body) if actor.endswith("rebels")]


def test_the_opposition_is_that_of_the_scene_or_of_nobody() -> None:
    kyiv = "Kyiv thanked its guests from Lviv and Odesa in Ukraine. "
    assert "Georgian opposition" in actors(kyiv + "In Georgia, the opposition marched.")
    doubtful = actors(kyiv + "Police stood in Batumi in Georgia. The opposition marched. Georgia slept.")
    assert not [actor for actor in doubtful if actor.endswith("opposition")]


def test_each_report_of_a_round_up_has_its_own_scene() -> None:
    body = "MANILA - Rebels took a bridge.\nBOGOTA - Rebels took a mill.\nLIMA - Rebels took a mine."
    assert {"Colombian rebels", "Peruvian rebels"} <= actors(body)


def test_an_adjective_before_it_says_whose_it_is() -> None:
    body = "In Washington, Barack Obama spoke of Syria. It was done by Syrian government armed forces, he said in Ohio."
    assert "US forces" not in actors(body)
