"""Kinds of sentences that once lost their meaning or were hard to read, in every variant and with made-up records."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from narrator.render.environment import PACKAGED
from support.events import WINDOWED
from support.variants import briefs, prose

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Told = Callable[[str], list[str]]

TOTAL = "liquidations:\n  total:\n    said:\n      tracker_a: $210 million\n"
PRICE = "prices:\n  btc:\n    asset: BTC\n    said:\n      market data: {}\n"


def sides(longs: int, shorts: int) -> str:
    said = "  {0}s:\n    side: {0}\n    said:\n      tracker_a: ${1} million\n"
    return said.format("long", longs) + said.format("short", shorts)


@pytest.fixture
def told(tmp_path: Path) -> Told:
    """The prose of some records in every variant."""

    def made(records: str) -> list[str]:
        return [prose(brief) for brief in briefs(tmp_path, WINDOWED + records)]

    return made


def macro(what: str, said: str, who: str = "", more: str = "") -> str:
    body = f"    what: {what}\n" + (f"    who: {who}\n" if who else "") + more
    return f"macro:\n  a:\n{body}    said:\n      tracker_a: {said}\n"


@pytest.mark.parametrize(
    ("record", "said"),
    [
        (
            macro("the key rate of Nowhere", "from 7% to 6.5%", "the Bank of Nowhere"),
            "cut the key rate of Nowhere to 6.5% from 7%",
        ),
        (
            macro("the policy rate", "from 1% to 1.25%", "the Bank of Nowhere"),
            "raised the policy rate to 1.25% from 1%",
        ),
        (macro("the jobless rate", "from 7% to 6.5%", "the Office of Nowhere"), "he jobless rate fell to 6.5% from 7%"),
        (macro("the 30-year note yield", "from 4% to 4.2%"), "he 30-year note yield rose to 4.2% from 4%"),
        (macro("the odds of a strike", "less than 5%"), "he odds of a strike stood below 5%"),
        (macro("the drought", "about 3 years"), "he drought lasted about three years"),
    ],
)
def test_a_rate_is_cut_by_who_sets_it_and_moves_by_itself_else(told: Told, record: str, said: str) -> None:
    for text in told(TOTAL + record):
        assert said in text
        assert "went from" not in text
        assert "stood at below" not in text


def test_a_small_move_is_less_than_and_never_a_level(told: Told) -> None:
    for text in told(TOTAL + PRICE.format("down less than 0.3%")):
        assert "Bitcoin fell less than 0.3%" in text
        assert "fell below" not in text


def test_what_has_no_time_is_undated_and_says_so_once_a_paragraph(told: Told) -> None:
    holding = (
        "  {}:\n    who: {}\n    what: holding\n    asset: BTC\n"
        "    window: not stated\n    said:\n      public data: {}\n"
    )
    records = "accounts:\n" + holding.format("a", "Ridge Mining", "40 BTC") + holding.format("b", "Vale Mining", "up")
    for text in told(TOTAL + records):
        assert not re.search(r"period|unstated|not state[sd]? (?:in|by)", text)
        assert all(line.count("(undated)") <= 1 for line in text.split("\n"))
        assert "(undated)" in text


@pytest.mark.parametrize("name", ["The Ledger Post", "a survey of traders", "order books", "Delta Wire"])
def test_a_source_that_nobody_registered_is_named_in_plain_words(told: Told, name: str) -> None:
    records = "positions:\n" + "".join(
        f"  p{n}:\n    what: open interest\n    asset: BTC\n    venue: V{n}\n    said:\n      {name}: ${n} billion\n"
        for n in range(2, 6)
    )
    for text in told(TOTAL + records):
        assert name.removeprefix("The ").removeprefix("a ") in text
        assert not re.search(r"by the evidence of|to go by|on the basis of|on the word of", text)
        assert not re.search(r"survey of traders (?:show|says)|order books says", text)


def test_two_clauses_with_as_never_follow_one_another(told: Told) -> None:
    for text in told(TOTAL + PRICE.format("down 4%")):
        assert not re.search(r", as [^.]*, as ", text)


def test_what_an_account_holds_in_one_coin_is_told_with_the_coin_and_once(told: Told) -> None:
    share = (
        "  {}:\n    who: Nordwind\n    what: {}\n    asset: ETH\n    window: not stated\n"
        "    share:\n      of: {}\n      said:\n        Nordwind: {}\n"
    )
    records = (
        "accounts:\n"
        + share.format("a", "holding", "its holdings", "90%")
        + share.format("b", "staking", "its Ether", "70%")
    )
    for text in told(TOTAL + records):
        assert "Nordwind said that Ether made up 90% of its holdings and that 70% of it was staked" in text
        assert max(line.count("Nordwind said") for line in text.split("\n")) == 1


def test_a_position_on_one_venue_says_that_it_was_liquidated(told: Told) -> None:
    venue = (
        "  v:\n    asset: BTC\n    venue: Kraken\n    contract: BTC-USDT\n"
        "    window: not stated\n    said:\n      public data: $8 million\n"
    )
    for text in told(TOTAL + venue):
        assert "8 million of Bitcoin positions in BTC-USDT on Kraken was liquidated" in text


def test_levels_to_watch_are_whole_sentences(told: Told) -> None:
    level = (
        "levels:\n  a:\n    asset: BTC\n    side: long\n    window: not stated\n"
        "    price: below $61,000\n    estimated:\n      tracker_b: $90 million\n"
    )
    watch = "outlook:\n  watch:\n    a:\n      figure: levels.a.price\n      trigger: below $61,000\n"
    for text in told(TOTAL + level + watch):
        assert re.findall(r"[^.\n]* whether [^.\n]*\.", text) == [
            "The desk watches whether Bitcoin falls below $61,000."
        ]
        assert "the level for Bitcoin" not in text  # it has no mention beside what is at risk there


@pytest.mark.parametrize(
    ("window", "says"),
    [("2026-02-27", "(Feb. 27)"), ("since 2026-02-20", "(since Feb. 20)"), ("not stated", "(undated)")],
)
def test_an_amount_of_another_window_has_it_beside_it_in_the_outlook(told: Told, window: str, says: str) -> None:
    price = f"  old:\n    asset: BTC\n    window: {window}\n    said:\n      market data: down 3%\n"
    price += "    low:\n      said:\n        market data: $61,000\n"
    text = "whether Bitcoin falls through its low of [prices.old.low] again"
    risk = "  risks:\n" + "".join(f"    {n}: A close above [prices.old.low] would end {n}.\n" for n in "abc")
    outlook = f"outlook:\n  watch:\n    a:\n      text: {text}\n{risk}"
    for text in told(TOTAL + PRICE.format("down 5%") + price + outlook):
        assert f"The desk watches whether Bitcoin falls through its low of $61,000 {says} again." in text
        assert f"- A close above $61,000 {says} would end a." in text
        assert not re.search(r"The low of Bitcoin is (?:for|undated)", text)


@pytest.mark.parametrize(
    ("what", "says"),
    [
        ("total assets of the bank", "turn up"),
        ("weekly jobless claims", "turn up"),
        ("the stock of bonds", "turns up"),
        ("consumer prices in the capital", "turn up"),
        ("the federal deficit", "turns up"),
        ("the current account surplus", "turns up"),
    ],
)
def test_what_is_watched_agrees_with_its_verb(told: Told, what: str, says: str) -> None:
    watch = "outlook:\n  watch:\n    a:\n      figure: macro.a\n      trigger: up\n"
    assert all(
        f"The desk watches whether {what} {says}." in text
        for text in told(TOTAL + macro(what, "down $40 billion") + watch)
    )


def test_prices_of_several_assets_are_one_sentence(told: Told) -> None:
    price = "  {0}:\n    asset: {1}\n    said:\n      market data: {2}\n"
    quiet = "prices:\n" + price.format("a", "gold", "down") + price.format("b", "silver", "down")
    for text in told(TOTAL + quiet):
        assert text.count("no source gives the amount") == 1
    close = (
        "  {0}:\n    asset: {1}\n    said:\n      market data: up {2}%\n"
        "    close:\n      said:\n        market data: ${3}\n"
    )
    names = ("gold", "silver", "copper", "platinum")
    closes = "prices:\n" + "".join(close.format(name, name, n, 100 + n) for n, name in enumerate(names, start=1))
    for text in told(TOTAL + closes):
        assert [line.count("closed at") for line in text.split("\n") if "rose" in line] == [0, 1]
    two = "prices:\n" + "".join(close.format(name, name, n, 100 + n) for n, name in enumerate(names[:2], start=1))
    for text in told(TOTAL + two):
        assert "ilver rose 2% and closed at $102" in text


def test_a_yield_and_its_move_are_one_sentence_that_is_explained(told: Told) -> None:
    rate = "  {}:\n    what: the five-year note yield\n    said:\n      tracker_a: {}\n"
    for way, why in (("down", "A yield falls when"), ("up", "A yield rises when")):
        records = "macro:\n" + rate.format("level", "3.9%") + rate.format("move", f"{way} 3 basis points")
        for text in told(TOTAL + records):
            assert re.search(r"yield (?:fell|rose) 3 basis points to 3.9%", text)
            assert text.count(why) == 1


@pytest.mark.parametrize(
    ("records", "says", "never"),
    [
        (
            TOTAL + sides(150, 60) + PRICE.format("down 4%"),
            r"\bsells?\b|\bsale\b|\bsold\b",
            "short squeeze|buys the contract back",
        ),
        (
            TOTAL + sides(60, 150) + PRICE.format("up 4%"),
            r"\bbuys?\b|\bpurchase\b|\bbought\b",
            "sells the contract|adds? selling",
        ),
        (
            TOTAL + PRICE.format("down 4%"),
            r"fell[^.]*longs|fall uses up the margin of longs",
            "smaller part|larger side",
        ),
        (
            TOTAL + PRICE.format("up 4%"),
            r"rose[^.]*shorts|rise uses up the margin of shorts",
            "smaller part|larger side",
        ),
    ],
    ids=["longs", "shorts", "a fall without sides", "a rise without sides"],
)
def test_the_explanation_is_of_the_side_and_the_price_of_the_day(
    told: Told, records: str, says: str, never: str
) -> None:
    for text in told(records):
        assert re.search(says, text)
        assert not re.search(never, text)
        assert re.search(r"(?:margin|deposit).*at market", text)
        assert not re.search(r"borrow|empties|supply", text)


FLOW = "flows:\n  etf:\n    asset: BTC\n    window: 2026-03-02\n    said:\n      tracker_a: {}\n"


@pytest.mark.parametrize(
    ("flow", "word"),
    [
        ("inflow $30 million", "willing buyers|also went into"),
        ("outflow $30 million", "no new money|taken out"),
    ],
)
def test_a_flow_of_the_same_days_is_part_of_the_explanation(told: Told, flow: str, word: str) -> None:
    squeeze = TOTAL + sides(60, 150) + PRICE.format("up 4%")
    assert all(re.search(word, text) for text in told(squeeze + FLOW.format(flow)))
    noted = FLOW.format(flow) + "    note: A later table shows the other way.\n"
    assert not any(re.search(word, text) for text in told(squeeze + noted))
    earlier = FLOW.format(flow).replace("2026-03-02", "2026-01-02")
    assert not any(re.search(word, text) for text in told(squeeze + earlier))


@pytest.mark.parametrize(
    ("now", "says"),
    [(50, "Open interest came down|pen interest is lower|open interest came down"), (70, "pen interest is higher")],
)
def test_leverage_that_left_or_stayed_is_part_of_the_explanation(told: Told, now: int, says: str) -> None:
    stood = "  {}:\n    what: open interest\n    window: {}\n    said:\n      tracker_a: ${} billion\n"
    records = "positions:\n" + stood.format("now", "2026-03-02", now) + stood.format("then", "2026-02-20", 60)
    assert all(re.search(says, text) for text in told(TOTAL + sides(150, 60) + PRICE.format("down 4%") + records))


def test_what_is_promised_of_ranges_is_true_of_values_beside_a_figure(told: Told) -> None:
    for text in told(TOTAL + "    circulating:\n      tracker_c: $390 million\n"):
        assert "Where sources differ a range is printed" not in text
    assert "or the other value stands beside the figure" in (PACKAGED / "en/sections/disclosure.md.j2").read_text(
        "utf-8"
    )


HOLDING = (
    "  {}:\n    who: {}\n    what: holding\n    asset: BTC\n    window: not stated\n    said:\n      public data: {}\n"
)


def test_holdings_that_grew_by_an_unknown_amount_are_one_sentence(told: Told) -> None:
    records = "accounts:\n" + "".join(
        HOLDING.format(n, who, "up") for n, who in (("a", "Ridge Mining"), ("b", "Vale Mining"))
    )
    for text in told(TOTAL + records):
        assert "Ridge Mining and Vale Mining added Bitcoin, though no source says how much" in text
        assert text.count("no source says how much") == 1
    apart = records.replace("public data: up", "public data: down", 1)
    for text in told(TOTAL + apart):
        assert "Ridge Mining let go of Bitcoin" in text
        assert "Vale Mining added Bitcoin" in text


def test_what_somebody_says_stands_beside_their_figure(told: Told) -> None:
    records = (
        "accounts:\n" + HOLDING.format("a", "Ridge Mining", "40 BTC") + HOLDING.format("b", "Vale Mining", "9 BTC")
    )
    speech = "statements:\n  s:\n    who: {}\n    kind: official\n    text: it keeps its coins for a year\n"
    for who in ("Ridge Mining", "Vale Mining"):
        for text in told(TOTAL + records + speech.format(who)):
            (line,) = (each for each in text.split("\n") if "keeps its coins" in each)
            assert f"{who} held" in line
            assert "What people said" not in text


def test_a_level_owes_no_time_that_nobody_states(told: Told) -> None:
    level = "levels:\n  a:\n    asset: BTC\n    side: long\n    window: {}\n    estimated:\n      Dan: $80 million\n"
    assert not any("undated" in text for text in told(TOTAL + level.format("not stated")))
    assert all("March 2" in text for text in told(TOTAL + level.format("2026-03-02")))


@pytest.mark.parametrize("bound", ["at least", "at most"])
def test_a_bound_never_follows_at(told: Told, bound: str) -> None:
    venue = "  v:\n    venue: Kraken\n    said:\n      tracker_a: {0} $10 million\n      Poor sites: {0} $20 million\n"
    other = "    circulating:\n      Poor sites: {} $90 million\n    estimated:\n      Dan: {} $900 million\n"
    for text in told(TOTAL + other.format(bound, bound) + venue.format(bound)):
        assert "at at" not in text


def test_scenarios_do_not_all_open_alike(told: Told) -> None:
    case = "    {}:\n      if: Case {} comes.\n      then: Prices turn.\n      view_of: desk\n"
    records = "outlook:\n  scenarios:\n" + "".join(case.format(f"s{n}", n) for n in "abc")
    for text in told(TOTAL + records):
        second = text.partition("case b comes")
        assert re.search(r"(?:But if|If instead|If, on the other hand,) $", second[0])
        assert second[2].startswith(", then prices turn.")
        before, _, after = text.partition("case a comes")
        assert "desk" in before[-40:] + after[:40]
