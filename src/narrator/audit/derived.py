"""What a text works out itself: sums, differences, shares, products, multiples and spreads of figures that it names.

Interval arithmetic on the exact ends, each figure once (LANGUAGE.md 3).
"""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, combinations, permutations, product
from typing import TYPE_CHECKING

from narrator.audit.beats import beats
from narrator.audit.compare import held_against, worded
from narrator.audit.facets import ALL, ASSET, METRIC, SIDE, TOGETHER
from narrator.audit.fitting import names_another
from narrator.audit.named import (
    are_both_named,
    are_counts,
    is_beside,
    is_change,
    is_earlier,
    is_named,
    is_of_parts,
    is_part,
)
from narrator.audit.ratios import is_ordered, is_reversed
from narrator.audit.results import ALL_OF_IT, REACH, Result, ends_of, grown, of_the_last
from narrator.audit.topics import PRICE, SUPPORT
from narrator.audit.verdicts import Verdict
from narrator.audit.ways import way_told
from narrator.model.kinds import Part
from narrator.model.quantity import MEASURES, MOVES, PERCENT, POINTS, TIMES, Direction, Interval
from narrator.reading.patterns import patterns

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    from narrator.audit.matter import Matter
    from narrator.audit.passages import Passage
    from narrator.audit.ratios import Order
    from narrator.audit.topics import Claim
    from narrator.reading.mentions import Mention

PRICED = frozenset({PRICE, SUPPORT})
MOST = 8
"""How many figures are combined; the ones named last."""
(GAPS,) = patterns(__name__, "GAPS")
BEYOND, LEVELS, OF_WHAT = patterns(__name__, "BEYOND", "LEVELS", "OF_WHAT")
COUNTS = {"两者": 2, "二者": 2, "三者": 3, "四者": 4}


def derived(
    mention: Mention, passage: Passage, matter: Matter, text: str, order: Order | None
) -> tuple[Verdict, Result] | None:
    """What gives the number of a mention that is no figure's own, and whether its qualifier is right.

    `order`: what the text divides by what.
    """
    return _beaten(mention, passage, matter, text) or _reckoned(mention, passage, matter, text, order)


def _beaten(mention: Mention, passage: Passage, matter: Matter, text: str) -> tuple[Verdict, Result] | None:
    """How far a figure lies from its forecast, where that is said of it and true."""
    for apart, formula, *two in beats(mention, passage, matter, text):
        if held_against(mention, apart, matter.policy, vague=False) is Verdict.SUPPORTED:
            return Verdict.DERIVED, Result(apart, mention.unit or "", formula, (*two,))
    return None


