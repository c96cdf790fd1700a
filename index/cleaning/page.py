"""An HTML page as lines of visible text, each with what the markup says about it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final, NamedTuple

from lxml import etree  # type: ignore[import-untyped]

from index.articles import Reason
from index.cleaning.areas import find_area
from index.cleaning.tree import parse as parse

DEEPEST: Final = 2_000
"""Elements nested deeper than this are read as part of the one above."""
FAR: Final = 99
"""The distance to something that is not there."""

_SILENT: Final = frozenset(
    "script style noscript template title iframe object embed svg math canvas audio video map select datalist"
    " textarea button".split()
)
_UNCLOSED: Final = frozenset("object embed svg audio video map select datalist textarea button".split())
"""Silent elements that pages forget to close: one that holds a paragraph is not silent."""
_INLINE: Final = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q ruby rb rt rp s samp small"
    " span strike strong sub sup time tt u var wbr img input picture source nobr".split()
)
_BOLD: Final = frozenset("b strong h1 h2 h3 h4 h5 h6 em i".split())
_TAG_AREAS: Final[dict[str, Reason]] = {
    "nav": "navigation", "footer": "navigation", "aside": "related", "figcaption": "caption", "form": "other",
    "address": "contact",
}  # fmt: skip
_WHOLE: Final = frozenset("body html article main".split())
"""Elements too large for their class names to say that they are no part of the text."""
_ATTRIBUTES: Final = ("class", "id", "itemprop", "role", "data-testid", "data-component")
_INSIDE: Final = {
    "blockquote": 1, "ul": 2, "ol": 2, "dl": 2, "table": 4, "figure": 8, "header": 16, "footer": 32, "aside": 64,
    "form": 128, "article": 256,
}  # fmt: skip
BITS: Final = (1, 2, 4, 8, 16, 32, 64, 128, 256)
"""Of `Mark.inside`: a quotation, a list, a table, a figure, a header, a footer, an aside, a form, an article."""
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_DIGITS: Final = re.compile(r"\d+")


class Node(NamedTuple):
    """A block element. `parent` is the number of the one above, -1 at the top, always lower than its own; `key` is
    its tag with its class names, `path` the keys of the innermost three."""

    parent: int
    key: str
    path: str


class Mark(NamedTuple):
    """What the markup says of a line: the nearest telling tag, the area it lies in, how much of it is links."""

    tag: str
    area: Reason | None
    links: float
    main: bool
    """Inside <article>, <main> or an element that says it holds the article's body."""
    depth: int
    hidden: bool
    node: int
    """The number of the element in `Reading.nodes`."""
    inside: int
    """Which of `BITS` it lies in, added up."""
    bold: float
    time: bool
    """Holds a <time>."""
    area_depth: int
    """Elements between it and the one that names its area; `FAR` without an area."""
    main_depth: int


class Reading(NamedTuple):
    """The visible text, a line for each mark, and the block elements that the marks count."""

    text: str
    marks: list[Mark]
    nodes: list[Node]


def read_lines(tree: Any) -> tuple[str, list[Mark]]:
    """The visible text, a block a line, and the mark of each line."""
    reading = read_blocks(tree)
    return reading.text, reading.marks


def visible_lines(tree: Any) -> Iterator[str]:
    """The lines of `read_lines` alone, in a third of the time: the survey of an archive looks at nothing else."""
    text: list[str] = []
    for event, node, tag in _walk(tree):
        if event != "gone" and tag not in _INLINE and text:
            if line := " ".join("".join(text).split()):
                yield line
            text = []
        said = node.text if event == "start" else node.tail
        if said:
            text.append(said)
    if line := " ".join("".join(text).split()):
        yield line


def read_blocks(tree: Any) -> Reading:
    """The visible text, a block a line, with marks and elements. Linear in the page."""
    lines: list[str] = []
    marks: list[Mark] = []
    nodes = [Node(-1, "html", "html")]
    for run, state in _runs(tree, nodes):
        line = " ".join("".join(run.text).split())
        if not line:
            continue
        size = len(line)
        lines.append(line)
        marks.append(
            Mark(
                state.tag,
                state.area,
                min(1.0, run.linked / size),
                state.main_at >= 0,
                state.depth,
                state.hidden,
                state.node,
                state.inside,
                min(1.0, run.bold / size),
                run.time,
                state.depth - state.area_at if state.area_at >= 0 else FAR,
                state.depth - state.main_at if state.main_at >= 0 else FAR,
            )
        )
    return Reading("\n".join(lines), marks, nodes)


