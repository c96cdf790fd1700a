"""What an article is about: where something happened, not where it was written or spoken of."""

from __future__ import annotations

import pytest

from tests.mentions import values

TEHRAN = (
    "TEHRAN (FNA)- The Revolution Guards fired missiles from western Iran at the positions of ISIS in Deir ez-Zor on "
    "Sunday. They said in a statement in Tehran that the attack answered the attacks in Tehran on June 7, in which "
    "17 people were killed. Gunmen attacked the parliament in Tehran. Tehran said more missiles would follow."
)
MOSCOW = (
    "MOSCOW, September 22 (TASS) - Submarines shot missiles at militants, the ministry said in Moscow. Its spokesman "
    "told reporters in Moscow that command posts in the area of Idlib were hit. Moscow warned of more attacks."
)


def first(body: str, title: str) -> str:
    return next(iter(values("region", body, title))).rsplit("/", 1)[-1]


@pytest.mark.parametrize(
    ("title", "body", "main"),
    [
        ("Iranian missiles hit ISIS in Deir ez-Zor", TEHRAN, "Deir ez-Zor"),
        ("Iran answers the attacks", TEHRAN, "Tehran"),
        ("Missiles strike militants near Idlib", MOSCOW, "Idlib"),
    ],
)
def test_the_place_of_an_attack_comes_before_that_of_its_news(title: str, body: str, main: str) -> None:
    assert first(body, title) == main


@pytest.mark.parametrize(
    ("body", "main"),
    [
        ("The spokesman told reporters in Moscow on Monday that the villages near Idlib were quiet.", "Idlib"),
        ("A truck burnt in Moscow on Monday, as did the villages near Idlib.", "Moscow"),
        ("ANKARA (AP) - A truck with wheat burnt in Mosul.", "Mosul"),
    ],
)
def test_where_somebody_speaks_is_no_scene(body: str, main: str) -> None:
    assert first(body, "") == main


def test_only_the_clause_of_the_attack_has_its_place() -> None:
    body = "Raids on the town of al-Quriyah killed 58 people. More were wounded in al-Quriyah, a monitor said."
    assert first(body, "Raids kill dozens while fighters gain ground in Manbij") == "al-Quriyah"
    assert first(body, "Raids kill dozens of fighters who gained ground in Manbij") == "Manbij"
