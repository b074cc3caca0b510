"""The writer: says each message once, when it is first asked for, and what stands round them.

Sections know how long they came out, so that thin ones can be pooled, and paragraphs how the ones before them opened,
so that no two open alike (ARTICLE.md 10, 11).
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from narrator.render import marks
from narrator.render.flags import has_caution
from narrator.render.leaning import Leaning
from narrator.render.pools import pooled
from narrator.story.message import ONCE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from narrator.charts.choice import Choice
    from narrator.render.choices import Chooser
    from narrator.render.passages import Passages
    from narrator.render.pools import Pool
    from narrator.render.view import View
    from narrator.render.views import Scene
    from narrator.story.message import Message, Story

THIN_WORDS, THIN_SENTENCES = 40, 2
"""A section under either is pooled with others (ARTICLE.md 11)."""
ASIDE_WORDS = 12
"""How long a sentence is at the least, more or less, with which a figure pays what it owes."""
MOST_HEADLINE, MOST_HEADING = 75, 60
"""Characters; a heading of nine words has about sixty (ARTICLE.md 2, 11)."""
ATTEMPTS = 4
"""Variants of a paragraph that are tried for an opening that no other has."""
ENDED = re.compile(r"[.!?][”\"]?(?=\s|$)")


@dataclass
class Writer:
    """Says the messages of one story; `view` is how a template sees one of them."""

    passages: Passages
    scene: Scene
    story: Story
    charts: Mapping[str, Choice]
    chooser: Chooser
    view: Callable[[Writer, Message], View]

    def __post_init__(self) -> None:
        self._said: dict[tuple[str, bool], str] = {}
        self._paragraphs: dict[tuple[str, ...], str] = {}
        self._openings: set[str] = set()
        self._kinds: Counter[str] = Counter()
        self._turns: dict[str, int] = {}
        self.main_chart = self._leading()
        self.later_charts = [name for name in self.charts if name != self.main_chart]

    def _leading(self) -> str:
        """The chart about the main figure, else that of what the standfirst sets against something else."""
        second = self.story.second if self.story.contrast else None
        shown = {*second.figures} if second else set()
        about = (name for name, choice in self.charts.items() if choice.is_about_main)
        against = (name for name, choice in self.charts.items() if shown & {*choice.figures})
        return next(chain(about, against), "")

    def said(self, message: Message, *, point: bool = False) -> str:
        """The sentences of a message in one line; a key point in other words than the body, where there are others."""
        key = message.id, point
        if key not in self._said:
            attempt = self.chooser.skipped
            self.chooser.skipped += self._turns.setdefault(message.id, self._kinds[message.kind]) + point
            self._kinds[message.kind] = max(self._kinds[message.kind], self._turns[message.id] + 1)
            view = self.view(self, message)
            self._said[key] = self.passages.said(f"messages/{message.kind}", message=view, point=point)
            self.chooser.skipped = attempt
        return self._said[key]

    @property
    def told(self) -> dict[str, str]:
        """The sentences of each message that was said, by its id, with their marks."""
        return {name: text for (name, is_point), text in self._said.items() if not is_point}

    def heading(self, section: View) -> str:
        """The heading of a section."""
        wide = self.passages.said("headings", section=section, narrow=False)
        is_short = len(marks.unmarked(wide)) <= MOST_HEADING
        return wide if is_short else self.passages.said("headings", section=section, narrow=True)

    def bridge(self, section: View, before: View) -> str:
        """How a section takes up the one before it."""
        return self.passages.said("bridges", section=section, before=before)

    def headline(self) -> str:
        """The headline: the first of its forms that a reader takes in at once."""
        for contrasted, roomy in ((True, True), (True, False), (False, True), (False, False)):
            told = self.passages.said("headline", narrow=False, contrasted=contrasted, roomy=roomy)
            if len(marks.unmarked(told)) <= MOST_HEADLINE:
                return told
        return self.passages.said("headline", narrow=True, contrasted=False, roomy=False)

    def paragraph(self, messages: tuple[Message, ...]) -> str:
        """A paragraph that opens like no other, as far as its variants allow."""
        ids = tuple(message.id for message in messages)
        if ids not in self._paragraphs:
            text = ""
            for turn in range(ATTEMPTS):
                self.chooser.skipped = turn
                self._said.pop((messages[0].id, False), None)
                text = " ".join(filter(None, map(self.said, messages)))
                if _opening(text) not in self._openings:
                    break
            self.chooser.skipped = 0
            self._openings.add(_opening(text))
            self._paragraphs[ids] = text
        return self._paragraphs[ids]

    @cached_property
    def pools(self) -> tuple[list[Pool], list[Pool]]:
        """What stands under headings, and what is too thin for one."""
        return pooled(
            self.story,
            self._is_thin,
            lambda pool: any(self.scene.figures[f].is_printable for f in pool.figures),
            lambda pool: any(self.leaning.parted(each)[0] for each in pool.paragraphs),
        )

    @cached_property
    def leaning(self) -> Leaning:
        """What the desk's view speaks of."""
        return Leaning(self.scene, self.scene.typed(self.scene.event.file.event.view))

    @cached_property
    def loose(self) -> list[tuple[tuple[Message, ...], tuple[Message, ...]]]:
        """What is too short for a section by paragraphs, those parts first that the view speaks of."""
        told = [*(paragraph for pool in self.pools[1] for paragraph in pool.paragraphs), *self.story.aside]
        loud = {f.id for f in self.scene.figures if has_caution(f, self.scene)}
        ordered = sorted(told, key=lambda messages: not any(loud & {*message.figures} for message in messages))
        return [self.leaning.parted(each) for each in ordered]

    def charts_of(self, pool: Pool | None) -> list[str]:
        """The charts that stand in a section; no pool: in what the desk's view speaks of."""
        at = self.pools[0].index(pool) if pool else len(self.pools[0])
        return [name for name, place in self.places.items() if place == at]

    @cached_property
    def places(self) -> dict[str, int]:
        """Where each chart stands, but that of the main figure: where more of its figures are told than elsewhere.

        By the number of the section; what the desk's view speaks of comes behind all of them.
        """
        headed = self.pools[0]
        weighed = [message for spoken, _ in self.loose for message in spoken]
        groups = [*(each.messages for each in headed), weighed]
        told = [{f for message in each for f in (*message.figures, *message.rest)} for each in groups]
        led = next(
            (n for n, each in enumerate(headed) if self.story.main.section in {s.name for s in each.sections}), 0
        )
        told[led].update(self.story.main.figures)  # the lead has no chart beside it but one
        shared = {name: [len({*self.charts[name].figures} & each) for each in told] for name in self.later_charts}
        return {name: counts.index(max(counts)) for name, counts in shared.items() if any(counts)}

    def _is_thin(self, pool: Pool) -> bool:
        plain = marks.unmarked(marks.OWED.sub("", " ".join(map(self.paragraph, pool.paragraphs))))
        aside = sum(owed in ONCE for figure in pool.figures for owed in self.story.debts[figure])
        words = len(plain.split()) + aside * ASIDE_WORDS
        return words < THIN_WORDS or len(ENDED.findall(plain)) + aside < THIN_SENTENCES


def _opening(text: str) -> str:
    """What a reader hears as one way to open: the first two words."""
    return " ".join(marks.unmarked(marks.OWED.sub("", text)).lower().split()[:2])
