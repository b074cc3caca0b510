"""Others: whose value the bar of a figure is, and what is said of the figure beside it.

Bars are compared with one another. Where they are from several sources, and one source has a value for each of them,
the bars are its values, and those that the brief prints stand beside them.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from narrator.model.figure import Role, Standing
from narrator.model.report import Nature
from narrator.model.source import is_without_name
from narrator.story.scope import FIRM
from narrator.story.voices import Voice, beside

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narrator.model.figure import Figure
    from narrator.model.report import Report


AGREED = frozenset({Standing.CONFIRMED, Standing.AGREED})
"""Whose value each of the sources has given."""


def one_source(figures: Sequence[Figure]) -> str:
    """The source whose values bars from several sources can all be; empty where there is none, or no need of one.

    It has a name, since nobody can tell whether one without a name is the same for each.
    """
    behind = [{report.source for report in figure.by_role(Role.CORE)} for figure in figures]
    if not behind or all(each == behind[0] for each in behind):
        return ""
    named = [[report.source for report in _drawable(figure)] for figure in figures]
    known = [name for name in dict.fromkeys(chain(*named)) if not is_without_name(name)]
    found = [name for name in known if all(name in each for each in named)]
    return max(found, key=lambda name: sum(name in each for each in behind), default="")


def _drawable(figure: Figure) -> list[Report]:
    """The reports of a figure that could be its bar."""
    told = [*figure.by_role(Role.CORE), *figure.by_role(Role.CIRCULATING)]
    return [
        report
        for report in told
        if (said := report.quantity)
        and report.nature in FIRM
        and (said.unit, said.direction) == (figure.unit, figure.direction)
        and not (said.interval.is_empty or said.interval.is_bound)
    ]


def as_drawn(figure: Figure, source: str) -> Figure:
    """A figure with what a source says of it for its own value; itself where that is its own, or the sources agree."""
    said = next((report for report in _drawable(figure) if report.source == source), None)
    is_own = figure.source == source or (figure.standing in AGREED and said in figure.by_role(Role.CORE))
    if said is None or said.quantity is None or is_own:
        return figure
    amount = said.quantity
    own = replace(figure, interval=amount.interval, approximate=amount.approximate, manner=amount.manner)
    return replace(own, source=source, nature=said.nature)


def others(figure: Figure, source: str) -> tuple[Voice, ...]:
    """What else is said of a figure, whoever its bar is from; no rumour, nothing of parts, and no value twice."""
    bar = as_drawn(figure, source)
    core = [report for report in figure.by_role(Role.CORE) if bar is not figure]
    voices = [Voice(r.quantity, r.source, r.nature) for r in core if r.quantity and not r.quantity.interval.is_empty]
    found: dict[object, Voice] = {}
    for voice in (*voices, *beside(figure)):
        if voice.nature is not Nature.RUMOUR and not voice.part:
            found.setdefault((voice.quantity.interval, voice.quantity.unit, voice.quantity.direction), voice)
    found.pop((bar.interval, bar.unit, bar.direction), None)
    return tuple(found.values())
