"""What is of one series is told together and by time, and no heading says what a note speaks against."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from support.events import TOTAL, sides

if TYPE_CHECKING:
    from support.variants import Told

SIDES = sides(430, 70)
FLOW = "  {0}:\n    asset: BTC\n    window: {1}\n{2}    said:\n      Farside: {3}\n"
SUM = "    cumulative: yes\n"


def price(name: str, window: str, said: str, more: str = "") -> str:
    return f"  {name}:\n    asset: BTC\n    window: {window}\n{more}    said:\n      market data: {said}\n"


def test_a_flow_that_went_the_other_way_within_a_window_stands_in_its_sentence(told: Told) -> None:
    flows = FLOW.format("all", "2026-02-24 to 2026-03-03", SUM, "inflow $439 million")
    flows += FLOW.format("last", "2026-03-02 to 2026-03-03", SUM, "outflow $729 million")
    for text in told(TOTAL + "flows:\n" + flows):
        body = text.split("## Key points")[-1]
        assert re.search(r"took in \$439 million[^.]*(?:\. [23])?[^$]*, but had net outflows of \$729 million", body)
        assert body.count("$729 million") <= 2


def test_no_turn_is_told_after_a_sum_that_ended_later(told: Told) -> None:
    flows = FLOW.format("day", "2026-02-25", "", "inflow $40 million")
    flows += FLOW.format("before", "month 2026-01", SUM, "outflow $90 million")
    flows += FLOW.format("later", "2026-02-26 to 2026-03-03", SUM, "outflow $70 million")
    for text in told(TOTAL + "flows:\n" + flows.replace("  before", "  a_before")):
        assert not re.search(r"after net outflows of \$70 million", text.lower())
        assert not re.search(r"took in \$40 million[^.]*, after net outflows of \$70", text)
    swapped = FLOW.format("later", "2026-02-26 to 2026-03-03", SUM, "outflow $70 million")
    swapped += FLOW.format("day", "2026-02-25", "", "inflow $40 million")
    swapped += FLOW.format("before", "month 2026-01", SUM, "outflow $90 million")
    for text in told(TOTAL + "flows:\n" + swapped):
        assert not re.search(r"after net outflows of \$70 million", text.lower())


def test_a_day_says_its_date_before_the_days_that_hold_it_although_its_paragraph_has_said_it(told: Told) -> None:
    flows = FLOW.format("day", "2026-03-02", "", "outflow $40 million")
    flows += FLOW.format("days", "2026-02-27 to 2026-03-02", SUM, "outflow $90 million")
    move = "prices:\n" + price("btc", "2026-03-02", "down 5%")
    for text in told(SIDES + "flows:\n" + flows + move):
        sentences = re.findall(r"outflows of \$40 million[^.]*?\$90 million", text)
        assert sentences
        assert all("2 and" in said for said in sentences), sentences


@pytest.mark.parametrize(("said", "way"), [("down 8%", "a fall of 8%"), ("up 8%", "a rise of 8%")])
def test_what_a_price_did_before_stands_behind_what_it_did_that_day(told: Told, said: str, way: str) -> None:
    level = "    low:\n      said:\n        market data: $61,000\n"
    moves = price("old", "2026-02-20 to 2026-03-02", said) + price("now", "2026-03-03", "down 5%") + level
    for text in told(TOTAL + "prices:\n" + moves):
        body = text.split("\n## ", 1)[1]
        assert re.search(rf"\$61,000[^.]*, after {way} from (?:Feb\. 20|February 20)", body)
        assert len(re.findall(r"Bitcoin (?:fell|rose) 8%", body.split("## Key points")[-1].split("\n## ", 1)[-1])) == 0


def test_the_standfirst_tells_no_side_that_the_headline_has(told: Told) -> None:
    flow = "flows:\n" + FLOW.format("day", "2026-03-03", "", "outflow $40 million")
    level = "    broke:\n      said:\n        market data: below $60,000\n"
    for records, says in (
        (flow, "ETFs|funds"),
        ("prices:\n" + price("now", "2026-03-03", "down 5%") + level, r"60,000"),
    ):
        for text in told(SIDES + records):
            (standfirst,) = re.findall(r"^\*\*(.*)\*\*$", text, re.MULTILINE)
            assert re.search(says, standfirst)
            assert not re.search("long|short", standfirst)


def test_the_heading_of_the_sides_is_not_their_first_sentence(told: Told) -> None:
    share = (
        TOTAL + "  longs:\n    side: long\n    share:\n      of: total\n      said:\n        CoinGlass: more than 90%\n"
    )
    for records in (SIDES, share):
        for text in told(records + "prices:\n" + price("now", "2026-03-03", "down 5%")):
            headings = re.findall(r"^## (.*)$", text, re.MULTILINE)
            assert not any(re.search("majority|larger part|outweighed", heading) for heading in headings)
            assert sum("margin" in heading for heading in headings) == 1


CAUTION = "    caution: That is one week and no trend.\n"
MACRO = "  {0}:\n    what: {1}\n{2}    said:\n      CoinGlass: {3}\n"


def test_no_heading_says_of_the_economy_what_a_caution_speaks_against(told: Told) -> None:
    doubted = MACRO.format("a", "the stock of bonds of the bank", CAUTION, "up $40 billion")
    firm = MACRO.format("b", "total assets of the bank", "", "down $67 billion")
    for more, says in (("", "What other figures|How|The stock"), (firm, "Total assets of the bank fell")):
        for text in told(TOTAL + "macro:\n" + doubted + more):
            headings = re.findall(r"^## (.*)$", text, re.MULTILINE)
            assert not any("bonds of the bank rose" in heading for heading in headings)
            assert more == "" or says in headings


@pytest.mark.parametrize("said", ["from 21 to 42", "from 42 to 21"])
def test_no_heading_says_of_the_mood_what_a_caution_speaks_against(told: Told, said: str) -> None:
    head = "sentiment:\n  a:\n    name: Fear and Greed Index\n    window: 24h\n"
    mood = f"{head}{CAUTION}    said:\n      CoinGlass: {said}\n"
    for text in told(TOTAL + mood):
        assert "The mood brightened" not in text
        assert "The mood darkened" not in text
    plain = told(TOTAL + mood.replace(CAUTION, ""))
    assert any("The mood brightened" in text or "The mood darkened" in text for text in plain)


def test_each_fund_has_its_other_value_beside_it_and_the_sum_comes_last(told: Told) -> None:
    said = "    said:\n      CoinGlass: inflow ${2} million\n      Farside: inflow ${3} million\n"
    differ = "    differ: Farside leaves the trusts of {1} out.\n"
    fund = f"  {{0}}_etf:\n    asset: {{1}}\n    window: 2026-03-03\n{said}{differ}"
    funds = (
        "flows:\n" + fund.format("a", "BTC", 80, 84) + fund.format("b", "ETH", 40, 42) + fund.format("c", "SOL", 20, 21)
    )
    for text in told(TOTAL + funds):
        body = text.split("## Key points")[-1].split("\n## ", 1)[-1]
        places = [body.find(said) for said in ("$84", "trusts of BTC", "$42", "trusts of ETH", "$21", "trusts of SOL")]
        assert -1 not in places
        assert places == sorted(places)


def test_a_price_of_the_days_before_stands_behind_that_of_the_day(told: Told) -> None:
    opened = "    open:\n      said:\n        market data: $61,000\n"
    other = "  gold:\n    asset: gold\n    said:\n      market data: down 1%\n"
    moves = price("old", "2026-03-02", "up 4%") + opened + other + price("now", "2026-03-03", "up 5%")
    for text in told(TOTAL + "prices:\n" + moves):
        assert re.search(r"Bitcoin rose 5%[^%$]*\. Before that, Bitcoin rose 4% on (?:Mar\.|March) 2 and opened", text)


def test_a_day_of_a_run_that_two_sources_agree_on_names_both(told: Told) -> None:
    flows = FLOW.format("one", "2026-03-01", "", "inflow $471 million\n      CoinGlass: inflow $471.3 million")
    flows += FLOW.format("two", "2026-03-02", "", "inflow $697 million")
    flows += FLOW.format("three", "2026-03-03", "", "outflow $486 million")
    for text in told(TOTAL + "flows:\n" + flows):
        assert re.search(r"\$471 million[^.]*(?:\. 1)?[^.]*\((?:Farside and CoinGlass|CoinGlass and Farside)\)", text)


def test_a_value_beside_a_flow_has_its_own_coins_and_nobody_says_that_there_are_none(told: Told) -> None:
    flow = FLOW.format("fund", "2026-03-03", "", "inflow $840 million")
    flow += "    circulating:\n      unnamed: inflow 9,000 BTC = about $850 million\n"
    for text in told(TOTAL + "flows:\n" + flow):
        body = text.split("## Key points")[-1]
        assert re.search(r"took in \$840 million[^.]*Farside", body)
        assert "about $850 million (9,000 BTC)" in body
        assert "not available" not in text
        assert not re.search(r"\$840 million \([^)]*BTC", text), "they are no worth of what another source has"


EVENT = "macro:\n  news:\n    what: {}\n{}"


@pytest.mark.parametrize(
    ("what", "when", "said"),
    [
        ("the seizure of a tanker", "    when: 2026-03-02\n", r"seizure of a tanker came on March 2\.|2 came the seiz"),
        (
            "talks on a ceasefire",
            "    when: 2026-02-27 to 2026-03-02\n",
            r"news of the time included talks on a ceasef",
        ),
        ("talks on a ceasefire", "", r"news of the time included talks on a ceasefire\."),
        ("talks on a ceasefire", "    when: 2026-03-09\n", r"looked ahead to talks on a ceasefire, on March 9\."),
        ("The court ruled.", "    when: 2026-03-02\n", r"on March 2: The court ruled\."),
    ],
)
def test_what_happened_is_a_whole_sentence(told: Told, what: str, when: str, said: str) -> None:
    for text in told(TOTAL + EVENT.format(what, when)):
        assert re.search(said, text), text
