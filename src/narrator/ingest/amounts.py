"""The grammar of an amount: the one way in which a file writes a quantity (DESIGN.md 4).

    amount    = end [(" to " | "至" | "-") end]
    end       = ["$"] digits [magnitude] [unit]
    digits    = 0-9 only, a comma before each three digits or none, at most 15 before and 12 after the point
    magnitude = one of SCALES
    unit      = one of UNITS, a ticker (` BTC`), a plural noun (` accounts`); none for an index (`42`)

`$`, `%` and `x` stand at both ends, a unit of words may stand once, after the last. With `-` the ends may share the
magnitude and the unit (`$400-500 million`, `6.8-7.0%`); with `to` each states its own magnitude. There are no signs
(direction words instead), no exponents, no NaN. Digits are kept as stated: `7.0%` is `Decimal("7.0")`, `$850 million`
is `Decimal("8.50E+8")`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from difflib import get_close_matches
from typing import TYPE_CHECKING

from narrator.ingest.faults import Cursor, Rule, corrected, one_of
from narrator.ingest.spellings import CODES, NAMES, OTHER_SCALES, POWERS, UNITS, WORDS
from narrator.model.quantity import CURRENCIES, INDEX, MEASURES, Interval, Quantity, is_ticker

if TYPE_CHECKING:
    from narrator.ingest.faults import Fault

NEAR = 0.85
"""How alike two words are of which one is a slip, by `difflib`."""
FORGOTTEN = 1000
"""A first end below it, with no magnitude where the second has one, has lost its own."""
SHORT = 4
"""The longest word in small letters that is rather a ticker than a noun."""
GROUP = 3
"""Digits between two commas."""

# The patterns of the grammar. None repeats what an inner pattern repeats: each is linear in the length of the text.
DOLLAR = re.compile(r"\$")
DIGITS = re.compile(r"(?:[1-9][0-9]{0,2}(?:,[0-9]{3}){1,4}|0|[1-9][0-9]{0,14})(?:\.[0-9]{1,12})?")
SCALE = one_of(POWERS)
UNIT = one_of(CODES.keys() - {"$"})
TICKER = re.compile(r"[ 枚](?=[A-Z0-9.-]{1,12}(?![A-Za-z0-9.-]))(?=[0-9.-]*[A-Z])([A-Z0-9]+(?:[.-][A-Z0-9]+)*)")
NOUN = re.compile(r" (?!(?:to|at|quoting)\b)([a-z]{2,24})(?![A-Za-z0-9])")
JOINER = re.compile(r" to |至|-")

# What only a slip puts there; a refusal names the right spelling.
SIGN = re.compile(r"[-+]\$?(?=[0-9])")
FLOWING = re.compile(r"[$元枚]|[A-Z]{2}")
MORE_DIGITS = re.compile(r"[0-9_]|[.,][0-9]|[eE][+-]?[0-9]")
OTHER_DIGITS = re.compile(r"[0-9]+(?:[.,_][0-9]+)*")
OTHER_SCALE = re.compile(
    r" ?(?:([mbt])(?:n|ln|io|rn|illions?)?|k|thousand|(bps?|basis points))(?![a-z0-9])", re.IGNORECASE
)
OTHER_JOINER = re.compile(r" ?(?:([-~到至])|to|and|or|through) ?(?=[$0-9])")
NAME_BEFORE = re.compile(rf"({one_of(NAMES).pattern}) ?([0-9][0-9.,]*(?:{SCALE.pattern})?)", re.IGNORECASE)
NAME_AFTER = re.compile(rf" ?({one_of(NAMES).pattern})", re.IGNORECASE)

RANGE = "$400 million to $500 million"
NO_NUMBER = Rule("AMT001", "an amount in the digits 0 to 9", "$59.4 billion")
NO_DIGITS = Rule("AMT002", "a comma before each three digits or none, at most 15 digits and 12 decimals", "8,933.5 BTC")
NO_UNIT = Rule("AMT003", "a unit: `$`, `%`, a ticker, a plural noun; an index move has `from`", "$400-500 million")
NO_NAME = Rule("AMT004", "the one spelling of a unit: a ticker in capitals, a plural noun", "183,382 accounts")
NO_MAGNITUDE = Rule("AMT005", "a magnitude in its one spelling, at both ends of `to`", RANGE)
MIXED = Rule("AMT006", "two ends with the same unit", RANGE)
REVERSED = Rule("AMT007", "the smaller end first", RANGE)
HALF_UNIT = Rule("AMT008", "`$` or the unit at both ends", RANGE)
SHARED = Rule("AMT009", "`$`, magnitude and unit once, or all at both ends", "$400-500 million")
NO_SCALE = Rule("AMT010", "no magnitude before this unit", "6.8%")
NOT_WHOLE = Rule("AMT011", "a whole number", "183,382 accounts")
NO_JOINER = Rule("AMT012", "`to` or `-` between two ends", RANGE)
SIGNED = Rule("AMT013", "a direction word in front of the amount, never a sign", "down 5%")
NO_MORE = Rule("AMT014", "the end of the amount", RANGE)


@dataclass(frozen=True, slots=True)
class _End:
    """One end as typed, and where it stands."""

    start: int
    stop: int
    digits: str
    scale: str
    spelled: str
    unit: str | None

    @property
    def number(self) -> Decimal:
        """What the digits say."""
        return Decimal(self.digits.replace(",", ""))

    @property
    def value(self) -> Decimal:
        """The number with its magnitude, exact, with as many digits as were stated."""
        return self.number.scaleb(POWERS[self.scale])


def read_amount(text: str) -> Quantity:
    """What an amount says, without direction and qualifier.

    Raises:
        Fault: the text is not of the grammar.
    """
    return corrected(text, _read)


def _read(text: str) -> Quantity:
    cursor = Cursor(text)
    quantity = scan_amount(cursor)
    if not cursor.is_at_end:
        raise cursor.fault(NO_MORE)
    return quantity


def scan_amount(cursor: Cursor) -> Quantity:
    """Read an amount where the cursor stands.

    Raises:
        Fault: none stands there.
    """
    return _quantity(cursor, *_scan_ends(cursor))


def scan_change(cursor: Cursor) -> tuple[Quantity, Quantity]:
    """Read what follows `from`: `AMOUNT to AMOUNT`, the first a point.

    Raises:
        Fault: it does not stand there.
    """
    start = _scan_end(cursor)
    joiner = cursor.sees(JOINER)
    if joiner is None or joiner[0] == "-":
        raise _no_joiner(cursor)
    cursor.take(JOINER)
    low, high = _scan_ends(cursor)
    start, low = _completed(cursor, start, low, is_range=False)
    return _quantity(cursor, start, start), _quantity(cursor, low, high)


def _scan_ends(cursor: Cursor) -> tuple[_End, _End]:
    """The two ends of a range, or the one of a point twice."""
    first = _scan_end(cursor)
    joiner = cursor.take(JOINER)
    if joiner is None and cursor.sees(OTHER_JOINER):
        raise _no_joiner(cursor)
    if joiner is None:
        return first, first
    shares = joiner[0] == "-" and not first.scale and first.spelled in {"", "$"}
    return _completed(cursor, first, _scan_end(cursor), shares=shares)


def _completed(
    cursor: Cursor, first: _End, second: _End, *, shares: bool = False, is_range: bool = True
) -> tuple[_End, _End]:
    """Two ends, each with the unit that it leaves to the other; `shares`: the first leaves its magnitude too."""
    dollars = (first.spelled == "$", second.spelled == "$")
    low = replace(first, scale=second.scale if shares else first.scale, unit=first.unit or second.unit)
    high = replace(second, unit=second.unit or first.unit)
    if is_range and low.unit is None:
        raise cursor.fault(NO_UNIT)
    if low.unit != high.unit:
        raise cursor.fault(MIXED, second.start)
    refusals = (
        (SHARED, second.start, shares and all(dollars) and second.scale),
        (NO_MAGNITUDE, second.stop, shares and dollars == (True, False) and not second.scale and not second.spelled),
        (NO_MAGNITUDE, first.stop, not shares and second.scale and not first.scale and first.number < FORGOTTEN),
        (HALF_UNIT, first.start, dollars[1] and first.unit is None),
        (HALF_UNIT, first.stop, not shares and second.spelled in {"%", "x"} and first.unit is None),
        (HALF_UNIT, second.start if dollars[0] else second.stop, not shares and first.unit and second.unit is None),
        (REVERSED, second.start, is_range and low.value > high.value),
    )
    for rule, at, applies in refusals:
        if applies:
            raise cursor.fault(rule, at, _in_full(cursor, first, second, is_range=is_range))
    return low, high


def _in_full(cursor: Cursor, first: _End, second: _End, *, is_range: bool) -> str:
    """The text with both ends in full, those of a range in order; small whole dollars were meant as millions."""
    spelled = second.spelled or first.spelled
    numbers = (first.number, second.number)
    is_short = spelled == "$" and not second.spelled and all(n < FORGOTTEN and not n % 1 for n in numbers)
    scale = second.scale or (" million" if is_short else "")
    ends = [
        replace(first, scale=first.scale or (scale if numbers[0] < FORGOTTEN else "")),
        replace(second, scale=scale),
    ]
    if is_range:
        ends.sort(key=lambda end: end.value)
    before, after = ("$", "") if spelled == "$" else ("", spelled)
    between = after if after in {"%", "x"} else ""
    joiner = " to " if cursor.text[first.start : second.stop].isascii() else "至"
    low, high = (before + end.digits + end.scale for end in ends)
    return cursor.with_(first.start, second.stop, low + between + joiner + high + after)


def _no_joiner(cursor: Cursor) -> Fault:
    other = cursor.sees(OTHER_JOINER)
    if other is None:
        return cursor.fault(NO_JOINER)
    right = " to " if other[1] is None else "-" if cursor.text.isascii() else "至"
    return cursor.fault(NO_JOINER, mended=cursor.with_(*other.span(), right))


def _quantity(cursor: Cursor, low: _End, high: _End) -> Quantity:
    unit = high.unit or INDEX
    if high.scale and unit in MEASURES:
        raise cursor.fault(NO_SCALE if high.unit else NO_UNIT, high.stop - len(high.spelled))
    is_count = unit not in MEASURES | CURRENCIES and not is_ticker(unit)
    for end in (low, high) if is_count else ():
        if end.value % 1:
            stop = end.start + len(end.digits)
            raise cursor.fault(NOT_WHOLE, end.start, cursor.with_(end.start, stop, end.digits.replace(".", ",")))
    return Quantity(Interval(low.value, high.value), unit)


def _scan_end(cursor: Cursor) -> _End:
    start = cursor.at
    dollar = cursor.take(DOLLAR)
    digits = cursor.take(DIGITS)
    if digits is None:
        raise _no_number(cursor, start)
    if cursor.sees(MORE_DIGITS):
        before, rest = cursor.text[: digits.start()], cursor.text[digits.start() :]
        raise cursor.fault(NO_DIGITS, mended=before + OTHER_DIGITS.sub(_regrouped, rest, count=1))
    scale = cursor.take(SCALE)
    if scale is None:
        _refuse_scale(cursor, digits)
    _refuse_name(cursor, start, digits.start())
    spelled, unit = ("$", "USD") if dollar else _scan_unit(cursor, is_one=digits[0] == "1" and scale is None)
    return _End(start, cursor.at, digits[0], scale[0] if scale else "", spelled, unit)


def _scan_unit(cursor: Cursor, *, is_one: bool) -> tuple[str, str | None]:
    """The unit as typed and what it is; nothing typed is no unit."""
    known = cursor.take(UNIT)
    if known:
        return known[0], CODES[known[0]]
    ticker = cursor.take(TICKER)
    if ticker:
        return ticker[0], ticker[1]
    noun = cursor.sees(NOUN)
    if noun is None:
        return "", None
    is_plural = noun[1] == "people" or (noun[1].endswith("s") and not noun[1].endswith("ss"))
    near = get_close_matches(noun[1], WORDS, n=1, cutoff=NEAR)
    plural = near[0] if near else noun[1] if is_plural else _plural_or_ticker(noun[1], is_one=is_one)
    is_singular = is_one and noun[1] in {plural[:-1], plural[:-2], plural[:-3] + "y"}
    if plural != noun[1] and not is_singular:
        raise cursor.fault(NO_NAME, noun.start(1), cursor.with_(*noun.span(1), plural))
    cursor.take(NOUN)
    return noun[0], CODES.get(f" {plural}", plural)


def _plural_or_ticker(noun: str, *, is_one: bool) -> str:
    """The plural of a noun; a short word after another number than one was rather a ticker."""
    if len(noun) <= SHORT and not is_one:
        return noun.upper()
    return f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"


def _no_number(cursor: Cursor, start: int) -> Fault:
    """What stands where digits should: a sign, the name of a unit before them, or anything."""
    sign = cursor.sees(SIGN)
    if sign:
        flows = FLOWING.search(cursor.text) and "%" not in cursor.text
        words = ("inflow", "outflow") if flows else ("up", "down")
        unsigned = cursor.with_(cursor.at, cursor.at + 1, "")
        return cursor.fault(SIGNED, mended=f"{words[sign[0][0] == '-']} {unsigned}")
    name = NAME_BEFORE.match(cursor.text, start)
    return cursor.fault(NO_NUMBER, mended=_renamed(cursor, name.span(), name[2], name[1]) if name else None)


def _renamed(cursor: Cursor, span: tuple[int, int], number: str, name: str) -> str:
    """The text with a number and the one spelling of its unit in a place."""
    spelled = UNITS[NAMES[name.lower()]][0 if number.isascii() else -1]
    return cursor.with_(*span, f"${number}" if spelled == "$" else number + spelled)


def _refuse_name(cursor: Cursor, start: int, first: int) -> None:
    """Refuse a name of a unit that has another here, and a Chinese magnitude after `$`."""
    number = cursor.text[first : cursor.at]
    name = None if cursor.sees(UNIT) else cursor.sees(NAME_AFTER)
    if name:
        raise cursor.fault(NO_NAME, mended=_renamed(cursor, (start, name.end()), number, name[1]))
    if start < first and not number.isascii():
        raise cursor.fault(NO_NAME, start, _renamed(cursor, (start, cursor.at), number, "$"))


def _refuse_scale(cursor: Cursor, digits: re.Match[str]) -> None:
    """Refuse a magnitude in another spelling, thousands and hundredths of a percentage point."""
    other = cursor.sees(OTHER_SCALE)
    if other is None:
        return
    number = Decimal(digits[0].replace(",", ""))
    if other[1]:
        right = digits[0] + OTHER_SCALES[other[1].lower()]
    else:
        right = f"{number.scaleb(-2):,f} percentage points" if other[2] else f"{number.scaleb(3):,f}"
    raise cursor.fault(NO_MAGNITUDE, mended=cursor.with_(digits.start(), other.end(), right))


def _regrouped(run: re.Match[str]) -> str:
    """A number in its right form; a comma before one or two last digits was a decimal point."""
    typed = run[0].replace("_", "")
    last = max(typed.rfind("."), typed.rfind(","))
    whole, mark, tail = typed[:last], typed[last : last + 1], typed[last + 1 :]
    is_point = last >= 0 and typed.count(mark) == 1 and (mark == "." or len(tail) != GROUP)
    grouped = re.sub(r"[.,]", "", whole if is_point else typed)
    return f"{int(grouped):,}" + (f".{tail}" if is_point else "")
