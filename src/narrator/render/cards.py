"""Cards: for each figure who said what, as plain texts for the page."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from narrator.model.figure import Role
from narrator.model.quantity import plain
from narrator.render import environment, marks
from narrator.wording.expression import amount_of
from narrator.wording.phrase import Style, bare, default_style

if TYPE_CHECKING:
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
    `amount` is the short form for the key-figures panel, `phrase` the full one; `status` says standing and nature.
    """

    id: str
    value: str
    label: str
    amount: str
    phrase: str
    status: str
    standing: str
    nature: str
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
    words = environment.run(env, f"{scene.language}/cards.md.j2", {"figures": views})
    lines = [line for line in words.split("\n") if line.strip()]
    return {
        figure.id: _card(scene, figure, *map(plain_text, line.split(" || ")))
        for figure, line in zip(figures, lines, strict=True)
    }


def plain_text(markdown: str) -> str:
    """Markdown of views as plain text: no marks, no escapes."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", marks.unmarked(markdown)).strip()


def _card(scene: Scene, figure: Figure, label: str, status: str) -> Card:
    expression = scene.expression(figure)
    style = default_style(figure)
    return Card(
        id=figure.id,
        value=machine_value(figure.interval),
        label=label,
        amount=bare(expression, style if style is Style.CHANGE else Style.COMPACT, scene.locale),
        phrase=bare(expression, style, scene.locale),
        status=status,
        standing=figure.standing.value,
        nature=figure.nature.value,
        rows=tuple(_row(scene, judged) for judged in figure.reports if judged.role in SHOWN),
        note=plain_text(str(scene.figure(figure.id).differ or "")),
    )


def _row(scene: Scene, judged: Judged) -> CardRow:
    report = judged.report
    return CardRow(
        source=scene.sources.find(report.source).named(scene.language),
        said=said(scene, report.quantity) if report.quantity else "",
        role=judged.role.value,
    )


def said(scene: Scene, quantity: Quantity) -> str:
    """What one source said, in words."""
    return bare(amount_of(quantity), Style.BODY, scene.locale)
