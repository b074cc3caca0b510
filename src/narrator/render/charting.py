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
from narrator.model.quantity import EMPTY, Interval, Quantity
from narrator.model.report import Nature
from narrator.render import environment
from narrator.render.cards import Names, said, word_table
from narrator.wording.phrase import Style

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from decimal import Decimal

    from narrator.charts.who_says_what import Chart
    from narrator.model.figure import Figure
    from narrator.model.report import Report
    from narrator.render.cards import Card
    from narrator.render.environment import Sandbox
    from narrator.render.views import Scene

WHO, GLANCE = "who-says-what", "figures-at-a-glance"
MOST_WHO, LEAST_GLANCE, MOST_GLANCE = 2, 3, 8
GLANCED = ("liquidations", "flows", "prices")
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
    main = scene.event.file.event.main
    ordered = sorted(scene.figures, key=lambda figure: figure.id != main)
    spoken = [f"{WHO}:{figure.id}" for figure in ordered if len(_voices(figure)) > 1]
    together = [f"{GLANCE}:{kind}" for kind in GLANCED if len(_glanced(scene, kind)) >= LEAST_GLANCE]
    return spoken[:MOST_WHO] + together[:1]


def charts(
    scene: Scene, env: Sandbox, words: Sandbox, names: Mapping[str, object], cards: Mapping[str, Card]
) -> dict[str, Markup]:
    """The SVG of every chart of a brief, by id.

    `env` is the environment of HTML, `words` that of Markdown; `names` is what the article templates see.

    Raises:
        TemplateError: a chart template is broken.
    """
    ids = chosen(scene)
    plates = [{"kind": kind, "figure": scene.figure(_first(scene, subject))} for kind, _, subject in map(_parts, ids)]
    rows = word_table(words, f"{scene.language}/charts.md.j2", {**names, "plates": plates}, columns=2)
    plotter = _Plotter(scene, Names(scene, words), cards)
    return {i: drawn(env, scene.language, plotter.plate(i, *row)) for i, row in zip(ids, rows, strict=True)}


def drawn(env: Sandbox, language: str, plate: Plate) -> Markup:
    """The figure element of a chart.

    Raises:
        TemplateError: the chart template is broken.
    """
    names = {**asdict(plate), "colours": COLOURS}
    return Markup(environment.run(env, f"{language}/chart-who-says-what.svg.j2", names))  # noqa: S704  # autoescaped


@dataclass(frozen=True, slots=True)
class _Plotter:
    """Makes the plates of one scene."""

    scene: Scene
    names: Names
    cards: Mapping[str, Card]

    def plate(self, chart_id: str, title: str, caption: str) -> Plate:
        kind, _, subject = _parts(chart_id)
        name = chart_id.replace(":", "-").replace(".", "-")
        if kind == GLANCE:
            return Plate(name, kind, self.glance(subject), title, caption)
        figure = self.scene.figures[subject]
        said, apart = (tuple(map(self.voice, _plotted(figure, role))) for role in (Role.CORE, Role.CIRCULATING))
        chart = who_says_what(figure.interval, said, apart, self.tick(figure.unit))
        return Plate(name, kind, chart, title, caption, printed=self.cards[subject].amount)

    def glance(self, subject: str) -> Chart:
        figures = _glanced(self.scene, subject)
        values = [
            Value(self.cards[f.id].label, self.cards[f.id].amount, f.interval, f.nature is not Nature.MEASURED)
            for f in figures
        ]
        return at_a_glance(values, self.tick(figures[0].unit))

    def voice(self, report: Report) -> Value:
        quantity = replace(report.quantity or Quantity(EMPTY, ""), direction=None)
        text = said(self.scene, quantity, Style.COMPACT)
        return Value(self.names.of(report.source), text, quantity.interval, report.nature is not Nature.MEASURED)

    def tick(self, unit: str) -> Callable[[Decimal], str]:
        return lambda value: said(self.scene, Quantity(Interval.point(value), unit), Style.HEADLINE)


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
    same = alike if kind == "prices" else [f for f in alike if f.window == alike[0].window]
    return [f for f in same if f.nature in {Nature.MEASURED, Nature.ESTIMATED}][:MOST_GLANCE]


def _parts(chart_id: str) -> tuple[str, str, str]:
    return chart_id.partition(":")


def _first(scene: Scene, subject: str) -> str:
    """The figure that a chart is about, or the first of those that it sets side by side."""
    return _glanced(scene, subject)[0].id if subject in GLANCED else subject
