"""Checks on the figures that an event names: in its links, in its own texts, in what somebody said.

Record text is never compiled as a template: `[figure.id]` and `[figure.id:style]` are all that is looked for in it.
"""

from __future__ import annotations

import re
from calendar import month_abbr, month_name
from typing import TYPE_CHECKING

from narrator.ingest.messages import meant
from narrator.model.kinds import Group
from narrator.model.problem import Problem, paste

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from narrator.ingest.reports import Reading
    from narrator.ingest.tree import Path, Tree
    from narrator.model.event import Event
    from narrator.model.problem import Pasted
    from narrator.model.report import Report

AT = re.compile(r" at [0-9][0-9: -]*$| at [0-9][0-9: -]*(?= quoting |,)")
"""The time of a line, which is no amount of it."""
REFERENCE = re.compile(r"\[([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*){1,2})(?::([^\]\s]*))?\]")
STYLES = ("body", "between", "headline", "compact", "floor", "words", "share", "change")
"""The styles of LANGUAGE.md 4 that a reference may ask for."""

_MONTHS = "|".join(month_name[1:])
YEAR = rf"\b(?:in|of|since|until|{_MONTHS}) (?:19|20)\d\d\b(?![.,]\d|%)"
"""A year is a date, and no figure that something would have to support."""
_MONTH = rf"(?:{_MONTHS}|(?:{'|'.join(month_abbr[1:])}|Sept)\.?)"
_DAY = r"(?:[12][0-9]|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![.,:]?[0-9]|%| (?:[mb]illion|trillion|bn)\b)"
TIME = (
    rf"\b{_MONTH} {_DAY}(?:(?: to | and |-|–){_DAY})?(?:, (?:19|20)[0-9]{{2}})?\b|\b{_DAY} {_MONTH}\b"
    r"|[0-9]{1,2}月[0-9]{1,2}日|\b[0-2][0-9]:[0-5][0-9]\b"
)
"""A date with its month in words, and a time of day: neither is a figure, either."""
NUMBER = re.compile(r"[$€£¥]?(\d(?:[\d.,]*\d)?)%?")
OWN_BLOCKS = frozenset({"outlook", "commentary"})
OWN_FIELDS = frozenset({"view", "matters", "note", "caution", "differ", "why", "if", "then"})
LANGUAGES = frozenset({"en", "zh"})
NOT_PROSE = frozenset({"by", "place", "figure", "trigger", "view_of"})


