"""Frames: how a source is named after a clause (ARTICLE.md 8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrator.render.subjects import ARTICLE

if TYPE_CHECKING:
    from narrator.render.choices import Chooser
    from narrator.render.passages import Passages
    from narrator.render.views import Scene


class Frames:
    """How sources are named after a clause: never in the same frame twice in a row (ARTICLE.md 8).

    Raises:
        TemplateError: the template of the frames is broken.
    """

    def __init__(self, scene: Scene, chooser: Chooser, passages: Passages) -> None:
        self.scene, self.chooser, self.passages = scene, chooser, passages
        self.last = ""
        self.is_brief = False
        self.turn: dict[str, int] = {}

    def frame(self, source: str, **of: object) -> str:
        """The next frame for a source that does not sound like the one before it, nor hiss after a name in s.

        Empty where the figure is the `own` matter of a body that its sentence names. What was `computed` is nobody's
        statement: it is on their figures. A ticker belongs to the shares of a source, and not to what it says.
        """
        name, entry = str(self.scene.named(source)), self.scene.names.find(source)
        name = name.removesuffix(f" ({entry.ticker})") if entry else name
        said = {"source": name, "bare": ARTICLE.sub("", name), "of": self.scene.kind_of_source(source), **of}
        kind, *frames = (" ".join(frame.split()) for frame in self.passages.printed("frames", said).split("||"))
        if not frames:
            return ""
        frames = [f", {frame}" for frame in frames]
        start = self.turn.get(kind, self.chooser.choose(f"frames.{kind}", len(frames)))
        order = [frames[(start + step) % len(frames)] for step in range(len(frames))]
        fitting = [frame for frame in order if not (name.endswith("s") and f"{name}’s" in frame)] or order
        families = {option: _family(option.replace(name, "{}").replace(str(said["bare"]), "{}")) for option in fitting}
        if self.is_brief:
            fitting = sorted(fitting, key=lambda option: len(option.split()))
        frame = next((option for option in fitting if families[option] != self.last), fitting[0])
        self.turn[kind] = frames.index(frame) + 1
        self.last = families[frame]
        return frame


def _family(frame: str) -> str:
    """What a reader hears as the same frame: its first two words."""
    return " ".join(frame.lower().strip(", ").split()[:2])
