"""Settling: what printed figures owe is paid in their paragraph, once the draft is whole and its order known.

A template marks where a window, a source, a doubt or a note may be said; which of these places is used depends on what
the paragraph has said already. What no template paid follows the paragraph in a plain sentence of its own, so that
nobody can drop a doubt (STORY.md 3).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from narrator.model.ids import record_of
from narrator.model.kinds import Part
from narrator.render import marks
from narrator.render.attribution import Attribution, carries
from narrator.render.frames import Frames
from narrator.render.layout import Area, area, places
from narrator.render.marks import Own
from narrator.render.owed import is_apart, is_of_time, owed_of, time_in
from narrator.render.payments import DOUBT, RECORD, TEMPLATE, Once, Paragraph, Payments
from narrator.render.subjects import says_window
from narrator.story import voices
from narrator.story.message import ONCE, Owed
from narrator.story.scope import in_force

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from narrator.model.figure import Figure
    from narrator.render.choices import Chooser
    from narrator.render.passages import Passages
    from narrator.render.views import Scene

LEAD = "lead"
"""The place before the first heading."""
EACH = (Owed.WINDOW, Owed.VOICE, Owed.NATURE)
"""What is owed in every paragraph anew."""
PLACES = re.compile(
    f"{marks.FIGURE}(?P<figure>[^{marks.BAR}]*){marks.BAR}[^{marks.END}]*{marks.END}"
    f"|{marks.DEBT}(?P<owed>[^{marks.BAR}]*){marks.BAR}(?P<of>[^{marks.DEBT_END}]*){marks.DEBT_END}"
)
POINT_WORDS, LEAD_WORDS = 25, 60
"""So many words a key point and the lead have at most (ARTICLE.md 1, 3): a point that has more names its source as
briefly as it can, and where that is not enough, it is none; what it tells stands in the article."""
WORD = re.compile(r"[\w$€£¥%][\w$€£¥%.,’'–-]*")
SENTENCE = re.compile(r"[.!?][”\"]?(?:\s|$)")
ENDED = re.compile(r"[.!?:][”\")*]*$")
SOFT = frozenset({"forecast", "rumour", "opinion", "plan"})


@dataclass
class Settler:
    """Settles the debts of one draft, line by line; the frames and the sentences are those of the templates.

    `debts` is what each figure owes; `payments` has for each debt the line that paid it.
    """

    scene: Scene
    chooser: Chooser
    debts: Mapping[str, tuple[Owed, ...]]
    passages: Passages
    told: set[tuple[str, str]] = field(default_factory=set)
    payments: Payments = field(default_factory=Payments)
    later: set[str] = field(default_factory=set)
    marked: set[tuple[str, str]] = field(default_factory=set)
    led: set[str] = field(default_factory=set)
    has_lead: bool = False
    doubts: int = 0

    def __post_init__(self) -> None:
        self.frames = Frames(self.scene, self.chooser, self.passages)
        self.attribution = Attribution(self.scene, self.frames)

    def resolve(self, text: str) -> str:
        """The draft with every debt paid or left away where it is not due."""
        lines = text.split("\n")
        seen = [*places(["" if line.startswith(marks.CHART) else line for line in lines])]
        prose = [line for line in lines if line and area(line) is Area.PROSE]
        self.attribution.is_carried = any(map(carries, lines))
        self.later = {match[1] for line in prose[1:] for match in marks.PRINTED.finditer(line)}
        self.marked = {place for line in prose[1:] for place in marks.debts(line)}
        settled = [self._line(line, area(line), place) for line, place in zip(lines, seen, strict=True)]
        points = [number for number, place in enumerate(seen) if place == "key" and area(lines[number]) is Area.POINT]
        if points and not any(settled[number] for number in points):  # none was short enough: no heading over nothing
            heading = max(number for number in range(points[0]) if lines[number].startswith("## "))
            settled[heading] = ""
        return "\n".join(settled)

    def _line(self, line: str, area: Area, place: str) -> str:
        if not line or area in {Area.TITLE, Area.TABLE, Area.ASIDE}:
            self.attribution.has_carrier |= carries(line)
            plain = marks.OWED.sub("", line)
            self.payments.mention(line, plain)
            return plain
        if area is Area.POINT and place == "key":
            return self._point(line)
        is_lead = area is Area.PROSE and not self.has_lead
        paragraph, written = self._first(line, area, self.led if place == LEAD else (), is_dated=area is Area.POINT)
        self.has_lead |= is_lead
        self.led = paragraph.named if is_lead else self.led
        written = written + self._values(paragraph, written) if is_lead else written.lstrip(" ")
        if not is_lead and area is not Area.STANDFIRST:
            still = self._owed(paragraph, area)
            written += f".{still}" if still and not ENDED.search(written) else still
        return self._kept(line, paragraph, written, area) + (self._behind(paragraph) if is_lead else "")

    def _behind(self, lead: Paragraph) -> str:
        """A paragraph behind the lead: what figures that no later paragraph prints owe once, and no place pays."""
        behind = Paragraph(lead.window, figures={name: None for name in lead.figures if name not in self.later})
        said = self._owed(behind, Area.PROSE, self.marked).lstrip(" ")
        return f"\n\n{self._kept('', behind, said)}" if said else ""

    def _kept(self, marked: str, paragraph: Paragraph, written: str, area: Area = Area.PROSE) -> str:
        """A line as it was settled, what it paid kept."""
        paragraph.figures |= {match[1]: None for match in marks.PRINTED.finditer(written)}
        figures = [self.scene.figures[name] for name in paragraph.figures]
        due = {(owed, f.id) for f in figures for owed in EACH if self._is_due(owed, f, paragraph, area)}
        self.payments.mention(marked, written)
        self.payments.keep(paragraph, self.debts, due, written)
        return written

    def _point(self, line: str) -> str:
        """A key point, its source named as briefly as it can be where it has too many words; else none."""
        found = ""
        for is_brief in (False, True):
            self.frames.is_brief = is_brief
            paragraph, written = self._first(line, Area.POINT)
            whole = written.lstrip(" ") + self._owed(paragraph, Area.POINT)
            if len(WORD.findall(marks.unmarked(whole))) <= POINT_WORDS:
                found = self._kept(line, paragraph, whole, Area.POINT)
                break
        self.frames.is_brief = False
        return found

    def _first(
        self, line: str, area: Area, named: Iterable[str] = (), *, is_dated: bool = False
    ) -> tuple[Paragraph, str]:
        """A line with its places filled, and what it has said.

        `named`: whom the paragraph before it named, where it goes on from there; `is_dated`: whether an amount of
        another window has it in parentheses.
        """
        paragraph = Paragraph(in_force(self.scene.event, self.scene.main), is_dated=is_dated)
        paragraph.hear({*named})
        return paragraph, self._settled(line, paragraph, area)

    def _settled(self, text: str, paragraph: Paragraph, area: Area) -> str:
        """A text with its places filled; what it prints is noted with the window that is in force there.

        A frame opens with a comma, but after one.
        """
        written, end = "", 0
        for match in PLACES.finditer(text):
            between = text[end : match.start()]
            paragraph.is_over |= SENTENCE.search(between) is not None
            written, end = written + between, match.end()
            said = self._filled(match, text, paragraph, area)
            written += said.removeprefix(",") if written.endswith(",") else said
        return written + text[end:]

    def _filled(self, match: re.Match[str], text: str, paragraph: Paragraph, area: Area) -> str:
        if match["figure"]:
            return match[0] + self._printed(match["figure"], paragraph, area)
        pay = self._paid_once if match["owed"] in ONCE else self._paid
        said = pay(match["owed"], self.scene.figures[match["of"]], paragraph, area)
        goes_on = re.match(f"(?:{marks.OWED.pattern})*[ ]\\w", text[match.end() :])
        return f"{said}," if said and match["owed"] in {Owed.VOICE, Own.ROLE} and goes_on else said

    def _printed(self, figure_id: str, paragraph: Paragraph, area: Area) -> str:
        figure = self.scene.figures[figure_id]
        paragraph.figures[figure_id] = None
        paragraph.tells(record_of(figure_id))
        if is_of_time(self.scene, figure_id, paragraph.window):
            paragraph.paid.add((Owed.WINDOW, figure_id))
        if not paragraph.is_dated or not self._is_due(Owed.WINDOW, figure, paragraph, area):
            return ""
        paragraph.paid.add((Owed.WINDOW, figure_id))
        days = figure.window.days if figure.id.endswith(f"_{Part.FROM}") else None
        said = self.scene.rules.before(days[0]) if days else self.scene.period(figure).removeprefix("the time ")
        return f" ({said})"

    def _paid(self, owed: str, figure: Figure, paragraph: Paragraph, area: Area) -> str:
        paragraph.paid.add((owed, figure.id))
        match owed:
            case Own.DATED:
                paragraph.paid |= {(Owed.WINDOW, figure.id), (Owed.VOICE, figure.id)}
            case Own.VOICED:
                self.told |= {(Owed.DOUBT, figure.id), (Owed.DOUBT, self.scene.view(figure).differ or "")}
                paragraph.once.setdefault((Owed.DOUBT, figure.id), Once(TEMPLATE, ""))
            case Own.BRACKETED | Own.AFRESH:
                paragraph.is_dated |= owed == Own.BRACKETED
                paragraph.window = "" if owed == Own.AFRESH else paragraph.window
            case Own.NAMED:
                self.attribution.named(figure, paragraph, area)
            case Owed.WINDOW:
                said = time_in(self.scene, figure)
                paragraph.paid |= {(Owed.WINDOW, f) for f in paragraph.figures if is_of_time(self.scene, f, said)}
                return self._window(figure, paragraph)
            case Owed.VOICE:
                return self.attribution.voice(figure, paragraph, area)
            case Own.ROLE:
                return self.attribution.role(figure, area)
        return ""

    def _paid_once(self, owed: str, figure: Figure, paragraph: Paragraph, area: Area) -> str:
        if area is not Area.PROSE or owed not in self.debts[figure.id]:
            return ""
        if (owed, figure.id) in self.told:  # of the main figure the lead may have told the values alone
            reason = self._reason(figure) if owed == Owed.DOUBT else ""
            return reason and f" {reason}"
        said = self._once(Owed(owed), figure, paragraph, TEMPLATE)
        is_dated, paragraph.is_dated = paragraph.is_dated, owed != Owed.DOUBT or paragraph.is_dated
        told = self._settled(said, paragraph, area)
        paragraph.is_over, paragraph.is_dated = True, is_dated
        return f" {told}"

    def _window(self, figure: Figure, paragraph: Paragraph) -> str:
        if not self.scene.owes_window(figure) or is_of_time(self.scene, figure.id, paragraph.window):
            return ""
        paragraph.window = time_in(self.scene, figure)
        said = self.scene.window_said(figure)
        return f" {said}" if said and not says_window(self.scene.event.record(figure.id), said) else ""

    def _once(self, owed: Owed, figure: Figure, paragraph: Paragraph, by: str, *, is_whole: bool = True) -> str:
        """A sentence that is owed once in the article, for all figures that share it; of a doubt else the values."""
        self.told.add((owed, figure.id))
        if owed is Owed.DOUBT:
            paragraph.hear(
                {voice.source for voice in (*voices.beside(figure), *voices.within(figure), *voices.opposed(figure))}
            )
            paragraph.once[owed, figure.id] = Once(by, "")
            self.doubts += 1
            return self._doubt(figure, paragraph, self._reason(figure) if is_whole else "", self.doubts - 1)
        text = self.scene.sentence(getattr(self.scene.event.record(figure.id), owed.value, None)) or ""
        paragraph.once[owed, figure.id] = Once(by, text)
        if (owed, text) in self.told or not (text or owed is Owed.CHECKED):  # a note on what was taken out says nothing
            return ""
        self.told.add((owed, text))
        is_near, said = not is_apart(self.scene, text, figure, paragraph), "" if owed is Owed.CHECKED else text
        paragraph.sentence = {record_of(figure.id)}
        if said and is_near:
            return said
        return self.passages.said("note", figure=self.scene.view(figure), text=said, near=is_near)

    def _doubt(self, figure: Figure, paragraph: Paragraph, reason: str, doubts: int) -> str:
        """What is said beside a figure, in the variant that so many doubts before it leave."""
        self.chooser.skipped = doubts
        is_near = paragraph.sentence == {record_of(figure.id)}
        said = self.passages.said("doubt", figure=self.scene.view(figure), near=is_near, reason=reason)
        self.chooser.skipped = 0
        return said

    def _reason(self, figure: Figure) -> str:
        """Why the sources of a figure differ, where the article has not said it."""
        reason = self.scene.view(figure).differ or ""
        is_said = (Owed.DOUBT, reason) in self.told
        self.told.add((Owed.DOUBT, reason))
        return "" if is_said else reason

    def _values(self, lead: Paragraph, written: str) -> str:
        """The other values of the main figure and why they differ, or the values alone, where the lead has room.

        A reason for which it has none opens the next paragraph.
        """
        main = self.scene.main
        if main is None or main.id not in lead.figures or (Owed.DOUBT, main.id) not in self.marked - self.told:
            return ""
        values, reason = self._doubt(main, lead, "", self.doubts), self.scene.view(main).differ
        whole = self._doubt(main, lead, reason, self.doubts) if reason and values.strip() else ""
        fits = [len(WORD.findall(marks.unmarked(written + said))) <= LEAD_WORDS for said in (values, whole)]
        if not fits[0]:
            return ""
        once = self._once(Owed.DOUBT, main, lead, DOUBT, is_whole=bool(whole) and fits[1])
        return f" {said}" if (said := self._settled(once, lead, Area.PROSE)) else ""

    def _owed(self, paragraph: Paragraph, area: Area, later: Collection[tuple[str, str]] | None = None) -> str:
        """What its figures still owe, as sentences that follow it; behind a lead what is owed once and not `later`."""
        figures = [self.scene.figures[name] for name in paragraph.figures]
        each = EACH if later is None else ()
        due = [(f, [owed for owed in each if self._is_due(owed, f, paragraph, area)]) for f in figures]
        paragraph.after |= {(owed, f.id) for f, every in due for owed in every}
        still = [owed_of(self.scene, f, every) for f, every in due if every]
        sentences = [self.passages.said("owed", owed=still)] if still else []
        if area is Area.PROSE:
            paid = {*self.told, *(later or ())}
            once = [(o, f) for f in figures for o in ONCE if o in self.debts[f.id] and (o, f.id) not in paid]
            sentences += [self._once(o, f, paragraph, DOUBT if o is Owed.DOUBT else RECORD) for o, f in once]
        said = [self._settled(sentence, paragraph, area) for sentence in sentences]
        return "".join(f" {sentence}" for sentence in said if sentence)

    def _is_due(self, owed: Owed, figure: Figure, paragraph: Paragraph, area: Area) -> bool:
        if owed not in self.debts[figure.id] or (owed, figure.id) in paragraph.paid:
            return False
        if owed is Owed.WINDOW:
            return self.scene.owes_window(figure)
        if owed is Owed.VOICE:
            return self.attribution.is_due(figure, paragraph, area)
        return figure.nature.value in SOFT
