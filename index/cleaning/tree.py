"""The markup of a page -> its tree, with all of the text in it."""

from __future__ import annotations

import re
from itertools import islice
from typing import Any, Final

from lxml import etree  # type: ignore[import-untyped]
from lxml import html as lxml_html

MOST_ATTRIBUTES: Final = 500
"""Of a tag: the parser takes the square of their number. The others are left out."""

_ENDS: Final = ("</html", "</HTML", "</Html")
"""The parser stops there, whatever follows; browsers go on."""
_LONG_TAG: Final = re.compile(
    r"""[a-zA-Z][^\s<>"']*(?:\s+[^\s<>"']*|"[^"]*"[^\s<>"']*|'[^']*'[^\s<>"']*){500,}+>?""",
)
_ATTRIBUTE: Final = re.compile(r"""[^\s"'=<>]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>]+))?""")
_FORMATTING: Final = re.compile(
    r"</?(?:b|big|em|font|i|s|small|span|strike|strong|sub|sup|tt|u)\b[^<>]*>", re.IGNORECASE
)
_NESTING: Final = re.compile(
    r"</?(?!(?:p|br|hr|h[1-6]|title|meta|link|script|style|time|html|head|body)\b)([a-z][\w-]*)[^<>]*>", re.IGNORECASE
)
"""Tags of the elements that can stand in themselves; without them no page is deep."""
_WITHIN: Final = frozenset("a abbr bdi bdo cite code del dfn ins kbd label mark q ruby samp var".split())
"""Those of them that break no line."""
_LIMIT: Final = "ERR_RESOURCE_LIMIT"
_MANGLED: Final = re.compile("\u00e2\u0080[\u0080-\u00bf]|[\u00c3\u00d0\u00d8\u00d9][\u0080-\u009f]")
_MANGLED_SIGNS: Final = ("\u00e2\u0080", "\u00c3", "\u00d0", "\u00d8", "\u00d9")
_MANGLED_RUN: Final = re.compile(
    "(?:[\u00c2-\u00df][\u0080-\u00bf]|[\u00e0-\u00ef][\u0080-\u00bf]{2}|[\u00f0-\u00f4][\u0080-\u00bf]{3})+"
)


def parse(text: str) -> Any:
    """The tree of a page, or None when there is no element in it. Never fails, in time linear in the text.

    No text is lost on the way: what follows a `</html>` belongs to the page, as in browsers, and markup that is nested
    deeper than the parser goes is read again without formatting, if need be without all that can stand in itself."""
    data = _mend(text).replace("\0", "\ufffd")
    for end in _ENDS:
        data = data.replace(end, "</x-html")
    data = _shorten(data)
    tree, whole = _parsed(data)
    if not whole:
        tree, whole = _parsed(_FORMATTING.sub("", data))
    return tree if whole else _parsed(_NESTING.sub(_flattened, data))[0]


def _parsed(text: str) -> tuple[Any, bool]:
    """The tree, and whether all of the text is in it."""
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return None, True
    return tree, not any(entry.type_name == _LIMIT for entry in parser.error_log)


def _flattened(tag: re.Match[str]) -> str:
    return " " if tag[1].lower() in _WITHIN else "<br>"


def _shorten(text: str) -> str:
    """The page with no more attributes in any tag than one needs. What is looked at ends at the next "<", so that a
    lone apostrophe behind one in a script swallows nothing."""
    parts = text.split("<")
    long = [n for n, part in enumerate(parts) if n and len(part) > 2 * MOST_ATTRIBUTES]
    for n in long:
        tag = _LONG_TAG.match(parts[n])
        parts[n] = parts[n] if tag is None else _shortened(tag) + parts[n][tag.end() :]
    return "<".join(parts) if long else text


def _shortened(tag: re.Match[str]) -> str:
    """A tag without its last attributes, when it has more of them than any page needs."""
    attributes = [found[0] for found in islice(_ATTRIBUTE.finditer(tag[0]), MOST_ATTRIBUTES + 1)]
    return tag[0] if len(attributes) <= MOST_ATTRIBUTES else f"{' '.join(attributes)}>"


def _mend(text: str) -> str:
    """Undoes UTF-8 that was read as Latin-1. What gives it away are control characters that stand in no text."""
    if not any(sign in text for sign in _MANGLED_SIGNS):  # a hundred times as fast as the expression
        return text
    return text if _MANGLED.search(text) is None else _MANGLED_RUN.sub(_unmangle, text)


def _unmangle(match: re.Match[str]) -> str:
    try:
        return match.group().encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return match.group()
