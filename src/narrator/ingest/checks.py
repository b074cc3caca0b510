"""Named checks on the records of one event, in one visible tuple; those that need figures are in `analysis`.

Each is a rule with a name: `check_<rule>(event, known) -> problems`. They run after every line of the file has been
read, so that one run shows all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from narrator.ingest import references
from narrator.ingest.amounts import read_amount
from narrator.ingest.messages import did_you_mean, problem_of
from narrator.ingest.faults import Fault
from narrator.ingest.times import read_date
from narrator.model.problem import Problem, Severity
from narrator.model.quantity import Direction
from narrator.model.records import QUANTITY_KINDS
from narrator.model.source import RESERVED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from narrator.ingest.documents import Document
    from narrator.ingest.tree import Path
    from narrator.model.event import Event
    from narrator.model.name import Names
    from narrator.model.problem import Problems
    from narrator.model.records import Commentary
    from narrator.model.source import Sources

TICKER = re.compile(r"[A-Z0-9.-]{1,12}")
NUMBER = re.compile(r"\d(?:[\d.,]*\d)?")
WITHOUT_REPORTS = frozenset({"macro", "levels", "accounts"})
"""Kinds whose records say something without any amount."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the checks look things up in."""

    document: Document
    sources: Sources
    names: Names
    lexicon: tuple[str, ...] = ()

    def has(self, event: Event, figure: str) -> bool:
        """Whether an event has a figure; one that could not be read for another problem counts."""
        is_broken = any(path[:2] == tuple(figure.split("."))[:2] for path in self.document.broken)
        return figure in event.measurements or figure.startswith("derived.") or is_broken

    def problem(self, code: str, message: str, path: Path, offset: int = 0, **more: str) -> Problem:
        """An error at a character of a value."""
        return Problem(code, message, self.document.at(path, offset), **more)

    def warning(self, code: str, message: str, path: Path, offset: int = 0, **more: str) -> Problem:
        """A warning at a character of a value."""
        return Problem(code, message, self.document.at(path, offset), severity=Severity.WARNING, **more)


def _unknown(event: Event, known: Known, figure: str, path: Path, offset: int = 0) -> Problem:
    near = did_you_mean(figure, event.measurements)
    example = near.partition("'")[2].partition("'")[0] or event.file.event.main or "liquidations.total"
    message = f"the event has no figure '{figure}'{near}"
    return known.problem(
        "EVT021", message, path, offset, found=figure, expected="a figure of this event", example=example
    )


def check_id_is_file_name(event: Event, known: Known) -> Iterator[Problem]:
    """The id is the name of the file: what was published is found again by it."""
    name = event.path.rpartition("/")[2].rpartition(".")[0]
    if event.id != name:
        message = f"the id '{event.id}' is not the name of the file"
        yield known.problem("EVT022", message, ("event", "id"), found=event.id, expected=name, example=f"id: {name}")


def check_ready_is_complete(event: Event, known: Known) -> Iterator[Problem]:
    """A ready event has a main figure, and figures at all."""
    head = event.file.event
    if head.status != "ready":
        return
    if head.main is None and ("event", "main") not in known.document.broken:
        example = f"main: {next(iter(event.measurements), 'liquidations.total')}"
        message = "a ready event needs 'main', the figure of headline and lead"
        yield known.problem("EVT023", message, ("event", "status"), expected="main, or status: draft", example=example)
    if not event.measurements:
        yield known.problem(
            "EVT024", "a ready event reports something", ("event", "status"), expected="a record with reports"
        )


def check_main_exists(event: Event, known: Known) -> Iterator[Problem]:
    """The main figure is one of the event."""
    main = event.file.event.main
    if main is not None and not known.has(event, main):
        yield _unknown(event, known, main, ("event", "main"))


def check_linked_figures_exist(event: Event, known: Known) -> Iterator[Problem]:
    """What is to be watched, decides a scenario, is claimed of or stands in a statement is a figure of the event."""
    for path, figure in _linked(event):
        if not known.has(event, figure):
            yield _unknown(event, known, figure, path)


def _linked(event: Event) -> Iterator[tuple[Path, str]]:
    file = event.file
    blocks = (("watch", file.outlook.watch), ("scenarios", file.outlook.scenarios))
    for group, entries in blocks:
        for name, entry in entries.items():
            if entry.figure:
                yield ("outlook", group, name, "figure"), entry.figure
    for name, claim in file.claims.items():
        yield ("claims", name, "about"), claim.about
    for name, statement in file.statements.items():
        for figure in _listed(statement.contains):
            yield ("statements", name, "contains"), figure


def _listed(typed: str | None) -> list[str]:
    return [part.strip() for part in typed.split(",") if part.strip()] if typed else []


