"""What each figure of an event is about: asset, side, venue, whose, what was measured, which part of it.

A sentence can be about a figure when no word of it says otherwise, and what sets the figure apart from the others is
named in it, or before it in its paragraph.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from narrator.audit.bodies import assets_in, of_whom
from narrator.audit.entities import CITY, CURRENCY, SESSION, TENOR
from narrator.audit.facets import ASSET, INNER, METRIC, MOVED, OF, PART, SIDE, TOPIC, VENUE, WHERE, WHO
from narrator.audit.terms import is_growth, way_of_change
from narrator.model.figure import DoubtKind, Role, Standing
from narrator.model.ids import is_of
from narrator.model.kinds import KINDS, Group, Measure, Part
from narrator.model.quantity import CURRENCIES, INDEX, MOVES, PERCENT, TIMES, Direction, Interval
from narrator.model.report import Nature
from narrator.reading.patterns import patterns

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from narrator.audit.entities import Entities
    from narrator.model.event import Event
    from narrator.model.figure import Figure, Figures
    from narrator.model.name import Names

FLOW, FORCED, RISK, PRICE, SUPPORT = "flow", "forced", "risk", "price", "support"
MOVE, ADDED, TRADED = "move", "added", "traded"
HOUR, ORDER, START = "hour", "order", "start"
LEVERAGE = "leverage"
OF_MARGIN = "derived.margin_gone"
"""What a move of a price does to a margin: no move itself, and no side over the other."""
METRICS = {Measure.LIQUIDATED: FORCED, Measure.FLOW: FLOW, Measure.RISK: RISK, Measure.MOVE: PRICE}
"""What a text is about, by what the amount of a kind of record measures."""
PARTS = {Measure.PEAK: HOUR, Measure.ORDER: ORDER}
BESIDE = frozenset({DoubtKind.OTHER_NATURE, DoubtKind.BOUND, DoubtKind.LARGER_PART})
"""Doubts that are no report of the figure's own core or of what circulates beside it."""
BY_ASSET = frozenset(group for group, row in KINDS.items() if row.by_name or not row.is_named) | {Group.LEVELS}
"""Kinds whose records are told apart by what they are of; the others by whose they are."""


NAMED_AFTER = (Group.PRICES, Group.FLOWS)
"""Kinds of what may have the name of something else in its own: the dollar index, short Bitcoin products."""
(LOWEST,) = patterns(__name__, "LOWEST")


@dataclass(frozen=True, slots=True)
class Topic:
    """The values of the facets of a figure; no value where it is about all of them. `is_share`: a part of a whole.

    `is_growth`: a change in percent by itself, as inflation is. `what`: the words of its record for what it is.
    """

    facets: Mapping[str, frozenset[str]]
    is_share: bool = False
    direction: Direction | None = None
    is_growth: bool = False
    what: str = ""

    def of(self, facet: str) -> frozenset[str]:
        """The values of a facet."""
        return self.facets.get(facet, frozenset())


@dataclass(frozen=True, slots=True)
class Claim:
    """Something that a text may say: a figure, or what one source said beside it.

    `sources`: who has to be named in the sentence of a value that is not the figure itself; empty for the figure.
    `goes_without_saying`: the facets that do not tell it apart from the others of its kind. `subject`: what sets it
    apart from the whole.
    """

    figure: Figure
    interval: Interval
    unit: str
    topic: Topic
    direction: Direction | None
    nature: Nature
    approximate: bool
    sources: tuple[str, ...] = field(default=())
    goes_without_saying: frozenset[str] = field(default=frozenset(), compare=False)
    subject: frozenset[tuple[str, str]] = field(default=frozenset(), compare=False)

    @property
    def is_condition(self) -> bool:
        """Whether it is the price at which something would happen, by somebody's estimate."""
        return self.nature is Nature.ESTIMATED and self.topic.of(METRIC) == {PRICE}

    @property
    def is_move(self) -> bool:
        """Whether it is a move of a price in percent."""
        return self.unit == PERCENT and not self.topic.is_share


def claims_of(event: Event, figures: Figures, names: Names, entities: Entities) -> tuple[Claim, ...]:
    """Everything that the figures of an event allow a text to say."""
    claims = tuple(_claims(event, figures, names, entities))
    return tuple(
        replace(claim, goes_without_saying=_shared(claim, claims), subject=_apart(claim.topic)) for claim in claims
    )


def _apart(topic: Topic) -> frozenset[tuple[str, str]]:
    return frozenset((facet, value) for facet in (ASSET, SIDE, VENUE, WHO) for value in topic.of(facet))


def _shared(claim: Claim, claims: tuple[Claim, ...]) -> frozenset[str]:
    """The asset or side of a figure, where no figure of its kind and venue is of all of them: it need not be named."""
    apart = (METRIC, VENUE)
    alike = [
        each.topic
        for each in claims
        if each.unit == claim.unit and all(each.topic.of(facet) == claim.topic.of(facet) for facet in apart)
    ]
    shared = (ASSET, SIDE, PART) if claim.topic.of(VENUE) else (ASSET, SIDE)
    is_rare = claim.unit not in CURRENCIES and claim.unit not in {PERCENT, INDEX, TIMES}
    only = is_rare and len({each.figure.id for each in claims if each.unit == claim.unit}) == 1
    return frozenset(facet for facet in shared if all(topic.of(facet) for topic in alike)) | (
        {TOPIC} if only else set()
    )