def _reckoned(
    mention: Mention, passage: Passage, matter: Matter, text: str, order: Order | None
) -> tuple[Verdict, Result] | None:
    """What the figures that a sentence names give."""
    view, after = passage.view, BEYOND.match(text, mention.end)
    is_group = TOGETHER in view.named and mention.unit in {PERCENT, TIMES}
    if mention.magnitude is not None or (mention.low is None and mention.high is None):
        return None
    is_gap = (
        after is not None or GAPS.search(text, max(mention.sentence[0], view.floor), mention.end + REACH) is not None
    )
    is_sum = not is_gap and not view.named.keys().isdisjoint({TOGETHER, ALL})
    inputs = _inputs(passage, matter, is_gap=is_gap)
    units = {claim.unit for claim in passage.here} - MEASURES
    unit = units.pop() if mention.unit is None and len(units) == 1 else mention.unit
    found = results(inputs, unit, is_sum=is_sum, is_gap=is_gap, is_change=is_change(mention))
    found = chain(found, _undone(passage.here, unit)) if mention.approximate else found
    found = _together(passage, inputs, mention) if is_group else found
    if mention.kind == "range" and mention.unit and LEVELS.search(passage.sentence):
        found = _spreads(inputs, mention.unit)
    for result in chain(found, () if is_group else of_the_last(passage, mention, text), grown(inputs, mention, text)):
        first, *rest = result.inputs
        is_pair = " / " in result.formula and is_beside(first, rest[0])
        if not all(is_named(claim, passage) for claim in result.inputs):
            continue
        is_other = is_pair and is_reversed(order, first.topic, rest[0].topic)
        is_told = is_pair and is_ordered(order, first.topic, rest[0].topic)
        if is_other or (is_pair and not are_both_named(first, rest[0], passage)):
            continue
        share = replace(first.topic, is_share=True)
        claim = replace(first, interval=result.interval, unit=result.unit, topic=share, direction=None)
        if mention.word:
            verdict = worded(mention, claim, matter.policy)
        else:
            verdict = held_against(
                mention, result.interval, matter.policy, vague=any(each.approximate for each in result.inputs)
            )
        is_turned = way_told(mention, result.inputs[-1], text, matter.ways, view.floor) is Verdict.SIGN
        if (
            verdict in {Verdict.SUPPORTED, Verdict.QUALIFIER}
            and not is_turned
            and (is_told or _is_of(passage, result, after, is_first=OF_WHAT.match(text, mention.end) is not None))
        ):
            return Verdict.DERIVED if verdict is Verdict.SUPPORTED else verdict, result
    return None


def _inputs(passage: Passage, matter: Matter, *, is_gap: bool) -> list[Claim]:
    """What a text may reckon with, the likeliest last: figures said or named before it, the total, its paragraph's."""
    plain = [claim for claim in matter.claims if not claim.sources]
    near = [*passage.recent, *passage.bound]
    near_by = {claim.topic.of(METRIC) for claim in near} if is_gap or ALL in passage.view.named else set()
    metrics = near_by - {frozenset()}
    wholes = (claim for claim in plain if not claim.subject and claim.topic.of(METRIC) in metrics)
    named = [claim for claim in plain if claim.subject and claim.subject <= passage.named]
    metrics_told, windows = passage.view.values(METRIC), {claim.figure.window for claim in passage.here}
    named.sort(key=lambda claim: (claim.figure.window in windows, claim.topic.of(METRIC) <= metrics_told))
    said = {(claim.interval, claim.unit) for claim in passage.here}
    began = {f"{claim.figure.id}.{Part.FROM}" for claim in passage.here}
    named += [claim for claim in plain if claim.figure.id in began]
    again = (claim for claim in plain if (claim.interval, claim.unit) in said)
    return [*passage.recent, *named, *wholes, *again, *passage.bound]


def _is_of(passage: Passage, result: Result, after: re.Match[str] | None, *, is_first: bool) -> bool:
    """Whether a sentence can be about what figures give: about the first of them, or in a gap about any.

    Behind what `is_first` and a part of another stands that other one: two fifths of what bitcoin drew.

    Figures that its paragraph does not give itself are of one kind, or of all and of some.
    """
    first, *rest = result.inputs
    is_gap = " - " in result.formula
    kinds = {frozenset(facet for facet, _ in claim.subject) for claim in result.inputs} - {frozenset()}
    metrics = {claim.topic.of(METRIC) for claim in result.inputs}
    is_alike = is_gap or not rest or " to " in result.formula or {PRICE} not in metrics
    is_alike = is_alike and len(kinds) <= 1 and len(metrics) == 1
    is_share = " / " in result.formula and is_part(first, rest[0]) and rest[0] in passage.recent
    if passage.strangers or not (is_alike or is_share or all(claim in passage.bound for claim in result.inputs)):
        return False
    is_last = is_first or (after and not after["more"])
    about = rest[-1:] if is_last else [first] if after or not is_gap else result.inputs
    return not all(names_another(claim, passage.view) for claim in about)


