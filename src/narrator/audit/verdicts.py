"""Verdicts: what the audit says of each mention, with its code, its severity, and what the figures allow instead."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from narrator.model.problem import Severity

if TYPE_CHECKING:
    from narrator.audit.mentions import Mention
    from narrator.model.problem import Location


class Verdict(StrEnum):
    """Supported, derived, or the kind of a discrepancy (LANGUAGE.md 6)."""

    SUPPORTED = "supported"
    DERIVED = "derived"
    UNSUPPORTED = "unsupported"
    OUTSIDE = "outside"
    OVERPRECISE = "overprecise"
    MAGNITUDE = "magnitude"
    SIGN = "sign"
    UNIT = "unit"
    NOUN = "noun"
    QUALIFIER = "qualifier"
    UNATTRIBUTED = "unattributed"
    AS_FACT = "as_fact"
    WORD = "word"
    DATE = "date"
    NAME = "name"

    @property
    def is_sound(self) -> bool:
        """Whether there is nothing to mend."""
        return self in {Verdict.SUPPORTED, Verdict.DERIVED}

    @property
    def severity(self) -> Severity | None:
        """Blocking or warning as in LANGUAGE.md 6.5; none where there is nothing to mend."""
        if self.is_sound:
            return None
        return Severity.WARNING if self in WARNINGS else Severity.ERROR

    @property
    def code(self) -> str:
        """The stable code of a kind of discrepancy."""
        return f"AUD{KINDS.index(self) + 1:03}"


KINDS = tuple(Verdict)[2:]
"""The kinds of discrepancy in the order of their codes: AUD001 is unsupported."""
WARNINGS = {Verdict.QUALIFIER, Verdict.NOUN, Verdict.WORD, Verdict.UNATTRIBUTED, Verdict.DATE}


@dataclass(frozen=True, slots=True)
class Finding:
    """The verdict on one mention.

    `figures`: the ids of the figures that it was held against, the likeliest first; none where the event has nothing of
    the kind. `formula`: how the figures give the number that the text computed itself. `why`: one clause. `at`: where
    the record of the first figure stands.
    """

    mention: Mention
    verdict: Verdict
    figures: tuple[str, ...] = ()
    formula: str = ""
    why: str = ""
    at: Location | None = None
