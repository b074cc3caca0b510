"""The ledger of an edition: every figure, and every place where it is printed. `ledger.json` is a contract.

A page, a PDF and a Word file carry what their readers are told of it anyway, so that they can be held against it.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from narrator.model.figure import Role
from narrator.model.quantity import EMPTY, Interval, plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from narrator.model.figure import Camp, Figure, Figures
    from narrator.model.quantity import Quantity


SHOWN_IN = {"table": "table", "chart": "chart"}
"""What the places of a brief count as; all others are prose."""


ENDS = ("low", "high")
NUMBER = re.compile(r"-?[0-9]{1,60}(?:\.[0-9]{1,60})?")
"""The end of an interval, as a ledger has it."""
CARRIED = (
    *("id", *ENDS, "low_open", "high_open", "unit", "approximate", "direction", "metric", "subject", "side", "venue"),
    *("window", "nature", "standing", "camps", "circulating"),
)
"""What a brief carries of a figure, beside its reports: no place in a file, and no reasons."""
SAID = ("source", "role", *ENDS, "unit")
TOLD = frozenset(Role) - {Role.QUARANTINED}
"""The roles of the reports that a brief shows and carries; a quarantined value waits for a person to clear it."""


@dataclass(frozen=True, slots=True, order=True)
class Print:
    """One place in `brief.md` where a figure is printed; the text stands in that 1-based line.

    `place`: title, lead, key, prose, table, chart or statement.
    """

    line: int
    figure: str
    text: str
    place: str = "prose"


@dataclass(frozen=True, slots=True)
class Ledger:
    """Every figure of an edition, and every place where it is printed.

    `told`: where a figure is told at its most prominent, prose, table or chart, where that is not seen from the prints.
    `corrected`: when what it corrects was corrected, where somebody has said so.
    """

    event: str
    locale: str
    as_of: datetime
    figures: Figures
    prints: tuple[Print, ...] = ()
    told: Mapping[str, str] = field(default_factory=dict)
    correction: str = ""
    corrected: datetime | None = None

    def told_in(self, figure_id: str) -> str | None:
        """The most prominent place of a figure: prose before table before chart; None where it is not told."""
        if figure_id in self.told:
            return self.told[figure_id]
        places = {SHOWN_IN.get(each.place, "prose") for each in self.prints if each.figure == figure_id}
        return next((place for place in ("prose", "table", "chart") if place in places), None)

    def to_json(self) -> dict[str, object]:
        """The ledger in the form of DESIGN.md 6, ends as plain decimals."""
        return {
            "event": self.event,
            "locale": self.locale,
            "as_of": self.as_of.isoformat(),
            "figures": [_figure(figure, self.told_in(figure.id)) for figure in self.figures],
            "prints": [
                {"figure": p.figure, "text": p.text, "line": p.line, "in": p.place} for p in sorted(self.prints)
            ],
            **({"correction": self.correction} if self.correction else {}),
            **({"corrected": self.corrected.isoformat()} if self.corrected else {}),
        }

    @property
    def carried(self) -> str:
        """What a brief carries of it, as JSON in one line."""
        figures = [carried(_figure(figure, None)) for figure in self.figures]
        told = {"event": self.event, "locale": self.locale, "as_of": self.as_of.isoformat(), "figures": figures}
        return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def carried(entry: Mapping[str, Any]) -> dict[str, object]:
    """What a brief carries of an entry of a ledger; of what it carries already, the same.

    Raises:
        KeyError, TypeError: it is no such entry.
    """
    reports: Sequence[Mapping[str, Any]] = entry["reports"]
    said = [{name: each[name] for name in SAID} for each in reports if each["role"] in TOLD]
    return {**{name: entry[name] for name in CARRIED}, "reports": said}


def entry_of(figure: Figure) -> dict[str, object]:
    """What a brief carries of a figure."""
    return carried(_figure(figure, None))


def interval_of(entry: Mapping[str, Any]) -> Interval:
    """The interval that an entry has: of a figure, of a report, of what stands beside it.

    Raises:
        KeyError, TypeError, ValueError: it is no such entry.
    """
    low, high = (None if entry[end] is None else _number(entry[end]) for end in ENDS)
    return Interval(low, high, entry.get("low_open") is True, entry.get("high_open") is True)


def _number(text: object) -> Decimal:
    if not (isinstance(text, str) and NUMBER.fullmatch(text)):
        raise ValueError(text)
    return Decimal(text)


def ends(said: Figure | Camp | Quantity | None) -> dict[str, object]:
    """The ends of what is said as plain decimals, None where there is no bound."""
    interval = said.interval if said else EMPTY
    values = (None if end is None else plain(end) for end in (interval.low, interval.high))
    return dict(zip(ENDS, values, strict=True))


def _figure(figure: Figure, told: str | None) -> dict[str, object]:
    return {
        "id": figure.id,
        **ends(figure),
        "low_open": figure.interval.low_open,
        "high_open": figure.interval.high_open,
        "unit": figure.unit,
        "approximate": figure.approximate,
        "direction": figure.direction,
        "metric": figure.key.metric,
        "subject": figure.key.subject or "all",
        "side": figure.key.side or None,
        "venue": figure.key.venue or None,
        "window": figure.window.canonical,
        "told": told,
        "nature": figure.nature,
        "standing": figure.standing,
        "explanation": list(figure.explanation),
        "derived_from": list(figure.derived_from),
        "formula": figure.formula,
        "camps": [
            {**ends(camp), "unit": figure.unit, "direction": figure.direction, "sources": list(camp.sources)}
            for camp in figure.camps
        ],
        "circulating": [
            {
                **ends(report.quantity),
                "unit": report.quantity.unit,
                "direction": report.quantity.direction,
                "source": report.source,
            }
            for report in figure.by_role(Role.CIRCULATING)
            if report.quantity is not None
        ],
        "reports": [
            {
                "source": judged.report.source,
                "role": judged.role,
                **ends(judged.report.quantity),
                "unit": judged.report.quantity.unit if judged.report.quantity else figure.unit,
                "at": f"{judged.report.at.file}:{judged.report.at.line}",
            }
            for judged in figure.reports
        ],
    }
