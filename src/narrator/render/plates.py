"""The views of charts: what the template of their words sees of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrator.model.kinds import Group, Part
from narrator.render.shown import PAIR, Shown, days_of, is_uncounted
from narrator.render.view import NOTHING, View, give
from narrator.render.voice_views import VoiceView

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from narrator.charts.choice import Choice
    from narrator.model.figure import Figure
    from narrator.render.view import Nothing
    from narrator.render.views import FigureView, Scene


class PlateView(View):
    """One chart: its figures, and what its title may say of all of them."""

    def __init__(self, scene: Scene, choice: Choice) -> None:
        self._scene, self._choice, self._shown = scene, choice, Shown(scene, choice)

    @property
    def id(self) -> str:
        """Its kind and first figure."""
        return self._choice.id

    @property
    def kind(self) -> str:
        """The relation that it shows."""
        return self._choice.kind

    @property
    def lowest(self) -> str:
        """The lowest value that it shows, in words."""
        return self._scene.place(self._shown.figures[0], self._shown.ends[0])

    @property
    def highest(self) -> str:
        """The highest value that it shows, in words."""
        return self._scene.place(self._shown.figures[0], self._shown.ends[-1])

    @property
    def sources(self) -> list[str]:
        """Those of its figures: the one whose values all of them are, else those that most are from."""
        one = self._choice.source
        return [str(self._scene.named(one))] if one else self._scene.sources_of(self._shown.usual[0])

    @property
    def counts(self) -> list[VoiceView]:
        """What is said of its figures beside its bars, each marked by a hollow circle where it has a place."""
        return [VoiceView(self._scene, figure, voice) for figure, voice in self._shown.others]

    def _view(self, figure: Figure | None) -> FigureView | Nothing:
        return self._scene.view(figure) if figure else NOTHING

    def _counted(self, number: int) -> str:
        return self._scene.rules.counted(number) if number else ""


FIGURES: Mapping[str, tuple[str, Callable[[Shown], Figure | None]]] = {
    "figure": ("Its first figure.", lambda s: s.figures[0]),
    "whole": ("What its figures are parts of, or the price that stands among levels.", lambda s: s.whole),
    Part.SHARE: ("The share that its first figure has of the whole or of both sides.", lambda s: s.share),
    "alone": ("The one figure that went the other way than all others.", lambda s: s.alone),
    "lead": ("The figure that the article is about; else that of the first asset of the event.", lambda s: s.lead),
    "most": ("The level at which clearly more is at stake than at any other.", lambda s: s.most_at_stake),
    "upper": ("How far the shorts at risk above the price are from it.", lambda s: s.distance(above=True)),
    "lower": ("How far the longs at risk below the price are from it.", lambda s: s.distance(above=False)),
    "turn": ("The first of the flows of a chart of days that went the other way.", lambda s: s.turn),
    "last_flow": ("The latest of the flows of a chart of days.", lambda s: next(reversed(s.every), None)),
}
LISTS: Mapping[str, tuple[str, Callable[[Shown], Sequence[Figure]]]] = {
    "others": ("Its other figures in order.", lambda s: s.figures[1:]),
    "left": ("The figures that belong to it and are not drawn.", lambda s: s.left),
    "still": ("Those of the lead’s own time that hardly moved beside it, where they are few.", lambda s: s.still),
    "elsewhere": ("Those of another window than the figure that the article is about.", lambda s: s.elsewhere),
    "beyond": ("Those that surely moved further than the one that the article is about.", lambda s: s.beyond),
    "from_others": ("Those that are from another source than most.", lambda s: s.unusual),
    Group.FLOWS: ("The flows of a chart of days.", lambda s: s.every),
    "moves": ("The moves beside its flows.", lambda s: s.moves),
}
COUNTS: Mapping[str, tuple[str, Callable[[Shown], int]]] = {
    "count": ("How many figures it shows.", lambda s: len(s.figures)),
    "left_count": ("How many figures are not drawn.", lambda s: len(s.left)),
    "between_count": ("How many sources lie between those that it shows.", lambda s: s.choice.between),
    "falls": ("How many of its figures fell or flowed out, or on how many days.", lambda s: s.falls),
    "lower_count": ("How many levels lie wholly below the price.", lambda s: s.levels_beside(below=True)),
    "higher_count": ("How many levels lie wholly above the price.", lambda s: s.levels_beside(below=False)),
    "first_days": ("On how many days its flows went the way that they went at first.", lambda s: days_of(s.runs[0])),
    "beyond_count": ("How many surely moved further than the one that the article is about.", lambda s: len(s.beyond)),
    "last_days": ("On how many days its flows went the way that they went at last.", lambda s: days_of(s.runs[-1])),
    "all_days": ("How many days its flows are of.", lambda s: days_of(s.every)),
}
TRUTHS: Mapping[str, tuple[str, Callable[[Shown], bool]]] = {
    "bounded": ("Whether a value has no lower or no upper end.", lambda s: any(i.is_bound for i in s.intervals)),
    "ranges": ("Whether it shows a range.", lambda s: any(not i.is_point and i.high is not None for i in s.intervals)),
    "arrows": ("Whether an arrow says that a value goes on.", lambda s: s.has_arrows),
    "dashed": ("Whether a value was not counted.", lambda s: any(map(is_uncounted, s.reports or s.figures))),
    "hollow": ("Whether a hollow mark is what others say.", lambda s: s.has_hollow),
    "own": ("Whether its bars are the values that the brief prints.", lambda s: s.is_own),
    "at_peak": ("Whether its flows turned behind the high of the price, or its low.", lambda s: s.turned_at_peak),
    "one_time": ("Whether all are of one window, or of a day and its session.", lambda s: s.is_of_one_time),
    "cut": ("Whether figures of its windows are not drawn.", lambda s: len(s.every) > len(s.figures)),
    "turned": ("Whether its flows went one way, and the other from a day on.", lambda s: len(s.runs) == PAIR),
    "leads": ("Whether the first figure is the largest; of one share, more than half.", lambda s: s.is_led),
    "same_way": ("Whether its figures have one direction.", lambda s: len({f.direction for f in s.every}) == 1),
    "moves_alike": ("Whether all its moves went one way.", lambda s: len({f.direction for f in s.moves}) == 1),
    "one_window": ("Whether all are of one window.", lambda s: len({f.window.canonical for f in s.figures}) == 1),
}


give(PlateView, "FigureView | Nothing", FIGURES, lambda self, read: self._view(read(self._shown)))
give(PlateView, "list[FigureView]", LISTS, lambda self, read: [*map(self._view, read(self._shown))])
give(PlateView, "str", COUNTS, lambda self, read: self._counted(read(self._shown)))
give(PlateView, "bool", TRUTHS, lambda self, read: read(self._shown))