def results(
    named: Sequence[Claim], unit: str | None, *, is_sum: bool, is_gap: bool, is_change: bool = False
) -> Iterator[Result]:
    """What figures give in a unit; sums and gaps only where the sentence says so; a gap of percents is in points."""
    latest = {claim.figure.id: claim for claim in reversed(named) if claim.interval.low is not None}
    usable = [*latest.values()][MOST - 1 :: -1]
    ended = [claim for claim in usable if claim.interval.high is not None]
    if unit in {PERCENT, TIMES}:
        yield from quotients(ended, unit, is_change=is_change)
        yield from _open_parts([claim for claim in usable if claim not in ended], ended, unit)
    elif unit == POINTS:
        yield from _totals([claim for claim in ended if claim.is_move], unit, is_sum=False, is_gap=is_gap)
    elif unit not in MEASURES and unit is not None:
        alike = [claim for claim in ended if claim.unit == unit]
        yield from _totals(alike, unit, is_sum=is_sum, is_gap=is_gap)
        yield from _products([claim for claim in usable if claim.topic.is_share and claim.unit == PERCENT], alike)


def quotients(usable: Sequence[Claim], unit: str, *, is_change: bool) -> Iterator[Result]:
    """What two of some figures with two ends give in percent or as a multiple."""
    for part, whole in permutations(usable, 2):
        is_same = is_change and unit == TIMES and is_earlier(whole, part)  # a rate that has doubled
        is_amount = part.unit not in {PERCENT, TIMES} or is_same or (unit == TIMES and part.is_move and not is_change)
        if part.unit == whole.unit and is_amount and ends_of(part)[0] > 0 < ends_of(whole)[0]:
            if is_earlier(whole, part):
                yield from _changes(part, whole, unit)
            elif not is_change:
                yield from _parts(part, whole, unit)


def _open_parts(parts: Sequence[Claim], wholes: Sequence[Claim], unit: str) -> Iterator[Result]:
    """What a part of which only the lower end is known is of its whole: so much, or all of it."""
    for part, whole in product(parts, wholes):
        low, most = ends_of(part)[0], ends_of(whole)[1]
        if unit == PERCENT and part.unit == whole.unit and is_part(part, whole) and 0 < low <= most:
            ends = Interval(low / most * 100, ALL_OF_IT)
            yield Result(ends, unit, f"{part.figure.id} / {whole.figure.id}", (part, whole))


def _changes(now: Claim, before: Claim, unit: str) -> Iterator[Result]:
    """What became of an earlier value of the same thing; in percent, of what has risen."""
    (low, high), (least, most) = ends_of(now), ends_of(before)
    formula = f"{now.figure.id} / {before.figure.id}"
    if unit == TIMES:
        yield Result(Interval(low / most, high / least), unit, formula, (now, before))
    elif low > most:
        change = Interval((low / most - 1) * 100, (high / least - 1) * 100)
        yield Result(change, unit, f"{formula} - 1", (now, before))


def _parts(part: Claim, whole: Claim, unit: str) -> Iterator[Result]:
    """A part of its whole, or beside another part, and in both together."""
    (low, high), (least, most) = ends_of(part), ends_of(whole)
    formula, inputs = f"{part.figure.id} / {whole.figure.id}", (part, whole)
    if unit == TIMES and (is_beside(part, whole) or is_part(whole, part) or are_counts(part, whole)):
        yield Result(Interval(low / most, high / least), unit, formula, inputs)
    elif unit == PERCENT and low <= least and high <= most and _is_share(part, whole):
        yield Result(Interval(low / most * 100, high / least * 100), unit, formula, inputs)
    if unit == PERCENT and is_beside(part, whole):
        ends = Interval(low / (low + most) * 100, high / (high + least) * 100)
        yield Result(ends, unit, f"{part.figure.id} / ({part.figure.id} + {whole.figure.id})", inputs)


def _is_share(part: Claim, whole: Claim) -> bool:
    return is_part(part, whole) or is_of_parts(whole, part) or is_beside(part, whole)


