"""Cards: for each figure who said what, as plain texts for the page."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from narrator.model.figure import Role
from narrator.model.quantity import plain
from narrator.model.source import UNNAMED, is_unnamed
from narrator.render import environment, marks
from narrator.wording.expression import amount_of, kind_of
from narrator.wording.phrase import Style, bare, default_style

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from narrator.model.figure import Figure, Judged
    from narrator.model.quantity import Interval, Quantity
    from narrator.render.environment import Sandbox
    from narrator.render.views import Scene

SHOWN = frozenset(Role) - {Role.QUARANTINED}
"""A quarantined value is never printed until a person clears it."""


@dataclass(frozen=True, slots=True)
class CardRow:
    """One report of a figure: the printed name of its source, what it said, and what became of it."""

    source: str
    said: str
    role: str


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

    def view(self) -> dict[str, object]:
        """The card as a template sees it."""
        return asdict(self)


def machine_value(interval: Interval) -> str:
    """An interval for `<data value>`; empty where nothing is known."""
    if interval.is_empty:
        return ""
    ends = tuple(map(_end, (interval.low, interval.high)))
    return ends[0] if interval.is_point else "/".join(ends)


def _end(value: Decimal | None) -> str:
    return ".." if value is None else plain(value)


def cards(scene: Scene, env: Sandbox) -> dict[str, Card]:
    """The cards of all figures of a scene, by figure id, in the order of the figures.

    Raises:
        TemplateError: the template with the words of the cards is broken.
    """
    figures = tuple(scene.figures)
    views = [scene.figure(figure.id) for figure in figures]
    rows = word_table(env, f"{scene.language}/cards.md.j2", {"figures": views}, columns=3)
    names = Names(scene, env)
    return {f.id: _card(scene, f, names, words) for f, words in zip(figures, rows, strict=True)}


def word_table(env: Sandbox, template: str, context: Mapping[str, object], columns: int) -> list[list[str]]:
    """The words that a template prints as cells that each end in `||`, as rows of plain texts.

    Raises:
        TemplateError: the template is broken.
    """
    cells = [plain_text(cell) for cell in environment.run(env, template, context).split("||")[:-1]]
    return [cells[start : start + columns] for start in range(0, len(cells), columns)]


class Names:
    """Sources by the names that pages and charts print; those without a name in the words of the language."""

    def __init__(self, scene: Scene, env: Sandbox) -> None:
        self.sources, self.language = scene.sources, scene.language
        self.reserved = dict(word_table(env, f"{scene.language}/sources.md.j2", {}, columns=2))

    def of(self, source: str) -> str:
        """The printed name of a source."""
        word = UNNAMED if is_unnamed(source) else source
        return self.reserved.get(word) or self.sources.find(source).named(self.language)


def plain_text(markdown: str) -> str:
    """Markdown of views as plain text: no marks, no escapes."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", marks.unmarked(" ".join(markdown.split())))


def _card(scene: Scene, figure: Figure, names: Names, words: list[str]) -> Card:
    label, status, way = words
    expression = scene.expression(figure)
    style = default_style(figure)
    size = replace(expression, kind=kind_of(figure.unit), direction=None) if way else expression
    return Card(
        id=figure.id,
        value=machine_value(figure.interval),
        label=label,
        amount=bare(size, style if style is Style.CHANGE else Style.HEADLINE, scene.locale),
        phrase=bare(expression, style, scene.locale),
        status=status,
        standing=figure.standing.value,
        nature=figure.nature.value,
        way=way,
        rows=tuple(_row(scene, names, judged) for judged in figure.reports if judged.role in SHOWN),
        note=plain_text(str(scene.figure(figure.id).differ or "")),
    )


def _row(scene: Scene, names: Names, judged: Judged) -> CardRow:
    quantity = judged.report.quantity
    return CardRow(
        names.of(judged.report.source), said(scene, quantity, Style.BODY) if quantity else "", judged.role.value
    )


def said(scene: Scene, quantity: Quantity, style: Style) -> str:
    """What one source said, in words."""
    return bare(amount_of(quantity), style, scene.locale)
