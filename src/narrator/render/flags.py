"""What conditions of templates ask of a figure: a visible table, each entry with what it says."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from narrator.charts.choice import PAIR
from narrator.model.figure import Role, Standing
from narrator.model.ids import has_own_time
from narrator.model.quantity import CURRENCIES, OPPOSITE, PAIRED, PERCENT, Direction, Kind, is_ticker, kind_of
from narrator.model.report import Nature
from narrator.model.source import SEVERAL_UNNAMED
from narrator.model.window import Span
from narrator.render.subjects import is_many, is_one_of, says_unit
from narrator.render.twins import are_apart, twins
from narrator.story.message import Owed
from narrator.story.scope import is_unmoved
from narrator.story.voices import beside, opposed, within

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from narrator.model.figure import Figure
    from narrator.model.window import Window
    from narrator.render.texts import Texts

BRIEF_DAYS = 2
"""An event of so many days is one of which a figure of a part is told beside one of the whole."""
DURATIONS = frozenset({"years", "months", "weeks", "days", "sessions", "hours", "minutes"})


def _printable(figure: Figure, _: Texts) -> bool:
    return figure.is_printable and figure.nature in {Nature.MEASURED, Nature.ESTIMATED}


def _is_undercut(figure: Figure) -> bool:
    least = figure.interval.low
    lows = (voice.quantity.interval.low for voice in beside(figure))
    nearly = (v.quantity.interval.low == least for v in within(figure) if v.quantity.manner.nearly)
    return least is None or any(low is None or low < least for low in lows) or any(nearly)


def _is_range(figure: Figure, _: Texts) -> bool:
    return figure.is_printable and not figure.interval.is_point and not figure.interval.is_bound


def _is_supported(figure: Figure, _: Texts) -> bool:
    said = (report.quantity for report in figure.by_role(Role.CORE))
    return not figure.interval.is_bound and any(each.interval.is_bound for each in said if each)


def _stands(standing: Standing, figure: Figure, _: Texts) -> bool:
    return figure.standing is standing


def _points(way: Direction, figure: Figure, _: Texts) -> bool:
    return figure.direction is way and not is_unmoved(figure)


def _has(figure: Figure, texts: Texts, name: str) -> bool:
    return bool(getattr(texts.event.record(figure.id), name, None))


def has_caution(figure: Figure, texts: Texts) -> bool:
    """Whether the record of a figure has a note that speaks against the plain reading."""
    return _has(figure, texts, Owed.CAUTION)


def _says_unit(figure: Figure, texts: Texts) -> bool:
    return says_unit(texts.event.record(figure.id), figure.unit)


def _is_in_event_days(figure: Figure, texts: Texts) -> bool:
    return figure.window.lies_in(texts.event.days.days)


def _outlasts_main(figure: Figure, texts: Texts) -> bool:
    own, main = figure.window.duration, texts.main and texts.main.window.duration
    return bool(own and main and own > main)


def _is_beside_main(figure: Figure, texts: Texts) -> bool:
    days = texts.event.days.days
    is_brief = days is not None and (days[1] - days[0]).days < BRIEF_DAYS
    return texts.is_of_main_window(figure) or (is_brief and _is_in_event_days(figure, texts))


def _ways(figure: Figure) -> set[Direction | None]:
    return {voice.quantity.direction for voice in within(figure)}


def _is_one_way(figure: Figure, _: Texts) -> bool:
    return all(v.quantity.direction in {None, figure.direction} for v in (*beside(figure), *opposed(figure)))


def _is_outgrown(figure: Figure, texts: Texts) -> bool:
    """Whether the sides that are known come to more, at the least, than another value of their whole."""
    of = [f for f in texts.figures if f.key.side and replace(f.key, side="") == figure.key and f.unit == figure.unit]
    sides = [f for f in of if f.window == figure.window and f.is_printable]
    least = sum((f.interval.low or Decimal(0) for f in sides), Decimal(0))
    others = [v.quantity.interval.high for v in beside(figure) if v.nature is Nature.MEASURED and not v.part]
    return len(sides) == PAIR and any(high is not None and high < least for high in others)


def _is_higher(figure: Figure, texts: Texts) -> bool:
    """Whether all of a figure lies above all of its first input."""
    of = texts.figures.get((*figure.derived_from, "")[0])
    return of is not None and of.signed.is_below(figure.signed)


MEASURED = re.compile(r"(?:barrels|feet|tonnes|tons|ounces|bushels|gallons|pounds|acres|hectares|watts|hours)$")
"""Nouns of measures, by which something rises without a word between: it rose 2 million barrels."""
FLAGS: Mapping[str, tuple[str, Callable[[Figure, Texts], bool]]] = {
    "printable": ("it has an amount that is measured or estimated", _printable),
    "soft": (
        "it has an amount that is a rumour, an opinion, a forecast or a plan",
        lambda f, t: f.is_printable and not _printable(f, t),
    ),
    "point": ("it is one value", lambda f, _: f.interval.is_point),
    "bound": ("one end of it is open", lambda f, _: f.interval.is_bound),
    "under": ("only an end that it lies below is known", lambda f, _: f.interval.low is None and f.interval.high_open),
    "range": ("it has two ends", _is_range),
    "undercut": ("a value that is told beside it may lie below it", lambda f, _: _is_undercut(f)),
    "one": ("it is a single thing, for the verb", lambda f, _: {f.interval.low, f.interval.high} - {None} == {1}),
    "zero": ("it is a true zero", lambda f, _: f.interval.is_point and not f.interval.low),
    "unmoved": ("it is a change of nothing", lambda f, _: is_unmoved(f)),
    "negative": ("all of it lies below zero", lambda f, _: f.direction is None and f.interval.is_negative),
    "percent": ("it is in percent", lambda f, _: f.unit == PERCENT),
    "in_coins": ("it counts coins", lambda f, _: is_ticker(f.unit)),
    "inverse": (
        "it is so many of a currency for one of another, so that more is less",
        lambda f, _: f.manner.per in PAIRED,
    ),
    "money": ("it is in a currency", lambda f, _: f.unit in CURRENCIES),
    "supported": ("others give a limit that it keeps", _is_supported),
    "since": ("its window goes on", lambda f, _: f.window.span is Span.SINCE),
    "weak": ("nobody better than grade D has said it", lambda f, _: f.weak),
    "briefly": ("a level was broken only briefly", lambda f, _: f.briefly),
    "derived": ("it is computed", lambda f, _: bool(f.derived_from)),
    "higher": ("it is more than what it was computed from", _is_higher),
    "past": ("it is a value of another day, of a history", lambda f, _: has_own_time(f.id)),
    "held_back": ("a probable unit slip is held back", lambda f, _: bool(f.by_role(Role.QUARANTINED))),
    "provisional": ("its source calls it provisional", lambda f, _: any(r.provisional for r in f.by_role(Role.CORE))),
    "duration": ("it is a length of time", lambda f, _: f.unit in DURATIONS),
    "several_unnamed": ("several unnamed sources give it together", lambda f, _: f.source == SEVERAL_UNNAMED),
    "hour_stated": ("its window says when it ended", lambda f, _: states_hour(f.window)),
    "timed": ("one of its sources says when", lambda f, _: any(r.as_of for r in f.by_role(Role.CORE))),
    "outgrown": ("its two sides come to more, at the least, than another value of it", _is_outgrown),
    "pending": ("its source has said that it will report", lambda f, _: f.pending),
    "own_word": (
        "who it is about says it of themselves",
        lambda f, t: is_one_of(t.named(getattr(t.event.record(f.id), "who", None)), t.sources_of(f)),
    ),
    "revised": ("a source has corrected it", lambda f, _: any(report.revised for report in f.by_role(Role.CORE))),
    "counted": ("it counts things", lambda f, _: kind_of(f.unit) is Kind.COUNT and not MEASURED.search(f.unit)),
    "says_unit": ("what it is of is named by the noun that it counts: listed funds, nine funds", _says_unit),
    "torn": (
        "some of its sources give one direction and others the opposite one",
        lambda f, _: any(OPPOSITE.get(v.quantity.direction) in _ways(f) for v in within(f) if v.quantity.direction),
    ),
    "many": (
        "the name of its record is a plural noun: total assets, jobless claims",
        lambda f, t: is_many(t.event.record(f.id)),
    ),
    "has_note": ("its record has a note or a caution", lambda f, t: _has(f, t, Owed.NOTE) or has_caution(f, t)),
    "has_caution": ("its record has a note that speaks against the plain reading", has_caution),
    "in_main_window": ("it is of the window of the main figure", lambda f, t: t.is_of_main_window(f)),
    "outlasts_main": ("it is of a longer time than the main figure: a week beside a count of 24 hours", _outlasts_main),
    "in_event_days": ("its whole window lies within the days of the event", _is_in_event_days),
    "before_event": ("its window ended before the days of the event", lambda f, t: f.window.is_before(t.event.days)),
    "beside_main": (
        '"as" may join it to the main figure: of one window, or of an event of a day or two',
        _is_beside_main,
    ),
    "one_way": ("all that is said beside it points the same way as it does", _is_one_way),
    "twin": (
        "another figure has its label, and another window or nature at most",
        lambda f, t: len(twins(f, t)) > 1,
    ),
    "twin_apart": ("one of those is of another window", are_apart),
    **{standing: ("that is its standing", partial(_stands, standing)) for standing in Standing},
    **{way: ("that is its direction", partial(_points, way)) for way in Direction},
}
"""What conditions ask of a figure, each with what it says."""


def states_hour(window: Window) -> bool:
    """Whether a window says when it ended; what stands at a moment has no hours."""
    is_rolling = window.span is Span.ROLLING
    return window.span is Span.INSTANT or (window.is_stated and (not is_rolling or window.until is not None))
