"""Ledgers as an audit is given them: `ledger.json`, a publication, or a brief that carries what its readers are told.

The figures are then those of the ledger, as they were; what they are of, and who is who, the event file says, so that
the event has to be there. Such a file comes from anywhere: it is read up to a limit, and nothing in it is taken for
more than texts.
"""

from __future__ import annotations

import json
import logging
import re
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from narrator import pipeline
from narrator.analysis.earlier import as_it_was
from narrator.case import Terms
from narrator.errors import Exit, UserError
from narrator.gate.word import data_of
from narrator.model.figure import Figures
from narrator.model.ledger import carried
from narrator.model.problem import Location
from narrator.reading.documents import UnreadableError
from narrator.render.carried import carried_by

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from narrator.case import Case, Desk

    Entry = Mapping[str, Any]

LARGEST = 16_000_000
"""Characters of a ledger: one of eleven hundred figures has a tenth."""
PAGES = frozenset({".html", ".htm", ".xhtml"})
WORD = "urn:narrator:ledger ledger"
EVENT = re.compile(r"[a-z0-9-]{1,80}")
NONE = "it carries no ledger; a brief that narrator has built does"
OTHER = "it is no ledger ({})"
LOST = "{} is not in {} any more: the record was renamed or taken out, so that nobody knows what it is of"


class UnreadableLedgerError(UserError):
    """A file that should be a ledger, or carry one, and does not."""

    exit, code = Exit.INVALID, "LED001"

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.at = Location(PurePath(name).as_posix())


def ledger_in(name: str, raw: bytes) -> Entry | None:
    """The ledger that a file is or carries, by its name; None where it is or carries none.

    Raises:
        UnreadableLedgerError: it should be one and is not, or cannot be read.
    """
    form = PurePath(name).suffix.lower()
    try:
        if form == ".json":
            return _parsed(name, raw.decode("utf-8-sig"))
        if form in PAGES:
            text = carried_by(raw.decode("utf-8-sig"))
        else:
            text = _in_pdf(name, raw) if form == ".pdf" else data_of(raw, WORD) if form == ".docx" else ""
    except (UnicodeDecodeError, UnreadableError) as error:
        raise UnreadableLedgerError(name, str(error)) from error
    return _parsed(name, text) if text else None


def _in_pdf(name: str, raw: bytes) -> str:
    """What a PDF carries as data of its maker."""
    from pypdf import PdfReader  # noqa: PLC0415  # loaded only where there is a PDF to read

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what is wrong with a file is told once
    try:
        data: Any = PdfReader(BytesIO(raw)).root_object
        for step in ("/PieceInfo", "/narrator", "/Private"):
            data = data.get(step)
            data = data.get_object() if data is not None else {}
        return data.get_data().decode("utf-8") if data else ""
    except Exception as error:  # a broken file makes the reader raise anything
        raise UnreadableLedgerError(name, OTHER.format(error)) from error


def _parsed(name: str, text: str) -> Entry | None:
    """A ledger, or that of a publication; None where the JSON is an event file."""
    if len(text) > LARGEST:
        raise UnreadableLedgerError(name, f"it has more than {LARGEST // 1_000_000} million characters")
    try:
        told = json.loads(text, parse_float=_refused, parse_constant=_refused, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise UnreadableLedgerError(name, OTHER.format(error)) from error
    told = told.get("ledger", told) if isinstance(told, dict) else told
    if isinstance(told, dict) and isinstance(told.get("event"), dict):
        return None
    if not (
        isinstance(told, dict) and EVENT.fullmatch(str(told.get("event"))) and isinstance(told.get("figures"), list)
    ):
        raise UnreadableLedgerError(name, OTHER.format("it names no event, or has no figures"))
    return told


def _refused(number: str) -> None:
    raise ValueError(number)


def _once(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    """An object whose keys are there once."""
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(key for number, (key, _) in enumerate(pairs) if key in dict(pairs[:number]))
        raise ValueError(twice)
    return found


def case_of(name: str, ledger: Entry, path: Path, desk: Desk) -> Case:
    """The event of a ledger with the figures that the ledger has, as they were.

    Raises:
        UnreadableLedgerError: it is no ledger of that event.
    """
    try:
        entries = {str(entry["id"]): carried(entry) for entry in ledger["figures"]}
        as_of = datetime.fromisoformat(ledger["as_of"])
        case = pipeline.examine(path, desk, Terms(as_of))
        if case.event is None:
            return case
        lost = [figure for figure in entries if case.figures.get(figure) is None]
        if lost:
            raise UnreadableLedgerError(name, LOST.format(lost[0], case.path.name))
        was = (as_it_was(each, entries[each.id], case.event) for each in case.figures if each.id in entries)
        return replace(case, figures=Figures({figure.id: figure for figure in was}))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UnreadableLedgerError(name, OTHER.format(f"{type(error).__name__}: {error}")) from error
