"""How a figure is said: what templates, charts and commands call.

    expression = expression_of(figure, sources, figures, names)
    say(expression, Style.BODY, "en-US")   "$1.451 billion in the hour to 08:00 UTC on Jan. 8, according to CoinAnk"
    bare(expression, Style.BODY, "en-US")  "$1.451 billion"
    joined(["A", "B", "C"], "en-US")       "A, B and C"

`rules` gives all the rules of a locale, for dates, windows and circulating values too. Every function takes a policy as
its last argument, for thresholds that `narrator.toml` overlays, and raises
`LocaleNotInstalledError` for a locale that has no module of rules; none raises for any figure. `say` prints times in
UTC (LANGUAGE.md 4, row "window"), and window, worth, attribution, circulating values and the frames of rumour,
forecast, opinion and plan in `body` and `between` only.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, TypeGuard

from narrator.errors import UserError
from narrator.model.figure import Camp, Role, Standing
from narrator.model.kinds import Part
from narrator.model.policy import Policy
from narrator.model.quantity import PERCENT, Quantity
from narrator.model.source import MARKET_DATA, UNNAMED, UNVERIFIED, Grade, is_unnamed
from narrator.wording.english import English
from narrator.wording.expression import Expression, Said, Style, default_style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narrator.model.figure import Figure, Figures
    from narrator.model.name import Names
    from narrator.model.source import Sources

__all__ = ["Expression", "Style", "default_style"]
"""What is imported to be handed on."""

POLICY = Policy()
LOCALES = {"en-US": partial(English, False), "en-GB": partial(English, True)}
"""The locales that are installed: the rules of each, for a policy."""


class LocaleNotInstalledError(UserError):
    """A locale for which there is no module of rules."""

    def __init__(self, locale: str) -> None:
        super().__init__(f"locale '{locale}' is not installed")


def rules(locale: str, policy: Policy) -> English:
    """The rules of a locale.

    Raises:
        LocaleNotInstalledError: there are none.
    """
    if locale not in LOCALES:
        raise LocaleNotInstalledError(locale)
    return LOCALES[locale](policy)


def say(expression: Expression, style: Style, locale: str, policy: Policy = POLICY) -> str:
    """The full phrase of a figure."""
    return rules(locale, policy).say(expression, style)


def bare(expression: Expression, style: Style, locale: str, policy: Policy = POLICY) -> str:
    """The quantity alone: a template puts its own frame round it."""
    return rules(locale, policy).bare(expression, style)


def joined(items: Sequence[str], locale: str, policy: Policy = POLICY) -> str:
    """A list in words."""
    return rules(locale, policy).joined(items)


def expression_of(
    figure: Figure, sources: Sources, figures: Figures, names: Names | None = None, language: str = "en"
) -> Expression:
    """All that a phrase needs of a figure, sources by the names that a brief in the language prints."""
    naming = partial(_printed_name, sources, names, language)
    other = figures.get(figure.worth) if figure.worth else None
    worth = Quantity(other.interval, other.unit, approximate=other.approximate) if other else None
    refused = figure.by_role(Role.CORE) if figure.standing is Standing.REFUSED else ()
    beside = (report.quantity for report in figure.beside)
    return Expression(
        kind=figure.key.kind,
        interval=figure.interval,
        unit=figure.unit,
        nature=figure.nature,
        standing=figure.standing,
        direction=figure.direction,
        approximate=figure.approximate,
        reported=figure.reported,
        source=figure.source and naming(figure.source),
        grade=Grade.D if figure.weak else None,
        circulating=tuple(dict.fromkeys(quantity for quantity in beside if _is_given(quantity))),
        camps=tuple(Camp(c.interval, tuple(naming(s) or s for s in c.sources)) for c in figure.camps),
        reports=tuple(Said(r.quantity, naming(r.source) or r.source) for r in refused if _is_given(r.quantity)),
        worth=worth if _is_given(worth) else None,
        window=figure.window,
        pending=figure.pending,
        manner=replace(figure.manner, places=_places(figure, figures)),
    )


def _places(figure: Figure, figures: Figures) -> int:
    """The decimals in which a percentage was typed, where what it is set against has as many: 4.0% from 4.1%."""
    whole = figure.id.removesuffix(f".{Part.FROM}")
    other = figures.get(f"{figure.id}.{Part.FROM}" if whole == figure.id else whole)
    if not other or not other.unit == figure.unit == PERCENT:
        return 0
    own, theirs = (-int((f.interval.low or Decimal(0)).as_tuple().exponent) for f in (figure, other))
    return own if own <= theirs else 0


def _is_given(quantity: Quantity | None) -> TypeGuard[Quantity]:
    return quantity is not None and not quantity.interval.is_empty


def _printed_name(sources: Sources, names: Names | None, language: str, source: str) -> str | None:
    """The printed name of a source; market data is printed without one, `unverified` is the grade and no name."""
    if source in {MARKET_DATA, UNVERIFIED}:
        return None
    if is_unnamed(source):
        return UNNAMED
    found = sources.find(source)
    if found.known or names is None:
        return found.named(language)
    return names.say(source, language)
