"""The example that the page of importers works through does what the page says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from support.command import narrator
from support.events import write_workspace
from support.repository import ROOT

if TYPE_CHECKING:
    from pathlib import Path

PAGE = (ROOT / "docs" / "importers.md").read_text(encoding="utf-8")
EXAMPLE = PAGE[PAGE.index("## Any other file") :]
BLOCKS = re.findall(r"^```(?:toml)?\n(.*?)^```$", EXAMPLE, re.MULTILINE | re.DOTALL)


def test_the_worked_mapping_reads_both_days_of_its_table(tmp_path: Path) -> None:
    root = write_workspace(tmp_path)
    (root / "prices.csv").write_text(BLOCKS[0])
    (root / "prices.toml").write_text(BLOCKS[1])
    command = re.findall(r"`narrator (import prices\.csv [^`]*)`", EXAMPLE)[0].split()
    ran = narrator(root, *command)
    assert (ran.code, ran.err) == (0, "")
    assert [line.partition("  # ")[0] for line in ran.out.splitlines()] == [
        "2026-01-13  prices.btc.open: $93,742.5",
        "2026-01-13  prices.btc.close: $95,100.25",
        "2026-01-14  prices.btc.open: $95,100.25",
        "2026-01-14  prices.btc.close: $96,880.75",
    ]


def test_the_other_mappings_of_the_page_are_none_that_is_refused(tmp_path: Path) -> None:
    root = write_workspace(tmp_path)
    fields = re.findall(r"`((?:side|venue) = \{.*?\} \}|parts = \[.*?\])`", EXAMPLE, re.DOTALL)
    assert len(fields) == 3
    (root / "prices.csv").write_text(BLOCKS[0])
    for field in fields:
        line = " ".join(field.split())
        (root / "prices.toml").write_text(f"{BLOCKS[1]}{line}\n")
        ran = narrator(root, "import", "prices.csv", "--as", "prices.toml", "--fetched", "2026-01-15T00:05Z")
        assert "IMP009" not in ran.err, line
