"""Ticks: the values of an axis in words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from narrator.model.quantity import Interval, Quantity
from narrator.wording.expression import amount_of
from narrator.wording.phrase import Style

if TYPE_CHECKING:
    from decimal import Decimal

    from narrator.model.figure import Figure
    from narrator.render.views import Scene


def place(scene: Scene, figure: Figure, at: Decimal) -> str:
    """A value on the axis of a figure, in words: below zero where it is, in the unit that its sources typed."""
    interval = Interval.point(at)
    spoken = replace(amount_of(Quantity(interval, figure.unit)), manner=scene.expression(figure).manner)
    is_below = at < 0 and figure.direction is None
    return scene.bare(replace(spoken, kind=figure.key.kind, interval=interval) if is_below else spoken, Style.HEADLINE)
