"""How a figure is said: what templates, charts and commands call.

    expression = expression_of(figure, sources, figures, names)
    say(expression, Style.BODY, "en-US")   "$1.451 billion in the hour to 08:00 UTC on Jan. 8, according to CoinAnk"
    bare(expression, Style.BODY, "en-US")  "$1.451 billion"
    attribution(expression, "en-US")       "according to CoinAnk", None where no source is to be named
    worth(expression, "en-US")             "about $849.92 million", what stands in brackets after X, or None
    circulating(expression, "en-US")       ("$355 million", "$527 million")
    window_phrase(window, "en-US", zone)   "in the 24 hours to 16:00 UTC+8 on Jan. 8", "on Jan. 8, 2026", ""
    day(date, "en-GB")                     "8 January 2026"
    moment(instant, "en-US")               "08:00 UTC on Jan. 8, 2026", in the zone that the instant has
    count_phrase(3, "sources", "en-US")    "three sources"; "one source", "no sources"
    joined(["A", "B", "C"], "en-US")       "A, B and C"

Every function takes a policy as its last argument, for thresholds that `narrator.toml` overlays, and raises
`LocaleNotInstalledError` for a locale that has no module of rules; none raises for any figure. `say` prints times in
UTC (LANGUAGE.md 4, row "window"), and window, worth, attribution, circulating values and the frames of rumour,
forecast, opinion and plan in `body` and `between` only.
"""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, TypeGuard

from narrator.model.figure import Camp, Role, Standing
from narrator.model.policy import Policy
from narrator.model.quantity import Quantity
from narrator.model.source import MARKET_DATA, UNNAMED, UNVERIFIED, Grade, is_unnamed
from narrator.wording.expression import Expression, Said
from narrator.wording.language import Language, LocaleNotInstalledError, language
from narrator.wording.styles import Style, default_style

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime, tzinfo

    from narrator.model.figure import Figure, Figures
    from narrator.model.name import Names
    from narrator.model.source import Sources
    from narrator.model.window import Window

__all__ = [
    "Expression",
    "Language",
    "LocaleNotInstalledError",
    "Style",
    "attribution",
    "bare",
    "circulating",
    "count_phrase",
    "day",
    "default_style",
    "expression_of",
    "joined",
    "moment",
    "say",
    "window_phrase",
    "worth",
]

POLICY = Policy()


def say(expression: Expression, style: Style, locale: str, policy: Policy = POLICY) -> str:
    """The full phrase of a figure."""
    return language(locale, policy).say(expression, style)


def bare(expression: Expression, style: Style, locale: str, policy: Policy = POLICY) -> str:
    """The quantity alone: a template puts its own frame round it."""
    return language(locale, policy).bare(expression, style)


def attribution(expression: Expression, locale: str, policy: Policy = POLICY) -> str | None:
    """Who says so, None where nobody is to be named."""
    return language(locale, policy).attribution(expression)


def worth(expression: Expression, locale: str, policy: Policy = POLICY) -> str | None:
    """The other half of coins and money, None where there is none."""
    return language(locale, policy).worth(expression)


def circulating(expression: Expression, locale: str, policy: Policy = POLICY) -> tuple[str, ...]:
    """Each value that is named beside the figure."""
    return language(locale, policy).circulating(expression)


def window_phrase(window: Window, locale: str, zone: tzinfo = UTC, policy: Policy = POLICY) -> str:
    """The time that a quantity covers, its end as a clock of the zone shows it; empty where none is stated."""
    return language(locale, policy).window(window, zone)


def day(date: date, locale: str, policy: Policy = POLICY) -> str:
    """A date with its year."""
    return language(locale, policy).day(date)


def moment(instant: datetime, locale: str, policy: Policy = POLICY) -> str:
    """A date and time in the zone that the instant has."""
    return language(locale, policy).moment(instant)


def count_phrase(number: int, noun: str, locale: str, policy: Policy = POLICY) -> str:
    """A number of things, the noun given in the plural."""
    return language(locale, policy).count(number, noun)


def joined(items: Sequence[str], locale: str, policy: Policy = POLICY) -> str:
    """A list in words."""
    return language(locale, policy).joined(items)


def expression_of(
    figure: Figure, sources: Sources, figures: Figures, names: Names | None = None, language: str = "en"
) -> Expression:
    """All that a phrase needs of a figure, sources by the names that a brief in the language prints."""
    naming = _Naming(sources, names, language)
    other = figures.get(figure.worth) if figure.worth else None
    refused = figure.by_role(Role.CORE) if figure.standing is Standing.REFUSED else ()
    beside = (report.quantity for report in figure.by_role(Role.CIRCULATING))
    return Expression(
        kind=figure.key.kind,
        interval=figure.interval,
        unit=figure.unit,
        nature=figure.nature,
        standing=figure.standing,
        direction=figure.direction,
        approximate=figure.approximate,
        reported=figure.reported,
        source=naming.of(figure.source),
        grade=Grade.D if figure.weak else None,
        circulating=tuple(dict.fromkeys(quantity for quantity in beside if _is_given(quantity))),
        camps=tuple(Camp(c.interval, tuple(naming.of(s) or s for s in c.sources)) for c in figure.camps),
        reports=tuple(Said(r.quantity, naming.of(r.source) or r.source) for r in refused if _is_given(r.quantity)),
        worth=Quantity(other.interval, other.unit, approximate=other.approximate)
        if other and other.is_printable
        else None,
        window=figure.window,
        pending=figure.pending,
    )


def _is_given(quantity: Quantity | None) -> TypeGuard[Quantity]:
    return quantity is not None and not quantity.interval.is_empty


class _Naming:
    """The printed names of sources; market data is printed without one, `unverified` is the grade and no name."""

    def __init__(self, sources: Sources, names: Names | None, language: str) -> None:
        self._sources, self._names, self._language = sources, names, language

    def of(self, source: str | None) -> str | None:
        if source is None or source in {MARKET_DATA, UNVERIFIED}:
            return None
        if is_unnamed(source):
            return UNNAMED
        found = self._sources.find(source)
        if found.known or self._names is None:
            return found.named(self._language)
        return self._names.say(source, self._language)
