"""docs/audit.md lists every verdict with its code, and whether it blocks."""

from __future__ import annotations

import re

from narrator.audit.verdicts import Verdict
from narrator.model.catalogue import Severity
from support.repository import ROOT

WORDS = {Severity.ERROR: "blocks", Severity.WARNING: "warns", None: ""}


def test_every_verdict_stands_in_the_table_with_its_code_and_severity() -> None:
    text = (ROOT / "docs" / "audit.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `(\w+)` \| (\S+) \| (\w*) ?\| .+ \|$", text, re.MULTILINE)
    assert listed == [
        (verdict.value, "-" if verdict.is_sound else verdict.code, WORDS[verdict.severity]) for verdict in Verdict
    ]
