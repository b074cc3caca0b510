from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from narrator.desk import tasks
from narrator.desk.bench import Bench
from narrator.desk.pages import page
from support.desk import EVENT, workspace

if TYPE_CHECKING:
    from pathlib import Path

NOW = "2026-01-09T08:00:00+08:00"


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(workspace(tmp_path / "w"))


def test_a_state_has_what_a_morning_asks(bench: Bench) -> None:
    found = tasks.state(bench, EVENT, NOW)
    assert found["status"] == "ready"
    assert found["is_due"]
    assert "liquidations.total" in found["standings"]["disputed"]
    assert not any(name.startswith("derived.") for names in found["standings"].values() for name in names)
    assert found["missing"] == []
    assert found["unsaid"] == ["eth_etf", "btc_low"]


def test_a_report_is_said_before_it_is_written(bench: Bench) -> None:
    told = {"figure": "liquidations.total_high", "nature": "said", "source": "coinglass", "line": "$540 million"}
    found = tasks.report(bench, EVENT, told, {})
    (changed,) = found["changed"]
    assert changed["before"].startswith("$527 million")
    assert changed["after"].startswith("$527 million to $540 million")
    assert found["problems"] == []
    assert "coinglass: $540 million" in found["text"]
    assert "coinglass: $540 million" not in bench.path(EVENT).read_text(encoding="utf-8")
    wrong = tasks.report(bench, EVENT, {**told, "line": "$540 millon"}, {})
    assert [each["example"] for each in wrong["problems"]] == ["coinglass: $540 million"]
    answer = page("report_answer", problems=wrong["problems"], changed=[], event=EVENT, text="", hash="")
    assert "data-use-line" not in answer  # its lines are those of a file that is not there yet


def test_a_text_is_audited_with_what_may_stand_there(bench: Bench) -> None:
    found = tasks.audit(bench, EVENT, "# The day\n\nFear and Greed stood at 47 on Jan. 7, Alternative.me says.\n")
    (one,) = found["found"]
    assert (one["text"], one["line"], one["phrases"][0]) == ("47", 3, "42")


def test_a_draft_is_made_ready_with_its_comments(bench: Bench) -> None:
    path = bench.path(EVENT)
    before = path.read_text(encoding="utf-8")
    path.write_text(before.replace("status: ready", "status: draft  # until noon"), encoding="utf-8")
    assert tasks.ready(bench, EVENT)["text"] == before.replace("status: ready", "status: ready  # until noon")


HEADER = """\
event:
  id: 2026-02-01-empty
  status: draft
  published: 2026-02-01 09:00
  timezone: UTC
  days: 2026-02-01
  assets: BTC
"""
WAITING = """\
  main: liquidations.total
  default_window: 24h
liquidations:
  total:
    said:
      unnamed: not reported
"""


@pytest.mark.parametrize(("rest", "code"), [("", "EVT023"), (WAITING, "REC004")], ids=["a header", "a blank"])
def test_a_draft_that_has_nothing_to_lead_with_says_what_is_missing(bench: Bench, rest: str, code: str) -> None:
    path = bench.root / "data" / "events" / "2026-02-01-empty.yaml"
    path.write_text(HEADER + rest, encoding="utf-8")
    found = tasks.brief(bench, path.stem)
    assert found["stopped"] == "The draft is not complete"
    assert [problem["code"] for problem in found["problems"] if problem["severity"] == "error"] == [code]


def test_problems_come_with_the_lines_that_they_are_about(bench: Bench) -> None:
    text = bench.path(EVENT).read_text(encoding="utf-8").replace("said:", "siad:", 1)
    first = tasks.check(bench, EVENT, text)["problems"][0]
    assert first["lines"][2]["parts"] == ["    ", "siad", ":"]


def test_a_loop_of_links_is_told_with_its_code(bench: Bench) -> None:
    (bench.root / "data" / "events" / "loop.yaml").symlink_to("loop.yaml")
    found = tasks.brief(bench, "loop")
    assert (found["status"], [each["code"] for each in found["problems"]]) == ("unreadable", ["YML013"])


def test_events_are_told_by_their_files_with_what_is_wrong_with_the_workspace(bench: Bench) -> None:
    folder = bench.path(EVENT).parent
    (folder / "2026-02-02-copy.yaml").write_bytes(bench.path(EVENT).read_bytes())
    (folder / f"{EVENT}.yml").write_bytes(bench.path(EVENT).read_bytes())
    found = tasks.events(bench)
    assert next(iter(found["events"])) == "2026-02-02-copy"
    assert found["events"][EVENT] == [f"{EVENT}.yaml", f"{EVENT}.yml"]
    assert found["problems"] == []
    state = tasks.state(bench, "2026-02-02-copy", NOW)
    assert (state["event"], state["id"]) == ("2026-02-02-copy", EVENT)
    (bench.root / "narrator.toml").write_text('desk = "x\n', encoding="utf-8")
    (wrong,) = tasks.events(bench)["problems"]
    assert (wrong["code"], wrong["at"]["file"], wrong["at"]["line"]) == ("CFG001", "narrator.toml", 1)
