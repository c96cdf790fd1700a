"""Which articles are of one source, so that what they share word for word is the source's."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

from index.articles import Facts

_DATED: Final = re.compile(r"\d{1,4}(?:[-_.]?\d{1,2}){0,2}")
"""A folder for a year, a month or a day, or one of a numbered lot: such folders part a source, they are none."""

_LONGEST: Final = 253
"""Characters of a host's name (RFC 1035)."""


def source_name(facts: Facts, host: str, path: str) -> str:
    """The name of an article's source: the publisher that the owner gives, else the site of its address (the owner's,
    or `host`, which the page declares), else the folder that it lies in, without folders of dates at the end."""
    if facts.publisher:
        return f"publisher {' '.join(facts.publisher.split()).casefold()}"
    site = host_of(facts.url or "") or host
    if site:
        return f"site {site}"
    folders = path.split("/")[:-1]
    while folders and _DATED.fullmatch(folders[-1]):
        folders.pop()
    return f"folder {'/'.join(folders) or '.'}"


def host_of(url: str) -> str:
    """The host of an address without "www."; empty when there is none."""
    try:
        host = (urlsplit(url).hostname or "").removeprefix("www.")[:_LONGEST]
    except ValueError:
        return ""
    return host.encode("utf-8", "replace").decode("utf-8")
