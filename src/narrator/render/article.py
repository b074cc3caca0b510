"""The article as templates see it: the story with every message said by the template of its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrator.model.figure import Standing
from narrator.model.kinds import Group, Part
from narrator.reconcile.doubts import gap
from narrator.render.view import NOTHING, View, give
from narrator.story.message import Kind
from narrator.story.scope import follows, is_the_same, way_from
from narrator.story.sections import HIT, OF_PRICE
from narrator.story.weigh import STATES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from narrator.render.pools import Pool
    from narrator.render.record_views import RecordView
    from narrator.render.view import Nothing
    from narrator.render.views import FigureView
    from narrator.render.writer import Writer
    from narrator.story.message import Message


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
        """Which way its figure went, `up` or `down`, from what stood right before; empty where that is open."""
        roles, scene = self._message.roles, self._writer.scene
        now, before = roles.get("now", roles.get("amount", ())), (*roles.get("start", ()), *roles.get("before", ()))
        if not (now and before):
            return ""
        first, last = scene.figures[before[0]], scene.figures[now[0]]
        return str((follows(first, last, scene.event.days.days) and way_from(first, last)) or "")

    @property
    def held(self) -> bool:
        """Whether its figure is what stood before, by one source: unchanged at 4.5%."""
        roles, figures = self._message.roles, self._writer.scene.figures
        now, before = roles.get("now", roles.get("amount", ())), roles.get("start", ())
        return bool(now and before) and is_the_same(figures[before[0]], figures[now[0]])

    def _in_role(self, role: str) -> list[FigureView]:
        return self._figures(self._message.roles.get(role, ()))

    def _figures(self, ids: Iterable[str]) -> list[FigureView]:
        return [figure for name in ids if (figure := self._writer.scene.figure(name))]  # type: ignore[misc]  # no nothing


ROLES = (
    *map(str, (Part.COINS, Part.SHARE, Group.LEVELS, Group.PRICES)), "sides", "shares", "computed", "hour", "listed",
    "order", "count", "now", "before", "total", "funds", "flow", "moves", "start", "starts", "risk", "marks", "amount",
    "against", "again", "alike", "days", "also", "peak", "end", "eve", "after", "brink", "earlier", "whole", "top",
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
        return [MessageView(self._writer, message) for message in self._messages]

    @property
    def text(self) -> str:
        """What it says."""
        return self._writer.paragraph(self._messages)


class SectionView(View):
    """Paragraphs on one subject under a heading that states a finding."""

    def __init__(self, writer: Writer, pool: Pool) -> None:
        self._writer, self._pool = writer, pool

    @property
    def name(self) -> str:
        """The kind of record that its heaviest message is about."""
        return self.names[0]

    @property
    def names(self) -> list[str]:
        """The kinds of record of all of it."""
        return [section.name for section in self._pool.sections]

    @property
    def heading(self) -> str:
        """A finding."""
        return self._writer.heading(self)

    @property
    def bridge(self) -> str:
        """How it takes up the section before it, a sentence; empty where nothing true of both is to be said."""
        headed = self._writer.pools[0]
        at = headed.index(self._pool)
        return self._writer.bridge(self, SectionView(self._writer, headed[at - 1])) if at else ""

    @property
    def paragraphs(self) -> list[ParagraphView]:
        """Its paragraphs in order."""
        return [ParagraphView(self._writer, each) for each in self._pool.paragraphs]

    @property
    def charts(self) -> list[str]:
        """The charts, but that of the main figure, of which more figures are told here than elsewhere."""
        return self._writer.charts_of(self._pool)

    @property
    def first(self) -> MessageView:
        """The message that it is about: its first, but for a sum before its parts, and a price before who was hit."""
        opening, passed = self._pool.paragraphs[0], {Kind.TOTAL}
        if self.name == Group.LIQUIDATIONS:
            opening = next((each for each in self._pool.paragraphs if {m.kind for m in each} & HIT), opening)
            passed |= OF_PRICE
        return MessageView(self._writer, next((m for m in opening if m.kind not in passed), opening[0]))

    @property
    def messages(self) -> list[MessageView]:
        """All its messages."""
        return [MessageView(self._writer, message) for message in self._pool.messages]


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
        return next((MessageView(self._writer, m) for m in told), NOTHING)

    @property
    def contrast(self) -> str:
        """What the standfirst sets against what, by name; empty where it tells a second figure."""
        return self._writer.story.contrast

    @property
    def key(self) -> list[FigureView]:
        """The figures of the table near the top."""
        return [self._writer.scene.figure(name) for name in self._writer.story.key]  # type: ignore[misc]  # no nothing

    @property
    def key_others(self) -> list[str]:
        """Those of the table near the top whose other values have rows there, too, by id."""
        return [*self._writer.story.key_others]

    @property
    def dispute(self) -> FigureView | Nothing:
        """Of the figures of the first screen on which sources differ the one whose values are furthest apart.

        One whose other values have no row in the table near the top goes first; all are of the first's unit.
        """
        story = self._writer.story
        names = dict.fromkeys((*story.key, *(name for point in story.points for name in point.figures)))
        figures = (self._writer.scene.figures[name] for name in names)
        disputed = [f for f in figures if f.standing is Standing.DISPUTED]
        disputed = [f for f in disputed if f.id not in story.key_others] or disputed
        alike = [f for f in disputed if f.unit == disputed[0].unit]
        return self._writer.scene.view(max(alike, key=gap)) if alike else NOTHING

    @property
    def sections(self) -> list[SectionView]:
        """The sections that are long enough for a heading."""
        return [SectionView(self._writer, pool) for pool in self._writer.pools[0]]

    @property
    def weighed(self) -> list[ParagraphView]:
        """What is too short for a section of its own, and what the desk's view speaks of."""
        return [ParagraphView(self._writer, each) for each, _ in self._writer.loose if each]

    @property
    def has_causes(self) -> bool:
        """Whether what the desk's view speaks of can have moved the price, where other prices have no section."""
        told = [message for paragraph in self.weighed for message in paragraph.messages]
        can_move = (
            m.kind in {Kind.MACRO_VALUE, Kind.RATE, Kind.MOVE} or (m.kind == Kind.MACRO_EVENT and not m.record.ahead)
            for m in told
        )
        return any(can_move) and all(section.name != Group.PRICES for section in self.sections)

    @property
    def causes_first(self) -> bool:
        """Whether that stands behind the first section, which may end without a figure: where it begins with one."""
        return self.has_causes and any(message.figures for message in self.weighed[0].messages)

    @property
    def brief(self) -> list[ParagraphView]:
        """What else is too short for a section of its own; first what a caution speaks against."""
        return [ParagraphView(self._writer, each) for _, each in self._writer.loose if each]

    @property
    def weighed_charts(self) -> list[str]:
        """The charts of which more figures are told in what the desk's view speaks of than in any section."""
        return self._writer.charts_of(None)

    @property
    def brief_charts(self) -> list[str]:
        """The charts of what else is told in no section with a heading."""
        return [chart for chart in self._writer.later_charts if chart not in self._writer.places]

    @property
    def main_chart(self) -> str:
        """The chart of the first screen: about the main figure, else about what the standfirst sets against another."""
        return self._writer.main_chart

    def _one(self, name: str) -> MessageView | Nothing:
        message = getattr(self._writer.story, name)
        return MessageView(self._writer, message) if message else NOTHING

    def _several(self, name: str) -> list[MessageView]:
        return [MessageView(self._writer, message) for message in getattr(self._writer.story, name)]


ONE = {
    "main": "The message of the main figure.",
    "move": "The price of the main asset, where a record has it.",
    "second": "What lies between the figures, else a second figure.",
    "deck": "What the standfirst tells: that, unless no record dates it.",
}
SEVERAL = {
    "nut": "What the nut graf tells beside the doubt about the main figure.",
    "points": "The key points.",
    "messages": "Every message.",
}
give(StoryView, "MessageView | Nothing", ONE, lambda self, name: self._one(name))
give(StoryView, "list[MessageView]", SEVERAL, lambda self, name: self._several(name))
