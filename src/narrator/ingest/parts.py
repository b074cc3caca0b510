"""Checks on what tells the records of one kind apart: a part that is not named would be told as the total.

An id is a name for people and says nothing to the program; where it names a side, an asset or a venue that the record
does not, its writer meant a part.
"""

from __future__ import annotations

import re
from itertools import combinations, zip_longest
from typing import TYPE_CHECKING, NamedTuple

from narrator.ingest.lines import WAYS
from narrator.model.ids import is_of
from narrator.model.kinds import DIMENSIONS, LONG, SHORT, SIDES, Dimension, Group
from narrator.model.kinds import Part as Quantity
from narrator.model.problem import Problem, paste
from narrator.model.quantity import kind_of
from narrator.model.source import is_unnamed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narrator.ingest.reports import Reading
    from narrator.model.event import Event
    from narrator.model.records import Record
    from narrator.model.report import Measurement, Report

WORDS = {
    Dimension.SIDE: {"long": LONG, "longs": LONG, "short": SHORT, "shorts": SHORT},
    Dimension.INSTRUMENT: {
        "futures": "futures",
        "options": "options",
        "perpetuals": "perpetuals",
        "perps": "perpetuals",
    },
}
"""Words of an id that name a part, by the field for it."""
NAMED = (Dimension.ASSET, Dimension.FUND, Dimension.VENUE)
"""Fields that hold a registered name of the kind that they are called by."""
COMMON = frozenset({"etf", "etfs", "fund", "funds"})
"""Words for funds of any kind."""
COUNTED = frozenset({*map(str, DIMENSIONS), Dimension.SIDE, Quantity.SHARE, "total", "amount", "bets", "traders"})
"""Nouns that an id may put behind its side: long positions, the short side."""
ALIKE = "the part that tells it from '{}'"
BOTH, EACH = "one source gives both", "two sources give it, each in a record of its own"


CLAUSE = re.compile(
    r"^(?:it|this|that|these|those|they|he|she|we|there)\b"
    r"|^(?:(?!that |which |who |since |in |of )[^ ,]+ ){0,4}"
    r"(?:is|are|was|were|has|have|had|will|rose|fell|came|reached|hit)\b",
    re.IGNORECASE,
)
"""How a sentence begins: a pronoun, or a subject and its verb; the verb of a relative clause stands behind its word."""
QUESTION = re.compile(r"(?:how|whether|why|where|when|who)\b", re.IGNORECASE)
ENDINGS = (".", "!", "?", ";", ":")


class Part(NamedTuple):
    """A field of a record that its id suggests, and the value for it."""

    field: str
    value: str


def check_one_source_gives_a_key_once(event: Event, reading: Reading) -> Iterator[Problem]:
    """Two amounts of one source for one key are two quantities, of which one lacks a part."""
    apart = (each for each in event.measurements.values() if each.record.partition(".")[0] in DIMENSIONS)
    keys: dict[tuple[object, ...], list[Measurement]] = {}
    for measurement in apart:
        if reading.document.is_broken(tuple(measurement.record.split("."))):
            continue  # the part that it lacks is what could not be read
        keys.setdefault(_key(event, measurement), []).append(measurement)
    for alike in keys.values():
        told: set[str] = set()
        for one, other in combinations(alike, 2):
            for lacking, full in ((one, other), (other, one)):
                parts = suggested(event, lacking.record, reading)
                if lacking.record not in told and _is_twice(one, other, has_hint=bool(parts)) and parts:
                    told.add(lacking.record)
                    yield _twice(lacking, full, parts[0], reading)
            by = BOTH if _is_twice(one, other, has_hint=False) else EACH if _is_apart(one, other) else ""
            if by and not told & {one.record, other.record}:
                told.add(other.record)
                yield _twice(other, one, None, reading, by)


def check_ids_and_fields_agree(event: Event, reading: Reading) -> Iterator[Problem]:
    """A part that an id alone names is nowhere in the record."""
    told = {problem.at.line for problem in check_one_source_gives_a_key_once(event, reading)}
    for kind in DIMENSIONS:
        for name in getattr(event.file, kind):
            at = reading.document.at((kind, name))
            for part in suggested(event, f"{kind}.{name}", reading) if at.line not in told else ():
                message = f"'{kind}.{name}' has no '{part.field}', though its id names one"
                line = paste(event.path, part.value, part.field)
                yield Problem("EVT038", message, at, name, f"{part.field}:", line)


def suggested(event: Event, path: str, reading: Reading) -> list[Part]:
    """The parts that the id of a record names and its fields do not."""
    kind, _, name = path.partition(".")
    if reading.document.is_broken((kind, name)):
        return []
    record = getattr(event.file, kind)[name]
    found: dict[str, Part] = {}
    words = name.split("_")
    plain = (word for word, after in zip_longest(words, words[1:]) if not _is_adjective(word, after, event, reading))
    for word in dict.fromkeys((*plain, name)):
        for part in _named_by(word, event, reading):
            if part.field in DIMENSIONS[kind] and getattr(record, part.field) is None:
                found.setdefault(part.field, part)
    return list(found.values())


