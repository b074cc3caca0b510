"""The desk in a browser, as a person uses it: files change under it, figures tell where they come from."""

from __future__ import annotations

import difflib
import json
import os
import re
import shutil
import signal
import time
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from support.corpora import strings
from support.desk import EVENT, running, workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Dialog, FrameLocator, Page

    from support.desk import Running

VIEWS = ("", "/pdf", "/figures", "/story", "/records", "/text", "/templates", "/changes", "/publish")
expect.set_options(timeout=40_000)  # two cores may have other work
HEADLINE = "Bitcoin closes with more than half of its rise gone"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(workspace(tmp_path_factory.mktemp("desk") / "workspace")) as found:
        yield found


@pytest.fixture
def page(desk: Running, browser: Browser) -> Iterator[Page]:
    """A page that has been let in, and that must not complain."""
    context = browser.new_context(viewport={"width": 1300, "height": 900})
    context.set_default_timeout(20_000)
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.goto(desk.address)
    yield opened
    assert [each for each in complaints if " 409 " not in each and " 422 " not in each] == []
    context.close()


@pytest.fixture(scope="module")
def untouched(desk: Running, browser: Browser) -> str:
    """The page of the event before any test has changed its file."""
    with browser.new_context() as context:
        context.request.get(desk.address)
        return context.request.get(f"{desk.home}/brief/{EVENT}/article").text()


@pytest.fixture
def record(desk: Running, page: Page, untouched: str) -> Iterator[Path]:
    """The event file that a test may change; as it was afterwards, and the desk knows it."""
    address, file = f"{desk.home}/brief/{EVENT}/article", desk.file()
    before = file.read_text(encoding="utf-8")
    yield file
    file.write_text(before, encoding="utf-8")
    for _ in range(1200):
        if (now := page.request.get(address).text()) == untouched:
            return
        time.sleep(0.05)
    pytest.fail(f"the page is not what it was: {[*difflib.unified_diff(untouched.split(), now.split(), n=1)][:40]}")


def show(page: Page, desk: Running, view: str = "") -> FrameLocator:
    page.goto(f"{desk.home}/brief/{EVENT}{view}")
    return page.frame_locator("#article")


def shown(page: Page, desk: Running) -> FrameLocator:
    """The article, once it is what the files say."""
    article = show(page, desk)
    expect(article.locator("h1")).to_contain_text(HEADLINE)
    expect(page.locator("#article")).to_have_attribute("data-hooked", "yes")
    return article


def saved_by_rename(file: Path, text: str) -> None:
    other = file.with_name(f".{file.name}.swp")
    other.write_text(text, encoding="utf-8")
    other.replace(file)


def test_the_list_has_every_brief_and_is_searched(page: Page) -> None:
    expect(page.locator("#rows tbody tr")).to_have_count(4)
    expect(page.locator("#rows")).to_contain_text("ready")
    page.get_by_label("Search").fill("etf")
    expect(page.locator("#rows tbody tr:visible")).to_have_count(1)
    page.get_by_role("link", name="2026-01-14-etf-against-shorts").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("2026-01-14-etf-against-shorts")


@pytest.mark.parametrize("by_rename", [False, True])
def test_a_saved_record_changes_the_page(desk: Running, page: Page, record: Path, by_rename: bool) -> None:
    article = shown(page, desk)
    article.locator("body").evaluate("body => body.ownerDocument.scrollingElement.scrollTo(0, 400)")
    text = record.read_text(encoding="utf-8").replace("$400 million to $500 million", "$410 million to $500 million")
    (saved_by_rename if by_rename else type(record).write_text)(record, text)
    expect(article.locator("body")).to_contain_text("$410 million to $500 million")
    assert article.locator("body").evaluate("body => body.ownerDocument.scrollingElement.scrollTop") == 400
    expect(page.locator("#article")).to_have_attribute("data-changed", re.compile("[1-9]"))