class _State(NamedTuple):
    """Where in the tree the walk is; `area_at` and `main_at` are depths, -1 where there is none."""

    tag: str
    area: Reason | None
    depth: int
    hidden: bool
    node: int
    inside: int
    area_at: int
    main_at: int


class _Run:
    """Inline text between two borders of blocks."""

    __slots__ = ("bold", "linked", "text", "time")

    def __init__(self) -> None:
        self.text: list[str] = []
        self.linked = self.bold = 0
        self.time = False

    def add(self, text: str, linked: int, bold: int) -> None:
        self.text.append(text)
        if linked:
            self.linked += len(text)
        if bold:
            self.bold += len(text)


def _runs(tree: Any, nodes: list[Node]) -> Iterator[tuple[_Run, _State]]:
    """Runs of inline text between block borders, with the state they stand in. Walks without recursion."""
    run = _Run()
    state = _State("body", None, 0, False, 0, 0, -1, -1)
    stack: list[tuple[_State, bool, str]] = []
    linked = bold = 0
    for event, node, tag in _walk(tree):
        if event == "start":
            inline = tag in _INLINE
            if not inline and run.text:
                yield run, state
                run = _Run()
            stack.append((state, inline, tag))
            if not inline and tag != "br" and len(stack) < DEEPEST:
                state = _enter(node, tag, state, nodes)
            linked += tag == "a"
            bold += tag in _BOLD
            run.time |= tag == "time"
            if text := node.text:
                run.add(text, linked, bold)
            continue
        if event == "end":
            before, inline, tag = stack.pop()
            linked -= tag == "a"
            bold -= tag in _BOLD
            if not inline:
                if run.text:
                    yield run, state
                    run = _Run()
                state = before
        if tail := node.tail:
            run.add(tail, linked, bold)
    yield run, state


def _walk(tree: Any) -> Iterator[tuple[str, Any, str]]:
    """(event, element, tag) at the "start" and "end" of each element that is read. Of a silent one there is only a
    "gone" at its end, for the sake of the text behind it."""
    skip: Any = None
    for event, node in etree.iterwalk(tree, events=("start", "end")):
        if skip is not None:
            if event == "end" and node is skip:
                skip = None
                yield "gone", node, ""
            continue
        tag = node.tag if isinstance(node.tag, str) else ""
        if event == "start" and (not tag or (tag in _SILENT and _is_silent(node, tag))):
            skip = node
        else:
            yield event, node, tag


def _is_silent(node: Any, tag: str) -> bool:
    return tag not in _UNCLOSED or next(node.iter("p"), None) is None


@lru_cache(maxsize=20_000)
def _key(tag: str, classes: str) -> str:
    """What elements of one kind have in common: the tag and the class names, without numbers."""
    names = " ".join(classes[:80].split())  # a line break would end the key in a node's path
    return f"{tag}.{_DIGITS.sub('', names)}"


def _enter(node: Any, tag: str, state: _State, nodes: list[Node]) -> _State:
    area = _TAG_AREAS.get(tag)
    main = tag in ("article", "main")
    hidden = state.hidden
    key = tag
    if given := dict(node.items()):  # all at once, since each question costs as much
        key = _key(tag, given.get("class", ""))
        names = " ".join([given[name] for name in _ATTRIBUTES if name in given])[:300]
        if names:
            named, named_main = find_area(names)
            main = main or named_main
            if named is not None and tag not in _WHOLE:
                area = named
        if "hidden" in given or given.get("aria-hidden") == "true" or _HIDDEN.search(given.get("style", "")):
            hidden = True
    above = nodes[state.node].path
    if above.count("\n") > 1:
        above = above.split("\n", 1)[1]
    nodes.append(Node(state.node, key, f"{above}\n{key}"))
    depth = state.depth + 1
    return _State(
        tag,
        area or state.area,
        depth,
        hidden,
        len(nodes) - 1,
        state.inside | _INSIDE.get(tag, 0),
        depth if area else state.area_at,
        depth if main else state.main_at,
    )
