"""What a hostile editor asks of the body of a brief: one thing once, in time, whose it is, and beside its subject."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from support.briefs import SEEDS, brief
from support.events import DAY, TOTAL, sides
from support.variants import briefs, editions, prose

if TYPE_CHECKING:
    from pathlib import Path

    from support.variants import Told

SIDES = sides(430, 70)
FALL = "prices:\n  btc:\n    asset: BTC\n    window: {}\n    said:\n      market data: down 5%\n"


def mood(name: str, day: str, said: str, by: str = "Alternative.me") -> str:
    return f"  {name}:\n    name: Fear and Greed Index\n    window: 2026-03-{day}\n    said:\n      {by}: {said}\n"


def test_readings_of_an_index_are_one_sentence_in_the_order_of_time(told: Told) -> None:
    later, first = mood("after", "03", "28"), mood("before", "02", "from 21 to 42")
    for text in told(TOTAL + "sentiment:\n" + later + first):
        assert re.search(
            r"Index rose from 21 to 42 on March 2[^.]* and stood at 28 on March 3", text.replace("Alternative.me", "")
        )
        assert text.count("Fear and Greed Index") == 1


def test_a_reading_with_an_earlier_value_of_its_own_is_a_sentence_of_its_own(told: Told) -> None:
    later, first = mood("after", "03", "from 30 to 42"), mood("before", "02", "28")
    for text in told(TOTAL + "sentiment:\n" + later + first):
        assert re.search(r"stood at 28 on March 2[^.]*\. It rose from 30 to 42", text.replace("Alternative.me", ""))


def test_readings_of_two_providers_are_told_apart(told: Told) -> None:
    records = mood("one", "03", "28") + mood("other", "02", "42", by="CoinStats")
    for text in told(TOTAL + "sentiment:\n" + records):
        assert len(re.findall(r"Fear and Greed Index stood at \d\d", text)) == 2
        assert "CoinStats" in text


def test_moves_of_which_the_same_is_noted_stand_together_and_the_note_behind_them(told: Told) -> None:
    def move(name: str, said: str, note: str) -> str:
        noted = f"    said:\n      market data: {said}\n    note: {note}\n"
        return f"  {name.lower()}:\n    asset: {name}\n    window: 2026-03-03\n{noted}"

    low, close = "These are falls to the low.", "These are falls to the close."
    moves = move("NVDA", "down 4%", low) + move("AAPL", "down 3%", close) + move("MSFT", "down 2%", low)
    for text in told(TOTAL + "prices:\n" + moves):
        together = re.search(rf"[^.]*4%[^.]*2%[^.]*\. {re.escape(low)}", text)
        assert together
        assert "3%" not in together[0]
        assert re.search(rf"3%[^.]*\. {re.escape(close)}", text)
        assert text.count(low) == 1


def test_the_sides_are_one_sentence_and_no_explanation_tells_them_again(told: Told) -> None:
    for text in told(SIDES + FALL.format("2026-03-03")):
        body = text.split("\n## ", 1)[1]
        assert len(re.findall(r"\$430 million", body)) == 1
        assert re.search(r"\$430 million[^.]*\$70 million[^.]*, a long share of 86%", body)
        assert "sales of longs" not in body


@pytest.mark.parametrize(("window", "is_longer"), [("week to 2026-03-03", True), ("2026-03-03", False)])
def test_a_move_of_more_days_than_the_count_says_so(told: Told, window: str, is_longer: bool) -> None:
    way = FALL.format(window) + "    close:\n      said:\n        market data: from $80,000 to $76,000\n"
    for text in told(SIDES + way):
        said = re.findall(
            "a longer time than the liquidations were counted over|The count of liquidations covers a shorter time",
            text,
        )
        assert len(said) == is_longer


def test_sides_by_one_unnamed_source_are_no_plain_finding_of_a_heading(told: Told) -> None:
    share = "  longs:\n    side: long\n    share:\n      of: total\n      said:\n        unnamed: more than 90%\n"
    for text in told(TOTAL + share + FALL.format("2026-03-03")):
        assert "## One count points to longs" in text
    for text in told(TOTAL + share.replace("unnamed", "CoinGlass") + FALL.format("2026-03-03")):
        assert "One count points" not in text


def test_the_role_of_a_person_is_said_where_they_are_first_named(told: Told) -> None:
    gold = "  gold:\n    asset: gold\n    window: 2026-03-03\n    said:\n      Dan Reed: up 2%\n"
    said = "statements:\n  dan:\n    who: Dan Reed\n    kind: opinion\n    role: analyst\n    about: prices.gold\n"
    said += "    text: gold could give its gain back\n"
    for text in told(TOTAL + "prices:\n" + gold + said):
        assert text.count("Dan Reed, analyst") == 1
    body = prose(brief("2026-01-29-long-cascade", SEEDS).markdown)
    assert body.count("analyst Jeremy Boulton") == body.count("Jeremy Boulton") == 1
    assert "The analyst also says that gold" in body


def test_what_is_planned_from_a_day_on_is_not_since_it(told: Told) -> None:
    cut = "macro:\n  cut:\n    what: the production cut\n    when: since 2026-04-01\n"
    cut += "    planned:\n      OPEC+: 2 million barrels a day\n"
    for text in told(TOTAL + cut):
        assert "The production cut is planned at 2 million barrels a day from April 1, " in text
        assert "since April" not in text


def test_a_weeks_move_and_the_level_at_its_end_are_one_sentence(told: Told) -> None:
    move = (
        "macro:\n  move:\n    what: the 10-year yield\n    window: week to 2026-03-03\n    said:\n      Dan: up 5 bps\n"
    )
    level = "  ten:\n    what: the 10-year yield\n    said:\n      Dan: from 4.13% to 4.18%\n"
    for text in told(TOTAL + move + level):
        assert "10-year yield rose 5 basis points to 4.18% from 4.13%" in text


def test_a_reason_that_figures_share_is_told_once(told: Told) -> None:
    def flow(asset: str, said: int, other: int) -> str:
        known = f"    said:\n      CoinGlass: inflow ${said} million\n"
        apart = f"    circulating:\n      Farside: inflow ${other} million\n    differ: One converts coins.\n"
        return f"  {asset.lower()}_etf:\n    asset: {asset}\n    window: 2026-03-03\n{known}{apart}"

    for text in told(TOTAL + "flows:\n" + flow("BTC", 90, 80) + flow("ETH", 30, 20)):
        assert text.count("One converts coins.") == 1


def test_rows_are_told_apart_by_what_differs(tmp_path: Path) -> None:
    held = "accounts:\n" + "".join(
        f"  a{n}:\n    who: the attacker\n    what: holding\n{asset}    said:\n      {by}: ${n} million\n"
        for n, by, asset in ((1, "CoinGlass", ""), (2, "Farside", ""), (3, "Farside", "    asset: ETH\n"))
    )
    for text in editions(tmp_path, DAY + TOTAL + held):
        table = text.split("## Figures and sources")[1]
        assert "| The attacker: holding, CoinGlass |" in table
        assert "| The attacker: holding, Farside |" in table
        assert "| The attacker: holding, Ether |" in table
        assert "(No." not in table


def test_an_account_that_the_main_figure_is_of_comes_first_in_its_section(tmp_path: Path) -> None:
    records = "accounts:\n  main:\n    who: Nordwind\n    what: loss\n    said:\n      CoinGlass: $9 million\n"
    records += "  other:\n    who: Southwind\n    what: transfer\n    where: Nordwind\n    asset: ETH\n"
    records += "    said:\n      CoinGlass: $5 million\n"
    records += "  more:\n    who: Nordwind\n    what: holding\n    said:\n      CoinGlass: $3 million\n"
    for text in briefs(tmp_path, DAY.replace("liquidations.total", "accounts.main") + records):
        body = prose(text).split("## What more is known of Nordwind")[1]
        assert body.index("$3 million") < body.index("$5 million")


def test_a_key_point_is_no_sentence_of_the_body(told: Told) -> None:
    coins = "  btc:\n    asset: BTC\n    said:\n      CoinGlass: $200 million\n"
    hour = TOTAL + "    peak_hour:\n      said:\n        CoinGlass: $60 million\n" + coins
    for text in told(hour + FALL.format("2026-03-03")):
        points, body = text.split("## Key points")[1].split("\n## ", 1)
        own = (line for line in points.split("\n") if re.search(r"\$60|\$200|12%|40%", line))
        said = [re.split(r" (?:of|was|were) ", line)[0] for line in own]
        assert said
        assert [each for each in said if each.removeprefix("- ") in body] == []


def counts(name: str, said: str, more: str = "") -> str:
    return f"  {name}:\n{more}    said:\n      tracker_a: ${said} million\n      tracker_b: ${int(said) + 40} million\n"


def test_whose_an_amount_is_is_said_again_once_somebody_else_has_been_named(told: Told) -> None:
    records = counts("longs", "80", "    side: long\n").replace("liquidations:\n", "")
    venue = "  okx:\n    venue: OKX\n    said:\n      tracker_a: $20 million\n"
    for text in told(TOTAL + records + venue):
        assert re.search(r"Tracker A[^.]*\$80 million[^.]*Tracker B", text)
        assert re.search(r"OKX[^.]*\$20 million[^.]*Tracker A", text)


def test_a_reason_that_two_figures_share_is_given_once_in_their_paragraph(told: Told) -> None:
    why = "    differ: Tracker B counts options too.\n"
    records = counts("btc", "60", "    asset: BTC\n" + why) + counts("eth", "50", "    asset: ETH\n" + why)
    for text in told(TOTAL + records):
        assert text.count("Tracker B counts options too.") == 1


def test_what_was_counted_too_is_not_called_counted_by_nobody(told: Told) -> None:
    for text in told(TOTAL + "  all:\n    estimated:\n      tracker_b: $900 million\n"):
        assert "$900 million" in text
        assert "No source has counted" not in text
    held = "positions:\n  oi:\n    what: open interest\n    estimated:\n      tracker_b: $9 billion\n"
    for text in told(TOTAL + held):
        assert "No source has counted open interest; what is printed is an estimate." in text


def test_what_was_liquidated_in_all_comes_before_its_sides(told: Told) -> None:
    before = "    window: 2026-03-02\n"
    records = counts("longs", "80", "    side: long\n" + before) + counts("before", "90", before)
    for text in told(TOTAL + records):
        body = text.split("\n## ", 1)[1]
        assert body.index("$90 million to $130 million") < body.index("$80 million to $120 million")


@pytest.mark.parametrize(("other", "is_outgrown"), [("$400 million", True), ("$480 million", False)])
def test_two_sides_that_come_to_more_than_another_total_are_held_against_it(
    told: Told, other: str, is_outgrown: bool
) -> None:
    records = sides(350, 100).replace(
        "CoinGlass: $500 million\n",
        f"unnamed: $450 million to $500 million\n    circulating:\n      unnamed 2: {other}\n",
        1,
    )
    for text in told(records):
        assert (
            "Together they are more than the other total in circulation, which must be of other" in text
        ) is is_outgrown


def test_what_a_caution_speaks_against_comes_first_in_brief(told: Told) -> None:
    accounts = (
        "accounts:\n  a:\n    who: Harbor Fund\n    what: holding\n    asset: ETH\n    window: in recent days\n"
        "    said:\n      public data: up\n"
    )
    rate = (
        "macro:\n  sheet:\n    what: the balance sheet of the central bank\n    window: month 2026-01\n"
        "    said:\n      unnamed: up $59 billion\n    caution: The bank's own table shows a fall.\n"
    )
    for text in told(TOTAL + accounts + rate):
        brief = text.split("## In brief")[1]
        assert brief.index("own table shows a fall") < brief.index("Harbor Fund")


def test_a_support_that_somebody_sees_interrupts_no_section(told: Told) -> None:
    level = (
        "levels:\n  floor:\n    asset: BTC\n    role: support\n    price:\n      opinion:\n"
        "        several unnamed: below $80,000\n    note: No volume has confirmed it.\n"
    )
    moves = "prices:\n" + "".join(
        f"  {name.lower()}:\n    asset: {name}\n    window: 2026-03-03\n    said:\n      market data: down {n}%\n"
        for n, name in enumerate(("BTC", "QQQ", "SPY", "MSTR"), start=2)
    )
    aside = (
        "accounts:\n  a:\n    who: Harbor Fund\n    what: holding\n    asset: ETH\n    said:\n      public data: up\n"
    )
    for text in told(TOTAL + moves + level + aside):
        (section,) = (part for part in text.split("\n## ") if "zone of support" in part)
        assert section.startswith("In brief")


def test_the_one_subject_beside_such_a_support_has_a_heading(told: Told) -> None:
    mood_first = "liquidations:\n  total:\n    said:\n      CoinGlass: $500 million\n"
    level = (
        "levels:\n  floor:\n    asset: BTC\n    role: support\n    price:\n      opinion:\n        Glassnode: $80,000\n"
    )
    moves = "prices:\n" + "".join(
        f"  {name.lower()}:\n    asset: {name}\n    said:\n      market data: down {n}%\n"
        for n, name in enumerate(("BTC", "ETH", "SOL", "XRP"), start=2)
    )
    header = DAY.replace("main: liquidations.total", "main: prices.btc")
    for text in told(moves + mood_first + level, header):
        (section,) = (part for part in text.split("\n## ")[2:] if "$500 million" in part)
        assert not section.startswith("In brief")


def test_what_the_desk_computed_is_on_the_figures_of_a_source_and_not_its_statement(told: Told) -> None:
    for text in told(SIDES):
        sentences = [each for each in re.split(r"(?<=[.;])\s", text) if "86%" in each]
        assert sentences
        assert not [
            each for each in sentences if re.search(r"CoinGlass (?:says|reports|counts)|CoinGlass data show", each)
        ]


OWN = (
    "prices:\n  btc:\n    asset: BTC\n    window: 2026-03-03\n    said:\n      market data: down 5%\n"
    "    close:\n      said:\n        market data: from $80,000 to $76,000\n"
    "  eth:\n    asset: ETH\n    window: 2026-03-03\n    said:\n      market data: down 7%\n"
    "  morning:\n    asset: BTC\n    window: in the morning\n    price:\n      said:\n        market data: $79,100\n"
    "  gold:\n    asset: gold\n    window: 2026-03-03\n    said:\n      market data: down 2%\n"
    "  oil:\n    asset: oil\n    window: 2026-03-03\n    said:\n      market data: down 1%\n"
)


def test_what_the_prices_of_the_event_did_stands_with_what_was_liquidated(told: Told) -> None:
    for text in told(TOTAL + OWN, DAY.replace("assets: BTC", "assets: BTC, ETH")):
        assert text.index("Ether fell 7%") < text.index("## ", text.index("$76,000"))
        assert text.index("$79,100") < text.index("## ", text.index("$76,000"))
        assert text.rindex("Gold fell 2%") > text.index("## ", text.index("$76,000"))


def test_what_would_be_liquidated_is_no_event_of_the_day_that_the_estimate_is_of(told: Told) -> None:
    risk = "levels:\n  longs:\n    asset: BTC\n    side: long\n{}    price: below $70,000\n"
    risk += "    estimated:\n      CoinGlass: $90M\n"
    for text in told(TOTAL + risk.format("    window: 2026-03-02\n")):
        said = "an estimated $90 million of longs would be liquidated if Bitcoin fell below $70,000"
        assert f"As things stood on March 2, {said}" in text
    for text in told(TOTAL + risk.format("")):
        assert "Should Bitcoin fall below $70,000, an estimated $90 million of longs would be liquidated" in text
