"""Settling: what printed figures owe is paid in their paragraph, once the draft is whole and its order known.

A template marks where a window, a source, a doubt or a note may be said; which of these places is used depends on what
the paragraph has said already. What no template paid follows the paragraph in a plain sentence of its own, so that
nobody can drop a doubt (STORY.md 3).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from narrator.model.ids import record_of, time_of
from narrator.model.kinds import Part
from narrator.render import marks
from narrator.render.attribution import Attribution
from narrator.render.frames import Frames
from narrator.render.layout import Area, area, places
from narrator.render.marks import Own
from narrator.render.owed import owed_of
from narrator.render.payments import DOUBT, RECORD, TEMPLATE, Once, Paragraph, Payments
from narrator.render.reached import AHEAD, ahead
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
POINT_WORDS = 25
"""So many words a key point has at most (ARTICLE.md 3): one that has more names its source as briefly as it can, and
where that is not enough, it is none; what it tells stands in the article."""
WORD = re.compile(r"[\w$€£¥%][\w$€£¥%.,’'–-]*")
SENTENCE = re.compile(r"[.!?][”\"]?(?:\s|$)")
ENDED = re.compile(r"[.!?:][”\")*]*$")
NAMED = ("venue", "fund", "asset", "who", "name", "what")
"""Fields of a record that say what it is of: a text that has one of them needs no other head."""
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
        self.attribution.is_carried = any(map(_carries, lines))
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
            self.attribution.has_carrier |= _carries(line)
            plain = marks.OWED.sub("", line)
            self.payments.mention(line, plain)
            return plain
        if area is Area.POINT and place == "key":
            return self._point(line)
        is_lead = area is Area.PROSE and not self.has_lead
        paragraph, written = self._first(line, area, self.led if place == LEAD else (), is_dated=area is Area.POINT)
        self.has_lead |= is_lead
        self.led = paragraph.named if is_lead else self.led
        written = written if is_lead else written.lstrip(" ")
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
        if self._is_of_time(figure_id, paragraph.window):
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
                said = self._time(figure)
                paragraph.paid |= {(Owed.WINDOW, f) for f in paragraph.figures if self._is_of_time(f, said)}
                return self._window(figure, paragraph)
            case Owed.VOICE:
                return self.attribution.voice(figure, paragraph, area)
            case Own.ROLE:
                return self.attribution.role(figure, area)
        return ""

    def _paid_once(self, owed: str, figure: Figure, paragraph: Paragraph, area: Area) -> str:
        if area is not Area.PROSE or owed not in self.debts[figure.id] or (owed, figure.id) in self.told:
            return ""
        said = self._once(Owed(owed), figure, paragraph, TEMPLATE)
        is_dated, paragraph.is_dated = paragraph.is_dated, owed != Owed.DOUBT or paragraph.is_dated
        told = self._settled(said, paragraph, area)
        paragraph.is_over, paragraph.is_dated = True, is_dated
        return f" {told}"

    def _window(self, figure: Figure, paragraph: Paragraph) -> str:
        if not self.scene.owes_window(figure) or self._is_of_time(figure.id, paragraph.window):
            return ""
        paragraph.window = self._time(figure)
        said = self.scene.window_said(figure)
        return f" {said}" if said and not says_window(self.scene.event.record(figure.id), said) else ""

    def _is_of_time(self, figure_id: str, said: str) -> bool:
        """Whether a window that was said is that of a figure: for a close, the last day or all of them."""
        figure = self.scene.figures[figure_id]
        own = self._time(figure)
        return said == own or (said == figure.window.canonical and not own.endswith(AHEAD))

    def _time(self, figure: Figure) -> str:
        return time_of(figure.id, figure.window).canonical + ahead(self.scene.event, self.scene.main, figure)

    def _once(self, owed: Owed, figure: Figure, paragraph: Paragraph, by: str) -> str:
        """A sentence that is owed once in the article, for all figures that share it."""
        self.told.add((owed, figure.id))
        if owed is Owed.DOUBT:
            paragraph.hear(
                {voice.source for voice in (*voices.beside(figure), *voices.within(figure), *voices.opposed(figure))}
            )
            paragraph.once[owed, figure.id] = Once(by, "")
            self.chooser.skipped = self.doubts
            self.doubts += 1
            is_near = paragraph.sentence == {record_of(figure.id)}
            view = self.scene.view(figure)
            reason = view.differ or ""
            is_said = (owed, reason) in self.told
            self.told.add((owed, reason))
            said = self.passages.said("doubt", figure=view, near=is_near, reason="" if is_said else reason)
            self.chooser.skipped = 0
            return said
        text = self.scene.sentence(getattr(self.scene.event.record(figure.id), owed.value, None)) or ""
        paragraph.once[owed, figure.id] = Once(by, text)
        if (owed, text) in self.told or not (text or owed is Owed.CHECKED):  # a note on what was taken out says nothing
            return ""
        self.told.add((owed, text))
        is_near, said = not self._is_apart(text, figure, paragraph), "" if owed is Owed.CHECKED else text
        paragraph.sentence = {record_of(figure.id)}
        if said and is_near:
            return said
        return self.passages.said("note", figure=self.scene.view(figure), text=said, near=is_near)

    def _is_apart(self, text: str, figure: Figure, paragraph: Paragraph) -> bool:
        """Whether a text that names nothing would be read as one about another record, of a sentence in between."""
        own = record_of(figure.id)
        if own in paragraph.sentence or not (paragraph.sentence or figure is not self.scene.main):
            return False
        others = {record_of(name) for name in paragraph.figures if not self.scene.figures[name].derived_from}
        said = (self.scene.named(getattr(self.scene.event.record(figure.id), name, None)) for name in NAMED)
        return bool(others - {own}) and not any(name.casefold() in text.casefold() for name in said if name)

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


def _carries(line: str) -> bool:
    """Whether a sentence says once for all whose a figure without a source is."""
    return any(owed == Own.CARRIED for owed, _ in marks.debts(line))
