"""Times of a text that nothing of an event is of, wherever they stand: a month, a weekday, so many weeks, a quarter.

What other checks hold against the window of one figure is here held against all that the records know. A time that is
of no figure, no date and no word of theirs is one that only somebody else can know, and warns.
"""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from narrator.audit.clocks import moments_of
from narrator.audit.earlier import eves_of
from narrator.audit.moments import HAN_QUARTERS, QUARTERS, STARTED, days_said
from narrator.audit.remembered import of_matter
from narrator.audit.spells import spells_of
from narrator.audit.superlatives import DAYS, HAN_UNITS, NUMBERS, runs_of
from narrator.audit.told import told_by
from narrator.audit.verdicts import Verdict
from narrator.audit.windows import MONTH, lengths_of
from narrator.model.report import AHEAD
from narrator.reading.han_numbers import counted
from narrator.reading.patterns import lazy, patterns
from narrator.reading.periods import HAN_WEEKDAYS, MONTHS, SATURDAY, WEEKDAYS

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from narrator.audit.judged import Judged
    from narrator.audit.matter import Matter
    from narrator.audit.verdicts import Finding
    from narrator.reading.dates import Spell

TIME, TO_COME, CONTRACT_MONTH = patterns(__name__, "TIME", "TO_COME", "CONTRACT_MONTH")
NO_TIME, SPARED = patterns(__name__, "NO_TIME", "SPARED")
UNITS = {**HAN_UNITS, "session": "day", "交易日": "day"}
SIZES = {**DAYS, "day": 1, "fortnight": 14, "quarter": 91}
PLACES = {word: number for number, word in enumerate(QUARTERS)}
PLACES |= {han: PLACES[word] for han, word in HAN_QUARTERS.items()}
LOOSE, REACH, LEFT, QUARTER, LONG, FORTNIGHT = 7, 60, 16, 3, 93, 14
"""A seventh of what is longer than a day is left open; a month is none of a spell of more days than these."""
KINDS = ("day", "month")
CLOCK, UNKNOWN = lazy(r"\b[012]?\d:[0-5]\d\b"), "no record has anything of this time"


