"""Briefs in every variant of their wording."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrator import config, pipeline
from narrator.render.choices import Turn
from narrator.render.environment import PACKAGED
from support.events import write_workspace

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from typing import Protocol

    class Told(Protocol):
        """Builds records under the header of a day."""

        def __call__(self, records: str, header: str = ...) -> list[str]: ...


KEYS = {key for file in PACKAGED.rglob("*.j2") for key in re.findall(r'\bvary "([^"]+)"', file.read_text("utf-8"))}
TURNS = tuple(Turn(recorded=dict.fromkeys(KEYS, variant)) for variant in range(5))
"""Each takes one variant wherever a template has several."""


def briefs(folder: Path, text: str, english: str = "en-US") -> list[str]:
    """The Markdown of an event in every variant, once a check has found no error in it, without the figures' table."""
    return [text.split("## Figures and sources")[0] for text in editions(folder, text, english)]


def editions(folder: Path, text: str, english: str = "en-US", turns: Iterable[Turn] = TURNS) -> list[str]:
    """The whole Markdown of an event in every variant, or in these, once a check has found no error in it."""
    root = write_workspace(folder, text)
    toml = root / "narrator.toml"
    toml.write_text(f'english = "{english}"\n{toml.read_text("utf-8")}', encoding="utf-8")
    own = pipeline.open_desk(config.load(root)[0])
    (file,) = (root / "data" / "events").glob("*.yaml")
    found = pipeline.examine(file, own)
    assert [problem for problem in found.problems if problem.is_error] == []
    return [pipeline.edit(found, own, turn, frozenset({"md"})).markdown for turn in turns]


def prose(brief: str) -> str:
    """What stands in such a brief behind its head, without the rows of tables."""
    return "\n".join(line for line in brief.split("\n---\n", 1)[1].split("\n") if not line.startswith("|"))
