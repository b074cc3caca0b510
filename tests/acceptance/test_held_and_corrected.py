"""What is held or deleted leaves the folder of editions; what was wrong is corrected in sight of the reader."""

from __future__ import annotations

import io
import json
import re
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from narrator.reading.documents import of_html
from support.command import narrator
from support.editions import listed
from support.events import EVENT, EVENT_ID, write_workspace

if TYPE_CHECKING:
    from pathlib import Path

BUILD = ("build", "--to", "md", "--format", "json")


@pytest.mark.parametrize("named", [("--event", EVENT_ID), (f"data/events/{EVENT_ID}.yaml",)])
@pytest.mark.parametrize("status", ["draft", "held"])
def test_an_event_asked_for_by_name_that_is_not_ready_ends_with_10(
    status: str, named: tuple[str, ...], tmp_path: Path
) -> None:
    root = write_workspace(tmp_path, EVENT.replace("status: ready", f"status: {status}", 1))
    ran = narrator(root, *BUILD, *named)
    assert (ran.code, ran.told["built"]) == (10, [])
    assert ran.told["skipped"] == [{"event": EVENT_ID, "status": status, "why": f"its status is {status}"}]
    (problem,) = ran.problems
    assert (problem["code"], problem["line"], problem["example"]) == ("EVT092", 4, "status: ready")
    assert narrator(root, *BUILD).code == 0


def test_held_and_deleted_events_leave_the_folder(tmp_path: Path) -> None:
    root = write_workspace(tmp_path, EVENT, EVENT.replace(EVENT_ID, "other"), EVENT.replace(EVENT_ID, "third"))
    assert narrator(root, *BUILD).code == 0
    other = root / "data" / "events" / "other.yaml"
    other.write_text(other.read_text("utf-8").replace("status: ready", "status: held", 1), encoding="utf-8")
    (root / "data" / "events" / "third.yaml").unlink()
    ran = narrator(root, *BUILD)
    assert ran.code == 0
    assert [(entry["event"], entry["why"]) for entry in ran.told["removed"]] == [
        ("other", "its status is held"),
        ("third", "its file is gone"),
    ]
    assert set(listed(root)) == {f"{EVENT_ID}/en"}
    assert sorted(path.name for path in (root / "out").iterdir()) == [EVENT_ID, "manifest.json"]


WRONG = "The total was given as $500 million; it is <b>lower</b>, as [liquidations.total] shows."
SAID = "The total was given as $500 million; it is <b>lower</b>, as $210 million to $240 million shows."


def published(folder: Path) -> Path:
    """A workspace with a published brief."""
    root = write_workspace(folder, EVENT)
    assert narrator(root, "build", "--quiet").code == 0
    assert narrator(root, "publish", EVENT_ID, "--approved-by", "A. Editor").code == 0
    return root


def correct(root: Path, text: str, *more: str) -> int:
    return narrator(root, "build", "--event", EVENT_ID, "--republish", "--correction", text, "--quiet", *more).code


def test_a_correction_reaches_the_reader_in_all_forms_and_stays(tmp_path: Path) -> None:
    root = published(tmp_path)
    assert correct(root, WRONG) == 0
    out = root / "out" / EVENT_ID / "en"
    markdown, page = ((out / name).read_text("utf-8") for name in ("brief.md", "brief.html"))
    plain = " ".join(page.replace("&lt;", "<").replace("&gt;", ">").split())
    pages = PdfReader(io.BytesIO((out / "brief.pdf").read_bytes())).pages
    text = " ".join(" ".join(each.extract_text() for each in pages).split())
    head = markdown.partition("## Key points")[0]
    assert f"**Correction:** {SAID}" in head.replace("\\", "")
    assert "*Corrected edition, as of March 3, 2026, 09:00 UTC+8; it replaces what was published before.*" in head
    assert "The total was given as $500 million; it is <b>lower</b>" in plain
    assert "The total was given as $500 million" in text
    assert json.loads((out / "ledger.json").read_text("utf-8"))["correction"] == WRONG
    assert narrator(root, "publish", EVENT_ID, "--approved-by", "A. Editor").code == 0
    record = json.loads((root / "data" / "published" / f"{EVENT_ID}.en.2.json").read_text("utf-8"))
    assert record["correction"] == WRONG
    assert narrator(root, "build", "--quiet").code == 0
    assert (out / "brief.md").read_text("utf-8") == markdown


