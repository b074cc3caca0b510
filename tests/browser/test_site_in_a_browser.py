"""A site and its mails in a browser: nothing complains, nothing is loaded, nothing is wider than the screen."""

from __future__ import annotations

import email
import email.policy
import re
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest

from support.command import narrator
from support.events import EVENT, EVENT_ID, write_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

PHONE, DESK = (375, 780), (1280, 900)
BRIEF = f"{EVENT_ID}/en"
PAGES = ("index.html", "asset/btc.html", f"{BRIEF}/index.html", f"{BRIEF}/1/index.html")
STYLES = re.compile(r"<style>.*?</style>", re.DOTALL)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = write_workspace(tmp_path_factory.mktemp("desk"), EVENT)
    assert narrator(root, "build", "--quiet").code == 0
    assert narrator(root, "publish", EVENT_ID, "--approved-by", "A. Editor").code == 0
    path = root / "data" / "events" / f"{EVENT_ID}.yaml"
    path.write_text(path.read_text("utf-8").replace("inflow 8,100 BTC", "outflow 8,100 BTC"), encoding="utf-8")
    correct = ("--event", EVENT_ID, "--republish", "--correction", "The funds lost coins.", "--quiet")
    assert narrator(root, "build", *correct).code == 0
    assert narrator(root, "publish", EVENT_ID, "--approved-by", "A. Editor", "--target", "site").code == 0
    message = email.message_from_bytes((root / "site" / BRIEF / "brief.eml").read_bytes(), policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    body = message.get_body(("html",))
    assert body is not None
    html = body.get_content()
    (root / "with.html").write_text(html, encoding="utf-8")
    (root / "without.html").write_text(STYLES.sub("", html), encoding="utf-8")
    return root


@pytest.fixture
def opened(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    size, scheme = request.param
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on(
        "request", lambda asked: complaints.append(asked.url) if not asked.url.startswith(("data:", "file:")) else None
    )
    yield page
    assert complaints == []
    context.close()


everywhere = pytest.mark.parametrize(
    "opened", [(size, scheme) for size in (PHONE, DESK) for scheme in ("light", "dark")], indirect=True
)


def is_too_wide(page: Page) -> bool:
    wide: bool = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    return wide


@everywhere
def test_no_page_of_a_site_complains_loads_or_is_too_wide(opened: Page, site: Path) -> None:
    for name in PAGES:
        opened.goto((site / "site" / name).as_uri())
        assert not is_too_wide(opened), name
        assert opened.locator("h1").first.is_visible()


@everywhere
def test_a_mail_can_be_read_with_its_styles_and_without(opened: Page, site: Path) -> None:
    for name in ("with.html", "without.html"):
        opened.goto((site / name).as_uri())
        assert not is_too_wide(opened), name
        assert opened.get_by_text("this brief was wrong about which way a figure went").is_visible()
        assert opened.get_by_text("net outflows of $710 million").first.is_visible()
        body = opened.locator("p").last
        colours = [body.evaluate(f"e => getComputedStyle(e).{name}") for name in ("color", "fontSize")]
        ground = opened.locator("body").evaluate("e => getComputedStyle(e).backgroundColor")
        assert colours[0] != ground


@pytest.mark.parametrize("opened", [(DESK, "light")], indirect=True)
def test_a_reader_gets_from_the_list_to_the_edition_before_it_was_corrected_and_back(opened: Page, site: Path) -> None:
    opened.goto((site / "site" / "index.html").as_uri())
    opened.locator("h3 a").first.click()
    assert opened.locator(".notice").is_visible()
    box, title = opened.locator(".notice").bounding_box(), opened.locator("h1").bounding_box()
    assert box is not None
    assert title is not None
    assert box["y"] < title["y"], "what was wrong stands above the headline"
    opened.locator('.bar a[href="1/index.html"]').click()
    assert opened.get_by_text("This edition was corrected on").is_visible()
    opened.locator(".superseded a").click()
    assert opened.locator(".notice").is_visible()
    opened.locator(".bar a").first.click()
    assert opened.locator(".listing").is_visible()
