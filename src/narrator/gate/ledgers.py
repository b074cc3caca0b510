"""Ledgers as an audit is given them: `ledger.json`, a publication, or a brief that carries what its readers are told.

The figures are then those of the ledger, as they were; what they are of, and who is who, the event file says, so that
the event has to be there. Such a file comes from anywhere: it is read up to a limit, and nothing in it is taken for
more than texts.
"""

from __future__ import annotations

import json
import logging
import re
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from narrator import pipeline
from narrator.case import Terms
from narrator.errors import Exit, UserError
from narrator.gate.word import data_of
from narrator.ingest.faults import Fault
from narrator.ingest.times import read_window
from narrator.model.figure import Camp, Figures, Judged, Role, Standing
from narrator.model.ledger import carried, entry_of, interval_of
from narrator.model.problem import Location
from narrator.model.quantity import EMPTY, Direction, Quantity
from narrator.model.report import Nature
from narrator.reading.documents import UnreadableError
from narrator.render.carried import carried_by

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from decimal import Decimal
    from pathlib import Path

    from narrator.case import Case, Desk
    from narrator.model.event import Event
    from narrator.model.figure import Figure
    from narrator.model.report import Report

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
        was = (_as_it_was(each, entries[each.id], case.event) for each in case.figures if each.id in entries)
        return replace(case, figures=Figures({figure.id: figure for figure in was}))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UnreadableLedgerError(name, OTHER.format(f"{type(error).__name__}: {error}")) from error


def _as_it_was(figure: Figure, entry: Entry, event: Event) -> Figure:
    """A figure as a ledger has it; what stood beside it and is in no ledger is not known of one that has changed."""
    if entry_of(figure) == entry:
        return figure
    direction = entry["direction"] and Direction(entry["direction"])
    core = {each["source"] for each in entry["reports"] if each["role"] == Role.CORE}
    window = figure.window
    if window.canonical != entry["window"]:
        with suppress(Fault):  # words of another time are no window that can be read
            window = read_window(_text(entry["window"]), event.zone, event.published)
    return replace(
        figure,
        interval=interval_of(entry),
        unit=_text(entry["unit"]),
        window=window,
        direction=direction,
        approximate=entry["approximate"] is True,
        nature=Nature(entry["nature"]),
        standing=Standing(entry["standing"]),
        source=core.pop() if len(core) == 1 else None,
        camps=tuple(Camp(interval_of(each), tuple(map(_text, each["sources"]))) for each in entry["camps"]),
        reports=tuple(_reports(figure, entry["reports"], direction)),
        doubts=(),
    )


def _reports(figure: Figure, said: Iterable[Entry], direction: Direction | None) -> Iterable[Judged]:
    """The reports of an entry: those that are still there, the others in the place of one of the same source.

    What stands beside an amount that its source gave before is a correction.
    """
    known, said = [judged.report for judged in figure.reports], list(said)
    past = {entry["source"] for entry in said if entry["role"] == Role.SUPERSEDED}
    for entry in said:
        interval, source = interval_of(entry), _text(entry["source"])
        own = [report for report in known if report.source == source]
        same = [report for report in own if _ends(report) == (interval.low, interval.high)]
        quantity = Quantity(interval, _text(entry["unit"]), direction)
        others = [replace(report, source=source, quantity=quantity) for report in (own or known)]
        for report in (same or others)[:1]:
            is_corrected = entry["role"] == Role.CORE and source in past
            yield Judged(replace(report, revised=report.revised or is_corrected), Role(entry["role"]))


def _ends(report: Report) -> tuple[Decimal | None, Decimal | None]:
    interval = report.quantity.interval if report.quantity else EMPTY
    return interval.low, interval.high


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value
