"""`index-cli`: build an index from an archive, look at what it did, and the machine interfaces."""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from types import FrameType
from typing import Any, Final

from index import commands
from index.logs import Log
from index.names import commands as authority
from search.errors import ArchiveError, ConfigError, DragomanError, EngineError, IndexBusyError
from search.terminal import utf8

OK: Final = 0
FAILURES: Final = 1
USAGE: Final = 2
CONFIG: Final = 3
ENGINE: Final = 4
BUSY: Final = 75  # EX_TEMPFAIL of sysexits.h: cron's next run will do
INTERRUPTED: Final = 130
TERMINATED: Final = 143

_EXAMPLES: Final = """examples:
  index-cli update                      bring the index up to date with the archive
  index-cli update --dry-run            say what that would change
  index-cli explain seeds/000_*.txt     what of an article was kept, removed, found, and why
  index-cli evaluate labels.toml        how well your own labelled articles are cleaned and described

exit codes: 0 done; 1 more new failures than --max-failures, or a floor of evaluate not reached; 2 usage;
3 settings, sources file, labels or archive wrong; 4 the index cannot be written or read; 75 another run is writing;
130 interrupted (the index is as it was)
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; gives the exit code."""
    arguments = _parser().parse_args(argv)
    for stream in (sys.stdout, sys.stderr):
        utf8(stream)
    log = Log(getattr(arguments, "log_format", "text"), quiet=getattr(arguments, "quiet", False))
    try:
        with _terminable():
            return int(arguments.run(arguments, log))
    except BrokenPipeError:
        # the reader has seen enough; Python must not complain while it flushes
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except KeyboardInterrupt:
        log.error("interrupted: the index is as it was")
        return INTERRUPTED
    except _Terminated:
        log.error("terminated: the index is as it was")
        return TERMINATED
    except DragomanError as error:
        log.error(str(error))
        return _code(error)
    except (OSError, MemoryError) as error:
        log.error(f"{error}: the index is as it was; mend that and run again" if str(error) else "out of memory")
        return ENGINE


def _code(error: DragomanError) -> int:
    if isinstance(error, IndexBusyError):
        return BUSY
    if isinstance(error, (ConfigError, ArchiveError)):
        return CONFIG
    return ENGINE if isinstance(error, EngineError) else USAGE


Run = Callable[[argparse.Namespace, Log], int]


class _Terminated(BaseException):
    """The system asked us to stop (SIGTERM)."""


