"""Named checks on the records of one event, in one visible tuple; those that need figures are in `analysis`.

Each is a rule with a name: `check_<rule>(event, reading) -> problems`. They run after every line of the file has been
read, so that one run shows all.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from narrator.ingest import links, parts
from narrator.ingest.glyphs import check_characters_can_be_printed
from narrator.ingest.messages import BLANK, identifier, meant
from narrator.ingest.triggers import read_threshold
from narrator.model.kinds import KINDS, Dimension, Part
from narrator.model.problem import Problem, paste
from narrator.model.quantity import Direction
from narrator.model.source import RESERVED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from narrator.ingest.reports import Reading
    from narrator.ingest.tree import Path
    from narrator.model.event import Event
    from narrator.model.problem import Location, Pasted, Problems
    from narrator.model.report import Report

TICKER = re.compile(r"[A-Z0-9.-]{1,12}|(?=(?:[a-z0-9]*[A-Z]){2})[A-Za-z0-9]{3,12}")
GOODS = re.compile(r"[a-z]{4,}(?: [a-z]{3,}){0,2}")
"""What is traded by a common noun: gold, natural gas."""
TRADED = frozenset({"asset", "index", "company"})
"""Kinds of names that have a price; a brief is about one by its ticker where it has one."""
DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))})
REGISTRY = "data/names.yaml"
"""The form of what is to be pasted into a registry."""


def check_no_blank_is_left(_event: Event, reading: Reading) -> Iterator[Problem]:
    """A word in CAPITALS of a line that was offered is filled in; those of amounts and times cannot be read anyway."""
    for path, text in links.leaves(reading.document.tree):
        named = text if text == str(path[-1]).upper() and path[-1] != "who" else None  # the WHO may be who said it
        left = next((str(part) for part in (*path, text) if BLANK.fullmatch(str(part))), named)
        at = reading.document.at(path, 0)
        if left and not any(problem.at.line == at.line for problem in reading.document.found):
            message, expected = f"'{'.'.join(map(str, path))}' is still to be filled in", "what stands for the capitals"
            yield Problem("EVT036", message, at, left, expected, left)


def check_id_is_file_name(event: Event, reading: Reading) -> Iterator[Problem]:
    """The id is the name of the file: what was published is found again by it."""
    name = event.path.rpartition("/")[2].rpartition(".")[0]
    if event.id != name and not reading.document.is_broken(("event",)):
        message = f"the id '{event.id}' is not the name of the file"
        yield reading.document.problem("EVT022", message, ("event", "id"), name, name)
    if event.id in DEVICES:
        message = f"no folder can be called '{event.id}' on Windows"
        yield reading.document.problem("EVT035", message, ("event", "id"), "another name", f"{event.id}-1")


def check_ready_is_complete(event: Event, reading: Reading) -> Iterator[Problem]:
    """A ready event has a main figure."""
    head = event.file.event
    if head.status == "ready" and head.main is None and not reading.document.is_broken(("event", "main")):
        message = "a ready event needs 'main', the figure of headline and lead"
        expected, example = "main: and a figure, or status: draft", _any_figure(event, "main")
        yield reading.document.problem("EVT023", message, ("event", "status"), expected, example)


def _any_figure(event: Event, key: str) -> Pasted:
    """The figure of the event, where it has but one."""
    known = tuple(event.measurements)
    return {key: known[0] if len(known) == 1 else "FIGURE"}


def check_entries_say_something(event: Event, reading: Reading) -> Iterator[Problem]:
    """Each entry has what it is there for: a record a report, a statement words, a comment its paragraph."""
    for path, example in _silent(event):
        if not reading.document.is_broken(path):
            message = f"'{'.'.join(path)}' has no content"
            yield reading.document.problem("EVT025", message, path, "what it is there for", example)


def _silent(event: Event) -> Iterator[tuple[tuple[str, ...], Pasted]]:
    reported = {measurement.record for measurement in event.measurements.values()}
    for kind in (group for group, row in KINDS.items() if not row.silent):
        names = (name for name in getattr(event.file, kind) if f"{kind}.{name}" not in reported)
        yield from (((kind, name), {"said": {"SOURCE": "AMOUNT"}}) for name in names)
    for name, statement in event.file.statements.items():
        if not (statement.text or statement.quote):
            yield ("statements", name), {"text": "TEXT"}
    for name, watch in event.file.outlook.watch.items():
        if not (watch.text or watch.figure):
            yield ("outlook", "watch", name), _any_figure(event, "figure")
    for section, value in event.file.commentary.items():
        comments = value if isinstance(value, list) else [value]
        if not all(comment.en or comment.zh for comment in comments):
            yield ("commentary", section), {"en": "TEXT"}


def check_texts_have_english(_event: Event, reading: Reading) -> Iterator[Problem]:
    """A text in languages has that of the briefs; only an editor's paragraph may be for one language alone."""
    for path, typed in links.leaves(reading.document.tree):
        if reading.document.value(path[:-1]) == {"zh": typed}:
            message = f"'{'.'.join(map(str, path[:-1]))}' has no English words"
            yield reading.document.problem("EVT031", message, path, "en: beside zh:", {"en": "TEXT"})


