"""Articles as the world damages them: cut off, shuffled, joined, shouted, in other scripts, with broken markup.

For the tests and for benchmarks/mutations.py. Each mutation takes a source of randomness and a text.
"""

from __future__ import annotations

import random
import re
import string
from collections.abc import Callable, Mapping
from typing import Final

from index.articles import CleanArticle

Mutation = Callable[[random.Random, str], str]

_PUNCTUATION: Final = re.compile(rf"[{re.escape(string.punctuation)}“”‘’«»…]")
_TAG: Final = re.compile(r"<[^<>]*>")
_OPENING: Final = re.compile(r"<([a-zA-Z][\w-]*)(\s[^<>]*)>")
_SCRIPTS: Final = {
    "Cyrillic": "абцдефгхийклмнопярстувшхыз",
    "Greek": "αβχδεφγηιξκλμνοπψρστυϝωξυζ",
    "Arabic": "ابتدهفجحيجكلمنوبقرستوفوخيز",
    "Hebrew": "אבגדהפגחיזכלמנופקרסתוושכיז",
    "Chinese": "的一是不了人我在有他这中大来上国个到说们为子和你地",
    "Thai": "กขคงจฉชซญดตถทธนบปผฝพฟมยรลว",
}
ENDLESS: Final = (
    "a ", "a", "[", "*", "_a", "a. B", "\n", "x\n", "Name\n\nHello there my friend!\n\n", "](", "# ", "a@",
    "By " + "A " * 40, "> ", "(A ", "1", "http://",
)  # fmt: skip
"""What a text may hold over and over, so that a rule which starts anew at each of them takes for ever."""
_ODD: Final = (
    "\0", "\ud800", "\u202e", "\u200b", "\ufeff", "\x0c", "\x1c", "\x85", "\u2028", "\u2029", "\r", "\v", "\x1b[31m",
)  # fmt: skip
_LEADS: Final = ("", "  ", "\t", "> ", "* ", "12. ", "\u00a0", "## ")
_SIGNS: Final = (
    "<!--", "-->", "<![CDATA[", "]]>", "<?xml ?>", "&#0;", "&#xD800;", "&nbsp", "<br/>", "</p></p>", "<textarea>",
    "<plaintext>",
)  # fmt: skip
_WRAPPERS: Final = ("div", "span", "blockquote", "ul><li", "font", "table><tr><td", "article", "b", "a href=#", "form")


def cut_end(rng: random.Random, text: str) -> str:
    return text[: rng.randrange(len(text) + 1)]


def cut_start(rng: random.Random, text: str) -> str:
    return text[rng.randrange(len(text) + 1) :]


def cut_middle(rng: random.Random, text: str) -> str:
    first, last = sorted(rng.randrange(len(text) + 1) for _ in range(2))
    return text[:first] + text[last:]


def reorder_lines(rng: random.Random, text: str) -> str:
    lines = text.splitlines(keepends=True)
    rng.shuffle(lines)
    return "".join(lines)


def shuffle_words(rng: random.Random, text: str) -> str:
    words = text.split(" ")
    rng.shuffle(words)
    return " ".join(words)


def join_lines(rng: random.Random, text: str) -> str:
    share = rng.choice((0.2, 0.5, 1))
    return re.sub(r"\n", lambda _: " " if rng.random() < share else "\n", text)


def break_lines(rng: random.Random, text: str) -> str:
    share = rng.choice((0.02, 0.2, 1))
    return re.sub(" ", lambda _: "\n" if rng.random() < share else " ", text)


def wrap(rng: random.Random, text: str) -> str:
    width = rng.randrange(20, 100)
    return "\n".join(line[at : at + width] for line in text.split("\n") for at in range(0, max(1, len(line)), width))


def strip_punctuation(_rng: random.Random, text: str) -> str:
    return _PUNCTUATION.sub("", text)


def double_punctuation(rng: random.Random, text: str) -> str:
    return _PUNCTUATION.sub(lambda sign: sign[0] * rng.randrange(1, 9), text)


def upper(_rng: random.Random, text: str) -> str:
    return text.upper()


def lower(_rng: random.Random, text: str) -> str:
    return text.lower()


def other_script(rng: random.Random, text: str) -> str:
    letters = (_SCRIPTS[rng.choice(sorted(_SCRIPTS))] * 2)[:26]
    spaced = text.replace(" ", "") if rng.random() < 0.2 else text
    return spaced.translate(str.maketrans(string.ascii_lowercase + string.ascii_uppercase, letters * 2))


def repeat(rng: random.Random, text: str) -> str:
    return text[:20_000] * rng.randrange(2, 6)


def double_lines(rng: random.Random, text: str) -> str:
    return "".join(line * rng.choice((1, 1, 2, 5)) for line in text.splitlines(keepends=True))


def odd_characters(rng: random.Random, text: str) -> str:
    parts = list(text)
    for _ in range(rng.randrange(1, 60)):
        parts.insert(rng.randrange(len(parts) + 1), rng.choice(_ODD))
    return "".join(parts)


def other_line_ends(rng: random.Random, text: str) -> str:
    return text.replace("\n", rng.choice(("\r", "\r\n", "\x85", "\u2028", "\x0c", "\n\n\n", "\\n")))


def indent(rng: random.Random, text: str) -> str:
    return "\n".join(rng.choice(_LEADS) + line for line in text.split("\n"))


