"""Cards: for each figure who said what, as plain texts for the page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from narrator.model.figure import Role
from narrator.model.ledger import TOLD
from narrator.model.problem import Location, Problem
from narrator.model.quantity import kind_of, plain
from narrator.model.report import Nature
from narrator.render import environment, marks
from narrator.render.escape import unescaped
from narrator.render.plates import PlateView
from narrator.render.view import View
from narrator.wording.phrase import Style, default_style

if TYPE_CHECKING:
    from collections.abc import Mapping

    from narrator.charts.choice import Choice
    from narrator.model.figure import Figure, Judged
    from narrator.model.quantity import Interval
    from narrator.render.views import Scene


@dataclass(frozen=True)
class SourceView(View):
    """A source of a page, by its number: `name` is as a brief prints it."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class CardRow:
    """One report of a figure: the printed name of its source, what it said, its role, and that in words; its nature."""

    source: str
    said: str
    role: str
    became: str = ""
    nature: str = Nature.MEASURED.value


@dataclass(frozen=True, slots=True)
class Card:
    """What a reader sees who points at a figure. All texts are plain.

    `value` is for machines: a point as it is, a range as `low/high`, `..` for an unknown end (the form of ISO 8601).
    `amount` is the headline form for the key-figures panel, its direction, if it has one, in `way`; `phrase` is the
    full one; `status` says standing and nature.
    """

    id: str
    value: str
    label: str
    amount: str
    phrase: str
    status: str
    standing: str
    nature: str
    way: str = ""
    rows: tuple[CardRow, ...] = ()
    note: str = ""


class FigureWords(NamedTuple):
    """The words of a figure: `short` is the name that it has in a chart, `stake` what is at stake at a level."""

    label: str
    status: str
    way: str
    short: str
    window: str
    stake: str


class ChartWords(NamedTuple):
    """The words of a chart, the heads of its two panels, and what a place without a figure says: weekend, other."""

    title: str
    caption: str
    upper: str
    lower: str
    weekend: str
    empty: str


@dataclass(frozen=True, slots=True)
class Words:
    """What the language says round the figures of a page, all of it from one template.

    By id those of each figure and chart; by source its printed name; by role what became of a report.
    """

    figures: Mapping[str, FigureWords]
    sources: Mapping[str, str]
    roles: Mapping[str, str]
    charts: Mapping[str, ChartWords]


def words(scene: Scene, names: Mapping[str, object], charts: Mapping[str, Choice]) -> Words:
    """The words for a page; `names` is what article templates see, `charts` what each chart shows.

    Raises:
        TemplateError: the template is broken.
    """
    said_by = scene.figures.sources
    sources = [SourceView(str(number), str(scene.named(source))) for number, source in enumerate(said_by)]
    plates = [PlateView(scene, choice) for choice in charts.values()]
    context = {**names, "said_by": sources, "roles": list(Role), "plates": plates}
    env = environment.environment(scene.workspace.templates)
    template = f"{scene.language}/page_words.md.j2"
    told = _by_key(environment.run(env, template, context))

    def cells(kind: str, name: object, number: int) -> tuple[str, ...]:
        found = told.get(f"{kind}:{name}", ())
        if len(found) != number:
            message = f"'{kind}:{name}' has {len(found)} cells, expected {number}"
            raise environment.TemplateError((Problem("TPL011", message, Location(template)),))
        return found

    return Words(
        figures={figure.id: FigureWords(*cells("figure", figure.id, 6)) for figure in scene.figures},
        sources={source: cells("source", number, 1)[0] for number, source in enumerate(said_by)},
        roles={role: cells("role", role, 1)[0] for role in Role},
        charts={chart: ChartWords(*cells("chart", chart, 6)) for chart in charts},
    )


def _by_key(text: str) -> dict[str, tuple[str, ...]]:
    """The cells behind each key: whatever order an editor gives them, none goes to another figure or source."""
    found: dict[str, tuple[str, ...]] = {}
    for row in text.split("||||"):
        key, *cells = map(plain_text, row.split("||"))
        found[key] = tuple(cells)
    return found


def plain_text(markdown: str) -> str:
    """Markdown of views as plain text: no marks, no escapes."""
    return unescaped(marks.unmarked(" ".join(markdown.split())))


def machine_value(interval: Interval) -> str:
    """An interval for `<data value>`; empty where nothing is known."""
    if interval.is_empty:
        return ""
    ends = [".." if end is None else plain(end) for end in (interval.low, interval.high)]
    return ends[0] if interval.is_point else "/".join(ends)


def cards(scene: Scene, words: Words) -> dict[str, Card]:
    """The cards of all figures of a scene, by figure id, in the order of the figures."""
    return {figure.id: _card(scene, figure, words) for figure in scene.figures}


def _card(scene: Scene, figure: Figure, words: Words) -> Card:
    said = words.figures[figure.id]
    expression, style = scene.expression(figure), default_style(figure)
    size = replace(expression, kind=kind_of(figure.unit), direction=None) if said.way else expression
    return Card(
        id=figure.id,
        value=machine_value(figure.interval),
        label=said.label,
        amount=scene.bare(size, style if style is Style.CHANGE else Style.HEADLINE),
        phrase=scene.bare(expression, style),
        status=said.status,
        standing=figure.standing.value,
        nature=figure.nature.value,
        way=said.way,
        rows=tuple(_row(scene, words, judged, figure) for judged in figure.reports if judged.role in TOLD),
        note=plain_text(str(scene.figure(figure.id).differ or "")),
    )


def _row(scene: Scene, words: Words, judged: Judged, figure: Figure) -> CardRow:
    report, role = judged.report, judged.role
    said = scene.voiced(report.quantity, figure) if report.quantity else ""
    return CardRow(words.sources[report.source], said, role.value, words.roles[role], report.nature.value)
