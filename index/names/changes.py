"""From an owner's rows to an overlay: every row is checked against the names as they are when its turn comes."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from index.names.rows import FIELDS, NUMBERS, Row
from search.keys import key
from search.names import Name, Names, Spelling
from search.names.entries import DAY_FIRST, ROLES, once, with_variants
from search.names.model import Entry, NameField
from search.names.overlay import Overlay
from search.names.tables import ACTOR_TYPES, PLACE_TYPES, PUBLISHER_TYPES
from search.names.variants import without_article

TYPES: Final = {"region": PLACE_TYPES, "actor": ACTOR_TYPES, "publisher": PUBLISHER_TYPES}
TOP: Final = ("world region", "continent")
"""Types of places that lie in no other."""

MOST_NAMED: Final = 5
"""Names that an error lists."""


@dataclass(slots=True)
class _Draft:
    """A name being changed. `parent` is an id, "" for none."""

    name: Name
    parent: str
    spellings: list[Spelling]
    row: Row


@dataclass(slots=True)
class _Desk:
    shipped: Names
    drafts: dict[str, _Draft] = field(default_factory=dict)
    gone: dict[str, str] = field(default_factory=dict)
    ends: dict[str, Row] = field(default_factory=dict)

    def add(self, row: Row) -> None:
        """Note a new name; what it lies in may be a later row, and is looked for when all are noted."""
        kind = _type(row)
        if not kind:
            raise row.fail(f"what is '{row.name}'? Say its type: one of {', '.join(TYPES[row.field])}")
        canonical = row.text("canonical") or row.name
        id = row.text("id") or f"o.{row.field}.{key(canonical).replace(' ', '-')}"
        known = self.shipped.get(id)
        if any(c.isspace() or c in "/|" for c in id):
            raise row.fail(f"'{id}' cannot be an id: write letters, digits, points and hyphens", "id")
        if id in self.drafts:
            raise row.fail(
                f"'{row.name}' was added at {self.drafts[id].row.place}: make one row of both, or give an id"
            )
        if known is not None:
            raise row.fail(f"the id '{id}' is that of '{known.value}': give another one, or change that name", "id")
        twin = next(
            (n for n in self._candidates(row.field, canonical) if n.field != "region" and _called(n, canonical)), None
        )
        if twin is not None:
            raise row.fail(
                f"there is {_article(row.field)} '{twin.value}' already ({twin.id}): write change instead of add"
            )
        name = Name(id, row.field, canonical, canonical, kind, (id,))
        self.drafts[id] = _Draft(name, "", [Spelling(canonical)], row)

    def apply(self, row: Row) -> None:
        """Do what a row says."""
        if row.action == "add":
            draft = next(d for d in self.drafts.values() if d.row is row)
            if row.field == "region" and not row.text("parent") and draft.name.type not in TOP:
                raise row.fail(f"where does '{row.name}' lie? Name the place around it in 'parent'")
            self._fill(draft, row)
            return
        name = self.find(row, row.name, row.action)
        if row.action == "change":
            self._fill(self._draft(name, row), row)
        elif row.action == "retire":
            self._end(name, "", row)
        else:
            self._merge(name, self.find(row, row.text("into"), "into"), row)

    def find(self, row: Row, typed: str, at: str, field: NameField | None = None) -> Name:
        """The one name that is meant: by its id, its facet value or the end of that, its canonical name, a spelling."""
        wanted = field or row.field
        if typed in self.ends:
            raise row.fail(
                f"'{typed}' was merged or retired at {self.ends[typed].place}: leave one of the rows out", at
            )
        listed = self._candidates(wanted, typed)
        for fits in (_is, _ends_in, _called, lambda name, typed: True):
            found = [name for name in listed if fits(name, typed)]
            if len(found) == 1:
                return found[0]
            if found:
                raise row.fail(f"several {wanted}s are called '{typed}': write one of {_listed(found)}", at)
        near = self._near(wanted, typed)
        raise row.fail(f"no {wanted} is called '{typed}': {near}", at)

    def _candidates(self, field: str, typed: str) -> list[Name]:
        """Names that may be meant by what was typed, drafts as they are now."""
        shipped = [n for n in self.shipped.lookup(field, typed.rsplit("/", 1)[-1]) if n.id not in self.gone]
        by_id = self.shipped.get(typed)
        if by_id is not None and by_id.field == field and by_id.id not in self.gone:
            shipped.append(by_id)
        end = key(typed.rsplit("/", 1)[-1])
        drafts = [
            draft.name
            for draft in self.drafts.values()
            if draft.name.field == field
            and (draft.name.id == typed or any(key(s.text) == end for s in draft.spellings))
        ]
        drafted = [name for name in shipped if name.id not in self.drafts and self._spelled(name, typed, end)]
        return list({name.id: name for name in [*drafts, *drafted]}.values())

    def _spelled(self, name: Name, typed: str, end: str) -> bool:
        return typed in (name.id, name.value) or any(
            s.kind == "literal" and key(s.text) == end for s in self.shipped.spellings(name)
        )

    def _near(self, field: str, typed: str) -> str:
        pool = {d.name.canonical for d in self.drafts.values() if d.name.field == field}
        near = difflib.get_close_matches(typed, pool, 1, 0.8)
        return f"did you mean '{near[0]}'?" if near else "'index-cli names show WORDS' lists the names there are"

    def _draft(self, name: Name, row: Row) -> _Draft:
        if name.id not in self.drafts:
            self.drafts[name.id] = _Draft(name, name.parent or "", list(self.shipped.spellings(name)), row)
        return self.drafts[name.id]

    def _fill(self, draft: _Draft, row: Row) -> None:
        name = draft.name._replace(**self._facts(draft.name, row))
        if name.since and name.until and name.since > name.until:
            raise row.fail(f"'since', {name.since}, lies after 'until', {name.until}: correct one of them")
        if row.text("parent"):
            draft.parent = self.find(row, row.text("parent"), "parent").id
        draft.name = name
        more = [*row.spellings("spellings"), *row.spellings("adjectives", "adjective")]
        if row.domain():
            more.append(Spelling(row.domain()))
        if row.field == "region":
            known = set() if row.action == "add" else _keys(draft.spellings)
            fresh = [s for s in (Spelling(name.canonical), *more) if _key(s) not in known]
            more += self._with_bare(with_variants(fresh))
        given: dict[tuple[str, str], list[Spelling]] = {}
        for spelling in more:
            given.setdefault(_key(spelling), []).append(spelling)
        owners = set(given)
        # where the owner writes a spelling that is known, his signs count
        kept = [s for old in draft.spellings for s in given.pop(_key(old), [] if _key(old) in owners else [old])]
        more = [*kept, *(s for listed in given.values() for s in listed)]
        draft.spellings = self._without(draft, _led_by(name.canonical, more), row)

    def _with_bare(self, spellings: Iterable[Spelling]) -> list[Spelling]:
        """The spellings of a place, those with an article also without it where nothing else is called so."""
        listed = list(spellings)
        for spelling in tuple(listed):
            text = without_article(spelling.text) if spelling.kind == "literal" else None
            if text and not any(self.shipped.lookup(field, text) for field in FIELDS):
                listed.append(Spelling(text, weak=spelling.weak))
        return listed

    def _facts(self, name: Name, row: Row) -> dict[str, Any]:
        """The fields of the name that the row sets."""
        said = {"canonical": row.text("canonical"), "domain": row.domain()}
        facts: dict[str, Any] = {key: text for key, text in said.items() if text}
        if kind := _type(row):
            facts["type"] = kind
        if row.text("country"):
            country = self.find(row, row.text("country"), "country", "region")
            if country.type != "country":
                raise row.fail(f"'{country.value}' is no country: name one", "country")
            facts["country"] = country.id
        for column, allowed in (("role", ROLES), ("day_first", tuple(filter(None, DAY_FIRST)))):
            if (chosen := row.text(column)) and chosen not in allowed:
                raise row.fail(f"'{chosen}' is no {column}: write {' or '.join(allowed)}", column)
        if row.text("role"):
            facts["role"] = row.text("role")
        if row.text("day_first"):
            facts["day_first"] = DAY_FIRST[row.text("day_first")]
        for column in NUMBERS:
            if (number := row.number(column)) is not None:
                facts[column] = number if column in ("latitude", "longitude") else int(number)
        return facts

    def _without(self, draft: _Draft, spellings: list[Spelling], row: Row) -> list[Spelling]:
        """The spellings less those that the row takes away."""
        for spelling in row.spellings("without"):
            own = key(spelling.text)
            if own == key(draft.name.canonical):
                raise row.fail(
                    f"'{spelling.text}' is the canonical name: give another canonical, or retire it", "without"
                )
            rest = [s for s in spellings if key(s.text) != own]
            if len(rest) == len(spellings):
                near = difflib.get_close_matches(spelling.text, [s.text for s in spellings], 1)
                told = f"did you mean '{near[0]}'?" if near else f"see 'index-cli names show {draft.name.id}'"
                raise row.fail(f"'{draft.name.canonical}' has no spelling '{spelling.text}': {told}", "without")
            spellings = rest
        return spellings

    def _merge(self, name: Name, into: Name, row: Row) -> None:
        if name.id == into.id:
            raise row.fail(f"'{name.value}' cannot be merged into itself: name another", "into")
        if name.id in into.lineage:
            raise row.fail(f"'{into.value}' lies in '{name.value}': merge it the other way round", "into")
        target = self._draft(into, row)
        merged = self.drafts[name.id].spellings if name.id in self.drafts else list(self.shipped.spellings(name))
        target.spellings = list(once([*target.spellings, *merged]))
        self._end(name, into.id, row)

    def _end(self, name: Name, into: str, row: Row) -> None:
        self.gone[name.id] = into
        self.ends |= {name.id: row, name.value: row}
        self.drafts.pop(name.id, None)

    def overlay(self) -> Overlay:
        """What all rows come to. Checks that no two places have one path."""
        entries = [Entry(self._placed(draft), once(draft.spellings)) for draft in self.drafts.values()]
        seen: dict[str, str] = {}
        for name, _ in entries:
            row = self.drafts[name.id].row
            other = next((n for n in self.shipped.lookup(name.field, name.value) if n.value == name.value), None)
            if (other is not None and other.id not in (self.gone.keys() | self.drafts.keys())) or name.value in seen:
                id = seen.get(name.value) or (other.id if other else "")
                raise row.fail(
                    f"there is {_article(name.field)} '{name.value}' already ({id}): write change instead of add"
                )
            seen[name.value] = name.id
        return Overlay(tuple(entry for entry in entries if not self._shipped(entry)), dict(self.gone))

    def _shipped(self, entry: Entry) -> bool:
        """Whether a name is as it was shipped after all."""
        known = self.shipped.get(entry.name.id)
        return known == entry.name and self.shipped.spellings(known) == entry.spellings

    def _placed(self, draft: _Draft) -> Name:
        """The name with its lineage, its value and its country."""
        chain = list(self._chain(draft))
        ids = tuple(name.id for name in reversed(chain))
        name = draft.name._replace(lineage=ids)
        if name.field != "region":
            return name._replace(value=name.canonical)
        country = next((above.id for above in reversed(chain) if above.type == "country"), None)
        parts = [above.canonical.replace("/", "-") for above in reversed(chain)]
        return name._replace(value="/".join(parts), country=country)

    def _chain(self, draft: _Draft) -> Iterator[Name]:
        """The name and all above it, the nearest first."""
        name, parent, seen = draft.name, draft.parent, {draft.name.id}
        yield name
        while parent:
            while parent in self.gone:
                known = self.shipped.get(parent)
                parent = self.gone[parent] or (known.parent if known else None) or ""
            if parent in seen:
                raise draft.row.fail(f"'{draft.name.canonical}' would lie in itself: name another parent", "parent")
            seen.add(parent)
            above = self.drafts.get(parent)
            found = above.name if above else self.shipped.get(parent)
            if found is None:
                return
            yield found
            parent = above.parent if above else found.parent or ""


def compile_overlay(rows: Iterable[Row], shipped: Names) -> Overlay:
    """The overlay that an owner's rows make of the shipped names. Rows count in their order, but names that are added
    may stand anywhere. `ArchiveError`, with file and line, for the first row that cannot be followed."""
    listed = list(rows)
    desk = _Desk(shipped)
    for row in listed:
        if row.action == "add":
            desk.add(row)
    for row in listed:
        desk.apply(row)
    return desk.overlay()


def _type(row: Row) -> str:
    kind, known = row.text("type"), TYPES[row.field]
    if kind and kind not in known:
        near = difflib.get_close_matches(kind, known, 1, 0.7)
        told = f"did you mean '{near[0]}'?" if near else f"write one of {', '.join(known)}"
        raise row.fail(f"'{kind}' is no type of {row.field}: {told}", "type")
    return kind


def _led_by(canonical: str, spellings: list[Spelling]) -> list[Spelling]:
    """The spellings with the canonical one first."""
    own = key(canonical)
    first = next((s for s in spellings if s.kind == "literal" and key(s.text) == own), None)
    first = Spelling(canonical) if first is None else first._replace(text=canonical)
    return list(once([first, *spellings]))


def _keys(spellings: Iterable[Spelling]) -> set[tuple[str, str]]:
    """What the spellings match by."""
    return set(map(_key, spellings))


def _key(spelling: Spelling) -> tuple[str, str]:
    return key(spelling.text), spelling.kind


def _is(name: Name, typed: str) -> bool:
    return typed in (name.id, name.value)


def _ends_in(name: Name, typed: str) -> bool:
    return "/" in typed and f"/{name.value}".casefold().endswith(f"/{typed}".casefold())


def _called(name: Name, typed: str) -> bool:
    return key(name.canonical) == key(typed)


def _listed(names: list[Name]) -> str:
    listed = ", ".join(f"'{name.value}' ({name.id})" for name in names[:MOST_NAMED])
    return listed if len(names) <= MOST_NAMED else f"{listed} and {len(names) - MOST_NAMED} more"


def _article(field: str) -> str:
    return f"an {field}" if field == "actor" else f"a {field}"
