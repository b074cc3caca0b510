"""Whatever wording prints for a figure, the audit reads back as an interval that supports it."""

from __future__ import annotations

from decimal import Context, Decimal
from typing import TYPE_CHECKING, NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from narrator.audit.documents import of_plain
from narrator.audit.lexicon import Lexicon
from narrator.audit.mentions import read
from narrator.model.figure import Standing
from narrator.model.name import Names
from narrator.model.quantity import Direction, Interval, Kind
from narrator.model.report import Nature
from narrator.wording.expression import Expression
from narrator.wording.phrase import Style, bare

if TYPE_CHECKING:
    from collections.abc import Callable

EXACT = Context(prec=120)
LEXICON = Lexicon.of(Names.of(()), nouns=("accounts", "people"))
UNITS = {
    Kind.MONEY: ("USD", "CNY", "EUR"),
    Kind.PRICE: ("USD", "percent"),
    Kind.PERCENT: ("percent",),
    Kind.COUNT: ("accounts", "people"),
    Kind.COINS: ("BTC", "ETH"),
    Kind.FLOW: ("USD", "BTC"),
    Kind.INDEX: ("index",),
    Kind.POINTS: ("pp",),
    Kind.MULTIPLE: ("x",),
}
SIGNED = {Kind.PERCENT, Kind.POINTS, Kind.INDEX, Kind.FLOW}
WAYS = {
    Kind.FLOW: (None, Direction.INFLOW, Direction.OUTFLOW),
    Kind.PRICE: (None, Direction.UP, Direction.DOWN, Direction.BELOW, Direction.ABOVE),
    Kind.MONEY: (None, Direction.LOSS, Direction.GAIN),
    Kind.PERCENT: (None, Direction.UP, Direction.DOWN),
    Kind.INDEX: (None, Direction.UP, Direction.DOWN),
    Kind.POINTS: (None, Direction.UP, Direction.DOWN),
}


@st.composite
def expressions(draw: Callable[[st.SearchStrategy[object]], object]) -> Expression:
    kind = draw(st.sampled_from(list(UNITS)))
    unit = draw(st.sampled_from(UNITS[kind]))
    way = draw(st.sampled_from(WAYS.get(kind, (None,))))
    power = 0 if kind is Kind.COUNT else draw(st.integers(-4, 12))
    least = -99_999_999 if kind in SIGNED and way is None else 0
    values = st.builds(lambda digits: Decimal(digits).scaleb(power), st.integers(least, 99_999_999))
    one = draw(values)
    part = draw(st.integers(1, 200))
    other = (one * part / 100).quantize(Decimal(1).scaleb(power))  # two ends that one reader would put into one range
    if draw(st.booleans()):
        interval = Interval(min(one, other), max(one, other))
    elif draw(st.booleans()) or way is not None:
        interval = Interval.point(one)
    else:
        opened = draw(st.booleans())
        interval = draw(st.sampled_from((Interval(abs(one), None, opened), Interval(None, abs(one), high_open=opened))))
    return Expression(
        kind=kind,
        interval=interval,
        unit=unit,
        nature=draw(st.sampled_from((Nature.MEASURED, Nature.ESTIMATED))),
        standing=Standing.DISPUTED,
        direction=way,
        approximate=draw(st.booleans()),
        reported=draw(st.booleans()),
    )


STYLES = st.sampled_from(
    (Style.BODY, Style.BETWEEN, Style.HEADLINE, Style.COMPACT, Style.SHARE, Style.CHANGE, Style.FLOOR)
)
SLACK = Decimal("0.01")
"""Printed ends have three significant digits or more, so that no rounding outward moves one by more of itself."""
UPWARD = {None, Direction.UP, Direction.INFLOW, Direction.GAIN, Direction.ABOVE}
UNSTATED = {"index": (None,)}
LEVEL = {Direction.BELOW}
"""Below, as a bound of its own, is also how a level is said."""


class Said(NamedTuple):
    low: Decimal | None
    high: Decimal | None
    ways: frozenset[Direction | None]


def expected(expression: Expression, text: str) -> Said:
    """What a reader must find: magnitudes under a direction, signed ends on both sides of zero."""
    low, high, way = expression.interval.low, expression.interval.high, expression.direction
    if way in {Direction.BELOW, Direction.ABOVE} and low == high:
        return Said(*((None, high) if way is Direction.BELOW else (low, None)), frozenset({way}))
    is_floor = low is not None and high is not None and low < high and "at least" in text
    if is_floor and low >= 0:
        high = None
    elif is_floor and high <= 0:
        low = None
    if way is None and high is not None and (high < 0 or (high == 0 and low is not None and low < 0)):
        low, high, way = -high, None if low is None else -low, Direction.DOWN
        return Said(low, high, frozenset({Direction.DOWN, Direction.OUTFLOW}))
    if low is not None and high is not None and low < 0:
        return Said(low, high, frozenset({None} if high else {Direction.DOWN, Direction.OUTFLOW}))
    return Said(low, high, frozenset({way}) if way else frozenset(UPWARD | (LEVEL if low is None else set())))


def near(printed: Decimal | None, value: Decimal | None, slack: Decimal) -> bool:
    if printed is None or value is None:
        return printed is value
    return EXACT.abs(EXACT.subtract(printed, value)) <= EXACT.abs(EXACT.multiply(value, SLACK)) + slack


@given(expressions(), STYLES, st.sampled_from(("en-US", "en-GB")))
def test_what_is_printed_reads_back(expression: Expression, style: Style, locale: str) -> None:
    text = bare(expression, style, locale)
    if text == "unchanged":  # a claim without a number; no quantity of LANGUAGE.md 6.3
        return
    (mention,) = read(of_plain(f"It was {text}."), LEXICON)
    said = expected(expression, text)
    ends = mention.low, mention.high
    assert mention.unit in {expression.unit, *UNSTATED.get(expression.unit, ())} or not any(ends), text
    assert mention.direction in said.ways or not any(ends), (text, mention.direction)
    assert near(ends[0], said.low, mention.digits * 2), (text, ends)
    assert near(ends[1], said.high, mention.digits * 2), (text, ends)
