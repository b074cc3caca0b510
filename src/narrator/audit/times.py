"""What a text says of when something was, against the window of each number that it holds for.

A time holds for the numbers of its clause (`moments`), or right before it; one in a line with a colon for the list
below it; one in a heading or in a sentence with nothing but times of its own for what it can be about.
"""

from __future__ import annotations

from bisect import bisect_left
from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from narrator.audit.clocks import misclocked, miscounted, misdated, misissued
from narrator.audit.earlier import misaged, misbegun, miscompared, misended
from narrator.audit.judged import MEANT
from narrator.audit.moments import FIRST, STARTED, days_said, fits, held, is_named, is_of_window, told_in, typed_days
from narrator.audit.unplaced import unplaced
from narrator.audit.windows import STRETCH, is_no_window, misaveraged, mislasting, mistimed
from narrator.model.ids import is_of
from narrator.model.kinds import Group
from narrator.model.window import Span
from narrator.reading.dates import days_of
from narrator.reading.layout import ROW
from narrator.reading.patterns import lazy, patterns
from narrator.reading.periods import AWAY, LONG, PERIOD, is_away, is_in, is_of_a_date, is_of_a_month

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from narrator.audit.heads import Heads
    from narrator.audit.judged import Judged
    from narrator.audit.matter import Matter
    from narrator.audit.moments import Told
    from narrator.audit.verdicts import Finding
    from narrator.model.figure import Figure
    from narrator.reading.layout import Layout
    from narrator.reading.mentions import Mention

PIECE, EARLIER, NEW_ROW = patterns(__name__, "PIECE", "EARLIER", "NEW_ROW")
ORIGIN, BEFORE, AHEAD, MOVED, OWNED = patterns(__name__, "ORIGIN", "BEFORE", "AHEAD", "MOVED", "OWNED")
(CLOSE,) = patterns(__name__, "CLOSE")
OPENS, HAN = lazy("(?:[，；：。]|其中)$"), lazy("[，\u4e00-\u9fff]")
COMPARED = lazy("[比较](?:去年|今年)?$")
"""A time that opens a piece of a sentence in Chinese is what the piece behind it is about too."""
INTRODUCED, LEFT, WIDE, GROWN = 12, 30, 400, 60
"""A list has so many items after the line with a colon that introduces it; no clause is wider; so many days grow."""


def timed(judged: Judged) -> Iterator[Finding]:
    """The times of a text that contradict the figures for which they hold."""
    periods = [*judged.layout.matches(PERIOD, judged.document.text)]
    for check in (_untimely, mistimed, misaveraged, mislasting, miscompared, misaged, misbegun):
        yield from check(judged)
    for by_period in (misended, misplaced, _unheld):
        yield from by_period(judged, periods)
    for check in (misdated, miscounted, misclocked, misissued, unplaced):
        yield from check(judged)


def _untimely(judged: Judged) -> Iterator[Finding]:
    """The times that contradict the window of a number for which they hold."""
    layout, matter, findings = judged.layout, judged.matter, judged.findings
    text = NEW_ROW.sub(ROW, judged.document.text) if judged.document.pages else judged.document.text
    read = [each for each in findings if (each.mention.low, each.mention.high) != (None, None)]
    untold: dict[int, list[str]] = {}
    for sentence, group in groupby(read, key=lambda finding: finding.mention.sentence):
        here = [*group]
        sure = [each for each in here if each.verdict in MEANT and each.figure and not each.figure.endswith(STARTED)]
        told = _told(text, sentence, judged) if sure else []
        mentions = [finding.mention for finding in here] if told else []
        starts, owned = [mention.start for mention in mentions], _owned(told, mentions, text)
        if sure and not told:
            untold.setdefault(sure[0].mention.paragraph, []).extend(finding.figure for finding in sure)
        for finding in sure if told else ():
            at = finding.mention.start
            around = mentions[bisect_left(starts, at - WIDE) : bisect_left(starts, at + WIDE)]
            near = [e for e in told if abs(e.start - at) < WIDE and not _is_of_a_nearer(e, finding, sure, matter)]
            for each in _contradicting(finding, near, around, owned, text, matter):
                yield judged.untimely(each.text, each.start, finding.figure)
    introduced = {layout.stretch(number): figures for number, figures in _introduced(layout, untold).items()}
    for stretch, figures in (introduced | _columns(judged.heads, findings)).items():
        for each in _told(text, stretch, judged):
            if not any(fits(each, matter.figures[figure], matter) for figure in figures):
                yield judged.untimely(each.text, each.start, figures[0])


