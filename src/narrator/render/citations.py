"""Citations: a source is named once in a paragraph, and never in the same frame twice in a row (ARTICLE.md 8).

A template marks where the source of a figure may be named, before or after the clause. Which frame is used, and whether
the source has been named in the paragraph already, is known only when the paragraph is whole.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrator.model.source import MARKET_DATA, SEVERAL_UNNAMED, is_unnamed
from narrator.render import marks
from narrator.render.escape import md_escape

if TYPE_CHECKING:
    from narrator.render.choices import Chooser
    from narrator.render.views import Scene

NAMED = {
    "after": (", according to {}", ", by {}’s count", ", {} says", ", on {}’s figures", ", {} data show"),
    "before": ("By {}’s count, ", "On {}’s figures, ", "According to {}, "),
}
PUBLISHERS = frozenset({"data vendor", "exchange", "issuer", "outlet", "official body", "company", "person"})
DATA = {
    "after": (", according to {}", ", going by {}", ", in {}"),
    "before": ("According to {}, ", "Going by {}, "),
}
ONE = {
    "after": (
        ", according to one unnamed data source",
        ", by one provider’s count, its name not given",
        ", on the figures of one unnamed provider",
        ", one unnamed source says",
    ),
    "before": ("By one unnamed provider’s count, ", "On one unnamed source’s figures, "),
}
SEVERAL = {
    "after": (", according to several data sources", ", on the figures of several unnamed providers"),
    "before": ("By the count of several unnamed sources, ", "According to several data sources, "),
}
WEAK = {
    "after": (", according to unverified data", ", on figures that nobody has verified", ", an unverified count"),
    "before": ("On unverified figures, ", "By an unverified count, "),
}


def _family(frame: str) -> str:
    """What a reader hears as the same frame: its first two words."""
    return " ".join(frame.lower().strip(", ").split()[:2])


class Citer:
    """Resolves the citations of one draft, paragraph by paragraph."""

    def __init__(self, scene: Scene, chooser: Chooser) -> None:
        self.scene = scene
        self.chooser = chooser
        self.last = ""
        self.turn: dict[int, int] = {}

    def resolve(self, text: str) -> str:
        """The draft with every citation written out or left away."""
        return "\n".join(self._paragraph(line) for line in text.split("\n"))

    def _paragraph(self, line: str) -> str:
        named: set[str] = set()

        def written(match: re.Match[str]) -> str:
            figure_id, _, place = match[1].rpartition("|")
            figure = self.scene.figures[figure_id]
            source = self.scene.source_of(figure)
            if source is None or source in named or source == MARKET_DATA:
                return ""
            named.add(source)
            return self._frame(source, place, weak=figure.weak)

        resolved = marks.CITED.sub(written, line)
        return re.sub(r"(^|[.!?] )([a-z])", lambda m: m[1] + m[2].upper(), resolved) if resolved != line else line

    def _frame(self, source: str, place: str, *, weak: bool) -> str:
        frames, name = self._frames(source, place, weak=weak)
        start = self.turn.get(id(frames))
        if start is None:
            start = self.chooser.choose(f"frames.{place}.{len(frames)}", len(frames))
        order = [frames[(start + step) % len(frames)] for step in range(len(frames))]
        frame = next((option for option in order if _family(option) != self.last), order[0])
        self.turn[id(frames)] = frames.index(frame) + 1
        self.last = _family(frame)
        return frame.format(name).replace("s’s ", "s’ ")

    def _frames(self, source: str, place: str, *, weak: bool) -> tuple[tuple[str, ...], str]:
        if source == SEVERAL_UNNAMED:
            return SEVERAL[place], ""
        if weak:
            return WEAK[place], ""
        if is_unnamed(source):
            return ONE[place], ""
        known = self.scene.sources.find(source)
        frames = NAMED if known.kind in PUBLISHERS else DATA
        return frames[place], md_escape(known.named(self.scene.language))
