"""What the first screen of a brief says: headline, standfirst, lead and key points, in every variant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from support.events import DAY, sides

if TYPE_CHECKING:
    from support.variants import Told

PRICE = "prices:\n  btc:\n    asset: BTC\n    said:\n      market data: {}\n"
LONGS, SHORTS, EVEN = (sides(n, 500 - n) for n in (430, 70, 250))
VERBS = re.compile(
    r"\b(?:liquidated|rises|falls|closes|stands|comes|see|have|take|make|cuts|raises|lie|says|went|rose|fell)\b"
)


def test_the_standfirst_tells_how_near_the_price_stands_to_where_positions_would_be_closed(told: Told) -> None:
    price = PRICE.format("down 5%") + "    close:\n      said:\n        market data: $80,000\n"
    level = "levels:\n  risk:\n    asset: BTC\n    side: long\n    price: below about {}\n"
    level += "    estimated:\n      CoinGlass: $90 million\n"
    near = "closed at $80,000, near the price at which an estimated $90 million of longs would be liquidated"
    assert all(near in text.split("\n\n")[1] for text in told(LONGS + price + level.format("$76,000")))
    assert not any("the price at which" in text for text in told(LONGS + price + level.format("$60,000")))


def test_the_standfirst_tells_what_the_funds_did_where_no_record_dates_the_levels(told: Told) -> None:
    level = "levels:\n  risk:\n    asset: BTC\n    side: long\n    price: below about $76,000\n"
    level += "    estimated:\n      CoinGlass: $90 million\n"
    price = "prices:\n  btc:\n    asset: BTC\n    window: 2026-03-03\n    said:\n      market data: down 5%\n"
    price += "    close:\n      said:\n        market data: $80,000\n"
    flow = "flows:\n" + FUND.format("btc", "BTC", "Farside", "outflow $40 million")
    for text in told(LONGS + price + level + flow):
        assert "ETFs had net outflows of $40 million on March 3" in text.split("\n\n")[1]
        assert "would be liquidated" in text.split("## Key points")[1].split("\n\n")[1], "a key point tells it"
        assert "to be closed stand" not in text.split("| Key figure")[0], "nor does the nut graf build on it"
        assert text.count("No date is given for that level.") == 1


def test_the_standfirst_tells_money_that_went_with_the_price_rather_than_that_others_moved_less(told: Told) -> None:
    def price(name: str, asset: str, window: str, move: str) -> str:
        said = f"said:\n      market data: {move}"
        return f"  {name}:\n    asset: {asset}\n    window: {window}\n    {said}\n"

    prices = "prices:\n" + price("btc", "BTC", "2026-03-03", "down 5%")
    before = price("eve", "BTC", "2026-02-20 to 2026-03-02", "down 8%")
    others = price("qqq", "QQQ", "2026-03-03", "down 0.6%")
    out = "flows:\n" + FUND.format("btc", "BTC", "Farside", "outflow $40 million").replace("2026-03-03", "2026-03-02")
    for text in told(LONGS + prices + others):
        assert "far less than Bitcoin" in text.split("\n\n")[1]
    for text in told(LONGS + prices + others + out.replace("outflow", "inflow")):
        assert "far less than Bitcoin" in text.split("\n\n")[1], "money that came in bears on no fall"
    for text in told(LONGS + prices + others + out):
        assert "ETFs had net outflows of $40 million on March 2" in text.split("\n\n")[1]
        assert "alone cannot explain" not in text
    for text in told(LONGS + prices + before + others + out):
        said = (
            "Bitcoin had already fallen 8% from Feb. 20 to March 2; spot Bitcoin ETFs had net outflows of $40 million"
        )
        assert said in text.split("\n\n")[1]
    for text in told(LONGS + prices + before.replace("down", "up") + others + out):
        assert "already" not in text.split("\n\n")[1]


def test_an_unverified_split_stands_beside_a_day_that_has_more_than_all_of_its_days(told: Told) -> None:
    count = "  {}:\n    side: {}\n    window: {}\n    said:\n      {}: {}\n"
    whole = "2026-02-26 to 2026-03-03"
    split = count.format("longs", "long", whole, "unverified", "$9 million to $10 million")
    split += count.format("shorts", "short", whole, "unverified", "$40 million to $60 million")
    total = "liquidations:\n  total:\n    window: " + whole + "\n    said:\n      CoinAnk: $100 million\n"
    flows = "flows:\n" + FUND.format("a", "BTC", "Farside", "inflow $90 million").replace("2026-03-03", "2026-02-27")
    flows += FUND.format("b", "BTC", "Farside", "outflow $30 million")
    rest = flows + "prices:\n  btc:\n    asset: BTC\n    window: " + whole + "\n    said:\n      market data: up 5%\n"
    for amount, is_told in (("$70 million", True), ("$50 million", False)):
        day = count.format("day", "short", "2026-03-01", "CoinGlass", amount)
        for text in told(total + split + day + rest):
            said = "CoinGlass has more of them on March 1 alone than that split has in all"
            assert (said in text.split("| Key figure")[0]) is is_told


def test_the_floor_of_some_days_leads_where_only_somebody_without_a_name_has_less_for_all(told: Told) -> None:
    count = "  {}:\n    window: {}\n    said:\n      {}: {}\n"
    whole, days = "2026-02-26 to 2026-03-03", ("2026-03-01", "2026-03-02")
    part = "  btc:\n    asset: BTC\n    window: " + whole + "\n    said:\n      {}: $70 million\n"
    two = "".join(count.format(f"day{n}", day, "CoinGlass", "$90 million") for n, day in enumerate(days))
    price = PRICE.format("up 5%").replace("    asset: BTC\n", f"    asset: BTC\n    window: {whole}\n")
    for source, leads in (("unnamed", True), ("CoinAnk", False)):
        total = "liquidations:\n" + count.format("total", whole, source, "$100 million") + part.format(source)
        for text in told(total + two + price):
            head, lead, nut = (text.split("\n\n")[at] for at in (0, 3, 4))
            assert ("At least $180M of" in head) is leads
            floor = "at least $180 million of crypto positions by force from Feb. 26 to March 3"
            assert (floor in lead and "CoinGlass counted that on two of the days alone; one" in lead) is leads
            said = r"On two of the six days alone, CoinGlass count(?:s|ed) at least \$180 million, more than that\."
            assert bool(re.search(said, nut)) is not leads
            assert re.search(
                r"\n## (?:Two days alone exceed the totals given|CoinGlass counts more on two days alone)\n", text
            )
            assert not re.search(r"made up 70(?:\.0)?% of the total", text), "of such a total nothing is a share"


def test_of_flows_as_heavy_the_standfirst_tells_the_largest(told: Told) -> None:
    level = "levels:\n  risk:\n    asset: BTC\n    side: long\n    price: below about $76,000\n"
    level += "    estimated:\n      CoinGlass: $90 million\n"
    price = "prices:\n  btc:\n    asset: BTC\n    window: 2026-03-03\n    said:\n      market data: down 5%\n"
    price += "    close:\n      said:\n        market data: $80,000\n"
    flows = "flows:\n" + FUND.format("a", "BTC", "Farside", "outflow $9 million").replace("2026-03-03", "2026-02-20")
    flows += FUND.format("b", "BTC", "SoSoValue", "outflow $40 million")
    for text in told(LONGS + price + level + flows):
        assert "ETFs had net outflows of $40 million on March 3" in text.split("\n\n")[1]


def test_a_price_of_the_week_that_holds_the_count_is_not_of_that_day(told: Told) -> None:
    header = DAY.replace("days: 2026-03-03", "days: week to 2026-03-03")
    week = PRICE.format("down 5%").replace("    said", "    window: week to 2026-03-03\n    said")
    day = week.replace("week to 2026-03-03", "2026-03-03")
    for text in told(LONGS + week, header):
        assert "Bitcoin fell 5% in that week" in text
        assert "that day" not in text.split("## ")[0]
    for text in told(LONGS + day):
        assert "in that week" not in text


def test_why_it_matters_to_the_desk_stands_on_the_first_screen_in_the_place_of_what_any_day_could_say(
    told: Told,
) -> None:
    header = DAY + "  matters: the fall took [liquidations.longs] of longs out of the market.\n"
    for text in told(LONGS + PRICE.format("down 5%"), header):
        first = text.split("\n## ")[0]
        assert "In the desk’s view, the fall took $430 million of longs out of the market." in first
        assert "so that one closing can bring on the next" not in first
    for typed, said in (("Tuesday was quiet.", "Tuesday was quiet."), ("The day was quiet", "the day was quiet.")):
        for text in told(LONGS + PRICE.format("down 5%"), f"{DAY}  matters: {typed}\n"):
            assert f"In the desk’s view, {said}" in text.split("\n## ")[0]


@pytest.mark.parametrize(("low", "is_floor"), [("$400 million", True), ("nearly $400 million", False)])
def test_what_comes_nearly_to_a_number_is_no_floor_of_it(told: Told, low: str, is_floor: bool) -> None:
    said = f"liquidations:\n  total:\n    said:\n      CoinAnk: {low}\n      CoinGlass: $500 million\n"
    for text in told(said):
        assert ("at least" in title(text).lower()) is is_floor
        assert is_floor or "$400M" in title(text)


def test_a_price_that_went_back_while_money_turned_is_the_headline_of_a_count_without_a_name(told: Told) -> None:
    window = "2026-02-26 to 2026-03-03"
    total = f"liquidations:\n  total:\n    window: {window}\n    said:\n      unnamed: $100 million to $120 million\n"
    price = f"prices:\n  btc:\n    asset: BTC\n    window: {window}\n    said:\n      market data: up 2%\n"
    price += "    high:\n      said:\n        market data: $84,000\n"
    flows = "flows:\n" + FUND.format("a", "BTC", "Farside", "inflow $90 million").replace("2026-03-03", "2026-02-27")
    flows += FUND.format("b", "BTC", "Farside", "outflow $30 million")
    close = "    close:\n      said:\n        market data: from $80,000 to ${}\n"
    header = DAY.replace("days: 2026-03-03", f"days: {window}")
    for text in told(total + price + close.format("81,600") + flows, header):
        assert title(text) == "Bitcoin closes with more than half of its rise gone as fund money leaves"
    for text in told(total + price.replace("up 2%", "up 4%") + close.format("83,200") + flows, header):
        assert "closes with" not in title(text)


def test_the_lead_begins_with_the_price_where_the_count_has_no_name(told: Told) -> None:
    lead = "\nBitcoin rose 2% while exchanges closed $500 million of leveraged crypto positions by force "
    total = "liquidations:\n  total:\n    said:\n      {}: $500 million\n" + PRICE.format("up 2%")
    for text in told(total.format("unnamed")):
        assert lead in text
    for text in told(total.format("CoinGlass")):
        assert lead not in text


def title(text: str) -> str:
    return text.strip().split("\n")[0].removeprefix("# ")


@pytest.mark.parametrize(
    ("records", "says", "never"),
    [
        (LONGS, ["longs"], "shorts"),
        (SHORTS, ["shorts"], "longs"),
        (EVEN, [], "longs|shorts"),
        (LONGS + PRICE.format("down 5%"), ["mostly longs", "Bitcoin falls"], "5%|rises"),
        (SHORTS + PRICE.format("up"), ["mostly shorts", "Bitcoin rises"], "falls"),
        (EVEN + PRICE.format("down"), ["Bitcoin falls"], "longs|shorts"),
        (LONGS.replace("side: long\n", "side: long\n    note: It counts one exchange.\n"), [], "longs"),
        (re.sub(r"(side: .*\n)", r"\1    window: not stated\n", LONGS), [], "longs"),
        (PRICE.join([EVEN, ""]).format("down 5%") + "    caution: It had risen before.\n", [], "Bitcoin"),
        (
            EVEN + PRICE.format("down 5%").replace("asset: BTC\n", "asset: BTC\n    window: month 2026-02\n"),
            [],
            "Bitcoin",
        ),
    ],
)
def test_the_headline_carries_the_side_and_the_price_where_nothing_speaks_against_them(
    told: Told, records: str, says: list[str], never: str
) -> None:
    for text in told(records):
        head = title(text)
        assert all(each.lower() in head.lower() for each in says)
        assert not re.search(never, head, re.IGNORECASE)
        assert head.count("$") == 1
        assert VERBS.search(head)
        assert ":" not in head
        assert not re.search(r"because|after|on the back of", head)


@pytest.mark.parametrize(
    ("main", "records", "says"),
    [
        ("macro.a", "macro:\n  a:\n    what: Bank Rate\n    said:\n      CoinGlass: from 4.25% to 4%\n", "falls to 4%"),
        ("macro.a", "macro:\n  a:\n    what: Bank Rate\n    said:\n      CoinGlass: 4%\n", "stands at 4%"),
        (
            "macro.a",
            "macro:\n  a:\n    what: the loss of value\n    said:\n      CoinGlass: $4 billion\n",
            "comes to $4B",
        ),
        (
            "flows.a",
            "flows:\n  a:\n    asset: BTC\n    said:\n      CoinGlass: outflow $4 billion\n" + PRICE.format("down 2%"),
            "see net outflows of $4B as Bitcoin falls",
        ),
        (
            "sentiment.a",
            "sentiment:\n  a:\n    name: Fear and Greed Index\n    said:\n      CoinGlass: 42\n",
            "stands at",
        ),
    ],
)
def test_a_headline_has_a_verb_whatever_it_is_about(told: Told, main: str, records: str, says: str) -> None:
    for text in told(records, DAY.replace("liquidations.total", main)):
        assert says in title(text)


def test_a_peak_hour_is_bunched_and_never_much_of_a_day(told: Told) -> None:
    hour = "    peak_hour:\n      said:\n        CoinGlass: $90 million\n  longs:"
    for text in told(LONGS.replace("  longs:", hour) + PRICE.format("down 4%")):
        assert re.search(r"several times an even share|bunch(?:ed)? in one hour", text)
        assert not re.search(r"[Mm]uch of (?:it|the damage)|so much", text)


FUND = "  {0}_etf:\n    asset: {1}\n    window: 2026-03-03\n    said:\n      {2}: {3}\n"
OTHERS = (
    "positions:\n  a:\n    what: open interest\n    said:\n      CoinGlass: $60 billion\n"
    "  b:\n    what: volume\n    said:\n      CoinGlass: $90 billion\n"
)


def listed(text: str) -> list[str]:
    points = text.partition("## Key points\n\n")[2].partition("\n\n")[0]
    return points.split("\n") if points else []


UNNAMED = "flows:\n" + "".join(
    FUND.format(name.lower(), name, "unnamed 2", f"inflow ${much} million")
    for name, much in (("BTC", 40), ("ETH", 30), ("SOL", 20), ("XRP", 10))
)


def test_that_nearly_all_sources_have_no_name_is_said_once_for_all_and_carries(told: Told) -> None:
    for text in told(EVEN.replace("CoinGlass", "unnamed") + UNNAMED + OTHERS):
        screen, *sections = text.split("\n## ")
        assert screen.count("Figures without a named source are from unnamed sources.") == 1
        assert len(re.findall(r"one unnamed (?:source|provider)", screen)) == 1
        assert not re.search("unnamed", "".join(sections).split("About this brief")[0])
    flow = "flows:\n" + FUND.format("btc", "BTC", "unnamed 2", "inflow $40 million")
    for text in told(EVEN.replace("CoinGlass", "unnamed") + flow):
        assert len(re.findall(r"unnamed (?:source|provider)", text.split("\n## ")[0])) == 1
    for text in told(EVEN + flow):
        assert "Figures without a named source" not in text
        assert "unnamed" in text.split("\n## ", 1)[1]


def test_where_others_have_a_name_a_figure_without_one_says_so_in_its_paragraph(told: Told) -> None:
    flow = "flows:\n" + FUND.format("btc", "BTC", "unnamed 2", "inflow $40 million")
    watched = "outlook:\n  watch:\n    funds:\n      figure: flows.btc_etf\n      trigger: outflow\n"
    watched += "  scenarios:\n    on:\n      if: The funds go on buying.\n      then: The rise can last.\n"
    watched += "      view_of: desk\n      figure: flows.btc_etf\n"
    for text in told(EVEN.replace("CoinGlass", "unnamed") + flow + OTHERS + watched):
        assert "Figures without a named source" not in text
        body = text.split("## Key points")[1].split("\n## ", 1)[1]
        assert re.search(r"\$40 million[^.]*unnamed source|unnamed source[^.]*\$40 million", body)
        assert "after net inflows of $40 million on March 3 (one unnamed source)." in body


def test_prices_are_market_data_where_there_are_any(told: Told) -> None:
    for text in told(EVEN.replace("CoinGlass", "unnamed") + UNNAMED + PRICE.format("up 2%")):
        assert text.count("from unnamed sources; prices are market data.") == 1


def test_every_point_of_another_window_says_its_own(told: Told) -> None:
    days = "2026-03-03", "2026-03-01", "2026-02-27"
    moves = "".join(
        f"  p{n}:\n    asset: BTC\n    window: {day}\n    said:\n      market data: up {n + 2}%\n"
        for n, day in enumerate(days)
    )
    flow = "flows:\n" + FUND.format("btc", "BTC", "CoinGlass", "inflow $40 million").replace("03-03", "03-01")
    for text in told(EVEN + flow + "prices:\n" + moves):
        dated = [point for point in listed(text) if re.search(r"Bitcoin (?:rose|ETFs)", point)]
        assert len(dated) > 1
        assert all(re.search(r"\b(?:Mar\. [13]|March [13]|Feb\. 27)\b", point) for point in dated)


def test_a_part_that_stands_alone_is_one_of_the_total(told: Told) -> None:
    coins = "".join(
        f"  {coin}:\n    asset: {coin}\n    said:\n      CoinGlass: ${n} million\n"
        for coin, n in (("BTC", 90), ("ETH", 60))
    )
    for text in told(
        EVEN + coins.lower().replace("coinglass", "CoinGlass").replace("asset: btc", "asset: BTC") + OTHERS
    ):
        points = [point for point in listed(text) if "$90 million" in point]
        assert all("of the total" in point for point in points)


def test_the_source_of_the_lead_needs_no_sentence_beside_its_other_values(told: Told) -> None:
    other = "  total:\n    circulating:\n      unnamed: $300 million\n    said:"
    for text in told(EVEN.replace("  total:\n    said:", other)):
        assert "$300 million" in text.split("\n## ")[0]
        assert "The figure for the liquidation total comes from" not in text


def test_flows_of_one_day_are_one_point_with_their_sum(told: Told) -> None:
    funds = ("btc", "BTC", "$50 million"), ("eth", "ETH", "$20 million"), ("sol", "SOL", "$5 million")
    flows = "flows:\n" + "".join(FUND.format(n, a, "CoinGlass", f"inflow {size}") for n, a, size in funds)
    for text in told(EVEN + flows + OTHERS):
        screen = text.split("\n## ")[0] + "\n".join(listed(text))
        assert len(re.findall(r"ETFs? (?:together )?took in", screen)) == 1
        assert "Spot Bitcoin, Ether and SOL ETFs together took in $75 million" in screen
        assert "$5 million" not in screen


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ("inflow $50 million\n      CoinAnk: inflow $48 million", "CoinGlass has $50 million and CoinAnk $48 million"),
        (
            "inflow $50 million\n    circulating:\n      CoinAnk: inflow $44 million",
            "$50 million, against $44 million from CoinAnk",
        ),
    ],
)
def test_a_point_on_a_dispute_says_the_values_and_whose_they_are(told: Told, said: str, says: str) -> None:
    flows = "flows:\n" + FUND.format("btc", "BTC", "CoinGlass", said) + "    differ: They close at other hours.\n"
    for text in told(LONGS + PRICE.format("down 4%") + flows + OTHERS):
        (point,) = (each for each in listed(text) if "Sources differ" in each)
        assert says in re.sub(r", (?:[\w ]+ CoinGlass|CoinGlass[\w ’]+)(?=,)", "", point)


def test_of_several_disputes_that_about_the_most_money_is_the_point(told: Told) -> None:
    near = FUND.format(
        "btc", "BTC", "CoinGlass", "inflow $50 million\n    circulating:\n      Farside: inflow $49 million"
    )
    wide = FUND.format(
        "sol", "SOL", "CoinGlass", "inflow $6 million\n    circulating:\n      CoinAnk: inflow $24 million"
    )
    for text in told(LONGS + PRICE.format("down 4%") + "flows:\n" + near + wide + OTHERS):
        (point,) = (each for each in listed(text) if "Sources differ" in each)
        assert "$24 million from CoinAnk" in point


def test_the_headline_says_whose_a_count_without_a_name_is_and_that_it_is_crypto(told: Told) -> None:
    share = "  longs:\n    side: long\n    share:\n      of: total\n      said:\n        unnamed: more than 90%\n"
    total = EVEN.split("  longs:", maxsplit=1)[0]
    for text in told(total.replace("CoinGlass", "unnamed") + PRICE.format("down 4%")):
        assert "One count puts crypto liquidations at $500M as Bitcoin falls" in title(text)
    for text in told(total + share + PRICE.format("down 4%")):
        assert title(text) == "Bitcoin falls; $500M liquidated, mostly longs by one count"


def test_a_claim_about_the_main_figure_stands_in_the_nut_graf(told: Told) -> None:
    claim = (
        "claims:\n  a:\n    text: the largest since Oct. 11, 2025\n    by: CoinGlass\n    about: liquidations.total\n"
    )
    for text in told(EVEN + PRICE.format("down 4%") + claim):
        screen = text.split("\n| ")[0]
        assert "calls these liquidations the largest since Oct. 11, 2025; that could not be checked." in screen


def test_of_what_is_at_risk_the_largest_is_told_first(told: Told) -> None:
    risk = (
        "  {0}:\n    asset: BTC\n    side: {1}\n    window: not stated\n    price:\n      estimated:\n"
        "        CoinGlass: {2}\n"
        "    estimated:\n      CoinGlass: {3}\n"
    )
    sides = ("a", "long", "below $80,000", "$286 million"), ("b", "short", "above $85,000", "$698 million")
    records = "levels:\n" + "".join(risk.format(*side) for side in sides)
    for text in told(LONGS + PRICE.format("down 4%") + records):
        body = text.split("\n## ", 1)[1]
        assert body.index("$698 million") < body.index("$286 million")


def test_what_nobody_has_verified_is_no_standfirst_where_there_is_better(told: Told) -> None:
    weak = SHORTS.replace("CoinGlass: $70", "unverified: $70").replace("CoinGlass: $430", "unverified: $430")
    for text in told(weak + OTHERS):
        (standfirst,) = (line for line in text.split("\n") if line.startswith("**"))
        assert not re.search(r"[Ss]horts|unverified", standfirst)


def test_a_headline_of_a_change_that_may_be_none_is_short(told: Told) -> None:
    rate = "macro:\n  a:\n    what: producer prices\n    window: 24h\n    said:\n      Tracker A: none\n"
    rate += "      Tracker B: down 3.5 basis points\n"
    for text in told(rate, DAY.replace("main: liquidations.total", "main: macro.a")):
        title = next(line for line in text.split("\n") if line.startswith("# "))
        assert len(title) <= 77
        assert "no change" not in title


def test_the_other_values_and_why_stand_in_the_lead_where_it_has_room_else_why_opens_the_nut_graf(told: Told) -> None:
    total = "liquidations:\n  total:\n    said:\n      tracker_a: $210 million\n      {}\n    differ: {}\n"
    total += "    note: Neither count has options.\n"
    short = "Tracker B counts two venues more."
    for text in told(total.format("tracker_b: $240 million", short) + PRICE.format("up 5%")):
        lead = text.split("UTC*\n\n")[1].split("\n\n")[0]
        assert lead.endswith(f"Tracker A counts $210 million and Tracker B $240 million. {short}")
        assert text.count(short) == 1
    why = (
        "Tracker B counts two venues more, and takes what they report late at night, long after the others have closed "
        "their books, for what was closed by force on the day before, as the other does not."
    )
    part = "  btc:\n    asset: BTC\n    said:\n      tracker_a: $90 million\n"
    for text in told(total.format("tracker_b: $240 million", why) + part + PRICE.format("up 5%")):
        lead, nut = text.split("UTC*\n\n")[1].split("\n\n")[:2]
        assert re.search(r"Tracker A counts \$210 million and Tracker B \$240 million\.$", lead)
        assert nut.startswith(why)
        assert "Neither count has options." not in nut, "why they differ leaves no room for it"
        assert text.count(why) == text.count("Neither count has options.") == 1
    for text in told(total.format("tracker_b: $240 million", why) + PRICE.format("up 5%")):
        assert f"{why} Neither count has options." in text.split("\n\n"), "no part follows"
    names = (f"The {name} of What Is Closed by Force on the Venues of {name}" for name in ("Ardent", "Borel", "Cobalt"))
    many = "\n      ".join(f"{name}: ${241 + n} million" for n, name in enumerate(names))
    for text in told(total.format(many, why) + PRICE.format("up 5%")):
        lead, nut = text.split("UTC*\n\n")[1].split("\n\n")[:2]
        assert "$243 million" in nut
        assert why in nut
