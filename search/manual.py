"""The manual page of `search-cli`, made from its own flags, for `man`."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from typing import Final

from search.arguments import EXAMPLES, EXIT_STATUSES, QUERY_HELP, USAGE, make_parser

_ENVIRONMENT: Final = (
    ("DRAGOMAN_INDEX", "the index, such as whoosh:var/index, where --index does not name one"),
    ("DRAGOMAN_CACHE", "the folder where the shipped names are kept in a form that opens fast"),
    ("VISUAL, EDITOR, BROWSER", "what --open opens files and addresses with"),
    ("PAGER", "what long answers are shown with on a terminal"),
    ("NO_COLOR, CLICOLOR_FORCE, TERM", "whether words found are painted; see --color"),
    ("COLUMNS", "how wide lines are"),
)
_FILES: Final = (("dragoman.toml", "settings, in the current folder or one above it: [index] url names the index"),)
_ESCAPES: Final = {"\\": "\\e", "-": "\\-", "'": "\\(aq", "^": "\\(ha", "~": "\\(ti", "`": "\\(ga"}
_COMMAND_START: Final = re.compile(r"^(?=\.)", re.MULTILINE)


def man_page(version: str) -> str:
    """The page as troff source with the macros of man(7); the same for the same version, whatever the day."""
    return "\n".join(_lines(version)) + "\n"


def _lines(version: str) -> Iterator[str]:
    parser = make_parser()
    yield f'.TH SEARCH\\-CLI 1 "" "Dragoman {_roff(version)}" "Dragoman"'
    yield from (".SH NAME", "search\\-cli \\- search an archive of articles", ".SH SYNOPSIS", _roff(USAGE))
    yield from (".SH DESCRIPTION", _roff(parser.description or ""), ".PP", _roff(QUERY_HELP), ".SH OPTIONS")
    for group in parser._action_groups:
        actions = [action for action in group._group_actions if action.help != argparse.SUPPRESS]
        if actions:
            yield f".SS {_roff((group.title or '').capitalize())}"
        for action in actions:
            yield from _entry(", ".join(_called(action)), action.help or "")
    for title, entries in (("ENVIRONMENT", _ENVIRONMENT), ("FILES", _FILES), ("EXIT STATUS", EXIT_STATUSES)):
        yield f".SH {title}"
        for name, told in entries:
            yield from _entry(f"\\fB{_roff(name)}\\fR", told)
    yield from (".SH EXAMPLES", ".nf", *map(_roff, EXAMPLES), ".fi")


def _entry(name: str, told: str) -> Iterator[str]:
    yield from (".TP", name, _roff(told))


def _called(action: argparse.Action) -> Iterator[str]:
    """The flag in each of its names, bold, with its value in italics."""
    value = action.metavar or "{" + ",".join(map(str, action.choices or ())) + "}"
    for name in action.option_strings:
        shown = f"\\fB{_roff(name)}\\fR"
        if action.nargs == "?":
            shown += f"[=\\fI{_roff(str(value))}\\fR]"
        elif action.nargs != 0:
            shown += f" \\fI{_roff(str(value))}\\fR"
        yield shown


def _roff(text: str) -> str:
    """Text that troff sets as it is: no escape, no typographic sign for a plain one, no line that is a command."""
    return _COMMAND_START.sub(r"\\&", "".join(_ESCAPES.get(character, character) for character in text.strip()))
