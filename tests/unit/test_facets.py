"""All facets together: the owner's corrections, and an extractor that fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.articles import Facts
from index.facets import FacetError, extract, extract_facets
from index.facets.owner import unknown_values
from index.sources import read_archive
from search.errors import DragomanError, EngineError
from search.names import load_names
from tests.pages import page, sentences

NAMES = load_names()


def test_all_fields_come_together() -> None:
    lines = ("ISIS attacks Homs", "Published 3 May 2016", f"Hezbollah left Homs. {sentences()}", "Support SouthFront")
    article = page(*lines, removed={1: "metadata", 3: "donation"})
    found = extract_facets(article, NAMES)
    assert {"date", "publisher", "region", "actor"} <= set(found)
    assert found["date"][0].value == "2016-05-03"
    assert found["publisher"][0].value == "South Front"
    assert all(values and all(value.evidence for value in values) for values in found.values())


def test_the_owners_facets_replace_what_was_found() -> None:
    facts = Facts(
        facets={"actor": ("Hizbullah", "Village Guard"), "region": (), "publisher": ("SouthFront",)}, date="2016"
    )
    article = page("ISIS attacks Homs", "Published 3 May 2017", sentences(), removed={1: "metadata"}, facts=facts)
    found = extract_facets(article, NAMES)
    assert [value.value for value in found["actor"]] == ["Hezbollah", "Village Guard"]
    assert [value.value for value in found["publisher"]] == ["South Front"]
    assert found["publisher"][0].domain == "southfront.org"
    assert found["date"][0].value == "2016"
    assert "region" not in found
    for field in ("actor", "publisher", "date"):
        assert {item.place for value in found[field] for item in value.evidence} == {"sources file"}


def test_how_the_publisher_writes_dates_settles_them() -> None:
    lines = ("Army storms town", "Published 05/07/2016", sentences())
    for url, value in [("https://www.gulf-times.com/a", "2016-07-05"), ("https://www.nytimes.com/a", "2016-05-07"),
                       ("https://unheard-of.org/a", "2016")]:  # fmt: skip
        article = page(*lines, removed={1: "metadata"}, facts=Facts(url=url))
        assert extract_facets(article, NAMES)["date"][0].value == value


def test_a_failing_extractor_is_one_error_with_its_stage(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr(extract, "extract_provenance", fail)
    with pytest.raises(FacetError, match=r"date and publisher failed .*by zero.*report") as caught:
        extract_facets(page("A", "b"), NAMES)
    assert isinstance(caught.value, DragomanError) and caught.value.stage == "date and publisher"
    assert isinstance(caught.value.__cause__, ZeroDivisionError)

    def refuse(*_: object) -> None:
        raise EngineError("no")

    monkeypatch.setattr(extract, "extract_provenance", refuse)
    with pytest.raises(EngineError):
        extract_facets(page("A", "b"), NAMES)


@pytest.mark.parametrize("seed", ["000", "001", "002", "003", "004"])
def test_the_seeds(seed: str, root) -> None:
    from index.articles import RawArticle
    from index.cleaning import clean

    expected = {
        "000": ("2017-11-18", "2017-11-17", "Global Research", "South Front"),
        "001": ("2018-11-23", None, "South Front", None),
        "002": ("2017-11-10", None, None, None),
        "003": (None, None, None, None),
        "004": ("2017-09", None, "EA WorldView", None),
    }
    (path,) = (root / "seeds").glob(f"{seed}_*.txt")
    found = extract_facets(clean(RawArticle(path.name, "text", path.read_text("utf-8"))), NAMES)
    fields = ("date", "original_date", "publisher", "original_publisher")
    assert tuple(found[field][0].value if field in found else None for field in fields) == expected[seed]


def test_values_of_the_owner_that_no_list_has_are_warned_of_and_kept_as_written(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text(
        '[[article]]\npath = "a.txt"\n[article.facets]\nactor = ["ISIS", "Hezbolah"]\n'
        'region = ["Atlantis", "Middle East & North Africa/Syria", "Atlantyda"]\n',
        "utf-8",
    )
    archive = read_archive(tmp_path)
    told = [warning.partition("sources.toml:1: ")[2] for warning in unknown_values(archive, NAMES)]
    assert len(told) == 3
    assert told[0].startswith("no list has the actor 'Hezbolah': correct it, or add it to a names file")
    assert told[1].startswith("no list has the region 'Atlantis': write the whole path, such as '")
    assert told[2].startswith("no list has the region 'Atlantyda': correct it")
    found = extract_facets(page("Title", sentences(), facts=archive.facts("a.txt")), NAMES)
    assert [value.value for value in found["region"]] == ["Atlantis", "Middle East & North Africa/Syria", "Atlantyda"]
