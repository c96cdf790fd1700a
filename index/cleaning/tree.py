"""The markup of a page -> its tree, with all of the text in it."""

from __future__ import annotations

import re
from itertools import islice
from typing import Any, Final

from lxml import etree  # type: ignore[import-untyped]
from lxml import html as lxml_html

MOST_ATTRIBUTES: Final = 500
"""Of a tag: the parser takes the square of their number. The others are left out."""

_END: Final = re.compile(rb"</html", re.IGNORECASE)
"""The parser stops there, whatever follows; browsers go on."""
_LONG: Final = re.compile(rb"<([a-zA-Z][^<]{%d,})" % (2 * MOST_ATTRIBUTES))
"""What may be a tag with too many. What is looked at ends at the next "<", so that a lone apostrophe behind one
in a script swallows nothing."""
_LONG_TAG: Final = re.compile(
    rb"""[a-zA-Z][^\s<>"']*(?:\s+[^\s<>"']*|"[^"]*"[^\s<>"']*|'[^']*'[^\s<>"']*){500,}+>?""",
)
_ATTRIBUTE: Final = re.compile(rb"""[^\s"'=<>]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>]+))?""")
_FORMATTING: Final = re.compile(
    rb"</?(?:b|big|em|font|i|s|small|span|strike|strong|sub|sup|tt|u)\b[^<>]*>", re.IGNORECASE
)
_NESTING: Final = re.compile(
    rb"</?(?!(?:p|br|hr|h[1-6]|title|meta|link|script|style|time|html|head|body)\b)([a-z][\w-]*)[^<>]*>", re.IGNORECASE
)
"""Tags of the elements that can stand in themselves; without them no page is deep."""
_WITHIN: Final = frozenset(b"a abbr bdi bdo cite code del dfn ins kbd label mark q ruby samp var".split())
"""Those of them that break no line."""
_LIMIT: Final = "ERR_RESOURCE_LIMIT"
_ELEMENTS: Final = etree.ElementDefaultClassLookup(element=lxml_html.HtmlElement)
"""One class for all elements: lxml.html asks a function of Python for each, for the sake of methods of forms."""
_MANGLED: Final = re.compile("\u00e2\u0080[\u0080-\u00bf]|[\u00c3\u00d0\u00d8\u00d9][\u0080-\u009f]")
_MANGLED_SIGNS: Final = ("\u0080", "\u00c3", "\u00d0", "\u00d8", "\u00d9")
_MANGLED_RUN: Final = re.compile(
    "(?:[\u00c2-\u00df][\u0080-\u00bf]|[\u00e0-\u00ef][\u0080-\u00bf]{2}|[\u00f0-\u00f4][\u0080-\u00bf]{3})+"
)


def parse(text: str) -> Any:
    """The tree of a page, or None when there is no element in it. Never fails, in time linear in the text.

    No text is lost on the way: what follows a `</html>` belongs to the page, as in browsers, and markup that is nested
    deeper than the parser goes is read again without formatting, if need be without all that can stand in itself."""
    data = _mend(text).encode("utf-8", "replace").replace(b"\0", b"\xef\xbf\xbd")
    data = _LONG.sub(_shorten, _END.sub(b"</x-html", data))
    tree, whole = _parsed(data)
    if not whole:
        tree, whole = _parsed(_FORMATTING.sub(b"", data))
    return tree if whole else _parsed(_NESTING.sub(_flattened, data))[0]


def _parsed(data: bytes) -> tuple[Any, bool]:
    """The tree, and whether all of the text is in it."""
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    parser.set_element_class_lookup(_ELEMENTS)
    try:
        tree = lxml_html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return None, True
    return tree, not any(entry.type_name == _LIMIT for entry in parser.error_log)


def _flattened(tag: re.Match[bytes]) -> bytes:
    return b" " if tag[1].lower() in _WITHIN else b"<br>"


def _shorten(part: re.Match[bytes]) -> bytes:
    """What stands from one "<" to the next, with no more attributes than any page needs if it begins with a tag."""
    tag = _LONG_TAG.match(part[1])
    attributes = [] if tag is None else list(islice(_ATTRIBUTE.finditer(tag[0]), MOST_ATTRIBUTES + 1))
    if tag is None or len(attributes) <= MOST_ATTRIBUTES:
        return part[0]
    return b"<%b>%b" % (b" ".join(found[0] for found in attributes), part[1][tag.end() :])


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
