"""Which reports may be pooled at all (rule 0), and when a report is too old for an open window (rule 2).

A figure id fixes metric, subject, side, venue and basis of its reports; what can still differ from report to report is
the window, the unit, and what the source says it counts.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from narrator.model.quantity import EMPTY, Direction, Quantity
from narrator.model.window import Span, typed_length

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable
    from datetime import tzinfo
    from decimal import Decimal

    from narrator.model.policy import Policy
    from narrator.model.problem import Location
    from narrator.model.report import Report
    from narrator.model.window import Window

NOTHING = Quantity(EMPTY, "")
LEVELS = {Direction.BELOW, Direction.ABOVE}
CALENDAR = {Span.DAY, Span.DAYS, Span.WEEK_TO, Span.MONTHS, Span.QUARTERS, Span.YEARS}
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


class Clash(NamedTuple):
    """Two reports of one figure that cannot be pooled, and why, as a clause."""

    one: Report
    other: Report
    why: str


def value(report: Report) -> Quantity:
    """What a report gives; an empty quantity where it gives nothing."""
    return report.quantity or NOTHING


def primaries(reports: Iterable[Report]) -> Callable[[Report], str]:
    """Which source a report goes back to, through all who quote another in what they say of the same.

    Of those that quote one another in a circle nobody is primary: they are one source, named by the first name.
    """
    quoted: dict[str, set[str]] = {}
    for report in reports:
        quoted.setdefault(report.source, set()).add(report.origin)

    @cache
    def back(origin: str) -> str:
        way = [origin]
        while quoted.get(way[-1], {way[-1]}) != {way[-1]} and len(quoted[way[-1]]) == 1:
            (last,) = quoted[way[-1]]
            if last in way:
                return min(way[way.index(last) :])
            way.append(last)
        return way[-1]

    return lambda report: back(report.origin)


def identity(window: Window) -> Hashable:
    """What two windows share when they are the same one, or a rolling one that has only moved on."""
    words = window.words.casefold() if window.span is Span.WORDS else ""
    return window.span, window.start, window.end, window.length, window.until is None, window.session, words


def same_window(one: Window, other: Window, policy: Policy) -> bool:
    """Whether two windows are stated and cover the same time, the ends of rolling ones nearly so."""
    if one.span is other.span is Span.INSTANT:
        return True
    if not (one.is_stated and other.is_stated) or identity(one) != identity(other):
        return False
    if one.until is None or other.until is None:
        return True
    return abs(one.until - other.until) <= _part(one, policy.window_ends.value)


def said(window: Window) -> str:
    """A window as an event file types it."""
    if window.length:
        length = typed_length(window)
        return f"{length} to {window.until:%Y-%m-%d %H:%M}" if window.until else length
    days = dict.fromkeys(str(day) for day in (window.start, window.end) if day)
    return window.words or f"{'' if len(days) > 1 else window.session or ''} {' to '.join(days)}".strip()


def clash(reports: Iterable[Report], policy: Policy) -> Clash | None:
    """The first two reports, in file order, that would have to be pooled and cannot be.

    Why in groups: what keeps two reports apart is the same for all reports that say alike what they are of, so that
    thousands of them are compared as the few groups that they make.
    """
    typed = list(enumerate(reports))
    primary = primaries(report for _, report in typed)

    def said_by(report: Report) -> Hashable:
        """What outlets share that repeat one origin word for word: they are one vote, and nothing is pooled."""
        return primary(report), report.quantity

    groups: dict[Hashable, list[tuple[int, Report]]] = {}
    for place, report in typed:
        groups.setdefault(_traits(report), []).append((place, report))
    tried: dict[Hashable, set[Hashable]] = {traits: set() for traits in groups}
    for place, one in typed:
        votes, vote = tried[_traits(one)], said_by(one)
        if vote in votes or len(votes) > 1:
            continue  # what stands apart of these repeats one of them, which it cannot do with two
        votes.add(vote)
        apart = [group for group in groups.values() if _why_apart(one, group[0][1], policy)]
        others = (
            next((said for said in group if said[0] > place and said_by(said[1]) != vote), None) for group in apart
        )
        if first := min(filter(None, others), key=itemgetter(0), default=None):
            return Clash(one, first[1], str(_why_apart(one, first[1], policy)))
    return None


def _traits(report: Report) -> Hashable:
    """What `_why_apart` looks at."""
    window, said = report.window, value(report)
    level = said.direction if said.direction in LEVELS else None
    return said.unit, report.definition, level, window.is_stated, identity(window), window.until


def _why_apart(one: Report, other: Report, policy: Policy) -> str | None:
    first, second = value(one), value(other)
    if first.unit != second.unit:
        return f"they have different units, {first.unit} and {second.unit}"
    if one.definition != other.definition:
        return f"they count different things, '{one.definition or 'not said'}' and '{other.definition or 'not said'}'"
    if LEVELS & {first.direction} != LEVELS & {second.direction}:
        return "one is a level below, the other a level above"
    if one.window.span is other.window.span is Span.INSTANT:
        return None
    if not (one.window.is_stated and other.window.is_stated):
        return "a report that states no window is not pooled with another"
    if not same_window(one.window, other.window, policy):
        return f"their windows differ, {said(one.window)} and {said(other.window)}"
    return None


def moment(report: Report) -> datetime | None:
    """When the source said so: the as-of, or the end of its own rolling window."""
    return report.as_of or report.window.until


def newest(reports: Iterable[Report]) -> Report | None:
    """The report with the latest moment; where none has one, the last in the file."""

    def order(report: Report) -> tuple[float, Location]:
        said = moment(report)
        return (said.timestamp() if said else float("-inf"), report.at)

    return max(reports, key=order, default=None)


def is_stale(report: Report, newest: Report, policy: Policy) -> bool:
    """Whether a report is too old beside the newest one of a window that had not closed when it was made."""
    then, latest = moment(report), moment(newest)
    if not (then and latest) or identity(report.window) != identity(newest.window):
        return False
    closes = closing(newest.window, latest.tzinfo)
    return bool(closes and then < closes) and latest - then > _part(newest.window, policy.stale_age.value)


def is_early(report: Report) -> bool:
    """Whether a report was made before its window opened, so that it cannot be of it."""
    length, closes = _length(report.window), report.as_of and closing(report.window, report.as_of.tzinfo)
    return bool(report.as_of and length and closes and report.as_of < closes - length)


def _length(window: Window) -> timedelta | None:
    if window.span in CALENDAR and window.start and window.end:
        return window.end - window.start + DAY
    return window.length


def _part(window: Window, part: Decimal) -> timedelta:
    return int(part * ((_length(window) or timedelta()) // SECOND)) * SECOND


def closing(window: Window, zone: tzinfo | None) -> datetime | None:
    """The end of a window; a day ends at midnight in the zone of the event."""
    if window.span in CALENDAR and window.end:
        return datetime.combine(window.end + DAY, time.min, zone)
    return window.until
