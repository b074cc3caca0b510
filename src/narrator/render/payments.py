"""Payments: which line of an article paid what a figure owes, and who wrote that sentence.

Lines are kept as they were settled; `landed` finds them in the finished article, so that what did not survive into it
has paid nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from narrator.render import marks
from narrator.render.marks import Own
from narrator.story.message import ONCE, Owed

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

TEMPLATE, OWED, DOUBT, RECORD = "template", "owed.md.j2", "doubt.md.j2", "record"
"""Who pays: a template at a place of its own; else, after the paragraph, the sentence of one of these templates, or the
text of the record as typed."""
TELLS = frozenset({Owed.WINDOW, Owed.VOICE, Owed.NATURE, Own.NAMED, Own.DATED})
"""Marks that stand in a sentence which tells a figure, also where it prints no amount."""


class Payment(NamedTuple):
    """A debt of a figure, who paid it, and the line that did; its number once it has landed."""

    owed: Owed
    figure: str
    by: str
    line: str
    number: int = 0


class Once(NamedTuple):
    """How a paragraph paid what is owed once in the article; figures that share a text share the payment."""

    by: str
    text: str


@dataclass
class Paragraph:
    """What a paragraph has said so far: whom it named, which window is in force, what it printed and paid.

    `speaking`: whom of those it named last, to whom what follows is read as belonging (LANGUAGE.md 6.2);
    `sentence`: the records of its last sentence that told any, which `is_over` once another has begun; `is_dated`:
    whether an amount of another window has it in parentheses; `once`: what it paid of what is owed once in the article;
    `after`: what a sentence behind it had to pay.
    """

    window: str
    is_dated: bool = False
    is_over: bool = False
    sentence: set[str] = field(default_factory=set)
    named: set[str] = field(default_factory=set)
    speaking: set[str] = field(default_factory=set)
    figures: dict[str, None] = field(default_factory=dict)
    paid: set[tuple[str, str]] = field(default_factory=set)
    once: dict[tuple[Owed, str], Once] = field(default_factory=dict)
    after: set[tuple[Owed, str]] = field(default_factory=set)

    def hear(self, sources: set[str]) -> None:
        """Notes whom a sentence names: one goes on speaking until another is named, of several none does."""
        self.named |= sources
        self.speaking = sources if len(sources) == 1 else set()

    def tells(self, record: str) -> None:
        """Notes the record of a figure that is printed next."""
        self.sentence = {record} if self.is_over else {*self.sentence, record}
        self.is_over = False


@dataclass
class Payments:
    """All payments of one article; `mentions` are the figures whose marks a line had, with that line as settled."""

    made: list[Payment] = field(default_factory=list)
    mentions: list[tuple[str, str]] = field(default_factory=list)
    lines: dict[tuple[Owed, str], str] = field(default_factory=dict)

    def mention(self, marked: str, written: str) -> None:
        """Keep which figures a line tells, printed or not."""
        self.mentions += [(of, written) for owed, of in marks.debts(marked) if owed in TELLS]

    def keep(
        self, paragraph: Paragraph, debts: Mapping[str, Iterable[Owed]], due: Collection[tuple[Owed, str]], line: str
    ) -> None:
        """Keep what a paragraph paid of the debts of its figures; `due` are those that nothing in it paid."""
        for (owed, figure), (by, text) in paragraph.once.items():
            first = self.lines.setdefault((owed, text or figure), line)
            self.made.append(Payment(owed, figure, by, first))
        for figure in paragraph.figures:
            for owed in debts[figure]:
                if (owed, figure) in paragraph.after:
                    self.made.append(Payment(owed, figure, OWED, line))
                elif owed not in ONCE and (owed, figure) not in due:
                    self.made.append(Payment(owed, figure, TEMPLATE, line))


def landed(payments: Iterable[Payment], places: Mapping[str, int], tidy: Callable[[str], str]) -> Iterator[Payment]:
    """The payments whose lines are in the finished article, with the numbers of these."""
    for payment in payments:
        number = places.get(tidy(payment.line))
        if number:
            yield payment._replace(number=number)
