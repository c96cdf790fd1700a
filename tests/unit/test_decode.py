"""Encodings."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.readers.decode import NotTextError, declared_encoding, decode

ENGLISH = "The militants’ “last bastion” fell – reports said."
FRENCH = "L'armée a repris la ville où les forces étaient déjà à l'œuvre, d'après l'agence."
GERMAN = "Die Kämpfer räumten über Nacht das größte Dorf südlich der Straße."
ARABIC = "قال المرصد إن قوات النظام سيطرت على مدينة البوكمال في ريف دير الزور الشرقي"
RUSSIAN = "Сирийская армия вошла в город на берегу Евфрата, сообщил источник в штабе."
TURKISH = "Suriye ordusu şehrin doğusunda ilerliyor, çatışmaların ağır olduğu bildirildi."
HEBREW = "כוחות הצבא פעלו הלילה בכפרים שבדרום ועצרו שבעה חשודים, כך מסר הדובר"


@pytest.mark.parametrize("text", [ENGLISH, FRENCH, GERMAN, ARABIC, RUSSIAN, TURKISH, HEBREW, "plain", ""])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_with_and_without_its_mark(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "text").text == text


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_both_byte_orders(mark: bytes) -> None:
    name = "utf-16-le" if mark == codecs.BOM_UTF16_LE else "utf-16-be"
    assert decode(mark + ARABIC.encode(name), "html").text == ARABIC


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ENGLISH, "cp1252"), (FRENCH, "cp1252"), (GERMAN, "cp1252"), (ARABIC, "cp1256"), (RUSSIAN, "cp1251"),
        (TURKISH, "iso-8859-9"), (HEBREW, "cp1255"), ("Café", "cp1252"), ("£5 million", "cp1252"),
        ("Sagði að það væri á reiki í þinginu", "cp1252"),
    ],
)  # fmt: skip
def test_old_encodings_are_guessed_from_little(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "text").text == text


@pytest.mark.parametrize("text", [ARABIC, RUSSIAN, HEBREW])
def test_a_page_of_markup_round_a_foreign_text(text: str) -> None:
    encoding = {ARABIC: "cp1256", RUSSIAN: "cp1251", HEBREW: "cp1255"}[text]
    page = f"<html><head><title>x</title></head><body>{'<div class=a></div>' * 500}<p>{text}</p></body></html>"
    assert text in decode(page.encode(encoding), "html").text


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        (b'<meta charset="windows-1256">', "cp1256"),
        (b"<META CHARSET=windows-1251 />", "cp1251"),
        (b'<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">', "cp1252"),
        (b'<meta content="text/html; charset=ISO-8859-9" http-equiv=content-type>', "cp1254"),
        (b'<?xml version="1.0" encoding="windows-1256"?>', "cp1256"),
        (b'<meta charset="gb2312">', "gb18030"),
        (b'<meta charset="nonsense">', None),
        (b'<meta charset="utf-7">', None),
        (b'<meta charset="utf-16">', None),
        (b'<meta charset="rot13">', None),
        (b'<meta charset="base64">', None),
        (b'<meta charset="unicode_escape">', None),
        (b'<meta charset="cp037">', None),
        (b'<meta name="x" content="y">', None),
        (b"", None),
    ],
)
def test_what_a_page_declares(head: bytes, encoding: str | None) -> None:
    assert declared_encoding(head + b"<html><head><title>t</title></head>") == encoding


def test_a_declaration_beats_a_guess_and_utf8_beats_a_declaration() -> None:
    page = '<meta charset="windows-1253"><p>Η πόλη</p>'
    assert decode(page.encode("cp1253"), "html").text == page
    saved_anew = '<meta charset="windows-1256"><p>البوكمال</p>'
    assert decode(saved_anew.encode(), "html").text == saved_anew


def test_a_declaration_in_plain_text_means_nothing() -> None:
    text = 'They wrote <meta charset="windows-1256"> into the café page'
    assert decode(text.encode("cp1252"), "text").text == text


def test_utf8_with_a_broken_byte_stays_utf8() -> None:
    data = (ARABIC + RUSSIAN).encode()
    assert decode(data[:-1] + b"\xff", "text").text.rstrip("\ufffd") == (ARABIC + RUSSIAN)[:-1]
    broken = data[:40] + b"\xff" + data[40:]
    assert decode(broken, "text").text.replace("\ufffd", "") == ARABIC + RUSSIAN


@pytest.mark.parametrize("data", [b"\x89PNG\r\n", b"PK\x03\x04", b"\xff\xd8\xff\xe0", b"\x1f\x8b\x08", b"\0\1\2\3" * 9])
def test_binary_data_is_refused(data: bytes) -> None:
    with pytest.raises(NotTextError, match="move it out"):
        decode(data + b"abc", "text")


def test_escapes_and_a_few_nuls_are_text() -> None:
    text = "Shelling \x1b[31min Homs\x1b[0m said \x00 sources " + "and more " * 20
    assert decode(text.encode(), "text").text == text


@given(st.binary(max_size=300))
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    for kind in ("text", "html"):
        try:
            text = decode(data, kind).text
        except NotTextError:
            continue
        text.encode("utf-8")  # no lone surrogates


@given(st.text(st.characters(exclude_categories=("Cs", "Cc"))))
def test_utf8_comes_back_as_it_was(text: str) -> None:
    assert decode(text.encode("utf-8-sig"), "text").text == text
