"""Actors that no list can hold, by how they are described: *pro-Turkish militants*, *Iraqi militias*,
*Sudanese Foreign Ministry*, *Russia accused*. The words are data (heads.tsv, cues.toml)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Set
from typing import Final

from index.facets.mentions.actors import Casting
from index.facets.mentions.cues import Cues
from index.facets.mentions.model import Mention
from index.facets.mentions.passages import Passage, possessive
from index.facets.mentions.taken import Taken
from search.names import Name

_MODIFIERS: Final = frozenset(
    "shia shiite sunni kurdish arab islamist jihadist armed rebel opposition allied local tribal elite special ground"
    " naval military paramilitary regular national federal central state interim transitional".split()
)
_UNITS: Final = re.compile(
    r"\s*(?:\([A-Z]{2,6}\)\s*)?(\d+(?:st|nd|rd|th)\s+(?:Brigade|Division|Battalion|Regiment|Corps|Army))\b"
)

_DASHED: Final = re.compile(r"\s[-\u2013\u2014]+\s")
"""What ends a dateline: *BAHRAIN - Iranian forces*."""

_STANCES: Final = ("backed", "led", "supported", "funded", "aligned", "allied")
_STANCE: Final = re.compile(rf"-({'|'.join(_STANCES)})\b")

_BESIDE: Final = frozenset((" and ", " and the ", ", ", ", and ", " or "))
"""What stands between countries that act together: *brokered by the United States and Russia*."""
_LONGEST_BESIDE: Final = max(map(len, _BESIDE))


def described(casting: Casting, passage: Passage, regions: list[Mention], taken: Taken) -> None:
    """Add the actors that are described with a nationality in this passage. `taken` are the stretches of listed
    actors, which stay what they are; what is found here is added to it."""
    adjectives = {m.start for m in regions if m.name.type == "country" and m.kind in ("adjective", "part-of-name")}
    for mention in regions:
        name = mention.name
        if name.type != "country" or taken.at(mention.start) or _DASHED.match(passage.text, mention.end):
            continue
        people = passage.adjacent_after(mention.end)
        if people is not None and people.low in casting.cues.words["generic.nations"]:
            continue  # *Syrian Kurdish fighters* are Kurdish ones
        stance = _stance(passage, mention)
        head = _head(passage, mention.end, casting.cues, adjectives)
        if head is not None and (_explains(passage, head, casting.cues) or _objects(passage, head)):
            continue
        if stance:
            _add_stance(casting, passage, mention, stance, head, taken)
        elif head is not None and (mention.kind == "adjective" or _before_noun(passage, mention, head, casting.cues)):
            _add_head(casting, mention, head, taken)
        elif head is None and mention.kind == "literal":
            _group_from(casting, passage, mention, taken)


def _before_noun(passage: Passage, mention: Mention, head: tuple[str, int], cues: Cues) -> bool:
    """Whether a country's name does the work of its adjective: *US troops*, *Iraq militias*, but not *left in Syria
    fighters who ...*."""
    if mention.text.isupper():
        return True
    before = passage.adjacent_before(mention.start)
    length = len(head[0])
    joined = passage.text[mention.end : head[1]].lower() == f" {head[0]}" and head[1] - mention.end == length + 1
    return joined and mention.kind == "literal" and not (before and before.low in cues.words["state.blocked"])


def _stance(passage: Passage, mention: Mention) -> str:
    """*pro-* before or *-backed*, *-led* after a nationality, "" without."""
    text, start, end = passage.text, mention.start, mention.end
    if text.endswith("-", 0, start):
        before = text[max(0, start - 5) : start].lower()
        for sign in ("pro-", "anti-"):
            if before.endswith(sign):
                return sign
    after = _STANCE.match(text, end, end + 12) if text.startswith("-", end) else None
    return after.group() if after else ""


def _head(passage: Passage, offset: int, cues: Cues, adjectives: Set[int]) -> tuple[str, int] | None:
    """The head noun at or shortly behind an offset, and where it ends: that of *Syrian and Russian warplanes* too,
    where the other adjective begins at one of the offsets given."""
    first = passage.word_at(offset)
    last = first + len(passage.after(offset, 7))
    lows, starts = passage.lows, passage.starts
    if last - first > 1 and lows[first] in ("and", "or"):
        if starts[first + 1] not in adjectives and lows[first + 1] not in ("regime", "government"):
            return None
        first += 2
    elif first < last and starts[first] in adjectives:
        first += 1
    while first < last and (lows[first] in _MODIFIERS or lows[first] in _STANCES):
        if _longest(passage, first, last, cues) is not None:
            break
        first += 1
    return _longest(passage, first, min(last, first + 5), cues)


def _explains(passage: Passage, head: tuple[str, int], cues: Cues) -> bool:
    """Whether a head noun only says what the name behind it is: *Lebanese militant group Hezbollah*."""
    if cues.heads[head[0]].type != "armed_group_generic" or passage.headline:
        return False
    following = passage.adjacent_after(head[1])
    return following is not None and following.capital


def _objects(passage: Passage, head: tuple[str, int]) -> bool:
    """Whether *opposition* is what somebody is in: *U.S. opposition to the plan*."""
    return head[0] == "opposition" and passage.after(head[1], 1) == ["to"]


def _longest(passage: Passage, first: int, last: int, cues: Cues) -> tuple[str, int] | None:
    """The longest head noun that begins with the word `first` and ends before the word `last`, and where it ends."""
    lows = passage.lows
    longest = cues.openings.get(lows[first], 0) if first < last else 0
    for end in range(first + min(longest, 4, last - first), first, -1):
        if end < last and lows[end] in cues.words["actor.things"]:
            continue
        words = " ".join(lows[first:end])
        if words in cues.heads:
            return words, passage.ends[end - 1]
    return None


def _described(mention: Mention, start: int, end: int, taken: Taken, rule: str) -> Mention:
    taken.add(start, end)
    return Mention(mention.passage, start, end, "literal", [mention.name], rule)


def _add_stance(
    casting: Casting,
    passage: Passage,
    mention: Mention,
    stance: str,
    head: tuple[str, int] | None,
    taken: Taken,
) -> None:
    label = casting.label(mention.name)
    if stance == "-led" and re.match(r"-led(?: [a-z]+)? [Cc]oalition", passage.text[mention.end : mention.end + 40]):
        end = passage.text.lower().index("coalition", mention.end) + len("coalition")
        value, type, role = casting.named(f"{label}-led coalition", f"{label}-led coalition", "coalition")
        casting.add(value, type, role, _described(mention, mention.start, end, taken, "led coalition"))
    elif stance == "-led" and head is not None and casting.names.lookup("actor", f"{label}-led coalition"):
        value, type, role = casting.named(f"{label}-led coalition", "", "")
        casting.add(value, type, role, _described(mention, mention.start, head[1], taken, "led coalition"))
    elif head is not None and casting.cues.heads[head[0]].type == "armed_group_generic":
        start = (
            mention.start - len(stance)
            if stance.endswith("-") and stance != "-" and not stance.startswith("-")
            else mention.start
        )
        noun = casting.cues.heads[head[0]].canonical.replace("{adj} ", "")
        value = f"{stance}{label} {noun}" if not stance.startswith("-") else f"{label}{stance} {noun}"
        casting.add(
            value, "armed_group_generic", "actor", _described(mention, start, head[1], taken, "stance and head noun")
        )


def _add_head(casting: Casting, mention: Mention, head: tuple[str, int], taken: Taken) -> None:
    found = _described(mention, mention.start, head[1], taken, "nationality and head noun")
    casting.add_head(mention.name, head[0], casting.cues.heads[head[0]], found)


def _group_from(casting: Casting, passage: Passage, mention: Mention, taken: Taken) -> None:
    """*militia groups from Iraq*: Iraqi militias. *Militants from Syria's Nusra Front*, which may have lost its
    apostrophe, are of that front."""
    near, after = passage.before(mention.start, 4), passage.adjacent_after(mention.end)
    if len(near) < 2 or near[0] != "from" or (after is not None and after.capital):
        return
    if possessive(passage.words[passage.word_at(mention.start)]):
        return
    for count in (3, 2, 1):
        words = " ".join(reversed(near[1 : 1 + count]))
        made = casting.cues.heads.get(words)
        if made is not None and made.type == "armed_group_generic":
            value = made.canonical.replace("{adj}", casting.label(mention.name))
            start = passage.starts[passage.word_at(mention.start) - 1 - min(count, len(near) - 1)]
            casting.add(
                value, made.type, "actor", _described(mention, start, mention.end, taken, "head noun from country")
            )
            return


def units(casting: Casting, passage: Passage, actors: list[Mention], taken: Taken) -> None:
    """Add numbered units of listed forces: *Free Syrian Army (FSA) 1st Brigade*."""
    for mention in actors:
        listed = mention.name.type in ("armed_group", "state_force")
        match = _UNITS.match(passage.text, mention.end) if listed else None
        if match:
            short = _abbreviation(casting, mention.name)
            taken.add(mention.start, match.end())
            found = Mention(passage, mention.start, match.end(), "literal", [mention.name], "numbered unit")
            casting.add(f"{short} {' '.join(match.group(1).split())}", mention.name.type, "actor", found)


def _abbreviation(casting: Casting, name: Name) -> str:
    return next((s.text for s in casting.names.spellings(name) if s.case and s.text.isupper()), name.canonical)


def states(casting: Casting, regions: list[Mention], taken: Taken) -> None:
    """Add countries that act: *Russia accused*, *support from Iran*; capitals that stand for a government are
    marked so and count for their country."""
    last = 0  # where the name of the country that acted last ends
    ending: defaultdict[int, list[Name]] = defaultdict(list)
    for mention in regions:
        ending[mention.end].append(mention.name)
    for mention in regions:
        name, passage = mention.name, mention.passage
        if mention.kind != "literal" or name.type not in ("country", "capital") or taken.at(mention.start):
            continue
        if name.type == "country":
            beside = last > 0 and passage.text[last : min(mention.start, last + _LONGEST_BESIDE + 1)] in _BESIDE
            if _is_parent(mention, ending[mention.start - 2]):
                continue
            if _acts(passage, mention, casting.cues) or (beside and not _owns(passage, mention)):
                last = mention.end
                value, type = casting.state(name)
                casting.add(value, type, "actor", mention)
        elif name.country and _governs(passage, mention, casting.cues):
            country = casting.names.get(name.country)
            if country is not None:
                mention.kind = "capital"
                mention.names = [country]
                value, type = casting.state(country)
                casting.add(value, type, "actor", mention)


def _is_parent(country: Mention, before: list[Name]) -> bool:
    """Whether a country only says where a place two characters before it lies: *doctors in Omdurman, Sudan, said*."""
    if country.passage.text[max(0, country.start - 2) : country.start] != ", ":
        return False
    return any(name.id != country.name.id and name.within(country.name.id) for name in before)


def _owns(passage: Passage, mention: Mention) -> bool:
    """Whether a name goes on, as in *Turkey's* and *US-led*."""
    return passage.text[mention.end : mention.end + 1] in ("'", "\u2019", "-")


