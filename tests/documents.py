"""Articles for tests, made in a line: `from tests.documents import article`.

article("a", body="Hezbollah in Deir Ezzor", region=SYRIA + "/Deir ez-Zor", actor=["Hezbollah"], date="2017-11")
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from hypothesis import strategies as st

from search.documents import Document, Evidence, FacetValue, RemovedBlock

SYRIA = "Middle East & North Africa/Syria"

Values = str | Sequence[str]


def article(
    id: str,
    title: str = "",
    body: str = "",
    *,
    region: Values = (),
    actor: Values = (),
    publisher: Values = (),
    date: Values = (),
    removed: Values = (),
    comments: Values = (),
    values: Mapping[str, Values] | None = None,
    language: str | None = None,
    url: str | None = None,
    path: str | None = None,
) -> Document:
    """A document of these words and facet values. A string means one value; `removed` holds blocks with the reason
    "other", `comments` with "comment"; `values` adds other fields ("original_date")."""
    held = {"date": date, "region": region, "actor": actor, "publisher": publisher, **(values or {})}
    blocks = [*((text, "other") for text in _listed(removed)), *((text, "comment") for text in _listed(comments))]
    words = repr((title, body, held, blocks, language)).encode("utf-8", "surrogatepass")
    return Document(
        id=id,
        title=title,
        body=body,
        path=f"{id}.txt" if path is None else path,
        digest=hashlib.sha256(words).hexdigest(),
        content=hashlib.sha256(words).hexdigest(),
        url=url,
        language=language,
        values={name: tuple(map(facet_value, _listed(chosen))) for name, chosen in held.items() if chosen},
        removed=tuple(RemovedBlock(reason, text, "test", len(body)) for text, reason in blocks),
    )


def facet_value(value: str) -> FacetValue:
    """A value with the least evidence that is allowed."""
    return FacetValue(value, (Evidence("test", value, "page"),))


def _listed(values: Values) -> Sequence[str]:
    return (values,) if isinstance(values, str) else values


WORDS = tuple("rebel rebels army IS is US us Deir Ezzor al-Bukamal T-90 counter-attack the".split())
"""Few and confusable, so that random documents share words, stems, capitals and joined forms."""

REGIONS = ("Asia", "Asia/Syria", "Asia/Syria/Homs", "Asia/Syria/Idlib", "Asia/Iraq", "Europe", "Europe/Syria")
ACTORS = ("ISIS", "Hezbollah", "SDF", "a, b", "none", "Ünïted", "x y")
PUBLISHERS = ("SANA", "EA WorldView", "Gulf Times")
DATES = ("2016", "2017", "2017-11", "2017-11-18", "2017-11-30", "2017-12", "2018-01-01", "1999-02")

texts = st.lists(st.sampled_from(WORDS), max_size=7).map(" ".join)
"""A passage of a few words of `WORDS`."""


def documents(ids: st.SearchStrategy[str]) -> st.SearchStrategy[Document]:
    """Random articles with these ids; each holds few words and facet values, out of the lists above."""

    def some(values: Sequence[str], most: int) -> st.SearchStrategy[list[str]]:
        return st.lists(st.sampled_from(values), max_size=most, unique=True)

    return st.builds(
        article,
        ids,
        texts,
        texts,
        region=some(REGIONS, 3),
        actor=some(ACTORS, 3),
        publisher=some(PUBLISHERS, 1),
        date=some(DATES, 1),
        removed=st.lists(texts, max_size=2),
        comments=st.lists(texts, max_size=2),
        values=st.fixed_dictionaries(
            {},
            optional={
                "source": some(("AFP", "SOHR"), 2),
                "agency": some(("AFP",), 1),
                "original_publisher": some(PUBLISHERS, 1),
            },
        ),
        language=st.sampled_from((None, "en", "ar")),
    )


def archives(largest: int = 12) -> st.SearchStrategy[list[Document]]:
    """Random archives: up to `largest` articles with different ids."""
    names = st.integers(0, 40).map(lambda n: f"d{n}")
    return st.lists(documents(names), max_size=largest, unique_by=lambda document: document.id)
