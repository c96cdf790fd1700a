"""Guessing the encoding of text from before UTF-8."""

from __future__ import annotations


def guess_legacy(data: bytes) -> str:
    """The likeliest single-byte encoding of bytes that are not UTF-8."""
    return "cp1252"