def test_a_figure_tells_where_it_comes_from(desk: Running, page: Page) -> None:
    article = shown(page, desk)
    figure = page.locator("#figure")
    article.locator("p [data-figure='liquidations.total']").first.hover()
    expect(figure).to_contain_text("disputed")
    expect(figure).to_contain_text("$400 million to $500 million from Jan. 2 to Jan. 7, 2026")
    expect(figure).to_contain_text(f"data/events/{EVENT}.yaml:")
    expect(figure).to_contain_text("circulating")
    expect(figure).to_contain_text("what is told beside it lies outside it")
    article.locator("p [data-figure='prices.btc']").first.focus()
    expect(figure).to_contain_text("prices.btc")
    page.get_by_role("button", name=re.compile("derived.days_of_total")).click()
    expect(figure).to_contain_text("Computed")
    expect(figure.locator("[data-open]")).not_to_have_count(0)


def test_a_paragraph_tells_which_template_made_it(desk: Running, page: Page) -> None:
    article = shown(page, desk)
    article.locator("article > p").first.click(position={"x": 2, "y": 5})
    expect(page.locator("#figure")).to_contain_text("total:liquidations.total, by en/messages/total.md.j2")
    page.get_by_role("link", name="en/messages/total.md.j2").first.click()
    expect(page.locator("#names")).to_contain_text("message.id")


def test_what_a_figure_owes_is_told_with_the_line_that_pays(desk: Running, page: Page) -> None:
    article = shown(page, desk)
    expect(page.locator("#figure-list")).to_be_visible()
    article.locator("p [data-figure='liquidations.total']").first.hover()
    page.get_by_role("link", name="The story of the brief").click()
    expect(page.locator("[id='liquidations.total']")).to_contain_text(re.compile(r"owes doubt: paid in line \d+"))


def test_figures_are_filtered_by_standing_and_by_source(desk: Running, page: Page) -> None:
    article = shown(page, desk)
    page.locator("select[name=standing]").select_option("disputed")
    rows = page.locator("#figures li:visible")
    expect(rows.first).to_contain_text("disputed")
    outlined = "[data-figure='liquidations.total'][style*=outline]"
    expect(article.locator(outlined).first).to_be_visible()
    page.locator("select[name=standing]").select_option("")
    page.locator("select[name=source]").select_option("farside")
    expect(article.locator(outlined)).to_have_count(0)
    expect(article.locator("[data-figure='flows.btc_etf'][style*=outline]").first).to_be_visible()


def test_a_broken_record_keeps_the_last_good_page_and_shows_its_lines(desk: Running, page: Page, record: Path) -> None:
    article = shown(page, desk)
    good = record.read_text(encoding="utf-8")
    record.write_text(good.replace("    said:", "    siad:", 1), encoding="utf-8")
    expect(page.get_by_role("alert")).to_contain_text("last good page")
    problem = page.locator(".problem.is-error", has_text="did you mean 'said'?")
    expect(problem.locator("mark")).to_have_text("siad")
    expect(problem.locator(".lines")).to_contain_text("unnamed: $400 million to $500 million")
    expect(article.locator("h1")).to_contain_text(HEADLINE)
    problem.get_by_role("button", name=re.compile("Put this in line")).click()
    expect(page.locator("#editor")).to_have_value(good)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".saved").first).to_contain_text("Saved")
    expect(show(page, desk).locator("h1")).to_contain_text(HEADLINE)
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_line_that_is_missing_is_put_below_the_one_that_tells_so(desk: Running, page: Page) -> None:
    before = desk.file().read_text(encoding="utf-8").splitlines()
    for line, indent in ((4, "  "), (2, "  ")):  # below a field, and below the head of a block
        show(page, desk, f"/records?line={line}&where=below&put=matters%3A%20much")
        after = [*before[:line], f"{indent}matters: much", *before[line:]]
        expect(page.locator("#editor")).to_have_value("\n".join(after) + "\n")


