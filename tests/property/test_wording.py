"""Whatever a figure is, it is said; and what is printed holds all that is known."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal

from hypothesis import given
from hypothesis import strategies as st

from narrator.model.figure import Camp, Standing
from narrator.model.quantity import EMPTY, Direction, Interval, Kind, Quantity
from narrator.model.report import Nature
from narrator.model.source import Grade
from narrator.model.window import Span, Window
from narrator.wording.expression import Expression, Said
from narrator.wording.phrase import Style, bare, say

UNITS = ("USD", "CNY", "EUR", "BTC", "percent", "pp", "index", "x", "accounts", "people")
STANDINGS = (Standing.MISSING, Standing.REFUSED, Standing.INCOMPATIBLE, Standing.DISPUTED, Standing.CONFIRMED)

exponents = st.integers(-12, 30)
values = st.builds(lambda digits, power: Decimal(digits).scaleb(power), st.integers(-99_999_999, 99_999_999), exponents)
magnitudes = values.map(abs)
words = st.sampled_from(("Alpha", "unnamed", "several unnamed", "desk", "unverified"))


def intervals(ends: st.SearchStrategy[Decimal]) -> st.SearchStrategy[Interval]:
    points = ends.map(Interval.point)
    ranges = st.tuples(ends, ends).map(lambda pair: Interval(min(pair), max(pair)))
    bounds = st.builds(
        lambda end, low, opened: Interval(end, None, opened) if low else Interval(None, end, high_open=opened),
        *(ends, st.booleans(), st.booleans()),
    )
    return points | ranges | bounds


def windows() -> st.SearchStrategy[Window | None]:
    days = st.dates(date(2020, 1, 1), date(2030, 1, 1)) | st.none()
    moments = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)) | st.none()  # noqa: DTZ001 - the strategy takes naive limits
    hours = st.integers(1, 500) | st.none()
    return st.none() | st.builds(
        Window, st.sampled_from(Span), days, days, hours, moments, st.none(), st.just("lately")
    )


quantities = st.builds(Quantity, intervals(values), st.sampled_from(UNITS), st.sampled_from(Direction) | st.none())
several = st.lists(quantities, max_size=3).map(tuple)
camps = st.lists(st.builds(Camp, intervals(values), st.lists(words, min_size=1, max_size=3).map(tuple)), max_size=3)
expressions = st.builds(
    Expression,
    kind=st.sampled_from(Kind),
    interval=intervals(values) | st.just(EMPTY),
    unit=st.sampled_from(UNITS),
    nature=st.sampled_from(Nature),
    standing=st.sampled_from(STANDINGS),
    direction=st.sampled_from(Direction) | st.none(),
    approximate=st.booleans(),
    reported=st.booleans(),
    source=words | st.none(),
    grade=st.sampled_from(Grade) | st.none(),
    circulating=several,
    camps=camps.map(tuple),
    reports=st.lists(st.builds(Said, quantities, words), max_size=3).map(tuple),
    worth=quantities | st.none(),
    window=windows(),
    pending=st.booleans(),
    round_to=magnitudes | st.none(),
    since=st.dates() | st.none(),
    rival=st.booleans(),
    record=st.booleans(),
)
styles = st.sampled_from(Style)
locales = st.sampled_from(("en-US", "en-GB"))


@given(expressions, styles, locales)
def test_every_figure_is_said_in_every_style(expression: Expression, style: Style, locale: str) -> None:
    for text in (say(expression, style, locale), bare(expression, style, locale)):
        assert text == text.strip()
        assert text
        assert "None" not in text
        assert "  " not in text


@given(expressions, styles)
def test_no_magnitude_is_left_to_roll_over(expression: Expression, style: Style) -> None:
    plain = replace(expression, circulating=(), reports=(), camps=(), round_to=None)
    text = say(plain, style, "en-US")
    assert not re.search(r"[0-9],[0-9]{3}(\.[0-9]+)?( (million|billion)|[MB]\b)", text)
    assert not re.search(r"\b0(\.[0-9]+)?( (million|billion|trillion)|[MBT]\b)", text)


SHORT = {" trillion": "tn", " billion": "bn", " million": "m"}


@given(expressions, st.sampled_from((Style.BODY, Style.BETWEEN, Style.CHANGE, Style.FLOOR, Style.SHARE)))
def test_the_two_spellings_differ_in_spelling_only(expression: Expression, style: Style) -> None:
    american = say(replace(expression, window=None), style, "en-US")
    for long, short in SHORT.items():
        american = american.replace(long, short)
    assert american == say(replace(expression, window=None), style, "en-GB")


POWERS = {"": 0, " million": 6, " billion": 9, " trillion": 12}
PRINTED = re.compile(r"\$([0-9,]+(?:\.[0-9]+)?)( million| billion| trillion|)")
ranges = st.tuples(magnitudes, magnitudes).filter(lambda pair: pair[0] != pair[1]).map(sorted)


def printed(text: str) -> list[Decimal]:
    """The dollar amounts of a text, read by code that shares nothing with the wording."""
    return [Decimal(found[1].replace(",", "")).scaleb(POWERS[found[2]]) for found in PRINTED.finditer(text)]


def money(low: Decimal | None, high: Decimal | None, *, reported: bool) -> Expression:
    return Expression(Kind.MONEY, Interval(low, high), "USD", reported=reported)


@given(ranges, st.booleans())
def test_a_printed_range_holds_the_interval_and_has_two_ends(ends: list[Decimal], reported: bool) -> None:
    low, high = ends
    text = say(money(low, high, reported=reported), Style.BODY, "en-US")
    found = printed(text)
    half_up = [Context(prec=3, rounding="ROUND_HALF_UP").plus(end) for end in ends]
    if half_up[0] == half_up[1]:
        assert text.startswith("about ")
        assert found == half_up[:1]
    else:
        assert found[0] <= low
        assert found[1] >= high
        assert found[0] < found[1]
        assert " to " in text
        assert len({*text.split(" to ")}) == 2


@given(magnitudes, st.booleans(), st.booleans())
def test_a_printed_bound_claims_no_more_than_is_known(end: Decimal, reported: bool, is_low: bool) -> None:
    expression = money(end if is_low else None, None if is_low else end, reported=reported)
    (found,) = printed(say(expression, Style.BODY, "en-US"))
    assert found <= end if is_low else found >= end


@given(magnitudes)
def test_a_point_that_loses_digits_says_about(value: Decimal) -> None:
    text = say(money(value, value, reported=True), Style.BODY, "en-US")
    (found,) = printed(text)
    assert text.startswith("about ") == (found != value)
    assert abs(found - value) <= value / 10_000


@given(ranges, st.sampled_from(("percent", "pp")), st.sampled_from((Style.BODY, Style.HEADLINE, Style.COMPACT)))
def test_computed_percents_are_outward_with_equal_decimals(ends: list[Decimal], unit: str, style: Style) -> None:
    low, high = (end.quantize(Decimal("0.001"), context=Context(prec=60)) for end in ends)
    text = say(Expression(Kind.PERCENT, Interval(low, high), unit, reported=False), style, "en-US")
    found = [Decimal(number.replace(",", "")) for number in re.findall(r"[0-9,]+(?:\.[0-9]+)?", text)]
    if len(found) == 2:
        exact = Context(prec=80)
        place = Decimal("0.1") if exact.subtract(high, low) < 2 else Decimal(1)
        assert found == [_outward(low, place, ROUND_FLOOR), _outward(high, place, ROUND_CEILING)]
        assert found[0].as_tuple().exponent == found[1].as_tuple().exponent


def _outward(value: Decimal, place: Decimal, mode: str) -> Decimal:
    return value.quantize(place, rounding=mode, context=Context(prec=80))


@given(st.builds(Interval.point, st.integers(0, 9_999_999).map(Decimal)), styles)
def test_one_of_a_thing_is_singular(interval: Interval, style: Style) -> None:
    text = say(Expression(Kind.COUNT, interval, "accounts"), style, "en-US")
    assert text.endswith(
        "unchanged" if style is Style.CHANGE and interval.low == 0 else "account" if interval.low == 1 else "accounts"
    )
