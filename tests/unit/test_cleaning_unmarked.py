"""Articles in the first person and articles that end in few words are kept whole; threads behind them are not.

All of them are invented, and none is in any training."""

from __future__ import annotations

import pytest

from index.articles import RawArticle
from index.cleaning import clean
from index.cleaning.blocks import split_pieces
from index.cleaning.decide import Chances
from index.cleaning.lines import Line, look
from index.cleaning.rules import load_rules
from index.cleaning.unmarked import MOST, find_quoted, find_unmarked

FIRST_PERSON = {
    "letter": """To the pilot who flew over Atarib
17 November 2017

You don't know me. I sold onions on the corner, eleven steps from the place where your bomb fell.

Did you see us? I looked up and I saw you. You were very small.

I am not angry any more. I only want to know what you had for breakfast.""",
    "op-ed": """Opinion: Let's stop pretending that the truce holds
4 October 2016

I said in spring that this truce would last. I was wrong. You may laugh now.

Who believes in it today? My friends don't. I don't. Even the envoy, if you ask him after dinner, shrugs!

We should say it aloud: it's over. It was over in July, and we all knew it.

So what do you want us to do, people ask me. I want us to count the dead in public, every evening, by name.

It won't help. But at least we would stop lying.""",
    "witness": """A voice from Bustan al-Qasr
8 December 2016

I was buying bread when it fell. I ran towards the smoke, I don't know why. Everyone else ran away.

I found my cousin under the door. He said: "Is it you?" I said yes.

That is all I remember.""",
    "told to a reporter": """The woman who forgot her name
2 May 2014

I was at the checkpoint of Qutayfa, on the third bus. It was hot and I had no water with me. A soldier got in \
and asked us for our papers.

When he came to me he asked for my name. And I forgot it! Can you imagine that? I looked at him and I had no name.

I stood there for two hours. You think of silly things. I thought of the washing that I had left on the roof.

The others? I don't know. I never asked. I'm ashamed of that, but I never asked.

Samar, 29, spoke to our reporter in Gaziantep. Her name has been changed.""",
    "speech": """Message of a mother of the missing, read in The Hague
30 August 2019

My name is Amina. I have three sons and I don't know where they are. You have a list, they tell me. Am I on it?

I come here every year. You give me tea and you tell me to be patient!

I'm patient. But I'm 71.""",
    "diary by days": """A week in the stairwell
26 February 2018

Monday

I sleep under the stairs with four children, two of them mine. I don't know whose the others are. They came in \
with the dust.

Tuesday

We boiled rice. I burnt it! Can you believe that, the last of the rice, and I burnt it.

Wednesday

Somebody asked me what day it was and I had to look at this paper. You lose the days first, my mother used to say.

Thursday

I went up. The sky was so blue that I laughed. My street is a river of stones, and I walked on it as if I knew how.""",
}
SHORT_ENDS = {
    "a sentence": """Strike on an airfield near Homs
April 9, 2018
BEIRUT — Missiles hit an airfield in Homs province early Monday, killing 14 people, a monitor said.

State media blamed a neighbour for the raid, which began at three in the morning and lasted for twenty minutes.

The field lies near Palmyra.""",
    "a list of dates": """Timeline of a siege
December 14, 2016
July 17: The army cuts the northern road.
August 6: Rebels break the siege.
September 4: The siege is closed again.
November 28: The first district falls.
December 13: Deal.""",
    "a list in Markdown": """# Drone strike kills a commander in Baghdad

A strike in eastern Baghdad on Wednesday killed a commander of the brigades, the ministry said.

- The strike hit a vehicle in the Mashtal neighbourhood
- Two others died
- Hundreds gathered

The government called it a violation and asked the council to meet.""",
}
THREADS = {
    "under a heading": """I never liked the general's garden
4 October 2016

I never liked the general's garden. You could smell the roses from the cells, people told me later, and I believe them.

I was the gardener's daughter. I cut those roses! I was nine, what did I know?

They are under the lawn. My father made it grow, he was very good at that.

Comments

Milos says:
October 5, 2016 at 9:14 am
I read this on the train and I missed my stop. Thank you.

gardener_x says:
October 5, 2016 at 11:40 am
Why now?? 30 years later? You knew and you said nothing.

Milos says:
October 5, 2016 at 12:02 pm
@gardener_x she was NINE.""",
    "behind a report, without names": """Mortars fall on the vegetable market of Douma
6 February 2015

Seven people were killed on Friday morning when mortar shells fell on the vegetable market of Douma, the local \
rescue service said. Twenty-two were hurt, among them five children.

The market had been opened again a week earlier, after the council and the army had agreed on a pause in the \
shelling. Traders said that they had begun to bring in potatoes and oranges from farms near Harasta.

A doctor at the field hospital said that it had received eleven of the wounded and that two of them would lose a leg.

and who started it? you people never ask that. my cousin lives in damascus and he gets mortars every day

oh please. nobody believes that anymore, go back to your troll farm lol

I agree with the first comment, thanks for reporting this, nobody else does!""",
}
SAID_BY_READERS = ("I read this on", "Why now?", "she was NINE", "who started it", "troll farm", "I agree with")


