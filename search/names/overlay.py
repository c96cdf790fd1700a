"""The owner's names laid over the shipped ones: what an index carries so that searches know what it was tagged with.

An overlay is written down resolved, name by name with all its spellings, so that reading it cannot fail where the
shipped names have changed since. What lies inside a changed place follows it when it is looked up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from search.errors import ConfigError
from search.keys import key
from search.names.authority import Names, shipped_names
from search.names.model import Entry, Match, Name, NameField, Spelling
from search.names.written import Written

LAYOUT: Final = 1
"""Goes up when what is written below can no longer be read by earlier code, or the other way round."""


@dataclass(frozen=True, slots=True)
class Overlay:
    """`entries` are the names that are new or not as they were shipped. `gone` says of each name that was merged into
    another which id answers for it now, and of each that was retired that none does ("")."""

    entries: tuple[Entry, ...] = ()
    gone: Mapping[str, str] = field(default_factory=dict)

    def to_text(self) -> str:
        """One line of JSON, the same for the same overlay; "" where nothing is changed."""
        if not self.entries and not self.gone:
            return ""
        entries = [
            {"name": _plain(name), "spellings": [_plain(spelling) for spelling in spellings]}
            for name, spellings in sorted(self.entries, key=lambda entry: entry.name.id)
        ]
        import json  # most indexes carry no names of their own

        data = {"layout": LAYOUT, "entries": entries, "gone": dict(sorted(self.gone.items()))}
        return json.dumps(data, separators=(",", ":"))

    @classmethod
    def from_text(cls, text: str) -> Overlay:
        """The overlay that `to_text` wrote; `ConfigError` where another version of Dragoman did."""
        if not text:
            return cls()
        import json

        try:
            data = json.loads(text)
            if data["layout"] != LAYOUT:
                raise ValueError(f"layout {data['layout']}")
            entries = tuple(_entry(one) for one in data["entries"])
            return cls(entries, {str(id): str(to) for id, to in data["gone"].items()})
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ConfigError(
                f"the names that the index carries cannot be read ({error}): 'index-cli update' writes them anew"
            ) from None


def _plain(said: Name | Spelling) -> dict[str, Any]:
    """The fields that are not their defaults, so that fields of later versions do no harm."""
    return {n: v for n, v in said._asdict().items() if n not in said._field_defaults or v != said._field_defaults[n]}


def _entry(data: Mapping[str, Any]) -> Entry:
    name = {**data["name"], "lineage": tuple(data["name"].get("lineage", ()))}
    return Entry(Name(**name), tuple(Spelling(**one) for one in data["spellings"]))


class OverlaidNames(Names):
    """Names to whoever asks: the shipped ones, with an overlay over them."""

    def __init__(self, base: Names, overlay: Overlay) -> None:
        self._base = base
        self._gone = overlay.gone
        self._entries = {entry.name.id: entry for entry in overlay.entries}
        self._moving = self._entries.keys() | self._gone.keys()
        self._own = Names(entries=list(overlay.entries))

    def find(self, text: str) -> list[Match]:
        """See `Names.find`."""
        return self._together(self._base.find(text), self._own.find(text))

    def mentions(self, written: Written) -> Mapping[NameField, list[Match]]:
        """See `Names.mentions`."""
        own = self._own.mentions(written)
        return {field: self._together(found, own[field]) for field, found in self._base.mentions(written).items()}

    def _together(self, shipped: Iterable[Match], own: Iterable[Match]) -> list[Match]:
        """Matches with shipped and with changed names, in the order of `Names.find`."""
        more = {(match.start, match.end, match.kind): match for match in own}
        found = []
        for match in shipped:
            left, right = self._left(match), more.pop((match.start, match.end, match.kind), None)
            both = _both(left, right) if left is not None and right is not None else left or right
            if both is not None:
                found.append(both)
        return sorted([*found, *more.values()], key=lambda match: (match.start, -match.end))

    def spellings(self, name: Name) -> tuple[Spelling, ...]:
        """See `Names.spellings`."""
        entry = self._entries.get(name.id)
        return self._base.spellings(name) if entry is None else entry.spellings

    def lookup(self, field: str, typed: str) -> tuple[Name, ...]:
        """See `Names.lookup`."""
        end = typed.rsplit("/", 1)[-1]
        by_id = self.get(typed)
        own = self._own.lookup(field, end)
        base = [self._placed(n) for n in self._base.lookup(field, end) if n.id not in self._moving]
        listed = _best_first([*own, *base], key(end)) if own and base else [*own, *base]
        names = list(dict.fromkeys([*([by_id] if by_id is not None and by_id.field == field else []), *listed]))
        if "/" in typed:
            path = key(typed.replace("/", " "))
            names = [name for name in names if key(name.value.replace("/", " ")) == path] or names
        return tuple(names)

    def spelt_like(self, written: str, scope: str) -> list[tuple[float, Name]]:
        """See `Names.spelt_like`."""
        shipped = [(score, self._placed(n)) for score, n in self._base.spelt_like(written, scope)]
        kept = [(score, name) for score, name in shipped if name.id not in self._moving]
        return sorted([*kept, *self._own.spelt_like(written, scope)], key=lambda found: -found[0])

    def beginning(self, field: str, typed: str) -> tuple[Name, ...]:
        """See `Names.beginning`."""
        base = (self._placed(name) for name in self._base.beginning(field, typed) if name.id not in self._moving)
        return tuple(dict.fromkeys([*self._own.beginning(field, typed), *base]))

    def get(self, id: str) -> Name | None:
        """See `Names.get`; the id of a name that was merged into another gives the other."""
        id = self._now(id)
        if id in self._entries:
            return self._entries[id].name
        name = self._base.get(id) if id else None
        return None if name is None else self._placed(name)

    def _now(self, id: str) -> str:
        """The id that answers for this one, "" for none."""
        seen: set[str] = set()
        while id in self._gone and id not in seen:
            seen.add(id)
            id = self._gone[id]
        return id

    def _left(self, match: Match) -> Match | None:
        """What is left of a match with shipped names when the changed ones speak for themselves."""
        if self._moving.isdisjoint(name.id for name in match.names):
            if all(self._moving.isdisjoint(name.lineage) for name in match.names):
                return match
            return match._replace(names=tuple(map(self._placed, match.names)))
        kept = tuple(self._placed(name) for name in match.names if name.id not in self._moving)
        if not kept:
            return None
        own = key(match.text)
        same = [s for name in kept for s in self._base.spellings(name) if s.kind == match.kind and key(s.text) == own]
        return match._replace(names=kept, weak=all(spelling.weak for spelling in same))

    def _placed(self, name: Name) -> Name:
        """A shipped name where it lies now, if something above it was changed."""
        if self._moving.isdisjoint(name.lineage):
            return name
        ids: tuple[str, ...] = ()
        path = ""
        country = name.country
        parts = name.value.split("/") if name.field == "region" else [""] * len(name.lineage)
        for id, part in zip(name.lineage, parts, strict=False):
            above = self.get(id) if id in self._moving else None
            if above is not None:
                ids, path, country = above.lineage, above.value, above.country or country
            elif id not in self._moving:
                ids, path = (*ids, id), f"{path}/{part}" if path else part
        return name._replace(lineage=ids, country=country, value=path if name.field == "region" else name.value)


def _both(shipped: Match, own: Match) -> Match:
    names = _best_first([*own.names, *shipped.names], key(own.text))
    return own._replace(names=tuple(names), weak=own.weak and shipped.weak)


def _best_first(names: Iterable[Name], own: str) -> list[Name]:
    """Those called so before those also called so, the more populous first: the order of `Names`."""
    return sorted(names, key=lambda name: (key(name.canonical) != own, -name.population))


@lru_cache(maxsize=4)
def load_names(overlay: str = "") -> Names:
    """The names that Dragoman ships, with the overlay over them that an index carries (`Searcher.overlay`).

    Quick: the tables are compiled once and looked up after that. `ArchiveError` where they are damaged, `ConfigError`
    where another version of Dragoman wrote the overlay."""
    return OverlaidNames(shipped_names(), Overlay.from_text(overlay)) if overlay else shipped_names()
