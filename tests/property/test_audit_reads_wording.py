"""Whatever wording prints for a figure, the audit reads back as an interval that supports it."""

from __future__ import annotations

from decimal import Context, Decimal
from typing import NamedTuple

from hypothesis import assume, example, given
from hypothesis import strategies as st

from narrator.model.figure import Standing
from narrator.model.name import Names
from narrator.model.quantity import Direction, Interval, Kind
from narrator.model.report import Nature
from narrator.reading.documents import of_plain
from narrator.reading.lexicon import Lexicon
from narrator.reading.mentions import read
from narrator.wording.expression import Expression
from narrator.wording.phrase import Style, bare

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
    Kind.RATE: ("percent", "pp", "USD"),
}
MOVES: tuple[Direction | None, ...] = (None, Direction.UP, Direction.DOWN)
WAYS: dict[Kind, tuple[Direction | None, ...]] = {
    Kind.FLOW: (None, Direction.INFLOW, Direction.OUTFLOW),
    Kind.PRICE: (*MOVES, Direction.BELOW, Direction.ABOVE),
    Kind.MONEY: (None, Direction.LOSS, Direction.GAIN),
    Kind.PERCENT: MOVES,
    Kind.INDEX: MOVES,
    Kind.POINTS: MOVES,
}
SIGNED = {Kind.RATE, Kind.PERCENT, Kind.POINTS, Kind.INDEX, Kind.FLOW}
STYLES = st.sampled_from([style for style in Style if style is not Style.WORDS])
SLACK = Decimal("0.01")
"""Printed ends have three significant digits or more, so that no rounding outward moves one by more of itself."""
DOWNWARD = frozenset({Direction.DOWN, Direction.OUTFLOW})
UPWARD = frozenset({None, Direction.UP, Direction.INFLOW})


class Case(NamedTuple):
    kind: Kind
    unit: str
    way: Direction | None


CASES = [Case(kind, unit, way) for kind, units in UNITS.items() for unit in units for way in WAYS.get(kind, (None,))]


@st.composite
def expressions(draw: st.DrawFn) -> Expression:
    case = draw(st.sampled_from(CASES))
    power = 0 if case.kind is Kind.COUNT else draw(st.integers(-4, 12))
    least = -99_999_999 if case.kind in SIGNED and case.way is None else 0
    one = Decimal(draw(st.integers(least, 99_999_999))).scaleb(power)
    part = draw(st.integers(1, 200))  # two ends that a reader would put into one range
    other = (one * part / 100).quantize(Decimal(1).scaleb(power))
    shapes = [Interval.point(one), Interval(min(one, other), max(one, other))]
    if case.way is None:
        opened = draw(st.booleans())
        shapes += [Interval(abs(one), None, opened), Interval(None, abs(one), high_open=opened)]
    return Expression(
        kind=case.kind,
        interval=draw(st.sampled_from(shapes)),
        unit=case.unit,
        nature=draw(st.sampled_from((Nature.MEASURED, Nature.ESTIMATED))),
        standing=Standing.DISPUTED,
        direction=case.way,
        approximate=draw(st.booleans()),
        reported=draw(st.booleans()),
    )


class Said(NamedTuple):
    low: Decimal | None
    high: Decimal | None
    ways: frozenset[Direction | None]


def expected(expression: Expression, text: str) -> Said:
    """What a reader must find: magnitudes under a direction, signed ends on both sides of zero."""
    low, high, way = expression.interval.low, expression.interval.high, expression.direction
    if way in {Direction.BELOW, Direction.ABOVE} and low == high:
        return Said(None, high, frozenset({way})) if way is Direction.BELOW else Said(low, None, frozenset({way}))
    if low is not None and high is not None and low < high and "at least" in text:
        low, high = (low, None) if low >= 0 else (None, high)
    if way is not None:
        return Said(low, high, frozenset({way}))
    if high is not None and (high < 0 or (high == 0 and low and expression.kind is not Kind.RATE)):
        return Said(-high, None if low is None else -low, DOWNWARD)
    is_straddling = low is not None and high is not None and low < 0
    levels = {Direction.BELOW} if low is None else {Direction.ABOVE} if high is None else set()
    return Said(low, high, frozenset({None}) if is_straddling else UPWARD | levels)


def near(printed: Decimal | None, value: Decimal | None, slack: Decimal) -> bool:
    if printed is None or value is None:
        return printed is value
    return EXACT.abs(EXACT.subtract(printed, value)) <= EXACT.add(EXACT.abs(EXACT.multiply(value, SLACK)), slack)


@given(expressions(), STYLES, st.sampled_from(("en-US", "en-GB")))
@example(
    Expression(
        kind=Kind.PRICE,
        interval=Interval(Decimal(1), Decimal(5)),
        unit="USD",
        nature=Nature.ESTIMATED,
        standing=Standing.DISPUTED,
        direction=Direction.UP,
    ),
    Style.BODY,
    "en-US",
)
def test_what_is_printed_reads_back(expression: Expression, style: Style, locale: str) -> None:
    text = bare(expression, style, locale)
    assume(text != "unchanged")  # no number word of LANGUAGE.md 6.3
    (mention,) = read(of_plain(f"It was {text}."), LEXICON)
    said = expected(expression, text)
    ends = mention.low, mention.high
    assert near(ends[0], said.low, mention.digits * 2), (text, ends)
    assert near(ends[1], said.high, mention.digits * 2), (text, ends)
    if any(ends):
        assert (mention.unit or "index") == expression.unit, text
        assert mention.direction in said.ways, (text, mention.direction)
    if expression.interval.is_bound:
        assert (mention.low_open, mention.high_open) == (expression.interval.low_open, expression.interval.high_open)
