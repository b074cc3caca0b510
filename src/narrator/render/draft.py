"""The draft: one edition as marked Markdown, and from it `brief.md` with the lines of its printed figures."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from narrator.render import charting, environment, marks, names
from narrator.render.article import Writer
from narrator.render.choices import Chooser
from narrator.render.layout import places
from narrator.render.settle import Frames, Settler
from narrator.story.plan import plan

if TYPE_CHECKING:
    from collections.abc import Mapping

    from narrator.model.ledger import Print
    from narrator.render.choices import Turn
    from narrator.render.views import Scene


@dataclass(frozen=True, slots=True)
class Draft:
    """One edition as marked Markdown: `front` is the front matter, `body` the article with its marks.

    `head` is the front matter as a person typed it, where a person has edited the article; `names` what its templates
    could name.
    """

    title: str
    description: str
    front: Mapping[str, str]
    body: str
    choices: Mapping[str, int]
    head: str | None = None
    names: Mapping[str, object] = field(default_factory=dict, compare=False)

    @property
    def markdown(self) -> str:
        """`brief.md`: front matter and article, marks removed."""
        return marks.unmarked(self._head() + self.body)

    def prints(self) -> tuple[Print, ...]:
        """Every printed figure of `brief.md`, with its line there."""
        text = self._head() + self.body
        found = [*places(marks.lines(text))]
        return tuple(replace(each, place=found[each.line - 1]) for each in marks.prints(text))

    @property
    def article(self) -> str:
        """The article without its front matter, marks removed, its lines as they are numbered in `brief.md`."""
        return "\n" * self._head().count("\n") + marks.unmarked(self.body)

    def spans(self) -> tuple[tuple[int, int, str, str], ...]:
        """Where each figure of the article stands: line and column in `brief.md`, its id, and how it is printed."""
        above = self._head().count("\n")
        return tuple((line + above, *rest) for line, *rest in marks.spans(self.body))  # type: ignore[misc]

    def _head(self) -> str:
        if self.head is not None:
            return self.head
        lines = "".join(f"{key}: {_quoted(value)}\n" for key, value in self.front.items())
        return f"---\n{lines}---\n\n"


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def write(scene: Scene, turn: Turn) -> Draft:
    """The draft of an edition.

    Raises:
        TemplateError: a template is broken.
    """
    chooser = Chooser(turn)
    story = plan(scene.event, scene.figures, scene.signals, scene.workspace.settings.profile)
    chosen = charting.subjects(scene, story)
    writer = Writer(scene, story, chooser, chosen)
    context = {**names.context(scene, writer), "choose": chooser.choose, "chart": marks.chart}
    writer.context = context
    env = environment.environment(scene.workspace.templates, set_aside=scene.set_aside)
    marked = unwrapped(environment.run(env, f"{scene.language}/brief.md.j2", context))
    settler = Settler(scene, chooser, story.debts, context, Frames(scene, chooser), all_unnamed=scene.all_unnamed)
    body = charting.thinned(tidy(settler.resolve(tidy(marked))), [*chosen], marks.chart)
    title = re.search(r"^# (.+)$", body, re.MULTILINE)
    standfirst = re.search(r"^\*\*(.+)\*\*$", body, re.MULTILINE)
    event = scene.event
    front = {
        "title": _unescaped(title[1]) if title else event.id,
        "date": event.published.date().isoformat(),
        "event": event.id,
        "locale": scene.locale,
        "as_of": scene.as_of.isoformat(),
    }
    description = _unescaped(marks.unmarked(standfirst[1])) if standfirst else front["title"]
    return Draft(
        marks.unmarked(front["title"]), description, front, body, dict(sorted(chooser.made.items())), names=context
    )


def _unescaped(text: str) -> str:
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)


TIDY = (
    (re.compile(r"(?<! ) +([,.;:!?])(?=[\s\ue002]|$)", re.MULTILINE), r"\1"),
    (re.compile(r"(?<!\.)(\.[”\"]?)\.(?!\.)"), r"\1"),
    (re.compile(r"^(\*{1,2}) *(\S.*?) *(\*{1,2})$", re.MULTILINE), r"\1\2\3"),
    (re.compile(r"^(- .*)\n\n(?=- )", re.MULTILINE), r"\1\n"),
    (re.compile(r"^(?!- |$)(.*)\n(?=- )", re.MULTILINE), r"\1\n\n"),
    (re.compile(r"(?<!\n)\n(?=#)"), "\n\n"),
    (re.compile(r"^## .*\n+(?=## |\Z)", re.MULTILINE), ""),
)
STRUCTURE = ("#", "- ", "|", ">", marks.CHART)


def unwrapped(text: str) -> str:
    """Every paragraph and list item on one line, so that templates can be wrapped as their editors like."""
    lines: list[str] = []
    for line in (raw.strip() for raw in text.split("\n")):
        joins = (
            lines and line and lines[-1] and not line.startswith(STRUCTURE) and not lines[-1].startswith(STRUCTURE[2:])
        )
        if joins and not lines[-1].startswith("#"):
            lines[-1] += " " + line
        else:
            lines.append(line)
    return "\n".join(lines)


def tidy(text: str) -> str:
    """Single spaces within lines, one empty line between blocks, one newline at the end."""
    lines = [re.sub(r"(?<=\S) {2,}", " ", line).rstrip() for line in text.split("\n")]
    kept = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    for pattern, replacement in TIDY:
        kept = pattern.sub(replacement, kept)
    return kept + "\n"