def _acts(passage: Passage, mention: Mention, cues: Cues) -> bool:
    before = passage.before(mention.start, 3)
    if _owns(passage, mention):
        return False
    if before[:1] == ["the"]:
        before = before[1:]
    if before and (
        before[0] in cues.words["state.before"]
        or (before[0] in ("from", "by") and len(before) > 1 and _backs(before[1], cues))
        or (before[0] in ("with", "between") and len(before) > 1 and before[1] in cues.words["state.dealings"])
        or (before[0] == "of" and len(before) > 1 and before[1] in ("government", "regime", "authorities"))
    ):
        return True
    if before and before[0] in cues.words["state.blocked"]:
        return False
    return _verb_follows(passage, mention.end, cues)


def _verb_follows(passage: Passage, offset: int, cues: Cues, verbs: str = "state.after") -> bool:
    """Whether a verb of acting comes behind a name: *Russia has also said*, *Moscow and the coalition struck*."""
    after = passage.after(offset, 5)
    if len(after) > 2 and after[0] == "and" and after[1] in ("its", "his", "their"):
        after = after[3:]  # Turkey and its allies began
    elif after and after[0] in ("and", "or"):
        beside = 2 if len(after) > 2 and after[1] == "the" else 1
        if len(after) < 3 or (beside == 1 and not passage.forms[passage.word_at(offset) + 1].capital):
            return False
        after = after[beside + 1 :]
    while after and after[0] in cues.words["state.adverbs"]:
        after = after[1:]
    return bool(after) and after[0] in cues.words[verbs]


def _backs(word: str, cues: Cues) -> bool:
    return word in cues.words["state.backing"] or word in cues.words["state.backed"]


def _governs(passage: Passage, mention: Mention, cues: Cues) -> bool:
    before = passage.before(mention.start, 2)
    after = passage.adjacent_after(mention.end)
    if after is not None and after.low in ("government", "regime", "authorities"):
        return True
    if before and before[0] in cues.words["capital.before"]:
        return True
    if (
        before
        and before[0] in ("with", "between", "from", "by")
        and len(before) > 1
        and before[1] in cues.words["capital.before"]
    ):
        return True
    if before and before[0] in cues.words["capital.blocked"]:
        return False
    return _verb_follows(passage, mention.end, cues, "capital.after")
