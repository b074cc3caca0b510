"""The article as templates see it: the story with every message said by the template of its kind.

A message is said once, when it is first asked for; sections know how long they came out, so that thin ones can be
pooled, and paragraphs how the ones before them opened, so that no two open alike (ARTICLE.md 10, 11).
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from narrator.model.kinds import Group, Part
from narrator.render import marks
from narrator.render.view import NOTHING, View, give
from narrator.story.message import ONCE, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from narrator.charts.choice import Choice
    from narrator.render.choices import Chooser
    from narrator.render.passages import Passages
    from narrator.render.view import Nothing
    from narrator.render.views import FigureView, RecordView, Scene
    from narrator.story.message import Message, Section, Story

THIN_WORDS, THIN_SENTENCES = 40, 2
"""A section under either is pooled with others (ARTICLE.md 11)."""
ASIDE_WORDS = 12
"""How long a sentence is at the least, more or less, with which a figure pays what it owes."""
MOST_HEADLINE, MOST_HEADING = 75, 60
"""Characters; a heading of nine words has about sixty (ARTICLE.md 2, 11)."""
ATTEMPTS = 4
"""Variants of a paragraph that are tried for an opening that no other has."""
POOLS: dict[str, str] = {
    **dict.fromkeys((Group.POSITIONS, Group.PRICES, Group.SENTIMENT, Group.LEVELS), "market"),
    **dict.fromkeys((Group.FLOWS, Group.LIQUIDATIONS), "money"),
    **dict.fromkeys((Group.ACCOUNTS, "statements"), "people"),
}
"""Subjects within which thin sections are pooled; the others are subjects of their own."""
ENDED = re.compile(r"[.!?][”\"]?(?=\s|$)")


class MessageView(View):
    """One message: its figures by what they are in it, its records, and the sentence that tells it."""

    def __init__(self, writer: Writer, message: Message) -> None:
        self._writer, self._message = writer, message

    @property
    def id(self) -> str:
        """Its kind, and the figure or record that it is about."""
        return self._message.id

    @property
    def kind(self) -> str:
        """Its kind, which is the name of its template."""
        return self._message.kind

    @property
    def section(self) -> str:
        """The section that it stands in."""
        return self._message.section

    @property
    def text(self) -> str:
        """The sentences that tell it."""
        return self._writer.said(self._message)

    @property
    def point(self) -> str:
        """One short sentence that tells it, for the key points."""
        return self._writer.said(self._message, point=True)

    @property
    def figures(self) -> list[FigureView]:
        """All its figures, the one it is about first."""
        return self._figures(self._message.figures)

    @property
    def figure(self) -> FigureView | Nothing:
        """The figure that it is about."""
        return self._writer.scene.figure(self._message.figures[0]) if self._message.figures else NOTHING

    @property
    def record(self) -> RecordView | Nothing:
        """The record that it is about."""
        return self._writer.scene.record(self._message.records[0]) if self._message.records else NOTHING

    @property
    def rest(self) -> list[FigureView]:
        """The figures of its list that stand in the table alone."""
        return self._figures(self._message.rest)

    @property
    def rest_count(self) -> str:
        """How many those are, in words."""
        return self._writer.scene.rules.counted(len(self._message.rest))

    @property
    def trend(self) -> str:
        """Which way its figure went, `up` or `down`, from what stood before; empty where that is open."""
        return self._writer.trend(self._message)

    def _in_role(self, role: str) -> list[FigureView]:
        return self._figures(self._message.roles.get(role, ()))

    def _figures(self, ids: Iterable[str]) -> list[FigureView]:
        return [figure for name in ids if (figure := self._writer.scene.figure(name))]  # type: ignore[misc]  # no nothing


ROLES = (
    *map(str, (Part.COINS, Part.SHARE, Group.LEVELS, Group.PRICES)), "sides", "shares", "computed", "hour", "listed",
    "order", "count", "now", "before", "total", "funds", "flow", "moves", "start", "starts", "risk", "marks", "amount",
    "against", "alike", "also", "peak", "end", "eve", "earlier", "whole",
)  # fmt: skip
"""What a figure can be in a message."""

IN_ROLE = dict.fromkeys(ROLES, "Its figures in the role of that name.")
give(MessageView, "list[FigureView]", IN_ROLE, lambda self, role: self._in_role(role))


class ParagraphView(View):
    """Messages that stand together."""

    def __init__(self, writer: Writer, messages: tuple[Message, ...]) -> None:
        self._writer, self._messages = writer, messages

    @property
    def messages(self) -> list[MessageView]:
        """Its messages in order."""
        return [self._writer.view(message) for message in self._messages]

    @property
    def text(self) -> str:
        """What it says."""
        return self._writer.paragraph(self._messages)


class SectionView(View):
    """Paragraphs on one subject under a heading that states a finding."""

    def __init__(self, writer: Writer, sections: tuple[Section, ...]) -> None:
        self._writer, self._sections = writer, sections

    @property
    def name(self) -> str:
        """The kind of record that its heaviest message is about."""
        return self._sections[0].name

    @property
    def names(self) -> list[str]:
        """The kinds of record of all of it."""
        return [section.name for section in self._sections]

    @property
    def heading(self) -> str:
        """A finding."""
        return self._writer.heading(self)

    @property
    def bridge(self) -> str:
        """How it takes up the section before it, a sentence; empty where nothing true of both is to be said."""
        return self._writer.bridge(self)

    @property
    def paragraphs(self) -> list[ParagraphView]:
        """Its paragraphs in order."""
        return [ParagraphView(self._writer, each) for section in self._sections for each in section.paragraphs]

    @property
    def charts(self) -> list[str]:
        """The charts, but that of the main figure, of which a figure is told here and in no section before."""
        return self._writer.charts_of(self._sections)

    @property
    def first(self) -> MessageView:
        """The message that it is about: its first, but for a sum that leads to its parts."""
        opening = self._sections[0].paragraphs[0]
        return self._writer.view(next((m for m in opening if m.kind is not Kind.TOTAL), opening[0]))

    @property
    def messages(self) -> list[MessageView]:
        """All its messages."""
        return [message for paragraph in self.paragraphs for message in paragraph.messages]


STATES = frozenset({Kind.RATE, Kind.MACRO_VALUE, Kind.POSITION})
"""Messages of what stands somewhere and came from somewhere else."""


class StoryView(View):
    """The article: what stands on the first screen, and its sections in order."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer

    @property
    def headline(self) -> str:
        """The headline, in its narrow form where it would be too long."""
        return self._writer.headline()

    @property
    def rate(self) -> MessageView | Nothing:
        """The message of a rate, a statistic or a position that is the main figure, with where it came from."""
        main = self._writer.scene.event.file.event.main
        told = (m for m in self._writer.story.messages if m.kind in STATES and m.roles.get("now") == (main,))
        return next(map(self._writer.view, told), NOTHING)

    @property
    def contrast(self) -> str:
        """What the standfirst sets against what, by name; empty where it tells a second figure."""
        return self._writer.story.contrast

    @property
    def key(self) -> list[FigureView]:
        """The figures of the table near the top."""
        return [self._writer.scene.figure(name) for name in self._writer.story.key]  # type: ignore[misc]  # no nothing

    @property
    def sections(self) -> list[SectionView]:
        """The sections that are long enough for a heading."""
        return self._writer.pooled[0]

    @property
    def brief(self) -> list[ParagraphView]:
        """What is too short for a section of its own."""
        return self._writer.pooled[1]

    @property
    def brief_charts(self) -> list[str]:
        """The charts of what is told in no section with a heading."""
        placed = [chart for section in self.sections for chart in section.charts]
        return [chart for chart in self._writer.later_charts if chart not in placed]

    @property
    def main_chart(self) -> str:
        """The chart about the main figure, for the first screen; empty where none is about it."""
        return self._writer.main_chart

    def _one(self, name: str) -> MessageView | Nothing:
        message = getattr(self._writer.story, name)
        return self._writer.view(message) if message else NOTHING

    def _several(self, name: str) -> list[MessageView]:
        return [self._writer.view(message) for message in getattr(self._writer.story, name)]


