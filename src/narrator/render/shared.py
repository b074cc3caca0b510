"""What is said once for many figures: the source that nearly all are from, the day of levels that no record dates."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from narrator.model.figure import Role
from narrator.model.ids import field_of, is_of, time_of
from narrator.model.kinds import Group
from narrator.model.source import DESK, MARKET_DATA, RESERVED, is_unnamed, is_without_name
from narrator.model.window import Span, Window
from narrator.story.scope import is_instant, is_of_one_day, is_told
from narrator.story.voices import beside, within

if TYPE_CHECKING:
    from datetime import datetime

    from narrator.model.figure import Figure
    from narrator.model.records import Entry
    from narrator.render.texts import Texts

FEWEST, NEARLY_ALL = 4, 0.75
"""So many figures of one source at least, and such a part of all that have one, are said once to be from it."""


def _sources(texts: Texts) -> tuple[list[Figure], Counter[str]]:
    """What is told and not computed, and how many of those are from each source; market data is none."""
    told = [f for f in texts.figures if is_told(f) and not f.derived_from]
    return told, Counter(source or "" for source in map(texts.source_of, told) if source != MARKET_DATA)


def mostly_unnamed(texts: Texts) -> bool:
    """Whether nearly every value that is told is from somebody without a name, though not all are."""
    told, of = _sources(texts)
    of.update(voice.source for figure in told for voice in beside(figure))
    unnamed = sum(times for source, times in of.items() if is_unnamed(source))
    return not texts.all_unnamed and unnamed >= max(FEWEST, NEARLY_ALL * of.total())


def carrier(texts: Texts) -> str:
    """The one named source that nearly every figure is from; empty where there is none, or others have no name."""
    told, of = _sources(texts)
    named = {source: times for source, times in of.items() if source and source not in {*RESERVED, DESK}}
    source = max(named, key=lambda name: named[name], default="")
    is_most = bool(source) and named[source] >= max(FEWEST, NEARLY_ALL * of.total())
    is_plain = not any(is_without_name(each) for each in of) and not any(f.weak for f in told)
    return source if is_most and is_plain else ""


def own_figure(texts: Texts, entry: Entry) -> Figure | None:
    """The figure of their own that somebody speaks of; None where it is somebody else's."""
    figure = texts.figures.get(getattr(entry, "about", None) or "")
    source = texts.source_of(figure) if figure else None
    is_own = source is not None and texts.named(source) == texts.named(getattr(entry, "who", None))
    return figure if is_own else None


def seen(texts: Texts, figure: Figure) -> str:
    """The day as of which an instant is that no record dates; empty where nobody can say.

    That of all records, where they have one day; the last of the event for its main figure, as its lead has it.
    """
    days = texts.event.days.days
    if not days or not is_instant(figure) or not (is_of_one_day(texts.event) or figure is texts.main):
        return ""
    return texts.window(Window(Span.DAY, days[1], days[1])).removeprefix("on ")


def first_day(texts: Texts, figure: Figure) -> str:
    """The first day of a window; empty where that has none."""
    days = figure.window.days
    return texts.rules.day(days[0], year=False) if days else ""


def day(texts: Texts, figure: Figure) -> str:
    """The one day that a figure is of, a price at the end of a window of its last; empty where it is of no one day."""
    window = time_of(figure.id, figure.window)
    return texts.window(window).removeprefix("on ") if window.span is Span.DAY else ""


def day_count(texts: Texts, figure: Figure) -> str:
    """How many days a figure is of, or was added up from, in words; empty where nobody can say."""
    lengths = [texts.figures[name].window.duration for name in figure.derived_from] or [figure.window.duration]
    return texts.rules.counted(sum(each.days for each in lengths if each)) if all(lengths) else ""


def camp_count(texts: Texts, figure: Figure) -> str:
    """Into how many camps the sources of a figure are split, in words."""
    return texts.rules.counted(len(figure.camps))


def provisional_by(texts: Texts, figure: Figure) -> list[str]:
    """The names of those who call what they say of a figure provisional, each once."""
    called = (report.source for report in figure.by_role(Role.CORE) if report.provisional)
    return texts.names_together(dict.fromkeys(called))


def _moment(figure: Figure) -> datetime | None:
    """When the core of a figure was said, where it was said at one time."""
    times = {report.as_of for report in figure.by_role(Role.CORE)}
    return times.pop() if len(times) == 1 else None


def hour(texts: Texts, figure: Figure) -> str:
    """The hour at which a figure was said, for behind a word; empty where its sources give none, or several.

    A price on which they agree stood there at the hours that they give; each says its own where they do not.
    """
    moment = _moment(figure)
    if moment or not _is_price(figure) or within(figure):
        return f" {texts.hour(moment)}" if moment else ""
    known = sorted(r.as_of.astimezone(texts.event.zone) for r in figure.by_role(Role.CORE) if r.as_of)
    is_of_a_day = bool(known) and known[0].date() == known[-1].date()
    return f" {texts.rules.hours(known[0], known[-1])}" if is_of_a_day else ""


def own_hour(texts: Texts, figure: Figure, said: datetime | None) -> str:
    """When one of those who differ on a price says that it stood where it did; empty where all give one hour."""
    return f" {texts.hour(said)}" if said and _is_price(figure) and not hour(texts, figure) else ""


def _is_price(figure: Figure) -> bool:
    """Whether a figure is a price, of which a time is that at which it stood there."""
    return is_of(figure.id, Group.PRICES) and bool(field_of(figure.id))


def stood(texts: Texts, figure: Figure) -> str:
    """When a price stood where it did, by its source; empty where that gives no hour, and for what is no price."""
    moment = _moment(figure) if _is_price(figure) else None
    return texts.rules.moment(moment.astimezone(texts.event.zone), year=False) if moment else ""
