"""A history of made-up values beside an event, the last of them of its day, and the case of the two."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from narrator.config import load
from narrator.pipeline import examine, open_desk
from support.events import write_workspace

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from narrator.case import Case

HEAD = """\
event:
  id: 2026-03-03-example
  status: ready
  published: {published}
  timezone: UTC
  days: 2026-03-02
  assets: BTC
  main: {main}
"""
FLOW = """\
flows:
  btc_etf:
    asset: BTC
    window: 2026-03-02
    said:
      farside: inflow $500 million
"""


LAST = date(2026, 3, 2)
SERIES = """\
history:
  kind: {kind}
  source: {source}
  unit: {unit}
  every: day
  release: 00:00 UTC, next day
  licence: made up
  file: history.csv
  reading:
    date: date
    value: value
  {of}
"""


def write_history(  # what a series is of
    root: Path,
    values: Sequence[object],
    source: str,
    *,
    kind: str = "flows",
    unit: str = "USD",
    of: str = "asset: BTC",
) -> None:
    """The files of a history of daily values; None for a day without a row."""
    folder = root / "data" / "series"
    folder.mkdir()
    text = SERIES.format(kind=kind, source=source, unit=unit, of=of)
    (folder / "history.yaml").write_text(text, encoding="utf-8")
    first = LAST - timedelta(days=len(values) - 1)
    rows = [f"{first + timedelta(days=n)},{value}" for n, value in enumerate(values) if value is not None]
    (folder / "history.csv").write_text("\n".join(["date,value", *rows, ""]), encoding="utf-8")


def case(
    root: Path,
    records: str,
    values: Sequence[object],
    *,
    kind: str = "flows",
    unit: str = "USD",
    of: str = "asset: BTC",
    published: str = "2026-03-03 09:00",
) -> Case:
    """The case of an event with a history whose last value is of the day of the event; None for a day without a row."""
    main = ".".join(line.strip(" :") for line in records.split("\n")[:2])
    write_workspace(root, HEAD.format(main=main, published=published) + records)
    write_history(root, values, "farside", kind=kind, unit=unit, of=of)
    workspace, _ = load(root)
    return examine(root / "data" / "events" / "2026-03-03-example.yaml", open_desk(workspace))