ONE = {
    "main": "The message of the main figure.",
    "move": "The price of the main asset, where a record has it.",
    "second": "What the standfirst tells.",
}
SEVERAL = {
    "nut": "What the nut graf tells beside the doubt about the main figure.",
    "points": "The key points.",
    "messages": "Every message.",
}
give(StoryView, "MessageView | Nothing", ONE, lambda self, name: self._one(name))
give(StoryView, "list[MessageView]", SEVERAL, lambda self, name: self._several(name))


class Writer:
    """Says the messages of one story."""

    def __init__(
        self, passages: Passages, scene: Scene, story: Story, charts: Mapping[str, Choice], chooser: Chooser
    ) -> None:
        self.passages, self.scene, self.story, self.charts, self.chooser = passages, scene, story, charts, chooser
        self._said: dict[tuple[str, bool], str] = {}
        self._paragraphs: dict[tuple[str, ...], str] = {}
        self._openings: set[str] = set()
        self._kinds: Counter[str] = Counter()
        self._turns: dict[str, int] = {}
        self._headed: list[tuple[Section, ...]] = []
        self.main_chart = next((name for name, choice in charts.items() if choice.is_about_main), "")
        self.later_charts = [name for name in charts if name != self.main_chart]

    def view(self, message: Message) -> MessageView:
        """The view of a message."""
        return MessageView(self, message)

    def said(self, message: Message, *, point: bool = False) -> str:
        """The sentences of a message in one line; a key point in other words than the body, where there are others."""
        key = message.id, point
        if key not in self._said:
            attempt = self.chooser.skipped
            self.chooser.skipped += self._turns.setdefault(message.id, self._kinds[message.kind]) + point
            self._kinds[message.kind] = max(self._kinds[message.kind], self._turns[message.id] + 1)
            self._said[key] = self.passages.said(f"messages/{message.kind}", message=self.view(message), point=point)
            self.chooser.skipped = attempt
        return self._said[key]

    def trend(self, message: Message) -> str:
        """Which way the figure of a message went from the one before it, on the whole of both their intervals."""
        roles = message.roles
        now, *_ = (*roles.get("now", ()), "")
        before, *_ = (*roles.get("start", ()), *roles.get("before", ()), "")
        if not (now and before):
            return ""
        one, other = self.scene.figures[before], self.scene.figures[now]
        if one.unit != other.unit or one.nature is not other.nature:
            return ""
        if one.signed.is_below(other.signed):
            return "up"
        return "down" if other.signed.is_below(one.signed) else ""

    @property
    def told(self) -> dict[str, str]:
        """The sentences of each message that was said, by its id, with their marks."""
        return {name: text for (name, is_point), text in self._said.items() if not is_point}

    def heading(self, section: SectionView) -> str:
        """The heading of a section."""
        wide = self.passages.said("headings", section=section, narrow=False)
        is_short = len(marks.unmarked(wide)) <= MOST_HEADING
        return wide if is_short else self.passages.said("headings", section=section, narrow=True)

    def bridge(self, section: SectionView) -> str:
        """How a section takes up the one before it."""
        headed = [view.names for view in self.pooled[0]]
        at = headed.index(section.names)
        return self.passages.said("bridges", section=section, before=self.pooled[0][at - 1]) if at else ""

    def headline(self) -> str:
        """The headline: the first of its forms that a reader takes in at once."""
        for contrasted, roomy in ((True, True), (True, False), (False, True), (False, False)):
            told = self.passages.said("headline", narrow=False, contrasted=contrasted, roomy=roomy)
            if len(marks.unmarked(told)) <= MOST_HEADLINE:
                return told
        return self.passages.said("headline", narrow=True, contrasted=False, roomy=False)

    def paragraph(self, messages: tuple[Message, ...]) -> str:
        """A paragraph that opens like no other, as far as its variants allow."""
        ids = tuple(message.id for message in messages)
        if ids not in self._paragraphs:
            text = ""
            for turn in range(ATTEMPTS):
                self.chooser.skipped = turn
                self._said.pop((messages[0].id, False), None)
                text = " ".join(filter(None, map(self.said, messages)))
                if _opening(text) not in self._openings:
                    break
            self.chooser.skipped = 0
            self._openings.add(_opening(text))
            self._paragraphs[ids] = text
        return self._paragraphs[ids]

    @cached_property
    def pooled(self) -> tuple[list[SectionView], list[ParagraphView]]:
        """The sections with a heading, and the paragraphs of those that are too thin for one."""
        own: list[tuple[Section, ...]] = []
        pools: dict[str, list[Section]] = {}
        for at, section in enumerate(self.story.sections):
            is_leading = (at == 0 and section.name == self.story.main.section) or not self._order((section,))[0]
            if self._is_thin((section,)) and not is_leading:
                pools.setdefault(POOLS.get(section.name, section.name), []).append(section)
            else:
                own.append((section,))
        thin: list[tuple[Section, ...]] = []
        for subject, pool in pools.items():
            near = next((each for each in own if POOLS.get(each[0].name, each[0].name) == subject), None)
            if near:
                own[own.index(near)] = (*near, *pool)
            else:
                (thin if self._is_thin(tuple(pool)) else own).append(tuple(pool))
        if thin and (not own or len(thin) == 1) and self._tells_amount(thin[0]):
            own, thin = own + thin[:1], thin[1:]
        first = own[:1]
        own = self._headed = first + sorted(own[1:], key=self._order)
        brief = [each for pool in thin for section in pool for each in section.paragraphs]
        return [SectionView(self, pool) for pool in own], [
            ParagraphView(self, each) for each in (*brief, *self.story.aside)
        ]

    def _order(self, pool: tuple[Section, ...]) -> tuple[bool, int]:
        """Where a section stands after the first: that of the contrast of the standfirst, then the heaviest."""
        second = self.story.second.id if self.story.second and self.story.contrast else ""
        told = [m.id for section in pool for each in section.paragraphs for m in each]
        return second not in told, -max(section.weight for section in pool)

    def _tells_amount(self, sections: tuple[Section, ...]) -> bool:
        """Whether some sections print an amount; what prints none makes no paragraph of its own."""
        told = {f for section in sections for each in section.paragraphs for m in each for f in m.figures}
        return any(self.scene.figures[name].is_printable for name in told)

    def charts_of(self, sections: tuple[Section, ...]) -> list[str]:
        """The charts, but that of the main figure, whose figures are told in these sections before any other."""
        before: set[str] = set()
        for pool in self._headed:
            told = {f for section in pool for each in section.paragraphs for m in each for f in (*m.figures, *m.rest)}
            if pool == sections:
                figures = {name: {*self.charts[name].figures} for name in self.later_charts}
                return [name for name, of in figures.items() if told & of and not before & of]
            before |= told
        return []

    def _is_thin(self, sections: tuple[Section, ...]) -> bool:
        text = " ".join(self.paragraph(each) for section in sections for each in section.paragraphs)
        plain = marks.unmarked(marks.OWED.sub("", text))
        ids = {f for section in sections for each in section.paragraphs for message in each for f in message.figures}
        aside = sum(owed in ONCE for f in ids for owed in self.story.debts[f])
        words = len(plain.split()) + aside * ASIDE_WORDS
        return words < THIN_WORDS or len(ENDED.findall(plain)) + aside < THIN_SENTENCES


def _opening(text: str) -> str:
    """What a reader hears as one way to open: the first two words."""
    return " ".join(marks.unmarked(marks.OWED.sub("", text)).lower().split()[:2])
