"""The values that stand beside a figure, whose they are, and which of them dispute it (rule 7, doubt beside the core).

A value disputes only what it can be compared with: the same unit, an equal window. A rumour, a forecast and a plan are
told and dispute nothing.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from narrator.model.figure import Doubt, DoubtKind, Role, Standing
from narrator.model.quantity import OPPOSITE, Quantity
from narrator.model.report import Nature
from narrator.reconcile.comparable import same_window, value
from narrator.reconcile.sieves import OPPOSED, has_value
from narrator.reconcile.standing import Ruler

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from narrator.model.figure import Figure, Judged
    from narrator.model.policy import Policy
    from narrator.model.problem import Location
    from narrator.model.quantity import Interval
    from narrator.model.report import Report
    from narrator.reconcile.sieves import Bench

COUNTED = frozenset({Nature.MEASURED, Nature.ESTIMATED})
DISPUTING = COUNTED | {Nature.OPINION}
"""What says how much it was; the others say what will be, or what nobody has confirmed."""
SETTLED = frozenset({Standing.CONFIRMED, Standing.AGREED, Standing.SINGLE_SOURCE})
"""The standings of a core of one value, and of one on which sources agree."""
KINDS = {
    Role.CIRCULATING: DoubtKind.CIRCULATING,
    Role.OTHER_NATURE: DoubtKind.OTHER_NATURE,
    Role.QUARANTINED: DoubtKind.QUARANTINED,
}
BOUND_APART = "a bound that another value contradicts"
CONTESTED = "Disputed: printed as its core gives it; what is told beside it lies outside it by more than {tolerance}."


def outside(said: Interval, core: Interval, ruler: Ruler, *, wholly: bool = False) -> bool:
    """Whether a value reaches out of a core by more than the tolerance; a bound, or `wholly`, with all of it."""
    wholly = wholly or said.is_bound
    low, high = (said.high, said.low) if wholly else (said.low, said.high)
    return _beyond(core.low, low, ruler) or _beyond(high, core.high, ruler)


def _beyond(upper: Decimal | None, lower: Decimal | None, ruler: Ruler) -> bool:
    if upper is None or lower is None:
        return False
    above, below = Fraction(upper), Fraction(lower)
    return above - below > ruler.allowed((above, below))


def contested(figure: Figure, policy: Policy) -> Figure:
    """A figure as its doubts leave it: on whose core the sources agree is disputed where a value outside it is told."""
    if figure.standing not in SETTLED or not any(doubt.disputes for doubt in figure.doubts):
        return figure
    tolerance = Ruler.of(figure.key.kind, figure.unit, figure.nature, policy).tolerance
    why = CONTESTED.format(tolerance=f"{tolerance.value} ({tolerance.id})")
    return replace(figure, standing=Standing.DISPUTED, explanation=(*figure.explanation, why))


def told_beside(figure: Figure, bench: Bench) -> Figure:
    """A figure with the values that stand beside it, and the standing that they leave."""
    doubts = (*_of_its_own(figure, bench), *_of_reports(figure, bench))
    return contested(replace(figure, doubts=doubts), bench.policy)


def _of_its_own(figure: Figure, bench: Bench) -> Iterator[Doubt]:
    """The values of a figure that has none to print: its camps, or each report."""
    if figure.standing is Standing.INCOMPATIBLE:
        for camp in figure.camps:
            weak = all(bench.grades_weak(source) for source in camp.sources)
            quantity = Quantity(camp.interval, figure.unit, figure.direction)
            yield Doubt(DoubtKind.CAMP, quantity, camp.sources, figure.nature, weak=weak)
    elif figure.standing is Standing.REFUSED:
        refused = sorted(filter(has_value, figure.by_role(Role.CORE)), key=_place)
        yield from (_doubt(DoubtKind.REFUSED, each, bench) for each in refused)


def _of_reports(figure: Figure, bench: Bench) -> Iterator[Doubt]:
    for judged in sorted(figure.reports, key=lambda judged: _place(judged.report)):
        report, kind = judged.report, KINDS.get(judged.role)
        is_aside = judged.role is Role.CIRCULATING or judged.reason == OPPOSED
        if is_aside and figure.is_printable and _opposes(report, figure):
            doubt = _doubt(DoubtKind.OPPOSED, report, bench)
            is_comparable = figure.nature in COUNTED and same_window(report.window, figure.window, bench.policy)
            yield replace(doubt, disputes=is_comparable and report.nature in DISPUTING)
        if kind and has_value(report) and (kind is DoubtKind.QUARANTINED or not _says_the_same(report, figure)):
            kind = DoubtKind.BOUND if judged.reason == BOUND_APART else kind
            yield replace(_doubt(kind, report, bench), disputes=_disputes(judged, figure, bench.policy))


def _opposes(report: Report, figure: Figure) -> bool:
    """Whether all that a report says is the other direction."""
    way = value(report).direction
    return not has_value(report) and way is not None and OPPOSITE[way] is figure.direction


def _place(report: Report) -> Location:
    return report.at


def _doubt(kind: DoubtKind, report: Report, bench: Bench) -> Doubt:
    weak = bench.is_weak(report)
    return Doubt(kind, value(report), (report.origin,), report.nature, weak=weak, report=report)


def _says_the_same(report: Report, figure: Figure) -> bool:
    """Whether a value lies in the figure, or is a bound that holds of it: it is said with it.

    An amount says more than the bound that it satisfies: 700 where the core is more than 659.
    """
    if not figure.is_printable or value(report).unit != figure.unit or report.nature is not figure.nature:
        return False
    said, core = value(report).signed(), figure.signed
    says_more = core.is_bound and said.is_point and said.low not in {core.low, core.high}
    return (core.contains(said) and not says_more) or (said.is_bound and said.contains(core))


def _disputes(judged: Judged, figure: Figure, policy: Policy) -> bool:
    report = judged.report
    if judged.role is Role.QUARANTINED or not figure.is_printable or figure.nature not in COUNTED:
        return False
    is_comparable = value(report).unit == figure.unit and same_window(report.window, figure.window, policy)
    return is_comparable and disputes(value(report).signed(), report.nature, figure, policy)


def disputes(said: Interval, nature: Nature, figure: Figure, policy: Policy) -> bool:
    """Whether a value of a nature, of the unit and window of a figure, lies outside its core by more than they allow.

    Of the same nature a value of which a part does; a source's own range has no tolerance.
    """
    ruler = Ruler.of(figure.key.kind, figure.unit, nature, policy)
    if nature is not figure.nature:
        return nature in DISPUTING and outside(said, figure.signed, ruler, wholly=True)
    is_own_range = figure.standing is Standing.SINGLE_SOURCE and not (
        figure.interval.is_point or figure.interval.is_bound
    )
    return outside(said, figure.signed, ruler) or (is_own_range and not figure.signed.contains(said))


def spread(figure: Figure) -> Fraction:
    """How many times the smallest value that is told of a figure the largest is; zero where none is above zero."""
    known = _told(figure)
    return max(known) / min(known) if known else Fraction(0)


def gap(figure: Figure) -> Fraction:
    """How far apart the values are that are told of a figure, in its unit."""
    known = _told(figure)
    return max(known) - min(known) if known else Fraction(0)


def _told(figure: Figure) -> list[Fraction]:
    told = [d for d in figure.doubts if d.nature is figure.nature and d.kind is not DoubtKind.QUARANTINED]
    intervals = [figure.interval, *(d.quantity.interval for d in told)]
    ends = [end for interval in intervals for end in (interval.low, interval.high)]
    return [Fraction(end) for end in ends if end is not None and end > 0]
