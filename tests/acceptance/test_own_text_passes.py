"""What `check` passes is built: sentences of ours that the audit of our own text once refused, by kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from narrator import config, pipeline
from narrator.render.choices import Turn
from support.events import EVENT_ID, WINDOWED, write_workspace

if TYPE_CHECKING:
    from pathlib import Path

VENUE = (
    "  v{2}_{1}:\n    venue: {0}\n    said:\n      tracker_a: $20 million\n"
    "  longs_v{2}_{1}:\n    venue: {0}\n    side: long\n"
    "    share:\n      of: liquidations.v{2}_{1}\n      said:\n        tracker_{1}: {2}%\n"
)
TOTAL = "liquidations:\n  total:\n    said:\n      tracker_a: $210 million\n"
DAYS = {
    "bound words in the name of a figure": (
        (
            f"{TOTAL}macro:\n  debt:\n    what: euro-area government debt that yields less than minus 0.3%\n"
            "    said:\n      tracker_b: $345 billion\n"
        ),
        "debt that yields less than minus 0.3% came to $345 billion",
    ),
    "a fall or no change": (
        f"{TOTAL}prices:\n  btc:\n    asset: BTC\n    said:\n      tracker_a: 0%\n      tracker_b: down 3.8%\n",
        "between a 3.8% fall and no change",
    ),
    "a bound among sources that lie too far apart": (
        (
            f"{TOTAL}macro:\n  sheet:\n    what: the balance sheet\n    said:\n      tracker_a: $2 million\n"
            "      tracker_b: $8 million to $9.6 million\n      tracker_c: more than $8 million\n"
        ),
        "more than $8 million",
    ),
    "a vague part that is larger than its whole": (
        f"{TOTAL}  longs:\n    side: long\n    said:\n      tracker_b: about $849 million\n",
        "about $849 million for longs alone",
    ),
    "an estimated order that is larger than its whole": (
        f"{TOTAL.replace('said', 'estimated')}    largest_order:\n      estimated:\n        tracker_b: $849 million\n",
        "estimates $849 million for the largest order",
    ),
    "shares of one side on several venues": (
        TOTAL + "".join(VENUE.format(*each) for each in (("Binance", "a", 70), ("Bybit", "a", 71), ("OKX", "a", 65))),
        "Longs made up 70% of the positions liquidated on Binance, 71% of those on Bybit and 65% of those on OKX",
    ),
    "shares of which one is of the total": (
        (
            f"{TOTAL}  longs:\n    side: long\n    share:\n      of: liquidations.total\n"
            "      said:\n        tracker_a: 80%\n"
        )
        + "".join(VENUE.format(*each) for each in (("Binance", "a", 70), ("Bybit", "b", 70))),
        "Longs made up 70% of the positions liquidated on Binance",
    ),
    "a forecast without the name of what it counts": (
        (
            f"{TOTAL}macro:\n  claims:\n    what: initial jobless claims\n    said:\n      tracker_a: 227,000 claims\n"
            "    forecast:\n      tracker_b: 235,000 claims\n"
        ),
        "had forecast 235,000 claims",
    ),
    "coins that went the other way than the money": (
        (
            f"{TOTAL}flows:\n  etf:\n    asset: BTC\n    said:\n      tracker_a: inflow $600 billion\n"
            "      tracker_b: outflow 8,100 BTC = $600 million\n      tracker_c: inflow $610 billion\n"
        ),
        "Spot Bitcoin ETFs had net outflows of 8,100 BTC",
    ),
    "a move of which only what circulates has an amount": (
        (
            f"{TOTAL}prices:\n  btc:\n    asset: BTC\n    said:\n      tracker_a: down 3.5%\n  again:\n    asset: BTC\n"
            "    said:\n      tracker_b: not stated\n    window: 2026-03-02\n"
        ),
        "| Bitcoin, move, ",
    ),
    "a term behind a word for a stretch of time": (
        (
            f"{TOTAL}macro:\n  note:\n    what: the 2-year Treasury yield\n    window: 2026-03-02\n"
            "    opinion:\n      tracker_a: at most 3.5%\n      tracker_b: 4.1%\n"
        ),
        "the 2-year Treasury yield",
    ),
    "a plan whose source quotes another, of what has been measured": (
        (
            f"{TOTAL}macro:\n  sheet:\n    what: the balance sheet\n    said:\n      tracker_a: $2 billion\n"
            "    planned:\n      tracker_b: $3 billion quoting Reuters\n"
        ),
        "Tracker B had planned $3 billion",
    ),
    "coins whose ticker begins with a digit": (
        (
            f"{TOTAL}levels:\n  risk:\n    asset: 1INCH\n    price: below $2\n"
            "    said:\n      tracker_a: 8,100 1INCH = $2 million\n"
        ),
        "8,100 1INCH",
    ),
    "names that begin with the sign of an amount, a fraction or a minus": (
        (
            f"{TOTAL}accounts:\n  club:\n    who: $1 Club\n    what: loss\n    said:\n      ½ Research: $2 million\n"
            "  minus:\n    who: -1E2\n    what: gain\n    said:\n      tracker_a: $3 million\n"
        ),
        "$1 Club",
    ),
    "a source that is quoted and has digits": (
        f"{TOTAL}flows:\n  etf:\n    asset: BTC\n    said:\n      tracker_a: inflow $7 million quoting 24/7 Wall 8\n",
        "24/7 Wall 8",
    ),
    "a name from which the article takes a blank or full stops": (
        f"{TOTAL}  venue:\n    venue: Bit ; 7 ..9x\n    said:\n      tracker_a: $20 million\n",
        "Bit",
    ),
    "another name with digits": (
        (
            f"{TOTAL}accounts:\n  whale:\n    who: a trader\n    also_known_as: 0xb317\n    what: loss\n"
            "    said:\n      tracker_a: $2 million\n"
        ),
        "known as 0xb317",
    ),
    "an opinion of somebody whose name has digits": (
        (
            f"{TOTAL}levels:\n  floor:\n    asset: BTC\n    role: support\n    view_of: 12 Rivers\n"
            "    price:\n      opinion:\n        tracker_a: below $80,000\n"
        ),
        "In the opinion of 12 Rivers",
    ),
    "a bound with the other end that its source named, in another currency": (
        (
            f"{TOTAL}macro:\n  sheet:\n    what: the balance sheet\n"
            "    said:\n      tracker_a: at most €95 million to €114 million\n"
        ),
        "95 million to 114 million euros or less",
    ),
    "a level of which no amount is firm": (
        (
            f"{TOTAL}levels:\n  risk:\n    asset: BTC\n    rumoured:\n      tracker_a: $2 million\n    price:\n"
            "      said:\n        tracker_b: not reported\n      circulating:\n        tracker_a: below $70,000\n"
        ),
        "The figure for the level for Bitcoin is not reported yet",
    ),
    "a name with an apostrophe that ends a sentence as a shortened word": (
        (
            f"{TOTAL}    accounts:\n      said:\n        O'Neil & Co: 200 accounts\n    peak_hour:\n      said:\n"
            "        tracker_a: less than $33 million\n        tracker_b: at least $43 million\n"
        ),
        "No one figure can be given for the peak hour within an hour",
    ),
    "two moves of one statistic, of which one goes both ways": (
        (
            f"{TOTAL}macro:\n  a:\n    what: the target rate\n    window: 2025\n    said:\n      tracker_a: up 2%\n"
            "      tracker_b: down 1.5%\n  b:\n    what: the target rate\n    said:\n      tracker_a: up 3%\n"
        ),
        "| The target rate, change, in 2025 | minus 1.5% to plus 2.0% |",
    ),
    "a stake at a level of which the time is not stated": (
        (
            f"{TOTAL}levels:\n  a:\n    asset: BTC\n    window: not stated\n"
            "    estimated:\n      tracker_a: $40 million\n"
        ),
        "$40 million of Bitcoin positions stood to be liquidated",
    ),
    "moves of a length and of dates in one sentence": (
        (
            f"{TOTAL}prices:\n  week:\n    asset: BTC\n    window: 7d\n    said:\n      tracker_a: down 1.1%\n"
            "  year:\n    asset: BTC\n    window: 2026-01-01 to 2026-03-02\n    said:\n      tracker_a: down 7%\n"
        ),
        "7% from Jan. 1 to March 2",
    ),
    "a share of a gain that is nothing": (
        (
            f"{TOTAL}accounts:\n  a:\n    who: a trader\n    what: gain\n    share:\n      of: its holdings\n"
            "      said:\n        tracker_a: none\n"
        ),
        "The gain of a trader came to 0% of its holdings",
    ),
    "whoever puts and calls something beside contracts that are counted": (
        (
            f"{TOTAL}macro:\n  puts:\n    what: Bitcoin puts\n    said:\n      tracker_a: 51,000 contracts\n"
            "positions:\n  oi:\n    what: open interest\n    opinion:\n"
            "      unnamed: down 2x\n      tracker_b: down 3.8x\n"
            "claims:\n  c:\n    text: the largest in a while\n    by: unnamed\n    about: macro.puts\n"
        ),
        "One unnamed source puts the fall in open interest at 2 times",
    ),
    "a share of a gain that may be nothing": (
        (
            f"{TOTAL}accounts:\n  a:\n    who: a trader\n    what: unrealised gain\n"
            "    share:\n      of: its holdings\n      said:\n        tracker_a: none\n        tracker_b: 2%\n"
        ),
        "0% to 2% of its holdings",
    ),
    "a share of a loss that may be nothing": (
        (
            f"{TOTAL}accounts:\n  a:\n    who: a trader\n    what: loss\n    said:\n      tracker_a: $2 million\n"
            "    share:\n      of: its holdings\n      said:\n        tracker_a: none\n        tracker_b: 2%\n"
        ),
        "A trader lost $2 million, or 0% to 2% of its holdings",
    ),
    "a statistic with a part that may be no move, and a level of its name": (
        (
            f"{TOTAL}macro:\n  a:\n    what: ISM\n    window: month 2026-02\n"
            "    said:\n      tracker_a: up 7x to 9.4x\n      tracker_b: none\n"
            "  b:\n    what: ISM\n    said:\n      tracker_a: 48 basis points\n"
        ),
        "| ISM, in February |",
    ),
    "a share from nothing that was moved": (
        (
            f"{TOTAL}accounts:\n  a:\n    who: a trader\n    what: transfer\n    share:\n      of: its holdings\n"
            "      said:\n        tracker_a: none\n        tracker_b: 3.8%\n"
        ),
        "A trader moved 0.0% to 3.8% of its holdings",
    ),
    "a flow without an end that one source turns round": (
        (
            f"{TOTAL}flows:\n  onto:\n    asset: BTC\n    venue: Binance\n    said:\n"
            "      tracker_a: inflow at least $333.25 million\n      tracker_b: outflow less than $333.58 million\n"
            "    estimated:\n      tracker_c: inflow $333.25 million\n"
        ),
        "more than minus $333.58 million",
    ),
    "two levels of one asset": (
        f"{TOTAL}levels:\n"
        + "".join(
            f"  {name}:\n    asset: BTC\n    {role}price: below ${price},000\n    said:\n"
            f"      tracker_a: ${price} million\n"
            for name, role, price in (("a", "", 80), ("b", "role: support\n    ", 70))
        ),
        "| Bitcoin: positions at risk (No. two) |",
    ),
}


@pytest.mark.parametrize("turn", range(3))
@pytest.mark.parametrize("kind", DAYS)
def test_a_day_that_check_passes_is_built(kind: str, turn: int, tmp_path: Path) -> None:
    records, said = DAYS[kind]
    head = WINDOWED.replace("main: liquidations.total", "main: levels.a") if "stake" in kind else WINDOWED
    own = pipeline.open_desk(config.load(write_workspace(tmp_path, head + records))[0])
    case = pipeline.examine(tmp_path / "data" / "events" / f"{EVENT_ID}.yaml", own)
    assert case.is_sound
    assert said in pipeline.edit(case, own, Turn(rank=turn), frozenset({"md"})).markdown
