"""Events, figures and reports from short typed lines, so that a test of a rule shows only what the rule is about.

    liquidations.shorts (short, 24h)
      coinank B: about $90 million
      circulating chatter D: $120 million; rank: preferred; reason: asked them

The head of a figure holds its side, asset, window, `at VENUE`, `of FIGURE`, `cumulative`; why its sources `differ`
stands behind a semicolon. A report line is a nature
(`said` when there is none, or `circulating`), the source with its grade, and a line of the report grammar; what only
the long form of a report can say follows behind semicolons.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from narrator.analysis.checks import check
from narrator.analysis.derive import derive
from narrator.analysis.signals import signals
from narrator.ingest.lines import read_line
from narrator.ingest.times import read_moment, read_window
from narrator.model.event import Event
from narrator.model.kinds import KINDS, Group, Part
from narrator.model.policy import Policy
from narrator.model.problem import Location
from narrator.model.quantity import EMPTY, Interval, Quantity, kind_of, plain
from narrator.model.records import EventFile
from narrator.model.report import NATURE_KEYS, Amount, Key, Measurement, Nature, Rank, Report, Text
from narrator.model.source import Grade, Source, Sources
from narrator.model.window import MOMENT
from narrator.reconcile.figures import reconcile

if TYPE_CHECKING:
    from collections.abc import Mapping

    from narrator.ingest.lines import Line
    from narrator.model.figure import Figure, Figures
    from narrator.model.problem import Problems
    from narrator.model.signal import Signal
    from narrator.model.window import Window

ZONE = ZoneInfo("Asia/Shanghai")
PUBLISHED = datetime(2026, 3, 3, 9, 0, tzinfo=ZONE)
FILE = "data/events/2026-03-03-example.yaml"
POLICY = Policy()
HEAD = re.compile(r"(?P<figure>[a-z_]+\.[a-z_.]+)(?: \((?P<parts>.*)\))?(?:; differ: (?P<differ>.+))?")
SAID = re.compile(
    rf"(?:(?P<nature>{'|'.join(NATURE_KEYS)}|circulating) )?(?P<source>.+?)(?: (?P<grade>[A-F]))?: (?P<line>.+)"
)

FELL = """
prices.btc (BTC, 2026-03-02)
  market data: down 5%
prices.btc.open (BTC, 2026-03-02)
  market data: $80,000
prices.btc.low (BTC, 2026-03-02)
  market data: $75,000
prices.btc.close (BTC, 2026-03-02)
  market data: $76,000
