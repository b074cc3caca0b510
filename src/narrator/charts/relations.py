"""Relations: which figures of a story stand in one that a chart can show (ARTICLE.md 14)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from narrator.charts.choice import ARGUES, LEAST_BARS, MOST_PARTS, PAIR, choice_of, firm, is_plain
from narrator.charts.history import HISTORY, histories
from narrator.charts.others import one_source
from narrator.charts.over_time import DAYS, days, flows, moves
from narrator.charts.whole import fits
from narrator.model.figure import Role
from narrator.model.ids import is_of, path_of, record_of
from narrator.model.kinds import Group, Part
from narrator.model.quantity import PERCENT, Interval
from narrator.model.report import Nature
from narrator.story.message import Kind
from narrator.story.scope import by_size, is_firm, when
from narrator.story.voices import topped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from narrator.charts.choice import Choice
    from narrator.model.figure import Figure, Figures
    from narrator.model.report import Report
    from narrator.story.message import Message, Story

MOST_VOICES, MOST_APART = 8, 4
"""So many sources of a figure have a row of their own; of more, those at both ends, and how many lie between."""
LEAST_LEVELS = 2
NEARLY_ALL = Decimal("0.9")
"""Two parts that make up less than this of their whole leave the larger question, what the rest is, open."""
ABOUT_DISPUTE = 1
"""A dispute comes before what else is told of the same figure."""
ALIKE = Decimal("0.01")
"""Sources whose values differ by no more than this part of the highest are on one spot of any axis."""


def dispute_of(figure: Figure, role: Role) -> tuple[tuple[Report, ...], int]:
    """The reports of a role that can be drawn, those at both ends where there are many, and how many lie between."""
    found = sorted(_plotted(figure, role), key=_reach)
    most = MOST_VOICES if role is Role.CORE else MOST_APART
    if len(found) <= most:
        return tuple(found), 0
    return (*found[: most // 2], *found[-(most // 2) :]), len(found) - most


def _reach(report: Report) -> tuple[object, ...]:
    interval = report.quantity.interval if report.quantity else Interval(None, None)
    known = [end for end in (interval.low, interval.high) if end is not None]
    return known[0], known[-1]


def _plotted(figure: Figure, role: Role) -> tuple[Report, ...]:
    return tuple(
        report
        for report in figure.by_role(role)
        if report.nature is not Nature.RUMOUR
        and report.quantity is not None
        and report.quantity.unit == figure.unit
        and not report.quantity.interval.is_empty
    )


def _reports(figure: Figure) -> tuple[Report, ...]:
    return (*_plotted(figure, Role.CORE), *_plotted(figure, Role.CIRCULATING))


def disputes(known: Figures, story: Story, kind: str) -> Iterator[Choice]:
    """Figures with two voices or more on one scale: the main one, and one other where nothing else makes a chart."""
    told = [known[name] for message in story.messages for name in (*message.figures, *message.rest)]
    figures = [f for f in dict.fromkeys(f.id for f in told) if _voices(known[f])]
    first = [f for f in figures if f in story.main.figures[:1]]
    apart = [f for f in figures if f not in first and _spread(known[f]) > ALIKE]
    widest = sorted(apart, key=lambda f: -_spread(known[f]))
    for name in first + widest[:1]:
        of = [message for message in story.messages if name in message.figures]
        made = choice_of(kind, [known[name]], of, story)
        left = sum(dispute_of(known[name], role)[1] for role in (Role.CORE, Role.CIRCULATING))
        weight, is_last = made.weight + ABOUT_DISPUTE, name not in first or _spread(known[name]) <= ALIKE
        is_pair = len(_reports(known[name])) == PAIR  # a sentence says two values as well
        yield replace(made, weight=weight, between=left, is_last=is_last, is_plain=is_pair)


def _voices(figure: Figure) -> bool:
    """Whether two reports or more can stand on one scale: one direction, and a range to compare with."""
    core, reports = _plotted(figure, Role.CORE), _reports(figure)
    directions = {report.quantity.direction for report in reports if report.quantity}
    return (
        figure.is_printable
        and not topped(figure)  # what exceeds them all is of fewer days, and stands on no scale with them
        and figure.nature in {Nature.MEASURED, Nature.ESTIMATED}
        and bool(core)
        and len(reports) > 1 == len(directions)
    )


def _spread(figure: Figure) -> Decimal:
    """How far apart the values of a figure are, as a part of the furthest from zero; 1 where one of them is a bound."""
    intervals = [report.quantity.interval for report in _reports(figure) if report.quantity]
    known = [end for each in intervals for end in (each.low, each.high) if end is not None]
    furthest = max(map(abs, known), default=Decimal(0))
    is_open = any(each.is_bound for each in intervals)
    return Decimal(1) if is_open or not furthest else (max(known) - min(known)) / furthest


def sides(known: Figures, story: Story, kind: str) -> Iterator[Choice]:
    """Longs and shorts as parts of both: the split that weighs most."""
    for message in _heaviest(story, Kind.SPLIT):
        figures = firm(known, message.roles.get("sides", ()))
        shares = firm(known, message.roles.get("shares", ()))
        main = known.get((*story.main.figures, "")[0])
        beside = [main] if main and any(when(f) == when(main) for f in (*figures, *shares)) else []
        if any(map(topped, (*figures, *beside))):
            continue  # of what is less than some of its days no part is sure
        if len(figures) == PAIR and fits([f.interval for f in figures]):
            made = _of_total(known, story, choice_of(kind, figures, [message], story))
            is_sure = all(figure.interval.is_point for figure in figures)
            yield replace(made, is_plain=is_sure and is_plain(figures))
            return
        if shares and fits([f.interval for f in shares], HUNDRED_PERCENT):
            is_lone = len(shares) == 1 and shares[0].interval.is_bound
            made = _of_total(known, story, choice_of(kind, shares, [message], story))
            yield replace(made, is_plain=is_lone)
            return


HUNDRED_PERCENT = Interval.point(Decimal(100))


def _of_total(known: Figures, story: Story, choice: Choice) -> Choice:
    """A split of the main total is about it."""
    main = known.get((*story.main.figures, "")[0])
    figure = known[choice.figures[0]]
    is_same = main and is_of(main.id, Group.LIQUIDATIONS) and when(main) == when(figure)
    alike = is_same and main and (main.key.subject, main.key.venue) == (figure.key.subject, figure.key.venue)
    return replace(choice, is_about_main=choice.is_about_main or bool(alike))


def parts(known: Figures, story: Story, kind: str) -> Iterator[Choice]:
    """Assets or venues as parts of the total, where it is known; else one beside another."""
    for message in _heaviest(story, Kind.PARTS):
        listed = by_size(firm(known, (*message.roles.get("listed", ()), *message.rest)))
        listed = [f for f in listed if f.unit == listed[0].unit and not f.key.side and not f.interval.is_bound]
        whole = _whole(known, listed) if listed else None
        if whole and topped(whole):
            continue  # nor is anything sure to be a part of it
        if whole and len(listed) >= PAIR and fits([f.interval for f in listed[:MOST_PARTS]], whole.interval):
            made = choice_of(kind, listed, [message], story, whole.id)
            is_last = not listed[PAIR:] and _is_little(listed, whole)
            yield replace(made, is_last=is_last, is_plain=is_plain(listed))
        elif len(listed) >= LEAST_BARS:
            made = choice_of("figures-at-a-glance", listed, [message], story)
            yield replace(made, source=one_source(firm(known, made.figures)), is_plain=is_plain(listed))


def piece(known: Figures, story: Story, kind: str) -> Iterator[Choice]:
    """One part of the main figure, of which a share was computed: a side, a venue, the peak hour."""
    whole = known.get((*story.main.figures, "")[0])
    for share in known if whole and is_firm(whole) else ():
        part = known.get((*share.derived_from, "")[0])
        is_share = whole and share.unit == PERCENT and share.derived_from[1:] == (whole.id,) and share.is_printable
        if whole and part and is_share and is_firm(part) and fits([part.interval], whole.interval):
            made = choice_of(kind, [part], [m for m in story.messages if part.id in m.figures], story, whole.id)
            yield replace(made, is_last=True)
            return


def _is_little(listed: list[Figure], whole: Figure) -> bool:
    """Whether a part of the whole that is worth a look belongs to none of its parts."""
    least = sum((f.interval.low or Decimal(0) for f in listed), Decimal(0))
    return least < NEARLY_ALL * (whole.interval.high or least)


def _whole(known: Figures, listed: list[Figure]) -> Figure | None:
    """The total that figures of one window are parts of."""
    one = listed[0]
    for figure in known:
        is_total = is_of(figure.id, Group.LIQUIDATIONS) and not path_of(figure.id)[2] and is_firm(figure)
        is_all = not (figure.key.side or figure.key.subject or figure.key.venue or figure.key.basis)
        if (
            is_total
            and is_all
            and (when(figure), figure.unit) == (when(one), one.unit)
            and not figure.interval.is_bound
        ):
            return figure
    return None


def levels(known: Figures, story: Story, kind: str) -> Iterator[Choice]:
    """Levels of one asset, with its price where a record has it."""
    messages = _heaviest(story, Kind.LEVEL)
    prices = [f for m in messages for f in _drawn(known, (*m.roles.get("marks", ()), *m.roles.get(Group.LEVELS, ())))]
    by_asset: dict[tuple[str, str], list[Figure]] = {}
    for figure in prices:
        by_asset.setdefault((figure.key.subject, figure.unit), []).append(figure)
    for (asset, unit), found in [*by_asset.items()][:1]:
        if len(found) >= LEAST_LEVELS:
            made = choice_of(kind, found, messages, story, _price(known, asset, unit))
            made = replace(made, beside=_reached(known, made.whole))
            stakes = [f for f in known if f.id in map(record_of, made.figures) and is_firm(f)]
            yield replace(made, weight=made.weight + ARGUES) if made.whole and stakes else made


def _price(known: Figures, asset: str, unit: str) -> str:
    quoted = (Part.PRICE, Part.CLOSE)
    for figure in known:
        is_price = is_of(figure.id, Group.PRICES) and path_of(figure.id)[2] in quoted and is_firm(figure)
        if is_price and (figure.key.subject, figure.unit) == (asset, unit) and not figure.interval.is_bound:
            return figure.id
    return ""


def _reached(known: Figures, price: str) -> tuple[str, ...]:
    """The highest high and the lowest low of the days of which a price is the close, where they are known."""
    close = known.get(price)
    if close is None:
        return ()
    found: dict[str, Figure] = {}
    for figure in known:
        part = path_of(figure.id)[2]
        is_end = is_of(figure.id, Group.PRICES) and part in {Part.HIGH, Part.LOW} and is_firm(figure)
        is_ours = (figure.key.subject, figure.unit) == (close.key.subject, close.unit)
        is_then = figure.window.lies_in(close.window.days) or close.window.lies_in(figure.window.days)
        if is_end and is_ours and is_then and not figure.interval.is_bound:
            far = max if part == Part.HIGH else min
            found[part] = far(figure, found.get(part, figure), key=lambda each: each.interval.low or Decimal(0))
    return tuple(figure.id for figure in found.values())


def _heaviest(story: Story, kind: Kind) -> list[Message]:
    return sorted((m for m in story.messages if m.kind is kind), key=lambda m: -m.weight)


def _drawn(known: Figures, names: Iterable[str]) -> list[Figure]:
    """Figures of any nature but hearsay, whose place is known."""
    figures = (known[name] for name in names)
    return [f for f in figures if f.is_printable and f.nature is not Nature.RUMOUR and not f.interval.is_bound]


RELATIONS: tuple[tuple[str, Callable[[Figures, Story, str], Iterator[Choice]]], ...] = (
    ("who-says-what", disputes),
    ("sides", sides),
    ("parts", parts),
    ("piece", piece),
    (DAYS, days),
    (str(Group.FLOWS), flows),
    ("moves", moves),
    (str(Group.LEVELS), levels),
    (HISTORY, histories),
)
"""The relations, in the order in which charts of one weight stand."""
