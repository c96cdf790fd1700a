"""An HTML page as lines of visible text, each with what the markup says about it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from lxml import etree  # type: ignore[import-untyped]
from lxml import html as lxml_html

from index.articles import Reason
from index.cleaning.areas import find_area

DEEPEST: Final = 2_000
"""Elements nested deeper than this are read as part of the one above."""

_SILENT: Final = frozenset(
    "script style noscript template head iframe object embed svg math canvas audio video map select datalist"
    " textarea button".split()
)
_INLINE: Final = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q ruby rb rt rp s samp small"
    " span strike strong sub sup time tt u var wbr img input picture source nobr".split()
)
_TAG_AREAS: Final[dict[str, Reason]] = {
    "nav": "navigation", "footer": "navigation", "aside": "related", "figcaption": "caption", "form": "other",
    "address": "contact",
}  # fmt: skip
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)


class Mark(NamedTuple):
    """What the markup says of a line: the nearest telling tag, the area it lies in, how much of it is links."""

    tag: str
    area: Reason | None
    links: float
    main: bool
    """Inside <article>, <main> or an element that says it holds the article's body."""
    depth: int
    hidden: bool


def parse(text: str) -> Any:
    """The tree of a page, or None when there is no element in it. Never fails."""
    data = text.replace("\0", "\ufffd").encode("utf-8", "replace")
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = lxml_html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return None
    return tree


def read_lines(tree: Any) -> tuple[str, list[Mark]]:
    """The visible text, a block a line, and the mark of each line."""
    lines: list[str] = []
    marks: list[Mark] = []
    for text, linked, state in _blocks(tree):
        line = " ".join(text.split())
        if not line:
            continue
        links = min(1.0, linked / max(1, len(line)))
        lines.append(line)
        marks.append(Mark(state.tag, state.area, links, state.main, state.depth, state.hidden))
    return "\n".join(lines), marks


class _State(NamedTuple):
    tag: str
    area: Reason | None
    main: bool
    depth: int
    hidden: bool


def _blocks(tree: Any) -> Iterator[tuple[str, int, _State]]:
    """Runs of inline text between block borders: (text, characters inside links, state). Walks without recursion."""
    text: list[str] = []
    linked = 0
    state = _State("body", None, False, 0, False)
    stack: list[tuple[_State, bool, bool]] = []
    in_link = 0
    skip: Any = None
    for event, node in etree.iterwalk(tree, events=("start", "end")):
        tag = node.tag if isinstance(node.tag, str) else ""
        if skip is not None:
            if event == "end" and node is skip:
                skip = None
                text.append(node.tail or "")
                linked += len(node.tail or "") if in_link else 0
            continue
        if event == "start":
            if tag in _SILENT or not tag:
                skip = node
                continue
            inline = tag in _INLINE
            if not inline or tag == "br":
                yield "".join(text), linked, state
                text, linked = [], 0
            stack.append((state, inline, tag == "a"))
            if not inline and len(stack) < DEEPEST:
                state = _enter(node, tag, state)
            in_link += tag == "a"
            if node.text:
                text.append(node.text)
                linked += len(node.text) if in_link else 0
        else:
            before, inline, anchor = stack.pop()
            in_link -= anchor
            if not inline:
                yield "".join(text), linked, state
                text, linked = [], 0
                state = before
            if node.tail:
                text.append(node.tail)
                linked += len(node.tail) if in_link else 0
    yield "".join(text), linked, state


def _enter(node: Any, tag: str, state: _State) -> _State:
    area = _TAG_AREAS.get(tag, state.area)
    main = state.main or tag in ("article", "main")
    hidden = state.hidden
    names = f"{node.get('class') or ''} {node.get('id') or ''}"[:300]
    if len(names) > 1:
        named, named_main = find_area(names)
        main = main or named_main
        if named is not None and tag not in ("body", "html", "article", "main"):
            area = named
    style = node.get("style")
    if (style and _HIDDEN.search(style)) or node.get("hidden") is not None:
        hidden = True
    return _State(tag, area, main, state.depth + 1, hidden)