@contextlib.contextmanager
def _terminable() -> Iterator[None]:
    """Let SIGTERM end the block as Ctrl-C does, so that a batch is given up and not half left behind."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise _Terminated

    try:
        before = signal.signal(signal.SIGTERM, stop)
    except ValueError:  # not on the main thread
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="index-cli",
        description="Build a Dragoman index from an archive of articles, and look into it.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=_version())
    commands_ = parser.add_subparsers(title="commands", required=True)
    update = _command(commands_, "update", commands.update, "bring the index up to date with the archive")
    rebuild = _command(commands_, "rebuild", commands.rebuild, "index everything anew, beside the living index")
    for build in (update, rebuild):
        _add_archive(build)
        _add_rules(build)
        _add_names(build)
        _add_index(build)
        _add_run(build)
    update.add_argument("--retry-failed", action="store_true", help="try files again that failed and did not change")
    status = _command(commands_, "status", commands.status, "what the index holds, and which files became no article")
    _add_index(status)
    status.add_argument("--json", action="store_true", help="as JSON")
    explain = _command(
        commands_, "explain", commands.explain, "what of an article was kept, removed and found, and why"
    )
    explain.add_argument("file", metavar="FILE", help="an article file, named from here or from the archive")
    _add_archive(explain)
    _add_rules(explain)
    _add_names(explain)
    _add_index(explain)
    explain.add_argument("--all", action="store_true", help="fold nothing: every removed block and all evidence")
    explain.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="default: on a terminal")
    learn = _command(
        commands_,
        "learn-boilerplate",
        commands.learn_boilerplate,
        "what the sources of the archive repeat word for word",
    )
    _add_archive(learn)
    _add_rules(learn)
    _add_index(learn)
    learn.add_argument("--json", action="store_true", help="as JSON")
    _add_evaluate(commands_)
    _add_interfaces(commands_)
    return parser


def _command(commands_: Any, name: str, run: Run, help: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands_.add_parser(
        name, help=help, description=help[0].upper() + help[1:] + ".", allow_abbrev=False
    )
    parser.set_defaults(run=run)
    return parser


def _add_archive(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--archive", metavar="FOLDER", help="the articles (default: [archive] path of dragoman.toml)")
    parser.add_argument("--sources", metavar="FILE", help="what is known about them (default: sources.toml in FOLDER)")


def _add_rules(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--rules", metavar="FILE", help="cleaning rules over the shipped ones (default: [cleaning] rules)"
    )


def _add_names(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--names",
        metavar="FILE",
        help="names over the shipped ones: a file or a folder of them (default: [names] overlay, else names.toml and "
        "names.tsv beside the sources file)",
    )


def _add_index(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--index", metavar="URL", help="such as whoosh:var/index (default: DRAGOMAN_INDEX, dragoman.toml)"
    )


def _add_run(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")
    parser.add_argument("--quiet", action="store_true", help="speak of trouble only")
    parser.add_argument("--log-format", choices=("text", "json"), default="text", help="of the lines on standard error")
    parser.add_argument(
        "--max-failures", type=int, default=0, metavar="N", help="files that may newly fail before the exit code is 1"
    )
    parser.add_argument(
        "--allow-mass-delete",
        action="store_true",
        help="go on although more than a fifth of the articles have vanished",
    )


def _add_evaluate(commands_: Any) -> None:
    evaluate = _command(commands_, "evaluate", commands.evaluate, "measure cleaning and facets on labelled articles")
    evaluate.add_argument("files", nargs="+", metavar="FILE", help="labels files; with --draft, articles")
    evaluate.add_argument("--draft", action="store_true", help="print labels as Dragoman would have them, to correct")
    _add_archive(evaluate)
    _add_rules(evaluate)
    _add_names(evaluate)
    _add_index(evaluate)
    evaluate.add_argument("--worst", type=_count, metavar="N", help="show the N articles cleaned worst (default: 5)")
    evaluate.add_argument("--json", action="store_true", help="as JSON, with every article")


def _count(text: str) -> int:
    if not text.isascii() or not text.isdecimal():
        raise argparse.ArgumentTypeError(f"'{text}' is not a number of articles: write 0 or more")
    return int(text)


def _add_interfaces(commands_: Any) -> None:
    """The machine interfaces: JSON lines on standard input and output."""
    clean = _command(commands_, "clean", commands.clean, "clean articles that come as JSON lines")
    facets = _command(commands_, "facets", commands.facets, "find the facets of articles that come as JSON lines")
    compare, keys = _add_authority(commands_)
    _add_rules(clean)
    _add_names(facets)
    for parser in (clean, facets, compare, keys):
        parser.add_argument("--jsonl", action="store_true", required=True, help="read and write JSON lines")


def _add_authority(commands_: Any) -> tuple[argparse.ArgumentParser, argparse.ArgumentParser]:
    """What is done with the authority of names; gives the parsers of its machine interfaces."""
    names = commands_.add_parser(
        "names", help="work with the authority of names", description="Work with the authority of names.",
        allow_abbrev=False,
    )  # fmt: skip
    inner = names.add_subparsers(title="commands", required=True)
    show = _command(inner, "show", authority.show, "what the names are that are written so, and all their spellings")
    show.add_argument("words", nargs="+", metavar="WORDS", help="a name, a facet value or an id")
    diff = _command(inner, "diff", authority.diff, "what names files would change, before it is done")
    diff.add_argument("files", nargs="*", metavar="FILE", help="names files (default: those of the archive)")
    candidates = _command(
        inner,
        "candidates",
        authority.candidates,
        "people, groups, places and phrases that no list of names has",
    )
    candidates.add_argument("--limit", type=_count, default=20, metavar="N", help="of each sort (20; 0 means all)")
    candidates.add_argument("--least", type=_count, default=2, metavar="N", help="articles that hold it (2)")
    candidates.add_argument("--no-phrases", action="store_true", help="tagged names only, which is quicker")
    adopt = _command(inner, "adopt", authority.adopt, "add a name to the names file of the archive")
    adopt.add_argument("name", metavar="NAME", help="as it is to be shown")
    adopt.add_argument("--type", metavar="TYPE", help="person, armed_group, village ... (default: as the index has it)")
    adopt.add_argument("--parent", metavar="NAME", help="what a place lies in, or what a group is a part of")
    adopt.add_argument("--spelling", action="append", metavar="TEXT", help="another way to write it; repeat for more")
    adopt.add_argument("--into", metavar="NAME", help="it is another spelling of this name")
    for parser in (show, diff, candidates, adopt):
        _add_archive(parser)
        _add_names(parser)
    for parser in (diff, candidates, adopt):
        _add_index(parser)
    for parser in (show, diff, candidates):
        parser.add_argument("--json", action="store_true", help="as JSON")
    compare = _command(inner, "compare", commands.compare, "say how surely two spellings name the same")
    keys = _command(inner, "keys", commands.keys, "give the index keys by which spellings of a name are found")
    return compare, keys


def _version() -> str:
    from importlib.metadata import version

    return f"index-cli (Dragoman) {version('dragoman')}"


if __name__ == "__main__":
    sys.exit(main())
