"""Settling: what printed figures owe is paid in their paragraph, once the draft is whole and its order known.

A template marks where a window, a source, a doubt or a note may be said; which of these places is used depends on what
the paragraph has said already. What no template paid follows the paragraph in a plain sentence of its own, so that
nobody can drop a doubt (STORY.md 3).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from narrator.model.ids import is_of, record_of, time_of
from narrator.model.kinds import Group
from narrator.model.source import MARKET_DATA, is_unnamed, is_without_name
from narrator.render import environment, marks
from narrator.render.flags import has_caution
from narrator.render.layout import Area, area, places
from narrator.render.owed import owed_of
from narrator.render.payments import DOUBT, RECORD, TEMPLATE, Once, Paragraph, Payments
from narrator.render.subjects import is_own, says_window
from narrator.story import voices
from narrator.story.message import ONCE, Owed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from narrator.model.figure import Figure
    from narrator.render.choices import Chooser
    from narrator.render.frames import Frames
    from narrator.render.views import Scene

LEAD, CARRIED = "lead", "carried"
"""The place before the first heading; the mark of what says once for all whose a figure without a source is."""
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

    `debts` is what each figure owes; `payments` has for each debt the line that paid it, `left` what no template paid.
    """

    scene: Scene
    chooser: Chooser
    debts: Mapping[str, tuple[Owed, ...]]
    context: Mapping[str, object]
    frames: Frames
    carrier: str = ""
    told: set[tuple[str, str]] = field(default_factory=set)
    left: list[tuple[str, str]] = field(default_factory=list)
    payments: Payments = field(default_factory=Payments)
    later: set[str] = field(default_factory=set)
    marked: set[tuple[str, str]] = field(default_factory=set)
    all_unnamed: bool = False
    is_named_unnamed: bool = False
    is_named_carrier: bool = False
    is_carried: bool = False
    led: set[str] = field(default_factory=set)
    introduced: set[str] = field(default_factory=set)
    has_lead: bool = False
    doubts: int = 0

    def resolve(self, text: str) -> str:
        """The draft with every debt paid or left away where it is not due."""
        lines = text.split("\n")
        seen = [*places(["" if line.startswith(marks.CHART) else line for line in lines])]
        prose = [line for line in lines if line and area(line) is Area.PROSE]
        self.is_carried = any(owed == CARRIED for line in lines for owed, _ in marks.debts(line))
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
            self.is_named_carrier |= any(owed == CARRIED for owed, _ in marks.debts(line))
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
            left, self.frames.is_brief = len(self.left), is_brief
            paragraph, written = self._first(line, Area.POINT)
            whole = written.lstrip(" ") + self._owed(paragraph, Area.POINT)
            if len(WORD.findall(marks.unmarked(whole))) <= POINT_WORDS:
                found = self._kept(line, paragraph, whole, Area.POINT)
                break
            del self.left[left:]
        self.frames.is_brief = False
        return found

    def _first(
        self, line: str, area: Area, named: Iterable[str] = (), *, is_dated: bool = False
    ) -> tuple[Paragraph, str]:
        """A line with its places filled, and what it has said.

        `named`: whom the paragraph before it named, where it goes on from there; `is_dated`: whether an amount of
        another window has it in parentheses.
        """
        main = self.scene.main
        paragraph = Paragraph(main.window.canonical if main else "", is_dated=is_dated)
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
        is_role = match["owed"] == "role"
        role = self._role(str(self.scene.source_of(self.scene.figures[match["of"]])), area) if is_role else ""
        said = (role and f", {role}") if is_role else self._paid(match["owed"], match["of"], paragraph, area)
        goes_on = re.match(f"(?:{marks.OWED.pattern})*[ ]\\w", text[match.end() :])
        return f"{said}," if said and match["owed"] in {Owed.VOICE, "role"} and goes_on else said

    def _printed(self, figure_id: str, paragraph: Paragraph, area: Area) -> str:
        figure = self.scene.figures[figure_id]
        paragraph.figures[figure_id] = None
        paragraph.tells(record_of(figure_id))
        if self._is_of_time(figure_id, paragraph.window):
            paragraph.paid.add((Owed.WINDOW, figure_id))
        if not paragraph.is_dated or not self._is_due(Owed.WINDOW, figure, paragraph, area):
            return ""
        paragraph.paid.add((Owed.WINDOW, figure_id))
        return f" ({self.scene.period(figure).removeprefix('the time ')})"

    def _paid(self, owed: str, figure_id: str, paragraph: Paragraph, area: Area) -> str:
        figure = self.scene.figures[figure_id]
        if owed in ONCE:
            is_due = area is Area.PROSE and owed in self.debts[figure_id] and (owed, figure_id) not in self.told
            said = self._once(Owed(owed), figure, paragraph, TEMPLATE) if is_due else ""
            is_dated, paragraph.is_dated = paragraph.is_dated, owed != Owed.DOUBT or paragraph.is_dated
            told = self._settled(said, paragraph, area)
            paragraph.is_over, paragraph.is_dated = paragraph.is_over or is_due, is_dated
            return f" {told}" if is_due else ""
        paragraph.paid.add((owed, figure_id))
        match owed:
            case "dated":
                paragraph.paid |= {(Owed.WINDOW, figure_id), (Owed.VOICE, figure_id)}
            case "voiced":
                self.told.add((Owed.DOUBT, figure_id))
                paragraph.once.setdefault((Owed.DOUBT, figure_id), Once(TEMPLATE, ""))
            case "bracketed":
                paragraph.is_dated = True
            case "named":
                paragraph.named.add(str(self.scene.source_of(figure)))
                paragraph.speaking.add(str(self.scene.source_of(figure)))
                self._heard(str(self.scene.source_of(figure)), area)
            case Owed.WINDOW:
                said = time_of(figure.id, figure.window).canonical
                paragraph.paid |= {(Owed.WINDOW, f) for f in paragraph.figures if self._is_of_time(f, said)}
                return self._window(figure, paragraph)
            case Owed.VOICE:
                return self._voice(figure, paragraph, area)
        return ""

    def _window(self, figure: Figure, paragraph: Paragraph) -> str:
        if not self.scene.owes_window(figure) or self._is_of_time(figure.id, paragraph.window):
            return ""
        paragraph.window = time_of(figure.id, figure.window).canonical
        said = self.scene.window_said(figure)
        return f" {said}" if said and not says_window(self.scene.entry(figure.id), said) else ""

    def _is_of_time(self, figure_id: str, said: str) -> bool:
        """Whether a window that was said is that of a figure: for a close, the last day or all of them."""
        figure = self.scene.figures[figure_id]
        return said in {figure.window.canonical, time_of(figure.id, figure.window).canonical}

    def _voice(self, figure: Figure, paragraph: Paragraph, area: Area) -> str:
        source = self.scene.source_of(figure)
        if source is None or source == MARKET_DATA or source in paragraph.speaking:
            return ""
        if self._carries(source, area) and not self._is_questioned(figure):
            return ""
        paragraph.hear({source})
        self._heard(source, area)
        entry, known = self.scene.entry(figure.id), self.scene.sources.find(source)
        return self.frames.frame(
            source,
            weak=figure.weak,
            own=is_own(entry, known, of_account=is_of(figure.id, Group.ACCOUNTS)),
            role=self._role(source, area) if self.scene.is_person(source) else "",
        )

    def _role(self, source: str, area: Area) -> str:
        """What a person who also says something of a figure of their own is, where they are first named in the body."""
        if area is not Area.PROSE or source in self.introduced:
            return ""
        said = (self.scene.record(f"statements.{name}") for name in self.scene.event.file.statements)
        own = (each for each in said if each.introduced and each.about.source == self.scene.named(source))
        role = next(filter(None, (getattr(each, "role", None) for each in own)), "")
        self.introduced |= {source} if role else set()
        return str(role)

    def _is_questioned(self, figure: Figure) -> bool:
        """Whether a caution speaks against it: its sentence says whose it is, whatever was said once for all."""
        return figure is not self.scene.main and not self.all_unnamed and has_caution(figure, self.scene)

    def _heard(self, source: str, area: Area) -> None:
        self.is_named_unnamed |= area is Area.PROSE and is_without_name(source)
        self.is_named_carrier |= area is Area.PROSE and source == self.carrier

    def _carries(self, source: str, area: Area) -> bool:
        """Whether it is said once for all, by the lead, whose the figures of a source like this one are."""
        of_main = self.scene.source_of(self.scene.main) or "" if self.scene.main else ""
        is_first, is_once = area is Area.STANDFIRST, self.all_unnamed or self.is_carried
        if self.is_carried and source == self.carrier:
            return self.is_named_carrier or (is_first and of_main == source)
        return is_once and is_unnamed(source) and (is_without_name(of_main) if is_first else self.is_named_unnamed)

    def _once(self, owed: Owed, figure: Figure, paragraph: Paragraph, by: str) -> str:
        """A sentence that is owed once in the article, for all figures that share it."""
        self.told.add((owed, figure.id))
        if owed is Owed.DOUBT:
            paragraph.hear({voice.source for voice in (*voices.beside(figure), *voices.within(figure))})
            paragraph.once[owed, figure.id] = Once(by, "")
            self.chooser.skipped = self.doubts
            self.doubts += 1
            is_near = paragraph.sentence == {record_of(figure.id)}
            view = self.scene.view(figure)
            reason = view.differ or ""
            is_said = reason in paragraph.reasons
            paragraph.reasons.add(reason)
            said = self._run("doubt", {"figure": view, "near": is_near, "reason": "" if is_said else reason})
            self.chooser.skipped = 0
            return said
        text = self.scene.sentence(getattr(self.scene.entry(figure.id), owed.value, None)) or ""
        paragraph.once[owed, figure.id] = Once(by, text)
        if (owed, text) in self.told:
            return ""
        self.told.add((owed, text))
        is_near, said = not self._is_apart(text, figure, paragraph), "" if owed is Owed.CHECKED else text
        paragraph.sentence = {record_of(figure.id)}
        note = {"figure": self.scene.view(figure), "text": said, "near": is_near}
        return said if said and is_near else self._run("note", note)

    def _is_apart(self, text: str, figure: Figure, paragraph: Paragraph) -> bool:
        """Whether a text that names nothing would be read as one about another record, of a sentence in between."""
        own = record_of(figure.id)
        if own in paragraph.sentence or not (paragraph.sentence or figure is not self.scene.main):
            return False
        others = {record_of(name) for name in paragraph.figures if not self.scene.figures[name].derived_from}
        said = (self.scene.named(getattr(self.scene.entry(figure.id), name, None)) for name in NAMED)
        return bool(others - {own}) and not any(name.casefold() in text.casefold() for name in said if name)

    def _owed(self, paragraph: Paragraph, area: Area, later: Collection[tuple[str, str]] | None = None) -> str:
        """What its figures still owe, as sentences that follow it; behind a lead what is owed once and not `later`."""
        figures = [self.scene.figures[name] for name in paragraph.figures]
        each = EACH if later is None else ()
        due = [(f, [owed for owed in each if self._is_due(owed, f, paragraph, area)]) for f in figures]
        left = [(owed, f.id) for f, every in due for owed in every]
        self.left += left
        paragraph.after.update(left)
        still = [owed_of(self.scene, f, every) for f, every in due if every]
        sentences = [self._run("owed", {"owed": still})] if still else []
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
            source = self.scene.source_of(figure)
            is_known = source is None or source == MARKET_DATA or source in paragraph.named
            return not (is_known or self._carries(str(source), area))
        return figure.nature.value in SOFT

    def _run(self, name: str, more: Mapping[str, object]) -> str:
        made = environment.run(self.frames.env, f"{self.scene.language}/{name}.md.j2", {**self.context, **more})
        return " ".join(made.split())
