"""The flags of `search-cli`, those of facets made from the table of fields."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NoReturn

from search.dates import read_since, read_until
from search.documents import FACET_NAMES
from search.errors import QueryError
from search.fields import FACET_ALIASES, FACET_BY_NAME, FACETS, MISSING, SCOPES, SORTS, TEXT_BY_NAME
from search.links import PAGE_SIZE, usual_order
from search.notes import piece
from search.output import COLUMNS
from search.question import Choice, Question

OUTPUTS: Final = ("summary", "path", "id", "count", "facets", "text")
FORMATS: Final = ("text", "lines", "json", "jsonl", "csv", "tsv", "ris", "bibtex")
SHORT_FORMATS: Final = {"json": "JSON", "jsonl": "JSONL", "csv": "CSV", "tsv": "TSV", "ris": "RIS", "bibtex": "BibTeX"}
"""The formats that have flags of their own, and what they are called."""

FORMAT_VERSION: Final = "1"
"""Of what machines read: the columns of lines and tables, the keys of JSON. It changes when one of these is taken away
or gets another meaning; what is added does not change it."""

GENERATED: Final = ("man", "complete-bash", "complete-zsh", "complete-fish")

USAGE: Final = "search-cli [OPTIONS] [QUERY ...]"
EXAMPLES: Final = (
    "search-cli Hezbollah Deir Ezzor",
    "search-cli '\"counter-attack\" -actor:isis' --since 2017-10 --json",
    "search-cli --in removed paypal",
)
QUERY_HELP: Final = """\
In a QUERY, words are AND: a OR b, -word, "a phrase", kurd*, title:word, actor:"Islamic State", since:2017-11 and
parentheses work too; docs/query-language.md tells all of it. A word that begins with one '-' excludes it.
"""
EXIT_STATUSES: Final = (
    ("0", "found"),
    ("1", "nothing found"),
    ("2", "the question or a flag is wrong"),
    ("3", "no readable index"),
    ("4", "the index is busy, or with --require-fresh not known to be up to date"),
    ("130", "interrupted"),
)
_EPILOG: Final = f"{QUERY_HELP}exit status: {'; '.join(map(' '.join, EXIT_STATUSES))}.\n"


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise QueryError(f"{message}: see search-cli --help")

    def format_help(self) -> str:
        examples = "".join(f"  {example}\n" for example in EXAMPLES)
        return f"examples:\n{examples}\n{super().format_help()}"


def make_parser() -> argparse.ArgumentParser:
    """All flags, with their help."""
    parser = _Parser(
        "search-cli",
        usage=USAGE,
        description="Search an archive of articles by words, names in any spelling, and facets.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    _add_filters(parser.add_argument_group("what to search"))
    _add_answers(parser.add_argument_group("what to print"))
    _add_formats(parser.add_argument_group("how to print it"))
    parser.add_argument("--version", action="store_true", help="print the version")
    parser.add_argument("--generate", choices=GENERATED, help="print the manual page, or completion for a shell")
    return parser


def read_arguments(argv: Sequence[str]) -> argparse.Namespace:
    """The flags as given, with `query` the words joined and `given` whether there were any; `QueryError` when a flag
    is wrong. Whatever does not begin with "--" is a word of the query, `-isis` too, and so is all behind `--`."""
    parser = make_parser()
    flags, words = _parted(argv, parser)
    found = parser.parse_args(flags)
    found.query, found.given = " ".join(words), bool(words)
    _check_together(found)
    return found


def _check_together(found: argparse.Namespace) -> None:
    """`QueryError` for flags that do not go together."""
    cites = found.format in ("ris", "bibtex")
    if found.print0 and found.output not in ("path", "id", "text"):
        raise QueryError("-0 ends paths, ids and texts: add --output path, --output id or --output text")
    if cites and (found.facets or found.output not in (None, "summary")):
        raise QueryError(f"--{found.format} cites articles: leave out --facets, --count and --output")
    if found.output == "text" and (cites or found.format in ("csv", "tsv")):
        raise QueryError(f"--{found.format} has no room for whole texts: use --json, --jsonl or no format")
    if found.output in ("path", "id") and found.format in ("json", "jsonl", "csv", "tsv"):
        raise QueryError(f"--output {found.output} prints lines: for --{found.format} use --fields {found.output}")
    for apart in _APART:
        if getattr(found, apart.flag) in (None, False):
            continue
        if any(getattr(found, name) not in (None, False) for name in apart.refused):
            raise QueryError(f"--{apart.flag} {apart.told}")
        if found.format not in (None, *apart.formats):
            raise QueryError(f"--{apart.flag} {apart.printed}: leave out --{found.format}")
    if found.batch is not None and (found.given or found.offset or found.limit is not None):
        raise QueryError(f"--batch {_BATCH.told}")


@dataclass(frozen=True, slots=True)
class _Apart:
    """A flag that prints something of its own: the flags that it does not go with, why, and its formats."""

    flag: str
    refused: tuple[str, ...]
    told: str
    printed: str
    formats: tuple[str, ...] = ()


_PRINTED: Final = ("facets", "output", "fields", "batch", "values")
_BATCH: Final = _Apart(
    "batch",
    ("show", "explain", "url", "facets", "output", "fields"),
    "reads its queries from the file: give it filters, --in, --sort and a format only",
    "prints lines",
    ("text", "lines", "jsonl", "csv", "tsv"),
)
_APART: Final = (
    _Apart(
        "open",
        ("show", "explain", "url", *_PRINTED),
        "opens one article and prints nothing: leave out what is to be printed",
        "opens one article and prints nothing",
    ),
    _Apart(
        "values",
        ("show", "open", "explain", "url", "facets", "output", "fields", "batch"),
        "prints values of a facet: give it a question, filters and a format only",
        "prints values of a facet",
        ("text", "lines", "json", "jsonl", "csv", "tsv"),
    ),
    _Apart(
        "show",
        ("explain", "url", *_PRINTED),
        "prints one article: leave out what else is to be printed",
        "prints an article as text, JSON or a citation",
        ("text", "lines", "json", "jsonl", "ris", "bibtex"),
    ),
    _Apart(
        "explain",
        ("url", "output", "fields", "batch", "values"),
        "prints how the question was read: leave out what else is to be printed",
        "prints text or JSON",
        ("text", "lines", "json", "jsonl"),
    ),
    _Apart("url", _PRINTED, "prints an address: leave out what else is to be printed", "prints an address"),
    _BATCH,
)


def question_of(found: argparse.Namespace) -> Question:
    """The question that flags ask; `limit` 0 means all hits."""
    since, until = found.since, found.until
    if found.on is not None:
        if since or until:
            raise QueryError("--on stands for both --since and --until: leave these out")
        since, until = found.on
    choices = {}
    for facet in FACETS:
        include, exclude = getattr(found, facet.name) or [], getattr(found, f"not_{facet.name}") or []
        if facet.name == "date" and found.no_date:
            include = [*include, MISSING]
        if include or exclude:
            choices[facet.name] = Choice(tuple(include), tuple(exclude))
    question = Question(
        text=found.query,
        choices=choices,
        since=since,
        until=until,
        scope=found.scope,
        exact=found.exact,
        any_word=found.any_word,
        similar=found.similar,
        field=found.field or "",
        without=tuple(found.without or ()),
        sort=found.sort or ("relevance" if found.batch else usual_order(found.query, found.similar)),
        limit=PAGE_SIZE if found.limit is None else found.limit or None,
        offset=found.offset,
    )
    question.check()
    return question


def _parted(argv: Sequence[str], parser: argparse.ArgumentParser) -> tuple[list[str], list[str]]:
    """The flags, each with its value in one piece, and the words."""
    known = {flag: action for action in parser._actions for flag in action.option_strings}
    flags: list[str] = []
    words: list[str] = []
    rest = iter(argv)
    for argument in rest:
        name, equals, _ = argument.partition("=")
        if argument == "--":
            words += rest
        elif name in known and (name.startswith("--") or not equals):
            needs_value = known[name].nargs is None and not equals
            value = next(rest, None) if needs_value else None
            flags.append(argument if value is None else f"{argument}={value}")
        elif argument.startswith("--"):
            raise QueryError(f"no flag is called '{piece(name)}'{_near(name, known)}: see search-cli --help")
        elif f"-{name}" in known:
            raise QueryError(f"write '-{name}' for the flag, or '-- {argument}' to exclude the word")
        else:
            words.append(argument)
    return flags, words


def _near(name: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, known, 1)
    return f" (did you mean {near[0]}?)" if near else ""


def _add_filters(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--index", metavar="URL", help="the index, such as whoosh:var/index (else DRAGOMAN_INDEX, ...)")
    group.add_argument(
        "--require-fresh",
        action="store_true",
        help="only from an index that holds its archive as it is now (else status 4)",
    )
    for facet in FACETS:
        also = f"; '{MISSING}' for articles without one; repeat for OR" if facet.name != "date" else ", such as 2017-11"
        flags = [f"--{name}" for name in (facet.flag, facet.alias) if name]
        said = f"only this {facet.noun}{also}"
        group.add_argument(*flags, dest=facet.name, action="append", metavar="VALUE", help=said)
        group.add_argument(f"--not-{facet.flag}", action="append", metavar="VALUE", help=f"not this {facet.noun}")
    group.add_argument("--no-date", action="store_true", help="only articles without a date")
    group.add_argument("--since", type=_first_day, metavar="DATE", help="from 2017, 2017-11 or 2017-11-18 on")
    group.add_argument("--until", type=_last_day, metavar="DATE", help="up to 2017, 2017-11 or 2017-11-18")
    group.add_argument("--on", type=_span, metavar="DATE", help="in this year or month, or on this day")
    group.add_argument("--in", dest="scope", choices=tuple(SCOPES), default="body", help="which text (default: body)")
    group.add_argument("--field", choices=tuple(TEXT_BY_NAME), help="words in this text field only, whatever --in says")
    group.add_argument("--exact", action="store_true", help="the words as typed: no other spellings or word forms")
    group.add_argument("--any-word", action="store_true", help="any of the words is enough, the best articles first")
    group.add_argument("--similar", metavar="ID", help="only articles like this one, the likest first")
    group.add_argument(
        "--without", action="append", metavar="SPELLING", help="names not in this spelling, unless it is typed; repeat"
    )


def _add_answers(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--batch",
        metavar="FILE",
        help="ask each line of this file ('-': standard input): total and best article of each",
    )
    group.add_argument("--limit", type=_count, metavar="N", help="so many articles (20; 0 means all)")
    group.add_argument("--offset", type=_count, default=0, metavar="N", help="leave out the first N")
    group.add_argument("--sort", choices=SORTS, help="relevance; without a query newest")
    group.add_argument(
        "--facets", nargs="?", const=",".join(FACET_NAMES), metavar="NAMES", type=_facet_names,
        help="counts of all values, or with --facets=actor,region of these facets",
    )  # fmt: skip
    group.add_argument(
        "--values", metavar="FACET[=LETTERS]", type=_facet_values,
        help="values of this facet with these letters, with counts; --limit and --offset page through them",
    )  # fmt: skip
    group.add_argument("--count", action="store_const", const="count", dest="output", help="only how many there are")
    group.add_argument("--output", choices=OUTPUTS, help="what to print of the answer")
    group.add_argument(
        "--show",
        metavar="ID",
        help="print this article, or with a QUERY article N of its answer; with --in all, what was removed from it too",
    )
    group.add_argument(
        "--open", type=_place, metavar="N", help="open article N of the answer in the browser, or its file in $EDITOR"
    )
    group.add_argument("--explain", action="store_true", help="how the question was read, instead of its answer")
    group.add_argument("--url", action="store_true", help="the equal address on the search page")


def _add_formats(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--format", choices=FORMATS, help="text on a terminal, lines when piped")
    for name, label in SHORT_FORMATS.items():
        group.add_argument(f"--{name}", action="store_const", const=name, dest="format", help=f"as {label}")
    group.add_argument(
        "--format-version",
        type=_format_version,
        metavar="N",
        help="fail unless columns and keys are those of version N",
    )
    group.add_argument("--fields", type=_columns, metavar="NAMES", help=f"these only, of {', '.join(COLUMNS)}")
    group.add_argument("-0", "--print0", action="store_true", help="end each path, id or text with NUL")
    group.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="paint the words found")
    group.add_argument("--no-pager", action="store_true", help="print long answers straight")


def _first_day(text: str) -> dt.date:
    day = read_since(text)
    if day is None:
        raise argparse.ArgumentTypeError(f"'{text}' is no date (write 2017, 2017-11 or 2017-11-18)")
    return day


def _last_day(text: str) -> dt.date:
    day = read_until(text)
    if day is None:
        raise argparse.ArgumentTypeError(f"'{text}' is no date (write 2017, 2017-11 or 2017-11-18)")
    return day


def _span(text: str) -> tuple[dt.date, dt.date]:
    return _first_day(text), _last_day(text)


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise argparse.ArgumentTypeError(f"'{text}' is no number from 0 on")
    return int(text)


def _format_version(text: str) -> str:
    if text != FORMAT_VERSION:
        raise argparse.ArgumentTypeError(f"'{text}' is no version of the formats (there is {FORMAT_VERSION} only)")
    return text


def is_place(text: str) -> bool:
    """Whether this counts articles of an answer, from 1, rather than being an id."""
    return text.isascii() and text.isdigit() and len(text) < 10 and int(text) > 0


def _place(text: str) -> int:
    number = _count(text)
    if not number:
        raise argparse.ArgumentTypeError(f"'{text}' is no place in the answer: the first article is 1")
    return number


def _facet_names(text: str) -> tuple[str, ...]:
    names = tuple(filter(None, text.split(",")))
    for name in names:
        if name not in FACET_BY_NAME:
            raise argparse.ArgumentTypeError(f"'{name}' is no facet (write some of {','.join(FACET_BY_NAME)})")
    if not names:
        raise argparse.ArgumentTypeError(f"names no facet (write some of {','.join(FACET_BY_NAME)})")
    return names


def _facet_values(text: str) -> tuple[str, str]:
    name, _, letters = text.partition("=")
    known = FACET_ALIASES.get(name, name.replace("-", "_"))
    if known not in FACET_BY_NAME:
        raise argparse.ArgumentTypeError(f"'{name}' is no facet (write one of {','.join(FACET_BY_NAME)})")
    return known, letters


def _columns(text: str) -> tuple[str, ...]:
    names = tuple(filter(None, text.split(",")))
    for name in names:
        if name not in COLUMNS:
            raise argparse.ArgumentTypeError(f"'{name}' is no field (write some of {','.join(COLUMNS)})")
    if not names:
        raise argparse.ArgumentTypeError(f"names no field (write some of {','.join(COLUMNS)})")
    return names
