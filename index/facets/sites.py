"""Whose site an address belongs to: domains of `search/names/data/publishers*.tsv`, and how hosts are cut."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

from index.facets.calendar_words import DATA
from search.names import Name, Names
from search.names.model import DATA as NAMES_DATA
from search.names.tables import PUBLISHERS, read_table

_DOMAIN: Final = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}")
_PREFIXES: Final = re.compile(r"\A(?:www\d?|m|amp|mobile)\.")
_ARCHIVED: Final = re.compile(r"https?://web\.archive\.org/web/\w+/(?P<url>\S+)")


def host_of(url: str) -> str:
    """The host of an address without "www." and the like, "" where there is none; of an archived copy, the host that
    it was copied from."""
    archived = _ARCHIVED.match(url)
    url = archived["url"] if archived else url
    try:
        host = urlsplit(url if "//" in url[:12] else f"//{url}").hostname or ""
    except ValueError:
        return ""
    host = _PREFIXES.sub("", host.lower().rstrip("."), count=1) if host.count(".") > 1 else host.lower()
    return host if re.fullmatch(r"[\w-]+(?:\.[\w-]+)+", host) and not host.replace(".", "").isdigit() else ""


def site_of(host: str) -> str:
    """The part of a host that was registered: "english.alarabiya.net" gives "alarabiya.net"; "" for hosts that carry
    everybody's words."""
    labels = host.split(".")
    size = 3 if len(labels) > 2 and len(labels[-1]) == 2 and _kind(labels[-2]) == "suffix" else 2
    site = ".".join(labels[-size:])
    kind = _kind(site)
    return "" if kind == "carrier" else host if kind == "platform" else site


def publisher_at(host: str, names: Names) -> Name | None:
    """The known publisher whose domain this host is, or is part of; the longest domain wins."""
    labels = host.split(".")
    for first in range(len(labels) - 1):
        domain = ".".join(labels[first:])
        id = _domains().get(domain)
        known = names.lookup("publisher", domain) if id is None else (names.get(id),)
        for name in known:  # an owner's publishers have their domains as spellings
            if id is not None or (name is not None and name.domain == domain):
                return name
    return None


@lru_cache(maxsize=1)
def _domains() -> dict[str, str]:
    """Domain -> id; an alias that is written like a domain is one."""
    found: dict[str, str] = {}
    for path in sorted(NAMES_DATA.glob("publishers*.tsv")):
        for row in read_table(path, PUBLISHERS):
            written = [row.cells["domain"], *row.cells["aliases"].split("|")]
            for domain in filter(_DOMAIN.fullmatch, map(str.strip, written)):
                found.setdefault(domain, row.cells["id"])
    return found


def _kind(host: str) -> str:
    """What `data/hosts.tsv` says of a host: a "carrier" carries everybody's words, on a "platform" every author has a
    host of his own, a "suffix" stands before a country's (co in co.uk); "" otherwise."""
    return _hosts().get(host, "")


@lru_cache(maxsize=1)
def _hosts() -> dict[str, str]:
    rows = read_table(DATA / "hosts.tsv", ("host", "kind", "source"))
    return {row.required("host"): row.choice("kind", ("carrier", "platform", "suffix")) for row in rows}
