"""The owner's rules file, laid over the shipped rules."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from search.errors import ArchiveError

if TYPE_CHECKING:
    from index.cleaning.rules import Rules


@dataclass(frozen=True, slots=True)
class Overlay:
    """A rules file that was read and found good: `rules` are the shipped ones with it over them, `content` is the
    SHA-256 of its bytes, hexadecimal, which the digest of every article covers."""

    path: Path
    content: str
    rules: Rules = field(repr=False, compare=False)


def read_overlay(path: Path) -> Overlay:
    """The overlay in a file. `ArchiveError`, with its line, when it cannot be read or holds something wrong."""
    from index.cleaning.rules import load_rules

    try:
        content = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise ArchiveError(
            f"cannot be read ({error.strerror}): check --rules, or [cleaning] rules in dragoman.toml", path=str(path)
        ) from None
    # the file may have changed since this process last read it, and rules are remembered by path
    load_rules.cache_clear()
    return Overlay(path, content, load_rules(path))