def _is_adjective(word: str, after: str | None, event: Event, reading: Reading) -> bool:
    """Whether a word stands before a noun that is no part: the long run, a short week; a side is alone or by one."""
    if word not in SIDES or after is None or after in COUNTED:
        return False
    return not any(_named_by(after, event, reading))


def _named_by(word: str, event: Event, reading: Reading) -> Iterator[Part]:
    yield from (Part(field, words[word]) for field, words in WORDS.items() if word in words)
    registered = reading.names.find(word)
    if word.upper() in event.assets:
        yield Part(Dimension.ASSET, word.upper())
    elif registered and registered.kind in NAMED and COMMON.isdisjoint(word.split("_")):
        yield Part(registered.kind, registered.ticker or registered.forms["en"])


def _key(event: Event, measurement: Measurement) -> tuple[object, ...]:
    """What a quantity is of, but for the name of its record."""
    kind, _, name = measurement.record.partition(".")
    record: Record = getattr(event.file, kind)[name]
    key = measurement.key
    parts = (key.subject, key.side, key.venue, key.basis)
    said = [report.quantity for report in measurement.reports if report.quantity]
    of_unit = next((kind_of(each.unit) for each in said), None)
    # A price falls by so many points, which is so many percent; open interest stands somewhere, and rises by so much.
    is_move = any(each.direction in WAYS for each in said)
    return (
        kind,
        measurement.figure.endswith(f".{Quantity.COINS}"),
        measurement.field,
        getattr(record, "what", ""),
        of_unit,
        is_move,
        *parts,
    )


def _is_twice(one: Measurement, other: Measurement, *, has_hint: bool) -> bool:
    """Whether a source gives both, of one nature and window; sources without a name only where an id tells more."""
    return any(
        (first.source, first.nature, first.window.canonical) == (second.source, second.nature, second.window.canonical)
        and (has_hint or (first.window.is_stated and not is_unnamed(first.source)))
        for first in _counted(one)
        for second in _counted(other)
    )


def _is_apart(one: Measurement, other: Measurement) -> bool:
    """Whether two sources each have a record of one price and window, and nothing holds the two against each other.

    Prices have no part: what tells two of them apart is the name of the asset.
    """
    if not is_of(one.record, Group.PRICES):
        return False
    said = [{(r.nature, r.window.canonical) for r in _counted(each) if r.window.is_stated} for each in (one, other)]
    return not said[0].isdisjoint(said[1])


def check_claims_are_noun_phrases(event: Event, reading: Reading) -> Iterator[Problem]:
    """What is claimed stands within a sentence of the brief: "the largest since October", by its form."""
    for name, claim in event.file.claims.items():
        texts = {"": claim.text} if isinstance(claim.text, str) else {"en": claim.text.get("en", "")}
        for language, text in texts.items():
            words = re.sub(r"\b(?:[A-Z][a-z]{2,4}|[A-Z])\.$", "", text.strip())
            if CLAUSE.search(words) or words.endswith(ENDINGS):
                path = ("claims", name, "text", *filter(None, [language]))
                message, expected = (
                    f"the claim '{name}' must be a noun phrase, not a sentence",
                    "a noun phrase: the largest since October",
                )
                yield reading.document.problem("EVT039", message, path, expected, {language or "text": "A NOUN PHRASE"})


def check_statistics_are_noun_phrases(event: Event, reading: Reading) -> Iterator[Problem]:
    """What a statistic is of is the subject of a sentence: "the stop of withdrawals lasted 23 minutes"."""
    for name, record in event.file.macro.items():
        what = record.what if isinstance(record.what, str) else record.what.get("en", "")
        if QUESTION.match(what):
            field = "what" if isinstance(record.what, str) else "en"
            message = f"'what' of 'macro.{name}' must be a noun phrase, not a question"
            path, expected = (
                (Group.MACRO, name, *dict.fromkeys(("what", field))),
                "a noun phrase: the stop of withdrawals",
            )
            yield reading.document.problem("EVT042", message, path, expected, {field: "A NOUN PHRASE"})


def _counted(measurement: Measurement) -> list[Report]:
    return [each for each in measurement.reports if not each.listed_as_circulating and each.quantity is not None]


def _twice(lacking: Measurement, full: Measurement, part: Part | None, reading: Reading, by: str = BOTH) -> Problem:
    kind, _, name = lacking.record.partition(".")
    fields = " or ".join((f"nothing of {', '.join(DIMENSIONS[kind])}" if DIMENSIONS[kind] else "no asset", "window"))
    message = f"'{lacking.figure}' and '{full.figure}' measure the same thing, and {by}"
    message += f": '{name}' has no '{part.field}'" if part else f"; {fields} tells them apart"
    expected = f"{part.field}: in '{lacking.record}'" if part else ALIKE.format(full.record)
    if by == EACH:
        expected = f"one record with both sources, or {expected}"
    blank = paste(reading.document.file, "NAME", Dimension.ASSET) if by == EACH else "WINDOW"
    line = paste(reading.document.file, part.value, part.field) if part else blank
    return Problem("EVT037", message, reading.document.at((kind, name)), name, expected, line)
