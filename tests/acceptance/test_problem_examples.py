"""The examples of the catalogue on reconciliation and contradictions: the wrong ones are that problem, the right not.

Each is a block of records; it is put below the head of an event whose main figure is the first of the block.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from narrator.model.catalogue import entries
from support.command import narrator
from support.events import write_workspace

if TYPE_CHECKING:
    from pathlib import Path

HEAD = """\
event:
  id: 2026-03-03-example
  status: ready
  published: 2026-03-03 09:00
  timezone: Asia/Shanghai
  days: 2026-03-02 to 2026-03-03
  assets: BTC
  main: {}
  default_window: 24h to 2026-03-03 08:00
"""
BLOCK = re.compile(r"(\w+):\n  (\w+):\n(?:    asset: BTC\n    (close):)?")
SHOWN = [entry for entry in entries().values() if BLOCK.match(entry.found) and entry.code[:3] in {"REC", "ANA"}]


def problems(root: Path, block: str) -> dict[str, str]:
    """The problems of an event with these records: their severity by code."""
    kind, name, part = BLOCK.match(block).groups()  # type: ignore[union-attr]  # those that match are shown
    write_workspace(root, HEAD.format(".".join(filter(None, (kind, name, part)))) + block + "\n")
    return {problem["code"]: problem["severity"] for problem in narrator(root, "check", "--format", "json").problems}


@pytest.mark.parametrize("code", [entry.code for entry in SHOWN])
def test_what_the_catalogue_calls_wrong_is_that_problem_and_what_it_offers_is_not(code: str, tmp_path: Path) -> None:
    entry = entries()[code]
    assert problems(tmp_path / "wrong", entry.found).get(code) == entry.severity
    right = problems(tmp_path / "right", entry.example)
    assert code not in right
    assert "error" not in right.values()


def test_most_of_them_can_be_tried() -> None:
    assert len(SHOWN) > 12
