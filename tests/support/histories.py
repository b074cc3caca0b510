"""A history of made-up values beside an event, the last of them of its day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

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
