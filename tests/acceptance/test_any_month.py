"""Every day of the year makes a brief that its own audit lets pass, in both Englishes.

"may" is a verb, "march" too, and "Sept." has four letters: what reads dates must know all twelve.
"""

from __future__ import annotations

import os
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from narrator import config, pipeline
from narrator.render.choices import Turn
from narrator.wording.english_time import month
from support.audits import flagged, matter_for
from support.events import CONFIG, EVENT_ID, HEAD, write_workspace
from support.repository import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from narrator.case import Desk

DAY = f"""\
{HEAD}  default_window: MAIN
liquidations:
  total:
    said:
      tracker_a: $210 million
      tracker_b: $230 million
  longs:
    side: long
    window: 2026-03-01
    said:
      tracker_a: $195 million
flows:
  btc_etf:
    asset: BTC
    window: 2026-03-02
    said:
      issuer_table: inflow $710 million
  btc_etf_before:
    asset: BTC
    cumulative: yes
    window: month 2026-01 to month 2026-03
    said:
      issuer_table: outflow $4.57 billion
  eth_etf:
    asset: ETH
    window: US session 2026-03-02
    said:
      issuer_table: inflow $12 million
prices:
  btc:
    asset: BTC
    window: week to 2026-03-02
    said:
      market data: down 3%
macro:
  balance_sheet:
    what: weekly growth of the Federal Reserve's balance sheet
    who: Federal Reserve
    window: per week from 2026-02-26
    said:
      tracker_a: up $59.4 billion
  decision:
    what: the decision on rates
    who: Federal Reserve
    when: 2026-03-05
accounts:
  whale:
    who: a trader
    what: transfer
    asset: BTC
    when: 2026-03-01
    window: month 2026-03
    said:
      public data: 519.46 BTC = $48.3 million
statements:
  analyst:
    who: an analyst
    kind: opinion
    when: 2026-03-01
    text: the worst is over
claims:
  largest:
    text: the largest in a while
    by: tracker_a
    about: liquidations.longs
    since: 2025-10-11
"""
MAINS = ("24h to 2026-03-03 08:00", "2026-03-02 to 2026-03-03", "2026-02-20 to 2026-03-02")
MARCH = date(2026, 3, 3)
LOCALES = ("en-US", "en-GB")
STEP = 4 if "SOAK" in os.environ else 8
"""So many weeks later a brief is told again; both Englishes together have it every four, each by `make soak`."""


def moved(text: str, by: timedelta) -> str:
    """The text with each of its dates and months so many days later."""

    def later(match: re.Match[str]) -> str:
        typed = match[0]
        day = date.fromisoformat(typed if match[1] else f"{typed}-15") + by
        return day.isoformat()[: len(typed)]

    return re.sub(r"\b20\d\d-\d\d(-\d\d)?(?![-\w])", later, text)


def discrepancies(path: Path, desk: Desk, text: str) -> list[tuple[str, str]]:
    """What the audit of a brief finds in its own text."""
    path.write_text(text, encoding="utf-8")
    case = pipeline.examine(path, desk)
    assert [problem for problem in case.problems if problem.is_error] == []
    _, draft = pipeline.draft(case, desk, Turn())
    return flagged(draft.markdown, matter_for(case, desk))


def desk_in(root: Path, locale: str) -> Desk:
    (root / "narrator.toml").write_text(f'english = "{locale}"\n{CONFIG}', encoding="utf-8")
    return pipeline.open_desk(config.load(root)[0])


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("number", range(1, 13), ids=month)
def test_a_small_day_of_each_month_passes_its_own_audit(number: int, locale: str, tmp_path: Path) -> None:
    desk = desk_in(write_workspace(tmp_path), locale)
    path = tmp_path / "data" / "events" / f"{EVENT_ID}.yaml"
    days = (3, 28) if STEP == 4 else (3, 28)[LOCALES.index(locale) :][:1]  # one of them in each English
    for main in MAINS:
        for day in days:
            text = moved(DAY.replace("MAIN", main), date(2026, number, day) - MARCH)
            assert discrepancies(path, desk, text) == [], (main, day)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("event", sorted((ROOT / "data" / "events").glob("*.yaml")), ids=lambda path: path.stem)
def test_the_four_briefs_pass_their_own_audit_in_each_month(event: Path, locale: str, tmp_path: Path) -> None:
    root = write_workspace(tmp_path)
    for registry in ("names.yaml", "sources.yaml"):
        (root / "data" / registry).write_text((ROOT / "data" / registry).read_text("utf-8"), "utf-8")
    desk = desk_in(root, locale)
    path = root / "data" / "events" / event.name
    first = 4 if STEP == 4 else 4 * (1 + LOCALES.index(locale))
    for weeks in range(first, 53, STEP):  # whole weeks, since a text may name a weekday or say "this week"
        text = moved(event.read_text("utf-8"), timedelta(weeks=weeks))
        assert discrepancies(path, desk, text) == [], weeks
