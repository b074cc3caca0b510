"""Check of characters: what a brief prints can be set in the fonts that it has; a missing one would end its PDF."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from narrator.ingest import links
from narrator.ingest.messages import identifier
from narrator.model.catalogue import Severity
from narrator.model.glyphs import EXPECTED, TEXT, missed, missing, replaced
from narrator.model.kinds import KINDS, Group
from narrator.model.problem import Problem, paste
from narrator.model.records import Reports
from narrator.model.source import is_unnamed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from narrator.ingest.reports import Reading
    from narrator.ingest.tree import Document, Path
    from narrator.model.event import Event

NAMES = frozenset({"asset", "venue", "where", "who", "by", "contract", "fund", "view_of"})
"""Fields whose text is printed as the registries have it."""
REPORTS = frozenset(Reports.model_fields) - {"of", "differ", "window"}
OF_A_REPORT = frozenset({"reason", "cleared", "definition"})
"""What of a report is printed as it was typed."""
CODES = frozenset({"SRC012", "NAM011", "TXT012"})
NAME = "NAME IN LATIN LETTERS"


def check_characters_can_be_printed(event: Event, reading: Reading) -> Iterator[Problem]:
    """Every text and name of an English brief can be printed; a Chinese one stands under `zh`, beside `en`."""
    document = reading.document
    names: dict[str, Path] = {}
    for path, text in links.leaves(document.tree):
        if path[-1] in NAMES and not is_unnamed(text):
            names.setdefault(text, path)
        elif _is_printed(path) and missing(text):
            yield unprintable("TXT012", document, path, text, f"{EXPECTED}; a Chinese text stands as zh: beside en:")
    for typed, path in names.items():
        yield from _named(typed, path, reading)
    for typed, report in {r.source: r for r in reversed(list(links.reports(event)))}.items():
        source = reading.sources.find(typed)
        if source.unprintable:
            yield source.unprintable
        elif missing(source.named("en")):
            line = paste("data/sources.yaml", {"name": NAME, "aliases": [typed]}, identifier(typed))
            yield Problem("SRC012", missed(typed, typed), report.at, typed, EXPECTED, line)


def without_fonts(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems of an edition that is not printed: what no font of ours has, text and page can show all the same."""
    for problem in problems:
        yield replace(problem, severity=Severity.WARNING) if problem.code in CODES else problem


def _named(typed: str, path: Path, reading: Reading) -> Iterator[Problem]:
    """What is wrong with a name as it is printed: at its line in a registry, or where it was typed."""
    entry, source = reading.names.find(typed), reading.sources.find(typed)
    known = entry or (source if source.known else None)
    if known and known.unprintable:
        yield known.unprintable
    elif known is None and missing(typed):
        kind = "venue" if path[-1] == "venue" else "person" if path[-1] == "who" else "term"
        line = paste("data/names.yaml", {"kind": kind, "en": NAME, "zh": typed}, identifier(typed))
        at = reading.document.at(path, missing(typed)[0])
        expected = f"{EXPECTED}, or an entry in data/names.yaml with the English form"
        yield Problem("NAM011", missed(typed, typed), at, typed, expected, line)


def unprintable(code: str, document: Document, path: Path, text: str, expected: str = EXPECTED) -> Problem:
    """The problem of a text with a character that no font has, at that character."""
    where = ".".join(map(str, path))
    example = paste(document.file, replaced(text) or TEXT, path[-1])
    return Problem(code, missed(text, where), document.at(path, missing(text)[0]), text, expected, example)


def _is_printed(path: Path) -> bool:
    """Whether a text reaches an English brief as it was typed: no amount, and none for another language."""
    is_amount = path[0] in KINDS and path[-1] in KINDS[Group(str(path[0]))].quantities
    is_report = path[0] == "snapshots" or not REPORTS.isdisjoint(path[2:])
    return "zh" not in path and not is_amount and (not is_report or path[-1] in OF_A_REPORT)
