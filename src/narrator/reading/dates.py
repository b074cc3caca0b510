"""The dates of a text, as far as they are stated."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from narrator.reading.masks import MONTH
from narrator.reading.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    Spell = tuple[date, date]

MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
NUMERIC = lazy(r"(\d{4})[-/.年](0?[1-9](?!\d)|1[0-2])(?!\d)(?:[-/.月](\d{1,2}))?")
_TO_DAY = r"(?=[至到～~–-]\d{1,2}[日号])"
HAN = lazy(rf"(?:(\d{{4}})年)?(?:(\d{{1,2}})月份?)?(?:(\d{{1,2}})(?:[日号]|{_TO_DAY}))?")
NAMED = rf"(?i:{'|'.join(MONTHS)})"
TOKEN = lazy(rf"\d{{4}}|\d{{1,2}}(?=月)|\d{{1,2}}|{NAMED}")
DATE = lazy(
    rf"\d{{4}}[-/.年](?:0?[1-9](?!\d)|1[0-2])(?!\d)(?:[-/.月]\d{{1,2}})?|\b(?i:{MONTH}) \d{{1,2}}(?!\d)(?:,? \d{{4}})?"
    rf"|\b\d{{1,2}} (?i:{MONTH})\b(?:,? \d{{4}})?|\b(?:(?i:{MONTH}) )?(?:19|20)\d\d\b"
)


class Day(NamedTuple):
    """A date as far as it is stated."""

    year: int | None
    month: int | None = None
    day: int | None = None

    def is_in(self, spell: Spell) -> bool:
        """Whether some day of a spell is the one that is stated."""
        days = (spell[0] + timedelta(days=number) for number in range((spell[1] - spell[0]).days + 1))
        stated = [part for part in enumerate(self) if part[1] is not None]
        return any(all((each.year, each.month, each.day)[place] == part for place, part in stated) for each in days)


def days_of(text: str) -> list[Day]:
    """The dates of a stretch; a year holds for every date before it that has none."""
    if "月" in text or "日" in text or "号" in text:
        return [*_han_days(text)]
    numeric = NUMERIC.findall(text)
    if numeric:
        return [Day(int(year), int(month), int(day) if day else None) for year, month, day in numeric]
    found: list[Day] = []
    waiting: list[int] = []
    year = month = None
    for token in TOKEN.findall(text):
        if len(token) == 4:  # noqa: PLR2004  # a year
            year = int(token)
        elif not token.isdigit():
            month = MONTHS.index(token.lower()) + 1 if token.lower() in MONTHS else month
            found += [Day(None, month, day) for day in waiting] or [Day(None, month)]
            waiting = []
        elif month is None:
            waiting.append(int(token))
        else:
            is_first = found and found[-1].day is None and found[-1].month == month
            found = [*(found[:-1] if is_first else found), Day(None, month, int(token))]
    return [day._replace(year=year) for day in found] or ([Day(year)] if year else [])


def _han_days(text: str) -> Iterator[Day]:
    """The dates of a stretch in Chinese: 2026年1月2日至3日, 24日; a month holds for the days behind it."""
    year: str | None = None
    month: str | None = None
    for found in HAN.finditer(text):
        year, month, day = found[1] or year, found[2] or month, found[3]
        if found[0]:
            yield Day(*(int(part) if part else None for part in (year, month, day)))


def is_spell(days: list[Day], spell: Spell) -> bool:
    """Whether two dates are the ends of a spell."""
    return days[0].is_in((spell[0], spell[0])) and days[1].is_in((spell[1], spell[1]))
