"""Family names that stand alone, of the people the lists know by them and of others, in little invented articles."""

from __future__ import annotations

import pytest

from tests.mentions import actors, values


@pytest.mark.parametrize(
    ("body", "listed"),
    [
        ("In Beirut the potter Karim Nasrallah opened a shop. Nasrallah sells jugs.", "Hassan Nasrallah"),
        ("Selim Yildirim, a baker in Mersin, Turkey, lost his oven. Yildirim wept.", "Binali Yildirim"),
        ("In Khartoum the tailor Salah al-Bashir fled Sudan. Al-Bashir sold all he had.", "Omar al-Bashir"),
        ("Galina Zakharova, a nurse, left Moscow in Russia. Zakharova has a son.", "Maria Zakharova"),
        ("In Najran the engineer Bandar Abdulrahman said the road was open.", "Rami Abdel Rahman"),
    ],
)
def test_a_family_name_is_that_of_whom_the_article_names_in_full(body: str, listed: str) -> None:
    assert listed not in actors(body)


def test_it_is_a_mention_of_the_person_named_in_full() -> None:
    body = "In Baghdad in Iraq, commander Hatim al-Abadi spoke of a truce. Al-Abadi then left."
    evidence = values("actor", body)["Hatim al-Abadi"].evidence
    assert [found.text for found in evidence] == ["Hatim al-Abadi", "Al-Abadi"]


def test_one_listed_person_may_be_meant_by_the_family_name_of_another() -> None:
    body = "In Sanaa in Yemen, Turki al-Maliki spoke of a raid. Colonel al-Maliki gave no figures, and Iraq none."
    assert actors(body) == {"Turki al-Malki"}


def test_a_title_is_explained_by_the_text_below_it() -> None:
    body = "In Amman the poet Ibrahim Nasrallah read for an hour."
    assert "Hassan Nasrallah" not in actors(body, "Nasrallah reads to a full house")
    assert "Hassan Nasrallah" in actors("In Beirut, Hassan Nasrallah spoke for an hour.", "Nasrallah speaks")


@pytest.mark.parametrize(
    "body",
    [
        "Bashar al-Assad met his brother Maher al-Assad in Damascus, Syria. Then Assad flew to Moscow.",
        "Assad flew to Moscow from Damascus, Syria. Maher al-Assad stayed. Assad came back on Monday.",
        "Yesterday Assad spoke in Damascus, Syria. Later Assad left.",
        "Vice-President Samir Haddad of Syria welcomed President Assad in Damascus.",
    ],
)
def test_the_famous_one_keeps_his_name(body: str) -> None:
    assert "Bashar al-Assad" in actors(body)
