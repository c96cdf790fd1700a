"""Reading the data files: tab-separated tables whose first line names the columns.

A spelling is written as it stands in print, `|` between spellings. Signs before it: `=SDF` only in capitals, `==IS`
only in capitals among small letters, `?Hit` also an ordinary word. See data/README.md for the columns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from search.errors import ArchiveError
from search.names.model import Spelling, SpellingKind

PLACES: Final = tuple(
    "id canonical type parent spellings adjectives population latitude longitude source".split()
)  # fmt: skip
ACTORS: Final = tuple("id canonical type role country parent since until spellings source".split())
PUBLISHERS: Final = tuple("id name domain aliases kind country language day_first source".split())

PLACE_TYPES: Final = tuple(
    sorted(
        "world region|continent|country|governorate|division|county|district|region|area|city|town|village|capital|camp"
        "|sea|lake|river|canal|strait|island|mountain|mountains|valley|desert|forest|airbase|military base|airport|port"
        "|oil field|gas field|dam|bridge|border crossing|square|site|road|line|park|castle|prison|place".split("|")
    )
)
ACTOR_TYPES: Final = ("armed_group", "coalition", "group", "organisation", "person", "state", "state_force")
PUBLISHER_TYPES: Final = tuple(
    sorted(
        "agency|armed group media|blog|broadcaster|magazine|monitor|newspaper|organisation|site|state|state media"
        "|state newspaper|think tank".split("|")
    )
)
"""What names of each field may be."""

LANGUAGES: Final = frozenset(
    "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo "
    "es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka "
    "kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng "
    "nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su "
    "sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu".split()
)
"""The two-letter codes of ISO 639-1."""


class Row(NamedTuple):
    """A line of a table: its cells by column, and where it stands."""

    cells: Mapping[str, str]
    path: str
    line: int

    def fail(self, message: str) -> ArchiveError:
        """The error to raise about this line."""
        return ArchiveError(f"{message}: mend this line", path=self.path, line=self.line)

    def required(self, column: str) -> str:
        """The cell, which must not be empty."""
        value = self.cells[column]
        if not value:
            raise self.fail(f"column '{column}' is empty")
        return value

    def number(self, column: str, convert: Callable[[str], float] = float) -> float | None:
        """The cell as a number, None when it is empty."""
        text = self.cells[column]
        try:
            return convert(text) if text else None
        except ValueError:
            raise self.fail(f"'{text}' in column '{column}' is no number") from None

    def choice(self, column: str, allowed: Mapping[str, str] | tuple[str, ...]) -> str:
        """The cell, which must be one of these."""
        value = self.cells[column]
        if value not in allowed:
            raise self.fail(f"'{value}' in column '{column}' is none of {', '.join(map(repr, allowed))}")
        return value

    def spellings(self, column: str, kind: SpellingKind = "literal") -> Iterator[Spelling]:
        """The spellings of a cell; repeated signs add up."""
        if not self.cells[column]:
            return
        for cell in self.cells[column].split("|"):
            written = cell.strip()
            spelling = read_spelling(written, kind)
            if spelling.text:
                yield spelling
            elif written:
                raise self.fail(f"nothing follows '{written}' in column '{column}'")


def read_spelling(written: str, kind: SpellingKind = "literal") -> Spelling:
    """A spelling with the signs before it; its text is empty where there is nothing but signs."""
    text = written.lstrip("=?")
    signs = written[: len(written) - len(text)]
    return Spelling(text, kind, "=" in signs, "?" in signs, signs.count("=") > 1)


def read_table(path: Path, columns: tuple[str, ...]) -> Iterator[Row]:
    """The rows of a table; ArchiveError with file and line when it has other columns, a line has too many or
    too few cells, or no source is given. Empty lines and lines that begin with `#` are left out."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise ArchiveError(
            f"cannot be read ({error}): install Dragoman anew or restore the file", path=str(path)
        ) from None
    name, width = str(path), len(columns)
    if tuple(lines[0].rstrip("\r").split("\t")) != columns:
        raise ArchiveError(f"the first line must name the columns {' '.join(columns)}", path=str(path), line=1)
    for number, line in enumerate(lines[1:], 2):
        line = line.rstrip("\r")
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != width:
            message = f"{len(cells)} cells where {width} are expected: mend this line"
            raise ArchiveError(message, path=str(path), line=number)
        row = Row(dict(zip(columns, map(str.strip, cells), strict=True)), name, number)
        row.required("source")
        yield row