@pytest.mark.parametrize("text", ["a\u202eb", "a\u200bb", "x" * 501, "p\u0430ypal x" + "\u0301" * 9, "  "])
def test_a_correction_is_a_text_that_can_be_seen_and_read(text: str, tmp_path: Path) -> None:
    root = write_workspace(tmp_path, EVENT)
    assert correct(root, text) == 2
    assert not (root / "out").exists()


def test_a_correction_belongs_to_one_published_brief(tmp_path: Path) -> None:
    root = write_workspace(tmp_path, EVENT)
    assert narrator(root, "build", "--republish", "--correction", "It was wrong.").code == 2
    assert narrator(root, "build", "--event", EVENT_ID, "--correction", "It was wrong.").code == 2
    assert correct(root, "It was wrong.") == 14


def test_a_correction_that_no_template_or_editor_prints_stops_the_edition(tmp_path: Path) -> None:
    root = published(tmp_path)
    own = root / "templates" / "en"
    own.mkdir(parents=True)
    brief = '{% extends "packaged/en/brief.md.j2" %}{% block correction %}{% endblock %}'
    (own / "brief.md.j2").write_text(brief, encoding="utf-8")
    before = (root / "out" / EVENT_ID / "en" / "brief.md").read_bytes()
    assert correct(root, "The total was wrong.") == 12
    assert (root / "out" / EVENT_ID / "en" / "brief.md").read_bytes() == before
    (own / "brief.md.j2").unlink()
    assert correct(root, "No figure is [liquidations.nothing].") == 10
    edited = root / "data" / "edited" / f"{EVENT_ID}.en.md"
    edited.parent.mkdir()
    text = before.decode()
    edited.write_text(text, encoding="utf-8")
    assert correct(root, "The total was $500 million.", "--to", "md") == 13
    corrected = text.replace("## Key points", "**Correction:** The total was $500 million.\n\n## Key points", 1)
    edited.write_text(corrected, encoding="utf-8")
    assert correct(root, "The total was $500 million.", "--to", "md") == 0


def test_the_figure_of_a_correction_is_held_against_the_figures_elsewhere(tmp_path: Path) -> None:
    root = published(tmp_path)
    edited = root / "data" / "edited" / f"{EVENT_ID}.en.md"
    edited.parent.mkdir()
    text = (root / "out" / EVENT_ID / "en" / "brief.md").read_text("utf-8")
    said = "**Correction:** Liquidations were $500 million.\n\nLiquidations were $500 million.\n\n## Key points"
    edited.write_text(text.replace("## Key points", said, 1), encoding="utf-8")
    assert correct(root, "Liquidations were $500 million.", "--to", "md") == 13


def unbroken(text: str) -> str:
    """A text without what the end of a line adds."""
    return re.sub(r"[\s-]+", "", text)


