"""Values as a desk types them in a report line."""

from __future__ import annotations

from decimal import Decimal

import pytest

from narrator.ingest.as_typed import amount, directed, price, word
from narrator.model.quantity import Direction

WAYS = (Direction.INFLOW, Direction.OUTFLOW)


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        ("1485000000", "USD", "$1.48 billion"),
        ("1495000000", "USD", "$1.5 billion"),
        ("840650000", "USD", "$840.6 million"),
        ("96929", "USD", "$96,929"),
        ("12", "EUR", "EUR 12"),
        ("8933", "BTC", "8,933 BTC"),
        ("4.250", "percent", "4.25%"),
        ("61", "index", "61"),
        ("227000", "accounts", "227,000 accounts"),
    ],
)
def test_an_amount_is_as_exact_as_a_desk_types_it(value: str, unit: str, expected: str) -> None:
    assert amount(Decimal(value), unit) == expected


def test_a_sign_is_a_word() -> None:
    assert directed(Decimal(-5), "USD", WAYS) == "outflow $5"
    assert directed(Decimal(5), "USD", WAYS) == "inflow $5"
    assert directed(Decimal(0), "USD", WAYS) == "none"


def test_a_price_from_a_thousand_on_has_no_cents() -> None:
    assert [str(price(Decimal(each))) for each in ("999.996", "1000.5", "1001.5")] == ["1000.00", "1000", "1002"]


@pytest.mark.parametrize(("typed", "expected"), [("BTC", "btc"), ("S&P 500", "s_p_500"), ("1INCH", "the_1inch")])
def test_any_name_can_be_part_of_that_of_a_record(typed: str, expected: str) -> None:
    assert word(typed) == expected
