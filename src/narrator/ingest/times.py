"""The grammar of dates, times and windows (DESIGN.md 4).

FORMS is the whole of it: `YYYY-MM-DD`, `YYYY-MM`, `YYYY` and `HH:MM` stand for digits, `HH:MM` with its day or without,
`N` before `h`, `d` or `m` for one to three digits, `Qn` for a quarter; all else stands for itself. What fits no form is
a window in words, which have letters only: anything with a digit in it is a mistyped form and refused.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from itertools import product
from typing import TYPE_CHECKING

from narrator.ingest.faults import Fault, Rule, agreed, corrected
from narrator.ingest.slips import DATES as DATE_SLIPS
from narrator.ingest.slips import loosened, month_of
from narrator.model.window import NOT_STATED, Span, Window

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from zoneinfo import ZoneInfo

    from narrator.ingest.faults import Cursor
    from narrator.ingest.slips import Slip

FIRST_YEAR, LAST_YEAR = 1900, 2100
WEEK = timedelta(days=6)
"""From the first to the last day of a week, both included."""

DAYS_BACK = 3
"""Days on which the last 08:00 may lie: today, yesterday, or the day before where the clocks skipped it."""

DATE, TIME, DATED = "YYYY-MM-DD", "HH:MM", "YYYY-MM-DD HH:MM"
DIGITS = str.maketrans("YMDH", "0000")
DATES, TIMES = ({each.translate(DIGITS): each for each in forms} for forms in ((DATE,), (DATED, TIME)))
BLANKS = (("0000-00-00", DATE), ("0000-00", "YYYY-MM"), ("0000-Q0", "YYYY-Qn"), ("0000", "YYYY"), ("00:00", TIME))
"""What stands for the digits of a shape, the longest first."""
A_TIME = "(?:[0-9]{4}-[0-9]{2}-[0-9]{2} )?[0-9]{2}:[0-9]{2}"
FIELD = rf"[0-9]+[hdm]|{A_TIME}|[0-9]{{4}}-[0-9]{{2}}(?:-[0-9]{{2}})?|[0-9]{{4}}-Q[0-9]|[0-9]{{4}}"


def _last_day(first: date, months: int = 1) -> date:
    """The last day of so many months from a first day."""
    last = first.replace(month=first.month + months - 1)
    return last.replace(day=monthrange(last.year, last.month)[1])


LENGTHS = ("Nh", "Nd", "Nm")
"""The lengths of a rolling window: hours, days, minutes."""
FORMS: dict[str, Callable[..., Window]] = {
    "Nh": lambda length, until=None: Window(Span.ROLLING, hours=length, until=until),
    "Nd": lambda length, until=None: Window(Span.ROLLING, hours=24 * length, until=until),
    "Nm": lambda length, until=None: Window(Span.ROLLING, minutes=length, until=until),
    "YYYY-MM-DD": lambda day: Window(Span.DAY, day, day),
    "YYYY-MM-DD to YYYY-MM-DD": lambda first, last: Window(Span.DAYS, first, last),
    "week to YYYY-MM-DD": lambda day: Window(Span.WEEK_TO, day - WEEK, day),
    "month YYYY-MM": lambda month: Window(Span.MONTHS, month, _last_day(month)),
    "month YYYY-MM to month YYYY-MM": lambda first, last: Window(Span.MONTHS, first, _last_day(last)),
    "YYYY-Qn": lambda quarter: Window(Span.QUARTERS, quarter, _last_day(quarter, 3)),
    "YYYY-Qn to YYYY-Qn": lambda first, last: Window(Span.QUARTERS, first, _last_day(last, 3)),
    "YYYY": lambda year: Window(Span.YEARS, year, _last_day(year, 12)),
    "YYYY to YYYY": lambda first, last: Window(Span.YEARS, first, _last_day(last, 12)),
    "since YYYY-MM-DD": lambda day: Window(Span.SINCE, day),
    "per week from YYYY-MM-DD": lambda day: Window(Span.PER_WEEK, day),
    "US session YYYY-MM-DD": lambda day: Window(Span.SESSION, day, day, session="US"),
    "not stated": lambda: NOT_STATED,
}
"""The windows of a file, and what each means."""
FORMS |= {f"{length} to {TIME}": FORMS[length] for length in LENGTHS}

SHAPES = {
    form.replace("N", digits).replace("Qn", "Q0").replace(TIME, until).translate(DIGITS): form
    for form in FORMS
    for digits, until in product(("0", "00", "000"), (TIME, DATED))
}
"""The forms by how a text of them looks, a 0 for each digit."""

SLIPS: tuple[Slip, ...] = (
    (r"(?i)\A(?:(?:the )?(?:last|past|trailing) )(?=[0-9]+[ -]?h)", ""),
    (r"(?<=-[0-9]{2})-(?=[0-9]{4}-)", " to "),
    (r" (?:-|until|till|through|ending|ended) ", " to "),
    (r"(?<=[0-9])[ -]?h(?:(?:ou)?rs?)?\b", "h"),
    (r"(?<=[0-9])[ -]?d(?:ays?)?\b", "d"),
    (r"(?<=[0-9])[ -]?m(?:in(?:ute)?s?)?\b", "m"),
    (r"(?i)\bq(?:uarter )?([1-4])[ -/]?((?:19|20)[0-9]{2})\b", r"\2-Q\1"),
    (r"(?i)\b((?:19|20)[0-9]{2})[ -/]?q([1-4])\b", r"\1-Q\2"),
    (r"(?i)\A(?:the )?year (?=[0-9]{4})", ""),
    (r"(?i)\A(?:in )?([a-z]{3,9})\.? ([0-9]{4})\Z", lambda m: f"month {of}" if (of := month_of(m[1], m[2])) else m[0]),
    (r"(?i)\Aon (?=.*[0-9])", ""),
    *DATE_SLIPS,
    (r"(?:^|(?<= to ))([0-9]{4}-[0-9]{2})$", r"month \1"),
    (r"(?i)not stated", "not stated"),
)
"""Other spellings of what has one spelling here; used for corrected lines only."""
WINDOW = "WINDOW"
"""The blank for a window of which not even the form can be told."""
CLOCK = re.compile(r"\b(at|after|before|around|about|by) (?:[01][0-9]|2[0-3]):[0-5][0-9]\Z")
"""A time of day behind the word that it is typed with in a window in words."""
BLANK = re.compile(rf"\b(?:{WINDOW}|N[hdm]|YYYY|Qn|MM|DD|HH)\b")
"""A blank that nobody has filled in, which is no word of a window."""

NO_DATE = Rule("TIM001", "a date `YYYY-MM-DD`")
NO_DAY = Rule("TIM002", f"a day of the calendar, {FIRST_YEAR} to {LAST_YEAR}")
NO_TIME = Rule("TIM003", "a time `HH:MM` or `YYYY-MM-DD HH:MM`")
NO_CLOCK = Rule("TIM004", "a time of day that exists on this day, 00:00 to 23:59")
NO_WINDOW = Rule("TIM005", "a window: a date, `24h`, `24h to 08:00`, `week to DATE`, or words without digits")
NOT_IN_ORDER = Rule("TIM006", "the earlier end first, the later one last")
NO_QUARTER = Rule("TIM008", "a quarter, Q1 to Q4")
NO_HOURS = Rule("TIM007", "a number from 1")


def read_date(text: str) -> date:
    """A date, `YYYY-MM-DD`.

    Raises:
        Fault: the text is not exactly that, or no day of the years 1900 to 2100.
    """
    return corrected(text, lambda typed: _date(_formed(typed, NO_DATE, DATES)[0], 0), _respelled)


def read_moment(text: str, zone: ZoneInfo, published: datetime) -> datetime:
    """A moment in a zone: `YYYY-MM-DD HH:MM`, or `HH:MM` for the last such time that is not after `published`.

    Raises:
        Fault: the text is neither, or the zone has no such time.
    """
    return corrected(text, lambda typed: _moment(_formed(typed, NO_TIME, TIMES)[0], 0, zone, published), _respelled)


def read_window(text: str, zone: ZoneInfo, published: datetime) -> Window:
    """A window: one of FORMS, or words without digits.

    Raises:
        Fault: the text is neither.
    """

    def read(text: str) -> Window:
        if _is_words(text) and text.lower() != "not stated" and not BLANK.search(text):
            return Window(Span.WORDS, words=text)
        _, form = _formed(text, NO_WINDOW, SHAPES)
        values = [_value(field, zone, published) for field in re.finditer(FIELD, text)]
        if form.count("YYYY") > 1:
            _check_order(text)
        return FORMS[form](*values)

    return corrected(text, read, _respelled)


def scan_time(cursor: Cursor) -> str:
    """Read a time where the cursor stands, as text.

    Raises:
        Fault: none stands there, or it is no day or no time of day.
    """
    cursor.begin(TIME)
    at, text = cursor.at, cursor.text
    typed = cursor.take(A_TIME)
    if typed is None:
        shape = max(TIMES, key=lambda shape: _agreed(text[at:], shape))
        if _agreed(text[at:], shape) >= len("YYYY-") and len(shape) == len(DATED):
            cursor.blank = _blanked(text[at:], shape)
        raise cursor.fault(NO_TIME, at + _agreed(text[at:], shape))
    if len(typed[0]) == len(DATED):
        _date(text, at)
    _clock(text, typed.end() - len(TIME))
    return typed[0]


def _agreed(text: str, shape: str) -> int:
    """How many characters of a text fit a shape, from the left."""
    return agreed(re.sub("[0-9]", "0", text), shape)


def _formed(text: str, rule: Rule, shapes: Mapping[str, str]) -> tuple[str, str]:
    """A text with the form that it has; else the fault of it, with the form that it fits longest."""
    form = shapes.get(re.sub("[0-9]", "0", text))
    if form is None:
        near = max(shapes, key=lambda shape: _agreed(text, shape))
        at = _agreed(text, near)
        is_of_none = at < len("0h") or "0" not in near
        raise Fault(rule, text, at, WINDOW if shapes is SHAPES and is_of_none else _blanked(text, near))
    return text, form


def _blanked(text: str, shape: str) -> str:
    """The parts of a shape that a text has, with blanks for the others; none where more stands behind the shape."""
    at = _agreed(text, shape)
    if at == len(shape):  # a zone, perhaps: the last field of the text means something else with what follows it
        at = shape.rfind(" to ") + len(" to ") if " to " in shape else 0
    while at and shape[at - 1] == "0" and shape[at] != " ":
        at -= 1
    for digits, blank in BLANKS:
        shape = shape.replace(digits, blank)
    return text[:at] + shape[at:] if at else re.sub("0+([hdm])", r"N\1", shape)


def _respelled(text: str) -> str:
    return loosened(text, SLIPS)


def _is_words(text: str) -> bool:
    """Whether a text is letters, with single spaces, hyphens, apostrophes and commas between them; or U.S.

    A time of day may end them: shortly after 14:00.
    """
    spaced = re.sub(r"(?<=\S)(?:[-'’]|,? )(?=\S)", "", re.sub(r"\b(?:[A-Z]\.){2,}", "US", CLOCK.sub(r"\1", text)))
    return spaced.isalpha()


def _value(field: re.Match[str], zone: ZoneInfo, published: datetime) -> date | int:
    """The value of a field; `datetime` is a `date` here."""
    text, at = field.string, field.start()
    if ":" in field[0]:
        return _moment(text, at, zone, published)
    if field[0][-1] in "hdm":
        if text[at] == "0":
            raise Fault(NO_HOURS, text, at, f"N{text[field.end() - 1 :]}")
        return int(field[0][:-1])
    if "Q" in field[0]:
        quarter = _part(text, field.end() - 1, "n", range(1, 5), NO_QUARTER)
        return _year(text, at).replace(month=3 * quarter - 2)
    if len(field[0]) == len("YYYY"):
        return _year(text, at)
    return _date(text, at, has_day=len(field[0]) == len(DATE))


def _year(text: str, at: int) -> date:
    """The first day of the year that stands at a place."""
    return date(_part(text, at, "YYYY", range(FIRST_YEAR, LAST_YEAR + 1), NO_DAY), 1, 1)


def _check_order(text: str) -> None:
    """A range of dates or months has two different ends, the earlier one first."""
    first, second = text.split(" to ")
    if first >= second:
        raise Fault(NOT_IN_ORDER, text, text.index(second, len(first)), mended=" to ".join(sorted({first, second})))


def _date(text: str, at: int, *, has_day: bool = True) -> date:
    """The date, or the first day of the month, that stands at a place."""
    year = _part(text, at, "YYYY", range(FIRST_YEAR, LAST_YEAR + 1), NO_DAY)
    month = _part(text, at + 5, "MM", range(1, 13), NO_DAY)
    days = range(1, monthrange(year, month)[1] + 1)
    return date(year, month, _part(text, at + 8, "DD", days, NO_DAY) if has_day else 1)


def _clock(text: str, at: int) -> time:
    return time(_part(text, at, "HH", range(24), NO_CLOCK), _part(text, at + 3, "MM", range(60), NO_CLOCK))


def _part(text: str, at: int, blank: str, allowed: range, rule: Rule) -> int:
    end = at + len(blank)
    number = int(text[at:end])
    if number not in allowed:
        raise Fault(rule, text, at, text[:at] + blank + text[end:])
    return number


def _moment(text: str, at: int, zone: ZoneInfo, published: datetime) -> datetime:
    """The moment that stands at a place and reaches to the end of the text."""
    start = len(text) - len(TIME)
    clock = _clock(text, start)
    if at == start:
        return _last_before(clock, zone, published)
    moment = _existing(_date(text, at), clock, zone, fold=0)
    if moment is None:
        raise Fault(NO_CLOCK, text, start, text[:start] + TIME)
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