def _claims(event: Event, figures: Figures, names: Names, entities: Entities) -> Iterator[Claim]:
    for figure in figures:
        topic = topic_of(figure, event, figures, names, entities)
        if figure.is_printable:
            direction = figure.direction or topic.direction
            yield Claim(figure, figure.interval, figure.unit, topic, direction, figure.nature, figure.approximate)
            yield from _journeys(figure, figures, topic)
            yield from _between(figure, figures, topic)
            yield from _session(figure, figures, topic, event)
        for camp in figure.camps:
            yield Claim(figure, camp.interval, figure.unit, topic, None, figure.nature, False, (*camp.sources, ""))
        beside = [*figure.by_role(Role.CIRCULATING), *figure.corrected]
        if figure.standing in {Standing.DISPUTED, Standing.REFUSED, Standing.AGREED, Standing.INCOMPATIBLE}:
            beside += figure.by_role(Role.CORE)
        yield from _doubted(figure, topic)
        yield from _spreads(figure, topic)
        for report in beside:
            said = report.quantity
            is_same = said is not None and (said.interval, said.approximate) == (figure.interval, figure.approximate)
            if said is not None and not said.interval.is_empty and not is_same:
                is_listed = report in figure.by_role(Role.CORE) and figure.standing is not Standing.REFUSED
                by = (report.source,) if is_listed else (report.source, "")
                direction = said.direction or figure.direction
                yield Claim(figure, said.interval, said.unit, topic, direction, report.nature, said.approximate, by)


def _spreads(figure: Figure, topic: Topic) -> Iterator[Claim]:
    """From the least to the most that is said of a figure, with the figure and without it."""
    circulating = [r.quantity.interval for r in figure.by_role(Role.CIRCULATING) if r.quantity]
    for said in (circulating, [figure.interval, *circulating]):
        ends = sorted(end for each in said for end in (each.low, each.high) if end is not None)
        if len(said) > 1 and ends:
            spread = Interval(ends[0], ends[-1])
            yield Claim(figure, spread, figure.unit, topic, figure.direction, figure.nature, False, ("",))


def _doubted(figure: Figure, topic: Topic) -> Iterator[Claim]:
    """What is told beside a figure without being one of its reports in the same sense: a forecast, a larger part."""
    for doubt in figure.doubts:
        said = doubt.quantity
        if doubt.kind in BESIDE and not said.interval.is_empty:
            by = (*doubt.tellers, "")
            direction = said.direction or figure.direction
            yield Claim(figure, said.interval, said.unit, topic, direction, doubt.nature, said.approximate, by)


def _journeys(figure: Figure, figures: Figures, topic: Topic) -> Iterator[Claim]:
    """From where to where an index went, which reads like a range."""
    start = figures.get(f"{figure.id}.{Part.FROM}")
    if topic.direction is not None and start is not None:
        ends = sorted(end for end in (start.interval.low, figure.interval.low) if end is not None)
        yield Claim(figure, Interval(ends[0], ends[-1]), INDEX, topic, topic.direction, figure.nature, False)


def _between(figure: Figure, figures: Figures, topic: Topic) -> Iterator[Claim]:
    """From the lowest to the highest price of a window: it traded between A and B."""
    record, _, part = figure.id.rpartition(".")
    most = figures.get(f"{record}.{Part.HIGH}") if part == Part.LOW else None
    if most is not None and most.is_printable and figure.window == most.window and figure.unit == most.unit:
        low, high = figure.interval.low, most.interval.high
        if low is not None and high is not None and low > high:
            return  # sources of their own that contradict each other: it traded between no two of them
        yield Claim(
            figure, Interval(low, high), figure.unit, topic, None, figure.nature, figure.approximate or most.approximate
        )


def _session(figure: Figure, figures: Figures, topic: Topic, event: Event) -> Iterator[Claim]:
    """From the lowest to the highest of a statistic, where the records have both: a range of 4.3790% to 4.5220%."""
    words = LOWEST.sub("highest", topic.what) if is_of(figure.id, Group.MACRO) else ""
    for name, record in event.file.macro.items() if words != topic.what and words else ():
        most = figures.get(f"{Group.MACRO}.{name}") if record.what == words else None
        if most is not None and (most.unit, most.window) == (figure.unit, figure.window) and most.is_printable:
            ends = Interval(figure.interval.low, most.interval.high)
            yield Claim(figure, ends, figure.unit, topic, None, figure.nature, figure.approximate)