def retype(root: Path, *pairs: tuple[str, str]) -> None:
    path = root / "data" / "events" / f"{EVENT_ID}.yaml"
    text = path.read_text("utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def forms(root: Path) -> tuple[str, str, list[str]]:
    """Markdown, the words of the page, and those of each page of the PDF."""
    out = root / "out" / EVENT_ID / "en"
    words = of_html((out / "brief.html").read_text("utf-8")).text
    pages = PdfReader(io.BytesIO((out / "brief.pdf").read_bytes())).pages
    return (out / "brief.md").read_text("utf-8"), words, [" ".join(page.extract_text().split()) for page in pages]


WHEN = ("--corrected-at", "2026-12-31T10:00+08:00")
TURNED = ("inflow 8,100 BTC", "outflow 8,100 BTC")
REVISED = ("from 21 to 42", "from 21 to 40")
WITHIN = ("liquidations.total: $221 million", "liquidations.total: $225 million")


def test_what_still_holds_is_an_update_with_its_date(tmp_path: Path) -> None:
    root = published(tmp_path)
    retype(root, WITHIN)
    assert correct(root, "Tracker C has revised its count.", *WHEN) == 0
    markdown, page, pages = forms(root)
    said = "Update of Dec. 31, 2026, 10:00 UTC+8:"
    assert f"**{said}** Tracker C has revised its count." in markdown
    assert (said in page, said in pages[0], "given as" in page) == (True, True, False)


def test_another_range_is_a_dated_notice_with_what_was_said_and_is_said_by_whom(tmp_path: Path) -> None:
    root = published(tmp_path)
    retype(root, REVISED)
    assert correct(root, "The index was read from the wrong day.", *WHEN) == 0
    markdown, page, pages = forms(root)
    dated = "Correction of Dec. 31, 2026, 10:00 UTC+8: The index was read from the wrong day."
    told = "Sentiment index — given as 42, now 40 (market data; record sentiment.fear_greed)."
    for text in (page, pages[0]):
        assert unbroken(dated) in unbroken(text)
        assert unbroken(told) in unbroken(text)
    head, *_ = markdown.partition("## Key points")
    assert f"- {told}" in head.replace("\\_", "_")
    assert page.index("At least $210 million", page.index("The test desk")) < page.index(dated[:20]), (
        "below the headline"
    )


def test_what_went_the_other_way_is_said_before_all_else_on_page_and_first_page(tmp_path: Path) -> None:
    root = published(tmp_path)
    retype(root, TURNED)
    assert correct(root, "The funds lost money that day.", *WHEN) == 0
    markdown, page, pages = forms(root)
    wrong = "Corrected: this brief was wrong about which way a figure went."
    told = "net inflows of $710 million, now net outflows of $710 million (the issuers’ table; record flows.btc_etf)"
    title = "At least $210 million of crypto positions liquidated as Bitcoin falls"
    assert markdown.split(f"# {title}\n\n")[1].startswith(f"> **{wrong}** The funds lost money that day.\n")
    for text in (page, pages[0]):
        plain = " ".join(text.replace("\u00a0", " ").split())
        at = plain.index(wrong)
        assert told in plain
        assert at < plain.index(title, at), "it stands above the headline"
    assert wrong not in " ".join(pages[1:])


def test_another_size_is_said_before_all_else(tmp_path: Path) -> None:
    root = published(tmp_path)
    retype(root, ("= $710 million", "= $71 million"), ("8,100 BTC", "810 BTC"))
    assert correct(root, "A zero too many.", "--to", "md") == 0
    markdown = (root / "out" / EVENT_ID / "en" / "brief.md").read_text("utf-8")
    assert "> **Corrected: this brief was wrong about how large a figure is.** A zero too many." in markdown
    assert "after publication on" in markdown, "nobody has said when"


def test_a_denied_rumour_and_a_figure_that_is_gone_are_told_with_their_record(tmp_path: Path) -> None:
    root = published(tmp_path)
    heat_map = "levels:\n  btc_longs:\n    asset: BTC\n    side: long\n    price: below about $80,000\n    estimated:\n"
    retype(
        root,
        ("checked: asked the venue at 08:20, no answer", "checked: the venue <b>denies</b> it"),
        (f"{heat_map}      heat_map: $286 million\n", ""),
    )
    assert correct(root, "The venue denies the loss.", "--to", "md,html") == 0
    out = root / "out" / EVENT_ID / "en"
    markdown, page = ((out / name).read_text("utf-8") for name in ("brief.md", "brief.html"))
    plain = markdown.replace("\\", "")
    assert "“asked the venue at 08:20, no answer” and is “the venue <b>denies</b> it” (social media;" in plain
    assert "- No longer given: $286 million (a liquidation heat map; record levels.btc_longs)." in plain
    assert "<b>denies" not in page


def test_a_corrected_edition_stays_as_it_is_and_the_next_correction_tells_its_own_change(tmp_path: Path) -> None:
    root = published(tmp_path)
    retype(root, TURNED)
    assert correct(root, "The funds lost money that day.", *WHEN) == 0
    first = forms(root)
    assert narrator(root, "publish", EVENT_ID, "--approved-by", "A. Editor").code == 0
    assert narrator(root, "build", "--quiet").code == 0
    assert forms(root) == first
    assert narrator(root, "verify").code == 0
    assert narrator(root, "diff", EVENT_ID).code == 0
    retype(root, REVISED)
    assert narrator(root, "build", "--quiet").code == 14, "a silent change"
    assert correct(root, "The index was wrong, too.", "--corrected-at", "2027-01-02T08:00+08:00", "--to", "md") == 0
    markdown = (root / "out" / EVENT_ID / "en" / "brief.md").read_text("utf-8")
    assert "**Correction of Jan. 2, 2027, 08:00 UTC+8:** The index was wrong, too." in markdown
    assert "Sentiment index — given as 42, now 40" in markdown
    assert "net inflows" not in markdown


def test_the_notice_of_two_ledgers_cannot_be_left_out(tmp_path: Path) -> None:
    root = published(tmp_path)
    retype(root, TURNED)
    own = root / "templates" / "en"
    own.mkdir(parents=True)
    for name, code, text in (
        ("brief.md.j2", "PUB005", '{% extends "packaged/en/brief.md.j2" %}{% block notice %}{% endblock %}'),
        ("correction.md.j2", "PUB005", "**Correction:** {{ correction.text }}\n"),
        (
            "page.html.j2",
            "TPL013",
            (
                '{% extends "packaged/en/page.html.j2" %}{% block opening %}<h1>{{ headline }}</h1>'
                '<p class="standfirst">{{ standfirst }}</p>{% endblock %}'
            ),
        ),
    ):
        (own / name).write_text(text, encoding="utf-8")
        ran = narrator(
            root, *BUILD[:1], "--event", EVENT_ID, "--republish", "--correction", "Wrong.", *BUILD[3:], "--to", "html"
        )
        assert (ran.code, [each["code"] for each in ran.problems]) == (12, [code]), name
        (own / name).unlink()


def test_an_edited_text_carries_the_notice_word_for_word(tmp_path: Path) -> None:
    root = published(tmp_path)
    retype(root, REVISED)
    assert correct(root, "The index was wrong.", "--to", "md") == 0
    text = (root / "out" / EVENT_ID / "en" / "brief.md").read_text("utf-8")
    edited = root / "data" / "edited" / f"{EVENT_ID}.en.md"
    edited.parent.mkdir()
    edited.write_text(text, encoding="utf-8")
    assert correct(root, "The index was wrong.", "--to", "md") == 0
    edited.write_text(text.replace("given as 42, now 40", "given as 43, now 40"), encoding="utf-8")
    ran = narrator(
        root, "build", "--event", EVENT_ID, "--republish", "--correction", "The index was wrong.", *BUILD[1:]
    )
    assert (ran.code, [each["code"] for each in ran.problems]) == (13, ["PUB005"])
    assert "- Sentiment index — given as 42, now 40" in ran.problems[0]["example"]


def test_nothing_is_corrected_before_it_was_published(tmp_path: Path) -> None:
    root = published(tmp_path)
    assert correct(root, "It was wrong.", "--corrected-at", "2026-03-03T08:00+08:00", "--to", "md") == 14
    assert narrator(root, "build", "--event", EVENT_ID, "--corrected-at", "2026-03-04T08:00+08:00").code == 2


def test_a_correction_has_every_form_that_readers_have(tmp_path: Path) -> None:
    root = published(tmp_path)
    record = root / "data" / "published" / f"{EVENT_ID}.en.1.json"
    had = {name.rpartition(".")[2] for name in json.loads(record.read_text("utf-8"))["forms"]}
    assert "html" in had
    more = ("--to", "md", "--force")
    assert correct(root, "The total was wrong.", *more) == 0
    refused = narrator(root, "publish", EVENT_ID, "--approved-by", "A. Editor")
    assert refused.code == 14
    assert "had html" in refused.err
    assert "--to md,html" in refused.err
    assert not (root / "data" / "published" / f"{EVENT_ID}.en.2.json").exists()
