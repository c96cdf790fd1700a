"""Markdown to plain text by deletion alone: which characters of a stretch stay.

Nothing is replaced or moved, so that every character of the plain text stands at a known place of the page.
Takes time linear in the text.
"""

from __future__ import annotations

import re
from typing import Final

_SIGNS: Final = re.compile(r"^ {0,3}#{1,6} +\S|\]\((?:#|https?:|mailto:|/)|\*\*[^\s*]", re.MULTILINE)
_LEADING: Final = re.compile(r"[ \t]*(?:(?:#{1,6}|>|[-*+])[ \t]+)+")
_TRAILING: Final = re.compile(r"[ \t]#+[ \t]*$")
_RULE: Final = re.compile(r"[ \t]*(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|={3,})$")
_LINK: Final = re.compile(
    r"(!?)\[([^\[\]]{0,500})\](?:\(([^()\s]{0,2000})(?:\s+\"[^\"]{0,300}\")?\)|\[[^\[\]]{0,100}\])"
)
_AUTOLINK: Final = re.compile(r"<((?:https?://|mailto:|www\.)[^<>\s]{1,2000})>")
_EMPHASIS: Final = re.compile(r"(?<!\w)(?:\*{1,3}|_{1,3})(?=\S)|(?<=\S)(?:\*{1,3}|_{1,3})(?!\w)|`{1,3}|~~")
_ESCAPE: Final = re.compile(r"\\(?=[\\`*_{}\[\]()#+.!<>|~-])")


def is_markdown(text: str) -> bool:
    """Is this text written in Markdown? Two of its signs in the first 20,000 characters are taken for yes."""
    if not ("#" in text or "](" in text or "**" in text):
        return False
    found = _SIGNS.finditer(text, 0, 20_000)
    return next(found, None) is not None and next(found, None) is not None


def plain_ranges(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The ranges of `text[start:end]` that stay when the Markdown signs are left out: the text of links stays and
    their targets go; pictures go; signs of headings, quotations, lists and emphasis go."""
    if _RULE.match(text, start, end):
        return []
    gone: list[tuple[int, int]] = []
    line_start = start
    while line_start < end:
        newline = text.find("\n", line_start, end)
        line_end = end if newline < 0 else newline
        _line_signs(text, line_start, line_end, gone)
        line_start = line_end + 1
    return _complement(sorted(gone), start, end)


def _line_signs(text: str, start: int, end: int, gone: list[tuple[int, int]]) -> None:
    lead = _LEADING.match(text, start, end)
    if lead:
        gone.append(lead.span())
        trail = _TRAILING.search(text, max(start, end - 10), end) if text.startswith("#", start) else None
        if trail:
            gone.append(trail.span())
    for link in _LINK.finditer(text, start, end):
        if link[1]:
            gone.append(link.span())
        else:
            gone += [(link.start(), link.start(2)), (link.end(2), link.end())]
    for link in _AUTOLINK.finditer(text, start, end):
        gone += [(link.start(), link.start(1)), (link.end(1), link.end())]
    gone += [match.span() for match in _ESCAPE.finditer(text, start, end)]
    _emphasis(text, start if lead is None else lead.end(), end, gone)


def _emphasis(text: str, start: int, end: int, gone: list[tuple[int, int]]) -> None:
    """Opening and closing signs in pairs; a lone one is a character like others."""
    opened: dict[str, tuple[int, int]] = {}
    for match in _EMPHASIS.finditer(text, start, end):
        sign = match.group()
        if match.start() > start and text[match.start() - 1] == "\\":
            continue
        if sign in opened and not text[match.start() - 1].isspace():
            gone += [opened.pop(sign), match.span()]
        elif match.end() < end and not text[match.end()].isspace():
            opened[sign] = match.span()


def _complement(gone: list[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    stays = []
    at = start
    for first, last in gone:
        if first > at:
            stays.append((at, first))
        at = max(at, last)
    if at < end:
        stays.append((at, end))
    return stays