def test_half_a_file_is_no_end(desk: Running, page: Page, record: Path) -> None:
    shown(page, desk)
    good = record.read_bytes()
    for part in (good[: len(good) // 2], b"", b"\xff\xfe\x00", b"event: [" * 5000):
        record.write_bytes(part)
        expect(page.get_by_role("alert")).to_contain_text("last good page")
    record.write_bytes(good)
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_template_is_copied_changed_and_broken(desk: Running, page: Page) -> None:
    shown(page, desk)
    folder = desk.root / "templates"
    show(page, desk, "/templates")
    row = page.locator("tr", has_text="en/sections/disclosure.md.j2")
    expect(row).to_contain_text("packaged")
    row.get_by_role("button", name="Copy into the workspace").click()
    expect(row).to_contain_text("templates/en/sections/disclosure.md.j2")  # it is the workspace's now
    expect(row).not_to_contain_text("packaged")
    own = folder / "en" / "sections" / "disclosure.md.j2"
    packaged = own.read_text(encoding="utf-8")
    try:
        article = shown(page, desk)
        own.write_text(packaged + "\n\nNothing here is advice to dance.\n", encoding="utf-8")
        expect(article.locator("body")).to_contain_text("advice to dance")
        own.write_text(packaged + "\n{% if %}\n", encoding="utf-8")
        problem = page.locator(".problem.is-error").first
        expect(problem).to_contain_text("templates/en/sections/disclosure.md.j2")
        expect(problem.locator(".lines")).to_contain_text("{% if %}")
        expect(article.locator("body")).to_contain_text("advice to dance")
    finally:
        shutil.rmtree(folder)
    expect(article.locator("body")).not_to_contain_text("advice to dance")


def test_the_names_of_a_template_have_their_present_values(desk: Running, page: Page) -> None:
    show(page, desk, "/templates?names=en/messages/total.md.j2")
    names = page.locator("#names")
    expect(names).to_contain_text("message.id")
    expect(names).to_contain_text("total:liquidations.total")
    expect(names).to_contain_text("(a place for its window, where that is due)")
    assert not re.search("[\ue000-\uf8ff]", names.inner_text())
    expect(names).to_contain_text("$400 million to $500 million")


def test_a_report_is_said_as_it_is_typed_and_added(desk: Running, page: Page, record: Path) -> None:
    show(page, desk, "/records")
    page.get_by_label("Figure").fill("liquidations.total_high")
    page.get_by_label("Source").fill("coinglass")
    page.get_by_label("What it said").fill("$540 million")
    answer = page.locator("#report-answer")
    expect(answer).to_contain_text("was: $527 million")
    expect(answer).to_contain_text("will be: $527 million to $540 million")
    page.get_by_label("What it said").fill("$540 milion")
    expect(answer).to_contain_text("milion")
    page.get_by_label("What it said").fill("$540 million")
    answer.get_by_role("button", name="Add this report").click()
    expect(page.locator("#editor")).to_have_value(re.compile(r"coinglass: \$540 million"))
    assert "coinglass: $540 million" in record.read_text(encoding="utf-8")
    assert record.read_text(encoding="utf-8").startswith("# yaml-language-server")


def test_a_file_that_changed_meanwhile_is_not_overwritten(desk: Running, page: Page, record: Path) -> None:
    show(page, desk, "/records")
    theirs = record.read_text(encoding="utf-8") + "# somebody else's note\n"
    record.write_text(theirs, encoding="utf-8")
    editor = page.locator("#editor")
    editor.fill(editor.input_value() + "# mine\n")
    page.get_by_role("button", name="Save", exact=True).click()
    both = page.get_by_role("alert").filter(has_text="has changed since you opened it")
    expect(both.locator("del")).to_contain_text("somebody")
    expect(both.locator("ins")).to_contain_text("mine")
    assert record.read_text(encoding="utf-8") == theirs


def test_what_was_typed_and_not_saved_is_not_lost_silently(desk: Running, page: Page, record: Path) -> None:
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    show(page, desk, "/records")
    page.on("dialog", stay)
    editor = page.locator("#editor")
    editor.press_sequentially("# mine")
    typed = editor.input_value()
    page.get_by_label("Figure").fill("liquidations.total_high")
    page.get_by_label("Source").fill("coinglass")
    page.get_by_label("What it said").fill("$540 million")
    page.get_by_role("button", name="Add this report").click()
    expect(page.locator("#report-answer")).to_contain_text("Save what you have typed in the file first")
    page.get_by_role("link", name="Story", exact=True).click()
    page.wait_for_timeout(500)
    assert (asked, page.url.rpartition("/")[2], editor.input_value()) == (["beforeunload"], "records", typed)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".saved").first).to_contain_text("Saved")
    page.get_by_role("link", name="Story", exact=True).click()
    page.wait_for_url("**/story")
    assert (asked, record.read_text(encoding="utf-8")) == (["beforeunload"], typed)


