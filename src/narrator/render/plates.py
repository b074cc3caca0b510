"""The views of charts: what the template of their words sees of each."""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING

from narrator.charts.over_time import DAYS
from narrator.charts.relations import dispute_of
from narrator.charts.scale import ends
from narrator.model.figure import Role
from narrator.model.ids import is_of, record_of
from narrator.model.kinds import Group
from narrator.model.quantity import LEVEL_WORDS, NEGATIVE, PERCENT
from narrator.model.report import Nature
from narrator.render.ticks import place
from narrator.render.view import NOTHING, View
from narrator.story.voices import beside

if TYPE_CHECKING:
    from narrator.charts.choice import Choice
    from narrator.model.figure import Figure
    from narrator.model.quantity import Interval
    from narrator.model.report import Report
    from narrator.render.view import Nothing
    from narrator.render.views import FigureView, Scene

HALF, PAIR = Decimal(50), 2


class PlateView(View):
    """One chart: its figures, and what its title may say of all of them."""

    def __init__(self, scene: Scene, choice: Choice) -> None:
        self._scene, self._choice = scene, choice
        self._figures = [scene.figures[name] for name in choice.figures]

    @property
    def id(self) -> str:
        """Its kind and first figure."""
        return self._choice.id

    @property
    def kind(self) -> str:
        """The relation that it shows."""
        return self._choice.kind

    @property
    def figure(self) -> FigureView:
        """Its first figure."""
        return self._scene.view(self._figures[0])

    @property
    def others(self) -> list[FigureView]:
        """Its other figures in order."""
        return [self._scene.view(figure) for figure in self._figures[1:]]

    @property
    def whole(self) -> FigureView | Nothing:
        """What its figures are parts of, or the price that stands among levels."""
        return self._scene.figure(self._choice.whole)

    @property
    def share(self) -> FigureView | Nothing:
        """The share that its first figure has of the whole or of both sides: itself, or one that was computed."""
        first, whole = self._figures[0], self._choice.whole
        if first.unit == PERCENT:
            return self._scene.view(first)
        of = {first.id, whole} if whole else {figure.id for figure in self._figures}
        shares = (figure for figure in self._scene.figures if figure.unit == PERCENT and figure.is_printable)
        found = (f.id for f in shares if f.derived_from[:1] == (first.id,) and {*f.derived_from} == of)
        return self._scene.figure(next(found, None))

    @property
    def lowest(self) -> str:
        """The lowest value that it shows, in words."""
        return place(self._scene, self._figures[0], self._ends[0])

    @property
    def highest(self) -> str:
        """The highest value that it shows, in words."""
        return place(self._scene, self._figures[0], self._ends[-1])

    @property
    def bounded(self) -> bool:
        """Whether a value that it shows has no lower or no upper end."""
        return any(interval.is_bound for interval in self._intervals)

    @property
    def arrows(self) -> bool:
        """Whether an arrow says that a value that it shows goes on."""
        if self.kind == Group.LEVELS:
            return any(figure.direction in LEVEL_WORDS for figure in self._figures)
        both = self.kind in {"who-says-what", "figures-at-a-glance"}
        return any(interval.is_bound and (both or interval.high is None) for interval in self._intervals)

    @property
    def ranges(self) -> bool:
        """Whether a value that it shows may be less than its highest."""
        return any(not interval.is_point and interval.high is not None for interval in self._intervals)

    @property
    def dashed(self) -> bool:
        """Whether a value that it shows was not counted."""
        return any(each.nature is not Nature.MEASURED for each in self._reports or self._figures)

    @property
    def aside(self) -> bool:
        """Whether other values stand beside its figures, which it does not show."""
        return not self._reports and any(beside(figure) for figure in self._figures)

    @property
    def count(self) -> str:
        """How many figures it shows, in words."""
        return self._scene.rules.counted(len(self._figures))

    @property
    def cut(self) -> bool:
        """Whether figures of its windows are not drawn, so that its title counts no more than those that it shows."""
        return len(self._all) > len(self._figures)

    @property
    def falls(self) -> str:
        """How many of the figures that it shows fell or flowed out, or on how many days, in words; empty for none."""
        if self.kind == DAYS:
            return self._day_count([f for f in self._all if f.direction in NEGATIVE])
        return self._counted(sum(f.direction in NEGATIVE for f in self._figures))

    @property
    def alone(self) -> FigureView | Nothing:
        """The one figure that went the other way than all others."""
        fell = [figure.direction in NEGATIVE for figure in self._all]
        if len({figure.key for figure in self._all}) < len(fell):
            return NOTHING  # the same thing at another time
        odd = [way for way in (True, False) if fell.count(way) == 1 and len(fell) > PAIR]
        return self._scene.view(self._all[fell.index(odd[0])]) if odd else NOTHING

    @property
    def lower_count(self) -> str:
        """How many levels lie wholly below the price, in words; empty where none does."""
        return self._beside_price(below=True)

    @property
    def higher_count(self) -> str:
        """How many levels lie wholly above the price, in words; empty where none does."""
        return self._beside_price(below=False)

    def _beside_price(self, *, below: bool) -> str:
        price = self._scene.figures.get(self._choice.whole)
        if price is None:
            return ""
        (low, high), spans = ends(price.interval), [ends(figure.interval) for figure in self._figures]
        return self._counted(sum(span[-1] < low if below else span[0] > high for span in spans))

    def _counted(self, number: int) -> str:
        return self._scene.rules.counted(number) if number else ""

    @property
    def _all(self) -> list[Figure]:
        """Its figures, and those of its windows for which it has no room; the flows of a chart of days."""
        if self.kind == DAYS:
            return [figure for figure in self._figures if is_of(figure.id, Group.FLOWS)]
        windows = {figure.window.canonical for figure in self._figures}
        left = (self._scene.figures[name] for name in self._choice.left)
        return [*self._figures, *(figure for figure in left if figure.window.canonical in windows)]

    @property
    def _reports(self) -> list[Report]:
        """What sources say, where the chart shows that of one figure."""
        if self.kind != "who-says-what":
            return []
        return [r for role in (Role.CORE, Role.CIRCULATING) for r in dispute_of(self._figures[0], role)[0]]

    @property
    def _intervals(self) -> list[Interval]:
        return [r.quantity.interval for r in self._reports if r.quantity] or [f.interval for f in self._figures]

    @property
    def _ends(self) -> list[Decimal]:
        return sorted(end for interval in self._intervals for end in ends(interval))

    @property
    def between_count(self) -> str:
        """How many sources lie between those that it shows, in words; empty where it shows all."""
        return self._counted(self._choice.between)

    @property
    def left(self) -> list[FigureView]:
        """The figures that belong to it and are not drawn."""
        return [self._scene.view(self._scene.figures[name]) for name in self._choice.left]

    @property
    def left_count(self) -> str:
        """How many figures are not drawn, in words; empty where there is none."""
        return self._counted(len(self._choice.left))

    @property
    def most(self) -> FigureView | Nothing:
        """The level at which clearly more is at stake than at any other."""
        stakes = {figure.id: self._scene.figures.get(record_of(figure.id)) for figure in self._figures}
        known = {name: stake.interval for name, stake in stakes.items() if stake and stake.is_printable}
        units = {stake.unit for stake in stakes.values() if stake}
        known = known if len(known) == len(self._figures) and len(units) == 1 else {}
        for name, least in ((name, interval.low) for name, interval in known.items()):
            highs = [interval.high for other, interval in known.items() if other != name]
            if least is not None and all(high is not None and high < least for high in highs):
                return self._scene.figure(name)
        return NOTHING

    @property
    def one_window(self) -> bool:
        """Whether its figures are of one window."""
        return len({figure.window.canonical for figure in self._figures}) == 1

    @property
    def typical(self) -> FigureView:
        """A figure of the source that most of its figures are from; of a chart of days, of its flows."""
        sources = [figure.sources for figure in self._told]
        return max(self._told, key=lambda figure: sources.count(figure.sources))

    @property
    def from_others(self) -> list[FigureView]:
        """Those that are from somebody else."""
        return [figure for figure in self._told if figure.sources != self.typical.sources]

    @property
    def _told(self) -> list[FigureView]:
        return self.flows if self.kind == DAYS else [self.figure, *self.others]

    @property
    def flows(self) -> list[FigureView]:
        """The flows of a chart of days."""
        return [self._scene.view(figure) for figure in self._all]

    @property
    def moves(self) -> list[FigureView]:
        """The moves beside its flows."""
        return [self._scene.view(figure) for figure in self._figures if is_of(figure.id, Group.PRICES)]

    @property
    def last_flow(self) -> FigureView | Nothing:
        """The latest of its flows."""
        return next(reversed(self.flows), NOTHING)

    @property
    def turned(self) -> bool:
        """Whether its flows went one way at first and the other way from a day on, once."""
        return len(self._runs) == PAIR

    @property
    def first_days(self) -> str:
        """On how many days its flows went the way that they went at first, before they turned, in words."""
        return self._day_count(self._runs[0])

    @property
    def last_days(self) -> str:
        """On how many days its flows went the way that they went at last, in words."""
        return self._day_count(self._runs[-1])

    @property
    def all_days(self) -> str:
        """How many days its flows are of, in words."""
        return self._day_count(self._all)

    @property
    def _runs(self) -> list[list[Figure]]:
        return [[*run] for _, run in groupby(self._all, key=lambda figure: figure.direction)]

    def _day_count(self, figures: list[Figure]) -> str:
        return self._counted(
            sum((last - first).days + 1 for first, last in filter(None, (f.window.days for f in figures)))
        )

    @property
    def moves_alike(self) -> bool:
        """Whether it has moves, and all went one way."""
        return len({f.direction for f in self._figures if is_of(f.id, Group.PRICES)}) == 1

    @property
    def lead(self) -> FigureView | Nothing:
        """The figure that it shows and the article is about; else that of the first asset of the event."""
        event = self._scene.event
        asset = str(self._scene.named(event.assets[0])) if event.assets else ""
        first = [figure.id for figure in self._figures if str(self._scene.view(figure).subject) == asset]
        found = {event.file.event.main} & {figure.id for figure in self._figures} or first
        return self._scene.figure(next(iter(found), None))

    @property
    def same_way(self) -> bool:
        """Whether its figures have one direction."""
        return len({figure.direction for figure in self._all}) == 1

    @property
    def leads(self) -> bool:
        """Whether the first figure is the largest wherever in their ranges they lie; of one share, more than half."""
        first, *others = self._all
        least = first.interval.low if first.interval.low is not None else Decimal(0)
        highs = [figure.interval.high for figure in others] or [HALF]
        return all(high is not None and high < least for high in highs)
