"""The report line: which half carries what, what belongs to one form only, and where a fault points."""

from __future__ import annotations

from decimal import Decimal

import pytest

from narrator.ingest.faults import Fault
from narrator.ingest.lines import DIRECTIONS, read_line
from narrator.model.kinds import Form
from narrator.model.quantity import Direction, Interval, Quantity
from narrator.model.report import Amount
from support.growth import is_linear


def point(value: str, unit: str, direction: Direction | None = None) -> Quantity:
    return Quantity(Interval.point(Decimal(value)), unit, direction)


def fault_of(text: str, form: Form = Form.AMOUNT) -> Fault:
    with pytest.raises(Fault) as refused:
        read_line(text, form)
    return refused.value


@pytest.mark.parametrize("text", ["inflow 8,100 BTC = $710 million", "inflow $710 million = 8,100 BTC"])
def test_money_is_the_quantity_and_coins_are_its_worth(text: str) -> None:
    line = read_line(text, Form.AMOUNT)
    assert line.quantity == point("710000000", "USD", Direction.INFLOW)
    assert line.worth == point("8100", "BTC", Direction.INFLOW)


def test_qualifiers_stay_with_their_half() -> None:
    line = read_line("more than 8,100 BTC = about $710 million", Form.AMOUNT)
    assert line.quantity is not None
    assert line.worth is not None
    assert line.quantity.approximate
    assert not line.worth.approximate
    assert line.worth.interval == Interval(Decimal(8100), None, low_open=True)


def test_a_way_from_one_level_to_another_is_no_direction_of_the_levels() -> None:
    line = read_line("up from 21 to 42", Form.INDEX)
    assert line.direction is Direction.UP
    assert (line.start, line.quantity) == (point("21", "index"), point("42", "index"))


def test_a_flow_keeps_its_direction_at_both_ends() -> None:
    line = read_line("outflow from $5 million to $7 million", Form.AMOUNT)
    assert line.start == point("5000000", "USD", Direction.OUTFLOW)
    assert line.quantity == point("7000000", "USD", Direction.OUTFLOW)


def test_a_direction_alone_states_no_amount() -> None:
    line = read_line("outflow, revised", Form.AMOUNT)
    assert (line.amount, line.direction, line.quantity) == (Amount.NOT_STATED, Direction.OUTFLOW, None)
    assert line.revised


@pytest.mark.parametrize(
    ("text", "amount"),
    [("not reported", Amount.PENDING), ("none", Amount.NONE), ("not stated", Amount.NOT_STATED)],
)
@pytest.mark.parametrize("form", Form)
def test_no_value_is_said_alike_in_every_form(text: str, amount: Amount, form: Form) -> None:
    line = read_line(f"{text} at 08:00", form)
    assert (line.amount, line.quantity, line.time) == (amount, None, "08:00")


@pytest.mark.parametrize("form", Form)
def test_directions_belong_to_their_forms(form: Form) -> None:
    amounts = {Form.AMOUNT: "$5 million", Form.STATE: "5%", Form.MOVE: "2%", Form.INDEX: "42", Form.LEVEL: "$85,000"}
    for word in Direction:
        text = f"{word} {amounts[form]}"
        if word in DIRECTIONS[form]:
            assert read_line(text, form).direction is word
        else:
            assert fault_of(text, form).offset == 0


def test_briefly_is_of_levels() -> None:
    assert read_line("below $85,000, briefly", Form.LEVEL).briefly
    assert fault_of("$85,000, briefly").code == "LIN011"


def test_flags_may_stand_together_once_each() -> None:
    line = read_line("$5 million, coverage not stated, provisional", Form.AMOUNT)
    assert line.provisional
    assert not line.coverage_stated
    assert fault_of("$5 million, provisional, provisional").offset == 23


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("approximately $5 million", 0),
        ("inflow approximately $5 million", 7),
        ("inflow -$5 million", 7),
        ("$5 million = ~8,100 BTC", 13),
        ("$5 million at 8:00", 15),
        ("$5 million at 2026-02-30 08:00", 22),
        ("$5 million quoting A\u202eB", 20),
        ("$5 million quoting A, B", 22),
        ("$5 million per week", 10),
        ("from 21", 7),
        ("from $5 to $7 million", 7),
        ("from 8,000 accounts to 9,000", 28),
        ("more than $4 million to $5 million", 0),
    ],
)
def test_fault_points_at_the_first_wrong_character(text: str, offset: int) -> None:
    assert fault_of(text).offset == offset


@pytest.mark.parametrize(
    ("form", "text", "example"),
    [
        (Form.MOVE, "down soon", "down AMOUNT"),
        (Form.LEVEL, "below soon, briefly", "below AMOUNT, briefly"),
    ],
)
def test_an_example_keeps_what_fits_the_form(form: Form, text: str, example: str) -> None:
    assert fault_of(text, form).example == example


def test_a_message_says_what_was_found_and_what_was_expected() -> None:
    assert str(fault_of("~$5 million")) == "found ~$5, expected `about`"


@pytest.mark.parametrize(
    "text",
    [
        "quoting " + "a " * 500_000,
        "$5 million" + ", revised" * 100_000,
        "about " * 150_000,
        "$5 million (((" + "(" * 280,
    ],
)
def test_long_lines_are_refused_in_linear_time(text: str) -> None:
    assert fault_of(text)
    assert is_linear(fault_of, text)


@pytest.mark.parametrize(
    ("form", "typed", "mended"),
    [
        (Form.STATE, "flat", "unchanged"),
        (Form.MOVE, "no change", "unchanged"),
        (Form.STATE, "held at 4.25% to 4.5%", "unchanged at 4.25% to 4.5%"),
    ],
)
def test_what_did_not_change_has_one_spelling(form: Form, typed: str, mended: str) -> None:
    assert fault_of(typed, form).example == mended
    read_line(mended, form)


def test_a_part_in_words_is_no_count_of_thirds() -> None:
    assert fault_of("about two thirds", Form.STATE).example == "about AMOUNT"


def test_unchanged_is_a_change_of_zero_and_only_where_a_line_may_be_a_change() -> None:
    assert read_line("unchanged", Form.MOVE).amount is Amount.NONE
    assert read_line("unchanged at 08:00", Form.STATE).direction is Direction.UP
    assert read_line("unchanged at 4.5%", Form.STATE).start == point("4.5", "percent")
    assert fault_of("unchanged", Form.AMOUNT).found == "unchanged"