def test_what_an_act_said_stands_under_it_and_goes_when_it_is_stale(desk: Running, page: Page) -> None:
    page.goto(desk.home)
    page.get_by_label("To fill in, named").fill(EVENT)
    page.get_by_role("button", name="New event file").click()
    under = page.locator("form[data-run=new] + .answer")
    expect(under).to_contain_text("refused")
    expect(page.locator("form[data-run=daily] + .answer")).to_be_empty()
    page.get_by_label("To fill in, named").fill("2026-02-02-other")
    expect(under).to_be_empty()


def test_a_vendors_file_is_shown_before_it_is_written(desk: Running, page: Page, record: Path) -> None:
    show(page, desk, "/records")
    before = record.read_text(encoding="utf-8")
    row = {"value": "42", "value_classification": "Fear", "timestamp": "1767744000"}
    payload = json.dumps({"name": "Fear and Greed Index", "data": [row], "metadata": {"error": None}})
    page.get_by_label("or paste it here").fill(payload)
    page.get_by_label("Its name").fill("fng.json")
    page.get_by_label("Fetched").fill("2026-01-07T08:05+08:00")
    page.get_by_role("button", name="Show its lines").click()
    shown_lines = page.locator("section", has_text="A vendor’s file").locator(".answer")
    expect(shown_lines).to_contain_text("Done")
    expect(shown_lines).to_contain_text("42")
    assert record.read_text(encoding="utf-8") == before
    page.get_by_role("button", name="Write them into this event").click()
    expect(shown_lines).to_contain_text(re.compile("wrote|Done|refused"))


@pytest.mark.usefixtures("record")  # which waits until the page is as it was
def test_an_edited_text_is_audited_as_it_is_typed(desk: Running, page: Page) -> None:
    show(page, desk, "/text")
    answer = page.locator("#audit-answer")
    expect(answer).to_contain_text("Every number is supported")
    editor = page.locator("#editor")
    text = editor.input_value()
    editor.fill(text.replace("Bitcoin rose 2.9%", "Bitcoin fell 2.9%"))
    expect(answer).to_contain_text("opposite direction of prices.btc")
    said = "From Jan. 2 to Jan. 7 crypto positions of $350 million to $500 million were liquidated, a data source says."
    editor.fill(f"# The day\n\n{said}\n")
    expect(answer).to_contain_text("“$350 million to $500 million”")
    answer.get_by_role("button", name="$400 million to $500 million", exact=True).click()
    expect(answer).to_contain_text("Every number is supported")
    file = desk.root / "data" / "edited" / f"{EVENT}.en.md"
    try:
        editor.fill(text.replace("about $459 million", "about $495 million"))
        expect(answer).to_contain_text("$495 million")
        answer.get_by_text("Let it stand").first.click()
        answer.get_by_label("Who").first.fill("A. Editor")
        answer.get_by_label("Why").first.fill("the client's own count")
        answer.get_by_role("button", name="Let it stand").first.click()
        expect(page.locator(".outcome").first).to_contain_text("wrote data/accepted/")
        editor.fill(text.replace("Bitcoin rose 2.9%", "Bitcoin gained 2.9%"))
        page.get_by_role("button", name=re.compile("Save as")).click()
        expect(page.locator(".saved")).to_contain_text("Saved")
        assert "Bitcoin gained 2.9%" in file.read_text(encoding="utf-8")
        expect(show(page, desk).locator("body")).to_contain_text("Bitcoin gained 2.9%")
    finally:
        shutil.rmtree(desk.root / "data" / "accepted", ignore_errors=True)
        file.unlink(missing_ok=True)


