"""What a run finds of earlier ones, and the guard against taking an unmounted disk for an emptied archive."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from index.ledger import Ledger, last_ledger, read_ledger
from search.engine import Engine
from search.errors import ArchiveError, EngineError, IndexUnreadableError

MASS_SHARE: Final = 0.2
MASS_COUNT: Final = 20
"""When more than this share of the articles, and more than this many, vanish at once, it is more likely that a
disk is not mounted than that the owner deleted them (the guard of recoll)."""


@dataclass(frozen=True, slots=True)
class Past:
    """The published generation (empty: none), the digests of its articles, the ledger, and the owner's names that it
    carries. `broken` says in words why the index cannot be read and has to be made anew."""

    generation: str
    digests: Mapping[str, str]
    ledger: Ledger
    broken: str = ""
    names: str = ""


def look_back(engine: Engine, *, rebuild: bool) -> Past:
    """What is there. An index that cannot be read is an error only when it is not of a sort that a rebuild mends."""
    try:
        digests = engine.digests()
        return Past(engine.generation, digests, read_ledger(engine, digests), names=engine.overlay())
    except EngineError as error:
        if not rebuild and not isinstance(error, IndexUnreadableError):
            raise
        # readers keep the old index until the new one is complete; the ledger still knows the ids of renamed
        # files, and what has vanished
        return Past("", {}, last_ledger(engine.url), "" if rebuild else str(error.args[0]))


def guard_early(ledger: Ledger, listed: Collection[str], unreachable: Collection[str], root: Path) -> None:
    """Stop before any work is done when more has vanished than can reappear under other names."""
    known = ledger.seen.keys() - unreachable
    there = set(listed)
    guard(ledger, len(known - there) - len(there - known), root, emptied=bool(known) and not there)


def guard(ledger: Ledger, gone: int, root: Path, *, emptied: bool = False) -> None:
    """`ArchiveError` when too many articles of the ledger are gone at once."""
    total = len(ledger.seen)
    if emptied or (gone > MASS_COUNT and gone > total * MASS_SHARE):
        raise ArchiveError(
            f"{max(gone, 0)} of {total} articles have vanished; is the folder mounted and complete? "
            "Nothing was changed: if they are meant to go, say --allow-mass-delete",
            path=str(root),
        )