def check_share_has_whole(event: Event, reading: Reading) -> Iterator[Problem]:
    """A share says what it is a share of."""
    for figure in event.measurements:
        path = tuple(figure.split("."))
        of, document = (*path, "of"), reading.document
        if path[2:] == (Part.SHARE,) and document.value(of) is None and not document.is_broken(of):
            message, expected = f"'{figure}' does not say what it is a share of", "of: and the whole"
            yield document.problem("EVT026", message, path, expected, {"of": "RECORD"})


def check_rank_has_reason(event: Event, _reading: Reading) -> Iterator[Problem]:
    """A decision that overrides the rules is printed with its reason."""
    for report in links.reports(event):
        if report.rank is not None and not report.rank_reason:
            message = f"the rank '{report.rank}' of a report of '{report.figure}' has no reason"
            line = paste(event.path, {"reason": "WHY THIS ONE"})
            yield Problem("EVT027", message, report.at, report.rank, "reason:", line)


def check_triggers_can_be_read(event: Event, reading: Reading) -> Iterator[Problem]:
    """What would trigger something is a direction or a level of a figure."""
    for name, watch in event.file.outlook.watch.items():
        path, trigger = ("outlook", "watch", name, "trigger"), watch.trigger or ""
        word, _, amount = trigger.partition(" ")
        if trigger and watch.figure is None:
            message = f"'{name}' has a trigger but no figure"
            yield reading.document.problem("EVT028", message, path, "a figure", _any_figure(event, "figure"))
        elif word in {"below", "above"} and amount:
            reading.tried(path, partial(read_threshold, trigger), len(trigger) - len(amount))
        elif trigger and trigger not in list(Direction):
            hint, right = meant(trigger, Direction, "DIRECTION")
            expected = "inflow, outflow, up, down, gain, loss, or below or above and an amount"
            yield reading.document.problem("EVT028", f"unknown trigger '{trigger}'{hint}", path, expected, right)


def check_assets_are_tickers(event: Event, reading: Reading) -> Iterator[Problem]:
    """The assets of the head are tickers, or names of what has none, separated by commas."""
    assets = {getattr(record, Dimension.ASSET, None) for kind in KINDS for record in getattr(event.file, kind).values()}
    for ticker in event.assets:
        known = reading.names.find(ticker)
        is_named = ticker in assets or GOODS.fullmatch(ticker)
        has_name = known.ticker is None and known.kind in TRADED if known else is_named
        if not (TICKER.fullmatch(ticker) or has_name):
            message, expected, path = (
                f"'{ticker}' is not a ticker",
                "capital letters and digits, or a name that is registered or that a record has as its `asset`",
                ("event", "assets"),
            )
            right = (known and known.ticker) or "TICKER"
            example = ", ".join(right if each == ticker else each for each in event.assets)
            yield reading.document.problem("EVT029", message, path, expected, example)


