"""Charting: which charts a brief gets, and their SVG.

A chart must say something: who says what where a figure has two voices, and figures at a glance where there are three
figures of one kind to set side by side. No rumour is ever drawn (ARTICLE.md 12).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from markupsafe import Markup

from narrator.charts.who_says_what import Value, at_a_glance, who_says_what
from narrator.model.figure import Role
from narrator.model.kinds import KINDS, ChartKind, Group
from narrator.model.quantity import EMPTY, Interval, Quantity
from narrator.model.report import Nature
from narrator.render import environment
from narrator.wording.expression import amount_of
from narrator.wording.phrase import Style

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from narrator.charts.who_says_what import Chart
    from narrator.model.figure import Figure
    from narrator.model.report import Report
    from narrator.render.cards import Card, Words
    from narrator.render.environment import Sandbox
    from narrator.render.views import Scene

WHO, GLANCE = "who-says-what", "figures-at-a-glance"
MOST_WHO, LEAST_GLANCE, MOST_GLANCE = 2, 3, 8
GLANCED = [group for group, row in KINDS.items() if row.chart in {ChartKind.PARTS, ChartKind.FLOWS, ChartKind.MOVES}]
COLOURS = {
    "paper": "#ffffff",
    "ink": "#16191d",
    "soft": "#565e68",
    "line": "#d5d9de",
    "accent": "#0b5a66",
    "warm": "#a8480c",
}
"""The colours of a chart in print, those of theme/base.css; WeasyPrint applies no style sheet to SVG."""


@dataclass(frozen=True, slots=True)
class Plate:
    """A chart with the texts round it: the finding that is its title, the printed range, source and as-of."""

    id: str
    kind: str
    chart: Chart
    title: str
    caption: str
    printed: str = ""


def chosen(scene: Scene) -> list[str]:
    """The charts of a brief by id, `KIND:subject`: who says what of its main figure first, figures at a glance last."""
    return list(subjects(scene))


def subjects(scene: Scene) -> dict[str, str]:
    """The figure that each chart is about, or the first of those that it sets side by side, by chart id."""
    ordered = sorted(scene.figures, key=lambda figure: figure.id != scene.event.file.event.main)
    spoken = [figure.id for figure in ordered if len(_voices(figure)) > 1]
    together = [(kind, f[0].id) for kind in GLANCED if len(f := _glanced(scene, kind)) >= LEAST_GLANCE]
    return {f"{WHO}:{i}": i for i in spoken[:MOST_WHO]} | {f"{GLANCE}:{kind}": i for kind, i in together[:1]}


def charts(scene: Scene, words: Words, cards: Mapping[str, Card]) -> dict[str, Markup]:
    """The SVG of every chart of a brief, by id.

    Raises:
        TemplateError: the chart template is broken.
    """
    env = environment.environment(scene.workspace.templates, html=True)
    plates = {i: _plate(scene, words, cards, i, figure) for i, figure in subjects(scene).items()}
    return {i: drawn(env, scene.language, plate) for i, plate in plates.items()}


def drawn(env: Sandbox, language: str, plate: Plate) -> Markup:
    """The figure element of a chart.

    Raises:
        TemplateError: the chart template is broken.
    """
    names = {**asdict(plate), "colours": COLOURS}
    return Markup(environment.run(env, f"{language}/chart-who-says-what.svg.j2", names))  # noqa: S704  # autoescaped


def _plate(scene: Scene, words: Words, cards: Mapping[str, Card], chart_id: str, subject: str) -> Plate:
    figure = scene.figures[subject]
    kind, _, part = chart_id.partition(":")

    def tick(value: Decimal) -> str:
        return scene.bare(amount_of(Quantity(Interval.point(value), figure.unit)), Style.HEADLINE)

    def voices(role: Role) -> list[Value]:
        return [_voice(scene, words, report) for report in _plotted(figure, role)]

    if kind == GLANCE:
        whole = [(f, cards[f.id]) for f in _glanced(scene, part)]
        values = [Value(card.label, card.amount, f.interval, f.nature is not Nature.MEASURED) for f, card in whole]
        chart = at_a_glance(values, tick)
    else:
        chart = who_says_what(figure.interval, voices(Role.CORE), voices(Role.CIRCULATING), tick)
    name = chart_id.replace(":", "-").replace(".", "-")
    title, caption = words.charts[chart_id]
    return Plate(name, kind, chart, title, caption, cards[subject].amount)


def _voice(scene: Scene, words: Words, report: Report) -> Value:
    quantity = replace(report.quantity or Quantity(EMPTY, ""), direction=None)
    text = scene.bare(amount_of(quantity), Style.COMPACT)
    return Value(words.sources[report.source], text, quantity.interval, report.nature is not Nature.MEASURED)


def _voices(figure: Figure) -> tuple[Report, ...]:
    """The reports that can stand on one scale; none where their directions differ, or there is no range to compare."""
    reports = (*_plotted(figure, Role.CORE), *_plotted(figure, Role.CIRCULATING))
    directions = {report.quantity.direction for report in reports if report.quantity}
    return reports if figure.is_printable and len(directions) == 1 and _plotted(figure, Role.CORE) else ()


def _plotted(figure: Figure, role: Role) -> tuple[Report, ...]:
    return tuple(
        report
        for report in figure.by_role(role)
        if report.nature is not Nature.RUMOUR
        and report.quantity is not None
        and report.quantity.unit == figure.unit
        and not report.quantity.interval.is_empty
    )


def _glanced(scene: Scene, kind: str) -> list[Figure]:
    """The amounts of one kind of record that stand on one scale: one unit, one way, and one window but for prices."""
    amounts = [f for f in scene.figures if f.id.startswith(f"{kind}.") and f.id.count(".") == 1 and f.is_printable]
    alike = [f for f in amounts if (f.unit, f.direction) == (amounts[0].unit, amounts[0].direction)]
    same = alike if KINDS[Group(kind)].chart is ChartKind.MOVES else [f for f in alike if f.window == alike[0].window]
    return [f for f in same if f.nature in {Nature.MEASURED, Nature.ESTIMATED}][:MOST_GLANCE]