def leaves(tree: Tree, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """The texts of a file with their paths, in file order."""
    if isinstance(tree, str):
        yield path, tree
    else:
        for part, value in tree.items() if isinstance(tree, dict) else enumerate(tree):
            yield from leaves(value, (*path, part))


def own_texts(tree: Tree) -> Iterator[tuple[Path, str]]:
    """Those of an event file that the desk wrote itself."""
    for path, text in leaves(tree):
        last = [part for part in path if isinstance(part, str) and part not in LANGUAGES][-1]
        if last not in NOT_PROSE and (path[0] in OWN_BLOCKS or last in OWN_FIELDS):
            yield path, text


def numbers(text: str, names: Iterable[str]) -> Iterator[re.Match[str]]:
    """The numbers of a text that neither stand in a reference nor belong to a name (`S&P 500`), nor say when."""
    if any(map(str.isdigit, text)):
        longest_first = sorted(names, key=len, reverse=True)
        named = (rf"(?<!\w){re.escape(name)}(?!\w)" for name in longest_first)
        masked = re.sub("|".join((REFERENCE.pattern, YEAR, TIME, *named)), lambda match: " " * len(match[0]), text)
        yield from NUMBER.finditer(masked)


def reports(event: Event) -> Iterator[Report]:
    """All reports of an event, in the order of the file."""
    return (report for measurement in event.measurements.values() for report in measurement.reports)


def check_linked_figures_exist(event: Event, reading: Reading) -> Iterator[Problem]:
    """The main figure, what is watched, decides, is claimed of or contained in a statement: figures of the event."""
    for path, figure in _linked(event):
        yield from _missing(event, reading, figure, path)


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
    for kind in (Group.MACRO, "statements"):
        about = ((name, entry.about) for name, entry in getattr(file, kind).items())
        yield from (((kind, name, "about"), figure) for name, figure in about if figure)
    for name, statement in file.statements.items():
        yield from ((("statements", name, "contains"), figure) for figure in _listed(statement.contains))


def _listed(typed: str | None) -> list[str]:
    return [part.strip() for part in (typed or "").split(",") if part.strip()]


def _missing(
    event: Event, reading: Reading, figure: str, path: Path, found: re.Match[str] | None = None
) -> Iterator[Problem]:
    """That an event has no such figure; one that could not be read for another problem is not missed again."""
    is_there = figure in event.measurements or figure.startswith("derived.")
    if not is_there and not reading.document.is_broken(tuple(figure.split(".")[:2])):
        hint, near = meant(figure, event.measurements, "FIGURE")
        said, at = found[0] if found else str(reading.document.value(path)), found.start() if found else 0
        line = paste(event.path, said.replace(figure, near), None if found else path[-1])
        message, there = f"the event has no figure '{figure}'{hint}", reading.document.at(path, at)
        yield Problem("EVT021", message, there, found[0] if found else figure, "a figure of this event", line)


def check_references_exist(event: Event, reading: Reading) -> Iterator[Problem]:
    """`[figure.id:style]` in our own texts names a figure of the event and a style there is."""
    for path, text in own_texts(reading.document.tree):
        for found in REFERENCE.finditer(text):
            figure, style = found.groups()
            yield from _missing(event, reading, figure, path, found)
            if style is not None and style not in STYLES:
                hint, near = meant(style, STYLES, "STYLE")
                message, expected = f"unknown style '{style}'{hint}", f"one of {', '.join(STYLES)}"
                at = reading.document.at(path, found.start())
                yield Problem("TXT011", message, at, found[0], expected, f"[{figure}:{near}]")


def check_no_digits_in_own_text(event: Event, reading: Reading) -> Iterator[Problem]:
    """A digit in a text of our own would be a figure that nothing supports."""
    names = {text for name in reading.names.entries for text in (*name.forms.values(), *name.aliases)}
    with_digits = {text for text in names.union(reading.lexicon) if NUMBER.search(text)}
    expected = "a reference to a figure, words, or a name of data/names.yaml or of [lexicon] in narrator.toml"
    for path, text in own_texts(reading.document.tree):
        for number in numbers(text, with_digits):
            message = f"the number {number[0]} in '{'.'.join(map(str, path))}', which is the desk's own text"
            at = reading.document.at(path, number.start())
            holders = {
                report.figure for report in reports(event) if number[1] in NUMBER.findall(AT.sub("", report.typed))
            }
            yield Problem(
                "TXT010", message, at, number[0], expected, f"[{holders.pop() if len(holders) == 1 else 'FIGURE'}]"
            )


def check_quote_contains_figure(event: Event, reading: Reading) -> Iterator[Problem]:
    """A statement that contains a figure has a number of it in its words."""
    for name, statement in event.file.statements.items():
        said = {number for words in (statement.quote, statement.text) for number in NUMBER.findall(str(words))}
        for figure in _listed(statement.contains):
            told = event.measurements[figure].reports if figure in event.measurements else ()
            reported = {number for report in told for number in NUMBER.findall(report.typed)}
            if reported and not reported & said:
                message = f"the words of '{name}' contain no number of '{figure}'"
                expected = f"one of {', '.join(sorted(reported))} in its words"
                example: Pasted = {"quote": f"WORDS WITH {min(reported)}"}
                yield reading.document.problem("EVT024", message, ("statements", name, "contains"), expected, example)


def paragraphs_of(event: Event) -> Iterator[tuple[str, str, str]]:
    """What an editor wrote, and the outlook, in English: which block it is of, where it stands, and the text."""
    for section, blocks in event.file.commentary.items():
        for number, block in enumerate(blocks if isinstance(blocks, list) else [blocks]):
            where = f"commentary.{section}"
            yield where, f"{where}.{f'{number}.' if isinstance(blocks, list) else ''}en", block.en or ""
    outlook = event.file.outlook.model_dump(by_alias=True) if event.file.outlook else {}
    for kind, entries in outlook.items():
        for name, entry in entries.items():
            fields = entry if isinstance(entry, dict) and not {*entry} <= {"en", "zh"} else {"": entry}
            for field in ("text", "if", "then", ""):
                said, path = fields.get(field), ".".join(filter(None, ("outlook", kind, name, field)))
                text = said.get("en", "") if isinstance(said, dict) else said
                if text:
                    yield path, path, text
