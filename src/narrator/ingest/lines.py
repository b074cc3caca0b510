"""The grammar of a report line: what one source said, on one line (DESIGN.md 4).

    line   = value [" at " TIME] [" quoting " SOURCE] {", " flag}
    value  = "not reported" | "none" | "not stated" | still | direction | [direction " "] half [" = " ["about "] AMOUNT]
    still  = "unchanged" [" at " AMOUNT]
    half   = [qualifier " " ["about "]] ["from " ["about "] AMOUNT " to " ["about "]] AMOUNT

Each word has one spelling; the others are refused with the right one. Which directions, flags and units a line may have
depends on its `Form`. A direction word makes the amounts magnitudes; only a state without one may be below
zero, `-0.0031%`. A range after `at least` or `at most` is a bound and how far its source went.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from narrator.ingest.amounts import DIGITS, scan_amount, scan_change, scan_points
from narrator.ingest.faults import Cursor, Rule, corrected
from narrator.ingest.manners import opened, replace_manner
from narrator.ingest.slips import NATURES, SIGNED, WORDS, respelled
from narrator.ingest.spellings import LEADING
from narrator.ingest.times import scan_time
from narrator.model.kinds import Form
from narrator.model.quantity import COUNTED, CURRENCIES, OPPOSITE, Direction, Interval, kind_of
from narrator.model.report import Amount

if TYPE_CHECKING:
    from narrator.ingest.slips import Slip
    from narrator.model.quantity import Quantity


@dataclass(frozen=True, slots=True)
class Line:
    """What a report line says.

    `quantity` is None unless `amount` is GIVEN: `none` is a true zero whose unit the line does not know. `direction`
    stands also in `quantity` and `worth`, except that of `up from 21 to 42`: it is the way from `start` to `quantity`,
    two levels without direction. `worth` is the coins of a line with coins and money. `time` is as typed.
    """

    amount: Amount = Amount.GIVEN
    direction: Direction | None = None
    quantity: Quantity | None = None
    start: Quantity | None = None
    worth: Quantity | None = None
    time: str | None = None
    quoting: str | None = None
    revised: bool = False
    provisional: bool = False
    coverage_stated: bool = True
    briefly: bool = False


WAYS, LEVELS = ("up", "down"), ("below", "above")
ALL_WAYS = (Direction.INFLOW, Direction.OUTFLOW, *WAYS, Direction.GAIN, Direction.LOSS)
DIRECTIONS = {Form.AMOUNT: ALL_WAYS, Form.STATE: ALL_WAYS, Form.MOVE: WAYS, Form.INDEX: WAYS, Form.LEVEL: LEVELS}
"""The direction words of each form."""
BOUNDS = ("more than", "at least", "less than", "at most")
OPENING = ("at least", "at most")
"""The bounds that a range may have: one end of it, and the other one how far its source went."""
QUALIFIERS = ("about", "nearly", *BOUNDS)
FLAGS = ("revised", "provisional", "coverage not stated", "briefly")
"""The flags; `briefly` is of levels."""

NO_CHANGE = r"(?i)\A(?:unchanged|flat|no change|steady|held|kept)"
STILL: tuple[Slip, ...] = ((rf"{NO_CHANGE}(?![^ ,])", "unchanged"),)
SLIPS: dict[Form, tuple[Slip, ...]] = {
    Form.AMOUNT: ((r"(?i)\A(?:lost|gained|shed)\b", SIGNED),),
    Form.STATE: (
        (r"(?i)\A(?:lost|gained|shed)\b", SIGNED),
        (r"\A((?:about |nearly )?)\+(?=[$0-9])", r"\1"),
        (r"(?i)\A(?:up|down|cut|lowered|raised|fell|rose) to (?=[-$0-9])", ""),
        *STILL,
    ),
    Form.MOVE: (
        (r"(?i)\Again(?:ed|s)?\b", "up"),
        (r"(?i)\A(?:loss|losses|lost|shed)\b", "down"),
        *STILL,
    ),
    Form.INDEX: STILL,
    Form.LEVEL: ((r"\A(?:less than|under)", "below"), (r"\Amore than", "above")),
}
"""Slips of which the right spelling depends on the form."""
SIGNS = {Form.AMOUNT: (SIGNED, SIGNED), Form.MOVE: ("up", "down")}
"""The words for a plus and a minus; a level and the value of an index have none."""

END = r"(?=,|\Z)"
NO_VALUE = r"(?:not reported|none|not stated)(?![^ ,])"
UNCHANGED = r"unchanged(?![^ ,])"
"""A true zero of a change: of a state the direction tells it from a level of zero."""
UNCHANGED_AT = r"unchanged at (?![0-9]{2}:|[0-9]{4}-)"
"""A state that is what it was, and no time."""
CHANGING = frozenset({Form.MOVE, Form.STATE, Form.INDEX})
"""The forms of which a line may be a change."""
DIRECTION = {form: rf"(?:{'|'.join(words)})(?![^ ,]| to )" for form, words in DIRECTIONS.items()}
QUALIFIER = rf"({'|'.join(QUALIFIERS)}) "
AT, QUOTING = " at (?!least |most )", " quoting "
SOURCE = rf"[^\s,](?:[^,]{{0,78}}[^\s,])?{END}"
FLAG = rf", ({'|'.join(FLAGS)}){END}"
CLAUSE = rf"\Z|, |{AT}|{QUOTING}"
JOINERS = {Form.AMOUNT: " to ", Form.STATE: " to ", Form.MOVE: r"(?!)", Form.INDEX: " to |-", Form.LEVEL: r"(?!)"}
BARE_MOVE = {form: rf"({DIGITS})(?:{joiner})({DIGITS})(?={CLAUSE})" for form, joiner in JOINERS.items()}
"""`21 to 42`, which is a move if it is of an index; with `-` only where an index is sure."""
LATE_TIME = r"[^,]* (?=at [0-9][0-9: -]*(?:,|\Z))"

NO_SUCH_WORD = "LIN002"
BARE_RANGE = Rule("LIN004", "`from` in front of a move from one value to another")
BOUND_OF_RANGE = Rule("LIN005", "one amount after a bound")
NATURE_APART = Rule(NO_SUCH_WORD, "the amount alone, under its nature: `said`, `estimated`, `forecast`, `rumoured`")
FURTHEST = r"(?i)as (?:much|little|high|low|many|few) as\b"
AT_ITS_FURTHEST = (
    "the amount alone; the furthest is a `low` or `high`, or a record of the window `at the low of the day`"
)
NO_DIRECTION = Rule("LIN006", "`up` or `down`")
WRONG_WAY = Rule("LIN007", "`up` towards the larger value, `down` towards the smaller")
NOT_COINS_AND_MONEY = Rule("LIN009", "coins, tonnes or shares on one side of `=`, money on the other")
NO_SOURCE = Rule("LIN010", "a source without a comma, after any `at TIME`")
NO_FLAG = Rule(
    "LIN011", "`revised`, `provisional` or `coverage not stated`, once, behind any time (of a level, `briefly`)"
)
NO_REST = Rule("LIN012", "`at TIME`, `quoting SOURCE`, or a comma and a flag")


def read_line(text: str, form: Form, signs: tuple[str, ...] | None = None) -> Line:
    """What a report line says; `signs` are the words that a plus and a minus would stand for, where that is known.

    Raises:
        Fault: the text is not of the grammar.
    """
    words = SIGNS.get(form, ()) if signs is None else signs
    return corrected(
        text,
        lambda typed: _read(Cursor(typed, signed=form is Form.STATE), form),
        lambda typed: respelled(typed, SLIPS.get(form, ()), words),
    )


def _read(cursor: Cursor, form: Form) -> Line:
    nothing = cursor.take(NO_VALUE)
    line = Line(Amount(nothing[0])) if nothing else _scan_value(cursor, form)
    if cursor.take(AT):
        line = replace(line, time=scan_time(cursor))
    if cursor.take(QUOTING):
        line = replace(line, quoting=_scan_source(cursor))
    line = _scan_flags(cursor, form, line)
    if cursor.sees(rf"(?i) \(?(?:vs?\b|versus|against|compared|{NATURES})\b"):
        raise cursor.fault(NATURE_APART, cursor.at + 1)
    if cursor.at < len(cursor.text):
        raise cursor.fault(NO_REST)
    return line


def _scan_value(cursor: Cursor, form: Form) -> Line:
    """Direction and amounts."""
    if form is Form.STATE and cursor.take(UNCHANGED_AT):
        level = scan_amount(cursor)
        return Line(Amount.GIVEN, None, level, level)
    if form in CHANGING and cursor.take(UNCHANGED):
        return Line(Amount.NONE, None if form is Form.MOVE else Direction.UP)
    typed = cursor.take(DIRECTION[form])
    direction = Direction(typed[0]) if typed else None
    if direction and cursor.sees(CLAUSE):
        return Line(Amount.NOT_STATED, direction)
    if direction:
        cursor.take(" ")
        cursor.signed = False
    start, quantity = _scan_half(cursor, form)
    if form is Form.MOVE and quantity.interval == Interval.point(Decimal(0)):
        direction = None
    line = Line(Amount.GIVEN, direction, quantity, start)
    if cursor.take(" = "):
        line = _with_worth(cursor, form, line)
    return _directed(cursor, line)


def _scan_half(cursor: Cursor, form: Form) -> tuple[Quantity | None, Quantity]:
    """`[qualifier] [from AMOUNT to] AMOUNT`: what it started from, and the amount with its qualifier."""
    at = cursor.at
    qualifier = cursor.take(QUALIFIER)
    about = qualifier is not None and qualifier[1] in BOUNDS and cursor.take("about ") is not None
    if cursor.take("from "):
        start, quantity = scan_change(cursor)
    else:
        _refuse_word(cursor, form)
        bare = cursor.sees(BARE_MOVE[form])
        if bare:
            raise cursor.fault(BARE_RANGE, mended=cursor.with_(*bare.span(), f"from {bare[1]} to {bare[2]}"))
        start, quantity = None, scan_points(cursor) if form is Form.MOVE else scan_amount(cursor)
    if qualifier is None:
        return start, quantity
    is_point = quantity.interval.is_point
    if qualifier[1] not in BOUNDS:
        manner = {"about": not is_point, "nearly": is_point and qualifier[1] == "nearly"}
        return start, replace_manner(replace(quantity, approximate=True), **manner)
    is_range = qualifier[1] in OPENING and not (is_point or quantity.interval.is_bound)
    if start or not (is_point or is_range):
        raise cursor.fault(BOUND_OF_RANGE, at, cursor.with_(qualifier.end(), cursor.at, "AMOUNT"))
    quantity = replace_manner(replace(quantity, approximate=about), about=about)
    if is_range:
        return None, opened(quantity, is_low=qualifier[1] == "at least")
    return None, replace(quantity, interval=_bound(qualifier[1], quantity.interval))


def _bound(words: str, point: Interval) -> Interval:
    if words in {"more than", "at least"}:
        return Interval(point.low, None, low_open=words == "more than")
    return Interval(None, point.high, high_open=words == "less than")


def _with_worth(cursor: Cursor, form: Form, line: Line) -> Line:
    """The line with what follows `=`; whichever side is money becomes the quantity."""
    at = cursor.at
    about = cursor.take("about ")
    _refuse_word(cursor, form)
    first, second = line.quantity, replace(scan_amount(cursor), approximate=about is not None)
    if first and first.unit in CURRENCIES and kind_of(second.unit) in COUNTED:
        return replace(line, worth=second)
    if first and kind_of(first.unit) in COUNTED and second.unit in CURRENCIES and not line.start:
        return replace(line, quantity=second, worth=first)
    raise cursor.fault(NOT_COINS_AND_MONEY, at)


def _directed(cursor: Cursor, line: Line) -> Line:
    """The line with its direction in each of its quantities; the levels of a move up or down have none."""
    if line.start and line.quantity and line.direction and line.direction in WAYS:
        _check_way(cursor, line.direction, line.start, line.quantity)
        return line
    sides = (line.quantity, line.start, line.worth)
    quantity, start, worth = (side and replace(side, direction=line.direction) for side in sides)
    return replace(line, quantity=quantity, start=start, worth=worth)


def _check_way(cursor: Cursor, direction: Direction, start: Quantity, end: Quantity) -> None:
    """The direction word of a move from one value to another agrees with the values."""
    above = Interval(start.interval.high, None, low_open=True)
    below = Interval(None, start.interval.low, high_open=True)
    wrong_way = below if direction is Direction.UP else above
    if wrong_way.contains(end.interval):
        # Either the word is wrong or the order of the values: its writer knows which.
        raise cursor.fault(WRONG_WAY, 0, cursor.with_(0, len(direction), SIGNED))


def _refuse_word(cursor: Cursor, form: Form) -> None:
    """Refuse a word that has another name here, or another place."""
    if cursor.sees(rf"-?(?:{LEADING})?[0-9]" if cursor.signed else rf"(?:{LEADING})?[$0-9]"):
        return
    for right, wrong in WORDS.items():
        if cursor.sees(rf"(?i)(?:{wrong})(?![a-z])"):
            raise cursor.fault(Rule(NO_SUCH_WORD, f"`{right}`" if right else "the amount alone"))
    if cursor.sees(rf"(?i)(?:{NATURES})\b"):
        raise cursor.fault(NATURE_APART)
    if cursor.sees(FURTHEST):
        raise cursor.fault(Rule(NO_SUCH_WORD, AT_ITS_FURTHEST))
    if cursor.sees(rf"(?:{'|'.join(OPPOSITE)})\b"):
        words = " or ".join(f"`{word}`" for word in DIRECTIONS[form])
        raise cursor.fault(Rule(NO_DIRECTION.code, f"{words} in front"))


def _scan_source(cursor: Cursor) -> str:
    """The name after `quoting`, up to a comma or the end."""
    cursor.begin("SOURCE")
    late = cursor.sees(LATE_TIME)
    source = cursor.sees(SOURCE)
    is_blank = cursor.blank and source and re.match(rf"{cursor.blank}(?![a-z])", source[0])
    if late or not source or is_blank:
        raise cursor.fault(NO_SOURCE, late.end() if late else None)
    while cursor.at < source.end():
        if not cursor.text[cursor.at].isprintable():
            raise cursor.fault(NO_SOURCE)
        cursor.at += 1
    return source[0]


def _scan_flags(cursor: Cursor, form: Form, line: Line) -> Line:
    while cursor.sees(", "):
        at = cursor.at
        cursor.begin("FLAG", at + len(", "))
        flag = cursor.take(FLAG)
        if flag is None or (flag[1] == "briefly" and form is not Form.LEVEL):
            raise cursor.fault(NO_FLAG, at + len(", "))
        said: dict[str, Any] = {flag[1].replace(" not ", "_"): " not " not in flag[1]}
        flagged = replace(line, **said)
        if flagged == line:
            raise cursor.fault(NO_FLAG, at, cursor.with_(at, flag.end(), ""))
        line = flagged
    return line
