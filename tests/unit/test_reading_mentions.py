"""What a mention says beside its interval: qualifier, direction, noun, place, and what is masked."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from narrator.model.name import Name, Names
from narrator.model.quantity import Direction
from narrator.reading.documents import of_plain
from narrator.reading.lexicon import Lexicon
from narrator.reading.mentions import read, scan

if TYPE_CHECKING:
    from narrator.reading.mentions import Mention

NAMES = Names.of(
    (
        Name("sp500", "index", {"en": "the S&P 500", "zh": "标普500指数"}, ("S&P 500",)),
        Name("sol", "asset", {"en": "Solana"}, (), "SOL"),
        Name("crash", "term", {"en": "10·11 crash"}),
    )
)
LEXICON = Lexicon.of(NAMES, terms=("24-hour", "Layer 2"), nouns=("accounts",), quotes=("it's 5 to 1 against “us”",))


def only(text: str) -> Mention:
    (mention,) = read(of_plain(text), LEXICON)
    return mention


@pytest.mark.parametrize(
    ("text", "qualifier", "approximate"),
    [
        ("$5 million", "", False),
        ("about $5 million", "about", True),
        ("~$5 million", "about", True),
        ("more than minus $5 million", "below", False),
        ("more than an estimated minus $5 million", "below", False),
        ("“roughly $5 million”", "about", True),
        ("just under $5 million", "nearly", True),
        ("slightly more than $5 million", "just over", True),
        ("at least an estimated $5 million", "at least", False),
        ("no more than 5 accounts", "at most", False),
        ("Net flow\n | about\n | $5 million", "about", True),
        ("Net flow, about\n | $5 million", "", False),
        ("up to $5 million", "up to", False),
        ("5 accounts or so", "about", True),
        ("$5 million or less", "at most", False),
        ("近5亿美元", "nearly", True),
        ("约为5亿美元左右", "about", True),
        ("逾5亿美元", "more than", False),
        ("5亿美元以下", "at most", False),
    ],
)
def test_qualifiers(text: str, qualifier: str, approximate: bool) -> None:
    mention = only(text)
    assert (mention.qualifier, mention.approximate) == (qualifier, approximate)


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("net outflows of about $5 million", Direction.OUTFLOW),
        ("$5 million in daily net inflows", Direction.INFLOW),
        ("$5 million of net outflows", Direction.OUTFLOW),
        ("funds took in $5 million", Direction.INFLOW),
        ("$5 million left the funds", Direction.OUTFLOW),
        ("prices fell by 5%", Direction.DOWN),
        ("a 5% rise", Direction.UP),
        ("5% lower", Direction.DOWN),
        ("longs lost $5 million", Direction.LOSS),
        ("Bitcoin lost 5%", Direction.DOWN),
        ("a profit of $5 million", Direction.GAIN),
        ("below $85,000", Direction.BELOW),
        ("it rose to $85,000", None),
        ("it made up 5% of it", None),
        ("prices fell while shorts held $5 million", None),
        ("after outflows, $5 million was counted", None),
        ("-5%", Direction.DOWN),
        ("+5%", Direction.UP),
        ("净流出约5亿美元", Direction.OUTFLOW),
        ("5亿美元的净流入", Direction.INFLOW),
        ("跌幅达5%", Direction.DOWN),
        ("亏损5万美元", Direction.LOSS),
        ("净流入-471百万美元", Direction.DOWN),
        ("净流入–4.71亿美元", Direction.DOWN),
        ("净流入为 -4.71亿美元", Direction.DOWN),
        ("净流出+4.71亿美元", Direction.UP),
        ("净流入负4.71亿美元", Direction.DOWN),
        ("本周ETF净流入 $4.71亿", Direction.INFLOW),
        ("本周ETF净流出\n约4.71亿美元", Direction.OUTFLOW),
        ("net inflows of minus five hundred million dollars", Direction.DOWN),
        ("负债约5亿美元", None),
        ("a 5% sell-off", Direction.DOWN),
        ("a 5% sell off", Direction.DOWN),
    ],
)
def test_directions(text: str, direction: Direction | None) -> None:
    assert only(text).direction is direction


def test_what_stands_in_brackets_goes_the_same_way() -> None:
    coins, money = read(of_plain("net inflows of 8 SOL (about $5 million)"), LEXICON)
    assert (coins.direction, money.direction) == (Direction.INFLOW, Direction.INFLOW)


@pytest.mark.parametrize(
    ("text", "unit", "noun"),
    [
        ("183,382 accounts", "accounts", "accounts"),
        ("five leveraged accounts", "accounts", "accounts"),
        ("1 account", "accounts", "account"),
        ("12 spot funds", "funds", "funds"),
        ("8 Solana", "SOL", None),
        ("8 Solana ETFs", "etfs", "etfs"),
        ("8 DOGE", "DOGE", None),
        ("42", None, None),
        ("5 of the total", None, None),
        ("A$5", "AUD", None),
        ("Z$5", "Z$", None),
        ("JPY 0.13 million", "JPY", None),
        ("JPY 0.13%", "percent", None),
        ("EUR 4 basis points", "pp", None),
        ("3个账户", "accounts", None),
        ("3枚SOL", "SOL", None),
    ],
)
def test_units_and_nouns(text: str, unit: str | None, noun: str | None) -> None:
    mention = only(text)
    assert (mention.unit, mention.noun) == (unit, noun)


@pytest.mark.parametrize(
    ("text", "digits"),
    [("$577 million", "500000"), ("5%", "0.5"), ("6.80%", "0.005"), ("4亿美元", "50000000"), ("25 bps", "0.005")],
)
def test_the_slack_is_half_of_the_last_stated_digit(text: str, digits: str) -> None:
    assert only(text).digits == Decimal(digits)


@pytest.mark.parametrize(
    ("text", "value"), [("1,00,000", "1e5"), ("12,34,567.5 euros", "1234567.5"), ("3.5兆元", "3.5e12")]
)
def test_a_number_that_is_grouped_or_scaled_as_elsewhere_is_read(text: str, value: str) -> None:
    assert only(text).low == only(text).high == Decimal(value)


@pytest.mark.parametrize("text", ["1,5 million", "1.2.3", "9" * 61, "①", "1,00,00"])
def test_a_number_that_cannot_be_read_is_a_mention_without_a_value(text: str) -> None:
    mention = only(text)
    assert (mention.kind, mention.low, mention.high) == ("unread", None, None)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("$240m ± $45m", "195000000", "285000000"),
        ("$240 ± 45 million", "195000000", "285000000"),
        ("$200m +/- 5%", "190000000", "210000000"),
        ("12% ± 2 points", "10", "14"),
        ("± $45m", "-45000000", "45000000"),
        ("minus five hundred million dollars", "5e8", "5e8"),
        ("two point five billion dollars", "2.5e9", "2.5e9"),
        ("zero point four five billion dollars", "4.5e8", "4.5e8"),
        ("twenty-two point oh five percent", "22.05", "22.05"),
        ("nine point twenty-five percent", "9.25", "9.25"),
        ("a hundred and fifty million dollars", "1.5e8", "1.5e8"),
        ("between one hundred and two hundred million dollars", "1e8", "2e8"),
        ("between one hundred and twenty and two hundred million dollars", "1.2e8", "2e8"),
        ("three to four hundred million dollars", "3e8", "4e8"),
        ("five hundred thousand to one million dollars", "5e5", "1e6"),
        ("百分之2.2", "2.2", "2.2"),
        ("百分之２", "2", "2"),
        ("百分之 2.2", "2.2", "2.2"),
        ("3分之2", "66.67", "66.67"),
        ("4亿美元-5亿美元", "4e8", "5e8"),
        ("4 亿至 5 亿美元", "4e8", "5e8"),
        ("14 亿 5100 万美元", "1.451e9", "1.451e9"),
        ("20日元", "20", "20"),
        ("$3.2 tln", "3.2e12", "3.2e12"),
    ],
)
def test_numbers_in_words_and_chinese_are_read(text: str, low: str, high: str) -> None:
    mention = only(text)
    assert (mention.low, mention.high) == (Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    "text",
    ["four five billion dollars", "two hundred three hundred million dollars", "百分之2.2.2", "零分之三", "5/0 of it"],
)
def test_words_that_are_no_one_number_are_a_mention_without_a_value(text: str) -> None:
    assert (only(text).low, only(text).kind) == (None, "unread")


@pytest.mark.parametrize(("text", "values"), [("3-to-00", (3, 0)), ("10 : 00", (10, 0)), ("zero-figure", (None,))])
def test_a_ratio_to_nothing_and_a_number_without_digits_are_none(text: str, values: tuple[int | None, ...]) -> None:
    assert tuple(mention.low for mention in read(of_plain(text), LEXICON)) == values


@pytest.mark.parametrize("text", ["the twenty-fifth of January", "the thirty-fifth"])
def test_ordinals_are_no_shares(text: str) -> None:
    assert not read(of_plain(text), LEXICON)


@pytest.mark.parametrize(
    "text", ["1" + "亿" * 130_000 + "2亿", "数" + "万" * 300_000, "million " * 200_000, "一" * 90_000]
)
def test_no_length_of_a_number_is_too_long_to_be_read(text: str) -> None:
    assert all(mention.start < mention.end for mention in read(of_plain(text), LEXICON))


def test_a_change_has_a_start_and_no_range() -> None:
    first, second = read(of_plain("It rose from 21 to 42."), LEXICON)
    assert (first.kind, first.low, second.kind, second.low) == ("from", Decimal(21), "number", Decimal(42))


@pytest.mark.parametrize(
    ("text", "kind", "masked"),
    [
        ("the S&P 500 closed", "name", "S&P 500"),
        ("the S&P\n500 closed", "name", "S&P\n500"),
        ("标普500指数", "name", "标普500指数"),
        ("a Layer 2 chain", "name", "Layer 2"),
        ('He said it’s 5 to 1 against "us".', "name", 'it’s 5 to 1 against "us"'),
        ("on Jan. 14, 2026", "date", "Jan. 14, 2026"),
        ("from January 29 to Feb. 2", "date", "January 29 to Feb. 2"),
        ("2–7 January 2026", "date", "2–7 January 2026"),
        ("2026-01-07T09:00:00+08:00", "date", "2026-01-07T09:00:00+08:00"),
        ("since 2025", "date", "2025"),
        ("in Q3 2025", "date", "Q3 2025"),
        ("2026年1月2日至7日", "date", "2026年1月2日至7日"),
        ("at 08:00 UTC+8", "time", "08:00 UTC+8"),
        ("at 8:30 p.m. EST", "time", "8:30 p.m. EST"),
        ("16时30分", "time", "16时30分"),
        ("in 24 hours", "span", "24 hours"),
        ("24h", "span", "24h"),
        ("5 straight sessions", "span", "5 straight sessions"),
        ("近7个交易日", "span", "7个交易日"),
        ("see Figure 3.1", "label", "Figure 3.1"),
        ("on p. 12–14", "label", "p. 12–14"),
        ("See 3.1 and 4.2.", "label", "See 3.1 and 4.2"),
        ("(see 3.1, 4.2 and 5.1)", "label", "see 3.1, 4.2 and 5.1"),
        ("Sections 3.1 and 4.2 show why", "label", "Sections 3.1 and 4.2"),
        ("（详见3.1和4.2）", "label", "见3.1和4.2"),
        ("第3页", "label", "第3页"),
        ("the 20th time", "label", "20th"),
        ("as shown [3]", "mark", "[3]"),
        ("as shown²", "mark", "²"),
        ("https://a.test/5?b=6", "link", "https://a.test/5?b=6"),
    ],
)
def test_digits_that_are_no_figures_are_masked(text: str, kind: str, masked: str) -> None:
    reading = scan(of_plain(text), LEXICON)
    assert not reading.mentions
    assert [(mask.kind, mask.text) for mask in reading.masks] == [(kind, masked)]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("In March 400 million dollars", "USD"),
        ("2026 accounts", "accounts"),
        ("[400] million", None),
        ("the S&P 5000", None),
        ("Layer 20", None),
        ("关注3家交易所", "exchanges"),
        ("No 5 accounts", "accounts"),
        ("the chart 5% of", "percent"),
        ("See 3.1% of it", "percent"),
        ("See 3.1 and 4.2 million dollars", "USD"),
        ("见3.1万亿元", "CNY"),
    ],
)
def test_what_only_looks_like_a_mask_is_a_mention(text: str, unit: str | None) -> None:
    assert read(of_plain(text), LEXICON)[0].unit == unit


@pytest.mark.parametrize(
    "text",
    [
        "one of them, no one, a single order, at one point, for one thing",
        "two figures are disputed, he won two times, three venues",
        "the second half, half an hour, a half-hearted bid, the other half",
        "a third source, the third quarter, a quarter past eight, a third-party report",
        "he doubled down, the majority stake, most of the time, a hundred ways",
        "一成不变，千万不要，万一，其中之一，第一次，半年后，多数情况下",
    ],
)
def test_idioms_are_no_quantities(text: str) -> None:
    assert not read(of_plain(text), LEXICON)


def test_a_mention_knows_where_it_stands() -> None:
    text = "One line.\n\nIt fell. Then it rose 5% again."
    mention = only(text)
    document = of_plain(text)
    assert (mention.line, mention.column, mention.page, mention.paragraph) == (3, 23, None, 1)
    assert document.text[slice(*mention.sentence)] == "Then it rose 5% again."
    assert document.text[mention.start : mention.end] == mention.text == "5%"


@pytest.mark.parametrize("name", ["GDP growth", "core GDP growth", "the rate of increase"])
def test_of_a_move_in_what_is_a_move_by_its_name_the_first_counts(name: str) -> None:
    found = only(f"An unconfirmed report puts the fall in {name} at nearly $840 million.")
    assert found.direction is Direction.DOWN


def test_a_bound_before_the_next_amount_is_none_of_the_one_before_it() -> None:
    level, risk = read(of_plain("above $21,050 to $27,350, at most an estimated 950 SOL of positions"), LEXICON)
    assert (level.qualifier, risk.qualifier) == ("more than", "at most")
    assert only("$21,050 to $27,350, at most").qualifier == "at most"


def test_a_bound_is_left_to_what_it_leads_behind_a_range_too() -> None:
    text = "$10 to $20 and $30 or more"
    document, edge = of_plain(text), text.index(" or more")
    assert [each.qualifier for each in scan(document, LEXICON).mentions] == ["", "at least"]
    assert [each.qualifier for each in scan(document, LEXICON, (edge,)).mentions] == ["", ""]
