"""An article that a person has edited: audited, bound to its figures, printed, and never written over."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from narrator.errors import Exit
from support.command import completed
from support.events import EVENT_ID, changed, write_workspace

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path


NAMED = changed(
    "    prices.btc: down 2.1%\n", "", changed("  fear_greed:\n", "  fear_greed:\n    name: Fear and Greed Index\n")
)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    return write_workspace(tmp_path, NAMED)


def build(desk: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return completed(desk, "build", "--event", EVENT_ID, *options)


def out(desk: Path, name: str) -> str:
    return (desk / "out" / EVENT_ID / "en" / name).read_text(encoding="utf-8")


def edit(desk: Path, before: str, after: str) -> str:
    """The brief as it was built, edited in one place, where edited texts lie."""
    assert build(desk, "--to", "md").returncode == Exit.DONE
    text = out(desk, "brief.md")
    assert before in text
    edited = desk / "data" / "edited"
    edited.mkdir(exist_ok=True)
    text = text.replace(before, after, 1)
    (edited / f"{EVENT_ID}.en.md").write_text(text, encoding="utf-8")
    return text


def test_page_and_ledger_are_made_of_the_edited_text_with_its_figures_bound(desk: Path) -> None:
    text = edit(desk, "Longs carried the night:", "It was a hard night for longs:")
    done = build(desk, "--to", "md,html")
    assert (done.returncode, done.stderr) == (Exit.DONE, "")
    assert out(desk, "brief.md") == text
    page = out(desk, "brief.html")
    assert "It was a hard night for longs" in page
    assert 'data-figure="liquidations.total"' in page
    ledger = json.loads(out(desk, "ledger.json"))
    lines = text.split("\n")
    assert {entry["figure"] for entry in ledger["prints"]} >= {"liquidations.total", "flows.btc_etf"}
    assert all(entry["text"] in lines[entry["line"] - 1] for entry in ledger["prints"])


def test_a_chart_stays_under_the_paragraph_that_it_stood_under(desk: Path) -> None:
    assert build(desk, "--to", "md,html").returncode == Exit.DONE
    drawn = out(desk, "brief.html").count("<svg")
    edit(desk, "Longs carried the night:", "It was a hard night for longs:")
    assert build(desk, "--to", "html").returncode == Exit.DONE
    assert out(desk, "brief.html").count("<svg") == drawn


def test_an_edit_that_the_figures_do_not_support_stops_the_brief(desk: Path) -> None:
    edit(desk, "$210 million to $240 million", "$230 million")
    before = out(desk, "brief.md")
    done = build(desk, "--to", "md")
    assert done.returncode == Exit.DISCREPANCY
    assert f"data/edited/{EVENT_ID}.en.md:" in done.stderr
    assert "AUD003" in done.stderr
    assert "write     $210 million to $240 million" in done.stderr
    assert out(desk, "brief.md") == before


def test_when_records_change_the_build_says_which_sentences_became_wrong(desk: Path) -> None:
    edit(desk, "Longs carried the night:", "It was a hard night for longs:")
    record = desk / "data" / "events" / f"{EVENT_ID}.yaml"
    record.write_text(changed("8,100 BTC = $710", "8,400 BTC = $735", NAMED), encoding="utf-8")
    done = build(desk, "--to", "md")
    assert done.returncode == Exit.DISCREPANCY
    wrong = [line for line in done.stderr.splitlines() if f"data/edited/{EVENT_ID}.en.md:" in line]
    assert wrong
    assert all("flows.btc_etf" in line or "derived." in line for line in wrong)


def test_a_warning_about_an_edited_text_is_told_and_lets_it_pass(desk: Path) -> None:
    text = edit(desk, "Longs carried the night:", "It was a hard night for longs:")
    (desk / "data" / "edited" / f"{EVENT_ID}.en.md").write_text(
        f"{text}\nLongs lost $195 million in liquidations.\n", "utf-8"
    )
    done = build(desk, "--to", "md")
    assert (done.returncode, "warning AUD009" in done.stderr) == (Exit.DONE, True)
    assert build(desk, "--to", "md", "--strict").returncode != Exit.DONE


def test_a_build_never_writes_over_a_text_that_a_person_edited(desk: Path) -> None:
    text = edit(desk, "Longs carried the night:", "It was a hard night for longs:")
    assert build(desk, "--to", "md").returncode == Exit.DONE
    assert (desk / "data" / "edited" / f"{EVENT_ID}.en.md").read_text(encoding="utf-8") == text
    (desk / "out" / EVENT_ID / "en" / "brief.md").write_text("mine\n", encoding="utf-8")
    done = build(desk, "--to", "md")
    assert (done.returncode, "data/edited" in done.stderr) == (Exit.REFUSED, True)
    assert out(desk, "brief.md") == "mine\n"


@pytest.mark.parametrize(("raw", "told"), [(b"\xff\xfe", "UTF-8"), ("a\ue000b\n".encode(), "U+E000 in line 1")])
def test_a_text_that_nobody_can_have_typed_is_refused(desk: Path, raw: bytes, told: str) -> None:
    edit(desk, "Longs carried the night:", "It was a hard night for longs:")
    (desk / "data" / "edited" / f"{EVENT_ID}.en.md").write_bytes(raw)
    done = build(desk, "--to", "md")
    assert (done.returncode, told in done.stderr) == (Exit.INVALID, True)


def test_an_edition_is_published_only_as_it_was_edited_last(desk: Path) -> None:
    text = edit(desk, "Longs carried the night:", "It was a hard night for longs:")
    assert build(desk, "--to", "md").returncode == Exit.DONE
    (desk / "data" / "edited" / f"{EVENT_ID}.en.md").write_text(f"{text}\nMore.\n", encoding="utf-8")
    done = completed(desk, "publish", EVENT_ID, "--approved-by", "A. Editor")
    assert (done.returncode, "changed since" in done.stderr) == (Exit.REFUSED, True)


def test_a_figure_moved_to_something_else_in_commentary_stops_the_brief(desk: Path) -> None:
    (desk / "data" / "events" / f"{EVENT_ID}.yaml").write_text(
        NAMED.replace(
            "Longs carried the night: [liquidations.total] went in a day.",
            "Ether funds took in [flows.btc_etf], the issuers' table shows.",
        ),
        encoding="utf-8",
    )
    done = build(desk, "--to", "md")
    assert done.returncode == Exit.DISCREPANCY
    assert "AUD013 name" in done.stderr.replace(": name:", " name")
    assert f"data/events/{EVENT_ID}.yaml:" in done.stderr
    assert "--without" not in done.stderr
    assert not (desk / "out" / EVENT_ID).exists()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("# T\n\nIt took `$999 million`.\n", "'`' in line 3"),
        ("# T\n\nIt took <code>$999 million</code>.\n", "'<c' in line 3"),
        ("# T\n\nA stray <!-- opens here.\n", "'<!' in line 3"),
        ("# T\n\n[Note]: In one day $999 million was lost.\n", "'[Note]:' in line 3"),
        ("# T\n\nHe lost [it][It lost $999 million].\n", "'][' in line 3"),
        ("# T\n\n&#xE000;liquidations.total&#xE001;forged&#xE002;\n", "U+E000 in line 3"),
        ("# T\n\nIt lost $\u00ad9 million.\n", "U+00AD in line 3"),
        ("# T\n\nIt lost $&#x200D;9 million.\n", "U+200D in line 3"),
        ("# T\n\n" + "".join("    " * level + "- x\n" for level in range(300)), "nested too deeply"),
        ("# T\n\n" + "- " * 300 + "x\n", "line 3 is nested too deeply"),
        ("# T\n\n" + ">" * 300 + " x\n", "line 3 is nested too deeply"),
        ("# T\n\n" + "*" * 601 + "x" + "*" * 601 + "\n", "line 3 is nested too deeply"),
        ("# T\n\n" + "-" * 300 + "\n\n" + "".join("    " * level + "- x\n" for level in range(12)), ""),
        ("# T\n\nSaid 黄立成 of it.\n", "'黄' (U+9EC4) in line 3"),
        ("# T\n\n" + "&amp;" * 9 + "\n\nSaid 黄立成 of it.\n", "'黄' (U+9EC4) in line 5"),
        ("", "no title"),
        ("Only a paragraph.\n", "no title"),
        ("---\nevent: 2026-01-01-another\n---\n\n# T\n", "front matter is that of 2026-01-01-another"),
        ("---\n---\n\n# T\n\n---\n\nText.\n", ""),
        ('--- \ndate: "$999 million lost"\n---\n\n# T\n', "front matter is broken"),
    ],
)
def test_what_the_audit_cannot_see_is_no_part_of_an_edited_text(desk: Path, text: str, told: str) -> None:
    edit(desk, "Longs carried the night:", "It was a hard night for longs:")
    (desk / "data" / "edited" / f"{EVENT_ID}.en.md").write_text(text, "utf-8")
    done = build(desk, "--to", "md")
    assert (done.returncode, told in done.stderr) == (Exit.INVALID if told else Exit.DONE, True), done.stderr


def test_an_edited_text_that_is_no_file_is_told_and_not_passed_over(desk: Path) -> None:
    folder = desk / "data" / "edited"
    folder.mkdir()
    (folder / f"{EVENT_ID}.en.md").symlink_to(desk / "nowhere.md")
    done = build(desk, "--to", "md")
    assert (done.returncode, "it is a link" in done.stderr) == (Exit.INVALID, True)


def test_a_figure_cannot_be_left_out_of_an_edited_text_behind_its_back(desk: Path) -> None:
    edit(desk, "Longs carried the night:", "It was a hard night for longs:")
    done = build(desk, "--to", "md", "--without", "flows.btc_etf", "--reason", "withdrawn")
    assert (done.returncode, "--without leaves an edited text as it is" in done.stderr) == (Exit.INVALID, True)
