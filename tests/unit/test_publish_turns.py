"""Turns: the place of an edition among the events that are ready, each folder listed and each header read once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import Mock

from narrator import config, pipeline
from narrator.ingest import headers
from narrator.publish import order
from narrator.publish.build import build_all
from narrator.publish.results import BuildRequest
from narrator.publish.turns import Turns
from support.editions import tree
from support.events import EVENT, EVENT_ID, write_workspace
from support.press import Press

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pytest


def texts(*heads: tuple[str, str, str, str]) -> Iterator[str]:
    """Events that differ in id, status, publication and zone."""
    for event, status, published, zone in heads:
        text = EVENT.replace(EVENT_ID, event, 1).replace("status: ready", f"status: {status}", 1)
        yield text.replace("2026-03-03 09:00", published, 1).replace("Asia/Shanghai", zone, 1)


def ranks(root: Path) -> dict[str, int]:
    desk = pipeline.open_desk(config.load(root)[0])
    found = Turns(desk.workspace)
    cases = [pipeline.examine(path, desk) for path in sorted(desk.workspace.events.iterdir())]
    return {case.id: found.of(case, "en").rank for case in cases}


def test_the_rank_is_by_publication_then_id_over_ready_events(tmp_path: Path) -> None:
    events = texts(
        ("a-last", "ready", "2026-03-05 09:00", "Asia/Shanghai"),
        ("b-twin", "ready", "2026-03-04 09:00", "Asia/Shanghai"),
        ("a-twin", "ready", "2026-03-04 09:00", "Asia/Shanghai"),
        ("new-york", "ready", "2026-03-03 21:00", "America/New_York"),  # an hour after the twins
        ("first", "ready", "2026-03-03 09:00", "Asia/Shanghai"),
        ("some-draft", "draft", "2026-03-04 12:00", "Asia/Shanghai"),
        ("some-held", "held", "2026-03-01 09:00", "Asia/Shanghai"),
    )
    assert ranks(write_workspace(tmp_path, *events)) == {
        "first": 0,
        "a-twin": 1,
        "b-twin": 2,
        "new-york": 3,
        "a-last": 4,
        "some-draft": 4,
        "some-held": 0,
    }


def _noted(listed: list[Path], call: Callable[..., object]) -> Callable[..., object]:
    def noted(path: Path, *more: object, **named: object) -> object:
        listed.append(path)
        return call(path, *more, **named)

    return noted


def test_many_editions_take_one_listing_of_each_folder_and_one_reading_of_each_header(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    press = Press(tmp_path, monkeypatch)
    for day in range(1, 9):
        press.add(f"2026-03-{day:02d}-x")
    (tmp_path / "data" / "published").mkdir()
    (tmp_path / "data" / "accepted").mkdir()
    listed: list[Path] = []
    for name in ("iterdir", "glob"):
        monkeypatch.setattr(Path, name, _noted(listed, getattr(Path, name)))
    header = Mock(wraps=headers.read_header)
    monkeypatch.setattr(order, "read_header", header)
    paths = [tmp_path / "data" / "events" / f"{event}.yaml" for event in press.sheets]
    assert len(build_all(BuildRequest(desk=press.desk, paths=paths, out=tmp_path / "out")).built) == 8
    assert sorted(path.name for path in listed if path.is_relative_to(tmp_path)) == [
        *("accepted", "events"),
        *("published", "published"),  # by the plan of the run, and by who reads what was published
    ]
    assert header.call_count == 8


def test_no_earlier_edition_is_drafted_for_a_later_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    press = Press(tmp_path, monkeypatch)
    for day in range(1, 9):
        press.add(f"2026-03-{day:02d}-x")
    examined = Mock(wraps=pipeline.examine)
    monkeypatch.setattr(pipeline, "examine", examined)
    press.build(paths=(tmp_path / "data" / "events" / "2026-03-08-x.yaml",))
    assert examined.call_count == 1
    assert set(tree(tmp_path / "out")) >= {"2026-03-08-x/en/brief.md"}


def test_a_published_edition_keeps_its_choices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    press = Press(tmp_path, monkeypatch)
    path = press.add("2026-03-01-a")
    press.build()
    press.publish("2026-03-01-a")
    case = pipeline.examine(path, press.desk)
    assert Turns(press.desk.workspace).of(case, "en").recorded == {"lead": 2, "close": 0}
    assert Turns(press.desk.workspace).of(case, "zh").recorded == {}
