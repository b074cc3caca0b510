"""What is worked out of a figure, or of an event, is worked out once for each event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrator.audit.remembered import of_figure, of_matter
from support.audits import matter

if TYPE_CHECKING:
    from narrator.audit.matter import Matter
    from narrator.model.figure import Figure


def test_a_figure_is_asked_once_for_each_event() -> None:
    asked: list[str] = []

    @of_figure
    def name(figure: Figure, matter: Matter) -> str:
        asked.append(figure.id)
        return f"{figure.id} of {matter.event.id}"

    one, other = matter("2026-01-29-long-cascade"), matter("2026-01-07-short-squeeze")
    for of in (one, other, one, other):
        for figure in of.figures:
            assert name(figure, of) == f"{figure.id} of {of.event.id}"
    assert len(asked) == len([*one.figures]) + len([*other.figures])


def test_an_event_is_asked_once() -> None:
    asked: list[str] = []

    @of_matter
    def name(matter: Matter) -> str:
        asked.append(matter.event.id)
        return matter.event.id

    one, other = matter("2026-01-29-long-cascade"), matter("2026-01-07-short-squeeze")
    assert [name(of) for of in (one, other, one, other)] == [of.event.id for of in (one, other, one, other)]
    assert asked == [one.event.id, other.event.id]