def _told(text: str, sentence: tuple[int, int], judged: Judged) -> list[Told]:
    """The times of a sentence that are neither how long a loan runs nor a part of a name."""
    told = told_in(text, sentence, judged.masks, judged.layout, periods=True)
    stretches = ((each, STRETCH.match(text, each.start) if each.length else None) for each in told)
    return [
        each for each, found in stretches if found is None or not is_no_window(found, judged.document, judged.matter)
    ]


def _owned(told: Sequence[Told], mentions: Sequence[Mention], text: str) -> dict[int, Mention]:
    """The number right behind each time, in the same piece of the sentence."""
    starts, owned = [mention.start for mention in mentions], {}
    for each in told:
        end = each.start + len(each.text)
        behind = bisect_left(starts, end)
        if behind >= len(starts) or starts[behind] - end > WIDE:
            continue
        if behind and CLOSE.fullmatch(text, mentions[behind - 1].end, each.start):
            continue  # right behind the number before it: $112,200 last Monday
        if COMPARED.search(text, max(0, each.start - LEFT), each.start):
            continue  # 比4月扩大0.5个百分点
        opens = OPENS.search(text, max(0, each.start - LEFT), each.start) and HAN.match(text, end)
        if opens or not PIECE.search(text, end, starts[behind]):
            owned[each.start] = mentions[behind]
    return owned


def _introduced(layout: Layout, untold: Mapping[int, Sequence[str]]) -> dict[int, list[str]]:
    """The figures of the list below each line with a colon, as far as their own sentences have no time."""
    below: dict[int, list[str]] = {}
    for number, figures in untold.items():
        for above in range(number - 1, max(-1, number - INTRODUCED), -1):
            if layout.introductions[above]:
                below.setdefault(above, []).extend(figures)
                break
            if above not in untold and not layout.is_row(above):
                break
    return below


def _is_of_a_nearer(told: Told, finding: Finding, sure: Sequence[Finding], matter: Matter) -> bool:
    """Whether a time is that of a number between it and another one: near 4.31%, under the 4.366% of August.

    One that owns a number right behind it is only that of this one: after Monday's record of $12.94 it slipped 0.6%.
    """
    at, is_own = finding.mention.start, told.period is not None and OWNED.match(told.period.string, told.period.end())
    between = (e for e in sure if at < e.mention.start < told.start or (is_own and told.start < e.mention.start < at))
    return any(fits(told, matter.figures[each.figure], matter) for each in between)


def _columns(heads: Heads, findings: Sequence[Finding]) -> dict[tuple[int, int], list[str]]:
    """The figures below each head of a column."""
    columns: dict[tuple[int, int], list[str]] = {}
    for finding in findings:
        head = heads.above(finding.mention) if finding.verdict in MEANT else None
        if head and finding.figure:
            columns.setdefault(head, []).append(finding.figure)
    return columns