"""
"""The day of a price that fell, won some of it back, and ended lower."""


@dataclass
class Typed:
    """What lines of text come to: measurements by figure id, and the sources with the grades that they were given."""

    measurements: dict[str, Measurement] = field(default_factory=dict)
    grades: dict[str, Grade] = field(default_factory=dict)

    @property
    def sources(self) -> Sources:
        return Sources.of(tuple(Source(name, name, grade=grade) for name, grade in self.grades.items()))

    def add(self, measurement: Measurement, report: Report) -> None:
        known = self.measurements.setdefault(measurement.figure, measurement)
        self.measurements[measurement.figure] = replace(known, reports=(*known.reports, report))


def window(text: str) -> Window:
    """A window as an event file types it; `instant` where a level has none."""
    return MOMENT if text == "instant" else read_window(text, ZONE, PUBLISHED)


def moment(text: str) -> datetime:
    """A time as an event file types it."""
    return read_moment(text, ZONE, PUBLISHED)


def typed(text: str) -> Typed:
    """Figures and reports, one a line."""
    result, head, covers = Typed(), None, window("24h")
    for number, line in enumerate(text.split("\n"), 1):
        if match := HEAD.fullmatch(line.strip()):
            head, covers = _head(match["figure"], match["parts"] or "", number)
            head = replace(head, differ=Text({"en": match["differ"]}, head.at)) if match["differ"] else head
        elif line.strip() and head:
            _read(result, head, covers, line.strip(), number)
    return result


def _head(figure: str, parts: str, number: int) -> tuple[Measurement, Window]:
    group, _, quantity = figure.partition(".")
    metric = ".".join((group, *quantity.split(".")[1:]))
    key, covers, whole = Key(metric, kind_of("USD")), window("24h"), None
    for part in filter(None, parts.split(", ")):
        if part in {"long", "short"}:
            key = replace(key, side=part)
        elif part == "cumulative":
            key = replace(key, basis=part)
        elif part.startswith("at "):
            key = replace(key, venue=part.removeprefix("at "))
        elif part.startswith("of "):
            whole = part.removeprefix("of ")
        elif part.isupper():
            key = replace(key, subject=part)
        else:
            covers = window(part)
    record, _, name = quantity.partition(".")
    at = Location(FILE, number)
    return Measurement(figure, f"{group}.{record}", name, key, (), at, of=whole), covers


def _read(result: Typed, head: Measurement, covers: Window, text: str, number: int) -> None:
    match = SAID.fullmatch(text)
    assert match, text
    said, *extras = match["line"].split("; ")
    fields = dict(extra.split(": ", 1) for extra in extras)
    slot = KINDS[Group(head.figure.partition(".")[0])].quantities[Part(head.field)]
    line = read_line(said, slot.form)
    source, origin = match["source"], line.quoting or match["source"]
    if match["grade"]:
        result.grades[source] = Grade(match["grade"])
    as_of = moment(line.time) if line.time else None
    covers = window(fields["window"]) if "window" in fields else covers
    report = Report(
        head.figure,
        source,
        origin,
        NATURE_KEYS.get(match["nature"] or "said", Nature.MEASURED),
        replace(covers, until=as_of) if covers.until and as_of and "window" not in fields else covers,
        Location(FILE, number),
        said,
        line.amount,
        _quantity(line, slot.unit),
        as_of,
        embargo=moment(fields["embargo"]) if "embargo" in fields else None,
        revised=line.revised,
        provisional=line.provisional,
        coverage_stated=line.coverage_stated,
        briefly=line.briefly,
        listed_as_circulating=match["nature"] == "circulating",
        rank=Rank(fields["rank"]) if "rank" in fields else None,
        rank_reason=fields.get("reason", ""),
        definition=fields.get("definition", ""),
        cleared=fields.get("cleared", ""),
    )
    for name, quantity in (("", report.quantity), ("coins", line.worth), ("from", line.start)):
        if quantity and name:
            part = _beside(head, name, quantity)
            result.add(part, replace(report, figure=part.figure, quantity=quantity))
        elif not name:
            kind = slot.said_as or kind_of(quantity.unit if quantity else slot.unit)
            worth = f"{head.figure}.coins" if line.worth else None
            result.add(replace(head, key=replace(head.key, kind=kind), worth=worth), report)


def _beside(head: Measurement, name: str, quantity: Quantity) -> Measurement:
    key = replace(head.key, metric=f"{head.key.metric}.{name}", kind=kind_of(quantity.unit))
    worth = head.figure if name == "coins" else None
    return replace(head, figure=f"{head.figure}.{name}", field=name, key=key, worth=worth)


def _quantity(line: Line, unit: str) -> Quantity | None:
    if line.quantity:
        return line.quantity
    if line.amount is Amount.NONE:
        return Quantity(Interval.point(Decimal(0)), unit)
    return Quantity(EMPTY, unit, line.direction) if line.direction else None


def event(text: str, main: str = "liquidations.total", assets: str = "BTC, ETH", **texts: object) -> Event:
    """An event with these figures; `texts` are further parts of its file."""
    header = {
        "id": "2026-03-03-example",
        "status": "ready",
        "published": "2026-03-03 09:00",
        "timezone": "Asia/Shanghai",
        "days": "2026-03-02 to 2026-03-03",
        "assets": assets,
        "main": main,
    }
    file = EventFile.model_validate({"event": header, **texts})
    days, places = window("2026-03-02 to 2026-03-03"), {"event": Location(FILE)}
    return Event(file, FILE, ZONE, PUBLISHED, days, None, typed(text).measurements, places)


def figures(text: str, policy: Policy = POLICY, as_of: datetime = PUBLISHED) -> Figures:
    """The figures that reconciliation makes of these reports."""
    return reconcile(event(text), typed(text).sources, policy, as_of)


def figure(
    *lines: str, head: str = "liquidations.total", policy: Policy = POLICY, as_of: datetime = PUBLISHED
) -> Figure:
    """The one figure of some report lines."""
    return next(iter(figures("\n".join((head, *lines)), policy, as_of)))


@dataclass(frozen=True)
class Analysed:
    """An event after analysis."""

    figures: Figures
    signals: Mapping[str, Signal]
    problems: Problems

    def shown(self, figure_id: str) -> str:
        """A figure in one line: ends, unit, direction, nature where it is not measured, standing."""
        found = self.figures[figure_id]
        ends = dict.fromkeys(str(shorter(end)) for end in (found.interval.low, found.interval.high))
        nature = "" if found.nature is Nature.MEASURED else found.nature.value
        return " ".join(filter(None, (" to ".join(ends), found.unit, found.direction, nature, found.standing)))

    def told(self) -> list[str]:
        """The problems in short: code, severity, exit code, figure."""
        return [f"{each.code} {each.severity} {each.exit:d} {each.figure}" for each in self.problems]


def shorter(end: Decimal | None) -> Decimal | None:
    """An end with two places at most, half up, for a test to compare."""
    return end if end is None else Decimal(plain(end.quantize(Decimal("0.01"), ROUND_HALF_UP)))


def analysed(text: str, main: str = "liquidations.total", assets: str = "BTC, ETH", **texts: object) -> Analysed:
    """An event of these figures, reconciled and analysed."""
    case = event(text, main, assets, **texts)
    found = derive(case, reconcile(case, typed(text).sources, POLICY, PUBLISHED), POLICY)
    return Analysed(found, signals(case, found, POLICY), check(case, found, POLICY))
