"""The agencies that wrote an article: datelines, bylines, credits at its end, and what is none of these."""

from __future__ import annotations

import pytest

from index.articles import CleanArticle, Facts
from index.facets.publisher import extract_publishers
from search.names import load_names
from tests.pages import page, sentences

NAMES = load_names()
TITLE = "Army storms the town"


def name(article: CleanArticle, field: str = "publisher") -> str | None:
    held = extract_publishers(article, NAMES).get(field, ())
    return held[0].value if held else None


@pytest.mark.parametrize(
    ("lines", "agencies"),
    [
        ((f"BEIRUT (Reuters) - Fighters left. {sentences()}",), ["Reuters"]),
        ((f"DAMASCUS, Nov. 18, 2017 (Xinhua) -- Fighters left. {sentences()}",), ["Xinhua"]),
        ((f"BEIRUT (HTS) - Fighters left. {sentences()}",), []),
        (("By AFP", sentences()), ["Agence France-Presse"]),
        (("Reuters, AFP and agencies", sentences()), ["Agence France-Presse", "Reuters"]),
        (("Source: SANA | 18 November 2017", sentences()), ["SANA"]),
        (("By Jane Doe, Reuters", sentences()), []),  # she may write for it or for this publisher
        (("App", sentences()), []),
        ((f"{sentences()} --Reuters",), ["Reuters"]),
        ((f"RAFAH, Gaza Strip/CAIRO (Reuters) - Fighters left. {sentences()}",), ["Reuters"]),
        ((f"Aden [Yemen], May 30 (Xinhua): Fighters left. {sentences()}",), ["Xinhua"]),
        ((f"ANKARA (AA) - Fighters left. {sentences()}",), ["Anadolu Agency"]),
        ((f"Reuters - Fighters left. {sentences()}",), ["Reuters"]),
        ((f"(AFP) - Fighters left. {sentences()}",), ["Agence France-Presse"]),
        ((f"Beirut/Damascus (dpa) - Fighters left. {sentences()}",), ["dpa"]),
        ((f"BEIRUT 1 Abr. (Reuters/EP) - Fighters left. {sentences()}",), ["Reuters"]),
        ((f"MOSCOW, March 1 /TASS/. Fighters left. {sentences()}",), ["TASS"]),
        ((f"МОСКВА, 2 окт — РИА Новости. {sentences()}",), ["RIA Novosti"]),
        ((f"[ENA] Addis Ababa -- Fighters left. {sentences()}",), ["ENA"]),
        ((f"Fighters left the town at noon. {sentences()}", f"GAZA (WAFA) - It was noon. {sentences()}"), ["WAFA"]),
        ((f"Reuters and others wrote - as always - of fighters. {sentences()}",), []),
        ((sentences(), "dpa/mh - Foto: Jane Doe/AFP"), ["dpa"]),
        ((sentences(), "afp/dpa/reuters"), ["Agence France-Presse", "Reuters", "dpa"]),
        ((f"{sentences()} (Reuters/AFP)",), ["Agence France-Presse", "Reuters"]),
        ((f"{sentences()} Source: Anadolu Agency",), ["Anadolu Agency"]),
        ((f"{sentences()} (South Front)",), []),
        ((f"{sentences()} Reporting by Jane Doe in Beirut; Editing by John Roe",), ["Reuters"]),
        ((f"A source told AFP that fighters left, and SANA reported it. {sentences()}",), []),
    ],
)  # fmt: skip
def test_agencies_are_held_apart(lines: tuple[str, ...], agencies: list[str]) -> None:
    found = extract_publishers(page(TITLE, *lines), NAMES)
    assert sorted(value.value for value in found.get("agency", ())) == agencies
    assert "publisher" not in found and "original_publisher" not in found


def test_photographs_and_readers_credit_no_agency_of_the_text() -> None:
    lines = (TITLE, "AFP", "By Reuters", sentences())
    assert extract_publishers(page(*lines, removed={1: "caption", 2: "comment"}), NAMES).keys() <= {"agency"}
    assert name(page(*lines, removed={1: "caption", 2: "byline"}), "agency") == "Reuters"


def test_a_dateline_on_its_own_line_names_the_agency_and_no_publisher() -> None:
    for credit in ("ANKARA - Anadolu Agency", "BEIRUT (AP)", "Beirut, AFP", "AP, BEIRUT", "Reuters"):
        article = page(TITLE, credit, sentences(), removed={} if credit == "Reuters" else {1: "caption"})
        found = extract_publishers(article, NAMES)
        assert "agency" in found and "publisher" not in found, credit


def test_who_filed_a_report_may_be_no_agency_where_the_publisher_is_known() -> None:
    text = f"MOSCOW (Sputnik) — Fighters left. {sentences()}"
    assert "agency" not in extract_publishers(page(TITLE, text), NAMES)
    copy = page(TITLE, text, facts=Facts(url="https://harbour.example/a"))
    assert name(copy, "agency") == "Sputnik"


def test_an_agency_that_publishes_is_not_named_twice() -> None:
    article = page(TITLE, f"BEIRUT (Reuters) - Fighters left. {sentences()}", facts=Facts(url="https://reuters.com/a"))
    assert {field: name(article, field) for field in ("publisher", "agency")} == {
        "publisher": "Reuters",
        "agency": None,
    }