class Known:
    """The dates and lengths of time that the records of an event know."""

    def __init__(self, matter: Matter) -> None:
        (others, typed), own = matter.other_days, [*TIME.finditer(matter.typed)]
        spells = {*others, *(spell for figure in matter.figures for spell in days_said(figure, matter))}
        self.ends = {day for spell in spells for day in spell}
        began = (figure for figure in matter.figures if figure.id.endswith(STARTED))
        self.ends |= {eve for figure in began for first, _ in days_said(figure, matter) for eve in eves_of(first)}
        lengths = {spell: (spell[1] - spell[0]).days for spell in spells}
        monthly = {first - timedelta(days=1) for (first, _), days in lengths.items() if days + 1 in MONTH}
        inside = {first + timedelta(days=30) for (first, _), days in lengths.items() if MONTH.start < days <= LONG}
        self.stated = typed
        self.months = {day.month for day in typed if day.month}
        self.months |= {day.month for day in (*self.ends, *monthly, *inside)}
        self.today = matter.published_on
        anchors = {self.today, *(day for spell in spells_of(matter.event.days, matter.event) for day in spell)}
        self.apart = {abs((one - two).days) for one in self.ends for two in anchors}
        self.named = {kind for kind in KINDS for found in own if found[kind]}
        self.typed = {_span(found) for found in own if _unit(found)}
        self.typed |= {(unit, number) for number, unit, _ in runs_of(matter.typed)}
        self.typed |= {("year", self.today.year - day.year) for day in typed if day.year}
        moments = (each for figure in matter.figures for each in moments_of(figure))
        zones = (matter.event.zone, UTC)
        self.clocks = {f"{at.astimezone(zone):%H:%M}".lstrip("0") for at in moments for zone in zones}
        self.trading = {("day", _trading_days(spell)) for spell, days in lengths.items() if days <= LONG}
        self.lengths = frozenset[tuple[str, int]]().union(*(lengths_of(figure, matter) for figure in matter.figures))

    def names(self, found: re.Match[str]) -> bool:
        """Whether the texts of the records name days or months of their own, as what is to come has them."""
        if found["ordinal"]:
            return any(day.day for day in self.stated)
        return any(found[kind] for kind in self.named)

    def has(self, found: re.Match[str]) -> bool:
        """Whether a time is one of those, as far as it is understood."""
        if word := found["month"] or found["of"]:
            return (int(word) if word.isdigit() else MONTHS.index(word.lower()) + 1) in self.months
        if word := found["ordinal"]:
            return int(word) in {day.day for day in self.ends} | {day.day for day in self.stated}
        if word := found["day"] or found["weekday"]:
            number = WEEKDAYS.index(word.lower()) if found["day"] else HAN_WEEKDAYS[word]
            return any(day.weekday() == number and abs((self.today - day).days) < FORTNIGHT for day in self.ends)
        if word := found["place"] or found["place_han"]:
            return any((month - 1) // QUARTER == PLACES[word.lower()] for month in self.months)
        unit, number = _span(found)
        if not number:
            size = SIZES[unit]
            return any(of == unit for of, _ in self.lengths) or any(2 * abs(size - days) <= size for days in self.apart)
        if found["nth"] or found["unit_han"] == "交易日":
            return (unit, number) in self.lengths | self.typed | self.trading
        slack = SIZES[unit] / LOOSE if unit != "day" else 0
        is_apart = any(abs(number * SIZES[unit] - days) <= slack for days in self.apart)
        return is_apart or (unit, number) in self.lengths | self.typed | self.trading


@of_matter
def _known(matter: Matter) -> Known:
    return Known(matter)


def _trading_days(spell: Spell) -> int:
    """How many days of a spell are no Saturday or Sunday."""
    first, last = spell
    return sum((first + timedelta(days=day)).weekday() < SATURDAY for day in range((last - first).days + 1))


def _unit(found: re.Match[str]) -> str:
    named = (found[group] for group in ("unit", "year", "alone", "unit_han", "nth_unit"))
    return next(filter(None, named), "").lower()


def _span(found: re.Match[str]) -> tuple[str, int]:
    """A unit of time and how many of it; 0 where no number is said."""
    unit, count = _unit(found), (found["count"] or found["count_han"] or found["nth"] or "").lower()
    return UNITS.get(unit, unit), NUMBERS.get(count) or (1 if count in {"a", "an"} else counted(count))


def unplaced(judged: Judged) -> Iterator[Finding]:
    """The times of a text that are of nothing that the records of its event know."""
    text, matter = judged.document.text, judged.matter
    known, contracts = _known(matter), _contracts(judged)
    read = {at for finding in judged.findings for at in range(finding.mention.start, finding.mention.end)}
    for found in TIME.finditer(text):
        (start, stop), sentence = found.span(), judged.document.sentence(found.start())
        said = " ".join(found[0].casefold().split())
        is_known = said in matter.typed or said.replace("-", " ") in matter.typed or said in contracts
        if is_known or start in read or known.has(found) or NO_TIME.match(text, stop) or _is_spared(found):
            continue
        natures = {matter.figures[each].nature for each in judged.meant.get(sentence, ())}
        around = max(sentence[0], start - REACH), min(sentence[1], stop + REACH)
        is_ahead = natures & AHEAD or (TO_COME.search(text, *around) and not known.names(found))
        if not is_ahead:
            yield judged.finding(found[0], start, Verdict.WORD, UNKNOWN)
    yield from _delivered(judged)
    clocks = {clock.lstrip("0") for told in told_by(matter.event) for clock in CLOCK.findall(told)}
    for mask in judged.masks if clocks else ():
        clock = CLOCK.search(mask.text) if mask.kind == "time" else None
        if clock and clock[0].lstrip("0") not in clocks | known.clocks:
            yield judged.finding(mask.text, mask.start, Verdict.WORD, UNKNOWN)


def _is_spared(found: re.Match[str]) -> bool:
    """Whether a time is what a number is set against, or the beginning or the end of one."""
    spared = SPARED.search(found.string, max(0, found.start() - LEFT), found.start())
    if spared is None or (spared["whole"] and not found["alone"]):
        return False
    return not (spared["set"] and _unit(found))  # than a week earlier, of what is held against a week


def _contracts(judged: Judged) -> frozenset[str]:
    """The months of contracts that a text may name: any one, where the records name none."""
    if CONTRACT_MONTH.search(judged.matter.typed):
        return frozenset()
    return frozenset(found["month"].lower() for found in CONTRACT_MONTH.finditer(judged.document.text))


def _delivered(judged: Judged) -> Iterator[Finding]:
    """The contracts of a month of which the records have only others: March Brent, where they have January Brent."""
    own = {(found["month"], found["thing"]) for found in CONTRACT_MONTH.finditer(judged.matter.typed)}
    for found in CONTRACT_MONTH.finditer(judged.document.text):
        month, thing = found["month"].lower(), (found["thing"] or "").lower()
        is_one = " ".join(found[0].lower().split()) == f"{month} {thing}"
        if is_one and (month, thing) not in own and any(thing == other for _, other in own):
            yield judged.finding(found[0], found.start(), Verdict.WORD, f"no record has {' '.join(found[0].split())}")
