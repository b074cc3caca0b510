"""Which observations of a file an event takes: those of its days, and the last before them where none is reported.

A file may hold the whole history of a vendor. A day that is pending is taken as such, with the last one that is not. A
day without a report before one with a report is none that is pending: its market was closed.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from narrator.model.kinds import Group

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from narrator.importers.observation import Observation

BACK = timedelta(days=10)
"""How long before a brief a value may be of: over the longest holidays; a statistic of a month lies farther back."""
BACK_MACRO = timedelta(days=200)
"""A statistic of a quarter comes out four months after its first day, and stands for three."""


class Chosen(NamedTuple):
    """What an event takes, and sentences on what it does not."""

    observations: tuple[Observation, ...]
    left_out: tuple[str, ...]


def chosen(observations: Iterable[Observation], first: date, last: date, *, in_detail: bool) -> Chosen:
    """The observations for the days of an event; funds and venues where they are asked for."""
    by_key: dict[tuple[str, ...], list[Observation]] = {}
    every = list(observations)
    for each in every:
        if in_detail or not each.in_detail:
            by_key.setdefault(each.key, []).append(each)
    taken = tuple(each for group in by_key.values() for each in _of_days(group, first, last))
    return Chosen(taken, tuple(_told(every, taken, in_detail=in_detail)))


def _of_days(group: list[Observation], first: date, last: date) -> Iterator[Observation]:
    """The observations of one key, the newest first, until one is reported that is of the days or before them."""
    is_known = False
    back = BACK_MACRO if group[0].kind is Group.MACRO else BACK
    for each in sorted(group, key=lambda each: (each.when.day, each.when.end is not None, each.when.end), reverse=True):
        day, is_single = each.when.day, each.when.is_moment or each.when.hours
        is_passed = is_known and (day < first or is_single or each.number is None)
        if day > last or is_passed or last - day > back:
            continue
        yield each
        is_known = is_known or each.number is not None


def _told(every: list[Observation], taken: tuple[Observation, ...], *, in_detail: bool) -> Iterator[str]:
    """What is left out of what the file says."""
    parts = sum(each.in_detail for each in every)
    if parts and not in_detail:
        yield f"{parts} values of single funds or venues: --in-detail brings them"
    others = len(every) - len(taken) - (0 if in_detail else parts)
    if others > 0:
        yield f"{others} values of other days or hours: they are rows of a series"
