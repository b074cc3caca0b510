"""What a printed figure owes the reader (STORY.md 3): debts belong to the figure, wherever it is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrator.model.figure import Role
from narrator.model.ids import field_of, has_own_time
from narrator.model.kinds import Part
from narrator.model.report import Nature
from narrator.model.source import MARKET_DATA
from narrator.story.message import ONCE, Owed
from narrator.story.scope import in_force, when
from narrator.story.voices import has_doubt

if TYPE_CHECKING:
    from narrator.model.figure import Figure
    from narrator.story.scope import Scope


def debts(figure: Figure, scope: Scope) -> tuple[Owed, ...]:
    """What a figure owes, in the order in which it is paid."""
    return tuple(owed for owed, is_due in DUE if is_due(figure, scope))


def _window(figure: Figure, scope: Scope) -> bool:
    main = scope.main
    is_within = (
        (figure.derived_from and not has_own_time(figure.id))
        or field_of(figure.id) == Part.FROM
        or (field_of(figure.id) == Part.PEAK_HOUR and figure.window.until is None)
    )
    is_said = scope.same_window(figure, main) or when(figure) == in_force(scope.event, main)
    return not is_within and not is_said


def _voice(figure: Figure, _: Scope) -> bool:
    return figure.source is not None and figure.source != MARKET_DATA


def _text(name: str, figure: Figure, scope: Scope) -> bool:
    return bool(getattr(scope.record(figure.id), name, None))


DUE = (
    (Owed.WINDOW, _window),
    (Owed.DIRECTION, lambda figure, _: figure.direction is not None),
    (Owed.VOICE, _voice),
    (Owed.NATURE, lambda figure, _: figure.nature is not Nature.MEASURED),
    (Owed.CAUTION, lambda figure, scope: _text("caution", figure, scope)),
    (Owed.DOUBT, lambda figure, _: has_doubt(figure)),
    (Owed.CHECKED, lambda figure, scope: figure.nature is not Nature.RUMOUR and _text("checked", figure, scope)),
    (Owed.NOTE, lambda figure, scope: _text("note", figure, scope)),
)
"""What can be owed, and when it is."""


def is_loud(figure: Figure, scope: Scope) -> bool:
    """Whether a figure owes a sentence of its own, once in the article: a doubt, a note or a caution."""
    return not {*ONCE}.isdisjoint(debts(figure, scope))


def is_plain(figure: Figure, scope: Scope) -> bool:
    """Whether a figure may stand where no note has room: no caution speaks against it."""
    return Owed.CAUTION not in debts(figure, scope) and not figure.by_role(Role.QUARANTINED)
