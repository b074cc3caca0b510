"""The grammar of dates, times and windows (DESIGN.md 4).

FORMS is the whole of it: words stand for themselves, a name in capitals for its field, a field for its pictures, and in
a picture `0` for one digit 0 to 9. What fits no form is a window in words, which have letters only: anything with a
digit in it is a mistyped form and refused.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from narrator.ingest.faults import Fault, Rule, corrected
from narrator.model.window import NOT_STATED, Span, Window

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from zoneinfo import ZoneInfo

    from narrator.ingest.faults import Cursor

FIRST_YEAR, LAST_YEAR = 1990, 2100
WEEK = timedelta(days=6)
"""From the first to the last day of a week, both included."""

DAYS_BACK = 3
"""Days on which the last 08:00 may lie: today, yesterday, or the day before where the clocks skipped it."""

FIELDS = {
    "DATE": ("0000-00-00",),
    "TIME": ("0000-00-00 00:00", "00:00"),
    "HOURS": ("0h", "00h", "000h"),
    "MONTH": ("0000-00",),
}

SAMPLES = {"DATE": "2026-01-14", "TIME": "08:00", "HOURS": "24h", "MONTH": "2026-01"}


def _last_day(month: date) -> date:
    return month.replace(day=monthrange(month.year, month.month)[1])


FORMS: dict[str, Callable[..., Window]] = {
    "DATE": lambda day: Window(Span.DAY, day, day),
    "DATE to DATE": lambda first, last: Window(Span.DAYS, first, last),
    "HOURS": lambda hours: Window(Span.ROLLING, hours=hours),
    "HOURS to TIME": lambda hours, until: Window(Span.ROLLING, hours=hours, until=until),
    "week to DATE": lambda day: Window(Span.WEEK_TO, day - WEEK, day),
    "month MONTH": lambda month: Window(Span.MONTHS, month, _last_day(month)),
    "month MONTH to month MONTH": lambda first, last: Window(Span.MONTHS, first, _last_day(last)),
    "per week from DATE": lambda day: Window(Span.PER_WEEK, day),
    "US session DATE": lambda day: Window(Span.SESSION, day, day, session="US"),
    "not stated": lambda: NOT_STATED,
}
"""The windows of a file, and what each means."""

RANGES = frozenset({"DATE to DATE", "month MONTH to month MONTH"})
"""The forms with two ends of one kind."""

MENDS = (
    (re.compile(r"(?<=[0-9])T(?=[0-9])"), lambda _: " "),
    (re.compile(r" (?:-|until|till|through) "), lambda _: " to "),
    (re.compile(r"([0-9]{1,3})[ -]?h(?:ou)?rs?\b"), lambda m: f"{m[1]}h"),
    (re.compile(r"(?<=[0-9]) h\b"), lambda _: "h"),
    (re.compile(r"\b([0-9]{4})([-/.]?)([0-9]{1,2})\2([0-9]{1,2})\b"), lambda m: f"{m[1]}-{m[3]:0>2}-{m[4]:0>2}"),
    (re.compile(r"(?:^|(?<= to ))([0-9]{4}-[0-9]{2})$"), lambda m: f"month {m[1]}"),
    (re.compile(r"\b([0-9]):([0-9]{2})\b"), lambda m: f"0{m[1]}:{m[2]}"),
    (re.compile(r"not stated", re.IGNORECASE), lambda m: m[0].lower()),
)
"""Other spellings of what FIELDS and FORMS have one spelling for; used for corrected lines only."""

NO_DATE = Rule("TIM001", "a date `YYYY-MM-DD`", "2026-01-14")
NO_DAY = Rule("TIM002", f"a day of the calendar, {FIRST_YEAR} to {LAST_YEAR}", "2026-01-14")
NO_TIME = Rule("TIM003", "a time `HH:MM` or `YYYY-MM-DD HH:MM`", "08:00")
NO_CLOCK = Rule("TIM004", "a time of day that exists on this day, 00:00 to 23:59", "08:00")
NO_WINDOW = Rule("TIM005", "a window: a date, `24h`, `24h to 08:00`, `week to DATE`, or words without digits", "24h")
NOT_IN_ORDER = Rule("TIM006", "the earlier end first, the later one last", "2026-01-02 to 2026-01-07")
NO_HOURS = Rule("TIM007", "a number of hours from 1", "24h")


class _Picture(NamedTuple):
    """One concrete shape of a form, and where its fields stand in it."""

    form: str
    shape: str
    fields: tuple[tuple[str, int], ...]

    def agrees(self, text: str, at: int = 0) -> int:
        """How many characters of a text fit, from the left."""
        for offset, expected in enumerate(self.shape):
            found = text[at + offset : at + offset + 1]
            fits = found.isascii() and found.isdigit() if expected == "0" else found == expected
            if not fits:
                return offset
        return len(self.shape)


def _pictures(form: str) -> Iterator[_Picture]:
    """All shapes of a form: one for each choice of its fields' pictures."""
    parts = re.split(rf"({'|'.join(FIELDS)})", form)
    for chosen in product(*(FIELDS.get(part, (part,)) for part in parts)):
        starts = [sum(map(len, chosen[:index])) for index in range(len(chosen))]
        fields = tuple((part, start) for part, start in zip(parts, starts, strict=True) if part in FIELDS)
        yield _Picture(form, "".join(chosen), fields)


