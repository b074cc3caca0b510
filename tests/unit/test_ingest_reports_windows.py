"""Windows of reports: what is of an instant has none but a typed one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from narrator import config, pipeline
from narrator.ingest.events import load_event
from narrator.ingest.registries import load_names, load_sources
from narrator.model.figure import Standing
from narrator.model.policy import Policy
from narrator.reconcile.figures import reconcile
from support.events import write_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from narrator.model.figure import Figure

HEAD = """event:
  id: e
  status: ready
  published: 2026-03-04 09:00
  timezone: UTC
  days: 2026-03-03
  assets: BTC
  main: {kind}.one
  default_window: 24h
"""


def figure(root: Path, kind: str, *lines: str, said: tuple[str, ...]) -> Figure:
    fields = "".join(f"    {line}\n" for line in lines)
    told = "".join(f"      s{number}: {line}\n" for number, line in enumerate(said))
    record = f"{kind}:\n  one:\n{fields}    said:\n{told}"
    path = write_workspace(root, HEAD.format(kind=kind) + record) / "data" / "events" / "e.yaml"
    sources, _ = load_sources(root / "data" / "sources.yaml", root)
    names, _ = load_names(root / "data" / "names.yaml", root)
    event = load_event(path, root, sources, names).event
    assert event is not None
    return reconcile(event, sources, Policy(), event.published)[f"{kind}.one"]


@pytest.mark.parametrize(
    ("kind", "lines", "said", "window"),
    [
        ("macro", ("what: the yield",), "4.04%", "not stated"),
        ("macro", ("what: the yield",), "up 6.5 bps", "24h"),
        ("macro", ("what: the yield", "window: 2026-03-02"), "4.04%", "2026-03-02"),
        ("positions", ("what: open interest",), "$7 billion", "not stated"),
        ("positions", ("what: volume",), "$7 billion", "24h"),
        ("sentiment", (), "42", "not stated"),
        ("accounts", ("who: a whale", "what: holding"), "5 BTC", "not stated"),
        ("accounts", ("who: a whale", "what: holding"), "up 5 BTC", "24h"),
        ("accounts", ("who: a whale", "what: transfer"), "5 BTC", "24h"),
        ("liquidations", (), "$7 billion", "24h"),
    ],
)
def test_an_instant_has_no_window_but_a_typed_one(
    tmp_path: Path, kind: str, lines: tuple[str, ...], said: str, window: str
) -> None:
    assert figure(tmp_path, kind, *lines, said=(said,)).window.canonical == window


def test_levels_of_one_time_are_pooled_without_a_window(tmp_path: Path) -> None:
    found = figure(tmp_path, "positions", "what: open interest", said=("$7 billion", "$7.2 billion"))
    assert found.standing in {Standing.AGREED, Standing.DISPUTED}


@pytest.mark.parametrize(
    ("usual", "kind", "window"),
    [
        ("2025-Q4", "macro", "2025-Q4"),
        ("month 2026-02", "macro", "month 2026-02"),
        ("2025", "macro", "2025"),
        ("week to 2026-03-03", "macro", "not stated"),
        ("2026-03-03", "macro", "not stated"),
        ("2025-Q4", "positions", "not stated"),
    ],
)
def test_a_statistic_is_of_the_quarter_that_all_records_have_and_of_no_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, usual: str, kind: str, window: str
) -> None:
    monkeypatch.setattr(f"{__name__}.HEAD", HEAD.replace("default_window: 24h", f"default_window: {usual}"))
    what = {"macro": "what: revenue", "positions": "what: holdings"}[kind]
    assert figure(tmp_path, kind, what, said=("$7 billion",)).window.canonical == window


@pytest.mark.parametrize(("near", "until"), [("0.05", "13:00"), ("0", "13:05")])
def test_how_near_the_ends_of_windows_may_lie_is_the_workspace_s_to_say(tmp_path: Path, near: str, until: str) -> None:
    head = HEAD.replace("24h", "24h to 2026-03-03 13:00").format(kind="liquidations")
    root = write_workspace(
        tmp_path, f"{head}liquidations:\n  one:\n    said:\n      s: $7 billion at 2026-03-03 13:05\n"
    )
    (root / "narrator.toml").write_text(f'desk = "The test desk"\n[policy]\nwindow_ends = "{near}"\n', encoding="utf-8")
    case = pipeline.examine(root / "data" / "events" / "e.yaml", pipeline.open_desk(config.load(root)[0]))
    assert case.figures["liquidations.one"].window.canonical == f"24h to 2026-03-03T{until}+00:00"
