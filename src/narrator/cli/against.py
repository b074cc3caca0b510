"""What `narrator audit` is given: texts, and what each of them is held against."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from narrator.cli import report
from narrator.cli.desk import path_of, paths_of
from narrator.errors import bytes_of
from narrator.model.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from narrator.case import Case, Desk
    from narrator.gate.texts import Text

STDIN = "-"
LEDGERS = frozenset({".json", ".html", ".htm", ".xhtml", ".pdf", ".docx"})
"""The endings of files that may be a ledger or carry one."""


def read(texts: Sequence[str], name: str | None) -> tuple[list[Text], list[Problem]]:
    """The texts that can be read, each once, and what is wrong with the others."""
    from narrator.gate import texts as reading  # noqa: PLC0415

    found: list[Text] = []
    wrong: list[Problem] = []
    for typed in dict.fromkeys(texts):
        is_piped = typed == STDIN
        raw = (sys.stdin.buffer.read() if sys.stdin else b"") if is_piped else bytes_of(Path(typed))
        try:
            found.append(reading.read(name or "stdin" if is_piped else str(Path(typed)), raw))
        except reading.UnreadableTextError as error:
            wrong.append(Problem(error.code, str(error), error.at, exit=error.exit))
    return found, wrong


def cases(events: Iterable[str], texts: Iterable[Text], desk: Desk) -> list[list[Case]]:
    """What each text is held against: the events asked for, or the ledger that it carries.

    Raises:
        WrongUseError: nothing was asked for, and a text carries no ledger.
        UnreadableLedgerError, EventNotFoundError: what was asked for cannot be had.
    """
    asked = [*dict.fromkeys(events)]
    if not asked:
        return [[_carried_by(text, desk)] for text in texts]
    given: dict[Path, Case] = {}
    for typed in asked:
        path = Path(typed) if Path(typed).suffix.lower() in LEDGERS and Path(typed).is_file() else path_of(desk, typed)
        given.setdefault(path.absolute(), _case(path, desk))
    return [[*given.values()] for _ in texts]


def _case(path: Path, desk: Desk) -> Case:
    """An event file, or what a ledger has of its event."""
    from narrator import pipeline  # noqa: PLC0415
    from narrator.gate.ledgers import NONE, UnreadableLedgerError, case_of, ledger_in  # noqa: PLC0415

    ledger = ledger_in(str(path), bytes_of(path)) if path.suffix.lower() in LEDGERS else None
    if ledger is not None:
        return case_of(str(path), ledger, paths_of(desk, (), ledger["event"])[0], desk)
    if path.suffix.lower() in LEDGERS - {".json"}:
        raise UnreadableLedgerError(str(path), NONE)
    return pipeline.examine(path.absolute(), desk)


def _carried_by(text: Text, desk: Desk) -> Case:
    from narrator.gate.ledgers import case_of, ledger_in  # noqa: PLC0415

    ledger = ledger_in(text.name, text.raw)
    if ledger is None:
        found = f"{report.one_line(text.name)} carries no ledger: what is it to be held against?"
        raise report.WrongUseError(found=found, write=f"narrator audit {report.one_line(text.name)} --against EVENT")
    return case_of(text.name, ledger, paths_of(desk, (), ledger["event"])[0], desk)
