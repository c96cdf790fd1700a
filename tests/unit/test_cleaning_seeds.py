"""The five articles that the project began with, against their gold lines where those are at hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.articles import CleanArticle, RawArticle
from index.cleaning import clean

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
TITLES = {
    "000": "Video: Syrian Government Forces Storm Al-Bukamal ISIS Stronghold",
    "001": "Syrian War Report – Nov. 23, 2018: US-backed Forces Clashing With ISIS In Deir Ezzor Province",
    "002": "IS launches counter-attack to save last Syria bastion",
    "003": "Over 100 Syrian, Russian Airstrikes Hit ISIS Targets In Central Syria In Last Few Days: Reports",
    "004": "Syria Daily: Regime and Allies Try to Push Back ISIS Counter-Attack in East",
}
LONGER = {
    "donation-widget": "donation", "header-metadata": "metadata", "image-caption": "caption",
    "republication-permission": "republication", "social-prompt": "social", "related-posts": "related",
}  # fmt: skip


def cleaned(path: Path) -> CleanArticle:
    return clean(RawArticle(path.name, "text", path.read_text("utf-8")))


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_headline_is_found_and_blurbs_go(path: Path) -> None:
    article = cleaned(path)
    assert article.title == TITLES[path.name[:3]]
    assert article.language == "en"
    body = article.body.lower()
    for wording in ("paypal", "jens holm", "comment", "related posts", "disclaimer", "copyright", "hesbollah"):
        assert wording not in body


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_gold_lines(path: Path, shared: Path) -> None:
    gold = json.loads((shared / "data/seeds_gold.json").read_text("utf-8"))["files"][path.name]
    text = path.read_text("utf-8")
    label = {n: entry["label"] for entry in gold["ranges"] for n in range(entry["start"], entry["end"] + 1)}
    article = cleaned(path)
    words = {"right": 0, "wrong": 0, "missed": 0}
    reasons = {"same": 0, "other": 0}
    for block in article.blocks:
        known = label.get(text.count("\n", 0, block.start) + 1)
        count = len(text[block.start : block.end].split())
        if known == "body":
            words["right" if block.role == "kept" else "missed"] += count
        elif known not in (None, "title"):
            if block.role == "removed":
                reasons["same" if block.reason == LONGER.get(known, known) else "other"] += 1
            else:
                words["wrong"] += count
    f1 = 2 * words["right"] / (2 * words["right"] + words["wrong"] + words["missed"])
    assert words["missed"] <= 0.01 * words["right"], words
    assert words["wrong"] <= 0.03 * words["right"], words
    assert f1 >= (0.95 if path.name.startswith("003") else 0.97)
    assert reasons["same"] >= 0.7 * sum(reasons.values()), reasons