def _totals(alike: Sequence[Claim], unit: str, *, is_sum: bool, is_gap: bool) -> Iterator[Result]:
    for count in (2, 3) if is_sum else ():
        for parts in combinations(alike, count):
            lows, highs = zip(*map(ends_of, parts), strict=True)
            yield Result(Interval(sum(lows), sum(highs)), unit, " + ".join(part.figure.id for part in parts), parts)
    for count in (1, 2) if is_gap else ():
        for whole, *rest in permutations(alike, count + 1):
            lows, highs = zip(*map(ends_of, rest), strict=True)
            left = Interval(ends_of(whole)[0] - sum(highs), ends_of(whole)[1] - sum(lows))
            if left.low is not None and left.low > 0 and [*rest] == sorted(rest, key=alike.index):
                yield Result(left, unit, " - ".join(each.figure.id for each in (whole, *rest)), (whole, *rest))


def _together(passage: Passage, inputs: Sequence[Claim], mention: Mention) -> Iterator[Result]:
    """What the parts that a sentence has given are together of their whole: 三者合计占九成."""
    count = next((number for word, number in COUNTS.items() if word in passage.sentence), None)
    for whole in inputs if mention.unit == PERCENT else ():
        parts = [claim for claim in passage.here if claim.unit == whole.unit and is_part(claim, whole)][-(count or 0) :]
        apart = all(is_beside(one, other) for one, other in combinations(parts, 2))
        is_some = all(ends_of(claim)[0] > 0 for claim in (whole, *parts))
        if len(parts) == (count or len(parts)) > 1 and apart and is_some:
            lows, highs = zip(*map(ends_of, parts), strict=True)
            (least, most), formula = ends_of(whole), " + ".join(part.figure.id for part in parts)
            share = Interval(sum(lows) / most * 100, sum(highs) / least * 100)
            yield Result(share, PERCENT, f"({formula}) / {whole.figure.id}", (*parts, whole))


def _spreads(named: Sequence[Claim], unit: str) -> Iterator[Result]:
    """From one price of something to another: the levels that are watched run from here to there."""
    prices = {claim.figure.id: claim for claim in named if claim.unit == unit and claim.topic.of(METRIC) & PRICED}
    for parts in combinations(prices.values(), 2):
        ends = [end for claim in parts for end in (claim.interval.low, claim.interval.high) if end is not None]
        if parts[0].subject == parts[1].subject and ends:
            yield Result(Interval(min(ends), max(ends)), unit, " to ".join(part.figure.id for part in parts), parts)


def _undone(here: Sequence[Claim], unit: str | None) -> Iterator[Result]:
    """What something was before the move in percent that a sentence tells with what is left of it."""
    moves = [claim for claim in here if claim.unit == PERCENT and claim.direction in MOVES]
    for now, move in product((claim for claim in here if claim.unit == unit), moves):
        turn = -1 if move.direction is Direction.DOWN else 1
        parts = sorted(1 + turn * end / ALL_OF_IT for end in ends_of(move))
        if parts[0] > 0:
            ends = Interval(ends_of(now)[0] / parts[1], ends_of(now)[1] / parts[0])
            yield Result(ends, now.unit, f"{now.figure.id} / (1 {'-+'[turn > 0]} {move.figure.id})", (now, move))


def _products(shares: Sequence[Claim], wholes: Sequence[Claim]) -> Iterator[Result]:
    """A share of a whole that is not itself a part of it."""
    for share, whole in product(shares, wholes):
        if whole.topic.of(METRIC) == share.topic.of(METRIC) and not whole.topic.of(SIDE) | whole.topic.of(ASSET):
            low, high = (one * other / 100 for one, other in zip(ends_of(share), ends_of(whole), strict=True))
            yield Result(Interval(low, high), whole.unit, f"{share.figure.id} * {whole.figure.id}", (share, whole))
