"""Words by which readers' comments give themselves away: first and second person, greetings, quarrel."""

from __future__ import annotations

from typing import Final

_PERSON: Final = frozenset(
    "i i'm i've i'd i'll im ive my me mine you you're you've you'll your yours u ur we're dont cant isnt"
    " ich du dir dein mich mir"
    " je j'ai tu vous moi yo tú usted mi ben sen bana я ты вы мне أنا أنت אני אתה minä sinä saya kamu".split()
)
_CASUAL: Final = frozenset(
    "lol lmao wtf omg imo imho haha hahaha thanks thank thx btw wow yeah yep nope hi hello hey cheers please sorry"
    " gonna wanna dude guys idiot idiots stupid bullshit troll fake trump congrats awesome merci danke gracias".split()
)
SIGNS: Final = _PERSON | _CASUAL