def test_a_draft_is_shown_made_ready_built_published_and_corrected(desk: Running, page: Page, record: Path) -> None:
    text = record.read_text(encoding="utf-8")
    record.write_text(text.replace("status: ready", "status: draft"), encoding="utf-8")
    article = show(page, desk)
    expect(page.locator("#banner")).to_contain_text("This is a draft")
    expect(article.locator("h1")).to_contain_text(HEADLINE)
    show(page, desk, "/publish")
    page.get_by_role("button", name="Make the draft ready").click()
    expect(page.locator(".answer").first).to_contain_text("Saved")
    assert "status: ready" in record.read_text(encoding="utf-8")
    page.get_by_role("button", name="Build it").click()
    expect(page.locator(".outcome").first).to_contain_text("1 built")
    page.get_by_label("Approved by").first.fill("A. Editor")
    page.get_by_role("button", name="Publish it").click()
    expect(page.locator("#published")).to_contain_text("approved by A. Editor")
    record.write_text(text.replace("$400 million to $500 million", "$300 million to $350 million"), encoding="utf-8")
    show(page, desk, "/changes")
    expect(page.locator("#changes ins").first).to_contain_text("$300")
    expect(page.locator("#changes del").first).to_contain_text("$400")
    show(page, desk, "/publish")
    page.get_by_role("button", name="Build it").click()
    expect(page.locator(".outcome").first).to_contain_text("refused")
    page.get_by_label("What was wrong", exact=True).fill("The total was counted twice")
    page.get_by_role("button", name="Build the correction").click()
    expect(page.locator(".outcome").last).to_contain_text("1 built")
    page.get_by_label("Approved by").last.fill("B. Editor")
    page.get_by_role("button", name="Publish the correction").click()
    expect(page.locator("#published")).to_contain_text("approved by B. Editor")
    shutil.rmtree(desk.root / "data" / "published")
    shutil.rmtree(desk.root / "out")


def test_a_day_is_begun_from_the_morning(desk: Running, page: Page) -> None:
    page.goto(f"{desk.home}/morning")
    expect(page.locator("#morning")).to_contain_text("Due today")
    expect(page.locator("#morning")).to_contain_text("liquidations.total")
    page.get_by_label("Daily brief of the series, for").fill("2026-01-14")
    page.get_by_role("button", name="New daily brief").click()
    expect(page.locator(".outcome")).to_contain_text("wrote data/events/2026-01-14-daily.yaml")
    page.goto(f"{desk.home}/brief/2026-01-14-daily")
    expect(page.frame_locator("#article").locator("h1")).to_contain_text("ETF")
    desk.file("2026-01-14-daily").unlink()
    page.goto(desk.home)
    expect(page.locator("#rows tbody tr")).to_have_count(4)


def test_many_files_at_once_and_a_folder_that_goes_and_comes(desk: Running, page: Page, record: Path) -> None:
    article = shown(page, desk)
    folder = desk.root / "data" / "events"
    aside = desk.root / "aside"
    text = record.read_text(encoding="utf-8")
    folder.rename(aside)
    expect(page.get_by_role("alert").first).to_be_visible()
    folder.mkdir()
    for number in range(300):
        other = text.replace(EVENT, f"2020-01-01-other-{number}").replace("status: ready", "status: draft")
        (folder / f"2020-01-01-other-{number}.yaml").write_text(other, encoding="utf-8")
    shutil.rmtree(folder)
    aside.rename(folder)
    assert record.read_text(encoding="utf-8") == text
    record.write_text(text.replace("$400 million to", "$420 million to"), encoding="utf-8")
    expect(article.locator("body")).to_contain_text("$420 million to $500 million")
    expect(page.get_by_role("alert")).to_have_count(0)


