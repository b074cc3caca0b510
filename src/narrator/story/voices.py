"""Voices: what is said of a figure beside what is printed, and who within a range says which end."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from narrator.model.figure import DoubtKind, Role, Standing
from narrator.model.kinds import Part
from narrator.reconcile.comparable import primaries

if TYPE_CHECKING:
    from datetime import datetime

    from narrator.model.figure import Doubt, Figure, Figures
    from narrator.model.quantity import Quantity
    from narrator.model.report import Nature


APART = frozenset({Standing.REFUSED, Standing.INCOMPATIBLE})
BESIDE = frozenset({DoubtKind.CIRCULATING, DoubtKind.OTHER_NATURE, DoubtKind.BOUND, DoubtKind.LARGER_PART})


class Voice(NamedTuple):
    """One value with its source and nature; `part` is the figure of a part that is larger than its whole.

    `figure` is the one other figure that holds the value, where it is no report of this one; `at` is when it was so;
    `is_placed`: its source says what the value covers.
    """

    quantity: Quantity
    source: str
    nature: Nature
    part: str = ""
    figure: str = ""
    at: datetime | None = None
    is_placed: bool = True


def beside(figure: Figure) -> tuple[Voice, ...]:
    """What is said beside a figure and lies outside of what is printed."""
    return tuple(map(_voice, (doubt for doubt in figure.doubts if doubt.kind in BESIDE)))


def opposed(figure: Figure) -> tuple[Voice, ...]:
    """Who says the other direction of a figure, without an amount."""
    return tuple(map(_voice, (doubt for doubt in figure.doubts if doubt.kind is DoubtKind.OPPOSED)))


def topped(figure: Figure) -> str:
    """The id of what another source has for some of its days alone, where that is more than all that is said of it."""
    return next((doubt.figures[0] for doubt in figure.doubts if doubt.kind is DoubtKind.LARGER_DAYS), "")


def _voice(doubt: Doubt) -> Voice:
    source = doubt.report.source if doubt.report else doubt.sources[0]
    part = doubt.figures[0] if doubt.kind is DoubtKind.LARGER_PART else ""
    figure = doubt.figures[0] if len(doubt.figures) == 1 else ""
    at, is_placed = (doubt.report.as_of, doubt.report.coverage_stated) if doubt.report else (None, True)
    return Voice(doubt.quantity, source, doubt.nature, part, figure, at, is_placed)


def within(figure: Figure) -> tuple[Voice, ...]:
    """Who says which part of a range on which sources differ; nobody where one source gives it all."""
    if figure.standing not in {Standing.DISPUTED, *APART}:
        return ()
    core = [r for r in figure.by_role(Role.CORE) if r.quantity and not r.quantity.interval.is_empty]
    back = primaries(core)
    several = len({back(r) for r in core}) > 1
    return tuple(Voice(r.quantity, r.source, r.nature, at=r.as_of) for r in core if r.quantity) if several else ()


def came_from(figures: Figures, figure: Figure) -> Figure | None:
    """Where a figure came from, unless some of those who give it as different values do not say so."""
    start = figures.get(f"{figure.id}.{Part.FROM}")
    said = set() if figure.interval.is_point else {report.source for report in figure.by_role(Role.CORE)}
    return start if start and said <= {judged.report.source for judged in start.reports} else None


def are_of_the_same(one: Figure | None, other: Figure) -> bool:
    """Whether those who give the other figure speak for this one, too, and nobody differs on it."""
    said, own = ({report.source for report in f.by_role(Role.CORE)} for f in (one or other, other))
    return said == own or (said > own and not within(one or other))


MOST_VOICES = 5
"""So many sources within a range are named, each with its value; of more, the two that give its ends."""


def ends(voices: tuple[Voice, ...]) -> tuple[Voice, ...]:
    """The voices of a range that a sentence names: all where they are few, else that of its floor and of its top."""
    if len(voices) <= MOST_VOICES:
        return voices
    floor = min(voices, key=lambda v: _end(v.quantity.interval.low, Decimal("Infinity")))
    others = [v for v in voices if v is not floor]
    return floor, max(others, key=lambda v: _end(v.quantity.interval.high, Decimal("-Infinity")))


def _end(end: Decimal | None, last: Decimal) -> Decimal:
    return last if end is None else end


def corrected(figure: Figure) -> tuple[Voice, ...]:
    """What the origin of a value had given before it corrected it, where that was not what is printed."""
    return tuple(Voice(r.quantity, r.source, r.nature) for r in figure.corrected if r.quantity)


def has_doubt(figure: Figure) -> bool:
    """Whether more than one value is to be told of a figure, or its sources differ too far for one."""
    is_apart = figure.standing is Standing.INCOMPATIBLE
    return is_apart or any(told(figure) for told in (beside, within, corrected, opposed, topped))
