"""The draft: one edition as marked Markdown, and from it `brief.md` with the lines of its printed figures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from narrator.model.records import QUANTITY_KINDS, SECTIONS
from narrator.render import charting, environment, groups, marks
from narrator.render.choices import Chooser
from narrator.render.citations import Citer
from narrator.render.escape import md_escape
from narrator.render.views import View

if TYPE_CHECKING:
    from collections.abc import Mapping

    from narrator.model.ledger import Print
    from narrator.render.choices import Turn
    from narrator.render.views import Scene


@dataclass(frozen=True, slots=True)
class Draft:
    """One edition as marked Markdown: `front` is the front matter, `body` the article with its marks.

    `head` is the front matter as a person typed it, where a person has edited the article.
    """

    title: str
    description: str
    front: Mapping[str, str]
    body: str
    choices: Mapping[str, int]
    head: str | None = None

    @property
    def markdown(self) -> str:
        """`brief.md`: front matter and article, marks removed."""
        return marks.unmarked(self._head() + self.body)

    def prints(self) -> tuple[Print, ...]:
        """Every printed figure of `brief.md`, with its line there."""
        return tuple(marks.prints(self._head() + self.body))

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
    env = environment.environment(scene.workspace.templates)
    context = {**names(scene), "choose": chooser.choose, "chart": marks.chart}
    marked = environment.run(env, f"{scene.language}/brief.md.j2", context)
    body = tidy(Citer(scene, chooser).resolve(unwrapped(marked)))
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
    return Draft(marks.unmarked(front["title"]), description, front, body, dict(sorted(chooser.made.items())))


def _unescaped(text: str) -> str:
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)


WORDS = ("statements", "claims", "unconfirmed", "left_out")
ARTICLE = tuple(section for section in SECTIONS if section not in {"lead", "outlook", "boundaries"})
PROFILES = {"short": ("liquidations", "prices", "flows")}
"""The sections of the length profiles; `standard` and `long` have them all."""

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


def names(scene: Scene) -> dict[str, object]:
    """Every name that the article templates can use (docs/templates.md)."""
    file = scene.event.file
    settings = scene.workspace.settings
    kinds = {
        kind: [
            scene.record(f"{kind}.{name}")
            for name, entry in getattr(file, kind).items()
            if scene.tells(entry) and not scene.is_gone(f"{kind}.{name}")
        ]
        for kind in (*QUANTITY_KINDS, *WORDS)
    }
    return {
        **kinds,
        **{arrange.__name__: arrange(kinds[arrange.__name__], scene) for arrange in groups.ARRANGED},
        "boundaries": groups.boundaries(scene),
        "event": groups.event(scene),
        "main": scene.figure(file.event.main),
        "derived": groups.Derived(
            **{f.id.partition(".")[2]: scene.figure(f.id) for f in scene.figures if f.derived_from}
        ),
        "signals": groups.signals(scene),
        "outlook": groups.outlook(scene),
        "commentary": View(**{section: groups.commentary(scene, section) for section in SECTIONS}),
        "figures": (figures := [scene.figure(figure.id) for figure in scene.figures]),
        "hearsay": groups.hearsay(figures),
        "profile": View(**{name: settings.profile == name for name in ("short", "standard", "long")}),
        "lexicon": View(**{name: md_escape(text) for name, text in settings.lexicon.items()}),
        "sections": PROFILES.get(settings.profile, ARTICLE),
        "charts": charting.chosen(scene),
        "desk": md_escape(settings.desk),
        "method": settings.method,
    }
