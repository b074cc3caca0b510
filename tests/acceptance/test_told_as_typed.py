"""What a desk types by the documentation is told as what it is: no value, window or hour is lost, none is made up."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from narrator import config, pipeline
from support.events import write_workspace
from support.variants import briefs, editions, prose

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Told = Callable[..., list[str]]
    Found = Callable[[str, str], list[tuple[str, str]]]

HEAD = """\
event:
  id: 2026-03-03-example
  status: ready
  published: 2026-03-03 18:00
  timezone: UTC
  days: 2026-03-03
  assets: BTC
  main: {main}
  default_window: {window}
"""
TOTAL = """\
liquidations:
  total:
    said:
      CoinGlass: {said}
"""


@pytest.fixture
def told(tmp_path: Path) -> Told:
    """The prose of a day in every variant, with its headline."""

    def made(main: str, records: str, window: str = "2026-03-03") -> list[str]:
        return [prose(brief) for brief in briefs(tmp_path, HEAD.format(main=main, window=window) + records)]

    return made


@pytest.fixture
def found(tmp_path: Path) -> Found:
    """What a check finds of a day, by code and what was found."""

    def made(main: str, records: str) -> list[tuple[str, str]]:
        root = write_workspace(tmp_path, HEAD.format(main=main, window="2026-03-03") + records)
        (file,) = (root / "data" / "events").glob("*.yaml")
        case = pipeline.examine(file, pipeline.open_desk(config.load(root)[0]))
        return [(problem.code, problem.found) for problem in case.problems if problem.is_error]

    return made


RATE = """\
macro:
  bund:
    what: the 10-year Bund yield
    said:
      Delta Wire: -0.409%
"""
WATCH = """\
outlook:
  watch:
    bund:
      figure: macro.bund
      trigger: below {}
"""


def test_a_level_below_zero_may_be_watched_for(told: Told) -> None:
    for text in told("macro.bund", RATE + WATCH.format("-0.5%")):
        assert "below minus 0.5%" in text


def test_a_trigger_that_cannot_be_read_is_a_problem_of_the_records(found: Found) -> None:
    assert found("macro.bund", RATE + WATCH.format("half a percent")) == [("AMT001", "half")]


THEN = """\
  then:
    what: the 10-year Bund yield
    window: {}
    said:
      Delta Wire: 3.04%
"""


def test_what_nobody_dates_is_of_the_day_and_not_of_years_before(told: Told) -> None:
    records = TOTAL.format(said="$300 million") + RATE + THEN.format("2008-12-12")
    for text in told("liquidations.total", records):
        assert re.search(r"stood at minus 0\.409%[^.]*, against 3\.04% on Dec\. 12, 2008", text)
        assert "3.04% on Dec. 12, 2008, against" not in text


def test_a_value_of_years_before_is_no_start_of_a_fall_or_a_rise(told: Told) -> None:
    for text in told("macro.bund", RATE + THEN.format("2008-12-12")):
        assert not re.search(r"yields? (?:fell|rose|falls|rises)|A yield (?:falls|rises)", text)


def test_a_value_of_the_day_before_is_one(told: Told) -> None:
    for text in told("macro.bund", RATE + THEN.format("2026-03-02")):
        assert re.search(r"yields? (?:fell|falls)", text)


def test_an_index_of_mood_that_nobody_dates_comes_after_that_of_a_day_before(told: Told) -> None:
    mood = "sentiment:\n{}  now:\n    name: the Mood Index\n    said:\n      Delta Wire: 22\n"
    before = "  then:\n    name: the Mood Index\n    window: 2026-03-02\n    said:\n      Delta Wire: 48\n"
    for text in told("liquidations.total", TOTAL.format(said="$300 million") + mood.format(before)):
        assert re.search(r"Mood Index stood at 48 on March 2[^.]* 22", text)


def test_what_was_counted_minutes_after_the_end_of_the_window_is_of_the_window(told: Told) -> None:
    longs = "  longs:\n    side: long\n    said:\n      CoinGlass: $250 million\n"
    shorts = "  shorts:\n    side: short\n    said:\n      CoinGlass: $50 million\n"
    records = TOTAL.format(said="$300 million at 13:05") + longs + shorts
    for text in told("liquidations.total", records, "24h to 2026-03-03 13:00"):
        assert "13:05" not in text
        assert "not on record" not in text


def test_an_amount_that_circulates_within_a_bound_is_told(told: Told) -> None:
    circulating = "    circulating:\n      social media: $700 million\n"
    for text in told("liquidations.total", TOTAL.format(said="more than $659 million") + circulating):
        assert re.search(r"\$700 million[^.]*social media", text)


def test_both_ends_of_a_change_may_say_of_what_time_they_are(told: Told) -> None:
    made = (
        "macro:\n  made:\n    what: the production\n    said:\n      Delta Wire: from {} to 9.4 million barrels a day\n"
    )
    for text in told("macro.made", made.format("9 million barrels a day")):
        assert re.search(r"production rises to 9\.4M? ?(?:million )?barrels a day", text)
        assert "from 9 million barrels a day" in text


def test_two_ends_of_a_change_are_of_one_time(found: Found) -> None:
    made = (
        "macro:\n  made:\n    what: the production\n    said:\n      Delta Wire: from 9 million barrels a week to {}\n"
    )
    assert [code for code, _ in found("macro.made", made.format("9.4 million barrels a day"))] == ["AMT006"]


def test_moves_of_a_share_index_lie_as_far_apart_as_other_amounts(tmp_path: Path) -> None:
    said = "      Delta Wire: up 194.49 points\n      Echo Wire: up about 210 points\n"
    records = f"prices:\n  dow:\n    asset: Dow\n    said:\n{said}"
    for text in editions(tmp_path, HEAD.format(main="prices.dow", window="2026-03-03") + records):
        assert "194.49" in text
        assert "too far apart" not in text
