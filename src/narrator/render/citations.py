"""Citations: a source is named once in a paragraph, and never in the same frame twice in a row (ARTICLE.md 8).

A template marks where the source of a figure may be named. Which frame is used, and whether the source has been named
in the paragraph already, is known only when the paragraph is whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrator.model.source import MARKET_DATA
from narrator.render import environment, marks

if TYPE_CHECKING:
    import re

    from narrator.render.choices import Chooser
    from narrator.render.views import Scene


def _family(frame: str) -> str:
    """What a reader hears as the same frame: its first two words."""
    return " ".join(frame.lower().strip(", ").split()[:2])


class Citer:
    """Resolves the citations of one draft, paragraph by paragraph; the frames are those of the template.

    Raises:
        TemplateError: the template of the frames is broken.
    """

    def __init__(self, scene: Scene, chooser: Chooser) -> None:
        self.scene = scene
        self.chooser = chooser
        self.env = environment.environment(scene.workspace.templates)
        self.last = ""
        self.turn: dict[str, int] = {}

    def resolve(self, text: str) -> str:
        """The draft with every citation written out or left away."""
        return "\n".join(self._paragraph(line) for line in text.split("\n"))

    def _paragraph(self, line: str) -> str:
        named: set[str] = set()

        def written(match: re.Match[str]) -> str:
            figure = self.scene.figures[match[1]]
            source = self.scene.source_of(figure)
            if source is None or source in named or source == MARKET_DATA:
                return ""
            named.add(source)
            return self._frame(str(self.scene.named(source)), self.scene.sources.find(source).kind, weak=figure.weak)

        return marks.CITED.sub(written, line)

    def _frame(self, name: str, of: str, *, weak: bool) -> str:
        """The next frame for a source that does not sound like the one before it, nor hiss after a name in s."""
        context = {"source": name, "of": of, "weak": weak}
        printed = environment.run(self.env, f"{self.scene.language}/frames.md.j2", context)
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
