"""Reading an owner's TOML file, and finding the line that an error is about: tomllib tells none."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from search.errors import ArchiveError


def load_toml(file: Path, advice: str, mend: str = "correct it there") -> tuple[dict[str, Any], str]:
    """What a file says, and its text. `ArchiveError` with the line when it is no TOML, which ends with `mend`, or when
    it cannot be read, which ends with `advice`."""
    try:
        text = file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        return tomllib.loads(text), text
    except OSError as error:
        raise ArchiveError(f"cannot be read ({error.strerror}): {advice}", path=str(file)) from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise ArchiveError("is not UTF-8: save the file as UTF-8", path=str(file), line=line) from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = re.search(r"at line (\d+)", str(error))
        line = int(found[1]) if found else len(text.splitlines()) or 1  # at the end of the document
        raise ArchiveError(f"is not valid TOML ({error}): {mend}", path=str(file), line=line) from None


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
