"""What a publisher says of itself goes, in words that no rule has; what articles tell of giving and journalists stays.

The article and all lines are invented, and none is in any training."""

from __future__ import annotations

import pytest

from index.articles import RawArticle
from index.cleaning import clean
from index.cleaning.notices import notice_words

ARTICLE = """Rebels leave Daraya after four years
Buses carried the last 700 fighters out of Daraya on Friday, ending a siege that had lasted since November 2012.
The army's 4th Division entered the suburb an hour later and raised the flag over the municipal building.
"We leave the dead," a member of the local council said by telephone, "and they stay to keep the place."
About 4,000 civilians are to be taken to shelters in Harjalleh under the agreement, which was signed on Thursday."""
APPEALS = (
    "Reporting from besieged areas is dangerous and expensive. Readers make it possible. If our work matters to you, "
    "please give what you can today.",
    "Unlike the mainstream media we answer to nobody but you. Please pledge a small monthly amount.",
    "Cette enquête vous a été utile ? Elle a été rendue possible par nos abonnés. Rejoignez-les, pour un café.",
    "Sie schätzen unsere Artikel? Dann freuen wir uns über einen Kaffee: hier klicken.",
    "Informar desde el terreno cuesta dinero. Si valoras nuestro trabajo, considera hacer una contribución mensual.",
    "Мы работаем для вас и благодаря вам. Помочь изданию можно переводом на карту, реквизиты по ссылке.",
)
AUTHORS = (
    "Hala Sabbagh covers Syria and Lebanon for the Observer. She tweets at @halasab.",
    "Karim Daoud est journaliste indépendant. Il couvre la Syrie depuis 2011.",
    "Карим Дауд — независимый журналист, живёт в Берлине.",
)
REPORTED = (
    "The UN's humanitarian office says that donors have given 31 percent of the funding for its plan, and that "
    "subscriptions to the pooled fund have stopped.",
    "A fundraising campaign for the families has brought in 40,000 dollars, most of it through PayPal and Patreon.",
    "A local website that lives on donations from its readers was raided on the same day, and its editors were taken.",
    "Please bring your identity papers to the school of Harjalleh before noon, the council told the families by "
    "loudspeaker.",
    "We will not be taken to Idlib like sheep, the council wrote in its last statement, and you who watch will answer "
    "for it.",
    "Omar Said, a reporter for the local media office, was killed by a sniper on the last day of the siege.",
    "Der Fall ist nicht der erste in Daraja, und kein Journalist hat über ihn geschrieben.",
)
IN_THE_FIRST_PERSON = """To those who read this in safe places
We are the people of the western cellars, and we write because you asked us how we live.
We pay for bread with batteries. We read old news to our children because there is none that we could give them.
Please do not send us money or gifts. You cannot pay for what we miss, and our website has no readers but you.
We want you to write to your members of parliament, every week, about our street."""


def reasons(text: str) -> dict[str, str]:
    """What was removed, with its reason."""
    blocks = clean(RawArticle("a.txt", "text", text)).blocks
    return {text[block.start : block.end]: block.reason or "" for block in blocks if block.role == "removed"}


@pytest.mark.parametrize("appeal", APPEALS)
def test_an_appeal_in_any_words_goes(appeal: str) -> None:
    assert reasons(f"{ARTICLE}\n{appeal}") == {appeal: "donation"}


@pytest.mark.parametrize("author", AUTHORS)
def test_who_the_author_is_goes(author: str) -> None:
    assert reasons(f"{ARTICLE}\n{author}") == {author: "byline"}


def test_who_speaks_in_the_article_is_no_author_box() -> None:
    told = "Karim Daoud, who counted the buses, left his house with a bag of letters and the keys of eleven neighbours."
    after = "Karim Daoud is a journalist, and he has kept a list of every house in his street since the first winter."
    assert reasons(f"{ARTICLE}\n{told}\n{after}") == {}


@pytest.mark.parametrize("told", REPORTED)
def test_what_is_reported_of_giving_stays(told: str) -> None:
    assert reasons(f"{ARTICLE}\n{told}") == {}
    first, *rest = ARTICLE.split("\n", 2)
    assert reasons("\n".join([first, rest[0], told, *rest[1:]])) == {}


def test_an_article_that_speaks_to_its_readers_stays() -> None:
    assert reasons(IN_THE_FIRST_PERSON) == {}


def test_no_word_is_of_two_opposed_kinds() -> None:
    words = notice_words()
    assert {"reader", "giving", "publishing", "author", "speech"} == set(words)
    assert words["speech"].isdisjoint(words["reader"] | words["giving"])


def bare(*lines: str, between: str) -> str:
    """A page without any class: all its lines, held apart by the same markup."""
    text = between.join(["", *ARTICLE.splitlines()[1:], *lines, ""])
    return f"<html><body><h1>Rebels leave Daraya</h1>{text}</body></html>"


THREAD = ("4 comments", "Kilowatt", "Good riddance!! who fed them for four years??", "old goat", "you did, lol")


@pytest.mark.parametrize("between", ["<p>", "<br><br>", "\n<div>"])
def test_a_page_without_classes_is_cleaned_as_text(between: str) -> None:
    article = clean(RawArticle("a.html", "html", bare(*THREAD, between=between)))
    assert article.body.split("\n\n") == ARTICLE.splitlines()[1:]


@pytest.mark.parametrize("notice", [*APPEALS[:3], AUTHORS[0]])
def test_a_notice_among_the_paragraphs_of_a_page_goes(notice: str) -> None:
    paragraphs = "".join(f'<p class="text">{line}</p>' for line in [*ARTICLE.splitlines()[1:], notice])
    article = clean(RawArticle("a.html", "html", f'<article class="post"><h1>Rebels leave</h1>{paragraphs}</article>'))
    assert article.body.split("\n\n") == ARTICLE.splitlines()[1:]


@pytest.mark.parametrize("between", ["<p>", "<br><br>"])
def test_an_article_without_classes_keeps_its_end_where_nothing_marks_a_thread(between: str) -> None:
    said = (THREAD[2], "Nobody told us where the buses would take you.")
    article = clean(RawArticle("a.html", "html", bare(*said, between=between)))
    assert all(line in article.body for line in said)
