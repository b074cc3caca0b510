"""Reports: what one source said about one quantity, and the measurement that collects them under one figure id."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from narrator.model.problem import Location
    from narrator.model.quantity import Kind, Quantity
    from narrator.model.window import Window


class Nature(StrEnum):
    """What kind of statement it is; never mixed in one range."""

    MEASURED = "measured"
    ESTIMATED = "estimated"
    FORECAST = "forecast"
    RUMOUR = "rumour"
    OPINION = "opinion"
    PLAN = "plan"


AHEAD = frozenset({Nature.FORECAST, Nature.PLAN})
"""What is said of a time to come."""
NATURE_KEYS = dict(zip(("said", "estimated", "forecast", "rumoured", "opinion", "planned"), Nature, strict=True))
"""The natures by the keys of an event file."""


class Rank(StrEnum):
    """A person's decision about a report; wins over the rules, its reason is printed (Wikibase)."""

    PREFERRED = "preferred"
    CIRCULATING = "circulating"
    DEPRECATED = "deprecated"


class Amount(StrEnum):
    """Whether a report gives an amount: unknown is not zero, and pending is neither."""

    GIVEN = "given"
    PENDING = "not reported"
    NONE = "none"
    NOT_STATED = "not stated"


@dataclass(frozen=True, slots=True)
class Report:
    """What one source said about one quantity, with the place where the file says so.

    `origin` is the primary source (PROV hadPrimarySource): the quoted one, or the source itself.
    `quantity` is None unless `amount` is GIVEN or NONE (a true zero).
    `embargo`: the report may not be used before it, whatever its as-of. `under` is the key that the line stands under
    as typed, or its place in a list; `amount` in the long form.
    """

    figure: str
    source: str
    origin: str
    nature: Nature
    window: Window
    at: Location
    typed: str
    amount: Amount = Amount.GIVEN
    quantity: Quantity | None = None
    as_of: datetime | None = None
    embargo: datetime | None = None
    revised: bool = False
    provisional: bool = False
    coverage_stated: bool = True
    briefly: bool = False
    listed_as_circulating: bool = False
    rank: Rank | None = None
    rank_reason: str = ""
    definition: str = ""
    cleared: str = ""
    url: str = ""
    under: str | int = ""


@dataclass(frozen=True, slots=True)
class Key:
    """What a quantity is of. Only reports with the same key (and a comparable window) are ever pooled."""

    metric: str
    kind: Kind
    subject: str = ""
    side: str = ""
    venue: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """One text, in the languages in which it was typed. A plain string is in the event's own language, English."""

    forms: Mapping[str, str]
    at: Location = field(compare=False)


@dataclass(frozen=True, slots=True)
class Measurement:
    """All reports of one figure id, as the event file gives them, before reconciliation.

    `record` is `<kind>.<record>`, `field` the quantity's field name or "" for the amount. `of` is the figure id of
    the whole that a share is a share of. `worth` is the figure id of the other half of a coins = money line.
    """

    figure: str
    record: str
    field: str
    key: Key
    reports: tuple[Report, ...]
    at: Location
    of: str | None = None
    worth: str | None = None
    differ: Text | None = None
