"""The web application and the command that serves it. HTTP statuses are given here and nowhere else."""

from __future__ import annotations

import argparse
import ipaddress
import logging
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Final
from urllib.parse import urlsplit

import waitress
from flask import Flask
from markupsafe import Markup

from search.config import find_index
from search.engine import Engine, open_engine
from search.errors import DocumentNotFoundError, DragomanError, EngineError, QueryError, UnknownFacetValueError
from search.names import load_names
from web.api import api
from web.desk import EXTENSION, Desk, dragoman_version
from web.failures import answer_failures
from web.live import LiveIndex
from web.protection import protect
from web.text import visible
from web.views import TEMPLATE_GLOBALS, pages

STATUSES = (
    (UnknownFacetValueError, 404),  # the address names something that is not there, or not any more
    (QueryError, 400),
    (DocumentNotFoundError, 404),
    (EngineError, 503),
    (DragomanError, 500),
)
"""Error classes and their HTTP statuses; the first that fits counts."""

LOOPBACK = ("localhost", "127.0.0.1", "::1")
PORT = 8765

SERVER: Final = MappingProxyType(
    {"threads": 8, "ident": None, "max_request_header_size": 65_536, "max_request_body_size": 4096}
)
"""Settings of waitress: nobody has anything to send here, so what is sent is refused early."""


def template_folder() -> Path:
    """Where the templates lie: in the package where it was installed from a wheel, beside it in a checkout."""
    package = Path(__file__).parent
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


def create_app(
    index: str | None = None,
    *,
    engine: Engine | None = None,
    public_url: str = f"http://127.0.0.1:{PORT}",
    hosts: Sequence[str] | None = None,
) -> Flask:
    """The application over an index address (found as `search.config.find_index` says), or over an open engine.

    The index need not exist yet: until it does, pages are answered with 503 and say how to make it. `public_url` is
    the server's address as browsers see it. `hosts` are the only names it answers to (None: any).
    """
    app = Flask("web", template_folder=str(template_folder()))
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.jinja_options = {"finalize": _harmless, "trim_blocks": True, "lstrip_blocks": True}
    app.jinja_env.globals.update(TEMPLATE_GLOBALS)
    app.url_map.merge_slashes = False  # ids may hold any character
    app.extensions[EXTENSION] = Desk(LiveIndex(_opener(index, engine), keep_open=engine is not None), public_url)
    app.register_blueprint(pages)
    app.register_blueprint(api)
    protect(app, hosts)
    answer_failures(app, STATUSES)
    return app


def _opener(index: str | None, engine: Engine | None) -> Callable[[], Engine]:
    if engine is not None:
        return lambda: engine
    url = find_index(index)
    return lambda: open_engine(url)


def _harmless(value: object) -> object:
    """Every string that a template prints goes through here, before it is escaped."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def main(argv: Sequence[str] | None = None) -> int:
    """The command `search-web`. Returns its exit code: 0, or 2 for a setting that cannot be."""
    options = _parser().parse_args(argv)
    address = options.public_url or f"http://{_bracketed(options.host)}:{options.port}"
    parts = urlsplit(address)
    if parts.hostname is None or parts.scheme not in ("http", "https"):
        return _fail(f"'{address}' is not an address: write --public-url https://archive.example.org")
    local = _is_loopback(options.host)
    if not local:
        _warn(options.host)
    try:
        index = find_index(options.index)
        open_engine(index).close()  # a missing index may come later, an unknown engine never does
        load_names()  # now rather than while the first reader waits
        app = create_app(index, public_url=address.rstrip("/"), hosts=[*LOOPBACK, parts.hostname] if local else None)
        _say(f"{address.rstrip('/')}/ shows the index at {index} (Ctrl-C ends it)")
        logging.basicConfig(level=logging.WARNING, format="search-web: %(message)s")
        waitress.serve(app, host=options.host, port=options.port, url_prefix=parts.path.rstrip("/"), **SERVER)
    except (DragomanError, OSError) as error:
        return _fail(str(error))
    except KeyboardInterrupt:
        pass
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("search-web", description="Serve the search pages and the JSON API of an index.")
    parser.add_argument("--index", metavar="URL", help="the index, such as whoosh:var/index")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this computer only)")
    parser.add_argument("--port", type=int, default=PORT, help=f"port to listen on (default: {PORT})")
    parser.add_argument("--public-url", metavar="URL", help="the address that browsers see, behind a proxy")
    parser.add_argument("--version", action="version", version=f"search-web {dragoman_version()}")
    return parser


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host and not host.startswith("[") else host


def _warn(host: str) -> None:
    _say(
        f"WARNING: listening on {host}, so every computer that reaches this one can read the whole archive.\n"
        "search-web: WARNING: there is no password. Put a proxy with one in front, or leave out --host."
    )


def _say(text: str) -> None:
    sys.stderr.write(f"search-web: {text}\n")
    sys.stderr.flush()


def _fail(text: str) -> int:
    _say(text)
    return 2
