"""The draft: one edition as marked Markdown, and from it `brief.md` with the lines of its printed figures."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from narrator.model.ledger import SHOWN_IN
from narrator.render import charting, marks, names
from narrator.render.article import MessageView
from narrator.render.choices import Chooser
from narrator.render.escape import bare_dollars, math_safe, unescaped
from narrator.render.layout import opening, places
from narrator.render.notice import NONE, notice_of
from narrator.render.passages import Passages
from narrator.render.payments import Payments, landed
from narrator.render.settle import Settler
from narrator.render.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from narrator.model.ledger import Print
    from narrator.render.choices import Turn
    from narrator.render.notice import Notice
    from narrator.render.payments import Payment
    from narrator.render.views import Scene
    from narrator.story.message import Story


@dataclass(frozen=True, slots=True)
class Draft:
    """One edition as marked Markdown: `front` is the front matter, `body` the article with its marks.

    `head` is the front matter as a person typed it, where a person has edited the article; `names` what its templates
    could name. `story` is what it tells, `said` the sentences of each message, `payments` who paid what its figures
    owe, `notice` what it says that it sets right.
    """

    title: str
    description: str
    front: Mapping[str, str]
    body: str
    choices: Mapping[str, int]
    head: str | None = None
    names: Mapping[str, object] = field(default_factory=dict, compare=False)
    story: Story | None = field(default=None, compare=False)
    said: Mapping[str, str] = field(default_factory=dict, compare=False)
    payments: Payments = field(default_factory=Payments, compare=False)
    notice: Notice = NONE

    @property
    def markdown(self) -> str:
        """`brief.md`: front matter and article, marks removed."""
        return marks.unmarked(self._head() + self.body)

    @property
    def math_safe(self) -> str:
        """The same for readers that take what stands between two dollars for mathematics."""
        return marks.unmarked(self._head() + math_safe(self.body))

    def prints(self) -> tuple[Print, ...]:
        """Every printed figure of `brief.md`, with its line there."""
        text = self._head() + self.body
        found = [*places(marks.lines(text))]
        return tuple(replace(e, text=bare_dollars(e.text), place=found[e.line - 1]) for e in marks.prints(text))

    @property
    def article(self) -> str:
        """The article without its front matter, marks removed, its lines as they are numbered in `brief.md`."""
        return "\n" * self._head().count("\n") + marks.unmarked(self.body)

    def spans(self) -> tuple[tuple[int, int, str, str], ...]:
        """Where each figure of the article stands: line and column in `brief.md`, its id, and how it is printed."""
        above = self._head().count("\n")
        return tuple((line + above, *rest) for line, *rest in marks.spans(self.body))  # type: ignore[misc]

    def paid(self) -> tuple[Payment, ...]:
        """The debts of figures that a line of `brief.md` pays, in the order of the text; where it does not, no more."""
        return tuple(sorted(landed(self.payments.made, self._numbers(), _settled), key=lambda each: each.number))

    def mentions(self) -> dict[str, tuple[str, int]]:
        """Where figures that no sentence prints are told all the same, at best: prose or table, and the line."""
        at = self._numbers()
        where = [*places(self._lines)]
        printed = {each.figure for each in self.prints() if SHOWN_IN.get(each.place, "prose") == "prose"}
        found: dict[str, tuple[str, int]] = {}
        for figure, line in self.payments.mentions:
            number = at.get(_settled(line), 0)
            place = SHOWN_IN.get(where[number - 1], "prose")
            is_first = figure not in found or (place, found[figure][0]) == ("prose", "table")
            if number and figure not in printed and is_first:
                found[figure] = place, number
        return found

    def line_of(self, message_id: str) -> int | None:
        """The line of `brief.md` with the sentences of a message as its template said them, where one has them."""
        said = max(marks.between_debts(self.said.get(message_id, "")), key=len)
        texts = enumerate(self._lines, start=1)
        return next((number for number, line in texts if said.strip() and said.strip() in line), None)

    def _numbers(self) -> dict[str, int]:
        """The lines of `brief.md` that are settled, with their numbers; of those alike the first."""
        return {line: number for number, line in reversed([*enumerate(self._lines, start=1)]) if line}

    @property
    def _lines(self) -> list[str]:
        return marks.lines(self._head() + self.body)

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
    story = scene.story
    chosen = charting.subjects(scene, story)
    passages = Passages(scene)
    writer = Writer(passages, scene, story, chosen, chooser, MessageView)
    passages.context = {**names.context(scene, writer), "choose": chooser.choose, "chart": marks.chart}
    passages.context["notice"], notice = notice_of(scene, passages)
    marked = unwrapped(passages.printed("brief", passages.context))
    settler = Settler(scene, chooser, story.debts, passages)
    body = charting.thinned(tidy(settler.resolve(tidy(marked))), [*chosen], marks.chart)
    title, standfirst = opening(body)
    event = scene.event
    front = {
        "title": unescaped(title) or event.id,
        "date": event.published.date().isoformat(),
        "event": event.id,
        "locale": scene.locale,
        "as_of": scene.as_of.isoformat(),
        **({"edition": scene.workspace.edition} if scene.workspace.edition else {}),
    }
    description = unescaped(marks.unmarked(standfirst)) or front["title"]
    return Draft(
        marks.unmarked(front["title"]),
        description,
        front,
        body,
        dict(sorted(chooser.made.items())),
        names=passages.context,
        story=story,
        said=writer.told,
        payments=settler.payments,
        notice=notice._replace(lines=tuple(tidy(line).strip() for line in notice.lines)),
    )


TIDY = (
    (re.compile(r"(?<! ) +([,.;:!?])(?=[\s\ue002]|$)", re.MULTILINE), r"\1"),
    (re.compile(r"(?<!\.)(\.[”\"]?)\.(?![.\w/\\%{])"), r"\1"),  # the end of a name with a stop, and no path
    (re.compile(r"^(\*{1,2}) *(\S.*?) *(\*{1,2})$", re.MULTILINE), r"\1\2\3"),
    (re.compile(r"^([-*] .*)\n\n(?=[-*] )", re.MULTILINE), r"\1\n"),
    (re.compile(r"^(?![-*] |$)(.*)\n(?=[-*] )", re.MULTILINE), r"\1\n\n"),
    (re.compile(r"(?<!\n)\n(?=#)"), "\n\n"),
    (re.compile(r"^## .*\n+(?=## |\Z)", re.MULTILINE), ""),
)
STRUCTURE = ("#", "- ", "* ", "|", ">", marks.CHART)


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


def _settled(line: str) -> str:
    """A line that was settled, as it stands in the finished article."""
    return tidy(line).rstrip("\n")


def tidy(text: str) -> str:
    """Single spaces within lines, one empty line between blocks, one newline at the end."""
    lines = [re.sub(r"(?<=\S) {2,}", " ", line).rstrip() for line in text.split("\n")]
    kept = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    for pattern, replacement in TIDY:
        kept = pattern.sub(replacement, kept)
    return kept + "\n"
