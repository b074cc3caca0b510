"""Attribution: whose a figure is, said where it is due: beside it, or once for all where nearly all are of one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from narrator.model.ids import is_of
from narrator.model.kinds import Group
from narrator.model.quantity import PERCENT, POINTS
from narrator.model.source import MARKET_DATA, is_unnamed, is_without_name
from narrator.render import marks
from narrator.render.flags import has_caution
from narrator.render.layout import Area
from narrator.render.marks import Own
from narrator.render.shared import carrier, own_figure
from narrator.render.subjects import is_own

if TYPE_CHECKING:
    from narrator.model.figure import Figure
    from narrator.render.frames import Frames
    from narrator.render.payments import Paragraph
    from narrator.render.views import Scene


@dataclass
class Attribution:
    """Who has been named in an article so far.

    `is_carried`: a sentence says once for all whose a figure without a source is, which `has_carrier` and `has_unnamed`
    tell has been read. `introduced`: the people whose role has been said.
    """

    scene: Scene
    frames: Frames
    is_carried: bool = False
    has_carrier: bool = False
    has_unnamed: bool = False
    introduced: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.carrier = carrier(self.scene)

    def voice(self, figure: Figure, paragraph: Paragraph, area: Area) -> str:
        """The frame that names the source of a figure; empty where its paragraph has, or a sentence for all."""
        source = self.scene.source_of(figure)
        if source is None or source == MARKET_DATA or source in paragraph.speaking:
            return ""
        if self._carries(source, area) and not self._is_questioned(figure):
            return ""
        paragraph.hear({source})
        self._hear(source, area)
        entry, known = self.scene.event.record(figure.id), self.scene.sources.find(source)
        own = is_own(entry, known, of_account=is_of(figure.id, Group.ACCOUNTS))
        role = self._role(source, area) if self.scene.is_person(source) else ""
        of = {"weak": figure.weak, "own": own, "role": role, "computed": bool(figure.derived_from)}
        is_priced = is_of(figure.id, Group.PRICES, Group.MACRO) or figure.unit in {PERCENT, POINTS}
        return self.frames.frame(source, **of, priced=is_priced)

    def named(self, figure: Figure, paragraph: Paragraph, area: Area) -> None:
        """Notes that a sentence names the source of a figure in words of its own."""
        source = str(self.scene.source_of(figure))
        paragraph.named.add(source)
        paragraph.speaking.add(source)
        self._hear(source, area)

    def role(self, figure: Figure, area: Area) -> str:
        """The role of the source of a figure behind its name, where it is due."""
        role = self._role(str(self.scene.source_of(figure)), area)
        return role and f", {role}"

    def _hear(self, source: str, area: Area) -> None:
        self.has_unnamed |= area is Area.PROSE and is_without_name(source)
        self.has_carrier |= area is Area.PROSE and source == self.carrier

    def is_due(self, figure: Figure, paragraph: Paragraph, area: Area) -> bool:
        """Whether the source of a figure has still to be named behind its paragraph."""
        source = self.scene.source_of(figure)
        is_known = source is None or source == MARKET_DATA or source in paragraph.named
        return not (is_known or self._carries(str(source), area))

    def _role(self, source: str, area: Area) -> str:
        """What a person who also says something of a figure of their own is, where they are first named in the body."""
        if area is not Area.PROSE or source in self.introduced:
            return ""
        name = self.scene.named(source)
        said = self.scene.event.file.statements.values()
        own = (each for each in said if own_figure(self.scene, each) and self.scene.named(each.who) == name)
        role = next(filter(None, (self.scene.text(each.role) for each in own)), "")
        self.introduced |= {source} if role else set()
        return role

    def _is_questioned(self, figure: Figure) -> bool:
        """Whether a caution speaks against it: its sentence says whose it is, whatever was said once for all."""
        return figure is not self.scene.main and not self.scene.all_unnamed and has_caution(figure, self.scene)

    def _carries(self, source: str, area: Area) -> bool:
        """Whether it is said once for all, by the lead, whose the figures of a source like this one are."""
        of_main = self.scene.source_of(self.scene.main) or "" if self.scene.main else ""
        is_first, is_once = area is Area.STANDFIRST, self.scene.all_unnamed or self.is_carried
        if self.is_carried and source == self.carrier:
            return self.has_carrier or (is_first and of_main == source)
        return is_once and is_unnamed(source) and (is_without_name(of_main) if is_first else self.has_unnamed)


def carries(line: str) -> bool:
    """Whether a sentence says once for all whose a figure without a source is."""
    return any(owed == Own.CARRIED for owed, _ in marks.debts(line))
