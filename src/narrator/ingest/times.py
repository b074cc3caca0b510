"""The grammar of dates, times and windows (DESIGN.md 4).

FORMS is the whole of it: a shape stands for itself, `0` in it for one digit 0 to 9, `0h` for one to three digits and
`h`, `00:00` for a time with its day or without. What fits no form is a window in words, which have letters only:
anything with a digit in it is a mistyped form and refused.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from itertools import product
from os.path import commonprefix
from typing import TYPE_CHECKING

from narrator.ingest.faults import Fault, Rule, corrected, loosened
from narrator.model.window import NOT_STATED, Span, Window

if TYPE_CHECKING:
    from collections.abc import Callable
    from zoneinfo import ZoneInfo

    from narrator.ingest.faults import Cursor, Slip

FIRST_YEAR, LAST_YEAR = 1990, 2100
WEEK = timedelta(days=6)
"""From the first to the last day of a week, both included."""

DAYS_BACK = 3
"""Days on which the last 08:00 may lie: today, yesterday, or the day before where the clocks skipped it."""

DATE, TIME, DATED = "0000-00-00", "00:00", "0000-00-00 00:00"
TIMES = (DATED, TIME)
A_TIME = "(?:[0-9]{4}-[0-9]{2}-[0-9]{2} )?[0-9]{2}:[0-9]{2}"
FIELD = rf"[0-9]+h|{A_TIME}|[0-9]{{4}}-[0-9]{{2}}(?:-[0-9]{{2}})?"


def _last_day(month: date) -> date:
    return month.replace(day=monthrange(month.year, month.month)[1])


FORMS: dict[str, tuple[str, Callable[..., Window]]] = {
    DATE: ("24h", lambda day: Window(Span.DAY, day, day)),
    f"{DATE} to {DATE}": ("2026-01-02 to 2026-01-07", lambda first, last: Window(Span.DAYS, first, last)),
    "0h": ("24h", lambda hours: Window(Span.ROLLING, hours=hours)),
    "0h to 00:00": ("24h to 08:00", lambda hours, until: Window(Span.ROLLING, hours=hours, until=until)),
    f"week to {DATE}": ("week to 2026-01-14", lambda day: Window(Span.WEEK_TO, day - WEEK, day)),
    "month 0000-00": ("month 2026-01", lambda month: Window(Span.MONTHS, month, _last_day(month))),
    "month 0000-00 to month 0000-00": (
        "month 2026-01 to month 2026-02",
        lambda first, last: Window(Span.MONTHS, first, _last_day(last)),
    ),
    f"per week from {DATE}": ("per week from 2026-01-01", lambda day: Window(Span.PER_WEEK, day)),
    f"US session {DATE}": ("US session 2026-01-14", lambda day: Window(Span.SESSION, day, day, session="US")),
    "not stated": ("not stated", lambda: NOT_STATED),
}
"""The windows of a file by shape: an example for what is nearly one, and what each means."""

SLIPS: tuple[Slip, ...] = (
    (r"(?<=[0-9])T(?=[0-9])", " "),
    (r" (?:-|until|till|through) ", " to "),
    (r"(?<=[0-9])[ -]?h(?:(?:ou)?rs?)?\b", "h"),
    (r"\b([0-9]{4})([-/.]?)([0-9]{1,2})\2([0-9]{1,2})\b", lambda m: f"{m[1]}-{m[3]:0>2}-{m[4]:0>2}"),
    (r"(?:^|(?<= to ))([0-9]{4}-[0-9]{2})$", r"month \1"),
    (r"\b([0-9]:[0-9]{2})\b", r"0\1"),
    (r"(?i)not stated", "not stated"),
)
"""Other spellings of what has one spelling here; used for corrected lines only."""

NO_DATE = Rule("TIM001", "a date `YYYY-MM-DD`", "2026-01-14")
NO_DAY = Rule("TIM002", f"a day of the calendar, {FIRST_YEAR} to {LAST_YEAR}", "2026-01-14")
NO_TIME = Rule("TIM003", "a time `HH:MM` or `YYYY-MM-DD HH:MM`", "08:00")
NO_CLOCK = Rule("TIM004", "a time of day that exists on this day, 00:00 to 23:59", "08:00")
NO_WINDOW = Rule("TIM005", "a window: a date, `24h`, `24h to 08:00`, `week to DATE`, or words without digits", "24h")
NOT_IN_ORDER = Rule("TIM006", "the earlier end first, the later one last", "2026-01-02 to 2026-01-07")
NO_HOURS = Rule("TIM007", "a number of hours from 1", "24h")


def read_date(text: str) -> date:
    """A date, `YYYY-MM-DD`.

    Raises:
        Fault: the text is not exactly that, or no day of the years 1990 to 2100.
    """

    def read(text: str) -> date:
        _check_shape(text, NO_DATE, (DATE,))
        return _date(text, 0)

    return corrected(text, read, _respelled)


def read_moment(text: str, zone: ZoneInfo, published: datetime) -> datetime:
    """A moment in a zone: `YYYY-MM-DD HH:MM`, or `HH:MM` for the last such time that is not after `published`.

    Raises:
        Fault: the text is neither, or the zone has no such time.
    """

    def read(text: str) -> datetime:
        _check_shape(text, NO_TIME, TIMES)
        return _moment(text, 0, zone, published)

    return corrected(text, read, _respelled, NO_TIME.example)


def read_window(text: str, zone: ZoneInfo, published: datetime) -> Window:
    """A window: one of FORMS, or words without digits.

    Raises:
        Fault: the text is neither.
    """

    def read(text: str) -> Window:
        if _is_words(text) and text.lower() != "not stated":
            return Window(Span.WORDS, words=text)
        form = re.sub(r"\b0{1,3}h", "0h", _shape(text).replace(DATED, TIME))
        if form not in FORMS:
            raise _no_window(text)
        values = [_value(field, zone, published) for field in re.finditer(FIELD, text)]
        if form.startswith((f"{DATE} to", "month 0000-00 to")):
            _check_order(text)
        return FORMS[form][1](*values)

    return corrected(text, read, _respelled)


def scan_time(cursor: Cursor) -> str:
    """Read a time where the cursor stands, as text.

    Raises:
        Fault: none stands there, or it is no day or no time of day.
    """
    at, text = cursor.at, cursor.text
    typed = cursor.take(A_TIME)
    if typed is None:
        raise cursor.fault(NO_TIME, at + max(_agreed(text[at:], shape) for shape in TIMES))
    if len(typed[0]) == len(DATED):
        _date(text, at)
    _clock(text, typed.end() - len(TIME))
    return typed[0]


def _shape(text: str) -> str:
    return re.sub("[0-9]", "0", text)


def _agreed(text: str, shape: str) -> int:
    """How many characters of a text fit a shape, from the left."""
    return len(commonprefix((_shape(text), shape)))  # noqa: RUF071 - characters are what is compared


def _check_shape(text: str, rule: Rule, shapes: tuple[str, ...]) -> None:
    if _shape(text) not in shapes:
        raise Fault(rule, text, max(_agreed(text, shape) for shape in shapes))


def _no_window(text: str) -> Fault:
    """The fault of a text without a form, with the example of the form that it fits longest."""
    fits: dict[int, str] = {}
    for form, (example, _) in FORMS.items():
        for hours, until in product(("0h", "00h", "000h"), TIMES):
            shape = form.replace("0h", hours).replace(TIME, until)
            fits.setdefault(_agreed(text, shape), example)
    return Fault(NO_WINDOW._replace(example=fits[max(fits)]), text, max(fits))


def _respelled(text: str) -> str:
    return loosened(text, SLIPS)


def _is_words(text: str) -> bool:
    """Whether a text is letters, with single spaces, hyphens, apostrophes and commas between them."""
    spaced = re.sub(r"(?<=\S)(?:[-'’]|,? )(?=\S)", "", text)
    return spaced.isalpha()


def _value(field: re.Match[str], zone: ZoneInfo, published: datetime) -> date | int:
    """The value of a field; `datetime` is a `date` here."""
    text, at = field.string, field.start()
    if ":" in field[0]:
        return _moment(text, at, zone, published)
    if not field[0].endswith("h"):
        return _date(text, at, has_day=len(field[0]) == len(DATE))
    if text[at] == "0":
        raise Fault(NO_HOURS, text, at)
    return int(field[0][:-1])


def _check_order(text: str) -> None:
    """A range of dates or months has two different ends, the earlier one first."""
    first, second = text.split(" to ")
    if first >= second:
        raise Fault(NOT_IN_ORDER, text, text.index(second, len(first)), " to ".join(sorted({first, second})))


def _date(text: str, at: int, *, has_day: bool = True) -> date:
    """The date, or the first day of the month, that stands at a place."""
    year = _part(text, at, 4, range(FIRST_YEAR, LAST_YEAR + 1), NO_DAY)
    month = _part(text, at + 5, 2, range(1, 13), NO_DAY)
    days = range(1, monthrange(year, month)[1] + 1)
    return date(year, month, _part(text, at + 8, 2, days, NO_DAY) if has_day else 1)


def _clock(text: str, at: int) -> time:
    return time(_part(text, at, 2, range(24), NO_CLOCK), _part(text, at + 3, 2, range(60), NO_CLOCK))


def _part(text: str, at: int, size: int, allowed: range, rule: Rule) -> int:
    number = int(text[at : at + size])
    if number not in allowed:
        raise Fault(rule, text, at)
    return number


def _moment(text: str, at: int, zone: ZoneInfo, published: datetime) -> datetime:
    """The moment that stands at a place and reaches to the end of the text."""
    clock = _clock(text, len(text) - len(TIME))
    if len(text) - at == len(TIME):
        return _last_before(clock, zone, published)
    moment = _existing(_date(text, at), clock, zone, fold=0)
    if moment is None:
        raise Fault(NO_CLOCK, text, len(text) - len(TIME))
    return moment


def _last_before(clock: time, zone: ZoneInfo, published: datetime) -> datetime:
    """The last time of this clock reading that is not after a moment."""
    today = published.astimezone(zone).date()
    days = (today - timedelta(days=back) for back in range(DAYS_BACK))
    moments = (_existing(day, clock, zone, fold) for day in days for fold in (1, 0))
    return next(moment for moment in moments if moment is not None and moment <= published.astimezone(UTC))


def _existing(day: date, clock: time, zone: ZoneInfo, fold: int) -> datetime | None:
    """A wall-clock time in a zone, None where the clocks skip it; `fold` 1 is the later of two equal readings."""
    typed = datetime.combine(day, clock, zone).replace(fold=fold)
    real = typed.astimezone(UTC).astimezone(zone)
    return real if real.replace(tzinfo=None) == typed.replace(tzinfo=None) else None
