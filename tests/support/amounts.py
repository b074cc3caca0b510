"""Report lines that nobody has tried: amounts of every unit of the table of kinds, and windows as they are typed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from narrator.model.kinds import Form, Measure
from narrator.model.quantity import MEASURES, Direction, Kind

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from narrator.model.kinds import QuantityRow

BOUNDS = ("", "", "", "", "about ", "nearly ", "more than ", "at least ", "less than ", "at most ")
NUMBERS = ("1", "2", "3.5", "7", "12", "40", "63.4", "98", "210", "333.25", "575", "849.9", "950")
FACTORS = ("1", "1", "1", "1.001", "1.3", "1.9", "4")
SCALES = (" million", " million", " billion", "bn", "m")
MONEY = ("${}", "${}", "${}", "${}", "€{}", "£{}", "₩{}", "HK${}", "{} yen", "{} yuan")
"""Money in each currency, the sign before the digits or the word behind the magnitude."""
COUNTED = ("accounts", "contracts", "traders", "ounces", "barrels", "tonnes", "jobs", "addresses")
COINS = ("BTC", "ETH")
INDICES = frozenset({"S&P 500"})
"""Assets whose price has no unit."""
OPPOSITE = {"inflow": "outflow", "outflow": "inflow", "up": "down", "down": "up", "gain": "loss", "loss": "gain"}
SAID_NOTHING = ("not reported", "not stated")
FLAGS = (", provisional", ", revised", ", coverage not stated", " at 08:00", " quoting cme", " quoting Reuters")
ANY_UNIT = (Kind.MONEY, Kind.PERCENT, Kind.COUNT, Kind.INDEX, Kind.POINTS, Kind.MULTIPLE)
"""What a state may be in: the table names no family for it."""


@dataclass(frozen=True)
class Base:
    """What the sources of one quantity speak of: about how much, in which unit, and which way."""

    row: QuantityRow
    number: float
    unit: Kind
    form: str
    way: str
    coin: str

    def near(self, draw: st.DrawFn) -> Base:
        """The same, a little or a lot more: sources agree, differ or lie too far apart; seldom the other way."""
        factor = float(draw(st.sampled_from(FACTORS)))
        turns = self.way in OPPOSITE and draw(st.integers(0, 19)) == 0
        return replace(self, number=self.number * factor, way=OPPOSITE[self.way] if turns else self.way)


def base(draw: st.DrawFn, row: QuantityRow, asset: str = "") -> Base:
    """What the sources of a quantity speak of; its coins are those of the asset of its record."""
    units = [unit for unit in row.units or ANY_UNIT if unit is not Kind.COINS or asset in {"", *COINS}]
    if row.measure is Measure.PRICE:
        units = [Kind.INDEX if asset in INDICES else Kind.MONEY]
    unit = draw(st.sampled_from(units))
    return Base(
        row,
        float(draw(st.sampled_from(NUMBERS))),
        unit,
        _written(draw, row, unit, asset),
        _way(draw, row),
        asset or COINS[0],
    )


def _way(draw: st.DrawFn, row: QuantityRow) -> str:
    if row.form is Form.LEVEL:
        return draw(st.sampled_from((Direction.BELOW, Direction.ABOVE)))
    if row.form is Form.INDEX or row.measure is Measure.GROSS:
        return ""
    is_held = row.measure is Measure.CHANGE and row.is_instant and row.direction is None
    any_way = (None, None, Direction.UP, Direction.DOWN) if row.form is Form.STATE or is_held else (None,)
    ways = row.directions if row.directions is not None else any_way
    return draw(st.sampled_from(ways)) or ""


def _written(draw: st.DrawFn, row: QuantityRow, unit: Kind, asset: str) -> str:
    """How its sources write the amount: one unit and magnitude for all of them."""
    if unit is Kind.MONEY:
        scale = "" if row.measure in {Measure.PRICE, Measure.LEVEL, Measure.MOVE} else draw(st.sampled_from(SCALES))
        sign = "${}" if row.measure is Measure.LEVEL else draw(st.sampled_from(MONEY))
        return sign.format("{}" + scale)
    counted = (row.unit,) if row.unit.islower() and row.unit not in MEASURES else COUNTED
    forms = {
        Kind.PERCENT: ("{}%",),
        Kind.COUNT: tuple(f"{{}} {noun}" for noun in counted),
        Kind.COINS: tuple(f"{{}} {coin}" for coin in COINS if asset in {"", coin}),
        Kind.INDEX: ("{} points",) if row.form is Form.MOVE else ("{}",),
        Kind.POINTS: ("{} percentage points", "{} basis points", "{}bp"),
        Kind.MULTIPLE: ("{}x", "{} times"),
    }
    return draw(st.sampled_from(forms[unit]))


def _number(of: Base, number: float) -> str:
    """A number as it is typed: whole where its unit is counted, a level of a price, small where it is a part."""
    row = of.row
    if row.form is Form.INDEX:
        return str(max(1, min(int(number), 95)))
    if row.measure in {Measure.PRICE, Measure.LEVEL}:
        return f"{int(number * 100) + 50:,}"
    if of.unit in {Kind.PERCENT, Kind.POINTS, Kind.MULTIPLE}:
        return f"{min(round(number, 2), 95.0):g}"
    if of.unit is Kind.COUNT:
        return f"{int(number * 100):,}"
    return f"{number:.2f}".rstrip("0").rstrip(".")


def amount(draw: st.DrawFn, of: Base) -> str:
    """What one source says."""
    low = of.form.format(_number(of, of.number))
    if of.row.form is Form.LEVEL:
        return f"{of.way} {low}{draw(st.sampled_from(('', '', ', briefly')))}"
    if of.row.form is Form.INDEX:
        value = _number(of, of.number)
        return draw(st.sampled_from((value, value, f"from {max(int(value) - 9, 1)} to {value}", f"from 90 to {value}")))
    if of.row.form is Form.MOVE:
        return _move(draw, of, low)
    return _plain(draw, of, low)


def _move(draw: st.DrawFn, of: Base, low: str) -> str:
    way = of.way or "up"
    rare = draw(st.integers(0, 19))
    if rare == 0:
        return way
    return "0%" if rare == 1 else f"{way} {draw(st.sampled_from(BOUNDS[:5]))}{low}"


def _plain(draw: st.DrawFn, of: Base, low: str) -> str:
    """An amount or a state: a value, a range, a bound, from one value to another, below zero, coins with money."""
    way, rare = f"{of.way} " if of.way else "", draw(st.integers(0, 29))
    high = of.form.format(_number(of, of.number * 1.2 + 1))
    is_state = of.row.form is Form.STATE
    if rare <= 3 and of.number:
        return f"{way}{low} to {high}"
    if rare == 4 and of.row.can_be_zero:
        return "none"
    if rare == 5 and of.way:
        return of.way
    if rare == 6 and is_state and not of.way:
        return f"from {low} to {high}"
    if rare == 7 and of.row.below_zero and not of.way and low[0].isdigit():
        return f"-{low}"
    if rare in {8, 9} and of.unit is Kind.MONEY and Kind.COINS in of.row.units:
        return f"{way}8,100 {of.coin} = {low}"
    if rare == 10 and of.row.form is Form.AMOUNT:
        return f"{way}{draw(st.sampled_from(('at least', 'at most')))} {low} to {high}"
    return f"{way}{draw(st.sampled_from(BOUNDS))}{low}"


def line(draw: st.DrawFn, of: Base) -> str:
    """A report line: an amount, with what else may stand behind it."""
    if draw(st.integers(0, 19)) == 0:
        return draw(st.sampled_from(SAID_NOTHING))
    said = amount(draw, of.near(draw))
    return said + (draw(st.sampled_from(FLAGS)) if draw(st.integers(0, 19)) == 0 else "")


WINDOWS: tuple[Callable[[date], str], ...] = (
    lambda _: "24h",
    lambda _: "24h to 08:00",
    lambda _: "12h to 08:00",
    lambda _: "7d",
    lambda _: "30m to 08:00",
    lambda day: f"{day}",
    lambda day: f"{day - timedelta(days=1)}",
    lambda day: f"{day - timedelta(days=6)} to {day}",
    lambda day: f"week to {day - timedelta(days=1)}",
    lambda day: f"month {day - timedelta(days=6):%Y-%m}",
    lambda day: f"{day:%Y}-Q{(day.month + 2) // 3}",
    lambda day: f"{day.year - 1}",
    lambda day: f"{day:%Y}-01-01 to {day}",
    lambda day: f"since {day - timedelta(days=6)}",
    lambda day: f"per week from {day - timedelta(days=30)}",
    lambda day: f"US session {day - timedelta(days=1)}",
    lambda _: "overnight",
    lambda _: "year to date",
    lambda _: "not stated",
)
"""Windows as they are typed, most of them around a day."""


def window(draw: st.DrawFn, day: date) -> str:
    """A window of a record of a day."""
    return draw(st.sampled_from(WINDOWS))(day)
