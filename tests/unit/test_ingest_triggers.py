"""What would trigger something to watch for."""

from __future__ import annotations

from decimal import Decimal

import pytest

from narrator.ingest.faults import Fault
from narrator.ingest.triggers import read_threshold, threshold_of
from narrator.model.quantity import Interval


@pytest.mark.parametrize(
    ("trigger", "amount"), [("below -0.5%", "-0.5"), ("above $90,000", "90000"), ("below 42", "42")]
)
def test_a_threshold_is_an_amount_of_either_sign(trigger: str, amount: str) -> None:
    quantity = threshold_of(trigger)
    assert quantity is not None
    assert quantity.interval == Interval.point(Decimal(amount))


@pytest.mark.parametrize("trigger", ["outflow", None, "", "below half", "above about $90,000"])
def test_a_direction_and_what_cannot_be_read_have_no_amount(trigger: str | None) -> None:
    assert threshold_of(trigger) is None


def test_what_is_wrong_with_an_amount_can_be_said() -> None:
    with pytest.raises(Fault, match="half"):
        read_threshold("below half")
