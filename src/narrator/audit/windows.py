"""How long a text says that something took, against the windows of the figures in its sentence.

A stretch of time is held against a figure only where it stands as a window: "in 48 hours", "a week", `每周`. A sentence
with a figure whose window nobody has stated is left alone.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from narrator.audit.entities import TENOR
from narrator.audit.facets import PART
from narrator.audit.remembered import of_figure
from narrator.audit.topics import HOUR
from narrator.model.kinds import Part
from narrator.model.window import Span
from narrator.reading.han_numbers import counted
from narrator.reading.patterns import patterns
from narrator.reading.periods import PERIOD

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from narrator.audit.judged import Judged
    from narrator.audit.matter import Matter
    from narrator.audit.verdicts import Finding
    from narrator.model.figure import Figure, Figures
    from narrator.model.window import Window
    from narrator.reading.documents import Document
    from narrator.reading.mentions import Mention

    Length = tuple[str, int]


(STRETCH,) = patterns(__name__, "STRETCH")
HAN = {"日": "day", "天": "day", "周": "week", "月": "month", "年": "year"}
LENGTHS = frozenset({"days", "hours", "minutes"})
HOURS, DAYS = {"hour": 1, "day": 24, "week": 168}, {"week": 7, "year": 365}
MATURITY, RATED, AVERAGE, AVERAGED, MEAN = patterns(__name__, "MATURITY", "RATED", "AVERAGE", "AVERAGED", "MEAN")
BEHIND, VAGUE, LENT = patterns(__name__, "BEHIND", "VAGUE", "LENT")
PEAKED, STREAKED, WHOLE = patterns(__name__, "PEAKED", "STREAKED", "WHOLE")
LASTING, BOUNDED, PEAK_BEHIND = patterns(__name__, "LASTING", "BOUNDED", "PEAK_BEHIND")
SPAN = {"day": 1, "week": 7, "month": 30, "quarter": 91, "year": 365}
MONTH, QUARTER, YEAR = range(28, 32), range(90, 93), range(365, 367)
REACHED = frozenset({Part.PRICE, Part.LOW, Part.HIGH, Part.CLOSE})
WEEK, REACH, LONG = range(4, 8), 48, frozenset({"week", "month", "year"})
"""How many days a week of a table may have: trading days, with a holiday or without, or all."""


def mistimed(judged: Judged) -> Iterator[Finding]:
    """The stretches of time that no figure of their sentence has as its window."""
    document, matter = judged.document, judged.matter
    known = {figure.id: lengths_of(figure, matter) for figure in matter.figures}
    told = {at: {figure: known[figure] for figure in figures} for at, figures in judged.meant.items()}
    every = {figure: lengths for figure, lengths in known.items() if lengths}
    for match in judged.layout.matches(STRETCH, document.text):
        length, here = length_said(match), told.get(document.sentence(match.start()))
        digits = match["short"] or match["hours"] or match["count"] or ""
        windows = here or (every if digits.isdigit() else {})  # a line on its own may be about any of them
        if here and WHOLE.match(match[0]):  # a statistic without a window of its own
            windows = {each: lengths or window_lengths(matter.event.days) for each, lengths in here.items()}
        notes = (text for text, of in matter.told.items() if of in windows)
        if match["on"] or is_no_window(match, document, matter) or any(match[0] in text for text in notes):
            continue  # up 3% on the year, in a month
        is_ever = match["every"] and all(matter.figures[each].window.span is Span.SINCE for each in windows)
        is_known = windows and (is_ever or all(windows.values()))
        is_known = is_known and not any(is_reached(length, each) for each in here or ())
        if length and is_known and not is_so_long(length, frozenset().union(*windows.values()), match[0]):
            yield judged.untimely(match[0], match.start(), next(iter(windows)))


def is_so_long(length: Length, known: AbstractSet[Length], words: str) -> bool:
    """Whether a stretch of time is one of those that are known; in less than three weeks, about the bound of one."""
    bound, said = BOUNDED.match(words.partition(" ")[2]) or BOUNDED.match(words), SPAN.get(length[0], 0) * length[1]
    spans = [SPAN[unit] * count for unit, count in known if unit in SPAN] if bound else []
    is_under = bound is not None and bound["under"] is not None
    return length in known or any(said / 2 <= each <= said if is_under else said <= each <= 2 * said for each in spans)


def misaveraged(judged: Judged) -> Iterator[Finding]:
    """The averages that are said to be over another time than the record of a figure of their sentence has."""
    whats = {claim.figure.id: claim.topic.what for claim in judged.matter.claims}
    for match in judged.layout.matches(AVERAGE, judged.document.text, MEAN):
        here = judged.meant.get(judged.document.sentence(match.start()), ())
        over = [{found.groups() for found in AVERAGED.finditer(whats[each])} for each in here]
        if any(over) and not any(match.groups() in each for each in over):
            yield judged.untimely(match[0], match.start(), here[0])


def mislasting(judged: Judged) -> Iterator[Finding]:
    """The stretches of time that take the place of one in what a figure beside them measures: in twelve months."""
    matter, text = judged.matter, judged.document.text
    whats = ((claim.figure.id, LASTING.finditer(claim.topic.what)) for claim in matter.claims)
    lasting = {of: {_spell(each) for each in found if " " in each[0]} for of, found in whats}  # a hyphen: a tenor
    for match in judged.layout.matches(LASTING, text) if any(lasting.values()) else ():
        here = judged.meant.get(judged.document.sentence(match.start()), ())
        known, said = set().union(*(lasting.get(each, set()) for each in here)), _spell(match)
        is_near = any((said[0] == unit) is not (said[1] == count) for unit, count in known)
        is_other = is_near and said not in known.union(*(lengths_of(matter.figures[each], matter) for each in here))
        if is_other and not is_term(match, judged.document.sentence(match.start())):
            yield judged.untimely(match[0], match.start(), here[0])


def _spell(found: re.Match[str]) -> Length:
    return found["unit"].lower(), counted(found["count"])


def is_no_window(match: re.Match[str], document: Document, matter: Matter) -> bool:
    """Whether a stretch of time is how long a loan runs, a week of the calendar, what a count is per, or in a name."""
    period = PERIOD.match(match.string, match.start())
    if period and period["whole"]:  # for the week, which is one of the calendar
        return True
    if is_term(match, document.sentence(match.start())) or (match["joined"] and _is_of(match, matter)):
        return True
    before = match.string[max(0, match.start() - REACH) : match.start()]
    if (match["unit"] in LONG or match[0].lower() in matter.typed) and PEAKED.search(before):
        return True  # the best day in 27 years
    if PEAK_BEHIND.match(match.string, match.end()):
        return True  # 近一个月新高
    if match["every"] and STREAKED.search(before):
        return True  # the seventh weekly gain
    is_rate = any(each.manner.per == match[0].lower().split()[-1] for each in matter.figures)  # 62,000 barrels a day
    return is_rate or is_name(match[0], matter) or _is_in_name(match, document.text, matter)


def is_term(match: re.Match[str], sentence: tuple[int, int]) -> bool:
    """Whether years stand for the term of a loan: the 30-year climbed, after the yield of another in its sentence."""
    is_numbered = bool(match["count"] or match["joined"])
    is_years = match[0].lower().endswith("-year")
    is_one = MATURITY.match(match.string, match.end()) is not None
    return is_numbered and (is_one or (is_years and LENT.search(match.string, *sentence) is not None))


def _is_of(match: re.Match[str], matter: Matter) -> bool:
    """Whether a stretch of time is the term of something that the event has a figure of, as in a row of its yields."""
    return any(f"{match['short']} {match['joined'].lower()}" in claim.topic.of(TENOR) for claim in matter.claims)


def _is_in_name(match: re.Match[str], text: str, matter: Matter) -> bool:
    """Whether a stretch of time with the word behind it stands in what a record measures: average hourly earnings."""
    behind = BEHIND.match(text, match.end())
    words = [f"{match[0]}{behind[0]}"] if behind else []
    words += [match[0]] if match["count"] or match["rate"] or match["unit"] else []
    return any(word.casefold() in what for what in matter.measured for word in words)


def is_name(words: str, matter: Matter) -> bool:
    """Whether words that are a stretch of time stand in the name of somebody who is quoted: Chatter Daily."""
    return words[:1].isupper() and any(words in matter.sources.find(by).name for by in matter.figures.sources)


def length_said(match: re.Match[str]) -> Length | None:
    """A unit and a number of it; nothing where the number is none."""
    if match["hours"] or match["run"] or (match["short"] and not match["joined"]):
        return "hour", counted(match["hours"] or match["run"] or match["short"])
    if match["past"]:
        return HAN[match["past_unit"]], counted(match["past"])
    if match["han"]:
        return HAN[match["han"]], 1
    if match["whole"]:
        return "quarter" if match["whole"].lower() == "quarterly" else "year", 1
    if match["every"]:
        return match["every"].lower().replace("dai", "day"), 1
    if match["unit"] and not match["count"] and VAGUE.fullmatch(match[0]):
        return None
    count = (match["count"] or match["short"] or "1").lower()
    number = sum(map(counted, count.split("-")))
    unit = match["unit"] or match["joined"] or match["rate"] or match["on"] or match["of"]
    return (unit.lower(), number) if number else None


def is_reached(length: Length | None, figure: str) -> bool:
    """Whether it may have taken so long to a price, whatever its window: within two hours it was there."""
    return length is not None and length[0] in {"minute", "hour"} and figure.rpartition(".")[2] in REACHED


@of_figure
def lengths_of(figure: Figure, matter: Matter) -> frozenset[Length]:
    """Every way to say how long the window of a figure is; none where nobody has said it.

    A share of an hour in the day is of both.
    """
    if any(HOUR in claim.topic.of(PART) for claim in matter.claims if claim.figure.id == figure.id):
        return frozenset({("hour", 1)}) | (window_lengths(figure.window) if figure.derived_from else frozenset())
    per = next(filter(None, (RATED.search(c.topic.what) for c in matter.claims if c.figure.id == figure.id)), None)
    unit = (per["unit"] or per["ly"].replace("dai", "day")).lower() if per else ""
    return window_lengths(figure.window) or (frozenset({(unit, 1)}) if unit else frozenset())


def window_lengths(window: Window) -> frozenset[Length]:
    """Every way to say how long a window is; none where nobody has said it."""
    if window.minutes:
        return frozenset({("minute", window.minutes)})
    if window.hours:
        units = ((unit, window.hours // each) for unit, each in HOURS.items() if not window.hours % each)
        return frozenset(units)
    days = _days(window)
    if window.span in {Span.WEEK_TO, Span.PER_WEEK} or days in WEEK:
        return frozenset({("week", 1), ("day", days or 7)})
    if not days:
        return frozenset()
    months = {("month", max(1, round(days / 30)))} if days >= MONTH.start else set()
    months |= {("quarter", 1)} if days in QUARTER else {("year", 1)} if days in YEAR else set()
    weeks = {("week", -(-days // 7))} if days % 7 in {0, 5, 6} else set()  # of trading days, or of all
    weeks |= {("week", days // 7)} if days % 7 == 1 else set()  # from one day to the same of another week
    return frozenset({("day", days), ("hour", 24 * days), *weeks, *months})


def _days(window: Window) -> int:
    if window.start is None or window.span in {Span.PER_WEEK, Span.SINCE}:
        return 0
    return ((window.end or window.start) - window.start).days + 1


def is_length(mention: Mention, figures: Figures) -> bool:
    """Whether a number is how long the window of a figure is, on a day that counts hours, too."""
    number = mention.low if mention.low == mention.high else None
    if number is None or mention.unit not in LENGTHS:
        return False
    return any(figure.window.length == timedelta(**{mention.unit: int(number)}) for figure in figures)