def check_references_exist(event: Event, known: Known) -> Iterator[Problem]:
    """`[figure.id:style]` in our own texts names a figure of the event and a style there is."""
    for path, text in references.own_texts(known.document.tree):
        for found in references.references(text):
            if not known.has(event, found.figure):
                yield _unknown(event, known, found.figure, path, found.offset)
            if found.style is not None and found.style not in references.STYLES:
                near = did_you_mean(found.style, references.STYLES)
                expected = f"one of {', '.join(references.STYLES)}"
                message = f"no style '{found.style}'{near}"
                example = f"[{found.figure}:headline]"
                yield known.problem(
                    "TXT011", message, path, found.offset, found=found.typed, expected=expected, example=example
                )


def check_no_digits_in_own_text(event: Event, known: Known) -> Iterator[Problem]:
    """A digit in a text of our own would be a figure that nothing supports."""
    names = _names_with_digits(known)
    for path, text in references.own_texts(known.document.tree):
        for number in references.numbers(text, names):
            where = ".".join(map(str, path))
            figure = _figure_with(event, number[0]) or event.file.event.main or "liquidations.total"
            yield known.problem(
                "TXT010",
                f"the number {number[0]} in '{where}', a text of our own",
                path,
                number.start(),
                found=number[0],
                expected="a reference to a figure, words, or a name of narrator.toml [lexicon] or names.yaml",
                example=f"[{figure}]",
            )


def _names_with_digits(known: Known) -> set[str]:
    named = (text for name in known.names.entries for text in (*name.forms.values(), *name.aliases))
    return {text for text in (*named, *known.lexicon) if any(map(str.isdigit, text))}


def _figure_with(event: Event, number: str) -> str | None:
    digits = number.strip("$€£¥%")
    measured = event.measurements.values()
    return next((m.figure for m in measured for r in m.reports if digits in NUMBER.findall(r.typed)), None)


def check_quote_contains_figure(event: Event, known: Known) -> Iterator[Problem]:
    """A statement that contains a figure has a number of it in its words."""
    for name, statement in event.file.statements.items():
        words = known.document.value(("statements", name, "quote" if statement.quote else "text"))
        said = set(NUMBER.findall(" ".join(words.values()) if isinstance(words, dict) else str(words)))  # type: ignore[arg-type]  # one text per language
        for figure in _listed(statement.contains):
            measurement = event.measurements.get(figure)
            reported = {n for r in measurement.reports for n in NUMBER.findall(r.typed)} if measurement else set()
            if reported and not reported & said:
                message = f"the words of '{name}' hold no number of '{figure}'"
                numbers = ", ".join(sorted(reported))
                path = ("statements", name, "contains")
                yield known.problem("EVT025", message, path, found=figure, expected=f"one of {numbers} in the words")


def check_statements_say_something(event: Event, known: Known) -> Iterator[Problem]:
    """A statement has words, something to watch a figure or a text, a comment its paragraph."""
    bare = (
        *((("statements", name), "text: ...") for name, s in event.file.statements.items() if not (s.text or s.quote)),
        *(
            (("outlook", "watch", n), "figure: ...")
            for n, w in event.file.outlook.watch.items()
            if not (w.text or w.figure)
        ),
        *((path, "en: ...") for path, comment in _comments(event) if not (comment.en or comment.zh)),
    )
    for path, example in bare:
        if not any(gone[: len(path)] == path for gone in known.document.broken):
            message = f"'{'.'.join(map(str, path))}' says nothing"
            yield Problem("EVT026", message, known.document.at(path), expected="its words", example=example)


def _comments(event: Event) -> Iterator[tuple[Path, Commentary]]:
    for section, value in event.file.commentary.items():
        if isinstance(value, list):
            yield from ((("commentary", section, index), comment) for index, comment in enumerate(value))
        else:
            yield ("commentary", section), value


def check_records_report_something(event: Event, known: Known) -> Iterator[Problem]:
    """A record of amounts has a report of at least one quantity."""
    reported = {measurement.record for measurement in event.measurements.values()}
    for kind in QUANTITY_KINDS:
        for name in getattr(event.file, kind):
            path = (kind, name)
            is_broken = any(gone[:2] == path for gone in known.document.broken)
            if kind not in WITHOUT_REPORTS and f"{kind}.{name}" not in reported and not is_broken:
                message = f"nothing is reported in '{kind}.{name}'"
                example = "said:\n  tracker_a: not reported"
                yield Problem(
                    "EVT027", message, known.document.at(path), expected="said: with a source", example=example
                )


def check_share_has_whole(event: Event, known: Known) -> Iterator[Problem]:
    """A share says what it is a share of."""
    for measurement in event.measurements.values():
        path = tuple(measurement.figure.split("."))
        if (
            path[-1] == "share"
            and known.document.value((*path, "of")) is None
            and (*path, "of") not in known.document.broken
        ):
            message = f"'{measurement.figure}' does not say of what"
            yield Problem("EVT028", message, known.document.at(path), expected="of: and the whole", example="of: total")


def check_rank_has_reason(event: Event, known: Known) -> Iterator[Problem]:
    """A decision that overrides the rules is printed with its reason."""
    for measurement in event.measurements.values():
        for report in measurement.reports:
            if report.rank is not None and not report.rank_reason and report.figure == measurement.figure:
                message = f"'{measurement.figure}': the rank '{report.rank}' has no reason"
                example = "reason: Tracker A lists its venues."
                yield Problem("EVT029", message, report.at, report.rank, "reason: in a sentence", example)


