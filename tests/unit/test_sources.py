"""The sources file: what it says about which article, and what it answers to mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.archive import Archive, Pattern
from index.articles import Facts
from index.sources import read_archive
from search.errors import ArchiveError


def archive(root: Path, toml: str) -> Archive:
    (root / "sources.toml").write_text(toml, "utf-8")
    return read_archive(root)


def mistake(root: Path, toml: str) -> str:
    """The error's message, without the folder."""
    with pytest.raises(ArchiveError) as caught:
        archive(root, toml)
    return str(caught.value).replace(str(root), "").lstrip("/\\")


@pytest.mark.parametrize(
    ("glob", "path", "fits"),
    [
        ("a.txt", "a.txt", True), ("a.txt", "b/a.txt", False), ("*.txt", "a.txt", True), ("*.txt", "b/a.txt", False),
        ("**/*.txt", "a.txt", True), ("**/*.txt", "b/c/a.txt", True), ("b/**", "b/c/a.txt", True),
        ("b/**", "bc/a.txt", False), ("00?_*", "002_x.txt", True), ("00?_*", "00/_x", False),
        ("[ab].txt", "b.txt", True), ("[!ab].txt", "b.txt", False), ("[!ab].txt", "c.txt", True),
        ("[a-c].txt", "b.txt", True), ("a.txt", "aXtxt", False), ("a+(b).txt", "a+(b).txt", True),
        ("[.txt", "[.txt", True), ("*", ".", True), ("a/**/b.txt", "a/b.txt", True),
        ("a/**/b.txt", "a/x/y/b.txt", True),
        ("a*b*c", "aXbYc", True), ("a.txt", "a.txt\n", False),
    ],
)  # fmt: skip
def test_patterns(glob: str, path: str, fits: bool) -> None:
    assert Pattern.parse(glob).matches(path) is fits


def test_without_a_file_nothing_is_known(tmp_path: Path) -> None:
    assert read_archive(tmp_path).facts("a.txt") == Facts()


def test_later_sources_refine_earlier_ones_and_articles_win(tmp_path: Path) -> None:
    described = archive(
        tmp_path,
        """
        [[source]]
        paths = ["**"]
        publisher = "Everybody"
        language = "en"
        day_first = true

        [[source]]
        paths = ["sana/*.html", "sana.txt"]
        publisher = "SANA"
        time_zone = "Asia/Damascus"
        day_first = false

        [[article]]
        path = "sana/1.html"
        title = "The right one"
        date = 2017-11-18
        original_date = "2017-11"
        original_publisher = "South Front"
        publisher = "Gulf Times"
        facets = { actor = ["Hezbollah"], region = ["Asia/Syria", "Asia/Iraq"] }
        keep = ["Also read"]
        remove = "Advertisement"
        """,
    )
    assert described.facts("x/y.txt") == Facts(publisher="Everybody", language="en", day_first=True)
    assert described.facts("sana.txt") == Facts(
        publisher="SANA", language="en", day_first=False, time_zone="Asia/Damascus"
    )
    assert described.facts("sana/1.html") == Facts(
        publisher="Gulf Times",
        language="en",
        day_first=False,
        time_zone="Asia/Damascus",
        title="The right one",
        date="2017-11-18",
        original_date="2017-11",
        original_publisher="South Front",
        facets={"actor": ("Hezbollah",), "region": ("Asia/Syria", "Asia/Iraq")},
        keep=("Also read",),
        remove=("Advertisement",),
    )


@pytest.mark.parametrize(
    ("glob", "path", "url"),
    [
        ("southfront/**", "southfront/2017/a b.html", "https://southfront.org/2017/a%20b.html"),
        ("**", "2017/é.html", "https://southfront.org/2017/%C3%A9.html"),
        ("southfront/2017/*.html", "southfront/2017/a.html", "https://southfront.org/a.html"),
    ],
)
def test_addresses_are_made_from_a_prefix_and_the_path_below_the_fixed_part(
    tmp_path: Path, glob: str, path: str, url: str
) -> None:
    described = archive(tmp_path, f'[[source]]\npaths = ["{glob}"]\nurl_prefix = "https://southfront.org/"')
    assert described.facts(path).url == url