def check_coins_are_of_the_asset(event: Event, reading: Reading) -> Iterator[Problem]:
    """Coins of a record are those of its asset: `asset: BTC` and 8,100 ETH is a slip of one of them."""
    for measurement in event.measurements.values():
        asset = reading.names.find(measurement.key.subject)
        for report in measurement.reports:
            typed = report.quantity.unit if report.quantity else ""
            unit = reading.names.find(typed)
            if asset and unit and asset != unit:
                message = f"'{measurement.figure}' is in {typed}, and its asset is {measurement.key.subject}"
                line = paste(event.path, "TICKER", "asset")  # one of the two is a slip, and either may be
                yield Problem("EVT030", message, report.at, report.typed, "coins of the asset", line)


def check_statements_were_made(event: Event, reading: Reading) -> Iterator[Problem]:
    """A statement was made before the brief was published."""
    for name, statement in event.file.statements.items():
        path = ("statements", name, "when")
        days = window.days if (window := reading.window(statement.when, path)) else None
        if days and days[0] > event.published.astimezone(event.zone).date():
            message = f"'{name}' was said after the brief was published"
            yield reading.document.problem(
                "EVT041", message, path, "a day that had come", f"{event.published:%Y-%m-%d}"
            )


def check_sources_known(event: Event, reading: Reading) -> Iterator[Problem]:
    """A source without a grade counts, and may be a slip of the pen; said once for each."""
    first: dict[str, Report] = {}
    for report in links.reports(event):
        first.setdefault(report.source, report)
        first.setdefault(report.origin, report)
    known = (*reading.sources.index, *RESERVED)
    for typed, report in first.items():
        source = reading.sources.find(typed)
        fields = {"name": source.name, "grade": "GRADE", "reason": "WHY THIS GRADE"}
        entry = paste(REGISTRY, fields, identifier(typed))
        if not source.known:
            hint, _ = meant(typed, known)
            yield _warning("SRC010", f"the source '{typed}' is not in data/sources.yaml{hint}", report.at, typed, entry)
        elif source.grade is None and typed in reading.sources.index:
            yield _warning("SRC011", f"the source '{typed}' has no grade", report.at, typed, entry)


def check_names_known(event: Event, reading: Reading) -> Iterator[Problem]:
    """Assets and venues are in the name registry, which has their form in each language; said once for each."""
    first: dict[str, Path] = {}
    for path, typed in _named(event):
        first.setdefault(typed, path)
    for typed, path in first.items():
        if reading.names.find(typed) is None:
            hint, _ = meant(typed.casefold(), reading.names.index)
            entry: Pasted = {"kind": str(path[-1]).removesuffix("s"), "en": typed}
            example = paste(REGISTRY, entry, identifier(typed))
            message, at = f"the name '{typed}' is not in data/names.yaml{hint}", reading.document.at(path, 0)
            yield _warning("NAM010", message, at, typed, example)


def _named(event: Event) -> Iterator[tuple[Path, str]]:
    yield from ((("event", "assets"), ticker) for ticker in event.assets)
    for kind in KINDS:
        for name, record in getattr(event.file, kind).items():
            typed = ((field, getattr(record, field, None)) for field in (Dimension.ASSET, Dimension.VENUE))
            yield from (((kind, name, field), value) for field, value in typed if value)


def _warning(code: str, message: str, at: Location, typed: str, example: str) -> Problem:
    return Problem(code, message, at, typed, "an entry in the registry", example)


CHECKS: tuple[Callable[[Event, Reading], Iterable[Problem]], ...] = (
    check_no_blank_is_left,
    check_id_is_file_name,
    check_ready_is_complete,
    links.check_linked_figures_exist,
    links.check_references_exist,
    links.check_no_digits_in_own_text,
    links.check_quote_contains_figure,
    check_entries_say_something,
    check_texts_have_english,
    check_share_has_whole,
    parts.check_one_source_gives_a_key_once,
    parts.check_ids_and_fields_agree,
    parts.check_claims_are_noun_phrases,
    parts.check_statistics_are_noun_phrases,
    check_rank_has_reason,
    check_triggers_can_be_read,
    check_assets_are_tickers,
    check_coins_are_of_the_asset,
    check_statements_were_made,
    check_sources_known,
    check_names_known,
    check_characters_can_be_printed,
)


def check(event: Event, reading: Reading) -> Problems:
    """What the checks find in an event."""
    return tuple(problem for rule in CHECKS for problem in rule(event, reading))
