"""Places of one name, told apart by what else little articles name."""

from __future__ import annotations

import pytest

from tests.mentions import regions, values


@pytest.mark.parametrize(
    ("body", "place", "namesake"),
    [
        ("Washington and Moscow sent their envoys to Geneva for talks on the war.", "Switzerland/Geneva", "Illinois"),
        ("U.S. diplomats flew from Washington to Vienna, then to Athens.", "Attica/Athens", "United States/Georgia/"),
        ("The United States condemned the bombing of a church in Alexandria.", "Egypt/Alexandria", "Virginia"),
        ("British officials and Washington expect a summit in Vienna.", "Austria/Vienna", "Virginia"),
    ],
)
def test_a_country_alone_does_not_mean_its_little_namesakes(body: str, place: str, namesake: str) -> None:
    found = " ".join(values("region", body))
    assert place in found
    assert namesake not in found


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("The fire in Geneva was put out, the mayor of Chicago told Illinois lawmakers.", "Illinois/Geneva"),
        ("Police from Clarke County and Augusta searched a house in Athens.", "United States/Georgia/Athens"),
        ("Officers in Alexandria were trained in Richmond and Norfolk, Virginia.", "Virginia/Alexandria"),
        ("Crews from Butler County, Ohio, worked in Hamilton.", "Ohio/Hamilton"),
        ("Protesters blocked roads in Tripoli and Sidon, and banks in Beirut.", "Lebanon/North Lebanon/Tripoli"),
        ("A court in Managua, Nicaragua, heard farmers from León.", "Nicaragua"),
    ],
)
def test_a_namesake_is_meant_where_its_surroundings_are_named(body: str, place: str) -> None:
    assert place in " ".join(values("region", body))


def test_the_state_of_georgia_is_told_from_the_country() -> None:
    state = values("region", "Soldiers from Atlanta and Savannah left Georgia for Kuwait.")
    assert "North America/United States/Georgia" in state
    assert "Europe & Central Asia/Georgia" not in state
    country = values("region", "Protesters in Georgia blocked roads in Tbilisi, wrote a daily of Atlanta.")
    assert "Europe & Central Asia/Georgia" in country
    assert "Europe & Central Asia/Georgia" in values("region", "Georgian troops left Georgia, a man in Atlanta said.")


def test_what_a_noun_makes_a_place_is_not_one_of_a_country_not_spoken_of() -> None:
    found = values("region", "A missile fell on the Rawda district of Marib, officials in Yemen said.")
    assert "Middle East & North Africa/Yemen/Marib/Rawda" in found
    assert not any("Egypt" in value for value in found)
    assert "Rawda" in regions("Gunmen shot worshippers in the village of Rawda in Sinai, Egypt said.")


def test_a_place_whose_people_nobody_counted_is_as_good_as_a_small_town() -> None:
    found = values("region", "A curfew was imposed in Sur, the old town of Diyarbakir, Turkey said.")
    assert "Middle East & North Africa/Turkey/Diyarbakir/Sur" in found
    assert not any("Lebanon" in value for value in found)


def test_capitals_are_no_unlisted_villages() -> None:
    found = values("region", "Envoys from Vienna, Athens and Rome, Berlin and Moscow came.")
    assert not any(value.endswith("Berlin/Rome") for value in found)


def test_an_article_before_a_small_word_makes_no_name() -> None:
    assert "The Villages" not in regions("The villages lie near Orlando in Florida.")
    assert "The Villages" in regions("Voters in The Villages, Florida, waited.")


def test_neighbouring_districts_are_told_apart() -> None:
    found = values("region", "Strikes hit Raghwan, Medghal and Majzar in Marib, Yemen.")
    assert {"Raghwan District", "Medghal District", "Majzar"} <= {value.rsplit("/", 1)[-1] for value in found}
