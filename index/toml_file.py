"""Reading an owner's TOML file, and finding the line that an error is about: tomllib tells none."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from search.errors import ArchiveError


def load_toml(file: Path, advice: str) -> tuple[Mapping[str, Any], list[str]]:
    """What a file says, and its lines. `ArchiveError` when it is no TOML or cannot be read; that ends with `advice`."""
    try:
        text = file.read_text(encoding="utf-8-sig")
        return tomllib.loads(text), text.splitlines()
    except OSError as error:
        raise ArchiveError(f"cannot be read ({error.strerror}): {advice}", path=str(file)) from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        line = re.search(r"at line (\d+)", str(error))
        raise ArchiveError(
            f"is not valid TOML: {error}: correct it there", path=str(file), line=int(line[1]) if line else None
        ) from None


def heads(lines: Sequence[str], name: str) -> list[int]:
    """Where the tables `[[name]]` begin, as places in `lines`."""
    return [n for n, line in enumerate(lines) if re.match(rf"\s*\[\[\s*{re.escape(name)}\s*\]\]", line)]


def line_of(lines: Sequence[str], key: str, head: int) -> int | None:
    """The line, from 1, of a key below a heading. Keys in inline tables stand on the line of their table."""
    quoted = re.escape(key)
    pattern = re.compile(rf"""\s*(?:\[+\s*)?(?:[\w-]+\s*\.\s*)?["']?{quoted}["']?\s*[=.\]]""")
    for n in range(head, len(lines)):
        if n > head and re.match(r"\s*\[\[", lines[n]):
            break
        if pattern.match(lines[n]):
            return n + 1
    return head + 1 if lines else None


def meant(typed: str, known: Iterable[str], otherwise: str) -> str:
    """The advice about something unknown: the nearest that is known, else `otherwise` and all that are."""
    known = tuple(known)
    near = difflib.get_close_matches(typed, known, n=1, cutoff=0.5)
    return f"did you mean '{near[0]}'?" if near else f"{otherwise} (known: {', '.join(known)})"
