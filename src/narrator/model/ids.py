"""Figure ids: the kind of record, the record and its quantity, one behind the other: `liquidations.longs.share`."""

from __future__ import annotations

from narrator.model.kinds import Group, Part
from narrator.model.window import Span, Window


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


def is_of(figure_id: str, *groups: Group) -> bool:
    """Whether a figure is one of these kinds of record."""
    return path_of(figure_id)[0] in groups


def time_of(figure_id: str, window: Window) -> Window:
    """When a figure of a window is of: then, and a close at the end of a week or of some days on the last of them."""
    is_end = is_of(figure_id, Group.PRICES) and field_of(figure_id) == Part.CLOSE
    is_long = is_end and window.span in {Span.DAYS, Span.WEEK_TO}
    return Window(Span.DAY, window.end, window.end) if is_long and window.end else window
