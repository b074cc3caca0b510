"""What a desk types by the documentation is told as what it is: no value, window or hour is lost, none is made up."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from narrator import config, pipeline
from support.events import LEFT_OPEN, write_workspace
from support.variants import briefs, editions, prose

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Told = Callable[..., list[str]]
    Found = Callable[[str, str], list[tuple[str, str]]]

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
        return [prose(brief) for brief in briefs(tmp_path, LEFT_OPEN.format(main=main, window=window) + records)]

    return made


@pytest.fixture
def found(tmp_path: Path) -> Found:
    """What a check finds of a day, by code and what was found."""

    def made(main: str, records: str) -> list[tuple[str, str]]:
        root = write_workspace(tmp_path, LEFT_OPEN.format(main=main, window="2026-03-03") + records)
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
    for text in editions(tmp_path, LEFT_OPEN.format(main="prices.dow", window="2026-03-03") + records):
        assert "194.49" in text
        assert "too far apart" not in text


PRICE = "prices:\n  euro:\n    asset: the euro against the yen\n"


def test_each_of_those_who_differ_on_a_price_says_at_what_hour(told: Told) -> None:
    low = "    low:\n      said:\n        Delta Wire: 140.8 yen at 10:20\n        Echo Wire: 139 yen at 11:40\n"
    for text in told("prices.euro.low", PRICE + low):
        assert re.search(r"Delta Wire[^.]*140\.8 yen at 10:20 UTC and Echo Wire[^.]* 139 yen at 11:40 UTC", text)


def test_a_price_on_which_sources_agree_has_the_hours_that_they_give(told: Told) -> None:
    high = "    high:\n      said:\n        Delta Wire: 145.90 yen{}\n        Echo Wire: 145.90 yen at 11:40\n"
    move = "    said:\n      Delta Wire: up 1%\n"
    for text in told("prices.euro", PRICE + move + high.format("")):
        assert "a high of 145.90 yen at 11:40 UTC" in text
    for text in told("prices.euro", PRICE + move + high.format(" at 11:20")):
        assert "a high of 145.90 yen between 11:20 and 11:40 UTC" in text


def test_a_broken_level_is_in_the_present_in_the_headline_and_has_its_hours(told: Told) -> None:
    said = "        Delta Wire: above 150 yen at 10:20\n        Echo Wire: above 150 yen at 10:31\n"
    for text in told("prices.euro.broke", PRICE + "    broke:\n      said:\n" + said):
        assert "# The euro against the yen rises above 150 yen" in text
        assert "rose above 150 yen between 10:20 and 10:31 UTC on March 3" in text


def test_levels_that_differ_are_one_level_and_two_who_give_it(told: Told) -> None:
    broke = "    broke:\n      said:\n        Delta Wire: below 0.20 yen\n        Echo Wire: below 0.15 yen\n"
    for text in told("prices.euro.broke", PRICE + broke):
        assert "fell below a level given as 0.15 to 0.20 yen" in text.replace("0.2 yen", "0.20 yen")


def test_a_level_of_another_day_than_the_price_before_it_has_its_day(told: Told) -> None:
    low = "    low:\n      window: 2026-03-02\n      said:\n        Delta Wire: 140.8 yen\n"
    broke = "    broke:\n      said:\n        Delta Wire: below 141 yen\n"
    for text in told("liquidations.total", TOTAL.format(said="$300 million") + PRICE + low + broke):
        assert re.search(r"on March 2[^.]*; it fell below 141 yen on March 3", text)


FLOW = "flows:\n  {}:\n    asset: {}\n{}    said:\n      Delta Wire: {}\n"


def test_where_a_sum_of_flows_came_from_is_no_sum_of_its_own(told: Told) -> None:
    since = "    window: since 2024-07-23\n    cumulative: yes\n"
    run = FLOW.format("eth_etf", "ETH", since, "inflow from $4.25 billion to $8.32 billion")
    for text in told("liquidations.total", TOTAL.format(said="$300 million") + run):
        assert re.search(r"had taken in \$4\.25 billion before, in the same count", text)
        assert "have taken in $4.25 billion" not in text


def test_coins_that_nobody_says_went_into_funds_are_no_flow_of_funds(told: Told) -> None:
    etf = "  ibit:\n    asset: BTC\n    fund: IBIT\n    said:\n      Delta Wire: inflow $20 million\n"
    for text in told("flows.ibit", FLOW.format("coins", "USDC", "", "inflow 210 million USDC") + etf):
        assert "USDC had net inflows of 210 million USDC" in text
        assert not re.search(r"USDC (?:ETFs|funds)", text)


def test_coins_of_no_asset_are_a_flow_of_the_funds(told: Told) -> None:
    for text in told("flows.coins", "flows:\n  coins:\n    said:\n      Delta Wire: inflow 210 BTC\n"):
        assert "The funds took in 210 BTC" in text


def test_the_coins_of_a_fund_that_only_the_table_has_stand_there_too(told: Told) -> None:
    names = ("ARKB", "BITB", "HODL", "BRRR", "EZBC", "BTCO")
    line = "  {}:\n    asset: BTC\n    fund: {}\n    said:\n      Delta Wire: inflow {} BTC = ${} million\n"
    funds = "".join(line.format(n.lower(), n, 10 * at + 3, 9 * at + 1) for at, n in enumerate(names, 1))
    for text in told("liquidations.total", TOTAL.format(said="$300 million") + "flows:\n" + funds):
        assert "stand in the table" in text
        assert not re.search(r"\. (?:ARKB|BITB) took in (?:13|23) BTC", text)


def test_what_investors_sell_is_no_share_handed_back(told: Told) -> None:
    sold = "flows:\n  foreign:\n    fund: foreign investors\n    said:\n      Delta Wire: outflow 2.4 trillion won\n"
    for text in told("flows.foreign", sold):
        assert "handed back" not in text


def test_an_index_in_points_and_percent_ends_its_sentence_once(told: Told) -> None:
    points = "  points:\n    asset: KOSPI\n    said:\n      Delta Wire: down 42.11 points\n"
    records = (
        "prices:\n  kospi:\n    asset: KOSPI\n    said:\n      Delta Wire: down 1.6%\n"
        "    open:\n      said:\n        Delta Wire: 2,648.05\n    close:\n      said:\n        Delta Wire: 2,591.34\n"
    )
    for text in told("liquidations.total", TOTAL.format(said="$300 million") + records + points):
        assert ",." not in text
        assert "42.11 points" in text


def test_a_body_that_is_named_in_what_it_decides_is_not_named_twice(told: Told) -> None:
    rate = "macro:\n  boj:\n    what: the policy rate of the Bank of Japan\n    who: the Bank of Japan\n    said:\n"
    for text in told("macro.boj", rate + "      the Bank of Japan: unchanged at -0.1%\n"):
        assert "The Bank of Japan kept its policy rate at minus 0.1%" in text


def test_a_rise_from_a_range_is_from_between_its_ends(told: Told) -> None:
    rate = "macro:\n  gilt:\n    what: the 30-year gilt yield\n    said:\n"
    for text in told("macro.gilt", rate + "      Delta Wire: from 4.4% to 4.8%\n      Echo Wire: from 4.3% to 4.6%\n"):
        assert "rose to between 4.6% and 4.8% from between 4.3% and 4.4%" in text


def test_the_lead_is_not_said_again_above_it(told: Told) -> None:
    quiet = "prices:\n  sp:\n    asset: BTC\n    said:\n      Delta Wire: unchanged\n"
    for text in told("prices.sp", quiet + "    high:\n      said:\n        Echo Wire: $69,271\n"):
        assert len(re.findall(r"Bitcoin was unchanged", text)) == 1


def test_longs_of_another_time_are_liquidated_and_not_accounted_for(told: Told) -> None:
    longs = "liquidations:\n  longs:\n    side: long\n    window: 2026-03-02\n    said:\n      CoinGlass: $3 billion\n"
    for text in told("flows.btc_etf", FLOW.format("btc_etf", "BTC", "", "outflow $300 million") + longs):
        assert "accounted for" not in text
        assert "ongs worth $3 billion were liquidated" in text


STATEMENT = "statements:\n  a:\n    who: Ada Stone\n    kind: {}\n    text: it holds\n    {}\n"


@pytest.mark.parametrize(
    ("kind", "field", "said"),
    [
        ("official", "where: Washington", "said in Washington that it holds"),
        ("official", "where: X", "said on X that it holds"),
        ("official", "where: Bloomberg TV", "said on Bloomberg TV that it holds"),
        ("official", "when: at 09:50", "said at 09:50 that it holds"),
        ("claim", "when: 2026-03-02", "claimed on March 2 that it holds"),
    ],
)
def test_where_and_when_somebody_spoke_stands_as_a_desk_writes_it(told: Told, kind: str, field: str, said: str) -> None:
    for text in told("liquidations.total", TOTAL.format(said="$300 million") + STATEMENT.format(kind, field)):
        assert said in text


def test_a_quote_may_have_the_time_of_day_at_which_it_fell(told: Told) -> None:
    quote = STATEMENT.format("quote", "when: at 12:40").replace("text: it holds", "quote: That is not our job")
    for text in told("liquidations.total", TOTAL.format(said="$300 million") + quote):
        assert re.search(r"at 12:40: “That|Ada Stone,? at 12:40\.", text)


def test_a_rumour_of_an_account_says_of_what_the_money_was(told: Told) -> None:
    team = "accounts:\n  team:\n    who: the team\n    what: transfer\n    asset: A shares\n    rumoured:\n"
    for text in told(
        "liquidations.total", TOTAL.format(said="$300 million") + team + "      traders: 50 billion yuan\n"
    ):
        assert "moved 50 billion yuan in A shares" in text


def test_of_three_who_differ_the_last_has_its_preposition_too(told: Told) -> None:
    value = "macro:\n  value:\n    what: the market value\n    said:\n      Delta Wire: down $5.2 billion\n"
    said = "      Echo Wire: down $5.5 billion\n      Foxtrot Wire: down more than $5 billion\n"
    for text in told("liquidations.total", TOTAL.format(said="$300 million") + value + said):
        assert not re.search(r"Wire more than \$5 billion", text)


def test_a_bound_of_its_own_preposition_has_no_other(told: Told) -> None:
    value = "macro:\n  value:\n    what: the market value\n    said:\n      Delta Wire: down more than $9 billion\n"
    for text in told(
        "liquidations.total", TOTAL.format(said="$300 million") + value + "      Echo Wire: down at most $5 billion\n"
    ):
        assert "at at" not in text


def test_the_coins_of_a_statistic_stand_beside_its_money(told: Told) -> None:
    coins = "macro:\n  coins:\n    what: the reserve of the state\n    said:\n      Delta Wire: $40 million = 600 BTC\n"
    for text in told("liquidations.total", TOTAL.format(said="$300 million") + coins):
        assert "came to $40 million (600 BTC)" in text


def test_who_says_the_other_way_without_an_amount_has_a_row(tmp_path: Path) -> None:
    said = "prices:\n  dow:\n    asset: Dow\n    said:\n      Delta Wire: down 2.85%\n      Echo Wire: up\n"
    for text in editions(tmp_path, LEFT_OPEN.format(main="prices.dow", window="2026-03-03") + said):
        assert re.search(r"\| up, amount not stated \|.* Echo Wire \|", text)


def test_what_was_said_is_told_on_a_day_of_sixty_figures(told: Told) -> None:
    many = "".join(
        f"  m{at}:\n    what: the output of the {name} mill\n    said:\n      Delta Wire: {at + 3} tonnes\n"
        for at, name in enumerate(f"{a}{b}" for a in "BCDFGHJK" for b in "aeiou")
    )
    words = (
        STATEMENT.format("official", "where: X")
        + "unconfirmed:\n  u:\n    text: a mill will close\n    by: social media\n"
        + "claims:\n  c:\n    text: the largest in a year\n    by: Delta Wire\n    about: macro.m3\n"
    )
    for text in told("liquidations.total", TOTAL.format(said="$300 million") + "macro:\n" + many + words):
        assert "said on X that it holds" in text
        assert "a mill will close" in text
        assert "the largest in a year" in text


@pytest.mark.parametrize(
    ("nature", "said"),
    [
        ("estimated", "Goldman estimated a rise of 2%"),
        ("opinion", "In the opinion of Goldman, it was a rise of 2%"),
        ("rumoured", "carried by Goldman, speaks of a rise of 2%"),
    ],
)
def test_who_goes_the_other_way_says_what_it_was(told: Told, nature: str, said: str) -> None:
    move = "macro:\n  ism:\n    what: the ISM index\n    said:\n      market data: down 3%\n"
    move += f"    {nature}:\n      Goldman: up 2%\n"
    for text in told("liquidations.total", TOTAL.format(said="$500 million") + move):
        assert said in text
        assert "the fall at" not in text