def _contradicting(  # noqa: PLR0913, PLR0917  # what a number and its times stand in
    finding: Finding,
    told: Sequence[Told],
    mentions: Sequence[Mention],
    owned: Mapping[int, Mention],
    text: str,
    matter: Matter,
) -> Iterator[Told]:
    """The first length and the first moment that hold for a number, where none of them is of its figure's window."""
    mention, figure = finding.mention, matter.figures[finding.figure]
    if BEFORE.search(text, max(mention.sentence[0], mention.start - LEFT // 2), mention.start):
        return  # of the week before, whatever the sentence says of its own
    close = (each for each in told if each.length is None and each.start < mention.start)
    moments = [e for e in close if owned.get(e.start) is mention or mention.start - e.start - len(e.text) <= 1]
    if any(fits(each, figure, matter) for each in moments):
        return
    if _is_grown(figure):
        told = [each._replace(clause=mention.sentence) if FIRST.search(each.before) else each for each in told]
    for is_length in (True, False) if days_said(figure, matter) or typed_days(figure, matter) else (True,):
        kind = [each for each in told if (each.length is not None) is is_length]
        near = [each for each in kind if owned.get(each.start) is mention]
        here = near or [each for each in held(mention, kind, mentions) if _holds(each, mention, owned, text, figure)]
        if is_length and is_of(figure.id, Group.MACRO):  # up 3% on the year, in a month
            here = [each for each in here if not each.text.startswith("on ")]
        if here and not any(fits(each, figure, matter) for each in here):
            yield here[0]


def _holds(told: Told, mention: Mention, owned: Mapping[int, Mention], text: str, figure: Figure) -> bool:
    """Whether a time of the clause of a number is not rather that of another one; since when is of what has grown."""
    if told.start < mention.start:
        return _is_grown(figure) or not ORIGIN.search(text, max(0, told.start - LEFT), told.start)
    return told.start not in owned and not EARLIER.search(text, mention.end, told.start)


def _is_grown(figure: Figure) -> bool:
    """Whether a figure is of so long that a text says since when."""
    first, last = figure.window.start, figure.window.end
    return figure.window.span is Span.SINCE or bool(first and last and (last - first).days > GROWN)


def misplaced(judged: Judged, periods: Iterable[re.Match[str]]) -> Iterator[Finding]:
    """The periods that contradict the windows of every figure for which they can hold."""
    for match in periods:
        sentence = judged.document.sentence(match.start())
        every = [judged.matter.figures[figure] for figure in judged.meant.get(sentence, ())]
        figures = [figure for figure in every if not figure.id.endswith(STARTED)]
        is_held = is_of_a_date(match, judged.matter.published_on)
        is_held = is_held or any(is_of_window(match, each, judged.matter) for each in figures)
        is_held = is_held or any(is_named(match[0], each, judged.matter) for each in every)
        is_held = is_held or any(_is_eve(match, each, judged.matter, is_alone=not figures) for each in every)
        figures = figures or every
        if figures and not (is_held or is_of_a_month(match) or is_away(match, sentence[0])):
            yield judged.untimely(match[0], match.start(), figures[0].id)


def _is_eve(match: re.Match[str], figure: Figure, matter: Matter, *, is_alone: bool) -> bool:
    """Whether a period is of the day of trading before that of a figure which began there, or of no certain day."""
    parent = matter.figures.get(figure.id.removesuffix(STARTED)) or figure
    spells = days_said(figure, matter) or days_said(parent, matter)
    eves = [(first - timedelta(days=_back(first, last)), first - timedelta(days=1)) for first, last in spells]
    is_in_one = any(is_in(match, eve, matter.published_on) for eve in eves)
    return figure.id.endswith(STARTED) and (is_in_one or (is_alone and not eves))


def _back(first: date, last: date) -> int:
    """How many days before a window that before it began, with the weekend before a Monday."""
    length = (last - first).days + 1
    return length if length > 1 or first.weekday() else LONG


def _unheld(judged: Judged, periods: Iterable[re.Match[str]]) -> Iterator[Finding]:
    """The days of sentences without a number that are no day of the figures around them, nor one that the records know.

    A range of days knows none but in its own paragraph.
    """
    document, matter, findings = judged.document, judged.matter, judged.findings
    counted = sorted(f.mention.start for f in findings if not _is_undated(f, matter))
    around: dict[int, list[Figure]] = {}
    for finding in findings:
        if finding.verdict in MEANT and finding.figure and not _is_undated(finding, matter):
            around.setdefault(finding.mention.paragraph, []).append(matter.figures[finding.figure])
    dated = [figure for figure in matter.figures if days_said(figure, matter)]
    others, typed = matter.other_days
    short = [spell for known in matter.windows.values() for spell in known if (spell[1] - spell[0]).days < LONG]
    of_day = [spell for spell in short if spell[0] == spell[1]] or short
    days = [mask.start for mask in judged.masks if mask.kind == "date"]
    days += [found.start() for found in periods if found["day"] or found["han"] or found["month"]]
    for sentence in dict.fromkeys(document.sentence(day) for day in sorted(days)):
        near = around.get(document.paragraph(sentence[0])) or dated
        is_move = bool(short) and MOVED.search(document.text, *sentence) is not None
        spells = of_day if is_move else [each for each in (*others, *short) if (each[1] - each[0]).days < GROWN]
        for each in _told(document.text, sentence, judged) if near else ():
            figures = dated if each.period and each.period["month"] else near
            if is_move:
                figures = [figure for figure in figures if not of_day or set(of_day) & set(days_said(figure, matter))]
            said = [] if each.period or each.length or each.quarter else [d for d in days_of(each.text) if d.day]
            meant = (matter.figures[figure] for figure in judged.meant.get(sentence, ()))
            is_typed = (bool(said) and typed.issuperset(said)) or any(is_named(each.text, of, matter) for of in meant)
            is_typed = is_typed or any(each.text.casefold() in text.casefold() for text in matter.told if each.period)
            is_free = not (said or each.period) or is_typed or AWAY.search(each.before) is not None
            is_free = is_free or bisect_left(counted, each.clause[0]) < bisect_left(counted, each.clause[1])
            is_free = is_free or AHEAD.search(document.text, *each.clause) is not None
            found = each.period
            is_day = found is not None and any(is_in(found, spell, matter.published_on) for spell in spells)
            is_day = is_day or (bool(said) and all(any(map(day.is_in, spells)) for day in said))
            if not (is_free or is_day or any(fits(each, figure, matter) for figure in figures)):
                yield judged.untimely(each.text, each.start, (figures or near)[0].id)


def _is_undated(finding: Finding, matter: Matter) -> bool:
    """Whether a number is of a figure that has no days against which a time could be held."""
    is_meant = finding.verdict in MEANT and finding.figure != ""
    return is_meant and not days_said(matter.figures[finding.figure], matter)
