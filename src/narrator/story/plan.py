"""Document planning: weights, sections, paragraphs, and what stands on the first screen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from narrator.ingest.links import REFERENCE
from narrator.model.ids import is_of
from narrator.model.kinds import Dimension, Group
from narrator.story import voices
from narrator.story.asides import asides
from narrator.story.contrasts import contrast, is_undated
from narrator.story.debts import debts, is_loud, is_plain
from narrator.story.key import key_figures, with_others
from narrator.story.message import ONCE, Kind, Owed, Place, Story
from narrator.story.scope import FIRM, Scope, is_explained, is_firm, subject_of, way_from
from narrator.story.screen import (
    LEAST_POINTS,
    MOST_POINTS,
    beyond,
    by_window,
    in_brief,
    key_points,
    money,
    standfirst,
    without,
)
from narrator.story.sections import OF_PRICE, sections
from narrator.story.select import select
from narrator.story.weigh import weigh

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from narrator.model.event import Event
    from narrator.model.figure import Figures
    from narrator.model.signal import Signal
    from narrator.story.message import Message

SHORT = "short"
"""The profile without key points: its first screen and its body would say the same within a page."""
PROSE = {SHORT: 6, "standard": 30, "long": 60}
"""How many messages a length profile tells in prose; every doubt is told whatever the profile."""
MOST_TEXTS = 24
"""So many texts without a figure are told whatever their weight: no day has more to say."""
COMPARED = ("derived.etf_total", "derived.peak_hour_share")
"""Computed figures with a sentence of their own; the others stand with their inputs or in the table."""
SPLIT_UP = frozenset({Kind.SPLIT, Kind.PARTS})
OF_STATES = frozenset({Kind.RATE, Kind.MACRO_VALUE, Kind.POSITION})
"""What says where something stands, or how that changed."""
UP_FRONT = frozenset({Kind.STATEMENT, Kind.RUMOUR, Kind.CLAIM, Kind.ESTIMATE, Kind.MECHANISM, Kind.MACRO_EVENT})
"""What is no point of the first screen."""


def plan(
    event: Event,
    figures: Figures,
    signals: Mapping[str, Signal],
    profile: str = "standard",
    only: Collection[str] = (),
) -> Story:
    """The story of an event, in the length of a profile; `only`: the sections that it has, where not all."""
    scope = Scope(event, figures, signals)
    weighed = [weigh(message, scope) for message in select(scope)]
    messages = list(_asked_for(_unedited([*_told_once(placed(weighed, scope, profile), scope)], scope), only))
    main = messages[0]
    told = [m for m in messages if m.place is Place.PROSE and m is not main]
    moved = (m for m in told if m.kind is Kind.MOVE and not m.roles.get("days"))
    move = next((m for m in moved if _asset(m, scope) == event.assets[0]), None)
    ranked = sorted(told, key=lambda m: (-m.weight, m.section == main.section))
    others = (without(m, main) for m in ranked if m.kind not in UP_FRONT)
    abouts = _abouts(told, scope)
    aside = asides(told, main, scope, abouts)
    loose = {m.id for each in aside for m in each}
    firm = [m for m in others if m.figures and _is_plain(m, scope) and m.id not in loose]
    name, told_by = contrast(firm, move, scope)
    second = told_by or standfirst(firm, move, scope)
    brief = in_brief(second, scope) if second and not name else second
    deck = beyond(firm, scope) if second and is_undated(second, scope) else money(name, firm, move, scope)
    told = list(_drawn(told, move, main, scope, loose))
    nut = tuple(_nut(told, scope, is_contrasted=bool(name)))
    left_over = [m for m in told if m not in nut and m.id not in loose]
    own = {m.id for m in told if m.kind is Kind.MOVE and _asset(m, scope) in event.assets}
    brief_too = (m for m in firm if m.kind is not Kind.MOVE or not m.roles.get("days"))  # many days are no point
    left = sorted((m for m in brief_too if m not in (deck or second, *nut)), key=lambda m: m is not second)
    untold = [m for m in left if m is not move or {Group.LEVELS, "start"} & {*move.roles}]
    listed = _pointed(untold, left, second, scope)
    points = tuple(sorted(listed, key=lambda m: bool(deck and second and m.id == second.id)))
    ids = {m.id for m in points}
    first = [m for m in points if m.figures and m.kind is not Kind.FLOW]  # a point says as much of a flow as a row
    key = key_figures(main, move, brief, [*first, *(m for m in firm if m.id not in ids)], scope)
    return Story(
        main=main,
        move=move,
        second=brief,
        deck=deck or brief,
        contrast=name,
        nut=nut,
        points=_beyond(points, key) if len(points) >= LEAST_POINTS and profile != SHORT else (),
        key=key,
        key_others=with_others(key, scope),
        sections=tuple(sections(left_over, main, abouts, told_by, own)),
        aside=tuple(each for each in aside if each[0] not in nut),
        messages=tuple(messages),
        debts={figure.id: debts(figure, scope) for figure in figures},
    )


def _pointed(untold: list[Message], left: list[Message], second: Message | None, scope: Scope) -> tuple[Message, ...]:
    """The key points by window; how far another coin went says little by itself, and is none where enough are left.

    Nor is what came after the days of the event.
    """
    every = [*key_points(untold, second)]
    of = scope.event.assets[0]
    days = scope.event.days
    every = [m for m in every if m.kind is not Kind.CONTEXT or scope.figures[m.figures[0]].key.subject == of]
    own = [m for m in every if not any(days.is_before(scope.figures[f].window) for f in m.figures)]
    coins = {*scope.event.assets} - {of}
    other = [m for m in own if m.kind is Kind.MOVE and (_asset(m, scope) in coins or not m.figures[1:])]
    plain = [m for m in own if m not in other or m.roles.get("moves", ())[1:] or _asset(m, scope) == of]
    fresh = plain if len(plain) >= LEAST_POINTS else every
    return by_window((fresh if len(fresh) >= LEAST_POINTS else [*key_points(left, second)])[:MOST_POINTS])


def _beyond(points: tuple[Message, ...], key: tuple[str, ...]) -> tuple[Message, ...]:
    """The key points without those that say what the key figures say, where enough are left."""
    fresh = tuple(m for m in points if not m.figures or {*m.figures} - {*key, *m.roles.get("start", ())})
    return fresh if len(fresh) >= LEAST_POINTS else points


def _told_once(messages: list[Message], scope: Scope) -> Iterator[Message]:
    """The messages, without a sentence of its own for what the nut graf tells as another value of the main figure."""
    beside = {voice.figure for voice in voices.beside(scope.main)} if scope.main else set()
    held = [scope.figures[name] for name in beside - {""} if scope.figures.get(name)]
    plain = {f.id for f in held if scope.same_window(f, scope.main) and not is_loud(f, scope)}
    led = _led(scope)
    for message in messages:
        is_told = bool(message.figures) and (plain.issuperset(message.figures) or led == {*message.figures})
        yield replace(message, place=Place.TABLE) if is_told else message


def _led(scope: Scope) -> set[str]:
    """The figures that the lead tells of a statistic that rose or fell from an earlier value: both of them."""
    main = scope.main
    start = main and voices.came_from(scope.figures, main)
    if not main or not start or is_explained(main, scope) or is_loud(start, scope):
        return set()
    return {main.id, start.id} if is_of(main.id, Group.MACRO, Group.POSITIONS) and way_from(start, main) else set()


def _asked_for(messages: Iterable[Message], only: Collection[str]) -> Iterator[Message]:
    """The messages, those of sections that nobody asked for in the table alone; the main one is told always."""
    for number, message in enumerate(messages):
        is_told = number == 0 or not only or message.section in only
        yield message if is_told else replace(message, place=Place.TABLE)


def _unedited(messages: list[Message], scope: Scope) -> Iterator[Message]:
    """The messages, without a sentence of its own for what an editor's paragraph tells at their section.

    The last of a section stays, since a section without sentences has no place for the paragraph either.
    """
    edited: dict[str, set[str]] = {}
    for section, typed in scope.event.file.commentary.items():
        blocks = typed if isinstance(typed, list) else [typed] if typed else []
        edited[str(section)] = {
            found[1] for block in blocks for found in REFERENCE.finditer(block.en or block.zh or "")
        }
    main, *others = messages
    said = {m.id for m in others if m.figures and edited.get(m.section, set()).issuperset(m.figures)}
    kept = {m.section for m in others if m.place is Place.PROSE and m.id not in said}
    yield main
    for m in others:
        yield replace(m, place=Place.TABLE) if m.id in said and m.section in kept else m


def _drawn(
    told: list[Message], move: Message | None, main: Message, scope: Scope, loose: Collection[str]
) -> Iterator[Message]:
    """The messages, those that explain the main figure in its section.

    The price of the main asset where no other price is told. Where positions were liquidated, its way in any case as
    it explains them; what else the prices of the event's assets did; and the one flow, which is no section.
    """
    of_prices = [m for m in told if m.section == Group.PRICES and m.id not in loose]
    of_flows = [m for m in told if m.section == Group.FLOWS]
    drawn = [m.id for m in of_prices if of_prices == [move]]
    if main.section == Group.LIQUIDATIONS:
        if move is not None and move.roles.get("start"):
            drawn += [m.id for m in of_prices if m.kind in OF_PRICE and _asset(m, scope) in scope.event.assets]
        drawn += [m.id for m in of_flows if of_flows == [m] and m.kind is Kind.FLOW and not _is_owing(m, scope, ONCE)]
    about = {f for m in told if m.id in drawn for f in m.figures}
    drawn += [m.id for m in told if m.kind is Kind.STATEMENT and subject_of(scope, scope.record(m.records[0])) in about]
    at = {f: main.section if m.id in drawn else m.section for m in reversed(told) for f in m.figures}
    for m in told:
        of = scope.figures[m.figures[0]].derived_from[0] if m.kind is Kind.CONTEXT else ""
        yield replace(m, section=at.get(of, main.section if m.id in drawn else m.section))


def placed(messages: list[Message], scope: Scope, profile: str) -> list[Message]:
    """The messages with their places: the heaviest, and all that owe a doubt or a note, in prose.

    What has no figure stands in no table: what was said, claimed or never confirmed is told in prose as well. A profile
    without the table of all figures leaves out that, and what only a note would keep.
    """
    ranked = sorted(enumerate(messages), key=lambda at: -at[1].weight)[: PROSE.get(profile, PROSE["standard"])]
    heavy = {at for at, m in ranked if m.kind is not Kind.COMPARISON or m.figures[0].startswith(COMPARED)}
    heavy -= {at for at, m in ranked if m.kind is Kind.CONTEXT and profile == SHORT}
    owed = (Owed.DOUBT,) if profile == SHORT else ONCE
    texts = [at for at, m in enumerate(messages) if m.records and not m.figures and profile != SHORT]
    worded = {*texts[:MOST_TEXTS]}
    return [
        m if at in heavy or at in worded or _is_owing(m, scope, owed) else replace(m, place=Place.TABLE)
        for at, m in enumerate(messages)
    ]


def _is_owing(message: Message, scope: Scope, owed: Iterable[Owed]) -> bool:
    return any({*owed} & {*debts(scope.figures[f], scope)} for f in message.figures)


def _is_plain(message: Message, scope: Scope) -> bool:
    """Whether a message may stand on the first screen: what an article may build on, and nothing against it."""
    first = scope.figures[message.figures[0]]
    figures = [scope.figures[f] for f in message.figures]
    is_sure = not any(map(voices.topped, figures)) and not (message.kind in SPLIT_UP and scope.is_topped(first))
    return is_firm(first) and is_plain(first, scope) and is_sure and all(f.nature in FIRM for f in figures)


def _asset(message: Message, scope: Scope) -> str:
    return scope.figures[message.figures[0]].key.subject if message.figures else ""


def _nut(told: Iterable[Message], scope: Scope, *, is_contrasted: bool) -> Iterator[Message]:
    """What the nut graf says: a claim about the main figure, else where nothing contrasts a comparison or statement.

    Where it begins with why the sources of the main figure differ, it has no room for more.
    """
    main = scope.event.file.event.main
    if scope.event.measurements[main or ""].differ:
        return
    told = list(told)
    claimed = (m for m in told if m.kind is Kind.CLAIM and getattr(scope.record(m.records[0]), "about", "") == main)
    comparisons = (m for m in told if m.kind is Kind.COMPARISON and m.figures[0] != "derived.etf_total")
    compared = (m for m in comparisons if main in scope.figures[m.figures[0]].derived_from)
    stated = (m for m in told if m.kind is Kind.STATEMENT and getattr(scope.record(m.records[0]), "about", "") == main)
    yield from [*claimed, *(() if is_contrasted else (*compared, *stated))][:1]


def _abouts(told: Iterable[Message], scope: Scope) -> Mapping[str, str]:
    """The figure that a record is typed as being about, by the message that tells the record."""
    told = list(told)
    records = {m.id: (m.kind, scope.record(m.records[0])) for m in told if m.records}
    abouts = {
        name: subject_of(scope, record) if kind is Kind.STATEMENT else getattr(record, "about", None)
        for name, (kind, record) in records.items()
    }
    moves = [m for m in told if m.kind is Kind.MOVE]
    days = scope.event.days.days

    def order(message: Message) -> tuple[bool, int]:
        figure = scope.figures[message.figures[0]]
        return scope.same_window(figure, scope.main) or figure.window.lies_in(days), message.weight

    first = {_asset(m, scope): m for m in sorted(moves, key=order)}  # the heaviest of the day comes last, and stays
    hosts = {m.id: first[_asset(m, scope)] for m in moves if not m.records[1:] or m.roles.get("days")}
    abouts |= {name: host.figures[0] for name, host in hosts.items() if host.id != name}
    contexts = (m for m in told if m.kind is Kind.CONTEXT)  # behind the value that it puts into its history
    abouts |= {m.id: scope.figures[m.figures[0]].derived_from[0] for m in contexts}
    sums = [m for m in told if m.kind is Kind.COMPARISON and m.section == Group.FLOWS]  # behind the last that it holds
    abouts |= {m.id: scope.figures[m.figures[0]].derived_from[-1] for m in sums}
    first_of: dict[tuple[str, ...], Message] = {}  # what is told of one thing stands behind the first of it
    for message in (m for m in told if m.kind in OF_STATES and not abouts.get(m.id)):
        record = scope.record(message.figures[0])
        of = message.section, *(str(getattr(record, name, "")) for name in ("what", *Dimension))
        host = first_of.setdefault(of, message)
        abouts |= {message.id: host.figures[0]} if host is not message else {}
    return {name: figure for name, figure in abouts.items() if figure}
