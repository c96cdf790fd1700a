"""What the authority of names holds.

Names and spellings are tuples because a hundred thousand of them are made when the tables are compiled.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final, Literal, NamedTuple

DATA: Final = Path(__file__).with_name("data")
"""The folder of the shipped tables."""

NameField = Literal["region", "actor", "publisher"]
SpellingKind = Literal["literal", "adjective"]


class Name(NamedTuple):
    """A place, an actor or a publisher.

    `value` is the facet value: a place's full path ("Middle East & North Africa/Syria/Idlib"), otherwise the
    canonical name. `type` says what sort of thing it is (country, governorate, town, river, armed_group, state,
    person, agency ...). `lineage` holds the ids from the topmost parent to the name itself (an actor's parent is what
    it is a part of, or serves); `country` the id of the country that a place lies in, or that an actor or a publisher
    belongs to. `role` is "source" for actors that are usually quoted (monitors, agencies). `latitude` and `longitude`
    are degrees, `population` is people, 0 when not known. `domain` (a publisher's site) and `day_first` (whether it
    writes 18/11/2017) are None when not known, and so are `since` and `until`, the years in which an actor had this
    name, both included.
    """

    id: str
    field: NameField
    value: str
    canonical: str
    type: str
    lineage: tuple[str, ...] = ()
    country: str | None = None
    role: Literal["actor", "source"] = "actor"
    population: int = 0
    latitude: float | None = None
    longitude: float | None = None
    domain: str | None = None
    day_first: bool | None = None
    since: int | None = None
    until: int | None = None

    @property
    def parent(self) -> str | None:
        """The id one level up, or None at the top."""
        return self.lineage[-2] if len(self.lineage) > 1 else None

    def within(self, id: str) -> bool:
        """Whether this is the name with that id or lies inside it."""
        return id in self.lineage


class Spelling(NamedTuple):
    """One way to write a name.

    `kind` "adjective" marks words such as *Syrian*, which mention a place without being its name. `case`: only in
    capitals, as *SDF*; `strict`: and only where there are small letters nearby, because in a headline all in capitals
    *IS* and *US* are a verb and a pronoun. `weak`: also an ordinary word or a person's name (*Hit*, *Hamdan*): in
    running text it needs support from what stands around it.
    """

    text: str
    kind: SpellingKind = "literal"
    case: bool = False
    weak: bool = False
    strict: bool = False


class Entry(NamedTuple):
    """A name with all its spellings, the canonical one first."""

    name: Name
    spellings: tuple[Spelling, ...]


class Match(NamedTuple):
    """A stretch text[start:end] that is a spelling of all of `names` (the likeliest first)."""

    start: int
    end: int
    text: str
    kind: SpellingKind
    names: tuple[Name, ...]
    weak: bool = False
