"""The exit codes are a contract: the documented table is the one in the code."""

from __future__ import annotations

import re

from narrator.errors import PRECEDENCE, Exit
from support.repository import ROOT


def test_the_documented_exit_codes_are_those_of_the_code() -> None:
    text = (ROOT / "docs" / "exit-codes.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+) \| (\w+) \| .+ \|$", text, re.MULTILINE)
    assert rows == [(str(code.value), code.name.lower()) for code in Exit]


def test_the_documented_precedence_is_that_of_the_code() -> None:
    text = (ROOT / "docs" / "exit-codes.md").read_text(encoding="utf-8")
    order = re.search(r"first that applies of ([\d, ]+)\.", text)
    assert order
    assert order[1].split(", ") == [str(code.value) for code in PRECEDENCE]
