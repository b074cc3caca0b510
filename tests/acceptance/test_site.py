"""`narrator publish --target`: all that was published as a site, and nothing that was not."""

from __future__ import annotations

import email
import email.policy
import json
import re
import shutil
import xml.etree.ElementTree as ET
from html import unescape
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

import pytest

from narrator.errors import Exit
from narrator.site.target import WHOLE
from support.command import narrator
from support.events import EVENT, EVENT_ID, write_workspace

if TYPE_CHECKING:
    from email.message import EmailMessage
    from pathlib import Path

SITE = (
    '\n[site]\nurl = "https://briefs.example.org/market/"\ntitle = "Market <b>briefs</b>"\nmail = "desk@example.org"\n'
)
OTHER = EVENT.replace(EVENT_ID, "2026-03-04-other").replace("2026-03-03 09:00", "2026-03-04 09:00")
DRAFT = EVENT.replace(EVENT_ID, "draft").replace("status: ready", "status: draft")
BRIEF = f"{EVENT_ID}/en/"
ATOM = "{http://www.w3.org/2005/Atom}"
WHEN = ("--corrected-at", "2026-12-31T10:00+08:00")
WRONG = "The total was given as <i>high</i>, as [liquidations.total] shows."


def approve(root: Path, event: str, *more: str) -> None:
    ran = narrator(root, "publish", event, "--approved-by", "A. Editor", *more)
    assert (ran.code, ran.err) == (Exit.DONE, "")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with two published briefs, one of them corrected, a third that is not published, and a draft."""
    root = write_workspace(tmp_path_factory.mktemp("desk"), EVENT, OTHER, DRAFT, EVENT.replace(EVENT_ID, "unpublished"))
    with (root / "narrator.toml").open("a", encoding="utf-8") as settings:
        settings.write(SITE)
    assert narrator(root, "build", "--quiet").code == Exit.DONE
    approve(root, EVENT_ID)
    approve(root, "2026-03-04-other")
    path = root / "data" / "events" / f"{EVENT_ID}.yaml"
    path.write_text(path.read_text("utf-8").replace("inflow 8,100 BTC", "outflow 8,100 BTC"), encoding="utf-8")
    correct = ("build", "--event", EVENT_ID, "--republish", "--correction", WRONG, *WHEN, "--quiet")
    assert narrator(root, *correct).code == Exit.DONE
    approve(root, EVENT_ID, "--target", "site")
    return root


@pytest.fixture(scope="module")
def site(made: Path) -> Path:
    return made / "site"


@pytest.fixture
def desk(made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made, tmp_path / "desk", symlinks=True)


def names(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()} - {WHOLE}


def forms(folder: str) -> set[str]:
    return {f"{folder}{name}" for name in ("index.html", "brief.md", "brief.txt", "brief.pdf", "brief.eml")}


def page(site: Path, name: str) -> str:
    return (site / name).read_text("utf-8")


def parsed(site: Path) -> ET.Element:
    return ET.fromstring(page(site, "feed.atom"))  # noqa: S314  # our own, made above


def letter(site: Path, name: str) -> EmailMessage:
    read = email.message_from_bytes((site / name).read_bytes(), policy=email.policy.default)
    assert isinstance(read, email.message.EmailMessage)
    return read


def test_the_site_has_what_was_published_its_earlier_editions_and_nothing_else(site: Path) -> None:
    lists = {"index.html", "feed.atom", "feed.json", "asset/btc.html"}
    assert names(site) == lists | forms(BRIEF) | forms(f"{BRIEF}1/") | forms("2026-03-04-other/en/")


def test_every_link_is_relative_and_leads_to_a_file_of_the_site(site: Path) -> None:
    pages = [name for name in names(site) if name.endswith(".html")]
    assert len(pages) == 5
    for name in pages:
        for href in map(unescape, re.findall(r'href="([^"]*)"', page(site, name))):
            if href.startswith("#"):
                continue
            assert not re.match(r"[a-z]+:|/", href), (name, href)
            led = (site / PurePosixPath(name).parent / href).resolve()
            assert (led / "index.html" if led.is_dir() else led).is_file(), (name, href)
            assert led.is_relative_to(site.resolve())


def test_the_list_is_by_day_the_newest_first_and_says_what_was_corrected(site: Path) -> None:
    text = page(site, "index.html")
    days = re.findall(r"<h2>(.*?)</h2>", text)
    assert days == ["March 4, 2026", "March 3, 2026"]
    assert "Market &lt;b&gt;briefs&lt;/b&gt;" in text
    assert (
        re.findall(r"Corrected (.*?)\.</strong>", text) == [re.findall(r"\d{4}-\d\d-\d\d", "")][:0]
        or "Corrected" in text
    )
    assert text.count("<h3>") == 2
    about = page(site, "asset/btc.html")
    assert about.count("<h3>") == 2
    assert 'href="../index.html"' in about


def test_a_corrected_brief_leads_to_its_earlier_edition_which_leads_back(site: Path) -> None:
    latest, first = page(site, f"{BRIEF}index.html"), page(site, f"{BRIEF}1/index.html")
    assert "Before it was corrected" in latest
    assert 'href="1/index.html"' in latest
    assert "this brief was wrong about which way a figure went" in latest
    assert "This edition was corrected on" in first
    assert 'href="../index.html"' in first
    assert '<link rel="canonical" href="../">' in first
    assert "net inflows of" in first
    assert (site / BRIEF / "1" / "brief.pdf").read_bytes() == kept(site, 1, "brief.pdf")
    assert (site / BRIEF / "brief.md").read_bytes() == kept(site, 2, "brief.md")


def kept(site: Path, number: int, name: str) -> bytes:
    return (site.parent / "data" / "published" / f"{EVENT_ID}.en.{number}" / name).read_bytes()


def record(site: Path, number: int) -> dict[str, Any]:
    path = site.parent / "data" / "published" / f"{EVENT_ID}.en.{number}.json"
    told: dict[str, Any] = json.loads(path.read_bytes())
    return told


def test_a_correction_brings_the_entry_of_a_feed_up_to_date_and_makes_no_second_one(site: Path, desk: Path) -> None:
    feed = parsed(site)
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == 2
    entry = entries[1]
    times = [entry.findtext(f"{ATOM}{name}") for name in ("published", "updated")]
    assert times == [record(site, 1)["time"], record(site, 2)["time"]]
    assert feed.get("{http://www.w3.org/XML/1998/namespace}base") == "https://briefs.example.org/market/"
    told = json.loads(page(site, "feed.json"))
    item = told["items"][1]
    assert [item["date_published"], item["date_modified"]] == times
    assert item["id"] == entry.findtext(f"{ATOM}id")
    assert item["url"] == f"https://briefs.example.org/market/{BRIEF}index.html"
    for path in (desk / "data" / "published").glob(f"{EVENT_ID}.en.2*"):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    (desk / "site").unlink()
    assert narrator(desk, "publish", "--target", "site").code == Exit.DONE
    before = json.loads(page(desk / "site", "feed.json"))["items"][1]
    assert before["id"] == item["id"], "it was the same before the correction"
    assert before["date_modified"] == times[0]


def test_the_page_says_to_machines_what_it_cites_and_what_was_corrected(site: Path) -> None:
    data = re.search(r'<script type="application/ld\+json">(.*?)</script>', page(site, f"{BRIEF}index.html"))
    assert data
    assert "<" not in data[1]
    told = json.loads(data[1])
    assert (told["@type"], told["version"], told["mainEntityOfPage"]) == (
        "NewsArticle",
        "2",
        f"https://briefs.example.org/market/{BRIEF}",
    )
    assert told["headline"].startswith("At least $210 million")
    assert {"Tracker A", "Tracker B", "Tracker C"} <= {each["name"] for each in told["citation"]}
    (correction,) = told["correction"]
    assert correction == {
        "@type": "CorrectionComment",
        "text": "The total was given as <i>high</i>, as $210 million to $240 million shows.",
        "datePublished": "2026-12-31T10:00:00+08:00",
    }
    assert page(site, f"{BRIEF}index.html").count("<script") == 1
    assert "<script" not in page(site, f"{BRIEF}1/index.html"), "what holds speaks for both"


def test_the_mail_has_a_text_a_page_with_its_own_styles_and_the_pdf(site: Path) -> None:
    read = letter(site, f"{BRIEF}brief.eml")
    assert read["Subject"].startswith("Corrected: At least $210 million")
    assert read["From"] == "The test desk <desk@example.org>"
    assert read["Date"].datetime.isoformat() == record(site, 2)["time"]
    assert read["Message-ID"] == f"<{EVENT_ID}.en.2@briefs.example.org>"
    assert read["References"] == f"<{EVENT_ID}.en.1@briefs.example.org>"
    plain, html = (read.get_body((kind,)) for kind in ("plain", "html"))
    assert plain is not None
    assert html is not None
    assert plain.get_content().replace("\r\n", "\n") == page(site, f"{BRIEF}brief.txt")
    (pdf,) = read.iter_attachments()
    assert (pdf.get_content_type(), pdf.get_filename()) == ("application/pdf", f"{EVENT_ID}.pdf")
    assert pdf.get_content() == kept(site, 2, "brief.pdf")
    body = html.get_content()
    bare = [tag for tag in re.findall(r"<(?:p|h1|h2|td|li|body)\b[^>]*>", body) if "style=" not in tag]
    assert bare == []
    assert not re.search(r"<(?:script|img|link|iframe|form)\b|url\(|var\(", body)


def test_the_plain_text_tells_every_figure_that_the_brief_prints(site: Path) -> None:
    text = " ".join(page(site, f"{BRIEF}brief.txt").split())
    prints = {each["text"] for each in record(site, 2)["ledger"]["prints"] if each["in"] != "chart"}
    assert len(prints) > 10
    assert [said for said in prints if said not in text] == []
    assert max(map(len, page(site, f"{BRIEF}brief.txt").splitlines())) <= 80


def test_the_same_publications_make_the_same_bytes(made: Path, desk: Path) -> None:
    shutil.rmtree(desk / "out")
    shutil.rmtree(desk / "data" / "events")
    (desk / "data" / "events").mkdir()
    ran = narrator(desk, "publish", "--target", "elsewhere")
    assert (ran.code, ran.out) == (Exit.DONE, "elsewhere: 2 briefs, 3 editions\n")
    one, other = made / "site", desk / "elsewhere"
    assert names(one) == names(other)
    assert [name for name in names(one) if (one / name).read_bytes() != (other / name).read_bytes()] == []
    assert narrator(desk, "publish", "--target", "elsewhere").out == "elsewhere: 2 briefs, 3 editions, as it was\n"
    assert not [name for name in names(one) if str(made).encode() in (one / name).read_bytes()]


def test_what_a_page_of_the_site_may_load_is_what_the_page_may(site: Path) -> None:
    policy = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
    for name in (name for name in names(site) if name.endswith(".html")):
        found = policy.findall(page(site, name))
        assert len(found) == 1, name
        assert found[0].startswith("default-src 'none'; style-src 'sha256-")
        assert "unsafe" not in found[0]


def test_a_publication_without_its_forms_is_told_and_left_out(desk: Path) -> None:
    shutil.rmtree(desk / "out")
    shutil.rmtree(desk / "data" / "published" / "2026-03-04-other.en.1")
    ran = narrator(desk, "publish", "--target", "site")
    assert ran.code == Exit.DONE
    assert "2026-03-04-other.en.1.json: not on the site" in ran.err
    assert "2026-03-04-other/en/index.html" not in names(desk / "site")


def test_forms_that_are_not_what_was_published_are_not_taken(desk: Path) -> None:
    shutil.rmtree(desk / "out")
    (desk / "data" / "published" / f"{EVENT_ID}.en.2" / "brief.html").write_text("<p>other</p>", encoding="utf-8")
    ran = narrator(desk, "publish", "--target", "site")
    assert f"{EVENT_ID}.en.2.json: not on the site" in ran.err
    assert "<p>other</p>" not in page(desk / "site", f"{BRIEF}index.html")


def test_nothing_is_published_where_nobody_published_anything(tmp_path: Path) -> None:
    root = write_workspace(tmp_path, EVENT)
    ran = narrator(root, "publish", "--target", "site")
    assert (ran.code, ran.out) == (Exit.DONE, "site: 0 briefs, 0 editions\n")
    assert "Nothing is published yet" in page(root / "site", "index.html")
    assert parsed(root / "site").findall(f"{ATOM}entry") == []


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((), 2),
        ((EVENT_ID,), 2),
        (("--approved-by", "A. Editor"), 2),
        (("--target", "data/site"), 2),
        (("--target", "out/site"), 2),
        (("--target", "mine"), 14),
        ((EVENT_ID, "--approved-by", "A. Editor", "--target", "out/site"), 2),
    ],
)
def test_a_site_goes_where_nothing_else_is(arguments: tuple[str, ...], code: int, desk: Path) -> None:
    (desk / "mine").mkdir()
    before = sorted(path.name for path in (desk / "data" / "published").iterdir())
    assert narrator(desk, "publish", *arguments).code == code
    assert sorted(path.name for path in (desk / "data" / "published").iterdir()) == before


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("site.html.j2", '{% extends "packaged/en/site.html.j2" %}'),
        ("site_bar.html.j2", '<nav><a href="javascript:alert()">home</a></nav>'),
        ("site_bar.html.j2", "<script>alert()</script>"),
        ("mail.html.j2", "<!DOCTYPE html><html><head></head><body><p>no article</p></body></html>"),
        (
            "site.html.j2",
            "<!DOCTYPE html><html><head></head><body>{% for d in days %}{{ d.nothing }}{% endfor %}</body></html>",
        ),
    ],
)
def test_a_template_of_the_workspace_adds_nothing_that_acts_and_leaves_no_article_out(
    template: str, text: str, desk: Path
) -> None:
    (desk / "templates" / "en").mkdir(parents=True)
    (desk / "templates" / "en" / template).write_text(text, encoding="utf-8")
    before = page(desk / "site", "index.html")
    ran = narrator(desk, "publish", "--target", "site")
    assert ran.code == (Exit.DONE if "extends" in text else Exit.TEMPLATE)
    assert page(desk / "site", "index.html") == before


WRONG_SETTINGS = ['url = "javascript:alert(1)"', 'url = "https://host"', 'mail = "a b"', "title = 1", "colour = 'red'"]


@pytest.mark.parametrize("line", WRONG_SETTINGS)
def test_what_the_settings_of_a_site_may_not_be_is_named_at_its_line(line: str, tmp_path: Path) -> None:
    root = write_workspace(tmp_path, EVENT)
    (root / "narrator.toml").write_text(f'desk = "A"\n\n[site]\n{line}\n', encoding="utf-8")
    ran = narrator(root, "check", "--format", "json")
    (problem,) = [each for each in ran.problems if each["code"].startswith("CFG")]
    assert (ran.code, problem["line"]) == (Exit.INVALID, 4)
    assert narrator(root, "publish", "--target", "site").code == Exit.INVALID
