"""What a terminal may be sent, and what it can show."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import unicodedata
from typing import IO, Final, Literal

Color = Literal["auto", "always", "never"]

REPLACEMENT: Final = "\ufffd"
_BLANKS: Final = frozenset("\t\n\v\f\r\x85\u2028\u2029")
_JOINERS: Final = frozenset("\u200c\u200d")  # Persian and Indic words need them, and they move nothing


class _Printable(dict[int, str]):
    """What each character is printed as, worked out when it is first met (for `str.translate`)."""

    def __missing__(self, code: int) -> str:
        self[code] = shown = _shown(chr(code))
        return shown


def _shown(character: str) -> str:
    if character in _BLANKS:
        return " "
    if character in _JOINERS:
        return character
    category = unicodedata.category(character)
    if category == "Cf":  # bidi overrides and isolates, zero width, tags
        return ""
    return REPLACEMENT if category in ("Cc", "Cs", "Co") else character


_TABLE: Final = _Printable()


def printable(text: str) -> str:
    """The text as one harmless line: white space becomes blanks; escape, control and private characters and halves
    of surrogate pairs are shown as U+FFFD; what turns the direction of writing or is invisible is left out."""
    return text.translate(_TABLE)


def wants_color(choice: Color, stream: IO[str]) -> bool:
    """Whether to paint: `always`, `never`, or by CLICOLOR_FORCE, NO_COLOR and TERM, and only on a terminal."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("CLICOLOR_FORCE", "0") not in ("", "0"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def width() -> int:
    """Columns of the terminal, or what COLUMNS says: 40 at least, 80 when nobody knows."""
    return max(40, shutil.get_terminal_size((80, 24)).columns)


def utf8(stream: IO[str]) -> None:
    """Write UTF-8 with plain line ends, whatever the locale and the system say; what cannot be encoded is replaced."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="replace", newline="\n")


def page(text: str) -> None:
    """Print a text, through $PAGER (or less) when standard output is a terminal and the text is longer than it."""
    lines = text.count("\n")
    command = os.environ.get("PAGER", "less -FRX")
    if not command or not sys.stdout.isatty() or lines < shutil.get_terminal_size((80, 24)).lines:
        sys.stdout.write(text)
        return
    try:
        # the pager is the user's own command line, as with git and man
        pager = subprocess.Popen(command, shell=True, stdin=subprocess.PIPE, encoding="utf-8", errors="replace")  # noqa: S602
    except OSError:
        sys.stdout.write(text)
        return
    try:
        pager.communicate(text)
    except (BrokenPipeError, KeyboardInterrupt):  # the reader left the pager before its end
        pager.wait()
    if pager.returncode == 127:  # no such command
        sys.stdout.write(text)
