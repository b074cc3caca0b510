"""Weekdays, months, yesterday, days ago, and last, this or the whole week, month and year, against a window's days.

A word that is vaguer than a window and true of it passes; one that has no day of it, or far fewer days than it, does
not.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from narrator.reading.han_numbers import counted
from narrator.reading.masks import MONTH
from narrator.reading.patterns import lazy, patterns

if TYPE_CHECKING:
    import re

    from narrator.reading.dates import Spell

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
HAN_WEEKDAYS = {han: number for number, han in enumerate("一二三四五六日")} | {"天": 6}
WHICH = {"last": -1, "this": 0, "current": 0, "next": 1, "上": -1, "本": 0, "这": 0, "前": -2, "去": -1, "今": 0}
UNITS = {"周": "week", "月": "month", "年": "year"}
DAYS = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1} | {"今": 0, "本": 0, "昨": -1, "前": -2, "明": 1}
MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august"),
    *("september", "october", "november", "december"),
)
(PERIOD,) = patterns(__name__, "PERIOD")
OWNS, AWAY, BEHIND = patterns(__name__, "OWNS", "AWAY", "BEHIND")
PLANNED, SESSION, LASTING = patterns(__name__, "PLANNED", "SESSION", "LASTING")
"""What is still to come at a time, and no number is of it."""
DATED, BRACKETED, PAST, PART_OF = patterns(__name__, "DATED", "BRACKETED", "PAST", "PART_OF")
BEFORE_DAY, OF_LAST, STATISTIC = patterns(__name__, "BEFORE_DAY", "OF_LAST", "STATISTIC")
ON_DATE = lazy(rf"(?i:,? (?:the )?(?:\d{{1,2}}(?:st|nd|rd|th)? (?:of )?)?(?:{MONTH}) ?\d?)")
MONTH_BEFORE = lazy(rf"\b{MONTH},?[ \n](?:of[ \n])?\Z")
LONG, REACH, COMING = 3, 48, 6
"""A weekday is none of a window of more days than these; a month without a year is one of the next six, or past."""
SOME_MONTHS = 93
"""A month is none of a window of more days than these; it may be one of two or three that are named together."""
BEGUN = {"week": 2, "month": 4, "quarter": 6, "year": 8}
"""How many days into it the window of a period that is not over may begin: with its first trading day."""
TWICE, SATURDAY, HALF = 2, 5, 6


def is_away(match: re.Match[str], first: int) -> bool:
    """Whether a period of a sentence, which begins at `first`, is the beginning, the end or the measure of another."""
    text = match.string
    before, behind = text[max(first, match.start() - REACH) : match.start()], BEHIND.match(text, match.end())
    is_session = behind is not None and SESSION.match(text, match.end()) is not None
    is_part = is_session and PART_OF.search(before) is not None
    is_own = (
        match["month"] is not None and STATISTIC.match(text, match.end()) is not None
    )  # after April inflation came in
    is_other = (AWAY.search(before) is not None and not is_own) or PLANNED.search(before) is not None
    if (match["when"] or "").lower() == "tomorrow" and match.end() < len(text) and text[match.end()] in ":：":
        return True  # Tomorrow: what is to come
    if match["day"] and ON_DATE.match(text, match.end()):
        return True  # the weekday of a date behind it
    if match["day"] and BRACKETED.search(text, max(first, match.start() - LONG), match.end() + 1):
        return True  # the weekday of a date before it
    if DATED.search(before) or LASTING.search(before) or OWNS.match(text, match.end()):
        return False
    return not is_part and (is_other or (behind is not None and not is_session))


def is_of_a_month(match: re.Match[str]) -> bool:
    """Whether a year is only that of the month before it: November last year."""
    found = MONTH_BEFORE.search(match.string, max(0, match.start() - REACH), match.start())
    return found is not None and (match["unit"] or "").lower() == "year"


def is_of_a_date(match: re.Match[str], published: date) -> bool:
    """Whether a weekday stands behind a date, 9月22日 星期四, and is the one on which it falls."""
    found = BEFORE_DAY.search(match.string, max(0, match.start() - REACH), match.start()) if match["han"] else None
    if found is None:
        return False
    year = int(found["year"] or published.year)
    try:
        day = date(year, int(found["month"]), int(found["day"]))
    except ValueError:
        return False
    return day.weekday() == HAN_WEEKDAYS[match["han"]]


def is_in(match: re.Match[str], spell: Spell, published: date) -> bool:
    """Whether a period has a day of a spell, and the spell is not much longer."""
    first, last = spell
    length = (last - first).days + 1
    if match["day"] or match["han"]:
        number = WEEKDAYS.index(match["day"].lower()) if match["day"] else HAN_WEEKDAYS[match["han"]]
        return length <= LONG and any((first + timedelta(days=day)).weekday() == number for day in range(length))
    if match["weekend"] or match["weekend_han"]:
        return length <= LONG and any((first + timedelta(days=day)).weekday() >= SATURDAY for day in range(length))
    if (day := day_said(match, published)) is not None:
        return length <= LONG and first <= day <= last
    if unit := match["since"] or match["to_date"] or match["whole"] or UNITS.get(match["since_of"] or ""):
        periods = [_period(unit.lower(), which, published) for which in ((0, -1) if match["whole"] else (0,))]
        least, most = timedelta(days=TWICE), timedelta(days=BEGUN[unit.lower()])
        return any(start - least <= first <= start + most and last <= end + least for start, end in periods)
    if match["month"] or match["may"]:
        is_of_last = OF_LAST.match(match.string, match.end()) is not None
        told = date(published.year - 1, 12, 31) if is_of_last else published
        start, end = _month(MONTHS.index((match["month"] or match["may"]).lower()) + 1, told)
        if LASTING.search(match.string, max(0, match.start() - REACH), match.start()):  # the last of several
            return start <= last <= end + timedelta(days=COMING)
        return first <= end and start <= last and length <= SOME_MONTHS
    half = match["half"] or match["half_han"]
    which = WHICH.get((match["which"] or match["over"] or match["year"] or "").lower(), 0)
    unit = (match["unit"] or UNITS.get(match["of"] or "年", "")).lower()
    is_late = half is not None and half.lower() in {"second", "下"}
    start, end = _half(published, is_second=is_late) if half else _period(unit, which, published)
    if match["nth"]:
        return length <= LONG and first <= start + timedelta(days=int(match["nth"]) - 1) <= last
    both, whole = (min(last, end) - max(first, start)).days + 1, (end - start).days + 1
    return both > 0 and min(length, whole) <= both * LONG and length <= TWICE * whole  # no two days of another month


def is_filled(match: re.Match[str], spell: Spell, published: date) -> bool:
    """Whether what came in or moved over a spell did so over all of a period, as far as it is over."""
    unit = (match["unit"] or UNITS.get(match["of"] or "") or ("year" if match["year"] else "")).lower()
    if unit not in BEGUN or match["nth"]:
        return True
    start, end = _period(unit, WHICH[(match["which"] or match["over"] or match["year"]).lower()], published)
    first, last = spell
    return first <= start + timedelta(days=BEGUN[unit]) and last >= min(
        end - timedelta(days=BEGUN[unit]), published - timedelta(days=LONG)
    )


def day_said(match: re.Match[str], published: date) -> date | None:
    """The day that is counted from the one of publication: today, yesterday, three days ago."""
    word, ago = (match[f"{group}"] or match[f"{group}_han"] or "" for group in ("when", "ago"))
    if word:
        return published + timedelta(days=DAYS[word.lower()])
    if not ago:
        return None
    return published - timedelta(days=1 if ago.lower() == "a" else counted(ago))


def is_ahead(match: re.Match[str], published: date) -> bool:
    """Whether a month without a year is rather one to come than one of the year before."""
    name = match["month"] or match["may"]
    is_past = any(of.match(match.string, match.end()) for of in (PAST, OF_LAST))
    return bool(name) and not is_past and 0 < (MONTHS.index(name.lower()) + 1 - published.month) % 12 <= COMING


def months_ahead(match: re.Match[str], published: date) -> set[int]:
    """The months in which what is said to come can be: next week, next month; none of anything else."""
    if (match["which"] or "").lower() != "next" or match["unit"].lower() == "year":
        return set()
    start, end = _period(match["unit"].lower(), 1, published)
    return {start.month, (start + (end - start) / 2).month, end.month}


def _month(number: int, published: date) -> Spell:
    """The last month of a number that has begun."""
    start = date(published.year - (number > published.month), number, 1)
    return start, (start + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _half(published: date, *, is_second: bool) -> Spell:
    """The last first or second half of a year that has begun."""
    year = published.year - (is_second and published.month <= HALF)
    return (date(year, 7, 1), date(year, 12, 31)) if is_second else (date(year, 1, 1), date(year, 6, 30))


def _period(unit: str, which: int, published: date) -> Spell:
    """The first and the last day of a week, month, quarter or year, or of the one before."""
    if unit == "week":
        start = published - timedelta(days=published.weekday() - 7 * which)
        return start, start + timedelta(days=6)
    if unit == "year":
        return date(published.year + which, 1, 1), date(published.year + which, 12, 31)
    months = 3 if unit == "quarter" else 1
    number = 12 * published.year + (published.month - 1) // months * months + months * which
    (year, month), (next_year, next_month) = divmod(number, 12), divmod(number + months, 12)
    return date(year, month + 1, 1), date(next_year, next_month + 1, 1) - timedelta(days=1)
