"""The archive that the web tests look at: a few telling articles, and many alike to page through."""

from __future__ import annotations

from dataclasses import replace

from search.documents import Document, Evidence, FacetValue, RemovedBlock
from tests.documents import SYRIA, article

DEIR = f"{SYRIA}/Deir ez-Zor"

BODY = (
    "Fighters of Hezbollah entered al-Bukamal on Friday. The town lies in Deir ez-Zor, on the border.\n\n"
    "The Syrian army said that ISIS had left. Nobody confirmed it."
)


def storm() -> Document:
    """An article with everything: evidence, removed blocks, an original publisher."""
    at = BODY.index("Hezbollah")
    return Document(
        id="storm",
        title="Hezbollah storms al-Bukamal",
        body=BODY,
        path="2017/storm.html",
        digest="1" * 64,
        content="c0ffee" * 10,
        url="https://example.org/storm?a=1&b=2",
        language="en",
        values={
            "date": (FacetValue("2017-11-18", (Evidence("dateline", "November 18, 2017", "page"),)),),
            "original_date": (FacetValue("2017-11-17", (Evidence("via", "17 November 2017", "removed"),)),),
            "publisher": (
                FacetValue("Global Research", (Evidence("site", "Global Research", "url"),), domain="example.org"),
            ),
            "original_publisher": (FacetValue("South Front", (Evidence("via", "South Front", "removed"),)),),
            "region": (
                FacetValue(f"{DEIR}/al-Bukamal", (Evidence("name", "al-Bukamal", "title", 17, 27, "literal"),)),
            ),
            "actor": (
                FacetValue(
                    "Hezbollah", (Evidence("name", "Hezbollah", "body", at, at + 9, "literal"),), 0.9, "armed_group"
                ),
                FacetValue("ISIS", (Evidence("name", "ISIS", "body", BODY.index("ISIS"), BODY.index("ISIS") + 4),)),
            ),
        },
        removed=(
            RemovedBlock("navigation", "Home | World | Syria", "menu", 0),
            RemovedBlock(
                "donation", "Donate by paypal to https://pay.example/me now", "donate", BODY.index("The Syrian")
            ),
            RemovedBlock("comment", "Hesbollah is great, says a reader", "thread", len(BODY)),
        ),
    )


def few() -> list[Document]:
    """Articles that differ in one thing each."""
    return [
        storm(),
        article("month", "Army advances on Raqqa", "The army advances.", region=f"{SYRIA}/Raqqa", date="2017-10"),
        article("year", "A year of war", "Hezbollah and the SDF.", actor=["Hezbollah", "SDF"], date="2016"),
        article("undated", "Strikes reported", "Strikes on ISIS in Homs.", actor="ISIS", region=f"{SYRIA}/Homs"),
        article("bare", "", "Words alone about rebels."),
        article("arabic", "معركة البوكمال", "دخل المقاتلون المدينة مساء الجمعة.", actor="Hezbollah", date="2017-11-19"),
    ]


def many() -> list[Document]:
    """Articles enough for pages, long facets and a chart."""
    return [
        article(
            f"report{n:03}",
            f"Report {n} on shelling",
            f"Shelling was reported, says report {n}. " * 6,
            region=[f"{SYRIA}/Governorate {n % 4}/Town {n % 13}"],
            actor=[f"Brigade {n % 17}", f"Army {n % 3}"],
            date=f"{2012 + n % 5}-{n % 12 + 1:02}-{n % 28 + 1:02}" if n % 7 else (),
            publisher=[f"Courier {n % 6}"] if n % 5 else (),
        )
        for n in range(60)
    ]


def hostile() -> Document:
    """An article that tries everything, in every place that a page shows."""
    attack = "<script>alert(1)</script><img src=x onerror=alert(1)>\x1b[31m\x1b]0;owned\x07\u202eesrever\u2066\0\ud800"
    attack += " sniper"
    made = article(
        "../<script>/ä?#&\"'\u202e",
        title=attack,
        body=f"{attack}\n\nA second paragraph \0 about a sniper " + "x" * 5000,
        actor=[f"<b>Sniper</b>{attack}"],
        region=[f'Nowhere"><script>alert(2)</script>/{attack}'],
        publisher='" onmouseover=alert(1) x="',
        date="2015",
        removed=[attack],
        comments=[attack],
        path="../../<script>alert(3)</script>.html",
        url="javascript:alert(document.domain)//https://example.org/",
        values={"original_publisher": attack, "source": attack},
    )
    proof = Evidence("<script>rule</script>", attack, "body", 0, 40, "literal")
    values = {name: tuple(v._replace(evidence=(proof,)) for v in held) for name, held in made.values.items()}
    return replace(made, values=values, language='en" onload="alert(1)', content="<script>")


def whole() -> list[Document]:
    """All of it but the hostile one."""
    return [*few(), *many()]
