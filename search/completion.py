"""Completion of `search-cli` in shells: scripts made from its own flags, and the facet values that they ask for.

A script knows flags and fixed choices by itself; for a value of a facet it runs `search-cli --complete FIELD PREFIX`.
"""

from __future__ import annotations

import argparse
import contextlib
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from search.arguments import make_parser
from search.config import find_index
from search.engine import Engine, open_engine
from search.fields import FACET_BY_NAME
from search.output import COLUMNS
from search.query import SearchRequest
from search.suggest import complete_value

if TYPE_CHECKING:
    from search.names import Names

MOST_VALUES: Final = 100
"""Values that are offered at once, those of most articles first."""


def complete(arguments: Sequence[str]) -> list[str]:
    """The values of a facet that begin so, for (FIELD, PREFIX) or (FIELD, PREFIX, INDEX), the index being the one that
    stands on the command line; none for whatever goes wrong: whoever presses the tabulator wants no error in the middle
    of the line."""
    with contextlib.suppress(Exception):
        field, prefix, *index = arguments
        engine = open_engine(find_index(*(url for url in index if url)))
        with contextlib.closing(engine):
            counted = engine.search(SearchRequest(facets=(field,), limit=0)).facets[field].counts
            found = complete_value(field, prefix, {one.value: one.count for one in counted}, lambda: _names(engine))
        return [one.shown for one in found][:MOST_VALUES]
    return []


def _names(engine: Engine) -> Names:
    from search.names import load_names  # most values need none

    return load_names(engine.overlay())


@dataclass(frozen=True, slots=True)
class Flag:
    """A flag as shells see it: its names, what it does, and what its value can be: one of `choices`, a value of
    `facet`, a file, something that nobody can guess, or nothing. `optional` values need a "=" before them."""

    names: tuple[str, ...]
    help: str
    choices: tuple[str, ...] = ()
    facet: str = ""
    file: bool = False
    valued: bool = True
    optional: bool = False


def flags() -> list[Flag]:
    """All flags, in the order of the help."""
    return [_flag(action) for action in make_parser()._actions if action.help != argparse.SUPPRESS]


def _flag(action: argparse.Action) -> Flag:
    choices = tuple(map(str, action.choices or ()))
    facet = ""
    if action.dest == "values":
        choices = tuple(FACET_BY_NAME)
    elif action.metavar == "NAMES":
        choices = tuple(FACET_BY_NAME) if action.dest == "facets" else COLUMNS
    elif action.metavar == "VALUE":
        facet = action.dest.removeprefix("not_")
    elif action.metavar == "DATE":
        facet = "date"
    return Flag(
        tuple(action.option_strings),
        action.help or "",
        choices,
        facet,
        file=action.metavar == "FILE",
        valued=action.nargs != 0,
        optional=action.nargs == "?",
    )


_BASH: Final = """\
# Completion of search-cli for bash. Made by: search-cli --generate complete-bash

_search_cli_values() {
    case $1 in
@CASES@
        *) [[ $2 == -* ]] && compgen -W @FLAGS@ -- "$2" ;;
    esac
}

_search_cli() {
    local word=${COMP_WORDS[COMP_CWORD]} flag=${COMP_WORDS[COMP_CWORD-1]} quote='' value index=''
    # the line, since an address is three words here; a pattern in a variable, as bash before 4 wants it
    local given='[[:space:]]--index[=[:space:]]+("[^"]*"|[^[:space:]]+)'
    [[ $COMP_LINE =~ $given ]] && index=${BASH_REMATCH[1]//\\"/}
    # --actor=Hez is three words here
    [[ $word == = ]] && word=''
    [[ $flag == = ]] && flag=${COMP_WORDS[COMP_CWORD-2]}=
    [[ ${COMP_WORDS[COMP_CWORD]} == = ]] && flag+==
    case $word in
        [\\"\\']*) quote=${word:0:1} word=${word:1} ;;
        *) word=${word//\\\\/} ;;
    esac
    COMPREPLY=()
    while IFS= read -r value; do
        [[ -n $quote ]] || printf -v value %q "$value"
        COMPREPLY+=("$value")
    done < <(_search_cli_values "$flag" "$word")
}

complete -F _search_cli search-cli
"""

