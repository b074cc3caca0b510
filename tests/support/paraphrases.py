"""The texts about the four events: the briefs, and what other people wrote in styles of their own."""

from __future__ import annotations

from functools import cache

from support.briefs import EVENTS, SEEDS, brief
from support.repository import ROOT

FOLDER = ROOT / "benchmarks" / "mutations" / "texts"


@cache
def texts() -> tuple[tuple[str, str, str], ...]:
    """Every text, with its event and its style."""
    briefs = [(event, "brief", brief(event, SEEDS).markdown) for event in EVENTS]
    written = [
        (path.name.split(".")[0], path.name.split(".")[1], path.read_text("utf-8"))
        for path in sorted(FOLDER.glob("*.md"))
    ]
    assert {event for event, _, _ in written} == set(EVENTS)
    return (*briefs, *written)
