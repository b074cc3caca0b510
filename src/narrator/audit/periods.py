"""Weekdays, and last, this or the past week, month and year, against the windows of the figures of their sentence.

A word that is vaguer than a window and true of it passes; one that has no day of it, or far fewer days than it, does
not. One in a heading holds for the figures below it.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from narrator.audit.atoms import Mask
from narrator.audit.dates import mention_of
from narrator.audit.moments import days_said
from narrator.audit.verdicts import Finding, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from narrator.audit.dates import Spell
    from narrator.audit.documents import Document
    from narrator.audit.matter import Matter

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
HAN_WEEKDAYS = {han: number for number, han in enumerate("一二三四五六日")} | {"天": 6}
WHICH = {"last": -1, "this": 0, "上": -1, "本": 0, "这": 0, "去": -1, "今": 0}
UNITS = {"周": "week", "月": "month", "年": "year"}
PERIOD = re.compile(
    rf"\b(?P<day>{'|'.join(WEEKDAYS)})\b|\b(?P<which>last|this)[ \n](?P<unit>week|month|year)\b"
    r"|(?:周|星期|礼拜)(?P<han>[一二三四五六日天])(?!期)"
    r"|(?P<over>[上本这])一?个?(?P<of>[周月])(?![一二三四五六日天末份])|(?P<year>[去今])年",
    re.IGNORECASE,
)
AWAY = re.compile(
    r"(?:\b(?:since|from|until|till|to|through|by|before|after|ahead of|than|against|versus|vs|said|says|reported"
    r"|published|wrote|ended|ending|next|as of|of|between|and|or|for)(?: (?:the|early|late|last|this|on))?"
    r"|\b(?:said|says|told \w+|wrote|reported) on|\b(?:report|note|post|statement|update|release|interview|thread)"
    r"(?: (?:published|released|issued|sent|dated|out))?(?: on| early| late){0,2}|[自从至到较比于及和])[ \n]?$",
    re.IGNORECASE,
)
"""What makes a period the beginning, the end or the measure of another, or when something was said."""
BEHIND = re.compile(
    r"['’]s|[ \n]?(?:before|ago|morning|to|through|[-–])\b|以来|之?前|之?后|发布|公布|[至到收却则又再才]|早[间盘]"
)
LONG, REACH = 3, 24
"""A weekday is none of a window of more days than these."""
TWICE = 2


def misplaced(document: Document, told: Mapping[tuple[int, int], Sequence[str]], matter: Matter) -> Iterator[Finding]:
    """The periods that contradict the windows of every figure for which they can hold."""
    published = matter.event.published.astimezone(matter.event.zone).date()
    for match in PERIOD.finditer(document.text):
        sentence = document.sentence(match.start())
        before = document.text[max(sentence[0], match.start() - REACH) : match.start()]
        figures = told.get(sentence, ())
        if not figures or AWAY.search(before) or BEHIND.match(document.text, match.end()):
            continue
        spells = [[*days_said(matter.figures[figure], matter)] for figure in figures]
        typed = any(match[0].casefold() in matter.figures[figure].window.words.casefold() for figure in figures)
        if not typed and all(spells) and not any(_is_in(match, spell, published) for each in spells for spell in each):
            mask = Mask("span", match[0], match.start(), match.end())
            why = f"the window of {figures[0]} is not {' '.join(match[0].split())}"
            yield Finding(mention_of(mask, document), Verdict.DATE, figures[0], why=why)


def _is_in(match: re.Match[str], spell: Spell, published: date) -> bool:
    """Whether a period has a day of a spell, and the spell is not much longer."""
    first, last = spell
    length = (last - first).days + 1
    if match["day"] or match["han"]:
        number = WEEKDAYS.index(match["day"].lower()) if match["day"] else HAN_WEEKDAYS[match["han"]]
        return length <= LONG and any((first + timedelta(days=day)).weekday() == number for day in range(length))
    which = WHICH[(match["which"] or match["over"] or match["year"]).lower()]
    unit = (match["unit"] or UNITS.get(match["of"] or "年", "")).lower()
    start, end = _period(unit, which, published)
    return first <= end and start <= last and length <= TWICE * ((end - start).days + 1)


def _period(unit: str, which: int, published: date) -> Spell:
    """The first and the last day of a week, month or year, or of the one before."""
    if unit == "week":
        start = published - timedelta(days=published.weekday() - 7 * which)
        return start, start + timedelta(days=6)
    if unit == "year":
        return date(published.year + which, 1, 1), date(published.year + which, 12, 31)
    start = published.replace(day=1)
    start = (start - timedelta(days=1)).replace(day=1) if which else start
    return start, (start + timedelta(days=31)).replace(day=1) - timedelta(days=1)
