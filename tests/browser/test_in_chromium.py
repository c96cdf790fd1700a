"""What only a browser can tell: what fits, what can be reached and read, and that nothing is blocked."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.archive import hostile

pytestmark = pytest.mark.browser

CHECKS = (Path(__file__).parent / "checks.js").read_text("utf-8")
ATTACK = quote(hostile().id, safe="", errors="surrogatepass")

PAGES = {
    "all": "/",
    "results": "/?q=Hezbollah",
    "filtered": "/?q=shelling&actor=Army+1&actor=Army+2&not-publisher=Courier+1&since=2013",
    "removed": "/?q=paypal&in=removed",
    "zero": "/?q=Hezbollah&date=2016&actor=ISIS",
    "article": "/article/storm?q=Hezbollah&removed=1",
    "attack": f"/article/{ATTACK}?q=sniper&removed=1",
    "attacks": "/?q=sniper&in=all",
    "facet": "/facet/region?order=az",
    "error": "/?actor=Brigad+1",
    "notices": "/?since=yesterday&regoin=x",
    "about": "/about",
}


def check(page: Page, name: str) -> list[str]:
    found: list[str] = page.evaluate(f"({CHECKS}).{name}()")
    return found


@pytest.fixture(params=PAGES)
def path(request: pytest.FixtureRequest) -> str:
    return PAGES[request.param]


OPEN_ALL = "document.querySelectorAll('details').forEach((one) => { one.open = true; })"


def test_nothing_is_wider_than_the_screen(page: Page, address: str, path: str) -> None:
    page.goto(address + path)
    page.evaluate(OPEN_ALL)
    for width in (1280, 768, 390, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width


def test_all_text_can_be_read(page: Page, address: str, path: str) -> None:
    page.goto(address + path)
    page.evaluate(OPEN_ALL)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        background = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert (sum(map(int, background[4:-1].split(","))) < 200) == (scheme == "dark")
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            assert check(page, "contrast") == [], (scheme, width)


def test_structure(page: Page, address: str, path: str) -> None:
    page.goto(address + path)
    assert check(page, "structure") == []


def test_fingers_find_what_they_aim_at(page: Page, address: str, path: str) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(address + path)
    page.evaluate("document.querySelectorAll('.filters-box').forEach((one) => { one.open = true; })")
    assert check(page, "targets") == []


def test_nothing_is_blocked_and_nothing_runs(page: Page, address: str, path: str, complaints: list[str]) -> None:
    page.on("dialog", lambda dialog: complaints.append(f"dialog: {dialog.message}"))
    foreign: list[str] = []
    page.on("request", lambda asked: None if asked.url.startswith(address) else foreign.append(asked.url))
    page.goto(address + path, wait_until="load")
    assert [said for said in complaints if "404" not in said] == []
    assert foreign == []


def test_a_pasted_paragraph_leaves_room_for_the_answer(page: Page, address: str) -> None:
    page.goto(address + "/?q=" + "Hezbollah+" * 90)
    box = page.locator(".top h1").bounding_box()
    assert box is not None and 40 < box["height"] < 120
    assert page.locator("input[type=search][name=q]").input_value().count("Hezbollah") == 90


def test_the_first_result_is_three_keys_away(page: Page, address: str) -> None:
    page.goto(f"{address}/?q=Hezbollah")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the first result")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("#hit-1 h2 a")).to_be_focused()


@pytest.mark.parametrize("width", [390, 1280])
def test_a_filter_is_reached_and_chosen_by_keys(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{address}/?q=Hezbollah")
    if width == 390:
        button = page.locator(".filters-button")
        expect(button).to_be_visible()
        expect(page.locator(".pick").first).to_be_hidden()
        button.focus()
        page.keyboard.press("Enter")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.pick[href*=\"actor=\"]')"):
            break
    assert page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)") >= 2
    page.keyboard.press("Enter")
    expect(page.locator(".pill")).to_have_count(1)
    if width == 390:
        expect(page.locator(".filters-button")).to_have_text("Filters (1)")


def test_names_as_they_are_read_out(page: Page, address: str) -> None:
    page.goto(f"{address}/?q=Hezbollah&actor=SDF&not-actor=ISIS")
    filters = page.get_by_role("navigation", name="Filters")
    expect(filters.get_by_role("link", name="SDF, 1 article, selected: remove")).to_have_count(1)
    expect(filters.get_by_role("link", name="Hezbollah, 1 article", exact=True)).to_have_count(1)
    expect(filters.get_by_role("link", name="not Hezbollah", exact=True)).to_have_count(1)
    expect(filters.get_by_role("link", name="not ISIS, excluded: remove")).to_have_count(1)
    expect(page.get_by_role("link", name="Remove filter Actor: SDF")).to_have_count(1)
    expect(page.get_by_role("combobox", name="Search the archive")).to_have_value("Hezbollah")
    expect(page.get_by_role("status")).to_contain_text("article")


def test_what_may_be_meant_is_offered(page: Page, address: str, complaints: list[str]) -> None:
    page.goto(f"{address}/")
    page.get_by_role("combobox", name="Search the archive").press_sequentially("shelling hizb")
    offered = page.locator("#suggestions option").first
    expect(offered).to_have_attribute("value", "shelling Hezbollah")
    expect(offered).to_have_attribute("label", "actor, 3 articles (shelling hizb)")
    assert complaints == []


def test_everything_works_without_scripts(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(address)
    page.get_by_label("Search the archive").fill("shelling")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("status")).to_have_text("60 articles, 1 to 20 shown")
    page.get_by_role("link", name="Army 1, 20 articles").click()
    expect(page.get_by_role("status")).to_have_text("20 articles")
    page.get_by_label("From").fill("2014")
    page.get_by_role("button", name="Apply").click()
    expect(page.locator(".pill")).to_have_count(2)
    page.get_by_label("Search the archive").fill("shelling reports")
    page.keyboard.press("Enter")
    expect(page.locator(".pill")).to_have_count(2)
    page.get_by_role("link", name="Clear all").click()
    expect(page.get_by_role("status")).to_have_text("60 articles, 1 to 20 shown")
    page.get_by_role("link", name="Next page").click()
    expect(page.get_by_role("link", name="Page 2")).to_have_attribute("aria-current", "page")
    context.close()


def test_slash_goes_to_the_search_box(page: Page, address: str) -> None:
    page.goto(f"{address}/?q=Hezbollah")
    page.keyboard.press("/")
    expect(page.get_by_label("Search the archive")).to_be_focused()
    page.keyboard.press("/")
    expect(page.get_by_label("Search the archive")).to_have_value("/")


def test_marks_stand_out_in_forced_colours(page: Page, address: str) -> None:
    page.emulate_media(forced_colors="active")
    page.goto(f"{address}/?q=Hezbollah")
    colours = page.evaluate(
        "[...document.querySelectorAll('mark, body')].map((e) => getComputedStyle(e).backgroundColor)"
    )
    assert len(set(colours)) == 2


def test_paper_has_the_articles_and_no_controls(page: Page, address: str) -> None:
    page.emulate_media(media="print")
    page.goto(f"{address}/?q=shelling")
    for gone in (".filters", ".site-search", ".pager", ".tools"):
        expect(page.locator(gone).first).to_be_hidden()
    expect(page.locator("#hit-1")).to_be_visible()
    expect(page.locator("h1")).to_be_visible()
