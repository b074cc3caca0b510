"""Checks on the figures that an event names: in its links, in its own texts, in what somebody said."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from narrator.ingest.messages import did_you_mean, nearest
from narrator.ingest.references import STYLES, numbers, own_texts, references
from narrator.model.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narrator.ingest.documents import Document
    from narrator.ingest.tree import Path
    from narrator.model.event import Event
    from narrator.model.name import Names
    from narrator.model.problem import Location
    from narrator.model.report import Report
    from narrator.model.source import Sources

NUMBER = re.compile(r"\d(?:[\d.,]*\d)?")


@dataclass(frozen=True, slots=True)
class Known:
    """What the checks look things up in."""

    document: Document
    sources: Sources
    names: Names
    lexicon: tuple[str, ...] = ()

    def problem(self, code: str, message: str, path: Path, expected: str, example: str = "") -> Problem:
        """An error of the value at a path."""
        value = self.document.value(path)
        found = value if isinstance(value, str) else ""
        at = self.document.at(path, 0 if found else None)
        return Problem(code, message, at, found, expected, example)


def _missing(event: Event, known: Known, figure: str, at: Location) -> Iterator[Problem]:
    """That an event has no such figure; one that could not be read for another problem is not missed again."""
    is_there = figure in event.measurements or figure.startswith("derived.")
    if not is_there and not known.document.is_broken(tuple(figure.split(".")[:2])):
        message = f"the event has no figure '{figure}'{did_you_mean(figure, event.measurements)}"
        example = nearest(figure, event.measurements) or next(iter(event.measurements), "")
        yield Problem("EVT021", message, at, figure, "a figure of this event", example)


def check_linked_figures_exist(event: Event, known: Known) -> Iterator[Problem]:
    """The main figure, what is watched, decides, is claimed of or contained in a statement: figures of the event."""
    for path, figure in _linked(event):
        yield from _missing(event, known, figure, known.document.at(path, 0))


def _linked(event: Event) -> Iterator[tuple[Path, str]]:
    file = event.file
    if file.event.main:
        yield ("event", "main"), file.event.main
    for group in ("watch", "scenarios"):
        for name, entry in getattr(file.outlook, group).items():
            if entry.figure:
                yield ("outlook", group, name, "figure"), entry.figure
    for name, claim in file.claims.items():
        yield ("claims", name, "about"), claim.about
    for name, statement in file.statements.items():
        yield from ((("statements", name, "contains"), figure) for figure in _listed(statement.contains))


def _listed(typed: str | None) -> list[str]:
    return [part.strip() for part in (typed or "").split(",") if part.strip()]


def check_references_exist(event: Event, known: Known) -> Iterator[Problem]:
    """`[figure.id:style]` in our own texts names a figure of the event and a style there is."""
    for path, text in own_texts(known.document.tree):
        for found in references(text):
            at = known.document.at(path, found.offset)
            yield from _missing(event, known, found.figure, at)
            if found.style is not None and found.style not in STYLES:
                message = f"no style '{found.style}'{did_you_mean(found.style, STYLES)}"
                expected = f"one of {', '.join(STYLES)}"
                yield Problem("TXT011", message, at, found.typed, expected, f"[{found.figure}:headline]")


def check_no_digits_in_own_text(event: Event, known: Known) -> Iterator[Problem]:
    """A digit in a text of our own would be a figure that nothing supports."""
    names = {text for name in known.names.entries for text in (*name.forms.values(), *name.aliases)}
    with_digits = {text for text in names.union(known.lexicon) if NUMBER.search(text)}
    expected = "a reference to a figure, words, or a name of data/names.yaml or of [lexicon] in narrator.toml"
    for path, text in own_texts(known.document.tree):
        for number in numbers(text, with_digits):
            message = f"the number {number[0]} in '{'.'.join(map(str, path))}', a text of our own"
            at = known.document.at(path, number.start())
            yield Problem("TXT010", message, at, number[0], expected, f"[{_figure_with(event, number[0])}]")


def _figure_with(event: Event, number: str) -> str:
    """The figure that has a number in one of its reports, else any."""
    digits = number.strip("$€£¥%")
    holders = (report.figure for report in reports(event) if digits in NUMBER.findall(report.typed))
    return next(holders, next(iter(event.measurements), "liquidations.total"))


def reports(event: Event) -> Iterator[Report]:
    """All reports of an event, in the order of the file."""
    return (report for measurement in event.measurements.values() for report in measurement.reports)


def check_quote_contains_figure(event: Event, known: Known) -> Iterator[Problem]:
    """A statement that contains a figure has a number of it in its words."""
    for name, statement in event.file.statements.items():
        said = {number for words in (statement.quote, statement.text) for number in NUMBER.findall(str(words))}
        for figure in _listed(statement.contains):
            reports = event.measurements[figure].reports if figure in event.measurements else ()
            reported = {number for report in reports for number in NUMBER.findall(report.typed)}
            if reported and not reported & said:
                message = f"the words of '{name}' hold no number of '{figure}'"
                expected = f"one of {', '.join(sorted(reported))} in its words"
                example = f"quote: it was {min(reported)}"
                yield known.problem("EVT024", message, ("statements", name, "contains"), expected, example)
