"""Named checks on the records of one event, in one visible tuple; those that need figures are in `analysis`.

Each is a rule with a name: `check_<rule>(event, known) -> problems`. They run after every line of the file has been
read, so that one run shows all.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrator.ingest.amounts import read_amount
from narrator.ingest.faults import Fault
from narrator.ingest.links import (
    check_linked_figures_exist,
    check_no_digits_in_own_text,
    check_quote_contains_figure,
    check_references_exist,
    reports,
)
from narrator.ingest.messages import did_you_mean, problem_of
from narrator.ingest.slots import SLOTS
from narrator.ingest.times import read_date
from narrator.model.problem import Problem, Severity
from narrator.model.quantity import Direction
from narrator.model.source import RESERVED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from narrator.ingest.links import Known
    from narrator.ingest.tree import Path
    from narrator.model.event import Event
    from narrator.model.problem import Problems

TICKER = re.compile(r"[A-Z0-9.-]{1,12}")
SAY_WITHOUT_REPORTS = frozenset({"macro", "levels", "accounts"})
"""Kinds whose records say something without any amount."""
TYPICAL = {"flows": "inflow $210 million", "prices": "down 2.1%", "sentiment": "from 21 to 42"}
"""A line of the kinds whose amount is not just money."""


def check_id_is_file_name(event: Event, known: Known) -> Iterator[Problem]:
    """The id is the name of the file: what was published is found again by it."""
    name = event.path.rpartition("/")[2].rpartition(".")[0]
    if event.id != name and not known.document.is_broken(("event",)):
        message = f"the id '{event.id}' is not the name of the file"
        yield known.problem("EVT022", message, ("event", "id"), name, f"id: {name}")


def check_ready_is_complete(event: Event, known: Known) -> Iterator[Problem]:
    """A ready event has a main figure."""
    head = event.file.event
    if head.status == "ready" and head.main is None and not known.document.is_broken(("event", "main")):
        message = "a ready event needs 'main', the figure of headline and lead"
        example = f"main: {next(iter(event.measurements), 'liquidations.total')}"
        yield known.problem("EVT023", message, ("event", "status"), "main: and a figure, or status: draft", example)


def check_entries_say_something(event: Event, known: Known) -> Iterator[Problem]:
    """Each entry has what it is there for: a record a report, a statement words, a comment its paragraph."""
    for path, example in _silent(event):
        if not known.document.is_broken(path):
            message = f"'{'.'.join(map(str, path))}' says nothing"
            yield known.problem("EVT025", message, path, "what it is there for", example)


def _silent(event: Event) -> Iterator[tuple[Path, str]]:
    reported = {measurement.record for measurement in event.measurements.values()}
    for kind in SLOTS.keys() - SAY_WITHOUT_REPORTS:
        names = (name for name in getattr(event.file, kind) if f"{kind}.{name}" not in reported)
        yield from (((kind, name), f"said:\n  tracker_a: {TYPICAL.get(kind, '$210 million')}") for name in names)
    for name, statement in event.file.statements.items():
        if not (statement.text or statement.quote):
            yield ("statements", name), "text: the market has seen worse"
    for name, watch in event.file.outlook.watch.items():
        if not (watch.text or watch.figure):
            yield ("outlook", "watch", name), "figure: flows.btc_etf"
    for section, value in event.file.commentary.items():
        comments = value if isinstance(value, list) else [value]
        if not all(comment.en or comment.zh for comment in comments):
            yield ("commentary", section), "en: Longs carried the night."


def check_share_has_whole(event: Event, known: Known) -> Iterator[Problem]:
    """A share says what it is a share of."""
    for figure in event.measurements:
        path = tuple(figure.split("."))
        if (
            path[-1] == "share"
            and known.document.value((*path, "of")) is None
            and not known.document.is_broken((*path, "of"))
        ):
            yield known.problem("EVT026", f"'{figure}' does not say of what", path, "of: and the whole", "of: total")


def check_rank_has_reason(event: Event, _known: Known) -> Iterator[Problem]:
    """A decision that overrides the rules is printed with its reason."""
    for report in reports(event):
        if report.rank is not None and not report.rank_reason:
            message = f"the rank '{report.rank}' of a report of '{report.figure}' has no reason"
            yield Problem("EVT027", message, report.at, report.rank, "reason:", "reason: It lists its venues.")


def check_triggers_can_be_read(event: Event, known: Known) -> Iterator[Problem]:
    """What would trigger something is a direction or a level of a figure."""
    for name, watch in event.file.outlook.watch.items():
        path = ("outlook", "watch", name, "trigger")
        word, _, amount = (watch.trigger or "").partition(" ")
        if watch.trigger and watch.figure is None:
            example = f"figure: {next(iter(event.measurements), 'flows.btc_etf')}"
            yield known.problem("EVT028", f"'{name}' has a trigger and no figure", path, "a figure", example)
        elif word in {"below", "above"} and amount:
            yield from _fault(lambda amount=amount: read_amount(amount), known, path, f"{word} ")  # type: ignore[misc]  # bound now
        elif watch.trigger and watch.trigger not in list(Direction):
            message = f"no trigger '{watch.trigger}'{did_you_mean(watch.trigger, Direction)}"
            expected = "inflow, outflow, up, down, gain, loss, or below or above and an amount"
            yield known.problem("EVT028", message, path, expected, "trigger: outflow")


def check_claims_are_dated(event: Event, known: Known) -> Iterator[Problem]:
    """The day since when something is claimed is a date."""
    for name, claim in event.file.claims.items():
        if claim.since is not None:
            yield from _fault(lambda since=claim.since: read_date(since), known, ("claims", name, "since"))  # type: ignore[misc]  # bound now


def _fault(read: Callable[[], object], known: Known, path: Path, before: str = "") -> Iterator[Problem]:
    try:
        read()
    except Fault as fault:
        yield problem_of(fault.with_example(before + fault.example), known.document, path, len(before))


def check_assets_are_tickers(event: Event, known: Known) -> Iterator[Problem]:
    """The assets of the head are tickers, separated by commas."""
    for ticker in event.assets:
        if not TICKER.fullmatch(ticker):
            expected = "capital letters and digits"
            yield known.problem("EVT029", f"'{ticker}' is no ticker", ("event", "assets"), expected, "assets: BTC, ETH")


def check_coins_are_of_the_asset(event: Event, known: Known) -> Iterator[Problem]:
    """Coins of a record are those of its asset: `asset: BTC` and 8,100 ETH is a slip of one of them."""
    for measurement in event.measurements.values():
        asset = known.names.find(measurement.key.subject)
        for report in measurement.reports:
            typed = report.quantity.unit if report.quantity else ""
            unit = known.names.find(typed)
            if asset and unit and asset != unit:
                message = f"'{measurement.figure}' is in {typed}, and its asset is {measurement.key.subject}"
                yield Problem("EVT030", message, report.at, report.typed, "coins of the asset", f"asset: {typed}")


def check_sources_known(event: Event, known: Known) -> Iterator[Problem]:
    """A source without a grade counts, and may be a slip of the pen; said once for each."""
    told: set[str] = set()
    expected = "an entry with a grade and its reason in data/sources.yaml"
    for report in reports(event):
        for typed in {report.source, report.origin} - told:
            told.add(typed)
            source = known.sources.find(typed)
            example = f"{_identifier(typed)}:\n  name: {source.name}\n  grade: C\n  reason: It lists its venues."
            if not source.known:
                near = did_you_mean(typed, (*known.sources.index, *RESERVED))
                example = f"{near.split(chr(39))[1]}: {report.typed}" if near else example
                message = f"the source '{typed}' is not in data/sources.yaml{near}"
                yield Problem("SRC010", message, report.at, typed, expected, example, severity=Severity.WARNING)
            elif source.grade is None and typed in known.sources.index:
                message = f"the source '{typed}' has no grade"
                yield Problem("SRC011", message, report.at, typed, expected, example, severity=Severity.WARNING)


def check_names_known(event: Event, known: Known) -> Iterator[Problem]:
    """Assets and venues are in the name registry, which has their form in each language; said once for each."""
    told: set[str] = set()
    for path, typed in _named(event):
        if typed not in told and known.names.find(typed) is None:
            near = did_you_mean(typed.casefold(), known.names.index)
            message = f"the name '{typed}' is not in data/names.yaml{near}"
            example = f"{_identifier(typed)}:\n  kind: {'venue' if path[-1] == 'venue' else 'asset'}\n  en: {typed}"
            at = known.document.at(path, 0)
            yield Problem("NAM010", message, at, typed, "an entry with its forms", example, severity=Severity.WARNING)
        told.add(typed)


def _named(event: Event) -> Iterator[tuple[Path, str]]:
    yield from ((("event", "assets"), ticker) for ticker in event.assets)
    for kind in SLOTS:
        for name, record in getattr(event.file, kind).items():
            typed = ((field, getattr(record, field, None)) for field in ("asset", "venue"))
            yield from (((kind, name, field), value) for field, value in typed if value)


def _identifier(typed: str) -> str:
    return re.sub("[^a-z0-9]+", "_", typed.lower())


CHECKS: tuple[Callable[[Event, Known], Iterable[Problem]], ...] = (
    check_id_is_file_name,
    check_ready_is_complete,
    check_linked_figures_exist,
    check_references_exist,
    check_no_digits_in_own_text,
    check_quote_contains_figure,
    check_entries_say_something,
    check_share_has_whole,
    check_rank_has_reason,
    check_triggers_can_be_read,
    check_claims_are_dated,
    check_assets_are_tickers,
    check_coins_are_of_the_asset,
    check_sources_known,
    check_names_known,
)


def check(event: Event, known: Known) -> Problems:
    """What the checks find in an event."""
    return tuple(problem for rule in CHECKS for problem in rule(event, known))
