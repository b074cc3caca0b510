"""The page in a browser: figures show their cards without a script, on a phone and at a desk, light and dark."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from support.page import f, sample

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

PHONE, DESK = (360, 780), (1280, 900)
CARD = '[id="card-liquidations.total"]'
CONTRAST = 4.5
"""WCAG 2.2, 1.4.3: text against its background."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    file: Path = tmp_path_factory.mktemp("page") / "brief.html"
    file.write_text(sample(), encoding="utf-8")
    return file.as_uri()


@pytest.fixture
def opened(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page that must neither complain nor ask for anything beyond itself."""
    size, scheme, touch = request.param
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, has_touch=touch, java_script_enabled=True
    )
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "request", lambda asked: complaints.append(asked.url) if not asked.url.startswith(("data:", "file:")) else None
    )
    page.goto(address)
    yield page
    assert [text for text in complaints if not text.startswith(("data:font/ttf", address))] == []
    context.close()


at_a_desk = pytest.mark.parametrize("opened", [(DESK, "light", False)], indirect=True)
on_a_phone = pytest.mark.parametrize("opened", [(PHONE, "light", True)], indirect=True)
everywhere = pytest.mark.parametrize(
    "opened", [(size, scheme, False) for size in (PHONE, DESK) for scheme in ("light", "dark")], indirect=True
)


def figure(page: Page) -> Locator:
    return page.locator('article > p .figure[data-figure="liquidations.total"]')


def shown(page: Page) -> list[str | None]:
    return [card.get_attribute("id") for card in page.locator(".card").all() if card.is_visible()]


@at_a_desk
def test_pointing_at_a_figure_shows_its_card_beside_it(opened: Page) -> None:
    assert shown(opened) == []
    figure(opened).hover()
    assert shown(opened) == ["card-liquidations.total"]
    card, place = opened.locator(CARD).bounding_box(), figure(opened).bounding_box()
    assert card is not None
    assert place is not None
    gap = min(abs(card["y"] - place["y"] - place["height"]), abs(place["y"] - card["y"] - card["height"]))
    assert gap < 12
    assert card["x"] >= 0
    assert card["x"] + card["width"] <= DESK[0]
    opened.mouse.move(2, 2)
    assert shown(opened) == []


@at_a_desk
def test_every_figure_shows_its_own_card_on_focus_by_keyboard(opened: Page) -> None:
    for element in opened.locator(".figure").all():
        element.focus()
        assert shown(opened) == [f"card-{element.get_attribute('data-figure')}"]


@at_a_desk
def test_the_keyboard_reaches_the_article_and_then_the_figures(opened: Page) -> None:
    opened.keyboard.press("Tab")
    assert opened.evaluate("document.activeElement.className") == "skip"
    opened.keyboard.press("Tab")
    assert opened.evaluate("document.activeElement.dataset.figure") == "liquidations.total"


@at_a_desk
def test_a_card_that_was_clicked_for_can_be_read_with_the_pointer_on_it(opened: Page) -> None:
    figure(opened).click()
    opened.locator(f"{CARD} .note").hover()
    assert shown(opened) == ["card-liquidations.total"]


@at_a_desk
def test_only_one_card_shows_at_a_time(opened: Page) -> None:
    figure(opened).focus()
    opened.locator('.figure[data-figure="prices.btc"]').first.hover()
    assert shown(opened) == ["card-prices.btc"]


@at_a_desk
def test_a_screen_reader_hears_the_card_as_the_description_of_the_figure(opened: Page) -> None:
    session = opened.context.new_cdp_session(opened)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    descriptions = [str(node.get("description", {}).get("value", "")) for node in nodes]
    assert any("Harbour Data $575 million" in " ".join(text.split()) for text in descriptions)


@on_a_phone
def test_a_tap_shows_the_card_as_a_sheet_and_a_tap_elsewhere_puts_it_away(opened: Page) -> None:
    figure(opened).tap()
    assert shown(opened) == ["card-liquidations.total"]
    card = opened.locator(CARD).bounding_box()
    assert card is not None
    assert (round(card["x"]), round(card["width"]), round(card["y"] + card["height"])) == (0, PHONE[0], PHONE[1])
    opened.locator("h1").tap(position={"x": 2, "y": 2})
    assert shown(opened) == []


@everywhere
def test_nothing_scrolls_sideways(opened: Page) -> None:
    assert opened.evaluate("document.documentElement.scrollWidth <= innerWidth")


@everywhere
def test_the_pinned_fonts_are_in_use(opened: Page) -> None:
    opened.evaluate("document.fonts.ready")
    loaded = opened.evaluate("[...document.fonts].filter(f => f.status == 'loaded').map(f => f.family)")
    assert {name.strip('"') for name in loaded} == {"Narrator Serif", "Narrator Sans", "Narrator Display"}


@everywhere
def test_every_text_stands_out_from_its_background(opened: Page) -> None:
    figure(opened).hover()
    weak = {}
    for text, ink, papers in opened.evaluate(COLOURS):
        paper = next(colour for colour in map(rgb, papers) if colour is not None)
        ratio = contrast(rgb(ink) or (0, 0, 0), paper)
        if ratio < CONTRAST:
            weak[text] = ratio
    assert weak == {}


@everywhere
def test_the_labels_of_a_chart_do_not_run_into_each_other(opened: Page) -> None:
    assert opened.evaluate(OVERLAPS) == []


TICKER = "WRAPPEDSTAKEDRESTAKEDLIQUIDETHERPERP4000"
ADDRESS = "https://tables.example.org/" + "2026-01-14-" * 9
ROW = f"| Liquidations, {TICKER} | {f('liquidations.total', '$575 million to $665 million')} | from Jan. 13, 2026, 16:00 to Jan. 14, 2026, 16:00 (UTC+8) | one source, unverified, computed | {ADDRESS} |\n"  # noqa: E501
CROWDED = (
    f"# {TICKER} fell\n\n**{ADDRESS}**\n\nText of {TICKER}.\n\n## Key points\n\n- {ADDRESS}\n\n## Figures\n\n"
    "| Figure | Value | Window | Standing | Source |\n|:--|--:|:--|:--|:--|\n" + ROW * 60
)


@pytest.mark.parametrize("width", [320, 375, 1280])
def test_long_names_and_addresses_wrap_and_no_column_is_lost(browser: Browser, tmp_path: Path, width: int) -> None:
    file = tmp_path / "crowded.html"
    file.write_text(sample(CROWDED), encoding="utf-8")
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(file.as_uri())
    assert page.evaluate(OUTSIDE) == []
    assert page.locator("tbody tr").first.locator("th, td").count() == 5
    page.close()


SAID = ("$4 million", "nearly $1,203.5 million", "$400 million to $500 million", "up 2%", "$9 billion")
EDGES = "# T\n\n| Key figure | Value | Window | Source |\n|:--|--:|:--|:--|\n" + "".join(
    f"| Thing | {f('liquidations.total', amount)} | today | Quay |\n" for amount in SAID
)


@pytest.mark.parametrize("width", [700, 1280])
def test_amounts_end_at_one_edge(browser: Browser, tmp_path: Path, width: int) -> None:
    file = tmp_path / "amounts.html"
    file.write_text(sample(EDGES), encoding="utf-8")
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(file.as_uri())
    ends = page.locator("td.number .figure").evaluate_all("all => all.map(e => e.getBoundingClientRect().right)")
    assert len(ends) == len(SAID)
    assert max(ends) - min(ends) <= 1
    page.close()


OUTSIDE = """() => [...document.querySelectorAll('article *')]
  .filter(e => e.checkVisibility() && !e.closest('thead') && !e.closest('svg'))
  .filter(e => e.getBoundingClientRect().right > innerWidth + 1
    || e.matches('.table, th, td') && e.scrollWidth > e.clientWidth + 1)
  .map(e => e.tagName + ' ' + e.textContent.slice(0, 40))"""

COLOURS = """() => [...document.querySelectorAll('h1, h2, p, dt, dd, li, th, td, caption, figcaption, svg text')]
  .filter(e => e.checkVisibility() && e.textContent.trim())
  .map(e => [e.textContent.trim().slice(0, 40), getComputedStyle(e)[e.matches('svg *') ? 'fill' : 'color'],
    (function papers(n) { return n ? [getComputedStyle(n).backgroundColor, ...papers(n.parentElement)] : [] })(e)])"""

OVERLAPS = """() => [...document.querySelectorAll('.chart svg')].flatMap(svg => {
  const boxes = [...svg.querySelectorAll('text')].map(t => [t.textContent, t.getBoundingClientRect()]);
  return boxes.flatMap(([a, p], i) => boxes.slice(i + 1)
    .filter(([b, q]) => p.left < q.right && q.left < p.right && p.top + 3 < q.bottom - 3 && q.top + 3 < p.bottom - 3)
    .map(([b]) => a + ' | ' + b)); })"""


def rgb(colour: str) -> tuple[int, int, int] | None:
    """The channels of a computed colour, None when it is transparent."""
    channels = [float(part) for part in re.findall(r"[\d.]+", colour)]
    if len(channels) == 4 and channels[3] == 0:
        return None
    red, green, blue = (round(channel) for channel in channels[:3])
    return red, green, blue


def contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    """WCAG's contrast ratio."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: tuple[int, int, int]) -> float:
    linear = [c / 255 / 12.92 if c / 255 <= 0.04045 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


AMOUNTS = "# T\n\n| Key figure | Value | Window | Source |\n|:--|--:|:--|:--|\n" + (
    f"| Shorts | {f('liquidations.total', '$575 million to $665 million')} | on Jan. 14 | Harbour Data |\n" * 2
    + f"| Shorts | {f('liquidations.total', '$5')} | today | Quay |\n"
)


def test_on_a_phone_an_amount_beside_a_short_label_stands_on_one_line(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "amounts.html"
    file.write_text(sample(AMOUNTS), encoding="utf-8")
    page = browser.new_page(viewport={"width": 375, "height": 800})
    page.goto(file.as_uri())
    lines = page.locator("td.number .figure").evaluate_all("all => all.map(e => e.getClientRects().length)")
    assert lines == [1, 1, 1]
    for row in page.locator("tbody tr").all():
        tops = row.locator("th, td").evaluate_all("all => all.map(e => Math.round(e.getBoundingClientRect().top))")
        assert tops[0] == tops[1] < tops[2] == tops[3], "what and how much, and in one line below it the rest"
    page.close()
