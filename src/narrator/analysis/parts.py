"""Wholes and their parts: what sums must hold, what shares were typed, what another record says of the same quantity.

A part by another origin that is larger than its whole is no bad input: it is told beside the whole (LANGUAGE.md 2, 3).
So is what one source has for some days of the whole, where that is more than anybody has for all of them.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from narrator.analysis.board import COMPUTED_FROM, LIQUIDATIONS, core, own_extents
from narrator.analysis.intervals import Sum, as_interval, total
from narrator.model.figure import Doubt, DoubtKind, Figure, Figures, Standing
from narrator.model.ids import path_of
from narrator.model.kinds import KINDS, Dimension, Group
from narrator.model.quantity import Interval, Quantity
from narrator.model.source import has_name
from narrator.model.window import Relation, relation
from narrator.reconcile.doubts import contested, disputes
from narrator.reconcile.extents import Extent
from narrator.reconcile.sieves import NATURES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from decimal import Decimal

    from narrator.analysis.board import Board
    from narrator.model.policy import Policy
    from narrator.model.report import Nature


def is_refuted(part: Figure, whole: Figure, share: Extent) -> bool:
    """Whether those who give a part know a larger whole than the printed one, of which it is no such share.

    A whole that is less than some of its days is one of which nothing is a share.
    """
    if any(doubt.kind is DoubtKind.LARGER_DAYS for doubt in whole.doubts):
        return True
    tellers = {report.source for report in core(part)}
    known = (doubt for doubt in whole.doubts if doubt.kind is DoubtKind.BOUND and not tellers.isdisjoint(doubt.tellers))
    floors = (Fraction(doubt.quantity.interval.low or 0) for doubt in known)
    return part.interval.high is not None and any(
        Fraction(part.interval.high) * 100 < share.low * floor for floor in floors
    )


def is_limited(compute: object, inputs: Iterable[Figure]) -> bool:
    """Whether a limit that somebody gives contradicts a part of a sum, whose ends across sources are then no ends."""
    return compute is total and any(doubt.kind is DoubtKind.BOUND for each in inputs for doubt in each.doubts)


PARTS_OF_RECORD = tuple(part for part, row in KINDS[Group.LIQUIDATIONS].quantities.items() if row.of_record)


def sums(board: Board) -> list[Sum]:
    """What must hold between the amounts of an event: sides, assets, venues, the largest order and the peak hour."""
    return [each for whole in board.reported if whole.key.metric == LIQUIDATIONS for each in _sums(board, whole)]


def _sums(board: Board, whole: Figure) -> Iterator[Sum]:
    sides, assets, venues = (_parts(board, whole, dimension) for dimension in ("side", "subject", "venue"))
    if len(sides) > 1:
        yield Sum(whole.id, sides, exact=True)
    if len(assets) > 1:
        yield Sum(whole.id, assets, exact=False)
    own = [each for each in board.reported if each.id in {f"{whole.id}.{name}" for name in PARTS_OF_RECORD}]
    of_record = [each.id for each in own if (each.unit, each.nature) == (whole.unit, whole.nature)]
    for part in (*sides, *assets, *venues, *of_record):
        yield Sum(whole.id, (part,), exact=False)


def _parts(board: Board, whole: Figure, dimension: str) -> tuple[str, ...]:
    """One figure for each value of a dimension that the whole leaves open, alike in everything else."""
    found: dict[str, str] = {}
    for part in board.reported if not getattr(whole.key, dimension) else ():
        name, is_alike = getattr(part.key, dimension), _but_for(part, dimension) == _but_for(whole, dimension)
        if name and is_alike and board.same_window(part, whole):
            found.setdefault(name, part.id)
    return tuple(found.values())


def _but_for(figure: Figure, dimension: str) -> tuple[object, ...]:
    names = ("metric", "side", "subject", "venue", "basis")  # of a key
    others = [getattr(figure.key, name) for name in names if name != dimension]
    return *others, figure.nature, figure.unit


def related(board: Board) -> Figures:
    """The figures with what others of the event say against them, and with the wholes of typed shares."""
    days = {figure.id: _days_beyond(board, figure) for figure in board.figures}
    floors = {of: _together(board.figures[of], parts) for of, parts in days.items() if parts}
    doubts = {
        figure.id: (
            *_larger_parts(board, figure),
            *(_larger_days(figure, floor, days[figure.id]) for floor in filter(None, [floors.get(figure.id)])),
            *_of_other_records(board, figure),
        )
        for figure in board.figures
    }
    found = (replace(each, doubts=(*each.doubts, *doubts[each.id]), whole=whole(board, each)) for each in board.figures)
    sums_of_days = (floor for floor in floors.values() if floor.derived_from[1:])
    return Figures({each.id: contested(each, board.policy) for each in (*found, *sums_of_days)})


SAME = frozenset({DoubtKind.CIRCULATING, DoubtKind.BOUND})


def _days_beyond(board: Board, of: Figure) -> tuple[Figure, ...]:
    """What one other source that has a name counts on separate days of a whole, in the order of time.

    Nothing where that is not more than every value of the whole.
    """
    said = [of.interval, *(doubt.quantity.interval for doubt in of.doubts if doubt.kind in SAME)]
    most = [Fraction(each.high) for each in said if each.high is not None]
    if of.key.metric != LIQUIDATIONS or of.id not in board.extents or len(most) < len(said):
        return ()
    tellers = {judged.report.source for judged in of.reports}
    counts: dict[str, list[Figure]] = {}
    for part in board.reported:
        if part.source and part.source not in tellers and has_name(part.source) and _is_of_days(part, of):
            counts.setdefault(part.source, []).append(part)
    largest = max(map(_apart, counts.values()), key=_least, default=())
    slack = Fraction(board.policy.agree_total.value)
    return largest if _least(largest) * (1 - slack) > max(most) * (1 + slack) else ()


def _is_of_days(part: Figure, of: Figure) -> bool:
    """Whether a count is of some of the days of another, and of nothing that the other does not hold."""
    held = all(getattr(of.key, name) in {"", getattr(part.key, name)} for name in (Dimension.SIDE, "subject", "venue"))
    alike = (part.key.metric, part.key.basis, part.unit, part.nature) == (
        of.key.metric,
        of.key.basis,
        of.unit,
        of.nature,
    )
    return held and alike and part.window.lies_in(of.window.days) and part.window.days != of.window.days


def _apart(parts: Iterable[Figure]) -> tuple[Figure, ...]:
    """Those of some counts that are of separate days, the larger ones first chosen."""
    chosen: list[Figure] = []
    for part in sorted(parts, key=lambda each: -(each.interval.low or 0)):
        if all(relation(part.window, other.window) is Relation.DISJOINT for other in chosen):
            chosen.append(part)
    return tuple(sorted(chosen, key=lambda each: each.window.days or ()))


def _least(parts: Iterable[Figure]) -> Fraction:
    return sum((Fraction(each.interval.low or 0) for each in parts), Fraction(0))


def _together(of: Figure, parts: Sequence[Figure]) -> Figure:
    """The least that a whole comes to by what one source counts on some of its days."""
    name = f"derived.days_of_{path_of(of.id)[1]}"
    ids = tuple(each.id for each in parts)
    floor = as_interval(Extent(_least(parts), _least(parts)))
    why = "Computed: what one source counts on separate days of a longer time, which holds at least that."
    return Figure(
        name,
        replace(of.key, metric=name),
        of.nature,
        Standing.SINGLE_SOURCE,
        Interval(floor.low, None),
        of.unit,
        of.window,
        reported=False,
        source=parts[0].source,
        explanation=(why,),
        derived_from=ids,
        formula=" + ".join(ids),
    )


def _larger_days(of: Figure, floor: Figure, parts: Sequence[Figure]) -> Doubt:
    figures = [floor, *parts] if parts[1:] else parts
    return _doubt(DoubtKind.LARGER_DAYS, Quantity(floor.interval, of.unit), figures, of.nature, is_disputing=True)


def whole(board: Board, share: Figure) -> str | None:
    """The figure that a share is a share of, where both are of one window."""
    measured = board.event.measurements.get(share.id)
    of = board.figures.get(measured.of or "") if measured else None
    is_one = of and (board.same_window(share, of) or share.window.canonical == of.window.canonical)
    return of.id if of and is_one else None


def _larger_parts(board: Board, figure: Figure) -> Iterator[Doubt]:
    """The parts by another origin that come to more than a whole; of assets or sides together where none does alone."""
    if figure.key.metric != LIQUIDATIONS or figure.id not in board.extents:
        return
    larger = [each for each in _sums(board, figure) if _is_larger(board, each)]
    alone = {part for each in larger if len(each.parts) == 1 for part in each.parts}
    for rule in larger:
        if len(rule.parts) == 1 or not alone & set(rule.parts):
            parts = [board.figures[part] for part in rule.parts]
            is_about, nature = any(each.approximate for each in parts), max((each.nature for each in parts), key=_rank)
            said = as_interval(total(*(board.extents[part] for part in rule.parts)))
            quantity = Quantity(said, figure.unit, approximate=is_about)
            yield _doubt(DoubtKind.LARGER_PART, quantity, parts, nature, is_disputing=True)


def _rank(nature: Nature) -> int:
    return NATURES.index(nature)


def _is_larger(board: Board, rule: Sum) -> bool:
    """Whether parts exceed a whole across origins; within one it is an error of its own."""
    ids = (rule.whole, *rule.parts)
    if not board.extents.keys() >= set(ids) or not exceeds(board, *(board.extents[each] for each in ids)):
        return False
    figures = [board.figures[each] for each in ids]
    said = [own_extents(each) for each in figures]
    own = ([each[origin] for each in said] for origin in set.intersection(*map(set, said)))
    return not any(None not in each and exceeds(board, *filter(None, each)) for each in own)


def exceeds(board: Board, of: Extent, *parts: Extent) -> bool:
    """Whether parts come to more than a whole, both with the tolerance of totals."""
    slack = board.policy.agree_total.value
    return total(*(part.widened(slack) for part in parts)).low > of.widened(slack).high


def _of_other_records(board: Board, figure: Figure) -> Iterator[Doubt]:
    """What another record says of the same quantity and window in another nature: an estimate beside a count."""
    if figure.nature not in COMPUTED_FROM or not figure.is_printable or not figure.reports:
        return
    for other in board.figures:
        is_worse = NATURES.index(other.nature) > NATURES.index(figure.nature)
        is_same = (other.key, other.unit) == (figure.key, figure.unit) and board.same_window(other, figure)
        if is_worse and is_same and other.is_printable and other.reports:
            quantity = Quantity(other.interval, other.unit, other.direction, other.approximate)
            is_outside = disputes(other.signed, other.nature, figure, board.policy)
            yield _doubt(DoubtKind.OTHER_NATURE, quantity, [other], other.nature, is_disputing=is_outside)


def _doubt(
    kind: DoubtKind, quantity: Quantity, figures: Iterable[Figure], nature: Nature, *, is_disputing: bool
) -> Doubt:
    held = tuple(figures)
    origins = dict.fromkeys(report.origin for each in held for report in core(each))
    weak = all(each.weak for each in held)
    return Doubt(kind, quantity, tuple(origins), nature, is_disputing, weak, tuple(each.id for each in held))


def within_rounding(share: Figure, computed: Extent, policy: Policy) -> bool:
    """Whether a reported share meets a computed one, with the half of its last digit that rounding may have taken."""
    about = Fraction(policy.about_near.value) if share.approximate else Fraction(0)

    def slack(end: Decimal) -> Fraction:
        return about * Fraction(end) + Fraction(10) ** int(end.as_tuple().exponent) / 2

    low, high = share.interval.low, share.interval.high
    is_above = low is not None and computed.high < Fraction(low) - slack(low)
    return not is_above and (high is None or computed.low <= Fraction(high) + slack(high))