def topic_of(figure: Figure, event: Event, figures: Figures, names: Names, entities: Entities) -> Topic:
    """What a figure is about; a computed one is about the parts that stand above its line."""
    is_share = figure.unit in {PERCENT, TIMES} and not is_of(figure.id, Group.PRICES)
    if figure.derived_from:
        return _computed(figure, event, figures, names, entities)
    key, (kind, name, *rest) = figure.key, figure.id.split(".")
    rows = KINDS[Group(kind)].quantities
    row = rows.get(Part(rest[0])) if rest and rest[0] in rows else None
    part = START if rest == [Part.FROM] else PARTS.get(row.measure) if row else None
    is_price = kind == Group.LEVELS and rest == [Part.PRICE]
    record = getattr(event.file, kind)[name]
    metric = (
        SUPPORT if getattr(record, "role", None) else PRICE if is_price else METRICS.get(rows[Part.AMOUNT].measure, "")
    )
    is_hour = metric == FORCED and figure.window.hours == 1
    subject, where = names.find(key.subject), getattr(record, "where", None)
    told = {
        ASSET: (subject.id if subject else key.subject.casefold()) if kind in BY_ASSET else "",
        SIDE: "" if is_price else key.side,
        VENUE: whose(key.venue, names) or key.venue.casefold(),
        OF: (subject.id if subject else key.subject.casefold()) if kind == Group.POSITIONS else "",
        WHERE: (where and (whose(where, names) or where.casefold())) or "",
        METRIC: metric,
        PART: part or (HOUR if is_hour else ""),
        MOVED: subject.id if subject and kind == Group.ACCOUNTS else "",
        WHO: whose(record.who, names) or f"{kind}.{name}" if kind == Group.ACCOUNTS else "",
        TOPIC: f"{kind}.{name}" if kind in {Group.MACRO, Group.POSITIONS} else "",
    }
    facets = {facet: frozenset({value}) for facet, value in told.items() if value} | _part_of_day(figure, entities)
    what = record.what if kind in {Group.MACRO, Group.POSITIONS} else ""
    words = what if isinstance(what, str) else " ".join(what.values())
    if words:
        whom = (words, getattr(record, "who", None), where)
        facets |= entities.of(" | ".join(filter(None, whom)))
        facets |= of_whom(words, names, figures) if kind == Group.MACRO else {}
    elif funds := [*entities.countries_of(key.venue)]:
        facets |= entities.of(" | ".join(funds))
    elif kind == Group.PRICES:
        called = (key.subject, *(subject.forms.values() if subject else ()))
        own = entities.of(" | ".join(called))
        facets |= {kind: own[kind] for kind in (TENOR, CURRENCY, CITY) if kind in own}
    inner = assets_in(key.subject, names) - {subject.id if subject else ""} if kind in NAMED_AFTER else frozenset()
    facets |= {INNER: inner} if inner else {}
    is_change = kind == Group.MACRO and is_growth(words)
    is_way = kind == Group.MACRO and rest in ([], [Part.AMOUNT]) and (figure.interval.low or 0) >= 0
    return Topic(facets, is_share, (is_way and way_of_change(words)) or _way(figure, figures), is_change, words)


def _part_of_day(figure: Figure, entities: Entities) -> dict[str, frozenset[str]]:
    """The part of a day of which a window is by its words: after hours."""
    return {kind: of for kind, of in entities.of(figure.window.words).items() if kind == SESSION}


def _computed(figure: Figure, event: Event, figures: Figures, names: Names, entities: Entities) -> Topic:
    """What a computed figure is about: the parts that stand above its line."""
    is_share = figure.unit in {PERCENT, TIMES} and figure.direction not in MOVES
    above = (figure.formula or "").partition("/")[0]
    top = [part for part in figure.derived_from if part in above] or figure.derived_from  # else one over a part
    parts = [topic_of(figures[part], event, figures, names, entities) for part in top]
    join = frozenset.intersection if figure.interval.is_bound else frozenset.union  # a floor: of all its parts
    facets = {facet: join(*(part.of(facet) for part in parts)) for facet in (ASSET, SIDE, WHO, VENUE)}
    is_price = Part.PRICE in figure.key.metric
    metrics = frozenset({PRICE}) if is_price else parts[0].of(METRIC)
    if is_price:
        facets = {ASSET: frozenset({whose(figures[figure.derived_from[-1]].unit, names)})}
    if figure.id == OF_MARGIN:
        facets[TOPIC] = frozenset({LEVERAGE})
    elif figure.unit == TIMES:
        return Topic({}, is_share)  # one side over the other is said of either
    return Topic({**facets, METRIC: metrics, PART: parts[0].of(PART) - {START}}, is_share)


def whose(typed: str, names: Names) -> str:
    """The id of a name, or nothing for a description."""
    name = names.find(typed)
    return name.id if name else ""


def _way(figure: Figure, figures: Figures) -> Direction | None:
    """The way of an index since its own start."""
    start = figures.get(f"{figure.id}.{Part.FROM}")
    if start is None or figure.unit != INDEX or not (figure.interval.is_point and start.interval.is_point):
        return None
    now, then = figure.interval.low, start.interval.low
    if now is None or then is None or now == then or now < 0:
        return None  # below zero a number has a minus, and no way of its own
    return Direction.UP if now > then else Direction.DOWN
