"""Over time: moves and flows by window, and what came day by day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from narrator.charts.choice import ARGUES, LEAST_BARS, MOST_ROWS, PAIR, THIN, choice_of, firm, is_plain
from narrator.charts.others import one_source
from narrator.model.ids import is_of, path_of
from narrator.model.kinds import Group
from narrator.model.quantity import MEASURES, MOVES, NET_FLOWS, PERCENT
from narrator.model.window import Span
from narrator.story.message import Kind
from narrator.story.scope import INVESTORS, by_size, is_firm

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from narrator.charts.choice import Choice
    from narrator.model.figure import Figure, Figures
    from narrator.model.quantity import Direction
    from narrator.model.window import Window
    from narrator.story.message import Message, Story

DAYS, MOST_DAYS = "days", 7
DAY, LONGEST = timedelta(days=1), timedelta(days=3)
"""The longest time whose sum is a column beside those of single days."""
WAYS = MOVES | NET_FLOWS
BEFORE = frozenset({"earlier", "astride"})
"""Contrasts of the day of the main figure with the day before, which only days side by side show."""
OTHERS = frozenset({"against", "apart"})
"""Contrasts of the move of the main asset with those of others."""
OF_A_DAY = frozenset({Span.DAY, Span.SESSION})
"""A day; what trades in a session alone has no other."""


def moves(known: Figures, story: Story, kind: str) -> Iterator[Choice]:
    """Moves in percent, by window, the largest first."""
    yield from _ways(known, story, kind, (Kind.MOVE,), "moves", "before")


def flows(known: Figures, story: Story, kind: str) -> Iterator[Choice]:
    """Money into and out of funds, by window."""
    kinds = (Kind.REVERSAL, Kind.TURN, Kind.FLOW_SET, Kind.FLOW)
    yield from _ways(known, story, kind, kinds, "earlier", "before", "now", "whole", "total", "funds", "flow")


def days(known: Figures, story: Story, kind: str) -> Iterator[Choice]:
    """The flows of one thing day by day, and with them the moves of its price, where records have both.

    Two or three days of which only the sum is known are one column, where no other has them in it.
    """
    flows: dict[object, list[Figure]] = {}
    for figure in known:
        if _is_short(figure, Group.FLOWS, NET_FLOWS):
            flows.setdefault((replace(figure.key, basis=""), figure.unit), []).append(figure)
    found = []
    for listed in filter(None, map(_by_day, flows.values())):
        moved = [f for f in known if _is_short(f, Group.PRICES, MOVES) and f.key.subject == listed[0].key.subject]
        first, last = (f.window.start for f in (listed[0], listed[-1]))
        within = (f for f in moved if first and last and f.window.start and first <= f.window.start <= last)
        moved = _by_day(f for f in within if f.unit == PERCENT and _length_of(f) == DAY)
        is_pair = len(moved) >= PAIR and len(listed) >= PAIR
        if is_pair or len(listed) >= LEAST_BARS:
            found.append((listed, moved if is_pair else []))
    for listed, moved in sorted(found, key=lambda each: -len(each[0]) - len(each[1]))[:1]:
        shown, left = listed[-MOST_DAYS:], listed[:-MOST_DAYS]
        start = shown[0].window.start
        panel = [f for f in moved if start and f.window.start and f.window.start >= start]
        ids = {f.id for f in (*shown, *panel)}
        of = [message for message in story.messages if ids & {*message.figures, *message.rest}]
        main = known.get((*story.main.figures, "")[0])
        is_own = main and is_of(main.id, Group.FLOWS, Group.PRICES) and main.key.subject == shown[0].key.subject
        about = is_own or (bool(panel) and story.contrast in BEFORE)
        made = choice_of(kind, shown, of, story)
        figures = (*made.figures, *(f.id for f in panel))
        weight = max(made.weight, story.main.weight if about else 0) + ARGUES
        made = replace(made, source=one_source(shown), left=tuple(f.id for f in left), is_about_main=bool(about))
        yield replace(made, figures=figures, weight=weight)


def _is_short(figure: Figure, group: Group, ways: frozenset[Direction]) -> bool:
    """Whether a figure is of a day or of two or three, and can be a column."""
    is_amount = is_of(figure.id, group) and not path_of(figure.id)[2]
    is_drawn = is_firm(figure) and figure.direction in ways and not figure.interval.is_bound
    return is_amount and is_drawn and figure.window.span in {Span.DAY, Span.DAYS} and _length_of(figure) <= LONGEST


def _length_of(figure: Figure) -> timedelta:
    first, last = figure.window.days or (date.min, date.max)
    return last - first + DAY if last < date.max else timedelta.max


def _by_day(figures: Iterable[Figure]) -> list[Figure]:
    """Figures in the order of their days, no day twice: a single day goes before a sum; none where two are of one."""
    kept: dict[date, Figure] = {}
    for figure in sorted(figures, key=_length_of):
        first, last = figure.window.days or (date.min, date.min)
        own = [first + DAY * n for n in range((last - first).days + 1)]
        if not kept.keys() & {*own}:
            kept |= dict.fromkeys(own, figure)
        elif first == last:
            return []
    return [kept[each] for each in sorted(kept) if kept[each].window.start == each]


def _ways(known: Figures, story: Story, kind: str, kinds: tuple[Kind, ...], *roles: str) -> Iterator[Choice]:
    messages = [message for message in (story.main, *story.messages) if message.kind in kinds]
    ids = dict.fromkeys(f for m in messages for f in (*m.figures, *m.rest) if _has_role(m, f, roles))
    figures = [f for f in firm(known, ids) if f.direction in WAYS and not (f.key.side or INVESTORS.search(f.key.venue))]
    units = [f.unit for f in figures]
    unit = max(dict.fromkeys(units), key=units.count, default="")
    alike = [f for f in figures if f.unit == unit and (kind != "moves" or unit in MEASURES)]
    shown = _of_like_windows(alike, story)
    ordered = [f for group in _of_one_time(shown) for f in by_size(group)]
    kept = {*story.main.figures[:1], *(story.move.figures[:1] if story.move else ())}
    seen = {f.direction for f in ordered[:MOST_ROWS]}
    against = [f for f in ordered if f.direction not in seen][:1]  # else all would seem to go one way
    main = [f for f in ordered[MOST_ROWS:] if f.id in kept or f in against]
    if len(ordered) >= PAIR:
        made = choice_of(kind, [*main, *(f for f in ordered if f not in main)], messages, story)
        argues = kind == "moves" and story.contrast in OTHERS and bool(kept & {*made.figures})
        made = replace(made, is_about_main=made.is_about_main or argues)
        is_pair = len(ordered) == PAIR
        less = THIN if is_pair and not made.is_about_main else 0
        left = (*made.left, *(f.id for f in alike if f not in shown))
        is_last = kind == "moves" and is_pair and not made.is_about_main and len({f.direction for f in ordered}) == 1
        drawn = [f for f in ordered if f.id in made.figures]
        made = replace(made, source=one_source(drawn), is_plain=_is_plain(kind, drawn))
        yield replace(made, figures=_in_time(drawn), left=left, weight=made.weight + less, is_last=is_last)


def _in_time(figures: Iterable[Figure]) -> tuple[str, ...]:
    """Figures by time, the earliest first and those without a day last; of one time in the order given."""
    groups = sorted(_of_one_time(figures), key=lambda group: group[0].window.days or (date.max, date.max))
    return tuple(figure.id for group in groups for figure in group)


def _of_one_time(figures: Iterable[Figure]) -> list[list[Figure]]:
    """Figures by window, where a day and a session of it are one."""
    groups: dict[object, list[Figure]] = {}
    for figure in figures:
        groups.setdefault(time_of(figure), []).append(figure)
    return [*groups.values()]


def time_of(figure: Figure) -> object:
    """What figures of one time share: the day, where they are of a day or of a session of it, else their window."""
    window = figure.window
    return window.days if window.span in OF_A_DAY and window.days else window.canonical


def without_days(choice: Choice, known: Figures, drawn: set[str]) -> Choice:
    """Bars without those that the columns of a chart of days are, but where another of their window is beside them."""
    windows = {known[name].window for name in choice.figures if name not in drawn}
    figures = tuple(name for name in choice.figures if name not in drawn or known[name].window in windows)
    return replace(choice, figures=figures, is_plain=_is_plain(choice.kind, [known[name] for name in figures]))


def _is_plain(kind: str, figures: list[Figure]) -> bool:
    """Whether one fund took or paid out nearly all that these did in one time."""
    is_one = len({(time_of(figure), figure.direction) for figure in figures}) == 1
    return kind != "moves" and is_one and is_plain(figures)


def _of_like_windows(figures: list[Figure], story: Story) -> list[Figure]:
    """Those of windows of one length, for a month on the axis of a day would make a fall of 5% look like nothing.

    That of the main figure where another shares it, or of the main asset where a few do, else the one that most figures
    have. The last 24 hours are no day of the calendar, but as long: they have a heading of their own.
    """
    lengths: dict[str, list[Figure]] = {}
    for figure in figures:
        lengths.setdefault(_length(figure.window), []).append(figure)
    groups = [group for group in lengths.values() if len(group) >= PAIR]
    main = [group for group in groups if any(f.id in story.main.figures[:1] for f in group)]
    own = story.move.figures[:1] if story.move else ()
    main = main or [group for group in groups if len(group) >= LEAST_BARS and any(f.id in own for f in group)]
    return max(main or groups, key=len, default=[])


LENGTHS = (("an hour", 2), ("a day", 36), ("days", 84), ("a week", 216), ("a month", 1_116), ("a quarter", 2_400))
"""Windows that an axis may hold together, each with the most hours that it has."""


def _length(window: Window) -> str:
    """Which of the lengths a window has; one that is longer or has no known length is like itself alone."""
    length = window.duration
    hours = length / timedelta(hours=1) if length else LENGTHS[-1][1] + 1
    return next((name for name, most in LENGTHS if hours <= most), window.canonical)


def _has_role(message: Message, figure: str, roles: tuple[str, ...]) -> bool:
    return figure in message.rest or any(figure in message.roles.get(role, ()) for role in (*roles, "figure"))
