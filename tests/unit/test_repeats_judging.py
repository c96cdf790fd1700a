"""What a source repeats: by how many stories, not by how many files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from index.articles import Facts
from index.cleaning.normal import normalize
from index.cleaning.repeated import Spread, paragraph_key
from index.repeats.judging import LEAST_STORIES, judge
from index.repeats.sources import host_of, source_name

WORDS = "river mill bridge council truck convoy ford gate winter valley driver market well road tower".split()


def key(text: str) -> int:
    found = paragraph_key(normalize(text))
    assert found is not None
    return found


def own(story: int, paragraphs: int = 6) -> list[str]:
    """The text of a story that nobody else tells."""
    return [
        " ".join(f"{WORDS[(story + n * word) % 15]}{chr(97 + story % 26)}{chr(97 + story // 26)}" for word in range(20))
        + f" {chr(97 + n)}"
        for n in range(paragraphs)
    ]


class Source:
    def __init__(self, *articles: Sequence[str]) -> None:
        self.articles = [[key(text) for text in article] for article in articles]

    def count(self) -> int:
        return len(self.articles)

    def common(self, least: int) -> Iterator[tuple[int, int]]:
        for one in {one for article in self.articles for one in article}:
            held = sum(one in article for article in self.articles)
            if held >= least:
                yield one, held

    def holders(self, key: int, most: int) -> Iterator[Sequence[int]]:
        yield from [article for article in self.articles if key in article][:most]


BLURB = "We tell the story of the river and its people."
LINE = "Follow us wherever you are"


@pytest.mark.parametrize(
    ("total", "holding", "spread"),
    [
        (4, 4, None),
        (5, 5, Spread.MOST),
        (10, 4, None),
        (10, 5, Spread.MANY),
        (10, 6, Spread.MOST),
        (40, 11, None),
        (40, 12, Spread.MANY),
        (40, 23, Spread.MANY),
        (40, 24, Spread.MOST),
    ],
)
def test_a_share_of_the_source_and_a_least_number(total: int, holding: int, spread: Spread | None) -> None:
    source = Source(*([*own(n), BLURB] if n < holding else own(n) for n in range(total)))
    judged = judge(source)
    assert {one: found.spread for one, found in judged.items()} == ({key(BLURB): spread} if spread else {})
    if spread:
        assert judged[key(BLURB)].articles == holding


def test_a_story_that_was_saved_many_times_repeats_nothing() -> None:
    copies = [own(1)] * 12
    assert judge(Source(*copies)) == {}
    updates = [[*own(2)[:4], own(30 + n)[0], f"Updated at the hour {'abcdefghijkl'[n]}"] for n in range(12)]
    assert judge(Source(*copies, *(own(40 + n) for n in range(6)))) == {}
    assert judge(Source(*updates, *(own(60 + n) for n in range(6)))) == {}


def test_copies_do_not_hide_what_other_stories_repeat() -> None:
    articles = [[*own(1), BLURB]] * 4 + [[*own(n), BLURB] for n in range(2, 12)]
    assert judge(Source(*articles))[key(BLURB)].spread == Spread.MOST


def test_short_reports_under_long_notices_are_stories_of_their_own() -> None:
    notices = [f"{BLURB} {' '.join(WORDS)} {n * 'again '}" for n in range(4)]
    articles = [[own(n)[0], *notices] for n in range(24)]
    assert set(judge(Source(*articles))) == set(map(key, notices))


def test_a_source_of_nothing_but_one_page_repeats_nothing() -> None:
    assert judge(Source(*[[BLURB, LINE]] * 50)) == {}


def test_it_takes_more_than_a_few_stories() -> None:
    assert LEAST_STORIES >= 5, "three articles that quote one paragraph are no proof"


@pytest.mark.parametrize(
    ("facts", "host", "path", "name"),
    [
        (Facts(publisher=" SANA  English", url="https://x.org/1"), "y.org", "a/b.txt", "publisher sana english"),
        (Facts(url="https://www.X.org/1"), "y.org", "a/b.txt", "site x.org"),
        (Facts(), "y.org", "a/b.txt", "site y.org"),
        (Facts(), "", "news/sana/2016/05/31/b.txt", "folder news/sana"),
        (Facts(), "", "news/2016-05-31/b.txt", "folder news"),
        (Facts(), "", "news/2016/part two/b.txt", "folder news/2016/part two"),
        (Facts(), "", "2016/b.txt", "folder ."),
        (Facts(), "", "b.txt", "folder ."),
        (Facts(url="https://[broken"), "", "a/b.txt", "folder a"),
    ],
)
def test_the_source_of_an_article(facts: Facts, host: str, path: str, name: str) -> None:
    assert source_name(facts, host, path) == name


def test_a_hostile_address_gives_a_name_that_can_be_stored() -> None:
    host_of("https://\ud800.org/" + "x" * 10).encode("utf-8")
    assert len(host_of(f"https://{'a' * 5000}.org/")) <= 253
