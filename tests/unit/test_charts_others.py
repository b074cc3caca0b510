"""Others: bars that are compared are one source's where one has them all, and nothing said beside them is lost."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from narrator import pipeline
from narrator.charts.others import as_drawn, one_source, others
from narrator.model.quantity import Interval
from support.briefs import desk
from support.events import DAY

if TYPE_CHECKING:
    from pathlib import Path

    from narrator.model.figure import Figure


def figures(folder: Path, *said: tuple[str, str]) -> list[Figure]:
    """Flows of one day after the other, by what is said of each and what circulates."""
    records = "liquidations:\n  total:\n    said:\n      harbour: $400 million\nflows:\n"
    for number, (own, circulating) in enumerate(said, start=1):
        records += f"  f{number}:\n    asset: BTC\n    window: 2026-03-0{number}\n    said:\n      {own}\n"
        records += f"    circulating:\n      {circulating}\n" if circulating else ""
    (folder / "day.yaml").write_text(DAY + records, encoding="utf-8")
    known = pipeline.examine(folder / "day.yaml", desk()).figures
    assert known is not None
    return [known[f"flows.f{number}"] for number in range(1, len(said) + 1)]


@pytest.mark.parametrize(
    ("said", "source"),
    [
        ((("harbour: inflow $10M", ""), ("quay: inflow $20M", "harbour: inflow $18M")), "harbour"),
        ((("harbour: inflow $10M", ""), ("quay: inflow $20M", "")), ""),
        ((("harbour: inflow $10M", ""), ("harbour: inflow $20M", "quay: inflow $18M")), ""),
        ((("unnamed: inflow $10M", ""), ("quay: inflow $20M", "unnamed: inflow $18M")), ""),
        ((("harbour: inflow $10M", "pier: inflow $9M"), ("quay: inflow $20M", "pier: inflow $18M")), "pier"),
        ((("harbour: inflow $10M", ""), ("quay: inflow $20M", "harbour: outflow $18M")), ""),
        ((("harbour: inflow $10M", ""), ("quay: inflow $20M", "harbour: at least inflow $18M")), ""),
    ],
)
def test_bars_of_several_sources_are_those_of_one_that_has_them_all(
    tmp_path: Path, said: tuple[tuple[str, str], ...], source: str
) -> None:
    assert one_source(figures(tmp_path, *said)) == source


def test_the_bar_is_what_that_source_says_and_the_printed_value_stands_beside_it(tmp_path: Path) -> None:
    first, second = figures(tmp_path, ("harbour: inflow $10M", ""), ("quay: inflow about $20M", "harbour: inflow $18M"))
    assert as_drawn(first, "harbour") is first
    assert as_drawn(second, "harbour").interval == Interval.point(Decimal(18_000_000))
    assert [voice.source for voice in others(second, "harbour")] == ["quay"]
    assert [voice.source for voice in others(second, "")] == ["harbour"]
    assert others(first, "harbour") == others(first, "") == ()


def test_a_value_on_which_the_sources_agree_is_that_of_each_of_them(tmp_path: Path) -> None:
    both = "harbour: inflow $20.1M\n      quay: inflow $20M"
    first, second = figures(tmp_path, ("harbour: inflow $10M", ""), (both, ""))
    assert one_source([first, second]) == "harbour"
    assert as_drawn(second, "harbour") is second
    assert others(second, "harbour") == ()
