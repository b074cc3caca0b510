"""Names: people, accounts, venues, assets, indices, with their aliases and their form per language."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from narrator.model.problem import Problem


@dataclass(frozen=True, slots=True)
class Name:
    """One entry of `data/names.yaml`: `kind` is person, account, venue, asset, index, fund, institution or term.

    `unprintable`: the problem with its English form, where no font has one of its characters.
    """

    id: str
    kind: str
    forms: Mapping[str, str]
    aliases: tuple[str, ...] = ()
    ticker: str | None = None
    unprintable: Problem | None = None

    def named(self, language: str) -> str:
        """The form in a language (`en`, `zh`), English where there is none."""
        return self.forms.get(language) or self.forms["en"]


@dataclass(frozen=True, slots=True)
class Names:
    """The name registry, found by id, form, alias or ticker without regard to case."""

    entries: tuple[Name, ...] = ()
    index: Mapping[str, Name] = field(default_factory=dict)

    @classmethod
    def of(cls, entries: tuple[Name, ...]) -> Names:
        """The registry of these names."""
        told = [(n, (n.id, *n.forms.values(), *n.aliases, n.ticker or n.id)) for n in reversed(entries)]
        return cls(entries, {key.casefold(): name for name, keys in told for key in keys})

    def find(self, typed: str) -> Name | None:
        """The entry behind a typed name, if the registry has it."""
        return self.index.get(typed.casefold())

    def say(self, typed: str, language: str = "en") -> str:
        """The name as a brief in a language prints it; the typed form where the registry has none."""
        entry = self.find(typed)
        return entry.named(language) if entry else typed
