"""Shapes met in real articles, in invented sentences: what is and what is not a place or an actor."""

from __future__ import annotations

import pytest

from index.articles import CleanArticle, RawArticle, Span
from index.facets.mentions import extract_mentions
from search.names import load_names


def held(body: str, field: str, language: str = "en") -> dict[str, str]:
    """Values (of paths the last part) -> type or ""."""
    article = CleanArticle(
        RawArticle("a.txt", "text", body), body, (), "", body, (Span(0, 0, len(body)),), language=language
    )
    return {
        value.value.rpartition("/")[2]: value.type or ""
        for value in extract_mentions(article, load_names()).get(field, ())
    }


@pytest.mark.parametrize(
    ("body", "actor", "other"),
    [
        ("US-led airstrikes hit a hill in Syria.", "US-led coalition", "United States"),
        ("Saudi-led forces slept in Yemen.", "Saudi-led coalition", "Saudi Arabia"),
        ("The spokesman of the Ministry of Defense of the Russian Federation spoke of Ukraine and of Ukraine.",
         "", "Ukrainian Defense Ministry"),
        ("Israel struck a village in southern Lebanon, the army said.", "Israel Defense Forces",
         "Lebanese Armed Forces"),
        ("A shell fell in southern Lebanon, army officers came.", "", "Lebanese Armed Forces"),
        ("A Sudanese army air strike hit Omdurman in Sudan.", "Sudanese Armed Forces", "Sudan"),
        ("It did so despite U.S. opposition to the plan for Syria.", "", "US opposition"),
        ("The national army of Sudan slept. The national army denied it.", "", "The National"),
        ("The commander of Al-Jazeera operations spoke of Iraq.", "", "Al Jazeera"),
        ("National defense forces fought in Kunduz in Afghanistan.", "", "National Defence Forces"),
        ("The Internal Security Forces slept in Hasakah in Syria.", "", "Lebanese Internal Security Forces"),
        ("The Internal Security Forces slept in Tripoli in Lebanon.", "Lebanese Internal Security Forces", ""),
        ("ADEN, Yemen (AA) – An envoy came to Aden.", "Anadolu Agency", "Arakan Army"),
        ("A major of Infantry Battalion 20 slept in Sittwe.", "Infantry Battalion 20", "Infantry Battalion"),
    ],
)  # fmt: skip
def test_actors(body: str, actor: str, other: str) -> None:
    found = held(body, "actor") | held(body, "source")
    assert (not actor or actor in found) and other not in found


def test_a_numbered_unit_is_a_state_force() -> None:
    assert held("A major of Infantry Battalion 20 slept.", "actor") == {"Infantry Battalion 20": "state_force"}


@pytest.mark.parametrize(
    ("language", "body", "place", "other"),
    [
        ("en", "Palestinians came into southern Israel on 7 October, before the conflict in and around Gaza.",
         "Gaza Strip", "Gaza"),
        ("en", "The dead are Hussein Barjawi and his sister, who lived in Nabatieh in Lebanon.", "Nabatieh",
         "Al Hussein District"),
        ("en", "The officer Liban Golcad slept in Mogadishu in Somalia.", "Mogadishu", "Lebanon"),
        ("en", "It lies 70 miles North West of Mogadishu.", "Mogadishu", "North West"),
        ("en", "Nigerian troops cleared camps in the North East of Nigeria.", "Nigeria", "North East"),
        ("en", "Raids were made in al-Sabha area in the eastern countryside of Deir ez-Zor in Syria.", "Deir ez-Zor",
         "Sabha"),
        ("en", "Shells fell in the district of Dasht-e-Arch in Kunduz in Afghanistan.", "Dasht-e-Archi", "Dasht"),
        ("en", "It hit the Dar es Salaam district of Omdurman in Sudan.", "Omdurman", "Dar es Salaam"),
        ("fr", "Les opérations dans le Nord du Mali continuent à Gossi.", "Gossi", "Nord"),
        ("tr", "Askerler İdlib'de uyudu. Köyler İdlib’deydi.", "Idlib", ""),
        ("fr", "Un village dans la province d'Idleb, en Syrie.", "Idlib", "Idlib/Idlib"),
    ],
)  # fmt: skip
def test_places(language: str, body: str, place: str, other: str) -> None:
    found = held(body, "region", language)
    assert place in found and other not in found


def test_a_province_in_french_is_no_town() -> None:
    body = "Un village dans la province d'Idleb et dans celles d'Alep et de Hama, en Syrie."
    article = CleanArticle(
        RawArticle("a.txt", "text", body), body, (), "", body, (Span(0, 0, len(body)),), language="fr"
    )
    assert "Middle East & North Africa/Syria/Idlib" in {
        v.value for v in extract_mentions(article, load_names())["region"]
    }
