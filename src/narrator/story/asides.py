"""Asides: what no true relation ties to the story. They stand in brief at the end, and never on the first screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrator.model.ids import is_of
from narrator.model.kinds import Group
from narrator.story.message import Place
from narrator.story.scope import in_event_days, is_within

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from narrator.model.figure import Figure
    from narrator.story.message import Message
    from narrator.story.scope import Scope

MOST = 3
"""Messages in a paragraph of what is aside."""
OF_MARKETS = (Group.LIQUIDATIONS, Group.FLOWS)
"""Main figures beside which a statistic of the economy is no part of the story unless a record says so."""


def _never(_: Figure, __: Scope) -> bool:
    return False


def _is_of_day(figure: Figure, scope: Scope) -> bool:
    """Whether a figure is of the time of the main one."""
    return scope.same_window(figure, scope.main)


def _is_of_story(figure: Figure, scope: Scope) -> bool:
    """Whether a figure is of the assets of the event, or of none, in the time of the main one or on its days."""
    is_of_time = _is_of_day(figure, scope) or in_event_days(figure, scope)
    return is_of_time and figure.key.subject in {"", *scope.event.assets}


def _is_of_days(figure: Figure, scope: Scope) -> bool:
    """Whether a figure is of an asset of the event, or its days are days of the event or of the main figure."""
    return figure.key.subject in scope.event.assets or figure.window.days is None or _is_near(figure, scope)


def _is_near(figure: Figure, scope: Scope) -> bool:
    main = scope.main
    return in_event_days(figure, scope) or (main is not None and is_within(figure, main)) or _is_of_day(figure, scope)


TIES: dict[str, Callable[[Figure, Scope], bool]] = {
    Group.ACCOUNTS: _is_of_story,
    Group.SENTIMENT: _is_of_day,
    Group.MACRO: _is_of_day,
    Group.PRICES: _is_of_days,
    "statements": _never,
    "rumours": _never,
}
"""By the section that a message would stand in, what ties a figure of it to the story."""


def asides(
    told: Iterable[Message], main: Message, scope: Scope, abouts: Mapping[str, str]
) -> list[tuple[Message, ...]]:
    """What belongs in brief at the end, the heaviest first; what is said about a figure with the figure.

    A section that an editor writes on keeps what it tells, and so does that of the main figure.
    """
    edited = {str(section) for section, typed in scope.event.file.commentary.items() if typed}
    kept = {main.section, *edited}
    found = [m for m in told if m.section not in kept and m.place is Place.PROSE and _is_aside(m, scope, abouts)]
    hosts = {f: m.id for m in found for f in m.figures}
    guests = {m.id: hosts[abouts[m.id]] for m in found if not m.figures and abouts.get(m.id) in hosts}
    free = sorted((m for m in found if m.id not in guests), key=lambda m: -m.weight)
    return [*_pooled([(m, *(guest for guest in found if guests.get(guest.id) == m.id)) for m in free])]


def _pooled(aside: list[tuple[Message, ...]]) -> Iterator[tuple[Message, ...]]:
    """What is aside in paragraphs, each of one subject and few messages."""
    for section in dict.fromkeys(each[0].section for each in aside):
        paragraph: tuple[Message, ...] = ()
        for each in (each for each in aside if each[0].section == section):
            if paragraph and len(paragraph) + len(each) > MOST:
                yield paragraph
                paragraph = ()
            paragraph += each
        yield paragraph


def _is_aside(message: Message, scope: Scope, abouts: Mapping[str, str]) -> bool:
    tie = TIES.get(message.section)
    of = scope.main.id if scope.main else ""
    is_economy = message.section == Group.MACRO and not any(is_of(of, group) for group in OF_MARKETS)
    if tie is None or is_economy:
        return False
    ids = message.figures or filter(None, (abouts.get(message.id),))
    return not any(tie(figure, scope) for name in ids if (figure := scope.figures.get(name)))
