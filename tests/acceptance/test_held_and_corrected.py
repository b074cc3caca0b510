"""What is held or deleted leaves the folder of editions; what was wrong is corrected in sight of the reader."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

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
