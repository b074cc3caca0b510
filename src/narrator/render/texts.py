"""Texts: how the records and figures of one event are put into words for an article, escaped and marked."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from narrator.ingest.times import read_window
from narrator.ingest.triggers import threshold_of
from narrator.model.figure import Role
from narrator.model.ids import is_of, time_of
from narrator.model.kinds import Group
from narrator.model.quantity import LEVEL_WORDS, Interval, Kind, Quantity, kind_of
from narrator.model.source import ANOTHER_UNNAMED, UNNAMED, is_unnamed, is_without_name
from narrator.render import marks
from narrator.render.escape import escaped_piece, md_escape
from narrator.render.reached import reached
from narrator.render.subjects import says_unit, unrated
from narrator.story.scope import in_force, is_instant, left_out
from narrator.wording.english_time import NAMES, undated
from narrator.wording.expression import amount_of
from narrator.wording.phrase import Style, default_style, expression_of, rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime
    from decimal import Decimal

    from narrator.config import Workspace
    from narrator.model.event import Event
    from narrator.model.figure import Figure, Figures
    from narrator.model.name import Names
    from narrator.model.signal import Signal
    from narrator.model.source import Sources
    from narrator.model.window import Window
    from narrator.wording.english import English
    from narrator.wording.phrase import Expression

    Typed = str | Mapping[Any, str] | None

REFERENCE = re.compile(r"\[([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*){1,2})(?::([a-z]+))?\]")
LED = re.compile(r"\b(?:above|below|over|under|past|through|to|of|at|the)\s+$")
"""What stands before a level of which it says on which side: above [prices.btc.broke]."""
APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)|(?<=s)'(?=\s)")
FIRMS = {"company": "company", "venue": "exchange", "fund": "issuer", "institution": "official body"}
"""What a source is of which only its name is registered, by what that is the name of."""
DIGITS = re.compile(r"[$€£]?\d[\d.,]*(?: ?(?:%|[a-z]+illion))?")


@dataclass(frozen=True, slots=True)
class Texts:
    """One event, its figures and signals, in one locale.

    `reason`: why figures were left out; `correction`: what the latest publication set right; `set_aside`: the templates
    of which the packaged form is taken. `alike`: by figure those of one label, once that was asked; `windows`: windows
    in words.
    """

    event: Event
    figures: Figures
    signals: Mapping[str, Signal]
    sources: Sources
    names: Names
    workspace: Workspace
    locale: str
    as_of: datetime
    reason: str = ""
    correction: str = ""
    set_aside: frozenset[str] = frozenset()
    alike: dict[str, list[Figure]] = field(default_factory=dict, init=False, compare=False)
    windows: dict[Window, str] = field(default_factory=dict, init=False, compare=False)

    @property
    def withheld(self) -> tuple[str, ...]:
        """The figures that were left out of this edition."""
        return left_out(self.event, self.figures)

    def is_person(self, source: str | None) -> bool:
        """Whether a source is a person, who says what others count."""
        name = self.names.find(source or "")
        return (name is not None and name.kind == "person") or self.sources.find(source or "").kind == "person"

    def kind_of_source(self, source: str) -> str:
        """What a source is, as the registries have it: `person`, `outlet`; empty for one that they do not know."""
        name = self.names.find(source)
        is_of = FIRMS.get(name.kind, "") if name else ""
        return "person" if self.is_person(source) else self.sources.find(source).kind or is_of

    @property
    def main(self) -> Figure | None:
        """The figure that the article is about."""
        return self.figures.get(self.event.file.event.main or "")

    def is_of_main_window(self, figure: Figure) -> bool:
        """Whether a figure is of the window of the main figure."""
        main = self.main
        return main is not None and (is_instant(figure) or in_force(self.event, main) == figure.window.canonical)

    def owes_window(self, figure: Figure) -> bool:
        """Whether the time of a figure has to be said: an instant, and a level ahead, owe only one that was typed."""
        return figure.window.is_stated or not (is_instant(figure) or is_of(figure.id, Group.LEVELS))

    def window_said(self, figure: Figure) -> str:
        """The time of a figure in words; of a figure whose source states none, that it states none."""
        window = time_of(figure.id, figure.window)
        said = self.rules.adverbial(window, self.window(window)) or self.rules.unstated
        return reached(self.rules, self.event, figure, said)

    def period(self, figure: Figure) -> str:
        """The window of a figure as a thing: the week to June 5."""
        return self.rules.period(self.window_said(figure))

    @property
    def all_unnamed(self) -> bool:
        """Whether no source of the event has a name."""
        said = self.figures.sources
        return bool(said) and all(map(is_without_name, said))

    def threshold(self, figure_id: str | None, trigger: str | None) -> str | None:
        """The amount of a trigger `below AMOUNT` or `above AMOUNT`, in words; none for a direction word alone."""
        figure = self.figures.get(figure_id or "")
        quantity = threshold_of(trigger)
        if figure is None or quantity is None:
            return None
        spoken = amount_of(quantity)
        if quantity.interval.is_negative:
            spoken = replace(spoken, kind=Kind.RATE, interval=quantity.interval)
        return self.bare(spoken, Style.BODY)

    @property
    def language(self) -> str:
        """The language of the locale: `en` for en-US."""
        return self.locale.partition("-")[0]

    @property
    def rules(self) -> English:
        """The rules of the locale, by the policy of the workspace."""
        return rules(self.locale, self.workspace.policy)

    def expression(self, figure: Figure) -> Expression:
        """What wording needs to say a figure."""
        spoken = expression_of(figure, self.sources, self.figures, self.names, self.language)
        return unrated(self.event.record(figure.id), spoken)

    def bare(self, expression: Expression, style: Style) -> str:
        """A quantity alone, by the policy of the workspace."""
        return self.rules.bare(expression, style)

    def said(self, quantity: Quantity, figure: Figure | None = None, *, is_full: bool = False) -> str:
        """What one source said, in words; of a figure without its way and, in short, without a noun its name has."""
        spoken = unrated(self.event.record(figure.id) if figure else None, amount_of(quantity))
        if figure and quantity.interval.is_negative:
            spoken = replace(spoken, kind=figure.key.kind, interval=quantity.interval)
        if figure and (quantity.direction is not figure.direction or quantity.direction in LEVEL_WORDS):
            spoken = replace(spoken, kind=figure.key.kind, direction=quantity.direction)
        is_named = not is_full and figure is not None and says_unit(self.event.record(figure.id), figure.unit)
        return self.rules.number(spoken) if is_named else self.rules.thing(spoken)

    def voiced(self, quantity: Quantity, figure: Figure) -> str:
        """What one source said, where no verb stands beside it: with the way that it says, or below zero."""
        if default_style(figure) is Style.CHANGE:
            spoken = replace(amount_of(quantity), kind=figure.key.kind, direction=quantity.direction)
            return self.bare(spoken, Style.CHANGE)
        return self.said(quantity, figure if quantity.interval.is_negative else None)

    def printed(self, figure: Figure, style: Style, **said_already: Any) -> str:  # noqa: ANN401  # fields of expressions
        """A figure's bare phrase in a style, marked; without what its sentence says already."""
        return marks.figure(figure.id, self.bare(replace(self.expression(figure), **said_already), style))

    def place(self, figure: Figure, at: Decimal) -> str:
        """A value on the axis of a figure, in words: below zero where it is, in the unit that its sources typed."""
        if not at and kind_of(figure.unit) is Kind.COUNT:  # "no gigawatts" is no tick
            return f"0 {self.rules.unit(figure.unit)}"
        interval, kind = Interval.point(at), figure.key.kind
        spoken = replace(amount_of(Quantity(interval, figure.unit)), manner=self.expression(figure).manner)
        is_below = at < 0 and figure.direction is None
        return self.bare(replace(spoken, kind=kind, interval=interval) if is_below else spoken, Style.HEADLINE)

    def typed(self, words: Typed) -> str:
        """A record's text in the language, as typed; empty where there is none."""
        return (words if isinstance(words, str) or words is None else words.get(self.language)) or ""

    def text(self, words: Typed) -> str | None:
        """A record's text, escaped, with its references printed; None where there is none, or a figure is left out."""
        typed = self.typed(words)
        if not typed or any(self.figures.get(match[1]) is None for match in REFERENCE.finditer(typed)):
            return None
        typed = APOSTROPHE.sub("’", typed)
        parts, end = [""], 0
        for match in REFERENCE.finditer(typed):
            parts += [escaped_piece(typed[end : match.start()]), self._referenced(match)]
            end = match.end()
        return "".join([*parts, escaped_piece(typed[end:])]).strip()

    def _referenced(self, match: re.Match[str]) -> str:
        figure = self.figures[match[1]]
        style = Style(match[2]) if match[2] in set(Style) else default_style(figure)
        is_led = figure.direction in LEVEL_WORDS and LED.search(match.string, 0, match.start())
        return self.printed(figure, style, **({"direction": None} if is_led else {}))

    def linked(self, words: Typed, contains: str | None) -> str | None:
        """A text with somebody's words, the figures that it contains marked where their digits stand."""
        said = self.text(words)
        for figure_id in (part.strip() for part in (contains or "").split(",")):
            if said and (figure := self.figures.get(figure_id)):
                said = self._marked(said, figure)
        return said

    def _marked(self, said: str, figure: Figure) -> str:
        """A text with the first place of a figure's phrase, or of its digits alone, marked."""
        phrases = {self.bare(self.expression(figure), style) for style in Style}
        digits = {match[0] for phrase in phrases for match in DIGITS.finditer(phrase)}
        parts = re.split(f"({marks.PRINTED.pattern.replace('(', '(?:')})", said)
        for phrase in sorted(phrases | digits, key=len, reverse=True):
            for number, part in enumerate(parts):
                if phrase in part and not part.startswith(marks.FIGURE):
                    parts[number] = part.replace(phrase, marks.figure(figure.id, phrase), 1)
                    return "".join(parts)
        return said

    def clause(self, words: Typed) -> str | None:
        """A sentence as a clause: no full stop, and no capital unless it opens with a name."""
        sentence = self.text(words) or ""
        first = re.split(r"[ ’']", sentence, maxsplit=1)[0]
        entry = self.names.find(first)  # gold has an entry, and is no name
        is_entry = entry is not None and not entry.named(self.language).startswith(first.lower())
        keep = is_entry or first in NAMES or (first.isupper() and first != "A") or sentence.startswith(marks.FIGURE)
        return (sentence if keep else sentence[:1].lower() + sentence[1:]).rstrip(".") or None

    def sentence(self, words: Typed) -> str | None:
        """A text as a sentence: a capital, and a full stop where nothing else ends it."""
        return (said := self.text(words)) and marks.capitalized(said) + "." * (said[-1] not in ".!?")

    def named(self, typed: str | None) -> str | None:
        """A name as the brief prints it; every unnamed source is `unnamed`."""
        if typed is None or is_unnamed(typed):
            return typed and UNNAMED
        entry = self.names.find(typed) or ((found := self.sources.find(typed)).known and found)
        return md_escape(APOSTROPHE.sub("’", self.rules.named(entry.named(self.language) if entry else typed)))

    def source_of(self, figure: Figure) -> str | None:
        """The one source that a figure rests on: its own, or the one behind all its inputs; None for several."""
        if figure.source is not None:
            return figure.source
        inputs = [self.figures[entry] for entry in figure.derived_from]
        behind = {self.source_of(entry) for entry in inputs} or {r.source for r in figure.by_role(Role.CORE)}
        return behind.pop() if len(behind) == 1 else None

    def sources_of(self, figure: Figure) -> list[str]:
        """The names of the sources of a figure, each once, in file order."""
        return self.names_together(dict.fromkeys(report.source for report in figure.by_role(Role.CORE)))

    def names_together(self, sources: Iterable[str]) -> list[str]:
        """The names of several sources; after one that is not named the next such one is another."""
        names = [str(self.named(source)) for source in sources]
        first = names.index(UNNAMED) if UNNAMED in names else len(names)
        return [ANOTHER_UNNAMED if name == UNNAMED and at > first else name for at, name in enumerate(names)]

    def window(self, window: Window) -> str:
        """A window in words; the year of the edition itself goes without saying."""
        if window not in self.windows:
            self.windows[window] = undated(self.dated(window), window, self.event.published.year)
        return self.windows[window]

    def dated(self, window: Window) -> str:
        """A window in words, its year included."""
        return APOSTROPHE.sub("’", self.rules.window(window, self.event.zone))

    def when(self, typed: str | None) -> str | None:
        """A date, a span of days or words, as a brief prints them."""
        return typed and md_escape(self.window(read_window(typed, self.event.zone, self.event.published)))

    def hour(self, moment: datetime) -> str:
        """An hour of the day in the zone of the event."""
        return self.rules.hour(moment.astimezone(self.event.zone))

    @property
    def corrected(self) -> str:
        """The correction as the article prints it; empty where there is none, or a figure in it is missing."""
        return marks.unmarked(self.sentence(self.correction) or "")

    @property
    def told_as_of(self) -> str:
        """What the edition knows: up to when, in its own zone."""
        return self.moment(self.as_of)

    @property
    def zone(self) -> str:
        """The zone of the event as its offset at publication: `UTC+8`."""
        return self.rules.moment(self.event.published.astimezone(self.event.zone)).split(" ")[1]

    @property
    def published(self) -> str:
        """When the edition is published, in its own zone."""
        return self.moment(self.event.published)

    def moment(self, moment: datetime) -> str:  # noqa: D102  # a day and an hour in the zone of the event
        local = moment.astimezone(self.event.zone)
        return f"{self.rules.day(local.date())}, {local:%H:%M} {self.zone}"
