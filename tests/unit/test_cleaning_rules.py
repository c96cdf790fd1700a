"""The rule files, their errors, and what their wordings find."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.cleaning.cues import read_rules
from index.cleaning.normal import normalize, rule_key
from index.cleaning.patterns import check_pattern
from index.cleaning.rules import FOLDER, Rules, arrange, load_rules
from search.errors import ArchiveError

FILES = sorted(FOLDER.glob("*.toml"))
ENTRIES = [
    pytest.param(path, number, id=f"{path.name}-{number}")
    for path in FILES
    for number in range(len(tomllib.loads(path.read_text("utf-8"))["cue"]))
]


def said(rules: Rules, text: str) -> tuple[str, str] | None:
    """Reason and strength of what the rules say of one block."""
    norm = normalize(text)
    cue = rules.match_all([text], [norm], [len(norm.split())])[0]
    return None if cue is None else (cue.reason, cue.strength)


def own(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "mine.toml"
    path.write_text(text, "utf-8")
    return path


def cue(**keys: str) -> str:
    given = {"reason": '"contact"', "source": '"s"', "example": '"e"', **keys}
    return "[[cue]]\n" + "".join(f"{key} = {value}\n" for key, value in given.items())


@pytest.mark.parametrize(("path", "number"), ENTRIES)
def test_every_example_is_matched_by_its_own_cue(path: Path, number: int) -> None:
    entry = tomllib.loads(path.read_text("utf-8"))["cue"][number]
    names = list(dict.fromkeys(wording.cue.name for wording in read_rules(path, trusted=True)))
    own = [wording for wording in read_rules(path, trusted=True) if wording.cue.name == names[number]]
    assert any(wording.speaks_for(entry["example"]) for wording in own)
    assert said(arrange(own), entry["example"])
    found = said(load_rules(), entry["example"])
    assert found and found[0] == entry.get("reason", tomllib.loads(path.read_text("utf-8"))["reason"])


def test_no_wording_stands_in_two_cues_that_disagree() -> None:
    said: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for wording in load_rules().wordings:
        if wording.phrase:
            says = (wording.cue.reason, wording.cue.strength)
            said.setdefault((wording.cue.where, wording.phrase), set()).add(says)
    assert {place: says for place, says in said.items() if len(says) > 1} == {}


SCRIPTS = {
    "ar": "\u0621-\u06d3",
    "fa": "\u0621-\u06d3",
    "he": "\u05d0-\u05ea",
    "ru": "\u0400-\u04ff",
    "uk": "\u0400-\u04ff",
}
LANGUAGES = frozenset("en de fr es ar tr ru uk fa he it pt ku nl id".split())


@pytest.mark.parametrize(("path", "number"), ENTRIES)
def test_a_cue_is_of_its_language(path: Path, number: int) -> None:
    entry = tomllib.loads(path.read_text("utf-8"))["cue"][number]
    language = entry.get("language")
    assert language is None or language in LANGUAGES
    foreign = {
        name for name, letters in SCRIPTS.items() if re.search(f"[{letters}]", "".join(entry.get("phrases", [])))
    }
    if language in SCRIPTS:
        assert language in foreign
    elif language not in (None, "ku"):
        assert foreign == set()


def test_the_commonest_cues_are_there_in_every_language_that_is_asked_for() -> None:
    languages: dict[str, set[str]] = {}
    for path in FILES:
        data = tomllib.loads(path.read_text("utf-8"))
        for entry in data["cue"]:
            languages.setdefault(data["reason"], set()).add(entry.get("language", ""))
    for reason in ("donation", "disclaimer", "copyright", "republication", "contact", "social", "comment-form"):
        assert {"en", "fr", "de", "es", "ar", "tr", "ru"} <= languages[reason], reason


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_shipped_patterns_pass_the_check_of_owners_patterns(path: Path) -> None:
    assert read_rules(path) == read_rules(path, trusted=True)


def test_a_page_is_matched_as_its_blocks_are() -> None:
    texts = ["Leave a comment", "", "\u2022", "A mill opened.", "Share", "12", "By Marta K.", "desk@example.org", "رد"]
    norms = [normalize(text) for text in texts]
    counts = [len(norm.split()) for norm in norms]
    rules = load_rules()
    alone = [
        rules.match_all([text], [norm], [count])[0] for text, norm, count in zip(texts, norms, counts, strict=True)
    ]
    assert rules.match_all(texts, norms, counts) == alone
    assert [found and found.reason for found in alone] == [
        "comment-form", None, None, None, "social", "comment-form", "byline", "contact", "comment-form",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["", "\0", "\ud800 Share", "\udcff@", "a\nLeave a comment\n@\n", "\u0301\u0301", "x" * 10_000, "share " * 5_000],
)
def test_odd_blocks_do_no_harm(text: str) -> None:
    norm = normalize(text)
    load_rules().match_all([text, "Share"], [norm, " share "], [len(norm.split()), 1])


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("lire la suite à l'écran", "LIRE LA SUITE A L\u2019ECRAN"),
        ("lire la suite a l'ecran", "Lire la suite à l'e\u0301cran"),
        ("más información", "Mas informacion"),
        ("ähnliche beiträge", "Ahnliche Beitrage"),
        ("größe", "GRÖSSE"),
        ("ilgili haberler", "İLGİLİ HABERLER"),
        ("ilgili haberler", "ILGILI HABERLER"),
        ("yanıtla", "YANITLA"),
        ("ещё по теме", "Еще по теме"),
        ("читайте", "Чита\u0438\u0306те"),
        ("اقرأ أيضا", "إقرأ ايضاً"),
        ("اقرا ايضا", "اقـــرأ أَيْضًا"),
        ("مواضيع ذات صلة", "مواضيع ذات صله"),
        ("# تعليقات", "\u0661\u0662 تعليقات"),
        ("در یک", "در يك"),
        ("תגובה", "תְּגוּבָה"),
        ("kommentar", "Kom\u00admentar"),
    ],
)
def test_spellings_that_keyboards_and_dumps_mix_up_are_one(tmp_path: Path, phrase: str, text: str) -> None:
    path = own(tmp_path, cue(phrases=f'["{phrase}"]', example=f'"{phrase.replace("#", "3")}"'))
    assert said(arrange(read_rules(path)), text) == ("contact", "sure")


@pytest.mark.parametrize(
    ("where", "inside", "outside"),
    [
        ("line", "Deep well!", "A deep well"),
        ("start", "Deep well: dry", "The deep well"),
        ("end", "In the deep well.", "Deep well dry"),
        ("anywhere", "The deep well is dry", "The deep wells are dry"),
    ],
)
def test_where_a_phrase_stands(tmp_path: Path, where: str, inside: str, outside: str) -> None:
    rules = arrange(read_rules(own(tmp_path, cue(where=f'"{where}"', phrases='["deep well"]', example='"deep well"'))))
    assert said(rules, inside) and said(rules, "deep well")
    assert said(rules, outside) is None


def test_a_pattern_is_tried_only_where_its_words_stand(tmp_path: Path) -> None:
    rules = arrange(
        read_rules(
            own(tmp_path, cue(pattern="'.'", begins='["x"]', holds='["deep well", "@"]', ends='["y #"]', example='"x"'))
        )
    )
    assert all(said(rules, text) for text in ("X a", "a deep well b", "a@b", "@", "a y 3."))
    assert not any(said(rules, text) for text in ("a x", "deep wells", "y 3 a", "y a"))


def test_a_block_longer_than_its_cue_allows_is_left_alone(tmp_path: Path) -> None:
    rules = arrange(read_rules(own(tmp_path, cue(where='"start"', phrases='["well"]', longest="3", example='"well"'))))
    assert said(rules, "well a b") and not said(rules, "well a b c")


def test_two_likely_wordings_are_sure(tmp_path: Path) -> None:
    path = own(
        tmp_path,
        cue(where='"anywhere"', phrases='["deep well", "dry ford"]', strength='"likely"', example='"dry ford"'),
    )
    rules = arrange(read_rules(path))
    assert said(rules, "a deep well and a deep well") == ("contact", "likely")
    assert said(rules, "a deep well and a dry ford") == ("contact", "sure")


def test_owners_cues_are_asked_first(tmp_path: Path) -> None:
    path = own(tmp_path, cue(reason='"metadata"', phrases='["leave a comment"]', example='"Leave a comment"'))
    assert said(load_rules(path), "Leave a comment") == ("metadata", "sure")


@pytest.mark.parametrize(
    ("rule", "words", "line"),
    [
        ("[[cue\n", "not valid TOML", 1),
        ('a = 1\n\n[[cue]]\nreason = "contact\n', "not valid TOML", 4),
        ("[" * 20_000, "not valid TOML", 1),
        ('reasons = "contact"\n' + cue(phrases='["a"]'), "unknown key 'reasons': use", 1),
        ('reason = "contact"\ncue = 3\n', "list of tables", 2),
        (cue(reason='"nonsense"', phrases='["a"]'), "is no reason: use one of", 2),
        ('[[cue]]\nphrases = ["a"]\nsource = "s"\nexample = "e"\n', "'None' is no reason", 1),
        ('# Mine.\nreason = "nonsense"\n\n' + cue(phrases='["a"]'), "'nonsense' is no reason", 2),
        ('\n[[cue]]\nreason = "contact"\nphrases = ["a"]\nexample = "a"\n', "source and an example", 2),
        (cue(phrases='["a"]', example='""'), "source and an example", 4),
        (cue(phrases='["a"]', source="3"), "source and an example", 3),
        (cue(phrase='["a"]'), "unknown key 'phrase': use", 5),
        (cue(phrases='["?!"]'), "has no words: use a pattern", 5),
        (cue(phrases="[]"), "needs phrases or a pattern", 5),
        (cue(phrases='["a", ""]'), "a list of texts", 5),
        (cue(phrases='"a"'), "a list of texts", 5),
        (cue(phrases='["a b", "A, b!"]'), "are the same: leave one out", 5),
        (cue(phrases='["été", "ete"]'), "are the same: leave one out", 5),
        (cue(), "needs phrases or a pattern", 1),
        (cue(phrases='["a"]', longest='"b"'), "number of words", 6),
        (cue(phrases='["a"]', longest="-1"), "number of words", 6),
        (cue(phrases='["a"]', longest="true"), "number of words", 6),
        (cue(where='"here"', phrases='["a"]'), "use line, start, end or anywhere", 5),
        (cue(where='"pattern"', phrases='["a"]'), "use line, start, end or anywhere", 5),
        (cue(strength='"certain"', phrases='["a"]'), "use sure or likely", 5),
        (cue(language='"English"', phrases='["a"]'), "two or three letters", 5),
        (cue(begins='["a"]', phrases='["a"]'), "goes with a pattern", 5),
        (cue(begins='["@"]', pattern="'a'"), "put signs into holds", 5),
        (cue(pattern="'a'", phrases='["a"]'), "phrases or a pattern", 6),
        (cue(pattern="'a'", where='"start"'), "where or a pattern", 6),
        (cue(pattern="3"), "a pattern is a text", 5),
        (cue(pattern="'(a'"), "bad pattern", 5),
        (cue(pattern="'''\n(a\n'''"), "bad pattern", 5),
        ("# [[cue]]\n" + cue(phrases='["e"]') + "\n" + cue(pattern="'(a+)+'"), "take forever", 12),
        (cue(phrases='["a"]', example='"b"'), "does not match its own example: mend", 4),
        (cue(phrases='["a"]', example='"a b"', where='"end"'), "does not match its own example: mend", 4),
        (cue(pattern="'^a'", example='"b"'), "does not match its own example: mend", 4),
        (cue(pattern="'^a'", example='"a"', ends='["b"]'), "does not match its own example: mend", 4),
        (cue(phrases='["a"]', example='"a b c"', where='"start"', longest="2"), "does not match its own", 4),
        (cue(phrases='["e"]').replace("cue", " cue "), None, 0),
    ],
)
def test_a_bad_rule_says_where_it_stands(tmp_path: Path, rule: str, words: str | None, line: int) -> None:
    path = own(tmp_path, rule)
    if words is None:
        load_rules(path)
        return
    with pytest.raises(ArchiveError, match=words) as caught:
        load_rules(path)
    assert (caught.value.path, caught.value.line) == (str(path), line)
    assert ": " in str(caught.value), "every message ends with what to do"


def test_a_file_in_another_encoding_says_where(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes("# one\n# caf\u00e9\n".encode("latin-1"))
    with pytest.raises(ArchiveError, match="save the file as UTF-8") as caught:
        load_rules(path)
    assert caught.value.line == 2


def test_a_byte_order_mark_is_no_error(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(cue(phrases='["e"]'), "utf-8-sig")
    assert read_rules(path)


def test_a_missing_rules_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="check the path"):
        load_rules(tmp_path / "none.toml")


@pytest.mark.parametrize(
    ("pattern", "example"),
    [
        ("(a+)+$", "a"),
        ("((a*))+b", "a"),
        ("(?:(?:x+)y?){2,}z", "xy"),
        ("(?i)(?:[a-z]+,?)+!", "ab,"),
        ("(a{1,9}){30}b", "a"),
        (r"(a*)\1+b", "aab"),
        (r"(?P<n>a+)(?P=n)b", "aab"),
        ("(a|a)*$", "aaa"),
        ("^x: (?:a|b|ab)*c$", "x: ababc"),
        ("^(?:a?){30}a{30}$", "a" * 30),
        ("^(?:b|b){30}$", "b" * 30),
        ("(?:[a-z]{1,9} ?){0,20}$", "one two"),
        ("(?x) (?: a | a )* $  # spaced", "aa"),
        (".*.*.*.*=x", "a=x"),
        ("a" * 3_000, "a"),
        ("[", "a"),
        ("a{99999999999}", "a"),
        ("(?(1)a|b)", "a"),
    ],
)
def test_patterns_that_could_take_forever_are_refused(pattern: str, example: str) -> None:
    with pytest.raises(ValueError, match=": "):
        check_pattern(pattern, example)


@pytest.mark.parametrize(
    ("pattern", "example"),
    [
        ("^VO desk, [A-Z]{2}$", "VO desk, HM"),
        (r"^(?:\d\s?)+$", "1 2 3"),
        (r"^(?:[A-Z][\w.]{0,30}\s){0,5}\d{4}$", "Valley Observer 2014"),
        (r"^[()+*]+(?:a|b)\(+\)+$", "(+a()"),
        (r"(?i)^weather of .{0,40}$", "Weather of the valley"),
    ],
)
def test_patterns_that_are_safe_are_taken(pattern: str, example: str) -> None:
    assert check_pattern(pattern, example).search(example)


def texts() -> st.SearchStrategy[str]:
    words = st.sampled_from(
        "leave a comment reply share \u0634\u0627\u0631\u0643 \u0623\u064a\u0636\u0627\u064b".split()
        + "\u0623\u064a\u0636\u064b\u0627 partager \u00e0 lire 12 #1 \u00a9 2016 donate www.a.example \u2022".split()
        + "by Marta K. says: ago \u0301 \u0130lgili \u00adhaber : ( ) [ @ $5 e\u0301te\u0301".split()
    )
    return st.lists(words | st.text(max_size=3), max_size=12).map(lambda found: " ".join(" ".join(found).split()))


@settings(max_examples=30, deadline=None)
@given(st.lists(texts(), max_size=3))
def test_pages_are_searched_as_single_blocks_are(blocks: list[str]) -> None:
    """The automaton over the page, and each wording asked by itself about each block, find the same."""
    rules = load_rules()
    norms = [normalize(block) for block in blocks]
    counts = [len(norm.split()) for norm in norms]
    found = rules.find_all(blocks, norms, counts)
    slow = {
        n: [k for k, wording in enumerate(rules.wordings) if wording.speaks_for(block)]
        for n, block in enumerate(blocks)
    }
    assert found == {n: numbers for n, numbers in slow.items() if numbers}


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(text: str) -> None:
    once = rule_key(text)
    assert rule_key(once.replace("#", "0")) == once


def test_the_rules_file_in_the_docs_is_one(tmp_path: Path, root: Path) -> None:
    page = (root / "docs" / "cleaning.md").read_text("utf-8")
    block = page[page.index('    reason = "related"\n') :].split("\n\n* ")[0]
    rules = load_rules(own(tmp_path, "\n".join(row.removeprefix("    ") for row in block.split("\n"))))
    assert said(rules, "Weather of the valley: dry until Friday") == ("related", "sure")
    assert said(rules, "VO desk, HM") == ("byline", "sure")