DATES, TIMES = (tuple(_pictures(field)) for field in ("DATE", "TIME"))
WINDOWS = tuple(picture for form in FORMS for picture in _pictures(form))


def read_date(text: str) -> date:
    """A date, `YYYY-MM-DD`.

    Raises:
        Fault: the text is not exactly that, or no day of the years 1990 to 2100.
    """

    def read(text: str) -> date:
        _fitting(DATES, text, NO_DATE)
        return _date(text, 0)

    return corrected(text, read)


def read_moment(text: str, zone: ZoneInfo, published: datetime) -> datetime:
    """A moment in a zone: `YYYY-MM-DD HH:MM`, or `HH:MM` for the last such time that is not after `published`.

    Raises:
        Fault: the text is neither, or the zone has no such time.
    """

    def read(text: str) -> datetime:
        _fitting(TIMES, text, NO_TIME)
        return _moment(text, 0, zone, published)

    return corrected(text, read, NO_TIME.example)


def read_window(text: str, zone: ZoneInfo, published: datetime) -> Window:
    """A window: one of FORMS, or words without digits.

    Raises:
        Fault: the text is neither.
    """

    def read(text: str) -> Window:
        if _is_words(text) and text.lower() != "not stated":
            return Window(Span.WORDS, words=text)
        picture = _fitting(WINDOWS, text, NO_WINDOW)
        values = [_value(field, text, at, zone, published) for field, at in picture.fields]
        if picture.form in RANGES:
            _check_order(text)
        return FORMS[picture.form](*values)

    return corrected(text, read)


def scan_time(cursor: Cursor) -> str:
    """Read a time where the cursor stands, as text.

    Raises:
        Fault: none stands there, or it is no day or no time of day.
    """
    at, text = cursor.at, cursor.text
    picture = max(TIMES, key=lambda picture: picture.agrees(text, at))
    agreed = picture.agrees(text, at)
    if agreed < len(picture.shape):
        raise cursor.fault(NO_TIME, at + agreed, text[:at] + _loosened(text[at:]))
    cursor.at = at + agreed
    typed = text[at : cursor.at]
    if len(typed) > len("00:00"):
        _date(text, at)
    _clock(text, cursor.at - len("00:00"))
    return typed


def _fitting(pictures: tuple[_Picture, ...], text: str, rule: Rule) -> _Picture:
    for picture in pictures:
        if len(picture.shape) == len(text) == picture.agrees(text):
            return picture
    nearest = max(pictures, key=lambda picture: picture.agrees(text))
    agreed = nearest.agrees(text)
    if agreed and nearest.form not in FIELDS:
        rule = rule._replace(expected=f"`{nearest.form}`", example=_sample(nearest.form))
    raise Fault(rule, text, agreed, _loosened(text))


def _sample(form: str) -> str:
    for field, sample in SAMPLES.items():
        form = form.replace(field, sample)
    return form


def _loosened(text: str) -> str:
    for pattern, right in MENDS:
        text = pattern.sub(right, text)
    return text


def _is_words(text: str) -> bool:
    """Whether a text is letters, with single spaces, hyphens, apostrophes and commas between them."""
    spaced = re.sub(r"(?<=\S)(?:[-'’]|,? )(?=\S)", "", text)
    return spaced.isalpha()


def _value(field: str, text: str, at: int, zone: ZoneInfo, published: datetime) -> date | int:
    """The value of a field; `datetime` is a `date` here."""
    if field == "HOURS":
        if text[at] == "0":
            raise Fault(NO_HOURS, text, at)
        return int(text[at : text.index("h", at)])
    if field == "TIME":
        return _moment(text, at, zone, published)
    return _date(text, at, has_day=field == "DATE")


def _check_order(text: str) -> None:
    """A range of dates or months has two different ends, the earlier one first."""
    first, second = text.split(" to ")
    if first >= second:
        raise Fault(NOT_IN_ORDER, text, text.index(second, len(first)), " to ".join(sorted({first, second})))


def _date(text: str, at: int, *, has_day: bool = True) -> date:
    """The date, or the first day of the month, whose picture stands at a place."""
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
    """The moment whose picture stands at a place and reaches to the end of the text."""
    clock = _clock(text, len(text) - len("00:00"))
    if len(text) - at == len("00:00"):
        return _last_before(clock, zone, published)
    moment = _existing(_date(text, at), clock, zone, fold=0)
    if moment is None:
        raise Fault(NO_CLOCK, text, len(text) - len("00:00"))
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
