"""Coverage: what is typed in a record and no form prints is told by `check`, before anything is built (STORY.md 3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrator.model.ids import field_of, record_of
from narrator.model.kinds import KINDS, Part
from narrator.model.problem import Problem
from narrator.model.quantity import PERCENT
from narrator.model.records import Macro
from narrator.story.message import Kind
from narrator.story.scope import Scope, is_told
from narrator.story.select import select
from narrator.story.voices import has_doubt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from narrator.model.event import Event
    from narrator.model.figure import Figure, Figures
    from narrator.model.problem import Problems
    from narrator.model.records import Entry
    from narrator.model.signal import Signal

WORDED = frozenset({Kind.MACRO_EVENT, Kind.STATEMENT})
"""Messages that a record makes without an amount."""
BESIDE = "told beside an amount, and this record gives none"
RULES: Mapping[str, tuple[str, Callable[[Entry, set[Kind], list[Figure]], bool]]] = {
    "differ": (
        "told where its sources differ, or other values stand beside them",
        lambda _entry, _kinds, figures: any(map(has_doubt, figures)),
    ),
    "note": (BESIDE, lambda _entry, kinds, figures: bool(kinds & WORDED) or any(map(_has_sentence, figures))),
    "caution": (BESIDE, lambda _entry, _kinds, figures: any(map(_has_sentence, figures))),
    "checked": (BESIDE, lambda _entry, kinds, figures: Kind.RUMOUR in kinds or any(map(_has_sentence, figures))),
    "who": (
        "told of an event without an amount, and of a rate that was decided; `what` is told of a value",
        lambda entry, kinds, figures: (
            Kind.MACRO_EVENT in kinds
            or not isinstance(entry, Macro)
            or _is_named(entry)
            or any(map(_is_start, figures))
        ),
    ),
    "where": (
        "told of an act, a quote or an official statement; an opinion is told without its place",
        lambda entry, kinds, _figures: bool(kinds) and not (_is_opinion(entry) and not getattr(entry, "quote", None)),
    ),
    "when": (
        "told of an act or of words; an opinion is told without its time",
        lambda entry, kinds, _figures: bool(kinds) and not _is_opinion(entry),
    ),
}
"""For each field, where it is told, and whether a record tells it: by itself, its messages, and its figures."""


def _has_sentence(figure: Figure) -> bool:
    """Whether a figure is told in a sentence; of one that is still to come only what others say of it."""
    return is_told(figure) and (not figure.pending or has_doubt(figure))


def _is_start(figure: Figure) -> bool:
    return field_of(figure.id) == Part.FROM and figure.unit == PERCENT


def _is_named(entry: Entry) -> bool:
    return str(getattr(entry, "who", "")).casefold() in str(getattr(entry, "what", "")).casefold()


def _is_opinion(entry: Entry) -> bool:
    return getattr(entry, "kind", "") == "opinion"


def untold(event: Event, figures: Figures, signals: Mapping[str, Signal]) -> Problems:
    """A warning for each text of a record that no form of the article prints."""
    messages = select(Scope(event, figures, signals))
    told: dict[str, set[Kind]] = {}
    for message in messages:
        for record in message.records:
            told.setdefault(record, set()).add(message.kind)
    return tuple(_untold(event, figures, told))


def _untold(event: Event, figures: Figures, told: Mapping[str, set[Kind]]) -> Iterator[Problem]:
    for kind in (*map(str, KINDS), "statements"):
        for name, entry in getattr(event.file, kind).items():
            path = f"{kind}.{name}"
            own = [figure for figure in figures if not figure.derived_from and record_of(figure.id) == path]
            for field, (where, holds) in RULES.items():
                if getattr(entry, field, None) and not holds(entry, told.get(path, set()), own):
                    message = f"'{field}' of '{path}' is printed nowhere"
                    at = event.place(f"{path}.{field}")
                    yield Problem("EVT040", message, at, field, where, event=event.id)
