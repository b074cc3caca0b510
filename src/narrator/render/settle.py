"""Settling: what printed figures owe is paid in their paragraph, once the draft is whole and its order known.

A template marks where a window, a source, a doubt or a note may be said; which of these places is used depends on what
the paragraph has said already. What no template paid follows the paragraph in a plain sentence of its own, so that
nobody can drop a doubt (STORY.md 3).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from narrator.model.source import MARKET_DATA, is_unnamed
from narrator.render import environment, marks
from narrator.render.views import View
from narrator.story.message import Owed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from narrator.model.figure import Figure
    from narrator.render.choices import Chooser
    from narrator.render.views import FigureView, Nothing, Scene

Area = Enum("Area", "TITLE STANDFIRST POINT PROSE TABLE ASIDE")
"""Where a line stands: what is owed there differs. ASIDE is dates, captions and quotations."""
ONCE = (Owed.CAUTION, Owed.DOUBT, Owed.NOTE)
"""What is owed once in the article, where its figure first stands in a paragraph of the body."""
SOFT = frozenset({"forecast", "rumour", "opinion", "plan"})


class OwedView(View):
    """What is still owed of one figure after a paragraph."""

    def __init__(self, scene: Scene, figure: Figure, owed: Owed) -> None:
        self._scene, self._figure, self._owed = scene, figure, owed

    @property
    def figure(self) -> FigureView | Nothing:
        """The figure."""
        return self._scene.figure(self._figure.id)

    @property
    def window(self) -> str | None:
        """Its window, where that is owed."""
        return self._scene.window_said(self._figure) if self._owed is Owed.WINDOW else None

    @property
    def voice(self) -> str | None:
        """Its source, where that is owed."""
        return self._scene.named(self._scene.source_of(self._figure)) if self._owed is Owed.VOICE else None

    @property
    def nature(self) -> bool:
        """Whether its nature is owed."""
        return self._owed is Owed.NATURE


@dataclass
class Paragraph:
    """What a paragraph has said so far: whom it named, which window it established, what it paid."""

    window: str
    named: set[str] = field(default_factory=set)
    paid: set[tuple[str, str]] = field(default_factory=set)


@dataclass
class Settler:
    """Settles the debts of one draft, line by line; the frames and the sentences are those of the templates.

    `debts` is what each figure owes; `paid` records for each debt the line that paid it, `left` what no template paid.
    """

    scene: Scene
    chooser: Chooser
    debts: Mapping[str, tuple[Owed, ...]]
    context: Mapping[str, object]
    frames: Frames
    told: set[tuple[str, str]] = field(default_factory=set)
    left: list[tuple[str, str]] = field(default_factory=list)
    all_unnamed: bool = False
    heading: str = ""
    is_named_unnamed: bool = False

    def resolve(self, text: str) -> str:
        """The draft with every debt paid or left away where it is not due."""
        lines = text.split("\n")
        return "\n".join(self._line(line, area) for line, area in zip(lines, areas(lines), strict=True))

    def _line(self, line: str, area: Area) -> str:
        if area in {Area.TITLE, Area.TABLE, Area.ASIDE}:
            return marks.OWED.sub("", line)
        main = self.scene.main
        paragraph = Paragraph(main.window.canonical if main else "")
        written = marks.OWED.sub(lambda match: self._paid(match, paragraph, area), line)
        if area is Area.STANDFIRST:
            return written
        return written + self._owed(written, paragraph, area)

    def _paid(self, match: re.Match[str], paragraph: Paragraph, area: Area) -> str:
        owed, figure_id = match[1], match[2]
        figure = self.scene.figures[figure_id]
        if owed in {Owed.DOUBT, Owed.NOTE, Owed.CAUTION}:
            if area is not Area.PROSE or (owed, figure_id) in self.told or owed not in self.debts[figure_id]:
                return ""
            return f" {self._once(Owed(owed), figure)}"
        paragraph.paid.add((owed, figure_id))
        match owed:
            case "named":
                paragraph.named.add(str(self.scene.source_of(figure)))
            case Owed.WINDOW:
                return self._window(figure, paragraph)
            case Owed.VOICE:
                return self._voice(figure, paragraph)
        return ""

    def _window(self, figure: Figure, paragraph: Paragraph) -> str:
        if not self.scene.owes_window(figure) or figure.window.canonical == paragraph.window:
            return ""
        paragraph.window = figure.window.canonical
        said = self.scene.window_said(figure)
        return f" {said}" if said else ""

    def _voice(self, figure: Figure, paragraph: Paragraph) -> str:
        source = self.scene.source_of(figure)
        if source is None or source == MARKET_DATA or source in paragraph.named or self._carries(source):
            return ""
        paragraph.named.add(source)
        self.is_named_unnamed |= is_unnamed(source)
        return self.frames.frame(source, weak=figure.weak)

    def _carries(self, source: str) -> bool:
        """Whether it was said once for all that nobody is named."""
        return self.all_unnamed and self.is_named_unnamed and is_unnamed(source)

    def _once(self, owed: Owed, figure: Figure) -> str:
        """A sentence that is owed once in the article."""
        self.told.add((owed, figure.id))
        if owed is Owed.DOUBT:
            said = self._run("doubt", {"figure": self.scene.figure(figure.id)})
            differ = self.scene.event.measurements.get(figure.id)
            key = str(differ.differ.forms) if differ and differ.differ else ""
            return said if not key else said
        entry = self.scene.entry(figure.id)
        text = self.scene.sentence(getattr(entry, owed.value, None)) or ""
        if (owed, text) in self.told:
            return ""
        self.told.add((owed, text))
        return text

    def _owed(self, written: str, paragraph: Paragraph, area: Area) -> str:
        """What the figures of a paragraph still owe, as sentences that follow it."""
        printed = [self.scene.figures[m[1]] for m in marks.PRINTED.finditer(written)]
        figures = list(dict.fromkeys(f.id for f in printed))
        still: list[OwedView] = []
        for figure_id in figures:
            figure = self.scene.figures[figure_id]
            for owed in (Owed.WINDOW, Owed.VOICE, Owed.NATURE):
                if owed in self.debts[figure_id] and self._is_due(owed, figure, paragraph):
                    still.append(OwedView(self.scene, figure, owed))
                    self.left.append((owed, figure_id))
        sentences = [self._run("owed", {"owed": still})] if still else []
        if area is Area.PROSE:
            due = [(o, f) for f in figures for o in ONCE if o in self.debts[f] and (o, f) not in self.told]
            sentences += [self._once(owed, self.scene.figures[figure_id]) for owed, figure_id in due]
        said = [marks.OWED.sub(lambda m: self._paid(m, paragraph, area), s) for s in sentences]
        return "".join(f" {sentence}" for sentence in said if sentence)

    def _is_due(self, owed: Owed, figure: Figure, paragraph: Paragraph) -> bool:
        if (owed, figure.id) in paragraph.paid:
            return False
        if owed is Owed.WINDOW:
            return self.scene.owes_window(figure) and figure.window.canonical != paragraph.window
        if owed is Owed.VOICE:
            source = self.scene.source_of(figure)
            return not (source is None or source == MARKET_DATA or source in paragraph.named or self._carries(source))
        return figure.nature.value in SOFT

    def _run(self, name: str, more: Mapping[str, object]) -> str:
        made = environment.run(self.frames.env, f"{self.scene.language}/{name}.md.j2", {**self.context, **more})
        return " ".join(made.split())


class Frames:
    """How sources are named after a clause: never in the same frame twice in a row (ARTICLE.md 8).

    Raises:
        TemplateError: the template of the frames is broken.
    """

    def __init__(self, scene: Scene, chooser: Chooser) -> None:
        self.scene, self.chooser = scene, chooser
        self.env = environment.environment(scene.workspace.templates)
        self.last = ""
        self.turn: dict[str, int] = {}

    def frame(self, source: str, *, weak: bool) -> str:
        """The next frame for a source that does not sound like the one before it, nor hiss after a name in s."""
        name = str(self.scene.named(source))
        of = "person" if self.scene.is_person(source) else self.scene.sources.find(source).kind
        printed = environment.run(
            self.env, f"{self.scene.language}/frames.md.j2", {"source": name, "of": of, "weak": weak}
        )
        kind, *frames = (" ".join(frame.split()) for frame in printed.split("||"))
        frames = [f", {frame}" for frame in frames]
        start = self.turn.get(kind, self.chooser.choose(f"frames.{kind}", len(frames)))
        order = [frames[(start + step) % len(frames)] for step in range(len(frames))]
        fitting = [frame for frame in order if not (name.endswith("s") and f"{name}’s" in frame)] or order
        families = {option: _family(option.replace(name, "{}")) for option in fitting}
        frame = next((option for option in fitting if families[option] != self.last), fitting[0])
        self.turn[kind] = frames.index(frame) + 1
        self.last = families[frame]
        return frame


def _family(frame: str) -> str:
    """What a reader hears as the same frame: its first two words."""
    return " ".join(frame.lower().strip(", ").split()[:2])


def areas(lines: Iterable[str]) -> Iterable[Area]:
    """Where each line of an article stands."""
    for line in lines:
        if line.startswith("#"):
            yield Area.TITLE
        elif line.startswith("|"):
            yield Area.TABLE
        elif line.startswith("- "):
            yield Area.POINT
        elif line.startswith("**") and line.endswith("**"):
            yield Area.STANDFIRST
        elif line.startswith((">", marks.CHART)) or (line.startswith("*") and line.endswith("*")):
            yield Area.ASIDE
        else:
            yield Area.PROSE