def body_of(text: str) -> str:
    return clean(RawArticle("a.txt", "text", text)).body


@pytest.mark.parametrize("kind", [*FIRST_PERSON, *SHORT_ENDS])
def test_the_article_is_kept_whole(kind: str) -> None:
    text = (FIRST_PERSON | SHORT_ENDS)[kind]
    article = clean(RawArticle("a.txt", "markdown" if text.startswith("#") else "text", text))
    headline, *rest = filter(None, text.splitlines())
    assert article.title == headline.removeprefix("# ")
    paragraphs = [line.removeprefix("- ") for line in rest if line[-4:] not in ("2014", "2016", "2017", "2018", "2019")]
    assert [line for line in paragraphs if line not in article.body] == []


@pytest.mark.parametrize("kind", THREADS)
def test_a_thread_behind_it_goes(kind: str) -> None:
    body = body_of(THREADS[kind])
    article = [line for line in THREADS[kind].splitlines()[3:] if line and not any(s in line for s in SAID_BY_READERS)]
    assert article[0] in body
    assert [said for said in SAID_BY_READERS if said in body] == []


def page(*texts: str) -> list[Line]:
    text = "\n".join(texts)
    return look(text, split_pieces(text), load_rules(), markdown=False)


SPOKEN = "I do not know where my brother is, and nobody here will tell me why."
"""Fifteen words."""
OPENING = "The town was quiet on Monday, the council said, and its bakeries were open again. " * 5


def given_back(lines: list[Line], spoken: set[int], article: float = 0.1) -> list[int]:
    chances = [
        Chances(article, 0.0, 1 - article) if n in spoken else Chances(0.98, 0.01, 0.01) for n in range(len(lines))
    ]
    doubtful = [n in spoken for n in range(len(lines))]
    return find_unmarked(lines, [not one for one in doubtful], doubtful, chances)


def test_a_reader_may_speak_behind_a_sober_opening_but_not_in_it() -> None:
    assert given_back(page("Headline", SPOKEN, SPOKEN), {1, 2}) == [1, 2]
    assert given_back(page("Headline", OPENING, SPOKEN, SPOKEN), {2, 3}) == []


def test_a_few_doubtful_words_are_no_thread() -> None:
    lines = page("Headline", OPENING, SPOKEN)
    assert given_back(lines, {2}, article=0.3) == [2]
    assert given_back(lines, {2}, article=0.1) == []


def test_the_voice_of_the_opening_goes_on_but_not_for_ever() -> None:
    short, long = 10, 5 + MOST // 15 + 1
    assert given_back(page(*[SPOKEN] * short), set(range(short))) == list(range(short))
    assert len(given_back(page(*[SPOKEN] * long), set(range(long)))) == 60 // 15