def check_triggers_can_be_read(event: Event, known: Known) -> Iterator[Problem]:
    """What would trigger something is a direction or a level of a figure."""
    for name, watch in event.file.outlook.watch.items():
        path = ("outlook", "watch", name, "trigger")
        if watch.trigger is None:
            continue
        if watch.figure is None:
            yield known.problem(
                "EVT030",
                f"'{name}' has a trigger and no figure",
                path,
                expected="figure:",
                example="figure: flows.btc_etf",
            )
        word, _, amount = watch.trigger.partition(" ")
        if word in {"below", "above"} and amount:
            try:
                read_amount(amount)
            except Fault as fault:
                yield problem_of(fault.with_example(f"{word} {fault.example}"), known.document, path, len(word) + 1)
        elif watch.trigger not in list(Direction):
            near = did_you_mean(watch.trigger, Direction)
            expected = "inflow, outflow, up, down, gain, loss, or below or above an amount"
            yield known.problem(
                "EVT031", f"no trigger '{watch.trigger}'{near}", path, expected=expected, example="trigger: outflow"
            )


def check_claims_are_dated(event: Event, known: Known) -> Iterator[Problem]:
    """The day since when something is claimed is a date."""
    for name, claim in event.file.claims.items():
        if claim.since is not None:
            try:
                read_date(claim.since)
            except Fault as fault:
                yield problem_of(fault, known.document, ("claims", name, "since"))


def check_assets_are_tickers(event: Event, known: Known) -> Iterator[Problem]:
    """The assets of the head are tickers, separated by commas."""
    for ticker in event.assets:
        if not TICKER.fullmatch(ticker):
            offset = event.file.event.assets.index(ticker)
            message = f"'{ticker}' is no ticker"
            expected = "capital letters and digits"
            yield known.problem(
                "EVT032",
                message,
                ("event", "assets"),
                offset,
                found=ticker,
                expected=expected,
                example="assets: BTC, ETH",
            )


def check_sources_known(event: Event, known: Known) -> Iterator[Problem]:
    """A source that the registry does not know is ungraded, and may be a slip; said once for each."""
    told = set()
    names = (*known.sources.index, *RESERVED)
    for measurement in event.measurements.values():
        for report in measurement.reports:
            for typed in {report.source: 0, report.origin: 0}:
                source = known.sources.find(typed)
                if typed in told or (source.known and (source.grade or typed not in known.sources.index)):
                    continue
                told.add(typed)
                example = (
                    f"{re.sub('[^a-z0-9]+', '_', typed.lower())}:\n  name: {source.name}\n  grade: C\n  reason: ..."
                )
                if source.known:
                    message, code = f"the source '{typed}' has no grade", "SRC011"
                else:
                    message, code = (
                        f"the source '{typed}' is not in data/sources.yaml{did_you_mean(typed, names)}",
                        "SRC010",
                    )
                expected = "a grade with its reason in data/sources.yaml"
                yield Problem(code, message, report.at, typed, expected, example, severity=Severity.WARNING)


def check_names_known(event: Event, known: Known) -> Iterator[Problem]:
    """Assets and venues are in the name registry, which has their form in each language; said once for each."""
    told: set[str] = set()
    for path, typed in _named(event):
        if typed not in told and known.names.find(typed) is None:
            near = did_you_mean(typed.casefold(), known.names.index)
            message = f"the name '{typed}' is not in data/names.yaml{near}"
            example = f"{re.sub('[^a-z0-9]+', '_', typed.lower())}:\n  kind: {path[-1] if path[-1] == 'venue' else 'asset'}\n  en: {typed}"
            yield known.warning(
                "NAM010", message, path, found=typed, expected="an entry with its forms", example=example
            )
        told.add(typed)


def _named(event: Event) -> Iterator[tuple[Path, str]]:
    yield from ((("event", "assets"), ticker) for ticker in event.assets)
    for kind in QUANTITY_KINDS:
        for name, record in getattr(event.file, kind).items():
            for field in ("asset", "venue"):
                typed = getattr(record, field, None)
                if typed:
                    yield (kind, name, field), typed


CHECKS: tuple[Callable[[Event, Known], Iterable[Problem]], ...] = (
    check_id_is_file_name,
    check_ready_is_complete,
    check_main_exists,
    check_linked_figures_exist,
    check_references_exist,
    check_no_digits_in_own_text,
    check_quote_contains_figure,
    check_statements_say_something,
    check_records_report_something,
    check_share_has_whole,
    check_rank_has_reason,
    check_triggers_can_be_read,
    check_claims_are_dated,
    check_assets_are_tickers,
    check_sources_known,
    check_names_known,
)


def check(event: Event, known: Known) -> Problems:
    """What the checks find in an event."""
    return tuple(problem for rule in CHECKS for problem in rule(event, known))
