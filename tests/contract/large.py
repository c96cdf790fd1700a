"""A made-up archive of 300 articles, always the same: real names in all their spellings, among a few other words."""

from __future__ import annotations

import datetime as dt
import hashlib
import random
from collections.abc import Iterator

from search.documents import Document
from search.names import load_names
from tests.documents import article

SIZE = 300

ACTORS = ("Hezbollah", "Islamic State", "Syrian Democratic Forces", "Hayat Tahrir al-Sham", "Free Syrian Army",
          "Syrian Arab Army", "United States", "Taliban", "Hamas")  # fmt: skip
_SYRIA = "Middle East & North Africa/Syria"
REGIONS = (
    f"{_SYRIA}/Deir ez-Zor",
    f"{_SYRIA}/Deir ez-Zor/Deir ez-Zor",
    f"{_SYRIA}/Deir ez-Zor/al-Bukamal",
    f"{_SYRIA}/Homs/al-Tanf",
    f"{_SYRIA}/Homs/Palmyra",
    f"{_SYRIA}/Idlib",
    "Middle East & North Africa/Iraq",
    "Middle East & North Africa/Iraq/Nineveh/Mosul",
)
PUBLISHERS = ("South Front", "SANA", "Gulf Times", "EA WorldView", "Reuters")

WORDS = tuple(
    "army armies road roads retaken counter-attack counterattack T-90 town towns ferry bread militant militants said "
    "says us is the of and in attack attacked attacks camp checkpoint oil field northern U.S. Général café".split()
)
"""Words that share stems, capitals, accents and joined forms."""

FIRST, LAST = dt.date(2016, 12, 1), dt.date(2018, 2, 28)


def spellings() -> dict[str, tuple[str, ...]]:
    """Facet value -> the ways to write its name."""
    names = load_names()
    fields = (("actor", ACTORS), ("region", REGIONS), ("publisher", PUBLISHERS))
    listed = ((value, names.lookup(field, value)[0]) for field, values in fields for value in values)
    written = {value: tuple(spelling.text for spelling in names.spellings(name)) for value, name in listed}
    assert all(written.values())
    return written


def documents(seed: int = 300) -> list[Document]:
    """The articles."""
    chance = random.Random(seed)
    written = spellings()
    return [_article(chance, number, written) for number in range(SIZE)]


def _article(chance: random.Random, number: int, written: dict[str, tuple[str, ...]]) -> Document:
    actors = chance.sample(ACTORS, chance.choice((0, 1, 1, 2, 3)))
    regions = chance.sample(REGIONS, chance.choice((0, 1, 1, 2)))
    named = [chance.choice(written[value]) for value in (*actors, *regions)]

    def text(length: int, names: list[str]) -> str:
        return " ".join(_mixed(chance, [chance.choice(WORDS) for _ in range(length)], names))

    values: dict[str, list[str]] = {}
    for name, held, often in (("source", ("AFP", "SOHR"), 0.3), ("agency", ("AFP",), 0.2),
                              ("original_publisher", PUBLISHERS, 0.15)):  # fmt: skip
        if chance.random() < often:
            values[name] = [chance.choice(held)]
    return article(
        hashlib.sha256(str(number).encode()).hexdigest()[:12],
        text(chance.randint(1, 6), named[:1]),
        text(chance.randint(0, 50), named),
        actor=actors,
        region=regions,
        publisher=chance.choice(PUBLISHERS) if chance.random() < 0.85 else (),
        date=_date(chance),
        removed=[text(4, named[1:])] * chance.randint(0, 1),
        comments=[text(5, [chance.choice(written[chance.choice(ACTORS)])]) for _ in range(chance.randint(0, 2))],
        values=values,
        language=chance.choice(("en", "en", "ar", None)),
    )


def _mixed(chance: random.Random, words: list[str], names: list[str]) -> Iterator[str]:
    mixed = [*words, *names]
    chance.shuffle(mixed)
    for word in mixed:
        yield word + chance.choice(("", "", "", ",", "."))


def _date(chance: random.Random) -> list[str]:
    """A date of any precision, or none."""
    day = FIRST + dt.timedelta(days=chance.randint(0, (LAST - FIRST).days))
    return [day.isoformat()[: chance.choice((10, 10, 10, 10, 7, 7, 4))]] if chance.random() < 0.85 else []