def test_a_heading_or_a_name_that_comes_back_marks_a_thread() -> None:
    assert given_back(page(SPOKEN, "Comments", SPOKEN), {0, 2}) == [0]
    assert given_back(page(SPOKEN, "Petra", SPOKEN, "Wim", SPOKEN, "Petra", SPOKEN), {0, 2, 4, 6}) == [0]
    assert given_back(page(SPOKEN, "Petra", SPOKEN, "Wim", SPOKEN), {0, 1, 2, 3, 4}) == [0, 1, 2, 3, 4]
    assert given_back(page("3 comments", SPOKEN, SPOKEN), {1, 2}) == [1, 2]


def test_what_an_article_quotes_is_no_comment() -> None:
    said = ["“We leave the dead here.", "You would do the same, I think.”", '"Nobody asked us, and nobody will."']
    assert given_back(page("Headline", OPENING, *said, SPOKEN), {2, 3, 4, 5}) == [2, 4], "a line begins anew"
    assert given_back(page("Headline", OPENING, "Comments", *said), {3, 4, 5}) == []
    assert given_back(page("Headline", OPENING, said[2], SPOKEN, said[2]), {2, 3, 4}) == [], "readers sign so"


def test_a_quotation_goes_on_in_the_sentences_of_one_line() -> None:
    said = 'The mayor added: "I do not know who did it. You may ask them yourself, sir. They are still here." I left.'
    lines = page(f"{OPENING}{OPENING}{said} {SPOKEN}")
    found = [line.text for line, quoted in zip(lines, find_quoted(lines), strict=True) if quoted]
    assert " ".join(found) == said.removesuffix(" I left.")


def test_what_an_article_goes_on_behind_in_one_line_is_no_thread() -> None:
    lines = page(f"{OPENING}{OPENING}{SPOKEN} {OPENING}{OPENING}{SPOKEN}")
    spoken = {n for n, line in enumerate(lines) if line.text == SPOKEN}
    assert len(spoken) == 2
    assert given_back(lines, spoken) == [min(spoken)]
    apart = page(OPENING, OPENING, SPOKEN, OPENING, OPENING, SPOKEN)
    assert given_back(apart, {2, 5}) == []


DIARY = """Thirty-four days in the cellar of the conservatory
11 April 2022

The cellar under the conservatory of Chernihiv has a door of oak, a tap, and a piano which nobody can remember having \
carried down. Sixty-two people lived in it from 24 February until the Russian columns withdrew.

One of them was Larysa, a teacher of singing. She wrote on the backs of scores, with a pencil that was shared, and \
let us read the pages this week.

The city lost about half of its 285,000 inhabitants in those weeks. The mayor's office counts 700 dead."""
ENTRIES = (
    "Day 3. I slept an hour. The boy of the dentist asks if the piano is ours. I say yes, now it is.",
    "Day 9. No water since morning. We melt snow, it tastes of soot. I dreamt of oranges!",
    "Day 20. Who will believe us? I can't believe it myself. You can get used to anything, says Mykola.",
    "Day 34. Somebody shouts that they are gone. Nobody goes up. We sit and look at the door.",
)
LAST = "On 4 April the first bus of the Red Cross reached the square. The piano is still in the cellar."


def kept_entries(*parts: str) -> list[str]:
    """Of the entries and what follows them, what stays below the article."""
    body = body_of("\n\n".join([DIARY, *parts]))
    return [part for part in (*ENTRIES, LAST) if part in body]


def test_the_entries_of_a_diary_stay_with_what_follows_them() -> None:
    assert kept_entries(*ENTRIES, LAST) == [*ENTRIES, LAST]


def test_what_begins_alike_below_a_heading_of_comments_goes() -> None:
    assert kept_entries("4 comments", *ENTRIES, LAST) == []


def test_entries_whose_numbers_do_not_go_up_are_no_diary() -> None:
    entries = {2, 3, 4, 5}
    assert given_back(page("Headline", OPENING, *ENTRIES), entries) == sorted(entries)
    assert given_back(page("Headline", OPENING, ENTRIES[0], *ENTRIES[:0:-1]), entries) == []
