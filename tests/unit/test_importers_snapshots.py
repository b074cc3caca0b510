"""Observations in an event file: the record that they are of, a new one where none is, and nothing said twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from narrator.case import Desk
from narrator.config import Settings, Workspace
from narrator.importers.observation import Imported, Observation, When
from narrator.importers.snapshots import entered, led_by
from narrator.ingest.edit import UneditableError, fresh
from narrator.model.kinds import Group
from narrator.model.name import Name, Names
from narrator.model.policy import Policy
from narrator.model.problem import Location
from narrator.model.series import After, Every, Release, Series
from narrator.model.source import Source, Sources
from support.edits import comments, tree

HEAD = """\
# of the desk
event:
  id: 2026-01-15-morning   # this one
  status: draft
  published: 2026-01-15 09:00
  timezone: Asia/Shanghai
  days: 2026-01-14
  assets: BTC
  default_window: 24h

"""
DESK = Desk(
    Workspace(Path(), Settings(), Policy()),
    Sources.of((Source("coinglass", "CoinGlass"),)),
    Names.of((Name("btc", "asset", {"en": "Bitcoin"}, ticker="BTC"),)),
    (),
)
FETCHED = datetime(2026, 1, 15, 0, 5, tzinfo=UTC)
DAY = date(2026, 1, 14)
FLOW = Observation(Group.FLOWS, {"asset": "BTC"}, Decimal("-12.50"), "USD", When(DAY), "", scale="million")
MOOD = Observation(
    Group.SENTIMENT, {"name": "Fear and Greed Index"}, Decimal(26), "index", When(DAY, is_moment=True), ""
)
CLOSE = Observation(Group.PRICES, {"asset": "BTC"}, Decimal("99654.3"), "USD", When(DAY), "", "close")
LONGS = Observation(Group.LIQUIDATIONS, {"side": "long", "asset": "BTC"}, Decimal(7), "USD", When(DAY, 24), "")


def enter(
    text: str, *observations: Observation, fetched: datetime = FETCHED, source: str = "CoinGlass"
) -> tuple[str, list[str]]:
    return entered(text, "a.yaml", Imported(source, fetched, observations), DESK, in_detail=False)


def test_what_no_record_is_of_gets_one_and_a_line_of_a_snapshot() -> None:
    text, told = enter(HEAD, FLOW, MOOD, CLOSE, replace(CLOSE, part="high", number=Decimal(101000)), LONGS)
    assert tree(text) == {
        **tree(HEAD),  # type: ignore[dict-item]
        "flows": {"btc_etf": {"asset": "BTC", "window": "2026-01-14"}},
        "sentiment": {"fear_greed": {"name": "Fear and Greed Index", "window": "2026-01-14"}},
        "prices": {"btc": {"asset": "BTC", "window": "2026-01-14"}},
        "liquidations": {"btc_longs": {"side": "long", "asset": "BTC", "window": "24h"}},
        "snapshots": {
            "CoinGlass at 2026-01-15 08:05": {
                "flows.btc_etf": "outflow $12.50 million",
                "sentiment.fear_greed": "26",
                "prices.btc.close": "$99,654.3",
                "prices.btc.high": "$101,000",
                "liquidations.btc_longs": "$7",
            }
        },
    }
    assert comments(text) == comments(HEAD)
    assert told[0] == "flows.btc_etf: outflow $12.50 million"


OWN = """\
liquidations:
  long_side:
    side: long
    asset: Bitcoin
  short_side:
    side: short
    asset: BTC
  other_hours:
    side: long
    asset: BTC
    window: 4h
