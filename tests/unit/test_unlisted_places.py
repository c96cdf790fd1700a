"""Places that no list holds, or that are spelt as no list spells them."""

from __future__ import annotations

import pytest

from index.facets.mentions import extract_mentions
from search.names import load_names
from search.names.overlay import Overlay
from tests.mentions import SYRIA, article, regions, values


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Shells hit Zulbab Zamid village in Homs province, Syria.", {"Homs/Zulbab Zamid"}),
        ("In Aleppo, the army took the towns of Zaqbleh, Rahmazeya and Kfar Zulim.", {"Aleppo/Zaqbleh"}),
        ("The village of Nahrat\u2019s fields burnt in Hama province, Syria.", {"Hama/Nahrat"}),
        (
            "People fled from fighting around the towns in Idlib, Saraqib, Zulaniya and Binnish.",
            {"Idlib/Zulaniya", "Idlib/Saraqib"},
        ),
        ("More terrorists were killed in al-Umeriyeh east of Homs in Syria.", {"Homs/al-Umeriyeh"}),
        ("A raid on Al-Zulmiya town in Hama, Syria. Later Al-Zulmiya burnt.", {"Hama/al-Zulmiya"}),
        ("Syria: aid reached Mabrukat camp.", {"Mabrukat"}),
        (
            "In Syria several shells fired by the army hit Zulhoun, Al-Zutirah and Saraqib in Idlib on Monday.",
            {"Idlib/Zulhoun", "Idlib/al-Zutirah"},
        ),
        (
            "Fire was exchanged on the Al-Zankawi frontline near Mount Zarachogh in Hama, Syria.",
            {"Hama/Zarachogh", "Hama/al-Zankawi"},
        ),
    ],
)
def test_places_that_no_list_holds(body: str, expected: set[str]) -> None:
    held = values("region", body)
    assert {f"{SYRIA}/{path}" for path in expected} <= held.keys()
    unlisted = [value for value in held.values() if value.evidence[0].rule == "unlisted place"]
    assert unlisted
    assert all(value.confidence < 0.9 for value in unlisted)


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ("Shells hit the village of Abu Alduhour in rural Idlib, Syria.", "Idlib/Abu al-Duhur"),
        ("Syria: in Damascus province the town of Talbisseh was quiet.", "Homs/Talbiseh"),  # there is one alone
        ("Shells hit the village of Zalbisseh in Idlib province, Syria.", "Idlib/Zalbisseh"),
        ("Shells hit the village of al-Horra in Hama province, Syria.", "Hama/al-Horra"),  # not al-Hara in Daraa
    ],
)
def test_another_spelling_of_a_listed_place_is_that_place(body: str, path: str) -> None:
    held = values("region", body)
    assert f"{SYRIA}/{path}" in held
    value = held[f"{SYRIA}/{path}"]
    listed = value.evidence[0].rule == "spelling of a listed place"
    assert value.confidence == (0.6 if listed else 0.4)
    assert listed == (path.split("/")[1] not in body)


def test_an_owner_who_retires_a_place_has_no_other_spelling_of_it() -> None:
    names = load_names(Overlay((), {"sy.12.abu-al-duhur": ""}).to_text())
    body = article("Shells hit the village of Abu Alduhour in rural Idlib, Syria.")
    found = {value.value for value in extract_mentions(body, names)["region"]}
    assert f"{SYRIA}/Idlib/Abu Alduhour" in found


@pytest.mark.parametrize(
    "body",
    [
        "Syria: the Free Fire district attorney spoke in Aleppo near Christmas.",
        "Aleppo, Syria. He studied at a business school district and in the Old town, north of Highway 4.",
        "In al-Qaeda and al-Nusra some died; al-Bashir said in Aleppo, Syria.",
        "Syrias town of Daeshs fighters lies in Syria near Aleppos hill.",
    ],
)
def test_capitals_beside_such_nouns_are_not_always_places(body: str) -> None:
    assert not [value for value, held in values("region", body).items() if held.evidence[0].rule == "unlisted place"]


def test_a_name_keeps_its_arabic_article() -> None:
    held = values("region", "Shells fell on al-Ashrafieh district in Aleppo, Syria.")
    assert "al-Ashrafieh" in {evidence.text for facet in held.values() for evidence in facet.evidence}
    assert "al-Bab" not in regions("Bombs went off near Bab al-Saghir cemetery in Damascus, Syria.")
