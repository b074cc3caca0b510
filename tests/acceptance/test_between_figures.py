"""What lies between figures is told first, by date, with what it means for a margin; the rest is a list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from support.briefs import EVENTS, brief
from support.events import TOTAL, sides

if TYPE_CHECKING:
    from support.variants import Told

SIDES = sides(430, 70)
WAY = """prices:
  btc:
    asset: BTC
    window: 2026-03-03
    said:
      market data: down 5%
    low:
      said:
        market data: $75,000
    close:
      said:
        market data: from $80,000 to $76,000
"""


def test_the_way_of_the_price_comes_before_how_forced_closing_works_and_what_it_cost(told: Told) -> None:
    counted = []
    for text in told(SIDES + WAY):
        way = re.search(
            r"From \$80,000, its last close before the fall, Bitcoin fell to a low of \$75,000.* closed at \$76,000",
            text,
        )
        assert way
        counted.append(text.count("16 times leverage"))
        if counted[-1]:
            assert re.search(r"bought at \$80,000(?: with 16 times leverage)? had[^.]*(?:\.3%)?, at its low\.", text)
            assert way.start() < text.index("16 times leverage")
        assert re.search(r"(?:by the close, )?20% of (?:the|that) fall had been won back", text)
    assert {*counted} == {0, 1}  # an example every other time, and never twice


def test_a_move_of_another_time_than_the_count_is_no_example_of_leverage(told: Told) -> None:
    eve = WAY.split("    low:", maxsplit=1)[0].replace("2026-03-03", "2026-03-01 to 2026-03-03")
    assert not [text for text in told(SIDES + eve) if "times leverage" in text]
    assert [text for text in told(SIDES + eve.replace("2026-03-01 to ", "")) if "times leverage" in text]


def test_how_forced_closing_works_is_told_in_full_in_one_of_the_briefs_at_most() -> None:
    texts = [brief(event).markdown for event in EVENTS]
    assert len([text for text in texts if "futures or perpetual contract" in text]) <= 1
    assert len([text for text in texts if "Forced orders come after" in text]) <= 1


def test_two_sources_in_one_run_of_flows_have_each_its_own_value(told: Told) -> None:
    flows = "flows:\n" + flow("a_etf", "01", "inflow $30 million").replace("Farside", "unnamed")
    flows += flow("b_etf", "02", "inflow $40 million") + flow("c_etf", "03", "outflow $60 million")
    for text in told(SIDES + WAY + flows):
        assert re.search(r"\$30 million on .*1 \(one unnamed source\) and \$40 million on .*2 \(Farside\)", text)


def test_a_long_is_never_said_to_have_lost_to_a_rise(told: Told) -> None:
    rise = WAY.replace("down 5%", "up 5%").replace("low:", "high:").replace("$75,000", "$85,000")
    for text in told(SIDES + rise.replace("from $80,000 to $76,000", "from $80,000 to $84,000")):
        assert "times leverage" not in text


def flow(name: str, day: str, said: str) -> str:
    return f"  {name}:\n    asset: BTC\n    window: 2026-03-{day}\n    said:\n      Farside: {said}\n"


def test_money_that_turned_is_told_by_date_under_its_own_heading_and_in_the_headline(told: Told) -> None:
    flows = "flows:\n" + flow("a_etf", "02", "inflow $40 million") + flow("b_etf", "03", "outflow $60 million")
    for text in told(SIDES + WAY + flows):
        headline, standfirst = text.strip().split("\n\n")[:2]
        assert headline.endswith("fund money leaves")
        assert re.search(r"took in \$40 million on .*2, .*but had net outflows of \$60 million", standfirst)
        assert re.search(r"^## (?:Fund money came, then left|Inflows turned into outflows)$", text, re.MULTILINE)


def test_the_nut_graf_says_why_what_lies_between_the_figures_matters(told: Told) -> None:
    level = "levels:\n  risk:\n    asset: BTC\n    side: long\n    price: below about $75,000\n"
    level += "    estimated:\n      CoinGlass: $90 million\n"
    for text in told(SIDES + WAY + level):
        nut = text.split("\n## ")[0]
        assert re.search(
            r"to be closed stand below \$75,000.*1\.3%|1\.3% away: the next longs to be closed stand below \$75,000",
            nut,
        )
    assert not any("to be closed" in text.split("\n## ")[0] for text in told(SIDES + WAY))


FUND = """  {0}_etf:
    asset: {1}
    window: 2026-03-03
    said:
      CoinGlass: inflow {2} {1} = about ${3} million
    circulating:
      Farside: inflow ${4} million
    differ: {5}