_ZSH: Final = """\
#compdef search-cli
# Completion of search-cli for zsh. Made by: search-cli --generate complete-zsh

_search_cli_values() {
    local -a values
    local index=${(Q)${(M)words:#--index=*}#--index=}
    (( $words[(I)--index] )) && index=${(Q)words[$words[(I)--index]+1]}
    values=("${(@f)$("$words[1]" --complete $1 "${(Q)PREFIX}" "$index" 2>/dev/null)}")
    values=(${values:#})
    (( $#values )) && compadd -U -i "$IPREFIX" -V values -a values
}

_search_cli() {
    _arguments \\
@SPECS@
        '*:query: '
}

if [[ $funcstack[1] == _search-cli ]]; then
    _search_cli "$@"
else
    compdef _search_cli search-cli
fi
"""

_FISH: Final = """\
# Completion of search-cli for fish. Made by: search-cli --generate complete-fish

function __search_cli_values
    set -l word (string replace -r -- '^--[^=]*=' '' (commandline -ct) | string trim -c '"\\'')
    set -l words (commandline -opc)
    set -l index (string replace -rf -- '^--index=' '' $words)
    set -l at (contains -i -- --index $words); and set index $words[(math $at + 1)]
    command search-cli --complete $argv[1] "$word" "$index" 2>/dev/null
end

complete -c search-cli -f
@LINES@
"""


def bash_script() -> str:
    """The script for bash 3.2 and later."""
    cases = "\n".join(f"        {case}" for flag in flags() for case in _bash_cases(flag))
    names = " ".join(name for flag in flags() for name in flag.names)
    return _BASH.replace("@CASES@", cases).replace("@FLAGS@", shlex.quote(names))


def _bash_cases(flag: Flag) -> Iterator[str]:
    if not flag.valued:
        return
    ways = [f"{name}{end}" for name in flag.names for end in (["="] if flag.optional else ["", "="])]
    if flag.choices:
        does = f'compgen -W {shlex.quote(" ".join(flag.choices))} -- "$2"'
    elif flag.facet:
        does = f'"${{COMP_WORDS[0]}}" --complete {flag.facet} "$2" "$index" 2>/dev/null'
    else:
        does = 'compgen -f -- "$2"' if flag.file else ":"
    yield f"{'|'.join(ways)}) {does} ;;"


def zsh_script() -> str:
    """The script for zsh, to be called `_search-cli` in a folder of `fpath`."""
    specs = (f"        {shlex.quote(spec)} \\" for flag in flags() for spec in _zsh_specs(flag))
    return _ZSH.replace("@SPECS@", "\n".join(specs))


def _zsh_specs(flag: Flag) -> Iterator[str]:
    told = "".join(f"\\{c}" if c in "[]:\\" else c for c in flag.help)
    if flag.choices:
        does = f"({' '.join(flag.choices)})"
    elif flag.facet:
        does = f" _search_cli_values {flag.facet}"  # without the blank, zsh puts arguments of its own before ours
    else:
        does = "_files" if flag.file else " "
    for name in flag.names:
        if not flag.valued:
            yield f"{name}[{told}]"
        else:
            # "=-": only behind the sign; "=": there or as the next word; "*": more than once
            yield f"*{name}{'=-' if flag.optional else '='}[{told}]{':' if flag.optional else ''}:value:{does}"


def fish_script() -> str:
    """The script for fish 3 and later."""
    return _FISH.replace("@LINES@", "\n".join(map(_fish_line, flags())))


def _fish_line(flag: Flag) -> str:
    names = [f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in flag.names]
    line = f"complete -c search-cli {' '.join(names)} -d {_fish_quoted(flag.help)}"
    if flag.file:
        return f"{line} -r -F"
    if flag.choices:
        return f"{line} {'' if flag.optional else '-x '}-a {_fish_quoted(' '.join(flag.choices))}"
    if flag.facet:
        return f"{line} -x -a '(__search_cli_values {flag.facet})'"
    return f"{line} -x" if flag.valued else line


def _fish_quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
