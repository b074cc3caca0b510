from __future__ import annotations

from typing import Any

import pytest

from narrator.desk.hub import Brief
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
    listed = page("list", rows=[row], asked="", files={}, problems=[], trouble="", looking=0)
    morning = page(
        "morning", problems=[], rows=[row], today="2026-01-09", standings=("disputed",), trouble="", looking=0
    )
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


def listed(row: dict[str, Any], names: list[str], problems: list[dict[str, Any]]) -> str:
    return page("list", rows=[row], asked="", files={row["event"]: names}, problems=problems, trouble="", looking=0)


def test_two_files_that_call_themselves_one_event_are_told_apart() -> None:
    row = {**ROW, "event": "2026-02-02-copy", "id": "2026-01-07-x"}
    said = listed(row, ["2026-02-02-copy.yaml"], [])
    assert '<a href="/brief/2026-02-02-copy">' in said
    assert "<code>2026-02-02-copy.yaml</code> calls itself 2026-01-07-x" in said
    said = listed(ROW, ["2026-01-07-x.yaml", "2026-01-07-x.yml"], [])
    assert "<code>2026-01-07-x.yaml, 2026-01-07-x.yml</code>: only 2026-01-07-x.yaml is read here" in said
    assert "<code>" not in listed(ROW, ["2026-01-07-x.yaml"], [])


def test_what_is_wrong_with_the_workspace_stands_above_the_list_and_the_morning() -> None:
    at = {"file": "narrator.toml", "line": 1, "column": 10}
    wrong = {"code": "CFG001", "message": "this is not TOML", "severity": "error", "at": at, "figure": ""}
    wrong |= {"expected": "lines of the form `name = value`", "example": 'desk = "NAME"'}
    morning = page("morning", rows=[], today="2026-01-09", standings=(), problems=[wrong], trouble="", looking=0)
    for said in (listed(ROW, [], [wrong]), morning):
        assert "narrator.toml:1:10" in said
        assert "desk = &#34;NAME&#34;" in said
        assert "data-use-line" not in said


@pytest.mark.parametrize("view", ["article", "publish", "figures"])
def test_a_brief_whose_file_is_gone_says_so_and_offers_nothing(view: str) -> None:
    brief = Brief("2026-01-07-x", page="<p>", told={"stopped": "no event", "problems": [], "status": "", "phrases": {}})
    given = {"view": view, "brief": brief, "trouble": "", "state": {"event": brief.event, "status": "gone"}}
    said = page(view, gone=True, **given)
    assert "The file of this brief in data/events is gone" in said
    assert "No problems" not in said
    assert "being looked at" not in said
    assert "<form" not in said
    there = page(view, gone=False, **given)
    assert "is gone in" not in there
    assert "No problems" not in there  # no page can be made, so there is one


def shown(view: str, told: dict[str, Any], state: dict[str, Any] | None = None, **more: Any) -> str:  # noqa: ANN401
    brief = Brief("2026-01-07-x", told={"problems": [], "phrases": {}, "used": {}, **told}, used=more.pop("used", {}))
    given = {"state": state or {"event": brief.event}, "gone": False, "trouble": "", "opened": "", "templates": []}
    return page(view, view=view, brief=brief, **{**given, **more})


def test_a_correction_is_typed_once_and_is_of_what_was_published() -> None:
    said = shown("publish", {"status": "ready"}, {**ROW, "status": "ready"})
    assert 'class="is-published"' in said
    assert said.count('name="correction"') == 1
    assert '<button data-as="republish">' in said
    assert 'class="is-published"' not in shown("publish", {"status": "ready"})  # and the style sheet hides the form


def test_a_draft_that_lacks_something_is_not_offered_to_be_made_ready() -> None:
    assert "Make the draft ready" in shown("publish", {"status": "draft"})
    said = shown("publish", {"status": "draft", "stopped": "The draft is not complete"})
    assert "Make the draft ready" not in said
    assert "see what it lacks" in said


def test_what_is_wrong_and_what_a_save_said_stand_above_what_is_long() -> None:
    told = {"status": "ready"}
    records = shown("records", told, unshown="", name="x.yaml", text="", hash="", line="")
    assert records.index("check-answer") < records.index('id="report"')
    text = shown("text", told, unshown="", name="x.en.md", text="", hash="", is_edited=False)
    for said in (records, text):
        assert said.index('class="saved"') < said.index("<textarea")


def test_templates_stay_while_a_slip_keeps_the_page_from_being_made() -> None:
    rows = [("en/lead.md.j2", "packaged"), ("en/other.md.j2", "packaged")]
    told = {"status": "ready", "stopped": "a slip"}
    said = shown("templates", told, templates=rows, used={"en/lead.md.j2": "x"})
    assert "en/lead.md.j2" in said
    assert "en/other.md.j2" not in said
    assert "The templates that made the last good page" in said
    assert "No page was made yet" in shown("templates", told, templates=rows)


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        ("1000000000", "", "at least 1,000,000,000 USD"),
        ("", "1000.5", "at most 1,000.5 USD"),
        ("3.2", "1234.56", "3.2 to 1,234.56 USD"),
        ("-42", "-42", "-42 USD"),
        ("", "", "none yet USD"),
    ],
)
def test_a_value_is_said_with_its_bounds(low: str, high: str, said: str) -> None:
    told = {"source": "a", "typed": "$1 at 08:05", "quoting": "", "role": "said", "reason": "", "at": "x.yaml:3"}
    reports = [{**told, "time": "2026-01-07 08:05+08:00"}, {**told, "typed": "$2", "time": "2026-01-07 09:00+08:00"}]
    figure: dict[str, Any] = {
        "id": "f",
        "standing": "disputed",
        "nature": "said",
        "low": low,
        "high": high,
        "unit": "USD",
    }
    figure |= {"direction": "", "window": "", "formula": "", "explanation": [], "told": ""}
    brief = Brief("x", told={"phrases": {}, "reports": {"f": reports}})
    shown = " ".join(page("figure", brief=brief, figure=figure, prints=[], lines=[]).split())
    assert f"<dd>{said}</dd>" in shown
    assert shown.count("<time>") == 1