TEXT: Final[Mapping[str, Mutation]] = {
    mutation.__name__: mutation
    for mutation in (
        cut_end, cut_start, cut_middle, reorder_lines, shuffle_words, join_lines, break_lines, wrap, strip_punctuation,
        double_punctuation, upper, lower, other_script, repeat, double_lines, odd_characters, other_line_ends, indent,
    )
}  # fmt: skip


def drop_tags(rng: random.Random, text: str) -> str:
    share = rng.choice((0.05, 0.5, 1))
    return _TAG.sub(lambda tag: "" if rng.random() < share else tag[0], text)


def drop_closing_tags(rng: random.Random, text: str) -> str:
    share = rng.choice((0.05, 0.5, 1))
    return re.sub(r"</\w+\s*>", lambda tag: "" if rng.random() < share else tag[0], text)


def other_script_between_tags(rng: random.Random, text: str) -> str:
    return re.sub(r"(?<=>)[^<>]+", lambda between: other_script(rng, between[0]), text)


def upper_between_tags(_rng: random.Random, text: str) -> str:
    return re.sub(r"(?<=>)[^<>]+", lambda between: between[0].upper(), text)


def break_tags(rng: random.Random, text: str) -> str:
    """Here and there a sign of the markup is missing."""
    return re.sub(r"[<>\"'=/&;]", lambda sign: "" if rng.random() < 0.01 else sign[0], text)


def nest(rng: random.Random, text: str) -> str:
    """Elements around elements, opened at one place and, mostly, closed at another."""
    at = [tag.start() for tag in _TAG.finditer(text)] or [0]
    wrapper, depth = rng.choice(_WRAPPERS), rng.choice((1, 20, 200, 400, 3_000))
    opened = rng.choice(at)
    closed = rng.choice([place for place in at if place >= opened])
    closing = f"</{wrapper.split()[0].split('>')[0]}>" * rng.choice((0, depth))
    return text[:opened] + f"<{wrapper}>" * depth + text[opened:closed] + closing + text[closed:]


def swap_attributes(rng: random.Random, text: str) -> str:
    attributes = [tag[2] for tag in _OPENING.finditer(text)]
    rng.shuffle(attributes)
    return _OPENING.sub(lambda tag: f"<{tag[1]}{attributes.pop()}>", text)


def swap_names(rng: random.Random, text: str) -> str:
    names = sorted({tag[1] for tag in _OPENING.finditer(text)} | {"section", "aside", "h1", "td", "nav"})
    return _OPENING.sub(lambda tag: f"<{rng.choice(names)}{tag[2]}>" if rng.random() < 0.1 else tag[0], text)


def swap_tags(rng: random.Random, text: str) -> str:
    tags = _TAG.findall(text)
    rng.shuffle(tags)
    return _TAG.sub(lambda _: tags.pop(), text)


def many_attributes(rng: random.Random, text: str) -> str:
    more = " ".join(f"data-{n}={rng.randrange(9)}" for n in range(rng.choice((3, 300))))
    return _OPENING.sub(lambda tag: f"<{tag[1]}{tag[2]} {more}>" if rng.random() < 0.01 else tag[0], text)


def odd_markup(rng: random.Random, text: str) -> str:
    at = sorted(rng.randrange(len(text) + 1) for _ in range(rng.randrange(1, 6)))
    return "".join(text[a:b] + rng.choice(_SIGNS) for a, b in zip([0, *at], [*at, len(text)], strict=True))


HTML: Final[Mapping[str, Mutation]] = {
    mutation.__name__: mutation
    for mutation in (
        cut_end, cut_start, cut_middle, reorder_lines, join_lines, strip_punctuation, upper, upper_between_tags,
        other_script_between_tags, repeat, odd_characters, drop_tags, drop_closing_tags, break_tags, nest,
        swap_attributes, swap_names, swap_tags, many_attributes, odd_markup,
    )
}  # fmt: skip


def what_is_lost(article: CleanArticle) -> str:
    """What of the input is neither kept nor removed nor the title nor white space, in words; empty when nothing is."""
    page, end = article.page_text, 0
    if article.raw.kind != "html" and page != article.raw.text:
        return "the page text is not the input"
    for block in article.blocks:
        if not end <= block.start < block.end <= len(page):
            return f"block {block.start}-{block.end} behind {end} of {len(page)}"
        if page[end : block.start].strip():
            return f"{page[end : block.start].strip()[:60]!r} lies in no block"
        end = block.end
    if page[end:].strip():
        return f"{page[end:].strip()[:60]!r} lies behind the last block"
    for text, spans in ((article.body, article.spans), (article.title, article.title_spans)):
        if any(text[s.body : s.body + s.length] != page[s.page : s.page + s.length] for s in spans):
            return "a span does not lead to its text"
    return ""


_UNSEEN: Final = re.compile(
    r"<!--.*?(?:-->|$)|<[!?][^>]*(?:>|$)|<plaintext.*$"
    r"|<(script|style|noscript|template|title|iframe|object|svg|math|canvas|audio|video|map|select|datalist|textarea"
    r"|button|xmp|noembed|noframes)\b.*?(?:</\1\b[^>]*>|$)",
    re.DOTALL | re.IGNORECASE,
)
"""What a reader does not see; what is never closed swallows the rest, as in browsers."""
_WHOLE_TAG: Final = re.compile(r"""</?[a-zA-Z](?:"[^"]*(?:"|$)|'[^']*(?:'|$)|[^>"'])*+(?:>|$)""")
"""With its attributes, in which > may stand between quotes."""


def visible_words(markup: str) -> int:
    """How many words of a page a reader sees, counted without parsing it."""
    return len(_WHOLE_TAG.sub(" ", _UNSEEN.sub(" ", markup)).split())
