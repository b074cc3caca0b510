"""Figure ids: the kind of record, the record and its quantity, one behind the other: `liquidations.longs.share`."""

from __future__ import annotations

from functools import lru_cache

from narrator.model.kinds import Group, Part
from narrator.model.window import DAY_HOURS, Span, Window

ENDS: dict[str, int] = {Part.OPEN: 0, Part.CLOSE: 1, Part.PRICE: 1}
"""The prices that are of the first or of the last day of a window."""

RIVAL, TOP = "derived.rival_", "derived.top_"
"""How the ids begin of values of other days: the last that was as large, the highest of all."""
RUN, ENDED, OFF = "derived.run_", "derived.ended_", "derived.off_"
"""How those begin of several days: what went one way to a day, or before it, and how far below the top a value is."""
OWN_TIME = (RIVAL, TOP, RUN, ENDED, OFF)
"""What is computed, and yet of a time of its own."""


@lru_cache(maxsize=10_000)  # one event asks thousands of times
def path_of(figure_id: str) -> tuple[str, str, str]:
    """The kind, the record and the field of a figure id; the kind of a computed one is `derived`."""
    kind, _, rest = figure_id.partition(".")
    record, _, part = rest.partition(".")
    return kind, record, part


def record_of(figure_id: str) -> str:
    """The path of the record that a figure belongs to: `liquidations.longs`."""
    return ".".join(path_of(figure_id)[:2])


def field_of(figure_id: str) -> str:
    """The field name of a quantity, empty for the amount of a record."""
    return path_of(figure_id)[2]


def has_own_time(figure_id: str) -> bool:
    """Whether a computed figure is of another time than what it was computed from."""
    return figure_id.startswith(OWN_TIME)


def is_rival(figure_id: str) -> bool:
    """Whether it is the last value that was as large as another one."""
    return figure_id.startswith(RIVAL)


def is_of(figure_id: str, *groups: Group) -> bool:
    """Whether a figure is one of these kinds of record."""
    return path_of(figure_id)[0] in groups


def time_of(figure_id: str, window: Window) -> Window:
    """When a figure of a window is of: then; a price at the end of a longer one on its last day, an opening its first.

    What Bitcoin stood at it did not stand at for seven days.
    """
    at = ENDS.get(field_of(figure_id)) if is_of(figure_id, Group.PRICES) else None
    is_long = window.span is Span.DAYS or (at and window.span is Span.WEEK_TO) or (window.hours or 0) > DAY_HOURS
    day = window.days[at] if at is not None and is_long and window.days else None
    return Window(Span.DAY, day, day) if day else window
