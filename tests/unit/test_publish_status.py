"""Where each event stands: its file, what is built of it, and what is published."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from narrator import config, pipeline
from narrator.errors import Exit, OutputError
from narrator.publish.status import statuses
from support.command import narrator
from support.events import EVENT, EVENT_ID, write_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from narrator.publish.status import EventStatus

FILE = f"data/events/{EVENT_ID}.yaml"
BEFORE = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_workspace(tmp_path, EVENT)


def found(root: Path, now: datetime = BEFORE) -> dict[str, EventStatus]:
    desk = pipeline.open_desk(config.load(root)[0])
    return {each.event: each for each in statuses(desk, sorted((root / "data/events").glob("*.yaml")), now)}


def test_an_event_that_is_not_built_has_its_status_and_its_problems(root: Path) -> None:
    one = found(root)[EVENT_ID]
    assert (one.status, one.built, one.published, one.errors) == ("ready", (), (), 0)
    assert one.warnings == len(pipeline.examine(root / FILE, pipeline.open_desk(config.load(root)[0])).problems)
    (root / FILE).write_text(EVENT.replace("$195 million", "$1,95 million"), encoding="utf-8")
    assert found(root)[EVENT_ID].errors == 1
    (root / FILE).write_text("event: [\n", encoding="utf-8")
    assert found(root)[EVENT_ID].status == "unreadable"


@pytest.mark.parametrize("status", ["draft", "held"])
def test_what_is_built_of_an_event_that_is_not_ready_any_more_is_stale(status: str, root: Path) -> None:
    assert narrator(root, "build", "--to", "md").code == Exit.DONE
    assert [edition.stale for edition in found(root)[EVENT_ID].built] == [()]
    (root / FILE).write_text(EVENT.replace("status: ready", f"status: {status}", 1), encoding="utf-8")
    one = found(root)[EVENT_ID]
    assert one.status == status
    assert f"its status is {status}" in one.built[0].stale


def test_an_edition_is_stale_when_its_records_or_its_files_are_not_as_they_were(root: Path) -> None:
    narrator(root, "build", "--to", "md")
    brief = root / f"out/{EVENT_ID}/en/brief.md"
    assert found(root)[EVENT_ID].built[0].forms == ("brief.md", "ledger.json")
    (root / FILE).write_text(EVENT + "# a remark\n", encoding="utf-8")
    assert found(root)[EVENT_ID].built[0].stale == ("its records have changed since",)
    (root / FILE).write_text(EVENT, encoding="utf-8")
    text = brief.read_text(encoding="utf-8")
    brief.write_text(text + "More.\n", encoding="utf-8")
    assert found(root)[EVENT_ID].built[0].stale == ("brief.md was edited since it was built",)
    brief.unlink()
    assert found(root)[EVENT_ID].built[0].stale == ("brief.md is gone",)
    edited = root / f"data/edited/{EVENT_ID}.en.md"
    edited.parent.mkdir()
    edited.write_text(text, encoding="utf-8")
    one = found(root)[EVENT_ID]
    assert one.edited == ("en",)
    assert "its records have changed since" in one.built[0].stale


def test_a_publication_is_told_and_so_is_a_build_that_differs_from_it(root: Path) -> None:
    narrator(root, "build", "--to", "md")
    narrator(root, "publish", EVENT_ID, "--approved-by", "A. Editor")
    one = found(root)[EVENT_ID]
    assert [(each.locale, each.number, each.approver) for each in one.published] == [("en", 1, "A. Editor")]
    assert not one.built[0].differs
    correction = ("--republish", "--correction", "The longs were misread.")
    assert narrator(root, "build", "--event", EVENT_ID, "--to", "md", *correction).code == Exit.DONE
    assert found(root)[EVENT_ID].built[0].differs


def test_what_comes_out_today_in_the_zone_of_the_event_and_is_not_published_is_due(root: Path) -> None:
    days = {datetime(2026, 3, 2, 15, 59, tzinfo=UTC): False, datetime(2026, 3, 2, 16, tzinfo=UTC): True}
    days |= {datetime(2026, 3, 3, 15, 59, tzinfo=UTC): True, datetime(2026, 3, 3, 16, tzinfo=UTC): False}
    assert {now: found(root, now)[EVENT_ID].is_due for now in days} == days
    narrator(root, "build", "--to", "md")
    narrator(root, "publish", EVENT_ID, "--approved-by", "A. Editor")
    assert not any(found(root, now)[EVENT_ID].is_due for now in days)


def test_an_edition_whose_event_is_gone_is_told(root: Path) -> None:
    narrator(root, "build", "--to", "md")
    (root / FILE).unlink()
    one = found(root)[EVENT_ID]
    assert (one.status, one.built[0].stale) == ("gone", ("its event file is gone",))


def test_a_manifest_that_no_build_wrote_is_told_as_such(root: Path) -> None:
    (root / "out").mkdir()
    (root / "out/manifest.json").write_text("[]", encoding="utf-8")
    with pytest.raises(OutputError, match="build again"):
        found(root)
    assert narrator(root, "status").code == Exit.OUTPUT


def test_a_person_and_a_program_are_told_the_same_and_nothing_is_written(root: Path) -> None:
    before = sorted(root.rglob("*"))
    ran, told = narrator(root, "status"), narrator(root, "status", "--format", "json").told
    assert (ran.code, told["exit"]) == (Exit.DONE, 0)
    assert ran.out.startswith(f"{EVENT_ID}  ready")
    assert ran.out.splitlines()[-1] == "due today: nothing"
    assert [each["event"] for each in told["events"]] == [EVENT_ID]
    assert sorted(root.rglob("*")) == before
    today = datetime.now(UTC)
    text = EVENT.replace("published: 2026-03-03 09:00", f"published: {today:%Y-%m-%d} 23:59").replace(
        "timezone: Asia/Shanghai", "timezone: UTC"
    )
    (root / FILE).write_text(text.replace("status: ready", "status: draft", 1), encoding="utf-8")
    assert found(root, today)[EVENT_ID].is_due
    assert f"due today: {EVENT_ID} (23:59)" in narrator(root, "status").out
