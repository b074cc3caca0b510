from __future__ import annotations

from typing import Any

import pytest

from narrator.desk.pages import page

ROW: dict[str, Any] = {
    "event": "2026-01-07-x",
    "status": "ready",
    "published_at": "2026-01-09T09:00+08:00",
    "errors": 1,
    "warnings": 2,
    "built": [{"locale": "en", "forms": ["brief.md"], "stale": ["brief.md is gone"], "differs": False}],
    "published": [{"locale": "en", "number": 2, "time": "2026-01-09T09:00+08:00", "approver": "A. Editor"}],
    "edited": ["en"],
    "is_due": True,
    "codes": ["SER003", "REC002"],
    "standings": {"disputed": ["liquidations.total"]},
    "missing": ["prices.eth"],
    "unsaid": ["fear_greed"],
}


@pytest.mark.parametrize("row", [ROW, {"event": "2026-01-07-x"}, {**ROW, "published": [], "built": [], "codes": []}])
def test_every_state_of_an_event_is_said(row: dict[str, Any]) -> None:
    listed = page("list", rows=[row], asked="", trouble="", looking=0)
    morning = page("morning", rows=[row], today="2026-01-09", standings=("disputed",), trouble="", looking=0)
    assert "2026-01-07-x" in listed
    if "status" not in row:
        assert "being looked at" in listed
    elif row["codes"]:
        said = ("1 problem<", "2 warnings", "stale", "published 2", "edited text", "due today")
        assert [each for each in said if each not in listed] == []
        assert "SER003" in morning
        assert "REC002" in morning
    else:
        assert "prices.eth" in morning
        assert "fear_greed" in morning
        assert "liquidations.total" in morning
