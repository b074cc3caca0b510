"""Sections and paragraphs: what stands under one heading, in which order, and where a paragraph ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrator.model.kinds import Group
from narrator.story.message import Kind, Section

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from narrator.story.message import Message

MESSAGES, WINDOWS, FIGURES = 4, 3, 6
"""At most so many messages and windows in a paragraph, and so many figures of who was hit."""
LOOSE = ("statements", "rumours")
"""Sections that come last whatever they weigh."""


def sections(
    told: Iterable[Message],
    main: Message,
    abouts: Mapping[str, str] | None = None,
    second: Message | None = None,
    own: Collection[str] = (),
) -> Iterator[Section]:
    """The sections, that of the main figure first, then that of a contrast, and by their heaviest message; loose last.

    What is about a figure stands behind the message of that figure; behind what others did, which a contrast leads
    with, what the event's `own` assets did.
    """
    by_name: dict[str, list[Message]] = {}
    for message in told:
        by_name.setdefault(message.section, []).append(message)

    def order(name: str) -> tuple[bool, bool, bool, int]:
        is_second = second is not None and any(m.id == second.id for m in by_name[name])
        return name != main.section, not is_second, name in LOOSE, -max(m.weight for m in by_name[name])

    for name in sorted(by_name, key=order):
        led = second.id if second is not None and name != main.section else ""
        apart = own if led else ()
        ordered = sorted(by_name[name], key=lambda m: (m.id != led, m.kind in BESIDE, m.id in apart, -m.weight))
        is_led = name == main.section and second is not None and second.id in {m.id for m in ordered}
        beside = _behind(_beside(_wholes_first(ordered), is_led=is_led), abouts or {}, main)
        yield Section(name, tuple(paragraphs(beside)), max(m.weight for m in ordered))


FLOWS = frozenset({Kind.FLOW, Kind.TURN, Kind.REVERSAL})
"""What tells one series by time."""
BY_TIME = FLOWS | {Kind.SPLIT, Kind.MOVE}
"""What is told by time, and may have a window more in a paragraph."""
OF_PRICE = frozenset({Kind.MOVE, Kind.QUOTE})
"""What a price did."""
BESIDE = frozenset({Kind.CLAIM, Kind.STATEMENT, Kind.RUMOUR})
"""What stands beside the figure that it is about, else at the end of its section."""


HIT = frozenset({Kind.SPLIT, Kind.PARTS, Kind.CLAIM, Kind.ACCOUNTS, Kind.ORDER, Kind.TOTAL, Kind.PEAK, Kind.COMPARISON})
"""Who was hit, and how much at other times, which comes before what the price did."""


def _behind(ordered: list[Message], abouts: Mapping[str, str], main: Message) -> list[Message]:
    """Messages with those about a figure of another one behind that one; about the main figure behind its parts."""
    parts = (m for m in reversed(ordered) if m.kind in HIT and m.id not in abouts and m.windows[:1] == main.windows[:1])
    hosts = {f: m.id for m in parts for f in main.figures}
    hosts |= {f: m.id for m in reversed(ordered) if m.id not in abouts for f in (*m.figures, *m.rest)}
    hosted = {m.id: hosts[abouts[m.id]] for m in ordered if abouts.get(m.id) in hosts}
    free = [m for m in ordered if m.id not in hosted]
    return [each for m in free for each in (m, *(guest for guest in ordered if hosted.get(guest.id) == m.id))]


def _beside(ordered: list[Message], *, is_led: bool = False) -> list[Message]:
    """The prices and the flow that explain the day, and how it works, follow what they explain.

    `is_led`: the section is headed by what a price did, which comes first then, as does the way of a price from its
    start: a reader asks what happened before who was hit by it.
    """
    price = [m for m in ordered if m.section != Group.PRICES and m.kind in OF_PRICE]
    price += [m for m in ordered if m.section != Group.FLOWS and m.kind is Kind.FLOW]
    is_led |= any(m.kind is Kind.MOVE and m.roles.get("start") for m in price)
    mechanism = [m for m in ordered if m.kind is Kind.MECHANISM]
    others = [m for m in ordered if m not in price and m not in mechanism]
    hit = sorted((m for m in others[1:] if m.kind in HIT), key=lambda m: m.kind is Kind.COMPARISON)
    first = [*others[:1], *hit]
    return [
        *(price if is_led else first),
        *(first if is_led else price),
        *mechanism,
        *(m for m in others[1:] if m not in hit),
    ]


def _wholes_first(ordered: list[Message]) -> list[Message]:
    """The messages, what was liquidated in all before its sides and parts in the same window."""
    for whole in [m for m in ordered if m.kind is Kind.TOTAL]:
        at = next(n for n, m in enumerate(ordered) if m.windows[:1] == whole.windows[:1])
        ordered = [*ordered[:at], whole, *(m for m in ordered[at:] if m is not whole)]
    return ordered


def _pairs(message: Message, current: list[Message]) -> Iterator[tuple[Message, Message]]:
    """A message and each that stands before it in its paragraph, both ways."""
    yield from ((message, m) for m in current)
    yield from ((m, message) for m in current)


def _is_in_order(message: Message) -> bool:
    """Whether a message leads through its windows in the order of time, so that nobody mixes them up."""
    return bool(message.roles.get("start") or message.roles.get("days"))


def paragraphs(messages: list[Message]) -> Iterator[tuple[Message, ...]]:
    """Messages in paragraphs: few enough to read, and of few enough windows to keep apart."""
    current: list[Message] = []
    for message in messages:
        if message.kind is Kind.CONTEXT and current:  # it goes on about what has just been told
            current.append(message)
            continue
        together = (*current, message)
        windows = {w.canonical for m in together for w in m.windows[: 1 if _is_in_order(m) else None]}
        is_bare = message.kind is Kind.MOVE and not message.roles.get("start")  # of another asset, or day by day
        is_free = message.kind is Kind.FLOW or is_bare
        ways = [(m, o) for m, o in _pairs(message, current) if m.roles.get("start") and not is_free]
        is_way = any(m.kind is Kind.MOVE or o.figures[2:] for m, o in ways)
        is_apart = is_way or Kind.MECHANISM in {message.kind, *(m.kind for m in current)}
        is_many = message.kind in HIT and sum(len(m.figures) for m in together) > FIGURES
        is_full = (
            is_apart
            or is_many
            or len(current) >= MESSAGES
            or len(windows) > WINDOWS + ({m.kind for m in together} <= BY_TIME)
        )
        if current and is_full:
            yield tuple(current)
            current = []
        current.append(message)
    if current:
        yield tuple(current)