S = '[[source]]\npaths = ["*"]\n'
A = '[[article]]\npath = "a.txt"\n'


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        (S + 'publihser = "X"', "sources.toml:3: unknown key 'publihser': did you mean 'publisher'?"),
        (S + "\n" + S + 'timezone = "UTC"', ":6: unknown key 'timezone': did you mean 'time_zone'?"),
        (S + "colour = 1", ":3: unknown key 'colour': see docs/sources-file.md (known: paths, "),
        ('[[sources]]\npaths = ["*"]', "sources.toml:1: unknown key 'sources': did you mean 'source'?"),
        ('[source]\npaths = ["*"]', ":1: write [[source]] with two brackets"),
        ('[[source]]\npublisher = "X"', ":1: this entry has no 'paths'"),
        ('[[article]]\ntitle = "X"', ":1: this entry has no 'path'"),
        ("[[source]]\npaths = [3]", ":2: 'paths' must be text in quotes"),
        ("[[source]]\npaths = []", ":2: 'paths' must be a list"),
        ('[[source]]\npaths = ["../x"]', ":2: 'paths' must be a path inside the archive"),
        (S + 'day_first = "yes"', ":3: 'day_first' must be true or false"),
        (S + 'time_zone = "Asia/Damascas"', "must be the name of a time zone: did you mean 'Asia/Damascus'?"),
        (S + 'time_zone = "../../etc/passwd"', ":3: 'time_zone' must be"),
        (S + 'language = "English"', ":3: 'language' must be a language code"),
        (S + 'url = "gulf-times.com/x"', ":3: 'url' must be a whole address"),
        (S + 'url = "javascript:alert(1)"', ":3: 'url' must be a whole address"),
        (S + 'url = "http://[::1"', ":3: 'url' "),
        (S + 'url = "http://a.b/c"\nurl_prefix = "http://a.b/"', ":1: has both url and url_prefix"),
        (S + 'publisher = ""', ":3: 'publisher' must be text"),
        (A + 'date = "18/11/2017"', ":3: 'date' "),
        (A + 'date = "2017-13"', ":3: 'date' "),
        (A + 'facets = { people = ["X"] }', ":3: 'facets' has no 'people'"),
        (A + "[article.facets]\nactor = 3", ":3: 'facets' must be a list"),
        (A + "\n" + A, ":4: 'a.txt' was already described at line 1"),
        ('[[source]]\npaths = ["*"', "sources.toml:2: is not valid TOML"),
        ("[[source]]\npaths = *", "sources.toml:2: is not valid TOML"),
    ],
)
def test_mistakes_are_named_with_their_line(tmp_path: Path, toml: str, said: str) -> None:
    assert said in mistake(tmp_path, toml)


def test_a_named_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="--sources"):
        read_archive(tmp_path, tmp_path / "none.toml")


def test_what_matches_nothing_is_warned_of(tmp_path: Path) -> None:
    described = archive(
        tmp_path,
        """[[source]]
paths = ["*.txt", "*.pdf"]

[[source]]
paths = ["*.txt"]
url = "https://a.org/b"

[[article]]
path = "gone.txt"
""",
    )
    warnings = [w.replace(str(tmp_path), "") for w in described.warnings(["a.txt", "b.txt"])]
    assert [w.lstrip("/\\") for w in warnings] == [
        "sources.toml:1: no article matches '*.pdf': correct paths, or remove it",
        "sources.toml:4: 2 articles are given one url: use url_prefix",
        "sources.toml:8: there is no article 'gone.txt': correct path, or remove it",
    ]


def test_the_seeds_are_described_as_far_as_their_owner_knows(root: Path) -> None:
    described = read_archive(root / "seeds")
    facts = {path.name[:3]: described.facts(path.name) for path in (root / "seeds").glob("*.txt")}
    assert facts["000"] == facts["001"] == Facts()
    assert (facts["002"].url or "").startswith("https://gulf-times.com/") and facts["002"].publisher is None
    assert (facts["003"].url or "").startswith("https://southfront.org/") and facts["003"].publisher is None
    assert facts["004"] == Facts(publisher="EA WorldView")
