"""Named checks on the records of one event, in one visible tuple; those that need figures are in `analysis`.

Each is a rule with a name: `check_<rule>(event, known) -> problems`. They run after every line of the file has been
read, so that one run shows all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from narrator.ingest.amounts import read_amount
from narrator.ingest.faults import Fault
from narrator.ingest.messages import did_you_mean, nearest, problem_of
from narrator.ingest.references import STYLES, numbers, own_texts, references
from narrator.ingest.slots import SLOTS
from narrator.ingest.times import read_date
from narrator.model.problem import Problem, Severity
from narrator.model.quantity import Direction
from narrator.model.source import RESERVED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from narrator.ingest.documents import Document
    from narrator.ingest.tree import Path
    from narrator.model.event import Event
    from narrator.model.name import Names
    from narrator.model.problem import Location, Problems
    from narrator.model.report import Report
    from narrator.model.source import Sources

TICKER = re.compile(r"[A-Z0-9.-]{1,12}")
NUMBER = re.compile(r"\d(?:[\d.,]*\d)?")
SAY_WITHOUT_REPORTS = frozenset({"macro", "levels", "accounts"})
"""Kinds whose records say something without any amount."""
TYPICAL = {"flows": "inflow $210 million", "prices": "down 2.1%", "sentiment": "from 21 to 42"}
"""A line of the kinds whose amount is not just money."""


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
    holders = (report.figure for report in _reports(event) if digits in NUMBER.findall(report.typed))
    return next(holders, next(iter(event.measurements), "liquidations.total"))


def _reports(event: Event) -> Iterator[Report]:
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
    for report in _reports(event):
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
    for report in _reports(event):
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
