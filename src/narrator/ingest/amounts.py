"""The grammar of an amount: the one way in which a file writes a quantity (DESIGN.md 4).

    amount    = end [(" to " | "至" | "-") end [" or more" | " or less"]] [(" a " | " an " | " per ") what]
    end       = ["-"] [sign] digits [magnitude] [unit]
    digits    = 0-9 only, a comma before each three digits or none, at most 15 before and 12 after the point
    magnitude = one of SCALES
    unit      = one of UNITS, a ticker (` BTC`, ` stETH`), a plural noun of at most three words (` accounts`,
                ` cubic feet`); none for an index (`42`)

`sign` is `$` or another of BEFORE. It, `%` and `x` stand at both ends, a unit of words may stand once, after the last.
With `-` the ends may share the magnitude and the unit (`$400-500 million`, `6.8-7.0%`); with `to` each states its own
magnitude. A minus is read where the cursor allows one, of a level that can be below zero (`-0.0031%`); else there are
direction words. No exponents, no NaN. Digits are kept as stated.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from narrator.ingest.counted import NO_NAME, scan_counted
from narrator.ingest.faults import EAST_ASIAN, Cursor, Rule, corrected
from narrator.ingest.manners import opened, replace_manner, scan_per
from narrator.ingest.slips import respelled
from narrator.ingest.spellings import (
    BEFORE,
    CODES,
    LEADING,
    NOUNS,
    POWERS,
    SCALE,
    UNIT,
)
from narrator.model.quantity import (
    BASIS_POINTS,
    CENTS,
    INDEX,
    MEASURES,
    POINTS,
    Interval,
    Manner,
    Quantity,
)

FORGOTTEN = 1000
"""A first end below it, with no magnitude where the second has one, has lost its own."""
UNLIKE = 100
"""So many times the second end, a first one without magnitude is not of the same."""
MAGNITUDE = " MAGNITUDE"
"""The blank for one."""

# The patterns of the grammar. None repeats what an inner pattern repeats: each is linear in the length of the text.
DIGITS = r"(?:[1-9][0-9]{0,2}(?:,[0-9]{3}){1,4}|0|[1-9][0-9]{0,14})(?:\.[0-9]{1,12})?"
MORE_DIGITS = r"[0-9_]|[.,][0-9]|[eE][+-]?[0-9]"
JOINER = r" to |至|-"
HYPHENATED = r"[0-9%]-[0-9$€£].* to .*[0-9%]-[0-9$€£]"
ABOUT = "about "
BOTH_RANGES = 4
"""So many amounts of a change are those of two ranges."""
OPEN_END = r" or (more|less)(?![A-Za-z0-9])"
HUNDRED, HUNDREDTHS = Decimal(100), {BASIS_POINTS: POINTS, CENTS: "USD"}

NO_NUMBER = Rule("AMT001", "an amount in the digits 0 to 9")
NO_DIGITS = Rule("AMT002", "a comma before each three digits or none, at most 15 digits and 12 decimals")
NO_UNIT = Rule("AMT003", "a unit: `$`, `%`, a ticker, a plural noun; an index move has `from`")
NO_MAGNITUDE = Rule("AMT005", "a magnitude in its one spelling, at both ends of `to`")
MIXED = Rule("AMT006", "two ends with the same unit")
REVERSED = Rule("AMT007", "the smaller end first")
HALF_UNIT = Rule("AMT008", "`$` or the unit at both ends")
SHARED = Rule("AMT009", "`$`, magnitude and unit once, or all at both ends")
NO_SCALE = Rule("AMT010", "no magnitude before this unit")
NOT_WHOLE = Rule("AMT011", "a whole number")
NO_JOINER = Rule("AMT012", "`to` or `-` between two ends")
SIGNED = Rule("AMT013", "a direction word in front of the amount, never a sign")
WHICH = Rule("AMT015", "`yen` or `yuan` behind the number, `5 million yen`, since `¥` is the sign of both")
NO_MORE = Rule("AMT014", "the end of the amount")


class _End(NamedTuple):
    """One end as typed, and where it stands."""

    start: int
    stop: int
    digits: str
    scale: str
    spelled: str
    unit: str | None
    sign: str = ""

    @property
    def leads(self) -> bool:
        """Whether its unit stands before the digits."""
        return self.spelled in BEFORE

    @property
    def number(self) -> Decimal:
        """What the digits say."""
        return Decimal(self.sign + self.digits.replace(",", ""))

    @property
    def value(self) -> Decimal:
        """The number with its magnitude, exact, with as many digits as were stated."""
        return self.number.scaleb(POWERS[self.scale])


def read_amount(text: str, *, signed: bool = False) -> Quantity:
    """What an amount says, without direction and qualifier; `signed`: it may lie below zero.

    Raises:
        Fault: the text is not of the grammar.
    """
    return corrected(text, partial(plain_amount, signed=signed), respelled)


def plain_amount(text: str, *, signed: bool = False) -> Quantity:
    """What an amount says, for whoever has no use for a correct example, which takes far longer to find.

    Raises:
        Fault: the text is not of the grammar.
    """
    cursor = Cursor(text, signed=signed)
    quantity = scan_amount(cursor)
    if cursor.at < len(cursor.text):
        raise cursor.fault(NO_MORE)
    return quantity


def scan_points(cursor: Cursor) -> Quantity:
    """Read an amount of which `points` are those of an index, where the cursor stands.

    Raises:
        Fault: none stands there.
    """
    start = cursor.at
    found = cursor.take(rf"({DIGITS})(?: to ({DIGITS}))? points?(?![A-Za-z])")
    if found is None:
        return scan_amount(cursor)
    low, high = (Decimal(each.replace(",", "")) for each in (found[1], found[2] or found[1]))
    if low > high:
        raise cursor.fault(REVERSED, start, cursor.with_(start, cursor.at, f"{found[2]} to {found[1]} points"))
    return Quantity(Interval(low, high), INDEX, manner=Manner(in_points=True))


def scan_amount(cursor: Cursor) -> Quantity:
    """Read an amount where the cursor stands.

    Raises:
        Fault: none stands there.
    """
    low, high = _scan_ends(cursor)
    open_end = cursor.take(OPEN_END) if low is not high else None
    quantity = replace_manner(_quantity(cursor, low, high), per=scan_per(cursor, high.unit))
    return opened(quantity, is_low=open_end[1] == "more") if open_end else quantity


def scan_change(cursor: Cursor) -> tuple[Quantity, Quantity]:
    """Read what follows `from`: `[about] AMOUNT to [about] AMOUNT`.

    The first is a range only where the other one is: a target range.

    Raises:
        Fault: it does not stand there.
    """
    hedged = [cursor.take(ABOUT) is not None]
    at, first = cursor.at, _scan_end(cursor)
    start, led = (first, first), scan_per(cursor, first.unit)
    if len(cursor.text[at:].split(" to ")) == BOTH_RANGES or re.search(HYPHENATED, cursor.text[at:]):
        cursor.at = at
        start = _scan_ends(cursor)
    joiner = cursor.sees(JOINER)
    if joiner is None or joiner[0] == "-":
        raise cursor.fault(NO_JOINER)
    cursor.take(JOINER)
    hedged.append(cursor.take(ABOUT) is not None)
    low, high = _scan_ends(cursor)
    last, low = _completed(cursor, start[1], low, is_range=False)
    start = (last, last) if start[0] is start[1] else (start[0], last)
    end = cursor.at
    per = scan_per(cursor, high.unit) or led
    if led not in {"", per}:
        raise cursor.fault(MIXED, end)
    sides = zip((start, (low, high)), hedged, strict=True)
    before, now = (
        replace(replace_manner(_quantity(cursor, *ends), per=per), approximate=about) for ends, about in sides
    )
    return before, now


def _scan_ends(cursor: Cursor) -> tuple[_End, _End]:
    """The two ends of a range, or the one of a point twice."""
    first = _scan_end(cursor)
    joiner = cursor.take(JOINER)
    if joiner is None:
        return first, first
    shares = joiner[0] == "-" and not first.scale and (not first.spelled or first.leads)
    return _completed(cursor, first, _scan_end(cursor), shares=shares)


def _completed(
    cursor: Cursor, first: _End, second: _End, *, shares: bool = False, is_range: bool = True
) -> tuple[_End, _End]:
    """Two ends, each with the unit that it leaves to the other; `shares`: the first leaves its magnitude too."""
    low = first._replace(scale=second.scale if shares else first.scale, unit=first.unit or second.unit)
    high = second._replace(unit=second.unit or first.unit)
    if is_range and low.unit is None:
        cursor.begin(" UNIT")
        raise cursor.fault(NO_UNIT)
    if low.unit != high.unit:
        raise cursor.fault(MIXED, second.start)
    signed = (first.leads, second.leads)
    lacks_first = first.unit is None and (signed[1] or (not shares and second.spelled in {"%", "x"}))
    lacks_second = not shares and first.unit and second.unit is None
    refusals = (
        (SHARED, second.start, shares and all(signed) and second.scale),
        (NO_MAGNITUDE, second.stop, shares and signed == (True, False) and not second.scale and not second.spelled),
        (NO_MAGNITUDE, first.stop, not shares and second.scale and not first.scale and first.number < FORGOTTEN),
        (HALF_UNIT, first.stop, lacks_first),
        (HALF_UNIT, second.stop, lacks_second),
        (REVERSED, second.start, is_range and low.value > high.value),
    )
    for rule, at, applies in refusals:
        if applies:
            raise cursor.fault(rule, at, _in_full(cursor, first, second, is_range=is_range))
    return low, high


def _in_full(cursor: Cursor, first: _End, second: _End, *, is_range: bool) -> str:
    """The text with both ends in full, those of a range in order; a magnitude that nobody typed stays a blank."""
    spelled = second.spelled or first.spelled
    is_bare = spelled in BEFORE and not second.spelled and second.number < FORGOTTEN
    scale = second.scale or MAGNITUDE * is_bare
    is_unlike = bool(second.scale) and first.number > UNLIKE * second.number
    lent = "" if first.number >= FORGOTTEN else MAGNITUDE if is_unlike else scale
    ends = [first._replace(scale=first.scale or lent), second._replace(scale=scale)]
    if is_range and not is_unlike:
        ends.sort(key=lambda end: end.number if end.scale == MAGNITUDE else end.value)
    before, after = (spelled, "") if spelled in BEFORE else ("", spelled)
    between = after if after in {"%", "x"} else ""
    joiner = "至" if max(cursor.text[first.start : second.stop]) >= EAST_ASIAN else " to "
    low, high = (end.sign + before + end.digits + end.scale for end in ends)
    return cursor.with_(first.start, second.stop, low + between + joiner + high + after)


def _quantity(cursor: Cursor, low: _End, high: _End) -> Quantity:
    unit = high.unit or INDEX
    if high.scale and unit in MEASURES:
        if not high.unit:
            cursor.begin(" UNIT")
        raise cursor.fault(NO_SCALE if high.unit else NO_UNIT, high.stop - len(high.spelled))
    for end in (low, high) if unit in NOUNS else ():
        if end.value % 1:
            stop = end.start + len(end.digits)
            raise cursor.fault(NOT_WHOLE, end.start, cursor.with_(end.start, stop, end.digits.replace(".", ",")))
    if unit in HUNDREDTHS:
        manner = Manner(in_basis_points=unit == BASIS_POINTS, in_cents=unit == CENTS)
        return Quantity(Interval(low.value / HUNDRED, high.value / HUNDRED), HUNDREDTHS[unit], manner=manner)
    return Quantity(Interval(low.value, high.value), unit)


def _scan_end(cursor: Cursor) -> _End:
    start = cursor.at
    cursor.begin("AMOUNT")
    sign = cursor.take(rf"-(?=(?:{LEADING})?[0-9])") if cursor.signed else None
    if cursor.sees("[¥￥]"):
        raise cursor.fault(WHICH)
    money = cursor.take(LEADING)
    digits = cursor.take(DIGITS)
    if digits is None:
        raise cursor.fault(SIGNED if cursor.sees("[-+]") else NO_NUMBER)
    if cursor.sees(MORE_DIGITS):
        raise cursor.fault(NO_DIGITS)
    scale = cursor.take(SCALE)
    if money and scale and not scale[0].isascii():
        raise cursor.fault(NO_NAME, start)
    spelled, unit = (
        (money[0], BEFORE[money[0]]) if money else _scan_unit(cursor, is_one=digits[0] == "1" and scale is None)
    )
    return _End(start, cursor.at, digits[0], scale[0] if scale else "", spelled, unit, _sign(sign, digits[0]))


def _sign(sign: re.Match[str] | None, digits: str) -> str:
    """The sign of a number; zero has none."""
    return "-" if sign and re.search("[1-9]", digits) else ""


def _scan_unit(cursor: Cursor, *, is_one: bool) -> tuple[str, str | None]:
    """The unit as typed and what it is; nothing typed is no unit."""
    known = cursor.take(UNIT)
    if known:
        return known[0], CODES[known[0]]
    return scan_counted(cursor, is_one=is_one)
