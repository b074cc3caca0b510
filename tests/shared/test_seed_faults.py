"""The faults of the published articles are found, and their true figures pass (DESIGN.md 8)."""

from __future__ import annotations

import pytest

from narrator.model.catalogue import Severity
from narrator.reading import documents
from support.audits import findings, matter
from support.shared import SHARED

FAULTS = {
    "2026-01-07-short-squeeze": {("$400 million", "overprecise"), ("vast majority", "word")},
    "2026-01-14-etf-against-shorts": {("577 million short positions", "unit")},
    "2026-01-29-long-cascade": {
        ("600 million dollars", "overprecise"),
        ("$500 Million", "outside"),
        ("180,000 Accounts", "overprecise"),
    },
    "2026-01-long-deleveraging": {("Hundred Billion", "magnitude")},
}
"""What DESIGN.md 8 names and the records of the event can show, and what is wrong in the same way."""

SEEDS = dict(zip(FAULTS, sorted((SHARED / "seeds").glob("*.txt")), strict=True))


def _flags(event: str) -> list[tuple[str, str, str]]:
    told = findings(SEEDS[event].read_text(encoding="utf-8"), matter(event), documents.of_plain)
    print(f"{event}: {len(told)} mentions")  # noqa: T201  # the table of the seeds, shown by -rP
    for f in told:
        print(f"  {f.mention.line:>3}  {f.mention.text!r:<32} {f.verdict.value:<12} {f.figure:<30} {f.reason}")  # noqa: T201
    return [(" ".join(f.mention.text.split()), f.verdict.value, str(f.verdict.severity)) for f in told]


@pytest.mark.parametrize("event", FAULTS)
def test_the_faults_of_a_published_article_are_found_and_its_true_figures_do_not_block(event: str) -> None:
    flags = _flags(event)
    assert len(flags) >= 20
    assert {(text, verdict) for text, verdict, _ in flags} >= FAULTS[event]
    blocking = {(text, verdict) for text, verdict, severity in flags if severity == Severity.ERROR}
    assert blocking <= FAULTS[event]
