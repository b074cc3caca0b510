"""Days of shares, bonds, raw materials, currencies, statistics, options and losses, told as a desk tells them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from narrator import config, pipeline
from narrator.audit.judge import audit
from narrator.audit.verdicts import Verdict
from narrator.ingest.faults import Fault
from narrator.ingest.lines import read_line
from narrator.model.kinds import Form
from narrator.reading.documents import of_markdown
from support.audits import matter_for
from support.events import DAY, TOTAL, write_workspace
from support.repository import ROOT
from support.variants import TURNS, briefs, editions, prose

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Told = Callable[[str, str], list[str]]

HEAD = (
    "event:\n  id: 2026-03-03-example\n  status: ready\n  published: 2026-03-03 18:00\n  timezone: UTC\n"
    "  days: 2026-03-03\n  assets: BTC\n  main: {}\n  default_window: 2026-03-03\n"
)


@pytest.fixture
def told(tmp_path: Path) -> Told:
    """The prose of a day of a main figure, with its headline, in every variant."""

    def made(main: str, records: str) -> list[str]:
        return [prose(brief) for brief in briefs(tmp_path, HEAD.format(main) + records)]

    return made


def price(name: str, asset: str, said: str = "", **parts: str) -> str:
    lines = [f"  {name}:", f"    asset: {asset}", *([f"    said:\n      Delta Wire: {said}"] if said else [])]
    lines += [f"    {part}:\n      said:\n        Delta Wire: {value}" for part, value in parts.items()]
    return "\n".join(lines) + "\n"


def macro(name: str, what: str, *said: str, nature: str = "said", more: str = "") -> str:
    reports = "".join(f"      {line}\n" for line in said)
    return f"  {name}:\n    what: {what}\n{more}    {nature}:\n{reports}"


STOCK = "prices:\n" + price("sp", "S&P 500", "down 1%")


def test_a_part_of_a_day_is_of_its_day_and_in_no_zone(told: Told) -> None:
    records = "prices:\n" + price("intel", "Intel", "down 10%").replace(
        "    said", "    window: after hours\n    said", 1
    )
    for text in told("prices.intel", records):
        assert "Intel fell 10% after hours on March 3, 2026," in text
        assert "UTC" not in text.split("10%")[-1].split(".")[0]


def test_accounts_of_many_act_in_the_plural(told: Told) -> None:
    records = (
        "accounts:\n  a:\n    who: the bridge attackers\n    what: transfer\n    said:\n      Wire: $145 million\n"
    )
    for text in told("accounts.a", records):
        assert "# The bridge attackers move $145M" in text


def test_nobody_counts_a_statistic(told: Told) -> None:
    records = macro("a", "the price of a ton", "CoinGlass: $90") + macro("b", "the cost of a ton", "CoinGlass: $70")
    for text in told("macro.a", "macro:\n" + records):
        assert "’s count" not in text


def test_nobody_counts_a_price_and_a_ticker_says_nothing(told: Told) -> None:
    for text in told("prices.btc", "prices:\n" + price("btc", "BTC", "up 3%").replace("Delta Wire", "Coinbase")):
        assert "Coinbase" in text
        assert "(COIN)" not in text
        assert "count" not in text


@pytest.mark.parametrize(
    ("words", "where"),
    [
        ("the odds of a quarter-point cut", "what"),
        ("It fell on each of nine trading days.", "note"),
    ],
)
def test_number_words_of_the_records_pass_where_their_noun_is_a_unit_of_the_day(
    told: Told, words: str, where: str
) -> None:
    what = words if where == "what" else "the odds of a cut"
    note = f"    note: {words}\n" if where == "note" else ""
    records = macro("odds", what, "Delta Wire: 71%", more=note) + macro("run", "the run of falls", "Delta Wire: 9 days")
    week = price("btc", "BTC", "down 7%").replace("    asset: BTC\n", "    asset: BTC\n    window: 7d\n")
    for text in told("prices.sp", STOCK + week + "macro:\n" + records):
        assert words[1:] in text
        assert "within seven days" in text


def test_a_level_without_a_way_is_no_move(told: Told) -> None:
    level = "levels:\n  {0}:\n    asset: {0}\n{1}    price:\n      said:\n        Delta Wire: {2}\n"
    pain = level.format("BTC", "    role: max pain\n", "$112,000")
    pain = pain.replace("  BTC:", "  btc:")
    bare = level.format("ETH", "", "$4,400").removeprefix("levels:\n").replace("  ETH:", "  eth:")
    for text in told("prices.sp", STOCK + pain + bare):
        assert "ax pain for Bitcoin options stood at $112,000" in text
        assert "he level for Ether stood at $4,400" in text
        assert "Bitcoin fell" not in text


def test_the_value_before_a_move_is_never_that_of_today(told: Told) -> None:
    records = macro("y", "the 10-year yield", "Delta Wire: from 4.13% to 4.18%") + macro(
        "m", "the 10-year yield", "Delta Wire: up 5 bps"
    )
    for text in told("prices.sp", STOCK + "macro:\n" + records):
        assert "he 10-year yield rose 5 basis points to 4.18% from 4.13%" in text
        assert "stood at 4.13%" not in text


def test_sources_of_a_change_differ_on_the_change_and_a_forecast_has_its_way(told: Told) -> None:
    stocks = macro(
        "s", "crude inventories", "Delta Wire: down 1.4 million barrels", "North Desk: down 2 million barrels"
    )
    stocks += "    forecast:\n      East Survey: down 1 million barrels\n      West Survey: up 3 million barrels\n"
    for text in told("prices.sp", STOCK + "macro:\n" + stocks):
        assert "put the fall at 1.4 million barrels and North Desk at 2 million barrels" in text
        assert "East Survey had forecast a fall of 1 million barrels" in text
        assert re.search(r"West Survey (?:had forecast )?a rise of 3 million barrels", text)


def test_who_differs_on_an_amount_has_not_kept_it_back(told: Told) -> None:
    moved = "accounts:\n  a:\n    who: Nordwind\n    what: {}\n    asset: ETH\n    said:\n"
    moved += "      Delta Wire: $200,000\n      North Desk: $900,000\n"
    for what in ("transfer", "loss", "holding"):
        for text in told("prices.sp", STOCK + moved.format(what)):
            assert "no source" not in text
            assert "sources differ on how much" in text or "the sources lie too far apart" in text
            assert "$200,000" in text


@pytest.mark.parametrize(("part", "verb"), [("low", "hits a low of"), ("high", "hits a high of"), ("open", "opens at")])
def test_a_headline_says_which_price_of_the_day_it_is(told: Told, part: str, verb: str) -> None:
    for text in told(f"prices.btc.{part}", "prices:\n" + price("btc", "BTC", **{part: "$61,000"})):
        assert f"# Bitcoin {verb} $61,000" in text


def test_a_loss_is_lost_and_names_the_coin(told: Told) -> None:
    loss = "  {}:\n    who: Nordwind\n    what: loss\n{}    said:\n      {}\n"
    records = "accounts:\n" + loss.format("all", "", "Delta Wire: $7 million\n      North Desk: $8 million")
    records += loss.format("part", "    asset: USDC\n", "Delta Wire: $3.4 million")
    for text in told("accounts.all", records):
        assert "# Nordwind loses $7M-$8M" in text
        assert "Nordwind lost $7 million to $8 million on March 3" in text
        assert "Of the loss, $3.4 million was in USDC" in text
        assert "a loss of $7" not in text


def test_barrels_are_counted_by_the_day(told: Told) -> None:
    records = "macro:\n" + macro("cut", "the production cut", "OPEC+: 2 million barrels a day", nature="planned")
    records += macro("hope", "the cut hoped for", "Delta Wire: 500,000 to 1 million barrels per day", nature="forecast")
    for text in told("prices.sp", STOCK + records):
        assert "The production cut is planned at 2 million barrels a day" in text
        assert "at 500,000 to 1 million barrels a day" in text


def test_what_is_forecast_has_where_it_came_from_in_its_sentence(told: Told) -> None:
    odds = macro("odds", "the odds of a hold", "Delta Wire: from 81% to 90%", nature="forecast")
    for text in told("prices.sp", STOCK + "macro:\n" + odds):
        assert text.count("the odds of a hold") + text.count("The odds of a hold") == 1
        assert "at 90%, after 81% before" in text


def test_a_value_that_two_sources_give_is_reached_between_them(told: Told) -> None:
    records = macro("y", "the 10-year yield", "Delta Wire: 4.1%", "North Desk: 4.3%") + macro(
        "m", "the 10-year yield", "Delta Wire: up 5 bps"
    )
    for text in told("prices.sp", STOCK + "macro:\n" + records):
        assert "rose 5 basis points to between 4.1% and 4.3%" in text


@pytest.mark.parametrize(
    ("when", "says"), [("month 2026-02", "in February 2026"), ("2025-Q4", "in the fourth quarter of 2025")]
)
def test_a_month_has_no_zone_and_a_lead_says_where_a_statistic_came_from(told: Told, when: str, says: str) -> None:
    cpi = macro("cpi", "annual inflation", "Delta Wire: from 8.2% to 7.7%", more=f"    when: {when}\n")
    for text in told("macro.cpi", "macro:\n" + cpi):
        assert f"Annual inflation fell {says} to 7.7% from 8.2%" in text
        assert "(UTC)" not in text.split("##")[0]


@pytest.mark.parametrize(
    ("asset", "close", "says"),
    [
        ("Brent crude", "$93.37 a barrel", "settled at"),
        ("gold futures", "$2,550.60 an ounce", "settled at"),
        ("Nvidia", "$181.60", "closed at"),
    ],
)
def test_futures_settle_and_shares_close(told: Told, asset: str, close: str, says: str) -> None:
    for text in told("prices.x.close", "prices:\n" + price("x", asset, close=close)):
        assert f"{says} {close}" in text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Dow Jones Industrial Average", "The Dow Jones Industrial Average"),
        ("Nasdaq Composite", "The Nasdaq Composite"),
        ("Nikkei 225", "The Nikkei 225"),
        ("Hang Seng Index", "The Hang Seng Index"),
        ("S&P 500 technology sector", "The S&P 500 technology sector"),
        ("Nasdaq 100 futures", "Nasdaq 100 futures"),
        ("Nvidia", "Nvidia"),
        ("Bank of America", "Bank of America"),
    ],
)
def test_an_index_that_nobody_registered_has_an_article_and_a_share_none(told: Told, typed: str, said: str) -> None:
    for text in told("prices.x", "prices:\n" + price("x", typed, "down 1%")):
        assert f"\n{said} fell 1%" in text


@pytest.mark.parametrize("body", ["Bank of Japan", "Bureau of Labor Statistics", "Labor Department", "World Council"])
def test_a_body_that_nobody_registered_has_its_article(told: Told, body: str) -> None:
    for text in told("macro.x", "macro:\n" + macro("x", "the jobless rate", f"{body}: 4%")):
        assert f"the {body}" in text
        assert f" from {body}" not in text


def test_a_flow_since_a_date_goes_on(told: Told) -> None:
    flow = "flows:\n  all:\n    asset: BTC\n    window: since 2026-01-11\n"
    flow += "    said:\n      Delta Wire: inflow $14 billion\n"
    move = price("btc", "BTC", "up 22%").replace("    said", "    window: since 2026-01-01\n    said", 1)
    for text in told("prices.sp", STOCK + move + flow):
        assert "Bitcoin funds have taken in $14 billion since Jan. 11" in text
        assert "Bitcoin has risen 22% since Jan. 1" in text


def test_a_part_of_the_trading_day_flows_on_in_its_sentence(told: Told) -> None:
    move = price("x", "Nvidia", "down 3%").replace("    said", "    window: after-hours trading\n    said", 1)
    for text in told("prices.sp", STOCK + move):
        assert "Nvidia fell 3% in after-hours trading" in text


def test_one_that_went_the_other_way_is_not_others(told: Told) -> None:
    moves = price("a", "Nvidia", "down 2%") + price("b", "Amazon", "down 3%") + price("vix", "VIX", "up 40%")
    for text in told("prices.sp", STOCK.replace("BTC", "S&P 500") + moves):
        assert "others rose" not in text


def test_positions_are_named_with_their_words(told: Told) -> None:
    of = "  {}:\n    what: {}\n    asset: BTC\n    venue: {}\n    said:\n      Delta Wire: {}\n"
    records = "positions:\n" + of.format("h", "holdings", "Gold Trust", "859 tonnes")
    records += of.format("r", "put-call ratio", "Deribit", "1.25")
    for text in told("prices.sp", STOCK + records):
        assert "oldings of Bitcoin at Gold Trust stood at 859 tonnes" in text
        assert "he put-call ratio in Bitcoin on Deribit stood at 1.25" in text


def test_one_move_in_two_units_is_one_sentence(told: Told) -> None:
    moves = price("p", "Dow Jones", "down 831.83 points", close="25,598.74") + price("q", "Dow Jones", "down 3.15%")
    oil = price("o", "Brent crude", "up $1.57") + price("r", "Brent crude", "up 1.7%")
    oil += price("n", "Nvidia", "up 2%") + price("a", "Amazon", "up 3%") + price("m", "Microsoft", "up 4%")
    for text in told("prices.p", "prices:\n" + moves + oil):
        assert "The Dow Jones fell 831.83 points, or 3.15%, on March 3, 2026 (UTC)" in text
        assert "fell 3.15%" not in text
        assert "rent crude $1.57 (1.7%)" in text or "rent crude rose $1.57, or 1.7%" in text


def test_a_price_at_which_a_day_ended_has_its_move_beside_it(told: Told) -> None:
    oil = price("o", "Brent crude", "up $1.57", close="$93.37 a barrel") + price("r", "Brent crude", "up 1.7%")
    for text in told("prices.o.close", "prices:\n" + oil):
        assert "settled at $93.37 a barrel, up $1.57, or 1.7%, on March 3, 2026 (UTC)" in text


def test_a_list_of_one_source_names_it_at_its_end_and_a_standfirst_is_one_line(told: Told) -> None:
    names = ("Dow Jones", "Nasdaq Composite", "Nvidia", "Amazon", "Microsoft")
    moves = "".join(price(f"x{n}", name, f"down {n + 2}%") for n, name in enumerate(names))
    for text in told("prices.sp", STOCK + moves):
        line = next(line for line in text.split("\n") if line.startswith("**"))
        assert line.startswith("**The Dow Jones fell 2%, the Nasdaq Composite 3% and Nvidia 4%")
        assert line.count(". ") == 0
        assert (
            "Microsoft fell 6%, Amazon 5%, Nvidia 4%, the Nasdaq Composite 3%, the Dow Jones 2% and the S&P 500 1%"
            in text
        )


def test_the_main_move_of_a_week_stands_before_that_of_the_year(told: Told) -> None:
    week = price("sp", "S&P 500", "down 1%", close="6,858.47").replace(
        "    said", "    window: week to 2026-03-03\n    said", 1
    )
    year = price("y", "S&P 500", "up 0.2%").replace("    said", "    window: 2026-03-02 to 2026-03-03\n    said", 1)
    for text in told("prices.sp", "prices:\n" + week + year):
        body = text.split("## ", 1)[1]
        assert body.index("closed at 6,858.47") < body.index("rose 0.2%")


DOCUMENTED = (
    "fell 831.83 points, or 3.15%",
    "closed at 25,598.74",
    "settled at $93.37 a barrel",
    "Nvidia fell 3% in after-hours trading",
    "a low of 140.70 yen",
    "rose 8 basis points to 4.59%",
    "0.7 basis points",
    "rose to 85.4% from 56.8%",
    "five sessions",
    "nnual inflation fell in October to 7.7% from 8.2%",
    "had forecast 7.9%",
    "revenue of Example Makers rose 11%",
    "US crude inventories fell 1.4 million barrels",
    "production cut is planned at 2 million barrels a day",
    "oldings of gold at Example Gold Trust stood at 859 tonnes",
    "olume on the Hong Kong stock exchange came to 505.8 billion Hong Kong dollars",
    "he put-call ratio in Bitcoin options on the Example Exchange stood at 1.25",
    "ax pain for Bitcoin options stood at $112,000",
    "$6.8 million to $7.9 million",
    "$3.4 million in USDC",
    "the worst day since Feb. 8",
)


def test_the_days_of_the_documentation_build_and_say_what_it_says(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "event-files.md").read_text(encoding="utf-8")
    records = page.split("<!-- days -->\n```yaml\n", 1)[1].split("```", 1)[0]
    head = HEAD.format("prices.brent").replace("2026-03-03 18:00", "2022-11-10 18:00")
    text = head.replace("  days: 2026-03-03", "  days: 2022-11-10").replace("window: 2026-03-03", "window: 2022-11-10")
    for brief in briefs(tmp_path, text + records):
        told = prose(brief)
        assert {said for said in DOCUMENTED if said not in told} == set()


@pytest.mark.parametrize(
    ("when", "what"), [("month 2026-02", "inflation in February"), ("2025-Q4", "revenue in the fourth quarter")]
)
def test_a_time_that_a_name_has_is_not_said_again(told: Told, when: str, what: str) -> None:
    records = macro("x", what, "Delta Wire: from 8% to 7%", more=f"    when: {when}\n")
    records += macro("y", f"core {what}", "Delta Wire: 6%", more=f"    when: {when}\n")
    for text in told("macro.x", "macro:\n" + records):
        time = f"in {what.split(' in ')[1]}"
        assert f"{what[0].upper()}{what[1:]} fell to 7% from 8%, " in text  # no time behind it
        assert f"{time} {time}" not in text
        assert f"{time} of" not in text
        assert f"{time} 2026" not in text


def test_the_one_that_went_the_other_way_is_named(told: Told) -> None:
    moves = price("a", "Nvidia", "down 2%") + price("vix", "VIX", "up 40%")
    head = STOCK.replace("asset: S&P 500", "asset: BTC")
    for text in told("prices.sp", head + moves):
        assert "others rose" not in text


def account(name: str, who: str, what: str, *said: str, more: str = "") -> str:
    reports = "".join(f"      {line}\n" for line in said)
    return f"  {name}:\n    who: {who}\n    what: {what}\n    asset: BTC\n{more}    said:\n{reports}"


@pytest.mark.parametrize(
    ("way", "headline", "verb"),
    [("up ", "adds", "added"), ("down ", "sheds", "let go of"), ("", "holds", "held")],
)
def test_a_holding_that_changed_is_told_as_its_change_with_its_coins(
    told: Told, way: str, headline: str, verb: str
) -> None:
    records = "accounts:\n" + account("own", "Acme", "holding", f"Delta Wire: {way}10,624 BTC = $962.7 million")
    for text in told("accounts.own", records):
        assert f"Acme {headline} $962.7M of Bitcoin" in text
        assert f"Acme {verb} $962.7 million of Bitcoin (10,624 BTC)" in text
        assert "no source gives" not in text


def test_coins_on_which_sources_differ_are_told_beside_a_loss_in_money(told: Told) -> None:
    lines = ("Delta Wire: loss 400,000 BTC = $1.12 billion", "Echo Wire: loss 430,000 BTC = $1.4 billion")
    for text in told("accounts.own", "accounts:\n" + account("own", "Acme", "loss", *lines)):
        assert "400,000 BTC" in text
        assert "430,000 BTC" in text
        assert "no source gives" not in text


def test_the_place_of_a_gain_is_not_said_where_the_name_of_the_account_says_it(told: Told) -> None:
    records = "accounts:\n" + account("whale", "a trader on Kraken", "gain", "Delta Wire: gain $3 million")
    records = records.replace("    asset: BTC\n", "    where: Kraken\n") + STOCK
    for text in told("prices.sp", records):
        assert "a trader on Kraken" in text.lower().replace("kraken", "Kraken")
        assert "on Kraken on Kraken" not in text
        assert text.count("on Kraken") == text.lower().count("trader on kraken")


def test_the_body_that_decides_a_rate_is_not_named_as_its_owner_too(told: Told) -> None:
    rate = macro(
        "rate", "the Bank of Japan's policy rate", "Bank of Japan: from 0.1% to 0.25%", more="    who: Bank of Japan\n"
    )
    for text in told("prices.sp", "macro:\n" + rate + STOCK):
        assert "The Bank of Japan raised its policy rate to 0.25% from 0.1%" in text


def test_what_changed_since_a_day_has_changed(told: Told) -> None:
    rate = macro("yen", "dollar-yen", "Delta Wire: from 161.7 to 141.7", more="    window: since 2026-01-10\n")
    for text in told("prices.sp", "macro:\n" + rate + STOCK):
        assert "Dollar-yen has fallen to 141.7 from 161.7 since Jan. 10" in text or "since 10 January" in text
        assert "yen fell to" not in text


@pytest.mark.parametrize(("typed", "said"), [("nearly", "nearly"), ("about", "about")])
def test_what_a_source_calls_nearly_is_nearly(told: Told, typed: str, said: str) -> None:
    records = macro("sold", "the sum of the sale", f"Delta Wire: {typed} $40 billion")
    records += "flows:\n  all:\n    asset: BTC\n    said:\n      Delta Wire: inflow " + typed + " $3 million\n"
    for text in told("macro.sold", STOCK + "macro:\n" + records):
        assert f"came to {said} $40 billion" in text
        assert f"{said} $3 million" in text


def test_the_share_of_a_side_says_whether_it_is_of_both_sides_or_of_the_total(tmp_path: Path) -> None:
    line = "  {}:\n{}    window: 24h to 2026-03-03 08:00\n    said:\n      Delta Wire: {}\n"
    total, longs = line.format("all", "", "$550 million"), line.format("l", "    side: long\n", "$420 million")
    shorts = line.format("s", "    side: short\n", "$130 million")
    for records, says in ((total + longs, "share of the total"), (longs + shorts, "share of both sides")):
        for brief in editions(tmp_path, HEAD.format("prices.sp") + STOCK + "liquidations:\n" + records):
            assert f"| Longs, {says} |" in brief.split("## Figures and sources")[1]


AUCTION = ("the high yield", "the sum sold", "the tail", "the bid-to-cover ratio", "the average yield")


def auction(*, by: str = "Delta Wire", others: int = 0) -> str:
    values = ("4.6%", "$25 billion", "0.3 bps", "2.4x", "4.4%", "7%", "8%", "9%")
    names = (*AUCTION, *(f"the share of group {letter}" for letter in "abc"[:others]))
    told = zip(names, values, strict=False)
    lines = [(name, f"{by if n < len(AUCTION) else 'Echo Wire'}: {value}") for n, (name, value) in enumerate(told)]
    return "macro:\n" + "".join(macro(f"m{n}", name, line) for n, (name, line) in enumerate(lines))


def test_the_source_of_nearly_every_figure_is_said_once(told: Told) -> None:
    for text in told("macro.m0", auction()):
        standfirst, lead = text.split("\n\n")[1], text.split("\n\n")[3]
        assert "Delta Wire" in lead
        assert "Delta Wire" not in standfirst
        assert text.count("Figures without a source are from Delta Wire.") == 1
        assert text.split("from Delta Wire.")[1].count("Delta Wire") == 0


def test_another_source_keeps_its_name_where_one_gives_nearly_every_figure(told: Told) -> None:
    for text in told("macro.m0", auction(others=1)):
        behind = text.split("Figures without a source are from Delta Wire.")[1]
        (sentence,) = [each for each in re.split(r"(?<=\.)\s", behind.split("## ")[-2]) if "group a" in each]
        assert "Echo Wire" in sentence
        assert "Delta Wire" not in behind


@pytest.mark.parametrize("records", [auction(others=3), auction(by="unnamed"), auction().split("  m3:")[0]])
def test_no_source_is_said_once_where_it_gives_too_little_or_has_no_name(told: Told, records: str) -> None:
    for text in told("macro.m0", records):
        assert "Figures without a source" not in text


def test_our_audit_takes_the_source_that_is_said_once_for_that_of_every_figure(tmp_path: Path) -> None:
    root = write_workspace(tmp_path, HEAD.format("macro.m0") + auction())
    own = pipeline.open_desk(config.load(root)[0])
    (file,) = (root / "data" / "events").glob("*.yaml")
    found = pipeline.examine(file, own)
    for said, verdict in (("from Delta Wire", Verdict.SUPPORTED), ("on the wires", Verdict.UNATTRIBUTED)):
        text = f"Figures without a source are {said}.\n\n## The sale\n\nThe tail came to 0.3 basis points."
        assert {each.verdict for each in audit(of_markdown(text), matter_for(found, own))} == {verdict}


def rows(brief: str, head: str) -> list[list[str]]:
    """The cells of the table that begins with a head."""
    table = brief.split(f"| {head} |", 1)[1].split("\n\n", maxsplit=1)[0]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in f"{head} |{table}".split("\n")]


def test_a_table_of_levels_of_one_day_needs_no_column_of_times(tmp_path: Path) -> None:
    for brief in editions(tmp_path, HEAD.format("macro.m0") + auction()):
        for head in ("Key figure", "Figure"):
            assert "Window" not in rows(brief, head)[0]
            assert {len(row) for row in rows(brief, head)} == {len(rows(brief, head)[0])}
        assert "not stated" not in brief


@pytest.mark.parametrize(
    ("days", "window", "main", "said"),
    [
        ("2026-03-03", "2026-03-03", "prices.sp", "as of March 3"),
        ("2026-03-01 to 2026-03-03", "2026-03-01", "prices.sp", "as of March 3"),
        ("2026-03-03", "24h", "macro.r", "as of March 3"),
        ("2026-03-03", "24h", "prices.sp", "*not stated*"),
    ],
)
def test_a_level_without_a_time_is_as_of_the_last_day_where_it_is_the_main_figure_or_all_records_have_a_day(
    tmp_path: Path, days: str, window: str, main: str, said: str
) -> None:
    head = HEAD.format(main).replace("default_window: 2026-03-03", f"default_window: {window}")
    head = head.replace("days: 2026-03-03", f"days: {days}")
    rate = macro("r", "the dealers' share", "Delta Wire: from 3% to 4%")
    for brief in editions(tmp_path, head + STOCK + "macro:\n" + rate):
        found = {row[0]: row[2] for row in rows(brief, "Figure")}
        assert found["The dealers’ share"] == said
        assert found["The dealers’ share: before"] == "earlier"


def test_a_table_gives_a_price_its_hour_and_not_the_window_of_the_move(tmp_path: Path) -> None:
    for brief in editions(
        tmp_path, HEAD.format("prices.sp") + STOCK + "    price:\n      said:\n        A: 6,001 at 17:40\n"
    ):
        found = {row[0]: row[2] for row in rows(brief, "Figure")}
        assert (found["The S&P 500, move"], found["The S&P 500: price"]) == ("on March 3", "at 17:40 UTC on March 3")


def test_the_body_does_not_repeat_where_the_lead_says_a_statistic_came_from(told: Told) -> None:
    cpi = macro("cpi", "annual inflation", "Delta Wire: from 8% to 7%", more="    when: month 2026-02\n")
    core = macro("core", "core inflation", "Delta Wire: from 6% to 5%", more="    when: month 2026-02\n")
    for text in told("macro.cpi", "macro:\n" + cpi + core):
        assert text.lower().count("annual inflation fell in february 2026 to 7% from 8%") == 1
        (section,) = [each for each in text.split("\n## ")[1:] if "Core inflation" in each]
        assert section.split("\n\n")[1].startswith("Core inflation fell to 5% from 6%")


def test_a_statistic_whose_earlier_value_owes_a_doubt_is_told_in_the_body_too(told: Told) -> None:
    cpi = macro("cpi", "annual inflation", "Delta Wire: from 8% to 7%", "Echo Wire: from 9% to 7%")
    for text in told("macro.cpi", "macro:\n" + cpi):
        assert "9%" in text


@pytest.mark.parametrize(
    ("who", "role", "is_own"),
    [
        ("Acme", "", True),
        ("Jo Doe", "chief executive of Acme", True),
        ("Jo Doe", "Acme spokeswoman", True),
        ("Jo Doe", "former chief executive of Acme", False),
        ("Jo Doe", "a client of Acme", False),
        ("Jo Doe", "chief executive of Acmeron", False),
    ],
)
def test_what_an_account_says_itself_stands_with_it(told: Told, who: str, role: str, *, is_own: bool) -> None:
    loss = account("own", "Acme", "loss", "Delta Wire: loss $3 million")
    said = f"statements:\n  s:\n    who: {who}\n    kind: official\n    text: the wallets are safe\n"
    said += f"    role: {role}\n" if role else ""
    for text in told("accounts.own", "accounts:\n" + loss + said):
        brief = text.split("## In brief")[1] if "## In brief" in text else ""
        assert "the wallets are safe" in text
        assert ("the wallets are safe" not in brief) is is_own


def test_an_account_itself_puts_its_loss_somewhere(told: Told) -> None:
    lines = ("Acme: loss 400,000 BTC = $1.12 billion", "Echo Wire: loss 430,000 BTC = $1.4 billion")
    for text in told("accounts.own", "accounts:\n" + account("own", "Acme", "loss", *lines)):
        assert "Acme itself put it at 400,000 BTC" in text
        assert "loss of Acme" not in text.split("## ", 1)[1].replace("The loss of Acme", "")


@pytest.mark.parametrize(
    ("nature", "word"),
    [("planned", "planned"), ("forecast", "forecast"), ("rumoured", "unconfirmed"), ("opinion", "opinion")],
)
def test_a_row_of_a_card_says_what_was_not_counted(tmp_path: Path, nature: str, word: str) -> None:
    records = macro("cut", "the production cut", "OPEC+: 2 million barrels a day", nature=nature)
    root = write_workspace(tmp_path, HEAD.format("prices.sp") + STOCK + "macro:\n" + records)
    own = pipeline.open_desk(config.load(root)[0])
    (file,) = (root / "data" / "events").glob("*.yaml")
    page = pipeline.edit(pipeline.examine(file, own), own, TURNS[0], frozenset({"html"})).html
    assert page
    assert f'<span class="said">2 million barrels a day, {word}</span>' in page
    assert '<span class="said">down 1%</span>' in page


def test_one_move_in_two_units_by_two_sources_is_one_sentence(told: Told) -> None:
    moves = price("p", "Dow Jones", "down 831.83 points") + price("q", "Dow Jones", "down 3.15%")
    oil = price("o", "Brent crude", "up $1.57") + price("r", "Brent crude", "up 1.7%")
    apart = (moves + oil).replace("Delta Wire: down 3", "Echo Wire: down 3").replace("Wire: up 1.7", "Survey: up 1.7")
    for text in told("prices.p", "prices:\n" + apart):
        lead = text.split("\n\n")[3]
        assert "fell 831.83 points, or 3.15% on figures from Echo Wire, on March 3, 2026 (UTC)" in lead
        assert "Delta Wire" in lead
        assert "fell 3.15%" not in text
        assert "rent crude rose $1.57 (1.7%, per Delta Survey)" in text
        assert ",," not in text


def test_a_move_in_two_units_and_its_close_have_one_comma_before_the_source(told: Told) -> None:
    moves = price("n", "Nvidia", "down 2%", close="$181.60") + price("m", "Nvidia", "down 4 points")
    for second in ("Delta Wire: down 4", "Echo Wire: down 4"):
        for text in told("prices.sp", STOCK + moves.replace("Delta Wire: down 4", second)):
            assert "4 points" in text
            assert ",," not in text


@pytest.mark.parametrize("other", ["market data", "unnamed"])
def test_a_move_of_a_source_that_no_sentence_names_stands_apart(told: Told, other: str) -> None:
    moves = price("p", "Dow Jones", "down 831.83 points") + price("q", "Dow Jones", "down 3.15%")
    for text in told("prices.p", "prices:\n" + moves.replace("Delta Wire: down 3", f"{other}: down 3")):
        assert "831.83 points, or 3.15%" not in text


def test_arithmetic_on_the_figure_of_a_source_says_whose_figure_it_is(told: Told) -> None:
    total = "liquidations:\n  all:\n    said:\n      Delta Wire: $900 million\n"
    total += "  longs:\n    side: long\n    said:\n      Delta Wire: $800 million\n"
    texts = told("liquidations.all", total + "prices:\n" + price("btc", "BTC", "down 7%").replace("Delta", "Echo"))
    worked = [text for text in texts if "times leverage" in text]
    assert worked
    for text in worked:
        assert "like that of Bitcoin on figures from Echo Wire" in text
        assert "comes from Echo Wire" not in text


def test_who_is_said_once_is_named_no_more_even_where_the_lead_is_of_others(told: Told) -> None:
    high = "macro:\n" + macro("h", "the highest yield", "Delta Wire: 4.7%", "Echo Wire: 4.7%")
    for text in told("macro.h", high + auction().removeprefix("macro:\n")):
        assert "Figures without a source are from Delta Wire, or from those that the table names." in text
        assert text.split("that the table names.")[1].count("Delta Wire") == 0


def test_gross_flows_of_one_venue_in_two_currencies_have_labels_of_their_own(tmp_path: Path) -> None:
    flows = "flows:\n" + "".join(
        f"  {name}:\n    venue: Gate.io\n{more}    said:\n      Tracker: not reported\n    inflow:\n      said:\n"
        f"        Tracker: {said}\n"
        for name, more, said in (("a", "", "£1 million"), ("b", "    cumulative: yes\n", "$2 million"))
    )
    (text,) = editions(tmp_path, DAY + TOTAL + flows, turns=TURNS[:1])
    labels = re.findall(
        r"^\| (Money on Gate\.io: gross inflow[^|]*) \|", text.split("## Figures and sources")[1], re.MULTILINE
    )
    assert len({*labels}) == 2


def test_coins_of_an_inflow_never_stand_beside_an_outflow_of_the_same_funds(told: Told) -> None:
    flows = (
        "flows:\n  out:\n    said:\n      Farside: outflow $3.8 billion\n"
        "  into:\n    said:\n      SoSoValue: inflow 8,100 BTC = $940 million\n"
    )
    for text in told("flows.out", flows):
        assert "$3.8 billion (8,100 BTC)" not in text
        assert "$940 million (8,100 BTC)" in text


UNCHANGED = (
    "macro:\n"
    + macro("two", "the two-year yield", "Delta Wire: 3.78%")
    + (
        macro("two_move", "the two-year yield", "Delta Wire: unchanged")
        + macro("stocks", "crude stocks", "Delta Wire: unchanged")
        + macro(
            "rate", "the key rate", "Bank of Nowhere: unchanged at 4.25% to 4.5%", more="    who: the Bank of Nowhere\n"
        )
        + "positions:\n"
        + macro("oi", "open interest", "Delta Wire: unchanged", more="    asset: BTC\n")
        + macro("basis", "basis", "Delta Wire: from 5% to 5%", more="    asset: BTC\n")
        + "sentiment:\n  mood:\n    said:\n      Delta Wire: unchanged\n"
    )
)


def test_what_did_not_change_is_unchanged_and_neither_zero_nor_a_rise(told: Told) -> None:
    for text in told("prices.sp", STOCK + UNCHANGED):
        assert "he two-year yield was unchanged at 3.78%" in text
        assert "rude stocks were unchanged" in text
        assert "The Bank of Nowhere kept the key rate at 4.25% to 4.50%" in text
        assert "pen interest in Bitcoin was unchanged" in text
        assert "asis in Bitcoin was unchanged at 5%" in text
        assert "he sentiment index was unchanged" in text
        assert not re.search(r"\bzero\b|(?:rose|stood at|came to) (?:0|unchanged)|, after", text)


@pytest.mark.parametrize("main", ["macro.two_move", "positions.oi", "sentiment.mood"])
def test_a_headline_of_what_did_not_change_says_so(told: Told, main: str) -> None:
    for text in told(main, STOCK + UNCHANGED):
        assert re.search(r"# .* is unchanged\n", text)


def test_a_price_that_moved_by_nothing_neither_rose_nor_fell(told: Told) -> None:
    for typed in ("unchanged", "up 0%"):
        for text in told("prices.btc", "prices:\n" + price("btc", "BTC", typed, close="$61,000")):
            assert "# Bitcoin is unchanged" in text
            assert "Bitcoin rose" not in text


def test_a_dispute_of_small_counts_says_what_is_counted(told: Told) -> None:
    cuts = macro("cuts", "the number of cuts priced in", "Delta Wire: about 3 cuts", "North Desk: 2.9 cuts")
    others = (macro(f"m{n}", f"the {n}-year yield", f"Wire {n}: {n}.5%") for n in range(2, 6))
    for text in told("prices.sp", STOCK + "macro:\n" + cuts + "".join(others)):
        assert "Delta Wire has about three cuts and North Desk 2.9 cuts" in text


WAYS = (
    "flows:\n  eth:\n    asset: ETH\n    said:\n      Delta Wire: outflow $5 million\n      North Desk: inflow\n"
    "prices:\n" + price("btc", "BTC", "down 1%") + "    circulating:\n      North Desk: up\n"
    "macro:\n" + macro("stocks", "crude stocks", "Delta Wire: up 2 million barrels", "North Desk: down")
)


def test_who_says_the_other_way_without_an_amount_is_told_beside_the_figure(told: Told) -> None:
    for text in told("flows.eth", WAYS):
        assert "North Desk reported net inflows, and gave no amount" in text
        assert re.search(r"North Desk said that (?:Bitcoin|the price of Bitcoin) rose, and gave no amount", text)
        assert "North Desk said that crude stocks fell, and gave no amount" in text
        assert "as Bitcoin falls" not in text


def test_a_direction_alone_that_contradicts_an_amount_is_a_dispute_and_no_refusal(tmp_path: Path) -> None:
    write_workspace(tmp_path, HEAD.format("flows.eth") + WAYS)
    workspace, _ = config.load(tmp_path)
    case = pipeline.examine(workspace.events / "2026-03-03-example.yaml", pipeline.open_desk(workspace))
    assert case.is_sound
    assert all(case.figures[name].standing == "disputed" for name in ("flows.eth", "prices.btc", "macro.stocks"))


def test_a_price_of_another_day_than_its_move_stands_with_its_day(told: Told) -> None:
    high = "    high:\n      said:\n        Delta Wire:\n          amount: $70,000\n          window: 2026-03-02\n"
    for text in told("prices.btc", "prices:\n" + price("btc", "BTC", "down 5%", close="$61,000") + high):
        assert "a high of $70,000 on March 2" in text
        assert "is for March 2" not in text


def test_a_loss_in_one_coin_is_never_told_as_the_whole_loss(told: Told) -> None:
    loss = "  {}:\n    who: Nordwind\n    what: loss\n{}    said:\n      Delta Wire: {}\n"
    records = "accounts:\n" + loss.format("all", "", "$1.4 billion")
    records += loss.format("part", "    asset: ETH\n", "401,347 ETH = $1.12 billion")
    for text in told("accounts.all", records):
        assert "Of the loss, $1.12 billion was in Ether (401,347 ETH)" in text


def test_an_account_that_held_none_of_a_coin_held_none_of_that_coin(told: Told) -> None:
    held = "accounts:\n  a:\n    who: Nordwind\n    what: holding\n    asset: BTC\n    said:\n      Delta Wire: none\n"
    for text in told("prices.sp", STOCK + held):
        assert "Nordwind held no Bitcoin" in text
        assert "$0" not in text


def test_a_move_until_today_did_not_end_before_the_day(told: Told) -> None:
    moves = price("week", "S&P 500", "down 12%").replace("500\n", "500\n    window: 2026-02-25 to 2026-03-02\n")
    moves += price("month", "S&P 500", "down 3%").replace("500\n", "500\n    window: month 2026-03\n")
    for text in told("prices.sp", STOCK.replace("down", "up") + moves):
        assert "12%" in text
        assert "Before that, the S&P 500 fell 12% from Feb. 25 to March 2 and 3%" not in text


def test_a_flow_of_the_day_before_that_stands_alone_follows_nothing(told: Told) -> None:
    flow = (
        "flows:\n  a:\n    asset: gold\n    fund: Gold Trust\n    window: 2026-03-02\n    said:\n      Delta Wire: {}\n"
    )
    for said in ("inflow 11.5 tonnes", "outflow $3 million"):
        assert all("Before that" not in text for text in told("prices.sp", STOCK + flow.format(said)))


def test_the_day_of_a_session_is_that_of_its_exchange(told: Told) -> None:
    records = STOCK.replace("    asset: S&P 500\n", "    asset: S&P 500\n    window: US session 2026-03-03\n")
    for text in told("prices.sp", records):
        assert "in the U.S. session on March 3, 2026" in text
        assert "(UTC" not in text


def test_a_quote_that_exclaims_has_no_other_mark_and_its_place_stands_before_its_time(told: Told) -> None:
    quote = (
        "statements:\n  a:\n    who: Jo Roe\n    role: head of Nordwind\n    kind: quote\n    quote: Now is the time!\n"
        "    where: a post\n    when: hours before the news\n"
    )
    for text in told("prices.sp", STOCK + quote):
        assert not re.search(r"!,|!\.", text)
        assert "in a post hours before the news" in text


def test_a_bound_and_a_value_beside_it_are_two_clauses(told: Told) -> None:
    flow = "flows:\n  a:\n    asset: ETH\n    said:\n      Delta Wire: outflow at least $2 billion\n"
    flow += "      North Desk: outflow $2.6 billion to $2.8 billion\n      East Survey: outflow $2.5 billion\n"
    for text in told("prices.sp", STOCK + flow):
        assert not re.search(r"came to at least \$2 billion[^.]* and [A-Z][a-z]+ [A-Z][a-z]+ at \$", text)


def test_a_loss_that_one_source_puts_at_none_is_no_amount_of_a_headline(told: Told) -> None:
    lost = (
        "accounts:\n  a:\n    who: a trader who holds more than anybody has ever seen\n    what: unrealised loss\n"
        "    estimated:\n      Delta Wire: 14 million yen\n      Echo Wire: none\n"
    )
    for text in told("accounts.a", lost):
        assert "# Sources differ on whether there was any unrealized loss\n" in text


def test_a_price_may_be_below_zero_and_no_part_is_reckoned_of_it(told: Told) -> None:
    below = "prices:\n" + price(
        "wti", "West Texas crude", "down 300%", open="$17.73 a barrel", close="-$37.63 a barrel", low="-$40 a barrel"
    )
    for text in told("prices.wti.close", below + price("btc", "BTC", "down 1%")):
        assert "# West Texas crude settles at minus $37.63 a barrel" in text
        assert "reached a low of minus $40 a barrel" in text
        assert "West Texas crude was down" not in text


def test_a_dispute_in_the_last_key_point_is_told_by_no_other(told: Told) -> None:
    cuts = macro("cuts", "the number of cuts", "Delta Wire: 2 cuts", "North Desk: 3 cuts")
    others = [macro(f"m{n}", f"the {n}-year yield", f"Wire {n}: {n}.5%") for n in range(2, 5)]
    for text in told("prices.sp", STOCK + "macro:\n" + cuts + "".join(others)):
        points = [line for line in text.split("\n") if line.startswith("- ")]
        assert [
            point.startswith("- Sources differ on the number") for point in points if "number of cuts" in point
        ] == [True]


def test_a_part_of_a_record_may_be_of_another_time_and_is_told_in_a_sentence_of_its_own(told: Told) -> None:
    high = "    high:\n      window: 2026-03-02\n      said:\n        Delta Wire: $70,000\n"
    for records in (price("btc", "BTC", "down 5%"), price("btc", "BTC", low="$60,000"), price("eth", "ETH", low="$4")):
        day = STOCK if "ETH" in records else STOCK.replace("btc", "other")
        for text in told("prices.sp", day + records + high):
            assert re.search(r"reached a high of \$70,000 on March 2", text)
            assert not re.search(r"(?:\$60,000|\$4|5%)[^.]* and (?:reached )?a high", text)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("20 bps lower", "down 20 bps"),
        ("cut by 25 bps", "down 25 bps"),
        ("3% higher", "up 3%"),
        ("$3,392.06/oz", "$3,392.06 an ounce"),
        ("zero", "none"),
    ],
)
def test_what_a_desk_types_elsewhere_is_refused_with_what_it_is_here(typed: str, meant: str) -> None:
    with pytest.raises(Fault) as refused:
        read_line(typed, Form.STATE)
    assert refused.value.example == meant


@pytest.mark.parametrize("typed", ["$57 billion vs $54 billion", "est. $1.2 billion", "$1.2 billion (est.)"])
def test_a_nature_in_a_line_is_refused_with_the_blocks_of_the_natures(typed: str) -> None:
    with pytest.raises(Fault) as refused:
        read_line(typed, Form.STATE)
    assert "`forecast`" in refused.value.expected


def test_how_far_something_went_at_its_furthest_is_a_record_of_its_own() -> None:
    with pytest.raises(Fault) as refused:
        read_line("down as much as 6.3%", Form.MOVE)
    assert "at the low of the day" in refused.value.expected


def test_a_rate_may_be_counted_by_the_second(told: Told) -> None:
    for text in told(
        "prices.sp", STOCK + "macro:\n" + macro("h", "the hash rate", "Delta Wire: 949 exahashes a second")
    ):
        assert "949 exahashes a second" in text


def test_a_plan_for_a_month_and_what_is_known_of_it_so_far_are_of_two_times(told: Told) -> None:
    planned = "  fee:\n    asset: Nordwind\n    window: month 2026-03\n    planned:\n      Delta Wire: down £6.65\n"
    planned += "    price:\n      said:\n        Delta Wire: £850\n"
    for text in told("prices.sp", STOCK + planned):
        assert "so far in March" in text
        assert re.search(r"in March[ ,.]", text.replace("so far in March", ""))


VENUE = "flows:\n  a:\n    asset: USDC\n    venue: Northgate\n    said:\n      Delta Wire: {} $256 million\n"


@pytest.mark.parametrize("way", ["inflow", "outflow"])
def test_what_goes_into_or_out_of_a_venue_is_never_told_of_funds(told: Told, way: str) -> None:
    for text in told("flows.a", VENUE.format(way)):
        assert f"# USDC on Northgate sees net {way}s of $256M" in text
        assert f"USDC on Northgate had net {way}s of $256 million" in text
        assert not re.search(r"\bfunds?\b|shares", text)


def test_a_net_flow_beside_a_gross_one_of_its_venue_is_said_to_be_net(told: Told) -> None:
    flows = VENUE.format("outflow") + "    outflow:\n      said:\n        Delta Wire: $300 million\n"
    for text in told("prices.sp", STOCK + flows):
        assert "$256 million in USDC, net, left Northgate" in text
        assert "$300 million in USDC, gross, left Northgate" in text


def test_the_subject_of_a_statistic_may_be_a_rise_that_fell(told: Told) -> None:
    records = macro("a", "the rise in the bank rate priced for May", "Delta Wire: from 160 bps to 125 bps")
    records += macro("b", "the fall in output priced for May", "Delta Wire: from 1.6% to 1.9%")
    for text in told("prices.sp", STOCK + "macro:\n" + records):
        assert "he rise in the bank rate priced for May fell to 125 basis points" in text
        assert "he fall in output priced for May rose to 1.9%" in text


def test_a_plural_before_a_participle_is_a_plural(told: Told) -> None:
    for text in told("macro.fees", "macro:\n" + macro("fees", "fees paid to miners", "Delta Wire: $78 million")):
        assert "# Fees paid to miners come to $78M" in text


def test_a_price_is_watched_for_its_rise_and_not_for_a_fall_that_turns_up(told: Told) -> None:
    watch = "outlook:\n  watch:\n    a:\n      figure: prices.sp\n      trigger: up\n"
    for text in told("prices.sp", STOCK + watch):
        assert "whether the S&P 500 rises" in text


def test_an_estimate_that_is_about_something_says_so_once(told: Told) -> None:
    assets = macro("a", "fund assets", "Delta Wire: about $1.5 trillion", "North Desk: $1 trillion", nature="estimated")
    for text in told("prices.sp", STOCK + "macro:\n" + assets):
        assert "estimated about" not in text


def test_what_no_one_figure_can_be_given_for_is_named_once(told: Told) -> None:
    volume = macro("a", "the volume of transfers", "Delta Wire: $6.8 trillion", "North Desk: $1.1 trillion")
    for text in told("prices.sp", STOCK + "macro:\n" + volume):
        assert "put it at $6.8 trillion and North Desk at $1.1 trillion" in text


def test_a_long_name_of_a_statistic_stands_in_the_headline_with_its_amount(told: Told) -> None:
    what = "the price that Nordwind pays for Eastwind"
    said = macro("a", what, "Delta Wire: 3,000.25 million pounds", "North Desk: 3,200.75 million pounds")
    for text in told("macro.a", "macro:\n" + said):
        assert re.search(r"# The price that Nordwind pays for Eastwind(?::| comes to) ", text)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("3 billion CHF", "3 billion francs"),
        ("$7 a barrel to $12 a barrel", "$7 to $12 a barrel"),
    ],
)
def test_money_and_prices_of_elsewhere_are_refused_with_what_they_are_here(typed: str, meant: str) -> None:
    with pytest.raises(Fault) as refused:
        read_line(typed, Form.STATE)
    assert refused.value.example == meant


@pytest.mark.parametrize(
    ("records", "code"),
    [
        ("macro:\n" + macro("a", "how long it was shut", "Delta Wire: 23 minutes"), "EVT042"),
        ("outlook:\n  risks:\n    a:\n      text: A truce would take half of the rise back.\n", "TXT010"),
    ],
)
def test_what_no_build_would_pass_or_no_headline_could_say_is_named_by_check(
    records: str, code: str, tmp_path: Path
) -> None:
    write_workspace(tmp_path, HEAD.format("prices.sp") + STOCK + records)
    workspace, _ = config.load(tmp_path)
    case = pipeline.examine(workspace.events / "2026-03-03-example.yaml", pipeline.open_desk(workspace))
    assert [problem.code for problem in case.problems if problem.is_error] == [code]


def test_a_day_that_counts_hours_has_windows_of_hours_all_the_same(told: Told) -> None:
    records = macro("stop", "the stop of withdrawals", "Delta Wire: 3 hours")
    records += macro(
        "faults", "reports of faults", "Delta Wire: 2,500 reports", more="    window: 2h to 2026-03-03 10:00\n"
    )
    for text in told("prices.sp", STOCK + "macro:\n" + records):
        assert "in the two hours to 10:00" in text
        assert "lasted three hours" in text


def test_the_share_that_one_hour_has_of_a_side_is_none_of_the_total(told: Told) -> None:
    short = "  {}:\n    side: short\n    window: {}\n    said:\n      Delta Wire: ${} million\n"
    records = "liquidations:\n" + short.format("hour", "1h to 2026-03-03 10:00", 72)
    records += short.format("day", "24h to 2026-03-03 16:00", 130)
    for text in told("prices.sp", STOCK + records):
        assert "of the total" not in text
        assert "55% of the shorts" in text


def test_a_share_of_what_is_held_has_its_own_source(told: Told) -> None:
    held = "accounts:\n  a:\n    who: Nordwind\n    what: holding\n    asset: BTC\n    window: 2026-03-02\n"
    held += "    said:\n      Nordwind: 500 BTC\n"
    held += "    share:\n      of: all Bitcoin\n      said:\n        Delta Wire: 1.33%\n"
    for text in told("prices.sp", STOCK + held):
        assert re.search(r"Nordwind held 500 BTC on March 2[^.]*\. That is 1\.33% of all Bitcoin, ", text)


def test_a_share_behind_what_it_was_worth_has_one_comma(told: Told) -> None:
    moved = "accounts:\n  a:\n    who: Nordwind\n    what: transfer\n    asset: BTC\n    where: OKX\n    said:\n"
    moved += (
        "      Delta Wire: 500 BTC = $4 million\n    share:\n      of: its coins\n      said:\n        Delta Wire: 4%\n"
    )
    for text in told("prices.sp", STOCK + moved):
        assert "moved 500 BTC, worth $4 million at the time, 4% of its coins, to OKX" in text


@pytest.mark.parametrize("what", ["the share buyback over three months", "the sum before fees"])
def test_a_singular_with_plurals_behind_it_stays_a_singular(told: Told, what: str) -> None:
    for text in told("prices.sp", STOCK + "macro:\n" + macro("a", what, "Delta Wire: $3 billion", nature="planned")):
        assert f"{what[1:]} is planned" in text


def test_a_rate_that_was_kept_is_kept_in_headline_and_lead(told: Told) -> None:
    who = "    who: the Bank of Nowhere\n"
    rate = "macro:\n" + macro("rate", "the key rate", "Bank of Nowhere: unchanged at 4.25% to 4.5%", more=who)
    for text in told("macro.rate", rate):
        assert "# The Bank of Nowhere keeps the key rate at 4.25%-4.50%" in text
        assert "The Bank of Nowhere kept the key rate at 4.25% to 4.50% on March 3" in text


def test_a_bare_name_of_a_source_has_said_and_does_not_say(told: Told) -> None:
    low = "    low:\n      said:\n        Floorfax: $30,000 to $30,200\n        North Desk: $30,066\n"
    for text in told("prices.btc", "prices:\n" + price("btc", "BTC", "down 5%") + low):
        assert "Floorfax say" not in text


def test_a_fall_since_the_day_before_is_none_from_the_open(told: Told) -> None:
    away = price("gme", "GameStop", "down 44.3%", open="$265", low="$112.25", close="$193.60")
    near = price("btc", "BTC", "down 5%", open="$100,000", low="$94,000", close="$95,100")
    for text in told("prices.gme", "prices:\n" + away + near):
        assert not re.search(r"From \$265[^.]*44\.3%", text)
    for text in told("prices.btc", "prices:\n" + near.replace("BTC", "BTC")):
        assert "From $100,000 at the open, Bitcoin fell to a low of $94,000" in text


def test_an_early_low_is_overtaken_by_no_later_report(told: Told) -> None:
    low = "    low:\n      said:\n        Delta Wire: $60,660 at 00:36\n        North Desk: $61,050\n"
    for text in told("prices.btc", "prices:\n" + price("btc", "BTC", "down 5%") + low):
        assert "$60,660" in text


def test_a_length_does_not_last_and_an_apposition_ends(told: Told) -> None:
    records = macro("a", "the length of the strike", "Delta Wire: 38 days")
    records += macro("b", "job cuts, against a year before", "Delta Wire: up 175%")
    for text in told("prices.sp", STOCK + "macro:\n" + records):
        assert "he length of the strike came to 38 days" in text
        assert "ob cuts, against a year before, rose 175%" in text


def test_the_average_of_an_account_is_that_of_the_source_that_gives_both(told: Told) -> None:
    total = (
        "liquidations:\n  total:\n    said:\n      CoinAnk: $290 million\n      CoinGlass: $320 million\n"
        "    accounts:\n      said:\n        CoinGlass: 100,000 accounts\n"
    )
    for text in told("liquidations.total", total):
        assert ", $3,200 an account on the total that CoinGlass gives" in text


def test_an_amount_and_no_change_are_read_as_exactly_as_they_are_printed(told: Told) -> None:
    prices = "macro:\n" + macro(
        "a", "producer prices", "Delta Wire: none", "Echo Wire: down $1104.87 million", nature="estimated"
    )
    prices += "    window: 2026-03-03\n"
    for text in told("macro.a", prices):
        assert "between an estimated fall of $1.1049 billion and no change" in text