"""


def test_funds_that_are_added_up_have_their_sum_and_then_what_other_counts_have(told: Told) -> None:
    funds = FUND.format("a", "BTC", 900, 80, 81, "Farside adds dollars.")
    funds += FUND.format("b", "ETH", 9000, 30, 31, "Here it does, too.")
    for text in told(SIDES + "flows:\n" + funds):
        assert re.search(r"took in about \$80 million.*, spot Ether ETFs about \$30 million.*about \$110 million", text)
        assert "Farside has $81 million for spot Bitcoin ETFs and $31 million for spot Ether ETFs" in text
        assert "Farside adds dollars. Here it does, too." in text
        assert "BTC)" not in text


def test_what_nothing_ties_to_the_story_is_told_in_brief(told: Told) -> None:
    other = "accounts:\n  a:\n    who: Ridge Mining\n    what: holding\n    asset: ETH\n"
    other += "    said:\n      CoinGlass: 40 ETH\n"
    other += "statements:\n  s:\n    who: Ann Lee\n    kind: official\n    text: she sees more room\n"
    for text in told(SIDES + WAY + other):
        items = [line for line in text.split("## In brief")[1].split("\n## ")[0].split("\n\n") if line.strip()]
        assert [any(who in item for item in items) for who in ("Ridge Mining", "Ann Lee")] == [True, True]
        assert "Ridge Mining" not in text.split("## In brief")[0]


def test_the_table_of_figures_has_a_standing_in_every_row() -> None:
    for event in EVENTS:
        table = brief(event).markdown.split("## Figures and sources")[1].split("## ")[0]
        rows = [row.split(" | ") for row in table.split("\n") if row.startswith("| ") and not row.startswith("| **")]
        assert rows
        assert not [row for row in rows if len(row) != 5 or not row[3].strip()]
        assert any(row[3] == "one source" for row in rows)


def test_one_source_beside_a_count_of_several_is_said_to_be_one(told: Told) -> None:
    share = TOTAL.replace("CoinGlass", "several unnamed")
    share += "  longs:\n    side: long\n    share:\n      of: total\n      said:\n        unnamed: more than 90%\n"
    for text in told(share + WAY):
        assert re.search(r"long[^.]*more than 90%[^.]*one unnamed source says", text, re.IGNORECASE)


def test_longs_that_come_to_a_fall_from_another_are_the_desks_view(told: Told) -> None:
    eve = "  eve:\n    asset: BTC\n    window: 2026-02-20 to 2026-03-02\n    said:\n      market data: down 6%\n"
    for text in told(SIDES + WAY + eve):
        assert re.search(r"in the desk’s view[^.]*thin", text, re.IGNORECASE)
    assert not [
        text
        for text in told(SIDES + WAY + eve.replace("down 6%", "up 6%"))
        if "margins of longs that were" in text or "thinner" in text
    ]


def test_figures_of_one_body_of_which_one_refutes_the_other_stand_together() -> None:
    told = brief("2026-01-07-short-squeeze").markdown.split("## Key points")[1].split("## Figures and sources")[0]
    found = [text for text in told.split("\n") if "$59.4 billion" in text]
    assert ["$67 billion" in text for text in found] == [True]


def day(window: str, move: str, asset: str = "BTC", more: str = "") -> str:
    name = f"  {asset.lower()}_{window[-2:]}:\n    asset: {asset}\n    window: {window}\n"
    return f"{name}    said:\n      market data: {move}\n{more}"


def test_what_a_price_did_day_by_day_is_one_sentence_in_the_order_of_time(told: Told) -> None:
    days = day("2026-03-02", "down 2.6%") + day("2026-02-28", "up 2.7%") + day("2026-03-01", "down 0.2%")
    for text in told(SIDES + WAY + days):
        assert "Day by day, Bitcoin rose 2.7% on Feb. 28, then fell 0.2% on March 1 and 2.6% on March 2." in text


def test_two_days_or_a_day_with_prices_of_its_own_make_no_run(told: Told) -> None:
    closed = "    close:\n      said:\n        market data: $99,000\n"
    two = day("2026-02-28", "up 2.7%") + day("2026-03-01", "down 0.2%")
    for records in (two, two + day("2026-03-02", "down 2.6%", more=closed)):
        for text in told(SIDES + WAY + records):
            assert "Day by day" not in text
            assert "2.7%" in text


def test_of_many_days_the_largest_rise_and_the_largest_fall_are_told_and_the_others_stand_in_the_table(
    told: Told,
) -> None:
    up = day("2026-02-26", "up 0.7%") + day("2026-02-27", "up 1.4%") + day("2026-02-28", "up 2.7%")
    days = up + day("2026-03-01", "down 0.2%") + day("2026-03-02", "down 2.6%")
    for text in told(SIDES + WAY + days):
        said = "Day by day, Bitcoin rose most on Feb. 28 (2.7%) and fell most on March 2 (2.6%)."
        assert said in text
        assert "1.4%" not in text.split("| Figure")[0]
    for text in told(SIDES + WAY + up + day("2026-02-25", "up 0.2%")):
        assert "Day by day, Bitcoin rose most on Feb. 28 (2.7%)." in text


def test_one_side_of_what_one_source_counted_is_told_with_it_and_so_is_what_an_hour_held(told: Told) -> None:
    count = "  {}:\n{}    window: {}\n    said:\n      CoinGlass: {}\n"
    eve = count.format("eve", "", "2026-03-02", "$90 million")
    eve += count.format("eve_longs", "    side: long\n", "2026-03-02", "$60 million")
    hour = sides(430, 70).replace("CoinAnk", "CoinGlass").replace("  shorts:", "    peak_hour:\n{}  shorts:")
    hour = hour.format("      said:\n        CoinGlass: $43 million\n")
    for text in told(hour + eve):
        assert re.search(r"\$90 million[^.]*on March 2, \$60 million of it longs", text)
        assert re.search(r"\$43 million[^$]*\. That hour held 10% of all the longs that were closed\.", text), text


def test_what_is_claimed_of_the_main_figure_stands_behind_its_parts_and_before_other_days(told: Told) -> None:
    total = "liquidations:\n  total:\n    said:\n      CoinAnk: $500 million\n      CoinGlass: $540 million\n"
    part = "    differ: CoinGlass counts more venues.\n  btc:\n    asset: BTC\n    said:\n      CoinAnk: $90 million\n"
    eve = "  eve:\n    window: 2026-03-01\n    said:\n      CoinAnk: $80 million\n"
    claim = "claims:\n  big:\n    text: the largest of the year\n    by: CoinAnk\n    about: liquidations.total\n"
    for text in told(total + part + eve + claim):
        body = text.split("\n## ")[-2]
        assert body.index("$90 million") < body.index("largest of the year") < body.index("$80 million")
