"""Names of people, groups, newspapers and firms that hold the name of a place."""

from __future__ import annotations

import pytest

from tests.mentions import regions


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("The convoy left Aleppo at noon, said Adnan Afrin, who drove the first lorry.", "Afrin"),
        ("The poet Mustafa Manbij read from his new book in Amman.", "Manbij"),
        ("The envoy of Jaish al-Sham left the talks in Astana without a word.", "Damascus"),
        ("Fighters of the Saraya Ahl al-Sham left the hills above Arsal.", "Damascus"),
        ("Two people who read the Moscow Times in Riga spoke of the war.", "Moscow"),
        ("An account at the Bank of Beirut was frozen by a court in Cyprus.", "Beirut"),
        ("It asked the Boston Consulting Group how the port of Aden could be run.", "Boston"),
        ("Rima Khalaf left her post in Amman after the report on Palestine.", "Raymah"),
    ],
)
def test_a_place_in_a_longer_name_is_no_region(body: str, place: str) -> None:
    assert place not in regions(body)


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("Rebels shelled the town of Afrin, the doctor Adnan Afrin said.", "Afrin"),
        ("The Bank of England met in London on Thursday.", "England"),
        ("In the West Bank soldiers closed the road to Nablus.", "West Bank"),
        ("Ali left Damascus for Homs; Ahmad stayed in Damascus.", "Damascus"),
        ("Two died in Ali's Damascus, as the play calls it.", "Damascus"),
    ],
)
def test_a_place_beside_such_names_is_one(body: str, place: str) -> None:
    assert place in regions(body)


def test_a_name_in_the_headline_is_known_from_the_body() -> None:
    body = "The envoy Victoria Nuland met ministers in Beirut. Victoria Nuland then left for Cairo."
    assert "Victoria" not in regions(body, "Victoria Nuland in Beirut")
    assert "Victoria" in regions("A storm hit Victoria in British Columbia, Canada.", "Storm hits Victoria")