def test_the_pdf_follows_in_the_background(desk: Running, page: Page, record: Path) -> None:
    show(page, desk, "/pdf")
    address = f"{desk.home}/brief/{EVENT}/brief.pdf"
    expect(page.locator("#pdf")).to_have_attribute("src", re.compile("brief.pdf$"))
    first = page.request.get(address).body()
    assert first.startswith(b"%PDF-")
    text = record.read_text(encoding="utf-8")
    record.write_text(text.replace("$400 million to", "$430 million to"), encoding="utf-8")
    for _ in range(600):
        if page.request.get(address).body() != first:
            return
        time.sleep(0.1)
    pytest.fail("the PDF stayed as it was")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_every_view(desk: Running, browser: Browser, scheme: str) -> None:
    context = browser.new_context(viewport={"width": 1300, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(desk.address)
    views = VIEWS if scheme == "light" else ("", "/records", "/publish")  # colours are the same everywhere
    for path in ("/", "/morning", *(f"/brief/{EVENT}{view}" for view in views)):
        page.goto(desk.home + path)
        found = Axe().run(page, options={"iframes": False})
        assert found.violations_count == 0, (path, found.generate_report())
    context.close()


def test_it_fits_a_phone_and_is_used_by_keyboard(desk: Running, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 375, "height": 740})
    page = context.new_page()
    page.goto(desk.address)
    for path in ("/", "/morning", *(f"/brief/{EVENT}{view}" for view in VIEWS)):
        page.goto(desk.home + path)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 375, path
    page.goto(f"{desk.home}/brief/{EVENT}/figures")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    for _ in range(15):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.open"):
            break
    page.keyboard.press("Enter")
    expect(page.locator("#figure")).to_contain_text("Standing")
    context.close()


def test_nothing_in_a_record_runs_in_the_desk(desk: Running, page: Page, record: Path) -> None:
    ran: list[str] = []

    def heard(dialog: Dialog) -> None:
        ran.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", heard)
    hostile = [each for each in strings("xss") if "\n" not in each and each.isprintable()][:40]
    text = record.read_text(encoding="utf-8")
    for attack in ("<img src=x onerror=alert(1)>", *hostile[:3]):
        record.write_text(text.replace("The last of these has no dates", f"{attack} no dates"), encoding="utf-8")
        show(page, desk, "/records")
        page.wait_for_timeout(300)
        show(page, desk)
        page.wait_for_timeout(500)
    show(page, desk, "/text")
    page.locator("#editor").fill("\n\n".join(f"Bitcoin fell 77.7% {each}" for each in hostile))
    expect(page.locator("#audit-answer .problem").first).to_be_visible()
    assert page.locator("#audit-answer img, #audit-answer script").count() == 0
    assert ran == []


def test_it_ends_at_once_with_streams_open_and_leaves_nothing(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    with running(workspace(tmp_path / "workspace")) as desk:
        page = browser.new_context().new_page()
        page.goto(desk.address)
        show(page, desk)
        expect(page.frame_locator("#article").locator("h1")).to_contain_text(HEADLINE)
        children = _children(desk.process.pid)
        assert children
        desk.process.send_signal(signal.SIGINT)
        desk.process.wait(5)
    expect(page.locator("#connection")).to_contain_text("has stopped")
    for _ in range(50):
        if not any(os.path.exists(f"/proc/{pid}") for pid in children):  # noqa: PTH110
            break
        time.sleep(0.1)
    assert not any(os.path.exists(f"/proc/{pid}") for pid in children)  # noqa: PTH110
    assert [*(tmp_path / "tmp").glob("narrator-*")] == []
    page.context.close()


def _children(parent: int) -> list[int]:
    with open(f"/proc/{parent}/task/{parent}/children", encoding="ascii") as file:  # noqa: PTH123
        return [*map(int, file.read().split())]
