"""Text of an event file, per language, with the place of its first character."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from narrator.model.problem import Location


@dataclass(frozen=True, slots=True)
class Text:
    """One text, in the languages in which it was typed. A plain string is in the event's own language, English."""

    forms: Mapping[str, str]
    at: Location = field(compare=False)

    def in_language(self, language: str) -> str | None:
        """The text in a language, None where it was not typed in it."""
        return self.forms.get(language)
