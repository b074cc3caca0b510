"""Charting: which charts a brief gets, by the relation that its story tells, and their SVG.

`CHARTS` has a row for each kind: what in a story it suits, and how it is drawn. The chart about the main figure comes
first; then the weight of what is told decides. No rumour is ever drawn (ARTICLE.md 12), and what a chart leaves out it
says.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from narrator.charts.choice import PAIR
from narrator.charts.days import day_by_day
from narrator.charts.history import HISTORY, over_days
from narrator.charts.levels import price_levels
from narrator.charts.others import as_drawn, others
from narrator.charts.over_time import DAYS, MOST_DAYS, time_of, without_days
from narrator.charts.relations import RELATIONS, dispute_of
from narrator.charts.scale import Value
from narrator.charts.signed import signed
from narrator.charts.who_says_what import at_a_glance, who_says_what
from narrator.charts.whole import parts_of_whole
from narrator.model.figure import Role
from narrator.model.ids import is_of, record_of
from narrator.model.kinds import Group
from narrator.model.quantity import EMPTY, LEVEL_WORDS, NEGATIVE, NET_FLOWS, PERCENT, Interval, Kind, Quantity, kind_of
from narrator.model.window import Span
from narrator.render import environment, finished, marks
from narrator.render.cards import cards, words
from narrator.render.past import past_of
from narrator.render.shown import is_uncounted
from narrator.wording.expression import amount_of
from narrator.wording.phrase import Style, default_style

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from narrator.charts.choice import Choice
    from narrator.charts.scale import Chart, Label
    from narrator.model.figure import Figure
    from narrator.model.report import Report
    from narrator.render.cards import Card, Words
    from narrator.render.environment import Sandbox
    from narrator.render.views import Scene
    from narrator.story.message import Story

MOST_CHARTS, WORDS_EACH = 4, 250
"""At most so many charts, and at most one for so many words (ARTICLE.md 14); one there may always be."""
COLOURS = {
    "paper": "#ffffff",
    "ink": "#16191d",
    "soft": "#565e68",
    "line": "#d5d9de",
    "accent": "#0b5a66",
    "warm": "#a8480c",
}
"""The colours of a chart in print, those of theme/base.css; WeasyPrint applies no style sheet to SVG."""
HUNDRED = Decimal(100)
WEEKEND = (5, 6)
AMOUNT = re.compile(r"[^\w\s.,-]*\d[\d.,]*")
"""The first digits of an amount, with the sign of its currency."""


@dataclass(frozen=True, slots=True)
class Plate:
    """A chart with the texts round it: the finding that is its title, the printed range, source and as-of."""

    id: str
    kind: str
    chart: Chart
    title: str
    caption: str
    printed: str = ""


class Desk(NamedTuple):
    """What a chart is drawn from."""

    scene: Scene
    words: Words
    cards: Mapping[str, Card]

    def figures(self, choice: Choice) -> list[Figure]:
        """The figures of a chart, with what its one source says of them, where its bars are of one."""
        return [as_drawn(self.scene.figures[name], choice.source) for name in choice.figures]

    def value(self, figure: Figure, source: str = "") -> Value:
        """A figure as a row: its short name, its amount with its direction in words, the interval with its sign.

        Beside it what others than the source of its chart say.
        """
        interval = Quantity(figure.interval, figure.unit, figure.direction).signed()
        style = default_style(figure)
        amount = self.scene.bare(self.scene.expression(figure), style if style is Style.CHANGE else Style.HEADLINE)
        short = self.words.figures[figure.id].short
        told = self.scene.figures[figure.id]
        beside = tuple(
            Value(
                f"{self.words.sources.get(v.source, '')}, {short}",
                self.scene.said(v.quantity, told),
                v.quantity.signed(),
            )
            for v in others(told, source)
            if v.quantity.unit == figure.unit
        )
        by = self.words.sources.get(source, "") if figure is not told else ""
        return Value(short, amount, interval, is_uncounted(figure), others=beside, by=by)

    def sized(self, figure: Figure, source: str = "") -> Value:
        """A figure as a column: its head says what it is, and what flowed out is below zero."""
        value = self.value(figure, source)
        value = replace(value, name=f"{value.name}, {self.day(figure)}")
        if figure.direction not in NET_FLOWS:
            return value
        size = replace(self.scene.expression(figure), kind=kind_of(figure.unit), direction=None)
        amount = self.scene.bare(size, Style.HEADLINE)
        return replace(value, text=below_zero(amount) if figure.direction in NEGATIVE else amount)

    def level(self, figure: Figure) -> Value:
        """A price level as a row: what is at stake there, where a record has it, and which way it goes on."""
        value, stake = self.value(figure), self.words.figures[figure.id].stake
        way = str(figure.direction) if figure.direction in LEVEL_WORDS else ""
        amount = self.scene.figures.get(record_of(figure.id))
        is_known = stake and amount and amount.is_printable and not amount.interval.is_bound
        interval = amount.interval if amount and is_known else None
        return replace(value, text=stake or value.text, way=way, stake=interval)

    def day(self, figure: Figure) -> str:
        """The day of a figure, or its first and last."""
        ends = dict.fromkeys(figure.window.days or ())
        return "-".join(self.scene.rules.day(each, year=False) for each in ends)

    def ticks(self, figure: Figure) -> Label:
        """The labels of an axis of values like those of a figure."""
        return lambda at: self.scene.place(figure, at)


def below_zero(amount: str) -> str:
    """An amount with a minus before its number."""
    return AMOUNT.sub("\u2212\\g<0>", amount, count=1)


def subjects(scene: Scene, story: Story | None = None) -> dict[str, Choice]:
    """The charts of a brief by id, `KIND:figure`: that of the main figure first, then by the weight of what is told."""
    story = story or scene.story
    found = [choice for kind, relation in RELATIONS for choice in relation(scene.figures, story, kind)]
    is_told = any(choice.is_about_main and not choice.is_last for choice in found)
    found = [choice for choice in found if not choice.is_last or (choice.is_about_main and not is_told)] or found
    by_day = {name for choice in found if choice.kind == DAYS for name in choice.figures}
    bars = {str(Group.FLOWS), "moves"}
    found = [without_days(each, scene.figures, by_day) if each.kind in bars else each for each in found]
    found = [c for c in found if c.kind == DAYS or (c.figures and not by_day.issuperset(c.figures))]
    found = [choice for choice in found if choice.kind not in bars or len(choice.figures) >= PAIR]
    found = [choice for choice in found if not choice.is_plain] or found
    ranked = sorted(found, key=lambda choice: (not choice.is_about_main, -choice.weight))
    return {choice.id: choice for choice in ranked[:MOST_CHARTS]}


def thinned(body: str, charts: Sequence[str], mark: Callable[[str], str]) -> str:
    """An article with no more charts than its length can bear; the least important go."""
    words = sum(len(line.split()) for line in body.split("\n") if not line.startswith(("|", "#")))
    for chart in charts[max(1, words // WORDS_EACH) :]:
        body = body.replace(f"{mark(chart)}\n\n", "")
    return body


def illustrated(
    scene: Scene, body: str, names: Mapping[str, object], story: Story | None = None
) -> tuple[dict[str, Card], dict[str, Markup]]:
    """The cards of all figures of a brief, and the SVG of the charts in its body, by id; `story`: as it is planned.

    Raises:
        TemplateError: a template of charts or of their words is broken.
    """
    chosen = {name: choice for name, choice in subjects(scene, story).items() if marks.chart(name) in body}
    said = words(scene, names, chosen)
    made, env = cards(scene, said), environment.environment(scene.workspace.templates, html=True)
    desk, accent = Desk(scene, said, made), scene.workspace.settings.theme.on_light
    return made, {choice.id: drawn(env, scene.language, _plate(desk, choice), accent) for choice in chosen.values()}


def drawn(env: Sandbox, language: str, plate: Plate, accent: str = COLOURS["accent"]) -> Markup:
    """The figure element of a chart.

    Raises:
        TemplateError: the chart template is broken.
    """
    template, _ = CHARTS[plate.kind]
    names = {**asdict(plate), "colours": {**COLOURS, "accent": accent}}
    name = f"{language}/chart-{template}.svg.j2"
    made = environment.run(env, name, names)
    finished.inspect_chart(name, made)
    return Markup(made)  # noqa: S704  # autoescaped


def _plate(desk: Desk, choice: Choice) -> Plate:
    _, draw = CHARTS[choice.kind]
    words = desk.words.charts[choice.id]
    name = re.sub(r"[:.]", "-", choice.id)
    return Plate(
        name, choice.kind, draw(desk, choice), words.title, words.caption, desk.cards[choice.figures[0]].amount
    )


def _dispute(desk: Desk, choice: Choice) -> Chart:
    figure = desk.scene.figures[choice.figures[0]]
    core, apart = (dispute_of(figure, role)[0] for role in (Role.CORE, Role.CIRCULATING))
    said, circulating = ([_voice(desk, report, figure) for report in reports] for reports in (core, apart))
    drawn = who_says_what(figure.interval, said, circulating, desk.ticks(figure))
    return replace(drawn, places=drawn.places | {"of": desk.words.figures[figure.id].label})


def _voice(desk: Desk, report: Report, figure: Figure) -> Value:
    said = report.quantity or Quantity(EMPTY, "")
    quantity = replace(said, direction=None)
    is_move = default_style(figure) is Style.CHANGE
    is_short = not (is_move or quantity.interval.is_negative)
    text = desk.scene.bare(amount_of(quantity), Style.COMPACT) if is_short else desk.scene.voiced(said, figure)
    return Value(desk.words.sources[report.source], text, quantity.interval, is_uncounted(report))


def _parts(desk: Desk, choice: Choice) -> Chart:
    whole = desk.scene.figures.get(choice.whole) if choice.whole else None
    figures = desk.figures(choice)
    of = whole.interval if whole else Interval.point(HUNDRED) if figures[0].unit == PERCENT else None
    return parts_of_whole([*map(desk.value, figures)], _percent(desk), of)


def _percent(desk: Desk) -> Label:
    return lambda at: desk.scene.bare(amount_of(Quantity(Interval.point(at), PERCENT)), Style.HEADLINE)


def _signed(desk: Desk, choice: Choice) -> Chart:
    groups: dict[object, list[Figure]] = {}
    for figure in desk.figures(choice):
        groups.setdefault(time_of(figure), []).append(figure)
    dated = [min(group, key=lambda figure: figure.window.span is Span.SESSION) for group in groups.values()]
    heads = [desk.words.figures[first.id].window if len(groups) > 1 else "" for first in dated]
    values = [[desk.value(figure, choice.source) for figure in group] for group in groups.values()]
    return signed([*zip(heads, values, strict=True)])


def _levels(desk: Desk, choice: Choice) -> Chart:
    price = desk.scene.figures.get(choice.whole) if choice.whole else None
    reached = [desk.value(desk.scene.figures[name]) for name in choice.beside]
    return price_levels([*map(desk.level, desk.figures(choice))], desk.value(price) if price else None, reached)


def _days(desk: Desk, choice: Choice) -> Chart:
    figures = desk.figures(choice)
    words = desk.words.charts[choice.id]
    panels = [
        (head, {desk.day(f): desk.sized(f, choice.source) for f in figures if is_of(f.id, group)})
        for head, group in ((words.upper, Group.PRICES), (words.lower, Group.FLOWS))
    ]
    ends = sorted({figure.window.days for figure in figures if figure.window.days})
    first, last = ends[0][0], ends[-1][1]
    dates = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    is_daily = all(one == other for one, other in ends) and len(dates) <= MOST_DAYS
    shown = [desk.scene.rules.day(each, year=False) for each in dates]
    known = {figure.window.days: desk.day(figure) for figure in figures}
    panels = [panel for panel in panels if panel[1]]
    if not is_daily:
        broken = [n for n, (one, other) in enumerate(pairwise(ends)) if (other[0] - one[1]).days > 1]
        return day_by_day(panels, [known[each] for each in ends], broken=broken)
    return day_by_day(panels, shown, [words.weekend if each.weekday() in WEEKEND else words.empty for each in dates])


def _history(desk: Desk, choice: Choice) -> Chart:
    now, rival = (desk.scene.figures[name] for name in choice.figures)
    label, is_flow = desk.ticks(now), now.key.kind is Kind.FLOW
    past = past_of(desk.scene, now, rival, desk.sized)
    return over_days(past, lambda at: below_zero(label(-at)) if is_flow and at < 0 else label(at), from_zero=is_flow)


def _glance(desk: Desk, choice: Choice) -> Chart:
    figures = desk.figures(choice)
    return at_a_glance([desk.value(figure, choice.source) for figure in figures], desk.ticks(figures[0]))


CHARTS: Mapping[str, tuple[str, Callable[[Desk, Choice], Chart]]] = {
    "who-says-what": ("who-says-what", _dispute),
    "sides": ("whole", _parts),
    "parts": ("whole", _parts),
    "piece": ("whole", _parts),
    DAYS: ("days", _days),
    str(Group.FLOWS): ("signed", _signed),
    "moves": ("signed", _signed),
    str(Group.LEVELS): (str(Group.LEVELS), _levels),
    "figures-at-a-glance": ("who-says-what", _glance),
    HISTORY: (HISTORY, _history),
}
"""The kinds of chart: the template that draws each, and what computes it."""
