"""The amount grammar: stated digits, the place of the first wrong character, and what no amount can be."""

from __future__ import annotations

from decimal import Decimal

import pytest

from narrator.ingest import amounts, lines, times
from narrator.ingest.amounts import read_amount
from narrator.ingest.faults import LIMIT, Fault, Rule
from narrator.model.quantity import Interval, Quantity
from support.growth import is_linear

RULES = [rule for module in (amounts, lines) for rule in vars(module).values() if isinstance(rule, Rule)]
DATED_RULES = [rule for rule in vars(times).values() if isinstance(rule, Rule)]
NO_AMOUNTS = (
    *(
        "１２３",
        "٣",
        "१२ BTC",
        "²",
        "½",
        "NaN",
        "Infinity",
        "-0",
        "+1",
        "1e1000000000",
        "0x10",
        "true",
        "1 2",
        "$",
        "%",
        "",
    ),
    *(
        "$$5",
        "5$ BTC",
        "$5%",
        "$5 BTC",
        "5 BTCUSDTPERPETUAL",
        "5 M",
        "5 USD",
        "5 Steth",
        "5\n",
        "5\tBTC",
        "4亿",
        "1亿元",
    ),
)


def fault_of(text: str) -> Fault:
    with pytest.raises(Fault) as refused:
        read_amount(text)
    return refused.value


@pytest.mark.parametrize(
    ("text", "digits", "exponent"),
    [
        ("7.0%", (7, 0), -1),
        ("$93,742.50", (9, 3, 7, 4, 2, 5, 0), -2),
        ("$850 million", (8, 5, 0), 6),
        ("$1.50bn", (1, 5, 0), 7),
        ("3164万美元", (3, 1, 6, 4), 4),
    ],
)
def test_stated_digits_are_kept(text: str, digits: tuple[int, ...], exponent: int) -> None:
    low = read_amount(text).interval.low
    assert low is not None
    assert low.as_tuple() == (0, digits, exponent)


@pytest.mark.parametrize("whole", ["9" * 15, "999,999,999,999,999"])
def test_fifteen_and_twelve_digits_are_exact(whole: str) -> None:
    text = f"${whole}.{'9' * 12} trillion"
    assert read_amount(text).interval == Interval.point(Decimal("9" * 27))


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("$84,200-$85,150", "84200", "85150", "USD"),
        ("$400-500M", "400000000", "500000000", "USD"),
        ("1.9 to 2.1 times", "1.9", "2.1", "x"),
        ("6.8-7.0%", "6.8", "7.0", "percent"),
        ("1.2-1.3 million ETH", "1200000", "1300000", "ETH"),
        ("400-500 million yuan", "400000000", "500000000", "CNY"),
        ("$5 million to $5 million", "5000000", "5000000", "USD"),
        ("3枚SOL", "3", "3", "SOL"),
        ("12 1INCH", "12", "12", "1INCH"),
        ("20倍", "20", "20", "x"),
        ("1 percentage point", "1", "1", "pp"),
        ("1 euro", "1", "1", "EUR"),
        ("$0", "0", "0", "USD"),
    ],
)
def test_amount_reads(text: str, low: str, high: str, unit: str) -> None:
    assert read_amount(text) == Quantity(Interval(Decimal(low), Decimal(high)), unit)


@pytest.mark.parametrize(
    ("one", "plural"),
    [("1 account", "accounts"), ("1 address", "addresses"), ("1 company", "companies"), ("100 people", "people")],
)
def test_nouns_are_plural_units(one: str, plural: str) -> None:
    assert read_amount(one).unit == plural


@pytest.mark.parametrize(
    ("text", "offset", "found"),
    [
        ("1,5", 1, ",5"),
        ("1,000,00 BTC", 5, ",00"),
        ("1_000", 1, "_000"),
        ("1e9", 1, "e9"),
        ("017", 1, "17"),
        ("1234567890123456", 15, "6"),
        ("0.1234567890123", 14, "3"),
        ("$-5", 1, "-5"),
        ("-5%", 0, "-5%"),
        (" 12 ", 0, "a space"),
        ("12 ", 2, "a space"),
        ("5%%", 2, "%"),
        ("5 percent", 1, "percent"),
        ("$400-500", 8, "nothing more"),
        ("$500-400 million", 5, "400"),
        ("$400 million to 500 BTC", 16, "500"),
        ("$400 to $500 million", 4, "to"),
        ("400 million", 11, "nothing more"),
        ("42 milion accounts", 3, "milion"),
        ("5 million%", 9, "%"),
        ("12\u200b BTC", 2, "<U+200B>"),
        ("8,933 \u0412TC", 5, "\u0412<U+0412>TC"),
        ("٣", 0, "٣<U+0663>"),
    ],
)
def test_fault_points_at_the_first_wrong_character(text: str, offset: int, found: str) -> None:
    fault = fault_of(text)
    assert (fault.offset, fault.found) == (offset, found)


@pytest.mark.parametrize("text", NO_AMOUNTS)
def test_what_is_no_amount_is_refused(text: str) -> None:
    assert fault_of(text).code.startswith("AMT")


@pytest.mark.parametrize(
    "text", ["1" * 1_000_000, "1," * 500_000, "٣" * 1_000_000, " " * 1_000_000, "$" + "9-" * 500_000]
)
def test_a_megabyte_is_refused_where_the_limit_is(text: str) -> None:
    assert fault_of(text).offset == LIMIT
    assert is_linear(fault_of, text)


def test_codes_are_unique() -> None:
    codes = [rule.code for rule in {*RULES, *DATED_RULES}]
    assert len(codes) > len({code[:3] for code in codes}) == 3
    assert len(codes) == len(set(codes))
