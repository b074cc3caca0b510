"""What a chart shows: its figures, those of it that are not drawn, and what is true of them; no words."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from narrator.charts.others import as_drawn, others
from narrator.charts.over_time import DAYS, time_of
from narrator.charts.relations import dispute_of
from narrator.charts.scale import ends
from narrator.model.figure import Role
from narrator.model.ids import is_of, path_of, record_of
from narrator.model.kinds import Group, Part
from narrator.model.quantity import LEVEL_WORDS, NEGATIVE, PERCENT
from narrator.model.report import Nature

if TYPE_CHECKING:
    from narrator.charts.choice import Choice
    from narrator.model.figure import Figure
    from narrator.model.quantity import Interval
    from narrator.model.report import Report
    from narrator.render.texts import Texts
    from narrator.story.voices import Voice

HALF, PAIR = Decimal(50), 2
HARDLY = 20
"""How many times as far the lead has gone, at the least, as what hardly moved."""
HOLLOW = frozenset({DAYS, str(Group.FLOWS), "moves", "figures-at-a-glance"})
"""The kinds of chart that have hollow marks for what is said beside their bars."""


class Shown:
    """One chart: `figures` are drawn, `left` are not."""

    def __init__(self, texts: Texts, choice: Choice) -> None:
        self.texts, self.choice, self.kind = texts, choice, choice.kind
        self.figures = [as_drawn(texts.figures[name], choice.source) for name in choice.figures]
        self.left = [texts.figures[name] for name in choice.left]

    @property
    def whole(self) -> Figure | None:
        """What its figures are parts of, or the price that stands among levels."""
        return self.texts.figures.get(self.choice.whole)

    @cached_property
    def every(self) -> list[Figure]:
        """Its figures, and those of its windows for which it has no room; the flows of a chart of days."""
        if self.kind == DAYS:
            return [figure for figure in self.figures if is_of(figure.id, Group.FLOWS)]
        windows = {figure.window.canonical for figure in self.figures}
        return [*self.figures, *(figure for figure in self.left if figure.window.canonical in windows)]

    @property
    def share(self) -> Figure | None:
        """The share that its first figure has of the whole or of both sides: itself, or one that was computed."""
        if self.figures[0].unit == PERCENT:
            return self.figures[0]
        of = {self.figures[0].id, self.choice.whole} if self.choice.whole else {figure.id for figure in self.figures}
        shares = (figure for figure in self.texts.figures if figure.unit == PERCENT and figure.is_printable)
        own = (f for f in shares if f.derived_from[:1] == (self.figures[0].id,) and {*f.derived_from} == of)
        return next(own, None)

    # Its values

    @cached_property
    def reports(self) -> list[Report]:
        """What sources say, where the chart shows that of one figure."""
        if self.kind != "who-says-what":
            return []
        return [r for role in (Role.CORE, Role.CIRCULATING) for r in dispute_of(self.figures[0], role)[0]]

    @property
    def intervals(self) -> list[Interval]:
        """What is drawn."""
        return [r.quantity.interval for r in self.reports if r.quantity] or [f.interval for f in self.figures]

    @property
    def ends(self) -> list[Decimal]:
        """The ends of all that is drawn, the lowest first."""
        return sorted(end for interval in self.intervals for end in ends(interval))

    @property
    def has_arrows(self) -> bool:
        """Whether an arrow says that a value goes on."""
        if self.kind == Group.LEVELS:
            return any(figure.direction in LEVEL_WORDS for figure in self.figures)
        both = self.kind in {"who-says-what", "figures-at-a-glance"}
        return any(interval.is_bound and (both or interval.high is None) for interval in self.intervals)

    @property
    def is_own(self) -> bool:
        """Whether what it shows of each figure is what the brief prints."""
        return all(figure is self.texts.figures[figure.id] for figure in self.figures)

    @property
    def others(self) -> list[tuple[Figure, Voice]]:
        """What is said of its figures beside its bars."""
        told = [] if self.reports else [self.texts.figures[figure.id] for figure in self.figures]
        return [(figure, voice) for figure in told for voice in others(figure, self.choice.source)]

    @property
    def has_hollow(self) -> bool:
        """Whether some of that is drawn: of what has a scale, an amount in the same unit that is no bound."""
        said = [(figure, voice.quantity) for figure, voice in self.others if self.kind in HOLLOW]
        return any(q.unit == figure.unit and not q.interval.is_bound for figure, q in said)

    # Its figures beside one another

    @property
    def is_of_one_time(self) -> bool:
        """Whether all of them are of one window, where a day and a session of it are one."""
        return len({time_of(figure) for figure in self.figures}) == 1

    @property
    def elsewhere(self) -> list[Figure]:
        """Those of another window than the figure that the article is about, else than the first."""
        base = self.lead or self.figures[0]
        return [figure for figure in self.figures if figure.window != base.window]

    @property
    def beyond(self) -> list[Figure]:
        """Those that surely went further, the same way, than the figure that the article is about."""
        reach = self.lead.interval.high if self.lead else None
        same = [figure for figure in self.figures if self.lead and figure.direction is self.lead.direction]
        return [f for f in same if reach is not None and f.interval.low is not None and f.interval.low > reach]

    @property
    def still(self) -> list[Figure]:
        """Those of the lead's own time that hardly moved beside it, where they are few."""
        lead = self.lead
        if lead is None or lead.interval.low is None:
            return []
        most = lead.interval.low / HARDLY
        known = [(figure, figure.interval.high) for figure in self.figures if time_of(figure) == time_of(lead)]
        held = [figure for figure, high in known if high is not None and 0 < high <= most]
        return held if len(held) <= PAIR else []

    @property
    def alone(self) -> Figure | None:
        """The one figure that went the other way than all others."""
        fell = [figure.direction in NEGATIVE for figure in self.every]
        if len({figure.key for figure in self.every}) < len(fell):
            return None  # the same thing at another time
        odd = [way for way in (True, False) if fell.count(way) == 1 and len(fell) > PAIR]
        return self.every[fell.index(odd[0])] if odd else None

    @property
    def is_led(self) -> bool:
        """Whether the first figure is the largest wherever in their ranges they lie; of one share, more than half."""
        first, *others = self.every
        least = first.interval.low if first.interval.low is not None else Decimal(0)
        highs = [figure.interval.high for figure in others] or [HALF]
        return all(high is not None and high < least for high in highs)

    @property
    def lead(self) -> Figure | None:
        """The figure that it shows and the article is about; else that of the first asset of the event."""
        event = self.texts.event
        asset = self.texts.named(event.assets[0]) if event.assets else ""
        main = [figure for figure in self.figures if figure.id == event.file.event.main]
        first = [figure for figure in self.figures if self.texts.named(figure.key.subject) == asset]
        return next(iter(main or first), None)

    @property
    def usual(self) -> list[Figure]:
        """Its figures from the source that most of them are from; of a chart of days, its flows."""
        if self.choice.source:
            return self._told
        sources = [self.texts.sources_of(figure) for figure in self._told]
        most = max(sources, key=sources.count)
        return [figure for figure, source in zip(self._told, sources, strict=True) if source == most]

    @property
    def unusual(self) -> list[Figure]:
        """Those that are from somebody else."""
        return [figure for figure in self._told if figure not in self.usual]

    @property
    def _told(self) -> list[Figure]:
        return self.every if self.kind == DAYS else self.figures

    # Of a chart of levels

    def levels_beside(self, *, below: bool) -> int:
        """How many levels lie wholly below the price, or wholly above it."""
        if self.whole is None:
            return 0
        (low, high), spans = ends(self.whole.interval), [ends(figure.interval) for figure in self.figures]
        return sum(span[-1] < low if below else span[0] > high for span in spans)

    @property
    def most_at_stake(self) -> Figure | None:
        """The level at which clearly more is at stake than at any other."""
        stakes = [self.texts.figures.get(record_of(figure.id)) for figure in self.figures]
        known = [stake for stake in stakes if stake and stake.is_printable]
        if len(known) < len(stakes) or len({stake.unit for stake in known}) > 1:
            return None
        for figure, stake in zip(self.figures, known, strict=True):
            least = stake.interval.low
            highs = [other.interval.high for other in known if other is not stake]
            if least is not None and all(high is not None and high < least for high in highs):
                return figure
        return None

    def distance(self, *, above: bool) -> Figure | None:
        """How far the one level above the price, or below it, is from it; of longs and shorts at risk alone."""
        side, price = ("short", "long")[not above], self.choice.whole
        for level in self.figures:
            found = (f for f in self.texts.figures if f.derived_from == (level.id, price) and f.unit == PERCENT)
            if level.key.side == side and (figure := next(found, None)) and len(self.figures) == PAIR:
                return figure
        return None

    # Of a chart of days

    @property
    def turn(self) -> Figure | None:
        """The first of its flows that went the other way than those before it."""
        return self.runs[1][0] if len(self.runs) == PAIR else None

    @property
    def turned_at_peak(self) -> bool:
        """Whether they turned behind the day on which the price was at its high, or at its low after outflows."""
        if self.turn is None:
            return False
        before, part = self.runs[0][-1], Part.HIGH if self.turn.direction in NEGATIVE else Part.LOW
        prices = (f for f in self.texts.figures if is_of(f.id, Group.PRICES) and path_of(f.id)[2] == part)
        days = {f.window.days for f in prices if f.key.subject == before.key.subject and f.is_printable}
        first, last = before.window.days or (None, None)
        return first == last and days == {before.window.days}

    @property
    def moves(self) -> list[Figure]:
        """The moves beside its flows."""
        return [figure for figure in self.figures if is_of(figure.id, Group.PRICES)]

    @property
    def runs(self) -> list[list[Figure]]:
        """Its flows, those that went one way one after the other together."""
        return [[*run] for _, run in groupby(self.every, key=lambda figure: figure.direction)]

    @property
    def falls(self) -> int:
        """How many of the figures that it shows fell or flowed out, or on how many days."""
        if self.kind == DAYS:
            return days_of([figure for figure in self.every if figure.direction in NEGATIVE])
        return sum(figure.direction in NEGATIVE for figure in self.figures)


def days_of(figures: list[Figure]) -> int:
    """How many days the windows of some figures have together."""
    spans = [figure.window.days for figure in figures if figure.window.days]
    return sum((last - first).days + 1 for first, last in spans)


def is_uncounted(said: Figure | Report) -> bool:
    """Whether a figure, or what one source says of it, was not counted."""
    return said.nature is not Nature.MEASURED
