"""What a language has to know how to say, and which languages are installed.

A language is one module of rules (`english.py`); it maps its locales to the object that says things in them. A module
that is named here but is not there is a language that is not installed.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Protocol

from narrator.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date, datetime, tzinfo

    from narrator.model.policy import Policy
    from narrator.model.window import Window
    from narrator.wording.expression import Expression
    from narrator.wording.styles import Style

MODULES = {"en": "narrator.wording.english", "zh": "narrator.wording.chinese"}


class Language(Protocol):
    """The rules of one locale; `narrator.wording.phrase` says what each answer is."""

    def say(self, expression: Expression, style: Style) -> str:
        """The full phrase."""

    def bare(self, expression: Expression, style: Style) -> str:
        """The quantity alone."""

    def attribution(self, expression: Expression) -> str | None:
        """Who says so."""

    def worth(self, expression: Expression) -> str | None:
        """The other half of coins and money."""

    def circulating(self, expression: Expression) -> tuple[str, ...]:
        """The values named beside the figure."""

    def window(self, window: Window, zone: tzinfo) -> str:
        """The time that a quantity covers."""

    def day(self, day: date) -> str:
        """A date."""

    def moment(self, moment: datetime) -> str:
        """A date and time in the zone that it has."""

    def count(self, number: int, noun: str) -> str:
        """A number of things."""

    def joined(self, items: Sequence[str]) -> str:
        """A list."""


class LocaleNotInstalledError(UserError):
    """A locale for which there is no module of rules."""

    def __init__(self, locale: str) -> None:
        super().__init__(f"locale '{locale}' is not installed")


@lru_cache
def language(locale: str, policy: Policy) -> Language:
    """The rules of a locale.

    Raises:
        LocaleNotInstalledError: there are none.
    """
    module = MODULES.get(locale.partition("-")[0])
    if module is None or find_spec(module) is None:
        raise LocaleNotInstalledError(locale)
    languages: Mapping[str, Callable[[Policy], Language]] = import_module(module).LANGUAGES
    if locale not in languages:
        raise LocaleNotInstalledError(locale)
    return languages[locale](policy)