"""


def test_a_record_of_the_same_is_taken_whatever_its_name_and_spelling() -> None:
    text, _ = enter(HEAD + OWN, LONGS)
    assert text.startswith(HEAD + OWN)
    assert tree(text)["snapshots"] == {"CoinGlass at 2026-01-15 08:05": {"liquidations.long_side": "$7"}}  # type: ignore[index,call-overload]


@pytest.mark.parametrize(
    ("other", "name"),
    [
        (replace(LONGS, of={"asset": "BTC"}), "liquidations.btc"),
        (replace(LONGS, of={"side": "long", "asset": "BTC", "venue": "OKX"}), "liquidations.btc_okx_longs"),
        (replace(LONGS, when=When(DAY, 12)), "liquidations.btc_longs"),
    ],
)
def test_a_record_of_something_else_is_not(other: Observation, name: str) -> None:
    assert enter(HEAD + OWN, other)[1][0] == f"{name}: $7"


def test_a_name_that_another_record_has_is_told_apart_by_its_day() -> None:
    taken = HEAD + "flows:\n  btc_etf:\n    asset: ETH\n  btc_etf_2026_01_14:\n    asset: SOL\n"
    assert enter(taken, FLOW)[1][0] == "flows.btc_etf_2026_01_14_2: outflow $12.50 million"


def test_importing_twice_changes_nothing_also_when_it_is_fetched_again() -> None:
    once, _ = enter(HEAD, FLOW, MOOD)
    assert enter(once, FLOW, MOOD) == (once, ["2 values are what CoinGlass said before"])
    assert enter(once, FLOW, MOOD, fetched=FETCHED + timedelta(minutes=20), source="coinglass")[0] == once


def test_a_revision_is_a_line_of_its_own_under_its_time_and_the_old_one_stays() -> None:
    pending, _ = enter(HEAD, replace(FLOW, number=None))
    final, _ = enter(pending, FLOW, fetched=FETCHED + timedelta(minutes=20))
    assert tree(final)["snapshots"] == {  # type: ignore[index,call-overload]
        "CoinGlass at 2026-01-15 08:05": {"flows.btc_etf": "not reported"},
        "CoinGlass at 2026-01-15 08:25": {"flows.btc_etf": "outflow $12.50 million"},
    }
    assert enter(final, FLOW, fetched=FETCHED + timedelta(minutes=30))[0] == final


def test_two_values_of_one_minute_are_refused() -> None:
    once, _ = enter(HEAD, FLOW)
    with pytest.raises(UneditableError, match="is there already: outflow"):
        enter(once, replace(FLOW, number=Decimal(3)))


def test_more_of_the_same_minute_goes_into_its_block() -> None:
    once, _ = enter(HEAD, FLOW)
    snapshots = tree(enter(once, MOOD)[0])["snapshots"]  # type: ignore[index,call-overload]
    assert [*snapshots] == ["CoinGlass at 2026-01-15 08:05"]


@pytest.mark.parametrize(
    ("number", "line"),
    [
        (None, "not reported"),
        (Decimal(0), "none"),
        (Decimal("95.1"), "inflow $95.1 million, provisional"),
        (Decimal(-1234567), "outflow $1,234,567 million, provisional"),
    ],
)
def test_a_flow_has_words_for_its_sign_and_for_what_is_no_amount(number: Decimal | None, line: str) -> None:
    assert enter(HEAD, replace(FLOW, number=number, is_partial=True))[1][0] == f"flows.btc_etf: {line}"


def test_an_edition_that_is_out_before_the_fetch_is_said_to_use_none_of_it() -> None:
    late = enter(HEAD, FLOW, fetched=FETCHED + timedelta(days=1))[1]
    assert "fetched after the edition of 2026-01-15 09:00, which uses none of it" in late


def test_an_event_without_a_zone_takes_nothing() -> None:
    with pytest.raises(UneditableError, match=r"a\.yaml does not say its zone, hour and days"):
        enter(HEAD.replace("Asia/Shanghai", "Shanghai"), FLOW)
    with pytest.raises(UneditableError, match="zone, hour and days"):
        enter(HEAD.replace("days: 2026-01-14", "days: 2026-13-14"), FLOW)


def test_an_event_whose_days_are_words_is_of_the_day_of_its_edition() -> None:
    worded = HEAD.replace("days: 2026-01-14", "days: this morning")
    assert enter(worded, FLOW)[1][0].startswith("flows.btc_etf")


FRESH = fresh("2026-02-03-new")


def test_an_event_that_is_led_by_a_figure_is_ready_and_its_stub_is_gone() -> None:
    text = led_by(FRESH, "flows.btc_etf", "a.yaml")
    found = tree(text)
    assert isinstance(found, dict)
    assert "liquidations" not in found
    assert {"status": "ready", "main": "flows.btc_etf"}.items() <= found["event"].items()  # type: ignore[union-attr]
    assert "# The other kinds are listed in" in text


def test_what_a_person_has_typed_in_its_place_stays() -> None:
    typed = FRESH.replace("unnamed: not reported", "unnamed: $5")
    assert tree(led_by(typed, "flows.btc_etf", "a.yaml"))["liquidations"] == {"total": {"said": {"unnamed": "$5"}}}  # type: ignore[index,call-overload]
    assert "unnamed: not reported" in led_by(FRESH, "liquidations.total", "a.yaml")


def test_the_usual_window_up_to_an_hour_is_that_of_what_is_read_beside_it() -> None:
    hourly = HEAD.replace("default_window: 24h", "default_window: 24h to 2026-01-15 08:00") + OWN
    assert enter(hourly, LONGS)[1][0] == "liquidations.long_side: $7"


def test_a_record_with_another_field_is_of_something_else() -> None:
    own = "flows:\n  since_the_start:\n    asset: BTC\n    cumulative: yes\n    window: 2026-01-14\n"
    assert enter(HEAD + own, FLOW)[1][0] == "flows.btc_etf: outflow $12.50 million"


def test_a_day_that_a_series_has_as_closed_is_no_day_that_is_pending() -> None:
    release = Release(time(8), ZoneInfo("UTC"), After.NEXT_DAY)
    funds = Series("funds", "flows", "", {"asset": "BTC"}, "coinglass", "USD", Every.TRADING_DAY, release, Location(""))
    file = Imported("CoinGlass", FETCHED, (replace(FLOW, number=None), replace(FLOW, when=When(date(2026, 1, 13)))))
    told = {}
    for closed in (frozenset[date](), frozenset({DAY})):
        desk = replace(DESK, series=(replace(funds, closed=closed),))
        told[bool(closed)] = entered(HEAD, "a.yaml", file, desk, in_detail=False)[1]
    assert told[False][:2] == ["flows.btc_etf: not reported", "flows.btc_etf_2026_01_13: outflow $12.50 million"]
    assert told[True] == ["flows.btc_etf: outflow $12.50 million"]
